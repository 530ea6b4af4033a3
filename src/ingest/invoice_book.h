/* invoice_book.h - the lines that the book has of the invoices of one source, held against those of a file.
 *
 * Why     An invoice may come again with fewer lines: then those that are gone must count no more.  Or a file holds single lines that came
 *         since: then the others must stay.  No export says which of the two it is; what it repeats does (decision 327).
 * Method  Lines are told by their amounts.  Of an invoice that has several lines in the book, with S the files from which the lines that
 *         come again had come:
 *           some come again    those that stood in one of S beside them and do not come again are gone; lines of other files stay, unless
 *                              the file shows elsewhere that it repeats lines of several files;
 *           none, as many      other amounts in their places: all are corrected;
 *           none, one amount that is the sum of all                    the invoice's total in the place of its lines;
 *           none, fewer        single lines that are added, when the file repeats no line of the book at all; else corrected, the rest gone.
 *         A line that is new takes the place of one that is gone, so that the record's history is that of a corrected amount; else a new one.
 * Held    an invoice of which the file has a row that is set aside loses no line: it may be that one.
 * Use     invoice_book(); book_see() each line of the file once; book_judge(); book_line() each line again, in the same order; then the
 *         lines that book_gone() gives are to end.
 */
#ifndef TL_INGEST_INVOICE_BOOK_H
#define TL_INGEST_INVOICE_BOOK_H

#include "base/map.h"
#include "base/table.h"

typedef struct BookInvoice BookInvoice;
typedef struct BookLine BookLine;

typedef struct InvoiceBook {
    BookInvoice *invoice;
    BookLine    *line;
    size_t       n, n_line;
    StrMap       number;
    bool         repeats, piled;     /* the file has a line that the book has; all those of several files */
    int64_t      fewer, gone;        /* invoices with fewer lines than before, and how many lines they lost */
    int64_t      added, more;        /* invoices that single lines are added to, and how many */
    int64_t      unclear;            /* invoices some of whose lines stay, though they do not come again */
} InvoiceBook;

/* t: rows of invoice_lines_known.  NULL: there are none. */
InvoiceBook *invoice_book(const Table *t, Arena *a);
bool    book_has(const InvoiceBook *b, Str number);
void    book_see(InvoiceBook *b, Str number, int64_t amount);
void    book_hold(InvoiceBook *b, Str number);                      /* a row of it is set aside */
void    book_judge(InvoiceBook *b);
int64_t book_line(InvoiceBook *b, Str number, bool priced, int64_t amount);   /* 1: the invoice itself */
/* The next line that is gone, from *at = 0; false: no more. */
bool    book_gone(const InvoiceBook *b, size_t *at, Str *number, int64_t *line);
void    book_lost(InvoiceBook *b, Str number);      /* it was in force, and is no more: counted */

#endif
