#include "num/novel.h"

#include <math.h>

Status novel_find(const double *y, size_t n, double *novel, Err *err)
{
    double low = n ? y[0] : 0, high = low, held = 0;
    size_t learn = (size_t)fmin(NOVEL_LEARN * (double)n, NOVEL_LEARN_MAX), held_at = 0;
    for (size_t t = 0; t < n; t++) {
        if (!isfinite(y[t]))
            return ERR(err, ST_INVALID, "reading %zu is %g", t, y[t]);
        double range = high - low, excess = range > 0 ? fmax(y[t] - high, low - y[t]) / range : 0;
        bool over = held > 0 && (double)(t - held_at) <= NOVEL_HOLD * (double)t;
        novel[t] = 0;
        if (t >= learn && excess > NOVEL_MARGIN && !(over && excess <= held)) {
            novel[t] = excess;
            held = excess;
            held_at = t;
        }
        low = fmin(low, y[t]);
        high = fmax(high, y[t]);
    }
    return ST_OK;
}
