#include "listen/expect_set.h"

#include <stdlib.h>

#include "base/map.h"
#include "listen/expect.h"
#include "num/cluster.h"

/* BIC seldom asks for more sets than six, and a reader cannot keep more apart.  BOOT resamples give intervals to about a point. */
enum { SETS_MAX = 6, STARTS_MOST = 60, BOOT = 40, HOLDERS_MIN = 8, SALT = 180 };
/* Half an observation a topic and set, spread as over everybody: keeps the few sentences of an account from being a law. */
static const double PRIOR = 0.5;
/* A topic is typical of a set when this share of its accounts hold it and this many times as many as of all. */
static const double TYPICAL = 0.15, TIMES = 1.25;

static ExpectTopic topic_named(Str name)
{
    for (int t = 1; t < EXPECT_TOPICS; t++)
        if (str_eq(name, str_of(expect_topic_name((ExpectTopic)t))))
            return (ExpectTopic)t;
    return EXPECT_NO_TOPIC;
}

static bool is_own(Str kind)
{
    return str_eq(kind, STR("expectation")) || str_eq(kind, STR("norm"));
}

static void read_languages(ExpectBook *b)
{
    size_t n[LANG_UNKNOWN + 1] = { 0 };
    b->readers = LANG_EN;
    for (size_t r = 0; r < b->said.n; r++)
        n[lang_of_code(col_text(&b->said, "language")[r])]++;
    for (int l = 0; l < LANG_UNKNOWN; l++)
        if (n[l] > n[b->readers])
            b->readers = (Lang)l;
}

/* Who holds what; rows of `said` stand by account. */
static void read_holders(ExpectBook *b)
{
    const int64_t *account = col_int(&b->said, "account_id");
    const Str *kind = col_text(&b->said, "kind"), *topic = col_text(&b->said, "topic");
    size_t holders[EXPECT_TOPICS] = { 0 };
    b->topic = ARENA_NEW_N(b->a, ExpectTopic, b->said.n + 1);
    b->account = ARENA_NEW_N(b->a, int64_t, b->said.n + 1);
    uint8_t *all = ARENA_NEW_N(b->a, uint8_t, (b->said.n + 1) * EXPECT_TOPICS);
    for (size_t r = 0; r < b->said.n; r++) {
        b->topic[r] = topic_named(topic[r]);
        if (!is_own(kind[r]) || b->topic[r] == EXPECT_NO_TOPIC)
            continue;
        if (!b->n || b->account[b->n - 1] != account[r])
            b->account[b->n++] = account[r];
        uint8_t *holds = &all[(b->n - 1) * EXPECT_TOPICS + b->topic[r]];
        holders[b->topic[r]] += !*holds;
        *holds = 1;
    }
    for (int t = 1; t < EXPECT_TOPICS; t++)
        if (holders[t] >= HOLDERS_MIN)
            b->item[b->items++] = (ExpectTopic)t;
    b->y = ARENA_NEW_N(b->a, uint8_t, b->n * b->items + 1);
    b->written = ARENA_NEW_N(b->a, double, b->n + 1);
    for (size_t i = 0; i < b->n; i++)
        for (size_t k = 0; k < b->items; k++)
            b->y[i * b->items + k] = all[i * EXPECT_TOPICS + b->item[k]];
    for (size_t r = 0; r < b->said.n; r++) {
        size_t i = ids_find(b->account, b->n, account[r]);
        if (i < b->n && is_own(kind[r]) && b->topic[r] != EXPECT_NO_TOPIC)
            b->written[i] += 1;
    }
}

static double overall(const ExpectBook *b, size_t item)
{
    double sum = 0;
    for (size_t i = 0; i < b->n; i++)
        sum += b->y[i * b->items + item];
    return b->n ? sum / (double)b->n : 0;
}

static bool name_taken(const ExpectBook *b, size_t k, Str name)
{
    for (size_t i = 0; i < k; i++)
        if (str_eq(b->set[i].name, name))
            return true;
    return false;
}

static void name_set(ExpectBook *b, size_t k)
{
    ExpectSet *s = &b->set[k];
    const LcaFit *f = b->fit;
    for (size_t rank = 0; rank < SET_TOPICS; rank++) {
        double most = 0;
        ExpectTopic best = EXPECT_NO_TOPIC;
        for (size_t j = 0; j < b->items; j++) {
            double held = f->p[k * f->cols + f->off[j] + 1], all = overall(b, j);
            bool taken = rank && s->topic[0] == b->item[j];
            if (!taken && held >= TYPICAL && held >= TIMES * all && held - all > most) {
                most = held - all;
                best = b->item[j];
            }
        }
        if (best != EXPECT_NO_TOPIC)
            s->topic[s->n_topic++] = best;
    }
    s->name = !s->n_topic       ? STR("nothing in particular")
              : s->n_topic == 1 ? str_of(expect_topic_name(s->topic[0]))
                                : str_fmt(b->a, "%s and %s", expect_topic_name(s->topic[0]), expect_topic_name(s->topic[1]));
    for (int n = 2; name_taken(b, k, s->name); n++)
        s->name = str_fmt(b->a, "%.*s (%d)", STR_ARG(s->name), n);
}

static Status find_sets(ExpectBook *b, Err *err)
{
    LcaInput in = { .y = b->y, .n = b->n, .items = b->items };
    LcaOptions o = { .classes = SETS_MAX, .starts_max = STARTS_MOST, .prior = PRIOR };
    double seed;
    if (b->items < 2)
        return ST_OK;
    Status st = store_setting(b->s, "seed", &seed, err);
    if (!st)
        st = lca_choose(&in, &o, rng_create(b->a, hash64_mix((uint64_t)seed, SALT)), b->a, &b->choice, err);
    if (st || b->choice.too_few)
        return st;
    b->fit = &b->choice.fit[b->choice.best];
    b->set = ARENA_NEW_N(b->a, ExpectSet, b->fit->classes);
    for (size_t k = 0; k < b->fit->classes; k++)
        name_set(b, k);
    return lca_bootstrap(&in, &o, b->fit, BOOT, rng_create(b->a, hash64_mix((uint64_t)seed, SALT + 1)), b->a, &b->boot, err);
}

size_t expect_set_of(const ExpectBook *b, int64_t account)
{
    size_t i = b->fit ? ids_find(b->account, b->n, account) : b->n;
    return i < b->n ? b->fit->modal[i] : SIZE_MAX;
}

bool expect_is_typical(const ExpectSet *s, ExpectTopic t)
{
    for (size_t i = 0; i < s->n_topic; i++)
        if (s->topic[i] == t)
            return true;
    return false;
}

static Status run(Store *s, Arena *a, void *into, Err *err)
{
    static const int clear[] = { SQL_CLEAR_EXPECT_FIT, SQL_CLEAR_EXPECT_SET, SQL_CLEAR_EXPECT_ITEM, SQL_CLEAR_EXPECT_ACCOUNT, SQL_CLEAR_EXPECT_GAP,
                                 SQL_CLEAR_EXPECT_WEIGHT, SQL_CLEAR_EXPECT_QUOTE };
    ExpectResult *out = into;
    ExpectBook b = { .s = s, .a = a };
    Status st = store_summary_int(s, "as_of", 0, &b.as_of, err);
    for (size_t k = 0; !st && k < COUNT_OF(clear); k++)
        st = store_run(s, clear[k], STORE_NO_ARGS, err);
    if (!st)
        st = store_fetch(s, SQL_EXPECT_SAID_ALL, STORE_NO_ARGS, a, &b.said, err);
    if (st)
        return st;
    read_languages(&b);
    read_holders(&b);
    st = find_sets(&b, err);
    if (!st)
        st = expect_write_sets(&b, err);
    if (!st)
        st = expect_read_survey(&b, err);
    if (!st)
        st = expect_write_gaps(&b, err);
    if (!st)
        st = expect_write_weights(&b, err);
    if (!st)
        st = store_put_summary_int(s, "expecting_accounts", (int64_t)b.n, err);
    if (!st)
        st = store_put_summary(s, "expect_stability", b.fit ? str_fmt(a, "%.6f", b.boot.stability) : STR(""), err);
    out->accounts = (int64_t)b.n;
    out->sets = b.fit ? (int64_t)b.fit->classes : 0;
    return st;
}

Status expect_run(Store *s, ExpectResult *out, Err *err)
{
    *out = (ExpectResult){ 0 };
    return store_atomic(s, "expect", run, out, err);
}
