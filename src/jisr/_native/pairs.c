/* Choosing the pairs of names that are worth aligning, of persons with many names: compare.py. */

#include "compare.h"

typedef struct {
    uint64_t number;
    double worth;
    int sequence, is_near;
} Heard;

static int compare_heard(const void *left, const void *right)
{
    const Heard *one = left, *two = right;
    if (one->number != two->number)
        return one->number > two->number ? 1 : -1;
    return one->sequence - two->sequence;
}

/* compare._sounds: the keys of a name with the rarity of their words. */
static int hear(Name *name)
{
    size_t room = 0, count = 0;
    if (name->sounds)
        return 0;
    for (int i = 0; i < name->count; i++)
        room += (size_t)(name->words[i]->key_count + name->words[i]->near_count);
    Heard *heard = malloc((room + 1) * sizeof *heard);
    name->sounds = malloc((room + 1) * sizeof *name->sounds);
    if (!heard || !name->sounds) {
        free(heard);
        free(name->sounds);
        name->sounds = NULL;
        PyErr_NoMemory();
        return -1;
    }
    for (int i = 0; i < name->count; i++) {
        const Word *word = name->words[i];
        for (int k = 0; k < word->key_count; k++, count++)
            heard[count] = (Heard){word->keys[k], name->rarity[i], (int)count, 0};
        for (int k = 0; k < word->near_count; k++, count++)
            heard[count] = (Heard){word->nears[k], NEAR_SHARE * name->rarity[i], (int)count, 1};
    }
    qsort(heard, count, sizeof *heard, compare_heard);
    for (size_t at = 0; at < count; at++) {
        Sound *next = &name->sounds[name->sound_count];
        if (!at || heard[at].number != heard[at - 1].number) {
            *next = (Sound){heard[at].number, heard[at].worth};
            name->sound_count++;
        } else if (!heard[at].is_near && heard[at].worth > next[-1].worth)
            next[-1].worth = heard[at].worth;
    }
    free(heard);
    return 0;
}

static int compare_pairs(const void *one, const void *two)
{
    const Pair *first = one, *second = two;
    if (first->promise != second->promise)
        return first->promise > second->promise ? -1 : 1;
    int order = compare_names(first->first, second->first);
    order = order ? order : compare_names(first->second, second->second);
    if (order)
        return order;
    /* Names that are written alike keep the order in which they were given. */
    return first->left != second->left ? first->left - second->left : first->right - second->right;
}

static int compare_sounds(const void *left, const void *right)
{
    const Sound *one = left, *two = right;
    return (one->number > two->number) - (one->number < two->number);
}

/* The sum over the sounds that both have; with `is_any` the worth on the other side is not asked. */
static double shared_worth(const Sound *left, int left_count, const Sound *right, int right_count,
                           int is_any, double *room)
{
    int i = 0, j = 0, count = 0;
    while (i < left_count && j < right_count) {
        uint64_t one = left[i].number, two = right[j].number;
        if (one == two)
            room[count++] = is_any ? left[i].worth : smaller(left[i].worth, right[j].worth);
        i += one <= two;
        j += two <= one;
    }
    return exact_sum(room, count);
}

/* Keep the names that share most with all the others together, when there are too many. */
static int nearest(Name **names, int *places, int count, Name **others, int other_count, int most)
{
    size_t room = 0, all = 0, kept = 0;
    for (int i = 0; i < count; i++)
        places[i] = i;
    if (count <= most)
        return count;
    for (int i = 0; i < other_count; i++)
        room += (size_t)others[i]->sound_count;
    Sound *heard = malloc((room + 1) * sizeof *heard);
    double *shared = malloc((room + 1) * sizeof *shared);
    Pair *pairs = malloc((size_t)count * sizeof *pairs);
    int is_made = heard && shared && pairs;
    if (is_made) {
        for (int i = 0; i < other_count; i++)
            for (int k = 0; k < others[i]->sound_count; k++)
                heard[all++] = others[i]->sounds[k];
        qsort(heard, all, sizeof *heard, compare_sounds);
        for (size_t k = 0; k < all; k++)
            if (!k || heard[k].number != heard[k - 1].number)
                heard[kept++] = heard[k];
        for (int i = 0; i < count; i++)
            pairs[i] = (Pair){shared_worth(names[i]->sounds, names[i]->sound_count, heard,
                                           (int)kept, 1, shared),
                              names[i], names[i], i, 0};
        qsort(pairs, (size_t)count, sizeof *pairs, compare_pairs);
        for (int i = 0; i < most; i++)
            places[i] = pairs[i].left;
    }
    free(heard);
    free(shared);
    free(pairs);
    if (!is_made) {
        PyErr_NoMemory();
        return -1;
    }
    return most;
}

/* Write the pairs of names worth aligning, the same ones in either order; -1 after an error. */
int choose_pairs(const Sides *of, int names_max, Pair *pairs, int pairs_max)
{
    int lefts[NAMES_MAX], rights[NAMES_MAX], count = 0;
    for (int i = 0; i < of->left_count; i++)
        if (hear(of->left[i]) < 0)
            return -1;
    for (int j = 0; j < of->right_count; j++)
        if (hear(of->right[j]) < 0)
            return -1;
    int ours = nearest((Name **)of->left, lefts, of->left_count, (Name **)of->right,
                       of->right_count, names_max);
    int theirs = ours < 0 ? -1 : nearest((Name **)of->right, rights, of->right_count,
                                         (Name **)of->left, of->left_count, names_max);
    if (theirs < 0)
        return -1;
    size_t room = 0;
    for (int i = 0; i < ours; i++)
        room += (size_t)of->left[lefts[i]]->sound_count;
    double *shared = malloc((room + 1) * sizeof *shared);
    Pair *all = malloc(((size_t)ours * (size_t)theirs + 1) * sizeof *all);
    for (int i = 0; shared && all && i < ours; i++)
        for (int j = 0; j < theirs; j++) {
            const Name *one = of->left[lefts[i]], *two = of->right[rights[j]];
            int is_after = compare_names(one, two) > 0;
            all[count++] = (Pair){
                shared_worth(one->sounds, one->sound_count, two->sounds, two->sound_count, 0,
                             shared),
                is_after ? two : one,
                is_after ? one : two, lefts[i], rights[j]};
        }
    if (count)
        qsort(all, (size_t)count, sizeof *all, compare_pairs);
    for (int k = 0; k < count && k < pairs_max; k++)
        pairs[k] = all[k];
    int is_made = shared && all;
    free(shared);
    free(all);
    if (!is_made) {
        PyErr_NoMemory();
        return -1;
    }
    return count < pairs_max ? count : pairs_max;
}
