#include "reclink/pattern.h"

#include <math.h>
#include <stdlib.h>

/* m moves less than this in a step: the third digit after the point of any weight is then settled. */
#define EM_SETTLED 1e-6
/* A probability is never nothing: log of it is taken. */
#define LEAST 1e-12
enum { EM_STEPS = 500, FIRST_SLOTS = 1024 };

void patterns_init(Patterns *p) { *p = (Patterns){ 0 }; }

void patterns_release(Patterns *p)
{
    free(p->slot);
    patterns_init(p);
}

static PatternCount *find(PatternCount *slot, size_t n_slot, uint64_t pattern)
{
    size_t at = pattern * UINT64_C(0x9E3779B97F4A7C15) >> 20 & (n_slot - 1);
    while (slot[at].count && slot[at].pattern != pattern)
        at = (at + 1) & (n_slot - 1);
    return &slot[at];
}

static void grow(Patterns *p)
{
    size_t n_slot = p->n_slot ? p->n_slot * 2 : FIRST_SLOTS;
    PatternCount *slot = calloc(n_slot, sizeof *slot);
    if (!slot)
        bug("out of memory (%zu patterns)", n_slot);
    for (size_t i = 0; i < p->n_slot; i++)
        if (p->slot[i].count)
            *find(slot, n_slot, p->slot[i].pattern) = p->slot[i];
    free(p->slot);
    p->slot = slot;
    p->n_slot = n_slot;
}

void patterns_add(Patterns *p, uint64_t pattern, uint64_t count)
{
    if (p->n * 2 >= p->n_slot)
        grow(p);
    PatternCount *c = find(p->slot, p->n_slot, pattern);
    p->n += c->count == 0;
    c->pattern = pattern;
    c->count += count;
}

void patterns_merge(Patterns *into, const Patterns *from)
{
    for (size_t i = 0; i < from->n_slot; i++)
        if (from->slot[i].count)
            patterns_add(into, from->slot[i].pattern, from->slot[i].count);
}

static int by_pattern(const void *x, const void *y)
{
    const PatternCount *a = x, *b = y;
    return (a->pattern > b->pattern) - (a->pattern < b->pattern);
}

PatternCount *patterns_sorted(const Patterns *p, Arena *a)
{
    PatternCount *row = ARENA_NEW_N(a, PatternCount, p->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < p->n_slot; i++)
        if (p->slot[i].count)
            row[n++] = p->slot[i];
    qsort(row, n, sizeof *row, by_pattern);
    return row;
}

static double odds_of(const EmInput *in, const double *log_ratio, uint64_t pattern)
{
    double sum = 0;
    for (size_t f = 0; f < in->t->n_field; f++) {
        unsigned code = pattern_code(&in->t->field[f], pattern);
        if (code && !(in->left_out >> f & 1))
            sum += log_ratio[f * RL_LEVELS + code - 1];
    }
    return sum;
}

/* Expected matches by level under the present m; returns their number. */
static double expect(const EmInput *in, const EmResult *r, double *log_ratio)
{
    size_t cells = in->t->n_field * RL_LEVELS;
    double matches = 0, prior = log(r->lambda / (1 - r->lambda));
    for (size_t k = 0; k < cells; k++) {
        log_ratio[k] = log(fmax(r->m[k], LEAST)) - log(fmax(in->u[k], LEAST));
        r->seen[k] = 0;
    }
    for (size_t i = 0; i < in->n; i++) {
        double p = 1 / (1 + exp(-prior - odds_of(in, log_ratio, in->row[i].pattern)));
        double w = p * (double)in->row[i].count;
        matches += w;
        for (size_t f = 0; f < in->t->n_field; f++) {
            unsigned code = pattern_code(&in->t->field[f], in->row[i].pattern);
            if (code)
                r->seen[f * RL_LEVELS + code - 1] += w;
        }
    }
    return matches;
}

static double maximise(const EmInput *in, EmResult *r)
{
    double moved = 0;
    for (size_t f = 0; f < in->t->n_field; f++) {
        double all = 0;
        if (in->left_out >> f & 1)
            continue;
        for (unsigned l = 0; l < in->t->field[f].n_level; l++)
            all += r->seen[f * RL_LEVELS + l];
        for (unsigned l = 0; l < in->t->field[f].n_level; l++) {
            size_t k = f * RL_LEVELS + l;
            double m = (r->seen[k] + in->prior * in->m0[k]) / fmax(all + in->prior, LEAST);
            moved = fmax(moved, fabs(m - r->m[k]));
            r->m[k] = m;
        }
    }
    return moved;
}

void em_run(const EmInput *in, Arena *a, EmResult *out)
{
    size_t cells = in->t->n_field * RL_LEVELS;
    double pairs = 0;
    *out = (EmResult){ .lambda = fmin(fmax(in->lambda, 1e-9), 0.999) };
    out->m = ARENA_NEW_N(a, double, cells + 1);
    out->seen = ARENA_NEW_N(a, double, cells + 1);
    double *log_ratio = ARENA_NEW_N(a, double, cells + 1);
    memcpy(out->m, in->m0, cells * sizeof *out->m);
    for (size_t i = 0; i < in->n; i++)
        pairs += (double)in->row[i].count;
    while (out->iterations < EM_STEPS && !out->converged && pairs > 0) {
        out->matches = expect(in, out, log_ratio);
        double lambda = in->fixed ? in->lambda : fmin(fmax(out->matches / pairs, 1e-9), 0.999);
        double moved = fmax(maximise(in, out), fabs(lambda - out->lambda));
        out->lambda = lambda;
        out->iterations++;
        out->converged = moved < EM_SETTLED;
    }
}
