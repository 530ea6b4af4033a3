/* change.c - what ./bench change measures, in numbers a line; change.py puts peers beside them.
 *
 *   bench_change agreed|least|bayes|novel   a series on standard input, one reading a line: indices, or a score a line
 *   bench_change quiet SEED                 5,000 streams of 52 weeks, 100 of them change in week 26: nine rules
 *   bench_change double                     weeks from a doubling of 5 % in 40 a week to its alarm, 500 streams
 *   bench_change running SEED             5,000 streams of 52 weeks and one that runs, looked at every day of it; quiet, then 100 of each kind changed
 *   bench_change speed                      seconds for 5,000 streams of 150 weeks on two threads
 */
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "num/change.h"
#include "num/dist.h"
#include "num/interval.h"
#include "num/novel.h"
#include "num/rng.h"
#include "num/segment.h"
#include "num/shape.h"

enum { STREAMS = 5000, CHANGED = 100, WEEKS = 52, AT = 26, LONG = 150, READINGS_MAX = 100000, DOUBLED = 500 };

static void must(Status st, const Err *err)
{
    if (!st)
        return;
    fprintf(stderr, "bench_change: %s\n", err->msg);
    exit(1);
}

static int series(const char *what, Arena *a)
{
    double *y = ARENA_NEW_N(a, double, READINGS_MAX), *score = ARENA_NEW_N(a, double, READINGS_MAX);
    size_t n = 0;
    SegmentList l = { 0 };
    Err err;
    while (n < READINGS_MAX && scanf("%lf", &y[n]) == 1)
        n++;
    if (!strcmp(what, "novel")) {
        must(novel_find(y, n, score, &err), &err);
        for (size_t t = 0; t < n; t++)
            printf("%.9g\n", score[t]);
        return 0;
    }
    must(!strcmp(what, "least") ? segment_least(y, n, a, &l, &err) : !strcmp(what, "bayes") ? segment_bayes(y, n, a, &l, &err) : segment_agreed(y, n, a, &l, &err), &err);
    for (size_t i = 0; i < l.n; i++)
        printf("%zu\n", l.at[i]);
    return 0;
}

/* One rule's account: alarms in quiet streams, first alarms in changed ones. */
typedef struct Rule {
    const char *name;
    int  quiet;                 /* alarms a week in quiet streams, added up */
    int  first[CHANGED];        /* weeks after the change; -1: none yet */
} Rule;

enum { RULE_SIGMA, RULE_MIDP, RULE_MIDP_BH, RULE_SCAN, RULE_SCAN_BH, RULE_LORD, RULE_EBH, RULE_BOTH, RULE_TOLD, RULES };

typedef struct Sim {
    double x[STREAMS][WEEKS], n[STREAMS][WEEKS];
    double scan[STREAMS][WEEKS];    /* p of each look */
    double best[STREAMS];           /* smallest p_look so far */
    double midp[STREAMS][WEEKS];
    bool   on[RULES][STREAMS];      /* told already; an alarm is counted once a stream for rules that remember */
} Sim;

static void alarm(Rule *r, size_t s, int t)
{
    if (s >= CHANGED)
        r->quiet++;
    else if (r->first[s] < 0)
        r->first[s] = t - AT;
}

/* An alarm of a rule that remembers. */
static void once(Sim *m, Rule *rule, int which, size_t s, int t, bool now)
{
    if (!now || m->on[which][s])
        return;
    m->on[which][s] = true;
    alarm(&rule[which], s, t);
}

static void draw(Sim *m, Rng *r, Arena *a)
{
    Err err;
    static const size_t from[WEEKS];
    for (size_t s = 0; s < STREAMS; s++) {
        double p = 0.05 + 0.05 * rng_uniform(r);
        Spike sp[WEEKS];
        for (size_t t = 0; t < WEEKS; t++) {
            m->n[s][t] = (double)rng_between(r, 3, 40);
            m->x[s][t] = (double)rng_binomial(r, (int64_t)m->n[s][t], s < CHANGED && t >= AT ? 3 * p : p);
        }
        ChangeInput in = { .kind = CHANGE_BINOMIAL, .x = m->x[s], .n = m->n[s], .weeks = WEEKS };
        ArenaMark mark = arena_mark(a);
        must(change_looks(&in, a, m->scan[s], &err), &err);
        arena_rewind(a, mark);
        must(shape_spikes(&in, from, sp, &err), &err);
        for (size_t t = 0; t < WEEKS; t++)
            m->midp[s][t] = sp[t].level > sp[t].expected ? sp[t].p / 2 : 1;
        m->best[s] = 1;
    }
}

/* LORD++ of Ramdas and others (2017), gamma of Javanmard & Montanari, over the looks in order of week and stream;
 * it is fed each stream's one-week mid-p. */
typedef struct Lord {
    double alpha, w0;
    size_t i, found, at[2000];
    double gamma[400000];
} Lord;

static double lord_level(const Lord *l)
{
    double level = l->gamma[l->i] * l->w0;
    if (l->found)
        level += (l->alpha - l->w0) * l->gamma[l->i - l->at[0]];
    for (size_t k = 1; k < l->found; k++)
        level += l->alpha * l->gamma[l->i - l->at[k]];
    return level;
}

static void week(Sim *m, int t, Rule *rule, Lord *lord, double *p, double *q, double *ever, Arena *a)
{
    Err err;
    for (size_t s = 0; s < STREAMS; s++) {
        double sx = 0, sn = 0, x = m->x[s][t], n = m->n[s][t];
        for (size_t w = 0; w < AT; w++) {
            sx += m->x[s][w];
            sn += m->n[s][w];
        }
        double level = sx / sn;
        if (x / n > level + 3 * sqrt(level * (1 - level) / n))
            alarm(&rule[RULE_SIGMA], s, t);
        if (m->midp[s][t] < 0.00135)
            alarm(&rule[RULE_MIDP], s, t);
        once(m, rule, RULE_SCAN, s, t, m->scan[s][t] <= change_threshold(WEEKS));
        m->best[s] = fmin(m->best[s], change_look_p(m->scan[s][t]));
        lord->i++;
        if (m->midp[s][t] <= lord_level(lord) && lord->found < COUNT_OF(lord->at)) {
            lord->at[lord->found++] = lord->i;
            alarm(&rule[RULE_LORD], s, t);
        }
        p[s] = m->midp[s][t];
    }
    must(bh_qvalues(p, STREAMS, a, q, &err), &err);
    for (size_t s = 0; s < STREAMS; s++)
        if (q[s] <= 0.1)
            alarm(&rule[RULE_MIDP_BH], s, t);
    must(bh_qvalues(m->best, STREAMS, a, ever, &err), &err);
    for (size_t s = 0; s < STREAMS; s++)
        once(m, rule, RULE_SCAN_BH, s, t, ever[s] <= 0.05);
    for (size_t s = 0; s < STREAMS; s++)
        p[s] = m->scan[s][t];
    must(bh_qvalues(p, STREAMS, a, q, &err), &err);
    for (size_t s = 0; s < STREAMS; s++) {
        once(m, rule, RULE_BOTH, s, t, q[s] <= 0.05 && m->scan[s][t] <= change_threshold(WEEKS));
        once(m, rule, RULE_TOLD, s, t, m->on[RULE_SCAN][s] && fmin(1, 2 * fmin(ever[s], q[s])) <= 0.05);
    }
    /* e-BH (Wang & Ramdas 2022) on e = 1 / (2 sqrt p), the calibrator with kappa 1/2, of the same p. */
    for (size_t s = 0; s < STREAMS; s++)
        p[s] = fmin(1, 2 * sqrt(m->best[s]));
    must(bh_qvalues(p, STREAMS, a, q, &err), &err);
    for (size_t s = 0; s < STREAMS; s++)
        once(m, rule, RULE_EBH, s, t, q[s] <= 0.05);
}

static int by_int(const void *l, const void *r) { return *(const int *)l - *(const int *)r; }

static int quiet(uint64_t seed, Arena *a)
{
    static Sim m;
    static Lord lord = { .alpha = 0.05, .w0 = 0.025 };
    static double p[STREAMS], q[STREAMS], ever[STREAMS];
    double sum = 0;
    Rule rule[RULES] = { { .name = "p-chart, 3 sigma" }, { .name = "mid-p < .00135" }, { .name = "mid-p, BH .1 a week" }, { .name = "scan, no BH" },
                         { .name = "scan, BH .05 over all looks" }, { .name = "mid-p, LORD++ .05" }, { .name = "scan, e-BH .05" }, { .name = "scan, BH .05 of the week" },
                         { .name = "told: alarm and either, at .025" } };
    for (size_t j = 1; j < COUNT_OF(lord.gamma); j++) {
        double v = (double)j;
        lord.gamma[j] = log(fmax(v, 2)) / (v * exp(sqrt(log(v))));
        sum += lord.gamma[j];
    }
    for (size_t j = 1; j < COUNT_OF(lord.gamma); j++)
        lord.gamma[j] /= sum;
    for (size_t k = 0; k < RULES; k++)
        for (size_t s = 0; s < CHANGED; s++)
            rule[k].first[s] = -1;
    draw(&m, rng_create(a, seed), a);
    for (int t = AT; t < WEEKS; t++) {
        ArenaMark mark = arena_mark(a);
        week(&m, t, rule, &lord, p, q, ever, a);
        arena_rewind(a, mark);
    }
    for (size_t k = 0; k < RULES; k++) {
        int late[CHANGED], n = 0;
        for (size_t s = 0; s < CHANGED; s++)
            if (rule[k].first[s] >= 0)
                late[n++] = rule[k].first[s];
        qsort(late, (size_t)n, sizeof *late, by_int);
        printf("%s|%.4f|%.4f|%d\n", rule[k].name, rule[k].quiet / (double)(WEEKS - AT), n / (double)CHANGED, n ? late[n / 2] + 1 : -1);
    }
    return 0;
}

static int doubling(Arena *a)
{
    Rng *r = rng_create(a, 17);
    Err err;
    for (int s = 0; s < DOUBLED; s++) {
        double x[LONG], n[LONG], p[LONG];
        int at = -1;
        for (int t = 0; t < LONG; t++) {
            n[t] = 40;
            x[t] = (double)rng_binomial(r, 40, t < 78 ? 0.05 : 0.1);
        }
        ArenaMark mark = arena_mark(a);
        must(change_looks(&(ChangeInput){ .kind = CHANGE_BINOMIAL, .x = x, .n = n, .weeks = LONG }, a, p, &err), &err);
        arena_rewind(a, mark);
        for (int t = 78; t < LONG && at < 0; t++)
            at = p[t] <= change_threshold((size_t)t) ? t - 78 + 1 : -1;
        printf("%d\n", at);
    }
    return 0;
}

enum { DAYS = 7, KINDS = 4, USE = 3 };       /* shares, rates and means in the order of ChangeKind, then use */
#define USES 8.0                     /* a week and account, which differ as a gamma of shape 2; all of them together by a tenth */
#define RUNNING_FDR 0.05

/* A week of about `size` records that runs: what each day brings. */
typedef struct Week {
    double x[WEEKS + 1], n[WEEKS + 1], day_x[DAYS], day_n[DAYS];
    ChangeKind kind;
    int  of;                        /* one of KINDS */
    bool changed;
    int  told;                      /* the first day that told it; 0: none */
} Week;

static double records(Rng *r, const Week *w, double n, double level)
{
    return w->kind == CHANGE_MEAN ? n * level + rng_normal(r, 0, 2 * sqrt(n))
           : w->kind == CHANGE_POISSON ? (double)rng_poisson(r, n * level) : (double)rng_binomial(r, (int64_t)n, level);
}

/* What so many accounts use in a week; `much` is what is usual of it. */
static double uses(Rng *r, double accounts, double much)
{
    return fmax(0, much * (accounts * USES * exp(rng_normal(r, 0, 0.1)) + rng_normal(r, 0, USES * sqrt(accounts / 2))));
}

/* Use is held as running.c holds it: a mean of accounts and weeks, part of a week so far.  What accounts and all of them together have that week they have every day of it.  Changed, three tenths are left. */
static void draw_use(Rng *r, Week *w)
{
    double accounts = (double)rng_between(r, 100, 400);
    for (size_t t = 0; t < WEEKS; t++) {
        w->n[t] = accounts;
        w->x[t] = (double)rng_poisson(r, uses(r, accounts, 1)) / accounts;
    }
    double week = uses(r, accounts, w->changed ? 0.3 : 1);
    for (size_t d = 0; d < DAYS; d++) {
        w->day_n[d] = accounts / DAYS;
        w->day_x[d] = (double)rng_poisson(r, week / DAYS);
    }
}

/* 20 to 60 a week; rates and shares of 5 to 20 % that go up by 30 points, means of 7 (sd 2) that fall by 2.5. */
static void draw_week(Rng *r, Week *w)
{
    w->told = 0;
    if (w->of == USE) {
        draw_use(r, w);
        return;
    }
    double level = w->kind == CHANGE_MEAN ? 7 : 0.05 + 0.15 * rng_uniform(r), now = !w->changed ? level : w->kind == CHANGE_MEAN ? level - 2.5 : level + 0.3;
    double size = (double)rng_between(r, 20, 60);
    for (size_t t = 0; t < WEEKS; t++) {
        w->n[t] = (double)rng_between(r, (int64_t)(size * 0.7), (int64_t)(size * 1.3));
        w->x[t] = records(r, w, w->n[t], level);
        if (w->kind == CHANGE_MEAN)
            w->x[t] /= w->n[t];
    }
    for (size_t d = 0; d < DAYS; d++) {
        w->day_n[d] = fmax(1, (double)rng_poisson(r, size / DAYS));
        w->day_x[d] = records(r, w, w->day_n[d], now);
    }
}

/* Benjamini and Hochberg over all weeks of all streams, as the stage does it: the weeks before have p = 1 here. */
static void look_at_day(Week *w, int day, double *p, double *q, Arena *a)
{
    Err err;
    for (size_t s = 0; s < STREAMS; s++) {
        double x = 0, n = 0;
        Spike so_far;
        for (int d = 0; d < day; d++) {
            x += w[s].day_x[d];
            n += w[s].day_n[d];
        }
        double whole = w[s].n[WEEKS - 1];
        w[s].n[WEEKS] = w[s].kind == CHANGE_POISSON ? whole : n;
        w[s].x[WEEKS] = w[s].kind == CHANGE_MEAN ? x / n : x;
        must(shape_running(&(ChangeInput){ .kind = w[s].kind, .x = w[s].x, .n = w[s].n, .weeks = WEEKS + 1 }, 0, &so_far, &err), &err);
        p[s] = so_far.p;
    }
    must(bh_qvalues(p, STREAMS, a, q, &err), &err);
    for (size_t s = 0; s < STREAMS; s++)
        if (q[s] * (WEEKS + 1) <= RUNNING_FDR && !w[s].told)
            w[s].told = day;
}

static int running(uint64_t seed, Arena *a)
{
    static const char *const name[KINDS] = { "shares", "rates", "means", "use" };
    Rng *r = rng_create(a, seed);
    Week *w = ARENA_NEW_N(a, Week, STREAMS);
    double *p = ARENA_NEW_N(a, double, STREAMS), *q = ARENA_NEW_N(a, double, STREAMS);
    for (int changes = 0; changes < 2; changes++) {
        int wrong = 0, day[KINDS][STREAMS], n[KINDS] = { 0 };
        for (size_t s = 0; s < STREAMS; s++) {
            w[s].of = (int)(s % KINDS);
            w[s].kind = w[s].of == USE ? CHANGE_MEAN : (ChangeKind)w[s].of;
            w[s].changed = changes && s < (size_t)KINDS * CHANGED;
            draw_week(r, &w[s]);
        }
        for (int d = 1; d <= DAYS; d++)
            look_at_day(w, d, p, q, a);
        for (size_t s = 0; s < STREAMS; s++) {
            wrong += w[s].told && !w[s].changed;
            if (w[s].told && w[s].changed)
                day[w[s].of][n[w[s].of]++] = w[s].told;
        }
        if (!changes)
            printf("quiet|%d\n", wrong);
        for (int k = 0; changes && k < KINDS; k++) {
            qsort(day[k], (size_t)n[k], sizeof day[k][0], by_int);
            printf("%s|%d|%d|%d\n", name[k], wrong, n[k], n[k] ? day[k][n[k] / 2] : 0);
        }
    }
    return 0;
}

typedef struct Half {
    double (*x)[LONG], (*n)[LONG];
    size_t from, to, found;
} Half;

static void *test_half(void *arg)
{
    Half *h = arg;
    static const size_t from[LONG];
    Arena a;
    Err err;
    arena_init(&a);
    for (size_t s = h->from; s < h->to; s++) {
        ChangeResult res;
        Spike sp[LONG];
        ArenaMark mark = arena_mark(&a);
        ChangeInput in = { .kind = CHANGE_BINOMIAL, .x = h->x[s], .n = h->n[s], .weeks = LONG };
        must(change_detect(&in, &a, &res, &err), &err);
        must(shape_spikes(&in, from, sp, &err), &err);
        h->found += res.n_change > 0;
        arena_rewind(&a, mark);
    }
    arena_release(&a);
    return NULL;
}

static int speed(Arena *a)
{
    static double x[STREAMS][LONG], n[STREAMS][LONG];
    Rng *r = rng_create(a, 23);
    Half half[2] = { { x, n, 0, STREAMS / 2, 0 }, { x, n, STREAMS / 2, STREAMS, 0 } };
    struct timespec from, to;
    pthread_t other;
    for (size_t s = 0; s < STREAMS; s++) {
        double p = 0.05 + 0.1 * rng_uniform(r);
        for (size_t t = 0; t < LONG; t++) {
            n[s][t] = (double)rng_between(r, 3, 40);
            x[s][t] = (double)rng_binomial(r, (int64_t)n[s][t], s % 10 == 0 && t >= 80 ? 2 * p : p);
        }
    }
    clock_t begun = clock();
    (void)clock_gettime(CLOCK_MONOTONIC, &from);
    if (pthread_create(&other, NULL, test_half, &half[1]))
        return 1;
    (void)test_half(&half[0]);
    (void)pthread_join(other, NULL);
    (void)clock_gettime(CLOCK_MONOTONIC, &to);
    double cpu = (double)(clock() - begun) / CLOCKS_PER_SEC;
    printf("%.3f\n%.3f\n%zu\n", (double)(to.tv_sec - from.tv_sec) + 1e-9 * (double)(to.tv_nsec - from.tv_nsec), cpu, half[0].found + half[1].found);
    return 0;
}

int main(int argc, char **argv)
{
    Arena a;
    const char *what = argc > 1 ? argv[1] : "";
    num_init();
    arena_init(&a);
    int rc = !strcmp(what, "quiet")    ? quiet(argc > 2 ? strtoull(argv[2], NULL, 10) : 1, &a)
             : !strcmp(what, "double") ? doubling(&a)
             : !strcmp(what, "running") ? running(argc > 2 ? strtoull(argv[2], NULL, 10) : 1, &a)
             : !strcmp(what, "speed")  ? speed(&a)
                                       : series(what, &a);
    arena_release(&a);
    return rc;
}
