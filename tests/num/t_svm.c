/* Oracle: the duality gap (weak duality bounds the distance to the least, whatever found it); the closed form of one
 * column; descent on the dense primal by a second method; scikit-learn's own figures are compared in ./bench text. */
#include "tests/near.h"

#include <string.h>

#include "base/attr.h"
#include "num/svm.h"
#include "num/rng.h"

enum { ROWS = 120, COLS = 8 };

static Arena arena;

static int set_up(void **state)
{
    (void)state;
    arena_init(&arena);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

/* min w^2/2 + n c (1 - w)^2 with all rows x = y: w = 2nc / (1 + 2nc). */
static void one_column_has_a_closed_form(void **state)
{
    static const size_t start[] = { 0, 1, 2, 3, 4 };
    static const uint32_t col[] = { 0, 0, 0, 0 };
    static const float value[] = { 1, -1, 1, -1 };
    static const int8_t y[] = { 1, -1, 1, -1 };
    static const double cost[] = { 0.3, 0.3, 0.3, 0.3 };
    SparseRows rows = { start, col, value, 4, 1 };
    double w;
    SvmFit fit;
    Err err;
    (void)state;
    assert_int_equal(svm_fit(&rows, y, cost, &(SvmOptions){ .tolerance = 1e-12, .rounds_max = 10000 }, &arena, &w, &fit, &err), ST_OK);
    check_digits(w, 2.4 / 3.4, 9);
    assert_int_equal(fit.n, 4);
    assert_int_equal(fit.support, 4);
    assert_true(fit.gap >= -1e-12 && fit.gap < 1e-9);
    check_digits(svm_margin(&rows, 1, &w), -w, 15);
}

typedef struct Made {
    SparseRows rows;
    double     dense[ROWS][COLS], cost[ROWS];
    int8_t     y[ROWS];
} Made;

static void make(Made *m, uint64_t seed)
{
    Rng *r = rng_create(&arena, seed);
    size_t *start = ARENA_NEW_N(&arena, size_t, ROWS + 1), at = 0;
    uint32_t *col = ARENA_NEW_N(&arena, uint32_t, ROWS * COLS);
    float *value = ARENA_NEW_N(&arena, float, ROWS * COLS);
    for (size_t i = 0; i < ROWS; i++) {
        double eta = 0;
        start[i] = at;
        for (uint32_t k = 0; k < COLS; k++) {
            m->dense[i][k] = 0;
            if (k && rng_chance(r, 0.5))
                continue;
            col[at] = k;
            value[at] = k ? (float)rng_normal(r, 0, 1) : 1;
            m->dense[i][k] = (double)value[at++];
            eta += m->dense[i][k] * (k % 2 ? 1 : -0.5);
        }
        m->y[i] = rng_chance(r, 1 / (1 + exp(-eta))) ? 1 : -1;
        m->cost[i] = 0.1 + rng_uniform(r);
    }
    start[ROWS] = at;
    m->rows = (SparseRows){ start, col, value, ROWS, COLS };
}

static double primal(const Made *m, const double *w, double *grad)
{
    double sum = 0;
    for (size_t k = 0; k < COLS; k++) {
        sum += w[k] * w[k] / 2;
        grad[k] = w[k];
    }
    for (size_t i = 0; i < ROWS; i++) {
        double margin = 0;
        for (size_t k = 0; k < COLS; k++)
            margin += w[k] * m->dense[i][k];
        double gap = fmax(0, 1 - m->y[i] * margin);
        sum += m->cost[i] * gap * gap;
        for (size_t k = 0; k < COLS; k++)
            grad[k] -= 2 * m->cost[i] * gap * m->y[i] * m->dense[i][k];
    }
    return sum;
}

static void the_least_is_that_of_plain_descent_on_the_primal(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 5; seed++) {
        Made m;
        double w[COLS], v[COLS] = { 0 }, grad[COLS], other[COLS], now, step = 0.01;
        SvmFit fit;
        Err err;
        make(&m, seed);
        assert_int_equal(svm_fit(&m.rows, m.y, m.cost, &(SvmOptions){ .tolerance = 1e-11, .rounds_max = 100000, .seed = seed }, &arena, w, &fit, &err), ST_OK);
        now = primal(&m, v, grad);
        for (int round = 0; round < 200000; round++) {
            double next[COLS];
            for (size_t k = 0; k < COLS; k++)
                next[k] = v[k] - step * grad[k];
            double then = primal(&m, next, other);
            if (then > now) {
                step /= 2;
                continue;
            }
            memcpy(v, next, sizeof v);
            memcpy(grad, other, sizeof grad);
            now = then;
        }
        check_digits(fit.loss, now, 9);
        for (size_t k = 0; k < COLS; k++)
            assert_true(fabs(w[k] - v[k]) < 1e-6);
        assert_true(fit.gap < 1e-8);
    }
}

static void the_default_tolerance_ends_near_the_least_and_says_how_near(void **state)
{
    Made m;
    double w[COLS], exact[COLS];
    SvmFit loose, tight;
    Err err;
    (void)state;
    make(&m, 9);
    assert_int_equal(svm_fit(&m.rows, m.y, m.cost, &(SvmOptions){ 0 }, &arena, w, &loose, &err), ST_OK);
    assert_int_equal(svm_fit(&m.rows, m.y, m.cost, &(SvmOptions){ .tolerance = 1e-11, .rounds_max = 100000 }, &arena, exact, &tight, &err), ST_OK);
    assert_true(loose.loss - tight.loss <= loose.gap + 1e-9);
    assert_true(loose.gap < 0.05 * loose.loss);
    assert_true(loose.rounds < tight.rounds);
}

static void rows_left_out_have_no_say_and_one_side_alone_is_refused(void **state)
{
    Made m, other;
    double w[COLS], v[COLS];
    SvmFit fit;
    Err err;
    (void)state;
    make(&m, 3);
    for (size_t i = 60; i < ROWS; i++)
        m.y[i] = 0;
    other = m;
    other.rows.n = 60;
    SvmOptions o = { .tolerance = 1e-10, .rounds_max = 100000 };
    assert_int_equal(svm_fit(&m.rows, m.y, m.cost, &o, &arena, w, &fit, &err), ST_OK);
    assert_int_equal(fit.n, 60);
    assert_int_equal(svm_fit(&other.rows, other.y, other.cost, &o, &arena, v, &fit, &err), ST_OK);
    for (size_t k = 0; k < COLS; k++)
        assert_true(fabs(w[k] - v[k]) < 1e-7);
    for (size_t i = 0; i < ROWS; i++)
        m.y[i] = m.y[i] > 0 ? 1 : 0;
    assert_int_equal(svm_fit(&m.rows, m.y, m.cost, &o, &arena, w, &fit, &err), ST_INVALID);
}

static void the_same_seed_gives_the_same_bytes(void **state)
{
    Made m;
    double w[COLS], v[COLS];
    SvmFit fit;
    Err err;
    (void)state;
    make(&m, 4);
    assert_int_equal(svm_fit(&m.rows, m.y, m.cost, &(SvmOptions){ .seed = 7 }, &arena, w, &fit, &err), ST_OK);
    assert_int_equal(svm_fit(&m.rows, m.y, m.cost, &(SvmOptions){ .seed = 7 }, &arena, v, &fit, &err), ST_OK);
    assert_memory_equal(w, v, sizeof w);
}

/* Drawn from a known curve, the curve is found; with few rows nothing is certain. */
static void a_curve_of_probabilities_is_found_again(void **state)
{
    enum { N = 40000 };
    double *margin = ARENA_NEW_N(&arena, double, N);
    int8_t *y = ARENA_NEW_N(&arena, int8_t, N);
    Rng *r = rng_create(&arena, 5);
    (void)state;
    for (size_t i = 0; i < N; i++) {
        margin[i] = rng_normal(r, 0.3, 1.5);
        y[i] = rng_chance(r, 1 / (1 + exp(-1.7 * margin[i] + 0.4))) ? 1 : -1;
    }
    Platt p = platt_fit(margin, y, N);
    assert_true(fabs(p.slope + 1.7) < 0.06 && fabs(p.offset - 0.4) < 0.06);
    check_digits(platt_p((Platt){ -1, 0 }, 0), 0.5, 15);
    assert_true(platt_p((Platt){ -1, 0 }, 1e6) <= 1 && platt_p((Platt){ -1, 0 }, -1e6) >= 0);
    Platt few = platt_fit((const double[]){ 2, 3, -2, -3 }, (const int8_t[]){ 1, 1, -1, -1 }, 4);
    assert_true(platt_p(few, 3) > 0.6 && platt_p(few, 3) < 0.95);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_column_has_a_closed_form),
        cmocka_unit_test(the_least_is_that_of_plain_descent_on_the_primal),
        cmocka_unit_test(the_default_tolerance_ends_near_the_least_and_says_how_near),
        cmocka_unit_test(rows_left_out_have_no_say_and_one_side_alone_is_refused),
        cmocka_unit_test(the_same_seed_gives_the_same_bytes),
        cmocka_unit_test(a_curve_of_probabilities_is_found_again),
    };
    return cmocka_run_group_tests_name("svm", tests, set_up, tear_down);
}
