#include "act/observed.h"

#include <math.h>

#include "act/lot.h"
#include "base/date.h"
#include "num/dist.h"
#include "num/saved.h"

enum { YEAR = 12, MONTHS_LEAST = 3, BACK_MONTHS = 36, ALIKE_LEAST = 10, MINUTES_AN_HOUR = 60 };
#define PLACEBO_P 0.05

const char *const saved_names[SAVED_KINDS] = { "kept", "renewed", "billed", "serve" };

/* What is compared of one step; months.  side[]: of each account 1 reached, 0 other, -1 neither. */
typedef struct Step {
    int64_t start, months;
    int8_t *side;
    size_t  reached, others;
    bool    alike;
} Step;

/* Sums over steps. */
typedef struct Sum {
    double base, money, half, se, df, placebo_p;
    size_t reached, others, steps;
} Sum;

static Status stream(Store *s, int sql, const DbArg *arg, size_t n_arg, Arena *a, MoneyBook *m, MoneyStream *o, Err *err)
{
    Status st = store_fetch(s, sql, arg, n_arg, a, &o->t, err);
    if (st)
        return st;
    size_t r = 0, n = m->accounts.n;
    const int64_t *id = col_int(&m->accounts, "account_id"), *who = col_int(&o->t, "account_id");
    o->from = ARENA_NEW_N(a, size_t, n + 1);
    o->month = ARENA_NEW_N(a, int64_t, o->t.n + 1);
    for (size_t k = 0; k < n; k++) {
        while (r < o->t.n && who[r] < id[k])
            r++;
        o->from[k] = r;
        for (; r < o->t.n && who[r] == id[k]; r++) {
            o->month[r] = month_of(col_int(&o->t, "month")[r]);
            m->first[k] = o->month[r] < m->first[k] ? o->month[r] : m->first[k];
            m->last[k] = o->month[r] > m->last[k] ? o->month[r] : m->last[k];
        }
    }
    o->from[n] = r;
    return ST_OK;
}

Status observed_load(Store *s, const Actions *all, int64_t as_of, Arena *a, MoneyBook *m, Err *err)
{
    double minutes, hour;
    int64_t from = INT64_MAX;
    *m = (MoneyBook){ .to = month_of(as_of) };
    for (size_t i = 0; i < all->n; i++)
        for (size_t k = 0; k < all->at[i].n_start; k++)
            if (all->at[i].start[k].day <= as_of && month_of(all->at[i].start[k].day) < from)
                from = month_of(all->at[i].start[k].day);
    m->any = from != INT64_MAX;
    if (!m->any)
        return ST_OK;
    Str low = date_iso(a, day_of_month(from - BACK_MONTHS)), high = date_iso(a, as_of);
    Status st = store_setting(s, "ticket_minutes", &minutes, err);
    if (!st)
        st = store_setting(s, "hour_cost", &hour, err);
    if (!st)
        st = store_fetch(s, SQL_OBSERVED_ACCOUNTS, STORE_NO_ARGS, a, &m->accounts, err);
    if (st)
        return st;
    m->ticket = minutes * hour / MINUTES_AN_HOUR;
    m->first = ARENA_NEW_N(a, int64_t, m->accounts.n + 1);
    m->last = ARENA_NEW_N(a, int64_t, m->accounts.n + 1);
    for (size_t k = 0; k < m->accounts.n; k++) {
        m->first[k] = INT64_MAX;
        m->last[k] = INT64_MIN;
    }
    st = stream(s, SQL_OBSERVED_BILLED, STORE_ARGS(DB_TEXT(low), DB_TEXT(high), DB_TEXT(str_of(store_currency(s)))), a, m, &m->billed, err);
    if (!st)
        st = stream(s, SQL_OBSERVED_TICKETS, STORE_ARGS(DB_TEXT(low), DB_TEXT(high)), a, m, &m->tickets, err);
    return st ? st : stream(s, SQL_OBSERVED_DECISIONS, STORE_ARGS(DB_TEXT(low), DB_TEXT(high)), a, m, &m->decided, err);
}

static double window(const MoneyStream *o, const char *col, size_t k, int64_t from, int64_t to)
{
    double sum = 0;
    const int64_t *x = col_int(&o->t, col);
    for (size_t r = o->from[k]; r < o->from[k + 1]; r++)
        if (o->month[r] >= from && o->month[r] < to)
            sum += (double)x[r];
    return sum;
}

static int8_t side_by_lot(const Lot *lot, int64_t wave, int64_t end, int64_t account)
{
    int64_t of = lot_wave(lot, account);
    return of == wave ? 1 : of == 0 || (of > 0 && lot_wave_month(lot, of) >= end) ? 0 : -1;
}

static int8_t side_by_country(const Action *act, size_t step, int64_t end, Str country)
{
    int8_t side = 0;
    if (everywhere(act->start[step].countries) || in_countries(act->start[step].countries, country))
        return 1;
    for (size_t k = 0; k < act->n_start; k++)
        if (month_of(act->start[k].day) < end && (everywhere(act->start[k].countries) || in_countries(act->start[k].countries, country)))
            side = -1;
    return side;
}

/* Only the changed region's accounts as comparison, where ten and more of them were not reached. */
static void leave_alike(const MoneyBook *m, const Ground *g, Str changed, Step *p)
{
    const Table *regions = &g->regions;
    size_t n = 0;
    for (int pass = 0; pass < 2; pass++)
        for (size_t k = 0; k < m->accounts.n; k++) {
            bool here = false;
            for (size_t r = 0; r < regions->n && p->side[k] == 0 && !here; r++)
                here = str_eq(col_text(regions, "country")[r], col_text(&m->accounts, "country")[k]) && str_eq(col_text(regions, "region")[r], changed);
            if (!pass)
                n += here;
            else if (n >= ALIKE_LEAST && p->side[k] == 0 && !here)
                p->side[k] = -1;
        }
    p->alike = n >= ALIKE_LEAST;
}

static void step_sides(const MoneyBook *m, const Action *act, size_t k, const Target *t, const Ground *g, Arena *a, Step *p)
{
    Str changed = STR("");
    int64_t end = p->start + p->months;
    p->side = ARENA_NEW_N(a, int8_t, m->accounts.n + 1);
    for (size_t i = 0; i < m->accounts.n; i++)
        p->side[i] = act->lot ? side_by_lot(act->lot, (int64_t)k + 1, end, col_int(&m->accounts, "account_id")[i])
                              : side_by_country(act, k, end, col_text(&m->accounts, "country")[i]);
    if (!act->lot && t->kind != TARGET_NONE)
        (void)first_month(&act->start[k], t, g, &changed);
    if (changed.n)
        leave_alike(m, g, changed, p);
    for (size_t i = 0; i < m->accounts.n; i++) {
        p->reached += p->side[i] == 1;
        p->others += p->side[i] == 0;
    }
}

/* Rows of one comparison: `shift` months earlier than the action. */
static Status compare(const MoneyBook *m, const Step *p, SavedWhat what, int64_t shift, Arena *a, Saved *out, Err *err)
{
    size_t cap = 2 * m->accounts.n + 1, n = 0;
    int64_t *unit = ARENA_NEW_N(a, int64_t, cap);
    uint8_t *treated = ARENA_NEW_N(a, uint8_t, cap), *after = ARENA_NEW_N(a, uint8_t, cap);
    double *y = ARENA_NEW_N(a, double, cap), *w = ARENA_NEW_N(a, double, cap);
    const int64_t from[2] = { p->start - YEAR - shift, p->start - shift };
    for (size_t k = 0; k < m->accounts.n; k++) {
        bool known = m->first[k] <= from[0] && m->last[k] >= from[0];
        if (p->side[k] < 0 || (!known && (what == SAVED_BILLED || what == SAVED_SERVE)))
            continue;
        for (int later = 0; later < 2; later++) {
            int64_t low = from[later], high = low + p->months;
            unit[n] = (int64_t)k;
            treated[n] = p->side[k] == 1;
            after[n] = (uint8_t)later;
            switch (what) {
            case SAVED_KEPT: y[n] = window(&m->decided, "x", k, low, high), w[n] = window(&m->decided, "due", k, low, high); break;
            case SAVED_RENEWED: y[n] = window(&m->decided, "kept", k, low, high), w[n] = window(&m->decided, "n", k, low, high); break;
            case SAVED_BILLED: y[n] = window(&m->billed, "x", k, low, high), w[n] = window(&m->billed, "x", k, from[0], from[0] + p->months); break;
            case SAVED_SERVE: y[n] = -m->ticket * window(&m->tickets, "x", k, low, high), w[n] = 1; break;
            case SAVED_KINDS: break;
            }
            n++;
        }
    }
    return saved_estimate(
        &(SavedInput){ .unit = unit, .treated = treated, .after = after, .y = y, .w = w, .rows = n, .share = what == SAVED_KEPT || what == SAVED_RENEWED }, a,
        out, err);
}

static Status step_add(const MoneyBook *m, const Step *p, SavedWhat what, Arena *a, Sum *o, Err *err)
{
    Saved x, before;
    if (what == SAVED_SERVE && !m->tickets.t.n)
        return ST_OK;
    Status st = compare(m, p, what, 0, a, &x, err);
    if (!st)
        st = compare(m, p, what, YEAR, a, &before, err);
    if (st)
        return st;
    o->reached += x.n_treated;
    o->others = x.n_control > o->others ? x.n_control : o->others;
    if (x.too_few)
        return ST_OK;
    o->base += x.base;
    o->money += x.money;
    o->half += x.base * (x.high - x.low) / 2;
    o->se += x.base * x.se;
    o->df = o->steps ? fmin(o->df, x.df) : x.df;
    /* Several steps: the least of them speaks. */
    o->placebo_p = !o->steps ? before.p : fmin(o->placebo_p, before.p);
    o->steps++;
    return ST_OK;
}

static void grade(const Action *act, const Judged *j, Observed *o, Arena *a)
{
    if (act->lot) {
        o->grade = 'A';
        o->note = STR("the lot gave all else to both sides alike");
    } else if (!isfinite(o->placebo_p)) {
        o->grade = 'C';
        o->note = STR("too little is known of the year before to ask the same of a time when nothing was done");
    } else if (o->placebo_p < PLACEBO_P) {
        o->grade = 'C';
        o->note = str_fmt(a, "a year earlier, when nothing was done, the same comparison shows a difference as well (p %.3f)", o->placebo_p);
    } else {
        o->grade = j->grade == 'A' ? 'B' : 'C';
        o->note = str_fmt(a, "a year earlier, when nothing was done, the same comparison shows none (p %.2f)", o->placebo_p);
    }
}

static Observed nothing(Str note)
{
    const double nan = F64_NAN;
    return (Observed){ .effect = nan,
                       .low = nan,
                       .high = nan,
                       .money = nan,
                       .money_low = nan,
                       .money_high = nan,
                       .p = nan,
                       .placebo_p = nan,
                       .grade = 'D',
                       .method = "none",
                       .note = note };
}

static Observed total(const Action *act, const Judged *j, const Step *p, const Sum *sum, SavedWhat what, int64_t months, Arena *a)
{
    Observed o = nothing(sum->reached && sum->others ? STR("too few accounts with data in one of the groups, before or after")
                                                     : STR("nothing of the kind is in the book for both groups"));
    o.n_reached = sum->reached;
    o.n_others = sum->others;
    o.months = months;
    if (!sum->steps || !(sum->base > 0))
        return o;
    o.told = true;
    o.effect = sum->money / sum->base;
    o.low = o.effect - sum->half / sum->base;
    o.high = o.effect + sum->half / sum->base;
    o.p = sum->se > 0 ? t_two_sided(sum->money / sum->se, sum->df) : sum->money == 0;
    o.placebo_p = sum->placebo_p;
    if (what != SAVED_RENEWED) {
        o.money = sum->money;
        o.money_low = sum->money - sum->half;
        o.money_high = sum->money + sum->half;
    }
    o.method = act->lot ? "against accounts that the lot left out or put later, with the same months a year before"
               : p->alike ? "against accounts not reached in the region of the change before, with the same months a year before"
                          : "against accounts not reached, with the same months a year before";
    grade(act, j, &o, a);
    return o;
}

static int64_t step_start(const Action *act, size_t k) { return act->lot ? lot_wave_month(act->lot, (int64_t)k + 1) : month_of(act->start[k].day); }

Status observed_of(const MoneyBook *m, const Action *act, const Target *t, const Judged *j, const Ground *g, Arena *a, Observed out[SAVED_KINDS], Err *err)
{
    size_t n = act->lot ? (size_t)act->lot->waves : act->n_start, used = 0;
    int64_t months = 0;
    bool alone = false;
    Sum sum[SAVED_KINDS] = { { 0 } };
    Step last = { 0 };
    for (size_t k = 0; k < n && m->any; k++) {
        Step p = { .start = step_start(act, k) };
        p.months = m->to - p.start < YEAR ? m->to - p.start : YEAR;
        if (p.months < MONTHS_LEAST)
            continue;
        step_sides(m, act, k, t, g, a, &p);
        alone = alone || (p.reached && !p.others);
        for (SavedWhat what = 0; what < SAVED_KINDS; what++) {
            ArenaMark mark = arena_mark(a);
            Status st = step_add(m, &p, what, a, &sum[what], err);
            arena_rewind(a, mark);
            if (st)
                return st;
        }
        months = p.months > months ? p.months : months;
        last = p;
        used++;
    }
    for (SavedWhat what = 0; what < SAVED_KINDS; what++)
        out[what] = !used  ? nothing(STR("fewer than three whole months have passed since it began"))
                    : alone && !last.others ? nothing(STR("it reached everybody at once: there is nobody to compare with"))
                                            : total(act, j, &last, &sum[what], what, months, a);
    return ST_OK;
}
