/* theme_list.h - the themes of this run, under the ids and names they have kept.
 *
 * Themes are found anew from all comments on each run (text/theme.h); the table theme_memory says what was found before.  A theme that is
 * most like one of before (text/theme_match.h: the best one-to-one pairing of their heaviest terms, cosine 0.5 at least) is that theme: it
 * keeps its id, and its name as long as some comment still says it.  What has no partner is new and gets the next id; what is in the memory and
 * was not found is gone, and stays in the memory, so that it may come back under its id.  Sub-themes likewise, within their theme.
 * The number of themes of the run before is kept while it is nearly the best (theme_terms.h), so that few comments change little.
 *
 * The memory is written by theme_list_save() in the stage's transaction and outlives `rebuild`.  A second run on the same comments finds
 * itself in it and changes nothing.  Dates are days of comments, not of runs: no clock is read.
 *
 * Places: the model's themes first, in its order; then the sub-themes; then what a person made (theme_edit.h).  Mention.theme and
 * Mention.sub are places.
 */
#ifndef TL_LISTEN_THEME_LIST_H
#define TL_LISTEN_THEME_LIST_H

#include "base/map.h"
#include "listen/comment.h"

#define NO_THEME UINT32_MAX
enum { THEME_MADE = 1000000 };   /* ids from here on are of themes a person made: this plus the decision's number */

typedef struct HeardTheme {
    int64_t     id, parent;      /* parent 0: a theme, not a sub-theme */
    int64_t     within;          /* the parent it was found in, whatever a person decided since */
    Str         name, found_name, terms, mark;
    const char *state;           /* first | kept | new | gone | made */
    int64_t     first, last;     /* days */
    double      likeness, stability;    /* NAN: not known */
    uint32_t    into;            /* where its mentions go: its own place, or that of the theme it was merged into */
} HeardTheme;

struct ThemeEdits;
struct MoodModel;

typedef struct ThemeList {
    const ThemeModel *model;     /* NULL: too few comments for themes */
    const struct ThemeEdits *edits;      /* theme_edit.h; NULL before they are loaded */
    const struct MoodModel *mood;        /* by which parts of sentences are felt (sentiment_model.h); NULL: by the rules */
    HeardTheme *at;
    size_t      n, cap, n_found;
    uint32_t   *sub_from;        /* by theme of the model: place of its first sub-theme */
    HeardTheme *gone;
    size_t      n_gone;
    Table       memory;          /* of the run before */
    ThemeMark  *remembered;      /* by row of it */
    int64_t     day;             /* of the last comment */
    int64_t     k, k_before;
    bool        earlier;         /* an earlier day was themed before */
    int64_t     before, same;    /* comments of the earlier run, and of these with the same strongest theme */
    I64Map      was;             /* hash of a comment's key -> id of its strongest theme then, 0 for none */
} ThemeList;

/* Before the fit: what the run before left; theme_list_marks() gives its themes for ThemeOptions.before. */
MUST_USE Status theme_list_recall(Store *s, const Comments *c, Arena *a, ThemeList *out, Err *err);
ThemeMark *theme_list_marks(const ThemeList *l, Arena *a, size_t *n);
/* After it; `model` may be NULL. */
void theme_list_match(const Comments *c, const ThemeModel *model, Arena *a, ThemeList *l);
HeardTheme *theme_list_add(ThemeList *l, Arena *a);      /* another place, zeroed but for `into` */
uint32_t    theme_list_find(const ThemeList *l, int64_t id);            /* its place, or NO_THEME */
void        theme_list_compare(ThemeList *l, const Comments *c);        /* after coding: fills before and same */
MUST_USE Status theme_list_save(Store *s, const ThemeList *l, int64_t comments, int64_t coded, Err *err);
void        theme_list_release(ThemeList *l);

#endif
