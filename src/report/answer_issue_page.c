/* One issue with what stands behind it: the chain, quotes, exposed accounts and the explanation. */
#include <math.h>
#include <stdlib.h>

#include "base/date.h"
#include "report/amount.h"
#include "report/answer_in.h"
#include "report/worth.h"

typedef struct IssuePage {
    Issues is;
    size_t r, e;               /* rows of the issue and of its renewal effect */
    bool   has_effect, has_cost;
    Deals  deals;
    Table  chain;              /* behaviours between experience and renewal; none: the effect alone */
} IssuePage;

static void put_step(JsonOut *j, const char *key, Str title, Str value, Str note, Str grade)
{
    json_object(j, key);
    json_text(j, "title", title);
    json_text(j, "value", value);
    json_text(j, "note", note);
    json_text(j, "grade", grade);
    json_end(j);
}

static Str points_range(Arena *a, const Table *t, const char *low, const char *high, size_t r)
{
    Str from = points_text(a, f64_at(t, low, r), 1), to = points_text(a, f64_at(t, high, r), 1);
    return str_fmt(a, "%.*s to %.*s", STR_ARG(from), STR_ARG(to));
}

static void put_experience(const IssuePage *p, double days, Arena *a, JsonOut *j)
{
    const Table *t = &p->is.issue;
    int64_t n = int_at(t, "accounts_exposed", p->r, 0);
    Str count = count_text(a, n), rule = text_at(t, "rule", p->r), day = p->is.as_of ? date_long(a, p->is.as_of) : STR("the last day in the data");
    put_step(j, "experience", STR("What customers live through"), str_fmt(a, "%.*s account%s", STR_ARG(count), n == 1 ? "" : "s"),
             str_fmt(a, "%.*s, in the %.0f days to %.*s", STR_ARG(rule), days, STR_ARG(day)), STR(""));
}

/* d_chain's behaviours (link/behave.h) in words that follow a number of standard deviations. */
static Str behaviour_words(Str name)
{
    static const char *const words[][2] = { { "use", "of use" },         { "people", "of people who use it" },    { "tickets", "of tickets written" },
                                            { "score", "of the last score" }, { "answers", "of whether it answers" }, { "paying", "of days paid late" } };
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_eq(name, str_of(words[i][0])))
            return str_of(words[i][1]);
    return name;
}

/* The behaviour that carries most of the effect: a link from experience to it, and one from it to renewal. */
static void put_mediated(const IssuePage *p, Str grade, Arena *a, JsonOut *j)
{
    const Table *t = &p->chain, *e = &p->is.effect;
    Str words = behaviour_words(text_at(t, "behaviour", 0)), n = count_text(a, int_at(t, "n", 0, 0)), moved = number_text(a, f64_at(t, "moved", 0), 2);
    Str moved_low = number_text(a, f64_at(t, "moved_low", 0), 2), moved_high = number_text(a, f64_at(t, "moved_high", 0), 2);
    Str moves = points_text(a, f64_at(t, "moves", 0), 1), moves_range = points_range(a, t, "moves_low", "moves_high", 0);
    Str through = points_text(a, f64_at(t, "through", 0), 1), through_range = points_range(a, t, "through_low", "through_high", 0);
    Str total = points_text(a, f64_at(e, "estimate", p->e), 1), range = points_range(a, e, "low", "high", p->e);
    put_step(j, "behaviour", STR("What they then do"), str_fmt(a, "%.*s sd %.*s", STR_ARG(moved), STR_ARG(words)),
             str_fmt(a, "goes with exposure: %.*s to %.*s standard deviations (95 %% interval), over %.*s decisions", STR_ARG(moved_low), STR_ARG(moved_high), STR_ARG(n)), grade);
    put_step(j, "renewal", STR("Whether they renew"), str_fmt(a, "%.*s points of renewal", STR_ARG(total)),
             str_fmt(a, "goes with exposure in all: %.*s; one standard deviation more of that behaviour goes with %.*s points (%.*s), so %.*s points (%.*s) go this way (95 %% intervals)",
                     STR_ARG(range), STR_ARG(moves), STR_ARG(moves_range), STR_ARG(through), STR_ARG(through_range)), grade);
}

static void put_behaviour(const IssuePage *p, Arena *a, JsonOut *j)
{
    const Table *t = &p->is.effect;
    Str grade = issue_grade(&p->is, col_int(&p->is.issue, "issue_id")[p->r]);
    if (!p->has_effect || str_eq(grade, STR("D"))) {
        Str why = p->e < t->n ? text_at(t, "reason", p->e) : STR("no renewal decision can be compared");
        put_step(j, "behaviour", STR("What they then do"), STR("too few to say"), why, grade);
        json_null(j, "renewal");
        return;
    }
    if (p->chain.n) {
        put_mediated(p, grade, a, j);
        return;
    }
    Str est = points_text(a, f64_at(t, "estimate", p->e), 1), raw = points_text(a, f64_at(t, "raw_estimate", p->e), 1);
    Str range = points_range(a, t, "low", "high", p->e);
    Str n1 = count_text(a, int_at(t, "n_exposed", p->e, 0)), n0 = count_text(a, int_at(t, "n_unexposed", p->e, 0));
    put_step(j, "behaviour", STR("What they then do"), str_fmt(a, "%.*s points of renewal", STR_ARG(est)),
             str_fmt(a, "goes with exposure after adjustment: %.*s (95 %% interval); plain difference %.*s; %.*s exposed and %.*s other decisions",
                     STR_ARG(range), STR_ARG(raw), STR_ARG(n1), STR_ARG(n0)), grade);
    json_null(j, "renewal");
}

static void put_money_step(const IssuePage *p, Arena *a, JsonOut *j)
{
    const Table *t = &p->is.issue;
    Str title = STR("What it puts at risk if nothing is done"), cur = p->is.currency;
    Str grade = issue_grade(&p->is, col_int(t, "issue_id")[p->r]), serve = money_text(a, int_at(t, "cost_to_serve", p->r, 0), cur, MONEY_SHORT);
    if (!p->has_cost) {
        Str why = text_at(t, "reason", p->r);
        put_step(j, "money", title, str_eq(grade, STR("D")) ? STR("too few to say") : STR("not told apart from zero"), why, grade);
        return;
    }
    Str range = money_range(a, int_at(t, "cost_low", p->r, 0), int_at(t, "cost_high", p->r, 0), cur);
    put_step(j, "money", title, money_text(a, int_at(t, "cost", p->r, 0), cur, MONEY_SHORT),
             str_fmt(a, "%.*s (95 %% interval) over %lld days of renewals; handling costs %.*s a year on top", STR_ARG(range),
                     (long long)int_at(t, "horizon_days", p->r, 0), STR_ARG(serve)), grade);
}

typedef struct ExposedRow {
    int64_t account, times;
    Str     name, segment;
    const Deal *deal;
} ExposedRow;

static int by_value(const void *x, const void *y)
{
    const ExposedRow *a = x, *b = y;
    int64_t va = a->deal ? a->deal->value : 0, vb = b->deal ? b->deal->value : 0;
    if (va != vb)
        return va > vb ? -1 : 1;
    return (a->account > b->account) - (a->account < b->account);
}

static Status put_exposed(Store *s, const IssuePage *p, int64_t issue, Arena *a, JsonOut *j, Err *err)
{
    Table t;
    Status st = store_fetch(s, SQL_REPORT_EXPOSED, STORE_ARGS(DB_INT(issue)), a, &t, err);
    if (st)
        return st;
    ExposedRow *row = ARENA_NEW_N(a, ExposedRow, t.n + 1);
    for (size_t r = 0; r < t.n; r++) {
        int64_t account = col_int(&t, "account_id")[r];
        row[r] = (ExposedRow){ account, col_int(&t, "times")[r], text_at(&t, "name", r), text_at(&t, "segment", r), deal_of(&p->deals, account) };
    }
    qsort(row, t.n, sizeof *row, by_value);
    json_array(j, "exposed");
    for (size_t r = 0; r < t.n && r < EXPOSED_MAX; r++) {
        json_object(j, NULL);
        json_int(j, "id", row[r].account);
        json_text(j, "name", row[r].name);
        json_text(j, "segment", row[r].segment);
        json_int(j, "times", row[r].times);
        put_deal(j, a, row[r].deal);
        json_end(j);
    }
    json_end(j);
    return ST_OK;
}

static void put_check(JsonOut *j, const char *label, double value, const char *note)
{
    if (!isfinite(value))
        return;
    json_object(j, NULL);
    json_str(j, "label", str_of(label));
    json_f64(j, "value", value);
    json_str(j, "note", str_of(note));
    json_end(j);
}

static void put_diagnostics(const IssuePage *p, const WorthRow *row, size_t n, JsonOut *j)
{
    const Table *t = &p->is.effect;
    json_array(j, "diagnostics");
    if (p->e < t->n) {
        put_check(j, "Overlap", 1 - f64_at(t, "outside", p->e), "share of decisions that have a like one on the other side");
        put_check(j, "Balance", f64_at(t, "balance", p->e), "largest standardised difference between the groups after weighting; 0 is alike");
        put_check(j, "E-value", f64_at(t, "evalue", p->e), "how strongly a hidden cause would have to go with both, to explain the effect away");
        put_check(j, "q", f64_at(t, "q", p->e), "expected share of false finds if this one is shown");
        put_check(j, "Plain difference", f64_at(t, "raw_estimate", p->e), "in renewal, exposed against not, nothing adjusted");
        json_object(j, NULL);
        json_str(j, "label", STR("Grade"));
        put_text_at(j, "value", t, "grade", p->e);
        put_text_at(j, "note", t, "reason", p->e);
        json_end(j);
    }
    for (size_t i = 0; i < n; i++) {
        json_object(j, NULL);
        json_str(j, "label", row[i].label);
        json_str(j, "value", row[i].value);
        json_str(j, "note", row[i].note);
        json_end(j);
    }
    json_end(j);
}

static Status put_rows(Store *s, int64_t issue, Arena *a, JsonOut *j, Err *err)
{
    Table t, files;
    Status st = store_fetch(s, SQL_REPORT_EVIDENCE, STORE_ARGS(DB_INT(issue), DB_INT(EVIDENCE_MAX)), a, &t, err);
    if (!st)
        st = files_of(s, a, FILES_OF(&t), &files, err);
    if (st)
        return st;
    json_array(j, "rows");
    for (size_t r = 0; r < t.n; r++) {
        Str name = text_at(&t, "name", r), day = date_iso(a, col_int(&t, "day")[r]), what = text_at(&t, "text", r);
        json_object(j, NULL);
        json_str(j, "text", str_fmt(a, "%.*s, %.*s: %.*s", STR_ARG(name), STR_ARG(day), STR_ARG(what)));
        put_place(j, &files, col_int(&t, "file_id")[r], col_int(&t, "line")[r]);
        json_end(j);
    }
    json_end(j);
    return ST_OK;
}

/* What would move the figure, in one sentence or two. */
static Str change_of(const IssuePage *p, Arena *a)
{
    const Table *t = &p->is.issue;
    if (!p->has_cost)
        return p->e < p->is.effect.n ? text_at(&p->is.effect, "reason", p->e) : STR("");
    Str cur = p->is.currency, low = money_text(a, int_at(t, "cost_low", p->r, 0), cur, MONEY_SHORT);
    Str high = money_text(a, int_at(t, "cost_high", p->r, 0), cur, MONEY_SHORT);
    Str half = money_text(a, int_at(t, "cost", p->r, 0) / 2, cur, MONEY_SHORT);
    return str_fmt(a, "At the ends of the interval it is %.*s and %.*s; with half the effect %.*s. The figure grows with the horizon; "
                      "the annuity moves with margin, discount rate and years.", STR_ARG(low), STR_ARG(high), STR_ARG(half));
}

static Status put_explain(Store *s, const IssuePage *p, int64_t issue, Arena *a, JsonOut *j, Err *err)
{
    static const char *const effect_settings[] = { "exposure_days", "gap_days", "grace_days", "slow_reply_share", "min_per_arm", "fdr",
        "sensitivity", "horizon_days", "margin", "discount_rate", "annuity_years", "base_growth", "hour_cost", "ticket_minutes", "seed" };
    Str how = p->e < p->is.effect.n ? text_at(&p->is.effect, "method", p->e) : STR("");
    json_object(j, "explain");
    json_text(j, "method", how);
    Status st = put_settings(s, "assumptions", effect_settings, COUNT_OF(effect_settings), a, j, err);
    WorthRow row[WORTH_ROWS];
    size_t n = 0;
    if (!st)
        st = worth_rows(s, issue, p->is.currency, a, row, &n, err);
    put_diagnostics(p, row, n, j);
    if (!st)
        st = put_rows(s, issue, a, j, err);
    json_text(j, "change", change_of(p, a));
    json_end(j);
    return st;
}

/* What prevention frees, year by year as the base grows; hours told as people.  Year 0 is a note in place of years. */
static Status put_annuity(Store *s, int64_t issue, Arena *a, JsonOut *j, Err *err)
{
    Table t, sum;
    double each = 0, hours = 0;
    int64_t present = 0;
    size_t years = 0;
    Status st = store_fetch(s, SQL_REPORT_ANNUITY, STORE_ARGS(DB_INT(issue)), a, &t, err);
    if (!st)
        st = store_fetch(s, SQL_REPORT_ANNUITY_SUM, STORE_ARGS(DB_INT(issue)), a, &sum, err);
    if (!st)
        st = store_setting(s, "person_hours", &each, err);
    if (st)
        return st;
    if (!t.n) {
        json_null(j, "annuity");
        return ST_OK;
    }
    json_object(j, "annuity");
    json_array(j, "years");
    for (size_t r = 0; r < t.n; r++) {
        if (!col_int(&t, "year")[r])
            continue;
        static const char *const number[] = { "contacts", "low", "high", "hours" };
        json_object(j, NULL);
        put_int_at(j, "year", &t, "year", r);
        for (size_t k = 0; k < COUNT_OF(number); k++)
            put_f64_at(j, number[k], &t, number[k], r);
        json_f64(j, "people", f64_at(&t, "hours", r) / each);
        put_int_at(j, "cost_minor", &t, "cost", r);
        put_int_at(j, "present_minor", &t, "present", r);
        put_int_at(j, "present_low_minor", &t, "present_low", r);
        put_int_at(j, "present_high_minor", &t, "present_high", r);
        put_f64_at(j, "estimated", &t, "extra", r);
        json_end(j);
        years++;
        hours += f64_at(&t, "hours", r);
        present += col_int(&t, "present")[r];
    }
    json_end(j);
    json_f64(j, "hours", hours);
    json_f64(j, "people", years ? hours / (each * (double)years) : 0);
    json_f64(j, "person_hours", each);
    json_int(j, "present_minor", present);
    static const char *const end[] = { "present_low", "present_high" }, *const key[] = { "present_low_minor", "present_high_minor" };
    for (size_t k = 0; k < COUNT_OF(end); k++) {
        if (sum.n)
            put_int_at(j, key[k], &sum, end[k], 0);
        else
            json_null(j, key[k]);
    }
    json_text(j, "note", years ? STR("") : text_at(&t, "note", 0));
    json_end(j);
    return ST_OK;
}

static Status page_load(Store *s, int64_t issue, Arena *a, IssuePage *p, Err *err)
{
    Status st = issues_load(s, a, &p->is, err);
    if (!st)
        st = deals_load(s, ALL_IDS, p->is.as_of, a, &p->deals, err);
    if (!st)
        st = store_fetch(s, SQL_REPORT_CHAIN_OF, STORE_ARGS(DB_INT(issue)), a, &p->chain, err);
    if (st)
        return st;
    const int64_t *id = col_int(&p->is.issue, "issue_id");
    while (p->r < p->is.issue.n && id[p->r] != issue)
        p->r++;
    if (p->r == p->is.issue.n)
        return ERR(err, ST_NOT_FOUND, "no issue %lld", (long long)issue);
    p->e = effect_of(&p->is, issue);
    p->has_effect = p->e < p->is.effect.n && isfinite(f64_at(&p->is.effect, "estimate", p->e));
    p->has_cost = col_has(table_col(&p->is.issue, "cost"), p->r);
    return ST_OK;
}

/* How long accounts stay with and without it, with who is at risk: what the chart shows. */
static void put_stay(const Table *test, const Table *curve, Arena *a, JsonOut *j)
{
    static const char *const met[] = { "share_met", "low_met", "high_met" }, *const not[] = { "share_not", "low_not", "high_not" };
    if (!test->n) {
        json_null(j, "stay");
        return;
    }
    json_object(j, "stay");
    put_day_at(j, "landmark", a, test, "landmark", 0);
    put_int_at(j, "met", test, "n_met", 0);
    put_int_at(j, "met_lost", test, "lost_met", 0);
    put_int_at(j, "not_met", test, "n_not", 0);
    put_int_at(j, "not_met_lost", test, "lost_not", 0);
    put_f64_at(j, "chi2", test, "chi2", 0);
    put_f64_at(j, "p", test, "p", 0);
    put_text_at(j, "note", test, "note", 0);
    json_array(j, "rows");
    for (size_t r = 0; r < curve->n; r++) {
        json_object(j, NULL);
        put_int_at(j, "day", curve, "day", r);
        put_int_at(j, "met_at_risk", curve, "at_met", r);
        put_range_at(j, "met_stay", curve, met, r);
        put_int_at(j, "not_met_at_risk", curve, "at_not", r);
        put_range_at(j, "not_met_stay", curve, not, r);
        json_end(j);
    }
    json_end(j);
    json_end(j);
}

Status answer_issue(Store *s, const AnswerQuery *q, Arena *a, JsonOut *j, Err *err)
{
    IssuePage p = { .r = 0 };
    double days;
    Status st = page_load(s, q->id, a, &p, err);
    if (!st)
        st = store_setting(s, "exposure_days", &days, err);
    if (st)
        return st;
    json_object(j, NULL);
    put_issue_head(j, &p.is, p.r);
    put_text_at(j, "owner_why", &p.is.issue, "owner_why", p.r);
    put_text_at(j, "rule", &p.is.issue, "rule", p.r);
    json_object(j, "chain");
    put_experience(&p, days, a, j);
    put_behaviour(&p, a, j);
    put_money_step(&p, a, j);
    json_end(j);
    Table test, curve;
    st = store_fetch(s, SQL_REPORT_STAY_TEST, STORE_ARGS(DB_INT(q->id)), a, &test, err);
    if (!st)
        st = store_fetch(s, SQL_REPORT_STAY_CURVE, STORE_ARGS(DB_INT(q->id)), a, &curve, err);
    if (st)
        return st;
    put_stay(&test, &curve, a, j);
    st = put_issue_charts(s, &p.is, p.r, &curve, a, j, err);
    if (!st)
        st = put_quotes(s, int_at(&p.is.issue, "theme_id", p.r, 0), &p.deals, a, j, err);
    if (!st)
        st = put_exposed(s, &p, q->id, a, j, err);
    if (!st)
        st = put_annuity(s, q->id, a, j, err);
    if (!st)
        st = put_explain(s, &p, q->id, a, j, err);
    json_end(j);
    return st;
}
