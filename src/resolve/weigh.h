/* weigh.h - what agreement is worth in this book: Fellegi and Sunter's weights, in bits.
 *
 * Method  Two nodes are one company with probability lambda before anything is known.  A field's
 *         level adds log2(m / u); fields count as independent given match or not.  The weight is
 *         the sum with the prior log2(lambda / (1 - lambda)); p = 1 / (1 + 2^-weight).
 *         lambda  from the systems: two systems of n and k nodes are thought to share OVERLAP of
 *                 the smaller, and one system to hold TWINS of its own nodes twice.  Never from EM,
 *                 which lets it wander to 1.
 *         u       levels among pairs WITHIN one system that tells its accounts apart by id (random
 *                 ones of a large system): there hardly any are matches, whereas pairs across
 *                 systems that agree on a name mostly are.  Beside them stand PRIOR_U_PAIRS pairs that
 *                 look like the prior: half of u is estimated from 200 accounts in one system on.
 *                 Where pairs are too many to see all, the rare levels (same name, shortened name,
 *                 same domain, shared people) are counted among the candidates, which hold them all.
 *         m       EM on candidate pairs, in three sessions: pairs of one domain teach all but the
 *                 domain, pairs of one name key all but the name, pairs of one city all but the
 *                 place (an ERP gives no domains, but cuts names); u stays, but for the place's: its strangers
 *                 are the candidates of one city within one system, whose names keys made alike.  The
 *                 prior counts as PRIOR_M_PAIRS matches: with 40 expected matches half of a level
 *                 is estimated, with 360 nine tenths.
 *                 Pairs that only rare words, orders, slips or sounds brought (`far`) teach nothing: in a large book they are mostly strangers
 *                 of one city, and EM takes them for the matches.
 *         tf      agreeing on a name or domain that k nodes of ONE system carry says log2(k) bits
 *                 less: at most one of the k is meant.  A shortened name says log2(c / f) more, f nodes of one
 *                 system having its first word and c the number that makes the factor 1 on average among
 *                 shortened names of different companies (50 of them must be seen).
 *                 Counting, EM and answers are reclink's (reclink/levels.h): one engine in the program.
 *         answers a person's merges and splits: logistic regression on the levels, the weights so
 *                 far as offset, and a normal prior (ANSWER_SD bits) on each level's change.  Neither lambda nor
 *         the system's level moves: they are of all pairs alike.
 * Oracle  tests/resolve/t_weigh.c: planted m, u.
 */
#ifndef TL_RESOLVE_WEIGH_H
#define TL_RESOLVE_WEIGH_H

#include "resolve/evidence.h"

/* Of the smaller of two systems the other knows this share; of its own nodes a system holds this share twice. */
#define OVERLAP 0.7
#define TWINS   0.03

typedef struct Candidate {
    uint32_t a, b; /* nodes, a < b */
    uint8_t level[EV_FIELDS]; /* what comparing them said: filled by weights_estimate() */
    bool far;                 /* only a key that names need not begin alike for brought them together: weighed, but nothing is learnt of them */
    double weight; /* log2 odds */
} Candidate;

typedef struct Candidates {
    Candidate *pair;
    size_t n;
} Candidates;

typedef struct Answered {
    int64_t a, b;
    bool same;
} Answered;

typedef struct Weights {
    double m[EV_FIELDS][EV_LEVELS], u[EV_FIELDS][EV_LEVELS];
    double bits[EV_FIELDS][EV_LEVELS]; /* log2(m/u) plus what answers taught */
    double lambda, prior;
    double usual_times;      /* carriers of a first word, at shortened names of different companies; 0: too few seen */
    double expected_matches; /* that taught m, over both sessions */
    int64_t answers;
} Weights;

void weights_prior(const Parties *p, Weights *w);
/* Compares every candidate once, and learns from them. */
void weights_estimate(const Parties *p, Candidates *c, uint64_t seed, Weights *w);
MUST_USE Status weights_learn(const Parties *p, const Answered *answer, size_t n, Weights *w, Err *err);

/* Bits that this pair's levels and rarities add to the prior; level[] may be NULL. */
typedef struct Weighed {
    uint8_t level[EV_FIELDS];
    double bits[EV_FIELDS]; /* 0 where there is no evidence */
    double weight;          /* prior and all bits */
} Weighed;
void weigh(const Parties *p, const Weights *w, int64_t a, int64_t b, Weighed *out);
void weigh_candidate(const Parties *p, const Weights *w, const Candidate *c, Weighed *out);   /* by its levels */
double weight_probability(double weight);

#endif
