/* analyse.h - one comment in, everything the listen stage stores about it out.
 *
 *     Analyser *an;                           per thread, freed with its arena
 *     analyser_create(a, &an, err);
 *     Analysis x;
 *     analyse_comment(an, raw, prior, &vocabulary, arena, &x, err);
 *
 * Steps: text_clean(), lang_guess(), tokenize() in that language, sentiment_score() sentence
 * by sentence.  All offsets are bytes of `text`, the cleaned comment; store it beside the
 * original.  An empty `text` (nothing said) has no sentences and no language.
 *
 * `vocabulary` is the caller's: each token's stem gets its id there (NULL: no ids, all
 * zero).  Ids depend on the order of comments, so give each thread its own and merge, or
 * number in a single pass.  tokens.token[].fold and .stem borrow from the analyser, which
 * must outlive them; everything else lives in `a`.
 *
 * score is the mean compound of the sentences that were scored, weighted by their words
 * (at least one each); `scored` says whether there were any.
 *
 * Threads   an Analyser and a vocabulary belong to one thread; separate ones do not meet.
 * Errors    ST_TOO_BIG beyond SEGMENT_BYTES_MAX bytes.
 */
#ifndef TL_TEXT_ANALYSE_H
#define TL_TEXT_ANALYSE_H

#include "base/map.h"
#include "text/sentiment.h"
#include "text/token.h"

typedef struct Analyser Analyser;

typedef struct Analysis {
    Str        text;             /* cleaned */
    LangGuess  lang;
    Tokens     tokens;
    uint32_t  *stem_id;          /* by token */
    Sentiment *sentiment;        /* by sentence; hits' offsets are bytes of `text` */
    double     score;
    bool       scored;
} Analysis;

MUST_USE Status analyser_create(Arena *a, Analyser **out, Err *err);
MUST_USE Status analyse_comment(Analyser *an, Str raw, Lang prior, StrMap *vocabulary, Arena *a,
                                Analysis *out, Err *err);

#endif
