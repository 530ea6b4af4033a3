#include "link/grade.h"

#include <math.h>

static bool disagree(const GradeInput *in)
{
    double far = fabs(in->second - in->estimate);
    return isfinite(in->second) && far > 2 * (in->second_se > in->se ? in->second_se : in->se);
}

char grade_of(const GradeInput *in, const GradeLimits *limits, Arena *a, Str *reason)
{
    if (in->too_few || !isfinite(in->estimate)) {
        *reason = in->few;
        return 'D';
    }
    if (!(in->q <= limits->fdr))
        *reason = STR("not told apart from chance");
    else if (in->placebo_p < PLACEBO_LEVEL)
        *reason = STR("association only: exposure of like accounts afterwards seems to do it as well");
    else if (in->outside > OUTSIDE_MOST)
        *reason = str_fmt(a, "association only: %.0f %% of decisions have no like decision on the other side", in->outside * 100);
    else if (disagree(in))
        *reason = STR("association only: two ways of adjusting disagree");
    else if (in->e_limit < limits->sensitivity)
        *reason = str_fmt(a, "association only: a hidden cause of strength %.1f could explain it", in->e_limit);
    else {
        *reason = STR("adjusted; overlap, a second estimator and sensitivity pass");
        return 'B';
    }
    return 'C';
}
