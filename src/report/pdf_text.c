/* Paragraphs for the PDF driver: runs as a layout with attributes, drawn line by line. */
#include "report/letters.h"
#include "report/html.h"
#include "report/pdf_in.h"

static const char family[] = "Inter, Liberation Sans, DejaVu Sans Condensed, DejaVu Sans, sans-serif";

void pdf_paint(Pdf *p, Paint paint)
{
    const char *hex = paint_hex(paint == PAINT_NONE ? PAINT_INK : paint, false);
    unsigned rgb = 0;
    for (int i = 1; i <= 6; i++) {
        char c = hex[i];
        rgb = rgb * 16 + (unsigned)(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
    }
    cairo_set_source_rgb(p->cr, (double)(rgb >> 16) / 255, (double)(rgb >> 8 & 255) / 255, (double)(rgb & 255) / 255);
}

void pdf_tag(Pdf *p, const char *tag) { cairo_tag_begin(p->cr, tag, NULL); }
void pdf_tag_end(Pdf *p, const char *tag) { cairo_tag_end(p->cr, tag); }

static void colour(PangoAttribute *(*make)(guint16, guint16, guint16), Paint paint, PangoAttrList *list, guint from, guint to)
{
    const char *hex = paint_hex(paint, false);
    guint16 part[3];
    for (int i = 0; i < 3; i++) {
        unsigned v = 0;
        for (int k = 1; k <= 2; k++) {
            char c = hex[i * 2 + k];
            v = v * 16 + (unsigned)(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
        }
        part[i] = (guint16)(v * 257);
    }
    PangoAttribute *a = make(part[0], part[1], part[2]);
    a->start_index = from;
    a->end_index = to;
    pango_attr_list_insert(list, a);
}

static void attribute(PangoAttribute *a, PangoAttrList *list, guint from, guint to)
{
    a->start_index = from;
    a->end_index = to;
    pango_attr_list_insert(list, a);
}

/* Letters that may stand on a page; a line's end within a text is kept.  A word of more than WORD_MAX letters is broken there: the
 * library's time to wrap one grows with the square of its length. */
static void put_clean(Buf *out, Str s)
{
    enum { WORD_MAX = 400 };
    size_t word = 0;
    s = text_whole(s);
    for (size_t at = 0; at < s.n;) {
        uint32_t c = letter_next(s, &at);
        if (!c)
            continue;
        word = c == ' ' || c == '\n' ? 0 : word + 1;
        if (word > WORD_MAX) {
            buf_putc(out, '\n');
            word = 1;
        }
        letter_put(out, c);
    }
}

Str pdf_clean(const Pdf *p, Str s)
{
    Buf b;
    buf_init(&b, 1 << 20);
    put_clean(&b, s);
    Str out = str_dup(p->a, buf_str(&b));
    buf_release(&b);
    return out;
}

static void mark_run(PangoAttrList *list, const Run *r, guint from, guint to)
{
    switch (r->kind) {
    case RUN_STRONG: attribute(pango_attr_weight_new(PANGO_WEIGHT_SEMIBOLD), list, from, to); break;
    case RUN_SOFT: colour(pango_attr_foreground_new, PAINT_SOFT, list, from, to); break;
    case RUN_MARK: colour(pango_attr_background_new, PAINT_MUTE_BAND, list, from, to); break;
    case RUN_LINK: colour(pango_attr_foreground_new, PAINT_ACCENT, list, from, to); break;
    case RUN_GRADE:
        attribute(pango_attr_weight_new(PANGO_WEIGHT_BOLD), list, from, to);
        colour(pango_attr_foreground_new, PAINT_PAPER, list, from, to);
        colour(pango_attr_background_new, PAINT_SOFT, list, from, to);
        break;
    case RUN_PLAIN: break;
    }
}

/* A badge has a space on either side. */
static void put_run(Buf *b, const Run *r)
{
    bool badge = r->kind == RUN_GRADE && r->text.n;
    if (badge)
        buf_puts(b, "\xC2\xA0");
    put_clean(b, r->text);
    if (badge)
        buf_puts(b, "\xC2\xA0");
}

PangoLayout *pdf_layout(Pdf *p, Runs r, const PdfLook *look, double w)
{
    PangoLayout *l = pango_cairo_create_layout(p->cr);
    PangoFontDescription *f = pango_font_description_from_string(family);
    PangoAttrList *list = pango_attr_list_new();
    Buf b;
    buf_init(&b, 1 << 26);
    pango_font_description_set_absolute_size(f, look->size * PANGO_SCALE);
    pango_font_description_set_weight(f, look->bold ? PANGO_WEIGHT_SEMIBOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(l, f);
    for (size_t i = 0; i < r.n; i++) {
        guint from = (guint)b.n;
        put_run(&b, &r.run[i]);
        mark_run(list, &r.run[i], from, (guint)b.n);
    }
    Str text = buf_str(&b);
    pango_layout_set_text(l, text.p, (int)text.n);
    pango_layout_set_attributes(l, list);
    pango_layout_set_alignment(l, look->align);
    pango_layout_set_spacing(l, (int)(look->size * 0.18 * PANGO_SCALE));
    if (w > 0) {
        pango_layout_set_width(l, (int)(w * PANGO_SCALE));
        pango_layout_set_wrap(l, PANGO_WRAP_WORD_CHAR);
    }
    pango_attr_list_unref(list);
    pango_font_description_free(f);
    buf_release(&b);
    return l;
}

PangoLayout *pdf_layout_text(Pdf *p, Str s, const PdfLook *look, double w)
{
    Run one = run_plain(text_whole(s));
    return pdf_layout(p, (Runs){ &one, 1 }, look, w);
}

double pdf_height(PangoLayout *l)
{
    int w, h;
    pango_layout_get_size(l, &w, &h);
    return (double)h / PANGO_SCALE;
}

double pdf_width(PangoLayout *l)
{
    int w, h;
    pango_layout_get_size(l, &w, &h);
    return (double)w / PANGO_SCALE;
}

static bool leads_out(Str href)
{
    return html_href_ok(href) && (str_starts(href, STR("http://")) || str_starts(href, STR("https://")) || str_starts(href, STR("mailto:")));
}

/* The address within cairo's quotes. */
static void link_begin(Pdf *p, Str href, double x, double y, double w, double h)
{
    Buf b;
    buf_init(&b, 1 << 16);
    buf_printf(&b, "rect=[%.2f %.2f %.2f %.2f] uri='", x, y, w, h);
    for (size_t i = 0; i < href.n; i++) {
        if (href.p[i] == '\'' || href.p[i] == '\\')
            buf_putc(&b, '\\');
        if ((unsigned char)href.p[i] > 0x20)
            buf_putc(&b, href.p[i]);
    }
    buf_puts(&b, "'");
    if (!b.over) {
        cairo_tag_begin(p->cr, CAIRO_TAG_LINK, b.p);
        cairo_tag_end(p->cr, CAIRO_TAG_LINK);
    }
    buf_release(&b);
}

/* Links of one line: the boxes of their letters. */
static void line_links(Pdf *p, PangoLayoutLine *line, Runs r, double x, double y, double h)
{
    int at = 0;
    for (size_t i = 0; i < r.n; i++) {
        Buf b;
        buf_init(&b, 1 << 26);
        put_run(&b, &r.run[i]);
        int from = at, to = at + (int)b.n, *range = NULL, n = 0;
        buf_release(&b);
        at = to;
        if (r.run[i].kind != RUN_LINK || !leads_out(text_whole(r.run[i].href)))
            continue;
        from = from > line->start_index ? from : line->start_index;
        to = to < line->start_index + line->length ? to : line->start_index + line->length;
        if (from >= to)
            continue;
        pango_layout_line_get_x_ranges(line, from, to, &range, &n);
        for (int k = 0; k < n; k++)
            link_begin(p, r.run[i].href, x + (double)range[2 * k] / PANGO_SCALE, y, (double)(range[2 * k + 1] - range[2 * k]) / PANGO_SCALE, h);
        g_free(range);
    }
}

double pdf_lines(Pdf *p, PangoLayout *l, int *line, double x, double y, double bottom, Runs r)
{
    int spacing = pango_layout_get_spacing(l), all = pango_layout_get_line_count(l);
    double begun = y;
    PangoLayoutIter *it = pango_layout_get_iter(l);
    for (int k = 0; k < *line; k++)
        (void)pango_layout_iter_next_line(it);
    for (; *line < all; ++*line) {
        PangoRectangle box;
        PangoLayoutLine *now = pango_layout_iter_get_line_readonly(it);
        pango_layout_iter_get_line_extents(it, NULL, &box);
        double h = (double)box.height / PANGO_SCALE, base = (double)(pango_layout_iter_get_baseline(it) - box.y) / PANGO_SCALE;
        if (y + h > bottom)
            break;
        cairo_move_to(p->cr, x + (double)box.x / PANGO_SCALE, y + base);
        pango_cairo_show_layout_line(p->cr, now);
        line_links(p, now, r, x, y, h);
        y += h + (double)spacing / PANGO_SCALE;
        (void)pango_layout_iter_next_line(it);
    }
    pango_layout_iter_free(it);
    return y - begun;
}

void pdf_flow(Pdf *p, PangoLayout *l, const char *tag, double x, Runs r)
{
    int line = 0, all = pango_layout_get_line_count(l);
    while (line < all) {
        int before = line;
        pdf_tag(p, tag);
        p->y += pdf_lines(p, l, &line, x, p->y, PDF_H - PDF_BOTTOM, r);
        pdf_tag_end(p, tag);
        if (line < all)
            pdf_page(p);
        if (line == before && p->y > PDF_TOP)
            break;                                     /* a line higher than a page: there is none */
    }
    g_object_unref(l);
}
