/* Posting lists: what the words of a query, and its birth dates, say of each name. */

#include "find.h"

#define FIRST_OF_JANUARY 101

static int push(Numbers *list, int32_t number)
{
    if (list->count == list->room) {
        size_t room = 2 * list->room + 1024;
        int32_t *items = realloc(list->items, room * sizeof *items);
        if (!items) {
            PyErr_NoMemory();
            return -1;
        }
        list->items = items;
        list->room = room;
    }
    list->items[list->count++] = number;
    return 0;
}

/* 1 when a name may be found, 0 when not, -1 when there is no such name. */
static int is_open(const Search *search, int32_t name)
{
    const Names *all = &search->all;
    if (name < 0 || name >= all->names)
        return refuse("a list holds a name that is not there");
    if (!search->alive && !search->allowed)
        return 1;
    int32_t slot = all->slots[name];
    if (slot < 0 || slot >= all->persons)
        return refuse("a name belongs to a person who is not there");
    if (search->alive && !search->alive[slot])
        return 0;
    if (!search->allowed)
        return 1;
    int64_t key = all->keys[slot];
    return key >= 0 && key < search->allowed_count && search->allowed[key];
}

static int list_of(const Names *all, int32_t word, int64_t *from, int64_t *to)
{
    *from = *to = 0;
    if (word < 0 || word >= all->vocabulary)
        return refuse("there is no such word");
    *from = all->starts[word];
    *to = all->starts[word + 1];
    if (*from < 0 || *from > *to || *to > all->posted)
        return refuse("a posting list lies outside the postings");
    return 0;
}

/* ----------------------------------------------------------------------------- birth dates -- */

static int32_t first_of_year(const Names *all, int32_t year)
{
    Py_ssize_t low = 0, high = all->names;
    while (low < high) {
        Py_ssize_t middle = low + (high - low) / 2;
        if (all->years[middle] < year)
            low = middle + 1;
        else
            high = middle;
    }
    return (int32_t)low;
}

/* Part the names, which stand in the order of their years, into near and far ones. */
static void set_ranges(Search *search)
{
    const Asked *asked = &search->asked;
    Range ranges[RANGES_MAX];
    int count = 0;
    int32_t at = 0, end = (int32_t)search->all.names;
    search->near_count = search->far_count = 0;
    search->near_bits = search->far_bits = 0.0f;
    if (!asked->dates_count) {
        search->far[search->far_count++] = (Range){0, end};
        return;
    }
    for (int i = 0; i < DATE_BITS - 1; i++)
        if (asked->date_bits[i] > search->near_bits)
            search->near_bits = asked->date_bits[i];
    search->far_bits = asked->date_bits[0];
    ranges[count++] = (Range){0, first_of_year(&search->all, 1)};
    for (Py_ssize_t i = 0; i < asked->dates_count; i++) {
        int32_t year = asked->dates[i] / 10000, few = (int32_t)asked->date_bits[FEW_YEARS];
        Range range = {first_of_year(&search->all, year - few > 1 ? year - few : 1),
                       first_of_year(&search->all, year + few + 1)};
        int place = count++;
        for (; place > 0 && ranges[place - 1].from > range.from; place--)
            ranges[place] = ranges[place - 1];
        ranges[place] = range;
    }
    for (int i = 0; i < count; i++) {
        Range range = ranges[i];
        range.from = range.from > at ? range.from : at;
        if (range.from >= range.to)
            continue;
        if (range.from > at)
            search->far[search->far_count++] = (Range){at, range.from};
        search->near[search->near_count++] = range;
        at = range.to;
    }
    if (at < end)
        search->far[search->far_count++] = (Range){at, end};
}

int is_near(const Search *search, int32_t name)
{
    for (int i = 0; i < search->near_count; i++)
        if (name >= search->near[i].from && name < search->near[i].to)
            return 1;
    return 0;
}

float date_bits(const Search *search, int32_t name)
{
    const Asked *asked = &search->asked;
    const float *bits = asked->date_bits;
    const int32_t *known = search->all.dates + (size_t)name * (size_t)search->all.dates_each;
    float best = bits[0];
    int any = 0;
    for (Py_ssize_t i = 0; i < search->all.dates_each; i++) {
        if (known[i] <= 0)
            continue;
        any = 1;
        for (Py_ssize_t j = 0; j < asked->dates_count; j++) {
            int32_t years = abs(known[i] / 10000 - asked->dates[j] / 10000);
            int32_t ours = known[i] % 10000, theirs = asked->dates[j] % 10000;
            int coarse = ours == 0 || theirs == 0 || ours == FIRST_OF_JANUARY;
            float value = bits[0];
            if (known[i] == asked->dates[j])
                value = bits[5];
            else if (years == 0)
                value = coarse ? bits[3] : bits[4];
            else if (years <= 1)
                value = bits[2];
            else if ((float)years <= bits[FEW_YEARS])
                value = bits[1];
            best = value > best ? value : best;
        }
    }
    return any && asked->dates_count ? best : 0.0f;
}

/* -------------------------------------------------------------------------- posting lists -- */

double contradiction(const double *weights, double worth)
{
    return weights[0] - weights[1] * worth;
}

double agreement(const Search *search, const AskedWord *word, int32_t at)
{
    double rarity = search->all.rarity[word->words[at]], value = word->values[at];
    double worth = rarity < word->worth ? rarity : word->worth;
    return value * worth + (1 - value) * contradiction(search->asked.weights, worth);
}

/* What a name with this spelling has more than one in which the word is missing. */
static float spelling_bits(const Search *search, const AskedWord *word, int32_t at)
{
    return (float)(agreement(search, word, at) - search->asked.weights[2]);
}

/* Work out what each word can add at most, and put the words in order, the worthiest first. */
static int rank_words(Search *search)
{
    Asked *asked = &search->asked;
    for (int i = 0; i < asked->count; i++) {
        AskedWord *word = &asked->words[i];
        word->most_bits = word->unread[0] = word->unread[1] = 0.0;
        for (int32_t at = 0; at < word->count; at++) {
            int64_t from, to;
            if (list_of(&search->all, word->words[at], &from, &to) < 0)
                return -1;
            PREFETCH(search->all.postings + from);
            double bits = spelling_bits(search, word, at);
            word->most_bits = bits > word->most_bits ? bits : word->most_bits;
        }
        int place = i;
        for (; place > 0
             && asked->words[asked->order[place - 1]].most_bits < word->most_bits; place--)
            asked->order[place] = asked->order[place - 1];
        asked->order[place] = i;
    }
    return 0;
}

static int touch(Search *search, int32_t name, int32_t weight)
{
    if (search->all.weighed[name] == 0 && push(&search->touched, name) < 0)
        return -1;
    /* Unsigned, because in a damaged file one name may stand in a list without end. */
    search->all.weighed[name] = (int32_t)((uint32_t)search->all.weighed[name] + (uint32_t)weight);
    return 0;
}

static int32_t weight_of(float bits, int lists)
{
    /* Rounded up: what a name can reach may be too much, never too little. */
    return ((int32_t)(bits * UNITS) + 1) * LISTS + lists;
}

static int64_t first_not_below(const int32_t *names, int64_t from, int64_t to, int32_t name)
{
    while (from < to) {
        int64_t middle = from + (to - from) / 2;
        if (names[middle] < name)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

/* Add what a word is worth to the names of its list that lie in the ranges. */
static int read_list(Search *search, int32_t word, float bits, const Range *ranges, int count)
{
    const int32_t *postings = search->all.postings;
    const int32_t weight = weight_of(bits, 1);
    int64_t from, to;
    if (list_of(&search->all, word, &from, &to) < 0)
        return -1;
    for (int i = 0; i < count && from < to && search->left > 0; i++) {
        from = first_not_below(postings, from, to, ranges[i].from);
        for (; from < to && postings[from] < ranges[i].to && search->left > 0; from++) {
            int32_t ahead = from + AHEAD < to ? postings[from + AHEAD] : 0;
            if (ahead > 0 && ahead < search->all.names)
                PREFETCH(&search->all.weighed[ahead]);
            int open = is_open(search, postings[from]);
            if (open < 0 || (open && touch(search, postings[from], weight) < 0))
                return -1;
            search->left -= open;
        }
    }
    return 0;
}

/* Read the lists of one side, near or far: of the worthiest word first, of the likest spelling
 * first, within the budget. A far list is left out when its names cannot reach the floor even with
 * all words that come after (MaxScore: Turtle and Flood 1995).
 */
static int read_side(Search *search, int far)
{
    Asked *asked = &search->asked;
    const Range *ranges = far ? search->far : search->near;
    int count = far ? search->far_count : search->near_count;
    double need = search->limits.floor - (far ? search->far_bits : search->near_bits)
        - asked->weights[2] * asked->count;
    double after[WORDS_MAX], sum = 0.0;
    for (int place = asked->count - 1; place >= 0; place--) {
        after[place] = sum;
        sum += asked->words[asked->order[place]].most_bits;
    }
    search->slack[far] = 0.0;
    search->words_unread[far] = 0;
    for (int place = 0; place < asked->count; place++) {
        AskedWord *word = &asked->words[asked->order[place]];
        for (int32_t at = 0; at < word->count; at++) {
            float bits = spelling_bits(search, word, at);
            if (!(bits > 0))
                continue;
            /* Near lists are short, and knowing them whole tells more names apart. */
            if (sum < need || (far && bits + after[place] < need))
                word->unread[far] = bits > word->unread[far] ? bits : word->unread[far];
            else if (read_list(search, word->words[at], bits, ranges, count) < 0)
                return -1;
        }
        search->slack[far] += word->unread[far];
        search->words_unread[far] += word->unread[far] > 0;
    }
    return 0;
}

/* ------------------------------------------------------- words written together or apart -- */

static int mark_joined(Search *search, int32_t name)
{
    if (search->all.marks[name])
        return 0;
    search->all.marks[name] = 1;
    return push(&search->joined, name);
}

static Py_ssize_t first_key(const uint32_t *keys, Py_ssize_t count, uint32_t key)
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

/* Mark names with a word that stands for two of the query, so many of each word. */
static int mark_word(Search *search, int32_t word)
{
    int64_t from, to;
    long long left = search->limits.joined_max;
    if (list_of(&search->all, word, &from, &to) < 0)
        return -1;
    for (; from < to && left > 0; from++) {
        int32_t name = search->all.postings[from];
        int open = is_open(search, name);
        if (open < 0 || (open && mark_joined(search, name) < 0))
            return -1;
        left -= open;
    }
    return 0;
}

static int find_together(Search *search)
{
    const Names *all = &search->all;
    long long left = search->limits.joined_max;
    for (Py_ssize_t i = 0; i < search->asked.together_count; i++) {
        uint32_t key = search->asked.together[i];
        Py_ssize_t at = first_key(all->heard_keys, all->heard, key);
        for (; at < all->heard && all->heard_keys[at] == key && left > 0; at++, left--) {
            int32_t row = all->heard_rows[at];
            if (row < 0 || row >= all->forms)
                return refuse("a key leads to a form that is not there");
            if (mark_word(search, all->form_words[row]) < 0)
                return -1;
        }
    }
    return 0;
}

/* Mark names in which two words together sound like one of the query. */
static int find_apart(Search *search)
{
    const Names *all = &search->all;
    for (Py_ssize_t i = 0; i < search->asked.alone_count; i++) {
        uint32_t key = search->asked.alone[i];
        Py_ssize_t from = first_key(all->joint_keys, all->joints, key), at;
        long long count = 0;
        for (at = from; at < all->joints && all->joint_keys[at] == key; at++) {
            int many = count > search->limits.joined_max;
            int open = many ? 0 : is_open(search, all->joint_names[at]);
            if (open < 0)
                return -1;
            count += open;
        }
        for (Py_ssize_t to = at; from < to; from++) {
            int32_t name = all->joint_names[from];
            if (from + AHEAD < to && all->joint_names[from + AHEAD] > 0
                && all->joint_names[from + AHEAD] < all->names)
                PREFETCH(&all->weighed[all->joint_names[from + AHEAD]]);
            int open = is_open(search, name);
            if (open < 0)
                return -1;
            /* Another word of the query must speak for the name when there are many. */
            if (open && (count <= search->limits.joined_max || all->weighed[name] != 0)
                && mark_joined(search, name) < 0)
                return -1;
        }
    }
    return 0;
}

int weigh_names(Search *search)
{
    search->left = search->limits.postings_max;
    set_ranges(search);
    if (rank_words(search) < 0 || read_side(search, 0) < 0 || read_side(search, 1) < 0
        || find_together(search) < 0 || find_apart(search) < 0)
        return -1;
    for (size_t at = 0; at < search->joined.count; at++)
        if (touch(search, search->joined.items[at], weight_of(search->limits.joined_bits, 2)) < 0)
            return -1;
    return 0;
}

void wipe(Search *search)
{
    for (size_t at = 0; at < search->touched.count; at++)
        search->all.weighed[search->touched.items[at]] = 0;
    for (size_t at = 0; at < search->joined.count; at++)
        search->all.marks[search->joined.items[at]] = 0;
    free(search->touched.items);
    free(search->joined.items);
}
