#include "base/str.h"

#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/status.h"

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }

int str_cmp(Str a, Str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int c = memcmp(a.p, b.p, n);
    return c ? c : (a.n > b.n) - (a.n < b.n);
}

bool str_ieq(Str a, Str b)
{
    if (a.n != b.n)
        return false;
    for (size_t i = 0; i < a.n; i++)
        if (lower(a.p[i]) != lower(b.p[i]))
            return false;
    return true;
}

bool str_starts(Str s, Str prefix)
{
    return s.n >= prefix.n && memcmp(s.p, prefix.p, prefix.n) == 0;
}

bool str_ends(Str s, Str suffix)
{
    return s.n >= suffix.n && memcmp(s.p + s.n - suffix.n, suffix.p, suffix.n) == 0;
}

bool str_has(Str s, Str part)
{
    return part.n == 0 || memmem(s.p, s.n, part.p, part.n) != NULL;
}

bool str_ihas(Str s, Str part)
{
    if (!part.n)
        return true;
    char first = lower(part.p[0]);
    for (size_t i = 0; i + part.n <= s.n; i++)
        if (lower(s.p[i]) == first && str_ieq((Str){ s.p + i, part.n }, part))
            return true;
    return false;
}

static size_t space_at(Str s, size_t i)
{
    unsigned char c = (unsigned char)s.p[i];
    if (c == ' ' || (c >= '\t' && c <= '\r'))
        return 1;
    if (c == 0xC2 && i + 1 < s.n && (unsigned char)s.p[i + 1] == 0xA0)
        return 2;
    return 0;
}

Str str_trim(Str s)
{
    while (s.n) {
        size_t w = space_at(s, 0);
        if (!w)
            break;
        s.p += w;
        s.n -= w;
    }
    while (s.n) {
        if (space_at(s, s.n - 1) == 1)
            s.n -= 1;
        else if (s.n >= 2 && space_at(s, s.n - 2) == 2)
            s.n -= 2;
        else
            break;
    }
    return s;
}

Str str_head(Str s, size_t most)
{
    Str head = str_sub(s, 0, most);
    while (head.n && head.n < s.n && ((unsigned char)s.p[head.n] & 0xC0) == 0x80)
        head.n--;
    return head;
}

Str str_hex(Arena *a, const void *bytes, size_t n)
{
    static const char digit[] = "0123456789abcdef";
    const unsigned char *b = bytes;
    char *p = arena_alloc(a, n * 2 + 1, 1);
    for (size_t i = 0; i < n; i++) {
        p[2 * i] = digit[b[i] >> 4];
        p[2 * i + 1] = digit[b[i] & 15];
    }
    p[n * 2] = 0;
    return (Str){ p, n * 2 };
}

int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

Str str_dup(Arena *a, Str s)
{
    char *p = arena_alloc(a, s.n + 1, 1);
    if (s.n)
        memcpy(p, s.p, s.n);
    p[s.n] = 0;
    return (Str){ p, s.n };
}

Str str_cat(Arena *a, size_t n, const Str *part)
{
    size_t all = 0;
    for (size_t i = 0; i < n; i++)
        all += part[i].n;
    char *p = arena_alloc(a, all + 1, 1), *w = p;
    for (size_t i = 0; i < n; i++) {
        if (part[i].n)
            memcpy(w, part[i].p, part[i].n);
        w += part[i].n;
    }
    *w = 0;
    return (Str){ p, all };
}

Str str_flat(Arena *a, Str s)
{
    char *p = arena_alloc(a, s.n + 1, 1);
    for (size_t i = 0; i < s.n; i++)
        p[i] = (unsigned char)s.p[i] < ' ' ? ' ' : s.p[i];
    p[s.n] = 0;
    return (Str){ p, s.n };
}

Str str_lower(Arena *a, Str s)
{
    char *p = arena_alloc(a, s.n + 1, 1);
    for (size_t i = 0; i < s.n; i++)
        p[i] = lower(s.p[i]);
    p[s.n] = 0;
    return (Str){ p, s.n };
}

Str str_fmt(Arena *a, const char *fmt, ...)
{
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    if (n < 0)
        bug("str_fmt: bad format '%s'", fmt);
    char *p = arena_alloc(a, (size_t)n + 1, 1);
    (void)vsnprintf(p, (size_t)n + 1, fmt, again);
    va_end(again);
    return (Str){ p, (size_t)n };
}

bool str_to_i64(Str s, int64_t *out)
{
    bool neg = false;
    size_t i = 0;
    int64_t v = 0;
    if (s.n && (s.p[0] == '-' || s.p[0] == '+')) {
        neg = s.p[0] == '-';
        i = 1;
    }
    if (i == s.n)
        return false;
    for (; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
        int64_t d = s.p[i] - '0';
        if (__builtin_mul_overflow(v, 10, &v) || __builtin_sub_overflow(v, d, &v))
            return false;
    }
    if (!neg && v == INT64_MIN)
        return false;
    *out = neg ? v : -v;
    return true;
}

/* Up to 15 digits and nothing else: exact, and what most numbers are. */
static bool plain_number(Str s, double *out)
{
    enum { EXACT = 15 };
    int64_t v = 0;
    size_t i = 0;
    for (; i < s.n && i < EXACT && s.p[i] >= '0' && s.p[i] <= '9'; i++)
        v = v * 10 + (s.p[i] - '0');
    if (!s.n || i < s.n)
        return false;
    *out = (double)v;
    return true;
}

bool str_to_f64(Str s, double *out)
{
    if (plain_number(s, out))
        return true;
    char tmp[64];
    if (s.n == 0 || s.n >= sizeof tmp)
        return false;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (!((c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E'))
            return false;
    }
    memcpy(tmp, s.p, s.n);
    tmp[s.n] = 0;
    char *end;
    errno = 0;
    /* The program never calls setlocale(LC_NUMERIC), so '.' is the decimal point. */
    double v = strtod(tmp, &end);
    if (end != tmp + s.n || !isfinite(v))
        return false;
    *out = v;
    return true;
}

bool str_is_utf8(Str s)
{
    const unsigned char *p = (const unsigned char *)s.p, *end = p + s.n;
    while (p < end) {
        uint64_t eight;
        if (end - p >= 8 && (memcpy(&eight, p, sizeof eight), !(eight & UINT64_C(0x8080808080808080)))) {
            p += 8;
            continue;
        }
        unsigned char c = *p;
        size_t more;
        uint32_t cp, min;
        if (c < 0x80) {
            p++;
            continue;
        }
        if (c >= 0xC2 && c <= 0xDF) { more = 1; cp = c & 0x1Fu; min = 0x80; }
        else if (c >= 0xE0 && c <= 0xEF) { more = 2; cp = c & 0x0Fu; min = 0x800; }
        else if (c >= 0xF0 && c <= 0xF4) { more = 3; cp = c & 0x07u; min = 0x10000; }
        else return false;
        if ((size_t)(end - p) <= more)
            return false;
        for (size_t k = 1; k <= more; k++) {
            if ((p[k] & 0xC0) != 0x80)
                return false;
            cp = cp << 6 | (p[k] & 0x3Fu);
        }
        if (cp < min || cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF))
            return false;
        p += more + 1;
    }
    return true;
}
