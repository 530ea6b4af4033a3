/* schema.h - the shapes of the answers, one row each; doc/api.md in a form that programs can read.
 *
 * fields is "name:type name:type ...": a type is one letter (i integer, n number, s text, b yes or no,
 * d day, t instant, g SVG text) or the name of another shape; "[]" behind it makes a list, "?" at the
 * end says that it may be null; in what is sent to us ("...Ask"), that it may be left out.  tests/serve/t_serve.c holds real answers against these rows.
 */
#ifndef TL_SERVE_SCHEMA_H
#define TL_SERVE_SCHEMA_H

#include <stddef.h>

typedef struct Schema {
    const char *name, *fields;
} Schema;

extern const Schema schemas[];
extern const size_t schemas_n;

#endif
