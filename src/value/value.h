/* value.h - the stage that says what it is worth.
 *
 * Reads   d_decision, d_decision_more, d_exposure, d_exposed_now, d_effect, d_issue, d_code, d_comment, f_invoice,
 *         f_response.
 * Writes  d_value, d_issue_draw, d_serve, d_annuity, d_annuity_more, d_lifetime*, d_forecast*, d_backtest, d_warning, d_ledger*, and the summaries serve_once, serve_joint, coverage_*, ledger_*, cost_joint*; one transaction.
 *
 * Cost of doing nothing (nothing.h), for issues told apart from chance and harmful: every account with contracts that come up within the
 * horizon (book.h) loses value x (1 - prod(1 - P(exposed at its decision) x effect)), each issue charged its share (num/joint.h); P(exposed) ~
 * Beta from the account's own past windows, shrunk to the share of all accounts; effect ~ normal(estimate, se), one draw for all
 * accounts.
 * Where no renewal is open in the data, the next anniversary of the last renewal is taken.
 * Cost to serve (serve.h): tickets of the issue in the last year, counted, and what its effect on handling adds beyond them, estimated.
 * Annuity: present value over annuity_years of (cost x margin + cost to serve), the base growing by
 * base_growth.
 * Ledger: every valid invoice by month and currency against those on an account, to the cent.
 */
#ifndef TL_VALUE_VALUE_H
#define TL_VALUE_VALUE_H

#include "store/store.h"

typedef struct ValueResult {
    int64_t ranked;
    int64_t invoiced, matched;
} ValueResult;

MUST_USE Status value_run(Store *s, ValueResult *out, Err *err);

#endif
