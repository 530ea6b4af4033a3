#include "db/parquet.h"

#include <unistd.h>

#include "base/buf.h"

struct DbParquet {
    Db         *db;
    const char *stage, *log;
};

Str db_quoted(Arena *a, Str s, char quote)
{
    char *p = arena_alloc(a, s.n * 2 + 3, 1);
    size_t n = 0;
    p[n++] = quote;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == quote)
            p[n++] = quote;
        p[n++] = s.p[i];
    }
    p[n++] = quote;
    p[n] = 0;
    return (Str){ p, n };
}

static void remove_stage(const DbParquet *p)
{
    (void)unlink(p->stage);
    (void)unlink(p->log);
}

Status db_parquet_open(const char *stage, Arena *a, DbParquet **out, Err *err)
{
    DbParquet *p = ARENA_NEW(a, DbParquet);
    *out = p;
    p->stage = str_dup(a, str_of(stage)).p;
    p->log = str_fmt(a, "%s.wal", stage).p;
    remove_stage(p);
    Status st = db_open(":memory:", &(DbOptions){ .create = true, .files = true }, &p->db, err);
    if (st)
        return st;
    Str text = str_fmt(a, "ATTACH %s AS stage; USE stage", db_quoted(a, str_of(stage), '\'').p);
    return db_script(p->db, "stage", text.p, err);
}

Status db_parquet_begin(DbParquet *p, const Table *columns, Err *err)
{
    static const char *const type[] = { [COL_INT] = "BIGINT", [COL_F64] = "DOUBLE", [COL_TEXT] = "VARCHAR", [COL_BOOL] = "BOOLEAN",
                                        [COL_DATE] = "DATE", [COL_TIME] = "TIMESTAMP" };
    Arena a;
    Buf text;
    arena_init(&a);
    buf_init(&text, 1 << 20);
    for (size_t c = 0; c < columns->n_col; c++)
        buf_printf(&text, "%s%s %s", c ? ", " : "CREATE TABLE waiting (", db_quoted(&a, str_of(columns->col[c].name), '"').p, type[columns->col[c].type]);
    buf_puts(&text, ")");
    Status st = db_begin(p->db, err);
    if (!st)
        st = db_script(p->db, "waiting", text.p, err);
    buf_release(&text);
    arena_release(&a);
    return st;
}

Status db_parquet_rows(DbParquet *p, const Table *chunk, Err *err)
{
    return chunk->n ? db_append(p->db, "waiting", chunk, err) : ST_OK;
}

Status db_parquet_end(DbParquet *p, const char *path, Err *err)
{
    Arena a;
    arena_init(&a);
    Status st = db_commit(p->db, err);
    Str text = str_fmt(&a, "COPY waiting TO %s (FORMAT parquet, COMPRESSION zstd); DROP TABLE waiting", db_quoted(&a, str_of(path), '\'').p);
    if (!st)
        st = db_script(p->db, "parquet", text.p, err);
    arena_release(&a);
    return st;
}

void db_parquet_close(DbParquet *p)
{
    if (!p)
        return;
    db_close(p->db);
    p->db = NULL;
    remove_stage(p);
}
