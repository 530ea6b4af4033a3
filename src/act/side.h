/* side.h - the customers' side of a unit's metric, thrice: what they got, how they rate it, what they say of it.
 *
 *   done    things of the last 365 days that went well: deliveries, replies, tickets, invoices, use
 *   rated   ratings of 3 and more of 5 of the survey question that shares most words with the touchpoint
 *   said    comments on themes of the touchpoint that are no complaint (negative, or with a sentence of a disappointed expectation), an account's
 *           share at a time; needed is what is said of all other themes, and the limits are those of the difference, put around it
 *
 * Each is a mean over accounts with limits clustered by account; under SIDE_ACCOUNTS none is told.  A metric is judged by all its sides, so
 * limits are at 1 - 0.05 / sides: with one side 95 %.  A side is red when the whole interval lies below what is needed, green when the whole
 * lies at it or above.  sides_vote(): done weighs 3, rated 2, said, which has others' themes for its only measure, 1: what was done
 * outweighs either of the others, not both.  Above 0 customers are green, below 0 red, at 0 nobody can tell.  Where done is counted as the metric
 * counts (its target is what is needed), cannot be told from what is needed, and holds the metric's reading, the metric says what customers got: done
 * then weighs 3 for the metric's own colour beside what the others say, so that ratings of the touchpoint do not overrule a target missed by a hair.
 */
#ifndef TL_ACT_SIDE_H
#define TL_ACT_SIDE_H

#include "act/better.h"
#include "act/touchpoint.h"

enum { SIDE_ACCOUNTS = 5, MINUTES_AN_HOUR = 60, RED_RATING = 2 };
/* Where no target says it, customers are red when more than this share of things goes wrong. */
#define RED_SHARE 0.2

typedef enum SideKind { SIDE_DONE, SIDE_RATED, SIDE_SAID, SIDES } SideKind;
typedef enum SideState { SIDE_OPEN, SIDE_GREEN, SIDE_RED } SideState;

typedef struct Side {
    double     share, low, high;            /* alone, 95 % */
    double     joint_low, joint_high;       /* together with the other sides of the metric */
    double     needed;
    size_t     accounts;
    int64_t    n;
    Str        words;
    bool       has;
    bool       meant;                       /* needed is the metric's own target: it counts what the metric counts */
    SideState  state;
    bool       monthly;                     /* `what` says how months and other ways to count are asked */
    BetterWhat what;
    int64_t    limit;                       /* days of grace, minutes, the highest bad rating */
    Str        question, label;             /* of BETTER_RATING */
} Side;

/* What all metrics are asked with, read once. */
typedef struct SideBook {
    Store  *s;
    int64_t as_of;
    Table   ratings, themes, said;
} SideBook;

typedef struct SideAsk {
    Str    name, touchpoint;
    double value;                           /* what the metric says */
    bool   green;                           /* on the good side of its target */
    bool   percent;                         /* the target is one in % */
    bool   lower;                           /* lower is better: the metric counts what goes wrong, the sides what goes well */
    double target;                          /* in %; NaN: none */
    const Touchpoint *at;                   /* NULL: not known */
} SideAsk;

MUST_USE Status side_book(Store *s, int64_t as_of, Arena *a, SideBook *out, Err *err);
int sides_vote(const SideAsk *ask, const Side side[SIDES]);
MUST_USE Status sides_see(const SideBook *b, const SideAsk *ask, Arena *a, Side side[SIDES], Err *err);

#endif
