/* raw.h - the bytes at a Place as a stream: of a file, out of gzip and Zstandard data, out of zip archives.
 *
 * Nothing is held but a block of each step, so a file of any size can be read; what needs to be looked at in
 * any order (an archive inside an archive, a workbook, a Parquet file) goes through raw_local(), which copies
 * to a temporary file without a name: it is gone when the arena is released, or the process killed.
 *
 * Checked   the checksums of gzip, Zstandard and zip, and that the data is complete: bytes that were given
 *           before a fault was seen are followed by an Err, never by an end.
 * Limits    LIMIT_UNPACKED_MIB of one file, LIMIT_UNPACK_RATIO times its packed size (looked at from
 *           LIMIT_UNPACK_FREE bytes on), LIMIT_NESTING steps.  Past one: ST_TOO_BIG.
 * Errors    ST_INVALID damaged, incomplete, encrypted, packed by a method we do not have; ST_IO the disk.
 */
#ifndef TL_READ_RAW_H
#define TL_READ_RAW_H

#include <stddef.h>

#include "base/arena.h"
#include "base/status.h"
#include "base/str.h"
#include "read/place.h"

typedef struct Raw Raw;
struct Raw {
    Status (*read)(Raw *self, void *to, size_t room, size_t *got, Err *err);
};

/* Closed with the arena.  A folder, a FIFO or a device is answered with *refused, a sentence, and no stream. */
MUST_USE Status raw_open(const Place *p, Arena *a, Raw **out, const char **refused, Err *err);

/* At least one byte, or *got = 0 at the end. */
MUST_USE static inline Status raw_read(Raw *r, void *to, size_t room, size_t *got, Err *err)
{
    return r->read(r, to, room, got, err);
}

/* A path that can be opened and sought in: the file itself, or a temporary copy of what is at the place. */
MUST_USE Status raw_local(const Place *p, Arena *a, const char **path, Err *err);

/* A temporary file without a name, to be written by raw_spool_put() and read at *path: gone with the arena. */
MUST_USE Status raw_spool_new(Arena *a, int *fd, const char **path, Err *err);
MUST_USE Status raw_spool_put(int fd, Str bytes, Err *err);

/* All of standard input, or of any open descriptor, in such a copy. */
MUST_USE Status raw_spool_fd(int fd, Arena *a, const char **path, Err *err);

#endif
