/* One issue with what stands behind it: the chain, quotes, exposed accounts and the explanation. */
#include <math.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/map.h"
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

static void put_step(JsonOut *j, Arena *a, const char *key, Str title, Str value, Str note, Str grade)
{
    json_object(j, key);
    put_worded(j, "title", title, a);
    put_worded(j, "value", value, a);
    put_worded(j, "note", note, a);
    json_text(j, "grade", grade);
    json_end(j);
}

static Str points_at(Arena *a, const Table *t, const char *col, size_t r) { return points_text(a, f64_at(t, col, r), 1); }

static void put_experience(const IssuePage *p, double days, Arena *a, JsonOut *j)
{
    const Table *t = &p->is.issue;
    Str count = count_text(a, int_at(t, "accounts_exposed", p->r, 0)), rule = text_at(t, "rule", p->r), span = str_fmt(a, "%.0f", days);
    put_step(j, a, "experience", SAID_PLAIN(chain_experience), SAID(a, chain_accounts, count),
             p->is.as_of ? SAID(a, chain_rule, rule, span, date_long(a, p->is.as_of)) : SAID(a, chain_rule_ever, rule, span), STR(""));
}

/* d_chain's behaviours (link/behave.h): more of it, less of it, and what its standard deviations are of. */
static const struct {
    const char *name;
    SayId       more, less, of;
} behaviours[] = {
    { "use", SAY_chain_more_use, SAY_chain_less_use, SAY_check_of_use },             { "people", SAY_chain_more_people, SAY_chain_less_people, SAY_check_of_people },
    { "tickets", SAY_chain_more_tickets, SAY_chain_less_tickets, SAY_check_of_tickets }, { "score", SAY_chain_more_score, SAY_chain_less_score, SAY_check_of_score },
    { "answers", SAY_chain_more_answers, SAY_chain_less_answers, SAY_check_of_answers }, { "paying", SAY_chain_more_paying, SAY_chain_less_paying, SAY_check_of_paying },
};

static size_t behaviour_at(Str name)
{
    size_t k = 0;
    while (k + 1 < COUNT_OF(behaviours) && !str_eq(name, str_of(behaviours[k].name)))
        k++;
    return k;
}

/* In words: by Cohen's marks for a difference in standard deviations (0.2 small, 0.5 medium, 0.8 large); the figure is in the drawer. */
static Str moved_words(Arena *a, Str name, double moved)
{
    static const struct {
        double from;
        SayId  say;
    } sizes[] = { { 0.8, SAY_chain_much }, { 0.5, SAY_chain_clearly }, { 0.2, SAY_chain_somewhat }, { 0, SAY_chain_little } };
    size_t i = 0, k = behaviour_at(name);
    while (i + 1 < COUNT_OF(sizes) && fabs(moved) < sizes[i].from)
        i++;
    Str size = said(a, sizes[i].say, NULL, 0), what = said(a, moved < 0 ? behaviours[k].less : behaviours[k].more, NULL, 0);
    return SAID(a, chain_behaves, size, what);
}

/* The behaviour that carries most of the effect: a link from experience to it, and one from it to renewal. */
static void put_mediated(const IssuePage *p, Str grade, Arena *a, JsonOut *j)
{
    const Table *t = &p->chain, *e = &p->is.effect;
    put_step(j, a, "behaviour", SAID_PLAIN(chain_behaviour), moved_words(a, text_at(t, "behaviour", 0), f64_at(t, "moved", 0)),
             SAID(a, chain_moved, count_text(a, int_at(t, "n", 0, 0))), grade);
    put_step(j, a, "renewal", SAID_PLAIN(chain_renewal), SAID(a, chain_points, points_at(a, e, "estimate", p->e)),
             SAID(a, chain_through, points_at(a, e, "low", p->e), points_at(a, e, "high", p->e), points_at(a, t, "through", 0), points_at(a, t, "through_low", 0),
                  points_at(a, t, "through_high", 0)), grade);
}

/* The figures behind the words of the step, for the drawer. */
static void put_chain_checks(const IssuePage *p, Arena *a, JsonOut *j)
{
    const Table *t = &p->chain;
    if (!t->n || !p->has_effect)
        return;
    static const struct {
        SayId       label, note;
        const char *value, *low, *high;
        bool        points;
    } rows[] = { { SAY_check_moved, SAY_check_moved_note, "moved", "moved_low", "moved_high", false },
                 { SAY_check_moves, SAY_check_moves_note, "moves", "moves_low", "moves_high", true } };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        double v[3] = { f64_at(t, rows[i].value, 0), f64_at(t, rows[i].low, 0), f64_at(t, rows[i].high, 0) };
        Str text[3];
        for (size_t k = 0; k < COUNT_OF(text); k++)
            text[k] = rows[i].points ? points_text(a, v[k], 1) : number_text(a, v[k], 2);
        Str of = said(a, behaviours[behaviour_at(text_at(t, "behaviour", 0))].of, NULL, 0);
        json_object(j, NULL);
        put_worded(j, "label", said(a, rows[i].label, NULL, 0), a);
        json_str(j, "value", text[0]);
        put_unsaid(j, "value");
        put_worded(j, "note", said(a, rows[i].note, (const Str[]){ of, text[1], text[2] }, 3), a);
        json_end(j);
    }
}

static void put_behaviour(const IssuePage *p, Arena *a, JsonOut *j)
{
    const Table *t = &p->is.effect;
    Str grade = issue_grade(&p->is, col_int(&p->is.issue, "issue_id")[p->r]);
    if (!p->has_effect || str_eq(grade, STR("D"))) {
        Str why = p->e < t->n ? text_at(t, "reason", p->e) : SAID_PLAIN(no_decision);
        put_step(j, a, "behaviour", SAID_PLAIN(chain_behaviour), SAID_PLAIN(few), why, grade);
        json_null(j, "renewal");
        return;
    }
    if (p->chain.n) {
        put_mediated(p, grade, a, j);
        return;
    }
    Str n1 = count_text(a, int_at(t, "n_exposed", p->e, 0)), n0 = count_text(a, int_at(t, "n_unexposed", p->e, 0));
    put_step(j, a, "behaviour", SAID_PLAIN(chain_behaviour), SAID(a, chain_points, points_at(a, t, "estimate", p->e)),
             SAID(a, chain_adjusted, points_at(a, t, "low", p->e), points_at(a, t, "high", p->e), points_at(a, t, "raw_estimate", p->e), n1, n0), grade);
    json_null(j, "renewal");
}

static void put_money_step(const IssuePage *p, Arena *a, JsonOut *j)
{
    const Table *t = &p->is.issue;
    Str title = SAID_PLAIN(chain_money), cur = p->is.currency;
    Str grade = issue_money_grade(&p->is, p->r), serve = money_text(a, int_at(t, "cost_to_serve", p->r, 0), cur, MONEY_SHORT);
    if (!p->has_cost) {
        Str why = text_at(t, "reason", p->r);
        put_step(j, a, "money", title, str_eq(grade, STR("D")) ? SAID_PLAIN(few) : SAID_PLAIN(not_from_zero), why, grade);
        return;
    }
    int64_t low = int_at(t, "cost_low", p->r, 0), high = int_at(t, "cost_high", p->r, 0), scale = llabs(low) > llabs(high) ? low : high;
    put_step(j, a, "money", title, money_text(a, int_at(t, "cost", p->r, 0), cur, MONEY_SHORT),
             SAID(a, chain_cost, money_like(a, low, scale, cur), money_like(a, high, scale, cur), str_fmt(a, "%lld", (long long)int_at(t, "horizon_days", p->r, 0)), serve), grade);
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

/* --- by segment: every account that met it, however few are listed, beside what the issue does in that segment --- */

typedef struct SegmentRow {
    Str     name;
    int64_t accounts, value;
    size_t  effect;                 /* row; that of nothing: the number of rows */
} SegmentRow;

static int by_money(const void *x, const void *y)
{
    const SegmentRow *a = x, *b = y;
    return a->value != b->value ? (a->value > b->value ? -1 : 1) : str_cmp(a->name, b->name);
}

static SegmentRow *segment_of(StrMap *map, SegmentRow *row, Str name, size_t no_effect)
{
    bool is_new;
    size_t i = strmap_put(map, name, &is_new);
    if (is_new)
        row[i] = (SegmentRow){ .name = map->key[i], .effect = no_effect };
    return &row[i];
}

static Status put_by_segment(Store *s, const ExposedRow *exposed, size_t n, int64_t issue, Arena *a, JsonOut *j, Err *err)
{
    static const char *const pooled[] = { "estimate", "low", "high" };
    Table t;
    StrMap map;
    Status st = store_fetch(s, SQL_REPORT_ISSUE_SEGMENTS, STORE_ARGS(DB_INT(issue)), a, &t, err);
    if (st)
        return st;
    strmap_init(&map, a);
    SegmentRow *row = ARENA_NEW_N(a, SegmentRow, n + t.n + 1);
    for (size_t r = 0; r < n; r++) {
        SegmentRow *of = segment_of(&map, row, exposed[r].segment, t.n);
        of->accounts++;
        of->value += exposed[r].deal && exposed[r].deal->status == DEAL_ACTIVE ? exposed[r].deal->value : 0;
    }
    for (size_t r = 0; r < t.n; r++)
        segment_of(&map, row, text_at(&t, "segment", r), t.n)->effect = r;
    if (map.n)
        qsort(row, map.n, sizeof *row, by_money);
    json_array(j, "segments");
    for (size_t i = 0; i < map.n; i++) {
        bool known = row[i].effect < t.n;
        json_object(j, NULL);
        json_text(j, "segment", row[i].name);
        json_int(j, "accounts", row[i].accounts);
        json_int(j, "value_minor", row[i].value);
        json_int(j, "n_exposed", known ? int_at(&t, "n_exposed", row[i].effect, 0) : 0);
        json_int(j, "n_unexposed", known ? int_at(&t, "n_unexposed", row[i].effect, 0) : 0);
        if (known)
            put_range_at(j, "effect", &t, pooled, row[i].effect);
        else
            json_null(j, "effect");
        json_end(j);
    }
    json_end(j);
    return ST_OK;
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
    if (t.n)
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
    return put_by_segment(s, row, t.n, issue, a, j, err);
}

static void put_check(JsonOut *j, Arena *a, SayId label, double value, SayId note)
{
    if (!isfinite(value))
        return;
    json_object(j, NULL);
    put_worded(j, "label", said_plain(label), a);
    json_f64(j, "value", value);
    put_unsaid(j, "value");
    put_worded(j, "note", said_plain(note), a);
    json_end(j);
}

static void put_diagnostics(const IssuePage *p, const WorthRow *row, size_t n, Arena *a, JsonOut *j)
{
    const Table *t = &p->is.effect;
    json_array(j, "diagnostics");
    if (p->e < t->n) {
        put_check(j, a, SAY_check_overlap, 1 - f64_at(t, "outside", p->e), SAY_check_overlap_note);
        put_check(j, a, SAY_check_balance, f64_at(t, "balance", p->e), SAY_check_balance_note);
        put_check(j, a, SAY_check_evalue, f64_at(t, "evalue", p->e), SAY_check_evalue_note);
        put_check(j, a, SAY_check_q, f64_at(t, "q", p->e), SAY_check_q_note);
        put_check(j, a, SAY_check_raw, f64_at(t, "raw_estimate", p->e), SAY_check_raw_note);
        json_object(j, NULL);
        put_worded(j, "label", SAID_PLAIN(check_grade), a);
        put_text_at(j, "value", t, "grade", p->e);
        put_unsaid(j, "value");
        put_worded_at(j, "note", a, t, "reason", p->e);
        json_end(j);
        put_chain_checks(p, a, j);
    }
    for (size_t i = 0; i < n; i++) {
        json_object(j, NULL);
        put_worded(j, "label", row[i].label, a);
        put_worded(j, "value", row[i].value, a);
        put_worded(j, "note", row[i].note, a);
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
        put_worded(j, "text", SAID(a, evidence_row, name, day, what), a);
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
    return str_fmt(a, "%.*s %.*s", STR_ARG(SAID(a, change_ends, low, high, half)), STR_ARG(SAID_PLAIN(change_moves)));
}

static Status put_explain(Store *s, const IssuePage *p, int64_t issue, Arena *a, JsonOut *j, Err *err)
{
    static const char *const effect_settings[] = { "exposure_days", "gap_days", "grace_days", "slow_reply_share", "min_per_arm", "fdr",
        "sensitivity", "horizon_days", "margin", "discount_rate", "annuity_years", "base_growth", "hour_cost", "ticket_minutes", "seed" };
    Str how = p->e < p->is.effect.n ? text_at(&p->is.effect, "method", p->e) : STR("");
    json_object(j, "explain");
    put_worded(j, "method", how, a);
    Status st = put_settings(s, "assumptions", effect_settings, COUNT_OF(effect_settings), a, j, err);
    WorthRow row[WORTH_ROWS];
    size_t n = 0;
    if (!st)
        st = worth_rows(s, issue, p->is.currency, a, row, &n, err);
    put_diagnostics(p, row, n, a, j);
    if (!st)
        st = put_rows(s, issue, a, j, err);
    put_worded(j, "change", change_of(p, a), a);
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
    put_worded(j, "note", years ? STR("") : text_at(&t, "note", 0), a);
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
    put_issue_head(j, &p.is, p.r, a);
    put_worded_at(j, "owner_why", a, &p.is.issue, "owner_why", p.r);
    put_worded_at(j, "rule", a, &p.is.issue, "rule", p.r);
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
