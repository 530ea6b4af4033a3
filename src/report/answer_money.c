/* The book's card, and the one screen that answers what experience costs. */
#include <math.h>
#include <stdlib.h>

#include "base/date.h"
#include "report/age.h"
#include "report/amount.h"
#include "report/answer_in.h"

enum { ROLES_SHOWN = 7 };

typedef struct RoleRow {
    Str     role;
    int64_t total, heard;
} RoleRow;

Str answer_book_name(Arena *a, Str where)
{
    bool server = str_starts(where, STR("postgresql://")) || str_starts(where, STR("postgres://"));
    size_t end = where.n;
    for (size_t i = 0; server && i < end; i++)
        if (where.p[i] == '?' || where.p[i] == '#')
            end = i;
    Str path = str_sub(where, 0, end);
    size_t from = path.n;
    while (from > 0 && path.p[from - 1] != '/')
        from--;
    Str name = str_sub(path, from, path.n - from);
    /* "postgresql://user:secret@host" without a database: say nothing of it. */
    size_t slashes = 0;
    for (size_t i = 0; i < path.n; i++)
        slashes += path.p[i] == '/';
    return server && (slashes < 3 || !name.n) ? STR("postgresql") : str_dup(a, name);
}

/* "v1.4.4" is DuckDB's; "PostgreSQL 15.20 (Debian ...)" the other's. */
static Status engine_of(Store *s, Arena *a, Str *out, Err *err)
{
    Table t;
    Status st = store_fetch(s, SQL_REPORT_ENGINE, STORE_NO_ARGS, a, &t, err);
    if (st)
        return st;
    Str v = t.n ? col_text(&t, "version")[0] : STR(""), rest = v;
    if (str_starts(v, STR("PostgreSQL "))) {
        (void)str_cut(&rest, ' ');
        Str number = str_cut(&rest, ' ');
        *out = str_fmt(a, "postgresql %.*s", STR_ARG(number));
    } else {
        *out = str_fmt(a, "duckdb %.*s", STR_ARG(str_starts(v, STR("v")) ? str_sub(v, 1, v.n - 1) : v));
    }
    return ST_OK;
}

Status answer_book(Store *s, const AnswerQuery *q, Arena *a, JsonOut *j, Err *err)
{
    Str company, engine;
    int64_t as_of, accounts;
    BookAge age;
    Status st = store_summary(s, "company", a, &company, err);
    if (!st)
        st = engine_of(s, a, &engine, err);
    if (!st)
        st = store_summary_int(s, "as_of", 0, &as_of, err);
    if (!st)
        st = store_int(s, SQL_REPORT_ACCOUNT_COUNT, STORE_NO_ARGS, 0, &accounts, err);
    if (!st)
        st = book_age(s, &age, err);
    if (st)
        return st;
    Str name = str_ends(q->book, STR(".book")) ? str_sub(q->book, 0, q->book.n - 5) : q->book;
    json_object(j, NULL);
    json_text(j, "company", company.n ? company : name);
    json_text(j, "book", q->book);
    put_day(j, "as_of", a, as_of);
    json_str(j, "currency", str_of(store_currency(s)));
    json_str(j, "engine", engine);
    json_str(j, "version", STR(TL_VERSION));
    json_int(j, "accounts", accounts);
    json_bool(j, "computed", age.made);
    json_int(j, "files_behind", age.files);
    json_end(j);
    return ST_OK;
}

static int by_total(const void *x, const void *y)
{
    const RoleRow *a = x, *b = y;
    if (a->total != b->total)
        return a->total > b->total ? -1 : 1;
    return str_cmp(a->role, b->role);
}

static Status roles_load(Store *s, Str as_of, Arena *a, RoleRow **out, size_t *n, Err *err)
{
    Table all, heard;
    Status st = store_fetch(s, SQL_REPORT_ROLES, STORE_NO_ARGS, a, &all, err);
    if (!st)
        st = store_fetch(s, SQL_REPORT_ROLES_HEARD, STORE_ARGS(DB_TEXT(as_of)), a, &heard, err);
    if (st)
        return st;
    RoleRow *row = ARENA_NEW_N(a, RoleRow, all.n + 1);
    for (size_t r = 0; r < all.n; r++) {
        row[r] = (RoleRow){ col_text(&all, "role")[r], col_int(&all, "n")[r], 0 };
        for (size_t h = 0; h < heard.n; h++)
            if (str_eq(col_text(&heard, "role")[h], row[r].role))
                row[r].heard = col_int(&heard, "n")[h];
    }
    qsort(row, all.n, sizeof *row, by_total);
    *n = all.n;
    if (all.n > ROLES_SHOWN + 1) {
        row[ROLES_SHOWN].role = str_fmt(a, "%zu other roles", all.n - ROLES_SHOWN);
        for (size_t r = ROLES_SHOWN + 1; r < all.n; r++) {
            row[ROLES_SHOWN].total += row[r].total;
            row[ROLES_SHOWN].heard += row[r].heard;
        }
        *n = ROLES_SHOWN + 1;
    }
    for (size_t r = 0; r < *n; r++)
        if (!row[r].role.n)
            row[r].role = STR("role not known");
    *out = row;
    return ST_OK;
}

static void put_roles(const RoleRow *row, size_t n, Arena *a, JsonOut *j)
{
    ChartPoint *pt = ARENA_NEW_N(a, ChartPoint, n + 1);
    json_array(j, "by_role");
    for (size_t r = 0; r < n; r++) {
        double share = row[r].total ? (double)row[r].heard / (double)row[r].total : 0;
        json_object(j, NULL);
        json_str(j, "role", row[r].role);
        json_int(j, "heard", row[r].heard);
        json_int(j, "total", row[r].total);
        json_f64(j, "share", share);
        json_end(j);
        pt[r] = point_of(row[r].role, share, (double)NAN, (double)NAN);
        pt[r].tone = row[r].heard ? TONE_NORMAL : TONE_OFF;
    }
    json_end(j);
    if (n)
        put_chart(j, "chart", a, &(Chart){ .kind = CHART_SHARE, .title = STR("Share of contacts heard from in the last year, by role"),
            .y_form = { .kind = FORM_PERCENT }, .series = CHART_ONE(pt, n), .n_series = 1, .min = 0, .max = 1 }, STR("coverage"));
    else
        put_no_chart(j, "chart");
}

static Status put_summary_share(Store *s, const char *key, Arena *a, JsonOut *j, Err *err)
{
    Str text;
    double v;
    Status st = store_summary(s, key, a, &text, err);
    if (!st)
        json_f64(j, key, str_to_f64(text, &v) ? v : (double)NAN);
    return st;
}

/* The last that each of some accounts said: rows of what is counted. */
static Status put_heard_rows(Store *s, Str as_of, Arena *a, JsonOut *j, Err *err)
{
    Table t, files;
    Status st = store_fetch(s, SQL_REPORT_HEARD_ROWS, STORE_ARGS(DB_TEXT(as_of), DB_INT(EVIDENCE_MAX)), a, &t, err);
    if (!st)
        st = files_of(s, a, FILES_OF(&t), &files, err);
    if (st)
        return st;
    json_array(j, "rows");
    for (size_t r = 0; r < t.n; r++) {
        Str name = text_at(&t, "name", r), what = text_at(&t, "what", r), day = date_iso(a, col_int(&t, "day")[r]);
        json_object(j, NULL);
        json_str(j, "text", str_fmt(a, "%.*s %.*s on %.*s", STR_ARG(name), STR_ARG(what), STR_ARG(day)));
        put_place(j, &files, col_int(&t, "file_id")[r], col_int(&t, "line")[r]);
        json_end(j);
    }
    json_end(j);
    return ST_OK;
}

Status put_coverage(Store *s, int64_t as_of, Arena *a, JsonOut *j, Err *err)
{
    RoleRow *row;
    size_t n;
    int64_t heard, active, known;
    Status st = roles_load(s, date_iso(a, as_of), a, &row, &n, err);
    if (!st)
        st = store_int(s, SQL_REPORT_ACCOUNT_COUNT, STORE_NO_ARGS, 0, &known, err);
    if (!st)
        st = store_summary_int(s, "accounts_heard", 0, &heard, err);
    if (!st)
        st = store_summary_int(s, "accounts_active", known, &active, err);
    if (st)
        return st;
    json_object(j, "coverage");
    st = put_summary_share(s, "accounts_heard_share", a, j, err);
    if (!st)
        st = put_summary_share(s, "revenue_heard_share", a, j, err);
    json_int(j, "accounts_heard", heard);
    json_int(j, "accounts", active);
    put_roles(row, n, a, j);
    if (!st)
        st = put_heard_rows(s, date_iso(a, as_of), a, j, err);
    json_end(j);
    return st;
}

static Str ledger_note(const Table *t, Str currency, Arena *a)
{
    size_t months = 0, off = 0, foreign = 0;
    for (size_t r = 0; r < t->n; r++) {
        if (!str_eq(col_text(t, "currency")[r], currency)) {
            foreign++;
            continue;
        }
        months++;
        off += col_int(t, "invoiced")[r] != col_int(t, "matched")[r];
    }
    Str note = !months      ? SAID(a, ledger_none, currency)
               : off        ? SAID(a, ledger_off, str_fmt(a, "%zu", off), str_fmt(a, "%zu", months))
               : months > 1 ? SAID(a, ledger_ties, str_fmt(a, "%zu", months))
                            : SAID_PLAIN(ledger_ties_one);
    return foreign ? str_fmt(a, "%.*s %.*s", STR_ARG(note), STR_ARG(SAID_PLAIN(ledger_foreign))) : note;
}

static Status put_ledger(Store *s, Arena *a, JsonOut *j, Err *err)
{
    Table t;
    int64_t invoiced = 0, matched = 0;
    Str currency = str_of(store_currency(s));
    Status st = store_fetch(s, SQL_REPORT_LEDGER, STORE_NO_ARGS, a, &t, err);
    if (st)
        return st;
    for (size_t r = 0; r < t.n; r++)
        if (str_eq(col_text(&t, "currency")[r], currency)) {
            invoiced += col_int(&t, "invoiced")[r];
            matched += col_int(&t, "matched")[r];
        }
    json_object(j, "ledger");
    json_int(j, "invoiced_minor", invoiced);
    json_int(j, "matched_minor", matched);
    json_int(j, "difference_minor", invoiced - matched);
    json_str(j, "currency", currency);
    put_worded(j, "note", ledger_note(&t, currency, a), a);
    json_end(j);
    return ST_OK;
}

void put_audits(const Table *t, Arena *a, JsonOut *j)
{
    json_array(j, "audits");
    for (size_t r = 0; r < t->n; r++) {
        json_object(j, NULL);
        put_text_at(j, "action", t, "action", r);
        put_text_at(j, "issue", t, "issue", r);
        put_worded_at(j, "measure", a, t, "measure", r);
        put_f64_at(j, "effect", t, "effect", r);
        put_f64_at(j, "low", t, "low", r);
        put_f64_at(j, "high", t, "high", r);
        put_text_at(j, "verdict", t, "verdict", r);
        put_int_at(j, "n_treated", t, "n_treated", r);
        put_int_at(j, "n_control", t, "n_control", r);
        put_int_at(j, "cost_minor", t, "cost", r);
        put_worded_at(j, "note", a, t, "note", r);
        put_text_at(j, "grade", t, "grade", r);
        json_end(j);
    }
    json_end(j);
}

static void put_headline(const Headline *h, Arena *a, JsonOut *j)
{
    json_object(j, "headline");
    put_worded(j, "title", h->title, a);
    put_worded(j, "subtitle", h->subtitle, a);
    if (h->nothing_found)
        put_worded(j, "nothing_found", h->needed, a);
    else {
        json_bool(j, "nothing_found", false);
        put_unsaid(j, "nothing_found");
    }
    if (h->ranked) {
        json_object(j, "cost_minor");
        json_int(j, "estimate", h->cost);
        json_int(j, "low", h->low);
        json_int(j, "high", h->high);
        json_end(j);
    } else {
        json_null(j, "cost_minor");
    }
    json_end(j);
}

Status answer_money(Store *s, const AnswerQuery *q, Arena *a, JsonOut *j, Err *err)
{
    Headline h;
    Issues is;
    (void)q;
    Status st = answer_headline(s, a, &h, err);
    if (!st)
        st = issues_load(s, a, &is, err);
    if (st)
        return st;
    json_object(j, NULL);
    put_headline(&h, a, j);
    st = put_coverage(s, is.as_of, a, j, err);
    if (!st)
        st = put_ledger(s, a, j, err);
    if (!st)
        st = put_issues(s, &is, a, j, err);
    if (!st)
        st = put_signals(s, &is.signal, true, a, j, err);
    if (!st)
        st = put_metrics(s, true, a, j, err);
    put_audits(&is.audit, a, j);
    if (!st)
        st = put_settings(s, "settings", NULL, 0, a, j, err);
    json_end(j);
    return st;
}

Status answer_signals(Store *s, const AnswerQuery *q, Arena *a, JsonOut *j, Err *err)
{
    Issues is;
    (void)q;
    Status st = issues_load(s, a, &is, err);
    if (st)
        return st;
    json_object(j, NULL);
    st = put_signals(s, &is.signal, false, a, j, err);
    if (!st)
        st = put_changes(s, a, j, err);
    json_end(j);
    return st;
}

Status answer_settings(Store *s, const AnswerQuery *q, Arena *a, JsonOut *j, Err *err)
{
    (void)q;
    json_object(j, NULL);
    Status st = put_settings(s, "settings", NULL, 0, a, j, err);
    json_end(j);
    return st;
}
