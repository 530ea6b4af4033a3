#include "signal/part.h"

#include <math.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/map.h"
#include "num/cluster.h"
#include "num/dist.h"
#include "store/lasting.h"

enum { WITH_MAX = 3, LAG_MAX = 3, WINDOW_BEFORE = 26, PAIRS_MIN = 16, WITH_MOVED = 6, THEME_WEEKS = 8 };
#define WITH_LEVEL 0.01    /* over all streams and lags compared with one signal */

static const char *const shapes[] = { [SHAPE_STEP] = "step", [SHAPE_DRIFT] = "drift", [SHAPE_SPIKE] = "spike", [SHAPE_RUNNING] = "running" };

typedef struct Tables {
    Table signal, more, account, quote, with;
} Tables;

int64_t revenue_of(const Revenue *r, int64_t account)
{
    size_t k = ids_find(r->account, r->n, account);
    return k < r->n ? r->amount[k] : 0;
}

static int64_t day_of(const Streams *l, size_t week) { return l->first + 7 * (int64_t)week; }

static int64_t size_of(const Table *sizes, const Stream *st)
{
    bool own = !str_eq(st->dimension, STR("touchpoint")) && !str_eq(st->dimension, STR("unit"));
    for (size_t r = 0; r < sizes->n; r++)
        if (own ? str_eq(col_text(sizes, "dimension")[r], st->dimension) && str_eq(col_text(sizes, "value")[r], st->value)
                : str_eq(col_text(sizes, "dimension")[r], STR("all")))
            return col_int(sizes, "n")[r];
    return 0;
}

/* Does a row of signal_where show the change?  Events where they rose; any trial or reading elsewhere. */
static bool shows(const Found *f, int64_t x, int64_t n)
{
    return f->stream->measure->kind != CHANGE_MEAN && f->change.diff > 0 ? x > 0 : x > 0 || n > 0;
}

/* Who is affected: of the rows of signal_where from `*r` on, those of signal `id`; a spike is its one week. */
static void put_accounts(const SignalBook *b, const Streams *l, const Found *f, int64_t id, const Table *rows, size_t *r, Tables *t)
{
    bool spike = found_one_week(f);
    const int64_t *of = col_int(rows, "signal_id"), *who = col_int(rows, "account_id");
    const int64_t *xs = col_int(rows, spike ? "x_first" : "x"), *ns = col_int(rows, spike ? "n_first" : "n");
    int64_t affected = 0, money = 0;
    for (; *r < rows->n && of[*r] == id; (*r)++) {
        int64_t revenue = revenue_of(&b->revenue, who[*r]);
        if (!shows(f, xs[*r], ns[*r]))
            continue;
        table_put_int(&t->account, 0, who[*r]);
        table_put_int(&t->account, 1, id);
        table_put_int(&t->account, 2, xs[*r]);
        table_put_int(&t->account, 3, ns[*r]);
        table_put_int(&t->account, 4, revenue);
        table_row(&t->account);
        affected++;
        money += revenue;
    }
    table_put_int(&t->more, 0, id);
    table_put_text(&t->more, 1, str_of(shapes[f->shape]));
    table_put_int(&t->more, 2, day_of(l, f->change.at_low));
    table_put_int(&t->more, 3, day_of(l, f->change.at_high));
    table_put_f64(&t->more, 4, f->change.p_look);
    table_put_int(&t->more, 5, affected);
    table_put_int(&t->more, 6, money);
    table_row(&t->more);
}

static void put_signal(const Streams *l, const Found *f, int64_t id, const Table *sizes, Table *t)
{
    const Change *c = &f->change;
    table_put_int(t, 0, id);
    table_put_int(t, 1, f->stream->id);
    table_put_text(t, 2, c->diff > 0 ? STR("rise") : STR("fall"));
    table_put_int(t, 3, day_of(l, c->at));
    table_put_int(t, 4, f->seen ? f->seen : day_of(l, c->detected_at) + 6);
    const double figure[] = { c->before, c->after, c->diff, c->low, c->high, c->p, f->q };
    for (size_t i = 0; i < COUNT_OF(figure); i++)
        table_put_f64(t, 5 + i, figure[i]);
    table_put_int(t, 12, (int64_t)(c->n_before + c->n_after));
    table_put_int(t, 13, size_of(sizes, f->stream));
    table_row(t);
}

/* What the quotes should be about: the signal's theme; else the theme that changed most clearly within
 * THEME_WEEKS of it, in the same direction of good and bad; 0: none did. */
static int64_t theme_of(const FoundList *f, const Found *one)
{
    const Found *best = NULL;
    if (one->stream->theme)
        return one->stream->theme;
    for (size_t k = 0; k < f->n; k++) {
        const Found *o = &f->at[k];
        size_t x = o->change.at, y = one->change.at;
        bool like = (o->change.diff > 0) == ((one->change.diff > 0) == one->stream->measure->harm);
        if (o->stream->theme && like && (x > y ? x - y : y - x) <= THEME_WEEKS && (!best || o->change.stat > best->change.stat))
            best = o;
    }
    return best ? best->stream->theme : 0;
}

/* Correlation of two streams' levels over weeks [from, to), the second `lag` weeks later: Pearson's.  NaN under PAIRS_MIN pairs or without variation. */
static double correlation(const Stream *a, const Stream *b, size_t from, size_t to, int lag, size_t weeks, size_t *pairs)
{
    double sx = 0, sy = 0, sxx = 0, syy = 0, sxy = 0;
    size_t m = 0;
    for (size_t w = from; w < to; w++) {
        long v = (long)w + lag;
        if (v < 0 || v >= (long)weeks || a->n[w] <= 0 || b->n[v] <= 0)
            continue;
        double x = a->x[w] / a->n[w], y = b->x[v] / b->n[v];
        sx += x;
        sy += y;
        sxx += x * x;
        syy += y * y;
        sxy += x * y;
        m++;
    }
    double n = (double)m, vx = sxx - sx * sx / n, vy = syy - sy * sy / n;
    *pairs = m;
    return m >= PAIRS_MIN && vx > 1e-12 * sxx && vy > 1e-12 * syy ? (sxy - sx * sy / n) / sqrt(vx * vy) : F64_NAN;
}

typedef struct With {
    size_t stream;
    double r, p;
    int    lag;
} With;

static int by_p(const void *l, const void *r)
{
    const With *a = l, *b = r;
    if (a->p < b->p || a->p > b->p)
        return a->p < b->p ? -1 : 1;
    return (a->stream > b->stream) - (a->stream < b->stream);
}

static bool same_thing(const Stream *a, const Stream *b) { return a->measure == b->measure && str_eq(a->item, b->item); }

/* Comparable: another thing, in the same slice or in the whole. */
static bool may_go_with(const Stream *a, const Stream *b)
{
    return !same_thing(a, b) && (str_eq(b->dimension, STR("all")) || (str_eq(a->dimension, b->dimension) && str_eq(a->value, b->value)));
}

/* The other stream changed too, within WITH_MOVED weeks. */
static bool moved_then(const FoundList *f, const Found *one, const Stream *other)
{
    for (size_t k = 0; k < f->n; k++) {
        size_t x = f->at[k].change.at, y = one->change.at;
        if (f->at[k].stream == other && (x > y ? x - y : y - x) <= WITH_MOVED)
            return true;
    }
    return false;
}

static void put_with(const SignalBook *b, const Streams *l, const FoundList *f, const Found *one, int64_t id, Table *t)
{
    size_t at = one->change.at, from = at > WINDOW_BEFORE ? at - WINDOW_BEFORE : 0, to = at + WINDOW_BEFORE < l->weeks ? at + WINDOW_BEFORE : l->weeks;
    With *with = ARENA_NEW_N(b->a, With, l->n + 1);
    size_t n = 0, tried = 0;
    for (size_t k = 0; k < l->n; k++) {
        With best = { .stream = k, .p = 2 };
        if (!may_go_with(one->stream, &l->stream[k]))
            continue;
        for (int lag = -LAG_MAX; lag <= LAG_MAX; lag++) {
            size_t m;
            double r = correlation(one->stream, &l->stream[k], from, to, lag, l->weeks, &m);
            double p = isfinite(r) ? t_two_sided(r * sqrt((double)(m - 2) / fmax(1e-12, 1 - r * r)), (double)(m - 2)) : 2;
            if (p < best.p)
                best = (With){ k, r, p, lag };
        }
        if (best.p > 1)
            continue;
        tried++;
        with[n++] = best;
    }
    if (n)
        qsort(with, n, sizeof *with, by_p);
    double allowed = WITH_LEVEL / ((double)tried * (2 * LAG_MAX + 1));
    size_t told_of[WITH_MAX];
    for (size_t k = 0, told = 0; k < n && told < WITH_MAX; k++) {
        bool twice = false;
        for (size_t i = 0; i < told; i++)
            twice = twice || same_thing(&l->stream[told_of[i]], &l->stream[with[k].stream]);
        if (twice || (with[k].p > allowed && !moved_then(f, one, &l->stream[with[k].stream])))
            continue;
        told_of[told] = with[k].stream;
        table_put_int(t, 0, id);
        table_put_int(t, 1, (int64_t)++told);
        table_put_int(t, 2, l->stream[with[k].stream].id);
        table_put_f64(t, 3, with[k].r);
        table_put_int(t, 4, with[k].lag);
        table_row(t);
    }
}

static void tables_init(Tables *t, Arena *a)
{
    static const ColSpec signal[] = { { "signal_id", COL_INT }, { "stream_id", COL_INT }, { "kind", COL_TEXT }, { "at", COL_DATE }, { "detected_at", COL_DATE },
                                      { "before", COL_F64 }, { "after", COL_F64 }, { "size", COL_F64 }, { "low", COL_F64 }, { "high", COL_F64 },
                                      { "p", COL_F64 }, { "q", COL_F64 }, { "n", COL_INT }, { "accounts", COL_INT } };
    static const ColSpec more[] = { { "signal_id", COL_INT }, { "shape", COL_TEXT }, { "at_low", COL_DATE }, { "at_high", COL_DATE }, { "p_look", COL_F64 }, { "affected", COL_INT }, { "revenue", COL_INT } };
    static const ColSpec account[] = { { "account_id", COL_INT }, { "signal_id", COL_INT }, { "x", COL_INT }, { "n", COL_INT }, { "revenue", COL_INT } };
    static const ColSpec quote[] = { { "signal_id", COL_INT }, { "rank", COL_INT }, { "account_id", COL_INT }, { "comment_id", COL_INT } };
    static const ColSpec with[] = { { "signal_id", COL_INT }, { "rank", COL_INT }, { "stream_id", COL_INT }, { "correlation", COL_F64 }, { "lag_weeks", COL_INT } };
    table_init(&t->signal, a, signal, COUNT_OF(signal));
    table_init(&t->more, a, more, COUNT_OF(more));
    table_init(&t->account, a, account, COUNT_OF(account));
    table_init(&t->quote, a, quote, COUNT_OF(quote));
    table_init(&t->with, a, with, COUNT_OF(with));
}

/* Those that are told, by their ids. */
typedef struct Told {
    Found **at;
    size_t  n;
} Told;

static int by_id(const void *l, const void *r)
{
    int64_t a = (*(Found *const *)l)->id, b = (*(Found *const *)r)->id;
    return (a > b) - (a < b);
}

/* A stream, rise or fall, and the day make a signal: a run that sees more of it, or tells it in another shape, calls it the same. */
static Status give_ids(const SignalBook *b, const Streams *l, const FoundList *f, Told *t, Err *err)
{
    Str *key = ARENA_NEW_N(b->a, Str, f->n + 1);
    int64_t *id = ARENA_NEW_N(b->a, int64_t, f->n + 1);
    StrMap seen;
    strmap_init(&seen, b->a);
    *t = (Told){ ARENA_NEW_N(b->a, Found *, f->n + 1), 0 };
    for (size_t k = 0; k < f->n; k++) {
        const Found *one = &f->at[k];
        bool is_new;
        if (one->shadow)
            continue;
        Str name = str_fmt(b->a, "%lld/%s/%.*s", (long long)one->stream->id, one->change.diff > 0 ? "rise" : "fall", STR_ARG(date_iso(b->a, day_of(l, one->change.at))));
        (void)strmap_put(&seen, name, &is_new);
        key[t->n] = is_new ? name : str_fmt(b->a, "%.*s/%zu", STR_ARG(name), k);
        t->at[t->n++] = &f->at[k];
    }
    Status st = lasting_ids(b->s, LASTING_SIGNAL, key, t->n, b->a, id, err);
    for (size_t k = 0; !st && k < t->n; k++)
        t->at[k]->id = id[k];
    if (!st && t->n)
        qsort(t->at, t->n, sizeof(Found *), by_id);
    return st;
}

static Status who_is_affected(const SignalBook *b, const Streams *l, const Told *told, Tables *t, Err *err)
{
    Table rows;
    Str from = b->told_from ? date_iso(b->a, b->told_from) : STR("0001-01-01");
    Status st = store_fetch(b->s, SQL_SIGNAL_WHERE, STORE_ARGS(DB_TEXT(date_iso(b->a, day_of(l, l->weeks + b->running - 1))), DB_TEXT(from)), b->a, &rows, err);
    for (size_t k = 0, r = 0; !st && k < told->n; k++)
        put_accounts(b, l, told->at[k], told->at[k]->id, &rows, &r, t);
    return st;
}

/* What each signal's quotes should be about, and when they were said. */
static Status choose_quotes(const SignalBook *b, const Streams *l, const FoundList *f, const Told *told, Tables *t, Err *err)
{
    QuoteAsk *ask = ARENA_NEW_N(b->a, QuoteAsk, told->n + 1);
    for (size_t k = 0; k < told->n; k++) {
        const Found *one = told->at[k];
        int64_t from = day_of(l, one->change.at);
        ask[k] = (QuoteAsk){ .signal = one->id, .theme = theme_of(f, one), .from = from, .to = found_one_week(one) ? from + 6 : b->as_of,
                             .worse = (one->change.diff > 0) == one->stream->measure->harm };
    }
    Status st = quotes_choose(b, ask, told->n, &t->account, &t->quote, err);
    return st ? st : store_append(b->s, "d_signal_quote", &t->quote, err);
}

Status signals_write(const SignalBook *b, const Streams *l, const FoundList *f, int64_t *n, Err *err)
{
    Tables t;
    Table sizes;
    Told told;
    tables_init(&t, b->a);
    *n = 0;
    Status st = store_fetch(b->s, SQL_SLICE_SIZES, STORE_NO_ARGS, b->a, &sizes, err);
    if (!st)
        st = give_ids(b, l, f, &told, err);
    if (st || !told.n)
        return st;
    *n = (int64_t)told.n;
    for (size_t k = 0; k < told.n; k++) {
        put_signal(l, told.at[k], told.at[k]->id, &sizes, &t.signal);
        put_with(b, l, f, told.at[k], told.at[k]->id, &t.with);
    }
    st = store_append(b->s, "d_signal", &t.signal, err);
    if (!st)
        st = who_is_affected(b, l, &told, &t, err);
    const struct { const char *name; Table *rows; } out[] = { { "d_signal_more", &t.more }, { "d_signal_account", &t.account }, { "d_signal_with", &t.with } };
    for (size_t i = 0; !st && i < COUNT_OF(out); i++)
        st = store_append(b->s, out[i].name, out[i].rows, err);
    return st ? st : choose_quotes(b, l, f, &told, &t, err);
}
