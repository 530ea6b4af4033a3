/* repeat.h - comments that repeat another: word for word, or but for a few words (text/near.h).
 *
 * What a template or a machine writes a thousand times is said once.  Such comments stay comments: they are coded, shown, and
 * counted where comments are counted.  But
 *   - each gets a row in d_repeat that names the first of its kind;
 *   - themes are fitted on the first of each wording and a few of each kind, and sentiment is learned from one of each wording,
 *     numbers aside (two that are nearly alike may differ in the very word that tells);
 *   - where the same person of an account says it again in the same words, numbers aside, within AGAIN_DAYS of the last time (`again`), nothing new is said: how a
 *     theme feels, what makes an issue and whom it hits, and the streams of sentiment count it
 *     once.  The same words of somebody else, or half a year later, are another voice.
 * The summaries
 *   comments_same, comments_near   how many repeat another
 *   comments_again                 how many are `again`
 *   comments_repeat_most           how many the most repeated kind has, its first included
 * say how much of the book they are.  Texts under NEAR_WORDS_MIN words are never near, only the same: "late again" is no template.
 * Who is not known is one person of the account, and what is of no account is of one.
 * Besides: comments_cut (longer than what is read), comments_nothing (empty once cleaned: "n/a", quotes alone),
 * comments_trimmed (signatures, quotes, salutations or HTML taken off), comments_unknown (in no language we score).
 *
 *     Repeats r;
 *     repeats_find(&comments, a, &r);       fills comment.again, too
 *     ... r.of[i] ...
 *     repeat_write(s, &comments, &r, err);
 */
#ifndef TL_LISTEN_REPEAT_H
#define TL_LISTEN_REPEAT_H

#include "listen/comment.h"

enum { NEAR_WORDS_MIN = 5, AGAIN_DAYS = 30 };

typedef struct Repeats {
    uint32_t *of;                /* by comment: the first with its very words, else the first nearly alike, else itself */
    uint32_t *kind;              /* by comment: the first of all that are nearly alike */
    float    *alike;             /* by comment: share of words and pairs in common with `of`; 1 word for word */
    int64_t   same, near, again, most;
} Repeats;

uint64_t wording_hash(Str text);    /* equal where texts differ in digits alone */
void repeats_find(Comments *c, Arena *a, Repeats *out);
MUST_USE Status repeat_write(Store *s, const Comments *c, const Repeats *r, Err *err);

#endif
