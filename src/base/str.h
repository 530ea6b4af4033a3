/* str.h - a borrowed run of bytes; UTF-8 by contract, may hold NUL, owns nothing.
 *
 * Functions that build a new string take an Arena and return a string that also has a
 * NUL behind its last byte (not counted in n), so .p can be handed to C libraries.
 * Parsers are locale-free, take the whole string and report failure by returning false.
 */
#ifndef TL_BASE_STR_H
#define TL_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"

typedef struct Str {
    const char *p;   /* never NULL; "" when empty */
    size_t      n;
} Str;

#define STR(lit)   ((Str){ "" lit, sizeof(lit) - 1 })   /* literals only: "" lit makes anything else an error */
#define STR_INIT(lit) { "" lit, sizeof(lit) - 1 }       /* the same, for static tables */
#define STR_ARG(s) (int)(s).n, (s).p                    /* printf("%.*s", STR_ARG(s)) */

static inline Str str_of(const char *c)                 /* borrows; NULL gives "" */
{
    return c ? (Str){ c, strlen(c) } : (Str){ "", 0 };
}

static inline bool str_eq(Str a, Str b)
{
    return a.n == b.n && memcmp(a.p, b.p, a.n) == 0;
}

int  str_cmp(Str a, Str b);                             /* byte order, for qsort-like use */
bool str_ieq(Str a, Str b);                             /* ASCII letters compared without case */
bool str_starts(Str s, Str prefix);
bool str_ends(Str s, Str suffix);
bool str_has(Str s, Str part);
bool str_ihas(Str s, Str part);                         /* ASCII without case */
Str  str_trim(Str s);                                   /* ASCII white space and NBSP off both ends */

/* Clipped to s. */
static inline Str str_sub(Str s, size_t from, size_t n)
{
    from = from > s.n ? s.n : from;
    return (Str){ s.p + from, n > s.n - from ? s.n - from : n };
}

/* Split at the first `sep`: returns the part before it and moves *rest past it.
 * Without a `sep` returns the whole and leaves *rest empty. */
static inline Str str_cut(Str *rest, char sep)
{
    const char *hit = memchr(rest->p, sep, rest->n);
    Str head = { rest->p, hit ? (size_t)(hit - rest->p) : rest->n };
    size_t eaten = head.n + (hit ? 1 : 0);
    rest->p += eaten;
    rest->n -= eaten;
    return head;
}

Str str_hex(Arena *a, const void *bytes, size_t n);      /* lower case */
int hex_digit(char c);                                  /* its value; -1: it is none */
Str str_head(Str s, size_t most);                       /* its first `most` bytes, less the part of a character that would be cut */
Str str_dup(Arena *a, Str s);
Str str_cat(Arena *a, size_t n, const Str *part);       /* one behind the other; where str_fmt() would be too slow */
Str str_flat(Arena *a, Str s);                          /* control characters as spaces: one line without tabs */
Str str_lower(Arena *a, Str s);                         /* ASCII letters only; text/ has the Unicode one */
Str str_fmt(Arena *a, const char *fmt, ...) PRINTF_LIKE(2, 3);

bool str_to_i64(Str s, int64_t *out);                   /* optional sign, digits, nothing else */
bool str_to_f64(Str s, double *out);                    /* decimal point '.', optional exponent; finite only */

bool str_is_utf8(Str s);                                /* well-formed UTF-8, no surrogates, no overlongs */

#endif
