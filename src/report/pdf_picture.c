/* Charts for the PDF driver: the strokes replayed. */
#include <math.h>

#include "report/pdf_in.h"

static void line_look(Pdf *p, const Stroke *s)
{
    static const double dash[] = { 3, 3 };
    pdf_paint(p, s->line);
    cairo_set_line_width(p->cr, s->thick > 0 ? s->thick : 1);
    cairo_set_dash(p->cr, dash, s->dash ? 2 : 0, 0);
    cairo_set_line_join(p->cr, CAIRO_LINE_JOIN_ROUND);
    cairo_stroke(p->cr);
    cairo_set_dash(p->cr, dash, 0, 0);
}

static void fill_and_line(Pdf *p, const Stroke *s)
{
    if (s->fill != PAINT_NONE) {
        pdf_paint(p, s->fill);
        if (s->line != PAINT_NONE)
            cairo_fill_preserve(p->cr);
        else
            cairo_fill(p->cr);
    }
    if (s->line != PAINT_NONE)
        line_look(p, s);
    cairo_new_path(p->cr);
}

/* A text has the room that the layout reckoned with; a wider font is drawn narrower. */
static void put_text(Pdf *p, const Stroke *s)
{
    PdfLook look = { .size = s->size > 0 ? s->size : 12, .bold = s->bold };
    PangoLayout *l = pdf_layout_text(p, s->text, &look, 0);
    double got = pdf_width(l), room = s->w > 0 ? s->w : got, narrow = got > room && got > 0 ? room / got : 1;
    double x = s->x - (s->anchor == ANCHOR_MIDDLE ? got * narrow / 2 : s->anchor == ANCHOR_END ? got * narrow : 0);
    cairo_save(p->cr);
    cairo_translate(p->cr, x, s->y - (double)pango_layout_get_baseline(l) / PANGO_SCALE);
    cairo_scale(p->cr, narrow, 1);
    if (s->line != PAINT_NONE) {
        pango_cairo_layout_path(p->cr, l);
        pdf_paint(p, s->line);
        cairo_set_line_width(p->cr, 3);
        cairo_stroke(p->cr);
    }
    pdf_paint(p, s->fill);
    cairo_move_to(p->cr, 0, 0);
    pango_cairo_show_layout(p->cr, l);
    cairo_restore(p->cr);
    cairo_new_path(p->cr);
    g_object_unref(l);
}

static void put_stroke(Pdf *p, const Stroke *s)
{
    switch (s->kind) {
    case STROKE_RECT:
        cairo_rectangle(p->cr, s->x, s->y, fmax(s->w, 0), fmax(s->h, 0));
        fill_and_line(p, s);
        break;
    case STROKE_LINE:
        cairo_move_to(p->cr, s->x, s->y);
        cairo_line_to(p->cr, s->x2, s->y2);
        line_look(p, s);
        break;
    case STROKE_PATH:
        for (size_t i = 0; i < s->n_at; i++)
            cairo_line_to(p->cr, s->at[i].x, s->at[i].y);
        if (s->closed)
            cairo_close_path(p->cr);
        fill_and_line(p, s);
        break;
    case STROKE_DOT:
        cairo_new_sub_path(p->cr);
        cairo_arc(p->cr, s->x, s->y, fmax(s->w, 0), 0, 2 * (double)G_PI);
        fill_and_line(p, s);
        break;
    case STROKE_TEXT:
        if (s->text.n)
            put_text(p, s);
        break;
    }
}

double pdf_picture(Pdf *p, const Picture *picture, double x, double y, double w)
{
    double scale = picture->w > w ? w / picture->w : 1;
    cairo_save(p->cr);
    cairo_translate(p->cr, x, y);
    cairo_scale(p->cr, scale, scale);
    for (const Stroke *s = picture->first; s; s = s->next)
        put_stroke(p, s);
    cairo_restore(p->cr);
    pdf_paint(p, PAINT_INK);
    return picture->h * scale;
}

void pdf_chart(Pdf *p, const Chart *c)
{
    enum { GAP = 4, AFTER = 12 };
    Picture *picture = chart_picture(p->a, c);
    double h = picture->h * fmin(1, p->w / picture->w);
    PangoLayout *l = c->title.n ? pdf_layout_text(p, c->title, &(PdfLook){ .size = 9, .bold = true }, p->w) : NULL;
    pdf_need(p, h + (l ? pdf_height(l) + GAP : 0));
    if (l) {
        pdf_flow(p, l, "Caption", p->x, (Runs){ NULL, 0 });
        p->y += GAP;
    }
    pdf_tag(p, "Figure");
    (void)pdf_picture(p, picture, p->x, p->y, p->w);
    pdf_tag_end(p, "Figure");
    p->y += h + AFTER;
}
