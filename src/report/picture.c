#include "report/picture.h"

#include <math.h>

#include "report/letters.h"

typedef struct PaintRow {
    const char *css, *light, *dark;
} PaintRow;

/* The values are those of the page's tokens; text colours reach 4.5:1 on the paper in both. */
static const PaintRow paints[PAINT_N] = {
    [PAINT_NONE] = { NULL, "none", "none" },
    [PAINT_INK] = { "--ink", "#1b1d21", "#eceae4" },
    [PAINT_SOFT] = { "--soft", "#555d69", "#b0b6bf" },
    [PAINT_FAINT] = { "--faint", "#666d78", "#949ba6" },
    [PAINT_LINE] = { "--line", "#dedad1", "#343941" },
    [PAINT_PAPER] = { "--paper", "#fbfaf7", "#14161a" },
    [PAINT_ACCENT] = { "--accent", "#0b5f66", "#5cc1c7" },
    [PAINT_RISK] = { "--risk", "#b3400e", "#f0895a" },
    [PAINT_RISK_BAND] = { "--risk-band", "#f0c9b4", "#6b3c28" },
    [PAINT_GOOD] = { "--good", "#2c6e49", "#7cc79a" },
    [PAINT_GOOD_BAND] = { "--good-band", "#c3dfce", "#28523f" },
    [PAINT_MUTE_BAND] = { "--mute-band", "#d9dce0", "#3d434c" },
};

const char *paint_css(Paint p) { return paints[p].css; }

const char *paint_hex(Paint p, bool dark) { return dark ? paints[p].dark : paints[p].light; }

Picture *picture_create(Arena *a, double w, double h)
{
    Picture *p = ARENA_NEW(a, Picture);
    *p = (Picture){ .a = a, .w = w, .h = h };
    return p;
}

static Stroke *stroke_add(Picture *p, const Stroke *s)
{
    Stroke *n = ARENA_NEW(p->a, Stroke);
    *n = *s;
    if (p->last)
        p->last->next = n;
    else
        p->first = n;
    p->last = n;
    return n;
}

void picture_rect(Picture *p, double x, double y, double w, double h, Paint fill)
{
    stroke_add(p, &(Stroke){ .kind = STROKE_RECT, .fill = fill, .x = x, .y = y, .w = w, .h = h });
}

void picture_line(Picture *p, XY from, XY to, Paint line, double thick, bool dash)
{
    stroke_add(p, &(Stroke){ .kind = STROKE_LINE, .line = line, .x = from.x, .y = from.y, .x2 = to.x,
                             .y2 = to.y, .thick = thick, .dash = dash });
}

Stroke *picture_path(Picture *p, const XY *at, size_t n, Paint fill, Paint line, double thick)
{
    XY *own = ARENA_NEW_N(p->a, XY, n ? n : 1);
    for (size_t i = 0; i < n; i++)
        own[i] = at[i];
    return stroke_add(p, &(Stroke){ .kind = STROKE_PATH, .fill = fill, .line = line, .at = own, .n_at = n,
                                    .thick = thick, .closed = fill != PAINT_NONE });
}

void picture_dot(Picture *p, XY at, double r, Paint fill, Paint line)
{
    stroke_add(p, &(Stroke){ .kind = STROKE_DOT, .fill = fill, .line = line, .x = at.x, .y = at.y,
                             .w = r, .h = r, .thick = 1.5 });
}

Stroke *picture_text(Picture *p, XY at, const TextLook *look, Str text)
{
    double size = look->size > 0 ? look->size : 12;
    Str shown = text_fit(p->a, text, size, look->bold, look->max > 0 ? look->max : HUGE_VAL);
    return stroke_add(p, &(Stroke){ .kind = STROKE_TEXT, .fill = look->paint, .x = at.x, .y = at.y,
                                    .w = text_px(shown, size, look->bold), .text = shown,
                                    .anchor = look->anchor, .size = size, .bold = look->bold });
}

double text_px(Str s, double size, bool bold)
{
    double em = 0;
    for (size_t at = 0; at < s.n;)
        em += letter_em(letter_next(s, &at), bold);
    return em * size / 1000;
}

Str text_fit(Arena *a, Str s, double size, bool bold, double max)
{
    if (text_px(s, size, bold) <= max)
        return s;
    double room = max - letter_em(0x2026, bold) * size / 1000, used = 0;
    size_t keep = 0;
    for (size_t at = 0; at < s.n;) {
        used += letter_em(letter_next(s, &at), bold) * size / 1000;
        if (used > room)
            break;
        keep = at;
    }
    Str head = str_trim(str_sub(s, 0, keep));
    return head.n ? str_fmt(a, "%.*s\xE2\x80\xA6", STR_ARG(head)) : STR("");
}
