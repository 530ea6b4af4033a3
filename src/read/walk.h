/* walk.h - the files below what the user gave, each with the name it is shown by.
 *
 * Unlike file_walk() a folder or file that cannot be read is an entry with its reason, not the end of the
 * walk.  Hidden entries are left out; an entry found twice is listed once; sorted by path bytes.
 * Shown names are relative to the folder given; a file given itself is shown by its base name.
 */
#ifndef TL_READ_WALK_H
#define TL_READ_WALK_H

#include "base/arena.h"
#include "base/status.h"
#include "base/str.h"

typedef struct WalkEntry {
    Str path, shown;
    Str failed;         /* why it cannot be read; "" */
} WalkEntry;

typedef struct Walk {
    WalkEntry *entry;
    size_t     n;
} Walk;

MUST_USE Status walk_paths(const char *const *path, size_t n, Arena *a, Walk *out, Err *err);

#endif
