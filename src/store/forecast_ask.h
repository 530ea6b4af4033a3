/* forecast_ask.h - what an owner thinks of a renewal, on its way from a request or a command to value/forecast.h: the server sees no stage and hands it on.
 *
 *   owner   account (or name), probability "60%" or "0.6", words
 *   undo    decision
 * Whoever sees but some accounts speaks of these alone, and takes back none but his own decisions.
 */
#ifndef TL_STORE_FORECAST_ASK_H
#define TL_STORE_FORECAST_ASK_H

#include "store/store.h"

typedef struct ForecastAsk {
    Str            what, name, probability, words;   /* name: the account's, where its number is not given */
    int64_t        account, decision;
    Str            who, why, at;                     /* `at` an ISO time */
    bool           limited;
    const int64_t *own;                              /* accounts */
    size_t         n_own;
} ForecastAsk;

#endif
