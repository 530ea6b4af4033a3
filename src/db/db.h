/* db.h - one connection to a book's database, DuckDB or PostgreSQL behind it.
 *
 * Which engine    "postgresql://..." or "postgres://..." opens PostgreSQL through libpq;
 *                 ":memory:" a private DuckDB; anything else a DuckDB file.
 * Statements      SQL text lives in a table of named statements given at open; callers name
 *                 a statement by its index (an enum of the layer above), so SQL is never
 *                 built from strings.  PostgreSQL prepares each once per connection; DuckDB anew at
 *                 each use (duckdb_rows.c says why).
 *                 Parameters are $1..$n, bound, never pasted.  One text serves both engines.
 * Results         typed columns (base/table.h): BIGINT, INTEGER, SMALLINT -> COL_INT; DOUBLE
 *                 PRECISION, REAL -> COL_F64; TEXT, VARCHAR -> COL_TEXT; BOOLEAN, DATE,
 *                 TIMESTAMP as named.  Any other type in a result is ST_DB: cast it in the SQL.
 *                 (db_sql(), for people, turns any other type into text instead.)
 * Transactions    of read-only sessions see one state of the book from their first statement to their end.
 *                 db_begin remembers the caller's file and line; a begin inside a begin names
 *                 both.  Without one each statement commits by itself.
 * One writer      a DuckDB file is locked by the process that has it open; PostgreSQL by an
 *                 advisory lock taken at a writing open.  The second gets ST_BUSY and a
 *                 message that names the holder's process id.
 * Read-only       a session opened with .read_only cannot change anything, whatever the
 *                 statement says: it asks questions (SELECT and its like), anything else is
 *                 ST_FORBIDDEN.  Only such a session may run db_sql().
 * Errors          engine-neutral: ST_DB with the engine's first line and the statement's name,
 *                 ST_CONFLICT for a broken key, ST_INVALID for a missing or refused value (NOT
 *                 NULL, CHECK, text that is not UTF-8 or holds NUL, a number out of its column's
 *                 range), ST_BUSY for locks, cancelling and time-outs, ST_FORBIDDEN for missing
 *                 rights, ST_FULL for a full disk, ST_IO for a lost connection, ST_NOT_FOUND for a book that
 *                 is not there, ST_INVALID for a file that is no book.
 *                 After a failed statement in a transaction only db_rollback() is allowed; rows
 *                 that the caller stopped count as failed.
 * Threads         a Db belongs to one thread, but db_cancel() may be called from any.
 */
#ifndef TL_DB_DB_H
#define TL_DB_DB_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"
#include "base/str.h"
#include "base/table.h"

typedef struct Db Db;

typedef struct DbSql {
    const char *name;      /* for messages: "issue_list" */
    const char *text;
} DbSql;

typedef enum DbEngine { DB_DUCKDB, DB_POSTGRES } DbEngine;

typedef struct DbOptions {
    const DbSql *sql;          /* the statements, by index; static storage */
    size_t       n_sql;
    bool         read_only;
    bool         create;       /* DuckDB: the file may be made; PostgreSQL: the schema may be empty */
    int64_t      memory_bytes; /* DuckDB's memory limit; 0 = 1 GiB */
    bool         bulk;         /* DuckDB: much is written, little read: texts are packed by dictionary alone (decision 247) */
    bool         once;         /* DuckDB: there will be one large commit: it packs its rows, and does not write them into the log first (decision 260) */
    int          threads;      /* DuckDB's threads; 0 = number of cores */
    bool         files;        /* ":memory:" only: statements may read and write files (parsing an import,
                                * exporting); such a database has no read-only sessions */
} DbOptions;

typedef struct DbArg {
    enum { ARG_NULL, ARG_INT, ARG_F64, ARG_TEXT } kind;
    int64_t i;
    double  f;
    Str     s;
} DbArg;

#define DB_INT(v)  ((DbArg){ .kind = ARG_INT, .i = (v) })
#define DB_F64(v)  ((DbArg){ .kind = ARG_F64, .f = (v) })
#define DB_TEXT(v) ((DbArg){ .kind = ARG_TEXT, .s = (v) })
#define DB_NULL    ((DbArg){ .kind = ARG_NULL })

MUST_USE Status db_open(const char *where, const DbOptions *o, Db **out, Err *err);
void     db_close(Db *db);                     /* rolls back what is open; NULL is fine */
DbEngine db_engine(const Db *db);

/* A second connection to the same open book (DuckDB: same process), e.g. one per HTTP worker. */
MUST_USE Status db_open_again(Db *db, bool read_only, Db **out, Err *err);

#define db_begin(db, err) db_begin_at((db), __FILE__, __LINE__, (err))
MUST_USE Status db_begin_at(Db *db, const char *file, int line, Err *err);
MUST_USE Status db_commit(Db *db, Err *err);
void     db_rollback(Db *db);                  /* fine when nothing is open */

/* Run a statement that returns no rows; *changed (may be NULL) gets the rows affected. */
MUST_USE Status db_run(Db *db, int sql, const DbArg *arg, size_t n_arg, int64_t *changed, Err *err);

/* All rows of a statement, copied into the arena. */
MUST_USE Status db_fetch(Db *db, int sql, const DbArg *arg, size_t n_arg, Arena *a, Table *out, Err *err);

/* The rows of a statement in chunks of some thousands: `each` gets a borrowed table, valid during
 * the call; a status other than ST_OK from it ends the query and is returned.  The connection is
 * taken meanwhile: another statement on it is ST_DB.  No call for no rows. */
typedef Status DbEach(void *ctx, const Table *chunk, Err *err);
MUST_USE Status db_each(Db *db, int sql, const DbArg *arg, size_t n_arg, DbEach *each, void *ctx, Err *err);

/* All rows and columns of one of our own tables or views, ordered by the first column, the second and so on, inside the transaction
 * that is open; `each` is called at least once, for the columns. */
MUST_USE Status db_each_of(Db *db, const char *table, DbEach *each, void *ctx, Err *err);

/* A table of ours loses all rows, or goes with what stands on it; nothing happens where there is none. */
MUST_USE Status db_drop(Db *db, const char *table, bool is_view, Err *err);

/* Bulk append in the current transaction (DuckDB: an INSERT from our columns; PostgreSQL: COPY BINARY): the table's columns are matched to
 * the database table's by position and must be all of them, of fitting types.  All rows or none. */
MUST_USE Status db_append(Db *db, const char *table, const Table *rows, Err *err);

/* A script of statements separated by ';' (migrations; no parameters).  A line "--@duckdb" or "--@postgres"
 * starts a part for that engine alone, "--@all" ends it.  All of it happens or nothing. */
MUST_USE Status db_script(Db *db, const char *name, const char *text, Err *err);

/* Somebody's own SELECT, on a read-only session only; at most max_rows rows, *more says whether there were
 * more; ended with ST_BUSY after timeout_ms.  Types unknown to Table come as text.
 * A question that would read one of the `hidden` tables, by whatever name, through a view or a text that is run as SQL, is
 * ST_FORBIDDEN: not its words are looked at but what the engine itself says it reads (DuckDB: the tables of the bound
 * statement; PostgreSQL: the locks it takes, before its rows are handed out).  With hidden tables, functions that reach beyond the
 * book (files, other sessions, the server) are refused too. */
typedef struct DbAsk {
    Str                text;
    size_t             max_rows, max_bytes;      /* of text in all; 0: no limit; past it ST_TOO_BIG */
    int64_t            timeout_ms;
    const char *const *hidden;
    size_t             n_hidden;
} DbAsk;
MUST_USE Status db_sql(Db *db, const DbAsk *ask, Arena *a, Table *out, bool *more, Err *err);

void db_cancel(Db *db);                        /* the running statement fails with ST_BUSY, "cancelled" */

#endif
