/* duck_read - how long DuckDB alone takes for statements, as something to compare an import with.
 *
 * Usage: duck_read DATABASE STATEMENT...
 * Opens the database file (made when absent), runs the statements in order and prints the seconds of each,
 * one a line. Ends with 1 and DuckDB's message when one fails. Opening is not counted.
 */
#include <stdio.h>
#include <time.h>

#include "duckdb.h"

static double now(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int timed(duckdb_connection c, const char *sql)
{
    duckdb_result r;
    double from = now();
    int bad = duckdb_query(c, sql, &r) == DuckDBError;
    if (bad)
        (void)fprintf(stderr, "duck_read: %s\n", duckdb_result_error(&r));
    else
        printf("%.6f\n", now() - from);
    duckdb_destroy_result(&r);
    return bad;
}

int main(int argc, char **argv)
{
    duckdb_database db;
    duckdb_connection c;
    int bad = 0;
    if (argc < 3) {
        (void)fputs("usage: duck_read DATABASE STATEMENT...\n", stderr);
        return 2;
    }
    if (duckdb_open(argv[1], &db) == DuckDBError) {
        (void)fprintf(stderr, "duck_read: cannot open '%s'\n", argv[1]);
        return 1;
    }
    bad = duckdb_connect(db, &c) == DuckDBError;
    for (int i = 2; !bad && i < argc; i++)
        bad = timed(c, argv[i]);
    duckdb_disconnect(&c);
    duckdb_close(&db);
    return bad;
}
