/* The hot loops of the names engine, in C99 with Python's limited API (one build for 3.11 and
 * later). Each function has a twin in plain.py that gives the same results, and is described
 * there. Arrays come as contiguous buffers; nothing in them is trusted: every number that leads
 * into another array is checked before it is used, and a wrong one raises ValueError. The
 * interpreter's lock is held throughout: threads take turns at the desk that choose_names works on.
 */

#define PY_SSIZE_T_CLEAN
#ifndef Py_LIMITED_API
#define Py_LIMITED_API 0x030B0000
#endif
#include <Python.h>

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define FEATURES 5
#define SYMBOLS_MAX 64
#define LANES 8
#define ARRAYS_MAX 12
#define DATES_MAX 16
#define DATE_BITS 7
#define WORDS_MAX 10
#define LENGTH_BITS 0.3
#define WEIGHTS 4
#define FIRST_OF_JANUARY 101

/* Numbers are read out of order; asking for them a few steps ahead hides most of the wait. */
#define AHEAD 12
#ifdef __GNUC__
#define PREFETCH(place) __builtin_prefetch(place)
#else
#define PREFETCH(place) ((void)(place))
#endif

typedef struct {
    void *data;
    Py_ssize_t count;
} Array;

typedef struct {
    Py_buffer views[ARRAYS_MAX];
    Array arrays[ARRAYS_MAX];
    int held;
} Arrays;

static void release(Arrays *all)
{
    while (all->held > 0)
        PyBuffer_Release(&all->views[--all->held]);
}

static int refuse(const char *why)
{
    PyErr_SetString(PyExc_ValueError, why);
    return -1;
}

/* Hold one buffer; `size` is that of an item, its alignment too. */
static int hold(Arrays *all, PyObject *object, int size, int writable)
{
    Py_buffer *view = &all->views[all->held];
    if (PyObject_GetBuffer(object, view, writable ? PyBUF_WRITABLE : PyBUF_SIMPLE) < 0)
        return -1;
    Array *array = &all->arrays[all->held++];
    if (view->len % size || (view->len && (uintptr_t)view->buf % (uintptr_t)size))
        return refuse("an array has items of another size");
    array->data = view->buf;
    array->count = view->len / size;
    return 0;
}

/* Hold every buffer of a tuple; a negative size marks one that is written to. */
static int hold_all(Arrays *all, PyObject *tuple, const int *sizes, int count)
{
    if (!PyTuple_Check(tuple) || PyTuple_Size(tuple) != count)
        return refuse("a tuple has another number of arrays");
    for (int i = 0; i < count; i++) {
        PyObject *object = PyTuple_GetItem(tuple, i);
        if (!object || hold(all, object, abs(sizes[i]), sizes[i] < 0) < 0)
            return -1;
    }
    return 0;
}

/* ------------------------------------------------------------------ likeness of two words -- */

typedef struct {
    const float *pair, *gap, *best;
    const double *curve;
    int32_t symbols, scripts;
} Costs;

static const int COSTS_SIZES[] = {4, 4, 4, 8};

static int costs_of(Costs *costs, const Arrays *all)
{
    Py_ssize_t scripts = 0, symbols;
    while ((scripts + 1) * (scripts + 1) * FEATURES <= all->arrays[3].count)
        scripts++;
    if (!scripts || scripts * scripts * FEATURES != all->arrays[3].count)
        return refuse("the curves are not those of two scripts");
    symbols = all->arrays[1].count / scripts;
    if (symbols > INT16_MAX || symbols * scripts != all->arrays[1].count
        || all->arrays[2].count != all->arrays[1].count
        || all->arrays[0].count != symbols * symbols)
        return refuse("the tables are of different sizes");
    costs->pair = all->arrays[0].data;
    costs->gap = all->arrays[1].data;
    costs->best = all->arrays[2].data;
    costs->curve = all->arrays[3].data;
    costs->symbols = (int32_t)symbols;
    costs->scripts = (int32_t)scripts;
    return 0;
}

typedef struct {
    const int16_t *symbols;
    int length, script;
} Word;

static int is_sound(const Costs *costs, const Word *word)
{
    if (word->length < 0 || word->length > SYMBOLS_MAX)
        return 0;
    if (word->script < 0 || word->script >= costs->scripts)
        return 0;
    for (int i = 0; i < word->length; i++)
        if (word->symbols[i] < 0 || word->symbols[i] >= costs->symbols)
            return 0;
    return 1;
}

/* The highest sums of weights over all alignments of one word with several others, side by side:
 * the steps of one wait for each other, those of several do not. A shorter word is filled up with
 * symbol 0, and its sum stands where it ends.
 */
static void best_sums(const Costs *costs, const Word *left, const Word *rights, int width,
                      double sums[LANES])
{
    double line[SYMBOLS_MAX + 1][LANES], right_gaps[SYMBOLS_MAX][LANES];
    int32_t symbols[SYMBOLS_MAX][LANES];
    for (int k = 0; k < LANES; k++) {
        line[0][k] = 0.0;
        for (int j = 0; j < width; j++) {
            symbols[j][k] = j < rights[k].length ? rights[k].symbols[j] : 0;
            right_gaps[j][k] = costs->gap[symbols[j][k] * costs->scripts + left->script];
            line[j + 1][k] = line[j][k] + right_gaps[j][k];
        }
    }
    for (int i = 0; i < left->length; i++) {
        const float *weights = costs->pair + (size_t)left->symbols[i] * costs->symbols;
        const float *gaps = costs->gap + (size_t)left->symbols[i] * costs->scripts;
        double left_gap[LANES], diagonal[LANES], here[LANES];
        for (int k = 0; k < LANES; k++) {
            left_gap[k] = gaps[rights[k].script];
            diagonal[k] = line[0][k];
            here[k] = line[0][k] + left_gap[k];
            line[0][k] = here[k];
        }
        for (int j = 0; j < width; j++) {
            double weight[LANES];
            for (int k = 0; k < LANES; k++)
                weight[k] = weights[symbols[j][k]];
            for (int k = 0; k < LANES; k++) {
                double aligned = diagonal[k] + weight[k];
                double above = line[j + 1][k] + left_gap[k], before = here[k] + right_gaps[j][k];
                diagonal[k] = line[j + 1][k];
                aligned = aligned > above ? aligned : above;
                here[k] = aligned > before ? aligned : before;
                line[j + 1][k] = here[k];
            }
        }
    }
    for (int k = 0; k < LANES; k++)
        sums[k] = line[rights[k].length][k];
}

static double curved(const Costs *costs, const Word *left, const Word *right, double weight)
{
    if (!left->length || !right->length)
        return 0.0;
    double left_best = 0.0, right_best = 0.0;
    for (int i = 0; i < left->length; i++)
        left_best += costs->best[left->symbols[i] * costs->scripts + right->script];
    for (int i = 0; i < right->length; i++)
        right_best += costs->best[right->symbols[i] * costs->scripts + left->script];
    double highest = 0.5 * (left_best + right_best);
    int shorter = left->length < right->length ? left->length : right->length;
    const double *curve = costs->curve
        + (size_t)(left->script * costs->scripts + right->script) * FEATURES;
    double z = curve[0];
    z += curve[1] * (weight / (highest > 0.1 ? highest : 0.1));
    z += curve[2] * (weight / (left->length + right->length));
    z += curve[3] * (weight / 10);
    z += curve[4] * ((double)shorter / 10);
    z = z > 50.0 ? 50.0 : z < -50.0 ? -50.0 : z;
    return 1.0 / (1.0 + exp(-z));
}

/* The likeness of one word to up to LANES others. */
static void likenesses(const Costs *costs, const Word *left, const Word *rights, int count,
                       double *values)
{
    static const int16_t NOTHING[1] = {0};
    Word filled[LANES];
    double sums[LANES];
    int width = 0;
    for (int k = 0; k < LANES; k++) {
        filled[k] = k < count ? rights[k] : (Word){.symbols = NOTHING};
        width = filled[k].length > width ? filled[k].length : width;
    }
    best_sums(costs, left, filled, width, sums);
    for (int k = 0; k < count; k++)
        values[k] = curved(costs, left, &rights[k], sums[k]);
}

static PyObject *likeness(PyObject *module, PyObject *arguments)
{
    (void)module;
    Arrays all = {.held = 0};
    Costs costs;
    Word left, right;
    PyObject *tables, *first, *second, *result = NULL;
    if (!PyArg_ParseTuple(arguments, "OOiOi", &tables, &first, &left.script, &second,
                          &right.script))
        return NULL;
    if (hold_all(&all, tables, COSTS_SIZES, 4) < 0 || costs_of(&costs, &all) < 0
        || hold(&all, first, 2, 0) < 0 || hold(&all, second, 2, 0) < 0)
        goto end;
    left.symbols = all.arrays[4].data;
    right.symbols = all.arrays[5].data;
    left.length = all.arrays[4].count > SYMBOLS_MAX ? -1 : (int)all.arrays[4].count;
    right.length = all.arrays[5].count > SYMBOLS_MAX ? -1 : (int)all.arrays[5].count;
    if (!is_sound(&costs, &left) || !is_sound(&costs, &right))
        refuse("a word has symbols that the tables do not have");
    else {
        double value;
        likenesses(&costs, &left, &right, 1, &value);
        result = PyFloat_FromDouble(value);
    }
end:
    release(&all);
    return result;
}

static PyObject *likeness_to_rows(PyObject *module, PyObject *arguments)
{
    (void)module;
    static const int SIZES[] = {4, 4, 2, 4};
    Arrays all = {.held = 0};
    Costs costs;
    Word left;
    PyObject *tables, *first, *forms, *rows, *result = NULL;
    if (!PyArg_ParseTuple(arguments, "OOiOO", &tables, &first, &left.script, &forms, &rows))
        return NULL;
    if (hold_all(&all, tables, COSTS_SIZES, 4) < 0 || costs_of(&costs, &all) < 0
        || hold(&all, first, 2, 0) < 0 || hold_all(&all, forms, SIZES, 3) < 0
        || hold(&all, rows, 4, 0) < 0)
        goto end;
    left.symbols = all.arrays[4].data;
    left.length = all.arrays[4].count > SYMBOLS_MAX ? -1 : (int)all.arrays[4].count;
    const int32_t *scripts = all.arrays[5].data, *lengths = all.arrays[6].data;
    const int16_t *symbols = all.arrays[7].data;
    const int32_t *wanted = all.arrays[8].data;
    Py_ssize_t count_forms = all.arrays[5].count, asked = all.arrays[8].count;
    Py_ssize_t width = count_forms ? all.arrays[7].count / count_forms : 0;
    if (all.arrays[6].count != count_forms || width * count_forms != all.arrays[7].count
        || !is_sound(&costs, &left)) {
        refuse("the forms are not a table, or the word has symbols that the tables do not have");
        goto end;
    }
    result = PyBytes_FromStringAndSize(NULL, asked * (Py_ssize_t)sizeof(double));
    if (!result)
        goto end;
    char *out = PyBytes_AsString(result);
    for (Py_ssize_t at = 0; at < asked; at += LANES) {
        Word rights[LANES];
        double values[LANES];
        int count = asked - at < LANES ? (int)(asked - at) : LANES;
        for (int k = 0; k < count; k++) {
            int32_t row = wanted[at + k];
            int sound = row >= 0 && row < count_forms && lengths[row] <= width;
            if (sound)
                rights[k] = (Word){.symbols = symbols + (size_t)row * (size_t)width,
                                   .length = lengths[row], .script = scripts[row]};
            if (!sound || !is_sound(&costs, &rights[k])) {
                Py_CLEAR(result);
                refuse("a row is not one of the forms, or is not sound");
                goto end;
            }
        }
        likenesses(&costs, &left, rights, count, values);
        memcpy(out + (size_t)at * sizeof(double), values, (size_t)count * sizeof(double));
    }
end:
    release(&all);
    return result;
}

/* ------------------------------------------------------------------- choosing among names -- */

typedef struct {
    const int64_t *starts, *word_starts, *keys;
    const int32_t *postings, *slots, *dates, *joint_names;
    float *weighed;
    uint8_t *marks;
    Py_ssize_t words, posted, names, persons, dates_each, joints;
    const uint8_t *alive, *allowed;
    Py_ssize_t allowed_count;
} Names;

typedef struct {
    int32_t *items;
    size_t count, room;
} Numbers;

static int reserve(Numbers *list, size_t more)
{
    if (list->room - list->count >= more)
        return 0;
    size_t room = 2 * list->room + more + 1024;
    int32_t *items = realloc(list->items, room * sizeof *items);
    if (!items) {
        PyErr_NoMemory();
        return -1;
    }
    list->items = items;
    list->room = room;
    return 0;
}

static int push(Numbers *list, int32_t number)
{
    if (reserve(list, 1) < 0)
        return -1;
    list->items[list->count++] = number;
    return 0;
}

/* 1 when a name may be found, 0 when not, -1 when there is no such name. */
static int is_open(const Names *all, int32_t name)
{
    if (name < 0 || name >= all->names)
        return refuse("a list holds a name that is not there");
    if (!all->alive && !all->allowed)
        return 1;
    int32_t slot = all->slots[name];
    if (slot < 0 || slot >= all->persons)
        return refuse("a name belongs to a person who is not there");
    if (all->alive && !all->alive[slot])
        return 0;
    if (!all->allowed)
        return 1;
    int64_t key = all->keys[slot];
    return key >= 0 && key < all->allowed_count && all->allowed[key];
}

static int list_of(const Names *all, int32_t word, int64_t *from, int64_t *to)
{
    if (word < 0 || word >= all->words)
        return refuse("there is no such word");
    *from = all->starts[word];
    *to = all->starts[word + 1];
    if (*from < 0 || *from > *to || *to > all->posted)
        return refuse("a posting list lies outside the postings");
    return 0;
}

/* Write the names of a word that may be found behind those in the list; return how many. */
static int64_t gather_open(const Names *all, int32_t word, Numbers *found)
{
    int64_t from, to;
    size_t before = found->count;
    if (list_of(all, word, &from, &to) < 0 || reserve(found, (size_t)(to - from)) < 0)
        return -1;
    for (int64_t at = from; at < to; at++) {
        int open = is_open(all, all->postings[at]);
        if (open < 0)
            return -1;
        /* Written in any case and kept or not: a guess of the processor would often be wrong. */
        found->items[found->count] = all->postings[at];
        found->count += (size_t)open;
    }
    return (int64_t)(found->count - before);
}

static int touch(Names *all, int32_t name, float bits, Numbers *touched)
{
    if (!(bits > 0))
        return 0;
    /* What is worth something never adds up to nothing, so a name is noted once. */
    if (all->weighed[name] == 0 && push(touched, name) < 0)
        return -1;
    all->weighed[name] += bits;
    return 0;
}

/* Add what each word is worth to the names that hold it, rare words first, within the budget. */
static int read_postings(Names *all, const int32_t *words, const float *bits,
                         const int32_t *ends, int groups, int64_t left, Numbers *touched,
                         Numbers *open, int64_t *counts)
{
    int64_t totals[WORDS_MAX], firsts[WORDS_MAX];
    int order[WORDS_MAX];
    for (int group = 0, at = 0; group < groups; group++) {
        totals[group] = 0;
        firsts[group] = (int64_t)open->count;
        for (; at < ends[group]; at++) {
            counts[at] = gather_open(all, words[at], open);
            if (counts[at] < 0)
                return -1;
            totals[group] += counts[at];
        }
        int place = group;
        for (; place > 0 && totals[order[place - 1]] > totals[group]; place--)
            order[place] = order[place - 1];
        order[place] = group;
    }
    for (int place = 0; place < groups; place++) {
        int group = order[place];
        const int32_t *names = open->items + firsts[group];
        for (int at = group ? ends[group - 1] : 0; at < ends[group] && left > 0; at++) {
            int64_t read = counts[at] < left ? counts[at] : left;
            for (int64_t i = 0; i < read; i++) {
                if (i + AHEAD < read)
                    PREFETCH(&all->weighed[names[i + AHEAD]]);
                if (touch(all, names[i], bits[at], touched) < 0)
                    return -1;
            }
            names += counts[at];
            left -= read;
        }
    }
    return 0;
}

static int mark_joined(Names *all, int32_t name, Numbers *joined)
{
    if (all->marks[name])
        return 0;
    all->marks[name] = 1;
    return push(joined, name);
}

/* Find names in which two words of the query are one word, or one is two. */
static int find_joined(Names *all, const Array *words, const Array *ranges, int64_t most,
                       Numbers *joined)
{
    for (Py_ssize_t i = 0; i < words->count; i++) {
        int64_t from, to, left = most;
        if (list_of(all, ((const int32_t *)words->data)[i], &from, &to) < 0)
            return -1;
        for (; from < to && left > 0; from++) {
            int open = is_open(all, all->postings[from]);
            if (open < 0 || (open && mark_joined(all, all->postings[from], joined) < 0))
                return -1;
            left -= open;
        }
    }
    for (Py_ssize_t i = 0; i + 1 < ranges->count; i += 2) {
        int64_t from = ((const int64_t *)ranges->data)[i];
        int64_t to = ((const int64_t *)ranges->data)[i + 1], count = 0;
        if (from < 0 || from > to || to > all->joints)
            return refuse("a range lies outside the joint names");
        for (int64_t at = from; at < to && count <= most; at++) {
            int open = is_open(all, all->joint_names[at]);
            if (open < 0)
                return -1;
            count += open;
        }
        for (; from < to; from++) {
            int32_t name = all->joint_names[from];
            int open = is_open(all, name);
            if (open < 0)
                return -1;
            /* Another word of the query must speak for the name when there are many. */
            if (open && (count <= most || all->weighed[name] > 0)
                && mark_joined(all, name, joined) < 0)
                return -1;
        }
    }
    return 0;
}

static float date_bits(const int32_t *known, Py_ssize_t known_count, const int32_t *asked,
                       Py_ssize_t asked_count, const float *bits)
{
    float best = bits[0];
    int any = 0;
    for (Py_ssize_t i = 0; i < known_count; i++) {
        if (known[i] <= 0)
            continue;
        any = 1;
        for (Py_ssize_t j = 0; j < asked_count; j++) {
            int32_t years = abs(known[i] / 10000 - asked[j] / 10000);
            int32_t ours = known[i] % 10000, theirs = asked[j] % 10000;
            int coarse = ours == 0 || theirs == 0 || ours == FIRST_OF_JANUARY;
            float value = bits[0];
            if (known[i] == asked[j])
                value = bits[5];
            else if (years == 0)
                value = coarse ? bits[3] : bits[4];
            else if (years <= 1)
                value = bits[2];
            else if ((float)years <= bits[6])
                value = bits[1];
            best = value > best ? value : best;
        }
    }
    return any && asked_count ? best : 0.0f;
}

typedef struct {
    double rough;
    int32_t name;
    float by_dates;
} Choice;

/* Whether the first comes after the second; of equals the one with the greater number does. */
static int is_worse(const Choice *one, const Choice *two)
{
    return one->rough < two->rough || (one->rough == two->rough && one->name > two->name);
}

static int compare_choices(const void *one, const void *two)
{
    return is_worse(one, two) ? 1 : is_worse(two, one) ? -1 : 0;
}

/* Keep the best in a heap whose root is the worst of them. */
static void keep(Choice *heap, size_t *count, size_t most, Choice one)
{
    size_t at;
    if (*count < most) {
        for (at = (*count)++; at && is_worse(&one, &heap[(at - 1) / 2]); at = (at - 1) / 2)
            heap[at] = heap[(at - 1) / 2];
        heap[at] = one;
        return;
    }
    if (!is_worse(&heap[0], &one))
        return;
    for (at = 0;;) {
        size_t child = 2 * at + 1;
        if (child >= *count)
            break;
        if (child + 1 < *count && is_worse(&heap[child + 1], &heap[child]))
            child++;
        if (!is_worse(&heap[child], &one))
            break;
        heap[at] = heap[child];
        at = child;
    }
    heap[at] = one;
}

/* Keep the names that promise most in the heap; return how many, -1 after an error. */
static Py_ssize_t weigh(const Names *all, const Numbers *touched, const Array *dates,
                        const float *bits, Choice *heap, size_t most)
{
    size_t count = 0;
    double most_by_dates = 0.0;
    for (int i = 0; dates->count && i < DATE_BITS - 1; i++)
        most_by_dates = bits[i] > most_by_dates ? bits[i] : most_by_dates;
    for (size_t at = 0; at < touched->count; at++) {
        int32_t name = touched->items[at];
        double words = all->weighed[name];
        /* Most names cannot come among the best whatever their birth dates. */
        if (count == most && words - LENGTH_BITS + most_by_dates < heap[0].rough)
            continue;
        if (at + AHEAD < touched->count)
            PREFETCH(all->dates + (size_t)touched->items[at + AHEAD] * (size_t)all->dates_each);
        Choice one = {.name = name};
        one.by_dates = date_bits(all->dates + (size_t)name * (size_t)all->dates_each,
                                 all->dates_each, dates->data, dates->count, bits);
        if (count == most && words - LENGTH_BITS + one.by_dates < heap[0].rough)
            continue;
        one.rough = words
            - LENGTH_BITS * ((double)all->word_starts[name + 1] - (double)all->word_starts[name]);
        one.rough += (double)one.by_dates;
        keep(heap, &count, most, one);
    }
    return (Py_ssize_t)count;
}

static PyObject *chosen(Names *all, const Numbers *touched, const Array *dates,
                        const float *bits, Py_ssize_t most)
{
    PyObject *names = NULL, *rough = NULL, *by_dates = NULL, *joined = NULL, *result = NULL;
    Choice *heap = malloc((size_t)most * sizeof *heap);
    if (!heap)
        return PyErr_NoMemory();
    Py_ssize_t kept = weigh(all, touched, dates, bits, heap, (size_t)most);
    if (kept < 0) {
        free(heap);
        return NULL;
    }
    size_t count = (size_t)kept;
    qsort(heap, count, sizeof *heap, compare_choices);
    names = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)(count * sizeof(int32_t)));
    rough = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)(count * sizeof(double)));
    by_dates = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)(count * sizeof(float)));
    joined = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)count);
    if (names && rough && by_dates && joined) {
        char *out[] = {PyBytes_AsString(names), PyBytes_AsString(rough),
                       PyBytes_AsString(by_dates), PyBytes_AsString(joined)};
        for (size_t at = 0; at < count; at++) {
            memcpy(out[0] + at * sizeof(int32_t), &heap[at].name, sizeof(int32_t));
            memcpy(out[1] + at * sizeof(double), &heap[at].rough, sizeof(double));
            memcpy(out[2] + at * sizeof(float), &heap[at].by_dates, sizeof(float));
            out[3][at] = all->marks[heap[at].name];
        }
        result = PyTuple_Pack(4, names, rough, by_dates, joined);
    }
    free(heap);
    Py_XDECREF(names);
    Py_XDECREF(rough);
    Py_XDECREF(by_dates);
    Py_XDECREF(joined);
    return result;
}

static const int NAMES_SIZES[] = {8, 4, 4, 8, 8, 4, 4, -4, -1};

static int names_of(Names *names, const Arrays *all)
{
    const Array *arrays = all->arrays;
    *names = (Names){
        .starts = arrays[0].data, .postings = arrays[1].data, .slots = arrays[2].data,
        .word_starts = arrays[3].data, .keys = arrays[4].data, .dates = arrays[5].data,
        .joint_names = arrays[6].data, .weighed = arrays[7].data, .marks = arrays[8].data,
        .words = arrays[0].count - 1, .posted = arrays[1].count, .names = arrays[2].count,
        .persons = arrays[4].count, .joints = arrays[6].count,
    };
    names->dates_each = names->names ? arrays[5].count / names->names : 0;
    if (arrays[3].count != names->names + 1 || arrays[7].count != names->names
        || arrays[8].count != names->names || names->dates_each > DATES_MAX
        || names->dates_each * names->names != arrays[5].count)
        return refuse("the arrays of the names are of different sizes");
    return 0;
}

static int are_groups(const Array *words, const Array *bits, const Array *ends)
{
    const int32_t *at = ends->data;
    if (words->count != bits->count || ends->count > WORDS_MAX)
        return 0;
    for (Py_ssize_t i = 0; i < ends->count; i++)
        if (at[i] < (i ? at[i - 1] : 0) || at[i] > words->count)
            return 0;
    return 1;
}

static PyObject *choose_names(PyObject *module, PyObject *arguments)
{
    (void)module;
    static const int ASKED[] = {4, 4, 4, 4, 8, 4, 4};
    Arrays held = {.held = 0}, asked = {.held = 0}, may = {.held = 0};
    Numbers touched = {0}, joined = {0}, open = {0};
    int64_t *counts = NULL;
    Names all;
    PyObject *names, *ask, *alive, *allowed, *result = NULL;
    long long postings_max, joined_max;
    Py_ssize_t most;
    float joined_bits;
    if (!PyArg_ParseTuple(arguments, "OOOOLLnf", &names, &ask, &alive, &allowed, &postings_max,
                          &joined_max, &most, &joined_bits))
        return NULL;
    if (hold_all(&held, names, NAMES_SIZES, 9) < 0 || names_of(&all, &held) < 0
        || hold_all(&asked, ask, ASKED, 7) < 0)
        goto end;
    if (alive != Py_None) {
        if (hold(&may, alive, 1, 0) < 0)
            goto end;
        all.alive = may.arrays[0].data;
        if (may.arrays[0].count != all.persons) {
            refuse("there is not one truth value for each person");
            goto end;
        }
    }
    if (allowed != Py_None) {
        if (hold(&may, allowed, 1, 0) < 0)
            goto end;
        all.allowed = may.arrays[may.held - 1].data;
        all.allowed_count = may.arrays[may.held - 1].count;
    }
    const Array *of = asked.arrays;
    if (!are_groups(&of[0], &of[1], &of[2]) || of[5].count > DATES_MAX
        || of[6].count != DATE_BITS || most < 1 || most > 1 << 20) {
        refuse("the words asked for are not in groups, or a number is out of bounds");
        goto end;
    }
    counts = malloc((size_t)(of[0].count + 1) * sizeof *counts);
    if (!counts) {
        PyErr_NoMemory();
        goto end;
    }
    if (read_postings(&all, of[0].data, of[1].data, of[2].data, (int)of[2].count, postings_max,
                      &touched, &open, counts) < 0
        || find_joined(&all, &of[3], &of[4], joined_max, &joined) < 0)
        goto clean;
    for (size_t at = 0; at < joined.count; at++)
        if (touch(&all, joined.items[at], joined_bits, &touched) < 0)
            goto clean;
    result = chosen(&all, &touched, &of[5], of[6].data, most);
clean:
    for (size_t at = 0; at < touched.count; at++)
        all.weighed[touched.items[at]] = 0.0f;
    for (size_t at = 0; at < joined.count; at++)
        all.marks[joined.items[at]] = 0;
end:
    free(counts);
    free(open.items);
    free(touched.items);
    free(joined.items);
    release(&may);
    release(&asked);
    release(&held);
    return result;
}

/* ------------------------------------------------------------------------ rough alignment -- */

typedef struct {
    const int32_t *words, *ends;
    const float *values;
    const double *worths, *weights;
    int count;
} Asked;

static double contradiction(const double *weights, double worth)
{
    return weights[0] - weights[1] * worth;
}

/* The bits of one word of the query with one of a name; -infinity when they are not alike. */
static double pair_bits(const Asked *asked, int one, int32_t word, double rarity)
{
    int32_t low = one ? asked->ends[one - 1] : 0, high = asked->ends[one];
    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        if (asked->words[middle] < word)
            low = middle + 1;
        else
            high = middle;
    }
    if (low >= asked->ends[one] || asked->words[low] != word)
        return -INFINITY;
    double worth = rarity < asked->worths[one] ? rarity : asked->worths[one];
    double value = asked->values[low];
    return value * worth + (1 - value) * contradiction(asked->weights, worth);
}

static double rough_bits(const Asked *asked, const int32_t *words, int columns,
                         const float *rarity)
{
    double table[WORDS_MAX][WORDS_MAX], total = 0.0, worth_left = 0.0, rarity_left = 0.0;
    int rows = asked->count, linked = 0, supported = 0;
    for (int i = 0; i < rows; i++) {
        worth_left += asked->worths[i];
        for (int j = 0; j < columns; j++)
            table[i][j] = pair_bits(asked, i, words[j], rarity[words[j]]);
    }
    for (int j = 0; j < columns; j++)
        rarity_left += rarity[words[j]];
    for (;;) {
        int row = -1, column = -1;
        double best = -INFINITY;
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++)
                if (table[i][j] > best) {
                    best = table[i][j];
                    row = i;
                    column = j;
                }
        if (row < 0)
            break;
        total += best;
        linked++;
        supported += best > 0;
        worth_left -= asked->worths[row];
        rarity_left -= rarity[words[column]];
        for (int j = 0; j < columns; j++)
            table[row][j] = -INFINITY;
        for (int i = 0; i < rows; i++)
            table[i][column] = -INFINITY;
    }
    int shorter = columns < rows ? columns : rows, longer = columns < rows ? rows : columns;
    double ours = worth_left / (rows - linked > 1 ? rows - linked : 1);
    double theirs = rarity_left / (columns - linked > 1 ? columns - linked : 1);
    total += (shorter - linked) * contradiction(asked->weights, ours < theirs ? ours : theirs);
    total += (longer - shorter) * asked->weights[2];
    return supported <= 1 && longer > 1 ? total + asked->weights[3] : total;
}

static PyObject *align_roughly(PyObject *module, PyObject *arguments)
{
    (void)module;
    static const int SIZES[] = {8, 4, 4}, ASKED[] = {4, 4, 4, 8, 8};
    Arrays held = {.held = 0}, given = {.held = 0};
    PyObject *names, *ask, *wanted, *result = NULL;
    if (!PyArg_ParseTuple(arguments, "OOO", &names, &ask, &wanted))
        return NULL;
    if (hold_all(&held, names, SIZES, 3) < 0 || hold_all(&given, ask, ASKED, 5) < 0
        || hold(&given, wanted, 4, 0) < 0)
        goto end;
    const Array *of = given.arrays;
    if (!are_groups(&of[0], &of[1], &of[2]) || of[3].count != of[2].count
        || of[4].count != WEIGHTS) {
        refuse("the words asked for are not in groups");
        goto end;
    }
    Asked asked = {.words = of[0].data, .values = of[1].data, .ends = of[2].data,
                   .worths = of[3].data, .weights = of[4].data, .count = (int)of[2].count};
    const int64_t *starts = held.arrays[0].data;
    const int32_t *words = held.arrays[1].data, *numbers = of[5].data;
    result = PyBytes_FromStringAndSize(NULL, of[5].count * (Py_ssize_t)sizeof(double));
    if (!result)
        goto end;
    char *out = PyBytes_AsString(result);
    for (Py_ssize_t at = 0; at < of[5].count; at++) {
        int32_t name = numbers[at];
        int sound = name >= 0 && name + 1 < held.arrays[0].count;
        int64_t from = sound ? starts[name] : 0, to = sound ? starts[name + 1] : 0;
        sound = sound && from >= 0 && from <= to && to <= held.arrays[1].count;
        int columns = to - from > WORDS_MAX ? WORDS_MAX : (int)(to - from);
        for (int j = 0; sound && j < columns; j++)
            sound = words[from + j] >= 0 && words[from + j] < held.arrays[2].count;
        if (!sound) {
            Py_CLEAR(result);
            refuse("a name or one of its words is not there");
            goto end;
        }
        double bits = rough_bits(&asked, words + from, columns, held.arrays[2].data);
        memcpy(out + (size_t)at * sizeof bits, &bits, sizeof bits);
    }
end:
    release(&given);
    release(&held);
    return result;
}

static PyMethodDef METHODS[] = {
    {"likeness", likeness, METH_VARARGS, "See plain.likeness."},
    {"likeness_to_rows", likeness_to_rows, METH_VARARGS, "See plain.likeness_to_rows."},
    {"choose_names", choose_names, METH_VARARGS, "See plain.choose_names."},
    {"align_roughly", align_roughly, METH_VARARGS, "See plain.align_roughly."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef MODULE = {
    PyModuleDef_HEAD_INIT, "kernels", "The hot loops of the names engine.", 0, METHODS,
    NULL, NULL, NULL, NULL,
};

PyMODINIT_FUNC PyInit_kernels(void)
{
    return PyModuleDef_Init(&MODULE);
}
