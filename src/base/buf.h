/* buf.h - bytes that grow, up to a maximum given at birth.
 *
 * Every append is a no-op once the maximum was passed; the sticky `over` flag is
 * checked once, at the end:
 *
 *     Buf b;
 *     buf_init(&b, LIMIT_REPORT);
 *     buf_puts(&b, "..."); buf_printf(&b, "%d", 7);
 *     if (b.over) return ERR(err, ST_TOO_BIG, ...);
 *     ...buf_str(&b)...
 *     buf_release(&b);
 *
 * Always NUL-terminated behind n.  Owns its memory until buf_release().
 */
#ifndef TL_BASE_BUF_H
#define TL_BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

typedef struct Buf {
    char  *p;      /* NULL until the first append */
    size_t n;
    size_t cap, max;
    bool   over;   /* something did not fit */
} Buf;

void buf_init(Buf *b, size_t max);
void buf_release(Buf *b);
void buf_clear(Buf *b);                      /* n = 0, over = false, memory kept */
void buf_put(Buf *b, Str s);
void buf_puts(Buf *b, const char *s);
void buf_putc(Buf *b, char c);
void buf_printf(Buf *b, const char *fmt, ...) PRINTF_LIKE(2, 3);

static inline Str buf_str(const Buf *b)      /* borrowed until the next append */
{
    return b->p ? (Str){ b->p, b->n } : (Str){ "", 0 };
}

#endif
