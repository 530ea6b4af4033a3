/* annuity.h - contacts about an issue carried on as the base grows: how many, with a band that holds.
 *
 * Method  In month t of n: contacts_t ~ negative binomial with mean rate * base_t and variance mean + phi * mean^2.
 *         phi is not known from few months: its prior density is 1 / (phi + ANNUITY_PHI_NEAR) + ANNUITY_PHI_FLAT up to 1.5, that is nearly
 *         even over orders of magnitude with an even part besides (nearly Poisson and widely spread issues are both common).  It is
 *         weighed on a grid, the rate integrated out by Laplace at each point (its logarithm is normal around the best one).  With
 *         many months the data decide.
 *         The base's logarithm walks: its monthly steps have an unknown mean and spread, drawn as a sample of n - 1 steps allows
 *         (Student), the mean step drawn half way to nothing every ANNUITY_DAMP months (growth does not last).
 *         Each draw takes phi, rate, drift and spread, walks the base on and draws contacts for each month to come: all doubts are in
 *         the band together.
 * Shape   in: base[n] (accounts), contacts[n], oldest first; out: total[draws] for each of `years` to come, year by year.
 * Units   contacts; the caller multiplies by minutes and money.
 * Errors  ST_INVALID: negative or not finite, a base of 0; ST_NUMERIC: fewer than ANNUITY_MONTHS months or ANNUITY_CONTACTS contacts.
 * Oracle  tests/num/t_annuity.c: coverage of the 90 % band of next year's total in twelve cells (6, 12, 24, 36 months by
 *         overdispersion 0, 0.1, 0.2), a growing base; the limit of many months in closed form.  Of 1,200 sets each: .939 .897
 *         .904; .922 .898 .923; .895 .912 .897; .887 .892 .892: eleven of the twelve within 88 to 93 %; with six months and no
 *         overdispersion it is a little too careful.
 */
#ifndef TL_NUM_ANNUITY_H
#define TL_NUM_ANNUITY_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"

enum { ANNUITY_MONTHS = 6, ANNUITY_CONTACTS = 10, ANNUITY_YEARS_MAX = 10, ANNUITY_DRAWS = 1000, ANNUITY_DAMP = 24 };
#define ANNUITY_PHI_NEAR 0.0003
#define ANNUITY_PHI_FLAT 5.0

typedef struct AnnuityInput {
    const double *base, *contacts;
    size_t   n, years;
    uint64_t seed;
} AnnuityInput;

typedef struct Annuity {
    double  rate, phi, growth;       /* a month and account; mean of what is believed; of the base a month */
    double *total[ANNUITY_YEARS_MAX];    /* ANNUITY_DRAWS each */
    double  mean[ANNUITY_YEARS_MAX], low[ANNUITY_YEARS_MAX], high[ANNUITY_YEARS_MAX];   /* 90 % */
} Annuity;

MUST_USE Status annuity_fit(const AnnuityInput *in, Arena *a, Annuity *out, Err *err);

#endif
