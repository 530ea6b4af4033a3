/* pattern.h - inside reclink only: counts of patterns, and EM on them.
 *
 * A pattern is the packed codes of all fields (table.h).  There are few different ones, so that EM over
 * millions of pairs is EM over thousands of rows.
 */
#ifndef TL_RECLINK_PATTERN_H
#define TL_RECLINK_PATTERN_H

#include "reclink/table.h"

typedef struct PatternCount {
    uint64_t pattern, count;
} PatternCount;

typedef struct Patterns {
    PatternCount *slot;      /* open addressing; count 0: free.  malloc: belongs to a worker */
    size_t        n, n_slot;
} Patterns;

void patterns_init(Patterns *p);
void patterns_release(Patterns *p);
void patterns_add(Patterns *p, uint64_t pattern, uint64_t count);
void patterns_merge(Patterns *into, const Patterns *from);
PatternCount *patterns_sorted(const Patterns *p, Arena *a);     /* p->n of them, by pattern */

/* EM for lambda and m with u fixed.  Fields in `left_out` are not looked at.  m: in, where to begin and the
 * prior; out, the estimate.  seen: expected matches at each level. */
typedef struct EmInput {
    const RlTable      *t;
    const PatternCount *row;
    size_t              n;
    uint32_t            left_out;
    double              lambda;      /* where to begin */
    bool                fixed;       /* lambda is not estimated */
    double              prior;       /* pairs of imagined evidence behind m */
    const double       *u, *m0;      /* [field * RL_LEVELS + level] */
} EmInput;

typedef struct EmResult {
    double   lambda, matches;
    double  *m, *seen;
    unsigned iterations;
    bool     converged;
} EmResult;

void em_run(const EmInput *in, Arena *a, EmResult *out);

#endif
