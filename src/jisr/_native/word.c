/* Words: how they sound and how they are spelled, as far as it is asked for. */

#include "compare.h"

/* The spelling of a word before it is known how much room it takes. */
typedef struct {
    Py_hash_t latin;
    int latin_length, count, used;
    Form forms[FORMS_MAX];
    int16_t symbols[FORMS_MAX * SYMBOLS_MAX];
} Spelled;

static const Group *group_at(const Groups *of, int script, const uint32_t *letters, int length)
{
    int at = of->first[script][letters[0] % BUCKETS];
    for (; at >= 0; at = of->items[script][at].next) {
        const Group *group = &of->items[script][at];
        if (group->length <= length
            && !memcmp(group->letters, letters, (size_t)group->length * sizeof *letters))
            return group;
    }
    return NULL;
}

/* Whether a word of this script and these letters is read and written by the tables alone. */
static int is_plain(int script, const uint32_t *letters, int length)
{
    for (int i = 0; script == LATIN && i < length; i++)
        if (letters[i] < 'a' || letters[i] > 'z')
            return 0;
    return script <= HEBREW;
}

/* The lengths of the beginnings that a word may come without; -1 where only Python knows. */
static int optional_lengths(const Tables *of, int script, const uint32_t *letters, int length,
                            int *lengths)
{
    int count = 0;
    for (int k = 0; k < of->optional_count; k++) {
        const Beginning *one = &of->optional[k];
        if (length < one->length + of->optional_rest
            || memcmp(letters, one->letters, (size_t)one->length * sizeof *letters))
            continue;
        if (script != LATIN)
            return -1;
        lengths[count++] = one->length;
    }
    return count;
}

/* symbols.symbols with their numbers; 0 where only Python knows. */
static int write_symbols(const Tables *of, int script, const uint32_t *letters, int length,
                         Spelled *to)
{
    const Group *parts[LETTERS_MAX];
    uint32_t once[LETTERS_MAX];
    int kept = 0, count = 0;
    for (int i = 0; i < length; i++) {
        int is_vowel = letters[i] < 128 && letters[i] && strchr("aeou", (int)letters[i]);
        if (!i || letters[i] != letters[i - 1] || is_vowel || script == HEBREW)
            once[kept++] = letters[i];
    }
    for (int at = 0; at < kept && count < WRITTEN_MAX;) {
        const Group *part = group_at(&of->written, script, once + at, kept - at);
        if (!part)
            return 0;
        parts[count++] = part;
        at += part->length;
    }
    Form *form = &to->forms[to->count++];
    *form = (Form){.symbols = to->symbols + to->used, .length = count, .script = script};
    for (int k = 0; k < count; k++)
        to->symbols[to->used++] = parts[k]->numbers[
            count == 1 ? 0 : k == 0 ? 1 : k == count - 1 ? 2 : 0];
    return 1;
}

/* Find the forms of a word; 0 where only Python knows them, -1 after an error. */
static int spell_letters(const Word *word, Spelled *to)
{
    const Tables *of = word->tables;
    int starts[OPTIONAL_MAX];
    if (!is_plain(word->script, word->letters, word->length))
        return 0;
    int count = optional_lengths(of, word->script, word->letters, word->length, starts);
    if (count < 0 || !write_symbols(of, word->script, word->letters, word->length, to))
        return 0;
    to->forms[0].text = PyObject_Hash(word->text);
    for (int k = 0; k < count; k++) {
        if (!write_symbols(of, word->script, word->letters + starts[k],
                           word->length - starts[k], to))
            return 0;
        PyObject *rest = PyUnicode_Substring(word->text, starts[k], word->length);
        if (!rest)
            return -1;
        to->forms[to->count - 1].text = PyObject_Hash(rest);
        Py_DECREF(rest);
    }
    to->latin_length = 0;
    for (int i = 0; i < word->length; i++) {
        const Group *letter = group_at(&of->written, word->script, word->letters + i, 1);
        if (!letter)
            return 0;
        to->latin_length += letter->latin;
    }
    return 1;
}

/* Read the tuple of text, script and symbols of each form. */
static int read_forms(const Tables *of, PyObject *rows, Spelled *to)
{
    for (Py_ssize_t k = 0; k < PyTuple_Size(rows); k++) {
        PyObject *row = PyTuple_GetItem(rows, k), *text;
        const char *symbols;
        Py_ssize_t size;
        Form *form = &to->forms[to->count++];
        int16_t *room = to->symbols + to->used;
        if (!PyTuple_Check(row)
            || !PyArg_ParseTuple(row, "Uiy#", &text, &form->script, &symbols, &size))
            return PyErr_Occurred() ? -1 : refuse("a form is not a tuple");
        form->length = size > SYMBOLS_MAX * (int)sizeof *room ? -1 : (int)size / (int)sizeof *room;
        if (form->length < 0 || form->script < 0 || form->script >= TABLED)
            return refuse("a form is too long, or its script is not known");
        memcpy(room, symbols, (size_t)form->length * sizeof *room);
        for (int at = 0; at < form->length; at++)
            if (room[at] < 0 || room[at] >= of->symbols)
                return refuse("a form has symbols that the tables do not have");
        form->text = PyObject_Hash(text);
        form->symbols = room;
        to->used += form->length;
    }
    return 0;
}

/* Ask Python for the forms of a word; -1 after an error. */
static int ask_spelling(const Word *word, Spelled *to)
{
    PyObject *latin, *forms;
    PyObject *answer = PyObject_CallFunctionObjArgs(word->tables->spell, word->text, NULL);
    int result = -1;
    if (!answer)
        return -1;
    if (!PyTuple_Check(answer))
        refuse("the spelling of a word is not a tuple");
    else if (PyArg_ParseTuple(answer, "UO!", &latin, &PyTuple_Type, &forms)) {
        *to = (Spelled){.latin = PyObject_Hash(latin)};
        to->latin_length = (int)PyUnicode_GetLength(latin);
        result = PyTuple_Size(forms) > FORMS_MAX ? refuse("a word has too many forms")
                                                 : read_forms(word->tables, forms, to);
    }
    Py_DECREF(answer);
    return result;
}

/* The rarity of a word of which none was given: of words that are written as one. */
static int ask_rarity(Word *word)
{
    if (word->rarity == word->rarity)
        return 0;
    PyObject *answer = PyObject_CallFunctionObjArgs(word->tables->rarity, word->text, NULL);
    double rarity = answer ? PyFloat_AsDouble(answer) : 0.0;
    Py_XDECREF(answer);
    if (PyErr_Occurred())
        return -1;
    if (!(fabs(rarity) < RARITY_MAX))
        return refuse("the rarity of a word is out of bounds");
    word->rarity = rarity;
    return 0;
}

/* Give a word its spelling, once; -1 after an error. */
int spell(Word *word)
{
    Spelled found;
    if (word->spelling)
        return 0;
    found.count = found.used = 0;
    found.latin = 0;
    int is_spelled = spell_letters(word, &found);
    if (is_spelled < 0 || (!is_spelled && ask_spelling(word, &found) < 0) || ask_rarity(word) < 0)
        return -1;
    /* Python may have run in between and spelled it too. */
    if (word->spelling)
        return 0;
    size_t forms = (size_t)found.count * sizeof(Form);
    Spelling *made = malloc(sizeof *made + forms + (size_t)found.used * sizeof *found.symbols);
    if (!made) {
        PyErr_NoMemory();
        return -1;
    }
    made->latin = found.latin;
    made->latin_length = found.latin_length;
    made->count = found.count;
    made->rarity = word->rarity;
    int16_t *symbols = (int16_t *)((char *)(made + 1) + forms);
    memcpy(symbols, found.symbols, (size_t)found.used * sizeof *symbols);
    for (int k = 0; k < found.count; k++) {
        made->forms[k] = found.forms[k];
        made->forms[k].symbols = symbols + (found.forms[k].symbols - found.symbols);
    }
    word->spelling = made;
    return 0;
}

/* -------------------------------------------------------------------------- sounds of words -- */

typedef struct {
    char sounds[SOUNDS_MAX];
    int length;
} Reading;

/* One number for a key: of up to twenty sounds no other key has the same. A word of vowels is known
 * by its first letter. */
static uint64_t key_number(const char *key, int length, uint32_t initial)
{
    static const char SOUNDS[] = "PTSKLRMN";
    uint64_t number = 0;
    if (!length)
        return (uint64_t)1 << 63 | initial;
    for (int i = 0; i < length; i++) {
        const char *sound = memchr(SOUNDS, key[i], sizeof SOUNDS - 1);
        number = number * 9 + (sound ? (uint64_t)(sound - SOUNDS) + 1 : 0);
    }
    return number;
}

/* keys.form_keys, with sounds repeated written once and nothing for a word of vowels. */
static int form_keys(const Tables *of, int script, const uint32_t *letters, int length,
                     Reading keys[FORM_KEYS_MAX])
{
    Reading readings[READINGS_MAX], before[READINGS_MAX];
    int count = 1, kept = 0;
    readings[0].length = 0;
    for (int at = 0; at < length;) {
        const Group *group = group_at(&of->sounds, script, letters + at, length - at);
        at += group ? group->length : 1;
        if (!group)
            continue;
        int all = count * group->count < READINGS_MAX ? count * group->count : READINGS_MAX;
        if (group->count > 1)
            memcpy(before, readings, (size_t)count * sizeof *before);
        for (int k = 0; k < all; k++) {
            if (group->count > 1)
                readings[k] = before[k / group->count];
            Reading *one = &readings[k];
            for (const char *sound = group->readings[k % group->count]; *sound; sound++)
                if (one->length < SOUNDS_MAX
                    && !(one->length && one->sounds[one->length - 1] == *sound))
                    one->sounds[one->length++] = *sound;
        }
        count = all;
    }
    for (int k = 0; k < count && kept < FORM_KEYS_MAX; k++) {
        int is_new = 1;
        for (int other = 0; other < kept; other++)
            if (keys[other].length == readings[k].length
                && !memcmp(keys[other].sounds, readings[k].sounds, (size_t)readings[k].length))
                is_new = 0;
        if (is_new)
            keys[kept++] = readings[k];
    }
    return kept;
}

static int compare_numbers(const void *left, const void *right)
{
    uint64_t one = *(const uint64_t *)left, two = *(const uint64_t *)right;
    return (one > two) - (one < two);
}

/* keys.near_keys of the first keys of a word. */
static int near_keys(const Reading *keys, int count, uint64_t *numbers)
{
    int found = 0;
    for (int k = 0; k < count && k < NEAR_KEYS_OF; k++) {
        const char *key = keys[k].sounds;
        int length = keys[k].length;
        for (int place = 0; length > SHORT_KEY && place < length; place++) {
            char near[SOUNDS_MAX];
            int repeats = place > 0 && place < length - 1 && key[place - 1] == key[place + 1];
            memcpy(near, key, (size_t)place);
            memcpy(near + place, key + place + 1 + repeats, (size_t)(length - place - 1 - repeats));
            numbers[found++] = key_number(near, length - 1 - repeats, 0);
        }
    }
    return found;
}

static uint64_t mask_of(const uint32_t *letters, int length)
{
    uint64_t mask = 0;
    for (int i = 0; i < length; i++)
        mask |= (uint64_t)1 << (letters[i] % 64);
    return mask;
}

typedef struct {
    uint64_t keys[KEYS_MAX], nears[KEYS_MAX];
    int key_count, near_count, sounds;
} Hearing;

/* Add the keys of one form; those of the first one also with a sound left out. Return 1 when it
 * has a key of vowels and `initial`, by which that is known, is not given; -1 after an error. */
static int hear_form(const Tables *of, int script, const uint32_t *letters, int length,
                     const uint32_t *initial, Hearing *to)
{
    Reading keys[FORM_KEYS_MAX];
    int count = form_keys(of, script, letters, length, keys);
    if (count < 1 || to->key_count + count > KEYS_MAX)
        return refuse("a word has too many keys");
    for (int k = 0; k < count; k++)
        if (!keys[k].length && !initial)
            return 1;
    if (!to->key_count) {
        to->sounds = keys[0].length ? keys[0].length : 1 + (*initial > 0);
        to->near_count = near_keys(keys, count, to->nears);
    }
    for (int k = 0; k < count; k++)
        to->keys[to->key_count++] = key_number(keys[k].sounds, keys[k].length,
                                               initial ? *initial : 0);
    return 0;
}

/* Find the keys of a word; 1 where only Python knows all of them, -1 after an error. */
static int hear_letters(const Tables *of, int script, const uint32_t *letters, int length,
                        Hearing *to)
{
    int starts[OPTIONAL_MAX];
    if (!is_plain(script, letters, length))
        return 1;
    int count = optional_lengths(of, script, letters, length, starts);
    int result = count < 0 ? 1 : hear_form(of, script, letters, length,
                                           script == LATIN ? letters : NULL, to);
    for (int k = 0; k < count && !result; k++)
        result = hear_form(of, script, letters + starts[k], length - starts[k],
                           letters + starts[k], to);
    return result;
}

/* Ask Python for the forms of a word as they are heard: script, letters, first Latin letter. */
static int ask_hearing(const Tables *of, PyObject *text, Hearing *to)
{
    uint32_t letters[HEARD_MAX], initials[1] = {0};
    PyObject *answer = PyObject_CallFunctionObjArgs(of->hear, text, NULL);
    int result = -1;
    if (!answer)
        return -1;
    if (!PyTuple_Check(answer) || PyTuple_Size(answer) < 1 || PyTuple_Size(answer) > FORMS_MAX) {
        refuse("the forms of a word are not in a tuple, or too many");
        goto end;
    }
    for (Py_ssize_t k = 0; k < PyTuple_Size(answer); k++) {
        PyObject *row = PyTuple_GetItem(answer, k), *written, *initial;
        int script;
        if (!PyTuple_Check(row) || !PyArg_ParseTuple(row, "iUU", &script, &written, &initial)) {
            if (!PyErr_Occurred())
                refuse("a form is not a tuple");
            goto end;
        }
        Py_ssize_t length = PyUnicode_GetLength(written);
        if (script < 0 || script >= TABLED || PyUnicode_GetLength(initial) > 1) {
            refuse("a form is out of bounds");
            goto end;
        }
        PyObject *heard = PyUnicode_Substring(written, 0, HEARD_MAX);
        initials[0] = 0;
        if (!heard || !PyUnicode_AsUCS4(heard, letters, HEARD_MAX, 0)
            || (PyUnicode_GetLength(initial) && !PyUnicode_AsUCS4(initial, initials, 1, 0))) {
            Py_XDECREF(heard);
            goto end;
        }
        Py_DECREF(heard);
        if (hear_form(of, script, letters, length < HEARD_MAX ? (int)length : HEARD_MAX,
                      initials, to) < 0)
            goto end;
    }
    result = 0;
end:
    Py_DECREF(answer);
    return result;
}

static void forget_word(PyObject *capsule)
{
    Word *word = PyCapsule_GetPointer(capsule, WORD_NAME);
    Py_XDECREF(word->owner);
    Py_XDECREF(word->text);
    free(word->spelling);
    free(word);
}

/* A word with its arrays in one piece of memory. */
static PyObject *word_of(PyObject *tables, PyObject *text, int script, int32_t number,
                         const uint32_t *letters, int length, const Hearing *heard)
{
    size_t keys = (size_t)heard->key_count, nears = (size_t)heard->near_count;
    Word *word = calloc(1, sizeof *word + (keys + nears) * sizeof(uint64_t)
                               + (size_t)length * sizeof *letters);
    if (!word)
        return PyErr_NoMemory();
    uint64_t *numbers = (uint64_t *)(word + 1);
    memcpy(numbers, heard->keys, keys * sizeof *numbers);
    memcpy(numbers + keys, heard->nears, nears * sizeof *numbers);
    memcpy(numbers + keys + nears, letters, (size_t)length * sizeof *letters);
    qsort(numbers, keys, sizeof *numbers, compare_numbers);
    qsort(numbers + keys, nears, sizeof *numbers, compare_numbers);
    word->tables = PyCapsule_GetPointer(tables, TABLES_NAME);
    word->keys = numbers;
    word->nears = numbers + keys;
    word->letters = (const uint32_t *)(numbers + keys + nears);
    word->key_count = heard->key_count;
    word->near_count = heard->near_count;
    word->sounds = heard->sounds;
    word->length = length;
    word->script = script;
    word->number = number;
    word->mask = mask_of(letters, length);
    PyObject *capsule = PyCapsule_New(word, WORD_NAME, forget_word);
    if (!capsule) {
        free(word);
        return NULL;
    }
    Py_INCREF(tables);
    Py_INCREF(text);
    word->owner = tables;
    word->text = text;
    return capsule;
}

PyObject *new_word(PyObject *tables, PyObject *text, int script, double rarity)
{
    uint32_t letters[LETTERS_MAX];
    Hearing heard;
    const Tables *of = PyCapsule_GetPointer(tables, TABLES_NAME);
    Py_ssize_t length = PyUnicode_GetLength(text);
    if (!of)
        return NULL;
    if (length < 1 || length > LETTERS_MAX)
        return refuse("a word has no letters, or too many"), NULL;
    if (!PyUnicode_AsUCS4(text, letters, LETTERS_MAX, 0))
        return NULL;
    PyObject *known = PyDict_GetItemWithError(of->numbers, text);
    long number = known ? PyLong_AsLong(known) : -1;
    if (PyErr_Occurred())
        return NULL;
    if (number < -1 || number >= of->known)
        return refuse("a word has a number that the tables do not have"), NULL;
    heard.key_count = heard.near_count = heard.sounds = 0;
    int result = hear_letters(of, script, letters, (int)length, &heard);
    if (result > 0) {
        heard.key_count = heard.near_count = 0;
        result = ask_hearing(of, text, &heard);
    }
    if (result < 0)
        return NULL;
    PyObject *capsule = word_of(tables, text, script, (int32_t)number, letters, (int)length,
                                &heard);
    if (capsule)
        ((Word *)PyCapsule_GetPointer(capsule, WORD_NAME))->rarity = rarity;
    return capsule;
}

/* Two neighbouring words of a name written as one, made when it is first needed. */
Word *joined_word(Name *name, int place)
{
    if (!name->joined[place]) {
        const Word *first = name->words[place], *second = name->words[place + 1];
        PyObject *text = PyUnicode_Concat(first->text, second->text);
        PyObject *made = text ? new_word(first->owner, text, first->script, NAN) : NULL;
        Py_XDECREF(text);
        /* Python may have run in between and made it too. */
        if (made && !name->joined[place])
            name->joined[place] = made;
        else
            Py_XDECREF(made);
        if (!name->joined[place])
            return NULL;
    }
    return PyCapsule_GetPointer(name->joined[place], WORD_NAME);
}
