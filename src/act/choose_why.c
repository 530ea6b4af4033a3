/* choose_why.c - why not this one, and what would change the answer. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "act/choose_in.h"
#include "act/pilot.h"
#include "base/attr.h"
#include "base/currency.h"
#include "num/dist.h"
#include "num/joint.h"

static double whole(Str currency) { return pow(10, currency_digits(currency)); }

/* Whole units with their thousands apart. */
static Str money_words(double minor, Str currency, Arena *a)
{
    Str digits = str_fmt(a, "%.0f", fabs(minor) / whole(currency)), out = STR("");
    for (size_t i = 0; i < digits.n; i++)
        out = str_fmt(a, "%.*s%s%c", STR_ARG(out), i && (digits.n - i) % 3 == 0 ? "\xE2\x80\xAF" : "", digits.p[i]);
    return str_fmt(a, "%s%.*s\xC2\xA0%.*s", minor < 0 && !str_eq(digits, STR("0")) ? "\xE2\x88\x92" : "", STR_ARG(out), STR_ARG(currency));
}

static const char *why_name(PortfolioReason reason)
{
    static const char *const names[] = { [PORTFOLIO_CHOSEN] = "taken", [PORTFOLIO_TOO_BIG] = "too big", [PORTFOLIO_LOSES] = "loses", [PORTFOLIO_RIVAL] = "rival", [PORTFOLIO_ROOM] = "room" };
    return names[reason];
}

static Str why_words(const Options *o, const Weighing *w, const PortfolioWhy *y, const ChooseAsk *ask, Arena *a)
{
    Str other = y->instead >= 0 ? o->at[w->option[y->instead]].name : STR("");
    Str sum = isfinite(y->loss) ? money_words(y->loss, ask->currency, a) : STR("");
    Str loss = isfinite(y->loss) ? str_fmt(a, "; with it in, the set is worth %.*s less", STR_ARG(sum)) : STR("");
    switch (y->reason) {
    case PORTFOLIO_CHOSEN:
        return isfinite(y->loss) ? str_fmt(a, "taken: without it the set is worth %.*s less", STR_ARG(sum)) : STR("taken");
    case PORTFOLIO_TOO_BIG:
        return STR("does not fit the budget or the people, even alone with what it needs");
    case PORTFOLIO_LOSES:
        return str_fmt(a, "on average worth less than it costs%.*s", STR_ARG(loss));
    case PORTFOLIO_RIVAL:
        return str_fmt(a, "'%.*s' mends the same issue and brings more%.*s", STR_ARG(other), STR_ARG(loss));
    case PORTFOLIO_ROOM:
        break;
    }
    return other.n ? str_fmt(a, "worth it, but '%.*s' would have to make room%.*s", STR_ARG(other), STR_ARG(loss)) : str_fmt(a, "worth it, but there is no room%.*s", STR_ARG(loss));
}

static void left_out(const Options *o, size_t i, ChooseRow *r, Arena *a)
{
    const Remedy *x = &o->at[i];
    if (!x->net)
        r->reason = str_fmt(a, "cannot be weighed: %s", x->reason);
    else
        r->reason = str_fmt(a, "cannot be weighed: it needs '%.*s', which is not there or cannot be weighed itself", STR_ARG(x->needs));
}

Status choose_rows(const Options *o, const Weighing *w, const Portfolio *best, const ChooseAsk *ask, Arena *a, Choice *out, Err *err)
{
    PortfolioWhy *why = ARENA_NEW_N(a, PortfolioWhy, w->n + 1);
    PortfolioChances chances = { .share = NULL };
    Status st = best ? portfolio_why(&w->in, best, a, why, err) : ST_OK;
    if (!st && best && !ask->brief)
        st = portfolio_chances(&w->in, CHOOSE_CHANCES, a, &chances, err);
    if (st)
        return st;
    out->know_all = llround(chances.know_all);
    for (size_t i = 0; i < o->n; i++) {
        ChooseRow *r = &out->row[i];
        size_t c = w->column[i];
        *r = (ChooseRow){ .option = i, .weighed = best && c != SIZE_MAX, .cost = o->at[i].once + o->at[i].yearly, .reason = STR(""), .why = "unweighed", .instead = STR("") };
        if (!r->weighed) {
            left_out(o, i, r, a);
            continue;
        }
        r->taken = best->in[c];
        r->reason = why_words(o, w, &why[c], ask, a);
        r->why = why_name(why[c].reason);
        r->instead = why[c].instead >= 0 ? o->at[w->option[why[c].instead]].name : STR("");
        r->has_loss = isfinite(why[c].loss);
        r->loss = r->has_loss ? llround(why[c].loss) : 0;
        r->chance = chances.share ? chances.share[c] : F64_NAN;
        r->net = band_of(o->at[i].net, o->draws, a).mean;
    }
    return ST_OK;
}

static int by_size(const void *l, const void *r)
{
    double a = *(const double *)l, b = *(const double *)r;
    return (a > b) - (a < b);
}

/* The input at one end: draws are weighted so that the input's mean is `to`, by moving every option's worth along with it. */
static Status at_end(const Weighing *w, const double *by, double to, Arena *a, Portfolio *out, Err *err)
{
    size_t n_col = w->n + w->in.n_pair, s = w->in.n_draw;
    double *worth = ARENA_NEW_N(a, double, n_col), mean = 0, var = 0;
    PortfolioInput one = w->in;
    for (size_t d = 0; d < s; d++)
        mean += by[d] / (double)s;
    for (size_t d = 0; d < s; d++)
        var += (by[d] - mean) * (by[d] - mean) / (double)s;
    for (size_t c = 0; c < n_col; c++) {
        double m = 0, cov = 0;
        for (size_t d = 0; d < s; d++)
            m += w->worth[c * s + d] / (double)s;
        for (size_t d = 0; d < s; d++)
            cov += (by[d] - mean) * (w->worth[c * s + d] - m) / (double)s;
        worth[c] = m + (var > 0 ? cov / var * (to - mean) : 0);
        if (c >= w->n)
            worth[c] = fmin(0, worth[c]);
    }
    one.worth = worth;
    one.n_draw = 1;
    one.caution = 0;
    return portfolio_best(&one, a, out, err);
}

static Status input(const Options *o, const Weighing *w, const Portfolio *now, const double *by, Arena *a, ChooseInput *x, Err *err)
{
    double *sorted = ARENA_NEW_N(a, double, o->draws), learn = 0;
    Portfolio low, high;
    memcpy(sorted, by, o->draws * sizeof *sorted);
    qsort(sorted, o->draws, sizeof *sorted, by_size);
    x->low = quantile_of(sorted, o->draws, .025);
    x->high = quantile_of(sorted, o->draws, .975);
    x->instead = STR("");
    if (!(x->high > x->low))
        return ST_OK;
    Status st = portfolio_learn_of(&w->in, by, a, &learn, err);
    if (!st)
        st = at_end(w, by, x->low, a, &low, err);
    if (!st)
        st = at_end(w, by, x->high, a, &high, err);
    if (st)
        return st;
    x->learn = llround(learn);
    x->flips_low = memcmp(low.in, now->in, w->n * sizeof *low.in) != 0;
    x->flips_high = memcmp(high.in, now->in, w->n * sizeof *high.in) != 0;
    if (x->flips_low || x->flips_high) {
        x->instead = names_of(o, w, x->flips_low ? low.in : high.in, NULL, a);
        if (!x->instead.n)
            x->instead = STR("nothing at all");
    }
    return ST_OK;
}

static int by_learn(const void *l, const void *r)
{
    const ChooseInput *a = l, *b = r;
    if (a->learn != b->learn)
        return a->learn > b->learn ? -1 : 1;
    return str_cmp(a->name, b->name);
}

Status choose_inputs(const Options *o, const Weighing *w, const Portfolio *best, Arena *a, Choice *out, Err *err)
{
    Status st = ST_OK;
    (void)best;
    Portfolio now;
    out->input = ARENA_NEW_N(a, ChooseInput, w->n + o->n_issue + 1);
    /* What would flip the choice is asked of the expected value, however cautious the choice itself was. */
    PortfolioInput plain = w->in;
    plain.caution = 0;
    st = portfolio_best(&plain, a, &now, err);
    for (size_t c = 0; !st && c < w->n; c++) {
        const Remedy *x = &o->at[w->option[c]];
        ChooseInput *to = &out->input[out->n_input++];
        *to = (ChooseInput){ .name = str_fmt(a, "share that '%.*s' prevents", STR_ARG(x->name)), .is_share = true };
        st = input(o, w, &now, x->share_draw, a, to, err);
        out->row[w->option[c]].learn = to->learn;
        if (!st && to->learn > 0)
            st = pilot_best(x, &w->in, o->years, a, &out->row[w->option[c]].pilot, err);
    }
    for (size_t k = 0; !st && k < o->n_issue; k++) {
        bool met = false;
        for (size_t c = 0; c < w->n; c++)
            met = met || o->at[w->option[c]].issue_id == o->issue[k];
        if (!met)
            continue;
        ChooseInput *to = &out->input[out->n_input++];
        *to = (ChooseInput){ .name = str_fmt(a, "cost of '%.*s'", STR_ARG(o->issue_name[k])) };
        st = input(o, w, &now, o->issue_draw + k * o->draws, a, to, err);
    }
    if (!st)
        qsort(out->input, out->n_input, sizeof *out->input, by_learn);
    return st;
}
