/* Statements of the DuckDB engine: prepare, bind, and vectors turned into chunks of columns. */
#include "db/duck.h"

#include <time.h>

enum { NAP_NS = 50000 };

static bool type_of(duckdb_type t, ColType *out)
{
    static const struct { duckdb_type duck; ColType ours; } known[] = {
        { DUCKDB_TYPE_BOOLEAN, COL_BOOL },   { DUCKDB_TYPE_SMALLINT, COL_INT },
        { DUCKDB_TYPE_INTEGER, COL_INT },    { DUCKDB_TYPE_BIGINT, COL_INT },
        { DUCKDB_TYPE_FLOAT, COL_F64 },      { DUCKDB_TYPE_DOUBLE, COL_F64 },
        { DUCKDB_TYPE_VARCHAR, COL_TEXT },   { DUCKDB_TYPE_DATE, COL_DATE },
        { DUCKDB_TYPE_TIMESTAMP, COL_TIME },
    };
    for (size_t i = 0; i < COUNT_OF(known); i++) {
        if (known[i].duck == t) {
            *out = known[i].ours;
            return true;
        }
    }
    return false;
}

/* DuckDB plans for the type its caller binds; text everywhere is what PostgreSQL gets too. */
static Status bind(Db *db, duckdb_prepared_statement p, const DbCall *c, Err *err)
{
    idx_t wanted = duckdb_nparams(p);
    if (wanted != c->n_arg)
        return ERR(err, ST_DB, "'%s' takes %d arguments, %zu given", c->name, (int)wanted, c->n_arg);
    for (size_t i = 0; i < c->n_arg; i++) {
        const Str *s = &c->arg[i];
        duckdb_state st = s->p ? duckdb_bind_varchar_length(p, i + 1, s->p, s->n)
                               : duckdb_bind_null(p, i + 1);
        if (st == DuckDBError)
            return duck_failure(db, c->name, duckdb_prepare_error(p), err);
    }
    return ST_OK;
}

static Status check_kind(const Db *db, duckdb_prepared_statement p, const char *name, Err *err)
{
    duckdb_statement_type t = duckdb_prepared_statement_type(p);
    if (t == DUCKDB_STATEMENT_TYPE_TRANSACTION)
        return ERR(err, ST_FORBIDDEN, "'%s': transactions have their own functions", name);
    return db_may_run(db, t == DUCKDB_STATEMENT_TYPE_SELECT || t == DUCKDB_STATEMENT_TYPE_EXPLAIN,
                      name, err);
}

/* Prepared anew each time, on purpose: DuckDB 1.4 bakes a table's statistics at that moment into the plan
 * (how many bytes the longest string has, for one) and does not plan again when rows are added, so a
 * kept statement over a table that has grown gives wrong text without an error. */
static Status prepare(Db *db, const char *name, const char *text, duckdb_prepared_statement *out, Err *err)
{
    Duck *d = (Duck *)db;
    Status st = ST_OK;
    if (duckdb_prepare(d->con, text, out) == DuckDBError)
        st = duck_failure(db, name, duckdb_prepare_error(*out), err);
    else
        st = check_kind(db, *out, name, err);
    if (st)
        duckdb_destroy_prepare(out);
    return st;
}

Status duck_execute(Db *db, const char *name, duckdb_prepared_statement p, bool stream, duckdb_result *r, Err *err)
{
    duckdb_pending_result pending;
    duckdb_state made = stream ? duckdb_pending_prepared_streaming(p, &pending) : duckdb_pending_prepared(p, &pending);
    if (made == DuckDBError) {
        Status failed = duck_failure(db, name, duckdb_pending_error(pending), err);
        duckdb_destroy_pending(&pending);
        return failed;
    }
    duckdb_pending_state now;
    while (!duckdb_pending_execution_is_finished(now = duckdb_pending_execute_task(pending)))
        if (now == DUCKDB_PENDING_NO_TASKS_AVAILABLE)
            (void)nanosleep(&(struct timespec){ .tv_nsec = NAP_NS }, NULL);
    Status st = ST_OK;
    if (now == DUCKDB_PENDING_ERROR) {
        st = duck_failure(db, name, duckdb_pending_error(pending), err);
    } else if (duckdb_execute_pending(pending, r) == DuckDBError) {
        st = duck_failure(db, name, duckdb_result_error(r), err);
        duckdb_destroy_result(r);
    }
    duckdb_destroy_pending(&pending);
    return st;
}

static Status columns(Db *db, const DbCall *c, duckdb_result *r, Table *t, Err *err)
{
    *t = (Table){ .n_col = duckdb_column_count(r) };
    t->col = ARENA_NEW_N(&db->chunk, TableColumn, t->n_col);
    for (size_t k = 0; k < t->n_col; k++) {
        TableColumn *col = &t->col[k];
        col->name = duckdb_column_name(r, k);
        if (!type_of(duckdb_column_type(r, k), &col->type))
            return ERR(err, ST_DB, "'%s': column '%s' has a type the program does not read: cast it",
                       c->name, col->name);
        if (col->type == COL_F64)
            col->f = ARENA_NEW_N(&db->chunk, double, DB_CHUNK);
        else if (col->type == COL_TEXT)
            col->s = ARENA_NEW_N(&db->chunk, Str, DB_CHUNK);
        else
            col->i = ARENA_NEW_N(&db->chunk, int64_t, DB_CHUNK);
    }
    return ST_OK;
}

/* What a vector holds in a missing slot is undefined, so those slots are never read. */
#define EACH_PRESENT(out, zero, value) \
    for (size_t r = 0; r < n; r++)     \
        (out)[r] = col_has(col, r) ? (value) : (zero)

static void fill_i16(TableColumn *col, const int16_t *v, size_t n) { EACH_PRESENT(col->i, 0, v[r]); }
static void fill_i32(TableColumn *col, const int32_t *v, size_t n) { EACH_PRESENT(col->i, 0, v[r]); }
static void fill_i64(TableColumn *col, const int64_t *v, size_t n) { EACH_PRESENT(col->i, 0, v[r]); }
static void fill_bool(TableColumn *col, const bool *v, size_t n)   { EACH_PRESENT(col->i, 0, v[r]); }
static void fill_f64(TableColumn *col, const double *v, size_t n)  { EACH_PRESENT(col->f, 0, v[r]); }
static void fill_f32(TableColumn *col, const float *v, size_t n)
{
    EACH_PRESENT(col->f, 0, (double)v[r]);
}

static void fill_text(TableColumn *col, duckdb_string_t *v, size_t n)
{
    for (size_t r = 0; r < n; r++)
        col->s[r] = col_has(col, r)
                        ? (Str){ duckdb_string_t_data(&v[r]), duckdb_string_t_length(v[r]) }
                        : STR("");
}

static void fill(TableColumn *col, duckdb_vector v, duckdb_type type, size_t n)
{
    void *data = duckdb_vector_get_data(v);
    col->valid = duckdb_vector_get_validity(v);
    switch ((int)type) {
    case DUCKDB_TYPE_BOOLEAN:  fill_bool(col, data, n); break;
    case DUCKDB_TYPE_SMALLINT: fill_i16(col, data, n); break;
    case DUCKDB_TYPE_INTEGER:
    case DUCKDB_TYPE_DATE:     fill_i32(col, data, n); break;
    case DUCKDB_TYPE_FLOAT:    fill_f32(col, data, n); break;
    case DUCKDB_TYPE_DOUBLE:   fill_f64(col, data, n); break;
    case DUCKDB_TYPE_VARCHAR:  fill_text(col, data, n); break;
    default:                   fill_i64(col, data, n); break;   /* BIGINT, TIMESTAMP */
    }
}

static Status hand_out(Db *db, const DbCall *c, duckdb_result *r, Err *err)
{
    Table t;
    Status st = columns(db, c, r, &t, err);
    bool any = false;
    while (!st) {
        duckdb_data_chunk chunk = duckdb_fetch_chunk(*r);
        t.n = chunk ? duckdb_data_chunk_get_size(chunk) : 0;
        for (size_t k = 0; t.n && k < t.n_col; k++)
            fill(&t.col[k], duckdb_data_chunk_get_vector(chunk, k), duckdb_column_type(r, k), t.n);
        if (t.n)
            st = c->each(c->ctx, &t, err);
        any |= t.n > 0;
        duckdb_destroy_data_chunk(&chunk);
        if (t.n == 0)
            break;
    }
    const char *late = st ? NULL : duckdb_result_error(r);   /* a failure behind the first rows */
    if (late && *late)
        return duck_failure(db, c->name, late, err);
    if (!st && !any)
        st = c->each(c->ctx, &t, err);
    return st;
}

static Status take(Db *db, const DbCall *c, duckdb_result *r, Err *err)
{
    bool rows = duckdb_result_return_type(*r) == DUCKDB_RESULT_TYPE_QUERY_RESULT;
    if (rows != (c->each != NULL))
        return ERR(err, ST_DB, "'%s' returns %s", c->name, rows ? "rows" : "no rows");
    if (rows)
        return hand_out(db, c, r, err);
    if (c->changed)
        *c->changed = (int64_t)duckdb_rows_changed(r);
    return ST_OK;
}

static Status ask(Db *db, duckdb_prepared_statement p, const DbCall *c, Err *err)
{
    duckdb_result r = { 0 };
    Status st = duck_execute(db, c->name, p, c->stream, &r, err);
    if (st)
        return st;
    st = take(db, c, &r, err);
    duckdb_destroy_result(&r);
    return st;
}

Status duck_query(Db *db, const DbCall *c, Err *err)
{
    duckdb_prepared_statement p = NULL;
    Status st = prepare(db, c->name, c->text, &p, err);
    if (st)
        return st;
    /* Outside a transaction what changes something commits by itself. */
    bool commits = !db->tx_file && !db->o.read_only && duckdb_prepared_statement_type(p) != DUCKDB_STATEMENT_TYPE_SELECT;
    st = bind(db, p, c, err);
    if (!st && commits && (st = duck_room_enter(db, err)) == ST_OK) {
        st = ask(db, p, c, err);
        duck_room_leave(db);
    } else if (!st) {
        st = ask(db, p, c, err);
    }
    duckdb_destroy_prepare(&p);
    return st;
}

Status duck_shape(Db *db, const char *text, Arena *a, DbShape *out, Err *err)
{
    duckdb_prepared_statement p = NULL;
    Status st = prepare(db, "sql", text, &p, err);
    if (st)
        return st;
    out->n = duckdb_prepared_statement_column_count(p);
    out->name = ARENA_NEW_N(a, const char *, out->n);
    out->known = ARENA_NEW_N(a, bool, out->n);
    for (size_t k = 0; k < out->n; k++) {
        ColType ignored;
        const char *name = duckdb_prepared_statement_column_name(p, k);
        out->name[k] = str_dup(a, str_of(name)).p;
        out->known[k] = type_of(duckdb_prepared_statement_column_type(p, k), &ignored);
        duckdb_free((void *)(uintptr_t)name);
    }
    duckdb_destroy_prepare(&p);
    return ST_OK;
}
