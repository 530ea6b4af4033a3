/* source_show.h - sources and what is wrong with the data, in words and small pictures, for page_*.c and answer_*.c alike.
 *
 * One row of `kind` is a source and a kind of record (d_source_kind); `week` holds the weeks of all, in the same order.
 * Texts and charts live in the arena.
 */
#ifndef TL_REPORT_SOURCE_SHOW_H
#define TL_REPORT_SOURCE_SHOW_H

#include "report/chart.h"
#include "store/store.h"

typedef struct SourceBook {
    Table   kind, week, cover;
    int64_t as_of, accounts;
} SourceBook;

MUST_USE Status sources_load(Store *s, Arena *a, SourceBook *out, Err *err);
Tone   source_tone(Str state);                                        /* HARM: stale or thin */
Str    source_words(Arena *a, const SourceBook *b, size_t r);         /* "stale since 3 Apr 2025: ..." */
Chart *source_chart(Arena *a, const SourceBook *b, size_t r);         /* NULL: no week is complete */
double source_share(const SourceBook *b, size_t r);                   /* of rows on accounts; NAN: such rows name nobody */
Str    kind_plural(Str kind);                                         /* "tickets" */
Str    private_plural(Str what);                                       /* of not_stored.what: "IP addresses" */
Str    quarantine_todo(Str reason);

#endif
