/* unread.h - the columns of a known export that nothing is taken from: a person is told of them, so that nothing vanishes unsaid.
 *
 * Read are columns that a rule of the shape names (the first of several alternatives that is there or not: they are other words for one thing), that a
 * list of columns takes ("*__c", "**"), whose value says when a record changed or that it is gone, that a survey asks (all that it does not leave
 * out), that the ledger's reader looks for by itself, and of reports whose columns are months or currencies these columns.  One without a name is
 * "column 6, without a name" when some row holds something there.  What the door kept outside is told of as not stored, and not once more.
 * JSON: the paths of its first records (read/json.h) that hold a value; those within a list's items are not looked at, and of an object that is read as names
 * and values all are read.  UNREAD_PATHS are listed, the rest is counted: keys that are data (ids, days) make as many paths as there are.
 * Not looked at: calls, and surveys in JSON.
 */
#ifndef TL_INGEST_UNREAD_H
#define TL_INGEST_UNREAD_H

#include "base/buf.h"
#include "ingest/emit.h"
#include "ingest/job.h"

enum { UNREAD_PATHS = 200 };

/* In the order of the file; borrowed from the job.  *more: paths that are not listed. */
size_t unread_columns(const Job *j, const Emit *e, const DoorHeld *held, size_t n_held, Arena *a, Str **out, size_t *more);

/* "columns not read: Department, Class, Location and 7 more"; nothing without any. */
void unread_note(Buf *b, const Str *column, size_t n, size_t more, bool paths);

#endif
