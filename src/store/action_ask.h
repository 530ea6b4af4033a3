/* action_ask.h - what somebody says of an action, on its way from a request to act/action.h: the server sees no stage and hands it on.
 *
 *   add       name, said    there is such an action; its fields, "field=value"
 *   set       name, said    fields of one that is there
 *   why       name, said    "NODE TEXT", an answer in its tree of causes, without a text it goes; behind it rows that it stands on, "FILE:LINE"
 *   reading   name, said    "DAY VALUE", of its leading metric
 *   drop      name          it is withdrawn
 *   draw      name, said    accounts are drawn for it by lot: "hold_out=20%", "waves=4", "every=2", "start=2026-03-01", "seed=7" (act/lot.h)
 *   undo      from, to      the decisions of these numbers, both included, as one answer gave them
 * A cost is in whole units of the book's currency ("99.50").
 */
#ifndef TL_STORE_ACTION_ASK_H
#define TL_STORE_ACTION_ASK_H

#include "store/option_ask.h"

typedef struct ActionAsk {
    Str            what, name;
    const Str     *said;
    size_t         n_said;
    int64_t        from, to;
    Str            who, why, at;      /* `at` an ISO time */
    bool           limited;           /* whoever asks is told of some issues alone, and takes back none but his own decisions */
    const int64_t *own;               /* their numbers */
    size_t         n_own;
} ActionAsk;

#endif
