/* turn.h - what customers say in calls, as comments.
 *
 * Why      A transcript is cut where its program drew breath: a cue of two seconds is half a sentence.  Utterances of one speaker that follow each
 *          other, until somebody else speaks, are one comment; a long speech ends one at the first end of a sentence behind TURN_FULL bytes, and
 *          before TURN_MOST in any case (an utterance that is longer stays whole).
 * Whose    The view utterance_told (0032_voices.sql) says it; what is not known to be a customer's is no comment.
 * Key      of the first utterance, so that a label on a comment holds while the call is read the same; account and person of the first that has them.
 * Place    file and line of the first utterance; CallPiece names all of them, and from where to where to play.
 * More     Of files that come later, every call is made again of which one brings an utterance; the keys of utterances that begin no comment are
 *          handed out as gone, so that what was there before goes.
 */
#ifndef TL_LISTEN_TURN_H
#define TL_LISTEN_TURN_H

#include "listen/comment.h"

enum { TURN_FULL = 500, TURN_MOST = 1500 };

/* Adds to `out`; by call, then by utterance. */
MUST_USE Status turns_load(Store *s, int64_t after_file, Arena *a, Comments *out, Err *err);

#endif
