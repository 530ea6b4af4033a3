#include "reclink/levels.h"

#include <stdlib.h>

#include "reclink/pattern.h"

struct RlCounts {
    Arena    a;
    RlTable *t;              /* no records: it says how patterns are packed */
    Patterns p;
};

static uint8_t never(const void *ctx, uint32_t a, uint32_t b)
{
    (void)ctx;
    (void)a;
    (void)b;
    return RL_NULL;
}

static RlTable *shape(const unsigned *n_level, size_t n_field, Arena *a)
{
    RlTable *t = rl_table_create(0, NULL, a);
    Err err;
    for (size_t f = 0; f < n_field; f++)
        if (rl_add_custom(t, &(RlField){ .name = STR("level"), .kind = RL_CUSTOM, .n_level = n_level[f], .custom = never },
                          NULL, &err) != ST_OK)
            bug("levels do not fit: %s", err.msg);
    return t;
}

RlCounts *rl_counts_create(const unsigned *n_level, size_t n_field)
{
    RlCounts *c = malloc(sizeof *c);
    if (!c)
        bug("out of memory for counts of levels");
    arena_init(&c->a);
    c->t = shape(n_level, n_field, &c->a);
    patterns_init(&c->p);
    return c;
}

void rl_counts_release(RlCounts *c)
{
    patterns_release(&c->p);
    arena_release(&c->a);
    free(c);
}

void rl_counts_add(RlCounts *c, const uint8_t *level)
{
    uint64_t pattern = 0;
    for (size_t f = 0; f < c->t->n_field; f++)
        pattern |= pattern_put(&c->t->field[f], level[f] == RL_NULL ? 0 : level[f] + 1u);
    patterns_add(&c->p, pattern, 1);
}

void rl_counts_em(const RlCounts *c, const RlLevelSession *how, double (*seen)[RL_LEVELS], RlSession *out)
{
    Arena a;
    EmResult r;
    double pairs = 0;
    arena_init(&a);
    PatternCount *row = patterns_sorted(&c->p, &a);
    for (size_t i = 0; i < c->p.n; i++)
        pairs += (double)row[i].count;
    em_run(&(EmInput){ .t = c->t, .row = row, .n = c->p.n, .left_out = how->left_out, .lambda = how->begin,
                       .prior = how->prior_pairs, .u = how->u[0], .m0 = how->m0[0] }, &a, &r);
    *out = (RlSession){ .pairs = pairs, .lambda = r.lambda, .iterations = r.iterations, .used = pairs > 0, .converged = r.converged };
    for (size_t f = 0; f < c->t->n_field; f++)
        for (unsigned l = 0; l < c->t->field[f].n_level && !(how->left_out >> f & 1); l++)
            seen[f][l] += r.seen[f * RL_LEVELS + l];
    arena_release(&a);
}
