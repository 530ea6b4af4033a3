#include <math.h>

#include "report/html.h"
#include "report/picture.h"

static const char attr_fill[] = "fill", attr_line[] = "stroke";

/* At most two decimals, no exponent, no minus zero: the same bytes on every machine. */
static void put_num(Buf *out, const char *name, double v)
{
    if (!isfinite(v))
        v = 0;
    long long cents = llround(fmin(fmax(v, -1e6), 1e6) * 100);
    long long whole = llabs(cents) / 100, part = llabs(cents) % 100;
    buf_printf(out, "%s%s%lld", name, cents < 0 ? "-" : "", whole);
    if (part % 10)
        buf_printf(out, ".%02lld", part);
    else if (part)
        buf_printf(out, ".%lld", part / 10);
}

static void put_attr(Buf *out, const char *name, double v)
{
    buf_printf(out, " %s=\"", name);
    put_num(out, "", v);
    buf_putc(out, '"');
}

static void put_paint(Buf *out, const char *attr, Paint p, SvgStyle style)
{
    if (style == SVG_FLAT || !paint_css(p))
        buf_printf(out, " %s=\"%s\"", attr, paint_hex(p, false));
    else
        buf_printf(out, " %s=\"var(%s,%s)\"", attr, paint_css(p), paint_hex(p, false));
}

static void put_line_look(Buf *out, const Stroke *s, SvgStyle style)
{
    put_paint(out, attr_line, s->line, style);
    put_attr(out, "stroke-width", s->thick);
    if (s->dash)
        buf_puts(out, " stroke-dasharray=\"3 3\"");
}

static void put_rect(Buf *out, const Stroke *s, SvgStyle style)
{
    buf_puts(out, "<rect");
    put_attr(out, "x", s->x);
    put_attr(out, "y", s->y);
    put_attr(out, "width", fmax(s->w, 0));
    put_attr(out, "height", fmax(s->h, 0));
    put_paint(out, attr_fill, s->fill, style);
    buf_puts(out, "/>");
}

static void put_line(Buf *out, const Stroke *s, SvgStyle style)
{
    buf_puts(out, "<line");
    put_attr(out, "x1", s->x);
    put_attr(out, "y1", s->y);
    put_attr(out, "x2", s->x2);
    put_attr(out, "y2", s->y2);
    put_line_look(out, s, style);
    buf_puts(out, "/>");
}

static void put_path(Buf *out, const Stroke *s, SvgStyle style)
{
    buf_puts(out, "<path d=\"");
    for (size_t i = 0; i < s->n_at; i++) {
        put_num(out, i ? "L" : "M", s->at[i].x);
        put_num(out, " ", s->at[i].y);
    }
    buf_puts(out, s->closed ? "Z\"" : "\"");
    put_paint(out, attr_fill, s->fill, style);
    if (s->line != PAINT_NONE) {
        put_line_look(out, s, style);
        buf_puts(out, " stroke-linejoin=\"round\"");
    }
    buf_puts(out, "/>");
}

static void put_dot(Buf *out, const Stroke *s, SvgStyle style)
{
    buf_puts(out, "<circle");
    put_attr(out, "cx", s->x);
    put_attr(out, "cy", s->y);
    put_attr(out, "r", s->w);
    put_paint(out, attr_fill, s->fill, style);
    if (s->line != PAINT_NONE)
        put_line_look(out, s, style);
    buf_puts(out, "/>");
}

static void put_text(Buf *out, const Stroke *s, SvgStyle style)
{
    static const char *const anchors[] = {
        [ANCHOR_START] = "", [ANCHOR_MIDDLE] = " text-anchor=\"middle\"", [ANCHOR_END] = " text-anchor=\"end\""
    };
    if (!s->text.n)
        return;
    buf_puts(out, "<text");
    put_attr(out, "x", s->x);
    put_attr(out, "y", s->y);
    put_attr(out, "font-size", s->size);
    buf_puts(out, anchors[s->anchor]);
    if (s->bold)
        buf_puts(out, " font-weight=\"600\"");
    put_paint(out, attr_fill, s->fill, style);
    if (s->line != PAINT_NONE) {     /* a rim in the colour of the paper, where lines pass behind */
        put_paint(out, attr_line, s->line, style);
        buf_puts(out, " stroke-width=\"3\" paint-order=\"stroke\" stroke-linejoin=\"round\"");
    }
    buf_putc(out, '>');
    html_put(out, s->text);
    buf_puts(out, "</text>");
}

static void put_id(Buf *out, Str id, const char *tail)
{
    for (size_t i = 0; i < id.n; i++) {
        char c = id.p[i];
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_')
            buf_putc(out, c);
    }
    buf_puts(out, tail);
}

static void put_head(const Picture *p, const SvgHead *h, Buf *out)
{
    buf_puts(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart");
    buf_puts(out, h->fluid ? " fluid\" role=\"img\"" : "\" role=\"img\"");
    put_attr(out, "width", p->w);
    put_attr(out, "height", p->h);
    put_num(out, " viewBox=\"0 0 ", p->w);
    put_num(out, " ", p->h);
    buf_puts(out, "\" aria-labelledby=\"");
    put_id(out, h->id, "-t ");
    put_id(out, h->id, "-d\" font-family=\"Inter,Helvetica,Arial,sans-serif\"><title id=\"");
    put_id(out, h->id, "-t\">");
    html_put(out, h->title);
    buf_puts(out, "</title><desc id=\"");
    put_id(out, h->id, "-d\">");
    html_put(out, h->desc);
    buf_puts(out, "</desc>");
}

void picture_svg(const Picture *p, const SvgHead *head, Buf *out)
{
    static void (*const put[])(Buf *, const Stroke *, SvgStyle) = {
        [STROKE_RECT] = put_rect, [STROKE_LINE] = put_line, [STROKE_PATH] = put_path,
        [STROKE_DOT] = put_dot,   [STROKE_TEXT] = put_text,
    };
    put_head(p, head, out);
    for (const Stroke *s = p->first; s; s = s->next)
        put[s->kind](out, s, head->style);
    buf_puts(out, "</svg>");
}
