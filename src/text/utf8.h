/* utf8.h - stepping through UTF-8 one code point at a time.
 *
 * utf8_next() never fails: a byte that does not begin a well-formed sequence is
 * consumed alone and reads as U+FFFD, so any bytes can be walked and every step
 * moves forward by at least one byte.
 */
#ifndef TL_TEXT_UTF8_H
#define TL_TEXT_UTF8_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

enum { UTF8_BAD = 0xFFFD };

static inline uint32_t utf8_next(Str s, size_t *at)
{
    const unsigned char *p = (const unsigned char *)s.p + *at;
    size_t left = s.n - *at;
    uint32_t c = p[0];
    ++*at;
    if (c < 0x80)
        return c;
    size_t more = c >= 0xF0 ? 3 : c >= 0xE0 ? 2 : 1;
    if (c < 0xC2 || c > 0xF4 || left <= more)
        return UTF8_BAD;
    c &= 0x3Fu >> more;
    for (size_t i = 1; i <= more; i++) {
        if ((p[i] & 0xC0) != 0x80)
            return UTF8_BAD;
        c = c << 6 | (p[i] & 0x3Fu);
    }
    if ((more == 2 && c < 0x800) || (more == 3 && (c < 0x10000 || c > 0x10FFFF)) ||
        (c >= 0xD800 && c <= 0xDFFF))
        return UTF8_BAD;
    *at += more;
    return c;
}

/* Writes 1 to 4 bytes and returns how many. */
static inline size_t utf8_put(char *out, uint32_t c)
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    size_t more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    static const unsigned char lead[] = { 0, 0xC0, 0xE0, 0xF0 };
    out[0] = (char)(lead[more] | c >> (6 * more));
    for (size_t i = 1; i <= more; i++)
        out[i] = (char)(0x80 | (c >> (6 * (more - i)) & 0x3F));
    return more + 1;
}

static inline bool utf8_is_ascii(Str s)
{
    size_t i = 0;
    for (uint64_t w; i + 8 <= s.n; i += 8) {
        memcpy(&w, s.p + i, 8);
        if (w & UINT64_C(0x8080808080808080))
            return false;
    }
    for (; i < s.n; i++)
        if (s.p[i] & 0x80)
            return false;
    return true;
}

#endif
