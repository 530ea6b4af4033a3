#include "link/grade.h"

#include <math.h>

static bool disagree(const GradeInput *in)
{
    double far = fabs(in->second - in->estimate);
    return isfinite(in->second) && far > 2 * (in->second_se > in->se ? in->second_se : in->se);
}

/* What the placebo has to say for an effect that it does not speak against. */
static const char *placebo_words(const GradeInput *in)
{
    if (!isfinite(in->placebo_p))
        return "; no placebo could be asked";
    return fabs(in->estimate) < PLACEBO_SEES * in->placebo_se ? "; the placebo is too weak to show one of this size" : "; the placebo shows nothing";
}

char grade_of(const GradeInput *in, const GradeLimits *limits, Arena *a, Str *reason)
{
    if (in->too_few || !isfinite(in->estimate)) {
        *reason = in->few;
        return 'D';
    }
    if (!(in->q <= limits->fdr))
        *reason = STR("not told apart from chance");
    else if (in->placebo_p < PLACEBO_LEVEL && !(in->placebo * in->estimate < 0))
        *reason = STR("association only: exposure at a time when it can do nothing seems to do it as well");
    else if (in->outside > OUTSIDE_MOST)
        *reason = str_fmt(a, "association only: %.0f %% of decisions have no like decision on the other side", in->outside * 100);
    else if (disagree(in))
        *reason = STR("association only: two ways of adjusting disagree");
    else if (in->e_limit < limits->sensitivity)
        *reason = str_fmt(a, "association only: a hidden cause of strength %.1f could explain it", in->e_limit);
    else {
        *reason = str_fmt(a, "adjusted; overlap, a second estimator and sensitivity pass%s", placebo_words(in));
        return 'B';
    }
    return 'C';
}
