/* json_in.h - what the readers of JSON share: how far a string is nothing but itself. */
#ifndef TL_READ_JSON_IN_H
#define TL_READ_JSON_IN_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* True when none of eight bytes is a quote, a backslash or below a space.  Each test marks a byte whose value after
 * the change is 0 or that borrowed; a borrow starts only above such a byte, so no byte is missed. */
static inline bool json_ordinary8(const char *p)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), high = ones << 7;
    uint64_t w;
    memcpy(&w, p, sizeof w);
    uint64_t quote = w ^ ones * '"', back = w ^ ones * '\\';
    return !((((quote - ones) & ~quote) | ((back - ones) & ~back) | ((w - ones * 0x20) & ~w)) & high);
}

/* The first quote, backslash or byte below a space; `end` when there is none. */
static inline const char *json_plain_end(const char *p, const char *end)
{
    while (end - p >= 8 && json_ordinary8(p))
        p += 8;
    while (p < end && *p != '"' && *p != '\\' && (unsigned char)*p >= 0x20)
        p++;
    return p;
}

#endif
