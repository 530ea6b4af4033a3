#include "text/feature.h"

#include <math.h>

#include "base/attr.h"
#include "text/utf8.h"

enum {
    PIECE_LEAST = 2, PIECE_MOST = 5,
    WORD_MOST = 30,             /* characters; what follows is no word anybody wrote */
    TURN_REACH = 3,
    SLOTS_LEAST = 256,
    SLOTS_MOST = 1 << 17
};
enum { TAG_UNIT = 1, TAG_PAIR, TAG_GAP, TAG_TURNED, TAG_PIECE };

static uint64_t mix(uint64_t h, uint64_t c)
{
    h = (h ^ c) * UINT64_C(0x9E3779B97F4A7C15);
    return h ^ h >> 29;
}

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

static void count(FeatureBag *b, unsigned block, uint64_t hash, float by)
{
    hash = mix(hash, hash >> 32);
    put(b, (block << FEATURE_BITS) | (uint32_t)(hash >> (64 - FEATURE_BITS)), by);
}

static uint32_t lower_of(uint32_t c)
{
    if (c < 0x80)
        return c >= 'A' && c <= 'Z' ? c + 32 : c;
    if (c == 0x2019)
        return '\'';
    if (c >= 0xC0 && c <= 0xDE)
        return c == 0xD7 ? c : c + 32;
    if (c >= 0x391 && c <= 0x3A9)
        return c + 32;
    if (c >= 0x410 && c <= 0x42F)
        return c + 32;
    if (c >= 0x400 && c <= 0x40F)
        return c + 80;
    if (c >= 0x100 && c <= 0x137)
        return c | 1;
    return c;
}

static bool in_word(uint32_t c)
{
    if (c < 0x80)
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '\'' || c == '_';
    return (c >= 0xAA && c < 0x2000 && c != 0xAB && c != 0xBB && c != 0xD7 && c != 0xF7 && c != 0xBF && c != 0xB7) ||
           (c >= 0x2C00 && c < 0x2E00) || (c >= 0x3040 && c < 0xFE00) || (c >= 0x20000 && c < 0x30000);
}

/* What says something by itself: emphasis, money, faces.  The rest of the signs only part words. */
static bool is_sign(uint32_t c)
{
    return c == '!' || c == '?' || c == '#' || c == '%' || c == '$' || c == 0x20AC || c == 0xA3 || c == 0x2026 || (c >= 0x2190 && c < 0x2C00) ||
           (c >= 0x1F000 && c < 0x1FB00);
}

static bool is_stop_sign(uint32_t c)
{
    return c == '.' || c == ',' || c == ';' || c == ':' || c == '!' || c == '?' || c == '\n' || c == 0x2026 || c == '(' || c == ')';
}

/* The last two units, for pairs; how far a negation still reaches. */
typedef struct Walk {
    FeatureBag *bag;
    unsigned    what;
    uint64_t    salt, last, before;
    uint32_t    word[WORD_MOST + 2];
    size_t      n;
    int         turned;
} Walk;

static void unit(Walk *w, uint64_t h)
{
    if (!(w->what & FEATURE_WORDS))
        return;
    count(w->bag, 0, mix(w->salt + TAG_UNIT, h), 1);
    if (w->last)
        count(w->bag, 0, mix(mix(w->salt + TAG_PAIR, w->last), h), 1);
    if (w->before)
        count(w->bag, 0, mix(mix(w->salt + TAG_GAP, w->before), h), 1);
    if (w->turned > 0 && w->what & FEATURE_TURNED)
        count(w->bag, 0, mix(w->salt + TAG_TURNED, h), 1);
    w->turned--;
    w->before = w->last;
    w->last = h;
}

static void pieces(Walk *w)
{
    size_t n = w->n + 2;
    for (size_t i = 0; i + 1 < n; i++) {
        uint64_t h = w->salt + TAG_PIECE;
        for (size_t k = 0; k < PIECE_MOST && i + k < n; k++) {
            h = mix(h, i + k == 0 || i + k == n - 1 ? ' ' : w->word[i + k - 1]);
            if (k + 1 >= PIECE_LEAST)
                count(w->bag, 1, h, 1);
        }
    }
}

static bool ends_negating(const Walk *w)
{
    return w->n >= 3 && w->word[w->n - 1] == 't' && w->word[w->n - 2] == '\'' && w->word[w->n - 3] == 'n';
}

static bool is_negation(const Walk *w)
{
    static const char *const words[] = { "not", "no", "never", "cannot", "without", "nobody", "none", "nothing", "nor", "cant", "dont",
                                         "wont", "didnt", "doesnt", "isnt", "wasnt" };
    if (ends_negating(w))
        return true;
    for (size_t k = 0; k < COUNT_OF(words); k++) {
        size_t i = 0;
        while (i < w->n && words[k][i] && w->word[i] == (unsigned char)words[k][i])
            i++;
        if (i == w->n && !words[k][i])
            return true;
    }
    return false;
}

static void end_word(Walk *w)
{
    uint64_t h = 7;
    if (!w->n)
        return;
    for (size_t i = 0; i < w->n; i++)
        h = mix(h, w->word[i]);
    unit(w, h);
    if (w->what & FEATURE_PIECES)
        pieces(w);
    if (is_negation(w))
        w->turned = TURN_REACH;
    w->n = 0;
}

/* Bytes of an address that begins at i, or 0. */
static size_t address_at(Str s, size_t i)
{
    static const Str heads[] = { STR_INIT("http://"), STR_INIT("https://"), STR_INIT("www.") };
    if ((s.p[i] | 32) != 'h' && (s.p[i] | 32) != 'w')
        return 0;
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
    Walk w = { .bag = b, .what = what, .salt = (uint64_t)salt << 8 };
    Str s = str_sub(part, 0, FEATURE_BYTES_MAX);
    for (size_t i = 0; i < s.n;) {
        size_t skip = w.n ? 0 : address_at(s, i);
        if (skip) {
            unit(&w, 3);
            i += skip;
            continue;
        }
        uint32_t c = lower_of(utf8_next(s, &i));
        if (in_word(c)) {
            if (w.n < WORD_MOST)
                w.word[w.n++] = c >= '0' && c <= '9' ? '0' : c;
            continue;
        }
        end_word(&w);
        if (is_sign(c))
            unit(&w, mix(5, c));
        if (is_stop_sign(c))
            w.turned = 0;
    }
    end_word(&w);
}

void feature_add_mood(FeatureBag *b, const Sentiment *s, unsigned salt)
{
    enum { BINS = 9 };
    uint32_t at = (2u << FEATURE_BITS) + (salt % FEATURE_SALTS) * FEATURE_MOODS;
    double up = 0, down = 0, most = 0, least = 0, last = 0;
    for (size_t i = 0; i < s->n_hit; i++) {
        last = s->hit[i].weight;
        *(last > 0 ? &up : &down) += last;
        most = fmax(most, last);
        least = fmin(least, last);
    }
    const double value[] = { 1, s->compound, up / 4, down / 4, most / 4, least / 4, last / 4, s->n_hit == 0, fabs(s->compound), s->punctuation };
    for (uint32_t k = 0; k < COUNT_OF(value); k++)
        if (value[k] != 0)
            put(b, at + k, (float)value[k]);
    put(b, at + (uint32_t)COUNT_OF(value) + (uint32_t)lround((s->compound + 1) / 2 * (BINS - 1)), 1);
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
