/* Choosing among names: posting lists first (postings.c), then a rough alignment of the best. */

#include "find.h"

#define WEIGHTS 4
#define LENGTH_BITS 0.3
#define SETTLED 0.7
#define CHOSEN_MAX (1 << 16)

/* -------------------------------------------------------------------------- the best names -- */

typedef struct {
    double promise, bits;
    int32_t name;
    float by_dates;
    int can_join;
} Choice;

/* Whether the first comes after the second; of equals the one with the greater number does. */
static int is_worse(const Choice *one, const Choice *two)
{
    return one->promise < two->promise
        || (one->promise == two->promise && one->name > two->name);
}

static int compare_promises(const void *one, const void *two)
{
    return is_worse(one, two) ? 1 : is_worse(two, one) ? -1 : 0;
}

static int compare_bits(const void *one, const void *two)
{
    const Choice *first = one, *second = two;
    return first->bits < second->bits ? 1 : first->bits > second->bits ? -1
        : compare_promises(one, two);
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

/* Keep the names that promise most and can reach the floor; return how many. */
static size_t choose(const Search *search, Choice *heap)
{
    const Names *all = &search->all;
    const Asked *asked = &search->asked;
    size_t count = 0, most = (size_t)search->limits.chosen_max;
    for (size_t at = 0; at < search->touched.count; at++) {
        int32_t name = search->touched.items[at];
        int near = is_near(search, name), lists = all->weighed[name] % LISTS;
        double words = (double)(all->weighed[name] / LISTS) / UNITS
            + asked->weights[2] * asked->count;
        double more = search->slack[!near];
        if (asked->count > 1 && lists + search->words_unread[!near] <= 1)
            more += asked->weights[3];
        if (at + AHEAD < search->touched.count)
            PREFETCH(all->dates
                     + (size_t)search->touched.items[at + AHEAD] * (size_t)all->dates_each);
        double reached = words + (near ? search->near_bits : search->far_bits);
        /* Most names cannot come among the best whatever their birth dates. */
        if (reached + more < search->limits.floor
            || (count == most && reached - LENGTH_BITS < heap[0].promise))
            continue;
        Choice one = {.name = name};
        one.by_dates = near ? date_bits(search, name) : search->far_bits;
        if (words + one.by_dates + more < search->limits.floor)
            continue;
        one.promise = words
            - LENGTH_BITS * ((double)all->word_starts[name + 1] - (double)all->word_starts[name]);
        one.promise += (double)one.by_dates;
        keep(heap, &count, most, one);
    }
    return count;
}

/* ------------------------------------------------------------------------ rough alignment -- */

/* What spellings are worth, by their word, in a table that is searched from the word's place on. */
typedef struct {
    int32_t word, asked;
    double bits;
} Worth;

typedef struct {
    Worth *items;
    uint32_t mask;
} Worths;

static uint32_t place_of(int32_t word)
{
    return (uint32_t)word * 2654435761u >> 7;
}

static int list_worths(const Search *search, Worths *worths)
{
    const Asked *asked = &search->asked;
    size_t count = 0, size = 64;
    for (int i = 0; i < asked->count; i++)
        count += (size_t)asked->words[i].count;
    while (size < 2 * count)
        size *= 2;
    worths->mask = (uint32_t)size - 1;
    worths->items = malloc(size * sizeof *worths->items);
    if (!worths->items) {
        PyErr_NoMemory();
        return -1;
    }
    for (size_t at = 0; at < size; at++)
        worths->items[at].word = -1;
    for (int i = 0; i < asked->count; i++) {
        const AskedWord *word = &asked->words[i];
        for (int32_t at = 0; at < word->count; at++) {
            uint32_t place = place_of(word->words[at]) & worths->mask;
            while (worths->items[place].word >= 0)
                place = (place + 1) & worths->mask;
            worths->items[place] = (Worth){.word = word->words[at], .asked = i,
                                           .bits = agreement(search, word, at)};
        }
    }
    return 0;
}

/* Weigh a name; `can_join` becomes whether words are left on both sides, and on one side two. */
static double rough_bits(const Search *search, const Worths *worths, const int32_t *words,
                         int columns, int *can_join)
{
    const Asked *asked = &search->asked;
    const float *rarity = search->all.rarity;
    double table[WORDS_MAX][WORDS_MAX], total = 0.0, worth_left = 0.0, rarity_left = 0.0;
    int rows = asked->count, linked = 0, supported = 0, settled = 0;
    for (int i = 0; i < rows; i++) {
        worth_left += asked->words[i].worth;
        for (int j = 0; j < columns; j++)
            table[i][j] = -INFINITY;
    }
    for (int j = 0; j < columns; j++) {
        uint32_t place = place_of(words[j]) & worths->mask;
        rarity_left += rarity[words[j]];
        for (; worths->items[place].word >= 0; place = (place + 1) & worths->mask)
            if (worths->items[place].word == words[j])
                table[worths->items[place].asked][j] = worths->items[place].bits;
    }
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
        double worth = asked->words[row].worth, rarity_here = rarity[words[column]];
        settled += best >= SETTLED * (rarity_here < worth ? rarity_here : worth);
        worth_left -= asked->words[row].worth;
        rarity_left -= rarity[words[column]];
        for (int j = 0; j < columns; j++)
            table[row][j] = -INFINITY;
        for (int i = 0; i < rows; i++)
            table[i][column] = -INFINITY;
    }
    int shorter = columns < rows ? columns : rows, longer = columns < rows ? rows : columns;
    *can_join = shorter > settled && longer > settled + 1;
    double ours = worth_left / (rows - linked > 1 ? rows - linked : 1);
    double theirs = rarity_left / (columns - linked > 1 ? columns - linked : 1);
    total += (shorter - linked) * contradiction(asked->weights, ours < theirs ? ours : theirs);
    total += (longer - shorter) * asked->weights[2];
    return supported <= 1 && longer > 1 ? total + asked->weights[3] : total;
}

/* Give each chosen name its bits, the best first; -1 after an error. */
static int align(const Search *search, Choice *chosen, size_t count)
{
    const Names *all = &search->all;
    Worths worths;
    int failed = 0;
    if (list_worths(search, &worths) < 0)
        return -1;
    for (size_t at = 0; at < count && !failed; at++) {
        if (at + AHEAD < count) {
            PREFETCH(&all->word_starts[chosen[at + AHEAD].name]);
            PREFETCH(&all->slots[chosen[at + AHEAD].name]);
        }
        if (at + AHEAD / 2 < count)
            PREFETCH(all->words + all->word_starts[chosen[at + AHEAD / 2].name]);
        int64_t from = all->word_starts[chosen[at].name];
        int64_t to = all->word_starts[chosen[at].name + 1];
        int sound = from >= 0 && from <= to && to <= all->said;
        int columns = to - from > WORDS_MAX ? WORDS_MAX : (int)(to - from);
        for (int j = 0; sound && j < columns; j++)
            sound = all->words[from + j] >= 0 && all->words[from + j] < all->vocabulary;
        sound = sound && all->slots[chosen[at].name] >= 0
            && all->slots[chosen[at].name] < all->persons;
        if (!sound)
            failed = refuse("a name, one of its words or its person is not there");
        else
            chosen[at].bits = rough_bits(search, &worths, all->words + from, columns,
                                         &chosen[at].can_join)
                + (double)chosen[at].by_dates;
    }
    free(worths.items);
    return failed;
}

/* ------------------------------------------------------------------------------ the search -- */

static PyObject *answer(const Search *search, Choice *chosen, size_t count)
{
    size_t joined = 0, first = count < (size_t)search->limits.found_max
        ? count : (size_t)search->limits.found_max;
    qsort(chosen, count, sizeof *chosen, compare_promises);
    if (align(search, chosen, count) < 0)
        return NULL;
    Choice *certain = malloc(((size_t)search->limits.joined_found_max + 1) * sizeof *certain);
    if (!certain)
        return PyErr_NoMemory();
    for (size_t at = 0; at < count && joined < (size_t)search->limits.joined_found_max; at++)
        if (chosen[at].can_join && search->all.marks[chosen[at].name])
            certain[joined++] = chosen[at];
    qsort(chosen, count, sizeof *chosen, compare_bits);
    while (first > 0 && chosen[first - 1].bits < search->limits.floor)
        first--;
    size_t total = first + joined;
    PyObject *slots = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)(total * sizeof(int32_t)));
    PyObject *bits = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)(total * sizeof(double)));
    PyObject *result = NULL;
    if (slots && bits) {
        char *to_slots = PyBytes_AsString(slots), *to_bits = PyBytes_AsString(bits);
        for (size_t at = 0; at < total; at++) {
            const Choice *one = at < first ? &chosen[at] : &certain[at - first];
            const double *value = at < first ? &one->bits : &one->promise;
            memcpy(to_slots + at * sizeof(int32_t), &search->all.slots[one->name],
                   sizeof(int32_t));
            memcpy(to_bits + at * sizeof(double), value, sizeof(double));
        }
        result = Py_BuildValue("OOn", slots, bits, (Py_ssize_t)joined);
    }
    free(certain);
    Py_XDECREF(slots);
    Py_XDECREF(bits);
    return result;
}

static PyObject *run(Search *search)
{
    PyObject *result = NULL;
    Choice *heap = malloc((size_t)search->limits.chosen_max * sizeof *heap);
    if (!heap)
        return PyErr_NoMemory();
    if (weigh_names(search) == 0)
        result = answer(search, heap, choose(search, heap));
    wipe(search);
    free(heap);
    return result;
}

static const int NAMES_SIZES[] = {8, 4, 4, 8, 4, 4, 8, 4, 2, 4, 4, 4, 4, 4, -4, -1};

static int names_of(Names *names, const Array *arrays)
{
    *names = (Names){
        .starts = arrays[0].data, .postings = arrays[1].data, .slots = arrays[2].data,
        .word_starts = arrays[3].data, .words = arrays[4].data, .rarity = arrays[5].data,
        .keys = arrays[6].data, .dates = arrays[7].data, .years = arrays[8].data,
        .joint_keys = arrays[9].data, .joint_names = arrays[10].data,
        .heard_keys = arrays[11].data, .heard_rows = arrays[12].data,
        .form_words = arrays[13].data, .weighed = arrays[14].data, .marks = arrays[15].data,
        .vocabulary = arrays[5].count, .posted = arrays[1].count, .names = arrays[2].count,
        .said = arrays[4].count, .persons = arrays[6].count, .joints = arrays[9].count,
        .heard = arrays[11].count, .forms = arrays[13].count,
    };
    names->dates_each = names->names ? arrays[7].count / names->names : 0;
    if (names->names > INT32_MAX || arrays[0].count != names->vocabulary + 1
        || arrays[3].count != names->names + 1 || arrays[8].count != names->names
        || arrays[14].count != names->names || arrays[15].count != names->names
        || arrays[10].count != names->joints || arrays[12].count != names->heard
        || names->dates_each > DATES_MAX
        || names->dates_each * names->names != arrays[7].count)
        return refuse("the arrays of the names are of different sizes");
    return 0;
}

static int hold_words(Arrays *held, PyObject *tuple, Asked *asked)
{
    static const int SIZES[] = {4, 4};
    Py_ssize_t count = PyTuple_Check(tuple) ? PyTuple_Size(tuple) : -1;
    if (count < 0 || count > WORDS_MAX)
        return refuse("there are too many words, or none");
    asked->count = (int)count;
    for (int i = 0; i < asked->count; i++) {
        if (hold_all(held, PyTuple_GetItem(tuple, i), SIZES, 2) < 0)
            return -1;
        const Array *words = &held->arrays[2 * i], *values = &held->arrays[2 * i + 1];
        if (words->count != values->count || words->count > CHOSEN_MAX)
            return refuse("there is not one value for each spelling");
        asked->words[i].words = words->data;
        asked->words[i].values = values->data;
        asked->words[i].count = (int32_t)words->count;
    }
    return 0;
}

static int asked_of(Asked *asked, const Array *arrays)
{
    asked->together = arrays[1].data;
    asked->together_count = arrays[1].count;
    asked->alone = arrays[2].data;
    asked->alone_count = arrays[2].count;
    asked->dates = arrays[3].data;
    asked->dates_count = arrays[3].count;
    asked->date_bits = arrays[4].data;
    asked->weights = arrays[5].data;
    if (arrays[0].count != asked->count || asked->dates_count > DATES_MAX
        || arrays[4].count != DATE_BITS || arrays[5].count != WEIGHTS
        || !(asked->date_bits[FEW_YEARS] >= 0 && asked->date_bits[FEW_YEARS] < 100))
        return refuse("what is asked for is out of bounds");
    for (int i = 0; i < asked->count; i++)
        asked->words[i].worth = ((const double *)arrays[0].data)[i];
    return 0;
}

static int hold_truths(Search *search, Arrays *held, PyObject *alive, PyObject *allowed)
{
    if (alive != Py_None) {
        if (hold(held, alive, 1, 0) < 0)
            return -1;
        search->alive = held->arrays[0].data;
        if (held->arrays[0].count != search->all.persons)
            return refuse("there is not one truth value for each person");
    }
    if (allowed != Py_None) {
        if (hold(held, allowed, 1, 0) < 0)
            return -1;
        search->allowed = held->arrays[held->held - 1].data;
        search->allowed_count = held->arrays[held->held - 1].count;
    }
    return 0;
}

PyObject *find_names(PyObject *module, PyObject *arguments)
{
    (void)module;
    static const int ASKED[] = {8, 4, 4, 4, 4, 8};
    Arrays names = {.held = 0}, words = {.held = 0}, rest = {.held = 0}, may = {.held = 0};
    Search search = {.left = 0};
    Limits *limits = &search.limits;
    PyObject *all, *spellings, *ask, *alive, *allowed, *result = NULL;
    if (!PyArg_ParseTuple(arguments, "OOOOO(LLnnnfd)", &all, &spellings, &ask, &alive, &allowed,
                          &limits->postings_max, &limits->joined_max, &limits->chosen_max,
                          &limits->found_max, &limits->joined_found_max, &limits->joined_bits,
                          &limits->floor))
        return NULL;
    if (hold_all(&names, all, NAMES_SIZES, 16) < 0 || names_of(&search.all, names.arrays) < 0
        || hold_words(&words, spellings, &search.asked) < 0
        || hold_all(&rest, ask, ASKED, 6) < 0 || asked_of(&search.asked, rest.arrays) < 0
        || hold_truths(&search, &may, alive, allowed) < 0)
        goto end;
    if (limits->chosen_max < 1 || limits->chosen_max > CHOSEN_MAX || limits->found_max < 0
        || limits->joined_found_max < 0 || limits->joined_found_max > CHOSEN_MAX)
        refuse("a limit is out of bounds");
    else
        result = run(&search);
end:
    release(&may);
    release(&rest);
    release(&words);
    release(&names);
    return result;
}
