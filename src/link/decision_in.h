/* decision_in.h - decisions while they are made: one row a contract that comes up, then one an account and day.
 *
 * decision.c finds them in deals and subscriptions and writes them; decision_around.c says what the account paid before each and behind it, and
 * whether anything of it still runs.
 */
#ifndef TL_LINK_DECISION_IN_H
#define TL_LINK_DECISION_IN_H

#include "store/store.h"

enum { DECISION_YEAR_MONTHS = 12, DECISION_AROUND_DAYS = 30 };
#define DECISION_UNKNOWN INT64_MIN

typedef struct Made {
    int64_t account, day, amount, file, line;
    int renewed;                     /* 1, 0, or -1: open */
    int64_t contracts, before, kept; /* DECISION_UNKNOWN: not known */
    bool early, deal, runs;
} Made;

typedef struct MadeList {
    Made *made;                      /* by account, then day */
    size_t n, cap;
} MadeList;

/* won: account_id, close_date, amount; deals alone.  subscriptions: the paid ones; may be empty. */
void around_deals(const Table *won, int64_t as_of, MadeList *l, Arena *scratch);
void around_subscriptions(const Store *s, const Table *t, int64_t as_of, MadeList *l);

bool    decision_ours(const Store *s, const Table *t, size_t r);
int64_t decision_amount(const Table *t, const char *col, size_t r);

#endif
