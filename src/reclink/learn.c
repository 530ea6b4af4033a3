#include <math.h>

#include "num/chol.h"
#include "reclink/levels.h"
#include "reclink/weigh.h"

/* How far an answer may move a weight before many agree: the prior's standard deviation, in bits, of each
 * level's change and of calibration's two numbers. Wrong by one bit is usual for weights learnt without
 * answers (fields that hang together); by four is not. */
#define CHANGE_SD 1.0
#define SLOPE_SD  0.25
#define SHIFT_SD  1.0
enum { STEPS = 50 };

typedef struct Logit {
    size_t    n, p;
    double   *x;             /* n by p, row-major */
    double   *offset;        /* natural log odds */
    double   *y, *centre, *precision, *beta;
} Logit;

static double objective(const Logit *l, const double *beta)
{
    double sum = 0;
    for (size_t i = 0; i < l->n; i++) {
        double eta = l->offset[i];
        for (size_t j = 0; j < l->p; j++)
            eta += l->x[i * l->p + j] * beta[j];
        sum += l->y[i] * eta - (eta > 0 ? eta + log1p(exp(-eta)) : log1p(exp(eta)));
    }
    for (size_t j = 0; j < l->p; j++)
        sum -= l->precision[j] * (beta[j] - l->centre[j]) * (beta[j] - l->centre[j]) / 2;
    return sum;
}

static void derive(const Logit *l, double *gradient, double *hessian)
{
    size_t p = l->p;
    memset(hessian, 0, p * p * sizeof *hessian);
    for (size_t j = 0; j < p; j++) {
        gradient[j] = -l->precision[j] * (l->beta[j] - l->centre[j]);
        hessian[j * p + j] = l->precision[j];
    }
    for (size_t i = 0; i < l->n; i++) {
        const double *x = l->x + i * p;
        double eta = l->offset[i];
        for (size_t j = 0; j < p; j++)
            eta += x[j] * l->beta[j];
        double mu = 1 / (1 + exp(-eta)), v = mu * (1 - mu);
        for (size_t j = 0; j < p; j++) {
            if (x[j] == 0)
                continue;
            gradient[j] += (l->y[i] - mu) * x[j];
            for (size_t k = 0; k <= j; k++)
                hessian[j * p + k] += v * x[j] * x[k];
        }
    }
}

/* Newton with halving; the prior makes the objective strictly concave. */
static Status climb(Logit *l, Arena *a, Err *err)
{
    double *g = ARENA_NEW_N(a, double, l->p), *h = ARENA_NEW_N(a, double, l->p * l->p);
    double *to = ARENA_NEW_N(a, double, l->p), now = objective(l, l->beta);
    for (int step = 0; step < STEPS; step++) {
        derive(l, g, h);
        if (!chol_factor(h, l->p))
            return ERR(err, ST_NUMERIC, "the answers cannot be learnt from");
        chol_solve(h, l->p, g);
        double next = -HUGE_VAL, length = 1, moved = 0;
        for (int half = 0; half < 30 && !(next >= now); half++, length /= 2) {
            moved = 0;
            for (size_t j = 0; j < l->p; j++) {
                to[j] = l->beta[j] + length * g[j];
                moved = fmax(moved, fabs(length * g[j]));
            }
            next = objective(l, to);
        }
        if (!(next >= now))
            break;
        memcpy(l->beta, to, l->p * sizeof *to);
        now = next;
        if (moved < 1e-9)
            break;
    }
    return ST_OK;
}

static Status check_answers(const RlTable *t, const RlAnswer *answer, size_t n, Err *err)
{
    for (size_t i = 0; i < n; i++)
        if (answer[i].a >= t->n || answer[i].b >= t->n || answer[i].a == answer[i].b)
            return ERR(err, ST_INVALID, "answer %zu is about records %u and %u of %zu", i + 1, answer[i].a, answer[i].b,
                       t->n);
    return ST_OK;
}

static void logit_init(Logit *l, size_t n, size_t p, Arena *a)
{
    *l = (Logit){ .n = n, .p = p };
    l->x = ARENA_NEW_N(a, double, n * p + 1);
    l->offset = ARENA_NEW_N(a, double, n + 1);
    l->y = ARENA_NEW_N(a, double, n + 1);
    l->centre = ARENA_NEW_N(a, double, p + 1);
    l->precision = ARENA_NEW_N(a, double, p + 1);
    l->beta = ARENA_NEW_N(a, double, p + 1);
}

/* A column of 0 and 1 a level; returns how many.  first: where each field's columns begin. */
static size_t level_columns(const unsigned *n_level, size_t n_field, size_t *first)
{
    size_t p = 0;
    for (size_t f = 0; f < n_field; f++) {
        first[f] = p;
        p += n_level[f];
    }
    return p;
}

Status rl_learn_levels(const unsigned *n_level, size_t n_field, const RlLevelAnswer *answer, size_t n, double sd,
                       double (*change)[RL_LEVELS], Err *err)
{
    Arena a;
    Logit l;
    Status s = ST_OK;
    size_t first[RL_FIELDS], p = level_columns(n_level, n_field, first);
    memset(change, 0, n_field * sizeof *change);
    if (!n)
        return ST_OK;
    arena_init(&a);
    logit_init(&l, n, p, &a);
    for (size_t j = 0; j < p; j++)
        l.precision[j] = 1 / (sd * sd * M_LN2 * M_LN2);
    for (size_t i = 0; i < n; i++) {
        l.y[i] = answer[i].same;
        l.offset[i] = M_LN2 * answer[i].weight;
        for (size_t f = 0; f < n_field; f++)
            if (answer[i].level[f] != RL_NULL)
                l.x[i * p + first[f] + answer[i].level[f]] = 1;
    }
    s = climb(&l, &a, err);
    for (size_t f = 0; s == ST_OK && f < n_field; f++)
        for (unsigned k = 0; k < n_level[f]; k++)
            change[f][k] = l.beta[first[f] + k] / M_LN2;
    arena_release(&a);
    return s;
}

static void forget(RlModel *m)
{
    for (size_t f = 0; f < m->n_field; f++)
        for (unsigned k = 0; k < m->field[f].n_level; k++) {
            m->field[f].weight[k] -= m->field[f].taught[k];
            m->field[f].taught[k] = 0;
        }
}

/* A taught weight may not rise towards a worse level: it is cut down to the better one's. */
static void keep_order(const RlTable *t, RlModel *m)
{
    for (size_t f = 0; f < m->n_field; f++)
        for (unsigned k = 1; !t->field[f].f.unordered && k < m->field[f].n_level; k++) {
            RlFieldModel *fm = &m->field[f];
            double over = fm->weight[k] - fm->weight[k - 1];
            if (over > 0) {
                fm->weight[k] -= over;
                fm->taught[k] -= over;
            }
        }
}

Status rl_learn(const RlTable *t, const RlAnswer *answer, size_t n, RlModel *m, Err *err)
{
    Arena a;
    Comparer c;
    unsigned n_level[RL_FIELDS];
    double change[RL_FIELDS][RL_LEVELS] = { 0 };
    Status s = check_answers(t, answer, n, err);
    if (s != ST_OK)
        return s;
    forget(m);
    m->slope = 1;
    m->shift = 0;
    for (size_t f = 0; f < t->n_field; f++)
        n_level[f] = t->field[f].n_level;
    arena_init(&a);
    comparer_init(&c, t, true, &a);
    RlLevelAnswer *said = ARENA_NEW_N(&a, RlLevelAnswer, n + 1);
    uint8_t *level = ARENA_NEW_N(&a, uint8_t, n * t->n_field + 1);
    for (size_t i = 0; i < n; i++) {
        uint32_t low = answer[i].a < answer[i].b ? answer[i].a : answer[i].b, high = answer[i].a + answer[i].b - low;
        said[i] = (RlLevelAnswer){ level + i * t->n_field, pair_weight(&c, m, low, high), answer[i].same };
        for (size_t f = 0; f < t->n_field; f++) {
            unsigned code = field_code(&c, f, low, high);
            level[i * t->n_field + f] = code ? (uint8_t)(code - 1) : RL_NULL;
        }
    }
    s = rl_learn_levels(n_level, t->n_field, said, n, CHANGE_SD, change, err);
    for (size_t f = 0; s == ST_OK && f < t->n_field; f++)
        for (unsigned k = 0; k < t->field[f].n_level; k++) {
            m->field[f].taught[k] = change[f][k];
            m->field[f].weight[k] += m->field[f].taught[k];
        }
    keep_order(t, m);
    arena_release(&a);
    return s;
}

Status rl_calibrate(const RlTable *t, const RlAnswer *answer, size_t n, RlModel *m, Err *err)
{
    Arena a;
    Comparer c;
    Logit l;
    Status s = check_answers(t, answer, n, err);
    if (s != ST_OK)
        return s;
    m->slope = 1;
    m->shift = 0;
    arena_init(&a);
    comparer_init(&c, t, true, &a);
    logit_init(&l, n, 2, &a);
    l.centre[0] = l.beta[0] = 1;
    l.precision[0] = 1 / (SLOPE_SD * SLOPE_SD);
    l.precision[1] = 1 / (SHIFT_SD * SHIFT_SD * M_LN2 * M_LN2);
    for (size_t i = 0; i < n; i++) {
        l.y[i] = answer[i].same;
        l.x[2 * i] = M_LN2 * pair_weight(&c, m, answer[i].a, answer[i].b);
        l.x[2 * i + 1] = 1;
    }
    if (n)
        s = climb(&l, &a, err);
    if (s == ST_OK) {
        m->slope = fmax(l.beta[0], 0.05);
        m->shift = l.beta[1] / M_LN2;
    }
    arena_release(&a);
    return s;
}
