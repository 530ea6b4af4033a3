/* audit_in.h - what the files of the audit share: what is measured, its rows, and what was found. */
#ifndef TL_ACT_AUDIT_IN_H
#define TL_ACT_AUDIT_IN_H

#include "act/act.h"
#include "act/action.h"
#include "num/did.h"

typedef struct Target {
    enum { TARGET_NONE, TARGET_LATE, TARGET_REPLY, TARGET_THEME } kind;
    int64_t issue, theme;
    Str issue_kind, measure;
} Target;

/* One row an account and month, from the first month compared. */
typedef struct Rows {
    int64_t *unit, *period, *place;   /* place: number of the country */
    double *x, *n;
    uint8_t *treated, *use;
    Str *country;
    size_t rows;
} Rows;

/* What is read once for all audits. */
typedef struct Ground {
    Table issues, changes, regions, values, stakes;
    Table lot_stakes;                 /* as stakes, by account of lots */
    char *grades;                     /* of each row of values, with what audits say of it (proof.h) */
    int64_t as_of;
    double grace, horizon, departure, seed;
    size_t family;                    /* audits judged together */
} Ground;

/* What one audit found. */
typedef struct Judged {
    DidVerdict verdict;
    const char *method;               /* NULL: nothing was compared */
    double effect, se, low, high, p, information, departure, largest, shock, shock_p, drift, placebo_p;
    double did, sc, sdid;             /* by country, side by side; NaN: not asked */
    double before, after, other_before, other_after, wanted, detectable;
    double more_periods, more_units;
    size_t n_treated, n_control, others;   /* others: countries side by side, without the treated */
    char grade;
    Str note;
} Judged;

bool    in_countries(Str list, Str country);
bool    everywhere(Str countries);
int64_t month_of(int64_t day);                     /* months since year 0 */
int64_t day_of_month(int64_t month);
double  promised_share(Str text);                  /* "down by 40 %" -> 0.4; "half" -> 0.5; nothing said -> 0 */
Target  target_of(Str issue, Str leading, const Table *issues, Arena *a);

/* The first month of the comparison: a year back, but after the last change found where the action took place.  *changed gets
 * the region of that change: its other accounts lived through the same and are the fair comparison. */
int64_t first_month(const ActionStart *start, const Target *t, const Ground *g, Str *changed);

MUST_USE Status rows_load(Store *s, const Target *t, const Ground *g, int64_t from, Arena *a, Rows *o, Err *err);
void   rows_treat(Rows *o, Str countries);
void   rows_treat_lot(Rows *o, const Lot *lot);                /* reached with any wave */
double rows_level(const Rows *o, int64_t from, int64_t to);    /* of the treated in [from, to); NaN: none */

/* What the measure's months before `to` say of the noise to come, over the treated. */
typedef struct Noise {
    double level, s2, trials;         /* s2: of one trial around its account's level; trials of an account a month */
    size_t accounts, months;
} Noise;
Noise  rows_noise(const Rows *r, int64_t to);

/* Leaves only the changed region's accounts as comparison; false, and all back, where fewer than ten of them were not reached. */
bool   rows_alike(Rows *o, const Table *regions, Str changed);

/* The rules of doc/methods/audit.md. */
MUST_USE Status judge(Store *s, const Action *act, const Target *t, const Ground *g, Arena *a, Judged *out, Err *err);

typedef struct Year {
    int64_t year, first, last;        /* months */
    double  effect, low, high;
    const char *state;
} Year;
enum { YEARS_MAX = 20 };

/* Old fixes looked at again: the effect in each year after the start in which there are three months of data or more. */
MUST_USE Status judge_years(Store *s, const Action *act, const Target *t, const Ground *g, Arena *a, Year *out, size_t *n, Err *err);

/* Money and shares; act/worth.c. */
typedef struct Lesson {
    size_t audits;
    double share, low, high;
} Lesson;

typedef struct Worth {
    double  share, share_low, share_high;              /* taken away, as audited; NaN: not */
    int64_t realised, realised_low, realised_high;
    int64_t predicted, predicted_low, predicted_high;
    bool    has_realised, has_predicted;
    double  option_low, option_high;                   /* share that the prediction rests on */
    const char *option_from;
    char    grade;
} Worth;

enum { KINDS = 3 };
extern const char *const issue_kinds[KINDS];           /* promise, ticket, theme */

/* An effect as the share of the issue that it took away, against what would have been. */
bool share_taken(const Judged *j, double *share, double *se);

/* Does the audit teach about issues of that kind, and what. */
bool lesson_from(const Target *t, const Judged *j, size_t kind, double *share, double *se);
void lessons(const Target *t, const Judged *j, size_t n, Lesson out[KINDS]);
void worth_of(const Action *act, const Target *t, const Judged *j, const Lesson l[KINDS], const Ground *g, Arena *a, Worth *out);

#endif
