/* Oracles: an agglomeration written out naively (all means anew at each step, pairs between counted one by
 * one), on random graphs with whole-number weights, where sums are exact; planted chains and constraints. */
#include "tests/near.h"

#include <string.h>

#include "base/attr.h"
#include "num/rng.h"
#include "reclink/cluster.h"

enum { MOST = 40 };

typedef struct Graph {
    size_t n, n_pair, n_must, n_cannot;
    RlPair pair[MOST * MOST];
    RlLink must[MOST], cannot[MOST];
    double w[MOST][MOST];
} Graph;

static double weigh(const void *ctx, uint32_t a, uint32_t b)
{
    return ((const Graph *)ctx)->w[a][b];
}

static void draw(Graph *g, Rng *r, bool constrained)
{
    *g = (Graph){ .n = 2 + (size_t)rng_below(r, MOST - 2) };
    for (uint32_t i = 0; i < g->n; i++)
        for (uint32_t j = i + 1; j < g->n; j++) {
            g->w[i][j] = g->w[j][i] = (double)rng_between(r, -12, i / 5 == j / 5 ? 14 : 3);
            if (g->w[i][j] > -5 && rng_chance(r, .7))
                g->pair[g->n_pair++] = (RlPair){ i, j, (float)g->w[i][j], 0 };
        }
    for (size_t k = 0; constrained && k < 4; k++) {
        RlLink l = { (uint32_t)rng_below(r, (int64_t)g->n), (uint32_t)rng_below(r, (int64_t)g->n) };
        if (l.a == l.b)
            continue;
        if (k == 0)
            g->must[g->n_must++] = l;
        else if (!g->n_must || !((l.a == g->must[0].a && l.b == g->must[0].b) || (l.b == g->must[0].a && l.a == g->must[0].b)))
            g->cannot[g->n_cannot++] = l;
    }
}

/* Components by flooding, then the best allowed merge again and again. */
static void naive(const Graph *g, double keep, bool weighed, double missing, uint32_t *of)
{
    uint32_t component[MOST];
    for (uint32_t i = 0; i < g->n; i++)
        of[i] = component[i] = i;
    for (bool moved = true; moved;) {
        moved = false;
        for (size_t k = 0; k < g->n_pair + g->n_must; k++) {
            bool must = k >= g->n_pair;
            uint32_t a = must ? g->must[k - g->n_pair].a : g->pair[k].a, b = must ? g->must[k - g->n_pair].b : g->pair[k].b;
            if ((!must && (double)g->pair[k].weight < keep) || component[a] == component[b])
                continue;
            uint32_t low = component[a] < component[b] ? component[a] : component[b];
            component[a] = component[b] = low;
            moved = true;
        }
    }
    for (size_t k = 0; k < g->n_must; k++) {
        uint32_t x = of[g->must[k].a], y = of[g->must[k].b];
        for (uint32_t i = 0; i < g->n; i++)
            of[i] = of[i] == x || of[i] == y ? (x < y ? x : y) : of[i];
    }
    for (;;) {
        double best = -1e9;
        uint32_t bx = 0, by = 0;
        for (uint32_t x = 0; x < g->n; x++)
            for (uint32_t y = x + 1; y < g->n; y++) {
                double sum = 0, pairs = 0;
                bool allowed = of[x] == x && of[y] == y && component[x] == component[y];
                for (uint32_t i = 0; allowed && i < g->n; i++)
                    for (uint32_t j = 0; j < g->n; j++) {
                        if (of[i] != x || of[j] != y)
                            continue;
                        double w = missing;
                        for (size_t k = 0; k < g->n_pair; k++)
                            if ((g->pair[k].a == i && g->pair[k].b == j) || (g->pair[k].a == j && g->pair[k].b == i))
                                w = (double)g->pair[k].weight;
                        if (weighed)
                            w = g->w[i][j];
                        sum += fmin(fmax(w, -10), 10);
                        pairs++;
                    }
                for (size_t k = 0; k < g->n_cannot; k++)
                    if ((of[g->cannot[k].a] == x && of[g->cannot[k].b] == y) || (of[g->cannot[k].a] == y && of[g->cannot[k].b] == x))
                        allowed = false;
                if (allowed && sum / pairs > best) {
                    best = sum / pairs;
                    bx = x;
                    by = y;
                }
            }
        if (best < keep)
            return;
        for (uint32_t i = 0; i < g->n; i++)
            of[i] = of[i] == by ? bx : of[i];
    }
}

static void clusters_are_those_of_the_naive_way(void **state)
{
    static Graph g;
    Arena a;
    Err err;
    (void)state;
    arena_init(&a);
    Rng *r = rng_create(&a, 11);
    for (int round = 0; round < 300; round++) {
        uint32_t want[MOST];
        RlClusters got;
        bool weighed = round & 1;
        draw(&g, r, round & 2);
        naive(&g, 0, weighed, -3, want);
        RlClustering how = { .missing = -3, .weigh = weighed ? weigh : NULL, .ctx = &g, .must = g.must, .n_must = g.n_must,
                             .cannot = g.cannot, .n_cannot = g.n_cannot };
        assert_int_equal(rl_cluster(g.n, g.pair, g.n_pair, &how, &a, &got, &err), ST_OK);
        for (size_t i = 0; i < g.n; i++)
            assert_int_equal(got.of[i], want[i]);
        for (size_t k = 0; k < g.n_cannot; k++)
            assert_int_not_equal(got.of[g.cannot[k].a], got.of[g.cannot[k].b]);
        for (size_t k = 0; k < g.n_must; k++)
            assert_int_equal(got.of[g.must[k].a], got.of[g.must[k].b]);
    }
    arena_release(&a);
}

static void order_of_pairs_is_of_no_consequence(void **state)
{
    static Graph g;
    Arena a;
    Err err;
    RlClusters one, two;
    (void)state;
    arena_init(&a);
    Rng *r = rng_create(&a, 12);
    for (int round = 0; round < 100; round++) {
        draw(&g, r, true);
        RlClustering how = { .missing = -3, .must = g.must, .n_must = g.n_must, .cannot = g.cannot, .n_cannot = g.n_cannot };
        assert_int_equal(rl_cluster(g.n, g.pair, g.n_pair, &how, &a, &one, &err), ST_OK);
        for (size_t i = 0; i < g.n_pair / 2; i++) {
            RlPair spare = g.pair[i];
            g.pair[i] = g.pair[g.n_pair - 1 - i];
            g.pair[g.n_pair - 1 - i] = spare;
        }
        assert_int_equal(rl_cluster(g.n, g.pair, g.n_pair, &how, &a, &two, &err), ST_OK);
        assert_memory_equal(one.of, two.of, g.n * sizeof *one.of);
    }
    arena_release(&a);
}

/* 0-1-2-3-4-5, each strong with the next and strongly against all others: components make one of it. */
static void a_chain_does_not_become_one_cluster(void **state)
{
    RlPair pair[5];
    RlClusters got;
    Arena a;
    Err err;
    (void)state;
    arena_init(&a);
    for (uint32_t i = 0; i < 5; i++)
        pair[i] = (RlPair){ i, i + 1, 4, .94F };
    assert_int_equal(rl_cluster(6, pair, 5, &(RlClustering){ .missing = -8 }, &a, &got, &err), ST_OK);
    assert_int_equal(got.largest_component, 6);
    assert_int_equal(got.n_cluster, 3);
    arena_release(&a);
}

static void a_bridge_between_two_clusters_is_reported(void **state)
{
    RlPair pair[32];
    size_t n = 0;
    RlClusters got;
    Arena a;
    Err err;
    (void)state;
    arena_init(&a);
    for (uint32_t i = 0; i < 8; i++)
        for (uint32_t j = i + 1; j < 8; j++)
            if (i / 4 == j / 4)
                pair[n++] = (RlPair){ i, j, 9, .998F };
    pair[n++] = (RlPair){ 1, 6, 7, .992F };
    assert_int_equal(rl_cluster(8, pair, n, &(RlClustering){ .missing = -8 }, &a, &got, &err), ST_OK);
    assert_int_equal(got.n_cluster, 2);
    assert_int_equal(got.n_bridge, 1);
    assert_int_equal(got.bridge[0].a, 1);
    assert_int_equal(got.bridge[0].b, 6);
    assert_int_equal(got.bridge[0].size_a, 4);
    assert_int_equal(got.bridge[0].cluster_b, 4);
    check_digits((double)got.bridge[0].mean, (7 - 15 * 8) / 16.0, 6);
    arena_release(&a);
}

static void a_component_too_large_is_taken_apart_first(void **state)
{
    enum { GROUPS = 30, SIZE = 10, N = GROUPS * SIZE };
    static RlPair pair[N * SIZE];
    size_t n = 0;
    RlClusters got;
    Arena a;
    Err err;
    (void)state;
    arena_init(&a);
    for (uint32_t i = 0; i < N; i++)
        for (uint32_t j = i + 1; j < N && j / SIZE == i / SIZE; j++)
            pair[n++] = (RlPair){ i, j, 8, .99F };
    for (uint32_t k = 0; k + 1 < GROUPS; k++)
        pair[n++] = (RlPair){ k * SIZE, (k + 1) * SIZE, 2.5F, .85F };
    assert_int_equal(rl_cluster(N, pair, n, &(RlClustering){ .missing = -6, .most = 50 }, &a, &got, &err), ST_OK);
    assert_int_equal(got.raised, 1);
    assert_int_equal(got.n_cluster, GROUPS);
    arena_release(&a);
}

static void contradicting_links_are_refused(void **state)
{
    RlLink must[] = { { 0, 1 }, { 1, 2 } }, cannot[] = { { 0, 2 } }, wild[] = { { 0, 9 } };
    RlClusters got;
    Arena a;
    Err err;
    (void)state;
    arena_init(&a);
    RlClustering how = { .must = must, .n_must = 2, .cannot = cannot, .n_cannot = 1 };
    assert_int_equal(rl_cluster(3, NULL, 0, &how, &a, &got, &err), ST_CONFLICT);
    how = (RlClustering){ .cannot = wild, .n_cannot = 1 };
    assert_int_equal(rl_cluster(3, NULL, 0, &how, &a, &got, &err), ST_INVALID);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clusters_are_those_of_the_naive_way),
        cmocka_unit_test(order_of_pairs_is_of_no_consequence),
        cmocka_unit_test(a_chain_does_not_become_one_cluster),
        cmocka_unit_test(a_bridge_between_two_clusters_is_reported),
        cmocka_unit_test(a_component_too_large_is_taken_apart_first),
        cmocka_unit_test(contradicting_links_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
