/* archive.h - a zip archive: its members by index, and each as a stream.
 *
 * libzip underneath; workbooks (read/book.h) are archives too and find their parts with archive_find().
 * Names     UTF-8 (older archives: code page 437), '\' read as '/', control characters shown as '?'.
 *           archive_find() takes a leading '/' off and knows no case, as the readers of Office do.
 * Limits    LIMIT_MEMBERS members; the streams those of read/raw.h.  Checksums are checked by libzip.
 */
#ifndef TL_READ_ARCHIVE_H
#define TL_READ_ARCHIVE_H

#include <stdint.h>

#include "base/str.h"
#include "read/raw.h"

typedef struct Member {
    Str         name;
    int64_t     size;
    bool        folder;
    const char *refused;       /* why it cannot be read: encrypted, an unknown method; NULL: it can */
} Member;

typedef struct Archive {
    void   *zip;
    Member *member;
    size_t  n;
} Archive;

/* Closed with the arena. */
MUST_USE Status archive_open(const char *path, Arena *a, Archive *out, Err *err);
int64_t         archive_find(const Archive *z, Str name);       /* -1: there is none */
MUST_USE Status archive_member(const Archive *z, int64_t member, Arena *a, Raw **out, Err *err);

#endif
