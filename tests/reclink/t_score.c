/* Oracles: rl_weight() on every pair of the blocks, found by comparing keys naively; one thread beside many;
 * the parts of an explanation added up. */
#include "tests/near.h"

#include <string.h>

#include "base/attr.h"
#include "tests/reclink/people.h"

typedef struct World {
    Arena    a;
    People   p;
    RlTable *t;
    RlBlocks *b;
    RlModel  m;
} World;

static int make_world(void **state)
{
    static World w;
    arena_init(&w.a);
    w.p = people(900, .2, .08, &w.a, rng_create(&w.a, 3));
    w.t = people_table(&w.p, &w.a);
    w.b = people_blocks(&w.p, w.t, &w.a);
    w.m = people_model(w.t, w.b, &w.a, 1);
    *state = &w;
    return 0;
}

static int end_world(void **state)
{
    arena_release(&((World *)*state)->a);
    return 0;
}

static bool both(Str x, Str y) { return x.n && str_eq(x, y); }

static bool blocked(const People *p, size_t i, size_t j)
{
    Str *const *w = p->word;
    bool last = both(w[LAST][i], w[LAST][j]), town = both(w[TOWN][i], w[TOWN][j]), first = both(w[FIRST][i], w[FIRST][j]);
    return (last && town) || both(w[BORN][i], w[BORN][j]) || (first && last) || (first && town);
}

static void kept_pairs_are_all_that_reach_the_floor(void **state)
{
    World *w = *state;
    RlScored s;
    Err err;
    size_t at = 0, candidates = 0;
    assert_int_equal(rl_score(w->t, w->b, &w->m, &(RlScoring){ .floor = .05 }, &w->a, &s, &err), ST_OK);
    for (uint32_t i = 0; i < w->p.n; i++)
        for (uint32_t j = i + 1; j < w->p.n; j++) {
            if (!blocked(&w->p, i, j))
                continue;
            candidates++;
            double weight = rl_weight(w->t, &w->m, i, j), p = rl_probability(&w->m, weight);
            if (p <= .05)
                continue;
            assert_true(at < s.n);
            assert_int_equal(s.pair[at].a, i);
            assert_int_equal(s.pair[at].b, j);
            assert_true(s.pair[at].weight == (float)weight && s.pair[at].p == (float)p);
            at++;
        }
    assert_int_equal(at, s.n);
    assert_int_equal(candidates, s.candidates);
    assert_true(s.n > 500);
}

static void explanations_add_up_exactly(void **state)
{
    World *w = *state;
    RlScored s;
    Err err;
    assert_int_equal(rl_score(w->t, w->b, &w->m, &(RlScoring){ 0 }, &w->a, &s, &err), ST_OK);
    bool rare = false, missing = false;
    for (size_t i = 0; i < s.n; i++) {
        RlExplanation e;
        rl_explain(w->t, &w->m, s.pair[i].b, s.pair[i].a, &e);
        double sum = e.prior;
        for (size_t f = 0; f < e.n; f++) {
            sum += e.reason[f].weight;
            sum += e.reason[f].tf;
            rare |= e.reason[f].tf > 1;
            missing |= e.reason[f].level == RL_NULL;
            assert_true(e.reason[f].level != RL_NULL || (e.reason[f].weight == 0 && e.reason[f].tf == 0));
        }
        assert_true(sum + e.calibration == e.weight);
        assert_true((float)e.weight == s.pair[i].weight);
    }
    assert_true(rare && missing);
}

static void any_number_of_threads_gives_the_same(void **state)
{
    World *w = *state;
    RlScored one, many;
    Err err;
    assert_int_equal(rl_score(w->t, w->b, &w->m, &(RlScoring){ 0 }, &w->a, &one, &err), ST_OK);
    for (unsigned threads = 2; threads < 6; threads++) {
        RlModel m = people_model(w->t, w->b, &w->a, threads);
        for (size_t f = 0; f < m.n_field; f++)
            assert_memory_equal(m.field[f].weight, w->m.field[f].weight, sizeof m.field[f].weight);
        assert_true(m.lambda == w->m.lambda);
        assert_int_equal(rl_score(w->t, w->b, &m, &(RlScoring){ .threads = threads }, &w->a, &many, &err), ST_OK);
        assert_int_equal(many.n, one.n);
        assert_memory_equal(many.pair, one.pair, one.n * sizeof *one.pair);
        assert_int_equal(many.candidates, one.candidates);
    }
}

static void links_are_found_and_the_report_is_near_the_truth(void **state)
{
    World *w = *state;
    RlScored s;
    RlClusters c;
    RlReport r;
    Err err;
    assert_int_equal(rl_score(w->t, w->b, &w->m, &(RlScoring){ 0 }, &w->a, &s, &err), ST_OK);
    RlClustering how = { .weigh = rl_weigh, .ctx = rl_weigher(w->t, &w->m, &w->a) };
    assert_int_equal(rl_cluster(w->p.n, s.pair, s.n, &how, &w->a, &c, &err), ST_OK);
    rl_report(w->t, &w->m, &s, &c, &r);
    double right = 0, wrong = 0;
    for (size_t i = 0; i < w->p.n; i++)
        for (size_t j = i + 1; j < w->p.n; j++)
            if (c.of[i] == c.of[j])
                *(w->p.of[i] == w->p.of[j] ? &right : &wrong) += 1;
    double precision = right / (right + wrong), recall = right / w->p.true_pairs;
    assert_true(precision > .97 && recall > .9);
    assert_true(right + wrong == r.pairs_within);
    assert_true(fabs(r.precision - precision) < .03);
    assert_true(fabs(r.recall - recall) < .12);
    size_t sizes = 0;
    for (size_t k = 0; k < RL_SIZES; k++)
        sizes += r.size[k];
    assert_int_equal(sizes, c.n_cluster);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kept_pairs_are_all_that_reach_the_floor),
        cmocka_unit_test(explanations_add_up_exactly),
        cmocka_unit_test(any_number_of_threads_gives_the_same),
        cmocka_unit_test(links_are_found_and_the_report_is_near_the_truth),
    };
    return cmocka_run_group_tests(tests, make_world, end_world);
}
