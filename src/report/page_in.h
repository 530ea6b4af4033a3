/* page_in.h - what the pages share: the book's answers, loaded once, and the parts they are built of.  Only for report/page*.c.
 *
 * page_load() reads the results of all stages that more than one part needs into a PageBook; long lists (quotes, evidence,
 * files) are read by the part that shows them.  A part appends to the Doc's innermost open group and says itself when it has
 * nothing to show.  Nothing is computed here but words and order: issues stand ranked first, then those that cannot be
 * ranked (enough decisions before too few, larger exposed revenue first, then by id).
 */
#ifndef TL_REPORT_PAGE_IN_H
#define TL_REPORT_PAGE_IN_H

#include "report/age.h"
#include "report/doc.h"
#include "report/running.h"
#include "store/store.h"

/* Doubles that the book leaves empty are NAN; grade 0: no effect was estimated. */
typedef struct PageIssue {
    int64_t id, theme, rank;                   /* theme 0: none; rank 0: not ranked */
    Str     name, official, kind, rule, owner, reason, grade_reason, method;
    double  estimate, low, high, se, p, q, raw, raw_low, raw_high, balance, outside, evalue;
    int64_t n_exposed, n_unexposed, n_accounts;
    char    grade;
    int64_t accounts, revenue, cost, cost_low, cost_high, horizon, serve, annuity;
    int64_t certain, extra, extra_low, extra_high, annuity_low, annuity_high;   /* handling counted, and estimated in all */
    char    extra_grade;                       /* 0: nothing is estimated */
    bool    has_cost, has_range;
} PageIssue;

typedef struct PageAssume {
    double exposure_days, gap_days, horizon, margin, rate, years, growth, hour_cost, minutes, least, fdr;
} PageAssume;

typedef struct PageBook {
    Store     *s;
    Arena     *a;
    Str        currency, day;                  /* day: as_of in words */
    BookAge    age;                            /* whether figures are made, and what is in none */
    int64_t    as_of, files, decided, accounts, invoiced, matched, heard, active, cost_joint, joint_low, joint_high, serve_joint, foreign;
    int64_t    beside;                         /* invoices in other currencies than the book's without a rate; most of them in */
    Str        beside_most;
    Str        foreign_amounts;                /* of so many accounts' contracts there is no rate: "USD 1200000", in minor units */
    double     heard_accounts, heard_revenue;  /* shares; NAN before the stages ran */
    PageAssume set;
    PageIssue *issue;
    size_t     n_issue, n_ranked;
    Table      streams, signals, audits, metrics, months, sides, themes, actions;
} PageBook;

MUST_USE Status page_load(Store *s, Arena *a, PageBook *out, Err *err);
Doc *page_begin(PageBook *b, Str title, Runs subtitle);
bool page_idle(PageBook *b, Doc *d);           /* nothing imported or analysed: says how to, and true */

/* How an account stands with us: yearly value, and the next renewal (0: none known; open: it is in the data,
 * otherwise the anniversary of the last one). */
typedef struct PageContract {
    int64_t account, amount, next;
    bool    open, active;
} PageContract;
typedef struct PageContracts {
    PageContract *at;                          /* by account */
    size_t        n;
} PageContracts;
MUST_USE Status page_contracts(PageBook *b, PageContracts *out, Err *err);
Str page_running(PageBook *b, const Running *runs);            /* of an account without a decision: what runs and until when; "No contract is in the data." */
const PageContract *page_contract(const PageContracts *c, int64_t account);   /* NULL: no decision known */

/* Small helpers over tables: empty cells as NAN or a fallback. */
double  page_f64(const Table *t, const char *col, size_t r);
int64_t page_int(const Table *t, const char *col, size_t r, int64_t fallback);
Str     page_place(PageBook *b, Str path, int64_t line);      /* "erp/deliveries.csv, line 12" */

/* Streams of an issue: the row of `streams` of all accounts, and the row of `signals` that tells most of it (SIZE_MAX: none). */
size_t page_stream_of(const PageBook *b, const PageIssue *i);
size_t page_signal_of(const PageBook *b, const PageIssue *i);
bool   page_signal_about(const PageBook *b, const PageIssue *i, size_t r);   /* row r of signals is of its measure */
MUST_USE Status page_weeks(PageBook *b, int64_t stream, Table *out, Err *err);

/* Parts.  `most` bounds a list; what is left out is counted in words. */
MUST_USE Status page_issue_table(PageBook *b, Doc *d, size_t most_unranked, Err *err);
/* whole: with the chain from experience to money, and the exposed accounts; else only what speaks for and against it. */
MUST_USE Status page_issue_part(PageBook *b, Doc *d, const PageIssue *i, const PageContracts *c, bool whole, Err *err);
MUST_USE Status page_aside(PageBook *b, Doc *d, size_t most, Err *err);   /* changed, green but red, did it work, heard from */
MUST_USE Status page_expect_part(PageBook *b, Doc *d, bool hide, Err *err);   /* sets, gaps, weights; says when there are none */
MUST_USE Status page_voice_part(PageBook *b, Doc *d, bool hide, Err *err);    /* both sides of each theme, and quotes */
void page_signal_table(PageBook *b, Doc *d, int64_t since);   /* changes before that day are counted */
void page_metric_table(PageBook *b, Doc *d);
Str  page_metric_since(const PageBook *b, int64_t metric_id);     /* a sentence; empty where nothing is apart */
Str  page_metric_sides(const PageBook *b, int64_t metric_id);      /* what customers got, how they rate it, what they say: a sentence each */
void page_metric_months(PageBook *b, Doc *d);                     /* of all of `metrics` */
void page_audit_table(PageBook *b, Doc *d);
MUST_USE Status page_action_part(PageBook *b, Doc *d, Str name, Err *err);   /* actions and their causes; "": all; nothing when there are none */
MUST_USE Status page_option_part(PageBook *b, Doc *d, Err *err);   /* options and what each budget buys; nothing when there are none */
MUST_USE Status page_forecast_part(PageBook *b, Doc *d, size_t most, Err *err);   /* nothing when there is none */
MUST_USE Status page_ledger_part(PageBook *b, Doc *d, Str day, Err *err);      /* the month's first day; "": all */
MUST_USE Status page_lifetime_part(PageBook *b, Doc *d, size_t most, Err *err);
MUST_USE Status page_driver_part(PageBook *b, Doc *d, Err *err);              /* drivers, effects, chains, hazards, scores looked back at */
MUST_USE Status page_mouth_part(PageBook *b, Doc *d, Err *err);               /* who recommends, who warns, what that brings */
MUST_USE Status page_index_part(PageBook *b, Doc *d, Err *err);               /* the satisfaction index; nothing where no model is known */
MUST_USE Status page_annuity_part(PageBook *b, Doc *d, Err *err);             /* what issues go on costing; nothing when none can be told */
MUST_USE Status page_outlook(PageBook *b, Doc *d, int64_t account, Err *err);      /* one account: forecast with reasons, lifetime value */
void page_money_notes(PageBook *b, Doc *d);    /* the foot: grades, bars, assumptions */
void page_methods(PageBook *b, Doc *d);
MUST_USE Status page_source_parts(PageBook *b, Doc *d, Err *err);   /* sources against their habit, coverage */
MUST_USE Status page_aside_parts(PageBook *b, Doc *d, Err *err);    /* by reason, with an example; what was kept outside */
MUST_USE Status page_data_parts(PageBook *b, Doc *d, Err *err);
MUST_USE Status page_setting_table(PageBook *b, Doc *d, Err *err);

/* Of n names at `name`, the one most like `wanted` by shared letter pairs; SIZE_MAX when none shares any. */
size_t page_nearest(const Str *name, size_t n, Str wanted);

#endif
