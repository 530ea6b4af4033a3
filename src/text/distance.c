#include "text/distance.h"

#include <assert.h>

#include "text/similar.h"

enum { WORD_BITS = 64 };

void pattern_init(WordPattern *p)
{
    *p = (WordPattern){ .word = STR("") };
}

static size_t masked(Str word)
{
    return word.n < WORD_BITS ? word.n : WORD_BITS;
}

void pattern_set(WordPattern *p, Str word)
{
    for (size_t i = 0; i < masked(p->word); i++)
        p->at[(unsigned char)p->word.p[i]] = 0;
    p->word = str_sub(word, 0, PATTERN_LONGEST);
    for (size_t i = 0; i < masked(word); i++)
        p->at[(unsigned char)word.p[i]] |= UINT64_C(1) << i;
}

/* Bits from..to-1, to > from. */
static uint64_t bits_between(size_t from, size_t to)
{
    uint64_t low = to >= WORD_BITS ? ~UINT64_C(0) : (UINT64_C(1) << to) - 1;
    return from >= WORD_BITS ? 0 : low & ~UINT64_C(0) << from;
}

double pattern_similarity(const WordPattern *p, Str b)
{
    Str w = p->word;
    if (w.n > WORD_BITS || b.n > WORD_BITS)
        return name_similarity(b, w);
    if (!w.n || !b.n)
        return 0;
    size_t longer = w.n > b.n ? w.n : b.n, reach = longer / 2 ? longer / 2 - 1 : 0, same = 0, swaps = 0;
    uint64_t used_w = 0, used_b = 0;
    for (size_t i = 0; i < b.n; i++) {
        size_t from = i > reach ? i - reach : 0, to = i + reach + 1 < w.n ? i + reach + 1 : w.n;
        uint64_t hit = to > from ? p->at[(unsigned char)b.p[i]] & bits_between(from, to) & ~used_w : 0;
        used_w |= hit & -hit;
        used_b |= (uint64_t)(hit != 0) << i;
        same += hit != 0;
    }
    if (!same)
        return 0;
    for (; used_b; used_b &= used_b - 1, used_w &= used_w - 1)
        swaps += b.p[__builtin_ctzll(used_b)] != w.p[__builtin_ctzll(used_w)];
    double m = (double)same;
    double jaro = (m / (double)b.n + m / (double)w.n + (m - (double)swaps / 2) / m) / 3;
    size_t prefix = 0;
    while (prefix < 4 && prefix < b.n && prefix < w.n && b.p[prefix] == w.p[prefix])
        prefix++;
    return jaro + (double)prefix * 0.1 * (1 - jaro);
}

size_t pattern_edits(const WordPattern *p, Str b, size_t most)
{
    Str w = p->word;
    b = str_sub(b, 0, PATTERN_LONGEST);
    size_t apart = w.n > b.n ? w.n - b.n : b.n - w.n;
    if (apart > most)
        return most + 1;
    if (w.n > WORD_BITS || !w.n)
        return word_edits(w, b, most);
    /* vp, vn: where the column of the table rises and falls by one from row to row. */
    uint64_t vp = ~UINT64_C(0), vn = 0, d0 = 0, eq_before = 0, last = UINT64_C(1) << (w.n - 1);
    size_t edits = w.n;
    for (size_t j = 0; j < b.n; j++) {
        uint64_t eq = p->at[(unsigned char)b.p[j]];
        uint64_t swap = ((~d0 & eq) << 1) & eq_before;
        d0 = (((eq & vp) + vp) ^ vp) | eq | vn | swap;
        uint64_t hp = vn | ~(d0 | vp), hn = d0 & vp;
        edits += (hp & last) != 0;
        edits -= (hn & last) != 0;
        hp = hp << 1 | 1;
        hn <<= 1;
        vp = hn | ~(d0 | hp);
        vn = hp & d0;
        eq_before = eq;
    }
    return edits <= most ? edits : most + 1;
}

static size_t smaller(size_t a, size_t b) { return a < b ? a : b; }

size_t word_edits(Str a, Str b, size_t most)
{
    a = str_sub(a, 0, PATTERN_LONGEST);
    b = str_sub(b, 0, PATTERN_LONGEST);
    size_t row[3][PATTERN_LONGEST + 1];
    size_t *two = row[0], *one = row[1], *now = row[2];
    for (size_t j = 0; j <= b.n; j++)
        two[j] = one[j] = j;
    for (size_t i = 1; i <= a.n; i++) {
        now[0] = i;
        for (size_t j = 1; j <= b.n; j++) {
            size_t cost = a.p[i - 1] != b.p[j - 1];
            now[j] = smaller(smaller(now[j - 1], one[j]) + 1, one[j - 1] + cost);
            if (i > 1 && j > 1 && a.p[i - 1] == b.p[j - 2] && a.p[i - 2] == b.p[j - 1])
                now[j] = smaller(now[j], two[j - 2] + 1);
        }
        size_t *spare = two;
        two = one;
        one = now;
        now = spare;
    }
    return one[b.n] <= most ? one[b.n] : most + 1;
}
