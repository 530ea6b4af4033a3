/* look.h - looking again and again at one comparison without being fooled.
 *
 * Method  An estimate whose variance is v(k) after k periods, with later data independent of earlier, times its information
 *         1/v(k) is a Brownian path in the share of information t.  By the reflection principle it leaves -+c before t = 1 with
 *         probability 4 (1 - Phi(c)) at most; so |estimate| > c / sqrt(t) standard errors happens at any look with probability
 *         alpha at most when 4 (1 - Phi(c)) = alpha (c = 2.24 at 5 %).  At t = 1 this costs 14 % of width against one look;
 *         a bound that holds for ever would cost 55 %.  After t = 1 no data are added: later years are asked anew.
 *         For few degrees of freedom the bound goes through Student's t with the same tail.
 * Units   standard errors; shares 0..1.
 * Oracle  tests/num/t_place.c: looks by simulation; tests/num/t_its.c: c against the closed form.
 */
#ifndef TL_NUM_LOOK_H
#define TL_NUM_LOOK_H

#include <stddef.h>

/* Variance goes with 1/before + 1/after. */
double look_information(double before, double after, double horizon);

/* Standard errors to a side, for `family` comparisons judged together. */
double look_bound(double level, size_t family, double information, double df);

/* The smallest alpha at which one of all looks would have passed, from a single look's two-sided p. */
double look_p(double p, double information);

#endif
