/* quote.c - the words that show a signal (part.h): every comment is read once, whatever the number of signals. */
#include "signal/part.h"

#include "base/date.h"

enum { QUOTES = 3 };

typedef struct Quote {
    int64_t account, comment, x;
    double  strength;           /* feeling against what is looked for: less is stronger */
    bool    felt;
} Quote;

/* Comments by account: rows [from[i], from[i + 1]) are of account id[i]. */
typedef struct Said {
    Table   t;
    int64_t *id;
    size_t  *from, n;
} Said;

static int by_strength(const Quote *a, const Quote *b)
{
    if (a->felt != b->felt)
        return a->felt ? -1 : 1;
    if (a->felt && (a->strength < b->strength || a->strength > b->strength))
        return a->strength < b->strength ? -1 : 1;
    if (a->x != b->x)
        return a->x > b->x ? -1 : 1;
    if (a->account != b->account)
        return a->account < b->account ? -1 : 1;
    return (a->comment > b->comment) - (a->comment < b->comment);
}

static Status load(const SignalBook *b, const QuoteAsk *ask, size_t n, Said *out, Err *err)
{
    int64_t from = INT64_MAX, to = INT64_MIN;
    for (size_t k = 0; k < n; k++) {
        from = ask[k].from < from ? ask[k].from : from;
        to = ask[k].to > to ? ask[k].to : to;
    }
    Status st = store_fetch(b->s, SQL_SIGNAL_COMMENTS, STORE_ARGS(DB_TEXT(date_iso(b->a, from)), DB_TEXT(date_iso(b->a, to))), b->a, &out->t, err);
    if (st)
        return st;
    const int64_t *account = col_int(&out->t, "account_id");
    out->n = 0;
    for (size_t r = 0; r < out->t.n; r++)
        out->n += r == 0 || account[r] != account[r - 1];
    out->id = ARENA_NEW_N(b->a, int64_t, out->n + 1);
    out->from = ARENA_NEW_N(b->a, size_t, out->n + 1);
    size_t at = 0;
    for (size_t r = 0; r < out->t.n; r++)
        if (r == 0 || account[r] != account[r - 1]) {
            out->id[at] = account[r];
            out->from[at++] = r;
        }
    out->from[out->n] = out->t.n;
    return ST_OK;
}

/* The strongest of rows [from, to), which are one account's; false: none of them is what is asked for. */
static bool strongest(const Said *l, size_t from, size_t to, const QuoteAsk *ask, int64_t x, Quote *out)
{
    const int64_t *day = col_int(&l->t, "day"), *theme = col_int(&l->t, "theme_id"), *comment = col_int(&l->t, "comment_id"), *account = col_int(&l->t, "account_id");
    const TableColumn *feeling = table_col(&l->t, ask->theme ? "mention" : "sentiment");
    bool any = false;
    for (size_t r = from; r < to; r++) {
        if (day[r] < ask->from || day[r] > ask->to || (ask->theme && theme[r] != ask->theme))
            continue;
        bool felt = col_has(feeling, r);
        Quote q = { account[r], comment[r], x, felt ? (ask->worse ? 1 : -1) * feeling->f[r] : 0, felt };
        if (!any || by_strength(&q, out) < 0)
            *out = q;
        any = true;
    }
    return any;
}

static void keep(Quote best[QUOTES], size_t *n, Quote q)
{
    size_t at = *n < QUOTES ? (*n)++ : QUOTES;
    if (at == QUOTES && by_strength(&q, &best[QUOTES - 1]) >= 0)
        return;
    at = at == QUOTES ? QUOTES - 1 : at;
    for (; at > 0 && by_strength(&q, &best[at - 1]) < 0; at--)
        best[at] = best[at - 1];
    best[at] = q;
}

Status quotes_choose(const SignalBook *b, const QuoteAsk *ask, size_t n, const Table *account, Table *quote, Err *err)
{
    Said l;
    const int64_t *of = col_int(account, "signal_id"), *who = col_int(account, "account_id"), *x = col_int(account, "x");
    Status st = n ? load(b, ask, n, &l, err) : ST_OK;
    for (size_t k = 0, r = 0; !st && k < n; k++) {
        Quote best[QUOTES];
        size_t found = 0, at = 0;
        for (; r < account->n && of[r] == ask[k].signal; r++) {
            Quote q = { .account = 0 };
            while (at < l.n && l.id[at] < who[r])
                at++;
            if (at < l.n && l.id[at] == who[r] && strongest(&l, l.from[at], l.from[at + 1], &ask[k], x[r], &q))
                keep(best, &found, q);
        }
        for (size_t i = 0; i < found; i++) {
            table_put_int(quote, 0, ask[k].signal);
            table_put_int(quote, 1, (int64_t)i + 1);
            table_put_int(quote, 2, best[i].account);
            table_put_int(quote, 3, best[i].comment);
            table_row(quote);
        }
    }
    return st;
}
