/* The PDF driver's pages and blocks. */
#include "report/pdf_in.h"

#include <stdio.h>

#include "report/html.h"
#include "report/letters.h"

#define BODY 9.5

static void corner(Pdf *p, Str s, double y, PangoAlignment align, double w)
{
    PangoLayout *l = pdf_layout_text(p, s, &(PdfLook){ .size = 7.5, .align = align }, w);
    pango_layout_set_ellipsize(l, PANGO_ELLIPSIZE_END);
    pango_layout_set_height(l, -1);
    cairo_move_to(p->cr, align == PANGO_ALIGN_RIGHT ? PDF_W - PDF_RIGHT - w : PDF_LEFT, y);
    pango_cairo_show_layout(p->cr, l);
    g_object_unref(l);
}

static Str filters(Pdf *p)
{
    Str all = STR("");
    for (const DocFilter *f = p->d->filter; f; f = f->next)
        all = str_fmt(p->a, "%.*s%s%.*s %.*s", STR_ARG(all), all.n ? " \xC2\xB7 " : "", STR_ARG(f->name), STR_ARG(f->value));
    return all;
}

/* What stands on each page outside its text. */
static void frame(Pdf *p)
{
    enum { UP = 30 };
    Str as_of = text_whole(p->d->head.as_of), org = text_whole(p->d->head.org);
    pdf_paint(p, PAINT_SOFT);
    if (p->page > 1)
        corner(p, text_whole(p->d->head.title), UP, PANGO_ALIGN_LEFT, p->w * 0.66);
    corner(p, org, UP, PANGO_ALIGN_RIGHT, p->w * 0.3);
    corner(p, filters(p), PDF_H - UP, PANGO_ALIGN_LEFT, p->w * 0.55);
    corner(p, str_fmt(p->a, "%s%.*s   page %d of %d", as_of.n ? "as of " : "", STR_ARG(as_of), p->page, p->pages), PDF_H - UP, PANGO_ALIGN_RIGHT, p->w * 0.42);
    pdf_paint(p, PAINT_INK);
}

static void first_page(Pdf *p)
{
    p->page = 1;
    p->y = PDF_TOP;
    frame(p);
}

void pdf_page(Pdf *p)
{
    cairo_show_page(p->cr);
    p->page++;
    p->y = PDF_TOP;
    frame(p);
}

void pdf_need(Pdf *p, double h)
{
    if (p->y + h > PDF_H - PDF_BOTTOM && p->y > PDF_TOP)
        pdf_page(p);
}

static void outline(Pdf *p, Str text)
{
    char at[64];
    if (!p->drawing || !text.n)
        return;
    (void)snprintf(at, sizeof at, "page=%d pos=[0 %.1f]", p->page, p->y);
    (void)cairo_pdf_surface_add_outline(p->surface, CAIRO_PDF_OUTLINE_ROOT, pdf_clean(p, text).p, at, CAIRO_PDF_OUTLINE_FLAG_OPEN);
}

/* The room that what follows a heading needs at least, so that a heading never stands alone at the foot of a page. */
static double follows(Pdf *p, const Block *b)
{
    enum { LEAST = 60, TITLE = 22 };
    const Block *next = b->kind == BLOCK_GROUP ? b->child : b->next;
    if (!next || next->kind != BLOCK_CHART)
        return LEAST;
    const Picture *picture = chart_picture(p->a, next->chart);
    return picture->h * (picture->w > p->w ? p->w / picture->w : 1) + TITLE;
}

static void heading(Pdf *p, const Block *b, Str text, int rank)
{
    enum { BEFORE = 10, AFTER = 5 };
    if (!text.n)
        return;
    PangoLayout *l = pdf_layout_text(p, text, &(PdfLook){ .size = rank == 2 ? 13 : 10.5, .bold = true }, p->w);
    pdf_need(p, pdf_height(l) + BEFORE + follows(p, b));
    p->y += p->y > PDF_TOP ? BEFORE : 0;
    if (rank == 2)
        outline(p, text);
    pdf_flow(p, l, rank == 2 ? "H2" : "H3", p->x, (Runs){ NULL, 0 });
    p->y += AFTER;
}

static void para(Pdf *p, Runs r, const PdfLook *look, double indent, double after)
{
    if (!r.n)
        return;
    pdf_paint(p, look->paint);
    pdf_flow(p, pdf_layout(p, r, look, p->w - indent), "P", p->x + indent, r);
    pdf_paint(p, PAINT_INK);
    p->y += after;
}

static void plain(Pdf *p, Runs r) { para(p, r, &(PdfLook){ .size = BODY }, 0, 7); }

static void put_group(Pdf *p, const Block *b)
{
    if (b->up && b->up->group == GROUP_CHAIN && b->index > 0)
        para(p, RUNS(p->a, run_soft(STR("\xE2\x86\x93 which goes with"))), &(PdfLook){ .size = 8 }, 0, 0);
    heading(p, b, b->title.n || b->group != GROUP_DETAILS ? text_whole(b->title) : STR("Explain this number"), b->level > 1 ? 3 : 2);
}

static void put_heading(Pdf *p, const Block *b) { heading(p, b, b->title, b->rank); }
static void put_para(Pdf *p, const Block *b) { plain(p, b->runs); }

static void put_figure(Pdf *p, const Block *b)
{
    const Figure *f = b->figure;
    pdf_need(p, 48);
    para(p, RUNS(p->a, run_soft(text_whole(f->label))), &(PdfLook){ .size = 8.5 }, 0, 0);
    para(p, f->grade ? RUNS(p->a, run_strong(text_whole(f->value)), run_plain(STR("  ")), run_grade(f->grade)) : RUNS(p->a, run_strong(text_whole(f->value))),
         &(PdfLook){ .size = 15 }, 0, 1);
    para(p, RUNS(p->a, run_soft(figure_words(p->a, f))), &(PdfLook){ .size = 8 }, 0, 8);
}

static void put_pairs(Pdf *p, const Block *b)
{
    const double key = p->w * 0.3;
    for (size_t i = 0; i < b->n_pair; i++) {
        PangoLayout *k = pdf_layout_text(p, b->pair[i].key, &(PdfLook){ .size = 8.5, .bold = true }, key - 8);
        int line = 0;
        pdf_need(p, pdf_height(k));
        pdf_tag(p, "P");
        double y = p->y, h = pdf_lines(p, k, &line, p->x, p->y, PDF_H, (Runs){ NULL, 0 });
        int page = p->page;
        pdf_tag_end(p, "P");
        para(p, b->pair[i].value, &(PdfLook){ .size = 8.5 }, key, 3);
        if (p->page == page && p->y < y + h + 3)
            p->y = y + h + 3;
        g_object_unref(k);
    }
    p->y += 6;
}

static void put_table(Pdf *p, const Block *b) { pdf_table(p, b->table); }
static void put_chart(Pdf *p, const Block *b) { pdf_chart(p, b->chart); }

static void put_quote(Pdf *p, const Block *b)
{
    bool bare = b->runs.n && !str_starts(b->runs.run[0].text, STR("\xE2\x80\x9C")) && !str_starts(b->runs.run[0].text, STR("\""));
    Run *all = ARENA_NEW_N(p->a, Run, b->runs.n + 2);
    size_t n = 0;
    if (bare)
        all[n++] = run_plain(STR("\xE2\x80\x9C"));
    for (size_t i = 0; i < b->runs.n; i++)
        all[n++] = b->runs.run[i];
    if (bare)
        all[n++] = run_plain(STR("\xE2\x80\x9D"));
    para(p, (Runs){ all, n }, &(PdfLook){ .size = BODY }, 12, 1);
    para(p, b->cite, &(PdfLook){ .size = 8, .paint = PAINT_SOFT }, 12, 8);
}

static void put_callout(Pdf *p, const Block *b)
{
    Paint paint = b->tone == TONE_HARM ? PAINT_RISK : b->tone == TONE_PROOF ? PAINT_GOOD : PAINT_ACCENT;
    pdf_need(p, 40);
    double y = p->y;
    int page = p->page;
    para(p, RUNS(p->a, run_strong(text_whole(b->title))), &(PdfLook){ .size = BODY, .paint = paint }, 10, 1);
    para(p, b->runs, &(PdfLook){ .size = BODY }, 10, 0);
    pdf_paint(p, paint);
    cairo_rectangle(p->cr, p->x, p->page == page ? y : PDF_TOP, 2, p->y - (p->page == page ? y : PDF_TOP));
    cairo_fill(p->cr);
    pdf_paint(p, PAINT_INK);
    p->y += 9;
}

static void put_list(Pdf *p, const Block *b)
{
    static const Paint dot[] = { [TONE_NORMAL] = PAINT_SOFT, [TONE_OFF] = PAINT_FAINT, [TONE_HARM] = PAINT_RISK, [TONE_PROOF] = PAINT_GOOD, [TONE_ACCENT] = PAINT_ACCENT };
    bool steps = b->list->kind == LIST_STEPS;
    int number = 0;
    for (const DocItem *i = b->list->first; i; i = i->next) {
        pdf_need(p, 16);
        Str mark = steps ? str_fmt(p->a, "%d.", ++number) : STR("\xE2\x80\xA2");
        PangoLayout *l = pdf_layout_text(p, mark, &(PdfLook){ .size = BODY }, 0);
        int line = 0;
        pdf_paint(p, steps ? PAINT_SOFT : dot[i->tone]);
        pdf_tag(p, "Lbl");
        (void)pdf_lines(p, l, &line, p->x, p->y, PDF_H, (Runs){ NULL, 0 });
        pdf_tag_end(p, "Lbl");
        g_object_unref(l);
        para(p, i->text, &(PdfLook){ .size = BODY }, 14, 0);
        para(p, i->small, &(PdfLook){ .size = 8, .paint = PAINT_SOFT }, 14, 0);
        p->y += 4;
    }
    p->y += 4;
}

static void put_head(Pdf *p)
{
    const DocHead *h = &p->d->head;
    outline(p, h->title);
    pdf_flow(p, pdf_layout_text(p, h->title, &(PdfLook){ .size = 19, .bold = true }, p->w), "H1", p->x, (Runs){ NULL, 0 });
    p->y += 5;
    para(p, h->subtitle, &(PdfLook){ .size = 10.5, .paint = PAINT_SOFT }, 0, 10);
}

static void put_notes(Pdf *p)
{
    if (!p->d->note)
        return;
    pdf_need(p, 40);
    p->y += 8;
    for (const DocNote *n = p->d->note; n; n = n->next)
        para(p, n->runs, &(PdfLook){ .size = 7.5, .paint = PAINT_SOFT }, 0, 3);
}

static void all_blocks(Pdf *p)
{
    static void (*const put[BLOCK_N])(Pdf *, const Block *) = {
        [BLOCK_GROUP] = put_group, [BLOCK_HEADING] = put_heading, [BLOCK_PARA] = put_para, [BLOCK_FIGURE] = put_figure, [BLOCK_PAIRS] = put_pairs,
        [BLOCK_TABLE] = put_table, [BLOCK_CHART] = put_chart, [BLOCK_QUOTE] = put_quote, [BLOCK_CALLOUT] = put_callout, [BLOCK_LIST] = put_list,
    };
    first_page(p);
    put_head(p);
    for (DocStep s = doc_begin(p->d); s.block; s = doc_next(s))
        if (!s.leaving)
            put[s.block->kind](p, s.block);
    put_notes(p);
    cairo_show_page(p->cr);
}

static cairo_status_t take(void *ctx, const unsigned char *bytes, unsigned n)
{
    Buf *out = ctx;
    buf_put(out, (Str){ (const char *)bytes, n });
    return out->over ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

static void describe(const Pdf *p, Str day)
{
    Str when = str_fmt(p->a, "%.*sT00:00:00Z", STR_ARG(day));
    cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_TITLE, pdf_clean(p, text_whole(p->d->head.title)).p);
    cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_AUTHOR, pdf_clean(p, text_whole(p->d->head.org)).p);
    cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_CREATOR, "Throughline " TL_VERSION);
    cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_CREATE_DATE, when.p);
    cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_MOD_DATE, when.p);
}

/* One pass: into `out`, or into nothing, to learn how many pages there are. */
static cairo_status_t pass(Pdf *p, Str day, Buf *out)
{
    p->surface = cairo_pdf_surface_create_for_stream(out ? take : NULL, out, PDF_W, PDF_H);
    p->drawing = out != NULL;
    describe(p, day);
    p->cr = cairo_create(p->surface);
    all_blocks(p);
    cairo_status_t bad = cairo_status(p->cr);
    cairo_destroy(p->cr);
    cairo_surface_finish(p->surface);
    if (!bad)
        bad = cairo_surface_status(p->surface);
    cairo_surface_destroy(p->surface);
    return bad;
}

Status doc_pdf(const Doc *d, Str day, Arena *a, Buf *out, Err *err)
{
    Pdf p = { .d = d, .a = a, .x = PDF_LEFT, .w = PDF_W - PDF_LEFT - PDF_RIGHT };
    cairo_status_t bad = pass(&p, day, NULL);
    p.pages = p.page;
    if (!bad)
        bad = pass(&p, day, out);
    if (!bad)
        pdf_mark(text_whole(d->head.lang), a, out);
    if (out->over)
        return ERR(err, ST_TOO_BIG, "the report is over %zu bytes", out->max);
    return bad ? ERR(err, ST_IO, "cannot draw the document: %s", cairo_status_to_string(bad)) : ST_OK;
}

void doc_pdf_done(void)
{
    pango_cairo_font_map_set_default(NULL);
    cairo_debug_reset_static_data();
}
