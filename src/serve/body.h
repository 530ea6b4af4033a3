/* body.h - the JSON of a request, taken apart and made safe.
 *
 * What may be sent is one flat object of texts and whole numbers: {"what":"merge","one":17,"other":204}.  Nothing nested,
 * nothing twice, no fraction, no name that the route does not know; null is the same as not sent.
 *
 * Errors   ST_USAGE, with the reason.
 */
#ifndef TL_SERVE_BODY_H
#define TL_SERVE_BODY_H

#include "base/status.h"
#include "base/str.h"

enum { BODY_FIELDS_MAX = 16, BODY_TEXT_MAX = 500 };      /* bytes of a text that body_text() gives */

typedef struct BodyField {
    Str     name, text;
    int64_t number;
    bool    is_text;
} BodyField;

typedef struct Body {
    BodyField field[BODY_FIELDS_MAX];
    size_t    n;
} Body;

/* `known`: the names that may be there, separated by spaces. */
MUST_USE Status body_parse(Str bytes, const char *known, Arena *a, Body *out, Err *err);

/* `*out` stays as it is when the field was not sent; ST_USAGE when it is of the other type. */
MUST_USE Status body_text(const Body *b, const char *name, Str *out, Err *err);
MUST_USE Status body_long_text(const Body *b, const char *name, size_t most, Str *out, Err *err);
MUST_USE Status body_number(const Body *b, const char *name, int64_t *out, Err *err);

#endif
