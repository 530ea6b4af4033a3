/* range.h - a part of a file, as a browser asks for it (RFC 9110, 14): one range of bytes.
 *
 * "bytes=0-499", "bytes=500-", "bytes=-500" (the last 500).  What is no such range, another unit, or several at once (which a server may
 * answer with the whole) counts as not asked; one that begins behind the end cannot be given.
 */
#ifndef TL_SERVE_RANGE_H
#define TL_SERVE_RANGE_H

#include "serve/response.h"

typedef enum Ranged { RANGE_WHOLE, RANGE_PART, RANGE_BEHIND } Ranged;

/* Of `size` bytes: *n of them from *from. */
Ranged range_parse(Str header, int64_t size, int64_t *from, int64_t *n);

/* A response with a file becomes the part that is asked for (206), or a refusal (416). if_range: only while that is its entity tag. */
void range_apply(Response *r, Str range, Str if_range, Arena *a);

#endif
