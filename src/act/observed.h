/* observed.h - what came of an action in money: what its accounts were billed, renewed and cost to serve, against accounts it did not reach.
 *
 * Beside   predicted (before it began: the money x a share) and modelled ("realised": the money x the share that the audit found).  Neither
 *          looks at the money itself; this looks at nothing else, and knows no issue.
 * Outcomes kept     of the money that came up for renewal, the part that was kept      (a row a decision made)
 *          renewed  of the decisions, the part that renewed: every customer counts alike; no money
 *          billed   billed of what the account was billed in the same months before     (invoices less credit notes)
 *          serve    handling of tickets an account (count x ticket_minutes x hour_cost), what was saved of it
 *          kept and billed are the same money seen twice, first as a decision, then as invoices: they are not to be added.
 * Windows  after: whole months from the start on, at most twelve, three at least; before: the same months a year earlier, so that seasons, yearly and quarterly
 *          invoices fall on both sides alike.  Accounts known before that, and not gone by then; who leaves later counts, with nothing.
 * Others   by lot: held out, or whose wave comes later; else accounts of countries that no step reaches by then, and where a change was found
 *          before in a region of the action's countries only that region's (ten at least): they lived through the same.  Steps are compared each for
 *          itself and added, errors as if they went together.
 * Method   num/saved.h.  A year earlier, when nothing was done, the same comparison with the same accounts must show nothing: placebo_p.
 * Grade    A by lot.  B where the audit has A and the placebo shows nothing (p 0.05 or more).  Else C.  Nothing told: D, and why.
 * Oracle   tests/act/t_observed.c: planted money; tests/flow/seeds.py: what the sample's action really saved.
 */
#ifndef TL_ACT_OBSERVED_H
#define TL_ACT_OBSERVED_H

#include "act/audit_in.h"

typedef enum SavedWhat { SAVED_KEPT, SAVED_RENEWED, SAVED_BILLED, SAVED_SERVE, SAVED_KINDS } SavedWhat;
extern const char *const saved_names[SAVED_KINDS];

typedef struct Observed {
    bool    told;
    int64_t months;
    double  effect, low, high, money, money_low, money_high, p, placebo_p;   /* NaN: not known */
    size_t  n_reached, n_others;
    const char *method;
    char    grade;
    Str     note;
} Observed;

/* A column by account and month. */
typedef struct MoneyStream {
    size_t  *from;               /* rows of account k: from[k] up to from[k + 1] */
    int64_t *month;
    Table    t;
} MoneyStream;

typedef struct MoneyBook {
    Table       accounts;        /* by number */
    MoneyStream billed, tickets, decided;
    int64_t    *first, *last;    /* month of the first and last sign of each account */
    double      ticket;          /* handling of one, minor units */
    int64_t     to;              /* the month that is not over */
    bool        any;             /* false: no action has begun, nothing was read */
} MoneyBook;

MUST_USE Status observed_load(Store *s, const Actions *all, int64_t as_of, Arena *a, MoneyBook *out, Err *err);
MUST_USE Status observed_of(const MoneyBook *m, const Action *act, const Target *t, const Judged *j, const Ground *g, Arena *a, Observed out[SAVED_KINDS],
                            Err *err);

/* d_observed, of all audits in their order; modelled from the worths. */
MUST_USE Status observed_write(Store *s, const Observed (*of)[SAVED_KINDS], const Worth *w, size_t n, double horizon_days, Arena *a, Err *err);

#endif
