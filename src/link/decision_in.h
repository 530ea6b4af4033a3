/* decision_in.h - decisions while they are made: one row a contract that comes up, then one an account and day.
 *
 * Monthly    a paid subscription billed for three months or less can be given up at each bill.  It is decided at the end of each calendar quarter, all of
 *            an account that run then together, and lost on its own day: at most four decisions a year and account beside the losses.  Not where the
 *            book's own say otherwise: of MONTHLY_LEAST that ended more than half did on an anniversary - a year's contracts paid in parts.
 * decision.c finds them in deals and subscriptions and writes them; decision_around.c says what the account paid before each and behind it, and
 * whether anything of it still runs; decision_early.c takes what churn events say.
 */
#ifndef TL_LINK_DECISION_IN_H
#define TL_LINK_DECISION_IN_H

#include <stdlib.h>

#include "link/coins.h"

enum { DECISION_YEAR_MONTHS = 12, DECISION_QUARTER_MONTHS = 3, DECISION_AROUND_DAYS = 30 };
#define DECISION_UNKNOWN INT64_MIN

typedef struct Made {
    int64_t account, day, amount, file, line;
    int renewed;                     /* 1, 0, or -1: open */
    int64_t contracts, before, kept; /* DECISION_UNKNOWN: not known */
    int64_t months;                  /* what is decided: a year, or a quarter of what is renewed every month */
    bool early, deal, runs, whole;   /* whole: the account left, with all it had */
} Made;

typedef struct MadeList {
    Made *made;                      /* by account, then day */
    size_t n, cap;
} MadeList;

/* won: account_id, close_date, amount; deals alone.  subscriptions: the paid ones; may be empty. */
void around_deals(const Table *won, int64_t as_of, MadeList *l, Arena *scratch);
void around_subscriptions(const Coins *coins, const Table *t, int64_t as_of, MadeList *l);

/* Whether anything of the account runs on the day; t from its first row on. */
bool around_runs(const Table *t, size_t from, int64_t account, int64_t day);

/* churn: account_id, churn_date, file_id, line.  Adds, behind the list, what accounts lost on days that no deal tells of; the list wants sorting anew. */
void early_deals(const Table *churn, const Table *won, const Table *paid, MadeList *l, Arena *a);
/* Whether an event says that the account left within 30 days of a day. */
bool early_said(const Table *churn, int64_t account, int64_t end);

/* Whether a day lies more than fifteen days from every anniversary. */
bool ends_early(int64_t start, int64_t end);
/* Which of the paid subscriptions are monthly, and whether the book's own ends agree. */
bool monthly_is(const Table *paid, size_t r);
bool monthly_believed(const Table *paid);
/* The end of the calendar quarter that is the first to decide about a contract begun on `start`, and the one after `day`. */
int64_t monthly_first(int64_t start);
int64_t monthly_next(int64_t day);

/* Where a contract list writes each renewal as a new contract, an end at its term is the decision: renewed when another contract of the account begins
 * there (15 days before to 45 behind), lost when nothing runs behind it for ninety days, open before.  Believed of a book of which at least five
 * such ends, and half of them, are followed: elsewhere an end without a word may be anything. */
typedef enum TermEnd { TERM_NONE, TERM_RENEWED, TERM_LOST, TERM_OPEN } TermEnd;
bool    terms_believed(const Table *paid, int64_t as_of);
TermEnd term_told(const Table *paid, size_t r, int64_t as_of);

/* What a table says yes to in this row; what it leaves open is no. */
static inline bool decision_flag(const Table *t, const char *col, size_t r)
{
    const TableColumn *c = table_col(t, col);
    return col_has(c, r) && c->i[r];
}

void decision_add(MadeList *l, Arena *a, Made m);

#endif
