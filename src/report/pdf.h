/* pdf.h - a Doc as PDF for A4: the same words, figures and charts as on the page, for people who print and forward.
 *
 * Text is text (selectable, searchable); headings are in the outline; headings, paragraphs, tables, lists and figures are tagged;
 * links lead out; a table's head stands again on each page it goes on to; every page says title, company, as-of day and its number.
 * Charts are the strokes of report/picture.h in the light colours.  Parts that stand side by side on a page stand below each other.
 * Nothing is cut: a row or paragraph that is longer than a page goes on on the next one.
 *
 * The document's date is the one given (the book's as-of day), never the clock's: the same document and fonts give the same bytes.
 * Fonts are the machine's: Inter, Liberation Sans or DejaVu Sans.  By cairo and pango (decision 228).
 *
 * Errors  ST_TOO_BIG when `out` is over its maximum; ST_IO when the library fails.
 * Oracle  tests/report/t_pdf.c reads it back with poppler's pdftotext and pdfinfo; tests/flow/reports.py on the sample.
 */
#ifndef TL_REPORT_PDF_H
#define TL_REPORT_PDF_H

#include "base/status.h"
#include "report/doc.h"

MUST_USE Status doc_pdf(const Doc *d, Str day, Arena *a, Buf *out, Err *err);   /* day: "2025-09-30" */

void doc_pdf_done(void);            /* gives back the fonts that the libraries keep; for who looks for leaks */

#endif
