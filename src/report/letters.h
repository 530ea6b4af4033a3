/* letters.h - characters of a text, decoded safely, with the room they take.
 *
 * letter_next() walks any bytes: what is not well-formed UTF-8, and what must never reach a
 * page or a terminal (control characters but tab and newline, noncharacters), comes out as
 * U+FFFD, one for each bad sequence; direction overrides and isolates, which could make a
 * text change what stands around it, come out as 0 and are to be left out.
 * Widths: columns of a terminal after East Asian Width; thousandths of the font size after
 * the wider of Inter and Helvetica.
 */
#ifndef TL_REPORT_LETTERS_H
#define TL_REPORT_LETTERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

enum { LETTER_BAD = 0xFFFD };

/* A field left out of an initialiser has p = NULL; this makes it the empty text. */
static inline Str text_whole(Str s) { return s.p ? s : STR(""); }

uint32_t letter_next(Str s, size_t *at);           /* *at < s.n; moves it past the letter */
int      letter_columns(uint32_t c);               /* 0, 1 or 2 */
int      letter_em(uint32_t c, bool bold);         /* 1/1000 of the font size */
void     letter_put(Buf *out, uint32_t c);         /* as UTF-8 */

#endif
