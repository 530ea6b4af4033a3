/* memo.h - what was decided about a file's columns, written down so that a row of it can be read again without the file.
 *
 * A text of lines "what <tab> of what <tab> how", kept in table file_reading:
 *     order     COLUMN  dmy | mdy | point | comma   how a column is read that can be read both ways; of numbers only where an answer or another file said it
 *     proved    COLUMN  likewise                    by the column's own values
 *     taken     COLUMN  likewise                    what others proved, or an answer: known[] has "by COLUMN FILE" of it
 *     thin      COLUMN  dmy | mdy, values that decide, values, the first of them   so few decided that it may be a slip
 *     mixed     COLUMN                              its numbers show both signs: those that show none are decided without it
 *     decimal   FIELD   comma | point | groups | open   currency "" CODE (of a ledger whose amounts are signed)
 *     shut      COLUMN  ip | card ...    ids      COLUMN  1              (ingest/door.h: not let in; not looked at for masks)
 *     nps, csat QUESTION low high        question QUESTION kind mark     (ingest/survey.h)
 *     cut       QUESTION divider       part     COLUMN  1                (ingest/dimension.h: of a metric's name)
 * Reading a file, a loader decides and writes; reading rows again (.again) it looks here and decides nothing.
 *
 * Questions  dates and numbers that can be read both ways are not guessed: such a value is set aside, with its row where that needs it, and its
 *            column is one of ask[].  .known holds "order" lines of the same export from the same source: answers and what others proved; and their "part" lines; where
 *            two of them prove both, the order is "both" and "odds COLUMN" names the two.
 */
#ifndef TL_INGEST_MEMO_H
#define TL_INGEST_MEMO_H

#include "base/buf.h"
#include "ingest/when.h"
#include "model/way.h"

enum { MEMO_ASKS = 20, MEMO_EXAMPLES = 3, MEMO_EXAMPLE = 40, MEMO_COLUMN = 200 };

typedef struct MemoAsk {
    char    column[MEMO_COLUMN], example[MEMO_EXAMPLES][MEMO_EXAMPLE];
    bool    required;       /* rows wait for it */
    bool    numbers;        /* not of dates: whether a sign is decimal */
    int64_t n;              /* values */
} MemoAsk;

typedef struct Memo {
    bool    again;
    Str     given, known;
    Buf     settled;
    MemoAsk ask[MEMO_ASKS];
    size_t  n_ask;
} Memo;

void memo_init(Memo *m);
void memo_release(Memo *m);

void memo_put(Memo *m, const char *what, Str of, Str how);
Str  memo_get(Str text, const char *what, Str of);                    /* "" when it says nothing */
Str  memo_with(Str text, const char *what, Str of, Str how, Arena *a);   /* the text with this line in place of the old one */

Way memo_way(Str text, const char *what, Str column);
DateOrder memo_order(Str text, const char *what, Str column);          /* UNKNOWN of numbers */
const char *memo_order_name(DateOrder o);                             /* "dmy" */

/* A value whose order, or whose decimal sign, is a question; `whole`: its row waits. */
void memo_ask(Memo *m, Str column, Str value, bool whole, bool numbers);

#endif
