#include "num/follow.h"

#include <stdlib.h>

void follow_match(const int64_t *day, const unsigned *kind, size_t n, size_t *previous, size_t *taken)
{
    for (size_t i = 0; i < n; i++)
        previous[i] = taken[i] = FOLLOW_NONE;
    for (size_t i = 0; i < n; i++) {
        int64_t best = INT64_MAX;
        if (!(kind[i] & FOLLOW_DOES))
            continue;
        for (size_t j = i; j-- > 0 && day[i] - day[j] <= FOLLOW_TO;) {
            int64_t off = llabs(day[i] - day[j] - FOLLOW_YEAR);
            if (day[i] - day[j] < FOLLOW_FROM || !(kind[j] & FOLLOW_CAN) || taken[j] != FOLLOW_NONE || off >= best)
                continue;
            best = off;
            previous[i] = j;
        }
        if (previous[i] != FOLLOW_NONE)
            taken[previous[i]] = i;
    }
}
