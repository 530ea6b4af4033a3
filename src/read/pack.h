/* pack.h - what kind of container a file is, known by its first bytes and never by its name.
 *
 * pack_look() answers for one level: a gzip stream holds one file, whatever that is; an archive its members.
 * read/walk.c goes down until it meets files that hold nothing else.
 *   .refused   a sentence: a format we do not read (an older workbook, another archive, a PDF); .data says that
 *              it may well hold records, so somebody has to be told.
 */
#ifndef TL_READ_PACK_H
#define TL_READ_PACK_H

#include <stdbool.h>

#include "read/archive.h"
#include "read/book.h"

typedef enum PackKind { PACK_PLAIN, PACK_GZIP, PACK_ZSTD, PACK_ARCHIVE, PACK_BOOK } PackKind;

typedef struct Pack {
    PackKind    kind;
    const char *refused;
    bool        data;
    const char *local;        /* of an archive or a workbook: where it can be opened; lives as long as the arena */
    Archive     archive;
    Book        book;
} Pack;

MUST_USE Status pack_look(const Place *p, Arena *a, Pack *out, Err *err);

#endif
