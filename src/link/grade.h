/* grade.h - how far an effect may be believed as a cause: doc/methods/grades.md as code.
 *
 * The first rule that fits, in this order:
 *   D  too few
 *   C  not told apart from chance, at the false discovery rate over all issues asked about
 *   C  a placebo moves as well, the same way
 *   C  more than a tenth of the rows has no like row on the other side
 *   C  two ways of adjusting disagree by more than twice the larger error
 *   C  a hidden cause weaker than the setting `sensitivity` could explain it
 *   B  else; A is for audits alone.  Its reason says what the placebo is worth: one that was not asked, or whose limits hold the effect itself, has cleared nothing.
 * Oracle  tests/link/t_grade.c: the table, a row a rule and a row on each side of each limit.
 */
#ifndef TL_LINK_GRADE_H
#define TL_LINK_GRADE_H

#include "base/str.h"

/* A placebo is asked of effects that are told apart, many at once: only what chance gives once in a hundred counts against one. */
#define PLACEBO_LEVEL  0.01
/* An effect this many errors of the placebo large would have been seen at that level nine times in ten: 2.58 + 1.28. */
#define PLACEBO_SEES   3.86
#define OUTSIDE_MOST   0.10

typedef struct GradeLimits {
    double min_per_arm, fdr, sensitivity;
} GradeLimits;

/* NaN: not known; a second estimate that is not known does not disagree, a placebo that is not known does not move: the reason says that it was not asked. */
typedef struct GradeInput {
    bool   too_few;
    Str    few;                    /* what there is, where it is too few */
    double estimate, se, q;
    double second, second_se;
    double outside, e_limit, placebo, placebo_se, placebo_p;
} GradeInput;

char grade_of(const GradeInput *in, const GradeLimits *limits, Arena *a, Str *reason);

#endif
