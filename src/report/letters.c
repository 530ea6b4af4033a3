#include "report/letters.h"

#include <unicode/uchar.h>

/* Advance widths for ASCII from the fonts' own tables, the wider of Inter and Liberation Sans
 * (metrically Helvetica); figures are as wide as Inter's tabular ones. */
// clang-format off
static const short em_regular[95] = {
    282, 279, 404, 631, 650, 890, 667, 222, 363, 363, 500, 659, 280, 461, 278, 357,
    650, 650, 650, 650, 650, 650, 650, 650, 650, 650, 278, 280, 659, 659, 659, 557,
    1016, 677, 667, 728, 723, 667, 611, 778, 740, 278, 543, 667, 563, 890, 753, 778,
    667, 778, 723, 667, 642, 742, 677, 949, 667, 667, 625, 363, 357, 363, 470, 557,
    498, 564, 621, 559, 621, 583, 361, 610, 591, 238, 238, 544, 238, 870, 586, 597,
    610, 610, 373, 523, 364, 581, 557, 813, 540, 557, 542, 363, 327, 363, 659,
};
static const short em_bold[95] = {
    278, 333, 475, 644, 667, 890, 723, 238, 394, 394, 544, 673, 295, 466, 291, 379,
    667, 667, 667, 667, 667, 667, 667, 667, 667, 667, 333, 333, 673, 673, 673, 611,
    1000, 724, 723, 744, 725, 667, 611, 778, 744, 278, 561, 723, 611, 907, 741, 778,
    667, 778, 723, 667, 660, 734, 724, 1007, 691, 705, 653, 394, 379, 394, 584, 557,
    498, 575, 631, 578, 631, 593, 378, 626, 613, 278, 278, 569, 278, 898, 611, 611,
    625, 625, 397, 557, 380, 611, 576, 838, 563, 576, 562, 394, 358, 394, 673,
};
// clang-format on

/* Bidirectional embeddings, overrides and isolates. */
static bool steers(uint32_t c)
{
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

/* Lead bytes, what they promise, and the range of the second byte, which rules out overlong
 * forms, surrogates and what lies past U+10FFFF (Unicode, table 3-7). */
typedef struct Lead {
    unsigned char from, to, more, low, high;
} Lead;

static const Lead *lead_find(unsigned char b)
{
    static const Lead leads[] = {
        { 0xC2, 0xDF, 1, 0x80, 0xBF }, { 0xE0, 0xE0, 2, 0xA0, 0xBF }, { 0xE1, 0xEC, 2, 0x80, 0xBF },
        { 0xED, 0xED, 2, 0x80, 0x9F }, { 0xEE, 0xEF, 2, 0x80, 0xBF }, { 0xF0, 0xF0, 3, 0x90, 0xBF },
        { 0xF1, 0xF3, 3, 0x80, 0xBF }, { 0xF4, 0xF4, 3, 0x80, 0x8F },
    };
    for (size_t i = 0; i < COUNT_OF(leads); i++)
        if (b >= leads[i].from && b <= leads[i].to)
            return &leads[i];
    return NULL;
}

/* One letter of UTF-8.  A broken sequence counts as one bad letter up to the byte that breaks
 * it, which begins the next (the practice of Unicode 3.9, "maximal subparts"). */
static uint32_t decode(Str s, size_t *at)
{
    unsigned char first = (unsigned char)s.p[(*at)++];
    if (first < 0x80)
        return first;
    const Lead *lead = lead_find(first);
    if (!lead)
        return LETTER_BAD;
    uint32_t c = first & (0x3Fu >> lead->more);
    unsigned low = lead->low, high = lead->high;
    for (int i = 0; i < lead->more; i++) {
        unsigned b = *at < s.n ? (unsigned char)s.p[*at] : 0;
        if (b < low || b > high)
            return LETTER_BAD;
        c = c << 6 | (b & 0x3Fu);
        low = 0x80;
        high = 0xBF;
        (*at)++;
    }
    return c;
}

static bool nonchar(uint32_t c) { return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF); }

uint32_t letter_next(Str s, size_t *at)
{
    uint32_t c = decode(s, at);
    if (steers(c))
        return 0;
    bool control = (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7F && c < 0xA0);
    return control || nonchar(c) ? LETTER_BAD : c;
}

int letter_columns(uint32_t c)
{
    UChar32 u = (UChar32)c;
    uint32_t mask = U_GET_GC_MASK(u);
    if (c == 0 || (mask & (U_GC_MN_MASK | U_GC_ME_MASK)) || (c != 0xAD && (mask & U_GC_CF_MASK)))
        return 0;
    if (c >= 0x1160 && c <= 0x11FF)
        return 0;
    int wide = u_getIntPropertyValue(u, UCHAR_EAST_ASIAN_WIDTH);
    return wide == U_EA_FULLWIDTH || wide == U_EA_WIDE ? 2 : 1;
}

typedef struct Known {
    uint32_t c;
    int      em;
} Known;

int letter_em(uint32_t c, bool bold)
{
    static const Known known[] = {
        { 0xA0, 282 },    { 0xB7, 292 },    { 0x2013, 560 },  { 0x2014, 1000 }, { 0x2018, 280 },
        { 0x2019, 280 },  { 0x201C, 500 },  { 0x201D, 500 },  { 0x2026, 1000 }, { 0x202F, 284 },
        { 0x20AC, 680 },  { 0x2212, 680 },  { 0x2192, 1000 },
    };
    if (c >= 32 && c < 127)
        return (bold ? em_bold : em_regular)[c - 32];
    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (known[i].c == c)
            return known[i].em;
    int columns = letter_columns(c);
    if (columns != 1)
        return columns ? 1300 : 0;    /* emoji are wider than their em */
    /* Greek and Cyrillic capitals reach one em; their average is under 0.7. */
    return bold ? 820 : 780;
}

void letter_put(Buf *out, uint32_t c)
{
    char p[4];
    size_t n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    static const unsigned char lead[] = { 0, 0, 0xC0, 0xE0, 0xF0 };
    for (size_t i = n; i > 1; i--, c >>= 6)
        p[i - 1] = (char)(0x80 | (c & 0x3F));
    p[0] = (char)(lead[n] | c);
    buf_put(out, (Str){ p, n });
}
