#include "base/date.h"
#include "report/answer_in.h"

enum { MONTHS_A_YEAR = 12, ANNIVERSARIES = 60 };

static void take_decision(Deal *d, const Table *t, size_t r, int64_t as_of, bool *open)
{
    const TableColumn *renewed = table_col(t, "renewed");
    int64_t day = col_int(t, "decided")[r], amount = col_int(t, "amount")[r];
    if (!col_has(renewed, r)) {
        if (day < as_of || *open)
            return;                  /* past and never decided, or later than the nearest */
        *d = (Deal){ d->account, amount, day, DEAL_ACTIVE };
        *open = true;
        return;
    }
    *open = false;
    *d = (Deal){ .account = d->account, .status = renewed->i[r] ? DEAL_ACTIVE : DEAL_LOST };
    if (d->status == DEAL_LOST)
        return;
    d->value = amount;
    for (int k = 1; k < ANNIVERSARIES && d->renewal <= as_of; k++)
        d->renewal = day_add_months(day, k * MONTHS_A_YEAR);
}

Status deals_load(Store *s, IdRange of, int64_t as_of, Arena *a, Deals *out, Err *err)
{
    Table t;
    Status st = store_fetch(s, SQL_REPORT_DECISIONS, STORE_ARGS(DB_INT(of.from), DB_INT(of.to)), a, &t, err);
    if (st)
        return st;
    *out = (Deals){ .at = ARENA_NEW_N(a, Deal, t.n + 1) };
    const int64_t *id = col_int(&t, "account_id");
    bool open = false;
    for (size_t r = 0; r < t.n; r++) {
        if (!r || id[r] != id[r - 1]) {
            out->at[out->n++] = (Deal){ .account = id[r] };
            open = false;
        }
        take_decision(&out->at[out->n - 1], &t, r, as_of, &open);
    }
    return ST_OK;
}

const Deal *deal_of(const Deals *d, int64_t account)
{
    size_t lo = 0, hi = d->n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (d->at[mid].account < account)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < d->n && d->at[lo].account == account ? &d->at[lo] : NULL;
}

void put_deal(JsonOut *j, Arena *a, const Deal *d)
{
    if (d && d->status == DEAL_ACTIVE)
        json_int(j, "value_minor", d->value);
    else
        json_null(j, "value_minor");
    put_day(j, "renewal", a, d ? d->renewal : 0);
}
