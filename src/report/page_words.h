/* page_words.h - the sentences of a page: what a figure means, worded as strongly as its grade allows and no more.
 *
 * Rules: below grade A an effect is told as a difference between like accounts, never as a cause; an issue that is not
 * ranked gets no money; raw and adjusted stand together where they could mislead; customers' words stand in curly quotes,
 * our own names do not.  All texts live in the book's arena.
 */
#ifndef TL_REPORT_PAGE_WORDS_H
#define TL_REPORT_PAGE_WORDS_H

#include "report/page_in.h"

/* What the book can answer, from nothing to ranked issues. */
typedef enum PageState { PAGE_EMPTY, PAGE_UNREAD, PAGE_FEW, PAGE_CHANCE, PAGE_NO_COST, PAGE_RANKED } PageState;

PageState page_state(const PageBook *b);
Str  page_title(PageBook *b);                          /* the answer as a sentence, with its figure */
Runs page_subtitle(PageBook *b);                       /* interval, n, coverage, ledger, or what would be needed */

Str  words_money(PageBook *b, int64_t minor);          /* short */
Str  words_serve(PageBook *b, const PageIssue *i);     /* what handling it costs a year: counted, and estimated beyond */
Str  words_annuity_range(PageBook *b, const PageIssue *i);   /* " (A to B)"; nothing where it is not known */
Str  words_horizon(PageBook *b, int64_t days);         /* "the next twelve months" */
Str  words_n(PageBook *b, int64_t n, const char *one, const char *many);   /* "1 row", "2 rows" */
Str  words_points(PageBook *b, double fraction);       /* signed: "+2.2", "−13.1" */
Str  words_points_range(PageBook *b, double low, double high);   /* "−17.6 to −8.6" */
Str  words_capital(PageBook *b, Str s);                /* the first letter, when ASCII */
Str  words_curly(PageBook *b, Str s);                  /* straight double quotes become curly ones */
Str  words_name(PageBook *b, const PageIssue *i);      /* customers' words quoted; our own name plain */
Str  words_under(PageBook *b, const PageIssue *i);     /* official name and owner */
Str  words_effect(PageBook *b, const PageIssue *i);    /* one sentence on renewal */
Str  words_raw(PageBook *b, const PageIssue *i);       /* "raw −7.2 points, adjusted −1.9 (−6.0 to +2.2)" */
Str  words_why_not(PageBook *b, const PageIssue *i);   /* short reason that it is not ranked */
Str  words_coverage(PageBook *b);
Str  words_ledger(PageBook *b);
Str  words_beside(PageBook *b);                         /* invoices without a rate, of which there are some */
Str words_foreign(PageBook *b);                         /* contracts without a rate, behind a space; "": none */
Str  words_level(PageBook *b, Str measure, double v);  /* "22.4 %", "5.3 per 100 accounts a week" */
Str  words_change(PageBook *b, size_t r);              /* of row r of signals: "from 8.1 % to 22.4 %" */
Str  words_change_size(PageBook *b, size_t r);         /* "+14.3 points (12.0 to 16.6)" */
Str  words_audit(PageBook *b, size_t r);               /* of row r of audits: effect with interval, or why there is none */
Tone words_change_tone(const PageBook *b, size_t r);
Tone words_verdict_tone(Str verdict);

#endif
