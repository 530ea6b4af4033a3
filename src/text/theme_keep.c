#include "text/theme_keep.h"

#include "text/theme_in.h"

enum { DIGITS = 16, TERMS_MAX = 100000 };
static const char version[] = "themes-1";

static void put_double(Buf *b, double v)
{
    static const char digit[] = "0123456789abcdef";
    char hex[DIGITS];
    uint64_t bits;
    memcpy(&bits, &v, sizeof bits);
    for (int i = 0; i < DIGITS; i++)
        hex[i] = digit[bits >> (60 - 4 * i) & 15];
    buf_put(b, (Str){ hex, DIGITS });
}

/* "K M N\n", then of each row the columns that are not zero, then the products of columns. */
static void put_themes(Buf *b, const Themes *t)
{
    buf_printf(b, "%zu %zu %zu\n", t->k, t->m, t->n_word);
    for (size_t r = 0; t->k && r < t->m; r++) {
        for (size_t c = 0; c < t->k; c++)
            if (t->h[r * t->k + c] != 0) {
                buf_printf(b, "%zu:", c);
                put_double(b, t->h[r * t->k + c]);
                buf_putc(b, ' ');
            }
        buf_putc(b, '\n');
    }
    for (size_t i = 0; i < t->k; i++) {
        for (size_t j = 0; j < t->k; j++)
            put_double(b, t->gram[i * t->k + j]);
        buf_putc(b, '\n');
    }
}

void theme_keep(const ThemeModel *m, Buf *out)
{
    buf_printf(out, "%s %zu %zu %d %d ", version, m->terms.n, m->terms.n_word, m->terms.topics != NULL, m->sub != NULL);
    put_double(out, m->min_weight);
    for (size_t k = 0; k < N_TOPIC; k++)
        buf_printf(out, " %lld", m->terms.topic[k] == SIZE_MAX ? -1LL : (long long)m->terms.topic[k]);
    buf_putc(out, '\n');
    for (size_t i = 0; i < m->terms.n; i++) {
        put_double(out, m->terms.idf[i]);
        buf_put(out, m->terms.id.key[i]);
        buf_putc(out, '\n');
    }
    put_themes(out, &m->themes);
    for (size_t t = 0; m->sub && t < m->themes.k; t++) {
        const ThemeSubs *s = &m->sub[t];
        put_themes(out, &s->th);
        for (size_t i = 0; s->th.k && i < m->terms.n; i++)
            put_double(out, s->idf[i]);
        if (s->th.k)
            buf_putc(out, '\n');
    }
}

static bool take_double(Str *from, double *v)
{
    uint64_t bits = 0;
    if (from->n < DIGITS)
        return false;
    for (int i = 0; i < DIGITS; i++) {
        char c = from->p[i];
        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')))
            return false;
        bits = bits << 4 | (uint64_t)(c <= '9' ? c - '0' : c - 'a' + 10);
    }
    memcpy(v, &bits, sizeof bits);
    *from = str_sub(*from, DIGITS, from->n);
    return true;
}

static bool take_count(Str *line, size_t most, size_t *out)
{
    int64_t v;
    if (!str_to_i64(str_cut(line, ' '), &v) || v < 0 || (uint64_t)v > most)
        return false;
    *out = (size_t)v;
    return true;
}

static bool take_row(Str line, double *h, size_t k)
{
    while (line.n) {
        Str cell = str_cut(&line, ' '), at = str_cut(&cell, ':');
        int64_t c;
        if (!str_to_i64(at, &c) || c < 0 || (uint64_t)c >= k || !take_double(&cell, &h[c]) || cell.n)
            return false;
    }
    return true;
}

static bool take_themes(Str *rest, size_t columns, Arena *a, Themes *t)
{
    Str line = str_cut(rest, '\n');
    if (!take_count(&line, THEME_MAX, &t->k) || !take_count(&line, TERMS_MAX, &t->m) || !take_count(&line, TERMS_MAX, &t->n_word))
        return false;
    if (!t->k)
        return true;
    if (t->m != columns || t->n_word > columns)
        return false;
    t->h = ARENA_NEW_N(a, double, t->m * t->k);
    t->gram = ARENA_NEW_N(a, double, t->k * t->k);
    for (size_t r = 0; r < t->m; r++)
        if (!rest->n || !take_row(str_cut(rest, '\n'), t->h + r * t->k, t->k))
            return false;
    for (size_t i = 0; i < t->k; i++) {
        line = str_cut(rest, '\n');
        for (size_t j = 0; j < t->k; j++)
            if (!take_double(&line, &t->gram[i * t->k + j]))
                return false;
    }
    return true;
}

static bool take_terms(Str *rest, Arena *a, ThemeModel *m, bool *subs)
{
    Str line = str_cut(rest, '\n');
    size_t topics, two;
    ThemeTerms *t = &m->terms;
    if (!str_eq(str_cut(&line, ' '), str_of(version)) || !take_count(&line, TERMS_MAX, &t->n) || !take_count(&line, t->n, &t->n_word) || !take_count(&line, 1, &topics) ||
        !take_count(&line, 1, &two) || !take_double(&line, &m->min_weight))
        return false;
    *subs = two != 0;
    line = str_trim(line);
    for (size_t k = 0; k < N_TOPIC; k++) {
        int64_t at;
        if (!str_to_i64(str_cut(&line, ' '), &at) || at < -1 || at >= (int64_t)t->n)
            return false;
        t->topic[k] = at < 0 ? SIZE_MAX : (size_t)at;
    }
    t->idf = ARENA_NEW_N(a, double, t->n + 1);
    t->topics = topics ? topics_build(a) : NULL;
    strmap_init(&t->id, a);
    for (size_t i = 0; i < t->n; i++) {
        bool is_new = false;
        line = str_cut(rest, '\n');
        if (!take_double(&line, &t->idf[i]) || !line.n || strmap_put(&t->id, str_dup(a, line), &is_new) != i || !is_new)
            return false;
    }
    return true;
}

static bool take_subs(Str *rest, Arena *a, ThemeModel *m)
{
    m->sub = ARENA_NEW_N(a, ThemeSubs, m->themes.k + 1);
    for (size_t t = 0; t < m->themes.k; t++) {
        ThemeSubs *s = &m->sub[t];
        if (!take_themes(rest, m->terms.n, a, &s->th))
            return false;
        if (!s->th.k)
            continue;
        Str line = str_cut(rest, '\n');
        s->idf = ARENA_NEW_N(a, double, m->terms.n + 1);
        for (size_t i = 0; i < m->terms.n; i++)
            if (!take_double(&line, &s->idf[i]))
                return false;
    }
    return true;
}

Status theme_recall(Str text, Arena *a, ThemeModel **out, Err *err)
{
    ThemeModel *m = ARENA_NEW(a, ThemeModel);
    Str rest = text;
    bool subs = false;
    bool ok = take_terms(&rest, a, m, &subs) && take_themes(&rest, m->terms.n, a, &m->themes) && (!subs || take_subs(&rest, a, m)) && !rest.n;
    *out = m;
    return ok ? ST_OK : ERR(err, ST_INVALID, "the kept themes are cut, changed or of another version");
}
