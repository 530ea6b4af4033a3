/* pg.h - what the files of the PostgreSQL engine share.
 *
 * A Pg is one connection.  Statements are prepared on the server under "s<index>" at their
 * first use; results come in binary.  Only `cancel` is used by other threads.
 */
#ifndef TL_DB_PG_H
#define TL_DB_PG_H

#include <libpq-fe.h>

#include "db/engine.h"
#include "db/target.h"

typedef struct PgShape PgShape;

typedef struct Pg {
    Db          base;
    PGconn     *con;
    PGcancel   *cancel;
    const char *where;        /* as given, for further connections; never shown, it may hold a password */
    const char *label;        /* what messages call the book */
    int        *n_param;      /* by statement index: -1 until prepared */
    PgShape    *appended;     /* column types of tables already appended to */
    bool        locks;        /* this connection holds the writer's lock */
    bool        step_down;    /* a superuser: read-only sessions work under a role without its rights */
} Pg;

/* Type oids of the server's catalog (pg_type.dat); they never change. */
enum {
    PG_BOOL = 16, PG_NAME = 19, PG_INT8 = 20, PG_INT2 = 21, PG_INT4 = 23, PG_TEXT = 25, PG_FLOAT4 = 700,
    PG_FLOAT8 = 701, PG_UNKNOWN = 705, PG_BPCHAR = 1042, PG_VARCHAR = 1043, PG_DATE = 1082,
    PG_TIMESTAMP = 1114,
};

/* PostgreSQL counts from 2000-01-01. */
#define PG_EPOCH_DAY    INT64_C(10957)
#define PG_EPOCH_MICROS (PG_EPOCH_DAY * INT64_C(86400000000))

/* The failure that a result, or without one the connection, carries. */
Status pg_failure(Pg *pg, const PGresult *r, const char *name, Err *err);

/* One text without rows; several statements are allowed.  Clean-up may ignore the status. */
Status pg_simple(Pg *pg, const char *name, const char *text, Err *err);

Target pg_target(Oid type);                           /* TARGET_NONE: not one of ours */

/* Ends the running query and reads what is left of it; leaves the connection ready. */
void pg_stop(Pg *pg);

Status pg_query(Db *db, const DbCall *c, Err *err);
Status pg_shape(Db *db, const char *text, Arena *a, DbShape *out, Err *err);
Status pg_guard(Db *db, const DbAsk *q, bool has_run, Err *err);
Status pg_append(Db *db, const char *table, const Table *rows, Err *err);

#endif
