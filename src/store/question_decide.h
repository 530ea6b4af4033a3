/* question_decide.h - an answer about how a column's dates or numbers are read is taken back, though its rows are in the book.
 *
 * The question is open again, and every file that was read by the answer (the one that asked, and others of the same export from
 * the same source whose own values did not tell) is written into table `reread`: import reads it again, though it knows its
 * bytes, once there is another answer (ingest/reread.h).  Until then the rows stay as they are.  Inside a transaction.
 */
#ifndef TL_STORE_QUESTION_DECIDE_H
#define TL_STORE_QUESTION_DECIDE_H

#include "store/store.h"

/* `at`: ISO time. */
MUST_USE Status question_undo(Store *s, int64_t file_id, Str column, Str who, Str at, Err *err);

#endif
