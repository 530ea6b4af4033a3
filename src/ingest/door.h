/* door.h - what of a file is not let in: values that text/private.h knows, unless somebody asked for them.
 *
 * Decided a column, before any row is turned: by its header (and, in surveys, the question's words), else by the values of
 * the sample that plan_look() sees.  Values of such a column are read as if they were not there.  The other columns'
 * texts are masked where they hold a card's number or an account (not in columns of long numbers, which are ids), and
 * so are raw rows on their way to quarantine.
 *
 *     Door *d = door_open(column, n, keep, &arena);
 *     door_look(d, cell, n) ... ; door_settle(d);          the sample
 *     door_pass(d, cell, n);                               each row: counts what is left out
 *     text = door_text(d, column, text, &arena);           each text
 *
 * After door_settle() all but the counters is constant; those are atomic sums, so several threads may pass rows and
 * the counts do not depend on how many did.
 */
#ifndef TL_INGEST_DOOR_H
#define TL_INGEST_DOOR_H

#include "base/buf.h"
#include "text/private.h"

typedef struct Door Door;

/* One line of what was left out. */
typedef struct DoorHeld {
    Str         column;     /* "" for masks in texts */
    PrivateKind what;
    const char *name;       /* of its kind: "ip" */
    const char *how;        /* header | values | text */
    int64_t     n;
} DoorHeld;

Door *door_open(const Str *column, size_t n, PrivateSet keep, Arena *a);   /* borrows the names */
void  door_label(Door *d, int column, Str label);
void  door_look(Door *d, const Str *cell, size_t n);
void  door_settle(Door *d);
bool  door_shut(const Door *d, int column);
bool  door_shuts_name(const Door *d, Str name, Arena *a);      /* of what comes with its name in the data */
bool  door_shuts_value(const Door *d, Str name, Str value);     /* likewise: the value is an IP address, and no version by its name */
void  door_pass(Door *d, const Str *cell, size_t n);
Str   door_text(Door *d, int column, Str text, Arena *a);

/* Of a file that is read again: as it was decided before, in place of door_settle(). */
typedef struct Memo Memo;
void  door_note(const Door *d, Memo *m);
void  door_as_noted(Door *d, const Memo *m);

/* A whole row that is kept to be read again: without columns that are shut, texts masked as door_text() does. */
Str   door_row(Door *d, Str raw, char delimiter, Arena *a);

/* A raw record without what is not let in: JSON (delimiter 0) by its members' names, delimited text by columns. */
Str   door_raw(Door *d, Str raw, char delimiter, Arena *a);
Str   door_cell(Door *d, Str raw, Arena *a);      /* a single cell's own text */

/* What was left out so far, columns in their order, then kinds in texts. */
size_t door_list(const Door *d, Arena *a, DoorHeld **out);

/* "; not stored: IPAddress (IP address), 1200 values", behind what stands there. */
void door_say(const DoorHeld *held, size_t n, Buf *b);

#endif
