/* grouped.h - reports that write the name of a group once, on its first row, and a subtotal below its last.
 *
 * Known by    a row that begins with "Subtotal" (or what other languages say): the column where it stands is one of a group's name.
 * Filled      a data row that is blank there takes the name above it, from the left until a column that is no group's or says something.
 *             A subtotal ends its group, any other footer all of them: what comes behind one and is blank stays blank.
 * Limits      GROUP_LEVELS columns from the left; names up to GROUP_NAME_MAX bytes.  The row as it stands in the file is what quarantine keeps.
 */
#ifndef TL_INGEST_GROUPED_H
#define TL_INGEST_GROUPED_H

#include "base/arena.h"
#include "read/rows.h"

enum { GROUP_LEVELS = 3, GROUP_NAME_MAX = 300 };

typedef struct Grouped {
    bool    level[GROUP_LEVELS];
    size_t  n[GROUP_LEVELS];
    char    name[GROUP_LEVELS][GROUP_NAME_MAX];
    int64_t filled;
} Grouped;

void grouped_look(Grouped *g, const Row *row);             /* first pass: a footer */
void grouped_start(Grouped *g);                            /* before a pass that fills */
void grouped_end(Grouped *g, const Row *row);              /* a footer */
/* A row of data: itself, or *held with the names filled in, its cells in `scratch`. */
const Row *grouped_fill(Grouped *g, const Row *row, Arena *scratch, Row *held);

#endif
