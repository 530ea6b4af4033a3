/* theme.h - what comments are about, found without labels.
 *
 * Method  Terms: stems that are no stop words or numbers, and pairs of neighbouring ones
 *         inside a sentence, kept when enough documents and at least two groups have them,
 *         and the topics of topic.h where those cover what is said (see theme_terms.h).  TF-IDF: (1 + ln tf)(1 + ln((1+n)/(1+df))), rows of length 1,
 *         then scaled by g^(-1/4) for a group of g documents, so that its weight in the loss
 *         grows with the root of what it wrote.  NMF (nmf.h).  The number of themes, unless
 *         given, is chosen on at most THEME_CHOICE_DOCS documents (theme_terms.h), never under
 *         the number of topics spoken of.  Doubles, parts of a topic, and (unless the number was
 *         given) unstable and tiny themes are joined or dropped (theme_settle.h).
 *         A document gets the themes that non-negative least squares on the theme vectors
 *         gives a weight over `min_weight` and over half of its strongest; at most three;
 *         none of them means "other".
 *         Words shown: of its SHORTLIST heaviest words the heaviest, then the one that goes best with those taken by mean NPMI
 *         over the documents, its weight counting a little (theme_show.c).
 *         Name: a phrase of two to six words in the customers' spelling (theme_name.c says how
 *         it is chosen).  Examples: central, short documents of different groups, chosen
 *         greedily against repetition.
 *         Second level: theme_sub.h.
 * Shape   Documents are tokenized texts (token.h), tokens and text outliving the call, one
 *         language or several.  Everything in the model lives in the arena.
 * Units   share: of the documents fitted; coherence: mean NPMI of the top terms, -1..1;
 *         stability: 0..1, cosine of a theme with its double from the other half of the data.
 * Errors  ST_INVALID with fewer than THEME_DOCS_MIN documents that have a term.
 * Limits  At most THEME_DOCS_MAX documents are fitted (an even sample in order); the rest is
 *         for theme_assign().  Deterministic.
 * Oracle  tests/text/t_theme.c: planted mixtures, a hand-written corpus, banking77's labels.
 */
#ifndef TL_TEXT_THEME_H
#define TL_TEXT_THEME_H

#include "base/arena.h"
#include "base/status.h"
#include "text/theme_match.h"
#include "text/token.h"

enum {
    THEME_DOCS_MIN = 20,
    THEME_DOCS_MAX = 20000,
    THEME_CHOICE_DOCS = 4000,
    THEME_PER_DOC = 3,
    THEME_TOP_TERMS = 10,
    THEME_EXAMPLES = 5,
    THEME_MAX = 96
};

typedef struct ThemeDoc {
    Str           text;
    const Tokens *tokens;
    uint64_t      group;         /* account; documents of one group share their weight */
    Lang          lang;          /* names are given in the language of most documents */
    double        mood;          /* -1..1, 0 not known: names agree with the mean of their theme */
} ThemeDoc;

typedef struct ThemeOptions {
    size_t k;                    /* 0: choose between k_min and k_max */
    size_t k_min, k_max;         /* 0: 4 and 20 */
    size_t max_terms;            /* 0: 3000 */
    double merge_cosine;         /* 0: 0.6 */
    double min_weight;           /* 0: 0.12 */
    size_t k_before;             /* the number chosen in the run before (theme_chosen()); 0: none */
    const ThemeMark *before;     /* the themes of the run before, n_before; NULL: none.  Their splits are joined (theme_match.h) */
    size_t n_before;
    bool   two_levels;           /* fit sub-themes, too */
} ThemeOptions;

typedef struct Theme {
    Str     name;
    Str     term[THEME_TOP_TERMS];          /* words that are heavy in it and keep company, in their most frequent spelling (theme_show.c) */
    double  term_weight[THEME_TOP_TERMS];
    size_t  n_term;
    size_t  example[THEME_EXAMPLES];        /* indices into the documents given */
    size_t  n_example;
    size_t  n_docs, n_groups;               /* of the documents fitted, with this theme strongest */
    double  share, coherence, stability;
} Theme;

typedef struct ThemeWeight {
    uint32_t theme, sub;         /* sub THEME_NO_SUB: none */
    double   weight;
} ThemeWeight;

#define THEME_NO_SUB UINT32_MAX

typedef struct ThemeModel ThemeModel;

MUST_USE Status theme_fit(const ThemeDoc *doc, size_t n, const ThemeOptions *o, Arena *a,
                          ThemeModel **out, Err *err);
size_t       theme_count(const ThemeModel *m);
const Theme *theme_at(const ThemeModel *m, size_t i);
double       theme_other_share(const ThemeModel *m);

size_t       theme_chosen(const ThemeModel *m);       /* how many were fitted before settling */

/* Sub-themes of a theme (theme_sub.h); none unless two_levels. */
size_t       theme_sub_count(const ThemeModel *m, size_t theme);
const Theme *theme_sub_at(const ThemeModel *m, size_t theme, size_t i);

/* What it is known by from run to run; sub SIZE_MAX: the theme itself. */
void theme_mark(const ThemeModel *m, size_t theme, size_t sub, Arena *a, ThemeMark *out);
bool theme_knows(const ThemeModel *m, Str term);      /* a term of the comments fitted */

/* Writes up to THEME_PER_DOC themes, strongest first, and returns how many; 0 is "other".
 * Only reads the model: several threads may assign at once, each with its own arena. */
size_t theme_assign(const ThemeModel *m, const Tokens *t, Arena *scratch,
                    ThemeWeight out[THEME_PER_DOC]);

#endif
