#include "num/plan.h"

#include <math.h>

#include "num/dist.h"

enum { WAVES_MAX = 24, MONTHS_MAX = 120 };

double plan_lots(double s2, double trials, double reached, double others, double before, double after)
{
    if (!(reached > 0 && others > 0 && before > 0 && after > 0 && trials > 0))
        return F64_NAN;
    return s2 / trials * (1 / reached + 1 / others) * (1 / before + 1 / after);
}

/* Weight of wave w in month t, and of its time before: the estimate is a sum of these times the accounts' means. */
double plan_steps(double s2, double trials, double accounts, int waves, int every, int before, int after)
{
    double month[WAVES_MAX][MONTHS_MAX] = { { 0 } }, own[WAVES_MAX] = { 0 }, total = 0, v = 0;
    if (waves < 2 || waves > WAVES_MAX || every < 1 || before < 1 || after < 1 || after > MONTHS_MAX || !(accounts >= waves) || !(trials > 0))
        return F64_NAN;
    for (int t = 0; t < after; t++) {
        int reached = 1 + t / every < waves ? 1 + t / every : waves, rest = waves - reached;
        if (!rest)
            break;
        for (int w = 0; w < waves; w++) {
            double share = w < reached ? 1 : -(double)reached / rest;
            month[w][t] += share;
            own[w] -= share;
        }
        total += reached;
    }
    for (int w = 0; w < waves; w++) {
        double sum = own[w] * own[w] / before;
        for (int t = 0; t < after; t++)
            sum += month[w][t] * month[w][t];
        v += sum;
    }
    return s2 / (trials * accounts / waves) * v / (total * total);
}
