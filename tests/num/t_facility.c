#include "tests/near.h"

#include "num/facility.h"
#include "num/rng.h"

enum { MOST = 15 };

typedef struct Case {
    double like[MOST * MOST], weight[MOST];
    size_t group[MOST];
    FacilityInput in;
} Case;

static void draw(Case *c, Rng *r, size_t n, size_t k, bool grouped)
{
    for (size_t i = 0; i < n; i++) {
        c->weight[i] = rng_uniform(r);
        c->group[i] = grouped ? (size_t)rng_below(r, (int64_t)n) : SIZE_MAX;
        for (size_t j = 0; j <= i; j++)
            c->like[i * n + j] = c->like[j * n + i] = i == j ? 1 : rng_uniform(r) * rng_uniform(r);
    }
    c->in = (FacilityInput){ .like = c->like, .weight = c->weight, .group = grouped ? c->group : NULL, .n = n, .k = k };
}

/* Every set of at most k, one of each group. */
static double brute(const Case *c)
{
    double best = 0;
    for (size_t bits = 0; bits < (size_t)1 << c->in.n; bits++) {
        size_t set[MOST], n = 0;
        bool fits = true;
        for (size_t i = 0; i < c->in.n; i++)
            if (bits >> i & 1) {
                for (size_t s = 0; s < n; s++)
                    fits = fits && !(c->in.group && c->group[set[s]] == c->group[i]);
                set[n++] = i;
            }
        if (n <= c->in.k && fits) {
            double v = facility_value(&c->in, set, n);
            best = v > best ? v : best;
        }
    }
    return best;
}

static void greedy_is_never_under_sixty_three_hundredths_of_the_best(void **state)
{
    double worst = 1;
    (void)state;
    for (uint64_t seed = 1; seed <= 120; seed++) {
        Arena a;
        Case c;
        size_t out[MOST];
        arena_init(&a);
        Rng *r = rng_create(&a, seed);
        draw(&c, r, (size_t)rng_between(r, 2, seed % 8 ? 10 : MOST), (size_t)rng_between(r, 1, 5), seed % 2);
        size_t n = facility_choose(&c.in, &a, out);
        double share = facility_value(&c.in, out, n) / brute(&c);
        worst = share < worst ? share : worst;
        assert_true(n <= c.in.k && share <= 1 + 1e-12);
        for (size_t i = 0; c.in.group && i < n; i++)
            for (size_t j = 0; j < i; j++)
                assert_true(c.group[out[i]] != c.group[out[j]]);
        arena_release(&a);
    }
    print_message("# the worst of 120: %.3f of the best\n", worst);
    assert_true(worst >= 0.63);
}

static void it_covers_better_than_chance(void **state)
{
    double chosen = 0, chance = 0;
    (void)state;
    for (uint64_t seed = 1; seed <= 100; seed++) {
        Arena a;
        Case c;
        size_t out[MOST], any[MOST];
        arena_init(&a);
        Rng *r = rng_create(&a, seed + 500);
        draw(&c, r, MOST, 3, false);
        size_t n = facility_choose(&c.in, &a, out);
        for (size_t i = 0; i < n; i++)
            any[i] = (size_t)rng_below(r, MOST);
        chosen += facility_value(&c.in, out, n);
        chance += facility_value(&c.in, any, n);
        arena_release(&a);
    }
    assert_true(chosen >= 1.2 * chance);
}

static void nothing_is_chosen_of_nothing(void **state)
{
    Arena a;
    size_t out[MOST];
    (void)state;
    arena_init(&a);
    assert_int_equal(facility_choose(&(FacilityInput){ .n = 0, .k = 3 }, &a, out), 0);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(greedy_is_never_under_sixty_three_hundredths_of_the_best),
        cmocka_unit_test(it_covers_better_than_chance),
        cmocka_unit_test(nothing_is_chosen_of_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
