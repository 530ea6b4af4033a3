/* Bulk append of the PostgreSQL engine: COPY ... FROM STDIN in the binary format of the manual,
 * chapter "COPY", section "Binary Format". */
#include "db/pg.h"

#include <endian.h>
#include <stdio.h>

enum { SEND_AT = 256 << 10, SEND_MAX = 1 << 30 };   /* bytes gathered; a value may be that long */

struct PgShape {
    const char *table;
    Target     *target;
    size_t      n;
    PgShape    *older;
};

static Status look_up(Pg *pg, const char *table, const PgShape **out, Err *err)
{
    char text[128];
    for (*out = pg->appended; *out; *out = (*out)->older)
        if (strcmp((*out)->table, table) == 0)
            return ST_OK;
    (void)snprintf(text, sizeof text, "SELECT * FROM %s LIMIT 0", table);
    PGresult *r = PQexec(pg->con, text);
    if (PQresultStatus(r) != PGRES_TUPLES_OK) {
        Status st = pg_failure(pg, r, table, err);
        PQclear(r);
        return st;
    }
    Arena *a = &pg->base.a;
    PgShape *s = ARENA_NEW(a, PgShape);
    s->table = str_dup(a, str_of(table)).p;
    s->n = (size_t)PQnfields(r);
    s->target = ARENA_NEW_N(a, Target, s->n);
    for (size_t i = 0; i < s->n; i++)
        s->target[i] = pg_target(PQftype(r, (int)i));
    s->older = pg->appended;
    pg->appended = s;
    PQclear(r);
    *out = s;
    return ST_OK;
}

static void put16(Buf *b, uint16_t v) { v = htobe16(v); buf_put(b, (Str){ (char *)&v, sizeof v }); }
static void put32(Buf *b, uint32_t v) { v = htobe32(v); buf_put(b, (Str){ (char *)&v, sizeof v }); }
static void put64(Buf *b, uint64_t v) { v = htobe64(v); buf_put(b, (Str){ (char *)&v, sizeof v }); }

static void put_f64(Buf *b, double f)
{
    uint64_t bits;
    memcpy(&bits, &f, sizeof bits);
    put64(b, bits);
}

static void put_f32(Buf *b, float f)
{
    uint32_t bits;
    memcpy(&bits, &f, sizeof bits);
    put32(b, bits);
}

static uint32_t fixed_size(Target t)
{
    switch (t) {
    case TARGET_BOOL: return 1;
    case TARGET_I16:  return 2;
    case TARGET_I32:
    case TARGET_F32:
    case TARGET_DATE: return 4;
    case TARGET_I64:
    case TARGET_F64:
    case TARGET_TIME: return 8;
    case TARGET_TEXT:
    case TARGET_NONE: break;
    }
    return 0;
}

static void put_cell(Buf *b, const TableColumn *col, Target t, size_t r)
{
    if (!col_has(col, r)) {
        put32(b, UINT32_MAX);
        return;
    }
    put32(b, t == TARGET_TEXT ? (uint32_t)col->s[r].n : fixed_size(t));
    switch (t) {
    case TARGET_BOOL: buf_putc(b, (char)col->i[r]); break;
    case TARGET_I16:  put16(b, (uint16_t)col->i[r]); break;
    case TARGET_I32:  put32(b, (uint32_t)col->i[r]); break;
    case TARGET_I64:  put64(b, (uint64_t)col->i[r]); break;
    case TARGET_F32:  put_f32(b, (float)col->f[r]); break;
    case TARGET_F64:  put_f64(b, col->f[r]); break;
    case TARGET_TEXT: buf_put(b, col->s[r]); break;
    case TARGET_DATE: put32(b, (uint32_t)(col->i[r] - PG_EPOCH_DAY)); break;
    case TARGET_TIME: put64(b, (uint64_t)(col->i[r] - PG_EPOCH_MICROS)); break;
    case TARGET_NONE: bug("a column without a target");
    }
}

static Status flush(Pg *pg, const char *table, Buf *b, Err *err)
{
    if (b->over || b->n > INT32_MAX)
        return ERR(err, ST_TOO_BIG, "'%s': a row is longer than a gigabyte", table);
    if (PQputCopyData(pg->con, b->p, (int)b->n) != 1)
        return pg_failure(pg, NULL, table, err);
    buf_clear(b);
    return ST_OK;
}

static Status send(Pg *pg, const PgShape *s, const Table *rows, Buf *b, Err *err)
{
    Status st = ST_OK;
    buf_put(b, STR("PGCOPY\n\377\r\n\0"));
    put32(b, 0);
    put32(b, 0);
    for (size_t r = 0; !st && r < rows->n; r++) {
        put16(b, (uint16_t)s->n);
        for (size_t c = 0; c < s->n; c++)
            put_cell(b, &rows->col[c], s->target[c], r);
        if (b->over || b->n >= SEND_AT)
            st = flush(pg, s->table, b, err);
    }
    put16(b, UINT16_MAX);
    return st ? st : flush(pg, s->table, b, err);
}

/* Ends the copy, with a reason when we gave up, and reads what the server thinks of it. */
static Status finish(Pg *pg, const char *table, Status st, Err *err)
{
    if (PQputCopyEnd(pg->con, st ? "given up" : NULL) != 1 && !st)
        st = pg_failure(pg, NULL, table, err);
    for (PGresult *r; (r = PQgetResult(pg->con)); PQclear(r))
        if (!st && PQresultStatus(r) != PGRES_COMMAND_OK)
            st = pg_failure(pg, r, table, err);
    return st;
}

Status pg_append(Db *db, const char *table, const Table *rows, Err *err)
{
    Pg *pg = (Pg *)db;
    const PgShape *s;
    char text[128];
    Status st = look_up(pg, table, &s, err);
    if (!st)
        st = target_match(table, s->target, s->n, rows, err);
    if (st)
        return st;
    (void)snprintf(text, sizeof text, "COPY %s FROM STDIN (FORMAT binary)", table);
    PGresult *r = PQexec(pg->con, text);
    if (PQresultStatus(r) != PGRES_COPY_IN)
        st = pg_failure(pg, r, table, err);
    PQclear(r);
    if (st)
        return st;
    Buf b;
    buf_init(&b, SEND_MAX);
    st = finish(pg, table, send(pg, s, rows, &b, err), err);
    buf_release(&b);
    return st;
}
