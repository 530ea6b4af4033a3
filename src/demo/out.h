/* out.h - a file being written: a buffer, a count of records, and the formats exports use.
 *
 * Writing is fast (one buffer, no printf) and never fails at the call: the first error is
 * remembered and comes out of out_close().  The buffer lives in the arena given to out_open(),
 * which also closes the file should nobody else do; so an Out must live as long as that arena.
 */
#ifndef TL_DEMO_OUT_H
#define TL_DEMO_OUT_H

#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"
#include "base/str.h"

typedef struct Out {
    char *p;
    size_t n, cap;
    int fd, error; /* error: errno of the first failed write */
    int64_t records, unreadable, duplicates, footer, aside; /* as truth.json says */
    const char *path, *name;                                /* whole, and below the demo's folder */
} Out;

MUST_USE Status out_open(Out *o, Arena *a, const char *dir, const char *name, Err *err);
MUST_USE Status out_close(Out *o, Err *err);

void out_put(Out *o, Str s);
void out_c(Out *o, char c);
void out_i(Out *o, int64_t v);
void out_pad(Out *o, int64_t v, int width);        /* v >= 0, zeros in front */
void out_money(Out *o, int64_t minor, char point); /* -1234.50 */
void out_day(Out *o, int64_t day);                 /* 2026-09-30 */
void out_day_de(Out *o, int64_t day);              /* 30.09.2026 */
void out_time(Out *o, int64_t sec, char between);  /* 2026-09-30T08:15:59 */
void out_csv(Out *o, Str s);                       /* quoted when it must be */
void out_quoted(Out *o, Str s);                    /* CSV, always quoted */
void out_json(Out *o, Str s);                      /* with the quotes */
void out_1252(Out *o, Str s); /* UTF-8 in, Windows-1252 out, '?' for the rest */
void out_hex(Out *o, uint64_t v, int digits);

/* The same record once more: mark, write it (at most 64 kB), repeat.  Counts it as a duplicate. */
size_t out_mark(Out *o);
void out_repeat(Out *o, size_t mark);

static inline void out_s(Out *o, const char *s)
{
    out_put(o, (Str){ s, strlen(s) });
}

#endif
