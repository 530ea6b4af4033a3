#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "num/cox_in.h"
#include "num/dist.h"

/* The set at risk once more, with the running sum of the means of the moments.  A row's part of that sum is taken
 * from what it was when the row left less what it was when it joined (time runs backwards). */
typedef struct Means {
    const CoxRows *r;
    double *score, *s1, *d1, *cum;
    size_t  next, gone, here;
} Means;

static void shift(Means *s, size_t i, double sign)
{
    const double *z = cox_z(s->r, i);
    for (size_t c = 0; c < s->r->k; c++)
        s->s1[c] += sign * s->r->risk[i] * z[c];
}

static void goes(Means *s, size_t i)
{
    double *u = s->score + i * s->r->k;
    shift(s, i, -1);
    s->here--;
    for (size_t c = 0; c < s->r->k; c++)
        u[c] += s->r->risk[i] * s->cum[c];
}

static void to_time(Means *s, size_t stratum, double t)
{
    const CoxRows *r = s->r;
    for (; s->next < r->n && r->stratum[s->next] == stratum && r->time[s->next] >= t; s->next++) {
        double *u = s->score + s->next * r->k;
        shift(s, s->next, 1);
        s->here++;
        for (size_t c = 0; c < r->k; c++)
            u[c] -= r->risk[s->next] * s->cum[c];
    }
    for (; s->gone < r->n && r->stratum[r->late[s->gone]] == stratum && r->entry[r->late[s->gone]] >= t; s->gone++)
        goes(s, r->late[s->gone]);
    if (!s->here)
        memset(s->s1, 0, r->k * sizeof *s->s1);
}

/* An event was compared with the means of its own moment, and lived through a part of it only. */
static void own_moment(Means *s, const CoxMoment *m)
{
    const CoxRows *r = s->r;
    memset(s->d1, 0, r->k * sizeof *s->d1);
    for (size_t i = m->first; i < m->first + m->n_event; i++)
        for (size_t c = 0; c < r->k; c++)
            s->d1[c] += r->risk[i] * cox_z(r, i)[c];
    for (size_t i = m->first; i < m->first + m->n_event; i++) {
        double *u = s->score + i * r->k;
        for (size_t c = 0; c < r->k; c++) {
            double whole = m->a * s->s1[c] - m->b * s->d1[c];
            double part = (m->a - m->b) * s->s1[c] - (m->b - m->c) * s->d1[c];
            u[c] += r->risk[i] * (part - whole) - r->w[i] * (m->m0 * s->s1[c] - m->m1 * s->d1[c]);
        }
    }
    for (size_t c = 0; c < r->k; c++)
        s->cum[c] += m->a * s->s1[c] - m->b * s->d1[c];
}

void cox_scores(const CoxRows *r, double *score, Arena *scratch)
{
    ArenaMark mark = arena_mark(scratch);
    Means s = { .r = r, .score = score, .s1 = ARENA_NEW_N(scratch, double, r->k), .d1 = ARENA_NEW_N(scratch, double, r->k),
                .cum = ARENA_NEW_N(scratch, double, r->k) };
    for (size_t i = 0; i < r->n; i++)
        for (size_t c = 0; c < r->k; c++)
            score[i * r->k + c] = (r->w[i] * r->event[i] - r->risk[i] * r->lived[i]) * cox_z(r, i)[c];
    for (size_t m = 0, stratum = 0; stratum < r->n_stratum; stratum++) {
        for (; m < r->n_moment && r->moment[m].stratum == stratum; m++) {
            to_time(&s, stratum, r->moment[m].time);
            own_moment(&s, &r->moment[m]);
        }
        to_time(&s, stratum, -F64_INF);
        memset(s.cum, 0, r->k * sizeof *s.cum);
    }
    arena_rewind(scratch, mark);
}

/* Weights of the rows at risk by rank of their risk: a Fenwick tree. */
typedef struct Ranks {
    double *sum, total;
    size_t *of, n;
} Ranks;

static void ranks_add(Ranks *t, size_t rank, double w)
{
    t->total += w;
    for (size_t i = rank + 1; i <= t->n; i += i & (~i + 1))
        t->sum[i] += w;
}

static double ranks_below(const Ranks *t, size_t rank)
{
    double s = 0;
    for (size_t i = rank; i; i -= i & (~i + 1))
        s += t->sum[i];
    return s;
}

/* The key beside its row: sorting a million must not jump about in memory. */
typedef struct RiskKey {
    double eta;
    size_t row;
} RiskKey;

static int by_eta(const void *l, const void *r)
{
    const RiskKey *a = l, *b = r;
    return (a->eta > b->eta) - (a->eta < b->eta);
}

static void ranks_init(Ranks *t, const CoxRows *r, Arena *a)
{
    RiskKey *key = ARENA_NEW_N(a, RiskKey, r->n);
    *t = (Ranks){ .of = ARENA_NEW_N(a, size_t, r->n), .sum = ARENA_NEW_N(a, double, r->n + 2) };
    for (size_t i = 0; i < r->n; i++)
        key[i] = (RiskKey){ r->eta[i], i };
    qsort(key, r->n, sizeof *key, by_eta);
    for (size_t i = 0; i < r->n; i++) {
        if (i && key[i].eta != key[i - 1].eta)
            t->n++;
        t->of[key[i].row] = t->n;
    }
    t->n++;
}

typedef struct Pairs {
    double agree, all;
} Pairs;

/* The rows of one distinct time: the censored ones join, the events are compared, then join as well. */
static void compare(const CoxRows *r, Ranks *t, size_t from, size_t end, Pairs *p)
{
    for (size_t i = from; i < end; i++)
        if (!r->event[i])
            ranks_add(t, t->of[i], r->w[i]);
    for (size_t i = from; i < end; i++) {
        if (!r->event[i])
            continue;
        double below = ranks_below(t, t->of[i]), upto = ranks_below(t, t->of[i] + 1);
        p->agree += r->w[i] * (below + (upto - below) / 2);
        p->all += r->w[i] * t->total;
    }
    for (size_t i = from; i < end; i++)
        if (r->event[i])
            ranks_add(t, t->of[i], r->w[i]);
}

double cox_concordance(const CoxRows *r, Arena *scratch)
{
    ArenaMark mark = arena_mark(scratch);
    Ranks t;
    Pairs p = { 0, 0 };
    size_t gone = 0;
    ranks_init(&t, r, scratch);
    for (size_t i = 0; i < r->n;) {
        size_t end = i, stratum = r->stratum[i];
        while (end < r->n && r->stratum[end] == stratum && r->time[end] == r->time[i])
            end++;
        for (; gone < r->n && (r->stratum[r->late[gone]] < stratum
                               || (r->stratum[r->late[gone]] == stratum && r->entry[r->late[gone]] >= r->time[i])); gone++)
            ranks_add(&t, t.of[r->late[gone]], -r->w[r->late[gone]]);
        compare(r, &t, i, end, &p);
        i = end;
    }
    arena_rewind(scratch, mark);
    return p.all > 0 ? p.agree / p.all : F64_NAN;
}
