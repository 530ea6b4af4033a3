/* Bulk append of the DuckDB engine: columns copied into vectors of the table's own types. */
#include "db/duck.h"

#include "db/target.h"

typedef struct Append {
    const char          *table;
    duckdb_appender      app;
    duckdb_data_chunk    chunk;
    duckdb_logical_type *logical;
    Target              *target;
    size_t               n;
} Append;

static Target target_of(duckdb_type t)
{
    switch ((int)t) {
    case DUCKDB_TYPE_BOOLEAN:   return TARGET_BOOL;
    case DUCKDB_TYPE_SMALLINT:  return TARGET_I16;
    case DUCKDB_TYPE_INTEGER:   return TARGET_I32;
    case DUCKDB_TYPE_BIGINT:    return TARGET_I64;
    case DUCKDB_TYPE_FLOAT:     return TARGET_F32;
    case DUCKDB_TYPE_DOUBLE:    return TARGET_F64;
    case DUCKDB_TYPE_VARCHAR:   return TARGET_TEXT;
    case DUCKDB_TYPE_DATE:      return TARGET_DATE;
    case DUCKDB_TYPE_TIMESTAMP: return TARGET_TIME;
    default:                    return TARGET_NONE;
    }
}

static Status app_failure(Db *db, const Append *w, Err *err)
{
    duckdb_error_data e = duckdb_appender_error_data(w->app);
    Status st = duck_failure(db, w->table, duckdb_error_data_message(e), err);
    duckdb_destroy_error_data(&e);
    return st;
}

#define FILL(T, slot)                                  \
    for (size_t r = 0; r < n; r++)                     \
        ((T *)data)[r] = (T)(slot)

static void fill(const Append *w, size_t c, const TableColumn *col, size_t at, size_t n)
{
    duckdb_vector v = duckdb_data_chunk_get_vector(w->chunk, c);
    void *data = duckdb_vector_get_data(v);
    switch (w->target[c]) {
    case TARGET_BOOL: FILL(bool, col->i[at + r]); break;
    case TARGET_I16:  FILL(int16_t, col->i[at + r]); break;
    case TARGET_I32:
    case TARGET_DATE: FILL(int32_t, col->i[at + r]); break;
    case TARGET_I64:
    case TARGET_TIME: FILL(int64_t, col->i[at + r]); break;
    case TARGET_F32:  FILL(float, col->f[at + r]); break;
    case TARGET_F64:  FILL(double, col->f[at + r]); break;
    case TARGET_TEXT:
        for (size_t r = 0; r < n; r++)
            duckdb_vector_assign_string_element_len(v, r, col->s[at + r].p, col->s[at + r].n);
        break;
    case TARGET_NONE: bug("a column without a target");
    }
    if (!col->valid)
        return;
    duckdb_vector_ensure_validity_writable(v);
    uint64_t *valid = duckdb_vector_get_validity(v);
    for (size_t r = 0; r < n; r++)
        duckdb_validity_set_row_validity(valid, r, col_has(col, at + r));
}

static Status send(Db *db, const Append *w, const Table *rows, Err *err)
{
    for (size_t at = 0; at < rows->n; at += DB_CHUNK) {
        size_t n = rows->n - at < DB_CHUNK ? rows->n - at : DB_CHUNK;
        duckdb_data_chunk_reset(w->chunk);
        for (size_t c = 0; c < w->n; c++)
            fill(w, c, &rows->col[c], at, n);
        duckdb_data_chunk_set_size(w->chunk, n);
        if (duckdb_append_data_chunk(w->app, w->chunk) == DuckDBError)
            return app_failure(db, w, err);
    }
    return duckdb_appender_close(w->app) == DuckDBError ? app_failure(db, w, err) : ST_OK;
}

Status duck_append(Db *db, const char *table, const Table *rows, Err *err)
{
    Append w = { .table = table };
    if (duckdb_appender_create(((Duck *)db)->con, NULL, table, &w.app) == DuckDBError) {
        Status st = app_failure(db, &w, err);
        (void)duckdb_appender_destroy(&w.app);
        return st;
    }
    w.n = duckdb_appender_column_count(w.app);
    w.target = ARENA_NEW_N(&db->chunk, Target, w.n);
    w.logical = ARENA_NEW_N(&db->chunk, duckdb_logical_type, w.n);
    for (size_t c = 0; c < w.n; c++) {
        w.logical[c] = duckdb_appender_column_type(w.app, c);
        w.target[c] = target_of(duckdb_get_type_id(w.logical[c]));
    }
    Status st = target_match(table, w.target, w.n, rows, err);
    if (!st) {
        w.chunk = duckdb_create_data_chunk(w.logical, w.n);
        st = send(db, &w, rows, err);
        duckdb_destroy_data_chunk(&w.chunk);
    }
    for (size_t c = 0; c < w.n; c++)
        duckdb_destroy_logical_type(&w.logical[c]);
    (void)duckdb_appender_destroy(&w.app);   /* after a failure what it flushes is rolled back */
    return st;
}
