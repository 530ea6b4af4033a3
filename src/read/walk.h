/* walk.h - the files below what the user gave, each with the name it is shown by.
 *
 * Folders are walked, containers opened (read/pack.h): a member of an archive, a sheet of a workbook is an
 * entry of its own.  What cannot be read is an entry with its reason, never the end of the walk:
 *   .failed    somebody has to see to it: no permission, damaged, encrypted, over a limit, a format we lack;
 *   .skipped   no harm: a PDF, a chart sheet, an empty archive.
 * Hidden files (and __MACOSX in archives) are left out; an entry found twice is listed once.  A folder is
 * entered once, by its real path before any link to it, so links cannot lead in circles.
 * Order      by shown name, then path, member and sheet.
 * Shown      relative to the folder given; a file given itself by its base name; "exports.zip/tickets.csv",
 *            "book.xlsx#Sheet1".  The path "-" is standard input, shown as `input_name`.
 * Files that were copied to be read (standard input, an archive in an archive) are open while the arena lives.
 */
#ifndef TL_READ_WALK_H
#define TL_READ_WALK_H

#include "base/arena.h"
#include "base/status.h"
#include "base/str.h"
#include "read/place.h"

typedef struct WalkEntry {
    Place place;
    int   sheet;               /* -1: not of a workbook */
    int   depth;               /* containers it lies in */
    Str   shown;
    Str   failed, skipped;     /* why it cannot be read; "" */
    Str   note;                /* "a hidden sheet"; "" */
} WalkEntry;

typedef struct Walk {
    WalkEntry *entry;
    size_t     n;
} Walk;

MUST_USE Status walk_paths(const char *const *path, size_t n, const char *input_name, Arena *a, Walk *out, Err *err);

/* Shown name without folders, and without the ending of a compressed file: what patterns are held against. */
Str walk_base(Str shown);

int walk_cmp(const WalkEntry *x, const WalkEntry *y);

#endif
