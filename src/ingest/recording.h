/* recording.h - the recording that lies beside a call's transcript is kept with it.
 *
 * Beside    a file of the same name but for its ending, in the same folder, or in the same archive.
 * Kept      by store/clip.h before the transcript's own transaction ends.  One that cannot be read, is too large, is none, or finds no room is
 *           said (.says) and left: the call's words stand without it, and the same import again tries anew.
 * Forgotten where a speaker of the call was forgotten, or this very recording was erased, nothing is kept.
 */
#ifndef TL_INGEST_RECORDING_H
#define TL_INGEST_RECORDING_H

#include "ingest/emit.h"
#include "ingest/job.h"
#include "store/clip.h"

typedef struct Recording {
    Str says;            /* what became of it, in the arena; "" */
    int lock;            /* of the folder; -1: none */
} Recording;

/* Fills .shown and .place; false: there is none. */
bool recording_beside(const Job *j, Arena *a, EmitClip *out);

/* Inside the transcript's transaction (or none); behind its commit recording_done().  A status other than ST_OK is the book's own. */
MUST_USE Status recording_keep(Store *s, Str source, const EmitClip *clip, bool forgotten, Arena *a, Recording *out, Err *err);
void recording_done(Recording *r);

#endif
