/* What the files of the exact comparison share.
 *
 * It gives the same results as names/align.py, alike.py, pair_weights.py and attested.py, which say
 * what is done and why; C99 with Python's limited API (one build for 3.11 and later). What is
 * compared comes in capsules that only these files make: tables, words, and names made of words.
 * All checks are made when they are made, none afterwards. The interpreter's lock is held throughout.
 */

#ifndef JISR_COMPARE_H
#define JISR_COMPARE_H

#define PY_SSIZE_T_CLEAN
#ifndef Py_LIMITED_API
#define Py_LIMITED_API 0x030B0000
#endif
#include <Python.h>

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define TABLES_NAME "jisr tables"
#define WORD_NAME "jisr word"
#define NAME_NAME "jisr name"

#define FEATURES 13
#define CURVE 5
#define LETTERS_MAX 80 /* two words of 40 letters */
#define SYMBOLS_MAX 64
#define FORMS_MAX 64
#define KEYS_MAX 512
#define WORDS_MAX 50
#define PARTS_MAX (2 * WORDS_MAX + 2)
#define ARRAYS 15
#define NAMES_MAX 1000
#define READINGS_MAX 12
#define FORM_KEYS_MAX 6
#define NEAR_KEYS_OF 3
#define SHORT_KEY 2
#define SOUNDS_MAX (2 * LETTERS_MAX)
#define HEARD_MAX 512
#define GROUP_MAX 8
#define BUCKETS 64
#define OPTIONAL_MAX 32
#define WRITTEN_MAX 24 /* symbols.SYMBOLS_MAX */
#define NEAR_SHARE 0.3
#define RARITY_MAX 1000.0
#define PARTIALS_MAX 64

/* Numbers of scripts.SCRIPTS, and of what has no tables. */
enum { LATIN, ARABIC, CYRILLIC, HEBREW, HANGUL, HAN, KANA, OTHER, SCRIPTS };
#define TABLED OTHER

/* Places in what compiled._limits returns. */
enum {
    LIKENESS_MIN, INITIAL_BITS, CONTRADICTION_BITS, CONTRADICTION_SHARE, MISSING_BITS, JOIN_COST,
    ONE_WORD_BITS, ORDER_BITS, RELATIVE_SHARE_LOG2, RELATIVE_TRUST, RELATIVE_CONTRADICTION_BITS,
    RELATIVE_MISSING_BITS, RELATIVE_WORTH_SHARE, LOST_MIN, ODDS_MIN, APART_MAX, SETTLED, SLIP_MIN,
    OTHER_FORM_VALUE, SHARE_MIN, SHARE_MAIN, SHARE_OTHER_FORM, OTHER_FORM, LOGIT_MAX,
    LOG_SHARE_MIN, LOG_SEEN_MAX, LOG_APART_MAX, LOG_ALONE_MAX, SAME_SOUND, OTHER_SIGN, LIMITS
};

typedef enum {
    SAME, INITIAL, BY_OTHER_FORM, ATTESTED, SOUNDS_ALIKE, SPELLING, JOINED, CONTRADICTS, MISSING,
    ONE_WORD, ORDER
} Rule;

/* A group of letters that is read as one sound: its readings; or as one symbol: its numbers alone,
 * as the first and as the last of a word, and how many Latin letters it is written with. */
typedef struct {
    uint32_t letters[GROUP_MAX];
    char readings[READINGS_MAX][GROUP_MAX + 1];
    int16_t numbers[3];
    int length, count, latin, next;
} Group;

/* The groups of each script, by their first letter, in the order in which they are tried. */
typedef struct {
    Group *items[TABLED];
    int counts[TABLED], first[TABLED][BUCKETS];
} Groups;

typedef struct {
    uint32_t letters[GROUP_MAX];
    int length;
} Beginning;

typedef struct {
    Py_buffer views[ARRAYS];
    int held;
    const float *pair, *gap, *best;
    const double *curve, *shares, *backs, *regressions, *limits;
    const int64_t *starts, *form_starts;
    const int32_t *others, *counts, *form_others, *seen;
    const uint8_t *scripts;
    int32_t symbols, known;
    Groups sounds, written;
    Beginning optional[OPTIONAL_MAX];
    int optional_count, optional_rest;
    PyObject *numbers, *hear, *spell, *rarity;
} Tables;

typedef struct {
    const int16_t *symbols;
    Py_hash_t text;
    int length, script;
} Form;

/* What only words need that are compared closely; most words are not. */
typedef struct {
    double rarity;
    Py_hash_t latin;
    int latin_length, count;
    Form forms[];
} Spelling;

typedef struct {
    const Tables *tables;
    PyObject *owner, *text;
    const uint32_t *letters;
    const uint64_t *keys, *nears;
    Spelling *spelling;
    double rarity;
    uint64_t mask;
    int32_t number;
    int length, script, sounds, key_count, near_count;
} Word;

/* What a name sounds like, with the rarity of the words: how promising a pair of names is. */
typedef struct {
    uint64_t number;
    double worth;
} Sound;

typedef struct {
    const Tables *tables;
    int count, sound_count;
    Sound *sounds;
    PyObject **capsules, **joined;
    Word **words;
    double *rarity;
} Name;

typedef struct {
    double value;
    Rule rule;
} Alike;

/* What becomes a row of evidence; places are -1 where there is no word. */
typedef struct {
    double bits;
    int left, left_second, right, right_second;
    Rule rule;
} Part;

typedef struct {
    Part parts[PARTS_MAX];
    int count;
    double bits, weakest;
} Aligned;

typedef struct {
    double promise;
    const Name *first, *second;
    int left, right;
} Pair;

typedef struct {
    Name *left[NAMES_MAX], *right[NAMES_MAX];
    int left_count, right_count;
} Sides;

/* Raise ValueError; return -1. */
int refuse(const char *why);

/* The exact sum of a few numbers, rounded once: the order does not matter. */
double exact_sum(const double *numbers, int count);

/* The order of two words, and of two names, by their letters. */
int compare_texts(const Word *left, const Word *right);
int compare_names(const Name *left, const Name *right);

double smaller(double one, double two);

/* Find how well two words agree; -1 after an error. */
int alike(Word *left, Word *right, Alike *found);

/* The capsule of a word; its rarity may be NAN and is then asked for when it is needed. */
PyObject *new_word(PyObject *tables, PyObject *text, int script, double rarity);

/* Give a word its spelling, once; -1 after an error. */
int spell(Word *word);

/* Two neighbouring words of a name written as one, made when it is first needed. */
Word *joined_word(Name *name, int place);

/* Align two names; `mirror` says that the right one comes first. -1 after an error. */
int align_names(Name *left, Name *right, int mirror, Aligned *to);

/* Write the pairs of names worth aligning, the same ones in either order; -1 after an error. */
int choose_pairs(const Sides *of, int names_max, Pair *pairs, int pairs_max);

/* The capsule of all that is known of words; described in compare.pyi. */
PyObject *make_tables(PyObject *module, PyObject *arguments);

#endif
