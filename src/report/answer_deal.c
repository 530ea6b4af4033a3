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
        *d = (Deal){ .account = d->account, .value = amount, .renewal = day, .status = DEAL_ACTIVE };
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

/* Accounts of which no decision is known and whose contract runs: both lists are by account. */
static void take_running(Deals *out, const Running *running, Arena *a)
{
    Deal *all = ARENA_NEW_N(a, Deal, out->n + running->n + 1);
    size_t n = 0, k = 0;
    for (size_t i = 0; i < out->n || k < running->n;) {
        const RunningOf *r = k < running->n ? &running->at[k] : NULL;
        if (r && (i == out->n || r->account < out->at[i].account)) {
            all[n++] = (Deal){ .account = r->account, .value = r->value, .renewal = r->end, .status = DEAL_ACTIVE, .unknown = !r->value };
            k++;
            continue;
        }
        k += r && r->account == out->at[i].account;
        all[n++] = out->at[i++];
    }
    *out = (Deals){ all, n };
}

Status deals_load(Store *s, IdRange of, int64_t as_of, Arena *a, Deals *out, Err *err)
{
    Table t;
    Running running;
    Status st = store_fetch(s, SQL_REPORT_DECISIONS, STORE_ARGS(DB_INT(of.from), DB_INT(of.to)), a, &t, err);
    if (!st)
        st = running_load(s, of, as_of, a, &running, err);
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
    take_running(out, &running, a);
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
    if (d && d->status == DEAL_ACTIVE && !d->unknown)
        json_int(j, "value_minor", d->value);
    else
        json_null(j, "value_minor");
    put_day(j, "renewal", a, d ? d->renewal : 0);
}
