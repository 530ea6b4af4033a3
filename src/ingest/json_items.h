/* json_items.h - the objects of a JSON file, cut apart and not yet read: lines of them, or a document's array.
 *
 *     json_items_open(job, arena, &r, err);
 *     json_items_read(&r, &some, err);      until some.n is 0
 *
 * Lines      about a MiB of whole lines at a time, copied into the batch's own arena; a line over the limit is an item with
 *            a reason, by its first bytes.  A document lies in the arena it was opened with, and its items point there.
 * Looked at  json_items_back() puts batches before what is still to be read, with what was picked of them: the sample that
 *            decides what columns mean is not read and picked again (.kept).
 * Owns       a batch its arena: whoever took it releases it.  json_items_close() releases those that nobody took.
 */
#ifndef TL_INGEST_JSON_ITEMS_H
#define TL_INGEST_JSON_ITEMS_H

#include "ingest/job.h"
#include "read/bytes.h"
#include "read/json.h"

/* One object's text. */
typedef struct JsonItem {
    Str         text;
    int64_t     line;
    const char *reason;      /* set by the reader: not to be parsed */
} JsonItem;

/* What json_pick() gave of an item: the cells that there are, and which these are. */
typedef struct JsonKept {
    const char *refused;     /* what it said */
    uint64_t    has;         /* of the paths */
    uint32_t    has_whole;
    Str        *cell;
} JsonKept;

typedef struct JsonItems {
    Arena        a;          /* everything below */
    JsonItem    *item;
    size_t       n, cap;
    JsonKept    *kept;       /* one an item; NULL: not picked yet */
    struct JsonItems *next;
} JsonItems;

typedef struct JsonReader {
    Bytes  *b;              /* NULL: a document */
    size_t  pos;
    int64_t line;
    Str     document;
    size_t  counted;        /* newlines are counted up to here */
    const JobAgain *again;  /* rows that are read again, in place of a file */
    JsonItems *back;        /* to be handed out first */
} JsonReader;

MUST_USE Status json_items_open(const Job *j, Arena *a, JsonReader *r, Err *err);
MUST_USE Status json_items_read(JsonReader *r, JsonItems *some, Err *err);   /* fills an empty one; it stays empty at the end */
void json_items_keep(JsonItems *some, size_t i, const JsonPick *p, const Str *cell);   /* into .kept[i], which is there */
void json_items_kept(const JsonItems *some, size_t i, const JsonPick *p, Str *cell);   /* and back */
void json_items_back(JsonReader *r, JsonItems *first);
void json_items_close(JsonReader *r);   /* fine after an open that failed */

#endif
