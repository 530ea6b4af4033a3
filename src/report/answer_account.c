/* Accounts: the list, and one with its people and aliases (what happened to it is in answer_moment.c). */
#include <math.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/map.h"
#include "report/answer_in.h"

typedef struct AccountRow {
    int64_t     id;
    Str         name, segment, region, country, key;     /* key: the name, case-folded */
    const Deal *deal;
    bool        flagged_lost;
} AccountRow;

/* What the rows of one page need besides. */
typedef struct Extras {
    Table   heard, comments, exposed;
    int64_t as_of;
} Extras;

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

static AccountRow row_of(const Table *t, size_t r, const Deals *deals)
{
    int64_t id = col_int(t, "account_id")[r];
    return (AccountRow){ .id = id, .name = text_at(t, "name", r), .segment = text_at(t, "segment", r), .region = text_at(t, "region", r),
                         .country = text_at(t, "country", r), .deal = deal_of(deals, id), .flagged_lost = int_at(t, "churn_flag", r, 0) != 0 };
}

static Status extras_load(Store *s, const AccountRow *row, size_t n, int64_t as_of, Arena *a, Extras *out, Err *err)
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

static void put_account_fields(const AccountRow *r, const Extras *x, Arena *a, JsonOut *j)
{
    int64_t last = lookup(&x->heard, "day", r->id);
    json_int(j, "id", r->id);
    put_text(j, "name", r->name);
    put_text(j, "segment", r->segment);
    put_text(j, "region", r->region);
    put_text(j, "country", r->country);
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
        AccountRow one = row_of(t, r, deals);
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
    Extras x;
    int64_t as_of;
    Order *order = order_of(q->sort);
    if (!order)
        return ERR(err, ST_USAGE, "unknown sort '%.*s': value, name or renewal", STR_ARG(q->sort));
    Status st = store_summary_int(s, "as_of", 0, &as_of, err);
    if (!st)
        st = store_fetch(s, SQL_REPORT_ACCOUNTS, STORE_ARGS(DB_INT(0)), a, &t, err);
    if (!st)
        st = deals_load(s, 0, as_of, a, &deals, err);
    if (st)
        return st;
    AccountRow *row = ARENA_NEW_N(a, AccountRow, t.n + 1);
    size_t n = pick(&t, q, &deals, a, row);
    qsort(row, n, sizeof *row, order);
    PageOf p = page_of(q);
    size_t from = (size_t)p.skip < n ? (size_t)p.skip : n, to = n - from > (size_t)p.per_page ? from + (size_t)p.per_page : n;
    st = extras_load(s, row + from, to - from, as_of, a, &x, err);
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

static Status put_contacts(Store *s, int64_t account, int64_t as_of, Arena *a, JsonOut *j, Err *err)
{
    Table t;
    Status st = store_fetch(s, SQL_REPORT_CONTACTS, STORE_ARGS(DB_INT(account)), a, &t, err);
    if (st)
        return st;
    json_array(j, "contacts");
    for (size_t r = 0; r < t.n; r++) {
        int64_t last = int_at(&t, "day", r, 0);
        json_object(j, NULL);
        put_text_at(j, "name", &t, "name", r);
        put_text_at(j, "role", &t, "role", r);
        json_bool(j, "heard", last && last > as_of - HEARD_DAYS);
        put_day(j, "last_heard", a, last);
        json_end(j);
    }
    json_end(j);
    return ST_OK;
}

static Status put_aliases(Store *s, int64_t account, Arena *a, JsonOut *j, Err *err)
{
    Table t;
    Status st = store_fetch(s, SQL_REPORT_ALIASES, STORE_ARGS(DB_INT(account), DB_INT(ALIAS_MAX)), a, &t, err);
    if (st)
        return st;
    json_array(j, "aliases");
    for (size_t r = 0; r < t.n; r++) {
        Str id = text_at(&t, "external_id", r);
        json_object(j, NULL);
        put_text_at(j, "source", &t, "source", r);
        put_text_at(j, "name", &t, "account_name", r);
        put_text(j, "external_id", id.n ? id : text_at(&t, "person_id", r));
        put_text_at(j, "email", &t, "email", r);
        put_text_at(j, "how", &t, "how", r);
        put_f64_at(j, "probability", &t, "probability", r);
        json_end(j);
    }
    json_end(j);
    return ST_OK;
}

static Status put_usage(Store *s, int64_t account, Arena *a, JsonOut *j, Err *err)
{
    Table t;
    Status st = store_fetch(s, SQL_REPORT_USAGE, STORE_ARGS(DB_INT(account)), a, &t, err);
    if (st)
        return st;
    json_object(j, "charts");
    ChartPoint *pt = ARENA_NEW_N(a, ChartPoint, t.n + 1);
    for (size_t r = 0; r < t.n; r++) {
        pt[r] = point_of(STR(""), (double)col_int(&t, "events")[r], (double)NAN, (double)NAN);
        pt[r].x = (double)col_int(&t, "week")[r];
    }
    if (t.n)
        put_chart(j, "usage", a, &(Chart){ .kind = CHART_LINE, .title = STR("Use of the product, week by week"), .y_label = STR("events a week"),
            .x_form = { .kind = FORM_DATE }, .series = CHART_ONE(pt, t.n), .n_series = 1 }, STR("usage"));
    else
        json_null(j, "usage");
    json_end(j);
    return ST_OK;
}

/* Worth of the next renewal times what the issue does to renewals: only for issues that are ranked, and accounts that decide again. */
static void put_at_risk(JsonOut *j, const Deal *d, const Table *effect, size_t e, bool ranked)
{
    double est = f64_at(effect, "estimate", e), low = f64_at(effect, "low", e), high = f64_at(effect, "high", e);
    if (!d || d->status != DEAL_ACTIVE || !ranked || !isfinite(est) || !isfinite(low) || !isfinite(high)) {
        json_null(j, "at_risk_minor");
        return;
    }
    json_object(j, "at_risk_minor");
    json_int(j, "estimate", llround(-est * (double)d->value));
    json_int(j, "low", llround(-high * (double)d->value));
    json_int(j, "high", llround(-low * (double)d->value));
    json_end(j);
}

static Status put_exposure(Store *s, const AccountRow *row, const Extras *x, Arena *a, JsonOut *j, Err *err)
{
    Issues is;
    Status st = issues_load(s, a, &is, err);
    if (st)
        return st;
    const int64_t *id = col_int(&x->exposed, "account_id"), *issue = col_int(&is.issue, "issue_id");
    json_array(j, "exposure");
    for (size_t k = rows_from(id, x->exposed.n, row->id); k < x->exposed.n && id[k] == row->id; k++) {
        int64_t of = col_int(&x->exposed, "issue_id")[k];
        size_t r = 0, e = effect_of(&is, of);
        while (r < is.issue.n && issue[r] != of)          /* listed by rank */
            r++;
        if (r == is.issue.n)
            continue;
        bool ranked = col_has(table_col(&is.issue, "rank"), r), known = e < is.effect.n;
        json_object(j, NULL);
        json_int(j, "id", of);
        put_text_at(j, "name", &is.issue, "name", r);
        put_text_at(j, "official", &is.issue, "official", r);
        put_int_at(j, "times", &x->exposed, "times", k);
        json_str(j, "grade", issue_grade(&is, of));
        put_int_at(j, "rank", &is.issue, "rank", r);
        static const char *const figures[] = { "estimate", "low", "high" };
        for (size_t f = 0; f < COUNT_OF(figures); f++)
            json_f64(j, figures[f], known ? f64_at(&is.effect, figures[f], e) : (double)NAN);
        if (known)
            put_at_risk(j, row->deal, &is.effect, e, ranked);
        else
            json_null(j, "at_risk_minor");
        json_end(j);
    }
    json_end(j);
    return ST_OK;
}

/* How far what they say may be shown, and whose word that is. */
static void put_quoting(const Table *t, Arena *a, JsonOut *j)
{
    bool said = col_has(table_col(t, "grant_id"), 0);
    json_object(j, "quoting");
    json_str(j, "permission", permission_word(text_at(t, "granted", 0)));
    put_int_at(j, "decision", t, "grant_id", 0);
    put_text_at(j, "who", t, "grant_who", 0);
    put_text(j, "at", said ? micros_iso(a, col_int(t, "grant_at")[0]) : STR(""));
    json_end(j);
}

Status answer_account(Store *s, const AnswerQuery *q, Arena *a, JsonOut *j, Err *err)
{
    Table t;
    Deals deals;
    Extras x;
    int64_t as_of;
    Status st = store_summary_int(s, "as_of", 0, &as_of, err);
    if (!st)
        st = store_fetch(s, SQL_REPORT_ACCOUNTS, STORE_ARGS(DB_INT(q->id)), a, &t, err);
    if (!st && (!q->id || !t.n))
        st = ERR(err, ST_NOT_FOUND, "no account %lld", (long long)q->id);
    if (!st)
        st = deals_load(s, q->id, as_of, a, &deals, err);
    if (st)
        return st;
    AccountRow row = row_of(&t, 0, &deals);
    st = extras_load(s, &row, 1, as_of, a, &x, err);
    if (st)
        return st;
    json_object(j, NULL);
    put_account_fields(&row, &x, a, j);
    put_quoting(&t, a, j);
    st = put_exposure(s, &row, &x, a, j, err);
    if (!st)
        st = put_contacts(s, q->id, as_of, a, j, err);
    if (!st)
        st = put_aliases(s, q->id, a, j, err);
    if (!st)
        st = put_timeline(s, q->id, a, j, err);
    if (!st)
        st = put_usage(s, q->id, a, j, err);
    if (!st)
        st = put_account_outlook(s, q->id, a, j, err);
    if (!st)
        st = put_account_expects(s, q->id, a, j, err);
    json_end(j);
    return st;
}
