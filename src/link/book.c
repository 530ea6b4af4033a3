#include "link/book.h"

#include <math.h>

#include "base/date.h"
#include "base/map.h"
#include "link/left.h"
#include "num/cluster.h"

enum { ISO_DAY = 10 };

LinkBook book_on(const LinkBook *b, Arena *a)
{
    LinkBook own = *b;
    own.a = a;
    return own;
}

size_t book_account(const LinkBook *b, int64_t id) { return ids_find(col_int(&b->account, "account_id"), b->account.n, id); }

void series_in(const Series *s, size_t account, int64_t from, int64_t to, size_t *lo, size_t *hi)
{
    size_t first = s->from[account], n = s->from[account + 1] - first;
    *lo = *hi = first;
    if (!n)
        return;
    *lo += rows_from(s->day + first, n, from);
    *hi += rows_from(s->day + first, n, to);
}

double series_sum(const Series *s, const char *col, size_t account, int64_t from, int64_t to)
{
    const int64_t *v = col_int(&s->t, col);
    size_t lo, hi;
    double sum = 0;
    series_in(s, account, from, to, &lo, &hi);
    for (; lo < hi; lo++)
        sum += (double)v[lo];
    return sum;
}

static int64_t index_series(const LinkBook *b, Series *s, const char *day)
{
    const int64_t *id = col_int(&s->t, "account_id"), *account = col_int(&b->account, "account_id");
    int64_t first = INT64_MAX;
    size_t r = 0;
    s->day = col_int(&s->t, day);
    s->from = ARENA_NEW_N(b->a, size_t, b->account.n + 1);
    for (size_t k = 0; k < b->account.n; k++) {
        while (r < s->t.n && id[r] < account[k])
            r++;
        s->from[k] = r;
    }
    while (b->account.n && r < s->t.n && id[r] == account[b->account.n - 1])
        r++;
    s->from[b->account.n] = b->account.n ? r : 0;
    for (size_t k = 0; k < s->t.n; k++)
        if (s->day[k] < first)
            first = s->day[k];
    return first;
}

/* The days references were given on, until now.  What is said without a day ("yes") cannot be held against what came before: it is counted alone. */
static Status references_load(LinkBook *b, Err *err)
{
    static const ColSpec cols[] = { { "account_id", COL_INT }, { "day", COL_DATE } };
    static const char *const yes[] = { "true", "yes", "1", "ja", "oui", "y", "x", "given" };
    Table t;
    Status st = store_fetch(b->s, SQL_LINK_REFERENCES, STORE_NO_ARGS, b->a, &t, err);
    if (st)
        return st;
    table_init(&b->reference.t, b->a, cols, COUNT_OF(cols));
    b->undated = 0;
    for (size_t r = 0; r < t.n; r++) {
        Str said = str_trim(col_text(&t, "said")[r]);
        int64_t day;
        if (said.n >= ISO_DAY && date_parse_iso((Str){ said.p, ISO_DAY }, &day)) {
            if (day > b->w.as_of)
                continue;
            table_put_int(&b->reference.t, 0, col_int(&t, "account_id")[r]);
            table_put_int(&b->reference.t, 1, day);
            table_row(&b->reference.t);
            continue;
        }
        for (size_t k = 0; k < COUNT_OF(yes); k++)
            b->undated += str_ieq(said, str_of(yes[k])) ? 1 : 0;
    }
    return ST_OK;
}

/* Lost: its last decision was, and nothing of the account runs on. */
static Status index_ends(LinkBook *b, Err *err)
{
    Table t;
    Status st = store_fetch(b->s, SQL_DECISIONS_MORE, STORE_NO_ARGS, b->a, &t, err);
    if (st)
        return st;
    const TableColumn *runs = table_col(&t, "runs");
    const int64_t *account = col_int(&t, "account_id"), *decision = col_int(&t, "decision_id");
    b->ended = ARENA_NEW_N(b->a, int64_t, b->account.n + 1);
    for (size_t k = 0; k < b->account.n; k++)
        b->ended[k] = INT64_MAX;
    for (size_t r = 0, m = 0; r < b->panel->n; r++) {
        size_t k = book_account(b, b->panel->account[r]);
        while (m < t.n && (account[m] < b->panel->account[r] || (account[m] == b->panel->account[r] && decision[m] < b->panel->decision[r])))
            m++;
        bool on = m < t.n && account[m] == b->panel->account[r] && decision[m] == b->panel->decision[r] && col_has(runs, m) && runs->i[m];
        if (k < b->account.n)
            b->ended[k] = b->panel->lost[r] > 0 && !on ? b->panel->day[r] : INT64_MAX;
    }
    return ST_OK;
}

static void index_keys(LinkBook *b)
{
    b->key = ARENA_NEW_N(b->a, uint64_t, b->account.n + 1);
    for (size_t k = 0; k < b->account.n; k++)
        b->key[k] = hash64(col_text(&b->account, "name")[k]);
}

Status book_load(LinkBook *b, Err *err)
{
    double seed;
    const struct {
        const char *name;
        double *into;
    } setting[] = { { "ticket_minutes", &b->minutes }, { "hour_cost", &b->hour_cost }, { "visit_cost", &b->visit_cost }, { "meeting_minutes", &b->meeting_minutes }, { "seed", &seed } };
    Status st = ST_OK;
    for (size_t i = 0; !st && i < COUNT_OF(setting); i++)
        st = store_setting(b->s, setting[i].name, setting[i].into, err);
    if (st)
        return st;
    b->seed = (uint64_t)seed;
    Str day = date_iso(b->a, b->w.as_of), currency = str_of(store_currency(b->s));
    st = store_fetch(b->s, SQL_LINK_ACCOUNTS, STORE_NO_ARGS, b->a, &b->account, err);
    if (!st)
        st = store_fetch(b->s, SQL_USAGE_WEEKS, STORE_NO_ARGS, b->a, &b->usage.t, err);
    if (!st)
        st = store_fetch(b->s, SQL_LIFE_TICKET_DAYS, STORE_ARGS(DB_TEXT(day)), b->a, &b->ticket.t, err);
    if (!st)
        st = store_fetch(b->s, SQL_VISIT_DAYS, STORE_ARGS(DB_TEXT(day)), b->a, &b->visit.t, err);
    if (!st)
        st = store_fetch(b->s, SQL_LINK_SCORES, STORE_ARGS(DB_TEXT(day)), b->a, &b->score.t, err);
    if (!st)
        st = store_fetch(b->s, SQL_LINK_INVOICES, STORE_ARGS(DB_TEXT(day), DB_TEXT(currency)), b->a, &b->invoice.t, err);
    if (!st)
        st = references_load(b, err);
    if (!st)
        st = left_load(b, err);
    if (!st)
        st = store_int(b->s, SQL_LINK_REDUCED, STORE_NO_ARGS, 0, &b->reduced, err);
    if (st)
        return st;
    b->first_reference = index_series(b, &b->reference, "day");
    b->first_left = index_series(b, &b->left, "day");
    b->first_usage = index_series(b, &b->usage, "week");
    b->first_ticket = index_series(b, &b->ticket, "day");
    b->first_visit = index_series(b, &b->visit, "day");
    (void)index_series(b, &b->score, "day");
    b->first_invoice = index_series(b, &b->invoice, "issued");
    index_keys(b);
    return index_ends(b, err);
}

void book_put_interval(Table *t, size_t col, const Interval *x)
{
    if (!isfinite(x->estimate) || !isfinite(x->low))
        return;
    table_put_f64(t, col, x->estimate);
    table_put_f64(t, col + 1, x->low);
    table_put_f64(t, col + 2, x->high);
}
