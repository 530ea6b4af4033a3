/* theme_in.h - what a theme model is made of (private to theme*.c). */
#ifndef TL_TEXT_THEME_IN_H
#define TL_TEXT_THEME_IN_H

#include "text/theme_sub.h"

struct ThemeModel {
    ThemeTerms terms;
    Themes     themes;
    Theme     *theme;            /* NULL in a model that was taken up again (theme_keep.h) */
    double     min_weight, other_share;
    size_t     chosen;
    ThemeSubs *sub;              /* by theme; NULL: one level */
};

#endif
