/* act.h - the stage of decisions and proof: did an action work, and does a unit's metric agree with
 * its customers.
 *
 * Reads   f_initiative, f_metric, f_delivery, f_ticket, f_answer, d_code, d_comment, d_account,
 *         d_alias, d_signal, d_issue.
 * Writes  d_audit, d_metric; one transaction.
 *
 * Audit: accounts in the action's countries against all others, before and after its start
 * (num/did.h), on the measure that
 * its issue and leading metric name: late deliveries, first replies, or mentions of a theme. The
 * time before begins after the
 * last change that was found in the measure where the action took place, at most a year back. The
 * effect that would have been
 * worth having is half of what was promised ("down by 40 %"), else a fifth of the level before.
 * Metric: the mean of the unit's last twelve readings against target; the customers' side at the
 * same touchpoint, by account, last year.
 */
#ifndef TL_ACT_ACT_H
#define TL_ACT_ACT_H

#include "store/store.h"

typedef struct ActResult {
    int64_t audits, metrics, green_but_red;
} ActResult;

MUST_USE Status act_run(Store *s, ActResult *out, Err *err);

/* The two halves, inside the caller's transaction. */
MUST_USE Status audits_write(Store *s, int64_t as_of, Arena *a, ActResult *out, Err *err);
MUST_USE Status metrics_write(Store *s, int64_t as_of, Arena *a, ActResult *out, Err *err);

#endif
