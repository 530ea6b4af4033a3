/* pdf_in.h - what the parts of the PDF driver share.  For src/report/pdf*.c alone.
 *
 * A Pdf has a place on a page: y is where the next thing begins.  Things are measured (a PangoLayout knows its height) before they
 * are drawn; pdf_need() begins a page when what comes does not fit.  Lengths are points.  A structure tag must not cross a page, so
 * whoever may cross one closes it before pdf_page() and opens it again.
 */
#ifndef TL_REPORT_PDF_IN_H
#define TL_REPORT_PDF_IN_H

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include "report/doc_blocks.h"
#include "report/pdf.h"

#define PDF_W 595.28                /* A4 */
#define PDF_H 841.89
#define PDF_LEFT 51.0
#define PDF_RIGHT 51.0
#define PDF_TOP 62.0
#define PDF_BOTTOM 58.0

typedef struct Pdf {
    const Doc *d;
    Arena     *a;
    cairo_t   *cr;
    cairo_surface_t *surface;
    double     y, x, w;             /* x, w: of the column of text */
    int        page;
    bool       drawing;             /* false in the first pass, which counts the pages */
    int        pages;
} Pdf;

typedef struct PdfLook {
    double size;
    Paint  paint;
    bool   bold;
    PangoAlignment align;
} PdfLook;

/* pdf_text.c */
PangoLayout *pdf_layout(Pdf *p, Runs r, const PdfLook *look, double w);      /* w 0: on one line; the caller's to g_object_unref() */
PangoLayout *pdf_layout_text(Pdf *p, Str s, const PdfLook *look, double w);
double pdf_height(PangoLayout *l);
double pdf_width(PangoLayout *l);
/* Lines from *line on, at (x, y), down to `bottom` at most; returns the height drawn and moves *line.  Links among `r` are made. */
double pdf_lines(Pdf *p, PangoLayout *l, int *line, double x, double y, double bottom, Runs r);
void   pdf_flow(Pdf *p, PangoLayout *l, const char *tag, double x, Runs r);   /* over pages; frees the layout */
Str    pdf_clean(const Pdf *p, Str s);                    /* as it may be drawn: UTF-8 without control characters */
void   pdf_paint(Pdf *p, Paint paint);
void   pdf_tag(Pdf *p, const char *tag);
void   pdf_tag_end(Pdf *p, const char *tag);

/* pdf.c */
void pdf_page(Pdf *p);
void pdf_need(Pdf *p, double h);

/* pdf_catalog.c: says in a finished file that it is tagged, and its language. */
void pdf_mark(Str lang, Arena *a, Buf *out);

/* pdf_table.c, pdf_picture.c */
void pdf_table(Pdf *p, const DocTable *t);
void pdf_chart(Pdf *p, const Chart *c);
double pdf_picture(Pdf *p, const Picture *picture, double x, double y, double w);   /* scaled down to w; the height */

#endif
