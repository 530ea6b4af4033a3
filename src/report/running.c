#include "report/running.h"

#include "base/date.h"
#include "store/rate.h"

enum { MONTHS_A_YEAR = 12 };

static void add(Running *out, const Table *t, size_t r, const Rates *rates, Str ours, int64_t as_of, Arena *a)
{
    const TableColumn *end = table_col(t, "end_date"), *code = table_col(t, "currency");
    int64_t id = col_int(t, "account_id")[r], one = 0;
    Str theirs = col_has(code, r) && code->s[r].n ? code->s[r] : ours;
    if (!out->n || out->at[out->n - 1].account != id)
        out->at[out->n++] = (RunningOf){ .account = id };
    RunningOf *of = &out->at[out->n - 1];
    of->contracts++;
    if (col_has(end, r) && (!of->end || end->i[r] < of->end))
        of->end = end->i[r];
    if (str_ieq(theirs, ours) || rate_convert(rates, as_of, theirs, ours, col_int(t, "mrr")[r] * MONTHS_A_YEAR, &one) == RATE_FOUND) {
        of->value += str_ieq(theirs, ours) ? col_int(t, "mrr")[r] * MONTHS_A_YEAR : one;
        return;
    }
    of->unrated++;
    out->unrated++;
    if (!str_has(out->currencies, theirs))
        out->currencies = str_fmt(a, "%.*s%s%.*s", STR_ARG(out->currencies), out->currencies.n ? ", " : "", STR_ARG(theirs));
}

Status running_load(Store *s, IdRange of, int64_t as_of, Arena *a, Running *out, Err *err)
{
    Table t;
    Rates rates;
    *out = (Running){ .currencies = STR("") };
    Status st = store_fetch(s, SQL_REPORT_RUNNING, STORE_ARGS(DB_INT(of.from), DB_INT(of.to), DB_TEXT(date_iso(a, as_of))), a, &t, err);
    if (!st)
        st = rates_load(s, a, &rates, err);
    if (st)
        return st;
    out->at = ARENA_NEW_N(a, RunningOf, t.n + 1);
    for (size_t r = 0; r < t.n; r++)
        add(out, &t, r, &rates, str_of(store_currency(s)), as_of, a);
    return ST_OK;
}

const RunningOf *running_of(const Running *r, int64_t account)
{
    size_t lo = 0, hi = r->n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (r->at[mid].account < account)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < r->n && r->at[lo].account == account ? &r->at[lo] : NULL;
}

Str running_words(const Running *r, Arena *a)
{
    if (!r->unrated)
        return STR("");
    return str_fmt(a, "%lld %s in %.*s without a rate %s in no sum.", (long long)r->unrated, r->unrated == 1 ? "contract" : "contracts", STR_ARG(r->currencies),
                   r->unrated == 1 ? "is" : "are");
}
