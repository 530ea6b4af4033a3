/* theme_write.h - themes as they stand after a person's edits: d_theme, d_theme_state and d_quote. */
#ifndef TL_LISTEN_THEME_WRITE_H
#define TL_LISTEN_THEME_WRITE_H

#include "listen/listen.h"
#include "listen/theme_list.h"

/* Counts and quotes by theme; the memory too.  Inside the caller's transaction; fills out->themes. */
MUST_USE Status theme_write(Store *s, const Comments *c, const ThemeList *l, ListenResult *out, Err *err);

/* A theme that is shown: no sub-theme, and not merged into another. */
bool theme_is_shown(const ThemeList *l, size_t place);

#endif
