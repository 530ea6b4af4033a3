/* voice.h - which quotes stand for a theme: few, different, short, each of another account.
 *
 * The CANDIDATES fittest mentions (about the theme and little else, of a length that is read, with feeling, in the readers' language; one an
 * account) are weighed by how fit they are and compared by the words and pairs that they share (text/near.h); facility location (num/facility.h)
 * takes those that together stand for most of the others.  Candidates that are nearly the same are one group: at most one of it is taken.
 */
#ifndef TL_LISTEN_VOICE_H
#define TL_LISTEN_VOICE_H

#include "listen/comment.h"

enum { VOICES = 8 };

/* Indices of comments, at most VOICES, in order of choice; `theme` the place of a theme or a sub-theme. */
size_t voices_pick(const Comments *c, uint32_t theme, Lang readers, Arena *scratch, size_t *out);

#endif
