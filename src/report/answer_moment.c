/* What happened to an account, from every kind of record, newest first. */
#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/date.h"
#include "report/amount.h"
#include "report/moment.h"

void moment_add(MomentLine *m, const Table *t, size_t r, Moment one)
{
    if (m->n == m->cap) {
        m->cap = m->cap ? m->cap * 2 : 256;
        Moment *more = ARENA_NEW_N(m->a, Moment, m->cap);
        if (m->n)
            memcpy(more, m->at, m->n * sizeof *more);
        m->at = more;
    }
    one.day = col_int(t, "day")[r];
    one.file = col_int(t, "file_id")[r];
    one.line = col_int(t, "line")[r];
    one.all = col_int(t, "all")[r];
    one.from = t;
    one.order = m->n;
    m->at[m->n++] = one;
}

static void add_delivery(MomentLine *m, const Table *t, size_t r)
{
    int64_t promised = col_int(t, "promised")[r], late = col_int(t, "day")[r] - promised;
    Str day = date_iso(m->a, promised), id = text_at(t, "id", r);
    moment_add(m, t, r, (Moment){ .kind = "delivery", .tone = "harm", .title = SAID(m->a, moment_delivered, count_text(m->a, late)),
        .text = id.n ? SAID(m->a, moment_promised_of, id, day) : SAID(m->a, moment_promised, day) });
}

static void add_ticket(MomentLine *m, const Table *t, size_t r)
{
    Str subject = text_at(t, "subject", r);
    bool escalated = int_at(t, "escalated", r, 0) != 0;
    moment_add(m, t, r, (Moment){ .kind = "ticket", .tone = escalated ? "harm" : "normal",
        .title = !subject.n ? SAID_PLAIN(moment_ticket) : escalated ? SAID(m->a, moment_escalated, subject) : subject, .their_title = subject.n && !escalated,
        .text = text_at(t, "body", r), .their_text = true, .comment = text_at(t, "key", r) });
}

static void add_response(MomentLine *m, const Table *t, size_t r)
{
    int64_t nps = int_at(t, "nps", r, -1);
    double csat = f64_at(t, "csat", r);
    Str title = SAID_PLAIN(moment_answered);
    if (nps >= 0)
        title = SAID(m->a, moment_scored, count_text(m->a, nps));
    else if (isfinite(csat))
        title = SAID(m->a, moment_satisfied, str_fmt(m->a, "%g", csat));
    moment_add(m, t, r, (Moment){ .kind = "survey", .tone = nps < 0 ? "normal" : nps <= 6 ? "harm" : nps >= 9 ? "proof" : "normal", .title = title,
        .text = text_at(t, "text", r), .their_text = true, .comment = text_at(t, "key", r) });
}

/* As billing systems say it: of another word nothing is known. */
static bool is_unpaid(Str status)
{
    static const char *const words[] = { "open", "unpaid", "overdue", "past due", "past_due", "outstanding", "not paid", "not_paid", "payment_due", "uncollectible" };
    size_t i = 0;
    while (i < COUNT_OF(words) && !str_eq(status, str_of(words[i])))
        i++;
    return i < COUNT_OF(words);
}

static void add_invoice(MomentLine *m, const Table *t, size_t r)
{
    Str id = text_at(t, "id", r), own = text_at(t, "currency", r), status = text_at(t, "status", r);
    Str money = money_text(m->a, int_at(t, "amount", r, 0), own.n ? own : m->currency, MONEY_EXACT);
    int64_t due = int_at(t, "due", r, 0), paid = int_at(t, "paid", r, 0);
    Str text = status;
    if (paid && due && paid > due)
        text = SAID(m->a, moment_paid_late, count_text(m->a, paid - due));
    else if (paid)
        text = SAID_PLAIN(moment_paid);
    bool open = !paid && is_unpaid(case_fold(m->a, status));
    if (open && due && due < m->as_of)
        text = SAID(m->a, moment_due, status, date_iso(m->a, due));
    bool late = due && (paid ? paid > due : open && due < m->as_of);
    moment_add(m, t, r, (Moment){ .kind = "invoice", .tone = late ? "harm" : "normal", .title = SAID(m->a, moment_invoice, id, money), .text = text });
}

static void add_decision(MomentLine *m, const Table *t, size_t r)
{
    const TableColumn *renewed = table_col(t, "renewed");
    Str own = text_at(t, "currency", r), money = money_text(m->a, int_at(t, "amount", r, 0), own.n ? own : m->currency, MONEY_EXACT);
    bool open = !col_has(renewed, r), won = !open && renewed->i[r];
    moment_add(m, t, r, (Moment){ .kind = "renewal", .tone = open ? "normal" : won ? "proof" : "harm",
        .title = open ? SAID_PLAIN(moment_open) : won ? SAID_PLAIN(moment_won) : SAID_PLAIN(moment_lost), .text = SAID(m->a, moment_a_year, money) });
}

static void add_churn(MomentLine *m, const Table *t, size_t r)
{
    Str reason = text_at(t, "reason", r);
    moment_add(m, t, r, (Moment){ .kind = "renewal", .tone = "harm", .title = reason.n ? SAID(m->a, moment_left_for, reason) : SAID_PLAIN(moment_left),
        .text = text_at(t, "text", r), .their_text = true });
}

static void add_said(MomentLine *m, const Table *t, size_t r)
{
    static const struct { const char *channel; SayId title; } titles[] = { { "message", SAY_moment_wrote }, { "review", SAY_moment_reviewed }, { "call", SAY_moment_spoke } };
    static const double clear = 0.05;      /* as a search for a feeling means it */
    double mood = f64_at(t, "sentiment", r);
    size_t k = 0;
    while (k + 1 < COUNT_OF(titles) && !str_eq(text_at(t, "channel", r), str_of(titles[k].channel)))
        k++;
    int64_t turns = int_at(t, "turns", r, 1);
    moment_add(m, t, r, (Moment){ .kind = titles[k].channel, .tone = isfinite(mood) && mood < -clear ? "harm" : isfinite(mood) && mood > clear ? "proof" : "normal",
        .title = turns > 1 ? SAID(m->a, moment_turns, said_plain(titles[k].title), count_text(m->a, turns)) : said_plain(titles[k].title), .text = text_at(t, "text", r), .their_text = true,
        .comment = text_at(t, "key", r), .said = t, .row = r });
}

/* "Stage: Proposal -> Won"; a value that is nothing is said so. */
static Str change_words(const Table *t, size_t r, Arena *a)
{
    enum { VALUE_BYTES = 120 };
    Str was = str_head(text_at(t, "old_value", r), VALUE_BYTES), now = str_head(text_at(t, "new_value", r), VALUE_BYTES);
    return SAID(a, moment_changed, text_at(t, "field", r), was.n ? was : SAID_PLAIN(moment_nothing), now.n ? now : SAID_PLAIN(moment_nothing));
}

static bool same_change(const Table *t, size_t r, size_t q)
{
    return col_int(t, "account_id")[r] == col_int(t, "account_id")[q] && col_int(t, "at")[r] == col_int(t, "at")[q] &&
           str_eq(text_at(t, "about", r), text_at(t, "about", q)) && str_eq(text_at(t, "about_id", r), text_at(t, "about_id", q));
}

/* What was changed of one record at one instant is one moment. */
static void add_told(MomentLine *m, const Table *t, size_t r)
{
    static const struct { const char *about; SayId title; } titles[] = { { "opportunity", SAY_moment_deal }, { "subscription", SAY_moment_contract }, { "contact", SAY_moment_contact }, { "account", SAY_moment_account } };
    if (r && same_change(t, r, r - 1))
        return;
    Str name = text_at(t, "name", r), text = change_words(t, r, m->a);
    size_t k = 0;
    while (k + 1 < COUNT_OF(titles) && !str_eq(text_at(t, "about", r), str_of(titles[k].about)))
        k++;
    for (size_t q = r + 1; q < t->n && same_change(t, q, r); q++)
        text = str_fmt(m->a, "%.*s; %.*s", STR_ARG(text), STR_ARG(change_words(t, q, m->a)));
    bool own = k + 1 == COUNT_OF(titles);      /* the account's own name says nothing on its page */
    moment_add(m, t, r, (Moment){ .kind = "change", .tone = "normal", .text = text,
        .title = name.n && !own ? SAID(m->a, moment_of, said_plain(titles[k].title), name) : said_plain(titles[k].title) });
}

static void add_silence(MomentLine *m, const Table *t, size_t r)
{
    bool uses = str_eq(text_at(t, "what", r), STR("uses"));
    Str expected = date_iso(m->a, col_int(t, "expected")[r]);
    moment_add(m, t, r, (Moment){ .kind = uses ? "usage" : "survey", .tone = "harm", .title = uses ? SAID_PLAIN(moment_last_used) : SAID_PLAIN(moment_last_heard),
        .text = SAID(m->a, moment_silence, str_fmt(m->a, "%.0f", f64_at(t, "usual", r)), expected) });
}

static int newest_first(const void *x, const void *y)
{
    const Moment *a = x, *b = y;
    if (a->day != b->day)
        return a->day > b->day ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}

static const MomentKind kinds[] = {
    { SQL_MOMENT_DELIVERIES, add_delivery }, { SQL_MOMENT_TICKETS, add_ticket }, { SQL_MOMENT_RESPONSES, add_response },
    { SQL_MOMENT_INVOICES, add_invoice }, { SQL_MOMENT_DECISIONS, add_decision }, { SQL_MOMENT_CHURNS, add_churn },
    { SQL_MOMENT_SAID, add_said },           { SQL_MOMENT_SILENCES, add_silence },   { SQL_MOMENT_TOLD, add_told },
};
enum { SPOKEN = 6 };              /* add_said's place among them */
static_assert(COUNT_OF(kinds) == MOMENT_KINDS, "every kind has its table");

Status moments_load(Store *s, IdRange of, Arena *a, Moments *out, Err *err)
{
    double grace = 0;
    Status st = store_setting(s, "grace_days", &grace, err);
    if (!st)
        st = store_summary_int(s, "as_of", 0, &out->as_of, err);
    for (size_t k = 0; !st && k < COUNT_OF(kinds); k++) {
        const DbArg arg[] = { DB_INT(of.from), DB_INT(of.to), DB_INT(kinds[k].sql == SQL_MOMENT_TOLD ? CHANGE_MAX : MOMENT_MAX), DB_INT((int64_t)grace) };
        st = store_fetch(s, kinds[k].sql, arg, kinds[k].sql == SQL_MOMENT_DELIVERIES ? 4 : 3, a, &out->kind[k], err);
    }
    const Table *all[COUNT_OF(kinds)];
    for (size_t k = 0; k < COUNT_OF(kinds); k++)
        all[k] = &out->kind[k];
    if (!st)
        st = clips_load(s, &out->kind[SPOKEN], a, &out->clips, err);
    return st ? st : files_of(s, a, all, COUNT_OF(all), &out->files, err);
}

void moments_gather(const Moments *of, int64_t account, MomentLine *m)
{
    for (size_t k = 0; k < COUNT_OF(kinds); k++) {
        const Table *t = &of->kind[k];
        const int64_t *id = col_int(t, "account_id");
        for (size_t r = rows_from(id, t->n, account); r < t->n && id[r] == account; r++)
            kinds[k].add(m, t, r);
    }
}

void moments_sort(MomentLine *m)
{
    if (m->n)
        qsort(m->at, m->n, sizeof *m->at, newest_first);
}

static void put_ours(JsonOut *j, const char *key, Str text, bool theirs, Arena *a)
{
    if (!theirs) {
        put_worded(j, key, text, a);
        return;
    }
    json_text(j, key, text);
    put_unsaid(j, key);
}

void moment_put(JsonOut *j, const Moment *m, const Table *files, const Table *clips, Arena *a)
{
    put_day(j, "at", a, m->day);
    json_str(j, "kind", str_of(m->kind));
    put_ours(j, "title", m->title, m->their_title, a);
    put_ours(j, "text", m->text, m->their_text, a);
    json_str(j, "tone", str_of(m->tone));
    json_text(j, "comment", m->comment);
    if (m->said)
        put_clip(j, clips, m->said, m->row, a);
    else
        json_null(j, "clip");
    put_place(j, files, m->file, m->line);
}

void put_timeline(const Moments *of, int64_t account, Str currency, Arena *a, JsonOut *j)
{
    MomentLine m = { .a = a, .currency = currency, .as_of = of->as_of };
    moments_gather(of, account, &m);
    moments_sort(&m);
    json_array(j, "timeline");
    for (size_t i = 0; i < m.n && i < MOMENT_MAX; i++) {
        json_object(j, NULL);
        moment_put(j, &m.at[i], &of->files, &of->clips, a);
        json_end(j);
    }
    json_end(j);
}
