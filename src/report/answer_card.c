/* answer_card.c - the card of an account: its people, aliases, use, what happened to it, and what it will still bring.
 *
 * Everything is read for a range of accounts at once and then written account by account: the database reads its columns as a whole whatever it
 * is asked for, so the rows of a thousand accounts cost little more than those of one.
 */
#include <math.h>

#include "base/date.h"
#include "report/answer_in.h"

enum { RELATIVES_MAX = 40, FIELDS_MAX = 100 };

typedef struct Cards {
    Table         account, contact, alias, usage, relative, field;
    Deals         deals;
    AccountExtras more;
    Issues        issues;
    Moments       moments;
    Outlooks      outlooks;
    Expected      expected;
    AccountRow   *row;                        /* of each account */
    Str           currency;
    int64_t       as_of;
} Cards;

/* The rows of one account among those of all that were read. */
#define ROWS_OF(t, account, r)                                                                        \
    for (size_t r = rows_from(col_int((t), "account_id"), (t)->n, (account));                         \
         r < (t)->n && col_int((t), "account_id")[r] == (account); r++)

static void put_contacts(const Cards *c, int64_t account, Arena *a, JsonOut *j)
{
    const Table *t = &c->contact;
    json_array(j, "contacts");
    ROWS_OF(t, account, r) {
        int64_t last = int_at(t, "day", r, 0);
        json_object(j, NULL);
        put_text_at(j, "name", t, "name", r);
        put_text_at(j, "role", t, "role", r);
        json_bool(j, "heard", last && last > c->as_of - HEARD_DAYS);
        put_day(j, "last_heard", a, last);
        json_end(j);
    }
    json_end(j);
}

static void put_aliases(const Table *t, int64_t account, Arena *a, JsonOut *j)
{
    json_array(j, "aliases");
    ROWS_OF(t, account, r) {
        Str id = text_at(t, "external_id", r);
        json_object(j, NULL);
        put_int_at(j, "alias", t, "alias_id", r);
        put_text_at(j, "source", t, "source", r);
        put_text_at(j, "name", t, "account_name", r);
        json_text(j, "external_id", id.n ? id : text_at(t, "person_id", r));
        put_text_at(j, "email", t, "email", r);
        put_worded_at(j, "how", a, t, "how", r);
        put_f64_at(j, "probability", t, "probability", r);
        json_end(j);
    }
    json_end(j);
}

/* Fields of the company's own, as its files have them: what a private name held was not let in. */
static void put_fields(const Table *t, int64_t account, JsonOut *j)
{
    size_t first = rows_from(col_int(t, "account_id"), t->n, account);
    bool some = first < t->n && col_int(t, "account_id")[first] == account;
    json_int(j, "fields_total", some ? col_int(t, "all")[first] : 0);
    json_array(j, "fields");
    ROWS_OF(t, account, r) {
        json_object(j, NULL);
        put_text_at(j, "name", t, "name", r);
        put_text_at(j, "value", t, "value", r);
        put_text_at(j, "source", t, "source", r);
        put_text_at(j, "about", t, "about", r);
        put_int_at(j, "records", t, "n", r);
        json_end(j);
    }
    json_end(j);
}

/* Who is above, below and beside it; of a large family the nearest. */
static void put_family(const Table *t, int64_t account, JsonOut *j)
{
    size_t first = rows_from(col_int(t, "account_id"), t->n, account);
    if (first == t->n || col_int(t, "account_id")[first] != account) {
        json_null(j, "family");
        return;
    }
    json_object(j, "family");
    put_ref(j, "top", col_int(t, "top_id")[first], text_at(t, "top_name", first));
    put_int_at(j, "accounts", t, "n", first);
    json_array(j, "relatives");
    ROWS_OF(t, account, r) {
        json_object(j, NULL);
        put_int_at(j, "id", t, "other_id", r);
        put_text_at(j, "name", t, "name", r);
        put_text_at(j, "is", t, "relation", r);
        put_text_at(j, "how", t, "how", r);
        json_end(j);
    }
    json_end(j);
    json_end(j);
}

static void put_usage(const Table *t, int64_t account, Arena *a, JsonOut *j)
{
    size_t n = 0;
    ROWS_OF(t, account, r)
        n++;
    ChartPoint *pt = ARENA_NEW_N(a, ChartPoint, n + 1);
    n = 0;
    ROWS_OF(t, account, r) {
        pt[n] = point_of(STR(""), (double)col_int(t, "events")[r], (double)NAN, (double)NAN);
        pt[n++].x = (double)col_int(t, "week")[r];
    }
    json_object(j, "charts");
    if (n)
        put_chart(j, "usage", a, &(Chart){ .kind = CHART_LINE, .title = STR("Use of the product, week by week"), .y_label = STR("events a week"),
            .x_form = { .kind = FORM_DATE }, .series = CHART_ONE(pt, n), .n_series = 1 }, STR("usage"));
    else
        put_no_chart(j, "usage");
    json_end(j);
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

static void put_exposed(const Cards *c, const AccountRow *row, size_t k, JsonOut *j)
{
    static const char *const figures[] = { "estimate", "low", "high" };
    const Issues *is = &c->issues;
    const Table *t = &c->more.exposed;
    const int64_t *issue = col_int(&is->issue, "issue_id");
    int64_t of = col_int(t, "issue_id")[k];
    size_t r = 0, e = effect_of(is, of);
    while (r < is->issue.n && issue[r] != of)          /* listed by rank */
        r++;
    if (r == is->issue.n)
        return;
    bool ranked = col_has(table_col(&is->issue, "rank"), r), known = e < is->effect.n;
    json_object(j, NULL);
    json_int(j, "id", of);
    put_text_at(j, "name", &is->issue, "name", r);
    put_text_at(j, "official", &is->issue, "official", r);
    put_int_at(j, "times", t, "times", k);
    json_str(j, "grade", issue_grade(is, of));
    put_int_at(j, "rank", &is->issue, "rank", r);
    for (size_t f = 0; f < COUNT_OF(figures); f++)
        json_f64(j, figures[f], known ? f64_at(&is->effect, figures[f], e) : (double)NAN);
    if (known)
        put_at_risk(j, row->deal, &is->effect, e, ranked);
    else
        json_null(j, "at_risk_minor");
    json_end(j);
}

/* How far what they say may be shown, and whose word that is. */
static void put_quoting(const Table *t, size_t r, Arena *a, JsonOut *j)
{
    bool said = col_has(table_col(t, "grant_id"), r);
    json_object(j, "quoting");
    json_str(j, "permission", permission_word(text_at(t, "granted", r)));
    put_int_at(j, "decision", t, "grant_id", r);
    put_text_at(j, "who", t, "grant_who", r);
    json_text(j, "at", said ? micros_iso(a, col_int(t, "grant_at")[r]) : STR(""));
    json_end(j);
}

static Status cards_load(Store *s, IdRange of, Arena *a, Cards *c, Err *err)
{
    const DbArg arg[] = { DB_INT(of.from), DB_INT(of.to), DB_INT(ALIAS_MAX) };
    const struct { int sql; size_t n_arg; Table *into; } read[] = { { SQL_REPORT_ACCOUNTS_BETWEEN, 2, &c->account }, { SQL_REPORT_CONTACTS, 2, &c->contact },
        { SQL_REPORT_ALIASES, 3, &c->alias }, { SQL_REPORT_USAGE, 2, &c->usage } };
    const DbArg relatives[] = { arg[0], arg[1], DB_INT(RELATIVES_MAX) }, fields[] = { arg[0], arg[1], DB_INT(FIELDS_MAX) };
    c->currency = str_of(store_currency(s));
    Status st = store_summary_int(s, "as_of", 0, &c->as_of, err);
    for (size_t i = 0; !st && i < COUNT_OF(read); i++)
        st = store_fetch(s, read[i].sql, arg, read[i].n_arg, a, read[i].into, err);
    if (!st)
        st = store_fetch(s, SQL_REPORT_RELATIVES, relatives, COUNT_OF(relatives), a, &c->relative, err);
    if (!st)
        st = store_fetch(s, SQL_REPORT_ACCOUNT_FIELDS, fields, COUNT_OF(fields), a, &c->field, err);
    if (!st)
        st = deals_load(s, of, c->as_of, a, &c->deals, err);
    if (st)
        return st;
    c->row = ARENA_NEW_N(a, AccountRow, c->account.n + 1);
    for (size_t r = 0; r < c->account.n; r++)
        c->row[r] = account_row(&c->account, r, &c->deals);
    st = account_extras(s, c->row, c->account.n, c->as_of, a, &c->more, err);
    if (!st)
        st = issues_load_effects(s, a, &c->issues, err);
    if (!st)
        st = moments_load(s, of, a, &c->moments, err);
    if (!st)
        st = outlooks_load(s, of, a, &c->outlooks, err);
    return st ? st : expected_load(s, of, a, &c->expected, err);
}

static void put_card(const Cards *c, size_t r, Arena *a, JsonOut *j)
{
    const AccountRow *row = &c->row[r];
    json_object(j, NULL);
    put_account_fields(row, &c->more, a, j);
    put_family(&c->relative, row->id, j);
    put_quoting(&c->account, r, a, j);
    json_array(j, "exposure");
    ROWS_OF(&c->more.exposed, row->id, k)
        put_exposed(c, row, k, j);
    json_end(j);
    put_contacts(c, row->id, a, j);
    put_aliases(&c->alias, row->id, a, j);
    put_timeline(&c->moments, row->id, c->currency, a, j);
    put_usage(&c->usage, row->id, a, j);
    put_account_outlook(&c->outlooks, row->id, a, j);
    put_account_expects(&c->expected, row->id, a, j);
    put_fields(&c->field, row->id, j);
    json_end(j);
}

Status answer_account(Store *s, const AnswerQuery *q, Arena *a, JsonOut *j, Err *err)
{
    Cards c;
    Status st = q->id ? cards_load(s, ONE_ID(q->id), a, &c, err) : ST_OK;
    if (st || !q->id || !c.account.n)
        return st ? st : ERR(err, ST_NOT_FOUND, "no account %lld", (long long)q->id);
    put_card(&c, 0, a, j);
    return ST_OK;
}

Status answer_cards(Store *s, int64_t from, int64_t to, AnswerEach *each, void *ctx, Err *err)
{
    Arena a;
    Cards c;
    Buf b;
    arena_init(&a);
    buf_init(&b, ANSWER_CARD_MAX);
    Status st = cards_load(s, (IdRange){ from, to }, &a, &c, err);
    ArenaMark mark = arena_mark(&a);
    for (size_t r = 0; !st && r < c.account.n; r++) {
        JsonOut j;
        buf_clear(&b);
        json_init(&j, &b);
        put_card(&c, r, &a, &j);
        if (!b.over)
            st = each(ctx, c.row[r].id, buf_str(&b), err);
        arena_rewind(&a, mark);
    }
    buf_release(&b);
    arena_release(&a);
    return st;
}
