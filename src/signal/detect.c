#include "signal/detect.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>

#include "num/dist.h"
#include "num/interval.h"
#include "num/shape.h"

enum { CLOSE_WEEKS = 4, EVENTS_MIN = 30, READINGS_MIN = 16, THREADS = 2, SPIKE_MARGIN = 2 };

/* What one thread does: streams first, first + 2, ...  Everything it fills is its own. */
typedef struct Part {
    const Streams *s;
    size_t         first;
    ChangeResult  *res;
    Spike        **spike;
    Arena          a, scratch;
    Err            err;
    Status         st;
} Part;

bool stream_worth_it(const Stream *st, size_t weeks)
{
    double x = 0, n = 0, used = 0;
    for (size_t w = 0; w < weeks; w++) {
        x += st->n[w] > 0 ? st->x[w] : 0;
        n += st->n[w];
        used += st->n[w] > 0;
    }
    if (st->measure->kind == CHANGE_MEAN)
        return !strcmp(st->measure->name, "metric") ? used >= READINGS_MIN : n >= EVENTS_MIN;
    return x >= EVENTS_MIN;
}

static Status one_stream(Part *p, size_t k)
{
    const Stream *s = &p->s->stream[k];
    size_t weeks = p->s->weeks;
    ChangeInput in = stream_input(s, weeks, &p->scratch);
    Status st = change_detect(&in, &p->scratch, &p->res[k], &p->err);
    if (st || p->res[k].too_few)
        return st;
    size_t *from = ARENA_NEW_N(&p->scratch, size_t, weeks + 1), last = 0, c = 0;
    for (size_t w = 0; w < weeks; w++) {
        while (c < p->res[k].n_change && p->res[k].change[c].at <= w)
            last = p->res[k].change[c++].at;
        from[w] = last;
    }
    p->spike[k] = ARENA_NEW_N(&p->a, Spike, weeks + 1);
    return shape_spikes(&in, from, p->spike[k], &p->err);
}

static void *do_part(void *arg)
{
    Part *p = arg;
    for (size_t k = p->first; !p->st && k < p->s->n; k += THREADS) {
        ArenaMark mark = arena_mark(&p->scratch);
        p->res[k].too_few = true;
        if (stream_worth_it(&p->s->stream[k], p->s->weeks))
            p->st = one_stream(p, k);
        arena_rewind(&p->scratch, mark);
    }
    return NULL;
}

/* Slices of accounts are how a change is best told; another must show it clearly better. */
#define OTHER_SLICE 0.9

static double strength(const Found *f)
{
    bool account = str_eq(f->stream->dimension, STR("all")) || str_eq(f->stream->dimension, STR("region")) || str_eq(f->stream->dimension, STR("segment"));
    return f->change.stat * (account ? 1 : OTHER_SLICE);
}

/* Strongest first, so that each change is told by the slice that shows it best. */
static int by_strength(const void *l, const void *r)
{
    const Found *a = l, *b = r;
    double d = strength(b) - strength(a);
    if (d < 0 || d > 0)
        return d > 0 ? 1 : -1;
    if (a->stream->id != b->stream->id)
        return a->stream->id > b->stream->id ? 1 : -1;
    return (a->change.at > b->change.at) - (a->change.at < b->change.at);
}

static bool same_change(const Found *a, const Found *b)
{
    size_t apart = a->change.at > b->change.at ? a->change.at - b->change.at : b->change.at - a->change.at;
    size_t close = found_one_week(a) ? 0 : CLOSE_WEEKS;
    return a->stream->measure == b->stream->measure && str_eq(a->stream->item, b->stream->item) &&
           a->stream != b->stream && apart <= close && found_one_week(a) == found_one_week(b) &&
           (a->change.diff > 0) == (b->change.diff > 0);
}

void find_shadows(FoundList *l)
{
    if (l->n)
        qsort(l->at, l->n, sizeof *l->at, by_strength);
    for (size_t i = 1; i < l->n; i++)
        for (size_t j = 0; j < i && !l->at[i].shadow; j++)
            l->at[i].shadow = !l->at[j].shadow && same_change(&l->at[j], &l->at[i]);
}

/* A slope is found as a stair: change c with its neighbours that go the same way, one after the other. */
static bool is_drift(const ChangeInput *in, const ChangeResult *r, size_t c)
{
    size_t at[CHANGE_MAX], n = 0, from = c, to = c + 1;
    bool up = r->change[c].diff > 0;
    while (from > 0 && (r->change[from - 1].diff > 0) == up)
        from--;
    while (to < r->n_change && (r->change[to].diff > 0) == up)
        to++;
    for (size_t i = from; i < to; i++)
        at[n++] = r->change[i].at;
    return shape_drift(in, from ? r->change[from - 1].at : 0, to < r->n_change ? r->change[to].at : in->weeks, at, n);
}

/* Half of the false finds allowed goes to what was seen at any look so far, half to what is seen in this week: of a
 * union of two the share of false ones is at most the sum of both. */
static Status step_qvalues(const Streams *s, const ChangeResult *res, Arena *a, double *q, Err *err)
{
    double *ever = ARENA_NEW_N(a, double, s->n + 1), *now = ARENA_NEW_N(a, double, s->n + 1), *q_now = ARENA_NEW_N(a, double, s->n + 1);
    for (size_t k = 0; k < s->n; k++) {
        ever[k] = res[k].too_few ? F64_NAN : 1;
        now[k] = res[k].too_few ? F64_NAN : res[k].p_now;
        for (size_t c = 0; !res[k].too_few && c < res[k].n_change; c++)
            ever[k] = fmin(ever[k], res[k].change[c].p_look);
    }
    Status st = bh_qvalues(ever, s->n, a, q, err);
    if (!st)
        st = bh_qvalues(now, s->n, a, q_now, err);
    for (size_t k = 0; !st && k < s->n; k++)
        q[k] = isfinite(q[k]) ? fmin(1, 2 * fmin(q[k], q_now[k])) : q[k];
    return st;
}

static Status tell_steps(const Streams *s, const ChangeResult *res, double fdr, Arena *a, FoundList *out, Err *err)
{
    double *q = ARENA_NEW_N(a, double, s->n + 1);
    Status st = step_qvalues(s, res, a, q, err);
    for (size_t k = 0; !st && k < s->n; k++) {
        ChangeInput in = stream_input(&s->stream[k], s->weeks, a);
        for (size_t c = 0; isfinite(q[k]) && q[k] <= fdr && c < res[k].n_change; c++) {
            const Change *ch = res[k].change;
            SignalShape shape = is_drift(&in, &res[k], c) ? SHAPE_DRIFT : SHAPE_STEP;
            if (ch[c].detected)
                out->at[out->n++] = (Found){ &s->stream[k], ch[c], shape, ch[c].p, q[k], false, 0, 0 };
        }
    }
    return st;
}

/* A week beside a told or settled change is part of it. */
static bool near_change(const ChangeResult *r, size_t w)
{
    for (size_t c = 0; c < r->n_change; c++)
        if (w + SPIKE_MARGIN >= r->change[c].at && w <= r->change[c].at + SPIKE_MARGIN)
            return true;
    return false;
}

Change change_of_week(size_t week, const Spike *s, double n)
{
    return (Change){ .at = week, .at_low = week, .at_high = week, .detected = true, .detected_at = week, .p = s->p, .p_look = s->p,
                     .before = s->expected, .after = s->level, .diff = s->level - s->expected, .low = s->low, .high = s->high,
                     .stat = -log(fmax(s->p, 1e-300)), .phi = 1, .n_after = n };
}

static Status tell_spikes(const Streams *s, const ChangeResult *res, Spike *const *spike, double fdr, Arena *a, FoundList *out, Err *err)
{
    size_t all = s->n * s->weeks;
    double *p = ARENA_NEW_N(a, double, all + 1), *q = ARENA_NEW_N(a, double, all + 1);
    for (size_t i = 0; i < all; i++)
        p[i] = spike[i / s->weeks] ? spike[i / s->weeks][i % s->weeks].p : (double)NAN;
    Status st = bh_qvalues(p, all, a, q, err);
    size_t told = 0;
    for (size_t i = 0; !st && i < all && told < s->n; i++) {
        size_t k = i / s->weeks, w = i % s->weeks;
        if (!(q[i] <= fdr) || near_change(&res[k], w))
            continue;
        const Spike *sp = &spike[k][w];
        Change c = change_of_week(w, sp, s->stream[k].n[w]);
        out->at[out->n++] = (Found){ &s->stream[k], c, SHAPE_SPIKE, p[i], q[i], false, 0, 0 };
        told++;
    }
    return st;
}

Status signals_detect(const Streams *s, double fdr, Arena *a, FoundList *out, Err *err)
{
    ChangeResult *res = ARENA_NEW_N(a, ChangeResult, s->n + 1);
    Spike **spike = ARENA_NEW_N(a, Spike *, s->n + 1);
    Part part[THREADS];
    pthread_t other;
    *out = (FoundList){ .at = ARENA_NEW_N(a, Found, s->n * (CHANGE_MAX + 1) + 1) };
    for (size_t i = 0; i < THREADS; i++) {
        part[i] = (Part){ .s = s, .first = i, .res = res, .spike = spike };
        arena_init(&part[i].a);
        arena_init(&part[i].scratch);
    }
    bool threaded = pthread_create(&other, NULL, do_part, &part[1]) == 0;
    (void)do_part(&part[0]);
    if (threaded)
        (void)pthread_join(other, NULL);
    else
        (void)do_part(&part[1]);
    Status st = part[0].st ? part[0].st : part[1].st;
    if (st)
        *err = part[0].st ? part[0].err : part[1].err;
    if (!st)
        st = tell_steps(s, res, fdr, a, out, err);
    if (!st)
        st = tell_spikes(s, res, spike, fdr, a, out, err);
    for (size_t i = 0; i < THREADS; i++) {
        arena_release(&part[i].a);
        arena_release(&part[i].scratch);
    }
    find_shadows(out);
    return st;
}
