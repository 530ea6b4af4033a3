/* hook_take.h - from what a sender posts to records as its exports have them.
 *
 * A webhook wraps the record in an event; the readers of imports (ingest/shape.h) know the record.  So each system's wrapping is taken off
 * here, and the record's own text goes on unchanged, byte for byte but for line ends, which become spaces: one record is one line later.
 *
 *   zendesk     of an event "zen:event-type:ticket...": the ticket in "detail", its status in small letters as exports have it, and the
 *               comment of a "comment_added"; of users and organisations likewise; of a trigger's own JSON the object, or its member "ticket"
 *   stripe      "data.object"
 *   segment     the call, or each of "batch"
 *   hubspot     objects with "properties" as its interface gives them; events of changed properties as they are (one property each)
 *   qualtrics   the JSON of a response; of a subscription's form the notice in MSG
 *   json        an object, each of an array, or one object a line
 *
 * A record's stream names its kind, so that records of one kind make one file of the import.  `stream` given in the address goes before.
 *
 * Errors   ST_USAGE: no JSON, no object, more than TAKE_MAX records, a stream that is no word.
 */
#ifndef TL_SERVE_HOOK_TAKE_H
#define TL_SERVE_HOOK_TAKE_H

#include "serve/hook.h"
#include "store/spool.h"

enum { TAKE_MAX = 10000, STREAM_NAME_MAX = 40 };

typedef struct Taken {
    SpoolItem *item;          /* hook and at are filled in */
    size_t     n;
    Str        id;            /* of the delivery, as its sender numbers it; "" */
} Taken;

MUST_USE Status hook_take(const Hook *h, const HookCall *c, Str stream, Arena *a, Taken *out, Err *err);

#endif
