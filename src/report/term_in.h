/* term_in.h - lines on a terminal.  Only for report/term*.c.
 *
 * A Flow is text with a look for each byte, already safe for the terminal (no control
 * characters) and, without unicode, written in ASCII where we know how.  flow_line() breaks
 * it: at spaces, not at no-break spaces, and inside a word only when the word is wider than
 * the line.  A Term writes lines piece by piece; spaces wait until something follows, so no
 * line ends in one.
 */
#ifndef TL_REPORT_TERM_IN_H
#define TL_REPORT_TERM_IN_H

#include "report/doc_blocks.h"
#include "report/term.h"

typedef enum Look { LOOK_PLAIN, LOOK_STRONG, LOOK_SOFT, LOOK_LINK, LOOK_MARK, LOOK_HARM, LOOK_PROOF } Look;

typedef struct Flow {
    Str            text;
    const uint8_t *look;           /* one of Look for each byte of text */
} Flow;

typedef struct Term {
    Buf   *out;
    Arena *a;
    int    width, indent;
    bool   color, unicode;
    int    col, pending;           /* columns written on this line; spaces waiting */
    Look   now;
    bool   blank;                  /* the last line was empty */
} Term;

typedef struct Part {
    size_t from, to;
} Part;

Str  term_safe(Term *t, Str s);
Flow flow_text(Term *t, Str s, Look look);
Flow flow_runs(Term *t, Runs r, Look base);
bool flow_line(const Flow *f, int width, size_t *at, Part *line);   /* false: nothing left */
int  flow_width(const Flow *f);
int  flow_widest_word(const Flow *f);

void term_spaces(Term *t, int n);
void term_put(Term *t, Str s, Look look);                           /* s is safe already */
void term_part(Term *t, const Flow *f, Part p);
void term_end(Term *t);                                             /* of the line */
void term_gap(Term *t);                                             /* one empty line, never two */
void term_flow(Term *t, const Flow *f, int indent);                 /* wrapped between indent and width */

const char *term_dot(const Term *t, Tone tone);
Look        tone_look(Tone tone, Look otherwise);

void term_table(Term *t, const DocTable *table);
void term_chart(Term *t, const Chart *c);
Str  term_cell_chart(Term *t, const Chart *c, int width);           /* one line, for a cell */

#endif
