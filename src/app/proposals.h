/* proposals.h - proposed mappings beside the book: one file each, written for a person to change.
 *
 * Name     BOOK.maps/NAME.map, NAME the file's own; a file of the same name with another header gets NAME-2.map, NAME-3.map, ...
 * Mark     The first line says of which header it is and what was proposed: "# proposal HEADER TEXT", two hashes.  A file whose text is
 *          still what was proposed is replaced by a newer proposal; one that somebody has changed is never, whatever is imported.  One
 *          without a mark was written by somebody, or by an older program: it is kept, too.
 * Dry run  writes nothing, and says where it would lie.
 */
#ifndef TL_APP_PROPOSALS_H
#define TL_APP_PROPOSALS_H

#include "app/command.h"
#include "ingest/ingest.h"

/* Each file's note says what to do with its proposal. */
MUST_USE Status proposals_write(App *app, Str dir, IngestResult *r, bool dry, Err *err);

Str shell_word(Arena *a, Str s);      /* a word as a shell takes it */

#endif
