/* page_reader.c - the same book for each reader: what comes first is what that reader answers for.
 *
 * CFO   money at risk, the tie-out of the ledger, payback, what renewals are forecast, what accounts still bring, assumptions.
 * CEO   the answer, the largest three with a customer's own words, what changed, did it work.
 * unit  the issues that it owns, its own metrics beside what customers say, customers' words, its actions.
 * (The account's is in page_account.c.)
 */
#include <math.h>

#include "base/date.h"
#include "report/page.h"
#include "report/page_words.h"

enum { CFO_UNRANKED = 3, CFO_OUTLOOK = 12, CEO_ISSUES = 3, CEO_LIST = 4, YEAR = 365 };

static Status begin(Store *s, Arena *a, PageBook *b, Str reader, Doc **out, Err *err)
{
    Status st = page_load(s, a, b, err);
    if (st)
        return st;
    *out = page_begin(b, page_title(b), page_subtitle(b));
    doc_filter(*out, STR("for"), reader);
    return ST_OK;
}

/* The largest cost, and beside it what ties and what was heard: each with where it comes from. */
static void cfo_figures(PageBook *b, Doc *d)
{
    const PageIssue *i = b->n_ranked ? &b->issue[0] : NULL;
    doc_open(d, GROUP_COLUMNS, STR(""));
    if (i && i->has_cost)
        doc_figure(d, &(Figure){ .label = str_fmt(b->a, "Cost of doing nothing about %.*s, %.*s", STR_ARG(words_name(b, i)), STR_ARG(words_horizon(b, i->horizon))),
                                 .value = words_money(b, i->cost), .n = i->n_accounts, .interval = money_range(b->a, i->cost_low, i->cost_high, b->currency),
                                 .method = i->method, .as_of = b->day, .grade = i->grade, .tone = TONE_HARM });
    doc_figure(d, &(Figure){ .label = STR("Invoiced, and on known accounts"),
                             .value = str_fmt(b->a, "%.*s of %.*s", STR_ARG(money_text(b->a, b->matched, b->currency, MONEY_EXACT)),
                                              STR_ARG(money_text(b->a, b->invoiced, b->currency, MONEY_EXACT))),
                             .n = b->accounts, .interval = FIGURE_NONE, .method = STR("counted"), .as_of = b->day,
                             .note = b->invoiced == b->matched ? STR("ties to the cent") : STR("differences are listed below") });
    doc_close(d);
}

Status page_cfo(Store *s, Str name, Arena *a, Doc **out, Err *err)
{
    PageBook b;
    (void)name;
    Status st = begin(s, a, &b, STR("the CFO"), out, err);
    if (st || page_idle(&b, *out))
        return st;
    Doc *d = *out;
    cfo_figures(&b, d);
    doc_heading(d, 2, STR("What it costs to do nothing"));
    st = page_issue_table(&b, d, CFO_UNRANKED, err);
    if (!st)
        st = page_annuity_part(&b, d, err);
    doc_heading(d, 2, STR("Does it tie to the ledger?"));
    if (!st)
        st = page_ledger_part(&b, d, STR(""), err);
    doc_heading(d, 2, STR("What mending it would bring, and when it is paid back"));
    if (!st)
        st = page_option_part(&b, d, err);
    page_audit_table(&b, d);
    doc_heading(d, 2, STR("What will come in"));
    if (!st)
        st = page_forecast_part(&b, d, CFO_OUTLOOK, err);
    if (!st)
        st = page_lifetime_part(&b, d, CFO_OUTLOOK, err);
    doc_heading(d, 2, STR("Assumptions"));
    if (!st)
        st = page_setting_table(&b, d, err);
    page_methods(&b, d);
    page_money_notes(&b, d);
    return st;
}

/* One quote of an issue's theme that may be shown. */
static Status one_quote(PageBook *b, Doc *d, const PageIssue *i, Err *err)
{
    Table t;
    Status st = i->theme ? store_fetch(b->s, SQL_PAGE_QUOTES, STORE_ARGS(DB_INT(i->theme)), b->a, &t, err) : ST_OK;
    if (st || !i->theme || !t.n)
        return st;
    doc_quote(d, col_text(&t, "text")[0], NULL, 0,
              runs_text(b->a, str_fmt(b->a, "%.*s%s%.*s · %.*s", STR_ARG(col_text(&t, "role")[0]), col_text(&t, "role")[0].n ? " · " : "",
                                      STR_ARG(col_text(&t, "name")[0]), STR_ARG(date_long(b->a, col_int(&t, "day")[0])))));
    return ST_OK;
}

static Status ceo_issues(PageBook *b, Doc *d, Err *err)
{
    Status st = ST_OK;
    for (size_t k = 0; !st && k < b->n_ranked && k < CEO_ISSUES; k++) {
        const PageIssue *i = &b->issue[k];
        doc_open(d, GROUP_PART, str_fmt(b->a, "%lld. %.*s: %.*s", (long long)i->rank, STR_ARG(words_name(b, i)), STR_ARG(words_money(b, i->cost))));
        doc_para(d, RUNS(b->a, run_plain(str_fmt(b->a, "%.*s to %.*s, %.*s accounts exposed now. %.*s. %.*s ", STR_ARG(words_money(b, i->cost_low)),
                                                 STR_ARG(words_money(b, i->cost_high)), STR_ARG(count_text(b->a, i->accounts)), STR_ARG(words_under(b, i)),
                                                 STR_ARG(words_effect(b, i)))), run_grade(i->grade)));
        st = one_quote(b, d, i, err);
        doc_close(d);
    }
    return st;
}

Status page_ceo(Store *s, Str name, Arena *a, Doc **out, Err *err)
{
    PageBook b;
    (void)name;
    Status st = begin(s, a, &b, STR("the CEO"), out, err);
    if (st || page_idle(&b, *out))
        return st;
    Doc *d = *out;
    st = ceo_issues(&b, d, err);
    doc_open(d, GROUP_COLUMNS, STR(""));
    if (!st)
        st = page_aside(&b, d, CEO_LIST, err);
    doc_close(d);
    page_money_notes(&b, d);
    return st;
}

/* ---- a unit --------------------------------------------------------------------------------------------------------------------- */

typedef struct Unit {
    PageBook b;
    Str      name;
    Table    actions;
} Unit;

static bool owns(const Unit *u, Str who) { return str_ieq(str_trim(who), u->name); }

/* An issue is a unit's when the unit owns it, or has an action about it. */
static bool owns_issue(const Unit *u, const PageIssue *i)
{
    bool acts = owns(u, i->owner);
    for (size_t r = 0; r < u->actions.n && !acts; r++)
        acts = owns(u, col_text(&u->actions, "unit")[r]) && page_int(&u->actions, "issue_id", r, 0) == i->id;
    return acts;
}

/* The unit's name as the data writes it: the same but for case, else one that holds it; ST_NOT_FOUND names the nearest. */
static Status find_unit(Unit *u, Str wanted, Err *err)
{
    const PageBook *b = &u->b;
    size_t n = 0, most = b->n_issue + b->metrics.n + u->actions.n;
    Str *names = ARENA_NEW_N(b->a, Str, most + 1);
    for (size_t k = 0; k < b->n_issue; k++)
        names[n++] = b->issue[k].owner;
    for (size_t r = 0; r < b->metrics.n; r++)
        names[n++] = col_text(&b->metrics, "unit")[r];
    for (size_t r = 0; r < u->actions.n; r++)
        names[n++] = col_text(&u->actions, "unit")[r];
    wanted = str_trim(wanted);
    for (int exact = 1; exact >= 0; exact--)
        for (size_t k = 0; k < n; k++)
            if (names[k].n && (exact ? str_ieq(names[k], wanted) : str_ihas(names[k], wanted))) {
                u->name = names[k];
                return ST_OK;
            }
    size_t near = page_nearest(names, n, wanted);
    if (near == SIZE_MAX || !names[near].n)
        return ERR(err, ST_NOT_FOUND, "no unit '%.*s' owns an issue, a metric or an action", STR_ARG(wanted));
    return ERR(err, ST_NOT_FOUND, "no unit '%.*s'; nearest: '%.*s'", STR_ARG(wanted), STR_ARG(names[near]));
}

static void unit_metrics(Unit *u, Doc *d)
{
    PageBook *b = &u->b;
    Table own = b->metrics;
    size_t n = 0;
    own.col = ARENA_NEW_N(b->a, TableColumn, own.n_col);
    for (size_t c = 0; c < own.n_col; c++) {
        const TableColumn *from = &b->metrics.col[c];
        TableColumn *to = &own.col[c];
        *to = *from;
        to->i = from->i ? ARENA_NEW_N(b->a, int64_t, own.n + 1) : NULL;
        to->f = from->f ? ARENA_NEW_N(b->a, double, own.n + 1) : NULL;
        to->s = from->s ? ARENA_NEW_N(b->a, Str, own.n + 1) : NULL;
        to->valid = from->valid ? ARENA_NEW_N(b->a, uint64_t, own.n / 64 + 1) : NULL;
    }
    for (size_t r = 0; r < b->metrics.n; r++) {
        if (!owns(u, col_text(&b->metrics, "unit")[r]))
            continue;
        for (size_t c = 0; c < own.n_col; c++) {
            const TableColumn *from = &b->metrics.col[c];
            TableColumn *to = &own.col[c];
            if (to->i)
                to->i[n] = from->i[r];
            if (to->f)
                to->f[n] = from->f[r];
            if (to->s)
                to->s[n] = from->s[r];
            if (to->valid && col_has(from, r))
                to->valid[n / 64] |= UINT64_C(1) << (n % 64);
        }
        n++;
    }
    own.n = n;
    PageBook alone = *b;
    alone.metrics = own;
    page_metric_table(&alone, d);
    page_metric_months(&alone, d);
}

static void unit_actions(Unit *u, Doc *d)
{
    const Table *t = &u->actions;
    const DocColumn cols[] = {
        { .title = STR_INIT("Action"), .kind = COLUMN_TEXT }, { .title = STR_INIT("Owner"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("Start"), .kind = COLUMN_DATE }, { .title = STR_INIT("Cost"), .kind = COLUMN_MONEY, .currency = u->b.currency },
        { .title = STR_INIT("Did it work?"), .kind = COLUMN_TEXT } };
    DocTable *table = doc_table(d, &(DocTableHead){ .caption = STR("Its actions"), .empty = STR("no action of this unit is in the book") }, cols, COUNT_OF(cols));
    for (size_t r = 0; r < t->n; r++) {
        Str verdict = col_has(table_col(t, "verdict"), r) ? col_text(t, "verdict")[r] : STR("");
        if (owns(u, col_text(t, "unit")[r]))
            doc_sub(DOC_ROW(table, words_verdict_tone(verdict), cell_text(col_text(t, "name")[r]), cell_text(col_text(t, "owner")[r]),
                            col_has(table_col(t, "start_date"), r) ? cell_date(col_int(t, "start_date")[r]) : cell_none(),
                            col_has(table_col(t, "cost"), r) ? cell_money(col_int(t, "cost")[r]) : cell_none(), cell_text(verdict.n ? verdict : STR("not audited"))),
                    runs_text(u->b.a, col_has(table_col(t, "issue"), r) ? col_text(t, "issue")[r] : STR("")));
    }
}

static Status unit_issues(Unit *u, Doc *d, size_t *n, Err *err)
{
    PageBook *b = &u->b;
    PageContracts c;
    Status st = page_contracts(b, &c, err);
    for (size_t k = 0; !st && k < b->n_issue; k++) {
        const PageIssue *i = &b->issue[k];
        if (!owns_issue(u, i))
            continue;
        ++*n;
        Str name = words_name(b, i);
        doc_heading(d, 2, i->rank ? str_fmt(b->a, "%.*s: %.*s at risk", STR_ARG(name), STR_ARG(words_money(b, i->cost)))
                                  : str_fmt(b->a, "%.*s: %.*s", STR_ARG(name), STR_ARG(words_why_not(b, i))));
        st = page_issue_part(b, d, i, &c, i->rank > 0, err);
    }
    return st;
}

Status page_unit(Store *s, Str name, Arena *a, Doc **out, Err *err)
{
    Unit u = { .name = STR("") };
    size_t n = 0;
    Status st = page_load(s, a, &u.b, err);
    if (!st)
        st = store_fetch(s, SQL_REPORT_ACTIONS, STORE_NO_ARGS, a, &u.actions, err);
    if (!st)
        st = find_unit(&u, name, err);
    if (st)
        return st;
    size_t own = 0, ranked = 0;
    for (size_t k = 0; k < u.b.n_issue; k++)
        if (owns_issue(&u, &u.b.issue[k])) {
            own++;
            ranked += u.b.issue[k].rank > 0;
        }
    Doc *d = page_begin(&u.b, str_fmt(a, "%.*s: %.*s that customers feel, %zu of them priced", STR_ARG(words_capital(&u.b, u.name)),
                                      STR_ARG(words_n(&u.b, (int64_t)own, "issue", "issues")), ranked),
                        runs_text(a, STR("What customers live through at your touchpoints, in their own words, beside your own metrics.")));
    *out = d;
    doc_filter(d, STR("unit"), u.name);
    doc_heading(d, 2, STR("Your metrics, and what customers say"));
    unit_metrics(&u, d);
    st = unit_issues(&u, d, &n, err);
    if (!st && !n)
        doc_para(d, runs_text(a, STR("No issue is owned by this unit.")));
    doc_heading(d, 2, STR("What you do about it"));
    unit_actions(&u, d);
    page_money_notes(&u.b, d);
    return st;
}
