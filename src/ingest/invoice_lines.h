/* invoice_lines.h - rows of one file that are lines of one invoice: each gets an id of its own, so that all of them count.
 *
 * A list of invoices may have a row for each item.  Rows with the same number, day, customer and currency, and with the same stamps of a
 * change, are looked at together:
 *   other amounts       lines: the first keeps the invoice's id, the next are "ID#2", "ID#3", ... (the number stays the same);
 *   the same amount     the invoice's total, repeated on each of its lines: one invoice; unless in this file more invoices have rows of other
 *                       amounts than have the same on all: then an amount is a line's, and two lines may cost the same;
 *   the same cells      the same row once more, in either case.
 * Rows that say another day, customer or currency for a number the file has had are no lines: the later takes the place of the earlier,
 * as ever, and they are counted (replaced); the ledger lists them.  Where a stamp orders them they are versions, and nobody's concern.
 * Only where the record's id is its number: an id of the system's own is never repeated for lines.
 *
 *     lines_open(&l, plan, known, arena);
 *     lines_look(&l, ...) every row of the sample; lines_settle(&l)
 *     if (l.book) lines_weigh(&l, ...) every row of the file, turned; lines_judge(&l)
 *     lines_key(&l, ...) every row that is emitted, before it is
 *     lines_end(&l, e, err); lines_say(&l, e); lines_release(&l)
 *
 * Book       an invoice whose lines the book has: a line is told by its amount, and what becomes of the others is invoice_book.h's.
 *
 * Again      which line a row is cannot be told from the row: it is kept as its context ("line 3") when something of it is set aside.
 * Memory     of at most INVOICES_KNOWN numbers; those behind them keep the id they have.
 */
#ifndef TL_INGEST_INVOICE_LINES_H
#define TL_INGEST_INVOICE_LINES_H

#include "base/map.h"
#include "ingest/emit.h"
#include "ingest/invoice_book.h"

typedef struct LinesInvoice LinesInvoice;

typedef struct InvoiceLines {
    const Plan   *plan;
    bool          on, each;          /* each: every row of this file is a line */
    int           amount, issued;    /* fields of the kind */
    I64Map        number, seen;      /* number to invoice; row or amount to line */
    LinesInvoice *invoice;
    size_t        n, cap;
    Arena         own;
    InvoiceBook  *book;              /* NULL: it has no lines of invoices of this source, or is not asked */
    int64_t       lines, invoices, replaced;
} InvoiceLines;

/* The lines that the book has of this source's invoices; NULL without a book. */
MUST_USE Status lines_known(Store *s, FactSink *sink, Str source, Arena *a, const Table **out, Err *err);

void lines_open(InvoiceLines *l, const Plan *p, const Table *known, Arena *a);
void lines_look(InvoiceLines *l, const PlanCells *row, Str raw, Arena *scratch);
void lines_settle(InvoiceLines *l);
void lines_weigh(InvoiceLines *l, const PlanCells *row, Str raw, const PlanRow *turned, Arena *scratch);
void lines_judge(InvoiceLines *l);

/* context: of a row that is read again; else "".  Gives the record its id, and the row now read its context. */
void lines_key(InvoiceLines *l, const PlanCells *row, Str raw, Str context, PlanRow *out, Emit *e, Arena *scratch);

MUST_USE Status lines_end(InvoiceLines *l, Emit *e, Err *err);
void lines_say(const InvoiceLines *l, Emit *e);
void lines_release(InvoiceLines *l);

#endif
