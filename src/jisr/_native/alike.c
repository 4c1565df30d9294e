/* How well two words agree: alike.py, pair_weights.py and attested.py. */

#include "compare.h"

int refuse(const char *why)
{
    PyErr_SetString(PyExc_ValueError, why);
    return -1;
}

/* The exact sum of a few numbers, rounded once: the order does not matter (Shewchuk 1997). */
double exact_sum(const double *numbers, int count)
{
    double partials[PARTIALS_MAX + 1], high = 0.0, low = 0.0;
    int used = 0;
    for (int i = 0; i < count; i++) {
        double x = numbers[i];
        int kept = 0;
        for (int j = 0; j < used; j++) {
            double y = partials[j];
            if (fabs(x) < fabs(y)) {
                double other = x;
                x = y;
                y = other;
            }
            high = x + y;
            low = y - (high - x);
            if (low != 0.0)
                partials[kept++] = low;
            x = high;
        }
        /* Numbers of bits never need so many partials; others would lose their last digits. */
        if (kept == PARTIALS_MAX)
            x += partials[--kept];
        partials[kept++] = x;
        used = kept;
    }
    if (!used)
        return 0.0;
    high = partials[--used];
    low = 0.0;
    while (used > 0) {
        double x = high, y = partials[--used];
        high = x + y;
        low = y - (high - x);
        if (low != 0.0)
            break;
    }
    /* Half way between two numbers the next partial decides. */
    if (used > 0 && ((low < 0.0 && partials[used - 1] < 0.0)
                     || (low > 0.0 && partials[used - 1] > 0.0))) {
        double y = low * 2.0, x = high + y;
        if (y == x - high)
            high = x;
    }
    return high;
}

/* ------------------------------------------------------------------------ likeness of forms -- */

static double best_sum(const Tables *of, const Form *left, const Form *right)
{
    double line[SYMBOLS_MAX + 1], right_gaps[SYMBOLS_MAX];
    line[0] = 0.0;
    for (int j = 0; j < right->length; j++) {
        right_gaps[j] = of->gap[right->symbols[j] * TABLED + left->script];
        line[j + 1] = line[j] + right_gaps[j];
    }
    for (int i = 0; i < left->length; i++) {
        const float *weights = of->pair + (size_t)left->symbols[i] * (size_t)of->symbols;
        double left_gap = of->gap[left->symbols[i] * TABLED + right->script];
        double diagonal = line[0], here = line[0] + left_gap;
        line[0] = here;
        for (int j = 0; j < right->length; j++) {
            double aligned = diagonal + weights[right->symbols[j]];
            double above = line[j + 1] + left_gap, before = here + right_gaps[j];
            diagonal = line[j + 1];
            aligned = aligned > above ? aligned : above;
            here = aligned > before ? aligned : before;
            line[j + 1] = here;
        }
    }
    return line[right->length];
}

static double likeness(const Tables *of, const Form *left, const Form *right)
{
    if (!left->length || !right->length)
        return 0.0;
    double weight = best_sum(of, left, right), left_best = 0.0, right_best = 0.0;
    for (int i = 0; i < left->length; i++)
        left_best += of->best[left->symbols[i] * TABLED + right->script];
    for (int i = 0; i < right->length; i++)
        right_best += of->best[right->symbols[i] * TABLED + left->script];
    double highest = 0.5 * (left_best + right_best);
    int shorter = left->length < right->length ? left->length : right->length;
    const double *curve = of->curve + (left->script * TABLED + right->script) * CURVE;
    double z = curve[0];
    z += curve[1] * (weight / (highest > 0.1 ? highest : 0.1));
    z += curve[2] * (weight / (left->length + right->length));
    z += curve[3] * (weight / 10);
    z += curve[4] * ((double)shorter / 10);
    z = z > 50.0 ? 50.0 : z < -50.0 ? -50.0 : z;
    return 1.0 / (1.0 + exp(-z));
}

/* costs.likeness over the forms of both words: pair_weights.modelled. */
static double modelled(const Word *left, const Word *right)
{
    const double *limits = left->tables->limits;
    const Spelling *ours = left->spelling, *theirs = right->spelling;
    if (left->script == right->script && (left->script == HAN || left->script == HANGUL))
        return ours->latin == theirs->latin ? limits[SAME_SOUND] : limits[OTHER_SIGN];
    double best = 0.0;
    for (int i = 0; i < ours->count; i++)
        for (int j = 0; j < theirs->count; j++) {
            double value = limits[OTHER_FORM];
            if (ours->forms[i].text != theirs->forms[j].text) {
                value = i || j ? value : 1.0;
                value *= likeness(left->tables, &ours->forms[i], &theirs->forms[j]);
            }
            best = value > best ? value : best;
        }
    return best;
}

/* -------------------------------------------------------------------------- attested pairs -- */

/* The place of `other` among the spellings of a word, -1 when it is not there. */
static int64_t edge(const Tables *of, int32_t word, int32_t other)
{
    int64_t low = of->starts[word], end = of->starts[word + 1], high = end;
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        if (of->others[middle] < other)
            low = middle + 1;
        else
            high = middle;
    }
    return low < end && of->others[low] == other ? low : -1;
}

static int is_bridge(int script)
{
    return script == ARABIC || script == CYRILLIC || script == HEBREW;
}

static double over_bridges(const Tables *of, int32_t left, int32_t right, int both_latin)
{
    int64_t i = of->starts[left], i_end = of->starts[left + 1];
    int64_t j = of->starts[right], j_end = of->starts[right + 1];
    double found = 0.0;
    while (i < i_end && j < j_end) {
        int32_t one = of->others[i], two = of->others[j];
        if (one == two && (!both_latin || is_bridge(of->scripts[one]))) {
            double usual = of->backs[i] < of->backs[j] ? of->backs[i] : of->backs[j];
            found = usual > found ? usual : found;
        }
        i += one <= two;
        j += two <= one;
    }
    return found >= of->limits[SHARE_MIN] ? found : 0.0;
}

static double over_another_latin(const Tables *of, int32_t native, int32_t latin)
{
    double found = 0.0;
    for (int64_t at = of->starts[native]; at < of->starts[native + 1]; at++) {
        if (of->shares[at] < of->limits[SHARE_MAIN])
            continue;
        double bridged = over_bridges(of, of->others[at], latin, 1);
        bridged = bridged < of->shares[at] ? bridged : of->shares[at];
        found = bridged > found ? bridged : found;
    }
    return found;
}

static int is_seen(const Word *word)
{
    const Tables *of = word->tables;
    return word->number >= 0 && of->starts[word->number] < of->starts[word->number + 1];
}

static int is_other_form(const Word *left, const Word *right)
{
    const Tables *of = left->tables;
    if (left->number < 0 || right->number < 0)
        return 0;
    for (int64_t at = of->form_starts[left->number]; at < of->form_starts[left->number + 1]; at++)
        if (of->form_others[at] == right->number)
            return 1;
    return 0;
}

static double share(const Word *left, const Word *right)
{
    const Tables *of = left->tables;
    if (is_other_form(left, right))
        return of->limits[SHARE_OTHER_FORM];
    if (!is_seen(left) || !is_seen(right))
        return 0.0;
    int64_t direct = edge(of, left->number, right->number);
    if (direct >= 0)
        return of->shares[direct] > of->backs[direct] ? of->shares[direct] : of->backs[direct];
    int one_latin = left->script == LATIN, two_latin = right->script == LATIN;
    if (one_latin == two_latin)
        return over_bridges(of, left->number, right->number, one_latin);
    return one_latin ? over_another_latin(of, right->number, left->number)
                     : over_another_latin(of, left->number, right->number);
}

static int32_t apart(const Word *left, const Word *right)
{
    const int32_t *seen = left->tables->seen;
    if (!is_seen(left) || !is_seen(right))
        return 0;
    const int32_t *ours = seen + (size_t)left->number * SCRIPTS;
    const int32_t *theirs = seen + (size_t)right->number * SCRIPTS;
    if (left->script == LATIN && right->script != LATIN)
        return ours[right->script];
    if (right->script == LATIN && left->script != LATIN)
        return theirs[left->script];
    int32_t most = 0;
    for (int script = LATIN; script <= HEBREW; script++) {
        int32_t both = ours[script] < theirs[script] ? ours[script] : theirs[script];
        most = both > most ? both : most;
    }
    return most;
}

static int32_t known_alone(const Word *left, const Word *right)
{
    if (is_seen(left) == is_seen(right))
        return 0;
    const Word *one = is_seen(left) ? left : right, *other = is_seen(left) ? right : left;
    const int32_t *seen = one->tables->seen + (size_t)one->number * SCRIPTS;
    if (seen[other->script])
        return seen[other->script];
    int32_t most = 0;
    for (int script = ARABIC; script <= HEBREW; script++)
        most = seen[script] > most ? seen[script] : most;
    return most;
}

/* ---------------------------------------------------------------------- likeness of words -- */

static int have_common(const uint64_t *left, int left_count, const uint64_t *right,
                       int right_count)
{
    int i = 0, j = 0;
    while (i < left_count && j < right_count) {
        if (left[i] == right[j])
            return 1;
        if (left[i] < right[j])
            i++;
        else
            j++;
    }
    return 0;
}

static int sounds_near(const Word *left, const Word *right)
{
    return have_common(left->keys, left->key_count, right->keys, right->key_count)
        || have_common(left->nears, left->near_count, right->keys, right->key_count)
        || have_common(left->keys, left->key_count, right->nears, right->near_count);
}

/* The distance of Damerau and Levenshtein, with exchanges over letters in between. */
static int distance(const Word *left, const Word *right)
{
    int table[LETTERS_MAX + 2][LETTERS_MAX + 2], last_row[LETTERS_MAX], class_of[LETTERS_MAX];
    int rows = left->length, columns = right->length, far = rows + columns;
    for (int j = 0; j < columns; j++) {
        class_of[j] = j;
        for (int k = j - 1; k >= 0; k--)
            if (right->letters[k] == right->letters[j])
                class_of[j] = k;
        last_row[j] = 0;
    }
    table[0][0] = far;
    for (int i = 0; i <= rows; i++) {
        table[i + 1][0] = far;
        table[i + 1][1] = i;
    }
    for (int j = 0; j <= columns; j++) {
        table[0][j + 1] = far;
        table[1][j + 1] = j;
    }
    for (int i = 1; i <= rows; i++) {
        int last_column = 0, class_here = -1;
        for (int j = 1; j <= columns; j++) {
            int same = left->letters[i - 1] == right->letters[j - 1];
            int row = last_row[class_of[j - 1]], column = last_column;
            int best = table[i][j] + !same;
            best = table[i + 1][j] + 1 < best ? table[i + 1][j] + 1 : best;
            best = table[i][j + 1] + 1 < best ? table[i][j + 1] + 1 : best;
            int exchanged = table[row][column] + (i - row - 1) + 1 + (j - column - 1);
            table[i + 1][j + 1] = exchanged < best ? exchanged : best;
            if (same) {
                last_column = j;
                class_here = class_of[j - 1];
            }
        }
        if (class_here >= 0)
            last_row[class_here] = i;
    }
    return table[rows + 1][columns + 1];
}

static double letters_alike(const Word *left, const Word *right)
{
    int longest = left->length > right->length ? left->length : right->length;
    return 1.0 - (double)distance(left, right) / longest;
}

static int is_slip(const Word *left, const Word *right)
{
    int longest = left->length > right->length ? left->length : right->length;
    int differing = 0;
    /* A change of one letter changes at most two bits, and the length by one. */
    for (uint64_t bits = left->mask ^ right->mask; bits; bits &= bits - 1)
        differing++;
    int least = abs(left->length - right->length);
    least = (differing + 1) / 2 > least ? (differing + 1) / 2 : least;
    double slip = left->tables->limits[SLIP_MIN];
    return 1.0 - (double)least / longest >= slip && letters_alike(left, right) >= slip;
}

static double logit(double value, double most)
{
    value = value < 1e-4 ? 1e-4 : value > 1 - 1e-4 ? 1 - 1e-4 : value;
    value = log(value / (1 - value));
    return value > most ? most : value < -most ? -most : value;
}

static double log_count(int32_t count, double most)
{
    double value = log2(1.0 + count);
    return value < most ? value : most;
}

/* pair_weights.same_name, of features in the order of pair_weights.FEATURES; both words must have
 * their spelling. */
static double same_name(const Word *left, const Word *right, double customary)
{
    const Tables *of = left->tables;
    const double *limits = of->limits;
    double z = logit(modelled(left, right), limits[LOGIT_MAX]);
    int is_customary = customary > 0;
    int64_t at = left->number >= 0 && right->number >= 0
        ? edge(of, left->number, right->number) : -1;
    int32_t seen = at < 0 ? 0 : of->counts[at];
    const Spelling *ours = left->spelling, *theirs = right->spelling;
    int shorter = ours->latin_length < theirs->latin_length ? ours->latin_length
                                                            : theirs->latin_length;
    double log_share = is_customary ? log2(customary) : 0.0;
    double values[FEATURES] = {
        1.0,
        is_customary ? z : 0.0,
        is_customary ? 0.0 : z,
        seen > 0,
        is_customary && !seen,
        log_share > limits[LOG_SHARE_MIN] ? log_share : limits[LOG_SHARE_MIN],
        log_count(seen, limits[LOG_SEEN_MAX]),
        log_count(is_customary ? 0 : apart(left, right), limits[LOG_APART_MAX]),
        log_count(is_customary ? 0 : known_alone(left, right), limits[LOG_ALONE_MAX]),
        left->script == right->script ? letters_alike(left, right) : 0.0,
        have_common(left->keys, left->key_count, right->keys, right->key_count),
        (double)(shorter < 12 ? shorter : 12) / 10,
        (ours->rarity < theirs->rarity ? ours->rarity : theirs->rarity) / 10,
    };
    const double *weights = of->regressions + (left->script * SCRIPTS + right->script) * FEATURES;
    for (int i = 0; i < FEATURES; i++)
        values[i] *= weights[i];
    z = exact_sum(values, FEATURES);
    z = z > 12.0 ? 12.0 : z < -12.0 ? -12.0 : z;
    return 1 / (1 + exp(-z));
}

int compare_texts(const Word *left, const Word *right)
{
    int shorter = left->length < right->length ? left->length : right->length;
    for (int i = 0; i < shorter; i++)
        if (left->letters[i] != right->letters[i])
            return left->letters[i] < right->letters[i] ? -1 : 1;
    return (left->length > right->length) - (left->length < right->length);
}

/* alike.alike; -1 after an error. */
int alike(Word *left, Word *right, Alike *found)
{
    int order = left == right ? 0 : compare_texts(left, right);
    *found = (Alike){order ? 0.0 : 1.0, order ? CONTRADICTS : SAME};
    if (!order)
        return 0;
    if (order > 0) {
        Word *other = left;
        left = right;
        right = other;
    }
    double customary = share(left, right);
    int is_near = sounds_near(left, right);
    if (!(customary > 0) && !is_near && !is_slip(left, right))
        return 0;
    if (spell(left) < 0 || spell(right) < 0)
        return -1;
    *found = (Alike){same_name(left, right, customary), is_near ? SOUNDS_ALIKE : SPELLING};
    if (is_other_form(left, right)) {
        double least = left->tables->limits[OTHER_FORM_VALUE];
        *found = (Alike){found->value > least ? found->value : least, BY_OTHER_FORM};
    } else if (customary > 0)
        found->rule = ATTESTED;
    return 0;
}
