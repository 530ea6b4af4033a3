/* Oracle: a second, naive sum of the messages; and, for small lists, all matchings, counted.  Each matching weighs the product of its edges' odds;
 * an edge's share of all is what is right. */
#include "tests/near.h"

#include <math.h>

#include "num/rng.h"
#include "resolve/assign.h"

enum { SIDE = 4, NODES = 2 * SIDE, MOST = SIDE * SIDE, TRIES = 400 };

/* Weight of all matchings of the edges from `at` on, nodes in `used` taken; of those with edge `with` in `*got`. */
static double matchings(const Edge *e, size_t n, size_t at, unsigned used, size_t with, bool has, double *got)
{
    if (at == n) {
        *got += has ? 1 : 0;
        return 1;
    }
    double in = 0, out = 0, all = matchings(e, n, at + 1, used, with, has, &out);
    unsigned ends = 1u << e[at].end[0] | 1u << e[at].end[1];
    *got += out;
    if (used & ends)
        return all;
    all += e[at].odds * matchings(e, n, at + 1, used | ends, with, has || at == with, &in);
    *got += e[at].odds * in;
    return all;
}

static double rivals(const Edge *e, size_t n, size_t me, int side)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        if (i != me && e[i].end[side] == e[me].end[side])
            sum += e[i].to[side];
    return sum;
}

static double right(const Edge *e, size_t n, size_t i)
{
    return e[i].odds / (e[i].odds + (1 + rivals(e, n, i, 0)) * (1 + rivals(e, n, i, 1)));
}

static const uint8_t list[NODES] = { 0, 0, 0, 0, 1, 1, 1, 1 };

/* tree: no edge closes a ring. Returns the largest difference to the truth. */
static double worst_of(Rng *r, Arena *a, bool tree, double most_bits)
{
    Edge e[MOST];
    int64_t root[NODES], part[NODES];
    double worst = 0;
    size_t n = 0;
    for (int i = 0; i < NODES; i++)
        root[i] = part[i] = i;
    for (uint32_t x = 0; x < SIDE; x++)
        for (uint32_t y = SIDE; y < NODES; y++) {
            int64_t from = part[x], to = part[y];
            if (!rng_chance(r, .6) || (tree && from == to))
                continue;
            for (int i = 0; i < NODES; i++)
                part[i] = part[i] == from ? to : part[i];
            e[n++] = (Edge){ .end = { x, y }, .odds = exp2((double)rng_below(r, 1000) / 1000 * most_bits - 3) };
        }
    assign_solve(e, n, NODES, list, root, a);
    for (size_t i = 0; i < n; i++) {
        double with = 0, all = matchings(e, n, 0, 0, i, false, &with);
        worst = fmax(worst, fabs(with / all - right(e, n, i)));
    }
    return worst;
}

static void trees_are_exact_and_rings_nearly(void **state)
{
    Arena a;
    (void)state;
    arena_init(&a);
    Rng *r = rng_create(&a, 5);
    double tree = 0, ring = 0, mean = 0;
    for (int i = 0; i < TRIES; i++) {
        double now = worst_of(r, &a, false, 10);
        tree = fmax(tree, worst_of(r, &a, true, 10));
        ring = fmax(ring, now);
        mean += now / TRIES;
    }
    print_message("# trees: at most %.2g from the truth; rings: %.3f, %.3f on average of the worst edge\n", tree, ring, mean);
    assert_true(tree < 1e-4 && ring < .25 && mean < .06);
    arena_release(&a);
}

/* By hand: two records fit one equally, odds r each: r / (1 + 2 r).  Two that fit two equally: each pairing half as likely as can be. */
static void ties_are_shared_and_one_company_is_no_rival(void **state)
{
    Arena a;
    int64_t root[NODES] = { 0, 1, 2, 3, 4, 5, 6, 7 };
    Edge two[2] = { { .end = { 0, 4 }, .odds = 50 }, { .end = { 1, 4 }, .odds = 50 } };
    Edge ring[4] = { { .end = { 0, 4 }, .odds = 1e6 }, { .end = { 0, 5 }, .odds = 1e6 }, { .end = { 1, 4 }, .odds = 1e6 }, { .end = { 1, 5 }, .odds = 1e6 } };
    (void)state;
    arena_init(&a);
    assign_solve(two, 2, NODES, list, root, &a);
    assert_true(fabs(right(two, 2, 0) - 50.0 / 101) < 1e-3);
    assign_solve(ring, 4, NODES, list, root, &a);
    assert_true(fabs(right(ring, 4, 0) - .5) < .01);
    /* Node 4 fits 0 and its rival 1 far better: 1 leaves node 5 alone. */
    Edge served[3] = { { .end = { 0, 5 }, .odds = 100 }, { .end = { 1, 5 }, .odds = 100 }, { .end = { 1, 4 }, .odds = 1e6 } };
    assign_solve(served, 3, NODES, list, root, &a);
    assert_true(right(served, 3, 0) > .989 && right(served, 3, 1) < .001);
    root[1] = 0; /* one company by now: 4 and 5 may both be of it, and nobody is rival */
    assign_solve(ring, 4, NODES, list, root, &a);
    assert_true(ring[0].to[0] > .99e6);
    arena_release(&a);
}

enum { CROWD = 60, CROWD_EDGES = 500, CROWD_LISTS = 3 };

/* The same messages, each summed anew over all edges of the one that says it. */
static void naive(Edge *e, size_t n, const uint8_t *of, const int64_t *root)
{
    double next[CROWD_EDGES][2], moved = 1;
    for (size_t i = 0; i < n; i++)
        e[i].to[0] = e[i].to[1] = e[i].odds;
    for (int round = 0; moved > 1e-4 && round < ASSIGN_ROUNDS; round++) {
        for (size_t i = 0; i < n; i++)
            for (int k = 0; k < 2; k++) {
                uint32_t me = e[i].end[k], from = e[i].end[!k];
                double others = 0;
                for (size_t j = 0; j < n; j++)
                    for (int side = 0; side < 2; side++)
                        if (e[j].end[side] == from && of[e[j].end[!side]] == of[me] && root[e[j].end[!side]] != root[me])
                            others += e[j].to[side];
                next[i][k] = e[i].odds / (1 + others);
            }
        moved = 0;
        for (size_t i = 0; i < n; i++)
            for (int k = 0; k < 2; k++) {
                moved = fmax(moved, fabs(e[i].to[k] - next[i][k]) / fmax(next[i][k], 1));
                e[i].to[k] = sqrt(e[i].to[k] * next[i][k]);
            }
    }
}

/* Three lists, some records joined already, odds from 2^-4 to 2^60: a difference of sums would lose the small ones. */
static void a_crowd_is_summed_as_one_by_one(void **state)
{
    Arena a;
    (void)state;
    arena_init(&a);
    Rng *r = rng_create(&a, 11);
    for (int turn = 0; turn < 20; turn++) {
        Edge fast[CROWD_EDGES], slow[CROWD_EDGES];
        uint8_t of[CROWD];
        int64_t root[CROWD];
        size_t n = 0;
        for (int i = 0; i < CROWD; i++) {
            of[i] = (uint8_t)(i % CROWD_LISTS);
            root[i] = rng_chance(r, .3) && i >= CROWD_LISTS ? root[i - CROWD_LISTS] : i;
        }
        for (uint32_t x = 0; x < CROWD; x++)
            for (uint32_t y = x + 1; y < CROWD && n < CROWD_EDGES; y++)
                if (of[x] != of[y] && rng_chance(r, .35))
                    fast[n++] = (Edge){ .end = { x, y }, .odds = exp2((double)rng_below(r, 6400) / 100 - 4) };
        memcpy(slow, fast, n * sizeof *fast);
        assign_solve(fast, n, CROWD, of, root, &a);
        naive(slow, n, of, root);
        for (size_t i = 0; i < n; i++)
            for (int k = 0; k < 2; k++)
                assert_true(fabs(fast[i].to[k] - slow[i].to[k]) <= 1e-9 * slow[i].to[k]);
    }
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(a_crowd_is_summed_as_one_by_one),
                                         cmocka_unit_test(trees_are_exact_and_rings_nearly), cmocka_unit_test(ties_are_shared_and_one_company_is_no_rival) };
    return cmocka_run_group_tests_name("assign", tests, NULL, NULL);
}
