/* Bulk append of the DuckDB engine: one INSERT whose source is a table function over our columns.
 *
 * DuckDB's own appender copies every chunk into a collection first, and while a worker of DuckDB's inserts from
 * it the caller spins.  Here the table's vectors are filled where they are consumed (text is referred to, not
 * copied), and the caller sleeps when another thread has the work.
 * The function is part of the catalog, so anybody may name it in a question: it wants the number that the append
 * in progress has drawn, and says no otherwise. */
#include "db/duck.h"

#include <sys/random.h>

#include "db/target.h"

static const char rows_function[] = "throughline_rows";

/* Lies in the session's scratch while the statement runs. */
struct DuckAppend {
    duckdb_logical_type *logical;
    Target              *target;
    const Table         *rows;
    size_t               n, at;      /* columns; the next row */
};

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

#define FILL(T, slot)                                  \
    for (size_t r = 0; r < n; r++)                     \
        ((T *)data)[r] = (T)(slot)

/* As DuckDB lays it out: short text inside, longer text by its first bytes and a pointer. */
static void fill_text(duckdb_string_t *to, const Str *s, size_t n)
{
    for (size_t r = 0; r < n; r++) {
        to[r] = (duckdb_string_t){ .value.inlined.length = (uint32_t)s[r].n };
        if (s[r].n <= sizeof to->value.inlined.inlined) {
            memcpy(to[r].value.inlined.inlined, s[r].p, s[r].n);
        } else {
            memcpy(to[r].value.pointer.prefix, s[r].p, sizeof to->value.pointer.prefix);
            to[r].value.pointer.ptr = (char *)(uintptr_t)s[r].p;
        }
    }
}

/* Bit r of the vector's mask is row at + r of ours. */
static void fill_valid(duckdb_vector v, const uint64_t *from, size_t at, size_t n)
{
    duckdb_vector_ensure_validity_writable(v);
    uint64_t *to = duckdb_vector_get_validity(v);
    if (at % 64 == 0) {
        memcpy(to, from + at / 64, (n + 63) / 64 * sizeof *to);
        return;
    }
    for (size_t r = 0; r < n; r++)
        duckdb_validity_set_row_validity(to, r, from[(at + r) / 64] >> ((at + r) % 64) & 1);
}

static void fill(Target target, const TableColumn *col, size_t at, size_t n, duckdb_vector v)
{
    void *data = duckdb_vector_get_data(v);
    switch (target) {
    case TARGET_BOOL: FILL(bool, col->i[at + r]); break;
    case TARGET_I16:  FILL(int16_t, col->i[at + r]); break;
    case TARGET_I32:
    case TARGET_DATE: FILL(int32_t, col->i[at + r]); break;
    case TARGET_I64:
    case TARGET_TIME: memcpy(data, col->i + at, n * sizeof *col->i); break;
    case TARGET_F32:  FILL(float, col->f[at + r]); break;
    case TARGET_F64:  memcpy(data, col->f + at, n * sizeof *col->f); break;
    case TARGET_TEXT: fill_text(data, col->s + at, n); break;
    case TARGET_NONE: bug("a column without a target");
    }
    if (col->valid)
        fill_valid(v, col->valid, at, n);
}

static void rows_bind(duckdb_bind_info info)
{
    DuckBook *book = duckdb_bind_get_extra_info(info);
    duckdb_value ticket = duckdb_bind_get_parameter(info, 0);
    (void)pthread_mutex_lock(&book->lock);
    DuckAppend *w = book->append && duckdb_get_int64(ticket) == book->ticket ? book->append : NULL;
    (void)pthread_mutex_unlock(&book->lock);
    duckdb_destroy_value(&ticket);
    if (!w) {
        duckdb_bind_set_error(info, "the program's own: there are no rows to append");
        return;
    }
    for (size_t c = 0; c < w->n; c++)
        duckdb_bind_add_result_column(info, w->rows->col[c].name, w->logical[c]);
    duckdb_bind_set_cardinality(info, w->rows->n, true);
    duckdb_bind_set_bind_data(info, w, NULL);
}

static void rows_init(duckdb_init_info info)
{
    duckdb_init_set_max_threads(info, 1);   /* one after the other: the order of rows stays */
}

static void rows_some(duckdb_function_info info, duckdb_data_chunk out)
{
    DuckAppend *w = duckdb_function_get_bind_data(info);
    size_t left = w->rows->n - w->at, n = left < DB_CHUNK ? left : DB_CHUNK;
    for (size_t c = 0; n && c < w->n; c++)
        fill(w->target[c], &w->rows->col[c], w->at, n, duckdb_data_chunk_get_vector(out, c));
    duckdb_data_chunk_set_size(out, n);
    w->at += n;
}

Status duck_append_ready(DuckBook *book, duckdb_connection con, Err *err)
{
    duckdb_table_function f = duckdb_create_table_function();
    duckdb_logical_type number = duckdb_create_logical_type(DUCKDB_TYPE_BIGINT);
    duckdb_table_function_set_name(f, rows_function);
    duckdb_table_function_add_parameter(f, number);
    duckdb_table_function_set_extra_info(f, book, NULL);
    duckdb_table_function_set_bind(f, rows_bind);
    duckdb_table_function_set_init(f, rows_init);
    duckdb_table_function_set_function(f, rows_some);
    duckdb_state st = duckdb_register_table_function(con, f);
    duckdb_destroy_logical_type(&number);
    duckdb_destroy_table_function(&f);
    return st == DuckDBError ? ERR(err, ST_DB, "the function '%s' is refused", rows_function) : ST_OK;
}

static Status run(Db *db, const char *table, duckdb_prepared_statement p, Err *err)
{
    duckdb_result r = { 0 };
    Status st = duck_execute(db, table, p, false, &r, err);
    if (!st)
        duckdb_destroy_result(&r);
    return st;
}

/* The rows are on offer while the statement is there. */
static Status insert(Db *db, const char *table, DuckAppend *w, Err *err)
{
    Duck *d = (Duck *)db;
    DuckBook *book = d->book;
    duckdb_prepared_statement p = NULL;
    (void)pthread_mutex_lock(&book->one);
    (void)pthread_mutex_lock(&book->lock);
    book->append = w;
    (void)getrandom(&book->ticket, sizeof book->ticket, 0);
    book->ticket &= INT64_MAX;
    (void)pthread_mutex_unlock(&book->lock);
    Str text = str_fmt(&db->chunk, "INSERT INTO %s SELECT * FROM %s(%lld)", table, rows_function, (long long)book->ticket);
    Status st = ST_OK;
    if (duckdb_prepare(d->con, text.p, &p) == DuckDBError)
        st = duck_failure(db, table, duckdb_prepare_error(p), err);
    if (!st)
        st = run(db, table, p, err);
    duckdb_destroy_prepare(&p);
    (void)pthread_mutex_lock(&book->lock);
    book->append = NULL;
    (void)pthread_mutex_unlock(&book->lock);
    (void)pthread_mutex_unlock(&book->one);
    return st;
}

/* An appender that appends nothing is the shortest way to the types of a table's columns. */
static Status columns(Db *db, const char *table, DuckAppend *w, Err *err)
{
    duckdb_appender app;
    Status st = ST_OK;
    if (duckdb_appender_create(((Duck *)db)->con, NULL, table, &app) == DuckDBError) {
        duckdb_error_data e = duckdb_appender_error_data(app);
        st = duck_failure(db, table, duckdb_error_data_message(e), err);
        duckdb_destroy_error_data(&e);
    } else {
        w->n = duckdb_appender_column_count(app);
        w->target = ARENA_NEW_N(&db->chunk, Target, w->n);
        w->logical = ARENA_NEW_N(&db->chunk, duckdb_logical_type, w->n);
        for (size_t c = 0; c < w->n; c++) {
            w->logical[c] = duckdb_appender_column_type(app, c);
            w->target[c] = target_of(duckdb_get_type_id(w->logical[c]));
        }
    }
    (void)duckdb_appender_destroy(&app);
    return st;
}

Status duck_append(Db *db, const char *table, const Table *rows, Err *err)
{
    DuckAppend w = { .rows = rows };
    Status st = columns(db, table, &w, err);
    if (!st)
        st = target_match(table, w.target, w.n, rows, err);
    if (!st && rows->n && !db->tx_file && (st = duck_room_enter(db, err)) == ST_OK) {
        st = insert(db, table, &w, err);
        duck_room_leave(db);
    } else if (!st && rows->n) {
        st = insert(db, table, &w, err);
    }
    for (size_t c = 0; c < w.n; c++)
        duckdb_destroy_logical_type(&w.logical[c]);
    return st;
}
