/* serve.h - what an issue costs to serve in a year: what is certain, and what is estimated beyond it (d_serve).
 *
 * certain    the handling of its tickets in the year to the as-of day, each once: those on its theme (of a promise: of the theme it is spoken of
 *            in).  Tickets that were answered late, escalated or rated badly are none of it: they would have come anyway.  Counted x ticket_minutes x
 *            hour_cost.
 * estimated  the issue's effect on handling (d_effect, outcome "cost": minor units in the 60 days behind an event) x its episodes of the year,
 *            with its 95 % interval and its grade.  Only where told apart from chance, not of grade D, and more than nothing.
 * serve      certain, and what the estimate says beyond it: the issue's own tickets are among those that the estimate counts.
 * Together   summaries serve_once (every ticket of any issue once) and serve_joint: beside it, what the estimates of all told issues together say
 *            beyond the tickets of those issues.  Effects are adjusted for each other (link/peer.h), so that they may be added.
 * Oracle     tests/value/t_serve.c, by hand.
 */
#ifndef TL_VALUE_SERVE_H
#define TL_VALUE_SERVE_H

#include "store/store.h"

typedef struct ServeAsk {
    int64_t as_of;
    double  minutes, hour_cost, fdr;
} ServeAsk;

typedef struct Serve {
    int64_t issue, tickets, certain, episodes;
    int64_t estimated, low, high;          /* where told */
    int64_t serve, serve_low, serve_high;
    bool    told;
    Str     grade;
} Serve;

typedef struct Serves {
    Serve *at;                             /* by issue id */
    size_t n;
} Serves;

MUST_USE Status serve_load(Store *s, const ServeAsk *ask, Arena *a, Serves *out, Err *err);
MUST_USE Status serve_write(Store *s, const ServeAsk *ask, const Serves *x, Arena *a, Err *err);
const Serve *serve_of(const Serves *x, int64_t issue);      /* NULL: no such issue */

#endif
