/* meter.h - what the server did, for Prometheus (text format 0.0.4).
 *
 * Counts only: requests by operation and class of code, time by operation, one histogram over all.  No names, no ids.
 */
#ifndef TL_SERVE_METER_H
#define TL_SERVE_METER_H

#include "base/buf.h"
#include "serve/rate.h"

typedef struct Meter Meter;
typedef struct MeterNow {
    size_t  sessions;
    bool    recomputing;
    int64_t recomputed;
    int64_t kept_found, kept_missed;      /* answers given from memory, and made (serve/keep.h) */
    size_t  kept_bytes;
    int64_t cards_along, cards_ahead;     /* cards of accounts made with one that was asked for, and before any was (serve/cards.h) */
    int64_t turned_away[RATE_KINDS_];     /* asked too often (serve/rate.h) */
} MeterNow;

Meter *meter_open(size_t operations);
void   meter_close(Meter *m);
void   meter_add(Meter *m, size_t operation, int status, int64_t micros);       /* any thread; operation n: none of the table */
void   meter_write(Meter *m, const char *(*name)(size_t operation), const MeterNow *now, Buf *out);

#endif
