/* term.h - a Doc on a terminal.
 *
 * Lines never pass `width` columns (counted as the terminal shows them: East Asian wide and
 * emoji 2, combining marks 0) and never end in a space.  Tables shrink their text columns
 * and wrap; figures stand at the right and are never cut.  When a table cannot fit even so,
 * its columns of small lines go, and then its rows are written as pairs.  Control characters in texts (escape sequences too) are
 * shown as U+FFFD, so data cannot steer the terminal.
 *
 * color: ANSI colours and bold, decided by the caller (--color, NO_COLOR, a terminal);
 * never the only sign of anything.  unicode: block characters, "€", "−"; off: ASCII only in
 * what the driver itself draws, and the figures' own signs (minus, thin space, dash,
 * quotes, "·") written in ASCII; currency signs as codes; other text stays as it is.
 *
 * Errors: ST_TOO_BIG when `out` is over its maximum.  width below 40 is taken as 40.
 * Oracle: tests/report/t_term.c.
 */
#ifndef TL_REPORT_TERM_H
#define TL_REPORT_TERM_H

#include "base/status.h"
#include "report/doc.h"

typedef struct TermStyle {
    int  width;
    bool color, unicode;
} TermStyle;

int term_width(Str s);              /* columns a text takes on a terminal */

MUST_USE Status doc_term(const Doc *d, const TermStyle *style, Arena *a, Buf *out, Err *err);

#endif
