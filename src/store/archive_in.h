/* archive_in.h - the form of an archive, for its writer and its reader alone.
 *
 *     int  form (2), schema, number of tables
 *     for each table, by name:
 *         text name; int columns; for each: text name, int type ('i' whole, 'f' double, 't' text, 'b' boolean, 'd' day, 'm' microseconds)
 *         chunks: int rows (> 0), then for each column: int has_missing; if so, a bit a row (1: there is a value), 8 rows a byte;
 *                 'f', and whole numbers: 8 bytes a row; 't': a length a row, then the bytes
 *         int 0; int rows in all
 *     from form 2 on: int recordings; for each: text digest, text form, int bytes, the bytes (store/clip.h)
 */
#ifndef TL_STORE_ARCHIVE_IN_H
#define TL_STORE_ARCHIVE_IN_H

#include "store/archive.h"
#include "store/clip.h"
#include "store/packed.h"

enum { ARCHIVE_FORM = 2, ARCHIVE_FORM_FIRST = 1, ARCHIVE_NAME_MAX = 60, ARCHIVE_COLUMNS_MAX = 256, ARCHIVE_CHUNK_MAX = 4096, ARCHIVE_TEXT_MAX = 256 * 1024 * 1024 };

/* Whole numbers and doubles are put through memory as they lie there. */
_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "archives are little-endian");

static const char archive_types[] = { [COL_INT] = 'i', [COL_F64] = 'f', [COL_TEXT] = 't', [COL_BOOL] = 'b', [COL_DATE] = 'd', [COL_TIME] = 'm' };

/* Where recordings go; "": they are only looked at.  The lock is held until the book is in its place. */
typedef struct ArchiveClips {
    Str dir;
    int lock;
} ArchiveClips;

MUST_USE Status archive_put_clips(Store *s, PackWriter *w, ArchiveInfo *out, Err *err);
MUST_USE Status archive_get_clips(PackReader *r, ArchiveClips *to, ArchiveInfo *out, Err *err);

/* The tables that a schema of that version has, by name: a book in memory is made and looked at. */
MUST_USE Status archive_tables(int64_t schema, Arena *a, Table *out, Err *err);

#endif
