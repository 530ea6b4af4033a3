/* sex2.h - published data: urinary infection and contraceptives, 239 women, six yes/no columns (Heinze & Schemper 2002; R's logistf). */
#ifndef TESTS_NUM_SEX2_H
#define TESTS_NUM_SEX2_H

#include <stddef.h>

enum { SEX2_PATTERNS = 24, SEX2_N = 239, SEX2_P = 6 };

/* A row is a pattern: age, oc, vic, vicl, vis, dia, women, ill. */
static const int sex2_pattern[SEX2_PATTERNS][SEX2_P + 2] = {
    { 0, 1, 0, 0, 0, 0, 86, 44 }, { 1, 1, 0, 0, 0, 0, 19, 5 }, { 0, 0, 1, 0, 0, 0, 16, 14 }, { 1, 0, 1, 0, 0, 0, 2, 2 },
    { 0, 1, 1, 0, 0, 0, 16, 15 }, { 1, 1, 1, 0, 0, 0, 4, 3 }, { 0, 0, 1, 1, 0, 0, 18, 10 }, { 1, 0, 1, 1, 0, 0, 3, 1 },
    { 0, 1, 1, 1, 0, 0, 12, 7 }, { 0, 0, 0, 0, 1, 0, 2, 1 }, { 0, 1, 0, 0, 1, 0, 1, 0 }, { 1, 1, 0, 0, 1, 0, 1, 0 },
    { 0, 0, 1, 0, 1, 0, 4, 3 }, { 1, 0, 1, 0, 1, 0, 1, 1 }, { 0, 1, 1, 0, 1, 0, 2, 2 }, { 0, 0, 1, 1, 1, 0, 30, 12 },
    { 1, 0, 1, 1, 1, 0, 4, 0 }, { 0, 1, 1, 1, 1, 0, 9, 3 }, { 1, 1, 1, 1, 1, 0, 2, 0 }, { 0, 1, 0, 0, 0, 1, 3, 3 },
    { 0, 1, 1, 0, 0, 1, 1, 1 }, { 1, 0, 1, 0, 1, 1, 1, 1 }, { 0, 0, 1, 1, 1, 1, 1, 1 }, { 1, 0, 1, 1, 1, 1, 1, 1 },
};

/* Columns of SEX2_N by SEX2_P, and the outcome. */
static inline void sex2_fill(double *x, double *y)
{
    size_t n = 0;
    for (size_t i = 0; i < SEX2_PATTERNS; i++)
        for (int k = 0; k < sex2_pattern[i][SEX2_P]; k++, n++) {
            for (size_t j = 0; j < SEX2_P; j++)
                x[j * SEX2_N + n] = sex2_pattern[i][j];
            y[n] = k < sex2_pattern[i][SEX2_P + 1];
        }
}

#endif
