/* Aligning two names word by word: align.py. */

#include "compare.h"

/* A possible alignment of one or two words of the left name with one or two of the right one;
 * the second word is -1 when there is none. */
typedef struct {
    double value, bits, worth;
    int left, left_second, right, right_second;
    Rule rule;
} Link;

typedef struct {
    Link *items;
    int count;
} Links;

typedef struct {
    Name *left, *right;
    const double *limits;
    Link links[WORDS_MAX];
    int count;
    uint8_t used_left[WORDS_MAX], used_right[WORDS_MAX];
} Alignment;

double smaller(double one, double two)
{
    return one < two ? one : two;
}

static double contradiction(const double *limits, double worth)
{
    return limits[CONTRADICTION_BITS] - limits[CONTRADICTION_SHARE] * worth;
}

static double linked_bits(const double *limits, double value, double worth)
{
    return value * worth + (1 - value) * contradiction(limits, worth);
}

static int place_order(int one, int one_second, int two, int two_second)
{
    return one != two ? (one > two) - (one < two)
                      : (one_second > two_second) - (one_second < two_second);
}

/* The heaviest first; of equals the one that comes first in the left name, then in the right. */
static int compare_links(const void *one, const void *two)
{
    const Link *first = one, *second = two;
    if (first->bits != second->bits)
        return first->bits > second->bits ? -1 : 1;
    int order = place_order(first->left, first->left_second, second->left, second->left_second);
    return order ? order : place_order(first->right, first->right_second, second->right,
                                       second->right_second);
}

static int is_initial(const Word *one, const Word *two)
{
    return one->letters[0] == two->letters[0] && (one->length == 1 || two->length == 1)
        && one->script <= HEBREW;
}

static int single_links(const Alignment *of, Links *found)
{
    for (int i = 0; i < of->left->count; i++)
        for (int j = 0; j < of->right->count; j++) {
            Word *one = of->left->words[i], *two = of->right->words[j];
            Link link = {.left = i, .left_second = -1, .right = j, .right_second = -1};
            if (is_initial(one, two)) {
                link.rule = compare_texts(one, two) ? INITIAL : SAME;
                link.bits = of->limits[INITIAL_BITS];
                found->items[found->count++] = link;
                continue;
            }
            Alike both;
            if (alike(one, two, &both) < 0)
                return -1;
            if (!(both.value >= of->limits[LIKENESS_MIN]))
                continue;
            link.rule = both.rule;
            link.value = both.value;
            link.worth = smaller(of->left->rarity[i], of->right->rarity[j]);
            link.bits = linked_bits(of->limits, link.value, link.worth);
            found->items[found->count++] = link;
        }
    return 0;
}

/* Add links of one word of one name with two neighbours of the other; return -1 after an error. */
static int joined_links(const Alignment *of, int is_left_apart, Links *found)
{
    Name *ones = is_left_apart ? of->right : of->left, *pairs = is_left_apart ? of->left : of->right;
    const uint8_t *used_ones = is_left_apart ? of->used_right : of->used_left;
    const uint8_t *used_pairs = is_left_apart ? of->used_left : of->used_right;
    for (int j = 0; j + 1 < pairs->count; j++) {
        if (used_pairs[j] || used_pairs[j + 1])
            continue;
        int first = pairs->words[j]->sounds, second = pairs->words[j + 1]->sounds;
        int most = first + second + 1, least = first > second ? first : second;
        least = most - 2 > least ? most - 2 : least;
        if ((pairs->words[j]->letters[0] < 128) != (pairs->words[j + 1]->letters[0] < 128))
            continue;
        for (int i = 0; i < ones->count; i++) {
            Word *one = ones->words[i];
            if (used_ones[i] || one->sounds < least || one->sounds > most)
                continue;
            Word *both = joined_word(pairs, j);
            Alike as_one;
            if (!both || alike(both, one, &as_one) < 0)
                return -1;
            if (!(as_one.value > of->limits[LIKENESS_MIN]))
                continue;
            double value = as_one.value;
            double worth = smaller(pairs->rarity[j] + pairs->rarity[j + 1], ones->rarity[i]);
            worth -= of->limits[JOIN_COST];
            found->items[found->count++] = (Link){
                .value = value, .bits = linked_bits(of->limits, value, worth), .worth = worth,
                .left = is_left_apart ? j : i, .left_second = is_left_apart ? j + 1 : -1,
                .right = is_left_apart ? i : j, .right_second = is_left_apart ? -1 : j + 1,
                .rule = JOINED,
            };
        }
    }
    return 0;
}

static void take_greedily(Alignment *of, Links *found)
{
    qsort(found->items, (size_t)found->count, sizeof *found->items, compare_links);
    for (int at = 0; at < found->count; at++) {
        const Link *link = &found->items[at];
        uint8_t *left = of->used_left, *right = of->used_right;
        if (left[link->left] || (link->left_second >= 0 && left[link->left_second])
            || right[link->right] || (link->right_second >= 0 && right[link->right_second]))
            continue;
        left[link->left] = right[link->right] = 1;
        if (link->left_second >= 0)
            left[link->left_second] = 1;
        if (link->right_second >= 0)
            right[link->right_second] = 1;
        of->links[of->count++] = *link;
    }
}

/* Sure pairs of words go before weaker ones and before words written together. */
static int choose_links(Alignment *of, Links *found)
{
    int shorter = of->left->count < of->right->count ? of->left->count : of->right->count;
    Links sure = {.items = found->items + 3 * of->left->count * of->right->count};
    int kept = 0;
    if (single_links(of, found) < 0)
        return -1;
    for (int at = 0; at < found->count; at++)
        if (found->items[at].value >= of->limits[SETTLED])
            sure.items[sure.count++] = found->items[at];
        else
            found->items[kept++] = found->items[at];
    found->count = kept;
    take_greedily(of, &sure);
    if (of->count == shorter)
        return 0;
    if (joined_links(of, 0, found) < 0 || joined_links(of, 1, found) < 0)
        return -1;
    take_greedily(of, found);
    return 0;
}

/* What one name against two names that are alike makes of a link; nothing was learned of an
 * initial, which keeps its bits. */
static double apart_bits(const double *limits, const Link *link)
{
    if (link->value == 0)
        return link->bits;
    double against = 1 - link->value > limits[ODDS_MIN] ? 1 - link->value : limits[ODDS_MIN];
    double bits = log2(link->value / against), least = limits[RELATIVE_CONTRADICTION_BITS];
    return smaller(bits > least ? bits : least, limits[RELATIVE_WORTH_SHARE] * link->worth);
}

/* align._weakest */
static double weakest_bits(const Alignment *of, int both, int missing)
{
    double words[PARTS_MAX];
    int count = 0;
    for (int k = 0; k < of->count; k++)
        words[count++] = exp2(-apart_bits(of->limits, &of->links[k]));
    for (int k = 0; k < both; k++)
        words[count++] = exp2(-of->limits[RELATIVE_CONTRADICTION_BITS]);
    for (int k = 0; k < missing; k++)
        words[count++] = exp2(-of->limits[RELATIVE_MISSING_BITS]);
    return -log2(exact_sum(words, count) / count);
}

static void add_part(Aligned *to, Part part)
{
    to->parts[to->count++] = part;
}

/* The places of the words without a partner, the rarest first, of equals by their texts. */
static int alone(const Name *name, const uint8_t *used, int *places)
{
    int count = 0;
    for (int place = 0; place < name->count; place++) {
        int at = count++;
        if (used[place]) {
            count--;
            continue;
        }
        for (; at > 0; at--) {
            int before = places[at - 1];
            double more = name->rarity[place] - name->rarity[before];
            if (more < 0 || (!(more > 0)
                             && compare_texts(name->words[place], name->words[before]) >= 0))
                break;
            places[at] = before;
        }
        places[at] = place;
    }
    return count;
}

/* Whether the words follow each other alike in both names, wherever one begins. */
static int are_in_order(const Alignment *of)
{
    int right_of[WORDS_MAX], places[WORDS_MAX], count = 0, steps_back = 0;
    memset(right_of, -1, sizeof right_of);
    for (int k = 0; k < of->count; k++)
        right_of[of->links[k].left] = of->links[k].right;
    for (int place = 0; place < of->left->count; place++)
        if (right_of[place] >= 0)
            places[count++] = right_of[place];
    for (int k = 0; k < count; k++)
        steps_back += places[k] > places[(k + 1) % count];
    return steps_back <= 1;
}

static double summed(const Aligned *of)
{
    double bits[PARTS_MAX];
    for (int k = 0; k < of->count; k++)
        bits[k] = of->parts[k].bits;
    return exact_sum(bits, of->count);
}

/* align.parts, for names in their order. */
static void weigh_links(const Alignment *of, Aligned *to)
{
    int left[WORDS_MAX], right[WORDS_MAX], supported = 0;
    const double *limits = of->limits;
    for (int k = 0; k < of->count; k++) {
        const Link *link = &of->links[k];
        int words = 1 + (link->left_second >= 0 || link->right_second >= 0);
        supported += link->bits > 0 ? words : 0;
        add_part(to, (Part){link->bits, link->left, link->left_second, link->right,
                            link->right_second, link->bits > 0 ? link->rule : CONTRADICTS});
    }
    int left_count = alone(of->left, of->used_left, left);
    int right_count = alone(of->right, of->used_right, right);
    int both = left_count < right_count ? left_count : right_count;
    int missing = left_count + right_count - 2 * both;
    for (int k = 0; k < both; k++) {
        double worth = smaller(of->left->rarity[left[k]], of->right->rarity[right[k]]);
        add_part(to, (Part){contradiction(limits, worth), left[k], -1, right[k], -1, CONTRADICTS});
    }
    for (int k = both; k < left_count; k++)
        add_part(to, (Part){limits[MISSING_BITS], left[k], -1, -1, -1, MISSING});
    for (int k = both; k < right_count; k++)
        add_part(to, (Part){limits[MISSING_BITS], -1, -1, right[k], -1, MISSING});
    if (supported <= 1 && (of->left->count > 1 || of->right->count > 1))
        add_part(to, (Part){limits[ONE_WORD_BITS], -1, -1, -1, -1, ONE_WORD});
    else if (!are_in_order(of))
        add_part(to, (Part){limits[ORDER_BITS], -1, -1, -1, -1, ORDER});
    to->bits = summed(to);
    to->weakest = weakest_bits(of, both, missing);
}

int compare_names(const Name *left, const Name *right)
{
    int shorter = left->count < right->count ? left->count : right->count;
    for (int i = 0; i < shorter; i++) {
        int order = compare_texts(left->words[i], right->words[i]);
        if (order)
            return order;
    }
    return (left->count > right->count) - (left->count < right->count);
}

/* Align two names; `mirror` says that the right one comes first. -1 after an error. */
int align_names(Name *left, Name *right, int mirror, Aligned *to)
{
    Link few[4 * 6 * 6];
    Alignment of = {.left = mirror ? right : left, .right = mirror ? left : right,
                    .limits = left->tables->limits};
    Links found = {.items = few};
    size_t most = 4 * (size_t)left->count * (size_t)right->count;
    if (most > sizeof few / sizeof *few && !(found.items = malloc(most * sizeof *found.items))) {
        PyErr_NoMemory();
        return -1;
    }
    to->count = 0;
    int result = choose_links(&of, &found);
    if (!result)
        weigh_links(&of, to);
    if (found.items != few)
        free(found.items);
    for (int k = 0; mirror && !result && k < to->count; k++) {
        Part *part = &to->parts[k];
        *part = (Part){part->bits, part->right, part->right_second, part->left, part->left_second,
                       part->rule};
    }
    return result;
}
