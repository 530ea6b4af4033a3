/* archive.h - a whole book as one file that either engine can be filled from: backup, restore, moving house.
 *
 * What      every table of the book's schema, row by row: facts, decisions, settings, what was computed, and what the book keeps to
 *           itself (the key of erasures, whoever may sign in).  An archive is as confidential as the book, and readable by its owner
 *           alone.  Views are not written: the schema makes them.
 *           The recordings that lie beside the book (store/clip.h) are in it, and are laid beside the book it is restored to, before that
 *           takes its place.
 * Neutral   columns have the six types of base/table.h; numbers are exact, doubles to the last bit.  So DuckDB -> PostgreSQL ->
 *           DuckDB gives the same rows and the same report bytes; nothing has to be computed again.
 * Version   the archive names the schema it was written with.  Restoring makes that schema, fills it, and then brings it up to
 *           date, as opening an old book does; an archive of a newer program is ST_INVALID.
 * Reading   archive_write() sees one state of the book (a transaction of a read-only session), while others read, and on PostgreSQL
 *           while others write.
 * Restoring a DuckDB book is made beside its place ("BOOK.restore"), checked, and takes the place by rename; on PostgreSQL
 *           everything happens in one transaction, in which the old book's tables are dropped first.  Killed at any moment, the
 *           place is as it was or holds the whole book.  What is there already is replaced only when `force` says so (ST_CONFLICT
 *           otherwise), and never while another program has it open (ST_BUSY).
 * Bad input a file that is cut, changed or made up is ST_INVALID before anything is touched (store/packed.h): the checksum, then
 *           tables and columns against the schema, then store/check.h on the result.
 *
 * Oracle  tests/store/t_archive.c; tests/flow/backup.py moves a book there and back and compares bytes, and kills.
 */
#ifndef TL_STORE_ARCHIVE_H
#define TL_STORE_ARCHIVE_H

#include "store/store.h"

typedef struct ArchiveInfo {
    int64_t schema, tables, rows, bytes;
    int64_t clips, clips_missing;      /* recordings beside the book; missing: rows name them, and no such file is there */
} ArchiveInfo;

/* `path` must not be there, unless force. */
MUST_USE Status archive_write(Store *s, const char *path, bool force, ArchiveInfo *out, Err *err);

bool archive_is(const char *path);
/* Reads all of it: the sum, every table, every row. */
MUST_USE Status archive_check(const char *path, ArchiveInfo *out, Err *err);
MUST_USE Status archive_restore(const char *path, const char *where, bool force, ArchiveInfo *out, Err *err);

#endif
