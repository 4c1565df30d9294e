/* All that is known of words, checked once. */

#include "compare.h"

static void forget_tables(PyObject *capsule)
{
    Tables *tables = PyCapsule_GetPointer(capsule, TABLES_NAME);
    while (tables->held > 0)
        PyBuffer_Release(&tables->views[--tables->held]);
    for (int script = 0; script < TABLED; script++) {
        free(tables->sounds.items[script]);
        free(tables->written.items[script]);
    }
    Py_XDECREF(tables->numbers);
    Py_XDECREF(tables->hear);
    Py_XDECREF(tables->spell);
    Py_XDECREF(tables->rarity);
    free(tables);
}

/* Sizes of the items of the arrays of compiled.Arrays, in its order. */
static const int SIZES[ARRAYS] = {4, 4, 4, 8, 8, 4, 4, 8, 8, 4, 1, 8, 4, 8, 8};

static int are_lists(const int64_t *starts, Py_ssize_t lists, const int32_t *items,
                     Py_ssize_t count, int is_sorted)
{
    if (starts[0] != 0 || starts[lists] != count)
        return 0;
    for (Py_ssize_t list = 0; list < lists; list++) {
        if (starts[list] > starts[list + 1] || starts[list + 1] > count)
            return 0;
        for (int64_t at = starts[list]; at < starts[list + 1]; at++)
            if (items[at] < 0 || items[at] >= lists
                || (is_sorted && at > starts[list] && items[at] <= items[at - 1]))
                return 0;
    }
    return 1;
}

/* Hold the arrays and check that every number in them leads to something that is there. */
static int hold_arrays(Tables *of, PyObject *arrays)
{
    Py_ssize_t counts[ARRAYS];
    if (!PyTuple_Check(arrays) || PyTuple_Size(arrays) != ARRAYS)
        return refuse("a tuple has another number of arrays");
    for (int i = 0; i < ARRAYS; i++) {
        Py_buffer *view = &of->views[i];
        if (PyObject_GetBuffer(PyTuple_GetItem(arrays, i), view, PyBUF_SIMPLE) < 0)
            return -1;
        of->held++;
        if (!view->readonly)
            return refuse("an array can still be changed");
        if (view->len % SIZES[i] || (view->len && (uintptr_t)view->buf % (uintptr_t)SIZES[i]))
            return refuse("an array has items of another size");
        counts[i] = view->len / SIZES[i];
    }
    of->pair = of->views[0].buf;
    of->gap = of->views[1].buf;
    of->best = of->views[2].buf;
    of->curve = of->views[3].buf;
    of->starts = of->views[4].buf;
    of->others = of->views[5].buf;
    of->counts = of->views[6].buf;
    of->shares = of->views[7].buf;
    of->backs = of->views[8].buf;
    of->seen = of->views[9].buf;
    of->scripts = of->views[10].buf;
    of->form_starts = of->views[11].buf;
    of->form_others = of->views[12].buf;
    of->regressions = of->views[13].buf;
    of->limits = of->views[14].buf;
    of->symbols = (int32_t)(counts[1] / TABLED);
    of->known = (int32_t)(counts[4] - 1);
    if (of->symbols < 1 || of->symbols > INT16_MAX || counts[1] != (Py_ssize_t)of->symbols * TABLED
        || counts[2] != counts[1] || counts[0] != (Py_ssize_t)of->symbols * of->symbols
        || counts[3] != TABLED * TABLED * CURVE || counts[13] != SCRIPTS * SCRIPTS * FEATURES
        || counts[14] != LIMITS)
        return refuse("the tables of symbols are of different sizes");
    if (counts[4] < 1 || counts[4] > INT32_MAX || counts[6] != counts[5] || counts[7] != counts[5]
        || counts[8] != counts[5] || counts[9] != (counts[4] - 1) * SCRIPTS
        || counts[10] != counts[4] - 1 || counts[11] != counts[4]
        || !are_lists(of->starts, counts[4] - 1, of->others, counts[5], 1)
        || !are_lists(of->form_starts, counts[4] - 1, of->form_others, counts[12], 0))
        return refuse("the lists of spellings are not sound");
    return 0;
}

/* Read the letters of a group. */
static int read_letters(PyObject *text, uint32_t letters[GROUP_MAX], int *length)
{
    Py_ssize_t size = PyUnicode_GetLength(text);
    if (size < 1 || size > GROUP_MAX)
        return refuse("a group of letters is too long");
    *length = (int)size;
    return PyUnicode_AsUCS4(text, letters, GROUP_MAX, 0) ? 0 : -1;
}

/* Read a tuple of script, letters and readings. */
static int read_sounds(const Tables *of, PyObject *row, int *script, Group *group)
{
    (void)of;
    PyObject *letters, *readings;
    if (!PyArg_ParseTuple(row, "iUO!", script, &letters, &PyTuple_Type, &readings))
        return -1;
    Py_ssize_t count = PyTuple_Size(readings);
    if (count < 1 || count > READINGS_MAX)
        return refuse("a group of letters has no readings, or too many");
    group->count = (int)count;
    for (Py_ssize_t k = 0; k < count; k++) {
        Py_ssize_t size;
        const char *reading = PyUnicode_AsUTF8AndSize(PyTuple_GetItem(readings, k), &size);
        if (!reading)
            return -1;
        if (size > GROUP_MAX)
            return refuse("a reading is too long");
        memcpy(group->readings[k], reading, (size_t)size);
    }
    return read_letters(letters, group->letters, &group->length);
}

/* Read a tuple of script, letters, three numbers of symbols and the count of Latin letters. */
static int read_symbol(const Tables *of, PyObject *row, int *script, Group *group)
{
    PyObject *letters;
    int numbers[3];
    if (!PyArg_ParseTuple(row, "iUiiii", script, &letters, &numbers[0], &numbers[1], &numbers[2],
                          &group->latin))
        return -1;
    if (group->latin < 0 || group->latin > HEARD_MAX)
        return refuse("a symbol has too many Latin letters");
    for (int k = 0; k < 3; k++) {
        if (numbers[k] < 0 || numbers[k] >= of->symbols)
            return refuse("a symbol has a number that the tables do not have");
        group->numbers[k] = (int16_t)numbers[k];
    }
    return read_letters(letters, group->letters, &group->length);
}

/* Keep the groups of each script by their first letter, in the order in which they are given. */
static int read_groups(const Tables *of, PyObject *rows, Groups *to,
                       int (*read)(const Tables *, PyObject *, int *, Group *))
{
    memset(to->first, -1, sizeof to->first);
    if (!PyTuple_Check(rows))
        return refuse("the groups of letters are not in a tuple");
    for (Py_ssize_t at = 0; at < PyTuple_Size(rows); at++) {
        PyObject *row = PyTuple_GetItem(rows, at);
        Group group = {.next = -1};
        int script;
        if (!PyTuple_Check(row))
            return refuse("a group of letters is not a tuple");
        if (read(of, row, &script, &group) < 0)
            return -1;
        if (script < 0 || script >= TABLED)
            return refuse("a group of letters is of no script");
        Group *more = realloc(to->items[script], ((size_t)to->counts[script] + 1) * sizeof *more);
        if (!more) {
            PyErr_NoMemory();
            return -1;
        }
        to->items[script] = more;
        more[to->counts[script]] = group;
        int *last = &to->first[script][group.letters[0] % BUCKETS];
        while (*last >= 0)
            last = &more[*last].next;
        *last = to->counts[script]++;
    }
    return 0;
}

/* Read the beginnings that a word may come without, and how many letters must be left. */
static int read_optional(PyObject *optional, Tables *to)
{
    PyObject *beginnings;
    if (!PyArg_ParseTuple(optional, "O!i", &PyTuple_Type, &beginnings, &to->optional_rest))
        return -1;
    if (PyTuple_Size(beginnings) > OPTIONAL_MAX || to->optional_rest < 1)
        return refuse("there are too many beginnings, or nothing must be left");
    for (; to->optional_count < PyTuple_Size(beginnings); to->optional_count++) {
        Beginning *one = &to->optional[to->optional_count];
        PyObject *text = PyTuple_GetItem(beginnings, to->optional_count);
        if (!PyUnicode_Check(text))
            return refuse("a beginning is not text");
        if (read_letters(text, one->letters, &one->length) < 0)
            return -1;
    }
    return 0;
}

PyObject *make_tables(PyObject *module, PyObject *arguments)
{
    (void)module;
    PyObject *arrays, *sounds, *symbols, *optional, *numbers, *hearing, *spelling, *rarity;
    if (!PyArg_ParseTuple(arguments, "OOOO!O!OOO", &arrays, &sounds, &symbols, &PyTuple_Type,
                          &optional, &PyDict_Type, &numbers, &hearing, &spelling, &rarity))
        return NULL;
    Tables *of = calloc(1, sizeof *of);
    PyObject *capsule = of ? PyCapsule_New(of, TABLES_NAME, forget_tables) : PyErr_NoMemory();
    if (!capsule) {
        free(of);
        return NULL;
    }
    Py_INCREF(of->numbers = numbers);
    Py_INCREF(of->hear = hearing);
    Py_INCREF(of->spell = spelling);
    Py_INCREF(of->rarity = rarity);
    if (hold_arrays(of, arrays) < 0 || read_groups(of, sounds, &of->sounds, read_sounds) < 0
        || read_groups(of, symbols, &of->written, read_symbol) < 0
        || read_optional(optional, of) < 0)
        Py_CLEAR(capsule);
    return capsule;
}
