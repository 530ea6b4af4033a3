/* ledger_side.c - payments and the general ledger beside the invoices. */
#include "base/attr.h"
#include "base/date.h"
#include "model/account_class.h"
#include "value/ledger_in.h"

enum { NEAR_DAYS = 3 };

/* Invoices by number, and by the system's own id. */
typedef struct Names {
    StrMap  map;
    size_t *at;
} Names;

/* Further lines of an invoice are within the first of them. */
static bool counts(const Invoice *v) { return (v->fate == PART_MATCHED || v->fate == PART_UNMATCHED) && !v->is_line; }

static void put_name(Names *n, Str name, size_t i)
{
    bool is_new;
    if (!name.n)
        return;
    size_t k = strmap_put(&n->map, name, &is_new);
    if (is_new)
        n->at[k] = i;
}

static void names_of(Tie *t, Names *n)
{
    strmap_init(&n->map, t->a);
    n->at = ARENA_NEW_N(t->a, size_t, t->n_invoice * 2 + 1);
    for (size_t i = 0; i < t->n_invoice; i++)
        if (counts(&t->invoice[i]))
            put_name(n, t->invoice[i].number, i);
    for (size_t i = 0; i < t->n_invoice; i++)
        if (counts(&t->invoice[i]))
            put_name(n, t->invoice[i].ext_id, i);
    /* A duplicate goes by its own id too: it means the invoice it repeats. */
    for (size_t i = 0; i < t->n_invoice; i++) {
        size_t k;
        if (t->invoice[i].fate == PART_DUPLICATE && strmap_get(&n->map, t->invoice[i].number, &k))
            put_name(n, t->invoice[i].ext_id, n->at[k]);
    }
}

static Invoice *named(Tie *t, const Names *n, Str name, Str currency)
{
    size_t k;
    if (!name.n || !strmap_get(&n->map, name, &k) || !str_eq(t->invoice[n->at[k]].currency, currency))
        return NULL;
    return &t->invoice[n->at[k]];
}

static bool came_in(Str status)
{
    static const char *const no[] = { "failed", "canceled", "cancelled", "requires_payment_method", "blocked", "uncaptured", "pending", "voided", "void",
                                      "incomplete", "expired" };
    for (size_t i = 0; i < COUNT_OF(no); i++)
        if (str_eq(status, str_of(no[i])))
            return false;
    return true;
}

static TieRow row_of(const Invoice *v, const char *reason)
{
    return (TieRow){ .month = day_month_start(v->issued), .has_month = true, .currency = v->currency, .number = v->number.n ? v->number : v->ext_id,
                     .reason = reason, .has_amount = true, .amount = v->whole, .file = v->file, .line = v->line };
}

static void settle_payments(Tie *t)
{
    for (size_t i = 0; i < t->n_invoice; i++) {
        const Invoice *v = &t->invoice[i];
        if (!counts(v) || v->whole <= 0)
            continue;
        int64_t rest = v->whole - v->received;
        if (v->received)
            tie_add(t, PART_PAID, v->issued, v->currency, rest < 0 ? v->whole : v->received);
        if (rest > 0)
            tie_add(t, PART_OPEN, v->issued, v->currency, rest);
        else if (rest < 0)
            tie_add(t, PART_OVERPAID, v->issued, v->currency, -rest);
        const char *wrong = rest < 0 ? "overpaid" : rest > 0 && v->says_paid ? "called paid, payments fall short" : NULL;
        if (!wrong)
            continue;
        TieRow r = row_of(v, wrong);
        r.amount = v->received;
        r.has_expected = true;
        r.expected = v->whole;
        r.other_file = v->pay_file;
        r.other_line = v->pay_line;
        tie_row(t, r);
    }
}

Status tie_payments(Tie *t, Err *err)
{
    Table p;
    Names n;
    Status st = store_fetch(t->s, SQL_LEDGER_PAYMENTS, STORE_NO_ARGS, t->a, &p, err);
    if (st || !p.n)
        return st;
    names_of(t, &n);
    for (size_t r = 0; r < p.n; r++) {
        int64_t day = day_of_micros(col_int(&p, "paid_at")[r]), net = col_int(&p, "amount")[r] - col_int(&p, "refunded")[r];
        Str currency = col_text(&p, "currency")[r], name = col_text(&p, "invoice")[r];
        if (!came_in(col_text(&p, "status")[r]))
            continue;
        Invoice *v = named(t, &n, name, currency);
        if (v) {
            v->has_payment = true;
            v->received += net;
            v->pay_file = col_int(&p, "file_id")[r];
            v->pay_line = col_int(&p, "line")[r];
            continue;
        }
        tie_add(t, PART_STRAY, day, currency, net);
        if (name.n)
            tie_row(t, (TieRow){ .month = day_month_start(day), .has_month = true, .currency = currency, .number = name,
                                 .reason = "payment of an unknown invoice", .has_amount = true, .amount = net, .file = col_int(&p, "file_id")[r],
                                 .line = col_int(&p, "line")[r] });
    }
    settle_payments(t);
    return ST_OK;
}

/* Lines of one document number and currency. */
typedef struct Doc {
    Str     number, currency;
    int64_t revenue, receivable, n_revenue, n_receivable, posted, file, line;
    bool    used;
} Doc;

typedef struct Docs {
    StrMap  map;
    Doc    *at;
    int64_t from, to;             /* months that the ledger covers */
} Docs;

static void take_line(Tie *t, const Table *g, size_t r, Docs *d)
{
    AccountClass is = account_class(col_text(g, "account")[r]);
    int64_t day = col_int(g, "posted")[r], amount = col_int(g, "amount")[r];
    Str number = col_text(g, "number")[r], currency = col_text(g, "currency")[r];
    bool is_new;
    d->from = !d->from || day < d->from ? day : d->from;
    d->to = day > d->to ? day : d->to;
    if (is != CLASS_INCOME && is != CLASS_RECEIVABLE)
        return;
    if (is == CLASS_INCOME)
        tie_add(t, PART_GL_REVENUE, day, currency, amount);
    /* A line without a number is a document of its own. */
    Str key = number.n ? str_fmt(t->a, "%.*s|%.*s", STR_ARG(currency), STR_ARG(number)) : str_fmt(t->a, "\x01%zu", r);
    size_t k = strmap_put(&d->map, key, &is_new);
    Doc *c = &d->at[k];
    if (is_new)
        *c = (Doc){ .number = number, .currency = currency, .posted = day, .file = col_int(g, "file_id")[r], .line = col_int(g, "line")[r] };
    if (is == CLASS_INCOME) {
        if (!c->n_revenue++) {
            c->posted = day;
            c->file = col_int(g, "file_id")[r];
            c->line = col_int(g, "line")[r];
        }
        c->revenue += amount;
    } else {
        c->receivable += amount;
        c->n_receivable++;
    }
}

/* Revenue as it is, or with tax as it stands on the receivable. */
static bool amounts_tie(const Invoice *v, const Doc *c)
{
    return c->revenue == v->whole || (c->n_receivable && c->receivable == v->whole);
}

static void tie_one(Tie *t, Invoice *v, Doc *c)
{
    v->in_ledger = c->used = true;
    TieRow r = row_of(v, "");
    r.other_file = c->file;
    r.other_line = c->line;
    r.has_expected = true;
    r.expected = c->n_receivable && c->revenue != v->whole ? c->receivable : c->revenue;
    if (!amounts_tie(v, c)) {
        r.reason = "amount differs from the ledger";
        tie_row(t, r);
    } else {
        tie_add(t, PART_GL_TIED, v->issued, v->currency, v->whole);
    }
    if (day_month_start(v->issued) != day_month_start(c->posted)) {
        r.reason = "another month in the ledger";
        r.note = str_fmt(t->a, "posted on %.*s", STR_ARG(date_iso(t->a, c->posted)));
        tie_row(t, r);
    }
}

static bool covered(const Docs *d, int64_t day)
{
    return day >= day_month_start(d->from) && day_month_start(day) <= day_month_start(d->to);
}

/* What no number ties: the same amount within a few days, when there is one such document alone. */
static void tie_by_amount(Tie *t, Docs *d)
{
    StrMap key;
    size_t *at = ARENA_NEW_N(t->a, size_t, d->map.n + 1), *next = ARENA_NEW_N(t->a, size_t, d->map.n + 1);
    strmap_init(&key, t->a);
    for (size_t k = 0; k < d->map.n; k++) {
        const Doc *c = &d->at[k];
        bool is_new;
        if (c->used || !c->n_revenue)
            continue;
        size_t j = strmap_put(&key, str_fmt(t->a, "%.*s|%lld", STR_ARG(c->currency), (long long)c->revenue), &is_new);
        next[k] = is_new ? 0 : at[j];
        at[j] = k + 1;
    }
    for (size_t i = 0; i < t->n_invoice; i++) {
        Invoice *v = &t->invoice[i];
        size_t j, hits = 0;
        Doc *hit = NULL;
        if (!counts(v) || v->in_ledger || !strmap_get(&key, str_fmt(t->a, "%.*s|%lld", STR_ARG(v->currency), (long long)v->whole), &j))
            continue;
        for (size_t k = at[j]; k; k = next[k - 1]) {
            Doc *c = &d->at[k - 1];
            int64_t apart = c->posted > v->issued ? c->posted - v->issued : v->issued - c->posted;
            if (!c->used && apart <= NEAR_DAYS) {
                hit = c;
                hits++;
            }
        }
        if (hits == 1)
            tie_one(t, v, hit);
    }
}

static void list_missing(Tie *t, const Docs *d)
{
    for (size_t i = 0; i < t->n_invoice; i++) {
        const Invoice *v = &t->invoice[i];
        if (!counts(v) || v->in_ledger || !covered(d, v->issued))
            continue;
        tie_add(t, PART_GL_MISSING, v->issued, v->currency, v->whole);
        tie_row(t, row_of(v, "not in the ledger"));
    }
    for (size_t k = 0; k < d->map.n; k++) {
        const Doc *c = &d->at[k];
        if (c->used || !c->n_revenue)
            continue;
        tie_add(t, PART_GL_EXTRA, c->posted, c->currency, c->revenue);
        tie_row(t, (TieRow){ .month = day_month_start(c->posted), .has_month = true, .currency = c->currency, .number = c->number,
                             .reason = "in the ledger, no such invoice", .has_amount = true, .amount = c->revenue, .file = c->file, .line = c->line });
    }
}

Status tie_general_ledger(Tie *t, Err *err)
{
    Table g;
    Names n;
    Docs d = { 0 };
    Status st = store_fetch(t->s, SQL_LEDGER_LINES, STORE_NO_ARGS, t->a, &g, err);
    if (st || !g.n)
        return st;
    strmap_init(&d.map, t->a);
    d.at = ARENA_NEW_N(t->a, Doc, g.n + 1);
    for (size_t r = 0; r < g.n; r++)
        take_line(t, &g, r, &d);
    names_of(t, &n);
    for (size_t k = 0; k < d.map.n; k++) {
        Invoice *v = d.at[k].n_revenue || d.at[k].n_receivable ? named(t, &n, d.at[k].number, d.at[k].currency) : NULL;
        if (v && !v->in_ledger && d.at[k].n_revenue)
            tie_one(t, v, &d.at[k]);
    }
    tie_by_amount(t, &d);
    list_missing(t, &d);
    return ST_OK;
}
