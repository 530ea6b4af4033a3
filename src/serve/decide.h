/* decide.h - what is decided about signals, stories, how far accounts may be quoted and how dates and numbers are read, as `verdict` rows in words that
 * outlive a rebuild.
 *
 *   about     what               fields                                   stage     subject / object
 *   signals   real, known, dull  one: the signal's number                 signal    "STREAM / rise" / its week
 *   voices    story              name; value: ids of comments, by commas  voices    name / keys of the quotes, one a line
 *   voices    edit               one: the story; name and value as above  voices    number / name, then the keys, one a line
 *   voices    drop               one: the story                           voices    number /
 *   voices    permit, forbid,    one: the account                         voices    its name /
 *             inside
 *   questions day-first,         one: the file; name: the column          question  "COLUMN @ NUMBER PATH" of the file /
 *             month-first, point,
 *             comma
 *   each      undo               decision: its number                     same      number /
 *
 * A signal's judgment holds for the change of the same stream and way near that week (report/answer_signal.c).  Assumptions have a door
 * of their own (writer_setting()).  Figures follow at the next recomputation.
 *
 * An answer to a question lets its rows in at the next recomputation (ingest/quarantine.h), and can be taken back until then.
 *
 * Errors   ST_USAGE for what cannot be decided so, ST_NOT_FOUND for signals, stories, comments and decisions that are not there,
 *          ST_CONFLICT for what was taken back already, and for an answer whose rows are in the book.
 */
#ifndef TL_SERVE_DECIDE_H
#define TL_SERVE_DECIDE_H

#include "serve/writer.h"

typedef struct DecideWords {
    const char *stage;
    Str         subject, object;
} DecideWords;

bool decide_knows(Str about);         /* signals, voices, questions */

/* Inside the caller's transaction. */
MUST_USE Status decide_words(Store *s, const WriterAsk *ask, Arena *a, DecideWords *out, Err *err);

#endif
