/* packed.h - the file of an archive: bytes in order, compressed, behind a name and before a sum over everything.
 *
 *     "throughline-book"            16 bytes
 *     one Zstandard frame           what was put in
 *     BLAKE2b of all bytes before   32 bytes
 *
 * Writing goes to "FILE.part" and takes the place of FILE by rename once it is on disk: killed at any moment, FILE is as it was or
 * whole.  The file is its owner's alone (0600): it holds what the book holds.  Reading checks the sum over the whole file first and
 * then hands out bytes; a reader never gets more than it asked for, and a broken file is ST_INVALID, never a crash.
 *
 * Numbers are 64 bits, little end first, so an archive means the same on every machine.
 */
#ifndef TL_STORE_PACKED_H
#define TL_STORE_PACKED_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"
#include "base/str.h"

typedef struct PackWriter PackWriter;
typedef struct PackReader PackReader;

MUST_USE Status pack_create(const char *path, Arena *a, PackWriter **out, Err *err);
MUST_USE Status pack_put(PackWriter *w, const void *bytes, size_t n, Err *err);
MUST_USE Status pack_put_int(PackWriter *w, int64_t v, Err *err);
MUST_USE Status pack_put_text(PackWriter *w, Str s, Err *err);
MUST_USE Status pack_finish(PackWriter *w, int64_t *bytes, Err *err);      /* the file is there */
void pack_abandon(PackWriter *w);                                          /* fine behind pack_finish(), and for NULL */

bool pack_is(const char *path);                                            /* begins as one does */
MUST_USE Status pack_open(const char *path, Arena *a, PackReader **out, Err *err);   /* ST_INVALID: damaged, or no archive */
MUST_USE Status pack_get(PackReader *r, void *bytes, size_t n, Err *err);
MUST_USE Status pack_get_int(PackReader *r, int64_t *v, Err *err);
MUST_USE Status pack_get_text(PackReader *r, size_t max, Arena *a, Str *out, Err *err);
MUST_USE Status pack_end(PackReader *r, Err *err);                          /* nothing is left */
void pack_close(PackReader *r);

#endif
