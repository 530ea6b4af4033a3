/* answer_ledger.c - the tie-out of revenue: GET /api/v1/ledger, `ledger --json`. */
#include "base/date.h"
#include "report/answer_in.h"

static void put_parts(const Table *t, Arena *a, JsonOut *j)
{
    json_array(j, "parts");
    for (size_t r = 0; r < t->n; r++) {
        json_object(j, NULL);
        put_day_at(j, "month", a, t, "month", r);
        put_text_at(j, "currency", t, "currency", r);
        put_text_at(j, "part", t, "part", r);
        put_int_at(j, "rows", t, "n", r);
        put_int_at(j, "amount_minor", t, "amount", r);
        put_int_at(j, "reporting_minor", t, "reporting", r);
        json_end(j);
    }
    json_end(j);
}

static void put_other(const Table *t, size_t r, const Table *files, JsonOut *j)
{
    int64_t file = int_at(t, "other_file", r, 0);
    const int64_t *id = col_int(files, "file_id");
    size_t k = rows_from(id, files->n, file);
    bool known = file && k < files->n && id[k] == file;
    json_text(j, "other_file", known ? col_text(files, "path")[k] : STR(""));
    if (known)
        put_int_at(j, "other_line", t, "other_line", r);
    else
        json_null(j, "other_line");
}

static void put_differences(const Table *t, const Table *files, Arena *a, JsonOut *j)
{
    json_array(j, "differences");
    for (size_t r = 0; r < t->n; r++) {
        json_object(j, NULL);
        put_day_at(j, "month", a, t, "month", r);
        put_text_at(j, "currency", t, "currency", r);
        put_worded_at(j, "reason", a, t, "reason", r);
        put_text_at(j, "number", t, "number", r);
        put_int_at(j, "amount_minor", t, "amount", r);
        put_int_at(j, "expected_minor", t, "expected", r);
        put_int_at(j, "difference_minor", t, "difference", r);
        put_worded_at(j, "note", a, t, "note", r);
        put_place(j, files, col_int(t, "file_id")[r], col_int(t, "line")[r]);
        put_other(t, r, files, j);
        json_end(j);
    }
    json_end(j);
}

/* "2026-03" -> its first day; "": all months. */
Status answer_month(Str s, Arena *a, Str *day, Err *err)
{
    int64_t d;
    *day = s.n ? str_fmt(a, "%.*s-01", STR_ARG(s)) : STR("");
    if (!s.n || (s.n == 7 && date_parse_iso(*day, &d)))
        return ST_OK;
    return ERR(err, ST_USAGE, "'%.*s' is no month: YYYY-MM", STR_ARG(str_sub(s, 0, 40)));
}

Status answer_ledger(Store *s, const AnswerQuery *q, Arena *a, JsonOut *j, Err *err)
{
    Table parts, rows, files;
    PageOf p = page_of(q);
    if (q->per_page > p.per_page)
        p.per_page = q->per_page;         /* the command line asks for all; the server's parameter is bounded */
    int64_t total = 0;
    Str day;
    Status st = answer_month(q->month.n ? q->month : STR(""), a, &day, err);
    if (!st)
        st = store_fetch(s, SQL_REPORT_LEDGER_PARTS, STORE_ARGS(DB_TEXT(day)), a, &parts, err);
    if (!st)
        st = store_int(s, SQL_REPORT_LEDGER_COUNT, STORE_ARGS(DB_TEXT(day)), 0, &total, err);
    if (!st)
        st = store_fetch(s, SQL_REPORT_LEDGER_ROWS, STORE_ARGS(DB_TEXT(day), DB_INT(p.per_page), DB_INT((p.page - 1) * p.per_page)), a, &rows, err);
    if (!st)
        st = files_of(s, a, FILES_OF(&rows), &files, err);
    if (st)
        return st;
    json_object(j, NULL);
    put_page(j, total, &p);
    json_str(j, "currency", str_of(store_currency(s)));
    put_parts(&parts, a, j);
    put_differences(&rows, &files, a, j);
    json_end(j);
    return ST_OK;
}
