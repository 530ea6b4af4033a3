/* option_worth.c - what each option would bring, from the draws of the cost of doing nothing. */
#include <math.h>
#include <stdlib.h>

#include "act/alike.h"
#include "act/option.h"
#include "base/attr.h"
#include "num/dist.h"
#include "num/joint.h"
#include "num/rng.h"

enum { MONTHS = 12 };
#define HALF_95    1.959963984540054
/* Actions on one kind of issue are alike, not the same: what an audit found of one is known of the next with this deviation more. */
#define ALIKE_SD   0.2
#define RANGE_SD   3.4641016151377544   /* a range evenly believed in has a standard deviation of its width over the square root of 12 */
#define DAYS_A_YEAR 365.0

typedef struct Ground {
    Table  value, draw, lesson;
    double margin, rate, years, growth, seed;
} Ground;

static Status ground(Store *s, Arena *a, Ground *g, Err *err)
{
    const struct {
        const char *name;
        double *into;
    } row[] = { { "margin", &g->margin }, { "discount_rate", &g->rate }, { "annuity_years", &g->years }, { "base_growth", &g->growth }, { "seed", &g->seed } };
    Status st = store_fetch(s, SQL_OPTION_VALUES, STORE_NO_ARGS, a, &g->value, err);
    if (!st)
        st = store_fetch(s, SQL_ISSUE_DRAWS, STORE_NO_ARGS, a, &g->draw, err);
    if (!st)
        st = store_fetch(s, SQL_OPTION_LESSONS, STORE_NO_ARGS, a, &g->lesson, err);
    for (size_t i = 0; !st && i < COUNT_OF(row); i++)
        st = store_setting(s, row[i].name, row[i].into, err);
    return st;
}

/* The issue meant: by its name in customers' or our words, else the one that shares most words. */
static size_t issue_of(const Ground *g, Str issue)
{
    size_t best = SIZE_MAX, most = 0;
    for (size_t r = 0; r < g->value.n; r++) {
        Str name = col_text(&g->value, "name")[r], official = col_text(&g->value, "official")[r];
        if (issue.n && (str_ieq(name, issue) || str_ieq(official, issue)))
            return r;
        size_t hits = words_alike(issue, name) + words_alike(issue, official);
        if (hits > most) {
            most = hits;
            best = r;
        }
    }
    return best;
}

/* Mean and deviation of the share; what audits of like actions found draws a typed range to itself. */
static bool share_of(Remedy *x, const Ground *g, size_t r, double *mean, double *sd)
{
    bool typed = isfinite(x->typed_low);
    *mean = typed ? (x->typed_low + x->typed_high) / 2 : F64_NAN;
    *sd = typed ? (x->typed_high - x->typed_low) / RANGE_SD : 0;
    x->share_from = typed ? "typed" : "nothing";
    for (size_t l = 0; l < g->lesson.n; l++) {
        if (!str_eq(col_text(&g->lesson, "kind")[l], col_text(&g->value, "kind")[r]))
            continue;
        double seen = col_f64(&g->lesson, "share")[l], e = hypot((col_f64(&g->lesson, "high")[l] - col_f64(&g->lesson, "low")[l]) / (2 * HALF_95), ALIKE_SD);
        seen = fmin(1, fmax(0, seen));
        if (!typed) {
            *mean = seen;
            *sd = e;
            x->share_from = "audits of similar actions";
        } else if (*sd > 0) {
            double v = 1 / (*sd * *sd), u = 1 / (e * e);
            *mean = (v * *mean + u * seen) / (v + u);
            *sd = sqrt(1 / (v + u));
            x->share_from = "both";
        }
    }
    return isfinite(*mean);
}

static int by_size(const void *l, const void *r)
{
    double a = *(const double *)l, b = *(const double *)r;
    return (a > b) - (a < b);
}

static void draw_share(Remedy *x, size_t draws, double mean, double sd, Rng *rng, Arena *a)
{
    bool even = x->share_from[0] == 't';
    x->share_draw = ARENA_NEW_N(a, double, draws);
    for (size_t d = 0; d < draws; d++) {
        double v = even ? x->typed_low + rng_uniform(rng) * (x->typed_high - x->typed_low) : rng_normal(rng, mean, sd);
        /* What cannot be (below nothing, above all) is folded back, so that no draw piles up at the end. */
        if (v < 0)
            v = -v;
        if (v > 1)
            v = 2 - v;
        x->share_draw[d] = fmin(1, fmax(0, v));
    }
    double *sorted = ARENA_NEW_N(a, double, draws), sum = 0;
    for (size_t d = 0; d < draws; d++)
        sum += sorted[d] = x->share_draw[d];
    qsort(sorted, draws, sizeof *sorted, by_size);
    x->share = sum / (double)draws;
    x->share_low = quantile_of(sorted, draws, .025);
    x->share_high = quantile_of(sorted, draws, .975);
}

/* What a euro a year is worth today, from the month after `from` until the years are over. */
static double present(const Ground *g, int64_t from, bool grows)
{
    double sum = 0;
    for (int64_t m = from + 1; m <= (int64_t)g->years * MONTHS; m++) {
        double t = (double)m / MONTHS;
        sum += (grows ? pow(1 + g->growth, t) : 1) / pow(1 + g->rate, t) / MONTHS;
    }
    return sum;
}

/* A prediction is no better than the issue's money; a share that nobody measured makes it C. */
static char grade_of(const Remedy *x, char money)
{
    char share = x->share_from[0] == 'a' ? 'A' : 'C';
    return share > money ? share : money;
}

static void work_out(Remedy *x, const Ground *g, Options *all, Rng *rng, Arena *a)
{
    double mean, sd;
    size_t r = issue_of(g, x->issue);
    if (r == SIZE_MAX) {
        x->reason = x->issue.n ? "no issue of the book is meant by these words" : "it does not say which issue it mends";
        return;
    }
    x->issue_id = col_int(&g->value, "issue_id")[r];
    if (!share_of(x, g, r, &mean, &sd)) {
        x->reason = "it does not say what share of the issue it prevents, and no audit of a similar action does";
        return;
    }
    draw_share(x, all->draws, mean, sd, rng, a);
    double serve = (double)col_int(&g->value, "cost_to_serve")[r], years = (double)col_int(&g->value, "horizon_days")[r] / DAYS_A_YEAR;
    bool told = col_has(table_col(&g->value, "cost"), r);
    const double *cost = NULL;
    for (size_t i = 0; i < all->n_issue; i++)
        if (all->issue[i] == x->issue_id)
            cost = all->issue_draw + i * all->draws;
    if (!cost && serve <= 0) {
        x->reason = told ? "no decision falls into the horizon" : "the issue's effect on renewals cannot be told from chance, and no handling is counted";
        return;
    }
    double k = present(g, x->months, true);
    x->saved = ARENA_NEW_N(a, double, all->draws);
    for (size_t d = 0; d < all->draws; d++)
        x->saved[d] = k * x->share_draw[d] * (g->margin * (cost ? cost[d] / years : 0) + serve);
    Str grade = col_text(&g->value, "grade")[r];
    /* Handling alone is counted, not estimated. */
    x->grade = grade_of(x, cost ? (grade.n ? grade.p[0] : 'D') : 'A');
    x->reason = cost ? "" : "handling alone: its effect on renewals cannot be told from chance";
}

static void moments(const double *v, size_t n, double *mean, double *var)
{
    *mean = *var = 0;
    for (size_t d = 0; d < n; d++)
        *mean += v[d] / (double)n;
    for (size_t d = 0; d < n; d++)
        *var += (v[d] - *mean) * (v[d] - *mean) / (double)n;
}

/* Empirical Bayes: true shares spread around their mean by tau, each is known with its own doubt.  tau^2 is what the spread of the
 * shares exceeds their mean doubt by (each counts alike: a few that are known well say nothing about the others). */
static void shrink(Options *all)
{
    double n = 0, centre = 0, square = 0, doubt = 0, m, v;
    for (size_t i = 0; i < all->n; i++) {
        if (!all->at[i].saved)
            continue;
        moments(all->at[i].share_draw, all->draws, &m, &v);
        n++;
        centre += m;
        square += m * m;
        doubt += v;
    }
    if (n < 2)
        return;
    centre /= n;
    double tau2 = fmax(0, (square - n * centre * centre) / (n - 1) - doubt / n);
    for (size_t i = 0; i < all->n; i++) {
        Remedy *x = &all->at[i];
        if (!x->saved)
            continue;
        moments(x->share_draw, all->draws, &m, &v);
        /* Drawn down only: to make a small benefit larger would itself be a promise. */
        if (m > centre && v > 0)
            x->shrink = (tau2 * m + v * centre) / (tau2 + v) / m;
        for (size_t d = 0; d < all->draws; d++)
            x->saved[d] *= x->shrink;
    }
}

/* The first month in which what was saved has passed what was spent. */
static void payback(Remedy *x, size_t draws, const Ground *g, Arena *a)
{
    int64_t last = (int64_t)g->years * MONTHS;
    double *gain = ARENA_NEW_N(a, double, (size_t)last + 1), *spend = ARENA_NEW_N(a, double, (size_t)last + 1), *when = ARENA_NEW_N(a, double, draws);
    double all = present(g, x->months, true), end = 0;
    for (int64_t m = 1; m <= last; m++) {
        double t = (double)m / MONTHS, off = 1 / pow(1 + g->rate, t) / MONTHS;
        gain[m] = gain[m - 1] + (m > x->months ? off * pow(1 + g->growth, t) : 0);
        spend[m] = spend[m - 1] + off;
    }
    for (size_t d = 0; d < draws; d++) {
        double year = all > 0 ? x->saved[d] / all : 0;
        int64_t m = 1;
        /* Up to rounding: what is paid back to the cent is paid back. */
        while (m <= last && year * gain[m] < ((double)x->once + (double)x->yearly * spend[m]) * (1 - 1e-9))
            m++;
        when[d] = m <= last ? (double)m : F64_INF;
        end += x->net[d] < 0;
    }
    qsort(when, draws, sizeof *when, by_size);
    x->loses = end / (double)draws;
    x->payback = when[draws / 2];
    x->payback_low = when[draws / 40];
    x->payback_high = when[draws - 1 - draws / 40];
}

static Status take_draws(Options *all, const Ground *g, Arena *a, Err *err)
{
    const Table *t = &g->draw;
    const int64_t *id = col_int(t, "issue_id"), *cost = col_int(t, "cost");
    int64_t *issue = ARENA_NEW_N(a, int64_t, JOINT_ISSUES_MAX + 1);
    double *draw = ARENA_NEW_N(a, double, t->n + 1);
    all->draws = JOINT_DRAWS;
    for (size_t r = 0; r < t->n; r++) {
        if (!r || id[r] != id[r - 1]) {
            if (all->n_issue == JOINT_ISSUES_MAX)
                return ERR(err, ST_TOO_BIG, "more than %d issues with draws", JOINT_ISSUES_MAX);
            issue[all->n_issue++] = id[r];
        }
        draw[r] = (double)cost[r];
    }
    if (t->n != all->n_issue * all->draws)
        return ERR(err, ST_INVALID, "the draws of the cost of doing nothing are not complete: throughline rebuild makes them again");
    all->issue = issue;
    all->issue_draw = draw;
    Str *name = ARENA_NEW_N(a, Str, all->n_issue + 1);
    for (size_t i = 0; i < all->n_issue; i++)
        for (size_t r = 0; r < g->value.n; r++)
            if (col_int(&g->value, "issue_id")[r] == issue[i])
                name[i] = col_text(&g->value, "name")[r];
    all->issue_name = name;
    return ST_OK;
}

Status options_load(Store *s, Arena *a, Options *out, Err *err)
{
    Ground g = { 0 };
    Status st = options_read(s, a, out, err);
    if (st || !out->n)
        return st;
    st = ground(s, a, &g, err);
    if (!st)
        st = take_draws(out, &g, a, err);
    if (st)
        return st;
    Rng *rng = rng_create(a, (uint64_t)g.seed + 21);
    out->years = g.years;
    for (size_t i = 0; i < out->n; i++)
        work_out(&out->at[i], &g, out, rng, a);
    shrink(out);
    double k = present(&g, 0, false);
    for (size_t i = 0; i < out->n; i++) {
        Remedy *x = &out->at[i];
        if (!x->saved)
            continue;
        x->net = ARENA_NEW_N(a, double, out->draws);
        for (size_t d = 0; d < out->draws; d++)
            x->net[d] = x->saved[d] - (double)x->once - k * (double)x->yearly;
    }
    for (size_t i = 0; i < out->n; i++)
        if (out->at[i].net)
            payback(&out->at[i], out->draws, &g, a);
    return ST_OK;
}
