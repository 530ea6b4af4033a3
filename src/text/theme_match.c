#include "text/theme_match.h"

#include <math.h>

#include "base/map.h"

static double cosine(const StrMap *id, const double *old, double old_length, const ThemeMark *now)
{
    double both = 0, length = 0;
    size_t k;
    for (size_t i = 0; i < now->n; i++) {
        length += now->term[i].weight * now->term[i].weight;
        if (strmap_get(id, now->term[i].term, &k))
            both += old[k] * now->term[i].weight;
    }
    return length > 0 && old_length > 0 ? both / sqrt(length * old_length) : 0;
}

static void weights_of(const ThemeMark *m, StrMap *id, double weight[THEME_MARK_TERMS], double *length, Arena *a)
{
    strmap_init(id, a);
    *length = 0;
    for (size_t i = 0; i < m->n && i < THEME_MARK_TERMS; i++) {
        bool is_new;
        size_t k = strmap_put(id, m->term[i].term, &is_new);
        if (!is_new)
            continue;
        weight[k] = m->term[i].weight;
        *length += weight[k] * weight[k];
    }
}

double theme_likeness(const ThemeMark *x, const ThemeMark *y, Arena *a)
{
    StrMap id;
    double weight[THEME_MARK_TERMS], length;
    ArenaMark m = arena_mark(a);
    weights_of(x, &id, weight, &length, a);
    double c = cosine(&id, weight, length, y);
    arena_rewind(a, m);
    return c;
}

/* likeness[o * n + w], 0 where the two may not be partners. */
static double *likenesses(const ThemeMark *old, size_t n_old, const ThemeMark *now, size_t n_now, size_t n, Arena *a)
{
    double *like = ARENA_NEW_N(a, double, n * n + 1), weight[THEME_MARK_TERMS];
    for (size_t o = 0; o < n_old; o++) {
        StrMap id;
        double length;
        ArenaMark m = arena_mark(a);
        weights_of(&old[o], &id, weight, &length, a);
        for (size_t w = 0; w < n_now; w++) {
            double c = old[o].within == now[w].within ? cosine(&id, weight, length, &now[w]) : 0;
            like[o * n + w] = c >= THEME_ALIKE ? c : 0;
        }
        arena_rewind(a, m);
    }
    return like;
}

/* Row `r` finds a column, others moving along the cheapest path; u and v are the prices that make all costs non-negative. */
static void augment(const double *like, size_t n, size_t r, double *u, double *v, size_t *row_of, size_t *way, double *least, bool *used)
{
    size_t col = n;
    row_of[n] = r;
    for (size_t j = 0; j <= n; j++) {
        least[j] = (double)INFINITY;
        used[j] = false;
    }
    do {
        size_t i = row_of[col], next = n;
        double delta = (double)INFINITY;
        used[col] = true;
        for (size_t j = 0; j < n; j++) {
            if (used[j])
                continue;
            double gap = 1 - like[i * n + j] - u[i] - v[j];
            if (gap < least[j]) {
                least[j] = gap;
                way[j] = col;
            }
            if (least[j] < delta) {
                delta = least[j];
                next = j;
            }
        }
        for (size_t j = 0; j <= n; j++)
            if (used[j]) {
                u[row_of[j]] += delta;
                v[j] -= delta;
            } else {
                least[j] -= delta;
            }
        col = next;
    } while (row_of[col] != SIZE_MAX);
    while (col != n) {
        row_of[col] = row_of[way[col]];
        col = way[col];
    }
}

void theme_match(const ThemeMark *old, size_t n_old, const ThemeMark *now, size_t n_now, Arena *a, size_t *partner, double *likeness)
{
    size_t n = n_old > n_now ? n_old : n_now;
    ArenaMark m = arena_mark(a);
    double *like = likenesses(old, n_old, now, n_now, n, a);
    double *u = ARENA_NEW_N(a, double, n + 1), *v = ARENA_NEW_N(a, double, n + 1), *least = ARENA_NEW_N(a, double, n + 1);
    size_t *row_of = ARENA_NEW_N(a, size_t, n + 1), *way = ARENA_NEW_N(a, size_t, n + 1);
    bool *used = ARENA_NEW_N(a, bool, n + 1);
    for (size_t j = 0; j <= n; j++)
        row_of[j] = SIZE_MAX;
    for (size_t r = 0; r < n; r++)
        augment(like, n, r, u, v, row_of, way, least, used);
    for (size_t j = 0; j < n_now; j++) {
        likeness[j] = like[row_of[j] * n + j];
        partner[j] = likeness[j] > 0 ? row_of[j] : SIZE_MAX;
    }
    arena_rewind(a, m);
}

Str theme_mark_text(const ThemeMark *m, Arena *a)
{
    Str *line = ARENA_NEW_N(a, Str, m->n + 1);
    for (size_t i = 0; i < m->n; i++)
        line[i] = str_fmt(a, "%.4f %.*s\n", m->term[i].weight, STR_ARG(m->term[i].term));
    return str_cat(a, m->n, line);
}

ThemeMark theme_mark_read(Str text, Arena *a)
{
    ThemeMark m = { .term = ARENA_NEW_N(a, ThemeTerm, THEME_MARK_TERMS) };
    while (text.n && m.n < THEME_MARK_TERMS) {
        Str term = str_cut(&text, '\n'), number = str_cut(&term, ' ');
        double w;
        if (str_to_f64(number, &w) && w > 0 && term.n)
            m.term[m.n++] = (ThemeTerm){ str_dup(a, term), w };
    }
    return m;
}
