/* duck.h - what the files of the DuckDB engine share.
 *
 * A DuckBook is an open database, shared by the connections to it and closed with the last
 * of them; only its count is touched by several threads.  A Duck is one connection with the
 * statements it has prepared.
 */
#ifndef TL_DB_DUCK_H
#define TL_DB_DUCK_H

#include <duckdb.h>

#include "db/engine.h"

typedef struct DuckBook {
    Arena           a;           /* holds this struct */
    duckdb_database db;
    atomic_int      users;
} DuckBook;

typedef struct Duck {
    Db                         base;
    DuckBook                  *book;
    duckdb_connection          con;
} Duck;

/* A message of DuckDB as our status and error. */
Status duck_failure(Db *db, const char *name, const char *message, Err *err);

Status duck_query(Db *db, const DbCall *c, Err *err);
Status duck_shape(Db *db, const char *text, Arena *a, DbShape *out, Err *err);
Status duck_append(Db *db, const char *table, const Table *rows, Err *err);

#endif
