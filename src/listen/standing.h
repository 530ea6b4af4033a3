/* standing.h - sentences that stand in many otherwise different comments: a disclaimer, a form's preamble, a footer.
 *
 * Whole comments that repeat another are repeat.h's; here one sentence repeats and the rest differs.  Nobody meant it as an
 * opinion, so it is taken off as a signature is (text/clean.h): themes, sentiment, expectations and quotes never see it, and a
 * comment of which nothing is left says nothing.  What was written stays beside it (Comment.raw).
 *
 * A sentence stands when
 *   - it has STANDING_WORDS words or more (people do say "thank you for your help" in a hundred ways of one wording);
 *   - STANDING_COMMENTS comments of different wording have it, case, blanks and digits aside, of STANDING_SPEAKERS accounts (a
 *     comment of no account is a speaker of its own);
 *   - a tenth of all comments of one channel have it (answers, tickets, messages ...): what belongs to a form or a mailbox is in most of
 *     what comes through it; what customers think is not, even where many word it alike;
 *   - it is hardly ever all that somebody says: alone in at most a tenth as many comments.  What customers really say so often
 *     is a whole comment, too;
 *   - nine tenths of them have it at the same place, counted from the first sentence or from the last.
 *
 * Which they are is told: d_standing has the sentence, in how many comments and accounts; the summaries comments_standing and
 * sentences_standing how many comments lost one and how many sentences there are.  An increment takes off what the last whole run found.
 *
 * Memory: a byte a sentence for the first count (a sieve; no false negatives), maps for what passes it alone.
 *
 *     Standing x;
 *     standing_init(&x);
 *     standing_find(&comments, &x);            or standing_read(s, &x, err)
 *     comments_share(&comments, comments_stand, &x, own, err);
 *     standing_write(s, &x, err);
 *     standing_release(&x);
 * Oracle  tests/listen/t_standing.c: planted in made-up comments, and what must not be taken off.
 */
#ifndef TL_LISTEN_STANDING_H
#define TL_LISTEN_STANDING_H

#include "listen/comment.h"

enum { STANDING_WORDS = 8, STANDING_COMMENTS = 20, STANDING_SPEAKERS = 5 };

typedef struct StandingRow {
    uint64_t hash;
    Str      sentence;           /* as the first comment has it */
    int64_t  comments, speakers;
} StandingRow;

typedef struct Standing {
    I64Map       at;             /* hash -> row */
    StandingRow *row;
    size_t       n;
    int64_t      comments;       /* have at least one of them */
    Arena        a;
} Standing;

void standing_init(Standing *x);
void standing_release(Standing *x);
void standing_find(const Comments *c, Standing *out);
MUST_USE Status standing_read(Store *s, Standing *out, Err *err);
MUST_USE Status standing_write(Store *s, const Standing *x, Err *err);

Status comments_stand(Comments *c, CommentsLots *lots, const void *standing, Arena *a, Err *err); /* takes them off */

#endif
