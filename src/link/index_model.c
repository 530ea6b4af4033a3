#include "link/index_model.h"

#include <math.h>
#include <string.h>

#include "num/cluster.h"
#include "num/dist.h"
#include "store/sql_ids.h"

static size_t construct_of(const IndexModel *m, Str name)
{
    size_t k = 0;
    while (k < m->path.n && !str_ieq(m->name[k], name))
        k++;
    return k;
}

static Status read_scale(Str rest, int64_t line, IndexModel *out, Err *err)
{
    Str low = str_cut(&rest, ' ');
    if (!str_to_f64(str_trim(low), &out->low) || !str_to_f64(str_trim(rest), &out->high) || !(out->low < out->high))
        return ERR(err, ST_INVALID, "line %lld: a scale is two numbers, the lower first: scale 1 10", (long long)line);
    return ST_OK;
}

static Status read_construct(Str name, Str items, int64_t line, IndexModel *out, Err *err)
{
    size_t k = out->path.n, n = 0;
    for (size_t i = 0; i < k; i++)
        n += out->path.item[i];
    if (k == PATH_CONSTRUCTS_MAX)
        return ERR(err, ST_TOO_BIG, "line %lld: more than %d constructs", (long long)line, PATH_CONSTRUCTS_MAX);
    if (!name.n || construct_of(out, name) < k)
        return ERR(err, ST_INVALID, "line %lld: a construct needs a name of its own", (long long)line);
    out->name[k] = name;
    while (items.n) {
        Str item = str_trim(str_cut(&items, ';'));
        if (!item.n)
            continue;
        if (n == PATH_ITEMS_MAX)
            return ERR(err, ST_TOO_BIG, "line %lld: more than %d items", (long long)line, PATH_ITEMS_MAX);
        out->item[n++] = item;
        out->path.item[k]++;
    }
    if (!out->path.item[k])
        return ERR(err, ST_INVALID, "line %lld: '%.*s' has no items", (long long)line, STR_ARG(name));
    out->path.n++;
    return ST_OK;
}

static Status read_paths(Str from, Str to, int64_t line, IndexModel *out, Err *err)
{
    size_t f = construct_of(out, from);
    while (to.n) {
        Str name = str_trim(str_cut(&to, ';'));
        size_t t = construct_of(out, name);
        if (f == out->path.n || t == out->path.n)
            return ERR(err, ST_INVALID, "line %lld: no construct '%.*s' above", (long long)line, STR_ARG(f == out->path.n ? from : name));
        out->path.leads[f][t] = true;
    }
    return ST_OK;
}

Status index_model_read(Str text, IndexModel *out, Err *err)
{
    static const Str arrow = STR_INIT("->"), scale = STR_INIT("scale ");
    Status st = ST_OK;
    *out = (IndexModel){ .path = { .scheme = PATH_CENTROID } };
    for (int64_t line = 1; !st && text.n; line++) {
        Str row = str_trim(str_cut(&text, '\n')), rest = row;
        size_t at = 0;
        if (!row.n || row.p[0] == '#')
            continue;
        while (at + arrow.n <= row.n && !str_starts(str_sub(row, at, arrow.n), arrow))
            at++;
        if (str_starts(row, scale))
            st = read_scale(str_trim(str_sub(row, scale.n, row.n - scale.n)), line, out, err);
        else if (at + arrow.n <= row.n)
            st = read_paths(str_trim(str_sub(row, 0, at)), str_trim(str_sub(row, at + arrow.n, row.n)), line, out, err);
        else if (str_has(row, STR(":"))) {
            Str name = str_trim(str_cut(&rest, ':'));
            st = read_construct(name, rest, line, out, err);
        } else
            st = ERR(err, ST_INVALID, "line %lld is no scale, construct or path: '%.*s'", (long long)line, STR_ARG(str_head(row, 80)));
    }
    if (!st && out->path.n < 2)
        st = ERR(err, ST_INVALID, "a model needs two constructs and a path between them");
    if (!st && !(out->low < out->high))
        st = ERR(err, ST_INVALID, "the ends of the scale are missing: scale 1 10");
    return st;
}

/* What stands behind the last " - ": "How satisfied are you with the following? - Delivery". */
static Str tail_of(Str label)
{
    for (size_t i = label.n; i >= 3; i--)
        if (i < label.n && str_eq(str_sub(label, i - 3, 3), STR(" - ")))
            return str_trim(str_sub(label, i, label.n - i));
    return label;
}

/* The question each item means; a question's name before labels. */
static Status find_questions(const IndexModel *m, size_t n, const Table *asked, Str *question, Err *err)
{
    for (size_t j = 0; j < n; j++) {
        size_t hits = 0;
        for (int by = 0; by < 3 && !hits; by++)
            for (size_t r = 0; r < asked->n; r++) {
                Str q = col_text(asked, "question")[r], label = col_text(asked, "label")[r], words = by == 0 ? q : by == 1 ? label : tail_of(label);
                if (!str_ieq(words, m->item[j]))
                    continue;
                question[j] = q;
                hits++;
            }
        if (!hits)
            return ERR(err, ST_INVALID, "item '%.*s': no question with numbers is called so", STR_ARG(m->item[j]));
        if (hits > 1)
            return ERR(err, ST_INVALID, "item '%.*s': %zu questions are called so; give the question's name", STR_ARG(m->item[j]), hits);
    }
    return ST_OK;
}

/* x: n items by sheets, closed to the complete ones; cluster of each. */
static void lay_out(const Table *t, const Str *question, size_t n, double *x, int64_t *cluster, IndexFit *out)
{
    const int64_t *key = col_int(t, "key_hash"), *source = col_int(t, "source_id");
    double v[PATH_ITEMS_MAX];
    size_t cap = t->n;
    for (size_t from = 0, to; from < t->n; from = to) {
        size_t known = 0;
        for (size_t j = 0; j < n; j++)
            v[j] = F64_NAN;
        for (to = from; to < t->n && key[to] == key[from] && source[to] == source[from]; to++)
            for (size_t j = 0; j < n; j++)
                if (str_eq(col_text(t, "question")[to], question[j]))
                    v[j] = col_f64(t, "number")[to];
        for (size_t j = 0; j < n; j++)
            known += isfinite(v[j]) ? 1 : 0;
        out->sheets += known > 0;
        if (known < n)
            continue;
        for (size_t j = 0; j < n; j++)
            x[j * cap + out->complete] = v[j];
        cluster[out->complete++] = col_int(t, "cluster")[from];
    }
    for (size_t j = 1; j < n && out->complete; j++)
        memmove(x + j * out->complete, x + j * cap, out->complete * sizeof *x);
}

Status index_model_fit(Store *s, const IndexModel *m, Arena *a, IndexFit *out, Err *err)
{
    Table t, asked;
    Str *question = ARENA_NEW_N(a, Str, PATH_ITEMS_MAX);
    size_t n = 0;
    double seed = 0;
    for (size_t k = 0; k < m->path.n; k++)
        n += m->path.item[k];
    *out = (IndexFit){ .few = STR("") };
    Status st = store_setting(s, "seed", &seed, err);
    if (!st)
        st = store_fetch(s, SQL_EXPECT_ITEMS, STORE_NO_ARGS, a, &asked, err);
    if (!st && !asked.n) {
        out->few = STR("the book has no survey with items that were rated in numbers");
        return ST_OK;
    }
    if (!st)
        st = find_questions(m, n, &asked, question, err);
    if (!st)
        st = store_fetch(s, SQL_INDEX_ANSWERS, STORE_NO_ARGS, a, &t, err);
    if (st)
        return st;
    double *x = ARENA_NEW_N(a, double, (t.n + 1) * n);
    int64_t *cluster = ARENA_NEW_N(a, int64_t, t.n + 1);
    lay_out(&t, question, n, x, cluster, out);
    out->accounts = out->complete ? cluster_index(cluster, out->complete, a).n : 0;
    if (out->complete < INDEX_SHEETS_LEAST || out->accounts < INDEX_ACCOUNTS_LEAST) {
        out->few = str_fmt(a, "too few to say: %zu sheets of %zu companies answered every item (%zu any); %d of %d are needed", out->complete, out->accounts, out->sheets, INDEX_SHEETS_LEAST,
                           INDEX_ACCOUNTS_LEAST);
        return ST_OK;
    }
    PathInput in = { .model = &m->path, .x = x, .cluster = cluster, .n = out->complete, .draws = INDEX_DRAWS, .low = m->low, .high = m->high };
    st = path_fit(&in, rng_create(a, (uint64_t)seed), a, &out->fit, err);
    if (st == ST_NUMERIC) {
        out->few = str_fmt(a, "cannot be fitted: %s", err->msg);
        return ST_OK;
    }
    return st;
}
