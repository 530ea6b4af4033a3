#include "text/similar.h"

enum { LONGEST = 128, WORD_BITS = 64 };

/* Jaro's mean of three shares, with Winkler's bonus for a common beginning. */
static double winkler(Str a, Str b, size_t same, size_t swaps)
{
    if (!same)
        return 0;
    double m = (double)same;
    double jaro = (m / (double)a.n + m / (double)b.n + (m - (double)swaps / 2) / m) / 3;
    size_t prefix = 0;
    while (prefix < 4 && prefix < a.n && prefix < b.n && a.p[prefix] == b.p[prefix])
        prefix++;
    return jaro + (double)prefix * 0.1 * (1 - jaro);
}

static double plain(Str a, Str b, size_t reach)
{
    bool used_a[LONGEST] = { false }, used_b[LONGEST] = { false };
    size_t same = 0, swaps = 0;
    for (size_t i = 0; i < a.n; i++) {
        size_t from = i > reach ? i - reach : 0, to = i + reach + 1 < b.n ? i + reach + 1 : b.n;
        for (size_t j = from; j < to; j++) {
            if (used_b[j] || a.p[i] != b.p[j])
                continue;
            used_a[i] = used_b[j] = true;
            same++;
            break;
        }
    }
    for (size_t i = 0, j = 0; same && i < a.n; i++) {
        if (!used_a[i])
            continue;
        while (!used_b[j])
            j++;
        swaps += a.p[i] != b.p[j++];
    }
    return winkler(a, b, same, swaps);
}

/* Bits from..to-1 of a word, to > from. */
static uint64_t bits_between(size_t from, size_t to)
{
    uint64_t low = to >= WORD_BITS ? ~UINT64_C(0) : (UINT64_C(1) << to) - 1;
    return low & ~UINT64_C(0) << from;
}

static double by_bits(Str a, Str b, size_t reach)
{
    uint64_t at[256]; /* places in b of each byte; only what a and b hold is ever written or read */
    uint64_t used_a = 0, used_b = 0;
    size_t same = 0, swaps = 0;
    for (size_t i = 0; i < a.n; i++)
        at[(unsigned char)a.p[i]] = 0;
    for (size_t j = 0; j < b.n; j++)
        at[(unsigned char)b.p[j]] = 0;
    for (size_t j = 0; j < b.n; j++)
        at[(unsigned char)b.p[j]] |= UINT64_C(1) << j;
    for (size_t i = 0; i < a.n; i++) {
        size_t from = i > reach ? i - reach : 0, to = i + reach + 1 < b.n ? i + reach + 1 : b.n;
        uint64_t hit = to > from ? at[(unsigned char)a.p[i]] & bits_between(from, to) & ~used_b : 0;
        used_b |= hit & -hit;
        used_a |= (uint64_t)(hit != 0) << i;
        same += hit != 0;
    }
    for (; used_a; used_a &= used_a - 1, used_b &= used_b - 1)
        swaps += a.p[__builtin_ctzll(used_a)] != b.p[__builtin_ctzll(used_b)];
    return winkler(a, b, same, swaps);
}

double name_similarity(Str a, Str b)
{
    a = str_sub(a, 0, LONGEST);
    b = str_sub(b, 0, LONGEST);
    if (!a.n || !b.n)
        return 0;
    size_t longer = a.n > b.n ? a.n : b.n, reach = longer / 2 ? longer / 2 - 1 : 0;
    return longer <= WORD_BITS ? by_bits(a, b, reach) : plain(a, b, reach);
}
