/* site_sql.c - somebody's own questions to the book: read-only, limited in time, rows and number, blind to secrets (db/db.h, DbAsk). */
#include <stdatomic.h>

#include "base/date.h"
#include "model/limits.h"
#include "serve/site.h"

static bool is_hidden(Str table)
{
    for (size_t i = 0; i < login_tables_n; i++)
        if (str_eq(table, str_of(login_tables[i])))
            return true;
    return false;
}

Status handle_sql_tables(Worker *w, const AnswerQuery *q, Arena *a, Response *out, Err *err)
{
    Table t;
    Buf b;
    JsonOut j;
    (void)q;
    Status st = store_fetch(w->s, SQL_BOOK_COLUMNS, STORE_NO_ARGS, a, &t, err);
    if (st)
        return st;
    const Str *table = col_text(&t, "table_name"), *name = col_text(&t, "column_name"), *type = col_text(&t, "data_type");
    buf_init(&b, LIMIT_REPORT);
    json_init(&j, &b);
    json_object(&j, NULL);
    json_array(&j, "tables");
    for (size_t r = 0; r < t.n;) {
        size_t end = r;
        while (end < t.n && str_eq(table[end], table[r]))
            end++;
        if (!is_hidden(table[r])) {
            json_object(&j, NULL);
            json_str(&j, "name", table[r]);
            json_array(&j, "columns");
            for (size_t c = r; c < end; c++) {
                json_object(&j, NULL);
                json_str(&j, "name", name[c]);
                json_str(&j, "type", str_lower(a, type[c]));
                json_end(&j);
            }
            json_end(&j);
            json_end(&j);
        }
        r = end;
    }
    json_end(&j);
    json_end(&j);
    out->body = str_dup(a, buf_str(&b));
    buf_release(&b);
    return ST_OK;
}

static void put_cell(const TableColumn *c, size_t r, Arena *a, JsonOut *j)
{
    if (!col_has(c, r)) {
        json_null(j, NULL);
        return;
    }
    switch (c->type) {
    case COL_INT: json_int(j, NULL, c->i[r]); break;
    case COL_F64: json_f64(j, NULL, c->f[r]); break;
    case COL_TEXT: json_str(j, NULL, c->s[r]); break;
    case COL_BOOL: json_bool(j, NULL, c->i[r] != 0); break;
    case COL_DATE: json_str(j, NULL, date_iso(a, c->i[r])); break;
    case COL_TIME: json_str(j, NULL, micros_iso(a, c->i[r])); break;
    }
}

static void put_table(const Table *t, bool more, Arena *a, JsonOut *j)
{
    static const char *const types[] = { [COL_INT] = "integer", [COL_F64] = "number", [COL_TEXT] = "text", [COL_BOOL] = "yes or no", [COL_DATE] = "date", [COL_TIME] = "time" };
    json_object(j, NULL);
    json_array(j, "columns");
    for (size_t c = 0; c < t->n_col; c++) {
        json_object(j, NULL);
        json_str(j, "name", str_of(t->col[c].name));
        json_str(j, "type", str_of(types[t->col[c].type]));
        json_end(j);
    }
    json_end(j);
    json_array(j, "rows");
    for (size_t r = 0; r < t->n; r++) {
        json_array(j, NULL);
        for (size_t c = 0; c < t->n_col; c++)
            put_cell(&t->col[c], r, a, j);
        json_end(j);
    }
    json_end(j);
    json_bool(j, "more", more);
    json_end(j);
}

/* What an engine says of somebody's own words is for whoever wrote them. */
static Status in_words(Status st, Err *err)
{
    return st == ST_DB ? (err->code = ST_USAGE) : st;
}

Status change_sql(Worker *w, const Body *b, Arena *a, JsonOut *j, Err *err)
{
    Str text = STR("");
    int64_t rows = 1000;
    Table t = { .n = 0 };
    bool more = false;
    Status st = body_long_text(b, "sql", LIMIT_WEB_SQL_TEXT, &text, err);
    if (!st)
        st = body_number(b, "rows", &rows, err);
    if (!st && !str_trim(text).n)
        st = ERR(err, ST_USAGE, "there is no question");
    if (!st && (rows < 1 || rows > LIMIT_SQL_ROWS))
        st = ERR(err, ST_USAGE, "'rows' must be a whole number from 1 to %d", LIMIT_SQL_ROWS);
    if (st)
        return st;
    w->what = text;
    if (atomic_fetch_add(&w->site->asking->n, 1) >= LIMIT_WEB_SQL)
        st = ERR(err, ST_BUSY, "%d questions are being answered already", LIMIT_WEB_SQL);
    if (!st)
        st = db_sql(store_db(w->all), &(DbAsk){ .text = text, .max_rows = (size_t)rows, .max_bytes = LIMIT_WEB_SQL_BYTES, .timeout_ms = LIMIT_WEB_SQL_MS, .hidden = login_tables, .n_hidden = login_tables_n },
                    a, &t, &more, err);
    (void)atomic_fetch_sub(&w->site->asking->n, 1);
    if (!st)
        put_table(&t, more, a, j);
    return in_words(st, err);
}
