/* answer_signal.c - what changed: the list with its filters, and one change whole.
 *
 * What a person said of a change (real, known, dull) is a verdict about its stream and way, at its week.  Weeks move a little as data come in,
 * and numbers of signals count anew with every run: a verdict holds for the change of the same stream and way at most NEAR_DAYS off; the last
 * one counts. */
#include <stdlib.h>

#include "base/date.h"
#include "report/answer_in.h"
#include "report/voice.h"

enum { NEAR_DAYS = 28, ACCOUNTS_MAX = 200 };

typedef struct Changes {
    Table  signal, verdict;
    size_t *judged;                    /* row of the verdict; verdict.n: none */
} Changes;

static size_t verdict_of(const Table *v, const Table *t, size_t r)
{
    Str subject = text_at(t, "subject", r);
    int64_t at = col_int(t, "at")[r], day;
    for (size_t k = v->n; k--;)
        if (str_eq(col_text(v, "subject")[k], subject) && date_parse_iso(col_text(v, "object")[k], &day) && llabs(day - at) <= NEAR_DAYS)
            return k;
    return v->n;
}

static Status changes_load(Store *s, Arena *a, Changes *c, Err *err)
{
    Status st = store_fetch(s, SQL_REPORT_SIGNALS, STORE_NO_ARGS, a, &c->signal, err);
    if (!st)
        st = store_fetch(s, SQL_SIGNAL_VERDICTS, STORE_NO_ARGS, a, &c->verdict, err);
    if (st)
        return st;
    c->judged = ARENA_NEW_N(a, size_t, c->signal.n + 1);
    for (size_t r = 0; r < c->signal.n; r++)
        c->judged[r] = verdict_of(&c->verdict, &c->signal, r);
    return ST_OK;
}

static Str status_of(const Changes *c, size_t r)
{
    return c->judged[r] < c->verdict.n ? col_text(&c->verdict, "what")[c->judged[r]] : STR("open");
}

static void put_judged(const Changes *c, size_t r, Arena *a, JsonOut *j)
{
    size_t k = c->judged[r];
    bool known = k < c->verdict.n;
    put_text_at(j, "measure", &c->signal, "measure", r);
    put_text_at(j, "by", &c->signal, "dimension", r);
    put_text_at(j, "value", &c->signal, "value", r);
    json_str(j, "status", status_of(c, r));
    if (known) {
        put_int_at(j, "decision", &c->verdict, "verdict_id", k);
        put_text_at(j, "judged_by", &c->verdict, "who", k);
        json_str(j, "judged_at", micros_iso(a, col_int(&c->verdict, "decided_at")[k]));
    } else {
        json_null(j, "decision");
        json_null(j, "judged_by");
        json_null(j, "judged_at");
    }
}

/* --- what there is to filter by --- */

static void put_facets(const Changes *c, Arena *a, JsonOut *j)
{
    const Table *t = &c->signal;
    Facets measure = { ARENA_NEW_N(a, Facet, t->n + 1), 0 }, where = { ARENA_NEW_N(a, Facet, t->n + 1), 0 }, kind = { ARENA_NEW_N(a, Facet, 2 * t->n + 1), 0 },
           status = { ARENA_NEW_N(a, Facet, t->n + 1), 0 };
    for (size_t r = 0; r < t->n; r++) {
        facet_count(&measure, text_at(t, "measure", r), STR(""));
        facet_count(&where, text_at(t, "dimension", r), text_at(t, "value", r));
        facet_count(&kind, text_at(t, "kind", r), STR(""));
        if (text_at(t, "shape", r).n)
            facet_count(&kind, text_at(t, "shape", r), STR(""));
        facet_count(&status, status_of(c, r), STR(""));
    }
    json_object(j, "facets");
    put_facet(j, "measures", &measure);
    put_facet(j, "where", &where);
    put_facet(j, "kinds", &kind);
    put_facet(j, "statuses", &status);
    json_end(j);
}

/* --- the list --- */

static bool is_or_any(Str want, Str have)
{
    return !want.n || str_eq(want, have);
}

static bool wanted(const Changes *c, size_t r, const AnswerQuery *q, Str needle, Arena *a)
{
    const Table *t = &c->signal;
    Str status = status_of(c, r);
    bool shown = q->status.n ? str_eq(q->status, STR("all")) || str_eq(q->status, status) : !str_eq(status, STR("dull"));
    bool kind = !q->kind.n || str_eq(q->kind, text_at(t, "kind", r)) || str_eq(q->kind, text_at(t, "shape", r));
    return shown && kind && is_or_any(q->measure, text_at(t, "measure", r)) && is_or_any(q->by, text_at(t, "dimension", r)) && is_or_any(q->value, text_at(t, "value", r)) &&
           (!needle.n || str_has(case_fold(a, text_at(t, "name", r)), needle));
}

typedef struct Row {
    size_t  r;
    int64_t money;
} Row;

static int most_money(const void *x, const void *y)
{
    const Row *a = x, *b = y;
    if (a->money != b->money)
        return a->money > b->money ? -1 : 1;
    return (a->r > b->r) - (a->r < b->r);
}

static Status check(const AnswerQuery *q, Err *err)
{
    static const char *const status[] = { "", "open", "real", "known", "dull", "all" };
    if (q->sort.n && !str_eq(q->sort, STR("date")) && !str_eq(q->sort, STR("money")))
        return ERR(err, ST_USAGE, "unknown sort '%.*s': date or money", STR_ARG(q->sort));
    for (size_t i = 0; i < COUNT_OF(status); i++)
        if (str_eq(q->status, str_of(status[i])))
            return ST_OK;
    return ERR(err, ST_USAGE, "unknown status '%.*s': open, real, known, dull or all", STR_ARG(q->status));
}

static Status put_rows(Store *s, const Changes *c, const Row *row, size_t from, size_t to, Arena *a, JsonOut *j, Err *err)
{
    SignalEvidence e;
    Status st = signal_evidence_load(s, a, &e, err);
    json_array(j, "signals");
    for (size_t i = from; !st && i < to; i++) {
        size_t r = row[i].r;
        json_object(j, NULL);
        put_signal_head(&c->signal, r, a, j);
        put_judged(c, r, a, j);
        put_signal_evidence(&e, col_int(&c->signal, "signal_id")[r], a, j);
        st = put_signal_chart(s, &c->signal, r, true, a, j, err);
        json_end(j);
    }
    json_end(j);
    return st;
}

Status answer_signal_list(Store *s, const AnswerQuery *q, Arena *a, JsonOut *j, Err *err)
{
    Changes c;
    Table stream;
    PageOf p = page_of(q);
    Status st = check(q, err);
    if (!st)
        st = changes_load(s, a, &c, err);
    if (!st)
        st = store_fetch(s, SQL_PAGE_STREAMS, STORE_NO_ARGS, a, &stream, err);
    if (st)
        return st;
    Str needle = case_fold(a, str_trim(q->q));
    Row *row = ARENA_NEW_N(a, Row, c.signal.n + 1);
    size_t n = 0;
    int64_t harm = 0;
    for (size_t r = 0; r < c.signal.n; r++)
        if (wanted(&c, r, q, needle, a)) {
            row[n++] = (Row){ r, int_at(&c.signal, "revenue", r, 0) };
            harm += signal_tone(&c.signal, r) == TONE_HARM;
        }
    if (n && str_eq(q->sort, STR("money")))
        qsort(row, n, sizeof *row, most_money);
    size_t from = (size_t)p.skip < n ? (size_t)p.skip : n, to = n - from > (size_t)p.per_page ? from + (size_t)p.per_page : n;
    json_object(j, NULL);
    put_page(j, (int64_t)n, &p);
    json_int(j, "harmful", harm);
    json_int(j, "streams", (int64_t)stream.n);
    put_facets(&c, a, j);
    st = put_rows(s, &c, row, from, to, a, j, err);
    json_end(j);
    return st;
}

/* --- one change --- */

static Status put_streams(Store *s, const Changes *c, int64_t id, Arena *a, JsonOut *j, Err *err)
{
    SignalEvidence e;
    Status st = signal_evidence_load(s, a, &e, err);
    json_array(j, "streams");
    for (size_t r = 0; !st && r < e.with.n; r++) {
        if (col_int(&e.with, "signal_id")[r] != id)
            continue;
        int64_t stream = col_int(&e.with, "stream_id")[r];
        json_object(j, NULL);
        put_worded_at(j, "stream", a, &e.with, "name", r);
        put_f64_at(j, "correlation", &e.with, "correlation", r);
        put_int_at(j, "lag_weeks", &e.with, "lag_weeks", r);
        st = put_stream(s, &c->signal, &(StreamChart){ .stream = stream, .measure = text_at(&e.with, "measure", r), .title = text_at(&e.with, "name", r),
            .id = str_fmt(a, "with%lld", (long long)stream), .key = "chart", .spark = true }, a, j, err);
        json_end(j);
    }
    json_end(j);
    return st;
}

static Status put_voices(Store *s, int64_t id, Arena *a, JsonOut *j, Err *err)
{
    Table t, clips;
    Status st = store_fetch(s, SQL_REPORT_SIGNAL_VOICES, STORE_ARGS(DB_INT(id)), a, &t, err);
    if (!st)
        st = clips_load(s, &t, a, &clips, err);
    if (st)
        return st;
    json_array(j, "quotes");
    for (size_t r = 0; r < t.n; r++) {
        json_object(j, NULL);
        put_text_at(j, "text", &t, "text", r);
        put_clip(j, &clips, &t, r, a);
        voice_put_who(j, &t, r, false, a);
        json_end(j);
    }
    json_end(j);
    return ST_OK;
}

static Status put_affected(Store *s, int64_t id, Arena *a, JsonOut *j, Err *err)
{
    Table t;
    Deals deals;
    int64_t as_of;
    Status st = store_fetch(s, SQL_REPORT_SIGNAL_ACCOUNTS, STORE_ARGS(DB_INT(id), DB_INT(ACCOUNTS_MAX)), a, &t, err);
    if (!st)
        st = store_summary_int(s, "as_of", 0, &as_of, err);
    if (!st)
        st = deals_load(s, ALL_IDS, as_of, a, &deals, err);
    if (st)
        return st;
    json_array(j, "affected_accounts");
    for (size_t r = 0; r < t.n; r++) {
        json_object(j, NULL);
        put_int_at(j, "id", &t, "account_id", r);
        put_text_at(j, "name", &t, "name", r);
        put_text_at(j, "segment", &t, "segment", r);
        put_text_at(j, "region", &t, "region", r);
        put_int_at(j, "x", &t, "x", r);
        put_int_at(j, "n", &t, "n", r);
        put_int_at(j, "revenue_minor", &t, "revenue", r);
        put_deal(j, a, deal_of(&deals, col_int(&t, "account_id")[r]));
        json_end(j);
    }
    json_end(j);
    return ST_OK;
}

static void put_others(const Changes *c, size_t own, Arena *a, JsonOut *j)
{
    const Table *t = &c->signal;
    json_array(j, "others");
    for (size_t r = 0; r < t->n; r++) {
        if (r == own || col_int(t, "stream_id")[r] != col_int(t, "stream_id")[own])
            continue;
        json_object(j, NULL);
        put_int_at(j, "id", t, "signal_id", r);
        put_text_at(j, "kind", t, "kind", r);
        put_text_at(j, "shape", t, "shape", r);
        json_str(j, "tone", signal_tone(t, r) == TONE_HARM ? STR("harm") : STR("proof"));
        put_day_at(j, "at", a, t, "at", r);
        json_str(j, "status", status_of(c, r));
        json_end(j);
    }
    json_end(j);
}

/* How it was found, in a sentence or two: doc/methods/signals.md has the rest. */
static Str method_of(Str shape, Str counted, bool seasonal, Arena *a)
{
    bool rate = str_eq(counted, STR("rate"));
    Str unit = str_eq(counted, STR("share")) ? SAID_PLAIN(how_share) : rate ? SAID_PLAIN(how_rate) : SAID_PLAIN(how_mean);
    Str counts = seasonal ? SAID(a, how_counts_seasonal, unit) : SAID(a, how_counts, unit);
    Str how = str_eq(shape, STR("spike"))     ? SAID_PLAIN(how_spike)
              : str_eq(shape, STR("running")) ? (rate ? SAID_PLAIN(how_running_rate) : SAID_PLAIN(how_running))
              : str_eq(shape, STR("drift"))   ? SAID_PLAIN(how_drift)
                                              : SAID_PLAIN(how_step);
    return str_fmt(a, "%.*s %.*s %.*s", STR_ARG(counts), STR_ARG(how), STR_ARG(SAID_PLAIN(how_bounds)));
}

static Status put_how(Store *s, const Changes *c, size_t r, Arena *a, JsonOut *j, Err *err)
{
    static const char *const settings[] = { "fdr" };
    Table t;
    Status st = store_fetch(s, SQL_REPORT_SIGNAL_STREAM, STORE_ARGS(DB_INT(col_int(&c->signal, "signal_id")[r])), a, &t, err);
    if (st)
        return st;
    Str shape = text_at(&c->signal, "shape", r);
    bool seasonal = t.n && int_at(&t, "seasonal", 0, 0);
    put_int_at(j, "theme", &c->signal, "theme_id", r);
    put_worded(j, "method", method_of(shape.n ? shape : STR("step"), t.n ? text_at(&t, "kind", 0) : STR("share"), seasonal, a), a);
    if (t.n)
        put_f64_at(j, "p_look", &t, "p_look", 0);
    else
        json_null(j, "p_look");
    json_bool(j, "seasonal", seasonal);
    st = put_score_of_signal(s, col_int(&c->signal, "signal_id")[r], a, j, err);
    return st ? st : put_settings(s, "assumptions", settings, COUNT_OF(settings), a, j, err);
}

Status answer_signal(Store *s, const AnswerQuery *q, Arena *a, JsonOut *j, Err *err)
{
    Changes c;
    size_t r = 0;
    Status st = changes_load(s, a, &c, err);
    if (st)
        return st;
    while (r < c.signal.n && col_int(&c.signal, "signal_id")[r] != q->id)
        r++;
    if (r == c.signal.n)
        return ERR(err, ST_NOT_FOUND, "no signal %lld", (long long)q->id);
    json_object(j, NULL);
    put_signal_head(&c.signal, r, a, j);
    put_judged(&c, r, a, j);
    st = put_signal_chart(s, &c.signal, r, false, a, j, err);
    if (!st)
        st = put_streams(s, &c, q->id, a, j, err);
    if (!st)
        st = put_voices(s, q->id, a, j, err);
    if (!st)
        st = put_affected(s, q->id, a, j, err);
    put_others(&c, r, a, j);
    if (!st)
        st = put_how(s, &c, r, a, j, err);
    json_end(j);
    return st;
}
