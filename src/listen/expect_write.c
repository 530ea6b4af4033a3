/* expect_write.c - the sets, what they expect, who is in them, what goes with them, and their own words. */
#include <math.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/map.h"
#include "listen/expect_set.h"
#include "num/cluster.h"

static const double LEVEL = 0.95;
enum { QUOTES = 5, QUOTE_SHORT = 18, QUOTE_LONG = 180 };

static Status write_fits(ExpectBook *b, Err *err)
{
    static const ColSpec cols[] = { { "classes", COL_INT },    { "loglik", COL_F64 }, { "aic", COL_F64 },      { "bic", COL_F64 },    { "entropy", COL_F64 },
                                    { "parameters", COL_INT }, { "starts", COL_INT }, { "repeated", COL_INT }, { "chosen", COL_BOOL } };
    Table t;
    table_init(&t, b->a, cols, COUNT_OF(cols));
    for (size_t k = 0; k < b->choice.tried; k++) {
        const LcaFit *f = &b->choice.fit[k];
        table_put_int(&t, 0, (int64_t)f->classes);
        table_put_f64(&t, 1, f->loglik);
        table_put_f64(&t, 2, f->aic);
        table_put_f64(&t, 3, f->bic);
        table_put_f64(&t, 4, f->entropy);
        table_put_int(&t, 5, (int64_t)f->parameters);
        table_put_int(&t, 6, (int64_t)f->starts);
        table_put_int(&t, 7, (int64_t)f->repeated);
        table_put_int(&t, 8, k == b->choice.best);
        table_row(&t);
    }
    return store_append(b->s, "d_expect_fit", &t, err);
}

/* A column of an outcome by account, as far as its accounts are in a set. */
typedef struct Outcome {
    double  *v;
    int64_t *account;
    size_t  *set, n;
} Outcome;

static Status outcome_load(ExpectBook *b, int sql, const char *col, Outcome *out, Err *err)
{
    Table t;
    Status st = store_fetch(b->s, sql, STORE_NO_ARGS, b->a, &t, err);
    if (st)
        return st;
    *out = (Outcome){ ARENA_NEW_N(b->a, double, t.n + 1), ARENA_NEW_N(b->a, int64_t, t.n + 1), ARENA_NEW_N(b->a, size_t, t.n + 1), 0 };
    for (size_t r = 0; r < t.n; r++) {
        size_t k = expect_set_of(b, col_int(&t, "account_id")[r]);
        if (k == SIZE_MAX)
            continue;
        out->v[out->n] = (double)col_int(&t, col)[r];
        out->account[out->n] = col_int(&t, "account_id")[r];
        out->set[out->n++] = k;
    }
    return ST_OK;
}

/* This set against all others; NAN where either side has too few accounts. */
static Interval against_others(ExpectBook *b, const Outcome *o, size_t k, bool share, int64_t *n, double *mean)
{
    uint8_t *group = ARENA_NEW_N(b->a, uint8_t, o->n + 1);
    Interval x = { .estimate = (double)NAN };
    Err none;
    double sum = 0;
    *n = 0;
    for (size_t i = 0; i < o->n; i++) {
        group[i] = o->set[i] == k;
        *n += group[i];
        sum += group[i] ? o->v[i] : 0;
    }
    *mean = *n ? sum / (double)*n : (double)NAN;
    if (!o->n || interval_diff(&(DiffInput){ .v = o->v, .group = group, .cluster = o->account, .n = o->n, .level = LEVEL, .share = share }, b->a, &x, &none) != ST_OK ||
        x.warnings & INTERVAL_FEW_CLUSTERS)
        x.estimate = (double)NAN;
    return x;
}

static void put_interval(Table *t, size_t col, const Interval *x)
{
    if (!isfinite(x->estimate))
        return;
    table_put_f64(t, col, x->estimate);
    table_put_f64(t, col + 1, x->low);
    table_put_f64(t, col + 2, x->high);
}

static void put_set(ExpectBook *b, Table *t, size_t k, const double *revenue, const Outcome *renewal, const Outcome *score)
{
    int64_t accounts = 0, decisions, answers;
    double written = 0, money = 0, renewed, mean;
    for (size_t i = 0; i < b->n; i++)
        if (b->fit->modal[i] == k) {
            accounts++;
            written += b->written[i];
            money += revenue[i];
        }
    Interval r = against_others(b, renewal, k, true, &decisions, &renewed), s = against_others(b, score, k, false, &answers, &mean);
    table_put_int(t, 0, (int64_t)k + 1);
    table_put_text(t, 1, b->set[k].name);
    table_put_int(t, 2, b->choice.hypothesis);
    table_put_int(t, 3, accounts);
    table_put_f64(t, 4, b->fit->share[k]);
    table_put_f64(t, 5, b->boot.low[k]);
    table_put_f64(t, 6, b->boot.high[k]);
    table_put_int(t, 7, (int64_t)money);
    table_put_f64(t, 8, accounts ? written / (double)accounts : 0);
    table_put_int(t, 9, decisions);
    if (decisions)
        table_put_f64(t, 10, renewed);
    put_interval(t, 11, &r);
    table_put_int(t, 14, answers);
    put_interval(t, 15, &s);
    table_row(t);
}

static Status write_set_rows(ExpectBook *b, Err *err)
{
    static const ColSpec cols[] = { { "set_id", COL_INT },        { "name", COL_TEXT },         { "hypothesis", COL_BOOL }, { "accounts", COL_INT },   { "share", COL_F64 },     { "share_low", COL_F64 },
                                    { "share_high", COL_F64 },    { "revenue", COL_INT },       { "sentences", COL_F64 },   { "decisions", COL_INT },  { "renewed", COL_F64 },   { "renewal", COL_F64 },
                                    { "renewal_low", COL_F64 },   { "renewal_high", COL_F64 },  { "answers", COL_INT },     { "score", COL_F64 },      { "score_low", COL_F64 }, { "score_high", COL_F64 } };
    Table t, year;
    Outcome renewal, score;
    double *revenue = ARENA_NEW_N(b->a, double, b->n + 1);
    Status st = store_fetch(b->s, SQL_ACCOUNT_YEAR, STORE_ARGS(DB_TEXT(date_iso(b->a, b->as_of)), DB_TEXT(str_of(store_currency(b->s)))), b->a, &year, err);
    if (!st)
        st = outcome_load(b, SQL_EXPECT_DECISIONS, "renewed", &renewal, err);
    if (!st)
        st = outcome_load(b, SQL_EXPECT_SCORES, "nps", &score, err);
    if (st)
        return st;
    for (size_t r = 0; r < year.n; r++) {
        size_t i = ids_find(b->account, b->n, col_int(&year, "account_id")[r]);
        if (i < b->n)
            revenue[i] = (double)col_int(&year, "revenue")[r];
    }
    table_init(&t, b->a, cols, COUNT_OF(cols));
    for (size_t k = 0; k < b->fit->classes; k++)
        put_set(b, &t, k, revenue, &renewal, &score);
    return store_append(b->s, "d_expect_set", &t, err);
}

static Status write_items(ExpectBook *b, Err *err)
{
    static const ColSpec cols[] = { { "set_id", COL_INT }, { "topic", COL_TEXT }, { "held", COL_F64 }, { "overall", COL_F64 } };
    const LcaFit *f = b->fit;
    Table t;
    table_init(&t, b->a, cols, COUNT_OF(cols));
    for (size_t k = 0; k < f->classes; k++)
        for (size_t j = 0; j < b->items; j++) {
            double sum = 0;
            for (size_t i = 0; i < b->n; i++)
                sum += b->y[i * b->items + j];
            table_put_int(&t, 0, (int64_t)k + 1);
            table_put_text(&t, 1, str_of(expect_topic_name(b->item[j])));
            table_put_f64(&t, 2, f->p[k * f->cols + f->off[j] + 1]);
            table_put_f64(&t, 3, sum / (double)b->n);
            table_row(&t);
        }
    return store_append(b->s, "d_expect_item", &t, err);
}

static Status write_accounts(ExpectBook *b, Err *err)
{
    static const ColSpec cols[] = { { "account_id", COL_INT }, { "set_id", COL_INT }, { "probability", COL_F64 }, { "likeliest", COL_BOOL } };
    Table t;
    table_init(&t, b->a, cols, COUNT_OF(cols));
    for (size_t i = 0; i < b->n; i++)
        for (size_t k = 0; k < b->fit->classes; k++) {
            table_put_int(&t, 0, b->account[i]);
            table_put_int(&t, 1, (int64_t)k + 1);
            table_put_f64(&t, 2, b->fit->posterior[i * b->fit->classes + k]);
            table_put_int(&t, 3, b->fit->modal[i] == k);
            table_row(&t);
        }
    return store_append(b->s, "d_expect_account", &t, err);
}

static Str said(const ExpectBook *b, size_t r)
{
    int64_t from = col_int(&b->said, "span_from")[r], to = col_int(&b->said, "span_to")[r];
    return from >= 0 && to > from ? str_sub(col_text(&b->said, "text")[r], (size_t)from, (size_t)(to - from)) : STR("");
}

/* What of a sentence every set asks: whose it is, and how well it reads. */
typedef struct Saying {
    size_t account;              /* row of it; b->n: of nobody here, or nothing is left of it */
    bool   workaround, expects, only, led; /* only: says what it led to and expects nothing; led: says what it led to */
    double length, language;
} Saying;

static Saying *sayings(const ExpectBook *b)
{
    const int64_t *account = col_int(&b->said, "account_id");
    const Str *kind = col_text(&b->said, "kind"), *language = col_text(&b->said, "language");
    Saying *out = ARENA_NEW_N(b->a, Saying, b->said.n + 1);
    const ExpectFinder *f = expect_create(b->a);
    Arena scratch;
    arena_init(&scratch);
    for (size_t r = 0; r < b->said.n; r++) {
        size_t n = said(b, r).n;
        ArenaMark m = arena_mark(&scratch);
        bool only = str_eq(kind[r], STR("consequence")), led = only || expect_consequence(f, said(b, r), lang_of_code(language[r]), &scratch);
        arena_rewind(&scratch, m);
        out[r] = (Saying){ .account = n ? ids_find(b->account, b->n, account[r]) : b->n, .workaround = str_eq(kind[r], STR("workaround")),
                           .expects = str_eq(kind[r], STR("expectation")), .only = only, .led = led, .length = n < QUOTE_SHORT ? 0.4 : n > QUOTE_LONG ? 0.3 : 1,
                           .language = lang_of_code(language[r]) == b->readers ? 1 : 0.4 };
    }
    arena_release(&scratch);
    return out;
}

/* How well a sentence speaks for its set: its account surely in it, of a length that is read, in the readers' language. */
typedef enum Place { PLACE_SAID, PLACE_WORKAROUND, PLACE_CONSEQUENCE, PLACES } Place;
static const char *const places[PLACES] = { "said", "workaround", "consequence" };

static bool stands_in(const Saying *y, Place p)
{
    return p == PLACE_CONSEQUENCE ? y->led : !y->only && y->workaround == (p == PLACE_WORKAROUND);
}

static double fitness(const ExpectBook *b, const Saying *y, ExpectTopic topic, size_t k, Place p)
{
    if (y->account >= b->n || b->fit->modal[y->account] != k || !stands_in(y, p))
        return 0;
    bool typical = expect_is_typical(&b->set[k], topic);
    if (p == PLACE_SAID && !typical)
        return 0;
    return b->fit->posterior[y->account * b->fit->classes + k] * (typical ? 1 : 0.3) * y->length * y->language * (y->expects || p != PLACE_SAID ? 1 : 0.8);
}

typedef struct Fit {
    double fitness;
    size_t row;
} Fit;

static int fittest(const void *l, const void *r)
{
    const Fit *a = l, *b = r;
    if (a->fitness > b->fitness || a->fitness < b->fitness)
        return a->fitness > b->fitness ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

/* The fittest first, one an account and wording. */
static void put_quotes(ExpectBook *b, Table *t, const Saying *y, size_t k, Place p)
{
    const int64_t *account_id = col_int(&b->said, "account_id");
    Fit *f = ARENA_NEW_N(b->a, Fit, b->said.n + 1);
    size_t n = 0;
    I64Map used;
    int64_t old, rank = 1;
    i64map_init(&used);
    for (size_t r = 0; r < b->said.n; r++) {
        double v = fitness(b, &y[r], b->topic[r], k, p);
        if (v > 0)
            f[n++] = (Fit){ v, r };
    }
    if (n)
        qsort(f, n, sizeof *f, fittest);
    for (size_t i = 0; i < n && rank <= QUOTES; i++) {
        size_t best = f[i].row;
        uint64_t account = (uint64_t)account_id[best], wording = hash64(str_lower(b->a, said(b, best))) | 1ull << 63;
        if (i64map_get(&used, account, &old) || i64map_get(&used, wording, &old))
            continue;
        i64map_set(&used, account, 1);
        i64map_set(&used, wording, 1);
        table_put_int(t, 0, (int64_t)k + 1);
        table_put_text(t, 1, str_of(places[p]));
        table_put_int(t, 2, rank++);
        table_put_int(t, 3, (int64_t)account);
        table_put_int(t, 4, col_int(&b->said, "comment_id")[best]);
        table_put_int(t, 5, col_int(&b->said, "seq")[best]);
        table_row(t);
    }
    i64map_release(&used);
}

static Status write_quotes(ExpectBook *b, Err *err)
{
    static const ColSpec cols[] = { { "set_id", COL_INT }, { "kind", COL_TEXT }, { "rank", COL_INT }, { "account_id", COL_INT }, { "comment_id", COL_INT }, { "seq", COL_INT } };
    Table t;
    table_init(&t, b->a, cols, COUNT_OF(cols));
    const Saying *y = sayings(b);
    for (size_t k = 0; k < b->fit->classes; k++) {
        for (Place p = 0; p < PLACES; p++)
            put_quotes(b, &t, y, k, p);
    }
    return store_append(b->s, "d_expect_quote", &t, err);
}

Status expect_write_sets(ExpectBook *b, Err *err)
{
    Status st = write_fits(b, err);
    if (st || !b->fit)
        return st;
    st = write_set_rows(b, err);
    if (!st)
        st = write_items(b, err);
    if (!st)
        st = write_accounts(b, err);
    return st ? st : write_quotes(b, err);
}
