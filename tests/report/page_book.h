/* page_book.h - a small made-up book, written row by row as the stages would, for tests of pages.
 *
 * fill() appends rows given as text: one line a row, cells between '|'; `types` has one letter a column: i integer, f number,
 * t text, b boolean (0/1), d date, m moment (a date, midnight).  An empty cell is missing, but for text.
 * made_up() fills every derived table: three issues (one ranked B, one not told apart, one with too few decisions).
 */
#ifndef TL_TESTS_REPORT_PAGE_BOOK_H
#define TL_TESTS_REPORT_PAGE_BOOK_H

#include "store/store.h"

Store *book_make(void);                        /* in memory, empty */
Store *book_make_at(const char *where);        /* empty, at an address of store_open() */
void   book_schema(const char *where, const char *sql);   /* PostgreSQL: CREATE or DROP SCHEMA */
void   fill(Store *s, const char *table, const char *types, const char *rows);
void   forget(Store *s);                       /* issues, effects and values away: to put others in */
void   made_up(Store *s);
void   made_up_files(Store *s);                /* files only: imported, nothing computed */

#endif
