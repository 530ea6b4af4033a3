/* picture.h - a drawn chart as a list of simple strokes, before any file format.
 *
 * chart.c decides where everything goes and leaves a Picture: rectangles, lines, paths,
 * dots and lines of text in a box of w by h CSS pixels, y downward.  A driver only replays
 * the list (svg.c; a PDF driver can do the same), so that all media show the same picture,
 * and a test can ask the list whether texts overlap or leave the box.
 *
 * Colours are names (Paint), never values: the page gives them their values as CSS custom
 * properties and each has a light fallback.  paint_css() and paint_hex() are the one table.
 *
 * Widths of text are estimated from a table of letter widths (the wider of Inter and
 * Helvetica at 400 and 600), so a layout does not depend on the fonts of the machine.  A
 * text that would be wider than `max` is shortened at a character and ends in "…".
 *
 * Everything lives in the arena of the Picture.
 */
#ifndef TL_REPORT_PICTURE_H
#define TL_REPORT_PICTURE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/str.h"

typedef enum Paint {
    PAINT_NONE, PAINT_INK, PAINT_SOFT, PAINT_FAINT, PAINT_LINE, PAINT_PAPER, PAINT_ACCENT,
    PAINT_RISK, PAINT_RISK_BAND, PAINT_GOOD, PAINT_GOOD_BAND, PAINT_MUTE_BAND, PAINT_N
} Paint;

typedef enum Anchor { ANCHOR_START, ANCHOR_MIDDLE, ANCHOR_END } Anchor;
typedef enum StrokeKind { STROKE_RECT, STROKE_LINE, STROKE_PATH, STROKE_DOT, STROKE_TEXT } StrokeKind;

typedef struct XY {
    double x, y;
} XY;

typedef struct Stroke {
    StrokeKind     kind;
    Paint          fill, line;
    double         x, y, w, h;      /* RECT: corner and size; DOT: centre, w = h = radius */
    double         x2, y2;          /* LINE */
    double         thick;           /* of the line */
    bool           dash, closed;    /* closed: PATH */
    const XY      *at;              /* PATH */
    size_t         n_at;
    Str            text;            /* TEXT: baseline at x, y; already shortened */
    Anchor         anchor;
    double         size;            /* TEXT: px; w then holds the estimated width */
    bool           bold;
    struct Stroke *next;
} Stroke;

typedef struct Picture {
    Arena  *a;
    double  w, h;
    Stroke *first, *last;
} Picture;

typedef struct TextLook {
    Anchor anchor;
    Paint  paint;
    double size;                    /* 0: 12 px */
    bool   bold;
    double max;                     /* widest allowed, px; 0: no limit */
} TextLook;

Picture *picture_create(Arena *a, double w, double h);
void     picture_rect(Picture *p, double x, double y, double w, double h, Paint fill);
void     picture_line(Picture *p, XY from, XY to, Paint line, double thick, bool dash);
Stroke  *picture_path(Picture *p, const XY *at, size_t n, Paint fill, Paint line, double thick);
void     picture_dot(Picture *p, XY at, double r, Paint fill, Paint line);
Stroke  *picture_text(Picture *p, XY at, const TextLook *look, Str text);

double text_px(Str s, double size, bool bold);                      /* estimated width */
Str    text_fit(Arena *a, Str s, double size, bool bold, double max);

const char *paint_css(Paint p);                                     /* "--risk"; NULL for NONE */
const char *paint_hex(Paint p, bool dark);                          /* "#b3400e" */

/* The picture as an <svg> element.  `id` makes the ids of title and description unique in
 * the page (other characters than letters, digits, - and _ are dropped).  SVG_FLAT writes
 * the light colours themselves, for mail and other readers without CSS variables. */
typedef enum SvgStyle { SVG_PAGE, SVG_FLAT } SvgStyle;
typedef struct SvgHead {
    Str      id, title, desc;
    SvgStyle style;
    bool     fluid;                 /* scales with its container, up to its own width */
} SvgHead;
void picture_svg(const Picture *p, const SvgHead *head, Buf *out);

#endif
