/* chain.h - from experience over behaviour to money: how much of an issue's effect on renewal goes through what accounts do.
 *
 * For each of the CHAIN_ISSUES issues that tell most of renewals, and each behaviour (behave.h): exposure in [T - gap - window,
 * T - gap - BETWEEN_DAYS), behaviour in the BETWEEN_DAYS before T - gap, so that each lies before what it may move; adjusted for the same
 * behaviour before the window, and for what the effect itself is adjusted for (num/mediate.h).
 * A row whose behaviour is not known on both sides is left out: the issue's total among those rows may differ from its effect.
 */
#ifndef TL_LINK_CHAIN_H
#define TL_LINK_CHAIN_H

#include "link/affect.h"

enum { CHAIN_ISSUES = 2, BETWEEN_DAYS = 60 };

/* p: of each rule's effect on renewal; NaN: too few to say. */
MUST_USE Status chain_write(const LinkBook *b, const double *p, Err *err);

#endif
