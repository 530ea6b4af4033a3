#include "value/book.h"

#include <stdio.h>

#include "base/date.h"

enum { MONTHS_A_YEAR = 12, ANNIVERSARIES = 60 };

static void take_decision(Contract *c, const Table *t, size_t r, int64_t as_of)
{
    const TableColumn *renewed = table_col(t, "renewed");
    int64_t day = col_int(t, "decided")[r], amount = col_int(t, "amount")[r];
    if (!col_has(renewed, r)) {
        /* Rows come by day, so the first open one is the nearest; it beats an anniversary. */
        if (day >= as_of && !c->open && (c->active || !c->windows)) {
            c->next = day;
            c->amount = amount;
            c->active = c->open = true;
        }
        return;
    }
    c->windows++;
    c->active = renewed->i[r] != 0;
    if (!c->active)
        return;
    c->amount = amount;
    /* Without an open renewal in the data the contract is taken to come up a year on. */
    c->next = 0;
    for (int k = 1; k < ANNIVERSARIES && c->next <= as_of; k++)
        c->next = day_add_months(day, k * MONTHS_A_YEAR);
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
    for (size_t r = 0; r < t.n; r++) {
        if (!r || account[r] != account[r - 1])
            out->at[out->n++] = (Contract){ .account = account[r] };
        take_decision(&out->at[out->n - 1], &t, r, as_of);
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
