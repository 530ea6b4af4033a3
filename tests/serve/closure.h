/* closure.h - schema_closure() as a document; in a file of its own, because jansson and base/json_out.h share names. */
#ifndef TL_TESTS_SERVE_CLOSURE_H
#define TL_TESTS_SERVE_CLOSURE_H

#include "base/str.h"

Str closure_of(const char *schema, Arena *a);

#endif
