/* answer.h - the answers of the program, as JSON: doc/api.md route by route, and `run --json`.
 *
 * One function an answer; each reads the book, computes nothing that a stage has left there, and
 * writes one whole JSON object (field by field what doc/api.md says) with base/json_out.h.  The
 * HTTP server and `--json` on the command line call the same functions, so they cannot disagree.
 *
 * Field rules      money in integer minor units, dates and times as ISO 8601 text in UTC, shares
 *                  and effects as fractions; a text that is empty and a value that is missing are
 *                  null.  Ids are integers; a comment's id is "account-comment" within one
 *                  computation, its key lasts.
 * Charts           SVG text (report/chart.h); ids inside are unique within one answer.
 * Order            by numbers, dates and ids; names by their case-folded bytes, then by id.  The
 *                  same book gives the same bytes, on either engine.
 * Wording          below grade A nothing is said to cause anything: it "puts at risk" or "goes with".
 * Totals           issues may meet the same accounts, so their costs are never added: the headline
 *                  gives the largest and says that there are more.
 * Errors           ST_NOT_FOUND for an id that is not in the book, ST_USAGE for an unknown sort; the
 *                  half-written object is then the caller's to throw away.
 *
 * A Store belongs to one thread; results live in `a` and in the JsonOut's buffer.
 * Oracle: tests/report/t_answer.c holds every answer against the contract, on both engines.
 */
#ifndef TL_REPORT_ANSWER_H
#define TL_REPORT_ANSWER_H

#include "base/json_out.h"
#include "store/store.h"

enum { ANSWER_PER_PAGE = 50 };

typedef struct AnswerQuery {
    Str     book;                         /* what the book is called: answer_book_name() */
    Str     q, segment, sort;             /* "" where not asked */
    int64_t id, theme, account, file;     /* 0: not asked; id is the one in the path */
    Str     key;                          /* answer_comment: the one in the path */
    int64_t page, per_page;               /* 0: the first; ANSWER_PER_PAGE */
    Str     by;                           /* answer_rollup: parent, segment, region, account; "": parent; answer_drivers: an outcome; "": all */
    Str     month;                        /* answer_ledger: "YYYY-MM"; "": all */
    Str     reason;                       /* answer_quarantine: only rows set aside for it; "": all */
    int64_t budget, people, risk, brief;  /* answer_portfolio: minor units, people; 0: no limit; risk in hundredths; brief: answer_forecast too */
    Str     kind, measure, value, status; /* answer_signal_list: rise, fall, step, drift, spike, running; which measure; which slice of `by`; how it was judged; answer_tasks: kind is the rule; answer_comments: the side */
    Str     before, owner;                /* answer_tasks: made before this day, "YYYY-MM-DD"; whose ("-": nobody's); "": all */
    Str     report;                       /* answer_run: where the report was written; "": null */
    Str     format;                       /* of a list over HTTP: json, csv, xlsx; read by serve/rows.h alone */
    Str     hide;                         /* answers with quotes: "names" leaves out who said it; "": nothing */
    Str     files;                        /* answer_run: JSON array of what this import did; "": as the book has it */
} AnswerQuery;

/* Without q: everything on the first page. */
#define ANSWER_ALL(name) (&(AnswerQuery){ .book = (name), .q = STR(""), .key = STR(""), .segment = STR(""), .sort = STR(""), .by = STR(""), .month = STR(""), .reason = STR(""), .kind = STR(""), .measure = STR(""), .value = STR(""), .status = STR(""), .before = STR(""), .owner = STR(""), .report = STR(""), .format = STR(""), .hide = STR(""), .files = STR("") })

/* The part of a list that is asked for: at most LIMIT_PAGE_ROWS rows, and `skip` never overflows, whatever was asked. */
typedef struct PageOf {
    int64_t page, per_page, skip;
} PageOf;
PageOf page_of(const AnswerQuery *q);
void   put_page(JsonOut *j, int64_t total, const PageOf *p);      /* "total", "page", "per_page" */

typedef Status Answer(Store *s, const AnswerQuery *q, Arena *a, JsonOut *j, Err *err);

MUST_USE Answer answer_book;              /* GET /api/v1/book */
MUST_USE Answer answer_money;             /* GET /api/v1/money */
MUST_USE Answer answer_signals;           /* `signals --json` */
MUST_USE Answer answer_signal_list;       /* GET /api/v1/signals */
MUST_USE Answer answer_signal;            /* GET /api/v1/signals/{id} */
MUST_USE Answer answer_changes;           /* GET /api/v1/changes */
MUST_USE Answer answer_settings;          /* `set --json` */
MUST_USE Answer answer_issues;            /* GET /api/v1/issues; also `issues --json` */
MUST_USE Answer answer_drivers;           /* GET /api/v1/drivers?outcome=; also `drivers --json`; by: the outcome, "": all */
MUST_USE Answer answer_issue;             /* GET /api/v1/issues/{id} */
MUST_USE Answer answer_accounts;          /* GET /api/v1/accounts */
MUST_USE Answer answer_rollup;            /* GET /api/v1/rollup; also `accounts --json` */
MUST_USE Answer answer_account;           /* GET /api/v1/accounts/{id} */
MUST_USE Answer answer_timeline;          /* GET /api/v1/accounts/{id}/timeline; kind: only moments of it, "": all */
MUST_USE Answer answer_comments;          /* GET /api/v1/comments */
MUST_USE Answer answer_comment;           /* GET /api/v1/comments/{id}; key: of its source record, which lasts (d_comment_key) */
MUST_USE Answer answer_expectations;      /* GET /api/v1/expectations; also `expectations --json` */
MUST_USE Answer answer_voices;            /* GET /api/v1/voices; also `voices --json` */
MUST_USE Answer answer_stories;           /* GET /api/v1/stories; also `stories --json` */
MUST_USE Answer answer_story;             /* GET /api/v1/stories/{id}; also `stories show --json` */
MUST_USE Answer answer_themes;            /* GET /api/v1/themes?q=; also `themes --json`; q: the question whose shares are wanted, "": all comments */
MUST_USE Answer answer_sub_themes;        /* GET /api/v1/themes/subs: the second level, a row each */
MUST_USE Answer answer_reviews;           /* GET /api/v1/reviews; also `resolve review --json` */
MUST_USE Answer answer_links;             /* GET /api/v1/links?q=; also `resolve explain --json` */
MUST_USE Answer answer_decisions;         /* GET /api/v1/decisions */
MUST_USE Answer answer_files;             /* GET /api/v1/files */
MUST_USE Answer answer_ledger;            /* GET /api/v1/ledger; also `ledger --json` */
MUST_USE Answer answer_data;              /* GET /api/v1/data; also `data --json` */
MUST_USE Answer answer_quarantine;        /* GET /api/v1/quarantine */
MUST_USE Answer answer_actions;           /* GET /api/v1/actions; also `actions --json` */
MUST_USE Answer answer_lot;               /* GET /api/v1/lots?q=; also `actions BOOK lot NAME --json`; q: the action; "": all */
MUST_USE Answer answer_options;           /* GET /api/v1/options; also `options --json` */
MUST_USE Answer answer_forecast;          /* GET /api/v1/forecast; also `forecast --json` */
MUST_USE Answer answer_lifetime;          /* GET /api/v1/lifetime; also `lifetime --json` */
MUST_USE Answer answer_tasks;             /* GET /api/v1/tasks; also `tasks --json`; by: open, done or all */
MUST_USE Answer answer_jobs;              /* within GET /api/v1/jobs; also `jobs --json` */
MUST_USE Answer answer_run;               /* `run --json`: the block in the command line's contract */

/* The answers to answer_account() for all accounts with an id from `from` to `to`, in their order, each as its whole JSON; what the database reads for
 * one it reads for all, so a thousand cost little more than ten.  An answer of more than ANSWER_CARD_MAX bytes is left out. */
enum { ANSWER_CARD_MAX = 64 * 1024 * 1024 };
typedef Status AnswerEach(void *ctx, int64_t id, Str json, Err *err);
MUST_USE Status answer_cards(Store *s, int64_t from, int64_t to, AnswerEach *each, void *ctx, Err *err);

/* "dir/acme.book" -> "acme.book"; "postgresql://user:secret@host/acme?x=y" -> "acme". */
Str answer_book_name(Arena *a, Str where);

/* "2026-03" as the day that statements take; "" for all months; ST_USAGE. */
MUST_USE Status answer_month(Str s, Arena *a, Str *day, Err *err);

/* The finding in one sentence, for the page, the report and the terminal. */
typedef struct Headline {
    Str     title, subtitle;
    Str     needed;                       /* what would be needed to find more; "" when something was found */
    bool    nothing_found;                /* no issue is ranked */
    int64_t ranked;                       /* issues that are */
    int64_t cost, low, high;              /* of the largest; all 0 when nothing was found */
    int64_t horizon_days;
} Headline;
MUST_USE Status answer_headline(Store *s, Arena *a, Headline *out, Err *err);

#endif
