/* schema.h - the shapes of the answers, one row each; doc/api.md in a form that programs can read.
 *
 * fields is "name:type name:type ...": a type is one letter (i integer, n number, s text, b yes or no,
 * d day, t instant, g SVG text) or the name of another shape; "[]" behind it makes a list, "?" at the
 * end says that it may be null; in what is sent to us ("...Ask"), that it may be left out.  tests/serve/t_serve.c holds real answers against these rows.
 */
#ifndef TL_SERVE_SCHEMA_H
#define TL_SERVE_SCHEMA_H

#include <stddef.h>

#include "base/json_out.h"

typedef struct Schema {
    const char *name, *fields;
} Schema;

extern const Schema schemas[];
extern const size_t schemas_n;

/* openapi.c: a shape as JSON Schema, a member of the object that is open; `root` stands before the names of other shapes in references.
 * charts false: SVG may be null, as schema_without_charts() leaves it. */
void schema_put(JsonOut *j, const Schema *s, const char *root, bool charts);

/* schema_part.c: the members of a JSON Schema (2020-12) for the shape `name` that needs nothing outside itself. */
void schema_closure(JsonOut *j, const char *name);

/* schema_part.c: an answer of ours with null where the shapes have SVG; every other byte stays. */
Str schema_without_charts(Str json, Arena *a);

#endif
