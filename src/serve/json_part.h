/* json_part.h - parts of a JSON text as they stand in it, so that a number keeps its digits.
 *
 * For texts that a parser has found to be JSON already; of anything else only this is promised, that nothing outside is read.
 */
#ifndef TL_SERVE_JSON_PART_H
#define TL_SERVE_JSON_PART_H

#include "base/str.h"

/* "data.object": the value's own text, without spaces around; "" when it is not there, or null.  Names with escapes are not found. */
Str json_part(Str object, const char *path);

/* Behind the closing quote of the text that begins at `at`; s.n: it has none. */
size_t json_text_end(Str s, size_t at);

/* The next item of an array; *at begins at 0. */
bool json_next(Str array, size_t *at, Str *item);

#endif
