/* affect.h - what an issue does to outcomes other than renewal, and what speaks for and against every effect.
 *
 * Estimate   linear regression of the outcome on exposure and covariates (num/robust.h): a difference of means, adjusted; clusters are
 *            parents, t with the clusters of the smaller arm less one.  For yes/no outcomes it is a difference of shares.  Raw beside it
 *            (interval_diff).  Asked second, of what is told apart: AIPW (num/effect.h), which also gives overlap,
 *            balance and E-value.
 * Exposure   of a decision or an answer: an event in its window.  Of a period: an event in its first ONSET days; the outcome is followed from
 *            it, else from the first occasion that passed well (a promise kept, a ticket handled), else from the day drawn for the period.
 * Peers      of answers and periods at most five times as many unexposed as exposed rows (2,000 at least) are looked at, drawn by a hash.
 * Others     exposures to other issues in the same window are covariates, by the rules of peer.h.
 * Few        min_per_arm rows and three companies an arm; of a yes/no outcome five with it and five without, of money and days five rows with any.
 *            Of a yes/no outcome num/few.h then says what can be said, beside the grade D (d_effect_few).
 *            What an issue costs to serve, where it is a ticket itself, is told with grade C: its own tickets are part of the cost.
 * Many       one false discovery rate over all issues and all of these outcomes; renewal has its own, and what issues that are tickets cost to serve.
 * Placebo    the account's own exposure where it can have done nothing, as one more column: placebo.h.
 * Segments   the estimate in each segment's rows alone, drawn together (num/pool.h).
 */
#ifndef TL_LINK_AFFECT_H
#define TL_LINK_AFFECT_H

#include "link/outcome.h"
#include "num/effect.h"
#include "num/few.h"
#include "num/interval.h"
#include "num/pool.h"

enum { AFFECT_PARTS_MAX = 12 };

/* Rows on which one rule's effect on one outcome is estimated. */
typedef struct ExposedRows {
    size_t n, n_x, arm[2], clusters[2], events[2];   /* [1]: exposed; events: outcome above 0 */
    size_t bend0, bends;                             /* columns of x: bends of calendar time */
    bool skewed;                                     /* money and days: the exposure's error is evened (robust.h) */
    size_t *row;                                     /* of OutcomeRows */
    uint8_t *exposed;
    int64_t *cluster, *behind;                       /* behind: first day after the outcome */
    double *y, *x;
    Peer peer[PEERS_MOST];                           /* other issues whose exposures are the last columns of x */
    size_t peers;
} ExposedRows;

typedef struct Span {
    int64_t from, to;
} Span;

/* Columns beside the exposure, before the covariates: column-major, n by the rows; a row whose first is NaN is left out. */
typedef struct AffectColumns {
    const double *v;
    size_t n;
} AffectColumns;

typedef struct AffectPart {
    Str segment;
    size_t n_exposed, n_unexposed;
    double own, se, estimate, low, high;
} AffectPart;

typedef struct AffectExtra {
    Interval placebo;
    AffectPart part[AFFECT_PARTS_MAX];
    size_t n_part;
    Pool pool;
} AffectExtra;

/* What is written of effects, a table of the book each. */
typedef struct EffectTables {
    Table effect, more, part, few;
} EffectTables;

void outcome_met(const LinkBook *b, OutcomeRows *o);                     /* what other issues each row met; asked once an outcome, before exposed_rows() */
void exposed_rows(const LinkBook *b, const OutcomeRows *o, size_t rule, ExposedRows *out);

/* Adjusted difference on chosen rows (pick NULL: all); estimate NaN where an arm has too few. */
MUST_USE Status affect_difference(const LinkBook *b, const ExposedRows *e, const uint8_t *pick, Interval *out, Err *err);

/* The coefficient of the exposure, or of the first column of `more`, which is 0 or 1, on chosen rows. */
MUST_USE Status affect_regress(const LinkBook *b, const ExposedRows *e, const uint8_t *pick, const AffectColumns *more, Interval *out, Err *err);
/* Where an event exposes row i. */
Span affect_window(const LinkBook *b, const OutcomeRows *o, size_t i);

/* Placebo and segments, in the units of y. */
MUST_USE Status affect_extra(const LinkBook *b, const OutcomeRows *o, size_t rule, AffectExtra *out, Err *err);
/* Rows beside that of d_effect; NULL: not asked.  sign -1: estimated on the outcome's opposite. */
void affect_beside(const LinkBook *b, OutcomeId id, size_t rule, double sign, const AffectExtra *x, const Effect *second, const Few *few, EffectTables *t);
void affect_tables(const LinkBook *b, EffectTables *t);

/* All outcomes but renewal: appends to the tables; writes d_outcome. */
MUST_USE Status affects_add(const LinkBook *b, EffectTables *t, Err *err);

#endif
