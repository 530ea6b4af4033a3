/* rate.h - how often somebody may ask: by token, by user, by address.
 *
 * Method   A bucket a key, kept as one instant (the generic cell rate algorithm): a minute's worth of requests at once, and from then on one
 *          every minute / worth.  Nobody waits who asks no faster than that, however long; whoever does waits until his next one is due,
 *          and what is turned away costs him nothing.
 * Kinds    A token has a bucket, and its user one for all his sessions and tokens together: more tokens are no way round.  Who is nobody (no
 *          session, no token, a wrong one) is counted by address; of IPv6 by the network of 64 bits that one place is given.  On loopback
 *          without a public name everybody has the same address, and none is counted.  Whoever sits at the machine as its owner is not counted.
 * Bounded  LIMIT_RATE_KEYS buckets.  A new key that finds its four places taken gets that of the one nearest to being full again: what is
 *          forgotten so is the least that can be.
 * Threads  any; one lock.
 */
#ifndef TL_SERVE_RATE_H
#define TL_SERVE_RATE_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

typedef enum RateKind { RATE_TOKEN, RATE_USER, RATE_ADDRESS, RATE_KINDS_ } RateKind;

typedef struct Rate Rate;

/* a_minute: by kind, 0: that of model/limits.h.  clock: milliseconds; NULL: the system's, which nobody sets. */
Rate *rate_open(const int64_t a_minute[RATE_KINDS_], int64_t (*clock)(void));
void  rate_close(Rate *r);                                     /* NULL is fine */

typedef struct RateKey {
    RateKind kind;
    uint64_t key;
} RateKey;

/* One more request, which counts for each of n keys (at most RATE_KINDS_) or, when one of them has no room, for none: 0, go on; else the seconds to
 * wait, at least 1, counted as turned away by the kind that waits longest. */
int64_t rate_take(Rate *r, const RateKey *key, size_t n);
uint64_t rate_address_key(Str address);

int64_t rate_turned_away(const Rate *r, RateKind kind);        /* since the server began */
const char *rate_word(RateKind kind);                          /* "token" */

#endif
