#include <math.h>
#include <stdlib.h>

#include "text/fold.h"
#include "text/theme_terms.h"

enum {
    SHORTLIST = 40,
    CENTRAL_MAX = 60,
    SHORT_WORDS = 4,
    LONG_WORDS = 30
};
/* Of the words shown of a theme: a word of half the weight must keep better company by this much times ln 2. */
static const double WEIGHT_COUNTS = 0.1;

/* ---- spelling ---- */

typedef struct Counts {
    StrMap    id;
    uint32_t *n;
    size_t    cap;
} Counts;

static uint32_t *count_of(Counts *c, Str key, Arena *a)
{
    size_t i = strmap_put(&c->id, key, NULL);
    if (i >= c->cap) {
        size_t cap = c->cap ? c->cap * 2 : 1024;
        uint32_t *n = ARENA_NEW_N(a, uint32_t, cap);
        if (c->cap)
            memcpy(n, c->n, c->cap * sizeof *n);
        c->n = n;
        c->cap = cap;
    }
    return &c->n[i];
}

/* The most frequent lower-case spelling of each single-stem column; ties to the first seen. */
static Str *spell_stems(const ThemeNaming *in, Arena *a)
{
    Str *best = ARENA_NEW_N(a, Str, in->terms->n + 1);
    uint32_t *top = ARENA_NEW_N(a, uint32_t, in->terms->n + 1);
    Counts c = { .cap = 0 };
    Arena scratch;
    arena_init(&scratch);
    strmap_init(&c.id, &scratch);
    for (size_t i = 0; i < in->x->n; i++)
        for (size_t k = 0; k < in->doc[i].tokens->n; k++) {
            const Token *t = &in->doc[i].tokens->token[k];
            size_t id;
            if (!strmap_get(&in->terms->id, t->stem, &id))
                continue;
            ArenaMark m = arena_mark(&scratch);
            Str low = text_lower(&scratch, str_sub(in->doc[i].text, t->from, t->n));
            Str key = str_dup(a, low);
            arena_rewind(&scratch, m);
            uint32_t *n = count_of(&c, key, &scratch);
            if (++*n > top[id]) {
                top[id] = *n;
                best[id] = key;
            }
        }
    arena_release(&scratch);
    return best;
}

static Str spell_term(const ThemeNaming *in, const Str *stem, size_t term)
{
    return stem[term].n ? stem[term] : in->terms->id.key[term];
}

/* ---- the words a theme is shown by ---- */

typedef struct Shortlist {
    size_t term[SHORTLIST], n;   /* words, heaviest first */
    double alike[SHORTLIST][SHORTLIST];
} Shortlist;

static bool is_word(Str term)
{
    for (size_t i = 0; i < term.n; i++)
        if (term.p[i] == ' ')
            return false;
    return true;
}

static void heaviest_words(const ThemeNaming *in, size_t theme, Shortlist *s)
{
    s->n = 0;
    for (size_t j = 0; j < in->terms->n_word; j++) {
        double v = in->h[j * in->k + theme];
        if (v <= 0 || (s->n == SHORTLIST && v <= in->h[s->term[s->n - 1] * in->k + theme]) || !is_word(in->terms->id.key[j]))
            continue;
        size_t at = s->n < SHORTLIST ? s->n++ : s->n - 1;
        for (; at > 0 && in->h[s->term[at - 1] * in->k + theme] < v; at--)
            s->term[at] = s->term[at - 1];
        s->term[at] = j;
    }
}

/* NPMI of each pair over the documents. */
static void keep_company(const ThemeNaming *in, Shortlist *s, Arena *a)
{
    ArenaMark mark = arena_mark(a);
    uint8_t *slot = ARENA_NEW_N(a, uint8_t, in->x->m + 1);
    uint32_t *both = ARENA_NEW_N(a, uint32_t, SHORTLIST * SHORTLIST);
    double rows = (double)in->x->n;
    for (size_t i = 0; i < s->n; i++)
        slot[s->term[i]] = (uint8_t)(i + 1);
    for (size_t r = 0; r < in->x->n; r++) {
        size_t here[SHORTLIST], n = 0;
        for (size_t e = in->x->start[r]; e < in->x->start[r + 1]; e++)
            if (slot[in->x->col[e]])
                here[n++] = slot[in->x->col[e]] - 1u;
        for (size_t p = 0; p < n; p++)
            for (size_t q = 0; q < n; q++)
                both[here[p] * SHORTLIST + here[q]]++;
    }
    for (size_t i = 0; i < s->n; i++)
        for (size_t j = 0; j < s->n; j++) {
            double pq = both[i * SHORTLIST + j] / rows, p = both[i * SHORTLIST + i] / rows, q = both[j * SHORTLIST + j] / rows;
            s->alike[i][j] = pq <= 0 ? -1 : pq >= 1 ? 1 : log(pq / (p * q)) / -log(pq);
        }
    arena_rewind(a, mark);
}

/* Of the words not yet taken the one that goes best with those taken, weight counting, too. */
static size_t next_word(const ThemeNaming *in, size_t theme, const Shortlist *s, const size_t *taken, size_t n)
{
    size_t best = s->n;
    double most = 0, heavy = in->h[s->term[0] * in->k + theme];
    for (size_t i = 0; i < s->n; i++) {
        double sum = 0, weight = in->h[s->term[i] * in->k + theme] / heavy;
        bool had = false;
        for (size_t k = 0; k < n; k++) {
            sum += s->alike[i][taken[k]];
            had |= taken[k] == i;
        }
        double score = (n ? sum / (double)n : 0) + WEIGHT_COUNTS * log(weight);
        if (had || (best < s->n && score <= most))
            continue;
        best = i;
        most = score;
    }
    return best;
}

void theme_spell(const ThemeNaming *in, Theme *theme, Arena *a)
{
    Str *stem = spell_stems(in, a);
    Shortlist *s = ARENA_NEW(a, Shortlist);
    for (size_t t = 0; t < in->k; t++) {
        size_t taken[THEME_TOP_TERMS];
        heaviest_words(in, t, s);
        keep_company(in, s, a);
        theme[t].n_term = 0;
        for (size_t n = 0; n < THEME_TOP_TERMS && n < s->n; n++) {
            taken[n] = next_word(in, t, s, taken, n);
            theme[t].term[n] = spell_term(in, stem, s->term[taken[n]]);
            theme[t].term_weight[n] = in->h[s->term[taken[n]] * in->k + t];
            theme[t].n_term = n + 1;
        }
    }
}

/* ---- examples ---- */

typedef struct Central {
    size_t row;
    double score;
} Central;

static int by_score(const void *a, const void *b)
{
    const Central *x = a, *y = b;
    if (x->score != y->score)
        return x->score < y->score ? 1 : -1;
    return (x->row > y->row) - (x->row < y->row);
}

static double row_cosine(const Sparse *x, size_t r, size_t s)
{
    double dot = 0;
    size_t i = x->start[r], j = x->start[s];
    while (i < x->start[r + 1] && j < x->start[s + 1]) {
        if (x->col[i] == x->col[j])
            dot += x->val[i++] * x->val[j++];
        else if (x->col[i] < x->col[j])
            i++;
        else
            j++;
    }
    return dot;
}

static double centrality(const ThemeNaming *in, size_t row, size_t theme)
{
    double dot = 0, words = (double)in->doc[row].tokens->n;
    for (size_t e = in->x->start[row]; e < in->x->start[row + 1]; e++)
        dot += in->x->val[e] * in->h[in->x->col[e] * in->k + theme];
    return dot * (words < SHORT_WORDS  ? words / SHORT_WORDS
                  : words > LONG_WORDS ? LONG_WORDS / words
                                       : 1);
}

static void pick_examples(const ThemeNaming *in, Theme *theme, const Central *c, size_t n)
{
    while (theme->n_example < THEME_EXAMPLES) {
        size_t best = n;
        double best_score = 0;
        for (size_t i = 0; i < n; i++) {
            double near = 0;
            bool taken = false;
            for (size_t j = 0; j < theme->n_example; j++) {
                near = fmax(near, row_cosine(in->x, c[i].row, theme->example[j]));
                taken |= in->doc[theme->example[j]].group == in->doc[c[i].row].group;
            }
            double s = c[i].score * (1 - 0.7 * near);
            if (!taken && s > best_score) {
                best = i;
                best_score = s;
            }
        }
        if (best == n)
            return;
        theme->example[theme->n_example++] = c[best].row;
    }
}

void theme_examples(const ThemeNaming *in, Theme *theme, Arena *a)
{
    Central *c = ARENA_NEW_N(a, Central, in->x->n + 1);
    for (size_t t = 0; t < in->k; t++) {
        size_t n = 0;
        for (size_t i = 0; i < in->x->n; i++)
            if (in->strongest[i] == t)
                c[n++] = (Central){ i, centrality(in, i, t) };
        qsort(c, n, sizeof *c, by_score);
        pick_examples(in, &theme[t], c, n < CENTRAL_MAX ? n : CENTRAL_MAX);
    }
}
