/* json_out.h - writing JSON needs no tree: begin, put, end on a Buf.
 *
 * A stack of open objects and arrays catches mismatched ends (bug()); commas and
 * escapes are taken care of.  Inside an object give a key to every value; inside an
 * array, and at the top, the key is NULL.
 *
 *     JsonOut j;
 *     json_init(&j, &buf);
 *     json_object(&j, NULL);
 *       json_int(&j, "accounts", 412);
 *       json_array(&j, "names"); json_str(&j, NULL, STR("Acme")); json_end(&j);
 *     json_end(&j);
 *
 * Doubles are written with the fewest digits that read back the same; NaN and
 * infinities as null.  Strings that are not UTF-8 have bad bytes replaced by U+FFFD.
 */
#ifndef TL_BASE_JSON_OUT_H
#define TL_BASE_JSON_OUT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

enum { JSON_DEPTH_MAX = 32 };

typedef struct JsonOut {
    Buf *b;
    char open[JSON_DEPTH_MAX];   /* '{' or '[' */
    int  depth;
    bool first;                  /* nothing yet in the innermost */
} JsonOut;

void json_init(JsonOut *j, Buf *b);
void json_object(JsonOut *j, const char *key);
void json_array(JsonOut *j, const char *key);
void json_end(JsonOut *j);
void json_str(JsonOut *j, const char *key, Str v);
void json_text(JsonOut *j, const char *key, Str v);   /* null where it is empty */
void json_int(JsonOut *j, const char *key, int64_t v);
void json_f64(JsonOut *j, const char *key, double v);
void json_bool(JsonOut *j, const char *key, bool v);
void json_null(JsonOut *j, const char *key);
void json_raw(JsonOut *j, const char *key, Str json);   /* already JSON */

#endif
