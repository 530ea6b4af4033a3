/* running.h - contracts that run today, as the data has them: what an account is under contract for before any of them was up for a decision.
 *
 * Runs       began on or before the day, did not end by it, and its status does not say that it was cancelled.  Trials and free ones are none.
 * A year     twelve times the monthly amount, by the rate of the day (store/rate.h).  An amount without a rate is in no sum: it is counted in
 *            `unrated`, and running_words() tells how many there are and in which currencies.
 * Use        a first fixed term has no anniversary before its end, so that d_decision may have nothing of it; deals_load() and the account's
 *            page then take what runs from here.
 */
#ifndef TL_REPORT_RUNNING_H
#define TL_REPORT_RUNNING_H

#include "store/store.h"

/* The accounts that are read at once: from the first id to the last, both included. */
typedef struct IdRange {
    int64_t from, to;
} IdRange;
#define ALL_IDS ((IdRange){ 0, INT64_MAX })
#define ONE_ID(id) ((IdRange){ (id), (id) })

typedef struct RunningOf {
    int64_t account, value, end, contracts, unrated;      /* end: the first of its contracts, 0 none is said */
} RunningOf;

typedef struct Running {
    RunningOf *at;                            /* by account */
    size_t     n;
    int64_t    unrated;                       /* contracts without a rate, of all accounts read */
    Str        currencies;                    /* theirs, as they come by account: "USD, GBP" */
} Running;

MUST_USE Status running_load(Store *s, IdRange of, int64_t as_of, Arena *a, Running *out, Err *err);
const RunningOf *running_of(const Running *r, int64_t account);      /* NULL: nothing runs */
Str running_words(const Running *r, Arena *a);                       /* "4 contracts in GBP, USD without a rate are in no sum."; "": none */

#endif
