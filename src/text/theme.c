#include "text/theme.h"

#include <math.h>
#include <pthread.h>
#include <string.h>

#include "text/theme_sub.h"

enum { FIT_ROUNDS = 80, FEW_GROUPS = 20 };

struct ThemeModel {
    ThemeTerms terms;
    Themes     themes;
    Theme     *theme;
    double     min_weight, other_share;
    size_t     chosen;
    ThemeSubs *sub;              /* by theme; NULL: one level */
};

size_t theme_count(const ThemeModel *m)
{
    return m->themes.k;
}

const Theme *theme_at(const ThemeModel *m, size_t i)
{
    return &m->theme[i];
}

double theme_other_share(const ThemeModel *m)
{
    return m->other_share;
}

size_t theme_chosen(const ThemeModel *m)
{
    return m->chosen;
}

size_t theme_sub_count(const ThemeModel *m, size_t theme)
{
    return m->sub ? m->sub[theme].th.k : 0;
}

const Theme *theme_sub_at(const ThemeModel *m, size_t theme, size_t i)
{
    return &m->sub[theme].theme[i];
}

void theme_mark(const ThemeModel *m, size_t theme, size_t sub, Arena *a, ThemeMark *out)
{
    const Themes *t = sub == SIZE_MAX ? &m->themes : &m->sub[theme].th;
    theme_mark_of(&m->terms, t->h, t->k, sub == SIZE_MAX ? theme : sub, a, out);
}

bool theme_knows(const ThemeModel *m, Str term)
{
    size_t id;
    return strmap_get(&m->terms.id, term, &id);
}

/* The strongest few themes of one row. */
static size_t assign_row(const ThemeModel *m, const uint32_t *col, const double *val, size_t n,
                         ThemeWeight out[THEME_PER_DOC])
{
    double w[THEME_MAX], top = themes_weigh(&m->themes, col, val, n, w);
    size_t k = m->themes.k, found = 0;
    for (size_t c = 0; c < k; c++) {
        if (w[c] < m->min_weight || w[c] < top / 2)
            continue;
        size_t at = found < THEME_PER_DOC ? found++ : found;
        if (at == THEME_PER_DOC && w[c] <= out[at - 1].weight)
            continue;
        at -= at == THEME_PER_DOC;
        for (; at > 0 && out[at - 1].weight < w[c]; at--)
            out[at] = out[at - 1];
        out[at] = (ThemeWeight){ (uint32_t)c, THEME_NO_SUB, w[c] };
    }
    return found;
}

size_t theme_assign(const ThemeModel *m, const Tokens *t, Arena *scratch,
                    ThemeWeight out[THEME_PER_DOC])
{
    ArenaMark mark = arena_mark(scratch);
    TermCount *row;
    size_t n = theme_row(&m->terms, t, scratch, &row), found;
    uint32_t *col = ARENA_NEW_N(scratch, uint32_t, n + 1);
    double *val = ARENA_NEW_N(scratch, double, n + 1);
    for (size_t i = 0; i < n; i++) {
        col[i] = row[i].id;
        val[i] = row[i].value;
    }
    found = assign_row(m, col, val, n, out);
    for (size_t i = 0; i < found && m->sub; i++) {
        size_t sub = theme_subs_assign(&m->sub[out[i].theme], col, val, n, scratch);
        out[i].sub = sub == SIZE_MAX ? THEME_NO_SUB : (uint32_t)sub;
    }
    arena_rewind(scratch, mark);
    return found;
}

/* Groups as they are, or each row its own when too few to cut in halves. */
static uint64_t *split_keys(const ThemeDoc *doc, size_t n, Arena *a)
{
    uint64_t *key = ARENA_NEW_N(a, uint64_t, n + 1);
    I64Map seen;
    i64map_init(&seen);
    for (size_t i = 0; i < n; i++) {
        int64_t old;
        key[i] = doc[i].group;
        (void)i64map_add(&seen, doc[i].group, 1, &old);
    }
    for (size_t i = 0; seen.n < FEW_GROUPS && i < n; i++)
        key[i] = i;
    i64map_release(&seen);
    return key;
}

/* A copy whose rows weigh less the more their group wrote. */
static Sparse weigh_groups(const Sparse *x, const ThemeDoc *doc, Arena *a)
{
    Sparse y = *x;
    I64Map size;
    y.val = ARENA_NEW_N(a, double, x->start[x->n] + 1);
    i64map_init(&size);
    for (size_t i = 0; i < x->n; i++) {
        int64_t old = 0;
        (void)i64map_get(&size, doc[i].group, &old);
        i64map_set(&size, doc[i].group, old + 1);
    }
    for (size_t i = 0; i < x->n; i++) {
        int64_t n = 1;
        (void)i64map_get(&size, doc[i].group, &n);
        for (size_t e = x->start[i]; e < x->start[i + 1]; e++)
            y.val[e] = x->val[e] * pow((double)n, -0.25);
    }
    i64map_release(&size);
    return y;
}

/* Every (n / most)-th row, in order. */
static Sparse thin_rows(const Sparse *x, const uint64_t *key, size_t most, Arena *a,
                        uint64_t **key_out)
{
    Sparse y = { 0, x->m, ARENA_NEW_N(a, size_t, most + 1),
                 ARENA_NEW_N(a, uint32_t, x->start[x->n] + 1),
                 ARENA_NEW_N(a, double, x->start[x->n] + 1) };
    size_t rows = x->n < most ? x->n : most, at = 0;
    *key_out = ARENA_NEW_N(a, uint64_t, rows + 1);
    for (size_t r = 0; r < rows; r++) {
        size_t i = r * x->n / rows;
        for (size_t e = x->start[i]; e < x->start[i + 1]; e++) {
            y.col[at] = x->col[e];
            y.val[at++] = x->val[e];
        }
        (*key_out)[r] = key[i];
        y.start[++y.n] = at;
    }
    return y;
}

/* Each fitted document's strongest theme, and the counts that follow. */
static size_t *count_docs(ThemeModel *m, const Sparse *x, const ThemeDoc *doc, Arena *a)
{
    size_t *strongest = ARENA_NEW_N(a, size_t, x->n + 1), other = 0;
    I64Map seen;
    i64map_init(&seen);
    for (size_t i = 0; i < x->n; i++) {
        ThemeWeight w[THEME_PER_DOC];
        size_t e = x->start[i], n = assign_row(m, x->col + e, x->val + e, x->start[i + 1] - e, w);
        int64_t old;
        strongest[i] = n ? w[0].theme : SIZE_MAX;
        other += !n;
        if (!n)
            continue;
        m->theme[w[0].theme].n_docs++;
        m->theme[w[0].theme].n_groups +=
            i64map_add(&seen, hash64_mix(doc[i].group, w[0].theme), 1, &old);
    }
    i64map_release(&seen);
    m->other_share = (double)other / (double)x->n;
    for (size_t t = 0; t < m->themes.k; t++)
        m->theme[t].share = (double)m->theme[t].n_docs / (double)x->n;
    return strongest;
}

/* Joins what split off a theme of before that goes on. */
static void join_splits(ThemeModel *m, const Sparse *x, const ThemeOptions *o, const ThemeHalves *halves, Arena *a)
{
    size_t k = m->themes.k, partner[THEME_MAX], into[THEME_MAX];
    double likeness[THEME_MAX];
    bool any = false;
    ThemeMark *now = ARENA_NEW_N(a, ThemeMark, k + 1);
    for (size_t j = 0; j < k; j++)
        theme_mark_of(&m->terms, m->themes.h, k, j, a, &now[j]);
    theme_match(o->before, o->n_before, now, k, a, partner, likeness);
    for (size_t j = 0; j < k; j++) {
        double best = THEME_SPLIT;
        into[j] = j;
        for (size_t i = 0; i < k && partner[j] == SIZE_MAX; i++) {
            double c = partner[i] == SIZE_MAX ? 0 : theme_likeness(&o->before[partner[i]], &now[j], a);
            if (c >= best) {
                best = c;
                into[j] = i;
                any = true;
            }
        }
    }
    if (any)
        themes_join(&m->themes, x, into, halves, a);
}

static size_t rows_with_terms(const Sparse *x)
{
    size_t n = 0;
    for (size_t i = 0; i < x->n; i++)
        n += x->start[i + 1] > x->start[i];
    return n;
}

static void describe(ThemeModel *m, const Sparse *x, const ThemeDoc *doc, bool two_levels, Arena *a)
{
    const Themes *th = &m->themes;
    ThemeNaming in = { doc, x, count_docs(m, x, doc, a), &m->terms, th->h, th->k };
    for (size_t t = 0; t < th->k; t++) {
        m->theme[t].stability = th->stability[t];
        m->theme[t].coherence = theme_coherence(x, th->h, th->k, t, a);
    }
    theme_spell(&in, m->theme, a);
    theme_name(&in, m->theme, a);
    theme_examples(&in, m->theme, a);
    if (!two_levels)
        return;
    m->sub = ARENA_NEW_N(a, ThemeSubs, th->k + 1);
    for (size_t t = 0; t < th->k; t++)
        theme_subs_fit(&in, t, a, &m->sub[t]);
}

typedef struct WholeFit {
    const Sparse *x;
    size_t        k;
    Nmf           f;
    Arena         a;
} WholeFit;

static void *fit_whole(void *arg)
{
    WholeFit *w = arg;
    Svd svd;
    nmf_svd(w->x, w->k, &w->a, &svd);
    nmf_fit(w->x, &svd, w->k, FIT_ROUNDS, &w->a, &w->f);
    return NULL;
}

/* All rows on a thread of its own, beside the halves; of the result k and h are kept. */
static Nmf fit_beside(const Sparse *x, const uint64_t *key, size_t k, Arena *a, ThemeHalves *halves)
{
    WholeFit w = { .x = x, .k = k };
    pthread_t other;
    arena_init(&w.a);
    bool threaded = pthread_create(&other, NULL, fit_whole, &w) == 0;
    theme_halves(x, key, k, a, halves);
    if (threaded)
        (void)pthread_join(other, NULL);
    else
        (void)fit_whole(&w);
    Nmf f = { .k = k, .h = ARENA_NEW_N(a, double, x->m * k) };
    memcpy(f.h, w.f.h, x->m * k * sizeof *f.h);
    arena_release(&w.a);
    return f;
}

Status theme_fit(const ThemeDoc *doc, size_t n, const ThemeOptions *o, Arena *a, ThemeModel **out,
                 Err *err)
{
    size_t k_min = o->k_min ? o->k_min : 4, k_max = o->k_max ? o->k_max : 20;
    if (o->k > THEME_MAX || k_max > THEME_MAX || k_min > k_max)
        return ERR(err, ST_INVALID, "%zu themes (%zu to %zu) asked for, at most %d", o->k, k_min,
                   k_max, THEME_MAX);
    size_t rows = n < THEME_DOCS_MAX ? n : THEME_DOCS_MAX;
    ThemeDoc *d = ARENA_NEW_N(a, ThemeDoc, rows + 1);
    for (size_t i = 0; i < rows; i++)
        d[i] = doc[i * n / rows];
    ThemeModel *m = ARENA_NEW(a, ThemeModel);
    m->min_weight = o->min_weight > 0 ? o->min_weight : 0.12;
    theme_terms_build(d, rows, o->max_terms ? o->max_terms : 3000, a, &m->terms);
    Sparse x, thin, weighed;
    theme_matrix(&m->terms, d, rows, a, &x);
    if (rows_with_terms(&x) < THEME_DOCS_MIN)
        return ERR(err, ST_INVALID, "themes need %d comments with words in common, %zu given",
                   THEME_DOCS_MIN, n);
    weighed = weigh_groups(&x, d, a);
    uint64_t *key = split_keys(d, rows, a), *thin_key;
    thin = thin_rows(&weighed, key, THEME_CHOICE_DOCS, a, &thin_key);
    /* Fewer themes than topics would force two of them into one. */
    size_t topics = theme_topics(&m->terms);
    k_min = topics > k_min ? (topics < k_max ? topics : k_max) : k_min;
    size_t k = o->k ? o->k : theme_choose(&thin, thin_key, k_min, k_max, o->k_before, a);
    m->chosen = k;
    ThemeHalves halves;
    Nmf f = fit_beside(&weighed, key, k, a, &halves);
    themes_settle(&x, m->terms.n_word, &f, &halves, o->merge_cosine > 0 ? o->merge_cosine : 0.6, o->k > 0, a, &m->themes);
    if (o->n_before)
        join_splits(m, &x, o, &halves, a);
    m->theme = ARENA_NEW_N(a, Theme, m->themes.k + 1);
    describe(m, &x, d, o->two_levels, a);
    for (size_t t = 0; t < m->themes.k; t++)
        for (size_t i = 0; i < m->theme[t].n_example; i++)
            m->theme[t].example[i] = m->theme[t].example[i] * n / rows;
    *out = m;
    return ST_OK;
}
