#include "signal/signal.h"

#include <math.h>
#include <stdlib.h>

#include "base/date.h"
#include "num/change.h"
#include "num/interval.h"
#include "signal/stream.h"

enum { WEEKS_MAX = 1040, WEEKS_MIN = 16, CLOSE_WEEKS = 4, EVENTS_MIN = 30, QUIET_WEEKS = 13 };

typedef struct Found {
    const Stream *stream;
    size_t stream_id;
    Change change;
    double p, q;
    bool shadow;
} Found;

typedef struct FoundList {
    Found *at;
    size_t n;
} FoundList;

static Status load_table(Store *s, int sql, const DbArg *arg, size_t n_arg, Arena *a, Table *t,
                         int64_t *first, Err *err)
{
    Status st = store_fetch(s, sql, arg, n_arg, a, t, err);
    if (st)
        return st;
    const int64_t *week = col_int(t, "week");
    for (size_t r = 0; r < t->n; r++)
        if (!*first || week[r] < *first)
            *first = week[r];
    return ST_OK;
}

static void add_counts(Streams *s, Measure m, const Table *t, const char *x, const char *n)
{
    const Str *region = col_text(t, "region"), *segment = col_text(t, "segment");
    const int64_t *week = col_int(t, "week"), *vx = col_int(t, x), *vn = col_int(t, n);
    for (size_t r = 0; r < t->n; r++)
        streams_add(s, m, 0, region[r], segment[r], week[r], (double)vx[r], (double)vn[r]);
}

/* Counts per account: the exposure of a slice in a week is the number of its accounts alive then,
 * from the first sign of life to the last, so that customers who left do not look like a fall. */
static void set_exposure(Streams *s, const Table *span, int64_t as_of)
{
    const Str *region = col_text(span, "region"), *segment = col_text(span, "segment");
    const int64_t *first = col_int(span, "first_day"), *last = col_int(span, "last_day");
    for (size_t k = 0; k < s->n; k++) {
        Stream *st = &s->stream[k];
        if (st->measure != MEASURE_THEME && st->measure != MEASURE_TICKETS)
            continue;
        memset(st->n, 0, s->weeks * sizeof *st->n);
        for (size_t r = 0; r < span->n; r++) {
            if (strcmp(st->dimension, "all") &&
                !str_eq(!strcmp(st->dimension, "region") ? region[r] : segment[r], st->value))
                continue;
            /* A quarter without a sign at either end of the data says nothing: many are invoiced
             * quarterly. */
            int64_t to = last[r] + 7 * QUIET_WEEKS < as_of ? last[r] : as_of;
            int64_t from = first[r] - 7 * QUIET_WEEKS > s->first ? first[r] : s->first;
            for (size_t w = (size_t)((from - s->first) / 7);
                 w < s->weeks && s->first + 7 * (int64_t)w <= to; w++)
                st->n[w]++;
        }
    }
}

static Status gather(Store *s, Arena *a, int64_t as_of, double grace, Streams *out, Err *err)
{
    Table late, tickets, themes, nps, groups;
    int64_t first = 0;
    Status st = load_table(s, SQL_WEEKLY_LATE,
                           STORE_ARGS(DB_INT((int64_t)grace), DB_TEXT(date_iso(a, as_of))), a,
                           &late, &first, err);
    if (!st)
        st = load_table(s, SQL_WEEKLY_TICKETS, STORE_NO_ARGS, a, &tickets, &first, err);
    if (!st)
        st = load_table(s, SQL_WEEKLY_THEMES, STORE_NO_ARGS, a, &themes, &first, err);
    if (!st)
        st = load_table(s, SQL_WEEKLY_NPS, STORE_NO_ARGS, a, &nps, &first, err);
    if (!st)
        st = store_fetch(s, SQL_ACCOUNT_SPANS, STORE_NO_ARGS, a, &groups, err);
    if (st || !first)
        return st;
    int64_t weeks = (day_week_start(as_of + 1) - first) / 7; /* whole weeks only */
    if (weeks > WEEKS_MAX) {
        first += 7 * (weeks - WEEKS_MAX);
        weeks = WEEKS_MAX;
    }
    if (weeks < WEEKS_MIN)
        return ST_OK;
    *out = (Streams){ .a = a, .weeks = (size_t)weeks, .first = first };
    strmap_init(&out->id, a);
    add_counts(out, MEASURE_LATE, &late, "x", "n");
    add_counts(out, MEASURE_TICKETS, &tickets, "x", "n");
    add_counts(out, MEASURE_REPLY, &tickets, "slow", "n");
    add_counts(out, MEASURE_NPS, &nps, "x", "n");
    const int64_t *theme = col_int(&themes, "theme_id"), *week = col_int(&themes, "week"),
                  *x = col_int(&themes, "x");
    for (size_t r = 0; r < themes.n; r++)
        streams_add(out, MEASURE_THEME, theme[r], col_text(&themes, "region")[r],
                    col_text(&themes, "segment")[r], week[r], (double)x[r], 0);
    set_exposure(out, &groups, as_of);
    return ST_OK;
}

static void name_streams(Streams *s, const Table *themes)
{
    static const char *const what[MEASURE_COUNT] = { [MEASURE_LATE] = "Deliveries late",
                                                     [MEASURE_TICKETS] = "Tickets per account",
                                                     [MEASURE_REPLY] =
                                                         "First replies after more than a day",
                                                     [MEASURE_NPS] = "Likelihood to recommend" };
    const int64_t *id = col_int(themes, "theme_id");
    for (size_t k = 0; k < s->n; k++) {
        Stream *st = &s->stream[k];
        Str name = st->measure == MEASURE_THEME ? STR("a theme") : str_of(what[st->measure]);
        for (size_t r = 0; st->measure == MEASURE_THEME && r < themes->n; r++)
            if (id[r] == st->theme)
                name = str_fmt(s->a, "\"%.*s\"", STR_ARG(col_text(themes, "name")[r]));
        st->name =
            st->value.n ? str_fmt(s->a, "%.*s, %.*s", STR_ARG(name), STR_ARG(st->value)) : name;
    }
}

static ChangeInput input_of(const Stream *st, Arena *a, size_t weeks)
{
    ChangeInput in = { .x = st->x, .n = st->n, .weeks = weeks };
    in.kind = st->measure == MEASURE_NPS                                    ? CHANGE_MEAN
              : st->measure == MEASURE_LATE || st->measure == MEASURE_REPLY ? CHANGE_BINOMIAL
                                                                            : CHANGE_POISSON;
    if (in.kind == CHANGE_MEAN) {
        double *mean = ARENA_NEW_N(a, double, weeks + 1);
        for (size_t w = 0; w < weeks; w++)
            mean[w] = st->n[w] > 0 ? st->x[w] / st->n[w] : 0;
        in.x = mean;
    }
    return in;
}

static bool worth_it(const Stream *st, size_t weeks)
{
    double sum = 0;
    for (size_t w = 0; w < weeks; w++)
        sum += st->x[w];
    return sum >= EVENTS_MIN;
}

static int by_evidence(const void *x, const void *y)
{
    const Found *a = x, *b = y;
    if (a->change.stat != b->change.stat)
        return a->change.stat > b->change.stat ? -1 : 1;
    return (a->stream_id > b->stream_id) - (a->stream_id < b->stream_id);
}

static void find_shadows(FoundList *l)
{
    if (l->n)
        qsort(l->at, l->n, sizeof *l->at, by_evidence);
    for (size_t i = 0; i < l->n; i++)
        for (size_t j = 0; j < i && !l->at[i].shadow; j++) {
            const Found *strong = &l->at[j], *weak = &l->at[i];
            size_t apart = strong->change.at > weak->change.at
                               ? strong->change.at - weak->change.at
                               : weak->change.at - strong->change.at;
            l->at[i].shadow = !strong->shadow && strong->stream->measure == weak->stream->measure &&
                              strong->stream->theme == weak->stream->theme &&
                              strong->stream != weak->stream && apart <= CLOSE_WEEKS &&
                              (strong->change.diff > 0) == (weak->change.diff > 0);
        }
}

static Status detect(const Streams *s, double fdr, Arena *a, FoundList *out, Err *err)
{
    ChangeResult *res = ARENA_NEW_N(a, ChangeResult, s->n + 1);
    double *p = ARENA_NEW_N(a, double, s->n + 1), *q = ARENA_NEW_N(a, double, s->n + 1);
    *out = (FoundList){ .at = ARENA_NEW_N(a, Found, s->n * CHANGE_MAX + 1) };
    for (size_t k = 0; k < s->n; k++) {
        p[k] = (double)NAN;
        if (!worth_it(&s->stream[k], s->weeks))
            continue;
        ChangeInput in = input_of(&s->stream[k], a, s->weeks);
        Status st = change_detect(&in, a, &res[k], err);
        if (st)
            return st;
        if (!res[k].too_few)
            p[k] = res[k].p;
    }
    Status st = bh_qvalues(p, s->n, a, q, err);
    for (size_t k = 0; !st && k < s->n; k++)
        for (size_t c = 0; isfinite(q[k]) && q[k] <= fdr && c < res[k].n_change; c++)
            if (res[k].change[c].detected)
                out->at[out->n++] =
                    (Found){ &s->stream[k], k + 1, res[k].change[c], p[k], q[k], false };
    find_shadows(out);
    return st;
}

static Status write_streams(Store *s, const Streams *l, Arena *a, Err *err)
{
    static const ColSpec cols[] = { { "stream_id", COL_INT },  { "name", COL_TEXT },
                                    { "measure", COL_TEXT },   { "theme_id", COL_INT },
                                    { "dimension", COL_TEXT }, { "value", COL_TEXT } };
    static const ColSpec week_cols[] = {
        { "stream_id", COL_INT }, { "week", COL_DATE }, { "x", COL_F64 }, { "n", COL_F64 }
    };
    Table t, w;
    table_init(&t, a, cols, COUNT_OF(cols));
    table_init(&w, a, week_cols, COUNT_OF(week_cols));
    for (size_t k = 0; k < l->n; k++) {
        const Stream *st = &l->stream[k];
        table_put_int(&t, 0, (int64_t)k + 1);
        table_put_text(&t, 1, st->name);
        table_put_text(&t, 2, str_of(measure_name(st->measure)));
        if (st->theme)
            table_put_int(&t, 3, st->theme);
        table_put_text(&t, 4, str_of(st->dimension));
        table_put_text(&t, 5, st->value);
        table_row(&t);
        for (size_t i = 0; i < l->weeks; i++) {
            table_put_int(&w, 0, (int64_t)k + 1);
            table_put_int(&w, 1, l->first + 7 * (int64_t)i);
            table_put_f64(&w, 2, st->x[i]);
            table_put_f64(&w, 3, st->n[i]);
            table_row(&w);
        }
    }
    Status st = store_append(s, "d_stream", &t, err);
    return st ? st : store_append(s, "d_stream_week", &w, err);
}

static int64_t accounts_in(const Stream *st, const Table *groups)
{
    int64_t n = 0;
    for (size_t r = 0; r < groups->n; r++)
        if (!strcmp(st->dimension, "all") ||
            str_eq(col_text(groups, !strcmp(st->dimension, "region") ? "region" : "segment")[r],
                   st->value))
            n += col_int(groups, "n")[r];
    return n;
}

static Status write_signals(Store *s, const Streams *l, const FoundList *f, const Table *groups,
                            Arena *a, int64_t *n, Err *err)
{
    static const ColSpec cols[] = { { "signal_id", COL_INT },
                                    { "stream_id", COL_INT },
                                    { "kind", COL_TEXT },
                                    { "at", COL_DATE },
                                    { "detected_at", COL_DATE },
                                    { "before", COL_F64 },
                                    { "after", COL_F64 },
                                    { "size", COL_F64 },
                                    { "low", COL_F64 },
                                    { "high", COL_F64 },
                                    { "p", COL_F64 },
                                    { "q", COL_F64 },
                                    { "n", COL_INT },
                                    { "accounts", COL_INT } };
    Table t;
    table_init(&t, a, cols, COUNT_OF(cols));
    for (size_t k = 0; k < f->n; k++) {
        const Found *one = &f->at[k];
        const Change *c = &one->change;
        if (one->shadow)
            continue;
        table_put_int(&t, 0, (int64_t)t.n + 1);
        table_put_int(&t, 1, (int64_t)one->stream_id);
        table_put_text(&t, 2, c->diff > 0 ? STR("rise") : STR("fall"));
        table_put_int(&t, 3, l->first + 7 * (int64_t)c->at);
        table_put_int(&t, 4, l->first + 7 * (int64_t)c->detected_at + 6);
        table_put_f64(&t, 5, c->before);
        table_put_f64(&t, 6, c->after);
        table_put_f64(&t, 7, c->diff);
        table_put_f64(&t, 8, c->low);
        table_put_f64(&t, 9, c->high);
        table_put_f64(&t, 10, c->p);
        table_put_f64(&t, 11, one->q);
        table_put_int(&t, 12, (int64_t)(c->n_before + c->n_after));
        table_put_int(&t, 13, accounts_in(one->stream, groups));
        table_row(&t);
    }
    *n = (int64_t)t.n;
    return store_append(s, "d_signal", &t, err);
}

static Status run(Store *s, Arena *a, void *into, Err *err)
{
    SignalResult *out = into;
    Streams l = { .a = a };
    FoundList found;
    Table themes, groups;
    double grace, fdr;
    int64_t as_of;
    strmap_init(&l.id, a);
    Status st = store_setting(s, "grace_days", &grace, err);
    if (!st)
        st = store_setting(s, "fdr", &fdr, err);
    if (!st)
        st = store_summary_int(s, "as_of", 0, &as_of, err);
    if (!st)
        st = gather(s, a, as_of, grace, &l, err);
    if (!st)
        st = store_fetch(s, SQL_THEME_LIST, STORE_NO_ARGS, a, &themes, err);
    if (!st)
        st = store_fetch(s, SQL_ACCOUNTS_BY_GROUP, STORE_NO_ARGS, a, &groups, err);
    if (st)
        return st;
    name_streams(&l, &themes);
    st = detect(&l, fdr, a, &found, err);
    static const int clear[] = { SQL_CLEAR_STREAM, SQL_CLEAR_STREAM_WEEK, SQL_CLEAR_SIGNAL };
    for (size_t i = 0; !st && i < COUNT_OF(clear); i++)
        st = store_run(s, clear[i], STORE_NO_ARGS, err);
    if (!st)
        st = write_streams(s, &l, a, err);
    if (!st)
        st = write_signals(s, &l, &found, &groups, a, &out->signals, err);
    out->streams = (int64_t)l.n;
    return st;
}

Status signal_run(Store *s, SignalResult *out, Err *err)
{
    *out = (SignalResult){ 0 };
    return store_atomic(s, "signal", run, out, err);
}
