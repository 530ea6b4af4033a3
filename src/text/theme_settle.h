/* theme_settle.h - from the factors of a matrix to themes one can show (private to theme*.c).
 *
 * Method  Columns get length 1.  Then, until nothing changes, at most SETTLE_PASSES times:
 *         1. doubles (cosine over `merge_cosine`) are joined;
 *         2. one matter within a topic (topic.h) is joined to the theme the topic leads: of the
 *            rows that speak of it, at least half speak of that theme as well, which has more;
 *         3. a theme that the halves of the data do not find (stability under THEME_STABLE), or
 *            that fewer than 1 % of the rows (SETTLE_ROWS_MIN) are mostly about, goes to its nearest
 *            when their cosine is over NEAR, else it is dropped and its rows are "other".
 *            So does one that no topic leads, which the halves only half find (under FIRM) and whose rows speak of themes
 *            that topics lead more often than the rows of those speak of another of them: that is a product or a place at
 *            which their matters come up, or what was left over.
 *         Joined columns add up with their rows as weights.  With fewer than SETTLE_FEW rows
 *         halves tell nothing about stability, and step 3 is left out, as it is with keep_weak; the last theme stays.
 *         "Speaks of": a weight of SPEAKS or more by non-negative least squares.
 * Shape   h is m by k, row by row; the result too, with fewer columns.
 * Errors  none.
 * Oracle  tests/text/t_theme.c: planted mixtures keep their topics.
 */
#ifndef TL_TEXT_THEME_SETTLE_H
#define TL_TEXT_THEME_SETTLE_H

#include "text/theme_terms.h"

enum { SETTLE_PASSES = 8, SETTLE_ROWS_MIN = 3, SETTLE_FEW = 300 };

typedef struct Themes {
    double *h, *gram;          /* m by k, columns of length 1; k by k */
    double  stability[THEME_MAX];
    size_t  k, m, n_word;      /* n_word: columns of x from here on are topics */
} Themes;

/* Takes over f->h, which it changes. */
void themes_settle(const Sparse *x, size_t n_word, Nmf *f, const ThemeHalves *halves, double merge_cosine, bool keep_weak,
                   Arena *a, Themes *out);

/* Joins column j into column into[j] where that is another one; no chains. */
void themes_join(Themes *t, const Sparse *x, const size_t *into, const ThemeHalves *halves, Arena *a);

/* w (k) by non-negative least squares of a row on the themes; returns the largest. */
double themes_weigh(const Themes *t, const uint32_t *col, const double *val, size_t n, double *w);

#endif
