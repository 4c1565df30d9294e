/* What the two files of the search for names share. */

#ifndef JISR_FIND_H
#define JISR_FIND_H

#include "native.h"

#define DATE_BITS 7
#define FEW_YEARS 6
#define RANGES_MAX (DATES_MAX + 1)

/* What a name is weighed at: 256ths of a bit, and in the last eight binary digits its lists. */
#define UNITS 256
#define LISTS 256

typedef struct {
    int32_t from, to;
} Range;

typedef struct {
    const int32_t *words;
    const float *values;
    int32_t count;
    double worth, most_bits, unread[2];
} AskedWord;

typedef struct {
    const int64_t *starts, *word_starts, *keys;
    const int32_t *postings, *slots, *words, *dates, *joint_names, *heard_rows, *form_words;
    const int16_t *years;
    const uint32_t *joint_keys, *heard_keys;
    const float *rarity;
    int32_t *weighed;
    uint8_t *marks;
    Py_ssize_t vocabulary, posted, names, said, persons, dates_each, joints, heard, forms;
} Names;

typedef struct {
    AskedWord words[WORDS_MAX];
    int order[WORDS_MAX], count;
    const uint32_t *together, *alone;
    const int32_t *dates;
    Py_ssize_t together_count, alone_count, dates_count;
    const float *date_bits;
    const double *weights;
} Asked;

typedef struct {
    long long postings_max, joined_max;
    Py_ssize_t chosen_max, found_max, joined_found_max;
    float joined_bits;
    double floor;
} Limits;

typedef struct {
    int32_t *items;
    size_t count, room;
} Numbers;

/* A search under way: `near` are the names whose birth dates may agree, and those without one. */
typedef struct {
    Names all;
    Asked asked;
    Limits limits;
    const uint8_t *alive, *allowed;
    Py_ssize_t allowed_count;
    Range near[RANGES_MAX], far[RANGES_MAX + 1];
    int near_count, far_count;
    float near_bits, far_bits;
    double slack[2];
    int words_unread[2];
    long long left;
    Numbers touched, joined;
} Search;

/* Weigh the names that the words of the query are in, and mark those in which two words are one or
 * one is two; -1 after an error. What is left on the desk is wiped by `wipe`, in any case.
 */
int weigh_names(Search *search);

/* Leave the desk as it was, and give the lists back. */
void wipe(Search *search);

/* Whether the birth dates of a name may agree, or are not known. */
int is_near(const Search *search, int32_t name);

/* Roughly what the birth dates of a name add. */
float date_bits(const Search *search, int32_t name);

/* What a spelling adds where a name has it. */
double agreement(const Search *search, const AskedWord *word, int32_t at);

/* What two words take that are not one name. */
double contradiction(const double *weights, double worth);

#endif
