/* answer_timeline.c - everything that happened to one account: what its card tells, and payments, deliveries that were on time or are still missing, use by month,
 * rare events, what our own people wrote, references, fields that changed, tasks that were ended, actions on what it meets. */
#include <assert.h>
#include <stdlib.h>

#include "base/date.h"
#include "report/amount.h"
#include "report/moment.h"
#include "store/setting.h"

enum { EVENT_RARE = 12, KINDS_MAX = 24 };

static Str place_of(MomentLine *m, Str a, Str b) { return a.n && b.n ? str_fmt(m->a, "%.*s \xC2\xB7 %.*s", STR_ARG(a), STR_ARG(b)) : a.n ? a : b; }

static void add_kept(MomentLine *m, const Table *t, size_t r)
{
    int64_t n = col_int(t, "n")[r];
    moment_add(m, t, r, (Moment){ .kind = "delivery", .tone = "proof", .rows = n, .title = SAID(m->a, moment_kept, count_text(m->a, n)) });
}

static void add_overdue(MomentLine *m, const Table *t, size_t r)
{
    Str id = text_at(t, "id", r);
    int64_t late = m->as_of - col_int(t, "day")[r];
    moment_add(m, t, r, (Moment){ .kind = "delivery", .tone = "harm", .title = SAID_PLAIN(moment_missing),
        .text = id.n ? SAID(m->a, moment_overdue_of, id, count_text(m->a, late)) : SAID(m->a, moment_overdue, count_text(m->a, late)) });
}

static void add_payment(MomentLine *m, const Table *t, size_t r)
{
    Str own = text_at(t, "currency", r), currency = own.n ? own : m->currency, status = text_at(t, "status", r), invoice = text_at(t, "invoice", r);
    int64_t back = int_at(t, "refunded", r, 0);
    bool failed = str_has(status, STR("fail")) || str_has(status, STR("declin")) || str_has(status, STR("disput"));
    Str money = money_text(m->a, int_at(t, "amount", r, 0), currency, MONEY_EXACT), reason = failed ? text_at(t, "reason", r) : STR("");
    Str text = !invoice.n ? reason : reason.n ? SAID(m->a, moment_reason_invoice, reason, invoice) : SAID(m->a, moment_on_invoice, invoice);
    if (back)
        text = place_of(m, SAID(m->a, moment_refund, money_text(m->a, back, currency, MONEY_EXACT)), text);
    moment_add(m, t, r, (Moment){ .kind = "payment", .tone = failed ? "harm" : "normal", .title = failed ? SAID(m->a, moment_unpaid, money) : SAID(m->a, moment_payment, money), .text = text });
}

static void add_usage(MomentLine *m, const Table *t, size_t r)
{
    int64_t n = col_int(t, "events")[r], users = col_int(t, "users")[r];
    moment_add(m, t, r, (Moment){ .kind = "usage", .tone = "normal", .rows = col_int(t, "n")[r],
        .title = SAID(m->a, moment_used, count_text(m->a, n), count_text(m->a, users)) });
}

static void add_event(MomentLine *m, const Table *t, size_t r)
{
    int64_t quantity = int_at(t, "quantity", r, 1);
    moment_add(m, t, r, (Moment){ .kind = "event", .tone = "normal", .title = text_at(t, "name", r), .their_title = true, .text = quantity == 1 ? STR("") : SAID(m->a, moment_times, count_text(m->a, quantity)) });
}

static void add_ours(MomentLine *m, const Table *t, size_t r)
{
    static const struct { const char *source; SayId title; } titles[] = { { "reply", SAY_moment_replied }, { "note", SAY_moment_noted }, { "loss", SAY_moment_why_lost }, { "crm", SAY_moment_our_note } };
    size_t k = 0;
    while (k + 1 < COUNT_OF(titles) && !str_eq(text_at(t, "source", r), str_of(titles[k].source)))
        k++;
    moment_add(m, t, r, (Moment){ .kind = k ? "note" : "reply", .tone = "normal", .title = said_plain(titles[k].title), .text = text_at(t, "text", r), .their_text = true });
}

static void add_reference(MomentLine *m, const Table *t, size_t r)
{
    moment_add(m, t, r, (Moment){ .kind = "reference", .tone = "normal", .title = SAID_PLAIN(moment_reference), .text = place_of(m, text_at(t, "type", r), text_at(t, "status", r)), .their_text = true });
}

/* Money is minor units as text where the row has a currency. */
static Str value_of(MomentLine *m, const Table *t, size_t r, const char *col)
{
    int64_t minor;
    Str v = text_at(t, col, r), own = text_at(t, "currency", r);
    if (col_has(table_col(t, "currency"), r) && str_to_i64(v, &minor))
        return money_text(m->a, minor, own.n ? own : m->currency, MONEY_EXACT);
    return v.n ? v : SAID_PLAIN(moment_nothing);
}

static void add_change(MomentLine *m, const Table *t, size_t r)
{
    static const struct { const char *about, *field; SayId title; } titles[] = { { "contract", "mrr", SAY_moment_mrr }, { "contract", "end", SAY_moment_end }, { "contract", "", SAY_moment_contract },
        { "deal", "close", SAY_moment_close }, { "deal", "", SAY_moment_deal }, { "account", "", SAY_moment_account } };
    Str about = text_at(t, "about", r), field = text_at(t, "field", r);
    size_t k = 0;
    while (k + 1 < COUNT_OF(titles) && !(str_eq(about, str_of(titles[k].about)) && (!*titles[k].field || str_eq(field, str_of(titles[k].field)))))
        k++;
    moment_add(m, t, r, (Moment){ .kind = "change", .tone = "normal", .title = *titles[k].field ? said_plain(titles[k].title) : SAID(m->a, moment_of, said_plain(titles[k].title), field),
        .text = SAID(m->a, moment_now, value_of(m, t, r, "old"), value_of(m, t, r, "new")) });
}

static void add_task(MomentLine *m, const Table *t, size_t r)
{
    static const struct { Str told; SayId words; } ends[] = { { STR_INIT("yes"), SAY_moment_told }, { STR_INIT("no"), SAY_moment_untold }, { STR_INIT("not needed"), SAY_moment_nobody } };
    Str done = text_at(t, "outcome", r), told = str_cut(&done, '\t'), words = STR(""), title = SAID(m->a, moment_done, text_at(t, "cause", r));
    for (size_t i = 0; i < COUNT_OF(ends); i++)
        words = str_eq(told, ends[i].told) ? said_plain(ends[i].words) : words;
    moment_add(m, t, r, (Moment){ .kind = "task", .tone = str_eq(told, STR("no")) ? "normal" : "proof",
        .title = words.n ? str_fmt(m->a, "%.*s; %.*s", STR_ARG(title), STR_ARG(words)) : title, .text = place_of(m, done, text_at(t, "who", r)), .their_text = true });
}

static void add_action(MomentLine *m, const Table *t, size_t r)
{
    Str issue = text_at(t, "issue", r), owner = text_at(t, "owner", r);
    moment_add(m, t, r, (Moment){ .kind = "action", .tone = "normal", .title = col_int(t, "begins")[r] ? SAID(m->a, moment_begun, text_at(t, "name", r)) : SAID(m->a, moment_ended, text_at(t, "name", r)),
        .text = owner.n ? SAID(m->a, moment_about_of, issue, owner) : SAID(m->a, moment_about, issue) });
}

/* --- all of them --- */

static const struct { MomentKind of; char more; } kinds[] = {        /* more: what $3 is, g days of grace, r EVENT_RARE; after the grace the as-of day where it is 'd' */
    { { SQL_MOMENT_KEPT, add_kept }, 'g' },   { { SQL_MOMENT_OVERDUE, add_overdue }, 'd' },      { { SQL_MOMENT_PAYMENTS, add_payment }, 0 }, { { SQL_MOMENT_USAGE, add_usage }, 0 },
    { { SQL_MOMENT_EVENTS, add_event }, 'r' }, { { SQL_MOMENT_OURS, add_ours }, 0 },             { { SQL_MOMENT_REFERENCES, add_reference }, 0 },
    { { SQL_MOMENT_CHANGES, add_change }, 0 }, { { SQL_MOMENT_TASKS, add_task }, 0 },            { { SQL_MOMENT_ACTIONS, add_action }, 0 },
};

typedef struct KindCount {
    Str          name;
    int64_t      listed, all;
    const Table *seen;                  /* whose `all` was counted last */
} KindCount;

typedef struct Timeline {
    Moments    card;
    Table      more[COUNT_OF(kinds)], files;
    MomentLine line;
    KindCount  kind[KINDS_MAX];
    size_t     n_kind;
} Timeline;

static Status load(Store *s, int64_t account, Timeline *t, Arena *a, Err *err)
{
    double grace = 0;
    const Table *all[MOMENT_KINDS + COUNT_OF(kinds)];
    Status st = store_setting(s, "grace_days", &grace, err);
    if (!st)
        st = moments_load(s, ONE_ID(account), a, &t->card, err);
    for (size_t k = 0; !st && k < COUNT_OF(kinds); k++) {
        const DbArg arg[] = { DB_INT(account), DB_INT(MOMENT_MAX), DB_INT(kinds[k].more == 'r' ? EVENT_RARE : (int64_t)grace), DB_TEXT(date_iso(a, t->card.as_of)) };
        st = store_fetch(s, kinds[k].of.sql, arg, kinds[k].more == 'd' ? 4 : kinds[k].more ? 3 : 2, a, &t->more[k], err);
    }
    for (size_t k = 0; k < COUNT_OF(all); k++)
        all[k] = k < MOMENT_KINDS ? &t->card.kind[k] : &t->more[k - MOMENT_KINDS];
    return st ? st : files_of(s, a, all, COUNT_OF(all), &t->files, err);
}

/* Rows of one statement come one after another: its `all` of a kind is counted once. */
static void tally(Timeline *t, const Moment *m)
{
    size_t k = 0;
    while (k < t->n_kind && !str_eq(t->kind[k].name, str_of(m->kind)))
        k++;
    if (k == t->n_kind) {
        assert(k < KINDS_MAX);
        t->kind[t->n_kind++] = (KindCount){ .name = str_of(m->kind) };
    }
    t->kind[k].listed++;
    if (t->kind[k].seen != m->from)
        t->kind[k].all += m->all;
    t->kind[k].seen = m->from;
}

static void gather(Timeline *t, int64_t account)
{
    MomentLine *m = &t->line;
    moments_gather(&t->card, account, m);
    for (size_t k = 0; k < COUNT_OF(kinds); k++)
        for (size_t r = 0; r < t->more[k].n; r++)
            kinds[k].of.add(m, &t->more[k], r);
    for (size_t i = 0; i < m->n; i++)
        tally(t, &m->at[i]);
    moments_sort(m);
}

static void put_kinds(const Timeline *t, JsonOut *j)
{
    json_array(j, "kinds");
    for (size_t k = 0; k < t->n_kind; k++) {
        json_object(j, NULL);
        json_str(j, "kind", t->kind[k].name);
        json_int(j, "n", t->kind[k].all);
        json_int(j, "left_out", t->kind[k].all - t->kind[k].listed);
        json_end(j);
    }
    json_end(j);
}

static int by_kind(const void *x, const void *y) { return str_cmp(((const KindCount *)x)->name, ((const KindCount *)y)->name); }

Status answer_timeline(Store *s, const AnswerQuery *q, Arena *a, JsonOut *j, Err *err)
{
    Timeline t = { .line = { .a = a, .currency = str_of(store_currency(s)) } };
    PageOf p = page_of(q);
    int64_t known = 0, total = 0, left_out = 0, at = 0;
    Status st = q->id ? store_int(s, SQL_MOMENT_ACCOUNT, STORE_ARGS(DB_INT(q->id)), 0, &known, err) : ST_OK;
    if (!st && !known)
        st = ERR(err, ST_NOT_FOUND, "no account %lld", (long long)q->id);
    if (!st)
        st = load(s, q->id, &t, a, err);
    if (st)
        return st;
    t.line.as_of = t.card.as_of;
    gather(&t, q->id);
    if (t.n_kind)
        qsort(t.kind, t.n_kind, sizeof *t.kind, by_kind);
    for (size_t k = 0; k < t.n_kind; k++)
        if (!q->kind.n || str_eq(q->kind, t.kind[k].name)) {
            total += t.kind[k].listed;
            left_out += t.kind[k].all - t.kind[k].listed;
        }
    json_object(j, NULL);
    put_page(j, total, &p);
    json_int(j, "limit", MOMENT_MAX);
    json_int(j, "left_out", left_out);
    put_kinds(&t, j);
    json_array(j, "timeline");
    for (size_t i = 0; i < t.line.n; i++) {
        const Moment *m = &t.line.at[i];
        if ((q->kind.n && !str_eq(q->kind, str_of(m->kind))) || at++ < p.skip || at > p.skip + p.per_page)
            continue;
        json_object(j, NULL);
        moment_put(j, m, &t.files, &t.card.clips, a);
        if (m->rows)
            json_int(j, "rows", m->rows);
        else
            json_null(j, "rows");
        json_end(j);
    }
    json_end(j);
    json_end(j);
    return ST_OK;
}
