/* file.h - reading and replacing files.
 *
 * file_replace() writes beside the target, flushes to disk and renames, so a reader
 * sees the old file or the new one, never a half.  Paths are NUL-terminated UTF-8.
 */
#ifndef TL_BASE_FILE_H
#define TL_BASE_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"
#include "base/str.h"

typedef struct FileInfo {
    bool    is_dir, is_regular;
    int64_t bytes;
} FileInfo;

MUST_USE Status file_stat(const char *path, FileInfo *out, Err *err);           /* ST_NOT_FOUND, ST_FORBIDDEN, ST_IO */
MUST_USE Status file_read(const char *path, size_t max, Arena *a, Str *out, Err *err);  /* ST_TOO_BIG past max */
MUST_USE Status file_replace(const char *path, Str content, Err *err);
MUST_USE Status file_make_dir(const char *path, Err *err);                      /* fine when it is there */

/* An open file without a name, gone when it is closed: in TMPDIR, else /var/tmp, else /tmp, where there is room. */
MUST_USE Status file_temporary(int *fd, Err *err);

Str path_base(Str path);                                 /* behind the last '/' */
Str path_stem(Str path);                                 /* without the ending of its last part, folders kept */
Str path_join(Arena *a, Str dir, Str name);

Status file_errno(Err *err, const char *what, const char *path);  /* errno to Status, with the message set */

#endif
