/* feature_in.h - how a text falls into units, for those who count them (private to feature*.c).
 *
 * feature_walk() calls its three functions in the order of the text: `word` with the letters of a word (lower case, digits as 0, at most
 * FEATURE_WORD_MOST) and their hash; `unit` with the hash of a sign or an address; `stop` where a negation ends.  It is made anew in each
 * file that counts, with that file's functions in it.
 */
#ifndef TL_TEXT_FEATURE_IN_H
#define TL_TEXT_FEATURE_IN_H

#include "base/attr.h"
#include "text/feature.h"
#include "text/utf8.h"

enum {
    FEATURE_PIECE_LEAST = 2, FEATURE_PIECE_MOST = 5,
    FEATURE_WORD_MOST = 30,             /* characters; what follows is no word anybody wrote */
    FEATURE_TURN_REACH = 3
};
enum { TAG_UNIT = 1, TAG_PAIR, TAG_GAP, TAG_TURNED, TAG_PIECE };

static inline uint64_t feature_mix(uint64_t h, uint64_t c)
{
    h = (h ^ c) * UINT64_C(0x9E3779B97F4A7C15);
    return h ^ h >> 29;
}

static inline uint32_t feature_col(unsigned block, uint64_t hash)
{
    hash = feature_mix(hash, hash >> 32);
    return (block << FEATURE_BITS) | (uint32_t)(hash >> (64 - FEATURE_BITS));
}

/* The k-th character of a word with a blank at either end. */
static inline uint64_t feature_letter(const uint32_t *letter, size_t n, size_t k)
{
    return k == 0 || k == n + 1 ? ' ' : letter[k - 1];
}

bool   feature_negates(const uint32_t *letter, size_t n);
size_t feature_address(Str s, size_t at);         /* bytes of an address that begins there, or 0 */

static inline uint32_t feature_lower(uint32_t c)
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

static inline bool feature_in_word(uint32_t c)
{
    if (c < 0x80)
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '\'' || c == '_';
    return (c >= 0xAA && c < 0x2000 && c != 0xAB && c != 0xBB && c != 0xD7 && c != 0xF7 && c != 0xBF && c != 0xB7) ||
           (c >= 0x2C00 && c < 0x2E00) || (c >= 0x3040 && c < 0xFE00) || (c >= 0x20000 && c < 0x30000);
}

/* What says something by itself: emphasis, money, faces.  The rest of the signs only part words. */
static inline bool feature_is_sign(uint32_t c)
{
    return c == '!' || c == '?' || c == '#' || c == '%' || c == '$' || c == 0x20AC || c == 0xA3 || c == 0x2026 || (c >= 0x2190 && c < 0x2C00) ||
           (c >= 0x1F000 && c < 0x1FB00);
}

static inline bool feature_is_stop(uint32_t c)
{
    return c == '.' || c == ',' || c == ';' || c == ':' || c == '!' || c == '?' || c == '\n' || c == 0x2026 || c == '(' || c == ')';
}

typedef struct FeatureSink {
    void (*word)(void *ctx, const uint32_t *letter, size_t n, uint64_t hash);
    void (*unit)(void *ctx, uint64_t hash);
    void (*stop)(void *ctx);
} FeatureSink;

static inline __attribute__((always_inline)) void feature_walk(Str part, const FeatureSink *to, void *ctx)
{
    enum { EMPTY = 7, ADDRESS = 3, SIGN = 5 };
    Str s = str_sub(part, 0, FEATURE_BYTES_MAX);
    uint32_t letter[FEATURE_WORD_MOST + 2];
    uint64_t hash = EMPTY;
    size_t n = 0;
    for (size_t i = 0; i < s.n;) {
        bool may = !n && ((s.p[i] | 32) == 'h' || (s.p[i] | 32) == 'w');
        size_t skip = may ? feature_address(s, i) : 0;
        if (skip) {
            to->unit(ctx, ADDRESS);
            i += skip;
            continue;
        }
        uint32_t c = feature_lower(utf8_next(s, &i));
        if (feature_in_word(c)) {
            if (n < FEATURE_WORD_MOST) {
                letter[n] = c >= '0' && c <= '9' ? '0' : c;
                hash = feature_mix(hash, letter[n++]);
            }
            continue;
        }
        if (n)
            to->word(ctx, letter, n, hash);
        n = 0;
        hash = EMPTY;
        if (feature_is_sign(c))
            to->unit(ctx, feature_mix(SIGN, c));
        if (feature_is_stop(c))
            to->stop(ctx);
    }
    if (n)
        to->word(ctx, letter, n, hash);
}

#endif
