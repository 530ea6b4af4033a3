/* theme_terms.h - documents as sparse rows of terms (private to theme*.c).
 *
 * A term is a stem, or two stems joined by a blank that stand next to each other once stop
 * words and numbers are left out, at most one such word between them, in one sentence.
 * Kept: terms in at least max(2, n/500 capped at 8) documents (pairs: one more) and, when
 * there are four groups or more, in at least two; in no more than 40 % of the documents; the
 * `max_terms` most frequent of these, ties by bytes.
 *
 * Where at least half of the documents speak of a topic (topic.h), small talk is left out and each
 * topic that 1 % to 40 % of the documents speak of is one more column.  In a
 * row with both kinds the topics have 0.6 of the squared length: enough that wordings of one
 * topic meet in one theme, and little enough that a topic with two matters in it comes apart.
 */
#ifndef TL_TEXT_THEME_TERMS_H
#define TL_TEXT_THEME_TERMS_H

#include "base/map.h"
#include "text/nmf.h"
#include "text/theme.h"
#include "text/topic.h"

typedef struct ThemeTerms {
    StrMap   id;          /* term -> column */
    double  *idf;
    size_t   n, n_word;         /* n_word: without the topics, whose columns are the last */
    Topics  *topics;            /* NULL: the lists do not cover what is spoken of */
    size_t   topic[N_TOPIC];    /* column, or SIZE_MAX for a topic that is no term here */
} ThemeTerms;

typedef struct TermCount {
    uint32_t id;
    double   value;
} TermCount;

void theme_terms_build(const ThemeDoc *doc, size_t n, size_t max_terms, Arena *a, ThemeTerms *out);

size_t theme_topics(const ThemeTerms *t);     /* topics that are columns */

/* The tf-idf row of one document, columns rising, length 1; returns its entries. */
size_t theme_row(const ThemeTerms *t, const Tokens *tokens, Arena *a, TermCount **out);

void theme_matrix(const ThemeTerms *t, const ThemeDoc *doc, size_t n, Arena *a, Sparse *out);

/* Number of themes (theme_choice.c; the halves on two threads): for each candidate K the rows are fitted in two halves,
 * groups kept whole; a theme's stability is the cosine with its best partner in the other
 * half (greedy one to one), its coherence the NPMI of its top terms in the half it was not
 * fitted on (under 500 rows: in all, plus 0.5, since pairs of terms are too rare there for
 * NPMI to be above zero).  A K's worth is the sum over its themes of stability x max(0,
 * coherence), those under 0.3 stability counting nothing, times the mean stability: splits
 * of a real theme add to the sum but lower the mean.  The smallest K within 4 % of the best
 * wins, unless `kept`, the number of the run before (0: none), is within 8 %: then it stays, so that a few more comments do not
 * bring other themes.  No K gives a theme fewer than 20 rows on average. */
size_t theme_choose(const Sparse *x, const uint64_t *group, size_t k_min, size_t k_max, size_t kept, Arena *a);

/* Themes of either half of the rows at k, and the stability of themes against them: for each of the
 * n_theme columns of h (m by n_theme) the lesser of its best cosines with either half's. */
typedef struct ThemeHalves {
    Nmf    f[2];
    size_t m;
} ThemeHalves;               /* of f[] only k and h are kept */

#define THEME_STABLE 0.3      /* less is not shown: the other half of the data does not know it */

void theme_halves(const Sparse *x, const uint64_t *group, size_t k, Arena *a, ThemeHalves *out);
void theme_stability(const ThemeHalves *halves, const double *h, size_t n_theme, double *out);

/* Mean NPMI of a theme's top terms over the rows of x. */
double theme_coherence(const Sparse *x, const double *h, size_t k, size_t theme, Arena *a);

/* Names (theme_name.c), spelled terms and examples (theme_show.c).  `strongest` is a document's theme or
 * SIZE_MAX, `row` its tf-idf row in x. */
typedef struct ThemeNaming {
    const ThemeDoc   *doc;
    const Sparse     *x;
    const size_t     *strongest;
    const ThemeTerms *terms;
    const double     *h;         /* m by k, columns of length 1 */
    size_t            k;
} ThemeNaming;

void theme_spell(const ThemeNaming *in, Theme *theme,
                 Arena *a); /* fills term[], term_weight[] of k themes */
void theme_name(const ThemeNaming *in, Theme *theme, Arena *a);       /* needs term[]; fills name */
void theme_examples(const ThemeNaming *in, Theme *theme,
                    Arena *a); /* fills example[] with rows of x */

#endif
