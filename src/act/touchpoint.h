/* touchpoint.h - where customers meet what a unit's metric measures.
 *
 * The key that a metric, ratings, themes and what is counted of deliveries, tickets, invoices and use have in common.  It is found by words,
 * English and German, of the touchpoint that the scorecard names, else of the metric's name; what a person said of the metric goes before
 * (`verdict` rows of stage 'metric': touchpoint, METRIC, KEY; the last one counts, `auto` gives it back to the words).
 */
#ifndef TL_ACT_TOUCHPOINT_H
#define TL_ACT_TOUCHPOINT_H

#include "base/arena.h"
#include "base/str.h"

typedef enum DoneWhat {
    DONE_NOTHING,
    DONE_DELIVERED,     /* on the day promised */
    DONE_SOLVED,        /* tickets neither reopened nor escalated */
    DONE_BILLED,        /* invoices without a credit note */
    DONE_USED           /* accounts that use it at least half as much as a year before */
} DoneWhat;

typedef struct Touchpoint {
    const char *key, *words;
    DoneWhat    done;
    const char *meant;          /* words of a metric whose target in % is one of what is counted; "" none, "*" any */
} Touchpoint;

/* What a metric in % says as a share that went well: where lower is better it counts what went wrong. */
static inline double went_well(double percent, bool lower_better) { return lower_better ? 1 - percent / 100 : percent / 100; }

/* NULL: nothing is known of such a place. */
const Touchpoint *touchpoint_of(Str touchpoint, Str metric);
const Touchpoint *touchpoint_named(Str key);
Str               touchpoint_keys(Arena *a);      /* "delivery, support, ..." */

#endif
