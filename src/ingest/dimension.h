/* dimension.h - a metric that is told for several regions, sites, products: which column tells them apart.
 *
 * Why     A scorecard has a row for each region, and its key (unit, metric, month) knows none: the later row would take the place of the
 *         earlier one.  Both are right, and they are two metrics.
 * Method  Of a file some of whose rows say the same unit, metric and month and yet differ: the column that no rule reads and whose values are
 *         different in all such rows; one that is called a region, site, product or the like before others, one column before two.  A column
 *         by another name must be words that come again and again: comments and running numbers tell all rows apart, and mean nothing.
 * Then    The column is a part of the metric's name ("On time / North") and of its key, before whatever stands there; a row with nothing in
 *         it keeps the name and the key as they were, as does every file in which no two rows need it, unless one of the same export before did.
 *         What an earlier file has under the shorter key is no more when the file has it by region (dimension_end): it was one of them.
 * Limits  looks at the first PLAN_LOOK rows; built-in scorecards and proposals: a mapping of one's own says its key itself.
 */
#ifndef TL_INGEST_DIMENSION_H
#define TL_INGEST_DIMENSION_H

#include "ingest/emit.h"
#include "ingest/job.h"

enum { DIMENSIONS = 2 };

typedef struct Dimension {
    size_t  column[DIMENSIONS], n;
    int64_t rows;                  /* that it tells apart */
    Str     example;               /* "North, South" */
} Dimension;

/* .n 0: nothing needs to be told apart, or no column does it. */
MUST_USE Status dimension_find(const Job *j, const MapSection *s, Arena *a, Dimension *out, Err *err);

/* The job's section with the column in it, and a note.  known: what files of the same export before have decided (memo.h). */
MUST_USE Status dimension_part(Job *j, Str known, Arena *a, Err *err);

/* Records of a file whose metrics are told apart so; NULL: they are not. */
Parted *dimension_open(const MapSection *s, Memo *memo, Arena *a);      /* and writes it down */
void    dimension_see(Parted *p, const FactRecord *r);
MUST_USE Status dimension_end(Parted *p, Emit *e, Err *err);

#endif
