/* clip.h - recordings of calls: files beside the book that belong to it as its rows do.
 *
 * Where    BOOK.clips/DIGEST.FORM, for its owner alone; of a book on a server "throughline-DATABASE.clips" in the folder the program
 *          runs in; of a book in memory nowhere (clip_dir() is "").  DIGEST is of the bytes, so that a recording is there once, and
 *          the path of one is made of a checked digest and a form of ours: no word of a request, nor of a file's name, reaches the disk.
 * What     table clip says which call has which recording.  A row whose digest is empty is a call that had to be forgotten: it gets none.
 * Kill     a recording is written under another name, flushed, renamed, its folder flushed: all before the row is committed.  Killed in
 *          between, a file is left that no row names; clip_sweep() takes such files away.  Whoever brings one in holds the folder's
 *          lock until the commit (shared), and the sweep goes by when anybody does: it never takes what is about to be named.
 * Limits   LIMIT_CLIP_MIB of one (ST_TOO_BIG); held in memory is one block.  Forms are told by the first bytes, not by the name, since
 *          the form becomes the type a browser is told; what browsers do not play is ST_INVALID.
 *
 * Oracle   tests/store/t_clip.c: coreutils' b2sum of the same bytes, a folder looked at by the test; tests/flow/clip.py kills and forgets.
 */
#ifndef TL_STORE_CLIP_H
#define TL_STORE_CLIP_H

#include "store/store.h"

typedef enum ClipForm { CLIP_WAV, CLIP_MP3, CLIP_OGG, CLIP_FLAC, CLIP_M4A, CLIP_AAC, CLIP_WEBM, CLIP_FORMS } ClipForm;

extern const struct ClipFormWords { const char *name, *type; } clip_forms[CLIP_FORMS];    /* "wav", "audio/wav" */

enum { CLIP_DIGEST = 64 };          /* hex digits */

typedef struct Clip {
    char     digest[CLIP_DIGEST + 1];
    int64_t  bytes;
    ClipForm form;
} Clip;

/* Bytes from anywhere: `begin` starts at the first one, `read` gives at least one or *got = 0 at the end. */
typedef struct ClipSource {
    Status (*begin)(void *ctx, Err *err);
    Status (*read)(void *ctx, void *to, size_t room, size_t *got, Err *err);
    void    *ctx;
} ClipSource;

bool clip_form_of(Str start, ClipForm *out);            /* by the first bytes, 16 are enough */

Str  clip_dir(const char *where, Arena *a);             /* of the book at `where`; "": nowhere */
Str  clip_path(Str dir, Str digest, Str form, Arena *a);   /* "": not a digest, or not a form */

/* Reads it once for its digest, and once more to copy it where the folder does not hold it yet. */
MUST_USE Status clip_keep(Str dir, const ClipSource *from, Clip *out, bool *copied, Err *err);

/* One that is known already, out of an archive: read once from where it stands; ST_INVALID when its bytes have another digest.
 * With the folder "" it is only looked at. */
MUST_USE Status clip_take(Str dir, const ClipSource *from, Str digest, Str form, Err *err);
bool clip_fits(Str path, int64_t bytes);                /* the file is there, with that size */
bool clip_is(Str path, Str digest);                     /* ... with those bytes: all of it is read */

/* The folder's lock: shared for whoever brings recordings in, until the commit; exclusive (ST_BUSY) for who takes away.  -1: no folder. */
MUST_USE Status clip_lock(Str dir, bool exclusive, int *fd, Err *err);
void clip_unlock(int fd);

/* Files that no row names are taken away, and copies that were cut off; *gone counts them.  While others bring some in: nothing, or with `wait`
 * (somebody was forgotten) as soon as they have, which is a transcript later. */
MUST_USE Status clip_sweep(Store *s, bool wait, int64_t *gone, Err *err);

/* Rows whose file is not there or has another size; with `whole` also those whose bytes have another digest. */
MUST_USE Status clip_check(Store *s, bool whole, int64_t *n, int64_t *wrong, Err *err);

/* Which call has which; *erased: the call, or this recording, had to be forgotten, and nothing was written. */
MUST_USE Status clip_put(Store *s, Str source, Str call, const Clip *c, bool *erased, Err *err);
/* The call gets none any more: somebody who was forgotten speaks in it. */
MUST_USE Status clip_refuse(Store *s, Str source, Str call, Err *err);
/* Does the call have one whose file is there, or may it have none? */
MUST_USE Status clip_has(Store *s, Str source, Str call, bool *has, Err *err);

#endif
