/* theme_keep.h - a theme model as text, to assign themes later without fitting anew.
 *
 * theme_keep() writes what theme_assign() needs: terms, their weights, and both levels' vectors.  Numbers are the bits of their doubles, so a
 * model that is taken up again assigns exactly what the fitted one does.  Names, examples and shares are not kept: theme_at() is not to be
 * called on it.
 *
 * Shape   lines; theme_recall() takes what theme_keep() wrote and nothing else.
 * Errors  ST_INVALID: cut, changed, or of another version.
 * Oracle  tests/text/t_theme.c: the same weights, bit for bit, on every comment of the corpus.
 */
#ifndef TL_TEXT_THEME_KEEP_H
#define TL_TEXT_THEME_KEEP_H

#include "base/buf.h"
#include "text/theme.h"

void theme_keep(const ThemeModel *m, Buf *out);
MUST_USE Status theme_recall(Str text, Arena *a, ThemeModel **out, Err *err);

#endif
