#include "num/path.h"

#include <math.h>
#include <string.h>

#include "num/chol.h"
#include "num/cluster.h"
#include "num/dist.h"

enum { ITERATIONS_MAX = 1000, DRAWS_LEAST = 50 };
#define STEP_DONE 1e-10
/* An item whose variance is this small a part of its square never varies, to rounding. */
#define FLAT 1e-12

typedef struct Work {
    const PathModel *m;
    size_t p, first[PATH_CONSTRUCTS_MAX + 1];                  /* items; the first of each construct */
    double sd[PATH_ITEMS_MAX], mean[PATH_ITEMS_MAX];
    double r[PATH_ITEMS_MAX][PATH_ITEMS_MAX];                  /* correlations of the items */
    double w[PATH_ITEMS_MAX];
    double c[PATH_CONSTRUCTS_MAX][PATH_CONSTRUCTS_MAX];        /* of the constructs */
    int    iterations;
} Work;

/* One fit's figures, without intervals; the draws keep these. */
typedef struct Figures {
    double path[PATH_CONSTRUCTS_MAX][PATH_CONSTRUCTS_MAX], total[PATH_CONSTRUCTS_MAX][PATH_CONSTRUCTS_MAX], index[PATH_CONSTRUCTS_MAX], weight[PATH_ITEMS_MAX], r2[PATH_CONSTRUCTS_MAX];
} Figures;

static bool runs_in_circles(const PathModel *m)
{
    bool done[PATH_CONSTRUCTS_MAX] = { 0 };
    for (size_t left = m->n; left;) {
        size_t before = left;
        for (size_t k = 0; k < m->n; k++) {
            bool ready = !done[k];
            for (size_t f = 0; f < m->n && ready; f++)
                ready = !m->leads[f][k] || done[f];
            if (ready) {
                done[k] = true;
                left--;
            }
        }
        if (left == before)
            return true;
    }
    return false;
}

static Status model_check(const PathModel *m, Err *err)
{
    if (!m->n || m->n > PATH_CONSTRUCTS_MAX)
        return ERR(err, m->n ? ST_TOO_BIG : ST_INVALID, "%zu constructs, 1 to %d can be fitted", m->n, PATH_CONSTRUCTS_MAX);
    size_t p = 0;
    for (size_t k = 0; k < m->n; k++) {
        bool neighbour = false;
        for (size_t o = 0; o < m->n; o++)
            neighbour = neighbour || m->leads[k][o] || m->leads[o][k];
        if (!m->item[k])
            return ERR(err, ST_INVALID, "construct %zu has no items", k + 1);
        if (!neighbour)
            return ERR(err, ST_NUMERIC, "construct %zu leads to nothing and nothing leads to it", k + 1);
        p += m->item[k] < PATH_ITEMS_MAX ? m->item[k] : PATH_ITEMS_MAX + 1;
    }
    if (p > PATH_ITEMS_MAX)
        return ERR(err, ST_TOO_BIG, "more than %d items", PATH_ITEMS_MAX);
    return runs_in_circles(m) ? ERR(err, ST_INVALID, "the paths run in a circle") : ST_OK;
}

static Status input_check(const PathInput *in, size_t p, Err *err)
{
    if (!(in->low < in->high) || !isfinite(in->low) || !isfinite(in->high))
        return ERR(err, ST_INVALID, "a scale from %g to %g", in->low, in->high);
    for (size_t i = 0; i < in->n * p; i++)
        if (!isfinite(in->x[i]))
            return ERR(err, ST_INVALID, "item %zu, row %zu is %g", i / in->n + 1, i % in->n + 1, in->x[i]);
    return in->n >= 3 ? ST_OK : ERR(err, ST_NUMERIC, "%zu rows are too few", in->n);
}

/* Means and correlations of the items, rows weighted by times[] (NULL: 1 each). */
static Status correlate(const PathInput *in, const double *times, Work *k, Err *err)
{
    double sum = 0;
    for (size_t i = 0; i < in->n; i++)
        sum += times ? times[i] : 1;
    for (size_t j = 0; j < k->p; j++) {
        const double *x = in->x + j * in->n;
        k->mean[j] = 0;
        for (size_t i = 0; i < in->n; i++)
            k->mean[j] += (times ? times[i] : 1) * x[i] / sum;
    }
    for (size_t j = 0; j < k->p; j++)
        for (size_t l = 0; l <= j; l++) {
            const double *x = in->x + j * in->n, *y = in->x + l * in->n;
            double s = 0;
            for (size_t i = 0; i < in->n; i++)
                s += (times ? times[i] : 1) * (x[i] - k->mean[j]) * (y[i] - k->mean[l]);
            k->r[j][l] = k->r[l][j] = s / sum;
        }
    for (size_t j = 0; j < k->p; j++) {
        k->sd[j] = sqrt(k->r[j][j]);
        if (!(k->r[j][j] > FLAT * (1 + k->mean[j] * k->mean[j])))
            return ERR(err, ST_NUMERIC, "item %zu never varies", j + 1);
    }
    for (size_t j = 0; j < k->p; j++)
        for (size_t l = 0; l < k->p; l++)
            k->r[j][l] /= k->sd[j] * k->sd[l];
    return ST_OK;
}

/* Correlation of an item with a construct. */
static double with(const Work *k, size_t item, size_t construct)
{
    double s = 0;
    for (size_t j = k->first[construct]; j < k->first[construct + 1]; j++)
        s += k->r[item][j] * k->w[j];
    return s;
}

/* Every construct to variance 1, loadings positive together; and their correlations. */
static bool settle(Work *k)
{
    for (size_t c = 0; c < k->m->n; c++) {
        double v = 0, sign = 0;
        for (size_t j = k->first[c]; j < k->first[c + 1]; j++) {
            double l = with(k, j, c);
            v += k->w[j] * l;
            sign += l;
        }
        if (!(v > 0) || !isfinite(v))
            return false;
        for (size_t j = k->first[c]; j < k->first[c + 1]; j++)
            k->w[j] *= (sign < 0 ? -1 : 1) / sqrt(v);
    }
    for (size_t c = 0; c < k->m->n; c++)
        for (size_t o = 0; o < k->m->n; o++) {
            k->c[c][o] = 0;
            for (size_t j = k->first[c]; j < k->first[c + 1]; j++)
                k->c[c][o] += k->w[j] * with(k, j, o);
        }
    return true;
}

/* beta of the constructs that lead to one; false: they repeat each other. */
static bool regress(const Work *k, size_t to, double beta[PATH_CONSTRUCTS_MAX], double *r2)
{
    double a[PATH_CONSTRUCTS_MAX * PATH_CONSTRUCTS_MAX], b[PATH_CONSTRUCTS_MAX];
    size_t from[PATH_CONSTRUCTS_MAX], q = 0;
    for (size_t f = 0; f < k->m->n; f++) {
        beta[f] = 0;
        if (k->m->leads[f][to])
            from[q++] = f;
    }
    *r2 = F64_NAN;
    if (!q)
        return true;
    for (size_t i = 0; i < q; i++) {
        b[i] = k->c[from[i]][to];
        for (size_t j = 0; j < q; j++)
            a[i * q + j] = k->c[from[i]][from[j]];
    }
    if (!chol_factor(a, q))
        return false;
    chol_solve(a, q, b);
    *r2 = 0;
    for (size_t i = 0; i < q; i++) {
        beta[from[i]] = b[i];
        *r2 += b[i] * k->c[from[i]][to];
    }
    return true;
}

/* e[l][o]: what construct o counts in the inner estimate of l. */
static bool inner(const Work *k, double e[PATH_CONSTRUCTS_MAX][PATH_CONSTRUCTS_MAX])
{
    const PathModel *m = k->m;
    double unused;
    for (size_t l = 0; l < m->n; l++) {
        if (m->scheme == PATH_WEIGHTING && !regress(k, l, e[l], &unused))
            return false;
        for (size_t o = 0; o < m->n; o++) {
            bool near = m->leads[l][o] || m->leads[o][l];
            if (m->scheme == PATH_CENTROID)
                e[l][o] = near ? (k->c[l][o] < 0 ? -1 : 1) : 0;
            else if (m->leads[l][o])
                e[l][o] = k->c[l][o];
        }
    }
    return true;
}

static Status climb(Work *k, Err *err)
{
    const PathModel *m = k->m;
    for (size_t j = 0; j < k->p; j++)
        k->w[j] = 1;
    if (!settle(k))
        return ERR(err, ST_NUMERIC, "a construct's items cancel each other");
    for (k->iterations = 1; k->iterations <= ITERATIONS_MAX; k->iterations++) {
        double e[PATH_CONSTRUCTS_MAX][PATH_CONSTRUCTS_MAX], next[PATH_ITEMS_MAX], moved = 0;
        if (!inner(k, e))
            return ERR(err, ST_NUMERIC, "constructs repeat each other");
        for (size_t l = 0; l < m->n; l++)
            for (size_t j = k->first[l]; j < k->first[l + 1]; j++) {
                next[j] = 0;
                for (size_t o = 0; o < m->n; o++)
                    next[j] += e[l][o] != 0 ? e[l][o] * with(k, j, o) : 0;
            }
        double before[PATH_ITEMS_MAX];
        memcpy(before, k->w, k->p * sizeof *before);
        memcpy(k->w, next, k->p * sizeof *next);
        if (!settle(k))
            return ERR(err, ST_NUMERIC, "a construct goes with none of its neighbours");
        for (size_t j = 0; j < k->p; j++)
            moved = fmax(moved, fabs(k->w[j] - before[j]));
        if (moved < STEP_DONE)
            return ST_OK;
    }
    return ERR(err, ST_NUMERIC, "the weights do not settle");
}

static Status figures(const Work *k, const PathInput *in, Figures *f, Err *err)
{
    const PathModel *m = k->m;
    double beta[PATH_CONSTRUCTS_MAX], way[PATH_CONSTRUCTS_MAX][PATH_CONSTRUCTS_MAX];
    memset(f, 0, sizeof *f);
    for (size_t to = 0; to < m->n; to++) {
        if (!regress(k, to, beta, &f->r2[to]))
            return ERR(err, ST_NUMERIC, "constructs repeat each other");
        for (size_t from = 0; from < m->n; from++)
            f->path[from][to] = f->total[from][to] = beta[from];
    }
    /* Ways of two steps, three, ...: without circles none is longer than there are constructs. */
    memcpy(way, f->path, sizeof way);
    for (size_t step = 2; step < m->n; step++) {
        double longer[PATH_CONSTRUCTS_MAX][PATH_CONSTRUCTS_MAX] = { 0 };
        for (size_t from = 0; from < m->n; from++)
            for (size_t to = 0; to < m->n; to++)
                for (size_t over = 0; over < m->n; over++)
                    longer[from][to] += way[from][over] * f->path[over][to];
        for (size_t from = 0; from < m->n; from++)
            for (size_t to = 0; to < m->n; to++)
                f->total[from][to] += longer[from][to];
        memcpy(way, longer, sizeof way);
    }
    for (size_t c = 0; c < m->n; c++) {
        double sum = 0;
        for (size_t j = k->first[c]; j < k->first[c + 1]; j++) {
            f->index[c] += k->w[j] / k->sd[j] * (k->mean[j] - in->low) / (in->high - in->low) * 100;
            sum += k->w[j] / k->sd[j];
        }
        f->index[c] = sum > 0 ? f->index[c] / sum : F64_NAN;
    }
    memcpy(f->weight, k->w, k->p * sizeof *f->weight);
    return ST_OK;
}

static Status fit_once(const PathInput *in, const double *times, Work *k, Figures *f, Err *err)
{
    Status st = correlate(in, times, k, err);
    if (!st)
        st = climb(k, err);
    return st ? st : figures(k, in, f, err);
}

/* Sums over the draws of each figure less its estimate. */
typedef struct Spread {
    double sum, square;
} Spread;

static void spread_add(Spread *s, const double *draw, const double *at, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        double d = draw[i] - at[i];
        s[i].sum += d;
        s[i].square += d * d;
    }
}

static PathEstimate with_limits(double estimate, const Spread *s, size_t draws, double t)
{
    PathEstimate e = { estimate, F64_NAN, F64_NAN };
    if (draws < DRAWS_LEAST)
        return e;
    double n = (double)draws, variance = (s->square - s->sum * s->sum / n) / (n - 1);
    if (variance > 0) {
        e.low = estimate - t * sqrt(variance);
        e.high = estimate + t * sqrt(variance);
    }
    return e;
}

enum { SQUARE = PATH_CONSTRUCTS_MAX * PATH_CONSTRUCTS_MAX, INDICES = 2 * SQUARE, WEIGHTS = INDICES + PATH_CONSTRUCTS_MAX, ALL = WEIGHTS + PATH_ITEMS_MAX };

static size_t draw_all(const PathInput *in, const Figures *at, const ClusterIndex *by, size_t clusters, Rng *r, Spread *s, Arena *a)
{
    double *times = ARENA_NEW_N(a, double, in->n), *drawn = ARENA_NEW_N(a, double, clusters);
    Work *k = ARENA_NEW(a, Work);
    Figures *f = ARENA_NEW(a, Figures);
    size_t done = 0, p = 0;
    for (size_t c = 0; c < in->model->n; c++)
        p += in->model->item[c];
    for (size_t d = 0; d < in->draws; d++) {
        Err unused;
        memset(drawn, 0, clusters * sizeof *drawn);
        for (size_t c = 0; c < clusters; c++)
            drawn[rng_below(r, (int64_t)clusters)]++;
        for (size_t i = 0; i < in->n; i++)
            times[i] = drawn[by->of ? by->of[i] : i];
        *k = (Work){ .m = in->model, .p = p };
        for (size_t c = 0; c < in->model->n; c++)
            k->first[c + 1] = k->first[c] + in->model->item[c];
        if (fit_once(in, times, k, f, &unused))
            continue;
        done++;
        spread_add(s, &f->path[0][0], &at->path[0][0], SQUARE);
        spread_add(s + SQUARE, &f->total[0][0], &at->total[0][0], SQUARE);
        spread_add(s + INDICES, f->index, at->index, in->model->n);
        spread_add(s + WEIGHTS, f->weight, at->weight, p);
    }
    return done;
}

static void describe(const Work *k, PathFit *out)
{
    for (size_t c = 0; c < k->m->n; c++) {
        double sum = 0, rest = 0;
        for (size_t j = k->first[c]; j < k->first[c + 1]; j++) {
            out->loading[j] = with(k, j, c);
            sum += out->loading[j];
            rest += 1 - out->loading[j] * out->loading[j];
        }
        out->rho[c] = k->m->item[c] > 1 ? sum * sum / (sum * sum + rest) : F64_NAN;
    }
}

Status path_fit(const PathInput *in, Rng *r, Arena *a, PathFit *out, Err *err)
{
    Status st = model_check(in->model, err);
    if (st)
        return st;
    ArenaMark mark = arena_mark(a);
    Work *k = ARENA_NEW(a, Work);
    Figures *f = ARENA_NEW(a, Figures);
    Spread *s = ARENA_NEW_N(a, Spread, ALL);
    ClusterIndex by = { 0 };
    k->m = in->model;
    for (size_t c = 0; c < k->m->n; c++)
        k->p = k->first[c + 1] = k->first[c] + k->m->item[c];
    *out = (PathFit){ .n = in->n, .n_item = k->p, .n_cluster = in->n };
    st = input_check(in, k->p, err);
    if (!st && in->cluster) {
        by = cluster_index(in->cluster, in->n, a);
        out->n_cluster = by.n;
    }
    if (!st && out->n_cluster < 2)
        st = ERR(err, ST_NUMERIC, "all rows are of one account");
    if (!st)
        st = fit_once(in, NULL, k, f, err);
    if (!st) {
        describe(k, out);
        out->iterations = k->iterations;
        out->draws = in->draws ? draw_all(in, f, &by, out->n_cluster, r, s, a) : 0;
        double t = t_factor(0.95, (double)out->n_cluster - 1);
        for (size_t i = 0; i < k->m->n; i++)
            for (size_t j = k->first[i]; j < k->first[i + 1]; j++)     /* one item alone weighs 1 in every draw */
                out->weight[j] = with_limits(f->weight[j], &s[WEIGHTS + j], k->m->item[i] > 1 ? out->draws : 0, t);
        for (size_t i = 0; i < k->m->n; i++) {
            out->r2[i] = f->r2[i];
            out->index[i] = with_limits(f->index[i], &s[INDICES + i], out->draws, t);
            for (size_t j = 0; j < k->m->n; j++) {
                out->path[i][j] = with_limits(f->path[i][j], &s[i * PATH_CONSTRUCTS_MAX + j], out->draws, t);
                out->total[i][j] = with_limits(f->total[i][j], &s[SQUARE + i * PATH_CONSTRUCTS_MAX + j], out->draws, t);
            }
        }
    }
    arena_rewind(a, mark);
    return st;
}
