/* expect_gap.c - reality against expectation, one gap a set from three sides: said, rated, done. */
#include <math.h>

#include "base/date.h"
#include "listen/expect_set.h"
#include "num/dist.h"
#include "store/setting.h"

static const double LEVEL = 0.95;
/* Below so many sentences, ratings or deliveries, or accounts, a side says nothing. */
enum { LEAST_N = 10, LEAST_ACCOUNTS = 5, SIDES = 3 };

typedef struct Gap {
    double   gap, low, high;         /* gap NAN: cannot tell */
    int64_t  n, accounts;
    Str      note, topic;
} Gap;

typedef struct Column {
    double  *v, *w;
    int64_t *account;
    size_t   n;
    int64_t  count;                  /* what n counts: rows, or the trials behind them */
} Column;

static Column column(Arena *a, size_t n)
{
    return (Column){ ARENA_NEW_N(a, double, n + 1), ARENA_NEW_N(a, double, n + 1), ARENA_NEW_N(a, int64_t, n + 1), 0, 0 };
}

static void add(Column *c, double v, double w, int64_t account)
{
    c->v[c->n] = v;
    c->w[c->n] = w;
    c->account[c->n++] = account;
    c->count += (int64_t)w;
}

static Gap gap_of(ExpectBook *b, const Column *c, Str note, Str too_few)
{
    Gap g = { .gap = (double)NAN, .n = c->count, .note = too_few, .topic = STR("") };
    Interval x;
    Err none;
    for (size_t i = 0; i < c->n; i++)
        g.accounts += !i || c->account[i] != c->account[i - 1];
    if (c->count < LEAST_N || g.accounts < LEAST_ACCOUNTS)
        return g;
    if (interval_mean(&(MeanInput){ .v = c->v, .w = c->w, .cluster = c->account, .n = c->n, .level = LEVEL, .share = true }, b->a, &x, &none) != ST_OK)
        return g;
    g.gap = x.estimate;
    g.low = x.low;
    g.high = x.high;
    g.note = note;
    return g;
}

static Gap said_gap(ExpectBook *b, size_t k)
{
    const Str *polarity = col_text(&b->said, "polarity");
    Column c = column(b->a, b->said.n);
    for (size_t r = 0; r < b->said.n; r++) {
        int64_t account = col_int(&b->said, "account_id")[r];
        bool missed = str_eq(polarity[r], STR("disappointed")), met = str_eq(polarity[r], STR("met")) || str_eq(polarity[r], STR("exceeded"));
        if ((missed || met) && expect_is_typical(&b->set[k], b->topic[r]) && expect_set_of(b, account) == k)
            add(&c, missed, 1, account);
    }
    return gap_of(b, &c, STR("share of sentences on what the set expects, and say how it went, that say it was missed"),
                  STR("cannot tell: too few sentences say how it went"));
}

static bool asked(const SurveyItems *x, ExpectTopic topic, bool importance)
{
    for (size_t i = 0; i < x->n; i++)
        if (x->at[i].topic == topic && x->at[i].importance == importance)
            return true;
    return false;
}

/* Mean place on the scale of an account's ratings of a topic; false: none. */
static bool account_mean(const ExpectBook *b, const SurveyItems *x, size_t from, size_t to, ExpectTopic topic, bool importance, double *mean, int64_t *n)
{
    double sum = 0;
    (void)b;
    *n = 0;
    for (size_t r = from; r < to; r++) {
        const SurveyItem *i = expect_item_named(x->at, x->n, col_text(&x->rating, "question")[r]);
        if (!i || i->topic != topic || i->importance != importance)
            continue;
        sum += (col_f64(&x->rating, "number")[r] - i->low) / (i->high - i->low);
        ++*n;
    }
    *mean = *n ? sum / (double)*n : 0;
    return *n > 0;
}

/* Importance less performance where both were asked, cut at 0; else what performance leaves to the top of its scale. */
static Gap rated_gap(ExpectBook *b, const SurveyItems *x, size_t k)
{
    const int64_t *account = col_int(&x->rating, "account_id");
    Column c = column(b->a, x->rating.n * SET_TOPICS);
    Str topic = STR("");
    bool with_importance = false;
    for (size_t t = 0; t < b->set[k].n_topic && !topic.n; t++)
        if (asked(x, b->set[k].topic[t], false)) {
            ExpectTopic which = b->set[k].topic[t];
            topic = str_of(expect_topic_name(which));
            with_importance = asked(x, which, true);
            for (size_t from = 0, to; from < x->rating.n; from = to) {
                double good, wanted = 1;
                int64_t n, m = 1;
                for (to = from; to < x->rating.n && account[to] == account[from]; to++)
                    ;
                if (expect_set_of(b, account[from]) != k || !account_mean(b, x, from, to, which, false, &good, &n) ||
                    (with_importance && !account_mean(b, x, from, to, which, true, &wanted, &m)))
                    continue;
                add(&c, wanted > good ? wanted - good : 0, (double)n, account[from]);
            }
        }
    Gap g = gap_of(b, &c, with_importance ? STR("importance less performance, in lengths of the scale") : STR("what ratings leave to the top of their scale; importance was not asked"),
                   topic.n ? STR("cannot tell: too few ratings") : STR("cannot tell: no survey item asks about it"));
    g.topic = topic;
    return g;
}

typedef struct Doing {
    ExpectTopic topic;
    int         sql;
    bool        grace;              /* takes the days of grace */
    const char *note;
} Doing;

static const Doing doings[] = {
    { EXPECT_TIMELINESS, SQL_EXPECT_DONE_DELIVERIES, true, "share of deliveries more than the days of grace behind their promised day" },
    { EXPECT_ANSWERS, SQL_EXPECT_DONE_TICKETS, false, "share of tickets whose first reply took more than a day" },
    { EXPECT_INVOICES, SQL_EXPECT_DONE_INVOICES, false, "credit notes a hundred invoices, as a share" },
};

static Gap done_gap(ExpectBook *b, const Table *done, size_t k)
{
    const ExpectSet *s = &b->set[k];
    for (size_t t = 0; t < s->n_topic; t++)
        for (size_t i = 0; i < COUNT_OF(doings); i++) {
            if (doings[i].topic != s->topic[t])
                continue;
            Column c = column(b->a, done[i].n);
            for (size_t r = 0; r < done[i].n; r++) {
                int64_t account = col_int(&done[i], "account_id")[r], n = col_int(&done[i], "n")[r];
                if (n > 0 && expect_set_of(b, account) == k)
                    add(&c, (double)col_int(&done[i], "x")[r] / (double)n, (double)n, account);
            }
            Gap g = gap_of(b, &c, str_of(doings[i].note), STR("cannot tell: too few records of what was done"));
            g.topic = str_of(expect_topic_name(s->topic[t]));
            return g;
        }
    return (Gap){ .gap = (double)NAN, .note = STR("cannot tell: no data record what was done about it"), .topic = STR("") };
}

/* The mean of the sides that can tell, taken as independent; one side alone is no gap. */
static Gap all_of(const Gap *side)
{
    Gap g = { .topic = STR(""), .gap = (double)NAN };
    double sum = 0, v = 0, z = normal_quantile(1 - (1 - LEVEL) / 2);
    for (int i = 0; i < SIDES; i++) {
        if (!isfinite(side[i].gap))
            continue;
        double se = (side[i].high - side[i].low) / (2 * z);
        g.n++;
        g.accounts = side[i].accounts > g.accounts ? side[i].accounts : g.accounts;
        sum += side[i].gap;
        v += se * se;
    }
    g.note = g.n < 2 ? STR("cannot tell: fewer than two sides can") : STR("mean of the sides that can tell, each weighing alike");
    if (g.n < 2)
        return g;
    g.gap = sum / (double)g.n;
    double half = z * sqrt(v) / (double)g.n;
    g.low = g.gap - half < 0 ? 0 : g.gap - half;
    g.high = g.gap + half > 1 ? 1 : g.gap + half;
    return g;
}

static void put(Table *t, size_t k, const char *side, const Gap *g)
{
    table_put_int(t, 0, (int64_t)k + 1);
    table_put_text(t, 1, str_of(side));
    table_put_text(t, 2, g->topic);
    if (isfinite(g->gap)) {
        table_put_f64(t, 3, g->gap);
        table_put_f64(t, 4, g->low);
        table_put_f64(t, 5, g->high);
    }
    table_put_int(t, 6, g->n);
    table_put_int(t, 7, g->accounts);
    table_put_text(t, 8, g->note);
    table_row(t);
}

Status expect_write_gaps(ExpectBook *b, Err *err)
{
    static const char *const name[] = { "said", "rated", "done" };
    static const ColSpec cols[] = { { "set_id", COL_INT }, { "side", COL_TEXT }, { "topic", COL_TEXT }, { "gap", COL_F64 }, { "low", COL_F64 }, { "high", COL_F64 },
                                    { "n", COL_INT },      { "accounts", COL_INT }, { "note", COL_TEXT } };
    Table t, done[COUNT_OF(doings)];
    double grace = 0;
    if (!b->fit)
        return ST_OK;
    Status st = store_setting(b->s, "grace_days", &grace, err);
    for (size_t i = 0; !st && i < COUNT_OF(doings); i++)
        st = doings[i].grace ? store_fetch(b->s, doings[i].sql, STORE_ARGS(DB_TEXT(date_iso(b->a, b->as_of)), DB_INT((int64_t)grace)), b->a, &done[i], err)
                             : store_fetch(b->s, doings[i].sql, STORE_ARGS(DB_TEXT(date_iso(b->a, b->as_of))), b->a, &done[i], err);
    if (st)
        return st;
    table_init(&t, b->a, cols, COUNT_OF(cols));
    for (size_t k = 0; k < b->fit->classes; k++) {
        Gap side[SIDES] = { said_gap(b, k), rated_gap(b, &b->survey, k), done_gap(b, done, k) }, all = all_of(side);
        for (int i = 0; i < SIDES; i++)
            put(&t, k, name[i], &side[i]);
        put(&t, k, "all", &all);
    }
    return store_append(b->s, "d_expect_gap", &t, err);
}
