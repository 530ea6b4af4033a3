/* better.h - which measure of the customers' side would be the better metric of a touchpoint?
 *
 * Of the ways to count the same thing (late by how many days, answered within how many hours, ratings of how many of five) the one that goes
 * best, over accounts of the last year, with how likely they are to recommend: Spearman's correlation, its interval at 95 % for all
 * that were tried together (Bonferroni).  It is proposed when the whole interval is above 0, with at least BETTER_ACCOUNTS accounts.
 */
#ifndef TL_ACT_BETTER_H
#define TL_ACT_BETTER_H

#include "store/store.h"

enum { BETTER_ACCOUNTS = 20 };

typedef struct Better {
    Str    words;               /* of the best that was tried; empty when none could be */
    double r, low, high;
    size_t accounts, tried;
    bool   holds;               /* the interval is above 0 */
} Better;

typedef enum BetterWhat { BETTER_DELIVERY, BETTER_REPLY, BETTER_RATING } BetterWhat;

/* `question`: whose ratings, for BETTER_RATING. */
MUST_USE Status better_find(Store *s, BetterWhat what, Str question, Str label, int64_t as_of, Arena *a, Better *out, Err *err);

/* "; of 6 ..." for a metric's note; empty when nothing was tried. */
Str better_note(const Better *b, Arena *a);

#endif
