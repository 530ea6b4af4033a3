#include "tests/store/small.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/date.h"

enum { ROWS_MAX = 100000, WAIT_MS = 60000 };

void small_must(Small *b, Status st)
{
    if (st)
        fail_msg("%s (%s)", b->err.msg, status_text(st));
}

static void with_schema(Small *b, const char *text)
{
    Db *db = NULL;
    small_must(b, db_open(b->where, &(DbOptions){ .sql = sql_texts, .n_sql = SQL_COUNT_, .create = true }, &db, &b->err));
    small_must(b, db_script(db, "schema", text, &b->err));
    db_close(db);
}

void small_open(Small *b, SmallWhere kind)
{
    const char *base = getenv("TL_PG");
    *b = (Small){ .kind = kind };
    if (kind == SMALL_SERVER && !base)
        skip();
    arena_init(&b->a);
    if (kind == SMALL_SERVER) {
        (void)snprintf(b->schema, sizeof b->schema, "t_small_%d", (int)getpid());
        (void)snprintf(b->where, sizeof b->where, "%s%coptions=-csearch_path%%3D%s", base, strchr(base, '?') ? '&' : '?', b->schema);
        with_schema(b, str_fmt(&b->a, "CREATE SCHEMA %s", b->schema).p);
    } else if (kind == SMALL_FILE) {
        (void)snprintf(b->dir, sizeof b->dir, "/tmp/t_small.XXXXXX");
        assert_non_null(mkdtemp(b->dir));
        (void)snprintf(b->where, sizeof b->where, "%s/acme.book", b->dir);
    } else {
        (void)snprintf(b->where, sizeof b->where, ":memory:");
    }
    small_must(b, store_open(b->where, &(StoreOptions){ .create = true }, &b->s, &b->err));
}

void small_again(Small *b)
{
    store_close(b->s);
    b->s = NULL;
    small_must(b, store_open(b->where, &(StoreOptions){ .create = false }, &b->s, &b->err));
}

void small_close(Small *b)
{
    store_close(b->s);
    if (b->kind == SMALL_FILE)
        assert_int_equal(system(str_fmt(&b->a, "rm -rf %s", b->dir).p), 0);
    if (b->kind == SMALL_SERVER)
        with_schema(b, str_fmt(&b->a, "DROP SCHEMA %s CASCADE", b->schema).p);
    arena_release(&b->a);
}

void small_sql(Small *b, const char *script)
{
    small_must(b, db_script(store_db(b->s), "rows", script, &b->err));
}

static void ask(Small *b, const char *select, Table *t)
{
    bool more;
    Store *reader;
    small_must(b, store_open_again(b->s, true, &reader, &b->err));
    small_must(b, db_sql(store_db(reader), &(DbAsk){ .text = str_of(select), .max_rows = ROWS_MAX, .timeout_ms = WAIT_MS }, &b->a, t, &more, &b->err));
    store_close(reader);
    assert_false(more);
}

static void put_cell(Small *b, Buf *out, const TableColumn *c, size_t r)
{
    if (!col_has(c, r))
        buf_putc(out, '-');
    else if (c->type == COL_TEXT)
        buf_put(out, c->s[r]);
    else if (c->type == COL_F64)
        buf_printf(out, "%.6g", c->f[r]);
    else if (c->type == COL_BOOL)
        buf_puts(out, c->i[r] ? "true" : "false");
    else if (c->type == COL_DATE)
        buf_put(out, date_iso(&b->a, c->i[r]));
    else if (c->type == COL_TIME)
        buf_put(out, micros_iso(&b->a, c->i[r]));
    else
        buf_printf(out, "%lld", (long long)c->i[r]);
}

const char *small_rows(Small *b, const char *select)
{
    Table t;
    Buf out;
    ask(b, select, &t);
    buf_init(&out, 1 << 24);
    for (size_t r = 0; r < t.n; r++) {
        if (r)
            buf_putc(&out, '\n');
        for (size_t c = 0; c < t.n_col; c++) {
            if (c)
                buf_putc(&out, '|');
            put_cell(b, &out, &t.col[c], r);
        }
    }
    assert_false(out.over);
    const char *text = str_dup(&b->a, buf_str(&out)).p;
    buf_release(&out);
    return text;
}

int64_t small_int(Small *b, const char *select)
{
    int64_t v = 0;
    const char *text = small_rows(b, select);
    if (!str_to_i64(str_of(text), &v))
        fail_msg("not one integer: %s", text);
    return v;
}
