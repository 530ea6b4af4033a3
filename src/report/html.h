/* html.h - a Doc as one HTML file that needs nothing else.
 *
 * No script, no outside resource: styles inside, charts as inline SVG.  Light and dark
 * follow the reader's system; printed on A4 with the title, filters and date on every page.
 * Every text from outside goes through html_put(), the only escaper: & < > " ' become
 * references, bytes that are not UTF-8 and characters that XML forbids become U+FFFD,
 * direction overrides are dropped, so a text cannot leave its place.  An address is
 * written only when it is http(s), mailto or relative; otherwise the text stays, unlinked.
 *
 * report_css() gives the same tokens and rules to the web page.  doc_html_fragment() writes
 * only the title, the filters and the blocks (inside <main> of a page that has the CSS);
 * `prefix` keeps ids apart when a page holds several.
 *
 * Errors: ST_TOO_BIG when `out` is over its maximum.
 * Oracle: tests/report/t_html.c: golden files, hostile texts at every field.
 */
#ifndef TL_REPORT_HTML_H
#define TL_REPORT_HTML_H

#include "base/status.h"
#include "report/doc.h"

void html_put(Buf *out, Str s);
bool html_href_ok(Str href);
Str  report_css(void);              /* tokens (:root), rules, dark and print; static text */

MUST_USE Status doc_html(const Doc *d, Arena *a, Buf *out, Err *err);
MUST_USE Status doc_html_fragment(const Doc *d, Str prefix, Arena *a, Buf *out, Err *err);

#endif
