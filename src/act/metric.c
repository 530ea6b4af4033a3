#include "act/act.h"

#include <math.h>

#include "act/better.h"
#include "act/metric_month.h"
#include "act/side.h"
#include "base/date.h"
#include "num/dist.h"

enum { LAST_READINGS = 12 };

typedef struct Metric {
    Str unit, name, touchpoint, measure;
    double value, target;
    bool has_target, lower_better;
    size_t n;
} Metric;

/* The customers of one metric: all sides, and the one that is told by month and in the column of the table. */
typedef struct Customers {
    Side   side[SIDES];
    Side   first;
    Better better;
    SideAsk ask;
} Customers;

/* Mean of the last readings of one metric; rows [from, to) in month order. */
static Metric metric_of(const Table *t, size_t from, size_t to)
{
    const TableColumn *target = table_col(t, "target");
    Metric m = { .unit = col_text(t, "unit")[from],
                 .name = col_text(t, "metric")[from],
                 .touchpoint = col_text(t, "touchpoint")[from],
                 .measure = col_text(t, "measure")[from],
                 .lower_better = str_ieq(col_text(t, "better")[from], STR("lower")) };
    size_t first = to - from > LAST_READINGS ? to - LAST_READINGS : from;
    for (size_t r = first; r < to; r++) {
        m.value += col_f64(t, "value")[r] / (double)(to - first);
        if (col_has(target, r)) {
            m.target = target->f[r];
            m.has_target = true;
        }
    }
    m.n = to - from;
    return m;
}

/* What a person said of the metric, else the words. */
static const Touchpoint *place_of(const Metric *m, const Table *said)
{
    const Touchpoint *at = touchpoint_of(m->touchpoint, m->name);
    for (size_t r = 0; r < said->n; r++)
        if (str_eq(col_text(said, "what")[r], STR("touchpoint")) && str_ieq(col_text(said, "subject")[r], m->name)) {
            Str key = col_text(said, "object")[r];
            at = str_ieq(key, STR("auto")) ? touchpoint_of(m->touchpoint, m->name) : touchpoint_named(key);
        }
    return at;
}

/* Deliveries and replies before ratings, these before what else is done and said: what can be told by month comes first. */
static const Side *first_side(const Side side[SIDES])
{
    static const SideKind order[] = { SIDE_RATED, SIDE_DONE, SIDE_SAID };
    if (side[SIDE_DONE].has && side[SIDE_DONE].monthly)
        return &side[SIDE_DONE];
    for (size_t i = 0; i < COUNT_OF(order); i++)
        if (side[order[i]].has)
            return &side[order[i]];
    return NULL;
}

static bool green(const Metric *m)
{
    return m->lower_better ? m->value <= m->target : m->value >= m->target;
}

static Status customers_see(const SideBook *b, const Metric *m, const Table *said, Arena *a, Customers *c, Err *err)
{
    *c = (Customers){ .first = { .words = STR("") }, .better = { .words = STR("") } };
    c->ask = (SideAsk){ .name = m->name, .touchpoint = m->touchpoint, .value = m->value, .green = green(m), .percent = m->has_target && str_has(m->measure, STR("%")),
                        .lower = m->lower_better, .target = m->target, .at = place_of(m, said) };
    Status st = sides_see(b, &c->ask, a, c->side, err);
    const Side *first = st ? NULL : first_side(c->side);
    if (!first)
        return st;
    c->first = *first;
    return first->monthly ? better_find(b->s, first->what, first->question, first->label, b->as_of, a, &c->better, err) : ST_OK;
}

static Str verdict_of(const Metric *m, const Customers *c)
{
    int vote = sides_vote(&c->ask, c->side);
    if (!m->has_target || !vote)
        return STR("cannot tell");
    if (green(m) == (vote > 0))
        return STR("agrees");
    return green(m) ? STR("green but customers are red") : STR("red but customers are green");
}

static void put(Table *t, const Metric *m, const Customers *c, Arena *a, ActResult *out)
{
    const Side *v = &c->first;
    Str verdict = verdict_of(m, c);
    out->green_but_red += str_eq(verdict, STR("green but customers are red"));
    table_put_int(t, 0, (int64_t)t->n + 1);
    table_put_text(t, 1, m->unit);
    table_put_text(t, 2, m->name);
    table_put_text(t, 3, m->touchpoint);
    table_put_f64(t, 4, m->value);
    if (m->has_target)
        table_put_f64(t, 5, m->target);
    table_put_text(t, 6, !m->has_target ? STR("unknown") : green(m) ? STR("green") : STR("red"));
    table_put_text(t, 7,
                   v->has ? str_fmt(a, "%.1f %% %.*s (%.1f to %.1f)", v->share * 100,
                                    STR_ARG(v->words), v->low * 100, v->high * 100)
                          : STR("nothing in the data shows the customers' side"));
    table_put_text(t, 8, verdict);
    table_put_int(t, 9, v->n);
    table_put_text(
        t, 10,
        v->has ? str_fmt(a, "%zu accounts, last 12 months; a customer-side measure would be: %.*s%.*s",
                         v->accounts, STR_ARG(v->words), STR_ARG(better_note(&c->better, a)))
               : STR(""));
    table_row(t);
}

/* The months of the metric in rows [from, to), judged by the customers' side that was found for the year. */
static Status months_of(Store *s, const Table *readings, size_t from, size_t to, int64_t id, int64_t as_of, const Metric *m, const Side *v,
                        Arena *scratch, Table *out, Err *err)
{
    ArenaMark mark = arena_mark(scratch);
    MetricMonthAsk ask = { .metric_id = id, .as_of = as_of, .readings = readings, .from = from, .to = to, .lower_better = m->lower_better, .has_side = v->has && v->monthly,
                           .what = v->what, .limit = v->limit, .question = v->question, .otherwise = 1 - RED_SHARE,
                           .percent = v->what != BETTER_RATING && str_has(m->measure, STR("%")) };
    Status st = metric_months(s, &ask, scratch, out, err);
    arena_rewind(scratch, mark);
    return st;
}

static const char *const side_name[] = { [SIDE_DONE] = "done", [SIDE_RATED] = "rated", [SIDE_SAID] = "said" };
static const char *const state_name[] = { [SIDE_OPEN] = "open", [SIDE_GREEN] = "green", [SIDE_RED] = "red" };

static void put_sides(Table *t, int64_t metric_id, const Customers *c)
{
    for (size_t i = 0; i < SIDES; i++) {
        const Side *v = &c->side[i];
        if (!v->has)
            continue;
        table_put_int(t, 0, metric_id);
        table_put_text(t, 1, str_of(side_name[i]));
        table_put_text(t, 2, str_of(c->ask.at ? c->ask.at->key : ""));
        table_put_text(t, 3, v->words);
        table_put_f64(t, 4, v->needed);
        table_put_f64(t, 5, v->share);
        table_put_f64(t, 6, v->joint_low);
        table_put_f64(t, 7, v->joint_high);
        table_put_int(t, 8, (int64_t)v->accounts);
        table_put_int(t, 9, v->n);
        table_put_text(t, 10, str_of(state_name[v->state]));
        table_row(t);
    }
}

/* What is written. */
typedef struct MetricTables {
    Table metric, side, month;
} MetricTables;

static void tables_init(MetricTables *t, Arena *a)
{
    static const ColSpec cols[] = { { "metric_id", COL_INT }, { "unit", COL_TEXT }, { "name", COL_TEXT }, { "touchpoint", COL_TEXT }, { "value", COL_F64 },
                                    { "target", COL_F64 }, { "status", COL_TEXT }, { "customer_view", COL_TEXT }, { "verdict", COL_TEXT }, { "n", COL_INT },
                                    { "note", COL_TEXT } };
    static const ColSpec sides[] = { { "metric_id", COL_INT }, { "side", COL_TEXT }, { "touchpoint", COL_TEXT }, { "words", COL_TEXT }, { "needed", COL_F64 },
                                     { "share", COL_F64 }, { "low", COL_F64 }, { "high", COL_F64 }, { "accounts", COL_INT }, { "n", COL_INT }, { "state", COL_TEXT } };
    table_init(&t->metric, a, cols, COUNT_OF(cols));
    table_init(&t->side, a, sides, COUNT_OF(sides));
    metric_month_table(&t->month, a);
}

static Status replace(Store *s, const MetricTables *t, Err *err)
{
    Status st = store_run(s, SQL_CLEAR_METRIC, STORE_NO_ARGS, err);
    if (!st)
        st = store_run(s, SQL_CLEAR_METRIC_SIDE, STORE_NO_ARGS, err);
    if (!st)
        st = store_run(s, SQL_CLEAR_METRIC_MONTH, STORE_NO_ARGS, err);
    if (!st)
        st = store_append(s, "d_metric", &t->metric, err);
    if (!st)
        st = store_append(s, "d_metric_side", &t->side, err);
    return st ? st : store_append(s, "d_metric_month", &t->month, err);
}

static size_t same_metric(const Table *t, size_t from)
{
    size_t to = from + 1;
    while (to < t->n && str_eq(col_text(t, "unit")[to], col_text(t, "unit")[from]) && str_eq(col_text(t, "metric")[to], col_text(t, "metric")[from]))
        to++;
    return to;
}

Status metrics_write(Store *s, int64_t as_of, Arena *a, ActResult *out, Err *err)
{
    Table readings, said;
    SideBook b;
    MetricTables t;
    Arena scratch;
    arena_init(&scratch);
    tables_init(&t, a);
    Status st = store_fetch(s, SQL_METRIC_READINGS, STORE_NO_ARGS, a, &readings, err);
    if (!st)
        st = store_fetch(s, SQL_METRIC_DECISIONS, STORE_NO_ARGS, a, &said, err);
    if (!st && readings.n)
        st = side_book(s, as_of, a, &b, err);
    for (size_t from = 0, to; !st && from < readings.n; from = to) {
        to = same_metric(&readings, from);
        Metric m = metric_of(&readings, from, to);
        Customers c;
        st = customers_see(&b, &m, &said, a, &c, err);
        if (st)
            break;
        put(&t.metric, &m, &c, a, out);
        put_sides(&t.side, (int64_t)t.metric.n, &c);
        st = months_of(s, &readings, from, to, (int64_t)t.metric.n, as_of, &m, &c.first, &scratch, &t.month, err);
    }
    arena_release(&scratch);
    out->metrics = (int64_t)t.metric.n;
    return st ? st : replace(s, &t, err);
}
