/* option.h - ways of mending an issue: what a person typed about them, and what each would bring.
 *
 * A person's words are rows of `verdict` with stage 'option', never changed and replayed in their order on every run:
 *   option    NAME                 there is such an option
 *   set       NAME | FIELD=VALUE   fields of option_fields[]; the last one counts
 *   drop      NAME
 *   undo      NUMBER               the decision of that number is as if it had never been; an undo cannot be undone
 * option_parse() says whether such words can be understood, before they are written down.
 *
 * Money   cost and yearly are typed in whole units of the book's currency (99.50), kept and given in minor ones.
 * Share   of the issue that an option prevents: as typed, a range; what audits found of like actions (d_lesson) draws it to itself,
 *         by precision, two actions of a kind differing by 0.2 (sd) beyond what the audit leaves open; nothing typed: the audits alone.
 * Worth   in each draw of the cost of doing nothing (d_issue_draw): (margin x cost a year + handling a year) x share, from `months`
 *         after the start to annuity_years, the base growing by base_growth, discounted by the month; less what it costs.  Shares above the
 *         options' mean are drawn towards it before any is chosen, as far as their own doubt is large against their differences
 *         (empirical Bayes): the best of many unsure ones looks better than it is.
 * Payback the first month in which what was saved passes what was spent, both discounted.
 */
#ifndef TL_ACT_OPTION_H
#define TL_ACT_OPTION_H

#include "store/option_ask.h"
#include "store/store.h"

enum { OPTION_MAX = 200, OPTION_NAME_MAX = 200, OPTION_MONTHS_MAX = 120 };

typedef struct Remedy {
    Str     name, issue, owner, eager, convince, needs;
    bool    dropped, alone;
    int64_t once, yearly, months, issue_id;      /* issue_id 0: none is meant */
    double  people, typed_low, typed_high;       /* NaN: not typed */
    /* worked out: */
    double  share, share_low, share_high;
    const char *share_from, *reason;
    char    grade;
    double *share_draw, *saved, *net;            /* draws; NULL: nothing can be told */
    double  shrink;                              /* by what `saved` was multiplied */
    double  noise, trials, level;                /* of the issue's measure, for a pilot (pilot.h): variance of a trial, trials of an account a month; level 0: not known */
    size_t  reach, before;                       /* accounts it is measured at, months behind us */
    double  loses, payback, payback_low, payback_high;   /* months; infinite: not within the years */
} Remedy;

typedef struct Options {
    Remedy *at;
    size_t   n, draws;
    const double *issue_draw;                    /* cost of the issues, draws by n_issue */
    const int64_t *issue;
    const Str *issue_name;
    size_t   n_issue;
    double   years;                              /* annuity_years */
} Options;

extern const char *const option_fields[];        /* ends with NULL */

MUST_USE Status option_parse(Str what, Str object, Err *err);

/* option_decide.c, inside the caller's transaction: checks what is said and writes it down.  A field that cannot be understood, and a
 * name, is named before the reason ("cost: '5 or 6' is no cost ...").
 * ST_INVALID: the name to add is there; ST_NOT_FOUND, ST_CONFLICT: nothing of that name or number, or taken back already. */
MUST_USE Status option_decide(Store *s, const OptionAsk *ask, Arena *a, OptionSaid *out, Err *err);
MUST_USE Status option_check_name(Store *s, Str name, bool wanted, Arena *a, Err *err);
MUST_USE Status option_may_undo(Store *s, int64_t number, Arena *a, Err *err);

/* What was typed alone; with their worths, as the book stands. */
MUST_USE Status options_read(Store *s, Arena *a, Options *out, Err *err);
MUST_USE Status options_load(Store *s, Arena *a, Options *out, Err *err);

/* d_option; inside the caller's transaction. */
MUST_USE Status options_write(Store *s, const Options *o, Arena *a, Err *err);

#endif
