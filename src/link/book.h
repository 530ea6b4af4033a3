/* book.h - what the parts of the stage share: settings, rules, the panel of decisions, and what accounts did, day by day.
 *
 * A Series is a table ordered by account and day; from[k] is the first row of the k-th account (accounts by id, as in `account`), so that a
 * question about an account's days costs two short searches.
 */
#ifndef TL_LINK_BOOK_H
#define TL_LINK_BOOK_H

#include "link/grade.h"
#include "link/panel.h"
#include "link/peer.h"
#include "link/rule.h"
#include "num/interval.h"

typedef struct Series {
    Table t;
    const int64_t *day;
    size_t *from;                 /* n accounts + 1 */
} Series;

typedef struct LinkBook {
    Store *s;
    Arena *a;
    Window w;
    GradeLimits limits;
    double minutes, hour_cost, visit_cost, meeting_minutes, few_prior;
    uint64_t seed;
    const Rules *rules;
    const Panel *panel;
    const Peers *peers;           /* who is adjusted for whom */
    Table account;                /* account_id, name, segment, region, customer_since, cluster */
    uint64_t *key;                /* by account, for what is drawn: of its name, so that files may come in any order; ids would not do */
    Series usage, ticket, visit, score, invoice, reference, left;
    int64_t *ended;               /* by account: the day it was lost; INT64_MAX: it was not */
    int64_t first_usage, first_ticket, first_visit, first_invoice, first_reference, first_left;   /* before them nothing is known; INT64_MAX: no such source */
    int64_t reduced;              /* renewals for less than before */
    size_t undated, left_undated; /* references that are said to be given, contacts that are said to have left (left.h), and not when */
    bool *known;                  /* by account: the CRM knows contacts of it */
} LinkBook;

MUST_USE Status book_load(LinkBook *b, Err *err);
LinkBook book_on(const LinkBook *b, Arena *a);                            /* the same book, with the memory of one worker (base/parallel.h) */

size_t book_account(const LinkBook *b, int64_t id);                       /* its place; account.n: unknown */
/* Rows [*lo, *hi) of one account with days in [from, to). */
void   series_in(const Series *s, size_t account, int64_t from, int64_t to, size_t *lo, size_t *hi);
double series_sum(const Series *s, const char *col, size_t account, int64_t from, int64_t to);
/* Estimate, low and high into three columns; all left missing where one of the first two is not known. */
void   book_put_interval(Table *t, size_t col, const Interval *x);

#endif
