/* worth.c - predicted against realised, in money; what audits teach about the next such option. */
#include <math.h>
#include <stdlib.h>

#include "act/audit_in.h"
#include "act/lot.h"
#include "num/dist.h"
#include "num/rng.h"

enum { DRAWS = 4000 };

#define HALF_95 1.959963984540054

const char *const issue_kinds[KINDS] = { "promise", "ticket", "theme" };

bool share_taken(const Judged *j, double *share, double *se)
{
    double without = j->after - j->effect;
    if (!j->method || !(without > 0) || !isfinite(j->effect))
        return false;
    *share = -j->effect / without;
    *se = j->se * j->after / (without * without);   /* share = 1 - after / (after - effect) */
    return true;
}

bool lesson_from(const Target *t, const Judged *j, size_t kind, double *share, double *se)
{
    return j->verdict != DID_CANNOT_TELL && str_eq(t->issue_kind, str_of(issue_kinds[kind])) && share_taken(j, share, se) && *se > 0;
}

/* Pooled over the audits of a kind of issue that could be judged (DerSimonian and Laird); the interval is that of the next one. */
void lessons(const Target *t, const Judged *j, size_t n, Lesson out[KINDS])
{
    for (size_t kind = 0; kind < KINDS; kind++) {
        double w = 0, w2 = 0, mean = 0, q = 0, share, se;
        Lesson l = { 0 };
        for (int pass = 0; pass < 2; pass++)
            for (size_t i = 0; i < n; i++) {
                if (!lesson_from(&t[i], &j[i], kind, &share, &se))
                    continue;
                double v = 1 / (se * se);
                if (pass) {
                    q += v * pow(share - mean / w, 2);
                    continue;
                }
                l.audits++;
                w += v;
                w2 += v * v;
                mean += v * share;
            }
        if (l.audits) {
            double spread = w > w2 / w ? fmax(0, (q - (double)(l.audits - 1)) / (w - w2 / w)) : 0;
            double half = HALF_95 * sqrt(1 / w + spread);
            l.share = mean / w;
            l.low = fmax(0, l.share - half);
            l.high = fmin(1, fmax(0, l.share + half));
        }
        out[kind] = l;
    }
}

/* What of the issue's exposed money is theirs whom the lot gives it to. */
static double lot_part(const Lot *lot, int64_t issue, const Ground *g)
{
    double in = 0;
    for (size_t r = 0; r < g->lot_stakes.n; r++)
        if (col_int(&g->lot_stakes, "issue_id")[r] == issue && lot_wave(lot, col_int(&g->lot_stakes, "account_id")[r]) >= 1)
            in += (double)col_int(&g->lot_stakes, "amount")[r];
    return in;
}

/* The part of the issue's exposed money that lies in the countries of the action, or with the accounts of its lot. */
static double scope(const Action *act, const Target *t, const Ground *g)
{
    double in = 0, all = 0;
    for (size_t r = 0; r < g->stakes.n; r++) {
        if (col_int(&g->stakes, "issue_id")[r] != t->issue)
            continue;
        double amount = (double)col_int(&g->stakes, "amount")[r];
        /* One that has no start day yet has its countries already. */
        bool here = false;
        for (size_t k = 0; k < (act->n_start ? act->n_start : 1) && !here; k++)
            here = everywhere(act->start[k].countries) || in_countries(act->start[k].countries, col_text(&g->stakes, "country")[r]);
        in += here ? amount : 0;
        all += amount;
    }
    if (act->lot)
        in = lot_part(act->lot, t->issue, g);
    return all > 0 ? in / all : 0;
}

static int by_size(const void *l, const void *r)
{
    double a = *(const double *)l, b = *(const double *)r;
    return (a > b) - (a < b);
}

static void quantiles(double *v, int64_t *mid, int64_t *low, int64_t *high)
{
    qsort(v, DRAWS, sizeof *v, by_size);
    *low = llround(v[DRAWS / 40]);
    *mid = llround(v[DRAWS / 2]);
    *high = llround(v[DRAWS - 1 - DRAWS / 40]);
}

/* The share that the prediction rests on: typed, else promised (half of it to all), else what like actions were found to take away. */
static void option_of(const Action *act, const Target *t, const Lesson l[KINDS], Worth *o)
{
    double promised = promised_share(act->expected);
    o->option_low = o->option_high = F64_NAN;
    o->option_from = "nothing";
    if (isfinite(act->share_low)) {
        o->option_low = act->share_low;
        o->option_high = act->share_high;
        o->option_from = "typed";
    } else if (promised > 0) {
        o->option_low = promised / 2;
        o->option_high = promised;
        o->option_from = "promised";
    }
    for (size_t k = 0; k < KINDS; k++)
        if (str_eq(t->issue_kind, str_of(issue_kinds[k])) && l[k].audits && !strcmp(o->option_from, "nothing")) {
            o->option_low = l[k].low;
            o->option_high = l[k].high;
            o->option_from = "audits of similar actions";
        }
}

/* A prediction is no better than the issue's money; a share that nobody measured makes it C. */
static char grade_of(const Worth *o, char money)
{
    char share = !strcmp(o->option_from, "audits of similar actions") ? 'A' : strcmp(o->option_from, "nothing") ? 'C' : 'D';
    return share > money ? share : money;
}

void worth_of(const Action *act, const Target *t, const Judged *j, const Lesson l[KINDS], const Ground *g, Arena *a, Worth *out)
{
    double share = F64_NAN, se = 0, part = scope(act, t, g);
    bool audited = share_taken(j, &share, &se);
    Worth o = { .share = share, .share_low = F64_NAN, .share_high = F64_NAN, .grade = 'D' };
    if (audited) {
        double half = isfinite(j->low) && j->se > 0 ? (j->high - j->low) / (2 * j->se) * se : HALF_95 * se;
        o.share_low = share - half;
        o.share_high = fmin(1, share + half);
    }
    option_of(act, t, l, &o);
    size_t r = 0;
    while (r < g->values.n && col_int(&g->values, "issue_id")[r] != t->issue)
        r++;
    *out = o;
    if (t->kind == TARGET_NONE || r == g->values.n || !col_has(table_col(&g->values, "cost"), r) || !(part > 0))
        return;
    double cost = (double)col_int(&g->values, "cost")[r];
    double sd = ((double)col_int(&g->values, "cost_high")[r] - (double)col_int(&g->values, "cost_low")[r]) / (2 * HALF_95);
    double *benefit = ARENA_NEW_N(a, double, DRAWS), *real = ARENA_NEW_N(a, double, DRAWS);
    Rng *rng = rng_create(a, (uint64_t)g->seed + 12);
    for (size_t d = 0; d < DRAWS; d++) {
        double money = part * (cost + sd * rng_normal(rng, 0, 1)), r0 = rng_normal(rng, share, audited ? se : 0), u = rng_uniform(rng);
        /* The cost of doing nothing is today's, with the action at work: without it, it would be more by what the action takes away. */
        double without = audited && j->verdict == DID_WORKED ? money / (1 - fmin(fmax(r0, 0), 0.95)) : money;
        benefit[d] = without * (o.option_low + u * (o.option_high - o.option_low));
        real[d] = audited ? without * fmin(fmax(r0, -1), 1) : 0;
    }
    o.has_predicted = isfinite(o.option_low);
    o.has_realised = audited;
    if (o.has_predicted)
        quantiles(benefit, &o.predicted, &o.predicted_low, &o.predicted_high);
    if (o.has_realised)
        quantiles(real, &o.realised, &o.realised_low, &o.realised_high);
    o.grade = o.has_predicted ? grade_of(&o, g->grades[r]) : 'D';
    *out = o;
}
