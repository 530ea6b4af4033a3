#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "num/cluster.h"
#include "num/cox_in.h"
#include "num/cross.h"
#include "num/dist.h"

static Status input_check(const CoxInput *in, Err *err)
{
    size_t events = 0;
    if (!(in->ridge >= 0) || !isfinite(in->ridge))
        return ERR(err, ST_INVALID, "ridge %g", in->ridge);
    for (size_t i = 0; i < in->n; i++) {
        double entry = in->entry ? in->entry[i] : -F64_INF;
        if (!isfinite(in->time[i]) || !(entry < in->time[i]) || in->event[i] > 1)
            return ERR(err, ST_INVALID, "row %zu: from %g to %g, event %u", i + 1, entry, in->time[i], in->event[i]);
        events += in->event[i] && (!in->weight || in->weight[i] > 0);
    }
    return events ? ST_OK : ERR(err, ST_NUMERIC, "nothing ended, so there is nothing to explain");
}

/* Sort keys beside their row, so that sorting a million rows does not jump about in memory. */
typedef struct Key {
    double time;
    uint32_t row, stratum;
    bool event;
} Key;

static int late_first(const void *l, const void *r)
{
    const Key *a = l, *b = r;
    int c = (a->stratum > b->stratum) - (a->stratum < b->stratum);
    if (!c)
        c = (b->time > a->time) - (b->time < a->time);
    if (!c)
        c = (int)b->event - (int)a->event;
    return c ? c : (a->row > b->row) - (a->row < b->row);
}

/* Rows of the frame brought into the new order where they lie, cycle by cycle. */
static void reorder(Frame *f, const size_t *row, Arena *a)
{
    ArenaMark mark = arena_mark(a);
    uint8_t *done = ARENA_NEW_N(a, uint8_t, f->n);
    double *kept = ARENA_NEW_N(a, double, f->k);
    size_t bytes = f->k * sizeof *kept;
    for (size_t i = 0; i < f->n; i++) {
        if (done[i])
            continue;
        size_t at = i;
        memcpy(kept, f->z + i * f->k, bytes);
        for (; row[at] != i; at = row[at]) {
            memcpy(f->z + at * f->k, f->z + row[at] * f->k, bytes);
            done[at] = 1;
        }
        memcpy(f->z + at * f->k, kept, bytes);
        done[at] = 1;
    }
    arena_rewind(a, mark);
}

static void take_order(CoxRows *r, Key *key, const size_t *stratum)
{
    const CoxInput *in = r->in;
    for (size_t i = 0; i < r->n; i++)
        key[i] = (Key){ in->time[i], (uint32_t)i, stratum ? (uint32_t)stratum[i] : 0, in->event[i] };
    qsort(key, r->n, sizeof *key, late_first);
    for (size_t i = 0; i < r->n; i++) {
        size_t row = r->row[i] = key[i].row;
        r->time[i] = in->time[row];
        r->entry[i] = in->entry ? in->entry[row] : -F64_INF;
        r->w[i] = in->weight ? in->weight[row] : 1;
        r->event[i] = in->event[row] && r->w[i] > 0;
        r->stratum[i] = key[i].stratum;
    }
    for (size_t i = 0; i < r->n; i++)
        key[i] = (Key){ r->entry[i], (uint32_t)i, (uint32_t)r->stratum[i], false };
    if (in->entry)
        qsort(key, r->n, sizeof *key, late_first);
    for (size_t i = 0; i < r->n; i++)
        r->late[i] = key[i].row;
}

static void find_moments(CoxRows *r)
{
    for (size_t i = 0; i < r->n;) {
        size_t end = i, d = 0;
        while (end < r->n && r->stratum[end] == r->stratum[i] && r->time[end] == r->time[i])
            d += r->event[end++];
        if (d)
            r->moment[r->n_moment++] = (CoxMoment){ .time = r->time[i], .stratum = r->stratum[i], .first = i, .n_event = d };
        i = end;
    }
}

Status cox_rows(const CoxInput *in, Arena *a, CoxRows *out, Err *err)
{
    size_t n = in->n;
    if (n >= UINT32_MAX)
        return ERR(err, ST_TOO_BIG, "%zu rows", n);
    Status st = input_check(in, err);
    if (st)
        return st;
    *out = (CoxRows){ .in = in, .n = n, .n_stratum = 1 };
    st = frame_build(&(FrameInput){ in->x, in->weight, n, in->p }, a, &out->f, err);
    if (st)
        return st;
    if (out->f.k < 2)
        return ERR(err, ST_NUMERIC, "no column with any variation");
    out->k = out->f.k - 1;
    out->row = ARENA_NEW_N(a, size_t, n);
    out->late = ARENA_NEW_N(a, size_t, n);
    out->time = ARENA_NEW_N(a, double, n);
    out->entry = ARENA_NEW_N(a, double, n);
    out->w = ARENA_NEW_N(a, double, n);
    out->event = ARENA_NEW_N(a, uint8_t, n);
    out->stratum = ARENA_NEW_N(a, size_t, n);
    out->eta = ARENA_NEW_N(a, double, n);
    out->risk = ARENA_NEW_N(a, double, n);
    out->lived = ARENA_NEW_N(a, double, n);
    out->moment = ARENA_NEW_N(a, CoxMoment, n);
    ArenaMark mark = arena_mark(a);
    ClusterIndex strata = { 0 };
    if (in->stratum) {
        strata = cluster_index(in->stratum, n, a);
        out->n_stratum = strata.n;
    }
    take_order(out, ARENA_NEW_N(a, Key, n), strata.of);
    arena_rewind(a, mark);
    reorder(&out->f, out->row, a);
    find_moments(out);
    return ST_OK;
}

/* The set at risk while time runs backwards.  join() and leave() hold the sums; `left` is told of each row that goes. */
typedef struct Sweep {
    CoxRows *r;
    size_t   next, gone, here;     /* rows joined, rows left, rows at risk now */
    double   s0, *s1, *d1;
    double   cum;                  /* sum of h over the moments so far, in this stratum */
} Sweep;

static void put(Sweep *s, size_t i, double sign)
{
    double v = sign * s->r->risk[i];
    const double *z = cox_z(s->r, i);
    s->s0 += v;
    for (size_t c = 0; s->s1 && c < s->r->k; c++)
        s->s1[c] += v * z[c];
}

static void leave(Sweep *s, size_t i)
{
    put(s, i, -1);
    s->r->lived[i] = s->cum - s->r->lived[i];
    s->here--;
}

/* Rows with an end at or behind t join; those that came in at t or later leave. */
static void move_to(Sweep *s, size_t stratum, double t)
{
    CoxRows *r = s->r;
    for (; s->next < r->n && r->stratum[s->next] == stratum && r->time[s->next] >= t; s->next++) {
        put(s, s->next, 1);
        r->lived[s->next] = s->cum;
        s->here++;
    }
    for (; s->gone < r->n && r->stratum[r->late[s->gone]] == stratum && r->entry[r->late[s->gone]] >= t; s->gone++)
        leave(s, r->late[s->gone]);
    if (s->here)
        return;
    s->s0 = 0;
    if (s->s1)
        memset(s->s1, 0, r->k * sizeof *s->s1);
}

static void end_stratum(Sweep *s, size_t stratum)
{
    move_to(s, stratum, -F64_INF);      /* all are in now, and so all leave */
    s->cum = 0;
}

/* Efron's sums of one moment; returns its part of the log likelihood. */
static double settle(Sweep *s, CoxMoment *m)
{
    CoxRows *r = s->r;
    double d0 = 0, sum_w = 0, ll = 0, d = (double)m->n_event;
    if (s->d1)
        memset(s->d1, 0, r->k * sizeof *s->d1);
    for (size_t i = m->first; i < m->first + m->n_event; i++) {
        const double *z = cox_z(r, i);
        d0 += r->risk[i];
        sum_w += r->w[i];
        ll += r->w[i] * r->eta[i];
        for (size_t c = 0; s->d1 && c < r->k; c++)
            s->d1[c] += r->risk[i] * z[c];
    }
    double w = sum_w / d;
    m->h = m->hk = m->a = m->b = m->c = m->m0 = m->m1 = 0;
    for (size_t k = 0; k < m->n_event; k++) {
        double f = (double)k / d, den = s->s0 - f * d0;
        ll -= w * log(den);
        m->h += w / den;
        m->hk += w * (1 - f) / den;
        m->a += w / (den * den);
        m->b += w * f / (den * den);
        m->c += w * f * f / (den * den);
        m->m0 += 1 / den / d;
        m->m1 += f / den / d;
    }
    s->cum += m->h;
    return ll;
}

/* The events of a moment lived through hk of it, not h. */
static void own_share(CoxRows *r)
{
    for (size_t m = 0; m < r->n_moment; m++)
        for (size_t i = r->moment[m].first; i < r->moment[m].first + r->moment[m].n_event; i++)
            r->lived[i] += r->moment[m].hk - r->moment[m].h;
}

/* info -= sum over k of mean times mean, written out in S1 and D1. */
static void take_means(const Sweep *s, const CoxMoment *m, double *info)
{
    size_t k = s->r->k;
    for (size_t i = 0; i < k; i++) {
        double a = m->a * s->s1[i] - m->b * s->d1[i], b = m->c * s->d1[i] - m->b * s->s1[i];
        for (size_t j = 0; j <= i; j++)
            info[i * k + j] -= a * s->s1[j] + b * s->d1[j];
    }
}

double cox_likelihood(CoxRows *r, double *grad, double *info, Arena *scratch)
{
    ArenaMark mark = arena_mark(scratch);
    Sweep s = { .r = r };
    double ll = 0;
    if (info) {
        s.s1 = ARENA_NEW_N(scratch, double, r->k);
        s.d1 = ARENA_NEW_N(scratch, double, r->k);
        memset(info, 0, r->k * r->k * sizeof *info);
    }
    for (size_t i = 0; i < r->n; i++)
        r->risk[i] = r->w[i] * exp(r->eta[i]);
    for (size_t m = 0, stratum = 0; stratum < r->n_stratum; stratum++) {
        for (; m < r->n_moment && r->moment[m].stratum == stratum; m++) {
            move_to(&s, stratum, r->moment[m].time);
            ll += settle(&s, &r->moment[m]);
            if (info)
                take_means(&s, &r->moment[m], info);
        }
        end_stratum(&s, stratum);
    }
    own_share(r);
    for (size_t c = 0; grad && c < r->k; c++)
        grad[c] = 0;
    for (size_t i = 0; grad && i < r->n; i++) {
        double g = r->w[i] * r->event[i] - r->risk[i] * r->lived[i];
        const double *z = cox_z(r, i);
        for (size_t c = 0; c < r->k; c++)
            grad[c] += g * z[c];
    }
    if (info) {
        double *v = ARENA_NEW_N(scratch, double, r->n);
        for (size_t i = 0; i < r->n; i++)
            v[i] = r->risk[i] * r->lived[i];
        cross_add(&(CrossRows){ cox_z(r, 0), r->k + 1, r->n, r->k }, v, info);
    }
    arena_rewind(scratch, mark);
    return ll;
}
