#include "resolve/weigh.h"

#include <math.h>
#include <stdlib.h>

#include "base/parallel.h"
#include "base/status.h"
#include "num/rng.h"

#define LAMBDA_MOST    0.05
#define PRIOR_U_PAIRS  20000.0
#define PRIOR_M_PAIRS  40.0
#define ANSWER_SD      1.0
#define BITS_MOST      20.0
#define LEAST          1e-7
#define TIMES_BITS     3.0 /* a rare first word says so much more at most: chance has other ways too */
enum { RANDOM_PAIRS = 400000, TIMES_LEAST = 50, PIECE_PAIRS = 4096 };

double weight_probability(double weight)
{
    return 1 / (1 + exp2(-weight));
}

static void set_bits(Weights *w)
{
    for (size_t f = 0; f < EV_FIELDS; f++)
        for (size_t k = 0; k < evidence_field[f].n; k++)
            w->bits[f][k] = fmin(fmax(log2(fmax(w->m[f][k], LEAST) / fmax(w->u[f][k], LEAST)), -BITS_MOST), BITS_MOST);
}

/* Nodes of each source, by first sight; sources are few. */
static double expected_share(const Parties *p)
{
    enum { SOURCES = 256 };
    int64_t id[SOURCES];
    double n[SOURCES] = { 0 }, matches = 0, nodes = (double)p->n_node;
    size_t k = 0;
    for (size_t i = 0; i < p->n_node; i++) {
        size_t at = 0;
        if (p->node[i].quoted) {
            nodes--;
            continue;
        }
        while (at < k && id[at] != p->node[i].source)
            at++;
        if (at == k) {
            if (k == SOURCES)
                continue;
            id[k++] = p->node[i].source;
        }
        n[at]++;
    }
    for (size_t i = 0; i < k; i++) {
        matches += TWINS * n[i];
        for (size_t j = 0; j < i; j++)
            matches += OVERLAP * fmin(n[i], n[j]);
    }
    double pairs = nodes * (nodes - 1) / 2;
    return pairs > 0 ? fmin(matches / pairs, LAMBDA_MOST) : LAMBDA_MOST;
}

void weights_prior(const Parties *p, Weights *w)
{
    *w = (Weights){ .lambda = expected_share(p) };
    w->prior = log2(w->lambda / (1 - w->lambda));
    for (size_t f = 0; f < EV_FIELDS; f++)
        for (size_t k = 0; k < evidence_field[f].n; k++) {
            w->m[f][k] = evidence_field[f].level[k].m;
            w->u[f][k] = evidence_field[f].level[k].u;
        }
    set_bits(w);
}

/* Two nodes of one system that its ids tell apart: hardly ever one company. */
static bool told_apart(const Parties *p, int64_t a, int64_t b)
{
    const Node *x = &p->node[a], *y = &p->node[b];
    return a != b && x->source == y->source && x->by_id && y->by_id && !x->quoted && !y->quoted;
}

static int by_source(const void *x, const void *y, void *ctx)
{
    const Parties *p = ctx;
    int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;
    if (p->node[a].source != p->node[b].source)
        return p->node[a].source < p->node[b].source ? -1 : 1;
    return (a > b) - (a < b);
}

static void add_levels(const uint8_t level[EV_FIELDS], double seen[EV_FIELDS][EV_LEVELS])
{
    for (size_t f = 0; f < EV_SYSTEM; f++)
        if (level[f] != EV_NONE)
            seen[f][level[f]]++;
}

typedef struct Drawn {
    int64_t a, b;
} Drawn;

/* Pairs compared by several threads, each with counts of its own: they are whole numbers, so that their sum is one. */
typedef struct Counting {
    const Parties *p;
    const Drawn *drawn;
    size_t n;
    double seen[WORKERS][EV_FIELDS][EV_LEVELS], pairs[WORKERS];
} Counting;

static size_t pieces_of(size_t n) { return (n + PIECE_PAIRS - 1) / PIECE_PAIRS; }
static size_t end_of(size_t piece, size_t n) { return (piece + 1) * PIECE_PAIRS < n ? (piece + 1) * PIECE_PAIRS : n; }

static void count_piece(void *ctx, unsigned worker, size_t piece)
{
    Counting *k = ctx;
    for (size_t i = piece * PIECE_PAIRS; i < end_of(piece, k->n); i++) {
        uint8_t level[EV_FIELDS];
        if (!told_apart(k->p, k->drawn[i].a, k->drawn[i].b))
            continue;
        evidence_compare(k->p, k->drawn[i].a, k->drawn[i].b, level);
        add_levels(level, k->seen[worker]);
        k->pairs[worker]++;
    }
}

/* Adds the levels of the pairs that ids tell apart; how many they are. */
static double count_levels(const Parties *p, const Drawn *drawn, size_t n, double seen[EV_FIELDS][EV_LEVELS], Arena *a)
{
    ArenaMark m = arena_mark(a);
    Counting *k = ARENA_NEW_N(a, Counting, 1);
    double pairs = 0;
    *k = (Counting){ .p = p, .drawn = drawn, .n = n };
    parallel(pieces_of(n), workers_here(), count_piece, k);
    for (size_t w = 0; w < WORKERS; w++) {
        pairs += k->pairs[w];
        for (size_t f = 0; f < EV_FIELDS; f++)
            for (size_t l = 0; l < EV_LEVELS; l++)
                seen[f][l] += k->seen[w][f][l];
    }
    arena_rewind(a, m);
    return pairs;
}

/* All pairs of id[0..size), or RANDOM_PAIRS of them where they are more. */
static size_t draw(const int64_t *id, int64_t size, Rng *rng, Drawn *out)
{
    size_t n = 0;
    if (size * (size - 1) / 2 <= RANDOM_PAIRS) {
        for (int64_t x = 0; x < size; x++)
            for (int64_t y = x + 1; y < size; y++)
                out[n++] = (Drawn){ id[x], id[y] };
        return n;
    }
    while (n < RANDOM_PAIRS) {
        int64_t x = id[rng_below(rng, size)];
        out[n++] = (Drawn){ x, id[rng_below(rng, size)] };
    }
    return n;
}

/* Levels so rare that a sample sees none, and that the candidates hold in full. */
static bool is_rare(size_t f, size_t k)
{
    return (f == EV_NAME && k <= NAME_SHORT) || (f == EV_DOMAIN && k == DOMAIN_SISTER) || (f == EV_PEOPLE && k <= PEOPLE_SOME);
}

static void count_rare(const Parties *p, const Candidates *c, double rare[EV_FIELDS][EV_LEVELS])
{
    for (size_t i = 0; i < c->n; i++)
        if (told_apart(p, c->pair[i].a, c->pair[i].b))
            add_levels(c->pair[i].level, rare);
}

static double first_times(const Parties *p, int64_t a, int64_t b)
{
    return (double)(p->node[a].first_times > p->node[b].first_times ? p->node[a].first_times : p->node[b].first_times);
}

/* The number of carriers of a first word at which a shortened name says what it says on average. */
static double usual_times(const Parties *p, const Candidates *c)
{
    double inverse = 0, n = 0;
    for (size_t i = 0; i < c->n; i++)
        if (c->pair[i].level[EV_NAME] == NAME_SHORT && told_apart(p, c->pair[i].a, c->pair[i].b)) {
            inverse += 1 / first_times(p, c->pair[i].a, c->pair[i].b);
            n++;
        }
    return n >= TIMES_LEAST ? n / inverse : 0;
}

/* Levels among pairs within one system: all of a small one, random ones of a large. */
static void estimate_u(const Parties *p, const Candidates *c, Rng *rng, Arena *a, Weights *w)
{
    double seen[EV_FIELDS][EV_LEVELS] = { 0 }, rare[EV_FIELDS][EV_LEVELS] = { 0 };
    int64_t *id = ARENA_NEW_N(a, int64_t, p->n_node + 1), n = 0;
    Drawn *drawn = ARENA_NEW_N(a, Drawn, RANDOM_PAIRS);
    double twins = 0, all = 0, possible = 0, twins_possible = 0; /* matches expected among the pairs seen */
    for (size_t i = 0; i < p->n_node; i++)
        if (p->node[i].by_id && !p->node[i].quoted)
            id[n++] = (int64_t)i;
    Parties view = *p;
    if (n)
        qsort_r(id, (size_t)n, sizeof *id, by_source, &view);
    for (int64_t from = 0, end = 0; from < n; from = end) {
        while (end < n && p->node[id[end]].source == p->node[id[from]].source)
            end++;
        int64_t size = end - from;
        double pairs = count_levels(p, drawn, draw(id + from, size, rng, drawn), seen, a);
        twins += size > 1 ? pairs * 2 * TWINS / (double)(size - 1) : 0;
        all += pairs;
        possible += (double)size * (double)(size - 1) / 2;
        twins_possible += TWINS * (double)size;
    }
    /* One share of equal domains, whatever the systems: from within, where it can be seen. */
    seen[EV_DOMAIN][DOMAIN_SAME] = 0;
    bool sampled = possible > all * 1.01;
    if (sampled)
        count_rare(p, c, rare);
    twins = all > 0 ? twins / all : 0;
    for (size_t f = 0; f < EV_SYSTEM; f++) {
        double total = 0;
        for (size_t k = 0; k < evidence_field[f].n; k++)
            total += seen[f][k];
        for (size_t k = 0; k < evidence_field[f].n; k++) {
            size_t from = f == EV_DOMAIN && k == DOMAIN_SAME ? DOMAIN_SISTER : k;
            double r = total > 0 ? seen[f][from] / total : 0;
            double m = w->m[f][from] + (f == EV_DOMAIN && from == DOMAIN_SISTER ? w->m[f][DOMAIN_SAME] : 0);
            double u = fmax(r - twins * m, 0), n_pairs = total;
            if (sampled && is_rare(f, from)) {
                n_pairs = total / all * possible;
                u = n_pairs > 0 ? fmax(rare[f][from] - twins_possible * m, 0) / n_pairs : 0;
            }
            w->u[f][k] = (u * n_pairs + evidence_field[f].level[k].u * PRIOR_U_PAIRS) / (n_pairs + PRIOR_U_PAIRS);
        }
    }
}

typedef double Matrix[EV_FIELDS][RL_LEVELS];

static void levels_of_fields(unsigned n_level[EV_FIELDS])
{
    for (size_t f = 0; f < EV_FIELDS; f++)
        n_level[f] = (unsigned)evidence_field[f].n;
}

/* The strangers of one city are none at random: the keys that made them candidates (a first word, the beginning of a name) made their names
 * alike.  Their levels are those of the city's candidates within one system, less the companies that stand there twice, beside PRIOR_M_PAIRS
 * like all strangers.  Of one domain or name the candidates within one system are mostly companies twice: they say nothing of strangers. */
static void strangers_met(const Parties *p, const Candidates *c, const Weights *w, Matrix u)
{
    double met[EV_FIELDS][EV_LEVELS] = { 0 }, twins = 0;
    for (size_t i = 0; i < p->n_node; i++)
        twins += p->node[i].by_id && !p->node[i].quoted ? TWINS : 0;
    for (size_t i = 0; i < c->n; i++)
        if (!c->pair[i].far && c->pair[i].level[EV_PLACE] == PLACE_HERE && told_apart(p, c->pair[i].a, c->pair[i].b))
            add_levels(c->pair[i].level, met);
    for (size_t f = 0; f < EV_FIELDS; f++) {
        double total = PRIOR_M_PAIRS;
        for (size_t k = 0; k < evidence_field[f].n; k++) {
            met[f][k] = fmax(met[f][k] - twins * evidence_field[f].level[k].m, 0);
            total += met[f][k];
        }
        for (size_t k = 0; k < evidence_field[f].n; k++)
            u[f][k] = (met[f][k] + PRIOR_M_PAIRS * w->u[f][k]) / total;
    }
}

/* One session: expected matches by level, added to `seen`, from pairs that agree fully on `on`. */
static void session(const Parties *p, const Candidates *c, size_t on, const Weights *w, Matrix seen)
{
    unsigned n_level[EV_FIELDS];
    Matrix m0 = { 0 }, u = { 0 };
    RlSession found;
    levels_of_fields(n_level);
    RlCounts *counts = rl_counts_create(n_level, EV_FIELDS);
    for (size_t i = 0; i < c->n; i++)
        if (c->pair[i].level[on] == 0 && !c->pair[i].far)
            rl_counts_add(counts, c->pair[i].level);
    for (size_t f = 0; f < EV_FIELDS; f++)
        for (size_t k = 0; k < n_level[f]; k++) {
            m0[f][k] = evidence_field[f].level[k].m;
            u[f][k] = w->u[f][k];
        }
    if (on == EV_PLACE)
        strangers_met(p, c, w, u);
    rl_counts_em(counts, &(RlLevelSession){ .left_out = 1u << on, .begin = .5, .prior_pairs = PRIOR_M_PAIRS, .m0 = m0, .u = u },
                 seen, &found);
    rl_counts_release(counts);
}

typedef struct Comparing {
    const Parties *p;
    Candidates *c;
} Comparing;

static void compare_piece(void *ctx, unsigned worker, size_t piece)
{
    (void)worker;
    const Comparing *k = ctx;
    for (size_t i = piece * PIECE_PAIRS; i < end_of(piece, k->c->n); i++)
        evidence_compare(k->p, k->c->pair[i].a, k->c->pair[i].b, k->c->pair[i].level);
}

void weights_estimate(const Parties *p, Candidates *c, uint64_t seed, Weights *w)
{
    Matrix seen = { 0 };
    Arena a;
    arena_init(&a);
    parallel(pieces_of(c->n), workers_here(), compare_piece, &(Comparing){ p, c });
    weights_prior(p, w);
    w->usual_times = usual_times(p, c);
    estimate_u(p, c, rng_create(&a, seed), &a, w);
    session(p, c, EV_DOMAIN, w, seen);
    session(p, c, EV_NAME, w, seen);
    session(p, c, EV_PLACE, w, seen);
    for (size_t f = 0; f < EV_FIELDS; f++) {
        double total = PRIOR_M_PAIRS;
        for (size_t k = 0; k < evidence_field[f].n; k++)
            total += seen[f][k];
        for (size_t k = 0; k < evidence_field[f].n; k++)
            w->m[f][k] = (seen[f][k] + PRIOR_M_PAIRS * evidence_field[f].level[k].m) / total;
        w->expected_matches = fmax(w->expected_matches, total - PRIOR_M_PAIRS);
    }
    set_bits(w);
    arena_release(&a);
}

Status weights_learn(const Parties *p, const Answered *answer, size_t n, Weights *w, Err *err)
{
    unsigned n_level[EV_FIELDS];
    Matrix change;
    Arena a;
    arena_init(&a);
    levels_of_fields(n_level);
    RlLevelAnswer *said = ARENA_NEW_N(&a, RlLevelAnswer, n + 1);
    Weighed *x = ARENA_NEW_N(&a, Weighed, n + 1);
    for (size_t i = 0; i < n; i++) {
        weigh(p, w, answer[i].a, answer[i].b, &x[i]);
        /* All pairs of two systems share that level: learning it would be moving lambda. */
        x[i].level[EV_SYSTEM] = EV_NONE;
        said[i] = (RlLevelAnswer){ x[i].level, x[i].weight, answer[i].same };
    }
    Status st = rl_learn_levels(n_level, EV_FIELDS, said, n, ANSWER_SD, change, err);
    for (size_t f = 0; !st && f < EV_FIELDS; f++)
        for (size_t k = 0; k < n_level[f]; k++)
            w->bits[f][k] += change[f][k];
    w->answers = (int64_t)n;
    arena_release(&a);
    return st;
}

/* The weight of the levels in `out`. */
static void add_bits(const Parties *p, const Weights *w, int64_t a, int64_t b, Weighed *out)
{
    const Node *x = &p->node[a], *y = &p->node[b];
    out->weight = w->prior;
    for (size_t f = 0; f < EV_FIELDS; f++) {
        uint8_t k = out->level[f];
        out->bits[f] = k == EV_NONE ? 0 : w->bits[f][k];
        if (f == EV_NAME && k == NAME_SAME)
            out->bits[f] -= log2((double)(x->key_times > y->key_times ? x->key_times : y->key_times));
        if (f == EV_NAME && k == NAME_SHORT && w->usual_times > 0)
            out->bits[f] += fmin(fmax(log2(w->usual_times / first_times(p, a, b)), -TIMES_BITS), TIMES_BITS);
        if (f == EV_DOMAIN && k == DOMAIN_SAME)
            out->bits[f] -= log2((double)(x->domain_times > y->domain_times ? x->domain_times : y->domain_times));
        out->weight += out->bits[f];
    }
}

void weigh(const Parties *p, const Weights *w, int64_t a, int64_t b, Weighed *out)
{
    evidence_compare(p, a, b, out->level);
    add_bits(p, w, a, b, out);
}

void weigh_candidate(const Parties *p, const Weights *w, const Candidate *c, Weighed *out)
{
    memcpy(out->level, c->level, sizeof out->level);
    add_bits(p, w, c->a, c->b, out);
}
