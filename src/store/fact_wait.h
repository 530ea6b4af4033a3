/* fact_wait.h - rows on their way into the book's tables, written behind the back of whoever makes them.
 *
 * FactWait    rows of one table with their text, up to LIMIT_WAITING_ROWS rows or LIMIT_WAITING_TEXT bytes; then they
 *             are full and go to the writer.  Texts that a column has lately had are kept once.
 * FactWriter  one thread that appends full batches in the order in which they were handed over, so that the book is
 *             the same as without it.  At most LIMIT_WAITING_BATCHES wait; who is faster than the book waits too.
 *             The thread is started by the first full batch: small files have none.
 *
 * Who may ask the book   the writer uses the caller's Store.  Between fact_writer_put() and fact_writer_settle() (or
 *             _drop()) nobody else may.  Settled, the writer sleeps and touches nothing.
 * Failure     the first one is given to the next put or settle; what waits behind it is thrown away.
 */
#ifndef TL_STORE_FACT_WAIT_H
#define TL_STORE_FACT_WAIT_H

#include "base/table.h"
#include "store/store.h"

typedef struct FactRecent FactRecent;

typedef struct FactWait {
    Arena       text;
    Table       rows;
    FactRecent *recent;   /* by column */
    size_t      bytes;    /* of text */
    bool        open;
} FactWait;

Table *fact_wait_open(FactWait *w, const ColSpec *spec, size_t n);   /* as it is, when it is open already */
void   fact_wait_text(FactWait *w, size_t col, Str s, uint64_t hash);   /* a copy, into the row being built; hash of s */
bool   fact_wait_full(const FactWait *w);
void   fact_wait_drop(FactWait *w);

typedef struct FactWriter FactWriter;

FactWriter *fact_writer_create(Store *s);
void fact_writer_destroy(FactWriter *q);   /* after settle or drop */

/* Takes the rows of `w`, which is closed afterwards.  `table` is static. */
MUST_USE Status fact_writer_put(FactWriter *q, const char *table, FactWait *w, Err *err);
MUST_USE Status fact_writer_settle(FactWriter *q, Err *err);   /* all that was handed over is in the book */
void fact_writer_drop(FactWriter *q);                          /* what waits is thrown away, failures are forgotten */

#endif
