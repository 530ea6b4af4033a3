/* place.h - a fresh, empty book for each contract test, on either engine.
 *
 * DuckDB: a file in a temporary folder.  PostgreSQL: a schema of its own in the database named
 * by TL_PG.  Both are removed after the test.  A rule of db.h is written once, as a function,
 * and listed with RULES(); rules_run() runs the list on every engine there is.
 */
#ifndef TL_TESTS_DB_PLACE_H
#define TL_TESTS_DB_PLACE_H

#include "tests/near.h"

#include "db/db.h"

typedef struct Place {
    DbEngine engine;
    char     dir[64];        /* DuckDB */
    char     schema[64];     /* PostgreSQL */
    char     where[600];
    Arena    a;
    Err      err;
    Db      *db;             /* a writing session on an empty book */
} Place;

typedef struct Rule {
    const char *name;
    void      (*check)(Place *p);
} Rule;

#define RULE(f) { #f, f }

enum { ON_DUCKDB = 1 << DB_DUCKDB, ON_POSTGRES = 1 << DB_POSTGRES };
int rules_run(const char *group, const Rule *rule, size_t n, int engines);

/* Statements by index: the same table for every session of the tests. */
extern const DbSql test_sql[];
enum {
    T_KINDS_ADD, T_KINDS_ALL, T_PAIR_ADD, T_PAIR_ALL, T_PAIR_SET, T_PAIR_NONE, T_PAIR_COUNT,
    T_RANGE, T_SLOW, T_LATE_FAILURE, T_NUMERIC, T_WRONG, T_MAKE, T_DROP, T_NEXT, T_ECHO, T_LEAVE,
    T_COUNT_
};

void must(Place *p, Status st);                        /* fails the test with the message */
void must_be(Place *p, Status st, Status want, const char *part);   /* status, and text in the message */
Db  *again_at(Place *p, bool read_only);               /* opens p->where anew */
void make_pairs(Place *p);                             /* table pair(k BIGINT PRIMARY KEY, v TEXT NOT NULL) */
void add_pair(Place *p, Db *db, int64_t k, const char *v);
int64_t count_pairs(Place *p, Db *db);

/* A child process of this binary: runs `mode` on p->where, has said "ready" when this returns. */
typedef struct Child {
    int pid, to, from;
} Child;
Child child_start(const Place *p, const char *mode);
void  child_kill(Child c);                             /* SIGKILL */
void  child_end(Child c);                              /* lets it end by itself */
int   child_main(int argc, char **argv);               /* -1: this is no child */

#endif
