/* rewrite.h - a closed DuckDB file written anew, without what lies in its free blocks.
 *
 * DuckDB frees the blocks of deleted and replaced rows but leaves their bytes in the file until they are used again.  Who was
 * forgotten would still be readable there.  All tables are copied in order into a file beside the book, `then` (a statement of
 * ours) runs in it, it is flushed, and takes the book's place by rename: killed at any moment, the old file or the new one is
 * there, and a left-over "BOOK.rewrite" is thrown away by the next call.  The book must not be open in this process.
 * PostgreSQL has VACUUM FULL for this, which is its administrator's.
 */
#ifndef TL_DB_REWRITE_H
#define TL_DB_REWRITE_H

#include "db/db.h"

MUST_USE Status db_rewrite(const char *where, const char *then, Err *err);

#endif
