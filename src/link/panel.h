/* panel.h - one row per decided renewal: who, when, renewed or not, and what was known before.
 *
 * amount is what the account paid before the decision, where that is known, and else what is decided on: what was agreed on the day is a part of the outcome.
 * Covariates are taken before the exposure window ends and cannot be its consequence, except
 * occasions (how often the account could have been exposed), which is part of who the account is.
 * x is column-major, n rows by p columns, names beside.
 */
#ifndef TL_LINK_PANEL_H
#define TL_LINK_PANEL_H

#include "link/rule.h"

typedef struct Window {
    int64_t days, gap, as_of;
} Window;

typedef struct Panel {
    size_t n;
    const int64_t *account, *decision, *day, *amount, *cluster;
    double *lost; /* 1: not renewed */
    double *base; /* covariates common to all issues, column-major */
    size_t n_base, bends; /* bends: the last columns of base, of calendar time (panel_bends) */
} Panel;

MUST_USE Status panel_load(Store *s, const Window *w, Arena *a, Panel *out, Err *err);

/* Indicator columns behind column `at` of x (n rows each) for all but the most frequent value, at most seven; how many. */
size_t panel_indicators(const Str *v, size_t n, Arena *a, double *x, size_t at);

/* Bends of calendar time, which a line alone would leave to an issue that came when times were bad (num/spline.h): one for each BEND_COMPANIES
 * companies, BENDS_MOST at most, none below BENDS_FROM, where they cost more in width than they mend.  Columns (n rows each) into x; how many. */
enum { BENDS_MOST = 5, BEND_COMPANIES = 30, BENDS_FROM = 100 };
size_t panel_bends(const double *time, const int64_t *cluster, size_t n, Arena *a, double *x);

static inline int64_t window_from(const Window *w, int64_t decided)
{
    return decided - w->gap - w->days;
}
static inline int64_t window_to(const Window *w, int64_t decided)
{
    return decided - w->gap;
}

#endif
