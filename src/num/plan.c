#include "num/plan.h"

#include <math.h>

#include "num/dist.h"

enum { WAVES_MAX = 24, MONTHS_MAX = 120 };

double plan_times(double times)
{
    double up = ceil(times * 10 - 1e-9) / 10;
    return isfinite(times) && up < 1.1 ? 1.1 : up;
}

double plan_lots(double s2, double trials, double reached, double others, double before, double after)
{
    if (!(reached > 0 && others > 0 && before > 0 && after > 0 && trials > 0))
        return F64_NAN;
    return s2 / trials * (1 / reached + 1 / others) * (1 / before + 1 / after);
}

/* Weight of a group in a month, and of its time before: the estimate is a sum of these times the accounts' means. */
double plan_waves(double s2, double trials, const double *accounts, const int *start, size_t groups, int before, int after)
{
    double own[WAVES_MAX + 1] = { 0 }, squares[WAVES_MAX + 1] = { 0 }, total = 0, v = 0;
    if (groups < 2 || groups > WAVES_MAX + 1 || before < 1 || after < 1 || after > MONTHS_MAX || !(trials > 0))
        return F64_NAN;
    for (size_t g = 0; g < groups; g++)
        if (!(accounts[g] >= 1))
            return F64_NAN;
    for (int t = 0; t < after; t++) {
        double reached = 0, rest = 0;
        for (size_t g = 0; g < groups; g++)
            *(start[g] <= t ? &reached : &rest) += accounts[g];
        if (!(reached > 0 && rest > 0))
            continue;
        for (size_t g = 0; g < groups; g++) {
            double share = start[g] <= t ? accounts[g] : -accounts[g] * reached / rest;
            squares[g] += share * share;
            own[g] -= share;
        }
        total += reached;
    }
    for (size_t g = 0; g < groups; g++)
        v += (own[g] * own[g] / before + squares[g]) / accounts[g];
    return s2 / trials * v / (total * total);
}

double plan_steps(double s2, double trials, double accounts, int waves, int every, int before, int after)
{
    double each[WAVES_MAX];
    int start[WAVES_MAX];
    if (waves < 2 || waves > WAVES_MAX || every < 1 || !(accounts >= waves))
        return F64_NAN;
    for (int w = 0; w < waves; w++) {
        each[w] = accounts / waves;
        start[w] = w * every;
    }
    return plan_waves(s2, trials, each, start, (size_t)waves, before, after);
}
