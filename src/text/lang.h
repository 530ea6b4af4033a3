/* lang.h - the language of a text, or "unknown" rather than a guess.
 *
 * Method  Naive Bayes on two kinds of evidence, in nats.  Letter trigrams of each word
 *         (gram_table.h), whose sum is damped by GRAM_TRUST because neighbouring trigrams are
 *         not independent; and words on a language's stop list (words_stop), STOP_GAIN for
 *         each language that has the word, shared among them.  The caller's `prior` (past
 *         language of the account) adds PRIOR_GAIN to one language.  28 rival languages
 *         compete too, and win as "unknown"; so does a text whose trigrams cost more in the leading
 *         model than its own language's do.  The best must lead the second by
 *         MARGIN, more for texts under five words; otherwise unknown.
 *         Text mostly in another script than Latin is unknown.
 * Units   `lead` is the distance to the second in nats; `share` the softmax of the best.
 * Errors  none: any bytes give an answer.  Only the first LANG_BYTES_MAX bytes are read, fewer when they are clear.
 * Oracle  tests/text/t_lang.c: 40 sentences of our own in each language, and 25 in others.
 */
#ifndef TL_TEXT_LANG_H
#define TL_TEXT_LANG_H

#include "base/str.h"
#include "text/lang_list.h"

typedef enum Lang {
#define X(name, code) LANG_##name,
    LANG_LIST(X)
#undef X
    LANG_UNKNOWN
} Lang;

typedef struct LangGuess {
    Lang   lang;
    Lang   best;       /* the leader even when we abstain; LANG_UNKNOWN when a rival leads */
    double lead;
    double share;
    double cost;       /* nats a trigram costs in the leading model: what fits no model costs much */
} LangGuess;

enum { LANG_BYTES_MAX = 4000 };

LangGuess   lang_guess(Str text, Lang prior);     /* prior LANG_UNKNOWN: none */
const char *lang_code(Lang lang);                 /* "en" ...; "" for unknown */
Lang lang_of_code(Str code); /* "de", "de-AT", "DE_de"; LANG_UNKNOWN otherwise */

#endif
