#include "act/better.h"

#include <math.h>

#include "base/date.h"
#include "num/rank.h"

enum { MINUTES_AN_HOUR = 60, WAYS_MOST = 6 };

/* Days behind the promise; hours to the first reply; the least rating, of five, that is good. */
static const struct { int64_t at[WAYS_MOST]; size_t n; const char *head, *one, *tail; } ways[] = {
    [BETTER_DELIVERY] = { { 0, 1, 2, 3, 5, 7 }, 6, "deliveries at most", "day behind the promise", "days behind the promise" },
    [BETTER_REPLY] = { { 1, 4, 8, 24, 48, 72 }, 6, "tickets first answered within", "hour", "hours" },
    [BETTER_RATING] = { { 3, 4, 5 }, 3, "ratings of", "or more of 5", "or more of 5" },
};

static Str words_of(BetterWhat what, int64_t at, Arena *a)
{
    return str_fmt(a, "%s %lld %s", ways[what].head, (long long)at, at == 1 ? ways[what].one : ways[what].tail);
}

static Status fetch_way(Store *s, BetterWhat what, int64_t at, int64_t as_of, Arena *a, Table *t, Err *err)
{
    DbArg day = DB_TEXT(date_iso(a, as_of));
    switch (what) {
    case BETTER_DELIVERY: return store_fetch(s, SQL_LATE_RECENT, STORE_ARGS(DB_INT(at), day), a, t, err);
    case BETTER_REPLY: return store_fetch(s, SQL_REPLY_RECENT, STORE_ARGS(DB_INT(at * MINUTES_AN_HOUR), day), a, t, err);
    case BETTER_RATING: return store_fetch(s, SQL_RATING_RECENT, STORE_ARGS(day, DB_INT(at - 1)), a, t, err);
    }
    bug("no measure %d", (int)what);
}

/* Both tables are in order of accounts. */
static RankCorrelation compare(const Table *t, bool rating, Str question, const Table *likely, double level, Arena *a)
{
    double *x = ARENA_NEW_N(a, double, t->n + 1), *y = ARENA_NEW_N(a, double, t->n + 1);
    const int64_t *who = col_int(t, "account_id"), *missed = col_int(t, "x"), *of = col_int(t, "n"), *other = col_int(likely, "account_id");
    size_t n = 0, k = 0;
    for (size_t r = 0; r < t->n; r++) {
        if (rating && !str_eq(col_text(t, "question")[r], question))
            continue;
        while (k < likely->n && other[k] < who[r])
            k++;
        if (k == likely->n || other[k] != who[r])
            continue;
        x[n] = 1 - (double)missed[r] / (double)of[r];
        y[n++] = col_f64(likely, "score")[k];
    }
    return rank_correlation(x, y, n, level, a);
}

Status better_find(Store *s, BetterWhat what, Str question, Str label, int64_t as_of, Arena *a, Better *out, Err *err)
{
    Table likely;
    *out = (Better){ .words = STR("") };
    Status st = store_fetch(s, SQL_LIKELY_RECENT, STORE_ARGS(DB_TEXT(date_iso(a, as_of))), a, &likely, err);
    for (size_t k = 0; !st && k < ways[what].n; k++) {
        Table t;
        st = fetch_way(s, what, ways[what].at[k], as_of, a, &t, err);
        if (st)
            return st;
        RankCorrelation c = compare(&t, what == BETTER_RATING, question, &likely, 1 - 0.05 / (double)ways[what].n, a);
        if (c.n < BETTER_ACCOUNTS || !isfinite(c.r))
            continue;
        if (!out->tried++ || c.r > out->r)
            *out = (Better){ words_of(what, ways[what].at[k], a), c.r, c.low, c.high, c.n, out->tried, c.low > 0 };
    }
    if (what == BETTER_RATING && out->tried)
        out->words = str_fmt(a, "%.*s (\"%.*s\")", STR_ARG(out->words), STR_ARG(label));
    return st;
}

Str better_note(const Better *b, Arena *a)
{
    if (!b->tried)
        return STR("");
    if (!b->holds)
        return str_fmt(a, "; none of %zu ways to count it goes with how likely accounts are to recommend (best: rank correlation %.2f, %.2f to %.2f, %zu accounts)", b->tried,
                       b->r, b->low, b->high, b->accounts);
    return str_fmt(a, "; of %zu ways to count it, the one that goes best with how likely accounts are to recommend: %.*s (rank correlation %.2f, %.2f to %.2f, %zu accounts)",
                   b->tried, STR_ARG(b->words), b->r, b->low, b->high, b->accounts);
}
