/* moment.h - something that happened to an account; for answer_moment.c and answer_timeline.c alone.
 *
 * Why      The card of an account and its timeline tell of the same things; the card of those that cost nothing to read for a thousand accounts at
 *          once, the timeline of all of them, for one.
 * Rule     A kind of rows is a statement and a function that makes one Moment of one row.  Every statement gives account_id, day, file_id, line and
 *          "all": of how many rows of this kind it is one, those beyond its limit included.
 * Order    Moments are added kind by kind; moments_sort() puts the newest first and leaves equal days in order of arrival.
 */
#ifndef TL_REPORT_MOMENT_H
#define TL_REPORT_MOMENT_H

#include "report/answer_in.h"

typedef struct Moment {
    int64_t     day, file, line;
    int64_t     rows, all;          /* that are folded into it, 0: it is one row; of its kind, see above */
    const char *kind, *tone;        /* tone: harm, proof, normal */
    Str         title, text, comment;   /* comment: the key of what was said; "" none */
    bool        their_title, their_text;   /* the company's or a customer's own words: none of ours to put into another language */
    const Table *from;              /* the rows it is one of */
    const Table *said;              /* NULL, or its table, row `row`: it may have been recorded */
    size_t      row;
    size_t      order;              /* of arrival */
} Moment;

typedef struct MomentLine {
    Moment *at;
    size_t  n, cap;
    Arena  *a;
    Str     currency;
    int64_t as_of;
} MomentLine;

typedef struct MomentKind {
    int    sql;
    void (*add)(MomentLine *, const Table *, size_t row);
} MomentKind;

void moment_add(MomentLine *m, const Table *t, size_t r, Moment one);      /* day, place, `all` and order are filled in here */
void moments_gather(const Moments *of, int64_t account, MomentLine *m);    /* those of the card */
void moments_sort(MomentLine *m);
void moment_put(JsonOut *j, const Moment *m, const Table *files, const Table *clips, Arena *a);   /* its fields, inside an object */

#endif
