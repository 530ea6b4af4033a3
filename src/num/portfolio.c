#include "num/portfolio_in.h"

#include <glpk.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "num/dist.h"

enum { RELAXED_CUTS = 300, NODES_MAX = 12000 };
#define GAP_CLOSED 1e-3   /* of the best single option's mean: nobody can tell such plans apart */
#define WHOLE      .5
#define INTEGRAL   1e-7   /* an option taken but for so much is taken: a limit is passed by no more than that share of its use */

typedef struct Programme {
    const PortfolioInput *in;
    glp_prob *lp;
    size_t    n_col, k, cuts;   /* k: draws in the tail */
    double   *mean, *total, *x;         /* of a column; of a draw; of a column */
    uint32_t *draw;                     /* draws, worst first after ask_tail() */
    int      *index;                    /* GLPK's arrays begin at 1 */
    double   *coef;
    int       eta;
    int64_t   nodes;
    double    unit;                     /* the solver sees worths in units of the largest mean, and uses as shares of the limit: it fails on raw cents */
    double    bound, found, near;       /* in that unit: the best that may yet come, the best seen; differences below do not matter */
} Programme;

static bool cautious(const Programme *p) { return p->in->caution > 0; }

static Status check(const PortfolioInput *in, Err *err)
{
    if (in->n_option == 0 || in->n_option > PORTFOLIO_OPTIONS_MAX || in->n_pair > PORTFOLIO_OPTIONS_MAX * 4)
        return ERR(err, ST_TOO_BIG, "%zu options, %zu pairs; at most %d can be weighed", in->n_option, in->n_pair,
                   PORTFOLIO_OPTIONS_MAX);
    if (in->n_draw == 0 || in->n_draw > PORTFOLIO_DRAWS_MAX || in->n_limit > PORTFOLIO_LIMITS_MAX)
        return ERR(err, ST_TOO_BIG, "%zu draws, %zu limits", in->n_draw, in->n_limit);
    if (!(in->caution >= 0 && in->caution <= 1) || !(in->tail >= 0 && in->tail < 1))
        return ERR(err, ST_INVALID, "caution %g and tail %g are shares", in->caution, in->tail);
    for (size_t i = 0; i < (in->n_option + in->n_pair) * in->n_draw; i++)
        if (!isfinite(in->worth[i]) || (i >= in->n_option * in->n_draw && in->worth[i] > 0))
            return ERR(err, ST_INVALID, "column %zu has a worth of %g", i / in->n_draw, in->worth[i]);
    for (size_t l = 0; l < in->n_limit; l++)
        for (size_t i = 0; i < in->n_option; i++)
            if (!(in->use[l][i] >= 0) || isinf(in->use[l][i]) || isnan(in->limit[l]))
                return ERR(err, ST_INVALID, "option %zu uses %g of limit %zu", i, in->use[l][i], l);
    for (size_t i = 0; i < in->n_pair + in->n_need; i++) {
        const PortfolioPair *q = i < in->n_pair ? &in->pair[i] : &in->need[i - in->n_pair];
        if (q->a >= in->n_option || q->b >= in->n_option || q->a == q->b)
            return ERR(err, ST_INVALID, "options %zu and %zu are no pair", q->a, q->b);
    }
    return ST_OK;
}

static void add_row_to(Programme *p, glp_prob *lp, int len, int kind, double low, double high)
{
    int row = glp_add_rows(lp, 1);
    glp_set_row_bnds(lp, row, kind, low, high);
    glp_set_mat_row(lp, row, len, p->index, p->coef);
}

static void add_row(Programme *p, int len, int kind, double low, double high) { add_row_to(p, p->lp, len, kind, low, high); }

static void put(Programme *p, int *len, size_t col, double coef)
{
    ++*len;
    p->index[*len] = (int)col + 1;
    p->coef[*len] = coef;
}

static void add_columns(Programme *p)
{
    const PortfolioInput *in = p->in;
    glp_set_obj_dir(p->lp, GLP_MAX);
    (void)glp_add_cols(p->lp, (int)p->n_col);
    for (size_t i = 0; i < p->n_col; i++) {
        int must = in->must && i < in->n_option ? in->must[i] : PORTFOLIO_FREE, col = (int)i + 1;
        glp_set_obj_coef(p->lp, col, (1 - in->caution) * p->mean[i] / p->unit);
        glp_set_col_kind(p->lp, col, i < in->n_option ? GLP_BV : GLP_CV);
        if (must != PORTFOLIO_FREE)
            glp_set_col_bnds(p->lp, col, GLP_FX, must == PORTFOLIO_IN, must == PORTFOLIO_IN);
        else
            glp_set_col_bnds(p->lp, col, GLP_DB, 0, 1);
    }
    if (!cautious(p))
        return;
    p->eta = glp_add_cols(p->lp, 1);
    glp_set_obj_coef(p->lp, p->eta, in->caution);
    glp_set_col_bnds(p->lp, p->eta, GLP_FR, 0, 0);
}

static void add_groups(Programme *p)
{
    const PortfolioInput *in = p->in;
    for (size_t i = 0; in->group && i < in->n_option; i++) {
        int len = 0;
        bool first = in->group[i] >= 0;
        for (size_t j = 0; j < in->n_option && first; j++) {
            if (in->group[j] == in->group[i])
                put(p, &len, j, 1);
            first = first && (j >= i || in->group[j] != in->group[i]);
        }
        if (first && len > 1)
            add_row(p, len, GLP_UP, 0, 1);
    }
}

static void add_limit(Programme *p, size_t l)
{
    const PortfolioInput *in = p->in;
    double unit = in->limit[l] > 0 ? in->limit[l] : 0;
    int len = 0;
    for (size_t i = 0; i < in->n_option && !(unit > 0); i++)
        unit = fmax(unit, in->use[l][i]);
    for (size_t i = 0; i < in->n_option && isfinite(in->limit[l]); i++)
        if (in->use[l][i] > 0)
            put(p, &len, i, in->use[l][i] / unit);
    if (len > 0)
        add_row(p, len, GLP_UP, 0, in->limit[l] / unit);
}

static void add_rows(Programme *p)
{
    const PortfolioInput *in = p->in;
    for (size_t l = 0; l < in->n_limit; l++)
        add_limit(p, l);
    add_groups(p);
    for (size_t i = 0; i < in->n_need; i++) {
        int len = 0;
        put(p, &len, in->need[i].a, 1);
        put(p, &len, in->need[i].b, -1);
        add_row(p, len, GLP_UP, 0, 0);
    }
    for (size_t i = 0; i < in->n_pair; i++) {
        int len = 0;
        put(p, &len, in->n_option + i, 1);
        put(p, &len, in->pair[i].a, -1);
        put(p, &len, in->pair[i].b, -1);
        add_row(p, len, GLP_LO, -1, 0);
    }
}

/* -- the tail ------------------------------------------------------------------------------------------------------ */

static int by_worth(const void *x, const void *y, void *ctx)
{
    const double *worth = ctx;
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    if (worth[a] < worth[b] || worth[a] > worth[b])
        return worth[a] < worth[b] ? -1 : 1;
    return (a > b) - (a < b);
}

void portfolio_sort(const double *worth, uint32_t *draw, size_t n)
{
    for (size_t d = 0; d < n; d++)
        draw[d] = (uint32_t)d;
    qsort_r(draw, n, sizeof *draw, by_worth, (void *)(uintptr_t)worth);
}

/* What x is worth in each draw, and the mean of its worst ones; they come first in p->draw. */
static double ask_tail(Programme *p, const double *x)
{
    size_t s = p->in->n_draw;
    memset(p->total, 0, s * sizeof *p->total);
    for (size_t i = 0; i < p->n_col; i++)
        for (size_t d = 0; d < s && fabs(x[i]) > 0; d++)
            p->total[d] += x[i] * p->in->worth[i * s + d];
    portfolio_sort(p->total, p->draw, s);
    double sum = 0;
    for (size_t i = 0; i < p->k; i++)
        sum += p->total[p->draw[i]];
    return sum / (double)p->k;
}

/* eta <= mean over the worst draws just found, of whatever is chosen. */
static void add_cut(Programme *p, glp_prob *lp)
{
    int len = 0;
    put(p, &len, (size_t)p->eta - 1, 1);
    for (size_t i = 0; i < p->n_col; i++) {
        double sum = 0;
        for (size_t d = 0; d < p->k; d++)
            sum += p->in->worth[i * p->in->n_draw + p->draw[d]];
        put(p, &len, i, -sum / (double)p->k / p->unit);
    }
    add_row_to(p, lp, len, GLP_UP, 0, 0);
    p->cuts++;
}

static double value_of(Programme *p, const double *x, double *mean, double *tail)
{
    *mean = 0;
    for (size_t i = 0; i < p->n_col; i++)
        *mean += x[i] * p->mean[i];
    *tail = ask_tail(p, x);
    return (1 - p->in->caution) * *mean + p->in->caution * *tail;
}

/* -- solving ------------------------------------------------------------------------------------------------------- */

/* True when the programme believes in a better tail than its choice has: the bound that is missing is added. */
static bool add_missing(Programme *p, glp_prob *lp)
{
    double tail = ask_tail(p, p->x) / p->unit, believed = glp_get_col_prim(lp, p->eta);
    if (believed - tail <= p->near / 10)
        return false;
    add_cut(p, lp);
    return true;
}

/* Reads what the programme would take now.  True: whole options only. */
static bool read_choice(Programme *p, glp_prob *lp)
{
    bool whole = true;
    for (size_t c = 0; c < p->n_col; c++) {
        p->x[c] = glp_get_col_prim(lp, (int)c + 1);
        whole = whole && fabs(p->x[c] - round(p->x[c])) < 1e-6;
    }
    return whole;
}

/* Cuts while options may be taken in part: quick, and every one holds for whole ones too. */
static void relax(Programme *p)
{
    glp_smcp how;
    glp_init_smcp(&how);
    how.msg_lev = GLP_MSG_OFF;
    do {
        if (glp_simplex(p->lp, &how) != 0 || glp_get_status(p->lp) != GLP_OPT)
            return;
        (void)read_choice(p, p->lp);
    } while (cautious(p) && p->cuts < RELAXED_CUTS && add_missing(p, p->lp));
}

/* Called by the search at each node: bounds that a node lacks are put in before it is branched on or believed. */
static void watch(glp_tree *tree, void *ctx)
{
    Programme *p = ctx;
    int best = glp_ios_best_node(tree), reason = glp_ios_reason(tree);
    if (best)
        p->bound = glp_ios_node_bound(tree, best);
    if (reason == GLP_IBINGO)
        p->found = glp_mip_obj_val(glp_ios_get_prob(tree));
    if ((reason == GLP_IBRANCH && ++p->nodes > NODES_MAX) || (reason == GLP_ISELECT && p->bound - p->found <= p->near))
        glp_ios_terminate(tree);
    if (reason == GLP_IROWGEN && cautious(p) && read_choice(p, glp_ios_get_prob(tree)))
        (void)add_missing(p, glp_ios_get_prob(tree));
}

/* One solution with whole options into p->x; its bound. */
static Status solve(Programme *p, Err *err)
{
    glp_iocp how;
    glp_init_iocp(&how);
    how.msg_lev = GLP_MSG_OFF;
    how.tol_int = INTEGRAL;
    how.br_tech = GLP_BR_PCH;
    how.cb_func = watch;
    how.cb_info = p;
    p->bound = F64_INF;
    p->found = -F64_INF;
    relax(p);
    if (glp_get_status(p->lp) == GLP_NOFEAS)
        return ERR(err, ST_NOT_FOUND, "what must be in does not fit under the limits");
    int code = glp_intopt(p->lp, &how), status = glp_mip_status(p->lp);
    if (status == GLP_NOFEAS)
        return ERR(err, ST_NOT_FOUND, "what must be in does not fit under the limits");
    if ((code != 0 && code != GLP_ESTOP) || (status != GLP_OPT && status != GLP_FEAS))
        return ERR(err, ST_NUMERIC, "the programme could not be solved (GLPK %d, %d)", code, status);
    p->bound = code == 0 ? glp_mip_obj_val(p->lp) : fmax(p->bound, glp_mip_obj_val(p->lp));
    for (size_t c = 0; c < p->n_col; c++)
        p->x[c] = glp_mip_col_val(p->lp, (int)c + 1) > WHOLE;
    for (size_t i = 0; i < p->in->n_pair; i++)
        p->x[p->in->n_option + i] = p->x[p->in->pair[i].a] * p->x[p->in->pair[i].b];
    return ST_OK;
}

static void keep(Programme *p, double value, double mean, double tail, Portfolio *out)
{
    size_t s = p->in->n_draw;
    out->value = value;
    out->mean = mean;
    out->tail = tail;
    out->n_in = 0;
    for (size_t i = 0; i < p->in->n_option; i++) {
        out->in[i] = p->x[i] > WHOLE;
        out->n_in += out->in[i];
    }
    /* ask_tail() has just sorted the draws. */
    out->low = p->total[p->draw[(size_t)floor(.025 * (double)(s - 1))]];
    out->high = p->total[p->draw[(size_t)ceil(.975 * (double)(s - 1))]];
}

static Status search(Programme *p, Portfolio *out, Err *err)
{
    double mean, tail;
    if (cautious(p)) {
        for (size_t i = 0; i < p->n_col; i++)
            p->x[i] = 1;
        (void)ask_tail(p, p->x);
        add_cut(p, p->lp);
    }
    Status s = solve(p, err);
    if (s)
        return s;
    double value = value_of(p, p->x, &mean, &tail);
    keep(p, value, mean, tail, out);
    out->gap = p->bound * p->unit - value > 2 * p->near * p->unit ? p->bound * p->unit - value : 0;
    return ST_OK;
}

double *portfolio_means(const PortfolioInput *in, Arena *a)
{
    size_t n_col = in->n_option + in->n_pair;
    double *mean = ARENA_NEW_N(a, double, n_col);
    for (size_t i = 0; i < n_col; i++)
        for (size_t d = 0; d < in->n_draw; d++)
            mean[i] += in->worth[i * in->n_draw + d] / (double)in->n_draw;
    return mean;
}

static void prepare(Programme *p, Arena *a)
{
    const PortfolioInput *in = p->in;
    double tail = in->tail > 0 ? in->tail : .1;
    p->n_col = in->n_option + in->n_pair;
    p->k = (size_t)fmax(1, round(tail * (double)in->n_draw));
    p->mean = portfolio_means(in, a);
    p->x = ARENA_NEW_N(a, double, p->n_col);
    p->total = ARENA_NEW_N(a, double, in->n_draw);
    p->draw = ARENA_NEW_N(a, uint32_t, in->n_draw);
    p->index = ARENA_NEW_N(a, int, p->n_col + 2);
    p->coef = ARENA_NEW_N(a, double, p->n_col + 2);
    p->unit = 0;
    for (size_t i = 0; i < in->n_option; i++)
        p->unit = fmax(p->unit, fabs(p->mean[i]));
    p->unit = p->unit > 0 ? p->unit : 1;
    for (size_t i = 0; i < in->n_option; i++)
        p->near = fmax(p->near, GAP_CLOSED * p->mean[i] / p->unit);
    (void)glp_term_out(GLP_OFF);
    p->lp = glp_create_prob();
    add_columns(p);
    add_rows(p);
}

Status portfolio_best(const PortfolioInput *in, Arena *a, Portfolio *out, Err *err)
{
    *out = (Portfolio){ 0 };
    Status s = check(in, err);
    if (s)
        return s;
    Programme p = { .in = in };
    out->in = ARENA_NEW_N(a, bool, in->n_option);
    ArenaMark m = arena_mark(a);
    prepare(&p, a);
    s = search(&p, out, err);
    glp_delete_prob(p.lp);
    (void)glp_free_env();      /* a thread's own, and lost with the thread */
    arena_rewind(a, m);
    out->cuts = p.cuts;
    out->nodes = (size_t)p.nodes;
    for (size_t l = 0; l < in->n_limit; l++)
        for (size_t i = 0; i < in->n_option; i++)
            out->used[l] += out->in[i] ? in->use[l][i] : 0;
    return s;
}
