/* outcome.h - what accounts do, beside renewing: the rows on which an issue's effect on it is estimated.
 *
 * Three designs.  Nothing that lies behind the outcome is ever looked at.
 *   DECISION  a row a renewal decision; exposure and covariates as in panel.h (window and gap before it).
 *   ANSWER    a row a score given; exposure in the SCORE_WINDOW days before it.
 *   PERIOD    time of an account cut into periods of `step` days that end on the as-of day.  In its first ONSET days an event may begin; the
 *             outcome is what happens in the `follow` days from the event on.  Without an event it is counted from a day drawn for
 *             the period (a hash of account and period, the same for all issues), so that both sides are followed from a start of the same kind
 *             and equally long: exposure never decides how long is looked.  A period counts only when the account is known as a
 *             customer from before its first day (late entry), was not lost within it, and lies behind the first day of the source.
 *
 *   revenue    DECISION  share of the yearly amount kept less 1: -1 lost, 0.1 a tenth more
 *   expansion  DECISION  renewed for more than DECISION_EXPANDED times what it was
 *   reduced    DECISION  renewed for less than DECISION_REDUCED times what it was; a loss is none, so that lost and reduced are two outcomes of one
 *                        decision whose shares may be added; only of a book in which any was
 *   nps        ANSWER    points of the 0 to 10 scale
 *   cost       PERIOD    tickets and meetings x their minutes x hour cost, and visits x their cost, in 60 days; the event's own ticket included
 *   credit     PERIOD    credit notes in 60 days
 *   payment    PERIOD    mean days that invoices of 60 days are paid behind their due day (30 days behind issue without one); those not paid
 *                        count with the days until now, none with more than 90
 *   reference  PERIOD    a reference was given in the 151 days from then on; only of a book that tells of any
 *   contact    PERIOD    a contact of it left in the 151 days from then on, where the CRM says when contacts left (left.h); else half the people who used it in
 *                        the 91 days before are gone in days 61 to 150 behind
 */
#ifndef TL_LINK_OUTCOME_H
#define TL_LINK_OUTCOME_H

#include "link/book.h"
#include "link/decision.h"

enum { ONSET = 30, SCORE_WINDOW = 120, USUAL_DUE_DAYS = 30, OUTCOME_BASE_MAX = 32 };

typedef enum OutcomeId {
    OUTCOME_RENEWAL, OUTCOME_REVENUE, OUTCOME_EXPANSION, OUTCOME_NPS, OUTCOME_COST, OUTCOME_CREDIT, OUTCOME_PAYMENT, OUTCOME_CONTACT,
    OUTCOME_REFERENCE, OUTCOME_REDUCED, OUTCOMES
} OutcomeId;
typedef enum OutcomeDesign { DESIGN_DECISION, DESIGN_ANSWER, DESIGN_PERIOD } OutcomeDesign;

typedef struct OutcomeSpec {
    const char *name, *words, *unit;
    OutcomeDesign design;
    bool yes_no;
    int follow, step;             /* days; PERIOD */
} OutcomeSpec;
extern const OutcomeSpec outcome_spec[OUTCOMES];

/* Rows of one outcome.  `begin` is where following starts without an event; y is the outcome from there on (of a period NaN where
 * that is not known). */
typedef struct OutcomeRows {
    OutcomeId id;
    size_t n, n_base, bends;      /* bends: the last columns of base, of calendar time (panel.h) */
    size_t *at;                   /* place of the account; DECISION: row of the panel in `decision` */
    size_t *decision;
    int64_t *account, *cluster, *first, *begin;
    double *y, *base;             /* base: column-major n by n_base */
    uint64_t *met;                /* bits of the rules met in the window; affect.h: outcome_met() */
    size_t late, ended, unknown;
} OutcomeRows;

/* Whether anything is asked of it: references are given in few books, and one without any is not told that there are too few. */
bool outcome_there(const LinkBook *b, OutcomeId id);
/* In words: of two ways to know it the one that this book has; and how many are said to be so without a day. */
const char *outcome_words(const LinkBook *b, OutcomeId id);
size_t outcome_undated(const LinkBook *b, OutcomeId id);
MUST_USE Status outcome_rows(const LinkBook *b, OutcomeId id, OutcomeRows *out, Err *err);
/* What tickets, meetings and visits in [from, to) cost. */
double outcome_served(const LinkBook *b, size_t account, int64_t from, int64_t to);
/* The outcome followed from another day of the period; NaN: not known. */
double outcome_from(const LinkBook *b, OutcomeId id, size_t account, int64_t day);

#endif
