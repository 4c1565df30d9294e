/* The likeness of two words by the learned weights of their symbols. */

#include "native.h"

static const int COSTS_SIZES[] = {4, 4, 4, 8};

static int costs_of(Costs *costs, const Arrays *all)
{
    Py_ssize_t scripts = 0, symbols;
    while ((scripts + 1) * (scripts + 1) * FEATURES <= all->arrays[3].count)
        scripts++;
    if (!scripts || scripts * scripts * FEATURES != all->arrays[3].count)
        return refuse("the curves are not those of two scripts");
    symbols = all->arrays[1].count / scripts;
    if (symbols > INT16_MAX || symbols * scripts != all->arrays[1].count
        || all->arrays[2].count != all->arrays[1].count
        || all->arrays[0].count != symbols * symbols)
        return refuse("the tables are of different sizes");
    costs->pair = all->arrays[0].data;
    costs->gap = all->arrays[1].data;
    costs->best = all->arrays[2].data;
    costs->curve = all->arrays[3].data;
    costs->symbols = (int32_t)symbols;
    costs->scripts = (int32_t)scripts;
    return 0;
}

int hold_costs(Arrays *all, PyObject *tables, Costs *costs)
{
    return hold_all(all, tables, COSTS_SIZES, 4) < 0 ? -1 : costs_of(costs, all);
}

int is_sound(const Costs *costs, const Word *word)
{
    if (word->length < 0 || word->length > SYMBOLS_MAX)
        return 0;
    if (word->script < 0 || word->script >= costs->scripts)
        return 0;
    for (int i = 0; i < word->length; i++)
        if (word->symbols[i] < 0 || word->symbols[i] >= costs->symbols)
            return 0;
    return 1;
}

void begin_sweep(Sweep *sweep, const Costs *costs, Word left, double logit_least)
{
    sweep->costs = costs;
    sweep->left = left;
    sweep->right = (Word){.script = -1};
    sweep->logit_least = logit_least;
}

/* The sums of the empty beginning of a word in another script than the last one. */
static void begin_script(Sweep *sweep, int script)
{
    const Costs *costs = sweep->costs;
    const Word *left = &sweep->left;
    sweep->columns[0][0] = sweep->right_bests[0] = sweep->left_best = 0.0;
    for (int i = 0; i < left->length; i++) {
        const size_t at = (size_t)left->symbols[i] * (size_t)costs->scripts + (size_t)script;
        sweep->left_gaps[i] = costs->gap[at];
        sweep->left_best += costs->best[at];
        sweep->columns[0][i + 1] = sweep->columns[0][i] + sweep->left_gaps[i];
    }
}

/* The highest sums over all alignments with the other word up to and with its symbol j. */
static void align_symbol(Sweep *sweep, int j, int16_t symbol)
{
    const Costs *costs = sweep->costs;
    const float *weights = costs->pair + (size_t)symbol * (size_t)costs->symbols;
    const size_t at = (size_t)symbol * (size_t)costs->scripts + (size_t)sweep->left.script;
    const double gap = costs->gap[at], *before = sweep->columns[j];
    double *here = sweep->columns[j + 1], sum = before[0] + gap;
    here[0] = sum;
    for (int i = 0; i < sweep->left.length; i++) {
        double aligned = before[i] + weights[sweep->left.symbols[i]];
        double alone = before[i + 1] + gap;
        aligned = aligned > alone ? aligned : alone;
        sum += sweep->left_gaps[i];
        sum = aligned > sum ? aligned : sum;
        here[i + 1] = sum;
    }
    sweep->right_bests[j + 1] = sweep->right_bests[j] + costs->best[at];
}

static double curved(const Sweep *sweep, const Word *right, double weight)
{
    const Costs *costs = sweep->costs;
    const Word *left = &sweep->left;
    double highest = 0.5 * (sweep->left_best + sweep->right_bests[right->length]);
    int shorter = left->length < right->length ? left->length : right->length;
    const double *curve = costs->curve
        + (size_t)(left->script * costs->scripts + right->script) * FEATURES;
    double z = curve[0];
    z += curve[1] * (weight / (highest > 0.1 ? highest : 0.1));
    z += curve[2] * (weight / (left->length + right->length));
    z += curve[3] * (weight / 10);
    z += curve[4] * ((double)shorter / 10);
    if (z < sweep->logit_least)
        return 0.0;
    z = z > 50.0 ? 50.0 : z < -50.0 ? -50.0 : z;
    return 1.0 / (1.0 + exp(-z));
}

double swept_likeness(Sweep *sweep, const Word *right)
{
    if (!sweep->left.length || !right->length)
        return 0.0;
    int common = 0;
    if (right->script != sweep->right.script)
        begin_script(sweep, right->script);
    else
        while (common < right->length && common < sweep->right.length
               && right->symbols[common] == sweep->right.symbols[common])
            common++;
    for (int j = common; j < right->length; j++)
        align_symbol(sweep, j, right->symbols[j]);
    sweep->right = *right;
    return curved(sweep, right, sweep->columns[right->length][sweep->left.length]);
}

PyObject *likeness(PyObject *module, PyObject *arguments)
{
    (void)module;
    Arrays all = {.held = 0};
    Costs costs;
    Word left, right;
    Sweep sweep;
    PyObject *tables, *first, *second, *result = NULL;
    if (!PyArg_ParseTuple(arguments, "OOiOi", &tables, &first, &left.script, &second,
                          &right.script))
        return NULL;
    if (hold_costs(&all, tables, &costs) < 0 || hold(&all, first, 2, 0) < 0
        || hold(&all, second, 2, 0) < 0)
        goto end;
    left.symbols = all.arrays[4].data;
    right.symbols = all.arrays[5].data;
    left.length = all.arrays[4].count > SYMBOLS_MAX ? -1 : (int)all.arrays[4].count;
    right.length = all.arrays[5].count > SYMBOLS_MAX ? -1 : (int)all.arrays[5].count;
    if (!is_sound(&costs, &left) || !is_sound(&costs, &right))
        refuse("a word has symbols that the tables do not have");
    else {
        begin_sweep(&sweep, &costs, left, -INFINITY);
        result = PyFloat_FromDouble(swept_likeness(&sweep, &right));
    }
end:
    release(&all);
    return result;
}
