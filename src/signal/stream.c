#include "signal/stream.h"

#include <math.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/map.h"
#include "model/limits.h"
#include "num/season.h"
#include "store/lasting.h"

enum { WEEKS_MAX = 1040, WEEKS_MIN = 16, QUIET_DAYS = 91, BEGIN_WEEKS = 8 };

// clang-format off
static const MeasureRow measure_table[] = {
    { "broken",      CHANGE_POISSON,  1,    "Expectations disappointed",           true, false },
    { "churn",       CHANGE_POISSON,  1,    "Customers lost",                      true, false },
    { "csat",        CHANGE_MEAN,     1000, "Satisfaction",                        false, false },
    { "escalated",   CHANGE_BINOMIAL, 1,    "Tickets escalated",                   true, false },
    { "late",        CHANGE_BINOMIAL, 1,    "Deliveries late",                     true, false },
    { "metric",      CHANGE_MEAN,     1000, "Unit metric \"%s\"",                  false, false },
    { "nps",         CHANGE_MEAN,     1,    "Likelihood to recommend",             false, false },
    { "paid_late",   CHANGE_BINOMIAL, 1,    "Invoices paid late",                  true, false },
    { "rating",      CHANGE_MEAN,     1000, "Rating \"%s\"",                       false, false },
    { "reopened",    CHANGE_BINOMIAL, 1,    "Tickets reopened",                    true, false },
    { "reply",       CHANGE_BINOMIAL, 1,    "First replies after more than a day", true, false },
    { "sentiment",   CHANGE_MEAN,     1000, "Sentiment",                           false, false },
    { "theme",       CHANGE_POISSON,  1,    "\"%s\"",                              true, false },
    { "theme_sentiment", CHANGE_MEAN, 1000, "Sentiment on \"%s\"",                 false, false },
    { "ticket_csat", CHANGE_MEAN,     1000, "Satisfaction with tickets",           false, false },
    { "ticket_kind", CHANGE_POISSON,  1,    "Tickets of type \"%s\"",              true, false },
    { "tickets",     CHANGE_POISSON,  1,    "Tickets per account",                 true, false },
    { "usage",       CHANGE_POISSON,  1,    "Use of the product per account",      false, true },
    { "usage_event", CHANGE_POISSON,  1,    "Use of \"%s\" per account",           false, true },
};

/* Which statement fills what, and what it asks for: the last day that counts, the grace of a promise before it, or a span of days. */
typedef enum FillBy { BY_DAY, BY_GRACE, BY_SPAN } FillBy;
static const struct { int sql; FillBy by; } fill[] = {
    { SQL_FILL_SLICES, BY_DAY },   { SQL_FILL_LATE, BY_GRACE },    { SQL_FILL_LATE_BY_UNIT, BY_GRACE },
    { SQL_FILL_TICKETS, BY_DAY },  { SQL_FILL_TICKET_KIND, BY_DAY }, { SQL_FILL_REPLY, BY_DAY },
    { SQL_FILL_REOPENED, BY_DAY }, { SQL_FILL_ESCALATED, BY_DAY }, { SQL_FILL_PAID_LATE, BY_DAY },
    { SQL_FILL_NPS, BY_DAY },      { SQL_FILL_CSAT, BY_DAY },      { SQL_FILL_RATING, BY_DAY },
    { SQL_FILL_CHURN, BY_SPAN },   { SQL_FILL_THEME, BY_DAY },     { SQL_FILL_THEME_BY_TOUCHPOINT, BY_DAY },
    { SQL_FILL_SENTIMENT, BY_DAY }, { SQL_FILL_SENTIMENT_BY_TOUCHPOINT, BY_DAY }, { SQL_FILL_METRIC, BY_DAY },
    { SQL_FILL_METRIC_BY_TOUCHPOINT, BY_DAY }, { SQL_FILL_SCORES_BY_TOUCHPOINT, BY_SPAN }, { SQL_FILL_TICKET_CSAT, BY_SPAN },
    { SQL_FILL_THEME_SENTIMENT, BY_DAY }, { SQL_FILL_BROKEN, BY_SPAN }, { SQL_FILL_RATING_BY_TOUCHPOINT, BY_SPAN },
    { SQL_FILL_TICKETS_BY_PLACE, BY_SPAN }, { SQL_FILL_SAID_BY_UNIT, BY_SPAN },
};
static const char first_of_days[] = "0001-01-01";
// clang-format on

const MeasureRow *measure_of(Str name)
{
    for (size_t i = 0; i < COUNT_OF(measure_table); i++)
        if (str_eq(name, str_of(measure_table[i].name)))
            return &measure_table[i];
    bug("no measure '%.*s'", STR_ARG(name));
}

static Status refill(Store *s, int64_t as_of, Arena *a, Err *err)
{
    double grace;
    DbArg day = DB_TEXT(date_iso(a, as_of));
    Status st = store_setting(s, "grace_days", &grace, err);
    if (!st)
        st = store_run(s, SQL_CLEAR_SLICE, STORE_NO_ARGS, err);
    if (!st)
        st = store_run(s, SQL_CLEAR_ACCOUNT_WEEK, STORE_NO_ARGS, err);
    for (size_t i = 0; !st && i < COUNT_OF(fill); i++)
        st = fill[i].by == BY_GRACE  ? store_run(s, fill[i].sql, STORE_ARGS(DB_INT((int64_t)grace), day), err)
             : fill[i].by == BY_SPAN ? store_run(s, fill[i].sql, STORE_ARGS(DB_TEXT(str_of(first_of_days)), DB_TEXT(date_iso(a, as_of + 1))), err)
                                     : store_run(s, fill[i].sql, STORE_ARGS(day), err);
    /* PostgreSQL plans by counts, and has none of what this transaction wrote: without them a signal takes seconds. */
    if (!st)
        st = store_run(s, SQL_ANALYZE_SLICE, STORE_NO_ARGS, err);
    if (!st)
        st = store_run(s, SQL_ANALYZE_ACCOUNT_WEEK, STORE_NO_ARGS, err);
    return st;
}

/* Same stream, as the rows come. */
static bool same(const Table *t, size_t r, const Stream *st)
{
    return str_eq(col_text(t, "measure")[r], str_of(st->measure->name)) &&
           str_eq(col_text(t, "item")[r], st->item) &&
           str_eq(col_text(t, "dimension")[r], st->dimension) &&
           str_eq(col_text(t, "value")[r], st->value);
}

static bool whole_weeks(Streams *out, const Table *t, int64_t as_of)
{
    const int64_t *week = col_int(t, "week");
    int64_t first = INT64_MAX;
    for (size_t r = 0; r < t->n; r++)
        first = week[r] < first ? week[r] : first;
    if (!t->n)
        return false;
    int64_t weeks = (day_week_start(as_of + 1) - first) / 7;
    if (weeks > WEEKS_MAX) {
        first += 7 * (weeks - WEEKS_MAX);
        weeks = WEEKS_MAX;
    }
    if (weeks < WEEKS_MIN)
        return false;
    out->weeks = (size_t)weeks;
    out->first = first;
    return true;
}

static void add_rows(Streams *out, const Table *t, Arena *a)
{
    const int64_t *week = col_int(t, "week"), *x = col_int(t, "x"), *n = col_int(t, "n");
    size_t cap = 0;
    for (size_t r = 0; r < t->n; r++)
        cap += r == 0 || week[r] <= week[r - 1] || !str_eq(col_text(t, "value")[r], col_text(t, "value")[r - 1]) ||
               !str_eq(col_text(t, "item")[r], col_text(t, "item")[r - 1]);
    out->stream = ARENA_NEW_N(a, Stream, cap + 1);
    for (size_t r = 0; r < t->n; r++) {
        if (!out->n || !same(t, r, &out->stream[out->n - 1]))
            out->stream[out->n++] = (Stream){ .measure = measure_of(col_text(t, "measure")[r]),
                                              .item = col_text(t, "item")[r],
                                              .dimension = col_text(t, "dimension")[r],
                                              .value = col_text(t, "value")[r],
                                              .x = ARENA_NEW_N(a, double, out->weeks + 1),
                                              .n = ARENA_NEW_N(a, double, out->weeks + 1) };
        Stream *st = &out->stream[out->n - 1];
        if (week[r] < out->first || week[r] >= out->first + 7 * (int64_t)out->weeks)
            continue;
        size_t w = (size_t)((week[r] - out->first) / 7);
        st->x[w] += (double)x[r] / st->measure->scale;
        st->n[w] += (double)n[r];
    }
}

static int order(const void *l, const void *r)
{
    const Stream *a = l, *b = r;
    int c = strcmp(a->measure->name, b->measure->name);
    if (!c)
        c = str_cmp(a->item, b->item);
    if (!c)
        c = (int)str_eq(b->dimension, STR("all")) - (int)str_eq(a->dimension, STR("all"));
    if (!c)
        c = str_cmp(a->dimension, b->dimension);
    return c ? c : str_cmp(a->value, b->value);
}

static bool same_counts(const Stream *a, const Stream *b, size_t weeks)
{
    bool alike = a->measure == b->measure && str_eq(a->item, b->item);
    for (size_t w = 0; alike && w < weeks; w++)
        alike = fabs(a->x[w] - b->x[w]) < 1e-9 && fabs(a->n[w] - b->n[w]) < 1e-9;
    return alike;
}

/* Leaves out slices with the same counts as an earlier one of their measure and item: a region that is
 * everything, a depot that serves one region. */
static void drop_doubles(Streams *l)
{
    size_t kept = 0, first = 0;
    for (size_t k = 0; k < l->n; k++) {
        const Stream *st = &l->stream[k];
        if (kept && (l->stream[first].measure != st->measure || !str_eq(l->stream[first].item, st->item)))
            first = kept;
        bool twice = false;
        for (size_t i = first; i < kept && !twice; i++)
            twice = same_counts(&l->stream[i], st, l->weeks);
        if (!twice)
            l->stream[kept++] = *st;
    }
    l->n = kept;
}

static double volume(const Stream *st, size_t weeks)
{
    double sum = 0;
    for (size_t w = 0; w < weeks; w++)
        sum += st->measure->kind == CHANGE_MEAN ? st->n[w] : st->x[w];
    return sum;
}

static int by_number(const void *l, const void *r)
{
    double a = *(const double *)l, b = *(const double *)r;
    return (a < b) - (a > b);
}

/* The streams of most events and readings; wholes are among them, being no smaller than their slices. */
static void keep_largest(Streams *l, size_t most, Arena *a)
{
    if (l->n <= most)
        return;
    double *size = ARENA_NEW_N(a, double, l->n), *sorted = ARENA_NEW_N(a, double, l->n);
    size_t kept = 0;
    for (size_t k = 0; k < l->n; k++)
        size[k] = sorted[k] = volume(&l->stream[k], l->weeks);
    qsort(sorted, l->n, sizeof *sorted, by_number);
    for (size_t k = 0; k < l->n; k++)
        if (size[k] > sorted[most])
            l->stream[kept++] = l->stream[k];
    l->n = kept;
}

/* Counts per account: the exposure of a slice in a week is the number of its accounts alive then,
 * from the first sign of life to the last, so that customers who left do not look like a fall.  A
 * quarter without a sign at either end of the data says nothing: many are invoiced quarterly. */
static void set_exposure(Streams *s, int64_t as_of, Arena *a)
{
    const Table *t = &s->span;
    const Str *dimension = col_text(t, "dimension"), *value = col_text(t, "value");
    const int64_t *first = col_int(t, "first_day"), *last = col_int(t, "last_day");
    StrMap id;
    double **alive = ARENA_NEW_N(a, double *, t->n + 1);
    bool fresh;
    strmap_init(&id, a);
    for (size_t r = 0; r < t->n; r++) {
        size_t at = strmap_put(&id, str_fmt(a, "%.*s %.*s", STR_ARG(dimension[r]), STR_ARG(value[r])), &fresh);
        if (fresh)
            alive[at] = ARENA_NEW_N(a, double, s->weeks + 1);
        int64_t to = last[r] + QUIET_DAYS < as_of ? last[r] : as_of;
        int64_t from = first[r] - QUIET_DAYS > s->first ? first[r] : s->first;
        for (size_t w = (size_t)((from - s->first) / 7); w < s->weeks && s->first + 7 * (int64_t)w <= to; w++)
            alive[at][w]++;
    }
    for (size_t k = 0; k < s->n; k++) {
        Stream *st = &s->stream[k];
        bool own = !str_eq(st->dimension, STR("touchpoint")) && !str_eq(st->dimension, STR("unit"));
        if (st->measure->kind != CHANGE_POISSON)
            continue;
        Str key = own ? str_fmt(a, "%.*s %.*s", STR_ARG(st->dimension), STR_ARG(st->value)) : STR("all ");
        size_t at;
        memset(st->n, 0, s->weeks * sizeof *st->n);
        if (strmap_get(&id, key, &at))
            memcpy(st->n, alive[at], s->weeks * sizeof *st->n);
    }
}

/* Which system a count comes from: what is in the book of it begins with its export. */
typedef enum Comes { COMES_NONE, COMES_TICKETS, COMES_WORDS, COMES_USAGE, COMES_COUNT } Comes;

static Comes comes_from(const Stream *st)
{
    static const struct { const char *measure; Comes from; } from[] = {
        { "tickets", COMES_TICKETS }, { "ticket_kind", COMES_TICKETS }, { "theme", COMES_WORDS }, { "broken", COMES_WORDS }, { "usage", COMES_USAGE }, { "usage_event", COMES_USAGE } };
    for (size_t i = 0; i < COUNT_OF(from); i++)
        if (!strcmp(st->measure->name, from[i].measure))
            return from[i].from;
    return COMES_NONE;
}

/* No data before this week. */
static void nothing_until(Stream *st, size_t week)
{
    for (size_t w = 0; w < week; w++)
        st->x[w] = st->n[w] = 0;
}

/* Accounts were customers before the desk's export begins: weeks without a ticket of anybody at the beginning are no data, and neither is the week in
 * which it begins.  Fewer than eight such weeks may be chance, and stay. */
static void unsay_before(Streams *s)
{
    size_t begin[COMES_COUNT];
    for (size_t i = 0; i < COMES_COUNT; i++)
        begin[i] = s->weeks;
    for (size_t k = 0; k < s->n; k++) {
        const Stream *st = &s->stream[k];
        size_t w = 0, *at = &begin[comes_from(st)];
        while (w < *at && st->x[w] <= 0)
            w++;
        *at = w;
    }
    for (size_t k = 0; k < s->n; k++) {
        Stream *st = &s->stream[k];
        size_t to = begin[comes_from(st)], lived = 0;
        if (comes_from(st) == COMES_NONE || to >= s->weeks)
            continue;
        for (size_t w = 0; w < to; w++)
            lived += st->n[w] > 0;
        if (lived >= BEGIN_WEEKS)
            nothing_until(st, to + 1);
    }
}

static void name_stream(Stream *st, const Table *themes, Arena *a)
{
    Str item = st->item, words = str_of(st->measure->words), value = st->value;
    int64_t id = 0;
    bool theme = !strcmp(st->measure->name, "theme");
    if (theme || !strcmp(st->measure->name, "theme_sentiment")) {
        if (str_to_i64(item, &id) && theme)
            st->theme = id;
        item = STR("a theme");
        for (size_t r = 0; r < themes->n; r++)
            if (col_int(themes, "theme_id")[r] == id)
                item = col_text(themes, "name")[r];
    }
    size_t at = 0;
    while (at < words.n && words.p[at] != '%')
        at++;
    if (at < words.n)
        words = str_fmt(a, "%.*s%.*s%.*s", STR_ARG(str_sub(words, 0, at)), STR_ARG(item),
                        STR_ARG(str_sub(words, at + 2, words.n)));
    st->name = value.n ? str_fmt(a, "%.*s, %.*s", STR_ARG(words), STR_ARG(value)) : words;
}

int stream_week_of_year(int64_t day)
{
    return (int)((day - day_of_civil((Civil){ civil_of_day(day).year, 1, 1 })) / 7);
}

bool stream_is_whole(const Stream *st)
{
    return str_eq(st->dimension, STR("all")) || !strcmp(st->measure->name, "metric");
}

static double with_calendar(const Stream *st, double yearly, const double *const z[COVARIATES], size_t w)
{
    ChangeKind kind = st->measure->kind;
    double by = covariate_factor(st->calendar, kind, z[0][w], z[1][w]);
    return kind == CHANGE_MEAN ? yearly + by : yearly * by;
}

/* What year and calendar make of each week. */
static void put_together(Streams *l, Stream *st, Arena *a)
{
    const double *z[COVARIATES];
    st->season = st->yearly;
    if (!st->calendar)
        return;
    double *factor = ARENA_NEW_N(a, double, l->weeks + 1);
    short_weeks_of(&l->lack, st->dimension, st->value, z);
    for (size_t w = 0; w < l->weeks; w++)
        factor[w] = with_calendar(st, st->yearly ? st->yearly[w] : st->measure->kind == CHANGE_MEAN ? 0 : 1, z, w);
    st->season = factor;
}

/* The calendar first: what moves between the weeks of the year is its part, what stays is the season's. */
static void find_whole(Streams *l, Stream *st, const int *year, const int *week, Arena *a)
{
    const double *z[COVARIATES];
    double *factor = ARENA_NEW_N(a, double, l->weeks + 1);
    Covariate *by = ARENA_NEW(a, Covariate);
    bool seasonal = false;
    ChangeInput in = stream_input(st, l->weeks, a);
    short_weeks_of(&l->lack, st->dimension, st->value, z);
    *by = (Covariate){ .used = false };
    if (strcmp(st->measure->name, "metric"))
        *by = covariate_find(&in, z);
    st->calendar = by->used ? by : NULL;
    put_together(l, st, a);
    in = stream_input(st, l->weeks, a);
    season_find(&in, year, week, factor, &seasonal);
    st->yearly = seasonal ? factor : NULL;
    put_together(l, st, a);
}

/* Streams are in order, so the whole of a measure and item comes before its slices. */
void streams_seasons(Streams *l, Arena *a)
{
    int *year = ARENA_NEW_N(a, int, l->weeks + 1), *week = ARENA_NEW_N(a, int, l->weeks + 1);
    const Stream *whole = NULL;
    for (size_t w = 0; w < l->weeks; w++) {
        int64_t day = l->first + 7 * (int64_t)w;
        year[w] = (int)civil_of_day(day).year;
        week[w] = stream_week_of_year(day);
    }
    for (size_t k = 0; k < l->n; k++) {
        Stream *one = &l->stream[k];
        one->season = one->yearly = NULL;
        one->calendar = NULL;
        if (stream_is_whole(one)) {
            find_whole(l, one, year, week, a);
            whole = one;
        } else if (whole && whole->measure == one->measure && str_eq(whole->item, one->item)) {
            one->yearly = whole->yearly;
            one->calendar = whole->calendar;
            put_together(l, one, a);
        }
    }
}

/* What the year made of that week of an earlier year, and what the calendar makes of its own days. */
double stream_season_then(const Streams *l, const Stream *st, size_t ahead)
{
    int week = stream_week_of_year(l->first + 7 * (int64_t)(l->weeks + ahead));
    double yearly = st->measure->kind == CHANGE_MEAN ? 0 : 1;
    const double *z[COVARIATES];
    for (size_t w = l->weeks; st->yearly && w-- > 0;)
        if (stream_week_of_year(l->first + 7 * (int64_t)w) == week) {
            yearly = st->yearly[w];
            break;
        }
    short_weeks_of(&l->lack, st->dimension, st->value, z);
    return st->calendar && ahead < SHORT_AHEAD ? with_calendar(st, yearly, z, l->weeks + ahead) : yearly;
}

static Status give_ids(Store *s, Streams *l, Arena *a, Err *err)
{
    Str *key = ARENA_NEW_N(a, Str, l->n + 1);
    int64_t *id = ARENA_NEW_N(a, int64_t, l->n + 1);
    for (size_t k = 0; k < l->n; k++) {
        const Stream *st = &l->stream[k];
        key[k] = str_fmt(a, "%s/%.*s/%.*s/%.*s", st->measure->name, STR_ARG(st->item), STR_ARG(st->dimension), STR_ARG(st->value));
    }
    Status st = lasting_ids(s, LASTING_STREAM, key, l->n, a, id, err);
    for (size_t k = 0; !st && k < l->n; k++)
        l->stream[k].id = id[k];
    return st;
}

Status streams_gather(Store *s, int64_t as_of, Arena *a, Streams *out, Err *err)
{
    Table t, themes;
    *out = (Streams){ 0 };
    Status st = refill(s, as_of, a, err);
    if (!st)
        st = store_fetch(s, SQL_WEEKLY_STREAMS, STORE_ARGS(DB_INT(LIMIT_STREAM_EVENTS)), a, &t, err);
    if (!st)
        st = store_fetch(s, SQL_SLICE_SPANS, STORE_NO_ARGS, a, &out->span, err);
    if (!st)
        st = store_fetch(s, SQL_THEME_LIST, STORE_NO_ARGS, a, &themes, err);
    if (st || !whole_weeks(out, &t, as_of))
        return st;
    add_rows(out, &t, a);
    set_exposure(out, as_of, a);
    unsay_before(out);
    qsort(out->stream, out->n, sizeof *out->stream, order);
    drop_doubles(out);
    keep_largest(out, LIMIT_STREAMS, a);
    st = short_weeks_read(s, out->first, out->weeks, a, &out->lack, err);
    if (!st)
        streams_seasons(out, a);
    for (size_t k = 0; !st && k < out->n; k++)
        name_stream(&out->stream[k], &themes, a);
    return st ? st : give_ids(s, out, a, err);
}

ChangeInput stream_input(const Stream *st, size_t weeks, Arena *a)
{
    ChangeInput in = { .kind = st->measure->kind, .x = st->x, .n = st->n, .weeks = weeks };
    if (in.kind != CHANGE_MEAN && !st->season)
        return in;
    double *v = ARENA_NEW_N(a, double, weeks + 1);
    for (size_t w = 0; w < weeks; w++) {
        double season = st->season ? st->season[w] : 0;
        if (in.kind == CHANGE_MEAN)
            v[w] = st->n[w] > 0 ? st->x[w] / st->n[w] - season : 0;
        else        /* never fewer trials than events */
            v[w] = in.kind == CHANGE_BINOMIAL ? fmax(st->x[w], round(st->n[w] * season)) : st->n[w] * season;
    }
    *(in.kind == CHANGE_MEAN ? &in.x : &in.n) = v;
    return in;
}

static const char *const kinds[] = { [CHANGE_BINOMIAL] = "share", [CHANGE_POISSON] = "rate", [CHANGE_MEAN] = "mean" };

Status streams_write(Store *s, const Streams *l, Arena *a, Err *err)
{
    static const ColSpec cols[] = { { "stream_id", COL_INT }, { "name", COL_TEXT }, { "measure", COL_TEXT }, { "theme_id", COL_INT }, { "dimension", COL_TEXT }, { "value", COL_TEXT } };
    static const ColSpec week_cols[] = { { "stream_id", COL_INT }, { "week", COL_DATE }, { "x", COL_F64 }, { "n", COL_F64 } };
    static const ColSpec item_cols[] = { { "stream_id", COL_INT }, { "item", COL_TEXT }, { "kind", COL_TEXT }, { "seasonal", COL_BOOL } };
    Table t, w, item;
    table_init(&t, a, cols, COUNT_OF(cols));
    table_init(&w, a, week_cols, COUNT_OF(week_cols));
    table_init(&item, a, item_cols, COUNT_OF(item_cols));
    for (size_t k = 0; k < l->n; k++) {
        const Stream *st = &l->stream[k];
        int64_t id = st->id;
        table_put_int(&t, 0, id);
        table_put_text(&t, 1, st->name);
        table_put_text(&t, 2, str_of(st->measure->name));
        if (st->theme)
            table_put_int(&t, 3, st->theme);
        table_put_text(&t, 4, st->dimension);
        table_put_text(&t, 5, st->value);
        table_row(&t);
        table_put_int(&item, 0, id);
        table_put_text(&item, 1, st->item);
        table_put_text(&item, 2, str_of(kinds[st->measure->kind]));
        table_put_int(&item, 3, st->season != NULL);
        table_row(&item);
        for (size_t i = 0; i < l->weeks; i++) {
            table_put_int(&w, 0, id);
            table_put_int(&w, 1, l->first + 7 * (int64_t)i);
            table_put_f64(&w, 2, st->x[i]);
            table_put_f64(&w, 3, st->n[i]);
            table_row(&w);
        }
    }
    Status st = store_append(s, "d_stream", &t, err);
    if (!st)
        st = store_append(s, "d_stream_item", &item, err);
    return st ? st : store_append(s, "d_stream_week", &w, err);
}
