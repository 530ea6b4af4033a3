/* What there is to say about the data themselves: sources against their habit, coverage, what was set aside, what contradicts
 * itself, what was left outside.  Computed by resolve; here it is written down. */
#include <math.h>

#include "base/date.h"
#include "model/way.h"
#include "report/answer_in.h"
#include "report/source_show.h"

static void put_kind(const SourceBook *b, size_t r, Arena *a, JsonOut *j)
{
    static const char *const days[] = { "first", "last", "expected", "stale_from", "gap_from", "gap_to" };
    static const char *const from[] = { "first_day", "last_day", "expected", "stale_from", "gap_from", "gap_to" };
    const Table *t = &b->kind;
    bool party = col_int(t, "party")[r] != 0;
    json_object(j, NULL);
    put_text_at(j, "kind", t, "kind", r);
    put_int_at(j, "files", t, "files", r);
    put_int_at(j, "rows", t, "n", r);
    put_text_at(j, "state", t, "state", r);
    put_worded(j, "note", source_words(a, b, r), a);
    put_text_at(j, "cadence", t, "cadence", r);
    put_int_at(j, "usual_days", t, "usual", r);
    put_int_at(j, "allowed_days", t, "allowed", r);
    json_bool(j, "weekdays", col_int(t, "weekdays")[r] != 0);
    for (size_t i = 0; i < COUNT_OF(days); i++)
        put_day_at(j, days[i], a, t, from[i], r);
    put_int_at(j, "gaps", t, "gaps", r);
    put_int_at(j, "empty_weeks", t, "empty_weeks", r);
    put_f64_at(j, "week_recent", t, "recent", r);
    put_f64_at(j, "week_usual", t, "usual_week", r);
    json_f64(j, "on_accounts_share", source_share(b, r));
    if (party)
        put_int_at(j, "accounts", t, "accounts", r);
    else
        json_null(j, "accounts");
    Chart *c = source_chart(a, b, r);
    if (c)
        put_chart(j, "chart", a, c, str_fmt(a, "source%zu", r));
    else
        put_no_chart(j, "chart");
    json_end(j);
}

static void put_sources(const SourceBook *b, Arena *a, JsonOut *j)
{
    const int64_t *id = col_int(&b->kind, "source_id");
    json_array(j, "sources");
    for (size_t r = 0; r < b->kind.n;) {
        int64_t source = id[r];
        json_object(j, NULL);
        json_int(j, "id", source);
        put_text_at(j, "name", &b->kind, "source", r);
        json_array(j, "kinds");
        for (; r < b->kind.n && id[r] == source; r++)
            put_kind(b, r, a, j);
        json_end(j);
        json_end(j);
    }
    json_end(j);
}

static void put_kinds(const SourceBook *b, JsonOut *j)
{
    json_array(j, "kinds");
    for (size_t r = 0; r < b->cover.n; r++) {
        int64_t n = col_int(&b->cover, "accounts")[r];
        if (!n)
            continue;
        json_object(j, NULL);
        put_text_at(j, "kind", &b->cover, "kind", r);
        json_int(j, "accounts", n);
        json_f64(j, "share", b->accounts ? (double)n / (double)b->accounts : (double)NAN);
        json_end(j);
    }
    json_end(j);
}

static Status put_aside(Store *s, Arena *a, JsonOut *j, Err *err)
{
    Table t;
    Status st = store_fetch(s, SQL_REPORT_ASIDE, STORE_NO_ARGS, a, &t, err);
    if (st)
        return st;
    json_array(j, "quarantine");
    for (size_t r = 0; r < t.n; r++) {
        json_object(j, NULL);
        put_worded_at(j, "reason", a, &t, "reason", r);
        put_int_at(j, "rows", &t, "n", r);
        put_int_at(j, "whole_rows", &t, "whole", r);
        put_int_at(j, "files", &t, "files", r);
        put_worded(j, "todo", quarantine_todo(col_text(&t, "reason")[r]), a);
        json_object(j, "example");
        put_text_at(j, "column", &t, "column_name", r);
        put_text_at(j, "raw", &t, "raw", r);
        put_text_at(j, "file", &t, "path", r);
        put_int_at(j, "line", &t, "line", r);
        json_end(j);
        json_end(j);
    }
    json_end(j);
    return ST_OK;
}

/* What was answered, and waits to be worked in: the last word comes first. */
static void put_decided(JsonOut *j, const Table *said, int64_t file, Str column)
{
    static const char *const names[] = { "answer", "decision", "who" };
    size_t r = 0;
    while (r < said->n && (col_int(said, "file_id")[r] != file || !str_eq(col_text(said, "column_name")[r], column)))
        r++;
    for (size_t i = 0; r == said->n && i < COUNT_OF(names); i++)
        json_null(j, names[i]);
    if (r == said->n)
        return;
    put_text_at(j, "answer", said, "what", r);
    put_int_at(j, "decision", said, "verdict_id", r);
    put_text_at(j, "who", said, "who", r);
}

static Status put_questions(Store *s, Arena *a, JsonOut *j, Err *err)
{
    Table t, said;
    Status st = store_fetch(s, SQL_QUESTION_LIST, STORE_NO_ARGS, a, &t, err);
    if (!st)
        st = store_fetch(s, SQL_QUESTION_DECIDED, STORE_NO_ARGS, a, &said, err);
    if (st)
        return st;
    json_array(j, "questions");
    for (size_t r = 0; r < t.n; r++) {
        json_object(j, NULL);
        put_int_at(j, "file_id", &t, "file_id", r);
        put_text_at(j, "file", &t, "path", r);
        put_text_at(j, "source", &t, "source", r);
        put_text_at(j, "column", &t, "column_name", r);
        put_text_at(j, "about", &t, "about", r);
        json_bool(j, "required", col_int(&t, "required")[r] != 0);
        put_int_at(j, "values", &t, "n", r);
        put_text_at(j, "examples", &t, "examples", r);
        put_decided(j, &said, col_int(&t, "file_id")[r], col_text(&t, "column_name")[r]);
        json_end(j);
    }
    json_end(j);
    return ST_OK;
}

/* "month-first" of "mdy"; null where nothing is said. */
static void put_way(JsonOut *j, const char *name, Str way) { json_text(j, name, str_of(way_said(way_of(way)))); }

/* What was answered and is worked in, and files that are to be imported again since an answer was taken back. */
static Status put_answered(Store *s, Arena *a, JsonOut *j, Err *err)
{
    static const char *const lists[] = { "answered", "read_again" };
    Table t[2];
    Status st = store_fetch(s, SQL_QUESTION_SAID, STORE_NO_ARGS, a, &t[0], err);
    if (!st)
        st = store_fetch(s, SQL_REREAD_LIST, STORE_ARGS(DB_TEXT(STR(""))), a, &t[1], err);
    for (size_t i = 0; i < COUNT_OF(lists) && !st; i++) {
        json_array(j, lists[i]);
        for (size_t r = 0; r < t[i].n; r++) {
            json_object(j, NULL);
            put_int_at(j, "file_id", &t[i], "file_id", r);
            put_text_at(j, "file", &t[i], "path", r);
            put_text_at(j, "source", &t[i], "source", r);
            put_text_at(j, "column", &t[i], "column_name", r);
            if (i)
                put_way(j, "was", col_text(&t[i], "was")[r]);
            put_way(j, "answer", col_text(&t[i], "answer")[r]);
            if (!i)
                put_int_at(j, "decision", &t[i], "verdict_id", r);
            put_text_at(j, "who", &t[i], "who", r);
            if (!i)
                json_str(j, "at", micros_iso(a, col_int(&t[i], "answered_at")[r]));
            json_end(j);
        }
        json_end(j);
    }
    return st;
}

static Status put_outside(Store *s, Arena *a, JsonOut *j, Err *err)
{
    Table t;
    int64_t erased = 0;
    Status st = store_fetch(s, SQL_REPORT_NOT_STORED, STORE_NO_ARGS, a, &t, err);
    if (!st)
        st = store_int(s, SQL_REPORT_ERASURES, STORE_NO_ARGS, 0, &erased, err);
    if (st)
        return st;
    json_array(j, "not_stored");
    for (size_t r = 0; r < t.n; r++) {
        json_object(j, NULL);
        put_text_at(j, "source", &t, "source", r);
        json_str(j, "what", private_plural(col_text(&t, "what")[r]));
        put_text_at(j, "how", &t, "how", r);
        put_text_at(j, "column", &t, "column_name", r);
        put_int_at(j, "values", &t, "n", r);
        put_int_at(j, "files", &t, "files", r);
        json_end(j);
    }
    json_end(j);
    json_int(j, "erasures", erased);
    return ST_OK;
}

Status answer_data(Store *s, const AnswerQuery *q, Arena *a, JsonOut *j, Err *err)
{
    SourceBook b;
    (void)q;
    Status st = sources_load(s, a, &b, err);
    if (st)
        return st;
    json_object(j, NULL);
    put_day(j, "as_of", a, b.as_of);
    put_sources(&b, a, j);
    st = put_coverage(s, b.as_of, a, j, err);
    if (st)
        return st;
    put_kinds(&b, j);
    st = put_questions(s, a, j, err);
    if (!st)
        st = put_answered(s, a, j, err);
    if (!st)
        st = put_aside(s, a, j, err);
    if (!st)
        st = put_outside(s, a, j, err);
    if (!st)
        st = put_file_parts(s, a, j, err);
    json_end(j);
    return st;
}
