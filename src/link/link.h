/* link.h - the stage that ties what customers live through to what they then do.
 *
 * Reads   d_account, d_alias, d_comment, d_code, d_theme, d_usage_week, f_opportunity, f_subscription,
 *         d_family, f_delivery, f_ticket, f_response, f_answer, f_invoice.
 * Writes  d_decision, d_decision_more, d_issue, d_exposure, d_exposed_now, d_evidence, d_effect, d_effect_more, d_effect_part, d_effect_few, d_issue_after, d_issue_year, d_outcome, d_driver*, d_surface,
 *         d_chain, d_hazard*, d_stay_test, d_stay_curve, d_end, d_look_back; one transaction.
 *
 * An issue is a rule (rule.h); exposure is computed from it: an account is exposed at a decision of
 * day T when the rule's event happened in [T - gap - window, T - gap).  Settings: exposure_days,
 * gap_days, grace_days.
 * Outcome: not renewed.  Effect: num/standard.h, with num/effect.h as second opinion, num/few.h where there is too little for it; clusters =
 * parent company; adjusted for segment, region, contract value, tenure, calendar time, earlier usage
 * and the number of occasions to be exposed.
 * Grades: grade.h.  Other outcomes: outcome.h, affect.h; drivers: drive.h; experience to money: chain.h; who leaves sooner, scores: stay.h.
 */
#ifndef TL_LINK_LINK_H
#define TL_LINK_LINK_H

#include "store/store.h"

typedef struct LinkResult {
    int64_t decisions, decided, issues, told_apart;
} LinkResult;

MUST_USE Status link_run(Store *s, LinkResult *out, Err *err);

#endif
