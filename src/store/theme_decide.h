/* theme_decide.h - what a person decides about themes, written down as `verdict` rows of stage 'listen'.
 *
 * The one door for the command line and the server; the next `listen` replays all that were not taken back (listen/theme_edit.h).
 *   what     theme                other                    rule     comment   written as subject / object
 *   rename   id or name           the new name                                id / name
 *   merge    id or name           the theme it goes into                      id / id
 *   split    sub-theme: it becomes a theme of its own                         id / ""
 *   split    id or name           name of the new theme    needed             id / name TAB rule
 *   rule     id or name, or the name of a theme to be made needed             id, or "+name" / rule
 *   code     name                 definition TAB example TAB question  or ""  name / rule TAB definition TAB example TAB question
 *   move                          themes by commas, or "other"       key, number, or account-number   key / ids TAB margin|random|own TAB the machine's ids
 *   undo     the decision's number                                            number / ""
 * A theme is named by its id or its name, a sub-theme also as theme/sub-theme; all but a split with a rule may be about either level.
 * Theme ids live in theme_memory and keys of comments are those of their records: both outlive a rebuild.
 * Errors  ST_NOT_FOUND: no such theme, comment or decision; ST_USAGE: what cannot be decided so; ST_CONFLICT: taken back already.
 */
#ifndef TL_STORE_THEME_DECIDE_H
#define TL_STORE_THEME_DECIDE_H

#include "store/store.h"

enum { THEME_NAME_MAX = 200, THEME_MOVE_MAX = 8 };

typedef struct ThemeAsk {
    Str what, theme, other, rule, comment;
    Str who, why, at;            /* `at` an ISO time */
} ThemeAsk;

/* Inside the caller's transaction. */
MUST_USE Status theme_decide(Store *s, const ThemeAsk *ask, Arena *a, int64_t *number, Err *err);

/* A code book (model/codebook.h) as one `code` a category, for the answers to `question` or, "", all comments; `by` says who, why and when. */
MUST_USE Status theme_codebook(Str text, Str question, const ThemeAsk *by, Arena *a, ThemeAsk **out, size_t *n, Err *err);

#endif
