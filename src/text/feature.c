#include "text/feature.h"

#include <math.h>

#include "text/feature_in.h"

enum { SLOTS_LEAST = 256, SLOTS_MOST = 1 << 17 };

void feature_begin(FeatureBag *b, size_t bytes, Arena *a)
{
    size_t slots = SLOTS_LEAST;
    while (slots < bytes * 8 && slots < SLOTS_MOST)
        slots *= 2;
    *b = (FeatureBag){ .a = a, .cap = slots / 2, .mask = (uint32_t)slots - 1 };
    b->at = arena_alloc(a, b->cap * sizeof *b->at, _Alignof(Feature));
    b->slot = ARENA_NEW_N(a, uint32_t, slots);
}

/* Past half full nothing new is taken: only texts far beyond a comment get there. */
static void put(FeatureBag *b, uint32_t col, float value)
{
    uint32_t at = (col * UINT32_C(0x9E3779B1) >> 7) & b->mask;
    for (; b->slot[at]; at = (at + 1) & b->mask)
        if (b->at[b->slot[at] - 1].col == col) {
            b->at[b->slot[at] - 1].value += value;
            return;
        }
    if (b->n >= b->cap)
        return;
    b->at[b->n++] = (Feature){ col, value };
    b->slot[at] = (uint32_t)b->n;
}

static void count(FeatureBag *b, unsigned block, uint64_t hash)
{
    put(b, feature_col(block, hash), 1);
}

/* The last two units, for pairs; how far a negation still reaches. */
typedef struct Walk {
    FeatureBag *bag;
    unsigned    what;
    uint64_t    salt, last, before;
    int         turned;
} Walk;

static void unit(void *ctx, uint64_t h)
{
    Walk *w = ctx;
    if (!(w->what & FEATURE_WORDS))
        return;
    count(w->bag, 0, feature_mix(w->salt + TAG_UNIT, h));
    if (w->last)
        count(w->bag, 0, feature_mix(feature_mix(w->salt + TAG_PAIR, w->last), h));
    if (w->before)
        count(w->bag, 0, feature_mix(feature_mix(w->salt + TAG_GAP, w->before), h));
    if (w->turned > 0 && w->what & FEATURE_TURNED)
        count(w->bag, 0, feature_mix(w->salt + TAG_TURNED, h));
    w->turned--;
    w->before = w->last;
    w->last = h;
}

static void pieces(const Walk *w, const uint32_t *letter, size_t n)
{
    for (size_t i = 0; i <= n; i++) {
        uint64_t h = w->salt + TAG_PIECE;
        for (size_t k = 0; k < FEATURE_PIECE_MOST && i + k < n + 2; k++) {
            h = feature_mix(h, feature_letter(letter, n, i + k));
            if (k + 1 >= FEATURE_PIECE_LEAST)
                count(w->bag, 1, h);
        }
    }
}

bool feature_negates(const uint32_t *letter, size_t n)
{
    static const char *const words[] = { "not", "no", "never", "cannot", "without", "nobody", "none", "nothing", "nor", "cant", "dont",
                                         "wont", "didnt", "doesnt", "isnt", "wasnt" };
    if (n >= 3 && letter[n - 1] == 't' && letter[n - 2] == '\'' && letter[n - 3] == 'n')
        return true;
    for (size_t k = 0; k < COUNT_OF(words); k++) {
        size_t i = 0;
        while (i < n && words[k][i] && letter[i] == (unsigned char)words[k][i])
            i++;
        if (i == n && !words[k][i])
            return true;
    }
    return false;
}

static void word(void *ctx, const uint32_t *letter, size_t n, uint64_t hash)
{
    Walk *w = ctx;
    unit(w, hash);
    if (w->what & FEATURE_PIECES)
        pieces(w, letter, n);
    if (feature_negates(letter, n))
        w->turned = FEATURE_TURN_REACH;
}

static void stop(void *ctx)
{
    Walk *w = ctx;
    w->turned = 0;
}

size_t feature_address(Str s, size_t i)
{
    static const Str heads[] = { STR_INIT("http://"), STR_INIT("https://"), STR_INIT("www.") };
    for (size_t k = 0; k < COUNT_OF(heads); k++)
        if (str_ieq(str_sub(s, i, heads[k].n), heads[k])) {
            size_t to = i;
            while (to < s.n && (unsigned char)s.p[to] > ' ')
                to++;
            return to - i;
        }
    return 0;
}

void feature_add(FeatureBag *b, Str part, unsigned salt, unsigned what)
{
    static const FeatureSink sink = { word, unit, stop };
    Walk w = { .bag = b, .what = what, .salt = (uint64_t)salt << 8 };
    feature_walk(part, &sink, &w);
}

typedef struct Units {
    uint32_t *col;
    size_t    n, most;
} Units;

static void take_unit(void *ctx, uint64_t hash)
{
    Units *u = ctx;
    if (u->n < u->most)
        u->col[u->n++] = feature_col(0, feature_mix(TAG_UNIT, hash));
}

static void take_word(void *ctx, const uint32_t *letter, size_t n, uint64_t hash)
{
    (void)letter;
    (void)n;
    take_unit(ctx, hash);
}

static void take_stop(void *ctx)
{
    (void)ctx;
}

size_t feature_units(Str part, uint32_t *col, size_t most)
{
    static const FeatureSink sink = { take_word, take_unit, take_stop };
    Units u = { col, 0, most };
    feature_walk(part, &sink, &u);
    return u.n;
}

/* Columns of a block of their own, none twice. */
size_t feature_mood(const Sentiment *s, unsigned salt, Feature out[FEATURE_MOODS])
{
    enum { BINS = 9 };
    uint32_t at = (2u << FEATURE_BITS) + (salt % FEATURE_SALTS) * FEATURE_MOODS;
    double up = 0, down = 0, most = 0, least = 0, last = 0;
    size_t n = 0;
    for (size_t i = 0; i < s->n_hit; i++) {
        last = s->hit[i].weight;
        *(last > 0 ? &up : &down) += last;
        most = last > most ? last : most;
        least = last < least ? last : least;
    }
    const double value[] = { 1, s->compound, up / 4, down / 4, most / 4, least / 4, last / 4, s->n_hit == 0, fabs(s->compound), s->punctuation };
    for (uint32_t k = 0; k < COUNT_OF(value); k++)
        if (value[k] != 0)
            out[n++] = (Feature){ at + k, (float)value[k] };
    out[n++] = (Feature){ at + (uint32_t)COUNT_OF(value) + (uint32_t)lround((s->compound + 1) / 2 * (BINS - 1)), 1 };
    return n;
}

void feature_add_mood(FeatureBag *b, const Sentiment *s, unsigned salt)
{
    Feature f[FEATURE_MOODS];
    size_t n = feature_mood(s, salt, f);
    for (size_t k = 0; k < n; k++)
        put(b, f[k].col, f[k].value);
}

/* Columns that nothing else has need no look at what is there. */
void feature_add_vector(FeatureBag *b, const float *v, unsigned salt)
{
    uint32_t at = FEATURE_VECTOR_FIRST + (salt % FEATURE_VECTORS) * FEATURE_VECTOR;
    Feature *to = arena_alloc(b->a, (b->n + FEATURE_VECTOR) * sizeof *to, _Alignof(Feature));
    memcpy(to, b->at, b->n * sizeof *to);
    for (uint32_t k = 0; k < FEATURE_VECTOR; k++)
        to[b->n + k] = (Feature){ at + k, v[k] };
    b->at = to;
    b->n += FEATURE_VECTOR;
    b->cap = b->n;
}

Features feature_end(FeatureBag *b)
{
    return (Features){ b->at, b->n };
}
