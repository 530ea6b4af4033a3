/* theme_sub.h - the second level: what a theme's comments are about among themselves (private to theme*.c).
 *
 * Method  The rows a theme is strongest in, at most SUB_DOCS of them (evenly), without topics, since the topic is what they share; each
 *         term weighted anew by ln((1+n)/(1+df)) among these rows, so that what nearly all of them say counts nothing.  Then as
 *         for themes: the number (2 to SUB_MAX) by theme_choose(), NMF, settling.  Sub-themes the halves of the data do not agree on
 *         (stability under SUB_STABLE) are dropped; a theme with fewer than two left, or with fewer than SUB_DOCS_MIN rows, has none.
 *         A text gets the sub-theme with the largest weight by non-negative least squares, SUB_LEAST at least, or none.
 * Oracle  tests/text/t_theme.c: planted sub-topics within planted topics.
 */
#ifndef TL_TEXT_THEME_SUB_H
#define TL_TEXT_THEME_SUB_H

#include "text/theme_match.h"
#include "text/theme_settle.h"

enum { SUB_DOCS = 1500, SUB_DOCS_MIN = 60, SUB_MAX = 6 };
#define SUB_STABLE 0.5
#define SUB_LEAST  0.25

typedef struct ThemeSubs {
    Themes  th;                  /* th.k 0: none */
    double *idf;                 /* by column */
    Theme  *theme;
} ThemeSubs;

void theme_subs_fit(const ThemeNaming *whole, size_t theme, Arena *a, ThemeSubs *out);

/* SIZE_MAX: none. */
size_t theme_subs_assign(const ThemeSubs *s, const uint32_t *col, const double *val, size_t n, Arena *scratch);

/* The heaviest terms of column `at` of h (m by k), as a mark. */
void theme_mark_of(const ThemeTerms *terms, const double *h, size_t k, size_t at, Arena *a, ThemeMark *out);

#endif
