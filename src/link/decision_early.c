/* decision_early.c - ends that no deal and no flag says: events of a CRM or a desk that an account left on a day. */
#include "link/decision_in.h"
#include "num/follow.h"

enum { SAID_TWICE = 92 };

/* Rows [from, to) of one account. */
typedef struct Span {
    size_t from, to;
} Span;

static Span span_of(const Table *t, int64_t account)
{
    const int64_t *of = t->n ? col_int(t, "account_id") : NULL;
    Span s = { rows_from(of, t->n, account), 0 };
    s.to = s.from;
    while (s.to < t->n && of[s.to] == account)
        s.to++;
    return s;
}

/* What runs on the day the account leaves: won within fifteen months, and not won, lost or renewed again since; 0 when the account went on
 * behind it, or had been lost before. */
static int64_t ended_by(const Table *won, Span w, const Made *made, size_t n, int64_t day, Arena *scratch)
{
    const int64_t *at = w.to > w.from ? col_int(won, "close_date") : NULL, *amount = at ? col_int(won, "amount") : NULL;
    size_t all = w.to - w.from, *previous = ARENA_NEW_N(scratch, size_t, all + 1), *taken = ARENA_NEW_N(scratch, size_t, all + 1);
    unsigned *kind = ARENA_NEW_N(scratch, unsigned, all + 1);
    int64_t sum = 0, lost = INT64_MIN;
    for (size_t i = 0; i < all; i++)
        kind[i] = FOLLOW_CAN | FOLLOW_DOES;
    if (all)
        follow_match(at + w.from, kind, all, previous, taken);
    for (size_t i = 0; i < n; i++)
        if (!made[i].renewed && made[i].day <= day)
            lost = made[i].day;
    for (size_t i = 0; i < all; i++) {
        if (at[w.from + i] > day)
            return 0;
        if (taken[i] == FOLLOW_NONE && at[w.from + i] > lost && day - at[w.from + i] <= FOLLOW_TO)
            sum += amount[w.from + i];
    }
    return sum;
}

/* A loss that the deals tell within three months of the event is the same one; the account left with all it had. */
static bool told_by_deal(Made *made, size_t n, int64_t day)
{
    for (size_t i = 0; i < n; i++)
        if (!made[i].renewed && llabs(made[i].day - day) <= SAID_TWICE) {
            made[i].whole = true;
            return true;
        }
    return false;
}

void early_deals(const Table *churn, const Table *won, const Table *paid, MadeList *l, Arena *a)
{
    const int64_t *of = churn->n ? col_int(churn, "account_id") : NULL;
    const size_t n = l->n;
    size_t i = 0;
    for (size_t r = 0, next; r < churn->n; r = next) {
        Span c = span_of(churn, of[r]), w = span_of(won, of[r]), p = span_of(paid, of[r]);
        size_t to;
        bool gone = false;
        next = c.to;
        while (i < n && l->made[i].account < of[r])
            i++;
        for (to = i; to < n && l->made[to].account == of[r]; to++)
            continue;
        /* Without any deal of a renewal subscriptions tell when the account left. */
        if (w.to == w.from || (to == i && p.to > p.from))
            continue;
        for (size_t k = c.from; !gone && k < c.to; k++) {
            int64_t day = col_int(churn, "churn_date")[k], sum = ended_by(won, w, l->made + i, to - i, day, a);
            if (col_int(won, "close_date")[w.to - 1] > day || (gone = told_by_deal(l->made + i, to - i, day)) || !sum)
                continue;
            gone = true;
            decision_add(l, a, (Made){ .account = of[r], .day = day, .amount = sum, .file = col_int(churn, "file_id")[k], .line = col_int(churn, "line")[k],
                                       .contracts = 1, .months = DECISION_YEAR_MONTHS, .before = DECISION_UNKNOWN, .kept = 0, .deal = true, .whole = true });
        }
    }
}

bool early_said(const Table *churn, int64_t account, int64_t end)
{
    Span c = span_of(churn, account);
    for (size_t r = c.from; r < c.to; r++)
        if (llabs(col_int(churn, "churn_date")[r] - end) <= DECISION_AROUND_DAYS)
            return true;
    return false;
}
