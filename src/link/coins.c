#include "link/coins.h"

#include <stdlib.h>
#include <string.h>

Status coins_load(Store *s, Arena *a, Coins *out, Err *err)
{
    *out = (Coins){ .ours = str_of(store_currency(s)), .a = a };
    return rates_load(s, a, &out->rates, err);
}

static Str currency_of(const Coins *c, const Table *t, size_t r)
{
    const TableColumn *col = table_col(t, "currency");
    return !col_has(col, r) || !col->s[r].n || str_ieq(col->s[r], c->ours) ? c->ours : col->s[r];
}

static int64_t written(const Table *t, const char *col, size_t r, int64_t times)
{
    const TableColumn *c = table_col(t, col);
    return col_has(c, r) ? c->i[r] * times : 0;
}

bool coins_of(const Coins *c, const Table *t, const char *col, size_t r, int64_t times, int64_t day, int64_t *out)
{
    if (rate_convert(&c->rates, day, currency_of(c, t, r), c->ours, written(t, col, r, times), out) == RATE_FOUND)
        return true;
    *out = 0;
    return false;
}

void coins_leave(Coins *c, const Table *t, const char *col, size_t r, int64_t times, int64_t day, int renewed)
{
    if (c->n == c->cap) {
        c->cap = c->cap ? c->cap * 2 : 64;
        Left *more = ARENA_NEW_N(c->a, Left, c->cap);
        if (c->n)
            memcpy(more, c->left, c->n * sizeof *more);
        c->left = more;
    }
    c->left[c->n++] = (Left){ col_int(t, "account_id")[r], day, written(t, col, r, times), currency_of(c, t, r), renewed };
}

static int by_currency(const void *x, const void *y)
{
    const Left *a = x, *b = y;
    int c = str_cmp(a->currency, b->currency);
    if (c)
        return c;
    if (a->account != b->account)
        return a->account < b->account ? -1 : 1;
    if (a->day != b->day)
        return a->day < b->day ? -1 : 1;
    return (a->amount > b->amount) - (a->amount < b->amount);
}

/* What one account has at stake in one currency: all to come, else the last one when it was renewed. */
static int64_t at_stake(const Left *l, size_t n)
{
    int64_t sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += l[i].renewed < 0 ? l[i].amount : 0;
    return sum ? sum : l[n - 1].renewed > 0 ? l[n - 1].amount : 0;
}

static int by_id(const void *x, const void *y)
{
    int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;
    return (a > b) - (a < b);
}

Status coins_write(Store *s, Coins *c, Err *err)
{
    Str words = STR("");
    int64_t *who = ARENA_NEW_N(c->a, int64_t, c->n + 1), accounts = 0;
    size_t whos = 0;
    if (c->n)
        qsort(c->left, c->n, sizeof *c->left, by_currency);
    for (size_t i = 0; i < c->n;) {
        Str currency = c->left[i].currency;
        int64_t sum = 0;
        for (size_t to; i < c->n && str_eq(c->left[i].currency, currency); i = to) {
            for (to = i; to < c->n && str_eq(c->left[to].currency, currency) && c->left[to].account == c->left[i].account; to++)
                continue;
            int64_t worth = at_stake(c->left + i, to - i);
            sum += worth;
            if (worth)
                who[whos++] = c->left[i].account;
        }
        if (sum)
            words = str_fmt(c->a, "%.*s%s%.*s %lld", STR_ARG(words), words.n ? " " : "", STR_ARG(currency), (long long)sum);
    }
    qsort(who, whos, sizeof *who, by_id);
    for (size_t i = 0; i < whos; i++)
        accounts += !i || who[i] != who[i - 1];
    Status st = store_put_summary_int(s, "decisions_foreign", (int64_t)c->n, err);
    if (!st)
        st = store_put_summary_int(s, "foreign_accounts", accounts, err);
    return st ? st : store_put_summary(s, "foreign_amounts", words, err);
}
