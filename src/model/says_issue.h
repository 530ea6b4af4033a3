/* says_issue.h - rows of says.h: issues, their rules, effects, chain and explanation; streams and signals. No guard: it is read twice. */

/* Rules, as link/ makes them. */
SAY(official_late, "Delivery later than promised")
SAY(official_reply, "First reply slower than most")
SAY(official_escalated, "Ticket escalated")
SAY(official_rated, "Support rated badly")
SAY(rule_late, "a delivery arrived more than {days:f} day(s) after the promised day")
SAY(rule_reply, "a support ticket waited more than {minutes:n} minutes for its first reply")
SAY(rule_escalated, "a support ticket was escalated")
SAY(rule_rated, "a support ticket was rated below {percent:n} % of the scale")
SAY(rule_theme, "a comment or ticket, not positive, on the theme \"{name:t}\"")
SAY(owner_said, "{who:t} said so")
SAY(owner_action, "\"{name:t}\" is theirs")
SAY(owner_metric, "their metric \"{name:t}\" is measured where customers meet it")

/* Grades: why this one. */
SAY(grade_chance, "not told apart from chance")
SAY(grade_placebo, "association only: exposure at a time when it can do nothing seems to do it as well")
SAY(grade_after, "association only: exposure of like accounts afterwards seems to do it as well")
SAY(grade_overlap, "association only: {share:n} % of decisions have no like decision on the other side")
SAY(grade_ways, "association only: two ways of adjusting disagree")
SAY(grade_hidden, "association only: a hidden cause of strength {strength:f} could explain it")
SAY(grade_own, "association only: its own tickets are part of the cost")
SAY(grade_passed, "adjusted; overlap, a second estimator and sensitivity pass")
SAY(placebo_none, "no placebo could be asked")
SAY(placebo_weak, "the placebo is too weak to show one of this size")
SAY(placebo_passed, "the placebo shows nothing")
SAY(grade_same, "too few to say: the outcome is the same for all, or exposure goes with what it is adjusted for")
SAY(few_renewals, "too few to say: {exposed:n} exposed decisions ({exposed_lost:n} lost), {unexposed:n} unexposed "
                  "({unexposed_lost:n} lost); {least:f} of each are needed, "
                  "with {lost:n} lost and {kept:n} kept")
SAY(few_yes, "too few to say: {exposed:n} exposed ({exposed_with:n} with it), {unexposed:n} unexposed ({unexposed_with:n} "
             "with it); {least:f} of each are needed, "
             "with {with:n} with it and {without:n} without")
SAY(few_any, "too few to say: {exposed:n} exposed ({exposed_with:n} with any), {unexposed:n} unexposed ({unexposed_with:n} "
             "with any); {least:f} of each are needed, "
             "of at least {companies:n} companies, {with:n} with any")
SAY(few, "too few to say")
SAY(not_from_zero, "not told apart from zero")
SAY(more_renewals, "goes with more renewals, not fewer")
SAY(no_decision, "no renewal decision can be compared")

/* Methods, as num/ and link/ name them: for reading alone. */
SAY(method_firth, "standardised Firth logistic regression, cluster-robust")
SAY(method_shares, "difference of shares, adjusted by regression, cluster-robust")
SAY(method_means, "difference of means, adjusted by regression, cluster-robust")
SAY(method_beside, "beside other issues: {names:l}")

/* The chain. */
SAY(chain_experience, "What customers live through")
SAY(chain_behaviour, "What they then do")
SAY(chain_renewal, "Whether they renew")
SAY(chain_money, "What it puts at risk if nothing is done")
SAY(chain_accounts, "{n:n} {n?account|accounts}")
SAY(chain_rule, "{rule:o}, in the {days:f} days to {day:d}")
SAY(chain_rule_ever, "{rule:o}, in the {days:f} days to the last day in the data")
SAY(chain_use, "{moved:f} sd of use")
SAY(chain_people, "{moved:f} sd of people who use it")
SAY(chain_tickets, "{moved:f} sd of tickets written")
SAY(chain_score, "{moved:f} sd of the last score")
SAY(chain_answers, "{moved:f} sd of whether it answers")
SAY(chain_paying, "{moved:f} sd of days paid late")
SAY(chain_moved, "goes with exposure: {low:f} to {high:f} standard deviations (95 % interval), over {n:n} decisions")
SAY(chain_points, "{points:f} points of renewal")
SAY(chain_through, "goes with exposure in all: {low:f} to {high:f}; one standard deviation more of that behaviour goes with "
                   "{moves:f} points ({moves_low:f} to {moves_high:f}), "
                   "so {through:f} points ({through_low:f} to {through_high:f}) go this way (95 % intervals)")
SAY(chain_adjusted, "goes with exposure after adjustment: {low:f} to {high:f} (95 % interval); plain difference {raw:f}; "
                    "{exposed:n} exposed and {others:n} other decisions")
SAY(chain_cost, "{low:m} to {high:m} (95 % interval) over {days:n} days of renewals; handling costs {serve:m} a year on top")

/* Checks. */
SAY(check_overlap, "Overlap")
SAY(check_overlap_note, "share of decisions that have a like one on the other side")
SAY(check_balance, "Balance")
SAY(check_balance_note, "largest standardised difference between the groups after weighting; 0 is alike")
SAY(check_evalue, "E-value")
SAY(check_evalue_note, "how strongly a hidden cause would have to go with both, to explain the effect away")
SAY(check_q, "q")
SAY(check_q_note, "expected share of false finds if this one is shown")
SAY(check_raw, "Plain difference")
SAY(check_raw_note, "in renewal, exposed against not, nothing adjusted")
SAY(check_grade, "Grade")
SAY(worth_any, "Chance that it costs anything")
SAY(worth_any_note, "more than {nine:m} in nine of ten simulated futures, {half:m} in half, {one:m} in one of ten")
SAY(worth_over, "over {share:p}")
SAY(worth_account, "Without {name:t}")
SAY(worth_account_note, "the account that weighs most in it: {share:n} % of the cost")
SAY(worth_effect, "If only the effect were in doubt")
SAY(worth_effect_note, "exposure and chances to renew at their means")
SAY(worth_exposure, "If only who is exposed were in doubt")
SAY(worth_exposure_note, "effect and chances to renew at their means")
SAY(worth_chances, "If only the chances to renew were in doubt")
SAY(worth_chances_note, "effect and exposure at their means")
SAY(worth_values, "If only what contracts will be worth, and when they come up, were in doubt")
SAY(worth_values_note, "as past renewals kept their amount and day; all else at its mean")
SAY(change_ends, "At the ends of the interval it is {low:m} and {high:m}; with half the effect {half:m}.")
SAY(change_moves, "The figure grows with the horizon; the annuity moves with margin, discount rate and years.")

/* Of the annuity, as num/ says it: for reading alone. */
SAY(annuity_few, "{months:n} months with {contacts:n} contacts; at least {least:n} and {as_many:n} are needed")

/* How a change was found. */
SAY(how_counts, "Each week counts {unit:k}.")
SAY(how_counts_seasonal, "Each week counts {unit:k}, with holidays and the week of the year taken out.")
SAY(how_share, "events of those that could have been")
SAY(how_rate, "events per account that is alive")
SAY(how_mean, "the mean of that week's readings")
SAY(how_spike, "A spike: this week against those before it at the same level (exact test).")
SAY(how_running_rate, "A week that is not over: what has come in so far this week against whole weeks at the same level (exact test; "
                      "a count can only grow, so looking often costs nothing).")
SAY(how_running, "A week that is not over: what has come in so far this week against whole weeks at the same level (a test "
                 "martingale, which holds at every look, so looking often costs nothing).")
SAY(how_drift, "A drift: a straight line through these weeks fits better than levels that step (BIC).")
SAY(how_step, "A step: the largest likelihood ratio of two levels against one over all weeks it could have begun.")
SAY(how_bounds, "The difference of levels has a 95 % interval that allows for weeks varying more than chance; false finds are "
                "bounded across all streams and all weeks of looking.")

/* Streams, as signal/ names them, and their units: for reading alone. */
SAY(stream_broken, "Expectations disappointed")
SAY(stream_churn, "Customers lost")
SAY(stream_csat, "Satisfaction")
SAY(stream_escalated, "Tickets escalated")
SAY(stream_late, "Deliveries late")
SAY(stream_metric, "Unit metric \"{item:t}\"")
SAY(stream_nps, "Likelihood to recommend")
SAY(stream_paid_late, "Invoices paid late")
SAY(stream_rating, "Rating \"{item:t}\"")
SAY(stream_reopened, "Tickets reopened")
SAY(stream_reply, "First replies after more than a day")
SAY(stream_sentiment, "Sentiment")
SAY(stream_theme_sentiment, "Sentiment on \"{item:t}\"")
SAY(stream_ticket_csat, "Satisfaction with tickets")
SAY(stream_ticket_kind, "Tickets of type \"{item:t}\"")
SAY(stream_tickets, "Tickets per account")
SAY(stream_usage, "Use of the product per account")
SAY(stream_usage_event, "Use of \"{item:t}\" per account")
SAY(unit_share, "share")
SAY(unit_tickets, "tickets per account a week")
SAY(unit_of_10, "points of 10")
SAY(unit_lost, "customers lost per account a week")
SAY(unit_events, "events per account a week")
SAY(unit_mood, "from -1 to 1")
SAY(unit_points, "points")
SAY(unit_own, "the unit's own measure")
