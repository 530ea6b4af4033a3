/* keep.h - what a whole run leaves so that later comments are coded as it would have coded them.
 *
 * d_theme_kept holds the theme model (text/theme_keep.h) under a line a place with its theme's id; the model of sentiment is in d_model_part
 * (sentiment_write.h), and so is what a person's labels taught by what texts mean (theme_taught_keep.c).  The models of one theme each
 * (theme_learn.h) are not kept: a book that has such a model in use says so in the summary 'labels_wait', and new comments get the others'
 * until the next whole run.
 * The summary 'heard_file' is the last file the run knew of.
 */
#ifndef TL_LISTEN_KEEP_H
#define TL_LISTEN_KEEP_H

#include "listen/theme_learn.h"
#include "listen/theme_list.h"

/* In the caller's transaction, at the end of a whole run; `file`: the last one when it began. */
MUST_USE Status themes_keep(Store *s, const ThemeList *l, const ThemeTaught *t, int64_t file, Err *err);

/* The list with its model, as a whole run would have it before what a person decided; the model is NULL when there are no themes. */
MUST_USE Status themes_kept(Store *s, Arena *a, ThemeList *out, Err *err);

#endif
