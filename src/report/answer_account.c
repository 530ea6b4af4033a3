/* The list of accounts, and the fields that it shares with the card of one (answer_card.c). */
#include <math.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/map.h"
#include "report/answer_in.h"

static int by_id(const AccountRow *a, const AccountRow *b) { return (a->id > b->id) - (a->id < b->id); }

static int by_name(const void *x, const void *y)
{
    const AccountRow *a = x, *b = y;
    int c = str_cmp(a->key, b->key);
    return c ? c : by_id(a, b);
}

static int64_t value_of(const AccountRow *r) { return r->deal && r->deal->status == DEAL_ACTIVE ? r->deal->value : -1; }

static int by_value(const void *x, const void *y)
{
    const AccountRow *a = x, *b = y;
    int64_t va = value_of(a), vb = value_of(b);
    return va != vb ? (va > vb ? -1 : 1) : by_id(a, b);
}

static int64_t renewal_of(const AccountRow *r) { return r->deal && r->deal->renewal ? r->deal->renewal : INT64_MAX; }

static int by_renewal(const void *x, const void *y)
{
    const AccountRow *a = x, *b = y;
    int64_t da = renewal_of(a), db = renewal_of(b);
    return da != db ? (da < db ? -1 : 1) : by_id(a, b);
}

typedef int Order(const void *x, const void *y);

static Order *order_of(Str sort)
{
    static const struct { Str name; Order *order; } orders[] = {
        { STR_INIT(""), by_value }, { STR_INIT("value"), by_value }, { STR_INIT("name"), by_name }, { STR_INIT("renewal"), by_renewal } };
    for (size_t i = 0; i < COUNT_OF(orders); i++)
        if (str_eq(sort, orders[i].name))
            return orders[i].order;
    return NULL;
}

AccountRow account_row(const Table *t, size_t r, const Deals *deals)
{
    int64_t id = col_int(t, "account_id")[r];
    return (AccountRow){ .id = id, .name = text_at(t, "name", r), .segment = text_at(t, "segment", r), .region = text_at(t, "region", r),
                         .country = text_at(t, "country", r), .deal = deal_of(deals, id), .flagged_lost = int_at(t, "churn_flag", r, 0) != 0 };
}

Status account_extras(Store *s, const AccountRow *row, size_t n, int64_t as_of, Arena *a, AccountExtras *out, Err *err)
{
    int64_t *id = ARENA_NEW_N(a, int64_t, n + 1);
    for (size_t i = 0; i < n; i++)
        id[i] = row[i].id;
    Str list = id_list(a, id, n);
    out->as_of = as_of;
    Status st = store_fetch(s, SQL_REPORT_HEARD, STORE_ARGS(DB_TEXT(list)), a, &out->heard, err);
    if (!st)
        st = store_fetch(s, SQL_REPORT_COMMENT_COUNTS, STORE_ARGS(DB_TEXT(list)), a, &out->comments, err);
    return st ? st : store_fetch(s, SQL_REPORT_EXPOSURES, STORE_ARGS(DB_TEXT(list)), a, &out->exposed, err);
}

static int64_t lookup(const Table *t, const char *col, int64_t account)
{
    const int64_t *id = col_int(t, "account_id");
    size_t r = rows_from(id, t->n, account);
    return r < t->n && id[r] == account ? int_at(t, col, r, 0) : 0;
}

static const char *status_of(const AccountRow *r)
{
    DealStatus st = r->deal ? r->deal->status : DEAL_UNKNOWN;
    if (st == DEAL_ACTIVE)
        return "active";
    return st == DEAL_LOST || r->flagged_lost ? "lost" : "unknown";
}

void put_account_fields(const AccountRow *r, const AccountExtras *x, Arena *a, JsonOut *j)
{
    int64_t last = lookup(&x->heard, "day", r->id);
    json_int(j, "id", r->id);
    json_text(j, "name", r->name);
    json_text(j, "segment", r->segment);
    json_text(j, "region", r->region);
    json_text(j, "country", r->country);
    put_deal(j, a, r->deal);
    json_bool(j, "heard", last && last > x->as_of - HEARD_DAYS);
    put_day(j, "last_heard", a, last);
    json_int(j, "comments", lookup(&x->comments, "n", r->id));
    json_array(j, "issues");
    const int64_t *id = col_int(&x->exposed, "account_id");
    for (size_t e = rows_from(id, x->exposed.n, r->id); e < x->exposed.n && id[e] == r->id; e++) {
        json_object(j, NULL);
        put_int_at(j, "id", &x->exposed, "issue_id", e);
        put_text_at(j, "name", &x->exposed, "name", e);
        put_int_at(j, "times", &x->exposed, "times", e);
        json_end(j);
    }
    json_end(j);
    json_str(j, "status", str_of(status_of(r)));
}

static int text_order(const void *x, const void *y) { return str_cmp(*(const Str *)x, *(const Str *)y); }

static void put_segments(const Table *t, Arena *a, JsonOut *j)
{
    StrMap seen;
    strmap_init(&seen, a);
    for (size_t r = 0; r < t->n; r++)
        (void)strmap_put(&seen, text_at(t, "segment", r), NULL);
    Str *name = ARENA_NEW_N(a, Str, seen.n + 1);
    for (size_t i = 0; i < seen.n; i++)
        name[i] = seen.key[i];
    qsort(name, seen.n, sizeof *name, text_order);
    json_array(j, "segments");
    for (size_t i = 0; i < seen.n; i++)
        if (name[i].n)
            json_str(j, NULL, name[i]);
    json_end(j);
}

static size_t pick(const Table *t, const AnswerQuery *q, const Deals *deals, Arena *a, AccountRow *row)
{
    Str needle = case_fold(a, str_trim(q->q));
    size_t n = 0;
    for (size_t r = 0; r < t->n; r++) {
        if (q->segment.n && !str_eq(q->segment, text_at(t, "segment", r)))
            continue;
        AccountRow one = account_row(t, r, deals);
        one.key = case_fold(a, one.name);
        if (!needle.n || str_has(one.key, needle))
            row[n++] = one;
    }
    return n;
}

Status answer_accounts(Store *s, const AnswerQuery *q, Arena *a, JsonOut *j, Err *err)
{
    Table t;
    Deals deals;
    AccountExtras x;
    int64_t as_of;
    Order *order = order_of(q->sort);
    if (!order)
        return ERR(err, ST_USAGE, "unknown sort '%.*s': value, name or renewal", STR_ARG(q->sort));
    Status st = store_summary_int(s, "as_of", 0, &as_of, err);
    if (!st)
        st = store_fetch(s, SQL_REPORT_ACCOUNTS, STORE_ARGS(DB_INT(0)), a, &t, err);
    if (!st)
        st = deals_load(s, ALL_IDS, as_of, a, &deals, err);
    if (st)
        return st;
    AccountRow *row = ARENA_NEW_N(a, AccountRow, t.n + 1);
    size_t n = pick(&t, q, &deals, a, row);
    qsort(row, n, sizeof *row, order);
    PageOf p = page_of(q);
    size_t from = (size_t)p.skip < n ? (size_t)p.skip : n, to = n - from > (size_t)p.per_page ? from + (size_t)p.per_page : n;
    st = account_extras(s, row + from, to - from, as_of, a, &x, err);
    if (st)
        return st;
    json_object(j, NULL);
    put_page(j, (int64_t)n, &p);
    put_segments(&t, a, j);
    json_array(j, "accounts");
    for (size_t r = from; r < to; r++) {
        json_object(j, NULL);
        put_account_fields(&row[r], &x, a, j);
        json_end(j);
    }
    json_end(j);
    json_end(j);
    return ST_OK;
}
