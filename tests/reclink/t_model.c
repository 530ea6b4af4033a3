/* Oracles: planted m, u and lambda in patterns drawn from them; failures that are known from practice made on
 * purpose (lambda from the union of blocks, fields that hang together); truth of made-up people for answers. */
#include "tests/near.h"

#include <string.h>

#include "base/attr.h"
#include "reclink/pattern.h"
#include "tests/reclink/people.h"

enum { F = 4, L = 3 };
static const double true_m[F][L] = { { .85, .1, .05 }, { .7, .2, .1 }, { .9, .07, .03 }, { .6, .25, .15 } };
static const double true_u[F][L] = { { .02, .03, .95 }, { .05, .1, .85 }, { .01, .01, .98 }, { .1, .2, .7 } };

/* A table is only needed for the shape of its fields: three levels each. */
static RlTable *shape(Arena *a)
{
    static const Str none[1] = { STR_INIT("x") };
    Err err;
    RlTable *t = rl_table_create(1, NULL, a);
    for (size_t f = 0; f < F; f++)
        assert_int_equal(rl_add_words(t, &(RlField){ .kind = RL_JARO, .cut = { .9 }, .n_cut = 1 }, none, &err), ST_OK);
    return t;
}

static unsigned level_drawn(Rng *r, const double *p)
{
    double x = rng_uniform(r);
    unsigned l = 0;
    while (l + 1 < L && x >= p[l])
        x -= p[l++];
    return l;
}

/* The same through levels.h, which packs for itself; and one field, one answer, where the equation of Newton's end is
 * solved by bisection. */
static void levels_alone_teach_the_same(void **state)
{
    unsigned n_level[F];
    double m0[F][RL_LEVELS] = { 0 }, u[F][RL_LEVELS] = { 0 }, seen[F][RL_LEVELS] = { 0 };
    Arena a;
    RlSession s;
    Err err;
    (void)state;
    arena_init(&a);
    for (size_t f = 0; f < F; f++)
        n_level[f] = L;
    Rng *r = rng_create(&a, 4);
    RlCounts *c = rl_counts_create(n_level, F);
    for (int i = 0; i < 200000; i++) {
        bool match = rng_chance(r, .3);
        uint8_t level[F];
        for (size_t f = 0; f < F; f++)
            level[f] = rng_chance(r, .1) ? RL_NULL : (uint8_t)level_drawn(r, match ? true_m[f] : true_u[f]);
        rl_counts_add(c, level);
    }
    for (size_t f = 0; f < F; f++)
        for (size_t l = 0; l < L; l++) {
            u[f][l] = true_u[f][l];
            m0[f][l] = l ? .05 : .9;
        }
    rl_counts_em(c, &(RlLevelSession){ .begin = .5, .prior_pairs = 2, .m0 = m0, .u = u }, seen, &s);
    rl_counts_release(c);
    assert_true(s.converged && fabs(s.lambda - .3) < .005);
    for (size_t f = 0; f < F; f++) {
        double all = 0;
        for (size_t l = 0; l < L; l++)
            all += seen[f][l];
        for (size_t l = 0; l < L; l++)
            assert_true(fabs(seen[f][l] / all - true_m[f][l]) < .008);
    }
    double change[1][RL_LEVELS], low = 0, high = 20;
    const uint8_t equal = 0;
    assert_int_equal(rl_learn_levels(n_level, 1, &(RlLevelAnswer){ &equal, -1, true }, 1, 2, change, &err), ST_OK);
    for (int i = 0; i < 100; i++) { /* where the answer's pull is the prior's */
        double mid = (low + high) / 2, miss = 1 - 1 / (1 + exp2(1 - mid)), pull = mid / (4 * M_LN2);
        *(miss > pull ? &low : &high) = mid;
    }
    assert_true(fabs(change[0][0] - low) < 1e-6 && change[0][1] == 0);
    arena_release(&a);
}

static void known_parameters_are_found_again(void **state)
{
    Arena a;
    Patterns p;
    EmResult e;
    (void)state;
    arena_init(&a);
    RlTable *t = shape(&a);
    Rng *r = rng_create(&a, 21);
    enum { PAIRS = 400000 };
    patterns_init(&p);
    for (int i = 0; i < PAIRS; i++) {
        bool match = rng_chance(r, .2);
        uint64_t pattern = 0;
        for (size_t f = 0; f < F; f++)
            if (!rng_chance(r, .1))
                pattern |= pattern_put(&t->field[f], 1 + level_drawn(r, match ? true_m[f] : true_u[f]));
        patterns_add(&p, pattern, 1);
    }
    double u[F * RL_LEVELS] = { 0 }, m0[F * RL_LEVELS] = { 0 };
    for (size_t f = 0; f < F; f++)
        for (size_t l = 0; l < L; l++) {
            u[f * RL_LEVELS + l] = true_u[f][l];
            m0[f * RL_LEVELS + l] = l ? .05 : .9;
        }
    em_run(&(EmInput){ .t = t, .row = patterns_sorted(&p, &a), .n = p.n, .lambda = .01, .prior = RL_PRIOR_PAIRS, .u = u,
                       .m0 = m0 }, &a, &e);
    assert_true(e.converged);
    assert_true(fabs(e.lambda - .2) < .003);
    for (size_t f = 0; f < F; f++)
        for (size_t l = 0; l < L; l++)
            assert_true(fabs(e.m[f * RL_LEVELS + l] - true_m[f][l]) < .006);
    patterns_release(&p);
    arena_release(&a);
}

/* Candidates of the union of keys agree on something by being candidates. EM that also takes lambda from them
 * calls most of them matches; the engine's lambda comes from rules and stays near the planted one. */
static void lambda_of_the_union_of_blocks_runs_away_and_ours_does_not(void **state)
{
    Arena a;
    Err err;
    Patterns p;
    EmResult e;
    (void)state;
    arena_init(&a);
    People who = people(3000, .2, .05, &a, rng_create(&a, 4));
    RlTable *t = people_table(&who, &a);
    RlBlocks *b = people_blocks(&who, t, &a);
    RlModel m = people_model(t, b, &a, 2);
    double planted = who.true_pairs / rl_pairs_possible(t);
    assert_true(m.lambda > planted / 1.6 && m.lambda < planted * 1.6);
    /* Candidate pairs: everything that agrees on a key, found naively. */
    patterns_init(&p);
    double candidates = 0, matches = 0;
    for (uint32_t i = 0; i < who.n; i++)
        for (uint32_t j = i + 1; j < who.n; j++) {
            uint8_t level[RL_FIELDS];
            bool born = who.word[BORN][i].n && str_eq(who.word[BORN][i], who.word[BORN][j]);
            bool first = who.word[FIRST][i].n && str_eq(who.word[FIRST][i], who.word[FIRST][j]);
            bool town = who.word[TOWN][i].n && str_eq(who.word[TOWN][i], who.word[TOWN][j]);
            if (!born && !first && !town)
                continue;
            rl_compare(t, i, j, level);
            uint64_t pattern = 0;
            for (size_t f = 0; f < PEOPLE_FIELDS; f++)
                pattern |= pattern_put(&t->field[f], level[f] == RL_NULL ? 0 : level[f] + 1u);
            patterns_add(&p, pattern, 1);
            candidates++;
            matches += who.of[i] == who.of[j];
        }
    double u[RL_FIELDS * RL_LEVELS] = { 0 }, m0[RL_FIELDS * RL_LEVELS] = { 0 };
    for (size_t f = 0; f < PEOPLE_FIELDS; f++)
        for (unsigned l = 0; l < m.field[f].n_level; l++) {
            u[f * RL_LEVELS + l] = m.field[f].u[l];
            m0[f * RL_LEVELS + l] = l ? .1 / (m.field[f].n_level - 1) : .9;
        }
    em_run(&(EmInput){ .t = t, .row = patterns_sorted(&p, &a), .n = p.n, .lambda = .1, .prior = RL_PRIOR_PAIRS, .u = u,
                       .m0 = m0 }, &a, &e);
    /* The naive way: lambda far above the share of matches among the candidates. */
    assert_true(matches / candidates < .35);
    assert_true(e.lambda > .9);
    /* Ours: sum of p over the same candidates is about their matches. */
    RlScored s;
    assert_int_equal(rl_score(t, b, &m, &(RlScoring){ 0 }, &a, &s, &err), ST_OK);
    double said = 0, right = 0;
    for (size_t i = 0; i < s.n; i++) {
        said += (double)s.pair[i].p;
        right += who.of[s.pair[i].a] == who.of[s.pair[i].b];
    }
    assert_true(said > .9 * right && said < 1.1 * right);
    patterns_release(&p);
    arena_release(&a);
}

/* A column beside its copy: as two fields they count twice, joined they count once. */
static void fields_that_hang_together_count_once_when_joined(void **state)
{
    Arena a;
    Err err;
    (void)state;
    arena_init(&a);
    People who = people(2000, .15, .05, &a, rng_create(&a, 6));
    RlField town = { .name = STR("town"), .kind = RL_EXACT }, post = { .name = STR("postcode"), .kind = RL_EXACT };
    Str *code = ARENA_NEW_N(&a, Str, who.n);
    for (size_t i = 0; i < who.n; i++)
        code[i] = who.word[TOWN][i].n ? str_fmt(&a, "z%.*s", STR_ARG(who.word[TOWN][i])) : STR("");
    double both[3];
    for (int way = 0; way < 3; way++) {
        RlTable *t = rl_table_create(who.n, NULL, &a);
        RlField f[] = { { .name = STR("first"), .kind = RL_EXACT }, { .name = STR("last"), .kind = RL_EXACT },
                        { .name = STR("born"), .kind = RL_EXACT } };
        const Str *word[] = { who.word[FIRST], who.word[LAST], who.word[BORN] };
        for (size_t k = 0; k < 3; k++)
            assert_int_equal(rl_add_words(t, &f[k], word[k], &err), ST_OK);
        if (way == 2)
            assert_int_equal(rl_add_joint(t, &(RlField){ .name = STR("place") }, (RlField[]){ town, post },
                                          (const Str *const[]){ who.word[TOWN], code }, 2, &err), ST_OK);
        else
            assert_int_equal(rl_add_words(t, &town, who.word[TOWN], &err), ST_OK);
        if (way == 1)
            assert_int_equal(rl_add_words(t, &post, code, &err), ST_OK);
        RlBlocks *b = rl_blocks_create(t, &a);
        uint64_t *key = ARENA_NEW_N(&a, uint64_t, who.n);
        rl_key_words(who.n, (const Str *const[]){ who.word[BORN] }, NULL, 1, key);
        assert_int_equal(rl_block_on(b, &(RlKey){ .fields = 4, .train = true }, key, &err), ST_OK);
        rl_key_words(who.n, (const Str *const[]){ who.word[LAST] }, NULL, 1, key);
        assert_int_equal(rl_block_on(b, &(RlKey){ .fields = 2, .train = true }, key, &err), ST_OK);
        uint32_t rule = 7;
        RlModel m;
        assert_int_equal(rl_estimate(t, b, &(RlTraining){ .rule = &rule, .n_rule = 1 }, rng_create(&a, 1), &a, &m, &err), ST_OK);
        both[way] = 0;
        for (uint32_t i = 0; i < who.n && both[way] == 0; i++)
            for (uint32_t j = i + 1; j < who.n; j++)
                if (who.word[TOWN][i].n && str_eq(who.word[TOWN][i], who.word[TOWN][j])) {
                    RlExplanation e;
                    rl_explain(t, &m, i, j, &e);
                    for (size_t f2 = 3; f2 < e.n; f2++)
                        both[way] += e.reason[f2].weight;
                    break;
                }
    }
    assert_true(both[0] > 2);
    assert_true(both[1] > 1.8 * both[0]);
    assert_true(fabs(both[2] - both[0]) < .3);
    arena_release(&a);
}

static double log_loss(const RlTable *t, const RlModel *m, const People *who, Rng *r)
{
    double sum = 0;
    for (int i = 0; i < 4000; i++) {
        uint32_t x = (uint32_t)rng_below(r, (int64_t)who->n), y = x ? x - 1 : 1;
        double p = rl_probability(m, rl_weight(t, m, x, y));
        sum -= log(fmax(who->of[x] == who->of[y] ? p : 1 - p, 1e-9));
    }
    return sum / 4000;
}

/* A model that is right is not spoilt by twenty answers; one with a wrong weight is mended by many. */
static void few_answers_never_wreck_and_many_mend(void **state)
{
    Arena a;
    Err err;
    (void)state;
    arena_init(&a);
    People who = people(1500, .2, .05, &a, rng_create(&a, 8));
    RlTable *t = people_table(&who, &a);
    RlBlocks *b = people_blocks(&who, t, &a);
    RlModel good = people_model(t, b, &a, 1), bad = good;
    for (unsigned l = 0; l < bad.field[TOWN].n_level; l++)
        bad.field[TOWN].weight[l] = l ? 6 : -6;
    Rng *r = rng_create(&a, 9);
    enum { MANY = 600 };
    static RlAnswer answer[MANY];
    for (size_t i = 0; i < MANY; i++) {
        uint32_t x = (uint32_t)rng_between(r, 1, (int64_t)who.n - 1);
        answer[i] = (RlAnswer){ x, x - 1, who.of[x] == who.of[x - 1] };
    }
    RlModel few = good, none = good;
    double before = log_loss(t, &good, &who, rng_create(&a, 10));
    assert_int_equal(rl_learn(t, NULL, 0, &none, &err), ST_OK);
    assert_memory_equal(none.field[FIRST].weight, good.field[FIRST].weight, sizeof good.field[FIRST].weight);
    for (size_t from = 0; from + 20 <= 200; from += 20) {
        assert_int_equal(rl_learn(t, answer + from, 20, &few, &err), ST_OK);
        assert_true(log_loss(t, &few, &who, rng_create(&a, 10)) < before * 1.15 + .002);
    }
    /* Twenty wrong answers move a weight by little more than the prior lets them. */
    RlAnswer lie[20];
    for (size_t i = 0; i < 20; i++)
        lie[i] = (RlAnswer){ answer[i].a, answer[i].b, !answer[i].same };
    assert_int_equal(rl_learn(t, lie, 20, &few, &err), ST_OK);
    for (size_t f = 0; f < PEOPLE_FIELDS; f++)
        for (unsigned l = 0; l < few.field[f].n_level; l++)
            assert_true(isfinite(few.field[f].taught[l]) && (l == 0 || few.field[f].weight[l] <= few.field[f].weight[l - 1] + 1e-9));
    RlModel mended = bad;
    double wrong = log_loss(t, &bad, &who, rng_create(&a, 10));
    assert_int_equal(rl_learn(t, answer, MANY, &mended, &err), ST_OK);
    double after = log_loss(t, &mended, &who, rng_create(&a, 10));
    assert_true(wrong > 2 * before && after < wrong / 2);
    arena_release(&a);
}

static void calibration_finds_slope_and_shift(void **state)
{
    Arena a;
    Err err;
    (void)state;
    arena_init(&a);
    People who = people(1500, .2, .05, &a, rng_create(&a, 8));
    RlTable *t = people_table(&who, &a);
    RlBlocks *b = people_blocks(&who, t, &a);
    RlModel m = people_model(t, b, &a, 1);
    Rng *r = rng_create(&a, 31);
    enum { MANY = 4000 };
    static RlAnswer answer[MANY];
    /* Answers drawn from odds of half the bits, two lower. */
    for (size_t i = 0; i < MANY;) {
        uint32_t x = (uint32_t)rng_below(r, (int64_t)who.n), y = rng_chance(r, .5) && x ? x - 1 : (uint32_t)rng_below(r, (int64_t)who.n);
        if (x == y)
            continue;
        double w = rl_weight(t, &m, x, y);
        answer[i++] = (RlAnswer){ x, y, rng_chance(r, 1 / (1 + exp2(2 - .5 * w))) };
    }
    assert_int_equal(rl_calibrate(t, answer, MANY, &m, &err), ST_OK);
    assert_true(fabs(m.slope - .5) < .06 && fabs(m.shift + 2) < .5);
    assert_int_equal(rl_calibrate(t, answer, 0, &m, &err), ST_OK);
    assert_true(m.slope == 1 && m.shift == 0);
    assert_int_equal(rl_calibrate(t, &(RlAnswer){ 1, 1, true }, 1, &m, &err), ST_INVALID);
    arena_release(&a);
}

static void nothing_to_learn_from_is_said(void **state)
{
    Arena a;
    Err err;
    RlModel m;
    (void)state;
    arena_init(&a);
    People who = people(50, .2, .05, &a, rng_create(&a, 8));
    RlTable *t = people_table(&who, &a);
    RlBlocks *b = rl_blocks_create(t, &a);
    uint32_t rule = 3;
    assert_int_equal(rl_estimate(t, b, &(RlTraining){ .rule = &rule, .n_rule = 1 }, rng_create(&a, 1), &a, &m, &err), ST_INVALID);
    assert_int_equal(rl_estimate(t, people_blocks(&who, t, &a), &(RlTraining){ 0 }, rng_create(&a, 1), &a, &m, &err), ST_INVALID);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_parameters_are_found_again),
        cmocka_unit_test(levels_alone_teach_the_same),
        cmocka_unit_test(lambda_of_the_union_of_blocks_runs_away_and_ours_does_not),
        cmocka_unit_test(fields_that_hang_together_count_once_when_joined),
        cmocka_unit_test(few_answers_never_wreck_and_many_mend),
        cmocka_unit_test(calibration_finds_slope_and_shift),
        cmocka_unit_test(nothing_to_learn_from_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
