/* coded.h - what was read from comments, as answers tell it: themes where they are spoken of, sentences that feel something, and the words that
 * made them feel so (Code of doc/api.md).  Read once for all comments of an answer.
 *
 *     Coded c;
 *     coded_load(s, &t, ours, a, &c, &err);      t: rows with account_id and comment_id
 *     coded_put(&c, &t, r, j);                   "codes" of row r; its places are those of the column `text` as it stands
 *
 * Whose text is shown with names hidden has other places: no codes are told of it.
 */
#ifndef TL_REPORT_CODED_H
#define TL_REPORT_CODED_H

#include "report/answer.h"

typedef struct Coded {
    Table code, mood;
} Coded;

MUST_USE Status coded_load(Store *s, const Table *t, bool ours, Arena *a, Coded *out, Err *err);
void coded_put(const Coded *c, const Table *t, size_t r, JsonOut *j);

#endif
