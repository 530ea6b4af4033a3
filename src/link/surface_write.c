/* surface_write.c - where a survey asks of one thing both how important it is and how it went: the score over both. */
#include <math.h>

#include "link/drive.h"
#include "num/cluster.h"
#include "num/dist.h"
#include "num/surface.h"

enum { PAIRS_MAX = 12, ROWS_LEAST = 100, COMPANIES_LEAST = 20 };

typedef struct Pair {
    Str importance, rating, words;
    double middle[2];
} Pair;

/* What a matrix question asks of: the row's own words, behind the last " - ". */
static Str own_words(Str label)
{
    for (size_t i = label.n; i >= 3; i--)
        if (!memcmp(label.p + i - 3, " - ", 3) && i < label.n)
            return str_trim(str_sub(label, i, label.n - i));
    return label;
}

static bool asks_importance(Str label)
{
    static const char *const word[] = { "important", "importance", "wichtig", "expect", "erwart" };
    for (size_t k = 0; k < COUNT_OF(word); k++)
        if (str_ihas(label, str_of(word[k])))
            return true;
    return false;
}

static size_t pairs_of(const Table *t, Pair *out)
{
    const Str *question = col_text(t, "question"), *label = col_text(t, "label");
    const double *low = col_f64(t, "low"), *high = col_f64(t, "high");
    size_t n = 0;
    for (size_t i = 0; i < t->n; i++)
        for (size_t k = 0; k < t->n && n < PAIRS_MAX; k++)
            if (asks_importance(label[i]) && !asks_importance(label[k]) && label[k].n && str_ieq(own_words(label[i]), own_words(label[k])) && high[i] > low[i] && high[k] > low[k])
                out[n++] = (Pair){ question[i], question[k], own_words(label[k]), { (low[i] + high[i]) / 2, (low[k] + high[k]) / 2 } };
    return n;
}

static size_t sheets_of(const LinkBook *b, const Table *t, const Pair *p, double *x, double *y, double *z, int64_t *cluster)
{
    const int64_t *key = col_int(t, "key_hash"), *source = col_int(t, "source_id");
    const Str *question = col_text(t, "question");
    size_t n = 0;
    for (size_t from = 0, to; from < t->n; from = to) {
        double v[2] = { F64_NAN, F64_NAN };
        for (to = from; to < t->n && key[to] == key[from] && source[to] == source[from]; to++)
            for (int k = 0; k < 2; k++)
                if (str_eq(question[to], k ? p->rating : p->importance))
                    v[k] = col_f64(t, "number")[to] - p->middle[k];
        size_t account = book_account(b, col_int(t, "account_id")[from]);
        if (isnan(v[0]) || isnan(v[1]) || account == b->account.n)
            continue;
        x[n] = v[0];
        y[n] = v[1];
        z[n] = (double)col_int(t, "nps")[from];
        cluster[n++] = col_int(&b->account, "cluster")[account];
    }
    return n;
}

static Status put(const LinkBook *b, const Table *t, const Pair *p, Table *out, Err *err)
{
    double *x = ARENA_NEW_N(b->a, double, t->n + 1), *y = ARENA_NEW_N(b->a, double, t->n + 1), *z = ARENA_NEW_N(b->a, double, t->n + 1);
    int64_t *cluster = ARENA_NEW_N(b->a, int64_t, t->n + 1);
    size_t n = sheets_of(b, t, p, x, y, z, cluster), companies = n ? cluster_index(cluster, n, b->a).n : 0;
    Str note = n < ROWS_LEAST || companies < COMPANIES_LEAST
                   ? str_fmt(b->a, "too few to say: %zu sheets of %zu companies; %d of %d are needed", n, companies, ROWS_LEAST, COMPANIES_LEAST)
                   : STR("");
    Surface f;
    Status st = ST_OK;
    if (!note.n) {
        st = surface_fit(&(SurfaceInput){ .x = x, .y = y, .z = z, .cluster = cluster, .n = n }, b->a, &f, err);
        if (st == ST_NUMERIC) {
            note = STR("cannot tell: everybody answers the same");
            st = ST_OK;
        }
    }
    for (size_t k = 0; !st && k < SURFACE_SLOPES; k++) {
        table_put_text(out, 0, p->words);
        table_put_int(out, 1, (int64_t)n);
        table_put_int(out, 2, (int64_t)companies);
        if (!note.n)
            table_put_f64(out, 3, f.r2);
        table_put_text(out, 4, str_fmt(b->a, "a%zu", k + 1));
        if (!note.n && f.a[k].se > 0) {
            table_put_f64(out, 5, f.a[k].estimate);
            table_put_f64(out, 6, f.a[k].low);
            table_put_f64(out, 7, f.a[k].high);
        }
        table_put_text(out, 8, note);
        table_row(out);
    }
    return st;
}

Status surfaces_write(const LinkBook *b, Err *err)
{
    static const ColSpec cols[] = { { "item", COL_TEXT },    { "n", COL_INT },   { "accounts", COL_INT }, { "r2", COL_F64 }, { "part", COL_TEXT },
                                    { "estimate", COL_F64 }, { "low", COL_F64 }, { "high", COL_F64 },     { "note", COL_TEXT } };
    Pair pair[PAIRS_MAX];
    Table labels, t = { 0 }, out;
    table_init(&out, b->a, cols, COUNT_OF(cols));
    Status st = store_fetch(b->s, SQL_EXPECT_ITEMS, STORE_NO_ARGS, b->a, &labels, err);
    size_t n = st ? 0 : pairs_of(&labels, pair);
    if (!st && n)
        st = store_fetch(b->s, SQL_LINK_RATINGS, STORE_NO_ARGS, b->a, &t, err);
    for (size_t k = 0; !st && k < n; k++) {
        bool again = false;
        for (size_t j = 0; j < k; j++)
            again = again || str_ieq(pair[j].words, pair[k].words);
        if (!again)
            st = put(b, &t, &pair[k], &out, err);
    }
    if (!st)
        st = store_run(b->s, SQL_CLEAR_SURFACE, STORE_NO_ARGS, err);
    return st ? st : store_append(b->s, "d_surface", &out, err);
}
