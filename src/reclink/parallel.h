/* parallel.h - inside reclink only: numbered pieces of work on one or more threads.
 *
 * Pieces are taken in order by whoever is free.  `work` may write only what belongs to its piece or its
 * worker; what a worker gathered must not depend on which pieces it got (whole numbers are added, lists
 * are sorted afterwards).  The caller's thread is worker 0; where no thread can be had, fewer do it all.
 */
#ifndef TL_RECLINK_PARALLEL_H
#define TL_RECLINK_PARALLEL_H

#include <stddef.h>

enum { WORKERS = 16 };

typedef void PieceFn(void *ctx, unsigned worker, size_t piece);

unsigned workers_wanted(unsigned threads);      /* 1 .. WORKERS */
void     parallel(size_t pieces, unsigned workers, PieceFn *work, void *ctx);

#endif
