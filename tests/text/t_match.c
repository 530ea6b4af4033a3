/* Oracle: every permutation of a few themes, tried one after another. */
#include "tests/near.h"

#include "text/theme_match.h"

#define assert_near(got, want, by) assert_true(fabs((got) - (want)) <= (by))

enum { MOST = 5, WORDS = 9 };

static double uniform(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (double)(*state >> 11) / 9007199254740992.0;
}

static const char *const word[WORDS] = { "late", "truck", "invoice", "amount", "portal", "search", "manual", "price", "answer" };

static ThemeMark draw(uint64_t *state, Arena *a)
{
    ThemeMark m = { .term = ARENA_NEW_N(a, ThemeTerm, WORDS), .within = (int64_t)(uniform(state) * 1.3) };
    for (size_t k = 0; k < WORDS; k++)
        if (uniform(state) < 0.5)
            m.term[m.n++] = (ThemeTerm){ str_of(word[k]), uniform(state) + 0.01 };
    return m;
}

static double plain_likeness(const ThemeMark *x, const ThemeMark *y)
{
    double both = 0, xx = 0, yy = 0;
    for (size_t i = 0; i < x->n; i++)
        xx += x->term[i].weight * x->term[i].weight;
    for (size_t j = 0; j < y->n; j++)
        yy += y->term[j].weight * y->term[j].weight;
    for (size_t i = 0; i < x->n; i++)
        for (size_t j = 0; j < y->n; j++)
            if (str_eq(x->term[i].term, y->term[j].term))
                both += x->term[i].weight * y->term[j].weight;
    double c = xx > 0 && yy > 0 ? both / sqrt(xx * yy) : 0;
    return x->within == y->within && c >= THEME_ALIKE ? c : 0;
}

/* The best sum over all ways to give each of the new from `at` on an old one of its own, or none. */
static double best_sum(const ThemeMark *old, size_t n_old, const ThemeMark *now, size_t n_now, size_t at, unsigned taken)
{
    if (at == n_now)
        return 0;
    double best = best_sum(old, n_old, now, n_now, at + 1, taken);
    for (size_t o = 0; o < n_old; o++)
        if (!(taken >> o & 1))
            best = fmax(best, plain_likeness(&old[o], &now[at]) + best_sum(old, n_old, now, n_now, at + 1, taken | 1u << o));
    return best;
}

static void partners_are_the_best_of_all_permutations(void **state)
{
    Arena a;
    uint64_t seed = 7;
    size_t made = 0;
    (void)state;
    arena_init(&a);
    for (int round = 0; round < 3000; round++) {
        ArenaMark mark = arena_mark(&a);
        ThemeMark old[MOST], now[MOST];
        size_t n_old = (size_t)(uniform(&seed) * (MOST + 1)), n_now = (size_t)(uniform(&seed) * (MOST + 1)), partner[MOST];
        double likeness[MOST], sum = 0;
        unsigned seen = 0;
        for (size_t i = 0; i < n_old; i++)
            old[i] = draw(&seed, &a);
        for (size_t i = 0; i < n_now; i++)
            now[i] = draw(&seed, &a);
        theme_match(old, n_old, now, n_now, &a, partner, likeness);
        for (size_t i = 0; i < n_now; i++) {
            sum += likeness[i];
            if (partner[i] == SIZE_MAX) {
                assert_true(likeness[i] == 0);
                continue;
            }
            assert_true(partner[i] < n_old && !(seen >> partner[i] & 1));
            seen |= 1u << partner[i];
            assert_near(likeness[i], theme_likeness(&old[partner[i]], &now[i], &a), 1e-12);
            assert_near(likeness[i], plain_likeness(&old[partner[i]], &now[i]), 1e-12);
            made++;
        }
        assert_near(sum, best_sum(old, n_old, now, n_now, 0, 0), 1e-9);
        arena_rewind(&a, mark);
    }
    assert_true(made > 1000);
    arena_release(&a);
}

static void the_same_themes_in_another_order_find_themselves(void **state)
{
    Arena a;
    uint64_t seed = 3;
    ThemeMark old[MOST], now[MOST];
    size_t partner[MOST];
    double likeness[MOST];
    (void)state;
    arena_init(&a);
    for (size_t i = 0; i < MOST; i++)
        old[i] = draw(&seed, &a);
    for (size_t i = 0; i < MOST; i++) {
        now[i] = theme_mark_read(theme_mark_text(&old[MOST - 1 - i], &a), &a);
        now[i].within = old[MOST - 1 - i].within;
    }
    theme_match(old, MOST, now, MOST, &a, partner, likeness);
    for (size_t i = 0; i < MOST; i++) {
        assert_int_equal(partner[i], MOST - 1 - i);
        assert_near(likeness[i], 1, 1e-6);
    }
    arena_release(&a);
}

static void lines_that_are_none_are_left_out(void **state)
{
    Arena a;
    (void)state;
    arena_init(&a);
    ThemeMark m = theme_mark_read(STR("0.5 late truck\nx\n\n-1 no\n0.25 invoice"), &a);
    assert_int_equal(m.n, 2);
    assert_string_equal(str_fmt(&a, "%.*s", STR_ARG(m.term[0].term)).p, "late truck");
    assert_near(m.term[1].weight, 0.25, 0);
    assert_int_equal(theme_mark_read(STR(""), &a).n, 0);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(partners_are_the_best_of_all_permutations),
        cmocka_unit_test(the_same_themes_in_another_order_find_themselves),
        cmocka_unit_test(lines_that_are_none_are_left_out),
    };
    return cmocka_run_group_tests_name("theme match", tests, NULL, NULL);
}
