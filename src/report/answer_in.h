/* answer_in.h - what the answers share; for src/report/answer_*.c alone.
 *
 * put_* write one field from a value or from a cell of a fetched table; a missing cell and an
 * empty text become null.  A Deal is what an account's contract says today (see deals_load).
 */
#ifndef TL_REPORT_ANSWER_IN_H
#define TL_REPORT_ANSWER_IN_H

#include "model/says.h"
#include "report/answer.h"
#include "report/chart.h"
#include "report/running.h"

enum { EXPOSED_MAX = 500, MOMENT_MAX = 500, CHANGE_MAX = 100, ALIAS_MAX = 500, REVIEW_MAX = 500, EVIDENCE_MAX = 30, HEARD_DAYS = 365, FILES_LISTED = 10000, CHART_TEXTS = 64 };

/* answer_kit.c */
void put_day(JsonOut *j, const char *key, Arena *a, int64_t day);              /* 0 is missing: nothing is dated 1970-01-01 */
void put_text_at(JsonOut *j, const char *key, const Table *t, const char *col, size_t r);
void put_worded(JsonOut *j, const char *key, Str sentence, Arena *a);            /* and "KEY_say": its code and values, an empty list where it is none of ours */
void put_unsaid(JsonOut *j, const char *key);                                   /* "KEY_say" of what is no sentence */
void put_worded_at(JsonOut *j, const char *key, Arena *a, const Table *t, const char *col, size_t r);
void put_int_at(JsonOut *j, const char *key, const Table *t, const char *col, size_t r);
void put_f64_at(JsonOut *j, const char *key, const Table *t, const char *col, size_t r);
void put_day_at(JsonOut *j, const char *key, Arena *a, const Table *t, const char *col, size_t r);
void put_range_at(JsonOut *j, const char *key, const Table *t, const char *const col[3], size_t r);  /* {"estimate","low","high"} */
void put_band_at(JsonOut *j, const char *key, const Table *t, const char *const col[3], size_t r);   /* {"estimate","low","high"} of whole numbers */
void put_ref(JsonOut *j, const char *key, int64_t id, Str name);               /* {"id","name"} */
void put_chart(JsonOut *j, const char *key, Arena *a, const Chart *c, Str id);   /* and "KEY_say": its texts that are ours */
void put_no_chart(JsonOut *j, const char *key);
void put_place(JsonOut *j, const Table *files, int64_t file, int64_t line);    /* "file", "line" */

int64_t int_at(const Table *t, const char *col, size_t r, int64_t fallback);
double  f64_at(const Table *t, const char *col, size_t r);                     /* NAN when missing */
Str     text_at(const Table *t, const char *col, size_t r);                    /* "" when missing */
size_t  utf16_offset(Str text, size_t byte);
Str     case_fold(Arena *a, Str s);                                            /* full Unicode case folding */
Str     word_of_count(Arena *a, int64_t n);                                    /* "one" .. "twelve", then figures */
Str     id_list(Arena *a, const int64_t *id, size_t n);                        /* "3,17,20"; "-1" when there are none */

MUST_USE Status files_of(Store *s, Arena *a, const Table *const *t, size_t n, Table *files, Err *err);   /* the files that their rows name (file_id, other_file), for put_place() */
#define FILES_OF(...) (const Table *const[]){ __VA_ARGS__ }, sizeof((const Table *const[]){ __VA_ARGS__ }) / sizeof(const Table *)
MUST_USE Status put_settings(Store *s, const char *key, const char *const *name, size_t n, Arena *a, JsonOut *j, Err *err);  /* n = 0: all */

MUST_USE Status put_coverage(Store *s, int64_t as_of, Arena *a, JsonOut *j, Err *err);                       /* answer_money.c: "coverage" */
MUST_USE Status put_file_parts(Store *s, Arena *a, JsonOut *j, Err *err);                                   /* answer_file.c: all of GET /files */

/* What a list can be filtered by: each value with how many rows have it, the most first. */
typedef struct Facet {
    Str     name, value;
    int64_t n;
} Facet;
typedef struct Facets {
    Facet *at;                                /* the caller's, one for each row that may be counted */
    size_t n;
} Facets;
void facet_count(Facets *f, Str name, Str value);
void put_facet(JsonOut *j, const char *key, Facets *f);                        /* sorts them */

/* answer_clip.c: of the comments of t (account_id, comment_id) those that can be heard; "clip" of row r, null where clips is NULL. */
MUST_USE Status clips_load(Store *s, const Table *t, Arena *a, Table *out, Err *err);
void put_clip(JsonOut *j, const Table *clips, const Table *t, size_t r, Arena *a);
Str permission_word(Str granted);             /* how far an account may be quoted: inside, outside, none; from `what` of voice_permission */

/* answer_deal.c: value and next renewal of accounts, by the same rule as the stage `value` uses:
 * the nearest open renewal; else the anniversary of the last renewed one; amounts a year.
 * An account without a decision is under contract for what runs (running.h); the end that is said is its renewal. */
typedef enum DealStatus { DEAL_UNKNOWN, DEAL_ACTIVE, DEAL_LOST } DealStatus;
typedef struct Deal {
    int64_t    account, value, renewal;       /* renewal: a day, 0 unknown */
    DealStatus status;
    bool       unknown;                       /* value: no contract of it has a rate */
} Deal;
typedef struct Deals {
    Deal  *at;                                /* by account */
    size_t n;
} Deals;
MUST_USE Status deals_load(Store *s, IdRange of, int64_t as_of, Arena *a, Deals *out, Err *err);
const Deal *deal_of(const Deals *d, int64_t account);                                   /* NULL: no contract known */
void put_deal(JsonOut *j, Arena *a, const Deal *d);                                     /* "value_minor", "renewal" */

/* answer_lot.c: "lot" of the action called so, or null, from report_lots; "plan" from report_plans */
void put_lot(JsonOut *j, const Table *lot, Str name, Arena *a);
void put_plan(JsonOut *j, const Table *plan, int64_t action);

/* answer_account.c: what a row of the list and a card have in common */
typedef struct AccountRow {
    int64_t     id;
    Str         name, segment, region, country, key;     /* key: the name, case-folded */
    const Deal *deal;
    bool        flagged_lost;
} AccountRow;
typedef struct AccountExtras {                /* what some rows need besides */
    Table   heard, comments, exposed;
    int64_t as_of;
} AccountExtras;
AccountRow account_row(const Table *t, size_t r, const Deals *deals);
MUST_USE Status account_extras(Store *s, const AccountRow *row, size_t n, int64_t as_of, Arena *a, AccountExtras *out, Err *err);
void put_account_fields(const AccountRow *r, const AccountExtras *x, Arena *a, JsonOut *j);

/* answer_issue.c */
typedef struct Issues {
    Table   issue, effect, audit, stream, signal;
    Str     currency;
    int64_t as_of;
    double  scale_low, scale_high;            /* of the cost charts, shared */
} Issues;
MUST_USE Status issues_load(Store *s, Arena *a, Issues *out, Err *err);
MUST_USE Status issues_load_effects(Store *s, Arena *a, Issues *out, Err *err);        /* their names, ranks, effects and grades alone */
MUST_USE Status put_issues(Store *s, const Issues *is, Arena *a, JsonOut *j, Err *err);  /* "issues_together_minor", "issues": [...] */
size_t effect_of(const Issues *is, int64_t issue);                                       /* row of the renewal effect; n when none */
int64_t issue_stream(const Issues *is, size_t r);                                        /* 0: none */
Str  issue_grade(const Issues *is, int64_t issue);
Str  issue_money_grade(const Issues *is, size_t r);
MUST_USE Status put_issue_charts(Store *s, const Issues *is, size_t r, const Table *stay, Arena *a, JsonOut *j, Err *err);   /* of the issue's own page */
void put_issue_head(JsonOut *j, const Issues *is, size_t r, Arena *a);                             /* the fields without charts */

/* answer_stream.c: the weeks of a stream as a chart, with its changes marked */
typedef struct StreamChart {
    int64_t     stream;
    Str         measure, title, id;
    const char *key;
    bool        spark;
} StreamChart;
MUST_USE Status put_stream(Store *s, const Table *signals, const StreamChart *c, Arena *a, JsonOut *j, Err *err);
const char *measure_unit(Str measure);                                                   /* "share", ... */
ChartForm   measure_form(Str measure);
Tone        signal_tone(const Table *signals, size_t r);                                 /* HARM or PROOF */
MUST_USE Status put_score_of_signal(Store *s, int64_t signal, Arena *a, JsonOut *j, Err *err); /* "mix": why that score moved, or null */
MUST_USE Status put_changes(Store *s, Arena *a, JsonOut *j, Err *err);                   /* "silence", "words", "scores" */
typedef struct SignalEvidence {               /* what stands behind signals, ordered by signal */
    Table quote, with;
} SignalEvidence;
MUST_USE Status signal_evidence_load(Store *s, Arena *a, SignalEvidence *e, Err *err);
void put_signal_evidence(const SignalEvidence *e, int64_t id, Arena *a, JsonOut *j);     /* "quotes", "with" */
void put_signal_head(const Table *signals, size_t r, Arena *a, JsonOut *j);              /* the figures of one row of report_signals */
MUST_USE Status put_signal_chart(Store *s, const Table *signals, size_t r, bool spark, Arena *a, JsonOut *j, Err *err);     /* "chart" */
MUST_USE Status put_signals(Store *s, const Table *signals, bool charts, Arena *a, JsonOut *j, Err *err);

/* the other files' shared parts: answer_money.c, answer_moment.c, answer_comment.c, answer_quote.c */
MUST_USE Status put_metrics(Store *s, bool charts, Arena *a, JsonOut *j, Err *err);     /* answer_metric.c */
void put_audits(const Table *audits, Arena *a, JsonOut *j);
/* What an account's card has from other files: read for a range of accounts, written for one of them. */
enum { MOMENT_KINDS = 9 };
typedef struct Moments {                      /* answer_moment.c: "timeline" */
    Table   kind[MOMENT_KINDS], files, clips;     /* clips: of what was said in calls */
    int64_t as_of;
} Moments;
MUST_USE Status moments_load(Store *s, IdRange of, Arena *a, Moments *out, Err *err);
void put_timeline(const Moments *m, int64_t account, Str currency, Arena *a, JsonOut *j);
typedef struct Outlooks {                     /* answer_outlook.c: "forecast", "lifetime" */
    Table forecast, why, said, life;
} Outlooks;
MUST_USE Status outlooks_load(Store *s, IdRange of, Arena *a, Outlooks *out, Err *err);
void put_account_outlook(const Outlooks *o, int64_t account, Arena *a, JsonOut *j);
typedef struct Expected {                     /* answer_expect.c: "expects", "said" */
    Table set, said;
} Expected;
MUST_USE Status put_mouth(Store *s, Arena *a, JsonOut *j, Err *err);                                 /* answer_mouth.c: "word_of_mouth" */
MUST_USE Status put_index(Store *s, Arena *a, JsonOut *j, Err *err);                                 /* answer_index.c: "satisfaction_index" */
MUST_USE Status expected_load(Store *s, IdRange of, Arena *a, Expected *out, Err *err);
void put_account_expects(const Expected *e, int64_t account, Arena *a, JsonOut *j);
size_t *themes_order(const Table *themes, Arena *a);                                     /* rows, most spoken of first */
MUST_USE Status put_quotes(Store *s, int64_t theme, const Deals *deals, Arena *a, JsonOut *j, Err *err);

#endif
