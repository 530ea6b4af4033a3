/* page.h - documents from the book: what each reader or command shows (doc.h), for every medium.
 *
 * page_headline  the end of `throughline run`: the answer as a sentence, the ranked issues, what changed, green but red, did it work
 * page_report    the whole document for a CFO: the same, then every issue with its evidence, data findings, files, ledger,
 *                assumptions, methods
 * page_cfo, page_ceo, page_unit, page_visit   one reader each (`report --for`): the same figures, other things first
 * the others     one command each
 * Nothing here reads a clock or says what this run imported: the same book gives the same bytes.
 */
#ifndef TL_REPORT_PAGE_H
#define TL_REPORT_PAGE_H

#include "report/doc.h"
#include "store/store.h"

MUST_USE Status page_headline(Store *s, Arena *a, Doc **out, Err *err);
MUST_USE Status page_report(Store *s, Arena *a, Doc **out, Err *err);
MUST_USE Status page_cfo(Store *s, Str name, Arena *a, Doc **out, Err *err);              /* no name: money, ledger, payback */
MUST_USE Status page_ceo(Store *s, Str name, Arena *a, Doc **out, Err *err);              /* no name: the answer on a page or two */
MUST_USE Status page_unit(Store *s, Str name, Arena *a, Doc **out, Err *err);             /* ST_NOT_FOUND names the nearest */
MUST_USE Status page_visit(Store *s, Str name, Arena *a, Doc **out, Err *err);            /* an account before a visit: two pages */
MUST_USE Status page_issues(Store *s, Arena *a, Doc **out, Err *err);
MUST_USE Status page_issue(Store *s, Str name, Arena *a, Doc **out, Err *err);          /* ST_NOT_FOUND names the nearest */
MUST_USE Status page_drivers(Store *s, Str outcome, Arena *a, Doc **out, Err *err);      /* "": all; ST_USAGE */
MUST_USE Status page_signals(Store *s, Arena *a, Doc **out, Err *err);
MUST_USE Status page_themes(Store *s, Arena *a, Doc **out, Err *err);
MUST_USE Status page_expectations(Store *s, bool hide, Arena *a, Doc **out, Err *err);    /* hide: names */
MUST_USE Status page_voices(Store *s, Str query, bool hide, Arena *a, Doc **out, Err *err);
MUST_USE Status page_stories(Store *s, int64_t id, bool hide, Arena *a, Doc **out, Err *err); /* 0: all; ST_NOT_FOUND */
MUST_USE Status page_audit(Store *s, Arena *a, Doc **out, Err *err);                    /* actions, and units' metrics */
MUST_USE Status page_actions(Store *s, Str name, Arena *a, Doc **out, Err *err);        /* "": all; ST_NOT_FOUND */
MUST_USE Status page_options(Store *s, Arena *a, Doc **out, Err *err);                  /* what could be done, and what each budget buys */
MUST_USE Status page_forecast(Store *s, Arena *a, Doc **out, Err *err);                 /* renewals at risk, and the look back */
MUST_USE Status page_lifetime(Store *s, Arena *a, Doc **out, Err *err);
MUST_USE Status page_data(Store *s, Arena *a, Doc **out, Err *err);                     /* files, findings, review, ledger */
MUST_USE Status page_ledger(Store *s, Str month, Arena *a, Doc **out, Err *err);        /* "YYYY-MM"; "": all */
MUST_USE Status page_quarantine(Store *s, int64_t most, Arena *a, Doc **out, Err *err);
MUST_USE Status page_account(Store *s, Str name, Arena *a, Doc **out, Err *err);
MUST_USE Status page_rollup(Store *s, Str by, Arena *a, Doc **out, Err *err);           /* parent, segment, account; "": parent */
MUST_USE Status page_settings(Store *s, Arena *a, Doc **out, Err *err);

#endif
