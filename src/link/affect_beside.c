/* affect_beside.c - what is written beside an effect: what was held against it, its segments, and what can be said where there is too little. */
#include <math.h>

#include "link/affect.h"

void affect_tables(const LinkBook *b, EffectTables *t)
{
    static const ColSpec more[] = { { "issue_id", COL_INT },     { "outcome", COL_TEXT },     { "unit", COL_TEXT },     { "second", COL_F64 },
                                    { "placebo", COL_F64 },      { "placebo_low", COL_F64 },  { "placebo_high", COL_F64 }, { "placebo_p", COL_F64 },
                                    { "segments_p", COL_F64 },   { "segments_sd", COL_F64 },  { "second_way", COL_TEXT } };
    static const ColSpec part[] = { { "issue_id", COL_INT }, { "outcome", COL_TEXT }, { "segment", COL_TEXT }, { "n_exposed", COL_INT }, { "n_unexposed", COL_INT },
                                    { "own", COL_F64 },      { "estimate", COL_F64 }, { "low", COL_F64 },      { "high", COL_F64 } };
    static const ColSpec few[] = { { "issue_id", COL_INT }, { "outcome", COL_TEXT }, { "estimate", COL_F64 },     { "low", COL_F64 },           { "high", COL_F64 },
                                   { "p", COL_F64 },        { "log_odds", COL_F64 }, { "log_odds_low", COL_F64 }, { "log_odds_high", COL_F64 }, { "inflation", COL_F64 },
                                   { "method", COL_TEXT } };
    table_init(&t->more, b->a, more, COUNT_OF(more));
    table_init(&t->part, b->a, part, COUNT_OF(part));
    table_init(&t->few, b->a, few, COUNT_OF(few));
}

static void put_more(const LinkBook *b, OutcomeId id, size_t rule, double sign, const AffectExtra *x, const Effect *second, Table *t)
{
    table_put_int(t, 0, b->rules->rule[rule].id);
    table_put_text(t, 1, str_of(outcome_spec[id].name));
    table_put_text(t, 2, str_of(outcome_spec[id].unit));
    if (second && isfinite(second->estimate)) {
        table_put_f64(t, 3, sign * second->estimate);
        table_put_text(t, 10, str_of(second->method));
    }
    if (x) {
        table_put_known(t, 4, x->placebo.estimate);
        table_put_known(t, 5, x->placebo.low);
        table_put_known(t, 6, x->placebo.high);
        table_put_known(t, 7, x->placebo.p);
        table_put_known(t, 8, x->pool.p);
        if (x->pool.n > 1)
            table_put_f64(t, 9, x->pool.sd);
    }
    table_row(t);
}

static void put_part(const LinkBook *b, OutcomeId id, size_t rule, const AffectPart *p, Table *t)
{
    table_put_int(t, 0, b->rules->rule[rule].id);
    table_put_text(t, 1, str_of(outcome_spec[id].name));
    table_put_text(t, 2, p->segment);
    table_put_int(t, 3, (int64_t)p->n_exposed);
    table_put_int(t, 4, (int64_t)p->n_unexposed);
    table_put_f64(t, 5, p->own);
    table_put_f64(t, 6, p->estimate);
    table_put_f64(t, 7, p->low);
    table_put_f64(t, 8, p->high);
    table_row(t);
}

/* Limits change places with the sign. */
static void put_few(const LinkBook *b, OutcomeId id, size_t rule, double sign, const Few *f, Table *t)
{
    table_put_int(t, 0, b->rules->rule[rule].id);
    table_put_text(t, 1, str_of(outcome_spec[id].name));
    table_put_f64(t, 2, sign * f->estimate);
    table_put_f64(t, 3, sign < 0 ? -f->high : f->low);
    table_put_f64(t, 4, sign < 0 ? -f->low : f->high);
    table_put_f64(t, 5, f->p);
    table_put_f64(t, 6, sign * f->log_odds);
    table_put_known(t, 7, sign < 0 ? -f->log_odds_high : f->log_odds_low);
    table_put_known(t, 8, sign < 0 ? -f->log_odds_low : f->log_odds_high);
    table_put_f64(t, 9, f->inflation);
    table_put_text(t, 10, str_of(f->method));
    table_row(t);
}

void affect_beside(const LinkBook *b, OutcomeId id, size_t rule, double sign, const AffectExtra *x, const Effect *second, const Few *few, EffectTables *t)
{
    put_more(b, id, rule, sign, x, second, &t->more);
    for (size_t k = 0; x && k < x->n_part; k++)
        if (isfinite(x->part[k].estimate))
            put_part(b, id, rule, &x->part[k], &t->part);
    if (few)
        put_few(b, id, rule, sign, few, &t->few);
}
