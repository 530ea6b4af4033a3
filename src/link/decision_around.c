/* decision_around.c - what an account paid around each decision, all its contracts together. */
#include "link/decision_in.h"
#include "num/follow.h"

#define UNKNOWN DECISION_UNKNOWN
enum { QUARTER_DAYS = 91 };

/* A day on which contracts of an account came up or were begun. */
typedef struct Event {
    int64_t day, won;
    Made   *made;                    /* NULL: a new contract, or one whose renewal is another deal's */
} Event;

/* Two lists by day become one; contracts won on a decision's day are that decision's. */
static size_t events_of(const Table *won, size_t from, size_t to, Made *m, size_t n, Event *e)
{
    const int64_t *day = col_int(won, "close_date"), *amount = col_int(won, "amount");
    size_t k = 0, i = 0;
    while (from < to || i < n) {
        bool deal = from < to && (i == n || day[from] <= m[i].day);
        if (deal && (i == n || day[from] < m[i].day)) {
            e[k++] = (Event){ day[from], amount[from], NULL };
            from++;
            continue;
        }
        e[k++] = (Event){ m[i].day, deal ? amount[from] : 0, &m[i] };
        from += deal;
        i++;
    }
    return k;
}

/* A contract shorter than nine months: the last one won that nothing carries on, or what was lost and is won back. */
static void follow_short(const Event *e, size_t n, size_t *previous, size_t *taken)
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = i; e[i].made && previous[i] == FOLLOW_NONE && j-- > 0;) {
            bool lost = taken[j] != FOLLOW_NONE && taken[j] < i && e[taken[j]].made && !e[taken[j]].made->renewed;
            if (e[j].won <= 0 || (taken[j] != FOLLOW_NONE && !lost) || e[i].day - e[j].day < DECISION_AROUND_DAYS ||
                e[i].day - e[j].day > FOLLOW_TO)
                continue;
            previous[i] = j;
            taken[j] = i;
        }
}

/* Contracts that run beside the event's own: won before, and carried on behind it or not yet. */
static int64_t beside(const Event *e, size_t i, int64_t until, const size_t *previous, const size_t *taken)
{
    int64_t sum = 0;
    for (size_t j = i; j-- > 0;)
        if (j != previous[i] && e[j].won > 0 && e[i].day - e[j].day >= DECISION_AROUND_DAYS && until - e[j].day <= FOLLOW_TO &&
            (taken[j] == FOLLOW_NONE || taken[j] > i))
            sum += e[j].won;
    return sum;
}

static void around_account(const Event *e, size_t n, int64_t as_of, Arena *scratch)
{
    size_t *previous = ARENA_NEW_N(scratch, size_t, n + 1), *taken = ARENA_NEW_N(scratch, size_t, n + 1);
    int64_t *day = ARENA_NEW_N(scratch, int64_t, n + 1);
    unsigned *kind = ARENA_NEW_N(scratch, unsigned, n + 1);
    for (size_t i = 0; i < n; i++) {
        day[i] = e[i].day;
        kind[i] = (e[i].won > 0 ? FOLLOW_CAN : 0u) | (e[i].made && (e[i].made->renewed >= 0 || e[i].day >= as_of) ? FOLLOW_DOES : 0u);
    }
    follow_match(day, kind, n, previous, taken);
    follow_short(e, n, previous, taken);
    for (size_t i = 0; i < n; i++) {
        Made *m = e[i].made;
        if (!m)
            continue;
        int64_t rest = beside(e, i, m->day, previous, taken);
        if (previous[i] != FOLLOW_NONE) {
            m->before = e[previous[i]].won + rest;
            m->early = !m->renewed && m->day - e[previous[i]].day < FOLLOW_FROM;
        }
        if (m->whole) {
            m->amount = m->before == UNKNOWN ? m->amount : m->before;
            m->kept = 0;
            continue;
        }
        if (m->kept != UNKNOWN)
            m->kept += rest;
        /* What runs beside it on its own day may have run out since. */
        m->runs = m->renewed > 0 || (!m->renewed && beside(e, i, as_of, previous, taken) > 0);
    }
}

void around_deals(const Table *won, int64_t as_of, MadeList *l, Arena *scratch)
{
    const int64_t *account = col_int(won, "account_id");
    size_t r = 0;
    for (size_t i = 0, to; i < l->n; i = to) {
        for (to = i; to < l->n && l->made[to].account == l->made[i].account; to++)
            continue;
        while (r < won->n && account[r] < l->made[i].account)
            r++;
        size_t end = r;
        while (end < won->n && account[end] == l->made[i].account)
            end++;
        if (!l->made[i].deal)
            continue;
        ArenaMark m = arena_mark(scratch);
        Event *e = ARENA_NEW_N(scratch, Event, to - i + end - r + 1);
        around_account(e, events_of(won, r, end, l->made + i, to - i, e), as_of, scratch);
        arena_rewind(scratch, m);
    }
}

/* What all that runs on a day brings a year. */
static int64_t running(const Coins *coins, const Table *t, size_t from, int64_t account, int64_t day)
{
    const TableColumn *end = table_col(t, "end_date");
    const int64_t *of = col_int(t, "account_id"), *start = col_int(t, "start_date");
    int64_t sum = 0, one;
    for (size_t r = from; r < t->n && of[r] == account; r++)
        if (start[r] <= day && !(col_has(end, r) && end->i[r] <= day) && coins_of(coins, t, "mrr", r, DECISION_YEAR_MONTHS, day, &one))
            sum += one;
    return sum;
}

bool around_runs(const Table *t, size_t from, int64_t account, int64_t day)
{
    const TableColumn *end = table_col(t, "end_date");
    const int64_t *of = col_int(t, "account_id"), *start = col_int(t, "start_date");
    for (size_t r = from; r < t->n && of[r] == account; r++)
        if (start[r] <= day && !(col_has(end, r) && end->i[r] <= day))
            return true;
    return false;
}

static int64_t quarter_from(int64_t day) { return day - QUARTER_DAYS + DECISION_AROUND_DAYS; }

/* Of a quarter that passed: since what was kept of the one before, so that nothing that changes in it is missed, without what was lost in it, which is a decision of its own. */
static int64_t before_quarter(const MadeList *l, size_t i, int64_t ran)
{
    const Made *m = &l->made[i];
    for (size_t j = i; j-- > 0 && l->made[j].account == m->account && l->made[j].day > quarter_from(m->day);)
        ran -= l->made[j].renewed ? 0 : l->made[j].amount;
    return ran > 0 ? ran : UNKNOWN;
}

void around_subscriptions(const Coins *coins, const Table *t, int64_t as_of, MadeList *l)
{
    const int64_t *of = t->n ? col_int(t, "account_id") : NULL;
    size_t r = 0;
    for (size_t i = 0; i < l->n; i++) {
        Made *m = &l->made[i];
        if (m->deal)
            continue;
        while (r < t->n && of[r] < m->account)
            r++;
        if (m->months < DECISION_YEAR_MONTHS && m->renewed)
            m->before = before_quarter(l, i, running(coins, t, r, m->account, quarter_from(m->day)));
        else
            m->before = running(coins, t, r, m->account, m->day - DECISION_AROUND_DAYS);
        if (m->renewed >= 0 && m->day + DECISION_AROUND_DAYS <= as_of)
            m->kept = running(coins, t, r, m->account, m->day + DECISION_AROUND_DAYS);
        m->runs = around_runs(t, r, m->account, as_of);
    }
}
