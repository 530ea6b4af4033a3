/* json.h - picks a few members out of JSON objects, fast and without building trees.
 *
 * A JsonPick knows the wanted paths ("requester.email"); json_pick() runs once over one object's text,
 * checks that it is JSON, and gives each path's value as text:
 *   strings decoded, numbers and true/false as written, null and objects as absent (.p == NULL),
 *   an array as its scalar members joined by spaces.  Of a repeated member the last counts.
 *   json_also_whole() adds paths whose lists and objects are wanted as the bytes they are (a ticket's comments): their
 *   cells stand behind the others; what is no list and no object is absent.
 * Grammar    RFC 8259, UTF-8 checked, \u0000 and lone surrogates refused, at most LIMIT_JSON_DEPTH deep, and the
 *            value must be an object with nothing behind it.  The judge is jansson: a fuzz target holds the two
 *            together, and json_column() asks jansson where a bad text goes wrong.
 * Speed      one pass, in which all paths are followed together: they are a tree, and a member's key is looked for among
 *            the children of the node that its object has; only wanted strings with escapes are copied (into the arena).
 * Threads    a compiled JsonPick is constant.
 */
#ifndef TL_READ_JSON_H
#define TL_READ_JSON_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "model/limits.h"

enum { JSON_PATHS = 64, JSON_WHOLES = 16, JSON_LEVELS = 6 };

typedef struct JsonNode JsonNode;

typedef struct JsonPick {
    JsonNode *root;            /* in the arena it was compiled with */
    size_t    n, n_whole;
} JsonPick;

/* False: too many paths, or one too deep. */
bool json_compile(const Str *path, size_t n, Arena *a, JsonPick *out);
bool json_also_whole(JsonPick *p, const Str *path, size_t n, Arena *a);

/* Fills cell[0..n + n_whole); NULL when fine, else the reason (static storage). */
const char *json_pick(const JsonPick *p, Str text, Arena *a, Str *cell);

/* Where jansson finds the fault: 1-based column (bytes) in a one-line text; 0 when it finds none. */
int64_t json_column(Str text);

/* The end of the value that starts at `at` (index behind it), by brackets and quotes only; SIZE_MAX: not closed. */
size_t json_value_end(Str text, size_t at);

/* The members of an object one after the other: *at starts at 0.  Key and value are as they stand, the key without its
 * quotes.  False: no more of them, or no object. */
bool json_member(Str object, size_t *at, Str *key, Str *value);

/* The bytes of the value at a path of members ("pages.next"); "" when there is none. */
Str json_at(Str object, Str path);

/* The objects of a document: behind the '[' of the document, or of the first member of it that is an
 * array of objects.  False: there is none. */
bool json_array_start(Str text, size_t *at);

/* What a file is, from its start: lines of objects or a document; the paths of its first objects. */
void json_survey(Str start, bool more, Arena *a, bool *lines, Str **path, size_t *n);

#endif
