/* choose.h - the best set of options under a budget, and everything a sceptic asks about it.
 *
 * The budget is what may be spent in the first year: each option's one-off cost and its first yearly one.  Options of one issue that
 * stand `alone` exclude each other; others of one issue overlap: what both would prevent is taken off once (a pair of num/portfolio.h).
 * An option whose need is dropped, or could not be weighed, is left out with that reason.
 *
 *   choose()           the set; why each other option is not in it; how sure it is in (chance over the draws); regret of taking the best ratio
 *                      first (greedy); what the next CHOOSE_STEP of money buys; which assumption, at the end of its 95 %, gives another
 *                      set; what knowing an input beforehand would be worth (EVPPI): each option's share, each issue's cost.
 *   choose_frontier()  the budgets at which the best set changes, at most FRONTIER_MAX, from all that can be spent downwards.
 *                      Learning asks of the expected value, however cautious the choice.
 * All are figures over annuity_years, present value, after shrinking; nothing is read or written: the same draws, the same answer.
 */
#ifndef TL_ACT_CHOOSE_H
#define TL_ACT_CHOOSE_H

#include "act/option.h"
#include "base/json_out.h"

enum { FRONTIER_MAX = 40, CHOOSE_CHANCES = 200, CHOOSE_STEP = 10000 };   /* CHOOSE_STEP in whole units of the currency */
#define CHOOSE_NO_LIMIT  INT64_MAX
#define CHOOSE_NO_PEOPLE (-1.0)

typedef struct ChooseAsk {
    int64_t budget;              /* minor units; CHOOSE_NO_LIMIT */
    double  people;              /* CHOOSE_NO_PEOPLE */
    double  caution;             /* 0: the mean counts; 1: the worst tenth alone */
    Str     currency;            /* what a step of money is */
    bool    brief;               /* the set and the reasons alone: nothing about learning and chances */
} ChooseAsk;

/* A trial of an option at some accounts, half of them left as they are, watched for some months once it works: pilot.h. */
typedef struct Pilot {
    bool    told;                /* the book measures the issue, and the share is in doubt */
    int64_t accounts, months;    /* of the best one */
    double  se;                  /* error of the share that it shows */
    int64_t worth, cost, wait, net;   /* EVSI; of the half reached; what waiting for it loses; worth less both */
    bool    pays;                /* net above nothing */
} Pilot;

typedef struct ChooseRow {
    size_t  option;              /* in Options */
    bool    taken, weighed, has_loss;
    Str     reason;
    const char *why;             /* the reason by name: taken, too big, loses, rival, room, unweighed */
    Str     instead;             /* the option that stands in its way; "" none */
    int64_t cost, net, loss, learn;
    double  chance;
    Pilot   pilot;
} ChooseRow;

typedef struct ChooseInput {
    Str     name;                /* "share of Depot Lyon", "cost of delivery overdue" */
    int64_t learn;               /* EVPPI */
    bool    flips_low, flips_high;   /* at that end of its 95 % another set is best */
    double  low, high;           /* the ends, as shares or minor units */
    bool    is_share;
    Str     instead;             /* the other set, of the low end first */
} ChooseInput;

typedef struct Choice {
    ChooseRow *row;
    size_t     n, n_taken;
    ChooseInput *input;
    size_t     n_input;
    int64_t    mean, low, high, tail;     /* net present value of the set */
    int64_t    raw;                       /* mean before shrinking */
    int64_t    spent, regret, know_all, next_gain;
    double     people;
    Str        next_names;                /* what would be in then and is not now */
    bool       gap;                       /* the search ended before it was sure */
} Choice;

typedef struct FrontierPoint {
    int64_t budget, value, tail;
    Str     names;
} FrontierPoint;

typedef struct Frontier {
    FrontierPoint at[FRONTIER_MAX];
    size_t n;
} Frontier;

MUST_USE Status choose(const Options *o, const ChooseAsk *ask, Arena *a, Choice *out, Err *err);
MUST_USE Status choose_frontier(const Options *o, const ChooseAsk *ask, Arena *a, Frontier *out, Err *err);

void choose_json(const Options *o, const ChooseAsk *ask, const Choice *c, const Frontier *f, Arena *a, JsonOut *j);

/* d_option, d_choice (at the budget that is set), d_frontier; inside the caller's transaction. */
MUST_USE Status options_all_write(Store *s, Arena *a, size_t *n, Err *err);

#endif
