/* repeat.h - a company's own data, repeated on the row of each of its people.
 *
 * Why     An export of several objects at once (CustomerGauge's multi-object file) has the account on every contact's row.  It is one account:
 *         each row's version replacing the one before would leave what the last row happens to say, and a version a row behind it.
 * Always  the first value of a field stands, whatever later rows say of it; a field that was empty is filled by the first row that has it.
 *         What later rows contradict is counted once an account and field, and told with both values.
 * Bounds  REPEAT_ACCOUNTS accounts a file; those behind them are passed on row by row, as other records are.
 *
 *     e->repeat = repeat_open(arena);                     a file whose rows hold accounts within them
 *     if (repeat_take(e->repeat, &record)) emit ...       false: nothing new
 *     repeat_say(e->repeat, e);
 */
#ifndef TL_INGEST_REPEAT_H
#define TL_INGEST_REPEAT_H

#include "ingest/emit.h"

enum { REPEAT_ACCOUNTS = 200000 };

Repeat *repeat_open(Arena *a);

/* Of an account with an id: its values become those that all rows so far say together. */
bool repeat_take(Repeat *p, FactRecord *r);

void repeat_say(const Repeat *p, Emit *e);

#endif
