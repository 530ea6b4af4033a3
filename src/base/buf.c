#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/status.h"

void buf_init(Buf *b, size_t max)
{
    *b = (Buf){ .max = max };
}

void buf_release(Buf *b)
{
    free(b->p);
    *b = (Buf){ .max = b->max };
}

void buf_clear(Buf *b)
{
    b->n = 0;
    b->over = false;
    if (b->p)
        b->p[0] = 0;
}

/* Room for `more` bytes and the NUL; false when the maximum forbids it. */
static bool reserve(Buf *b, size_t more)
{
    if (b->over || more > b->max || b->n > b->max - more) {
        b->over = true;
        return false;
    }
    size_t need = b->n + more + 1;
    if (need <= b->cap)
        return true;
    size_t cap = b->cap ? b->cap : 256;
    while (cap < need)
        cap *= 2;
    char *p = realloc(b->p, cap);
    if (!p)
        bug("out of memory (%zu bytes)", cap);
    b->p = p;
    b->cap = cap;
    return true;
}

void buf_put(Buf *b, Str s)
{
    if (!reserve(b, s.n))
        return;
    if (s.n)
        memcpy(b->p + b->n, s.p, s.n);
    b->n += s.n;
    b->p[b->n] = 0;
}

void buf_puts(Buf *b, const char *s)
{
    buf_put(b, str_of(s));
}

void buf_putc(Buf *b, char c)
{
    if (!reserve(b, 1))
        return;
    b->p[b->n++] = c;
    b->p[b->n] = 0;
}

void buf_printf(Buf *b, const char *fmt, ...)
{
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    if (n < 0)
        bug("buf_printf: bad format '%s'", fmt);
    if (reserve(b, (size_t)n)) {
        (void)vsnprintf(b->p + b->n, (size_t)n + 1, fmt, again);
        b->n += (size_t)n;
    }
    va_end(again);
}
