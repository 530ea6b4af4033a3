/* slides.h - seven pathologists on 118 slides, carcinoma or not: Agresti, Categorical Data Analysis (2002), table 13.1; the log-likelihoods, AIC, BIC and
 * shares are those that poLCA (Linzer & Lewis, J. Stat. Software 42/10, 2011) prints for them.  Of tests/num/t_lca.c and ./bench tables. */
#ifndef TL_TESTS_NUM_SLIDES_H
#define TL_TESTS_NUM_SLIDES_H

#include "base/attr.h"
#include "num/lca.h"

enum { RATERS = 7, SLIDES = 118, SLIDES_MOST = 4 };
static const double slides_loglik[SLIDES_MOST + 1] = { 0, 0, -317.2568, -293.705, -289.2858 }, slides_bic[SLIDES_MOST + 1] = { 0, 0, 706.0739, 697.1357, 726.4629 },
                    slides_share[3] = { 0.4447, 0.3736, 0.1817 }, slides_aic = 633.41;
static const struct {
    char rated[RATERS + 1];
    int  times;
} slides[] = { { "0000000", 34 }, { "0000100", 2 }, { "0100000", 6 },  { "0100001", 1 }, { "0100100", 4 },  { "0100101", 5 }, { "1000000", 2 },
               { "1010101", 1 },  { "1100000", 2 }, { "1100001", 1 },  { "1100100", 2 }, { "1100101", 7 },  { "1100111", 1 }, { "1101001", 1 },
               { "1101101", 2 },  { "1101111", 3 }, { "1110101", 13 }, { "1110111", 5 }, { "1111101", 10 }, { "1111111", 16 } };

static LcaInput slides_input(uint8_t *y) /* SLIDES * RATERS */
{
    size_t n = 0;
    for (size_t i = 0; i < COUNT_OF(slides); i++)
        for (int k = 0; k < slides[i].times; k++, n++)
            for (size_t j = 0; j < RATERS; j++)
                y[n * RATERS + j] = (uint8_t)(slides[i].rated[j] - '0');
    return (LcaInput){ .y = y, .n = n, .items = RATERS };
}

#endif
