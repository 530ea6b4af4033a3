/* intervals.h - what the parts of the bench "intervals" share: one trial makes up a company of n accounts by a known law, asks what the stage asks and says
 * which of its intervals hold the truth.
 *
 * A trial tells PARTS_MAX intervals at most, each by told(): with its own truth, or NaN where the truth is the mean of the estimates of OFTEN companies of
 * MOST accounts (`sampled`), as where a regression's coefficient has no closed form.  told_share() is for intervals an account: the share that
 * held.  A part that is not told was refused, as the page would by its own rule.
 */
#ifndef TL_BENCH_INTERVALS_H
#define TL_BENCH_INTERVALS_H

#include "base/arena.h"
#include "base/status.h"
#include "num/rng.h"

enum { PARTS_MAX = 4, MOST = 5000, OFTEN = 200 };

typedef struct Told {
    bool   is;
    double estimate, held;
} Told;

typedef struct Lab {
    Rng   *r;
    Arena *a;
    size_t n;                     /* accounts */
    bool   sampling;              /* only estimates are asked: no need to draw limits */
    double truth[PARTS_MAX];      /* where sampled */
    Told   part[PARTS_MAX];
} Lab;

typedef struct Check {
    const char *part[PARTS_MAX];
    void (*trial)(Lab *);
    double level;
    bool   sampled;
    int    large;                 /* at MOST accounts a trial is as dear as that many */
} Check;

extern const Check rows_check[], share_check[], money_check[], audit_check[];   /* the last one without a trial */

void told(Lab *l, size_t part, double estimate, double low, double high, double truth);
void told_share(Lab *l, size_t part, double share);
void must(Status st, const Err *err);

#endif
