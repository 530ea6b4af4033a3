#include "tests/near.h"

#include "num/asymmetry.h"
#include "num/rng.h"
#include "tests/num/r_oracle.h"

static Asymmetry fit(Arena *a, const uint8_t *band, const double *y, const int64_t *cluster, size_t n, size_t least)
{
    Asymmetry x;
    asymmetry_fit(&(AsymmetryInput){ .band = band, .y = y, .cluster = cluster, .n = n, .least = least, .level = 0.95, .small = 0.5 }, a, &x);
    return x;
}

/* Means 2, 6, 7: penalty 4, reward 1, contrast 3.  Each row a cluster of its own: the penalty's variance is 6/5 ((1+1)/4 + (1+1)/4) = 1.2. */
static void a_small_table_comes_out_as_by_hand(void **state)
{
    static const uint8_t band[] = { 0, 0, 1, 1, 2, 2 };
    static const double y[] = { 1, 3, 5, 7, 7, 7 };
    static const int64_t cluster[] = { 1, 2, 3, 4, 5, 6 };
    Arena a;
    (void)state;
    arena_init(&a);
    Asymmetry x = fit(&a, band, y, cluster, 6, 1);
    check_digits(x.penalty.estimate, 4, 12);
    check_digits(x.reward.estimate, 1, 12);
    check_digits(x.contrast.estimate, 3, 12);
    check_digits(x.penalty.se, sqrt(1.2), 12);
    /* 6/5 (1*(1+1)/4 + 4*(1+1)/4 + 0) = 3. */
    check_digits(x.contrast.se, sqrt(3), 12);
    x = fit(&a, band, y, cluster, 6, 0);
    assert_true(x.label == ASYMMETRY_CANNOT_TELL && isnan(x.penalty.estimate) && x.n[BAND_MIDDLE] == 2);
    arena_release(&a);
}

/* 12 clusters of 5: R's regression on the dummies "bad" and "good", clustered sandwich without finite factors times G/(G-1). */
static void r_has_the_same_interval(void **state)
{
    enum { N = 60 };
    uint8_t band[N];
    double y[N], want[4];
    int64_t cluster[N];
    Arena a;
    (void)state;
    arena_init(&a);
    for (int i = 0; i < N; i++) {
        band[i] = (uint8_t)((i * 7 + i / 5) % 3);
        cluster[i] = i / 5;
        y[i] = (double)((i * 37) % 11) + band[i] + (double)(i / 5 % 4);
    }
    Asymmetry x = fit(&a, band, y, cluster, N, 1);
    if (r_ask("i <- 0:59; b <- (i*7 + i %/% 5) %% 3; g <- i %/% 5; y <- (i*37) %% 11 + b + (i %/% 5) %% 4\n"
              "m <- tapply(y, b, mean); n <- table(b); u <- function(w) { s <- tapply(w[b+1]*(y - m[b+1])/n[b+1], g, sum); sqrt(sum(s^2)*12/11) }\n"
              "X <- cbind(1, b==0, b==2); f <- lm.fit(X, y); B <- solve(crossprod(X)); M <- crossprod(rowsum(X*f$residuals, g)); V <- B %*% M %*% B * 12/11\n"
              "cat(-f$coefficients[2], sqrt(V[2,2]), f$coefficients[3], sqrt(V[2,2]+V[3,3]+2*V[2,3]))", want, 4)) {
        check_digits(x.penalty.estimate, want[0], 10);
        check_digits(x.penalty.se, want[1], 10);
        check_digits(x.reward.estimate, want[2], 10);
        check_digits(x.contrast.se, want[3], 10);
    }
    arena_release(&a);
}

typedef struct World3 {
    double penalty, reward;
    AsymmetryLabel right;
} World3;

/* 200 worlds of 300 answers by 60 accounts: a label is right, or "cannot tell"; a wrong one comes in at most one of twenty. */
static void labels_are_seldom_wrong(void **state)
{
    enum { N = 300, WORLDS = 200 };
    static const World3 kind[] = { { 2, 0.1, ASYMMETRY_MUST_HAVE }, { 0.1, 2, ASYMMETRY_NICE_TO_HAVE }, { 1.5, 1.5, ASYMMETRY_LINEAR } };
    uint8_t band[N];
    double y[N];
    int64_t cluster[N];
    (void)state;
    for (size_t k = 0; k < COUNT_OF(kind); k++) {
        int right = 0, wrong = 0;
        for (uint64_t w = 0; w < WORLDS; w++) {
            Arena a;
            arena_init(&a);
            Rng *r = rng_create(&a, 1000 * k + w + 1);
            double lean[60];
            for (int i = 0; i < 60; i++)
                lean[i] = rng_normal(r, 0, 0.7);
            for (int i = 0; i < N; i++) {
                cluster[i] = rng_below(r, 60);
                band[i] = (uint8_t)rng_below(r, 3);
                y[i] = 6 + lean[cluster[i]] + rng_normal(r, 0, 1.5) - (band[i] == 0 ? kind[k].penalty : 0) + (band[i] == 2 ? kind[k].reward : 0);
            }
            AsymmetryLabel got = fit(&a, band, y, cluster, N, 0).label;
            right += got == kind[k].right;
            wrong += got != kind[k].right && got != ASYMMETRY_CANNOT_TELL;
            arena_release(&a);
        }
        print_message("# %d right, %d wrong of %d\n", right, wrong, WORLDS);
        assert_true(right >= WORLDS * 3 / 4 && wrong <= WORLDS / 20);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_small_table_comes_out_as_by_hand),
        cmocka_unit_test(r_has_the_same_interval),
        cmocka_unit_test(labels_are_seldom_wrong),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
