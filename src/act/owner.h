/* owner.h - who can do something about an issue: the unit whose work it is.
 *
 * In this order   what a person said of it (`verdict` rows of stage 'owner': what 'owner', subject the official name, object the unit,
 *                 "" nobody; the last one that was not taken back counts), the unit of the latest action about it, the unit whose metric is
 *                 measured where customers meet the issue (touchpoint.h: deliveries, replies, or what its words are about).  Where several units
 *                 measure there, the one whose metric shares most words with the issue; of equals the first.
 * Nobody          an issue that none of these knows has no row.
 * Writes          d_issue_owner, in the caller's transaction, after d_action, d_metric and d_metric_side.
 */
#ifndef TL_ACT_OWNER_H
#define TL_ACT_OWNER_H

#include "store/store.h"

MUST_USE Status owners_write(Store *s, Arena *a, Err *err);

#endif
