/* Parquet is read by DuckDB, in a private database of its own, as text: so its values meet the same
 * cleaning as everybody else's.  Parquet has no lines; a record's number stands for its line. */
#include "db/db.h"
#include "ingest/aside.h"
#include "ingest/load.h"
#include "ingest/parquet.h"

enum { SQL_HEAD, SQL_ROWS, SQL_COLUMNS };

static const DbSql statements[] = {
    [SQL_HEAD] = { "parquet_head", "SELECT CAST(COLUMNS(*) AS VARCHAR) FROM read_parquet($1) LIMIT 100000" },
    [SQL_ROWS] = { "parquet_rows", "SELECT CAST(COLUMNS(*) AS VARCHAR) FROM read_parquet($1)" },
    [SQL_COLUMNS] = { "parquet_columns", "SELECT CAST(COLUMNS(*) AS VARCHAR) FROM read_parquet($1) LIMIT 1" },
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
    return st ? st : db_each(db, SQL_ROWS, &path, 1, take, r, err);
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

Status parquet_columns(const Job *j, Arena *a, Str **column, size_t *n, Err *err)
{
    Db *db;
    const char *path;
    Arena tmp;
    Names names = { .a = a };
    arena_init(&tmp);
    Status st = open_file(j, &tmp, &db, &path, err);
    if (!st) {
        const DbArg arg = DB_TEXT(str_of(path));
        st = db_each(db, SQL_COLUMNS, &arg, 1, take_names, &names, err);
        db_close(db);
    }
    arena_release(&tmp);
    if (!st && !names.n)
        return ERR(err, ST_INVALID, "no records");
    *column = names.name;
    *n = names.n;
    return st;
}
