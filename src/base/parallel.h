/* parallel.h - numbered pieces of work on one or more threads.
 *
 * Pieces are taken in order by whoever is free.  `work` may write only what belongs to its piece or its
 * worker; what a worker gathered must not depend on which pieces it got (whole numbers are added, lists
 * are sorted afterwards), so that any number of threads gives the same figures to the last digit.  The
 * caller's thread is worker 0; where no thread can be had, fewer do it all.
 */
#ifndef TL_BASE_PARALLEL_H
#define TL_BASE_PARALLEL_H

#include <stddef.h>

#include "base/arena.h"
#include "base/status.h"

enum { WORKERS = 16 };

typedef void PieceFn(void *ctx, unsigned worker, size_t piece);

unsigned workers_wanted(unsigned threads);      /* 1 .. WORKERS */
unsigned workers_here(void);                    /* as many as there are processors to run on, 1 .. WORKERS */
void     parallel(size_t pieces, unsigned workers, PieceFn *work, void *ctx);

/* Pieces that need memory and may fail.  Each worker has an arena of its own, whose memory lives as long as `keep`
 * (until it is released, or rewound to before the call).  All pieces are begun whatever becomes of others; of several
 * that fail the first in number is told, as one thread would. */
typedef Status TryPieceFn(void *ctx, Arena *a, size_t piece, Err *err);

MUST_USE Status parallel_try(size_t pieces, Arena *keep, TryPieceFn *work, void *ctx, Err *err);

#endif
