/* The document that `run --json` ends with: the command line's contract, field by field. */
#include <math.h>

#include "report/answer_in.h"

static void put_run_files(const Table *t, JsonOut *j)
{
    static const char *const counts[] = { "rows_in", "rows_kept", "rows_unchanged", "rows_quarantined" };
    json_array(j, "files");
    for (size_t r = 0; r < t->n; r++) {
        json_object(j, NULL);
        put_text_at(j, "path", t, "path", r);
        put_text_at(j, "kind", t, "kind", r);
        for (size_t i = 0; i < COUNT_OF(counts); i++)
            put_int_at(j, counts[i], t, counts[i], r);
        json_end(j);
    }
    json_end(j);
}

static Status put_counts(Store *s, JsonOut *j, Err *err)
{
    int64_t accounts, aliases, merged, review, invoiced, matched;
    const struct { const char *name; int64_t *into; } want[] = { { "accounts", &accounts }, { "aliases", &aliases }, { "merged", &merged },
        { "review", &review }, { "ledger_invoiced", &invoiced }, { "ledger_matched", &matched } };
    Status st = ST_OK;
    for (size_t i = 0; !st && i < COUNT_OF(want); i++)
        st = store_summary_int(s, want[i].name, 0, want[i].into, err);
    if (st)
        return st;
    json_object(j, "accounts");
    json_int(j, "count", accounts);
    json_int(j, "aliases", aliases);
    json_int(j, "merged", merged);
    json_int(j, "review", review);
    json_end(j);
    json_object(j, "ledger");
    json_int(j, "invoiced_minor", invoiced);
    json_str(j, "currency", str_of(store_currency(s)));
    json_int(j, "difference_minor", invoiced - matched);
    json_end(j);
    return ST_OK;
}

static Status put_run_coverage(Store *s, Arena *a, JsonOut *j, Err *err)
{
    static const char *const shares[] = { "accounts_heard_share", "revenue_heard_share" };
    Status st = ST_OK;
    json_object(j, "coverage");
    for (size_t i = 0; !st && i < COUNT_OF(shares); i++) {
        Str text;
        double v = (double)NAN;
        st = store_summary(s, shares[i], a, &text, err);
        if (!st)
            json_f64(j, shares[i], str_to_f64(text, &v) ? v : (double)NAN);
    }
    json_end(j);
    return st;
}

static Status put_run_themes(Store *s, Arena *a, JsonOut *j, Err *err)
{
    Table t, q, files;
    Status st = store_fetch(s, SQL_THEME_LIST, STORE_NO_ARGS, a, &t, err);
    if (!st)
        st = store_fetch(s, SQL_REPORT_QUOTES, STORE_ARGS(DB_INT(0)), a, &q, err);
    if (!st)
        st = files_of(s, a, FILES_OF(&q), &files, err);
    if (st)
        return st;
    const size_t *order = themes_order(&t, a);
    const int64_t *of = col_int(&q, "theme_id");
    json_array(j, "themes");
    for (size_t i = 0; i < t.n; i++) {
        size_t r = order[i];
        int64_t id = col_int(&t, "theme_id")[r];
        json_object(j, NULL);
        put_text_at(j, "name", &t, "name", r);
        put_int_at(j, "comments", &t, "comments", r);
        put_int_at(j, "accounts", &t, "accounts", r);
        put_f64_at(j, "sentiment", &t, "sentiment", r);
        json_array(j, "quotes");
        for (size_t k = rows_from(of, q.n, id); k < q.n && of[k] == id; k++) {
            json_object(j, NULL);
            json_str(j, "text", col_text(&q, "text")[k]);
            put_place(j, &files, col_int(&q, "file_id")[k], col_int(&q, "line")[k]);
            json_end(j);
        }
        json_end(j);
        json_end(j);
    }
    json_end(j);
    return ST_OK;
}

static void put_run_issues(const Issues *is, JsonOut *j, Arena *a)
{
    json_array(j, "issues");
    for (size_t r = 0; r < is->issue.n; r++) {
        json_object(j, NULL);
        put_issue_head(j, is, r, a);
        json_end(j);
    }
    json_end(j);
}

static void put_run_headline(const Headline *h, JsonOut *j)
{
    json_object(j, "headline");
    json_str(j, "title", h->title);
    json_text(j, "subtitle", h->subtitle);
    json_text(j, "needed", h->needed);
    json_end(j);
}

Status answer_run(Store *s, const AnswerQuery *q, Arena *a, JsonOut *j, Err *err)
{
    Table files = { 0 };
    Issues is;
    Headline h;
    Status st = q->files.n ? ST_OK : store_fetch(s, SQL_REPORT_FILES, STORE_ARGS(DB_INT(FILES_LISTED)), a, &files, err);
    if (!st)
        st = issues_load(s, a, &is, err);
    if (!st)
        st = answer_headline(s, a, &h, err);
    if (st)
        return st;
    json_object(j, NULL);
    put_run_headline(&h, j);
    if (q->files.n)
        json_raw(j, "files", q->files);
    else
        put_run_files(&files, j);
    st = put_counts(s, j, err);
    if (!st)
        st = put_run_coverage(s, a, j, err);
    if (!st)
        st = put_run_themes(s, a, j, err);
    if (!st)
        st = put_signals(s, &is.signal, false, a, j, err);
    put_run_issues(&is, j, a);
    if (!st)
        st = put_metrics(s, false, a, j, err);
    put_audits(&is.audit, a, j);
    json_text(j, "report", q->report);
    json_end(j);
    return st;
}
