/* What came in: files, what was set aside, what contradicts itself, and whether the money ties. */
#include <stdlib.h>

#include "base/date.h"
#include "report/answer_in.h"

static const char *const counts[] = { "rows_in", "rows_kept", "rows_unchanged", "rows_quarantined" };

static void put_files(const Table *t, JsonOut *j)
{
    json_array(j, "files");
    for (size_t r = 0; r < t->n; r++) {
        json_object(j, NULL);
        put_int_at(j, "id", t, "file_id", r);
        put_text_at(j, "path", t, "path", r);
        put_text_at(j, "source", t, "source", r);
        put_text_at(j, "kind", t, "kind", r);
        put_text_at(j, "encoding", t, "encoding", r);
        for (size_t i = 0; i < COUNT_OF(counts); i++)
            put_int_at(j, counts[i], t, counts[i], r);
        put_text_at(j, "note", t, "note", r);
        put_int_at(j, "deliveries", t, "deliveries", r);
        json_end(j);
    }
    json_end(j);
}

static void put_totals(const Table *t, JsonOut *j)
{
    json_object(j, "totals");
    for (size_t i = 0; i < COUNT_OF(counts); i++) {
        int64_t sum = 0;
        for (size_t r = 0; r < t->n; r++)
            sum += col_int(t, counts[i])[r];
        json_int(j, counts[i], sum);
    }
    json_end(j);
}

static Status put_findings(Store *s, Arena *a, JsonOut *j, Err *err)
{
    Table t, rows, files;
    Status st = store_fetch(s, SQL_REPORT_FINDINGS, STORE_NO_ARGS, a, &t, err);
    if (!st)
        st = store_fetch(s, SQL_REPORT_FINDING_ROWS, STORE_NO_ARGS, a, &rows, err);
    if (!st)
        st = files_of(s, a, FILES_OF(&rows), &files, err);
    if (st)
        return st;
    const int64_t *of = col_int(&rows, "finding_id");
    json_array(j, "findings");
    for (size_t r = 0; r < t.n; r++) {
        int64_t id = col_int(&t, "finding_id")[r];
        json_object(j, NULL);
        put_worded_at(j, "title", a, &t, "title", r);
        put_int_at(j, "count", &t, "found", r);
        put_int_at(j, "of", &t, "of", r);
        put_worded_at(j, "why", a, &t, "why", r);
        put_worded_at(j, "todo", a, &t, "todo", r);
        json_array(j, "examples");
        for (size_t e = rows_from(of, rows.n, id); e < rows.n && of[e] == id; e++) {
            json_object(j, NULL);
            json_str(j, "text", col_text(&rows, "text")[e]);
            put_place(j, &files, col_int(&rows, "file_id")[e], col_int(&rows, "line")[e]);
            json_end(j);
        }
        json_end(j);
        json_end(j);
    }
    json_end(j);
    return ST_OK;
}

static Status put_months(Store *s, Arena *a, JsonOut *j, Err *err)
{
    Table t;
    Status st = store_fetch(s, SQL_REPORT_LEDGER, STORE_NO_ARGS, a, &t, err);
    if (st)
        return st;
    json_array(j, "ledger");
    for (size_t r = 0; r < t.n; r++) {
        int64_t invoiced = col_int(&t, "invoiced")[r], matched = col_int(&t, "matched")[r];
        json_object(j, NULL);
        json_str(j, "month", date_iso(a, col_int(&t, "month")[r]));
        put_text_at(j, "currency", &t, "currency", r);
        json_int(j, "invoiced_minor", invoiced);
        json_int(j, "matched_minor", matched);
        json_int(j, "difference_minor", invoiced - matched);
        json_end(j);
    }
    json_end(j);
    return ST_OK;
}

/* The first thing an alias says about itself, and where it says it. */
static Str alias_words(const Table *t, size_t r, Arena *a)
{
    static const char *const says[] = { "account_name", "email", "external_id", "person_id" };
    Str source = text_at(t, "source", r);
    for (size_t i = 0; i < COUNT_OF(says); i++) {
        Str v = text_at(t, says[i], r);
        if (v.n)
            return str_fmt(a, "%.*s (%.*s)", STR_ARG(v), STR_ARG(source));
    }
    return source;
}

static Status put_review(Store *s, Arena *a, JsonOut *j, Err *err)
{
    Table t;
    Status st = store_fetch(s, SQL_REPORT_REVIEW, STORE_ARGS(DB_INT(REVIEW_MAX)), a, &t, err);
    if (st)
        return st;
    json_array(j, "review");
    for (size_t r = 0; r < t.n; r++) {
        json_object(j, NULL);
        json_text(j, "alias", alias_words(&t, r, a));
        put_ref(j, "account", col_int(&t, "account_id")[r], text_at(&t, "account", r));
        put_f64_at(j, "probability", &t, "probability", r);
        put_worded_at(j, "why", a, &t, "why", r);
        json_end(j);
    }
    json_end(j);
    return ST_OK;
}

Status put_file_parts(Store *s, Arena *a, JsonOut *j, Err *err)
{
    Table files, sums;
    Status st = store_fetch(s, SQL_REPORT_FILES, STORE_ARGS(DB_INT(FILES_LISTED)), a, &files, err);
    if (!st)
        st = store_fetch(s, SQL_REPORT_FILE_SUMS, STORE_NO_ARGS, a, &sums, err);
    if (st)
        return st;
    put_files(&files, j);
    st = put_findings(s, a, j, err);
    if (!st)
        st = put_months(s, a, j, err);
    if (!st)
        st = put_review(s, a, j, err);
    put_totals(&sums, j);
    return st;
}

Status answer_files(Store *s, const AnswerQuery *q, Arena *a, JsonOut *j, Err *err)
{
    (void)q;
    json_object(j, NULL);
    Status st = put_file_parts(s, a, j, err);
    json_end(j);
    return st;
}

typedef struct Reason {
    Str     text;
    int64_t rows;
} Reason;

static int most_rows(const void *x, const void *y)
{
    const Reason *a = x, *b = y;
    if (a->rows != b->rows)
        return a->rows > b->rows ? -1 : 1;
    return str_cmp(a->text, b->text);
}

/* Rows of the reason that was asked for; "": of all. */
static int64_t rows_of(const Table *t, Str reason)
{
    int64_t total = 0;
    for (size_t r = 0; r < t->n; r++)
        if (!reason.n || str_eq(reason, col_text(t, "reason")[r]))
            total += col_int(t, "n")[r];
    return total;
}

static void put_reasons(const Table *t, Arena *a, JsonOut *j)
{
    Reason *row = ARENA_NEW_N(a, Reason, t->n + 1);
    for (size_t r = 0; r < t->n; r++)
        row[r] = (Reason){ col_text(t, "reason")[r], col_int(t, "n")[r] };
    qsort(row, t->n, sizeof *row, most_rows);
    json_array(j, "reasons");
    for (size_t r = 0; r < t->n; r++) {
        json_object(j, NULL);
        put_worded(j, "reason", row[r].text, a);
        json_int(j, "rows", row[r].rows);
        json_end(j);
    }
    json_end(j);
}

Status answer_quarantine(Store *s, const AnswerQuery *q, Arena *a, JsonOut *j, Err *err)
{
    Table reasons, t, files;
    PageOf p = page_of(q);
    Status st = store_fetch(s, SQL_REPORT_QUARANTINE_REASONS, STORE_ARGS(DB_INT(q->file)), a, &reasons, err);
    if (!st)
        st = store_fetch(s, SQL_REPORT_QUARANTINE, STORE_ARGS(DB_INT(q->file), DB_INT(p.per_page), DB_INT(p.skip), DB_TEXT(q->reason.n ? q->reason : STR(""))), a, &t, err);
    if (!st)
        st = files_of(s, a, FILES_OF(&t), &files, err);
    if (st)
        return st;
    json_object(j, NULL);
    put_page(j, rows_of(&reasons, q->reason), &p);
    put_reasons(&reasons, a, j);
    json_array(j, "rows");
    for (size_t r = 0; r < t.n; r++) {
        json_object(j, NULL);
        put_place(j, &files, col_int(&t, "file_id")[r], col_int(&t, "line")[r]);
        put_text_at(j, "column", &t, "column_name", r);
        put_worded_at(j, "reason", a, &t, "reason", r);
        put_text_at(j, "raw", &t, "raw", r);
        json_end(j);
    }
    json_end(j);
    json_end(j);
    return ST_OK;
}
