/* The words of a vocabulary that one word can be a spelling of. */

#include "native.h"

#define KEPT_MAX 256
#define BITS 64

typedef struct {
    int32_t word;
    float value;
} Spelling;

typedef struct {
    Spelling items[KEPT_MAX];
    int count, most;
} Best;

/* Whether the first comes after the second; of equals the one with the greater number does. */
static int is_worse(Spelling one, Spelling two)
{
    return one.value < two.value || (one.value == two.value && one.word > two.word);
}

/* Keep the best spellings in order, each word once. */
static void keep(Best *best, Spelling one)
{
    if (best->count == best->most && !is_worse(best->items[best->count - 1], one))
        return;
    int same = 0, at;
    while (same < best->count && best->items[same].word != one.word)
        same++;
    if (same < best->count) {
        if (!is_worse(best->items[same], one))
            return;
        at = same;
    }
    else
        at = best->count < best->most ? best->count++ : best->count - 1;
    for (; at > 0 && is_worse(best->items[at - 1], one); at--)
        best->items[at] = best->items[at - 1];
    best->items[at] = one;
}

typedef struct {
    const int32_t *words, *scripts, *lengths, *rows[2];
    const int16_t *symbols;
    const uint32_t *keys[2];
    Py_ssize_t forms, width, listed[2];
    uint64_t *desk;
    Py_ssize_t desk_count;
} Vocabulary;

static const int VOCABULARY_SIZES[] = {4, 4, 4, 2, 4, 4, 4, 4, -8};

static int vocabulary_of(Vocabulary *all, const Array *arrays)
{
    *all = (Vocabulary){
        .words = arrays[0].data, .scripts = arrays[1].data, .lengths = arrays[2].data,
        .symbols = arrays[3].data, .keys = {arrays[4].data, arrays[6].data},
        .rows = {arrays[5].data, arrays[7].data}, .forms = arrays[0].count,
        .listed = {arrays[4].count, arrays[6].count}, .desk = arrays[8].data,
        .desk_count = arrays[8].count,
    };
    all->width = all->forms ? arrays[3].count / all->forms : 0;
    if (arrays[1].count != all->forms || arrays[2].count != all->forms
        || all->width * all->forms != arrays[3].count || arrays[5].count != all->listed[0]
        || arrays[7].count != all->listed[1] || all->desk_count * BITS < all->forms)
        return refuse("the arrays of the vocabulary are of different sizes");
    return 0;
}

static Py_ssize_t first_not_below(const uint32_t *keys, Py_ssize_t count, uint32_t key)
{
    Py_ssize_t low = 0;
    while (low < count) {
        Py_ssize_t middle = low + (count - low) / 2;
        if (keys[middle] < key)
            low = middle + 1;
        else
            count = middle;
    }
    return low;
}

/* Mark the rows that a table lists under the keys; return how many those are, -1 after an error. */
static Py_ssize_t mark(const Vocabulary *all, int table, const Array *keys)
{
    Py_ssize_t marked = 0;
    for (Py_ssize_t i = 0; i < keys->count; i++) {
        uint32_t key = ((const uint32_t *)keys->data)[i];
        Py_ssize_t at = first_not_below(all->keys[table], all->listed[table], key);
        for (; at < all->listed[table] && all->keys[table][at] == key; at++) {
            int32_t row = all->rows[table][at];
            if (row < 0 || row >= all->forms)
                return refuse("a key leads to a form that is not there");
            all->desk[row / BITS] |= (uint64_t)1 << (row % BITS);
            marked++;
        }
    }
    return marked;
}

typedef struct {
    Word forms[KEPT_MAX];
    double factors[KEPT_MAX];
    int count, shortest, longest;
} Asked;

/* Write the rows that are marked and of fitting length, in order, and wipe the desk. */
static Py_ssize_t gather(const Vocabulary *all, const Asked *asked, int32_t *rows,
                         Py_ssize_t most)
{
    Py_ssize_t count = 0;
    for (Py_ssize_t i = 0; i < all->desk_count; i++) {
        uint64_t left = all->desk[i];
        all->desk[i] = 0;
        for (int bit = 0; left; bit++, left >>= 1) {
#ifdef __GNUC__
            int zeros = __builtin_ctzll(left);
            bit += zeros;
            left >>= zeros;
#endif
            Py_ssize_t row = i * BITS + bit;
            if ((left & 1) && count < most && row < all->forms
                && 2 * all->lengths[row] >= asked->shortest
                && all->lengths[row] <= 2 * asked->longest + 1)
                rows[count++] = (int32_t)row;
        }
    }
    return count;
}

/* Compare each row with each form of the word and keep the best. */
static int compare_rows(const Costs *costs, const Vocabulary *all, const Asked *asked,
                        const int32_t *rows, Py_ssize_t count, double least, Best *best)
{
    double *values = calloc((size_t)count + 1, sizeof *values);
    double logit_least = least > 0 && least < 1 ? log(least / (1 - least)) - 1e-6 : -INFINITY;
    Sweep sweep;
    if (!values) {
        PyErr_NoMemory();
        return -1;
    }
    for (int form = 0; form < asked->count; form++) {
        begin_sweep(&sweep, costs, asked->forms[form], logit_least);
        for (Py_ssize_t i = 0; i < count; i++) {
            int32_t row = rows[i];
            if (i + AHEAD < count)
                PREFETCH(all->symbols + (size_t)rows[i + AHEAD] * (size_t)all->width);
            Word other = {.symbols = all->symbols + (size_t)row * (size_t)all->width,
                          .length = all->lengths[row], .script = all->scripts[row]};
            if (other.length > all->width || !is_sound(costs, &other)) {
                free(values);
                return refuse("a form is not sound");
            }
            double value = asked->factors[form] * swept_likeness(&sweep, &other);
            values[i] = value > values[i] ? value : values[i];
        }
    }
    for (Py_ssize_t i = 0; i < count; i++)
        if ((float)values[i] >= (float)least)
            keep(best, (Spelling){.word = all->words[rows[i]], .value = (float)values[i]});
    free(values);
    return 0;
}

static int hold_forms(Arrays *held, PyObject *tuple, const Costs *costs, Asked *asked)
{
    Py_ssize_t count = PyTuple_Check(tuple) ? PyTuple_Size(tuple) : 0;
    if (count < 1 || count > ARRAYS_MAX)
        return refuse("a word has too many forms, or none");
    asked->count = (int)count;
    asked->shortest = INT32_MAX;
    asked->longest = 0;
    for (int i = 0; i < asked->count; i++) {
        Word *form = &asked->forms[i];
        PyObject *symbols;
        if (!PyArg_ParseTuple(PyTuple_GetItem(tuple, i), "iOd", &form->script, &symbols,
                              &asked->factors[i])
            || hold(held, symbols, 2, 0) < 0)
            return -1;
        form->symbols = held->arrays[i].data;
        form->length = held->arrays[i].count > SYMBOLS_MAX ? -1 : (int)held->arrays[i].count;
        if (!is_sound(costs, form))
            return refuse("a word has symbols that the tables do not have");
        asked->shortest = form->length < asked->shortest ? form->length : asked->shortest;
        asked->longest = form->length > asked->longest ? form->length : asked->longest;
    }
    return 0;
}

static PyObject *packed(const Best *best)
{
    PyObject *words = PyBytes_FromStringAndSize(NULL, best->count * (Py_ssize_t)sizeof(int32_t));
    PyObject *values = PyBytes_FromStringAndSize(NULL, best->count * (Py_ssize_t)sizeof(float));
    PyObject *result = NULL;
    if (words && values) {
        char *first = PyBytes_AsString(words), *second = PyBytes_AsString(values);
        for (int i = 0; i < best->count; i++) {
            memcpy(first + (size_t)i * sizeof(int32_t), &best->items[i].word, sizeof(int32_t));
            memcpy(second + (size_t)i * sizeof(float), &best->items[i].value, sizeof(float));
        }
        result = PyTuple_Pack(2, words, values);
    }
    Py_XDECREF(words);
    Py_XDECREF(values);
    return result;
}

PyObject *expand(PyObject *module, PyObject *arguments)
{
    (void)module;
    static const int SPELLED[] = {4, 4}, KEYS[] = {4, 4};
    Arrays tables = {.held = 0}, held = {.held = 0}, forms = {.held = 0}, asked = {.held = 0};
    Costs costs;
    Vocabulary all;
    Asked word;
    Best best = {.count = 0};
    PyObject *weights, *vocabulary, *spelled, *keys, *known, *result = NULL;
    Py_ssize_t near_max, rows_max;
    double least;
    int32_t *rows = NULL;
    if (!PyArg_ParseTuple(arguments, "OOOOOnnid", &weights, &vocabulary, &spelled, &keys, &known,
                          &near_max, &rows_max, &best.most, &least))
        return NULL;
    if (hold_costs(&tables, weights, &costs) < 0
        || hold_all(&held, vocabulary, VOCABULARY_SIZES, 9) < 0
        || vocabulary_of(&all, held.arrays) < 0
        || hold_forms(&forms, spelled, &costs, &word) < 0 || hold_all(&asked, keys, KEYS, 2) < 0
        || hold_all(&asked, known, SPELLED, 2) < 0)
        goto end;
    if (best.most < 1 || best.most > KEPT_MAX || rows_max < 0 || rows_max > 1 << 20
        || asked.arrays[2].count != asked.arrays[3].count) {
        refuse("a number is out of bounds");
        goto end;
    }
    rows = malloc((size_t)(rows_max + 1) * sizeof *rows);
    if (!rows) {
        PyErr_NoMemory();
        goto end;
    }
    Py_ssize_t marked = mark(&all, 0, &asked.arrays[0]);
    int failed = marked < 0;
    if (!failed && marked < near_max)
        failed = mark(&all, 1, &asked.arrays[0]) < 0 || mark(&all, 0, &asked.arrays[1]) < 0;
    Py_ssize_t count = gather(&all, &word, rows, rows_max);
    for (Py_ssize_t i = 0; i < asked.arrays[2].count; i++) {
        Spelling one = {.word = ((const int32_t *)asked.arrays[2].data)[i],
                        .value = ((const float *)asked.arrays[3].data)[i]};
        if (one.value >= (float)least)
            keep(&best, one);
    }
    if (!failed && compare_rows(&costs, &all, &word, rows, count, least, &best) == 0)
        result = packed(&best);
end:
    free(rows);
    release(&asked);
    release(&forms);
    release(&held);
    release(&tables);
    return result;
}
