/* portfolio.h - which options to take under a budget, and what would change the answer.
 *
 * Method  Options are taken or not: a mixed-integer programme, solved by GLPK.  Each option's worth is known by draws
 *         (rows), the same draw for all options, so that what moves them together does.  Maximised is
 *             (1 - caution) mean + caution * (mean of the worst `tail` of the draws),
 *         the second by cutting planes: the tail mean is the least of all means over a set of that many draws, so each
 *         solution's own worst draws give one linear bound that every choice obeys.  The whole programme with a
 *         variable for every draw gives the same set and takes 40 times as long at 5,000 draws.
 *         Pairs of options that mend the same harm overlap: a pair's column (never positive) is added when both are taken.
 *         portfolio_why        the same with an option forced in (or out): what the choice loses by it.
 *         portfolio_chances    every draw taken for the truth in turn: how often an option is in the best set, and what
 *                              knowing everything beforehand would be worth (EVPI).
 *         portfolio_learn      what knowing one option's worth alone would be worth (EVPPI): the draws cut into
 *                              PORTFOLIO_BINS groups by that worth, the best set of each group.
 *         portfolio_sample_of  what a measurement would be worth (EVSI) that shows an input with an error: each column's worth is
 *                              drawn along a line through what is seen, the mean of what it is worth after seeing it (exact for normal
 *                              ones), and the best set found at PORTFOLIO_POINTS of it, of equal chance.
 * Shape   worth column-major, n_draw by (n_option + n_pair).
 * Units   worth in the caller's money, net of what the option costs; uses in the limits' own units.
 * Errors  ST_INVALID: not finite, negative use, a pair's column above 0, a partner or need out of range;
 *         ST_TOO_BIG: over the limits below; ST_NOT_FOUND: options that must be in do not fit.
 *         `gap` is what the best bound still promises above the set found; above 0 only when nodes ran out.
 * Oracle  tests/num/t_portfolio.c: every subset tried (up to 14 options); the whole programme with a variable a draw.
 */
#ifndef TL_NUM_PORTFOLIO_H
#define TL_NUM_PORTFOLIO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"

enum { PORTFOLIO_OPTIONS_MAX = 1000, PORTFOLIO_LIMITS_MAX = 8, PORTFOLIO_DRAWS_MAX = 100000, PORTFOLIO_BINS = 10, PORTFOLIO_POINTS = 20 };

typedef enum PortfolioMust { PORTFOLIO_FREE, PORTFOLIO_IN, PORTFOLIO_OUT } PortfolioMust;

typedef struct PortfolioPair {
    size_t a, b;
} PortfolioPair;

typedef struct PortfolioInput {
    size_t               n_option, n_pair, n_limit, n_draw, n_need;
    const double        *worth;
    const PortfolioPair *pair;                          /* n_pair: its columns follow the options' */
    const double        *use[PORTFOLIO_LIMITS_MAX];     /* of n_option each: money, people, .. */
    double               limit[PORTFOLIO_LIMITS_MAX];   /* infinite: none */
    const int64_t       *group;                         /* at most one of a group (an issue's alternatives); < 0: none; may be NULL */
    const PortfolioPair *need;                          /* a is of no use without b */
    const uint8_t       *must;                          /* PortfolioMust; NULL: all free */
    double               caution, tail;                 /* 0 .. 1; tail 0: a tenth */
} PortfolioInput;

typedef struct Portfolio {
    bool    *in;                                        /* n_option */
    double   value, mean, tail, gap;                    /* value: what was maximised */
    double   low, high;                                 /* 2.5 and 97.5 % of the draws */
    double   used[PORTFOLIO_LIMITS_MAX];
    size_t   n_in, cuts, nodes;
} Portfolio;

MUST_USE Status portfolio_best(const PortfolioInput *in, Arena *a, Portfolio *out, Err *err);

/* The mean worth of each column, options and pairs. */
double *portfolio_means(const PortfolioInput *in, Arena *a);

typedef enum PortfolioReason {
    PORTFOLIO_CHOSEN,
    PORTFOLIO_TOO_BIG,   /* does not fit the limits even alone, with what it needs */
    PORTFOLIO_LOSES,     /* on average worth less than it costs */
    PORTFOLIO_RIVAL,     /* another way to mend the same issue was taken */
    PORTFOLIO_ROOM,      /* worth it, but what was taken instead is worth more */
} PortfolioReason;

typedef struct PortfolioWhy {
    PortfolioReason reason;
    double          loss;     /* what the choice would lose if this option were turned round; NaN: it cannot be */
    int64_t         instead;  /* the rival, or the option that would have to make room first; -1: none */
} PortfolioWhy;

MUST_USE Status portfolio_why(const PortfolioInput *in, const Portfolio *best, Arena *a, PortfolioWhy *out, Err *err);

typedef struct PortfolioChances {
    double *share;            /* n_option: of the draws looked at */
    double  know_all;         /* EVPI, in the units of worth */
    size_t  looked_at;
} PortfolioChances;

/* Looks at `most` draws at even steps (0: all). */
MUST_USE Status portfolio_chances(const PortfolioInput *in, size_t most, Arena *a, PortfolioChances *out, Err *err);
/* out: n_option values, EVPPI each, never negative. */
MUST_USE Status portfolio_learn(const PortfolioInput *in, Arena *a, double *out, Err *err);
/* The same of any input, known by its value in each draw: an option's share, an issue's cost. */
MUST_USE Status portfolio_learn_of(const PortfolioInput *in, const double *by, Arena *a, double *out, Err *err);
/* seen: in each draw what the measurement shows, the input and its error. */
MUST_USE Status portfolio_sample_of(const PortfolioInput *in, const double *seen, Arena *a, double *out, Err *err);

#endif
