#include "reclink/report.h"

#include <math.h>

#include "reclink/weigh.h"

/* Clusters' members in a row, by cluster. */
static size_t *members(const RlTable *t, const uint32_t *of, uint32_t *member, Arena *a)
{
    size_t *from = ARENA_NEW_N(a, size_t, t->n + 2);
    for (size_t i = 0; i < t->n; i++)
        from[of[i] + 1]++;
    for (size_t i = 0; i < t->n; i++)
        from[i + 1] += from[i];
    size_t *at = ARENA_NEW_N(a, size_t, t->n + 1);
    memcpy(at, from, t->n * sizeof *at);
    for (size_t i = 0; i < t->n; i++)
        member[at[of[i]]++] = (uint32_t)i;
    return from;
}

static void count_size(RlReport *r, size_t n)
{
    unsigned at = 0;
    while (at < RL_SIZES - 1 && (size_t)1 << at < n)
        at++;
    r->size[at]++;
    r->largest = n > r->largest ? n : r->largest;
}

static double self_weight(const RlTable *t, const RlModel *m, uint32_t record)
{
    unsigned code[RL_FIELDS];
    for (size_t f = 0; f < t->n_field; f++) {
        const FieldSlot *s = &t->field[f];
        code[f] = 0;
        for (unsigned k = 0; k < s->n_column; k++) {
            const Column *c = &t->column[s->column[k]];
            unsigned radix = s->f.kind == RL_JOINT ? s->radix[k] : 1;
            code[f] += !c->id || c->id[record] ? radix : 0;
        }
    }
    return codes_weight(t, m, code, record, record);
}

void rl_report(const RlTable *t, const RlModel *m, const RlScored *s, const RlClusters *c, RlReport *out)
{
    Arena scratch;
    Comparer compare;
    arena_init(&scratch);
    comparer_init(&compare, t, true, &scratch);
    *out = (RlReport){ .expected_matches = m->lambda * rl_pairs_possible(t) };
    uint32_t *member = ARENA_NEW_N(&scratch, uint32_t, t->n + 1);
    size_t *from = members(t, c->of, member, &scratch);
    for (size_t k = 0; k < t->n; k++) {
        size_t n = from[k + 1] - from[k];
        if (n)
            count_size(out, n);
        for (size_t i = from[k]; i < from[k + 1]; i++)
            for (size_t j = i + 1; j < from[k + 1]; j++) {
                out->pairs_within++;
                out->wrong += 1 - rl_probability(m, pair_weight(&compare, m, member[i], member[j]));
            }
    }
    double all = 0;
    for (size_t i = 0; i < s->n; i++) {
        all += (double)s->pair[i].p;
        out->missed_scored += c->of[s->pair[i].a] != c->of[s->pair[i].b] ? (double)s->pair[i].p : 0;
    }
    out->missed_unseen = fmax(0, out->expected_matches - all);
    double right = out->pairs_within - out->wrong;
    out->precision = out->pairs_within > 0 ? right / out->pairs_within : 1;
    double missed = out->missed_scored + out->missed_unseen;
    out->recall = right + missed > 0 ? right / (right + missed) : 1;
    for (uint32_t i = 0; i < t->n; i++)
        out->unlinkable += self_weight(t, m, i) < 0;
    arena_release(&scratch);
}
