/* act.h - the stage of decisions and proof: did an action work, and does a unit's metric agree with
 * its customers.
 *
 * Reads   f_initiative, f_metric, f_delivery, f_ticket, f_invoice, f_answer, verdict, d_code, d_comment, d_account, d_alias, d_signal,
 *         d_issue, d_effect, d_value, d_issue_draw, d_decision, d_exposed_now.
 * Writes  d_audit, d_proof, d_audit_year, d_observed, d_issue_proof, d_lesson_audit, d_action, d_issue_owner, d_why, d_why_row, d_reading, d_lesson, d_metric, d_metric_side, d_metric_month, d_option, d_choice,
 *         d_frontier; one transaction.
 *
 * action.h   what is to be done: initiatives and what was typed, replayed
 * judge.c    did it work: which comparison, by written rules (doc/methods/audit.md), and when it will be able to tell
 * worth.c    predicted against realised money, and what audits teach about like options
 * observed.h what came of it in invoices, renewals and tickets, beside what the model says
 * proof.h    what audits say of the issues themselves: grades raised and lowered
 * option.h   what could be done: ways of mending an issue, typed in, with what they would bring
 * choose.h   which of them under a budget, and what would change that
 * plan.h     before it begins: how long, with how many accounts
 * owner.h    whose work an issue is
 * better.h   which way to count the customers' side follows best what they say of us
 * metric.c   the mean of a unit's last twelve readings against target; the customers' side at the same touchpoint, last year
 */
#ifndef TL_ACT_ACT_H
#define TL_ACT_ACT_H

#include "store/store.h"

typedef struct ActResult {
    int64_t audits, metrics, green_but_red;
    size_t options;
} ActResult;

MUST_USE Status act_run(Store *s, ActResult *out, Err *err);

/* The two halves, inside the caller's transaction. */
MUST_USE Status audits_write(Store *s, int64_t as_of, Arena *a, ActResult *out, Err *err);
MUST_USE Status metrics_write(Store *s, int64_t as_of, Arena *a, ActResult *out, Err *err);

#endif
