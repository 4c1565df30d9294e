/* What the files of the extension share: arrays that come as buffers, and the tables of weights.
 *
 * C99 with Python's limited API (one build for 3.11 and later). Each function that Python calls has
 * a twin in plain.py or finding.py that gives the same results, and is described there. Nothing in
 * the arrays is trusted: every number that leads into another array is checked before it is used,
 * and a wrong one raises ValueError. The interpreter's lock is held throughout: threads take turns
 * at the desks that are written to.
 */

#ifndef JISR_NATIVE_H
#define JISR_NATIVE_H

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
#define ARRAYS_MAX 24
#define DATES_MAX 16
#define WORDS_MAX 10

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

/* Give back every buffer. */
void release(Arrays *all);

/* Raise ValueError; return -1. */
int refuse(const char *why);

/* Hold one buffer; `size` is that of an item, its alignment too. */
int hold(Arrays *all, PyObject *object, int size, int writable);

/* Hold every buffer of a tuple; a negative size marks one that is written to. */
int hold_all(Arrays *all, PyObject *tuple, const int *sizes, int count);

/* The learned weights of symbols: see plain.Costs. */
typedef struct {
    const float *pair, *gap, *best;
    const double *curve;
    int32_t symbols, scripts;
} Costs;

typedef struct {
    const int16_t *symbols;
    int length, script;
} Word;

/* Hold the four tables of weights, the first buffers of `all`; -1 after an error. */
int hold_costs(Arrays *all, PyObject *tables, Costs *costs);

/* Whether the tables have the symbols and the script of a word. */
int is_sound(const Costs *costs, const Word *word);

/* A word that others are compared with, one after the other: what two neighbours have in common at
 * the beginning is aligned once. `columns[j]` are the sums of the first j symbols of the other
 * word.
 */
typedef struct {
    const Costs *costs;
    Word left, right;
    double left_gaps[SYMBOLS_MAX], columns[SYMBOLS_MAX + 1][SYMBOLS_MAX + 1];
    double right_bests[SYMBOLS_MAX + 1], left_best, logit_least;
} Sweep;

/* Begin with a word; a likeness whose logit is below the least one is zero. */
void begin_sweep(Sweep *sweep, const Costs *costs, Word left, double logit_least);

/* The likeness of the word to another one. */
double swept_likeness(Sweep *sweep, const Word *right);

PyObject *likeness(PyObject *module, PyObject *arguments);
PyObject *expand(PyObject *module, PyObject *arguments);
PyObject *find_names(PyObject *module, PyObject *arguments);

#endif
