/* plan.h - before an action begins: how long, with how many accounts, until its audit could tell.
 *
 * Three ways of bringing an action to `reached` accounts, each judged as judge.c will (look.h's bound at the horizon, power 0.8):
 *   by country    the countries named, against the others: today's month-by-month data of the measure are taken as the time
 *                 before, their spread between accounts and countries as the noise to come;
 *   hold-out      a share of the accounts, drawn by lot, is left out until the verdict: no countries, so no doubt of countries;
 *   in steps      w waves of accounts drawn by lot, one every `every` months: the last wave is the comparison until its start.
 * n: months after the first start, NaN when not within the horizon of a year; then `units`: so many times the accounts.
 * Variance of one account-month comes from the measure's own last year: within accounts and months.
 */
#ifndef TL_ACT_PLAN_H
#define TL_ACT_PLAN_H

#include "act/action.h"

typedef struct PlanAsk {
    Str     action;              /* name */
    double  share;               /* of the issue it is to take away; 0: what it promised, else 0.4 */
    double  hold_out;            /* of the accounts; 0: 0.2 */
    int64_t waves, every;        /* 0: 4 waves, 2 months */
} PlanAsk;

typedef struct PlanWay {
    const char *name;
    size_t reached, others;
    double months, units, se_year;   /* se_year: of the effect after a year */
} PlanWay;

typedef struct Plan {
    Str    measure, note;
    double level, wanted;        /* now, where it is to be; the effect to be seen */
    PlanWay way[3];
    size_t n_way;
} Plan;

/* d_plan: the ways of every action that has not begun and has no lot yet. */
MUST_USE Status plans_write(Store *s, const Actions *all, int64_t as_of, Arena *a, Err *err);

MUST_USE Status plan_audit(Store *s, const PlanAsk *ask, Arena *a, Plan *out, Err *err);

#endif
