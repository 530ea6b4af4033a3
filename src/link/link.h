/* link.h - the stage that ties what customers live through to what they then do.
 *
 * Reads   d_account, d_alias, d_comment, d_code, d_theme, d_usage_week, f_opportunity, f_subscription,
 *         f_delivery, f_ticket.
 * Writes  d_decision, d_issue, d_exposure, d_exposed_now, d_evidence, d_effect; one transaction.
 *
 * An issue is a rule (rule.h); exposure is computed from it: an account is exposed at a decision of
 * day T when the rule's event happened in [T - gap - window, T - gap).  Settings: exposure_days,
 * gap_days, grace_days.
 * Outcome: not renewed.  Effect: num/standard.h, with num/effect.h as second opinion; clusters =
 * parent company; adjusted for segment, region, contract value, tenure, calendar time, earlier usage
 * and the number of occasions to be exposed.
 * Grades (doc/methods/grades.md): D too few; B told apart from chance at the false discovery rate,
 * with overlap, a second estimator that agrees, and an E-value of at least the setting `sensitivity`;
 * C everything else.
 */
#ifndef TL_LINK_LINK_H
#define TL_LINK_LINK_H

#include "store/store.h"

typedef struct LinkResult {
    int64_t decisions, decided, issues, told_apart;
} LinkResult;

MUST_USE Status link_run(Store *s, LinkResult *out, Err *err);

#endif
