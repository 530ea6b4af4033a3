/* Parquet is read by DuckDB, in a private database of its own, as text: so its values meet the same
 * cleaning as everybody else's.  Parquet has no lines; a record's number stands for its line. */
#include <stdio.h>

#include "base/buf.h"
#include "db/db.h"
#include "ingest/aside.h"
#include "ingest/invoice_lines.h"
#include "ingest/load.h"
#include "ingest/parquet.h"
#include "model/limits.h"
#include "read/raw.h"

enum { SQL_HEAD, SQL_ROWS, SQL_COLUMNS, SQL_GROUPS, SQL_START, SQL_LINES };
enum { START_ROWS = 1000, START_BYTES = 1 << 20, LINES_BLOCK = 1 << 20 };

static const DbSql statements[] = {
    [SQL_HEAD] = { "parquet_head", "SELECT CAST(COLUMNS(*) AS VARCHAR) FROM read_parquet($1) LIMIT 100000" },
    [SQL_ROWS] = { "parquet_rows", "SELECT CAST(COLUMNS(*) AS VARCHAR) FROM read_parquet($1)" },
    [SQL_COLUMNS] = { "parquet_columns", "SELECT CAST(COLUMNS(*) AS VARCHAR) FROM read_parquet($1) LIMIT 1" },
    /* The file itself is a group, so are records, lists and maps. */
    [SQL_GROUPS] = { "parquet_groups", "SELECT CAST(count(*) AS BIGINT) AS n FROM parquet_schema($1) WHERE num_children > 0" },
    [SQL_START] = { "parquet_start", "SELECT CAST(to_json(t) AS VARCHAR) AS line FROM read_parquet($1) AS t LIMIT 1001" },
    [SQL_LINES] = { "parquet_lines", "SELECT CAST(to_json(t) AS VARCHAR) AS line FROM read_parquet($1) AS t" },
};

/* One file being read. */
typedef struct Reading {
    const Job         *job;
    const LoadOptions *o;
    Plan               plan;
    PlanSight         *sight;
    Zone              *zone;
    PlanRow           *row;
    LoadAnswers        answers;
    InvoiceLines       lines;
    Str               *column, *cell;
    size_t             n;
    int64_t            record;
    Arena             *a;
    Arena              scratch;
    ArenaMark          base;
    Emit              *e;
    bool               bound;
} Reading;

static Status bind(Reading *r, const Table *t, Err *err)
{
    r->n = t->n_col;
    r->column = ARENA_NEW_N(r->a, Str, r->n + 1);
    r->cell = ARENA_NEW_N(r->a, Str, r->n + 1);
    for (size_t i = 0; i < r->n; i++)
        r->column[i] = str_dup(r->a, str_of(t->col[i].name));
    Status st = plan_bind(r->job->section, r->column, r->n, r->a, &r->plan, err);
    r->plan.currency = r->o->currency;
    r->plan.memo = r->e->memo;
    r->plan.door = r->e->door = door_open(r->column, r->n, r->o->keep, r->a);
    r->e->delimiter = ',';
    r->zone = r->plan.zone.n ? zone_open(r->plan.zone, r->a) : NULL;
    if (!st && r->plan.zone.n && !r->zone)
        st = ERR(err, ST_INVALID, "no such time zone: '%.*s'", STR_ARG(r->plan.zone));
    load_answers_open(&r->answers, &r->plan, r->a);
    lines_open(&r->lines, &r->plan, r->o->lines, r->a);
    r->bound = !st;
    return st;
}

static void take_cells(Reading *r, const Table *t, size_t row)
{
    for (size_t i = 0; i < r->n; i++)
        r->cell[i] = col_has(&t->col[i], row) ? t->col[i].s[row] : (Str){ NULL, 0 };
}

static Status look(void *ctx, const Table *t, Err *err)
{
    Reading *r = ctx;
    Status st = r->bound ? ST_OK : bind(r, t, err);
    for (size_t i = 0; i < t->n && !st; i++) {
        take_cells(r, t, i);
        plan_look(&r->plan, r->sight, r->cell, r->n, &r->scratch);
        lines_look(&r->lines, &(PlanCells){ r->cell, r->n, 0, false }, STR(""), &r->scratch);
        arena_rewind(&r->scratch, r->base);
    }
    return st;
}

static Status look_on(void *ctx, const Table *t, Err *err)
{
    Reading *r = ctx;
    (void)err;
    for (size_t i = 0; i < t->n && plan_open(&r->plan, r->sight); i++) {
        take_cells(r, t, i);
        plan_look_on(&r->plan, r->sight, r->cell, r->n, &r->scratch);
        arena_rewind(&r->scratch, r->base);
    }
    return ST_OK;
}

static Status weigh(void *ctx, const Table *t, Err *err)
{
    Reading *r = ctx;
    (void)err;
    for (size_t i = 0; i < t->n; i++) {
        take_cells(r, t, i);
        PlanCells cells = { r->cell, r->n, 0, false };
        plan_row(&r->plan, &cells, r->zone, &r->scratch, r->row);
        lines_weigh(&r->lines, &cells, STR(""), r->row, &r->scratch);
        arena_rewind(&r->scratch, r->base);
    }
    return ST_OK;
}

static Status take(void *ctx, const Table *t, Err *err)
{
    Reading *r = ctx;
    Status st = ST_OK;
    for (size_t i = 0; i < t->n && !st; i++) {
        take_cells(r, t, i);
        PlanCells cells = { r->cell, r->n, ++r->record, false };
        plan_row(&r->plan, &cells, r->zone, &r->scratch, r->row);
        Str raw = r->row->n_bad ? aside_record(r->cell, r->n, ',', &r->scratch) : STR("");
        load_answers_key(&r->answers, r->cell, r->n, r->row, &r->scratch);
        lines_key(&r->lines, &cells, STR(""), STR(""), r->row, r->e, &r->scratch);
        st = emit_row(r->e, r->row, raw, err);
        if (!st && !r->row->whole)
            st = load_answers(&r->answers, r->cell, r->n, r->row, &r->scratch, r->e, err);
        arena_rewind(&r->scratch, r->base);
    }
    return st;
}

static Status open_file(const Job *j, Arena *a, Db **db, const char **path, Err *err)
{
    DbOptions options = { .sql = statements, .n_sql = COUNT_OF(statements), .create = true, .threads = 1, .files = true };
    Status st = raw_local(&j->at.place, a, path, err);
    return st ? st : db_open(":memory:", &options, db, err);
}

static Status read_file(Reading *r, Db *db, const char *at, Err *err)
{
    const DbArg path = DB_TEXT(str_of(at));
    Status st = db_each(db, SQL_HEAD, &path, 1, look, r, err);
    if (!st && !r->bound)
        return ERR(err, ST_INVALID, "no records");
    if (!st && plan_open(&r->plan, r->sight))
        st = db_each(db, SQL_ROWS, &path, 1, look_on, r, err);
    if (!st)
        st = plan_settle(&r->plan, r->sight, err);
    lines_settle(&r->lines);
    if (!st && r->lines.book) {
        r->plan.door = NULL;      /* what is left outside is counted once */
        st = db_each(db, SQL_ROWS, &path, 1, weigh, r, err);
        r->plan.door = r->e->door;
        lines_judge(&r->lines);
    }
    if (!st)
        st = db_each(db, SQL_ROWS, &path, 1, take, r, err);
    return st ? st : lines_end(&r->lines, r->e, err);
}

Status load_parquet(const Job *j, const LoadOptions *o, Arena *a, Emit *e, Err *err)
{
    Db *db;
    const char *path;
    Reading *r = ARENA_NEW(a, Reading);
    *r = (Reading){ .job = j, .o = o, .a = a, .e = e, .sight = ARENA_NEW(a, PlanSight), .row = ARENA_NEW(a, PlanRow) };
    Status st = open_file(j, a, &db, &path, err);
    if (st)
        return st;
    arena_init(&r->scratch);
    (void)arena_alloc(&r->scratch, 1, 1);
    r->base = arena_mark(&r->scratch);
    st = read_file(r, db, path, err);
    lines_say(&r->lines, e);
    lines_release(&r->lines);
    arena_release(&r->scratch);
    db_close(db);
    return st;
}

/* The names of a result's columns. */
typedef struct Names {
    Str   *name;
    size_t n;
    Arena *a;
} Names;

static Status take_names(void *ctx, const Table *t, Err *err)
{
    Names *o = ctx;
    (void)err;
    o->n = t->n_col;
    o->name = ARENA_NEW_N(o->a, Str, o->n + 1);
    for (size_t i = 0; i < o->n; i++)
        o->name[i] = str_dup(o->a, str_of(t->col[i].name));
    return ST_OK;
}

static Status take_count(void *ctx, const Table *t, Err *err)
{
    int64_t *n = ctx;
    (void)err;
    *n = t->n ? col_int(t, "n")[0] : 0;
    return ST_OK;
}

Status parquet_columns(const Job *j, Arena *a, Str **column, size_t *n, bool *nested, Err *err)
{
    Db *db;
    const char *path;
    Arena tmp;
    int64_t groups = 0;
    Names names = { .a = a };
    arena_init(&tmp);
    Status st = open_file(j, &tmp, &db, &path, err);
    if (!st) {
        const DbArg arg = DB_TEXT(str_of(path));
        st = db_each(db, SQL_COLUMNS, &arg, 1, take_names, &names, err);
        if (!st)
            st = db_each(db, SQL_GROUPS, &arg, 1, take_count, &groups, err);
        db_close(db);
    }
    arena_release(&tmp);
    if (!st && !names.n)
        return ERR(err, ST_INVALID, "no records");
    *column = names.name;
    *n = names.n;
    *nested = groups > 1;
    return st;
}

/* Rows on their way to lines; fd -1: only the first of them, into the block. */
typedef struct Lines {
    int     fd;
    Buf     block;
    int64_t bytes, rows;
    bool    cut;
} Lines;

static Status flush(Lines *l, Err *err)
{
    Status st = raw_spool_put(l->fd, buf_str(&l->block), err);
    l->bytes += (int64_t)l->block.n;
    buf_clear(&l->block);
    if (!st && l->bytes >> 20 > LIMIT_UNPACKED_MIB)
        st = ERR(err, ST_TOO_BIG, "more than %d MiB as text", LIMIT_UNPACKED_MIB);
    return st;
}

static Status take_lines(void *ctx, const Table *t, Err *err)
{
    Lines *l = ctx;
    const TableColumn *line = table_col(t, "line");
    Status st = ST_OK;
    for (size_t r = 0; r < t->n && !st; r++) {
        l->cut = l->cut || (l->fd < 0 && (l->rows == START_ROWS || (l->rows && l->block.n + line->s[r].n > START_BYTES)));
        if (l->cut)
            return ST_OK;
        l->rows++;
        buf_put(&l->block, line->s[r]);
        buf_putc(&l->block, '\n');
        if (l->fd >= 0 && l->block.n >= LINES_BLOCK)
            st = flush(l, err);
    }
    return st;
}

static Status each_line(const Job *j, int sql, Lines *l, Err *err)
{
    Db *db;
    Arena tmp;
    const char *path;
    arena_init(&tmp);
    buf_init(&l->block, LIMIT_JSON_FILE);
    Status st = open_file(j, &tmp, &db, &path, err);
    if (!st) {
        const DbArg arg = DB_TEXT(str_of(path));
        st = db_each(db, sql, &arg, 1, take_lines, l, err);
        db_close(db);
    }
    if (!st && l->block.over)
        st = ERR(err, ST_TOO_BIG, "a row of more than %d MiB", (int)(LIMIT_JSON_FILE >> 20));
    if (!st && l->fd >= 0)
        st = flush(l, err);
    arena_release(&tmp);
    return st;
}

Status parquet_start(const Job *j, Arena *a, Str *lines, bool *more, Err *err)
{
    Lines l = { .fd = -1 };
    Status st = each_line(j, SQL_START, &l, err);
    *lines = st ? STR("") : str_dup(a, buf_str(&l.block));
    *more = l.cut;
    buf_release(&l.block);
    return st;
}

Status parquet_lines(const Job *j, Arena *a, Job *out, Err *err)
{
    Lines l = { .fd = -1 };
    const char *path;
    *out = *j;
    if (!j->nested || j->again)
        return ST_OK;
    Status st = raw_spool_new(a, &l.fd, &path, err);
    if (st)
        return st;
    st = each_line(j, SQL_LINES, &l, err);
    buf_release(&l.block);
    out->nested = false;
    out->at.place = (Place){ .path = path };
    (void)snprintf(out->look.encoding, sizeof out->look.encoding, "UTF-8");
    out->look.mark = 0;
    out->look.mended = out->look.damaged = false;
    out->look.broken = 0;
    out->look.size = l.bytes;
    return st;
}
