#include "text/theme_sub.h"

#include <math.h>
#include <string.h>

enum { SUB_ROUNDS = 40, SUB_MIN = 2 };

/* Rows the theme is strongest in, evenly. */
static size_t *rows_of(const ThemeNaming *whole, size_t theme, Arena *a, size_t *n)
{
    size_t all = 0, seen = 0;
    for (size_t i = 0; i < whole->x->n; i++)
        all += whole->strongest[i] == theme;
    size_t *row = ARENA_NEW_N(a, size_t, all + 1), most = all < SUB_DOCS ? all : SUB_DOCS;
    *n = 0;
    for (size_t i = 0; i < whole->x->n; i++) {
        if (whole->strongest[i] != theme)
            continue;
        if (seen * most / all != (seen + 1) * most / all)
            row[(*n)++] = i;
        seen++;
    }
    return row;
}

static size_t reweigh(const ThemeSubs *s, const uint32_t *col, const double *val, size_t n, uint32_t *to, double *into)
{
    double square = 0;
    size_t kept = 0;
    for (size_t e = 0; e < n; e++) {
        double v = col[e] < s->th.n_word ? val[e] * s->idf[col[e]] : 0;
        if (v <= 0)
            continue;
        to[kept] = col[e];
        into[kept++] = v;
        square += v * v;
    }
    for (size_t e = 0; e < kept; e++)
        into[e] /= sqrt(square);
    return kept;
}

static Sparse sub_rows(const ThemeSubs *s, const Sparse *x, const size_t *row, size_t n, Arena *a)
{
    size_t most = 0, at = 0;
    for (size_t i = 0; i < n; i++)
        most += x->start[row[i] + 1] - x->start[row[i]];
    Sparse y = { n, x->m, ARENA_NEW_N(a, size_t, n + 1), ARENA_NEW_N(a, uint32_t, most + 1), ARENA_NEW_N(a, double, most + 1) };
    for (size_t i = 0; i < n; i++) {
        size_t e = x->start[row[i]];
        at += reweigh(s, x->col + e, x->val + e, x->start[row[i] + 1] - e, y.col + at, y.val + at);
        y.start[i + 1] = at;
    }
    return y;
}

static void local_idf(const Sparse *x, const size_t *row, size_t n, ThemeSubs *s)
{
    for (size_t i = 0; i < n; i++)
        for (size_t e = x->start[row[i]]; e < x->start[row[i] + 1]; e++)
            s->idf[x->col[e]]++;
    for (size_t c = 0; c < x->m; c++)
        s->idf[c] = log((1 + (double)n) / (1 + s->idf[c]));
}

/* Without what the halves of the data do not agree on. */
static void drop_unstable(Themes *t)
{
    size_t kept = 0, at = 0, of[THEME_MAX];
    for (size_t j = 0; j < t->k; j++)
        if (t->stability[j] >= SUB_STABLE)
            of[kept++] = j;
    kept = kept < SUB_MIN ? 0 : kept;
    for (size_t r = 0; r < t->m; r++)
        for (size_t j = 0; j < kept; j++)
            t->h[at++] = t->h[r * t->k + of[j]];
    for (size_t i = 0; i < kept; i++)
        for (size_t j = 0; j < kept; j++)
            t->gram[i * kept + j] = t->gram[of[i] * t->k + of[j]];
    for (size_t j = 0; j < kept; j++)
        t->stability[j] = t->stability[of[j]];
    t->k = kept;
}

static void describe(const ThemeNaming *whole, const Sparse *y, const size_t *row, Arena *a, ThemeSubs *s)
{
    ThemeDoc *doc = ARENA_NEW_N(a, ThemeDoc, y->n + 1);
    size_t *strongest = ARENA_NEW_N(a, size_t, y->n + 1);
    ThemeNaming in = { doc, y, strongest, whole->terms, s->th.h, s->th.k };
    s->theme = ARENA_NEW_N(a, Theme, s->th.k + 1);
    for (size_t i = 0; i < y->n; i++) {
        size_t e = y->start[i];
        double w[THEME_MAX], top = themes_weigh(&s->th, y->col + e, y->val + e, y->start[i + 1] - e, w);
        doc[i] = whole->doc[row[i]];
        strongest[i] = SIZE_MAX;
        for (size_t j = 0; j < s->th.k && top >= SUB_LEAST && strongest[i] == SIZE_MAX; j++)
            if (w[j] >= top)
                strongest[i] = j;
        if (strongest[i] != SIZE_MAX)
            s->theme[strongest[i]].n_docs++;
    }
    for (size_t j = 0; j < s->th.k; j++)
        s->theme[j].stability = s->th.stability[j];
    theme_spell(&in, s->theme, a);
    theme_name(&in, s->theme, a);
}

void theme_subs_fit(const ThemeNaming *whole, size_t theme, Arena *a, ThemeSubs *out)
{
    size_t n;
    *out = (ThemeSubs){ .th = { .n_word = whole->terms->n_word } };
    const size_t *row = rows_of(whole, theme, a, &n);
    if (n < SUB_DOCS_MIN)
        return;
    out->idf = ARENA_NEW_N(a, double, whole->x->m + 1);
    local_idf(whole->x, row, n, out);
    Sparse y = sub_rows(out, whole->x, row, n, a);
    uint64_t *key = ARENA_NEW_N(a, uint64_t, n + 1);
    for (size_t i = 0; i < n; i++)
        key[i] = whole->doc[row[i]].group;
    size_t k = theme_choose(&y, key, SUB_MIN, SUB_MAX, 0, a);
    ThemeHalves halves;
    Svd svd;
    Nmf f;
    theme_halves(&y, key, k, a, &halves);
    nmf_svd(&y, k, a, &svd);
    nmf_fit(&y, &svd, k, SUB_ROUNDS, a, &f);
    themes_settle(&y, out->th.n_word, &f, &halves, 0.6, false, a, &out->th);
    drop_unstable(&out->th);
    if (out->th.k)
        describe(whole, &y, row, a, out);
}

size_t theme_subs_assign(const ThemeSubs *s, const uint32_t *col, const double *val, size_t n, Arena *scratch)
{
    double w[THEME_MAX], top;
    size_t best = SIZE_MAX;
    if (!s->th.k || !n)
        return SIZE_MAX;
    uint32_t *to = ARENA_NEW_N(scratch, uint32_t, n);
    double *into = ARENA_NEW_N(scratch, double, n);
    n = reweigh(s, col, val, n, to, into);
    top = themes_weigh(&s->th, to, into, n, w);
    for (size_t j = 0; j < s->th.k && top >= SUB_LEAST && best == SIZE_MAX; j++)
        if (w[j] >= top)
            best = j;
    return best;
}

void theme_mark_of(const ThemeTerms *terms, const double *h, size_t k, size_t at, Arena *a, ThemeMark *out)
{
    *out = (ThemeMark){ .term = ARENA_NEW_N(a, ThemeTerm, THEME_MARK_TERMS + 1) };
    for (size_t r = 0; r < terms->n; r++) {
        double v = h[r * k + at];
        if (v <= 0 || (out->n == THEME_MARK_TERMS && v <= out->term[out->n - 1].weight))
            continue;
        size_t to = out->n < THEME_MARK_TERMS ? out->n++ : out->n - 1;
        for (; to > 0 && out->term[to - 1].weight < v; to--)
            out->term[to] = out->term[to - 1];
        out->term[to] = (ThemeTerm){ terms->id.key[r], v };
    }
}
