/* engine.h - what an engine must do; the other half of db.h, for implementers only.
 *
 * Division  db.c keeps everything that is the same for both engines: the table of statements,
 *           the transaction's origin and state, checks of arguments, the scope of read-only
 *           sessions, the copy of chunks into tables, time-outs.  An engine opens and closes,
 *           runs one text with bound arguments, hands out chunks, appends, cancels, and turns
 *           its own errors into Status.  Only an engine's files include its client header.
 * Chunks    an engine calls `each` with borrowed columns in the types of base/table.h, missing
 *           slots already 0 or "", at most DB_CHUNK rows, and at least once even without rows,
 *           so that the receiver always learns the columns.  When `each` fails the engine ends
 *           the query and returns that status.
 * Text      everything that comes in was checked by db.c: UTF-8, no NUL.
 * Read-only db.c opens a read-only transaction around every statement of such a session and
 *           rolls it back; the engine refuses statements other than questions before running
 *           them (ST_FORBIDDEN), so that the scope cannot be left or swapped.
 * Threads   only cancel() may be called from another thread while another operation runs.
 */
#ifndef TL_DB_ENGINE_H
#define TL_DB_ENGINE_H

#include <stdatomic.h>

#include "base/buf.h"
#include "db/db.h"

enum {
    DB_CHUNK = 2048,          /* rows of a chunk: DuckDB's vector size */
    DB_ARG_MAX = 64,          /* arguments of one statement */
    DB_TEXT_MAX = 64 << 20,   /* bytes of one SQL text */
};

typedef struct DbCall {
    int          sql;         /* index of a statement, or -1: `text` is run unprepared */
    const char  *name;        /* for messages */
    const char  *text;
    const Str   *arg;         /* as text; .p == NULL is a missing value */
    size_t       n_arg;
    bool         stream;      /* rows may be many: do not gather them first */
    DbEach      *each;        /* NULL: the statement returns no rows */
    void        *ctx;
    int64_t     *changed;     /* NULL or where the rows affected go */
} DbCall;

/* The columns a text would give, found without running it. */
typedef struct DbShape {
    const char **name;
    bool        *known;       /* a type of base/table.h */
    size_t       n;
} DbShape;

typedef struct DbOps {
    void   (*close)(Db *db);                       /* no transaction is open any more */
    Status (*again)(Db *db, bool read_only, Db **out, Err *err);
    Status (*begin)(Db *db, Err *err);             /* read-only where the session is */
    Status (*commit)(Db *db, Err *err);
    void   (*rollback)(Db *db);
    Status (*query)(Db *db, const DbCall *c, Err *err);
    Status (*shape)(Db *db, const char *text, Arena *a, DbShape *out, Err *err);
    /* ST_FORBIDDEN when a question reads a hidden table or reaches beyond the book; asked when its shape is known, and when it has run. */
    Status (*guard)(Db *db, const DbAsk *q, bool has_run, Err *err);
    Status (*append)(Db *db, const char *table, const Table *rows, Err *err);
    Status (*script)(Db *db, const char *name, const char *text, Err *err);
    void   (*cancel)(Db *db);
} DbOps;

struct Db {                   /* the first member of each engine's own struct */
    const DbOps *ops;
    DbEngine     engine;
    DbOptions    o;
    Arena        a;           /* lives as long as the connection; holds this very struct */
    Arena        chunk;       /* scratch of one statement: arguments, column buffers */
    ArenaMark    chunk_start;
    const char  *tx_file;     /* where the open transaction began, NULL when none */
    int          tx_line;
    bool         tx_failed;
    const char  *running;     /* name of the statement whose rows are being handed out */
    atomic_bool  cancelled;   /* by db_cancel, since the running statement began */
    atomic_bool  timed_out;   /* by db_sql's watch */
    int64_t      timeout_ms;
};

MUST_USE Status duckdb_book_open(const char *where, const DbOptions *o, Db **out, Err *err);
MUST_USE Status postgres_book_open(const char *where, const DbOptions *o, Db **out, Err *err);

/* For an engine's open and close: the part of Db that is not the engine's, in an arena already set. */
void db_init(Db *db, const DbOps *ops, DbEngine engine, const DbOptions *o);
void db_fini(Db *db);

/* An engine's failure as ours: its first line behind the statement's name.  A statement ended by
 * db_cancel or a time-out gives ST_BUSY with that reason instead. */
Status db_failure(Db *db, Status code, const char *name, const char *message, Err *err);

/* ST_OK when a session may run a statement that starts like this: read-only sessions ask questions. */
MUST_USE Status db_may_run(const Db *db, bool is_question, const char *name, Err *err);

/* ST_FORBIDDEN when a question of somebody's own holds one of these words, whatever its case. */
MUST_USE Status db_refuse(Str text, const char *const *word, size_t n, Err *err);

/* Row r of a borrowed chunk as the next row of a table that owns its texts. */
void chunk_copy_row(Table *t, const Table *chunk, size_t r);

#endif
