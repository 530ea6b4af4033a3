#include "act/choose.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "act/choose_in.h"
#include "base/currency.h"
#include "base/attr.h"
#include "num/dist.h"

#define MINORS 10
#define STEP_LEAST 1e-6

/* The row of the option that x needs; SIZE_MAX: it needs none, or there is none. */
static size_t needed(const Options *o, const Remedy *x)
{
    for (size_t i = 0; x->needs.n && i < o->n; i++)
        if (str_ieq(o->at[i].name, x->needs) && &o->at[i] != x)
            return i;
    return SIZE_MAX;
}

/* Columns of the options that can be weighed; others are left out, and what needs them. */
static void weighable(const Options *o, Weighing *w)
{
    bool *ok = ARENA_NEW_N(w->a, bool, o->n + 1);
    for (size_t i = 0; i < o->n; i++)
        ok[i] = o->at[i].net != NULL;
    for (bool again = true; again;) {
        again = false;
        for (size_t i = 0; i < o->n; i++) {
            size_t b = needed(o, &o->at[i]);
            if (ok[i] && o->at[i].needs.n && (b == SIZE_MAX || !ok[b])) {
                ok[i] = false;
                again = true;
            }
        }
    }
    for (size_t i = 0; i < o->n; i++) {
        w->column[i] = ok[i] ? w->n : SIZE_MAX;
        if (ok[i])
            w->option[w->n++] = i;
    }
}

/* Two options of one issue that may go together: what both prevent is counted once. */
static void overlaps(const Options *o, Weighing *w)
{
    size_t most = w->n * w->n / 2 + 1, n = 0;
    PortfolioPair *pair = ARENA_NEW_N(w->a, PortfolioPair, most);
    for (size_t a = 0; a < w->n; a++)
        for (size_t b = a + 1; b < w->n; b++) {
            const Remedy *x = &o->at[w->option[a]], *y = &o->at[w->option[b]];
            if (x->issue_id == y->issue_id && !(x->alone && y->alone) && n < PORTFOLIO_OPTIONS_MAX * 4)
                pair[n++] = (PortfolioPair){ a, b };
        }
    w->in.pair = pair;
    w->in.n_pair = n;
}

static void fill_worth(const Options *o, Weighing *w)
{
    double *worth = ARENA_NEW_N(w->a, double, (w->n + w->in.n_pair) * o->draws + 1);
    for (size_t c = 0; c < w->n; c++)
        memcpy(worth + c * o->draws, o->at[w->option[c]].net, o->draws * sizeof *worth);
    for (size_t p = 0; p < w->in.n_pair; p++) {
        const Remedy *x = &o->at[w->option[w->in.pair[p].a]], *y = &o->at[w->option[w->in.pair[p].b]];
        /* The later of the two finds only what the other leaves: share x of what y saves, or the other way round; the lesser
         * saves what is lost. */
        for (size_t d = 0; d < o->draws; d++)
            worth[(w->n + p) * o->draws + d] = -fmax(0, fmin(x->share_draw[d] * y->saved[d], y->share_draw[d] * x->saved[d]));
    }
    w->in.worth = w->worth = worth;
}

void choose_weigh(const Options *o, const ChooseAsk *ask, Arena *a, Weighing *w)
{
    *w = (Weighing){ .a = a, .column = ARENA_NEW_N(a, size_t, o->n + 1), .option = ARENA_NEW_N(a, size_t, o->n + 1) };
    weighable(o, w);
    overlaps(o, w);
    fill_worth(o, w);
    double *money = ARENA_NEW_N(a, double, w->n + 1), *people = ARENA_NEW_N(a, double, w->n + 1);
    int64_t *group = ARENA_NEW_N(a, int64_t, w->n + 1);
    PortfolioPair *need = ARENA_NEW_N(a, PortfolioPair, w->n + 1);
    for (size_t c = 0; c < w->n; c++) {
        const Remedy *x = &o->at[w->option[c]];
        size_t b = needed(o, x);
        money[c] = (double)x->once + (double)x->yearly;
        people[c] = x->people;
        group[c] = x->alone ? x->issue_id : -1;
        if (b != SIZE_MAX)
            need[w->in.n_need++] = (PortfolioPair){ c, w->column[b] };
    }
    w->in.n_option = w->n;
    w->in.n_draw = o->draws;
    w->in.group = group;
    w->in.need = need;
    w->in.n_limit = 2;
    w->in.use[0] = money;
    w->in.use[1] = people;
    w->in.limit[0] = ask->budget == CHOOSE_NO_LIMIT ? F64_INF : (double)ask->budget;
    w->in.limit[1] = ask->people < 0 ? F64_INF : ask->people;
    w->in.caution = ask->caution;
}

Str names_of(const Options *o, const Weighing *w, const bool *in, const bool *not_in, Arena *a)
{
    Str all = STR("");
    for (size_t c = 0; c < w->n; c++)
        if (in[c] && (!not_in || !not_in[c]))
            all = str_fmt(a, "%.*s%s%.*s", STR_ARG(all), all.n ? ", " : "", STR_ARG(o->at[w->option[c]].name));
    return all;
}

/* The best ratio of worth to money first, as long as there is room and no rule is broken. */
static double greedy(const PortfolioInput *in, Arena *a)
{
    const double *mean = portfolio_means(in, a);
    bool *taken = ARENA_NEW_N(a, bool, in->n_option);
    double left[2] = { in->limit[0], in->limit[1] }, sum = 0;
    for (;;) {
        size_t best = SIZE_MAX;
        double most = 0;
        for (size_t i = 0; i < in->n_option; i++) {
            bool ok = !taken[i] && mean[i] > 0 && in->use[0][i] <= left[0] && in->use[1][i] <= left[1];
            for (size_t j = 0; j < in->n_option && ok; j++)
                ok = !(taken[j] && in->group[i] >= 0 && in->group[i] == in->group[j]);
            for (size_t k = 0; k < in->n_need && ok; k++)
                ok = in->need[k].a != i || taken[in->need[k].b];
            double ratio = mean[i] / fmax(1, in->use[0][i]);
            if (ok && ratio > most) {
                most = ratio;
                best = i;
            }
        }
        if (best == SIZE_MAX)
            break;
        taken[best] = true;
        sum += mean[best];
        left[0] -= in->use[0][best];
        left[1] -= in->use[1][best];
    }
    for (size_t p = 0; p < in->n_pair; p++)
        sum += taken[in->pair[p].a] && taken[in->pair[p].b] ? mean[in->n_option + p] : 0;
    return sum;
}

static double mean_of(const PortfolioInput *in, const bool *taken, Arena *a)
{
    const double *mean = portfolio_means(in, a);
    double sum = 0;
    for (size_t i = 0; i < in->n_option; i++)
        sum += taken[i] ? mean[i] : 0;
    for (size_t p = 0; p < in->n_pair; p++)
        sum += taken[in->pair[p].a] && taken[in->pair[p].b] ? mean[in->n_option + p] : 0;
    return sum;
}

static Status next_step(const Options *o, const Weighing *w, const ChooseAsk *ask, const Portfolio *best, Arena *a, Choice *out, Err *err)
{
    out->next_names = STR("");
    if (ask->budget == CHOOSE_NO_LIMIT)
        return ST_OK;
    PortfolioInput more = w->in;
    Portfolio p;
    double step = CHOOSE_STEP;
    for (int i = 0; i < currency_digits(ask->currency); i++)
        step *= MINORS;
    more.limit[0] += step;
    Status st = portfolio_best(&more, a, &p, err);
    if (st)
        return st;
    out->next_gain = llround(fmax(0, p.value - best->value));
    out->next_names = names_of(o, w, p.in, best->in, a);
    return ST_OK;
}

static void totals(const Options *o, const Weighing *w, const Portfolio *best, Arena *a, Choice *out)
{
    out->mean = llround(mean_of(&w->in, best->in, a));
    out->tail = llround(best->tail);
    out->low = llround(best->low);
    out->high = llround(best->high);
    out->n_taken = best->n_in;
    out->gap = best->gap > 0;
    double raw = (double)out->mean;
    for (size_t c = 0; c < w->n; c++) {
        const Remedy *x = &o->at[w->option[c]];
        if (!best->in[c])
            continue;
        out->spent += x->once + x->yearly;
        out->people += x->people;
        double saved = 0;
        for (size_t d = 0; d < o->draws; d++)
            saved += x->saved[d] / (double)o->draws;
        raw += x->shrink > 0 ? saved / x->shrink - saved : 0;
    }
    out->raw = llround(raw);
}

Status choose(const Options *o, const ChooseAsk *ask, Arena *a, Choice *out, Err *err)
{
    Weighing w;
    Portfolio best;
    *out = (Choice){ .row = ARENA_NEW_N(a, ChooseRow, o->n + 1), .n = o->n, .next_names = STR("") };
    choose_weigh(o, ask, a, &w);
    if (!w.n)
        return choose_rows(o, &w, NULL, ask, a, out, err);
    Status st = portfolio_best(&w.in, a, &best, err);
    if (st)
        return st;
    totals(o, &w, &best, a, out);
    out->regret = ask->caution > 0 ? 0 : llround(fmax(0, best.value - greedy(&w.in, a)));
    st = next_step(o, &w, ask, &best, a, out, err);
    if (!st)
        st = choose_rows(o, &w, &best, ask, a, out, err);
    return st || ask->brief ? st : choose_inputs(o, &w, &best, a, out, err);
}

static int by_budget(const void *l, const void *r)
{
    int64_t a = ((const FrontierPoint *)l)->budget, b = ((const FrontierPoint *)r)->budget;
    return (a > b) - (a < b);
}

Status choose_frontier(const Options *o, const ChooseAsk *ask, Arena *a, Frontier *out, Err *err)
{
    Weighing w;
    Portfolio p;
    *out = (Frontier){ .n = 0 };
    choose_weigh(o, &(ChooseAsk){ .budget = CHOOSE_NO_LIMIT, .people = ask->people, .caution = ask->caution }, a, &w);
    while (w.n && out->n < FRONTIER_MAX) {
        Status st = portfolio_best(&w.in, a, &p, err);
        if (st)
            return st;
        double spent = p.used[0];
        out->at[out->n++] = (FrontierPoint){ llround(spent), llround(mean_of(&w.in, p.in, a)), llround(p.tail), names_of(o, &w, p.in, NULL, a) };
        if (!p.n_in || spent < 1)
            break;
        /* GLPK keeps to a limit up to 1e-7 of what is used: a step that is less would not be seen. */
        w.in.limit[0] = spent - fmax(1, STEP_LEAST * spent);
    }
    qsort(out->at, out->n, sizeof *out->at, by_budget);
    return ST_OK;
}
