#include "link/outcome.h"

#include <math.h>

#include "base/map.h"
#include "link/left.h"
#include "num/dist.h"

enum { BEFORE_DAYS = 91, TICKET_DAYS = 180, PEOPLE_FROM = 61, PEOPLE_TO = 151, GIVEN_DAYS = 365 };
#define DAYS_A_YEAR 365.25
#define MINUTES_AN_HOUR 60.0
/* An invoice that is never paid must not stand for all others. */
#define LATE_MOST 90.0

// clang-format off
const OutcomeSpec outcome_spec[OUTCOMES] = {
    [OUTCOME_RENEWAL]   = { "renewal",   "chance of renewal",                     "share",       DESIGN_DECISION, true,  0, 0 },
    [OUTCOME_REVENUE]   = { "revenue",   "yearly revenue kept at a decision",     "share",       DESIGN_DECISION, false, 0, 0 },
    [OUTCOME_EXPANSION] = { "expansion", "chance to renew for more",              "share",       DESIGN_DECISION, true,  0, 0 },
    [OUTCOME_NPS]       = { "nps",       "score given, 0 to 10",                  "points",      DESIGN_ANSWER,   false, 0, 0 },
    [OUTCOME_COST]      = { "cost",      "cost to serve in the 60 days from then", "minor units", DESIGN_PERIOD,   false, 60, 91 },
    [OUTCOME_CREDIT]    = { "credit",    "credit notes in the 60 days from then", "minor units", DESIGN_PERIOD,   false, 60, 91 },
    [OUTCOME_PAYMENT]   = { "payment",   "days that invoices are paid late",      "days",        DESIGN_PERIOD,   false, 60, 91 },
    [OUTCOME_CONTACT]   = { "contact",   "half of its people gone",               "share",       DESIGN_PERIOD,   true,  151, 182 },
    [OUTCOME_REFERENCE] = { "reference", "chance to give a reference",            "share",       DESIGN_PERIOD,   true,  151, 182 },
    [OUTCOME_REDUCED]   = { "reduced",   "chance to renew for less",              "share",       DESIGN_DECISION, true,  0, 0 },
};
// clang-format on

double outcome_served(const LinkBook *b, size_t account, int64_t from, int64_t to)
{
    double minutes = series_sum(&b->ticket, "n", account, from, to) * b->minutes + series_sum(&b->visit, "meetings", account, from, to) * b->meeting_minutes;
    return minutes * b->hour_cost / MINUTES_AN_HOUR + series_sum(&b->visit, "visits", account, from, to) * b->visit_cost;
}

static double credited(const LinkBook *b, size_t account, int64_t from, int64_t to)
{
    const int64_t *amount = col_int(&b->invoice.t, "amount");
    size_t lo, hi;
    double sum = 0;
    series_in(&b->invoice, account, from, to, &lo, &hi);
    for (; lo < hi; lo++)
        sum += amount[lo] < 0 ? -(double)amount[lo] : 0;
    return sum;
}

static double paid_late(const LinkBook *b, size_t account, int64_t from, int64_t to)
{
    const TableColumn *due = table_col(&b->invoice.t, "due"), *paid = table_col(&b->invoice.t, "paid");
    const int64_t *amount = col_int(&b->invoice.t, "amount");
    size_t lo, hi, n = 0;
    double sum = 0;
    series_in(&b->invoice, account, from, to, &lo, &hi);
    for (; lo < hi; lo++) {
        int64_t expected = col_has(due, lo) ? due->i[lo] : b->invoice.day[lo] + USUAL_DUE_DAYS;
        if (amount[lo] <= 0 || expected > b->w.as_of)
            continue;
        sum += fmin(LATE_MOST, (double)((col_has(paid, lo) ? paid->i[lo] : b->w.as_of) - expected));
        n++;
    }
    return n ? sum / (double)n : F64_NAN;
}

/* Mean people a week; weeks in which nobody came count as none. */
static double people(const LinkBook *b, size_t account, int64_t from, int64_t to)
{
    return series_sum(&b->usage, "users", account, from, to) * 7 / (double)(to - from);
}

/* A contact of it left, as its CRM says; else half the people who used it do so no more. */
static double people_gone(const LinkBook *b, size_t account, int64_t day)
{
    if (left_there(b)) {
        size_t lo, hi;
        series_in(&b->left, account, day, day + outcome_spec[OUTCOME_CONTACT].follow, &lo, &hi);
        return b->known[account] ? hi > lo : F64_NAN;
    }
    double before = people(b, account, day - BEFORE_DAYS, day);
    if (before < 1)
        return F64_NAN;
    return people(b, account, day + PEOPLE_FROM, day + PEOPLE_TO) < before / 2;
}

static double references(const LinkBook *b, size_t account, int64_t from, int64_t to)
{
    size_t lo, hi;
    series_in(&b->reference, account, from, to, &lo, &hi);
    return (double)(hi - lo);
}

double outcome_from(const LinkBook *b, OutcomeId id, size_t account, int64_t day)
{
    int64_t to = day + outcome_spec[id].follow;
    switch (id) {
    case OUTCOME_COST: return outcome_served(b, account, day, to);
    case OUTCOME_CREDIT: return credited(b, account, day, to);
    case OUTCOME_PAYMENT: return paid_late(b, account, day, to);
    case OUTCOME_CONTACT: return people_gone(b, account, day);
    case OUTCOME_REFERENCE: return references(b, account, day, to) > 0;
    case OUTCOME_RENEWAL:
    case OUTCOME_REVENUE:
    case OUTCOME_EXPANSION:
    case OUTCOME_REDUCED:
    case OUTCOME_NPS:
    case OUTCOMES:
    default: return F64_NAN;
    }
}

static void rows_make(OutcomeRows *o, Arena *a, size_t cap)
{
    o->at = ARENA_NEW_N(a, size_t, cap + 1);
    o->decision = ARENA_NEW_N(a, size_t, cap + 1);
    o->account = ARENA_NEW_N(a, int64_t, cap + 1);
    o->cluster = ARENA_NEW_N(a, int64_t, cap + 1);
    o->first = ARENA_NEW_N(a, int64_t, cap + 1);
    o->begin = ARENA_NEW_N(a, int64_t, cap + 1);
    o->y = ARENA_NEW_N(a, double, cap + 1);
}

static void row_add(const LinkBook *b, OutcomeRows *o, size_t at, int64_t first, int64_t begin, double y)
{
    o->unknown += isfinite(y) ? 0 : 1;
    /* A period whose outcome is not known from the day drawn may have one that is from the day of an event. */
    if (!isfinite(y) && outcome_spec[o->id].design != DESIGN_PERIOD)
        return;
    o->at[o->n] = at;
    o->account[o->n] = col_int(&b->account, "account_id")[at];
    o->cluster[o->n] = col_int(&b->account, "cluster")[at];
    o->first[o->n] = first;
    o->begin[o->n] = begin;
    o->y[o->n++] = y;
}

/* What is known of the account before `first`: years as a customer, calendar time, use and tickets before, segment, region. */
static void base_columns(const LinkBook *b, OutcomeRows *o)
{
    const TableColumn *since = table_col(&b->account, "customer_since");
    size_t n = o->n, p = 0;
    Str *segment = ARENA_NEW_N(b->a, Str, n + 1), *region = ARENA_NEW_N(b->a, Str, n + 1);
    double *x = ARENA_NEW_N(b->a, double, (n + 1) * OUTCOME_BASE_MAX);
    for (size_t i = 0; i < n; i++) {
        size_t k = o->at[i];
        double tenure = col_has(since, k) ? (double)(o->first[i] - since->i[k]) / DAYS_A_YEAR : 0;
        x[i] = log1p(tenure > 0 ? tenure : 0);
        x[n + i] = (double)(o->first[i] - b->w.as_of) / DAYS_A_YEAR;
        x[2 * n + i] = log1p(series_sum(&b->usage, "events", k, o->first[i] - BEFORE_DAYS, o->first[i]));
        x[3 * n + i] = log1p(series_sum(&b->ticket, "n", k, o->first[i] - TICKET_DAYS, o->first[i]));
        segment[i] = col_text(&b->account, "segment")[k];
        region[i] = col_text(&b->account, "region")[k];
    }
    p = 4;
    /* Who gave one of late is likely to give another. */
    for (size_t i = 0; o->id == OUTCOME_REFERENCE && i < n; i++)
        x[4 * n + i] = log1p(references(b, o->at[i], o->first[i] - GIVEN_DAYS, o->first[i]));
    p += o->id == OUTCOME_REFERENCE ? 1 : 0;
    p += panel_indicators(segment, n, b->a, x, p);
    p += panel_indicators(region, n, b->a, x, p);
    o->bends = panel_bends(x + n, o->cluster, n, b->a, x + p * n);
    o->base = x;
    o->n_base = p + o->bends;
}

static bool known_from(const LinkBook *b, OutcomeId id, int64_t *day)
{
    *day = id == OUTCOME_COST ? (b->first_ticket != INT64_MAX ? b->first_ticket : b->first_visit) : id == OUTCOME_CONTACT ? (left_there(b) ? b->first_left : b->first_usage) : id == OUTCOME_REFERENCE ? b->first_reference : b->first_invoice;
    return *day != INT64_MAX;
}

static void period_rows(const LinkBook *b, OutcomeRows *o)
{
    const OutcomeSpec *spec = &outcome_spec[o->id];
    const TableColumn *since = table_col(&b->account, "customer_since");
    int64_t from;
    if (!known_from(b, o->id, &from) || from > b->w.as_of)
        return;
    size_t periods = (size_t)((b->w.as_of - from) / spec->step) + 1;
    rows_make(o, b->a, b->account.n * periods);
    for (size_t k = 0; k < b->account.n; k++)
        for (size_t p = 0; p < periods; p++) {
            int64_t last = b->w.as_of - (int64_t)p * spec->step, first = last - spec->step + 1;
            /* A source that is there on its first day has no days before it to compare with. */
            if (first - BEFORE_DAYS < from || !col_has(since, k) || since->i[k] > first) {
                o->late++;
                continue;
            }
            if (b->ended[k] <= last) {
                o->ended++;
                continue;
            }
            int64_t begin = first + (int64_t)(hash64_mix(hash64_mix(b->key[k], p), b->seed) % ONSET);
            row_add(b, o, k, first, begin, outcome_from(b, o->id, k, begin));
        }
    base_columns(b, o);
}

static void answer_rows(const LinkBook *b, OutcomeRows *o)
{
    const int64_t *score = col_int(&b->score.t, "nps");
    rows_make(o, b->a, b->score.t.n);
    for (size_t k = 0; k < b->account.n; k++)
        for (size_t r = b->score.from[k]; r < b->score.from[k + 1]; r++)
            row_add(b, o, k, b->score.day[r] - SCORE_WINDOW, b->score.day[r], (double)score[r]);
    base_columns(b, o);
}

static double at_decision(OutcomeId id, const Panel *p, size_t r, double before, double kept)
{
    if (id == OUTCOME_RENEWAL)
        return 1 - p->lost[r];
    if (!(before > 0) || !isfinite(kept))
        return F64_NAN;
    if (id == OUTCOME_REDUCED)
        return p->lost[r] == 0 && kept > 0 && kept < DECISION_REDUCED * before;
    return id == OUTCOME_REVENUE ? kept / before - 1 : kept > DECISION_EXPANDED * before;
}

static Status decision_rows(const LinkBook *b, OutcomeRows *o, Err *err)
{
    const Panel *p = b->panel;
    Table t;
    Status st = store_fetch(b->s, SQL_DECISIONS_MORE, STORE_NO_ARGS, b->a, &t, err);
    if (st)
        return st;
    const TableColumn *before = table_col(&t, "before"), *kept = table_col(&t, "kept");
    const int64_t *account = col_int(&t, "account_id"), *decision = col_int(&t, "decision_id");
    rows_make(o, b->a, p->n);
    for (size_t r = 0, m = 0; r < p->n; r++) {
        size_t k = book_account(b, p->account[r]), had = o->n;
        while (m < t.n && (account[m] < p->account[r] || (account[m] == p->account[r] && decision[m] < p->decision[r])))
            m++;
        bool hit = m < t.n && account[m] == p->account[r] && decision[m] == p->decision[r];
        if (k == b->account.n)
            continue;
        row_add(b, o, k, window_from(&b->w, p->day[r]), p->day[r],
                at_decision(o->id, p, r, hit && col_has(before, m) ? (double)before->i[m] : F64_NAN, hit && col_has(kept, m) ? (double)kept->i[m] : F64_NAN));
        if (o->n > had)
            o->decision[had] = r;
    }
    o->n_base = p->n_base;
    o->bends = p->bends;
    o->base = ARENA_NEW_N(b->a, double, (o->n + 1) * (p->n_base + 1));
    for (size_t c = 0; c < p->n_base; c++)
        for (size_t i = 0; i < o->n; i++)
            o->base[c * o->n + i] = p->base[c * p->n + o->decision[i]];
    return ST_OK;
}

const char *outcome_words(const LinkBook *b, OutcomeId id)
{
    return id == OUTCOME_CONTACT && left_there(b) ? "a contact of it has left" : outcome_spec[id].words;
}

size_t outcome_undated(const LinkBook *b, OutcomeId id)
{
    return id == OUTCOME_REFERENCE ? b->undated : id == OUTCOME_CONTACT && left_there(b) ? b->left_undated : 0;
}

bool outcome_there(const LinkBook *b, OutcomeId id)
{
    return id == OUTCOME_REFERENCE ? b->reference.t.n || b->undated : id == OUTCOME_REDUCED ? b->reduced > 0 : true;
}

Status outcome_rows(const LinkBook *b, OutcomeId id, OutcomeRows *out, Err *err)
{
    *out = (OutcomeRows){ .id = id };
    if (outcome_spec[id].design == DESIGN_DECISION)
        return decision_rows(b, out, err);
    if (outcome_spec[id].design == DESIGN_ANSWER)
        answer_rows(b, out);
    else
        period_rows(b, out);
    return ST_OK;
}
