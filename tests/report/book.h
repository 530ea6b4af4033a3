/* book.h - a small book, written row by row with known figures, on either engine.
 *
 * DuckDB: a file in a temporary folder; PostgreSQL: a schema of its own in the database named by TL_PG.
 * Four accounts: 1 renews by anniversary, 2 has an open renewal, 3 was lost, 4 has no contract; one of
 * its comments begins with a character of two UTF-16 units.  as_of is 2025-09-30.
 */
#ifndef TL_TESTS_REPORT_BOOK_H
#define TL_TESTS_REPORT_BOOK_H

#include "tests/near.h"

#include "store/store.h"

typedef struct TestBook {
    bool   server;           /* PostgreSQL */
    char   dir[64], schema[64], where[600];
    Store *s;
    Arena  a;
    Err    err;
} TestBook;

typedef enum BookFill { BOOK_EMPTY, BOOK_FULL } BookFill;

void book_make(TestBook *b, bool server, BookFill fill);
void book_drop(TestBook *b);
void book_sql(TestBook *b, const char *script);       /* more rows, other rows */

#endif
