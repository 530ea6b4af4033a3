/* decision_in.h - decisions while they are made: one row a contract that comes up, then one an account and day.
 *
 * decision.c finds them in deals and subscriptions and writes them; decision_around.c says what the account paid before each and behind it, and
 * whether anything of it still runs; decision_early.c takes what churn events say.
 */
#ifndef TL_LINK_DECISION_IN_H
#define TL_LINK_DECISION_IN_H

#include <stdlib.h>

#include "link/coins.h"

enum { DECISION_YEAR_MONTHS = 12, DECISION_AROUND_DAYS = 30 };
#define DECISION_UNKNOWN INT64_MIN

typedef struct Made {
    int64_t account, day, amount, file, line;
    int renewed;                     /* 1, 0, or -1: open */
    int64_t contracts, before, kept; /* DECISION_UNKNOWN: not known */
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

void decision_add(MadeList *l, Arena *a, Made m);

#endif
