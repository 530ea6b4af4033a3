/* lot.h - who gets an action is drawn by lot: the only comparison that owes nothing to assumptions.
 *
 * A draw is a decision (verdict, stage 'act', what 'lot') with a row of `lot` and one of `lot_account` for each account drawn.  It is made before the
 * action begins, by a generator whose seed is kept, among the accounts in the action's countries that the measure knew in the last year: sorted by
 * number, shuffled, the first `hold_out` of them held out, the others cut into `waves` of the same size that follow each other by `every` months.
 * What was drawn is kept, not drawn again: accounts that come later are in no lot.  Where two accounts of different waves turn out to be one customer,
 * it is LOT_MIXED and left out of the comparison.  A second draw is refused while the first stands: whoever could draw again would draw until he
 * liked it; a draw taken back stays on record.
 * Start and scope of an action with a lot are the lot's.
 */
#ifndef TL_ACT_LOT_H
#define TL_ACT_LOT_H

#include "act/action.h"

enum { LOT_MIXED = -1, LOT_NONE = -2, LOT_GROUP_LEAST = 8, LOT_WAVES_MAX = 24 };

typedef struct LotAsk {
    int64_t start, seed, waves, every;   /* start 0: the action's; seed 0: the book's and the decision's number */
    double  hold_out;
} LotAsk;

/* The draws that stand, into the actions they are of. */
MUST_USE Status lots_load(Store *s, const Table *said, Arena *a, Actions *out, Err *err);

int64_t lot_wave(const Lot *lot, int64_t account);         /* LOT_NONE: not in it */
int64_t lot_wave_month(const Lot *lot, int64_t wave);      /* of the start of wave 1.. */

/* "start=2026-03-01", "hold_out=20%", "waves=4", "every=2", "seed=7" into *ask, whose fields hold the defaults. */
MUST_USE Status lot_parse(Str said, LotAsk *ask, Err *err);

/* Draws and writes, as decision `number`; *told says what was drawn.  ST_INVALID: nothing to draw from, begun already, or drawn already. */
MUST_USE Status lot_draw(Store *s, const Action *act, LotAsk ask, int64_t number, Arena *a, Str *told, Err *err);

#endif
