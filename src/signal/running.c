/* running.c - the weeks that are not over: what has come in so far, tested as it comes (part.h).
 *
 * The count of a week can only grow.  So many events so far, against a whole week's exposure and the weeks before at the
 * same level, is the spike test of detect.c with some events missing, and errs towards silence; when the last has come in, it is that
 * test.  However often one looks, the least p is the last one; a share or a mean goes both ways, and has a p that
 * holds at every look (shape_running() in num/shape.h): nothing is spent on looking.  What is late, unanswered or unpaid is known later than
 * what is well, so of shares only rises are told, and promises count when what breaks them is known.  Use goes both ways: days that are over
 * are known wholly, and are held against as much of a week.  Benjamini
 * and Hochberg go over every stream and week, past and running, as they would in a whole run: q of the few streams with news is scaled to
 * all of them, with p = 1 for the others. */
#include "signal/part.h"

#include <math.h>

#include "base/date.h"
#include "num/dist.h"
#include "num/interval.h"

enum { RUNNING_WEEKS = SHORT_AHEAD };     /* what is dated later waits for a whole run, which moves the as-of day */

typedef struct Running {
    SignalBook *b;
    Streams     l;
    double     *x, *n;          /* RUNNING_WEEKS a stream: events so far, exposure */
    Str         from, to;       /* the first day of these weeks, and the first behind them */
    int64_t     newest;
    Arena       scratch;
} Running;

static Status take_back(const Running *r, Err *err)
{
    static const int sql[] = { SQL_DROP_RUNNING_QUOTES, SQL_DROP_RUNNING_WITH, SQL_DROP_RUNNING_ACCOUNTS, SQL_DROP_RUNNING_MORE, SQL_DROP_RUNNING_SIGNALS,
                               SQL_DROP_RUNNING_WEEKS, SQL_DROP_RUNNING_COUNTS };
    Status st = ST_OK;
    for (size_t i = 0; !st && i < COUNT_OF(sql); i++)
        st = store_run(r->b->s, sql[i], STORE_ARGS(DB_TEXT(r->from)), err);
    return st;
}

/* Use of the first of these weeks, of its days that are over. */
static Status count_use(Running *r, Err *err)
{
    Table t;
    int64_t from = day_week_start(r->b->as_of + 1);
    Status st = store_fetch(r->b->s, SQL_RUNNING_USE_DAYS, STORE_ARGS(DB_TEXT(r->from), DB_TEXT(r->to)), r->b->a, &t, err);
    if (st || !t.n || !col_has(table_col(&t, "day"), 0))
        return st;
    int64_t end = col_int(&t, "day")[0], last = end - 1;
    end = end > from + 7 ? from + 7 : end;
    r->newest = r->newest > last ? r->newest : last;
    return end > from ? store_run(r->b->s, SQL_FILL_RUNNING_USE, STORE_ARGS(DB_TEXT(r->from), DB_TEXT(date_iso(r->b->a, end))), err) : ST_OK;
}

static Status count_anew(Running *r, Err *err)
{
    Table t;
    double grace;
    Store *s = r->b->s;
    static const int sql[] = { SQL_FILL_RUNNING, SQL_FILL_RUNNING_TICKETS, SQL_FILL_RUNNING_ANSWERS, SQL_FILL_CHURN, SQL_FILL_BROKEN, SQL_FILL_TICKET_CSAT, SQL_FILL_SCORES_BY_TOUCHPOINT,
                               SQL_FILL_RATING_BY_TOUCHPOINT, SQL_FILL_TICKETS_BY_PLACE, SQL_FILL_SAID_BY_UNIT };
    Status st = store_fetch(s, SQL_RUNNING_LAST, STORE_ARGS(DB_TEXT(r->from), DB_TEXT(r->to)), r->b->a, &t, err);
    if (!st)
        r->newest = t.n && col_has(table_col(&t, "day"), 0) ? col_int(&t, "day")[0] : 0;
    for (size_t i = 0; !st && i < COUNT_OF(sql); i++)
        st = store_run(s, sql[i], STORE_ARGS(DB_TEXT(r->from), DB_TEXT(r->to)), err);
    if (!st)
        st = store_setting(s, "grace_days", &grace, err);
    if (!st && r->newest)
        st = store_run(s, SQL_FILL_RUNNING_PROMISES, STORE_ARGS(DB_TEXT(r->from), DB_TEXT(r->to), DB_TEXT(date_iso(r->b->a, r->newest)), DB_INT((int64_t)grace)),
                       err);
    if (!st)
        st = store_run(s, SQL_FILL_RUNNING_WEEKS, STORE_ARGS(DB_TEXT(r->from)), err);
    return st ? st : count_use(r, err);
}

static Stream new_stream(const Table *t, size_t row, size_t weeks, Arena *a)
{
    const TableColumn *theme = table_col(t, "theme_id");
    return (Stream){ .measure = measure_of(col_text(t, "measure")[row]), .item = col_text(t, "item")[row], .dimension = col_text(t, "dimension")[row],
                     .value = col_text(t, "value")[row], .name = col_text(t, "name")[row], .id = col_int(t, "stream_id")[row],
                     .theme = col_has(theme, row) ? theme->i[row] : 0, .x = ARENA_NEW_N(a, double, weeks + 1), .n = ARENA_NEW_N(a, double, weeks + 1) };
}

/* Weeks before `from` make the streams; those behind it are kept beside them. */
static Status read_streams(Running *r, int64_t from, Err *err)
{
    Table t;
    Arena *a = r->b->a;
    size_t n = 0;
    Status st = store_fetch(r->b->s, SQL_RUNNING_STREAMS, STORE_ARGS(DB_TEXT(r->from)), a, &t, err);
    if (st || !t.n)
        return st;
    const int64_t *id = col_int(&t, "stream_id"), *week = col_int(&t, "week");
    r->l.first = week[0];
    for (size_t k = 0; k < t.n; k++) {
        r->l.first = week[k] < r->l.first ? week[k] : r->l.first;
        n += k == 0 || id[k] != id[k - 1];
    }
    r->l.weeks = (size_t)((from - r->l.first) / 7);
    r->l.stream = ARENA_NEW_N(a, Stream, n + 1);
    r->x = ARENA_NEW_N(a, double, n * RUNNING_WEEKS + 1);
    r->n = ARENA_NEW_N(a, double, n * RUNNING_WEEKS + 1);
    for (size_t k = 0; k < t.n; k++) {
        if (k == 0 || id[k] != id[k - 1])
            r->l.stream[r->l.n++] = new_stream(&t, k, r->l.weeks, a);
        size_t s = r->l.n - 1, w = (size_t)((week[k] - r->l.first) / 7);
        bool runs = w >= r->l.weeks;
        size_t at = runs ? s * RUNNING_WEEKS + (w - r->l.weeks) : w;
        (runs ? r->x : r->l.stream[s].x)[at] = col_f64(&t, "x")[k];
        (runs ? r->n : r->l.stream[s].n)[at] = col_f64(&t, "n")[k];
    }
    st = short_weeks_read(r->b->s, r->l.first, r->l.weeks, a, &r->l.lack, err);
    if (!st)
        streams_seasons(&r->l, a);
    return st;
}

/* Not above any mean that it could be compared with: no rise, whatever the changes before. */
static bool cannot_rise(const ChangeInput *in, double rate)
{
    double x = 0, n = 0, weeks = 0, least = HUGE_VAL;
    for (size_t w = in->weeks; w-- > 0 && weeks < SPIKE_BEFORE;) {
        if (in->n[w] <= 0)
            continue;
        x += in->x[w];
        n += in->n[w];
        least = ++weeks >= SPIKE_BEFORE_MIN ? fmin(least, x / n) : least;
    }
    return rate <= least;
}

/* Week `w` of those that run, as stream_input() has those before. */
static void running_week(const Running *r, size_t k, size_t w, double *x, double *n)
{
    const Stream *s = &r->l.stream[k];
    double season = stream_season_then(&r->l, s, w);
    *x = r->x[k * RUNNING_WEEKS + w];
    *n = r->n[k * RUNNING_WEEKS + w];
    if (s->measure->kind == CHANGE_MEAN)
        *x = *n > 0 ? *x / *n - season : 0;
    else if (s->measure->kind == CHANGE_BINOMIAL)
        *n = s->season ? fmax(*x, round(*n * season)) : *n;
    else
        *n *= season;
}

/* Use is counted by days that are over, of as much exposure as such days have: a mean of accounts and weeks, part of a week so far, which goes both ways.  What all
 * accounts have in common from week to week counts as if it were theirs alone, so that part of a week is held for less sure than it is. */
static double *per_account(const double *x, const double *n, size_t weeks, Arena *a)
{
    double *mean = ARENA_NEW_N(a, double, weeks);
    for (size_t w = 0; w < weeks; w++)
        mean[w] = n[w] > 0 ? x[w] / n[w] : 0;
    return mean;
}

/* Each running week of one stream against the whole ones since its last change. */
static Status test_stream(Running *r, size_t k, Spike *out, Err *err)
{
    const Stream *s = &r->l.stream[k];
    size_t weeks = r->l.weeks, last = 0;
    ChangeInput in = stream_input(s, weeks, &r->scratch);
    double *x = ARENA_NEW_N(&r->scratch, double, weeks + 1), *n = ARENA_NEW_N(&r->scratch, double, weeks + 1);
    ChangeResult level = { .too_few = true };
    bool settled = false, daily = s->measure->daily;
    Status st = ST_OK;
    if (weeks) {
        memcpy(x, in.x, weeks * sizeof *x);
        memcpy(n, in.n, weeks * sizeof *n);
    }
    for (size_t w = 0; !st && w < RUNNING_WEEKS; w++) {
        running_week(r, k, w, &x[weeks], &n[weeks]);
        out[w] = (Spike){ .p = 1 };
        if (!(n[weeks] > 0) || (in.kind != CHANGE_MEAN && !daily && cannot_rise(&in, x[weeks] / n[weeks])))
            continue;
        if (!settled)
            st = change_detect(&in, &r->scratch, &level, err);
        settled = true;
        last = level.n_change ? level.change[level.n_change - 1].at : 0;
        if (!st && !level.too_few)
            st = shape_running(&(ChangeInput){ .kind = daily ? CHANGE_MEAN : in.kind, .x = daily ? per_account(x, n, weeks + 1, &r->scratch) : x, .n = n, .weeks = weeks + 1 }, last, &out[w], err);
    }
    return st;
}

/* As many tests as a whole run makes: those without news have p = 1, and rank behind all that have some. */
static Status judge(Running *r, const Spike *spike, int64_t streams, double *q, Err *err)
{
    size_t all = r->l.n * RUNNING_WEEKS, tested = 0;
    double *p = ARENA_NEW_N(r->b->a, double, all + 1);
    for (size_t i = 0; i < all; i++) {
        p[i] = r->n[i] > 0 ? spike[i].p : F64_NAN;
        tested += r->n[i] > 0;
    }
    Status st = bh_qvalues(p, all, r->b->a, q, err);
    double scale = tested ? fmax(1, (double)streams * (double)(r->l.weeks + 1) / (double)tested) : 1;
    for (size_t i = 0; !st && i < all; i++)
        q[i] = isfinite(q[i]) ? fmin(1, q[i] * scale) : q[i];
    return st;
}

static Status tell(Running *r, const Spike *spike, const double *q, int64_t *n, Err *err)
{
    FoundList f = { .at = ARENA_NEW_N(r->b->a, Found, r->l.n * RUNNING_WEEKS + 1) };
    for (size_t i = 0; i < r->l.n * RUNNING_WEEKS; i++) {
        if (!(q[i] <= r->b->fdr))
            continue;
        const Stream *s = &r->l.stream[i / RUNNING_WEEKS];
        size_t week = r->l.weeks + i % RUNNING_WEEKS;
        int64_t end = r->l.first + 7 * (int64_t)week + 6;
        Found one = { s, change_of_week(week, &spike[i], r->n[i]), SHAPE_RUNNING, spike[i].p, q[i], false, end < r->newest ? end : r->newest, 0 };
        f.at[f.n++] = one;
    }
    find_shadows(&f);
    return f.n ? signals_write(r->b, &r->l, &f, n, err) : ST_OK;
}

static Status test_all(Running *r, int64_t *n, Err *err)
{
    int64_t streams = 0;
    Spike *spike = ARENA_NEW_N(r->b->a, Spike, r->l.n * RUNNING_WEEKS + 1);
    double *q = ARENA_NEW_N(r->b->a, double, r->l.n * RUNNING_WEEKS + 1);
    Status st = store_int(r->b->s, SQL_STREAM_COUNT, STORE_NO_ARGS, 0, &streams, err);
    for (size_t k = 0; !st && k < r->l.n; k++) {
        ArenaMark m = arena_mark(&r->scratch);
        for (size_t w = 0; w < RUNNING_WEEKS; w++)
            spike[k * RUNNING_WEEKS + w].p = 1;
        if (stream_worth_it(&r->l.stream[k], r->l.weeks))
            st = test_stream(r, k, spike + k * RUNNING_WEEKS, err);
        arena_rewind(&r->scratch, m);
    }
    if (!st)
        st = judge(r, spike, streams, q, err);
    return st ? st : tell(r, spike, q, n, err);
}

Status running_write(SignalBook *b, int64_t *n, int64_t *looked, Err *err)
{
    int64_t from = day_week_start(b->as_of + 1);
    Running r = { .b = b, .from = date_iso(b->a, from), .to = date_iso(b->a, from + 7 * RUNNING_WEEKS) };
    b->running = RUNNING_WEEKS;
    b->told_from = from;
    arena_init(&r.scratch);
    *n = *looked = 0;
    Status st = take_back(&r, err);
    if (!st)
        st = count_anew(&r, err);
    if (!st)
        st = read_streams(&r, from, err);
    for (size_t i = 0; i < r.l.n; i++) {
        bool news = false;
        for (size_t w = 0; w < RUNNING_WEEKS; w++)
            news = news || r.n[i * RUNNING_WEEKS + w] > 0;
        *looked += news;
    }
    if (!st && *looked)
        st = test_all(&r, n, err);
    if (!st)
        st = store_run(b->s, SQL_DROP_RUNNING_WEEKS, STORE_ARGS(DB_TEXT(r.from)), err);
    arena_release(&r.scratch);
    return st;
}
