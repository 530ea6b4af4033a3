/* xml.h - the elements of one XML part as they come: expat, fed from a stream.
 *
 * Names      without their prefix ("x:row" is "row"), values as UTF-8 whatever the part's encoding.
 * Pausing    xml_pause() in a handler lets xml_run() return; the next xml_run() goes on behind that element.
 * Refused    document types (no Office part has one, and entities are how small files grow), more than
 *            LIMIT_XML_DEPTH levels: ST_INVALID, with the line; one tag of more than LIMIT_LINE bytes: ST_TOO_BIG.
 */
#ifndef TL_READ_XML_H
#define TL_READ_XML_H

#include <stdbool.h>

#include "base/str.h"
#include "read/archive.h"

typedef struct XmlHandlers {
    void (*start)(void *ctx, Str name, const char *const *attribute);
    void (*end)(void *ctx, Str name);
    void (*text)(void *ctx, Str text);       /* may be NULL; comes in pieces */
    void  *ctx;
} XmlHandlers;

typedef struct Xml {
    void       *parser;
    Raw        *raw;
    XmlHandlers to;
    int64_t     fed;
    int         depth;
    bool        paused, eof;
    const char *refused;
} Xml;

/* Closed with the arena. */
MUST_USE Status xml_open(Raw *raw, const XmlHandlers *to, Arena *a, Xml **out, Err *err);
MUST_USE Status xml_run(Xml *x, bool *done, Err *err);
void            xml_pause(Xml *x);

/* A small part of an archive, from its start to its end. */
MUST_USE Status xml_part(const Archive *z, int64_t part, const XmlHandlers *to, Err *err);

/* An attribute by its local name; .p == NULL: there is none. */
Str xml_attribute(const char *const *attribute, Str name);

Str xml_local(const char *name);

#endif
