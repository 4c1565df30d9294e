/* The exact comparison of names, as Python calls it. */

#include "compare.h"

static const char *const RULES[] = {
    "token.same", "token.initial", "token.other_form", "token.attested", "token.sounds_alike",
    "token.spelling", "token.joined", "token.contradicts", "token.missing", "name.one_word",
    "name.order",
};

static Name *name_of(PyObject *capsule)
{
    return PyCapsule_GetPointer(capsule, NAME_NAME);
}

static int names_of(PyObject *tuple, Name **names, const Tables **tables)
{
    Py_ssize_t count = PyTuple_Check(tuple) ? PyTuple_Size(tuple) : NAMES_MAX + 1;
    if (count > NAMES_MAX)
        return refuse("the names are not in a tuple, or too many");
    for (Py_ssize_t i = 0; i < count; i++) {
        names[i] = name_of(PyTuple_GetItem(tuple, i));
        if (!names[i])
            return -1;
        if (*tables && names[i]->tables != *tables)
            return refuse("two names were made of different tables");
        *tables = names[i]->tables;
    }
    return (int)count;
}

#define PAIRS_MOST 64

/* evidence.mixed */
static double mixed(const double *limits, double stranger, double relative)
{
    double share = exp2(limits[RELATIVE_SHARE_LOG2]);
    double apart = smaller(stranger - relative, limits[APART_MAX]);
    double lost = -log2(1 - share + share * exp2(apart));
    return stranger + smaller(limits[RELATIVE_TRUST] * lost + limits[LOST_MIN], 0.0);
}

/* The pair of names with the most evidence: its bits, together with those of the other evidence, and
 * the places of the two names. */
static PyObject *best_pair(PyObject *module, PyObject *arguments)
{
    (void)module;
    PyObject *lefts, *rights;
    Sides of;
    Pair pairs[PAIRS_MOST];
    const Tables *tables = NULL;
    int pairs_max, names_max, count = 0, best = -1, best_same = 0;
    double best_rounded = -INFINITY, bits = 0.0, stranger, relative;
    if (!PyArg_ParseTuple(arguments, "OOiidd", &lefts, &rights, &pairs_max, &names_max, &stranger,
                          &relative))
        return NULL;
    of.left_count = names_of(lefts, of.left, &tables);
    of.right_count = of.left_count < 0 ? -1 : names_of(rights, of.right, &tables);
    if (of.right_count < 0)
        return NULL;
    if (pairs_max < 1 || pairs_max > PAIRS_MOST || names_max < 1)
        return refuse("a bound is out of bounds"), NULL;
    if (of.left_count * of.right_count > pairs_max)
        count = choose_pairs(&of, names_max, pairs, pairs_max);
    else
        for (int i = 0; i < of.left_count; i++)
            for (int j = 0; j < of.right_count; j++)
                pairs[count++] = (Pair){.left = i, .right = j};
    for (int k = 0; k < count; k++) {
        Name *left = of.left[pairs[k].left], *right = of.right[pairs[k].right];
        Aligned aligned;
        if (align_names(left, right, compare_names(right, left) < 0, &aligned) < 0)
            return NULL;
        /* Of equal evidence the name in the same script is the one that the reader can check. */
        double both = mixed(tables->limits, aligned.bits + stranger, aligned.weakest + relative);
        double rounded = floor(both * 1e9 + 0.5);
        int same = left->words[0]->script == right->words[0]->script;
        if (rounded > best_rounded || (rounded == best_rounded && same > best_same)) {
            best = k;
            best_rounded = rounded;
            best_same = same;
            bits = both;
        }
    }
    if (count < 0)
        return NULL;
    if (best < 0)
        Py_RETURN_NONE;
    return Py_BuildValue("dii", bits, pairs[best].left, pairs[best].right);
}

static PyObject *places_of(int first, int second)
{
    return first < 0 ? PyTuple_New(0)
        : second < 0 ? Py_BuildValue("(i)", first) : Py_BuildValue("(ii)", first, second);
}

/* What two names agree and disagree in, part by part. */
static PyObject *aligned_parts(PyObject *module, PyObject *arguments)
{
    (void)module;
    PyObject *first, *second, *result;
    Aligned aligned;
    if (!PyArg_ParseTuple(arguments, "OO", &first, &second))
        return NULL;
    Name *left = name_of(first), *right = left ? name_of(second) : NULL;
    if (!right)
        return NULL;
    if (left->tables != right->tables)
        return refuse("two names were made of different tables"), NULL;
    if (align_names(left, right, compare_names(right, left) < 0, &aligned) < 0)
        return NULL;
    result = PyList_New(0);
    for (int k = 0; result && k < aligned.count; k++) {
        const Part *part = &aligned.parts[k];
        PyObject *item = Py_BuildValue("sNNd", RULES[part->rule],
                                       places_of(part->left, part->left_second),
                                       places_of(part->right, part->right_second), part->bits);
        if (!item || PyList_Append(result, item) < 0)
            Py_CLEAR(result);
        Py_XDECREF(item);
    }
    return result ? Py_BuildValue("Nd", result, aligned.weakest) : NULL;
}

static PyObject *alike_words(PyObject *module, PyObject *arguments)
{
    (void)module;
    PyObject *first, *second;
    if (!PyArg_ParseTuple(arguments, "OO", &first, &second))
        return NULL;
    Word *left = PyCapsule_GetPointer(first, WORD_NAME);
    Word *right = left ? PyCapsule_GetPointer(second, WORD_NAME) : NULL;
    if (!right)
        return NULL;
    if (left->tables != right->tables)
        return refuse("two words were made of different tables"), NULL;
    Alike found;
    if (alike(left, right, &found) < 0)
        return NULL;
    return Py_BuildValue("sd", RULES[found.rule], found.value);
}

static void forget_name(PyObject *capsule)
{
    Name *name = PyCapsule_GetPointer(capsule, NAME_NAME);
    for (int i = 0; i < name->count; i++) {
        Py_XDECREF(name->capsules[i]);
        Py_XDECREF(name->joined[i]);
    }
    free(name->sounds);
    free(name);
}

static PyObject *make_word(PyObject *module, PyObject *arguments)
{
    (void)module;
    PyObject *tables, *text;
    double rarity;
    int script;
    if (!PyArg_ParseTuple(arguments, "OUid", &tables, &text, &script, &rarity))
        return NULL;
    if (script < 0 || script >= SCRIPTS || !(fabs(rarity) < RARITY_MAX))
        return refuse("there is no such script, or a rarity is out of bounds"), NULL;
    return new_word(tables, text, script, rarity);
}

static PyObject *make_name(PyObject *module, PyObject *arguments)
{
    (void)module;
    PyObject *words, *rarities;
    if (!PyArg_ParseTuple(arguments, "O!O!", &PyTuple_Type, &words, &PyTuple_Type, &rarities))
        return NULL;
    Py_ssize_t count = PyTuple_Size(words);
    if (count < 1 || count > WORDS_MAX || PyTuple_Size(rarities) != count)
        return refuse("a name has no words, or too many"), NULL;
    size_t words_size = (size_t)count * sizeof(void *), room = (size_t)count * sizeof(double);
    Name *name = calloc(1, sizeof *name + room + 3 * words_size);
    PyObject *capsule = name ? PyCapsule_New(name, NAME_NAME, forget_name) : PyErr_NoMemory();
    if (!capsule) {
        free(name);
        return NULL;
    }
    name->rarity = (double *)(name + 1);
    name->words = (Word **)(name->rarity + count);
    name->capsules = (PyObject **)(name->words + count);
    name->joined = name->capsules + count;
    for (Py_ssize_t i = 0; i < count; i++) {
        PyObject *item = PyTuple_GetItem(words, i);
        Word *word = PyCapsule_GetPointer(item, WORD_NAME);
        double rarity = PyFloat_AsDouble(PyTuple_GetItem(rarities, i));
        if (word && !PyErr_Occurred()
            && (!(fabs(rarity) < RARITY_MAX) || (name->tables && name->tables != word->tables)))
            refuse("a word was made of other tables, or its rarity is out of bounds");
        if (PyErr_Occurred()) {
            Py_DECREF(capsule);
            return NULL;
        }
        Py_INCREF(item);
        name->capsules[i] = item;
        name->words[i] = word;
        name->rarity[i] = rarity;
        name->tables = word->tables;
        name->count++;
    }
    return capsule;
}

static PyMethodDef METHODS[] = {
    {"tables", make_tables, METH_VARARGS, "See compare.pyi."},
    {"word", make_word, METH_VARARGS, "See compare.pyi."},
    {"name", make_name, METH_VARARGS, "See compare.pyi."},
    {"alike", alike_words, METH_VARARGS, "See compare.pyi."},
    {"aligned", aligned_parts, METH_VARARGS, "See compare.pyi."},
    {"best_pair", best_pair, METH_VARARGS, "See compare.pyi."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef MODULE = {
    PyModuleDef_HEAD_INIT, "compare", "The exact comparison of names.", 0, METHODS,
    NULL, NULL, NULL, NULL,
};

PyMODINIT_FUNC PyInit_compare(void)
{
    return PyModuleDef_Init(&MODULE);
}
