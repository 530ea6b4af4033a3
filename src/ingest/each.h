/* each.h - records inside a record: the comments of a ticket, the parts of a conversation.
 *
 * A section with `each = LIST` makes a record of every item of LIST (ingest/map.h).  In JSON, LIST is the path of an
 * array of objects and "LIST[].author.id" a path in an item.  In delimited text it is a column, which may be repeated;
 * a cell is cut at its first two ';', and "LIST[].1", "[].2" and "[].3" are the parts.  Lists of names and values: in JSON an
 * object's members, in delimited text the columns that LIST with a '*' in it means ("Custom field (*)", "* [*]"); their parts
 * are "LIST[].name", "[].value" and "[].key", the name again, with a number where it repeats.
 * Of names and values those are left out that `outer` takes for a field of its own (in delimited text the first of several that a rule
 * names: the others stay), and names that a system keeps for itself (HubSpot's hs_...); "**" is every column.  Other names are the outer
 * record's: they say which ticket it is.  LIST "*" is the outer record itself: one more record of it.
 *
 *     Each *e;  each_bind(...)                          before the sample
 *     EachWork *w = each_work(e, arena);                a thread's own, for as long as the file is read
 *     each_look(e, outer, w, scratch); each_settle(e, order)     the sample, and what it says
 *     each_make(e, outer, w, zone, arena, &made)        each outer record that stands
 *
 * Rows       made.record do not count as rows: the outer one does.  Where no section takes the outer record (only
 *            events with comments in them are kept), the caller counts the first of them.
 * Nothing lost   an item without words or outside `where` is no message: made.other counts it.  What of an item
 *            cannot be read is in made.bad, as single cells.
 * Threads    after each_settle() an Each is constant; each thread brings its EachWork, its arena and Zone.
 */
#ifndef TL_INGEST_EACH_H
#define TL_INGEST_EACH_H

#include "ingest/plan.h"

enum { EACH_SECTIONS = 4, EACH_ITEMS = 20000 };

typedef struct Each Each;

typedef struct EachMade {
    FactRecord *record;
    FactBad    *bad;
    size_t      n, n_bad;
    int64_t     other;
    int64_t     held;       /* values whose names are private: not let in */
    int64_t     cut;        /* lists that say that there is more of them */
} EachMade;

/* The outer record: its cells by the columns given to each_bind(); of JSON the bytes of its lists, by EachColumns.whole. */
typedef struct EachOuter {
    const Str *cell;
    size_t     n;
    const Str *whole;
    int64_t    line;
} EachOuter;

/* Of the outer records.  For JSON paths: each_outer_paths() are among `name`, each_wholes() are `whole`. */
typedef struct EachColumns {
    const Str *name;
    size_t     n;
    bool       json;
    const Plan *outer;               /* of the outer records: what it takes is no item of a list of columns; NULL: none */
    size_t     n_plan;               /* of them; 0: one */
    const Str *whole;
    size_t     n_whole;
    const bool *taken;               /* of `name`: read otherwise (the questions of a survey); NULL: none */
} EachColumns;

/* *out stays NULL without sections. */
MUST_USE Status each_bind(const MapSection *s, size_t n_section, const EachColumns *c, Str currency, PrivateSet keep, Arena *a, Each **out, Err *err);

/* The outer record's paths a section names; the lists of all sections, and the objects these lie in. */
void each_outer_paths(const MapSection *s, Arena *a, Str **path, size_t *n);
void each_wholes(const MapSection *s, size_t n_section, Arena *a, Str **path, size_t *n);

/* Whether the section makes records of this column: its list of items, or one of the columns its list means. */
bool each_takes(const MapSection *s, Str column);

bool each_open(const Each *e);        /* some date of its items can be read both ways so far */
typedef struct EachWork EachWork;

EachWork *each_work(const Each *e, Arena *a);   /* NULL without an Each */

void each_look(Each *e, const EachOuter *o, EachWork *w, Arena *scratch);
MUST_USE Status each_settle(Each *e, DateOrder outer, Err *err);

void each_make(const Each *e, const EachOuter *o, EachWork *w, Zone *zone, Arena *a, EachMade *out);

#endif
