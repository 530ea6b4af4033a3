/* theme_match.h - which theme of today is which of before.
 *
 * Method  A theme is known by its heaviest terms with their weights (at most THEME_MARK_TERMS).  The likeness of two is the
 *         cosine of these.  Partners are one to one, and such that the sum of likenesses is the greatest there is (assignment by
 *         shortest augmenting paths: Kuhn 1955; Jonker & Volgenant, Computing 38, 1987); a pair less alike than THEME_ALIKE is
 *         none.  Themes of different `within` (a sub-theme's theme) are never partners.
 *         What is new, but no less like an old theme that went on (THEME_SPLIT), is a split of it: theme_fit() joins it again, since
 *         a theme should come apart by a person's word, not by a month's comments.
 * Shape   old: n_old, now: n_now; partner[n_now]: place in old or SIZE_MAX; likeness[n_now]: 0 without a partner.
 * Errors  none.  Equal themes are partners with likeness 1: a second run on the same comments changes nothing.
 * Oracle  tests/text/t_match.c: all permutations of small cases.
 */
#ifndef TL_TEXT_THEME_MATCH_H
#define TL_TEXT_THEME_MATCH_H

#include "base/arena.h"
#include "base/str.h"

enum { THEME_MARK_TERMS = 60 };
#define THEME_ALIKE 0.5
#define THEME_SPLIT 0.45

typedef struct ThemeTerm {
    Str    term;
    double weight;
} ThemeTerm;

typedef struct ThemeMark {
    ThemeTerm *term;             /* heaviest first */
    size_t     n;
    int64_t    within;
} ThemeMark;

void theme_match(const ThemeMark *old, size_t n_old, const ThemeMark *now, size_t n_now, Arena *a, size_t *partner, double *likeness);

/* The likeness of two, whatever they are within. */
double theme_likeness(const ThemeMark *x, const ThemeMark *y, Arena *a);

/* As text, one term a line, and back; what is no such line is left out. */
Str       theme_mark_text(const ThemeMark *m, Arena *a);
ThemeMark theme_mark_read(Str text, Arena *a);

#endif
