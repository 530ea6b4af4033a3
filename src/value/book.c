#include "value/book.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "num/follow.h"

enum { MONTHS_A_YEAR = 12, ANNIVERSARIES = 60 };

/* The account's rows [from, to) of the decisions, which come by day. */
typedef struct Mine {
    const Table *t;
    size_t from, to;
    int64_t as_of;
} Mine;

static bool is_open(const Mine *m, size_t r) { return !col_has(table_col(m->t, "renewed"), r); }
static bool is_won(const Mine *m, size_t r) { return !is_open(m, r) && table_col(m->t, "renewed")->i[r]; }
static bool runs(const Mine *m, size_t r) { return table_col(m->t, "runs")->i[r] != 0; }
static int64_t day_of(const Mine *m, size_t r) { return col_int(m->t, "decided")[r]; }
static int64_t months_of(const Mine *m, size_t r) { return col_int(m->t, "months")[r]; }
static int64_t amount_of(const Mine *m, size_t r) { return col_int(m->t, "amount")[r]; }

static int64_t anniversary(int64_t day, int64_t as_of)
{
    int64_t next = 0;
    for (int k = 1; k < ANNIVERSARIES && next <= as_of; k++)
        next = day_add_months(day, k * MONTHS_A_YEAR);
    return next;
}

static void add_due(Due *d, size_t *n, Due one)
{
    size_t at = *n;
    while (at > 0 && d[at - 1].day > one.day)
        at--;
    if (at > 0 && d[at - 1].day == one.day) {
        d[at - 1].amount += one.amount;
        d[at - 1].open = d[at - 1].open || one.open;
        d[at - 1].asked = d[at - 1].asked && one.asked;
        d[at - 1].months = d[at - 1].months > one.months ? d[at - 1].months : one.months;
        return;
    }
    memmove(d + at + 1, d + at, (*n - at) * sizeof *d);
    d[at] = one;
    (*n)++;
}

/* Decisions to come within a year of the first; whether one of them is known to run. */
static bool take_open(const Mine *m, Due *d, size_t *n)
{
    bool sure = false;
    for (size_t r = m->from; r < m->to; r++) {
        if (!is_open(m, r) || day_of(m, r) < m->as_of || (*n && day_of(m, r) >= d[0].day + FOLLOW_YEAR))
            continue;
        add_due(d, n, (Due){ day_of(m, r), amount_of(m, r), true, !runs(m, r), months_of(m, r) });
        sure = sure || runs(m, r);
    }
    return sure;
}

/* Renewed contracts that nothing carries on, each at its anniversary. */
static void take_anniversaries(const Mine *m, Due *d, size_t *n, Arena *scratch)
{
    size_t all = m->to - m->from, *previous = ARENA_NEW_N(scratch, size_t, all + 1), *taken = ARENA_NEW_N(scratch, size_t, all + 1);
    int64_t *day = ARENA_NEW_N(scratch, int64_t, all + 1);
    unsigned *kind = ARENA_NEW_N(scratch, unsigned, all + 1);
    for (size_t i = 0; i < all; i++) {
        size_t r = m->from + i;
        day[i] = day_of(m, r);
        kind[i] = (is_won(m, r) ? FOLLOW_CAN : 0u) | (!is_open(m, r) || day[i] >= m->as_of ? FOLLOW_DOES : 0u);
    }
    follow_match(day, kind, all, previous, taken);
    for (size_t i = 0; i < all; i++)
        if (is_won(m, m->from + i) && taken[i] == FOLLOW_NONE && day[i] + FOLLOW_TO > m->as_of)
            add_due(d, n, (Due){ anniversary(day[i], m->as_of), amount_of(m, m->from + i), false, false, MONTHS_A_YEAR });
}

static void take_decisions(Contract *c, const Mine *m, Arena *a)
{
    Due *d = ARENA_NEW_N(a, Due, m->to - m->from + 1);
    size_t last = m->to;
    for (size_t r = m->from; r < m->to; r++)
        if (!is_open(m, r)) {
            c->windows++;
            last = r;
        }
    bool sure = take_open(m, d, &c->n_due);
    c->active = sure || (last < m->to ? runs(m, last) : c->n_due > 0);
    c->due = d;
    if (!c->active) {
        c->n_due = 0;
        return;
    }
    if (!sure) {
        ArenaMark mark = arena_mark(a);
        take_anniversaries(m, d, &c->n_due, a);
        arena_rewind(a, mark);
    }
    /* The last that was renewed, however long ago: it is all that is known of the account. */
    if (!c->n_due && last < m->to && is_won(m, last))
        d[c->n_due++] = (Due){ anniversary(day_of(m, last), m->as_of), amount_of(m, last), false, false, MONTHS_A_YEAR };
    for (size_t i = 0; i < c->n_due; i++)
        c->amount += d[i].amount;
    c->next = c->n_due ? d[0].day : 0;
    c->open = c->n_due && d[0].open;
}

/* Accounts of one segment are one group; those without are one too. */
static Status group(Store *s, Arena *a, Contracts *c, Err *err)
{
    Table t;
    Status st = store_fetch(s, SQL_LIFE_ACCOUNTS, STORE_NO_ARGS, a, &t, err);
    Str *name = ARENA_NEW_N(a, Str, t.n + 1);
    for (size_t i = 0; !st && i < c->n; i++) {
        size_t r = rows_from(col_int(&t, "account_id"), t.n, c->at[i].account), g = 0;
        Str segment = r < t.n && col_int(&t, "account_id")[r] == c->at[i].account ? col_text(&t, "segment")[r] : STR("");
        while (g < c->n_group && !str_eq(name[g], segment))
            g++;
        if (g == c->n_group)
            name[c->n_group++] = segment;
        c->at[i].group = g;
    }
    return st;
}

Status contracts_load(Store *s, int64_t as_of, Arena *a, Contracts *out, Err *err)
{
    Table t;
    Status st = store_fetch(s, SQL_VALUE_DECISIONS, STORE_NO_ARGS, a, &t, err);
    if (st)
        return st;
    *out = (Contracts){ .at = ARENA_NEW_N(a, Contract, t.n + 1) };
    const int64_t *account = t.n ? col_int(&t, "account_id") : NULL;
    for (size_t r = 0, to; r < t.n; r = to) {
        for (to = r; to < t.n && account[to] == account[r]; to++)
            continue;
        out->at[out->n] = (Contract){ .account = account[r] };
        take_decisions(&out->at[out->n++], &(Mine){ &t, r, to, as_of }, a);
    }
    return group(s, a, out, err);
}

Contract *contract_of(const Contracts *c, int64_t account)
{
    size_t lo = 0, hi = c->n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (c->at[mid].account < account)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < c->n && c->at[lo].account == account ? &c->at[lo] : NULL;
}

static Status put_share(Store *s, const char *name, double part, double whole, Err *err)
{
    char text[32];
    (void)snprintf(text, sizeof text, "%.9f", whole > 0 ? part / whole : 0);
    return store_put_summary(s, name, str_of(text), err);
}

Status coverage_write(Store *s, int64_t as_of, const Contracts *c, Arena *a, Err *err)
{
    Table heard, ids, paid;
    Str day = date_iso(a, as_of);
    Status st = store_fetch(s, SQL_HEARD_ACCOUNTS, STORE_ARGS(DB_TEXT(day)), a, &heard, err);
    if (!st)
        st = store_fetch(s, SQL_ACCOUNT_IDS, STORE_NO_ARGS, a, &ids, err);
    if (!st)
        st = store_fetch(s, SQL_INVOICED_YEAR,
                         STORE_ARGS(DB_TEXT(day), DB_TEXT(str_of(store_currency(s)))), a, &paid,
                         err);
    if (st)
        return st;
    double accounts = 0, spoke = 0, money = 0, money_spoke = 0;
    const int64_t *who = col_int(&ids, "account_id"), *said = col_int(&heard, "account_id");
    const int64_t *payer = col_int(&paid, "account_id"), *amount = col_int(&paid, "amount");
    size_t h = 0, p = 0;
    for (size_t r = 0; r < ids.n; r++) {
        const Contract *k = contract_of(c, who[r]);
        while (h < heard.n && said[h] < who[r])
            h++;
        while (p < paid.n && payer[p] < who[r])
            p++;
        if (k && !k->active)
            continue;
        bool spoken = h < heard.n && said[h] == who[r];
        double value = p < paid.n && payer[p] == who[r] ? (double)amount[p]
                       : paid.n                         ? 0
                       : k                              ? (double)k->amount
                                                        : 0;
        accounts++;
        spoke += spoken;
        money += value;
        money_spoke += spoken ? value : 0;
    }
    st = put_share(s, "accounts_heard_share", spoke, accounts, err);
    if (!st)
        st = put_share(s, "revenue_heard_share", money_spoke, money, err);
    if (!st)
        st = store_put_summary_int(s, "accounts_heard", (int64_t)spoke, err);
    return st ? st : store_put_summary_int(s, "accounts_active", (int64_t)accounts, err);
}
