/* duck.h - what the files of the DuckDB engine share.
 *
 * A DuckBook is an open database, shared by the connections to it and closed with the last
 * of them; its count is touched by several threads, and what is being appended under its locks.  A Duck is one connection with the
 * statements it has prepared.
 */
#ifndef TL_DB_DUCK_H
#define TL_DB_DUCK_H

#include <duckdb.h>
#include <pthread.h>

#include "db/engine.h"

typedef struct DuckAppend DuckAppend;

typedef struct DuckBook {
    Arena           a;           /* holds this struct */
    duckdb_database db;
    atomic_int      users;
    pthread_mutex_t one;         /* held during an append */
    pthread_mutex_t lock;        /* of the two below */
    DuckAppend     *append;      /* in progress */
    int64_t         ticket;      /* what a statement has to know to get its rows */
    pthread_mutex_t writing;     /* held by who commits: duckdb_room.c */
    atomic_bool     torn;        /* a commit failed since the last checkpoint */
    bool            once;        /* of a process that ends behind its work */
    const char     *log, *room;  /* DuckDB's log, and the file that asks for room; NULL: of a book in memory, or one that is only read */
} DuckBook;

typedef struct Duck {
    Db                         base;
    DuckBook                  *book;
    duckdb_connection          con;
} Duck;

/* A message of DuckDB as our status and error. */
Status duck_failure(Db *db, const char *name, const char *message, Err *err);

/* Why a book could not be opened, in the user's words. */
Status duck_open_failure(const char *where, const char *message, Err *err);

/* duckdb_make.c: a file of DuckDB's; one shorter than its heads, which holds nothing; a new one, whole or not at all; in the place of such a one. */
bool   duck_is_file(const char *path);
bool   duck_is_cut_off(const char *path);
Status duck_make(const char *where, Err *err);
Status duck_make_anew(const char *where, Err *err);

/* Runs what was prepared, once; `r` is to be destroyed unless it fails.  `stream`: rows are handed out as they
 * are made (behind DuckDB's "deprecated" mark, but nothing else does so).  Sleeps a little whenever all that is
 * left to do is with another thread, where DuckDB's own loop spins. */
Status duck_execute(Db *db, const char *name, duckdb_prepared_statement p, bool stream, duckdb_result *r, Err *err);
Status duck_query(Db *db, const DbCall *c, Err *err);
Status duck_shape(Db *db, const char *text, Arena *a, DbShape *out, Err *err);
Status duck_guard(Db *db, const DbAsk *q, bool has_run, Err *err);
/* duckdb_room.c.  Before what commits: ST_FULL, and it is not to be begun; else leave follows it.  Before a transaction: puts right what a
 * commit that failed left.  heard: every message of DuckDB's. */
MUST_USE Status duck_room_enter(Db *db, Err *err);
void duck_room_leave(Db *db);
void duck_room_mend(Db *db);
void duck_room_heard(Db *db, const char *message);
/* Makes the function known that hands our rows to an INSERT; once a book. */
Status duck_append_ready(DuckBook *book, duckdb_connection con, Err *err);
Status duck_append(Db *db, const char *table, const Table *rows, Err *err);

#endif
