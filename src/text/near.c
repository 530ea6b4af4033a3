#include "text/near.h"

static uint64_t mix(uint64_t h)
{
    h = (h ^ h >> 31) * UINT64_C(0x9E3779B97F4A7C15);
    h = (h ^ h >> 29) * UINT64_C(0xBF58476D1CE4E5B9);
    return h ^ h >> 32;
}

/* Units are gathered and taken together: each order then runs over whole lanes. */
enum { WIDE = (NEAR_HASHES + 7) / 8 * 8, GATHERED = 64 };

typedef struct Units {
    uint64_t at[GATHERED];
    size_t   n;
    uint32_t least[WIDE];
} Units;

/* Each order is a multiplication by another odd number; the mixed hash takes the structure out of it. */
static inline __attribute__((always_inline)) void take_orders(Units *u)
{
    for (size_t i = 0; i < u->n; i++) {
        uint64_t h64 = mix(u->at[i]);
        uint32_t low = (uint32_t)h64, high = (uint32_t)(h64 >> 32) | 1;
        for (uint32_t k = 0; k < WIDE; k++) {
            uint32_t h = low + k * high;
            h = (h ^ h >> 15) * UINT32_C(0x2C1B3C6D);
            h ^= h >> 13;
            u->least[k] = h < u->least[k] ? h : u->least[k];
        }
    }
    u->n = 0;
}

#ifdef __x86_64__
__attribute__((target("avx2"))) static void take_avx2(Units *u)
{
    take_orders(u);
}
#endif

static void take_plain(Units *u)
{
    take_orders(u);
}

static void take_all(Units *u)
{
#ifdef __x86_64__
    if (__builtin_cpu_supports("avx2")) {
        take_avx2(u);
        return;
    }
#endif
    take_plain(u);
}

static void add(Units *u, NearMark *m, uint64_t unit)
{
    if (u->n == GATHERED)
        take_all(u);
    u->at[u->n++] = unit;
    m->units++;
}

void near_mark(Str text, NearMark *out)
{
    Str s = str_sub(text, 0, NEAR_BYTES_MAX);
    uint64_t word = 0, before = 0;
    Units u = { .n = 0 };
    out->words = out->units = 0;
    memset(u.least, 0xFF, sizeof u.least);
    for (size_t i = 0; i <= s.n; i++) {
        unsigned char c = i < s.n ? (unsigned char)s.p[i] : ' ';
        bool digit = c >= '0' && c <= '9', letter = (c | 32) >= 'a' && (c | 32) <= 'z';
        if (digit || letter || c >= 0x80 || c == '\'') {
            word = (word ^ (digit ? '0' : letter ? c | 32 : c)) * UINT64_C(0x100000001b3) + 1;
            continue;
        }
        if (!word)
            continue;
        add(&u, out, word);
        if (before)
            add(&u, out, before * 31 + word + 7);
        out->words++;
        before = word;
        word = 0;
    }
    take_all(&u);
    memcpy(out->least, u.least, sizeof out->least);
}

double near_share(const NearMark *a, const NearMark *b)
{
    unsigned same = 0;
    if (!a->units || !b->units)
        return 0;
    for (unsigned k = 0; k < NEAR_HASHES; k++)
        same += a->least[k] == b->least[k];
    return (double)same / NEAR_HASHES;
}

uint64_t near_band(const NearMark *m, unsigned band)
{
    uint64_t h = band + 1;
    for (unsigned k = 0; k < NEAR_ROWS; k++)
        h = mix(h * 31 + m->least[band * NEAR_ROWS + k]);
    return h;
}
