/* theme_edit.h - what people decided about themes, replayed on what this run found.
 *
 * Decisions are `verdict` rows of stage 'listen' (store/theme_decide.h), in the order they were taken; those taken back are left out, and
 * those about a theme that is not found this time wait until it is.
 *   the list     a sub-theme that was split off is a theme; `split`, `rule` and `code` make themes (id THEME_MADE + the decision's
 *                number; a code of the same name again keeps the first's id and takes the new words); names; merges.
 *   a comment    what the model found; then splits by rule, from that theme alone; then rules, each adding its theme with the first sentence
 *                that has one of its words; merged themes are one.  Where a person moved the comment, the person's themes and nothing else.
 * Both levels take part: a sub-theme is renamed, is merged into another of any theme or into a theme (then its comments are of no part of it),
 * and takes a theme in; a rule and a move may name it, and mean its theme too.  A comment is in one sub-theme of each theme: of a move
 * the one named first, of rules the last.  A merge that would send a theme into a part of itself waits.
 * Rules see the whole comment.  A bare word of a rule is met by a word with the same stem in the comment's language.
 */
#ifndef TL_LISTEN_THEME_EDIT_H
#define TL_LISTEN_THEME_EDIT_H

#include "listen/sentiment_model.h"
#include "listen/theme_list.h"
#include "model/rule.h"

typedef struct ThemeRule {
    uint32_t theme, within;      /* places; within NO_THEME: any comment */
    Str      question;           /* only its answers; "": all */
    Rule     rule;
    Str    (*stem)[RULE_PHRASE][LANG_UNKNOWN + 1];       /* by term, word and language */
    Str    (*fold)[RULE_PHRASE];
} ThemeRule;

typedef enum LabelHow { LABEL_OWN, LABEL_MARGIN, LABEL_RANDOM } LabelHow;

typedef struct ThemeLabel {      /* the last word of a person about a comment */
    Str      key;
    uint32_t theme[MENTIONS_MAX], sub[MENTIONS_MAX];     /* places; sub NO_THEME: as it is coded */
    size_t   n;                  /* 0: other */
    LabelHow how;
    uint32_t said;               /* the machine's strongest theme when it was asked; NO_THEME: other, or gone since */
    bool     said_known;
    size_t   comment;            /* index, SIZE_MAX: not in the book now */
} ThemeLabel;

typedef struct ThemeEdits {
    ThemeRule  *rule;
    size_t      n_rule;
    ThemeLabel *label;
    size_t      n_label;
    I64Map      by_key;          /* hash of key -> index of label */
    int64_t     last;            /* number of the last decision */
    int64_t     waiting;         /* decisions about what is not there now */
} ThemeEdits;

/* After theme_list_match(): reads the decisions and changes the list. */
MUST_USE Status theme_edits_load(Store *s, const Comments *c, ThemeList *l, Arena *a, ThemeEdits *out, Err *err);
void theme_edits_release(ThemeEdits *e);

/* One comment, after the model has coded it: splits, rules, merges; not the labels. */
void theme_edits_apply(const ThemeEdits *e, const ThemeList *l, Comment *c, const Tokens *t, MoodReader *mood, Arena *scratch);
/* All labels, at the end; a comment worded exactly as a labelled one gets the last label of that wording. */
void theme_labels_apply(const ThemeEdits *e, Comments *c);

void mentions_sort(Comment *c);                          /* strongest first */
bool comment_has(const Comment *c, uint32_t theme);
bool label_has(const ThemeLabel *x, uint32_t theme);

#endif
