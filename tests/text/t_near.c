/* Oracle: the exact share of words and pairs, counted, on drawn texts. */
#include "tests/near.h"

#include <stdio.h>

#include "text/near.h"

enum { WORDS = 40, TRIES = 400 };

static uint32_t luck(uint32_t *s)
{
    *s = *s * 1664525 + 1013904223;
    return *s >> 8;
}

static size_t write_words(const uint32_t *word, size_t n, char *out)
{
    size_t at = 0;
    for (size_t i = 0; i < n; i++)
        at += (size_t)snprintf(out + at, 16, "%sw%c%c%c", i ? " " : "", 'a' + word[i] % 26, 'a' + word[i] / 26 % 26, 'a' + word[i] / 676 % 26);
    return at;
}

/* All words are different, so units are WORDS words and WORDS - 1 pairs. */
static double exact(const uint32_t *a, const uint32_t *b)
{
    double same = 0;
    for (size_t i = 0; i < WORDS; i++)
        same += a[i] == b[i];
    for (size_t i = 0; i + 1 < WORDS; i++)
        same += a[i] == b[i] && a[i + 1] == b[i + 1];
    return same / (2 * (2 * WORDS - 1) - same);
}

static void the_share_is_estimated_without_bias(void **state)
{
    uint32_t seed = 1;
    double off = 0, square = 0;
    size_t found = 0, alike = 0;
    (void)state;
    for (uint32_t t = 0; t < TRIES; t++) {
        uint32_t a[WORDS], b[WORDS], changed = luck(&seed) % 12;
        char x[WORDS * 16], y[WORDS * 16];
        NearMark m, o;
        for (uint32_t i = 0; i < WORDS; i++)
            a[i] = b[i] = t * 97 % 200 + i * 211;
        for (uint32_t k = 0; k < changed; k++) {
            uint32_t at = luck(&seed) % WORDS;
            b[at] = 9000 + at * 201 + t % 100;
        }
        near_mark((Str){ x, write_words(a, WORDS, x) }, &m);
        near_mark((Str){ y, write_words(b, WORDS, y) }, &o);
        double want = exact(a, b), got = near_share(&m, &o);
        off += got - want;
        square += (got - want) * (got - want);
        if (want < 0.8)
            continue;
        bool band = false;
        for (unsigned k = 0; k < NEAR_BANDS; k++)
            band |= near_band(&m, k) == near_band(&o, k);
        alike++;
        found += band;
    }
    print_message("# off %.4f, root mean square %.4f; %zu of %zu at 0.8 and more found\n", off / TRIES, sqrt(square / TRIES), found, alike);
    assert_true(fabs(off / TRIES) < 0.015);
    assert_true(sqrt(square / TRIES) < 0.08);
    assert_true((double)found >= 0.93 * (double)alike);
}

static void numbers_and_case_do_not_matter_words_do(void **state)
{
    NearMark a, b, c, none;
    (void)state;
    near_mark(STR("Your order 4711 was delivered on 3 March."), &a);
    near_mark(STR("your ORDER 9023 was delivered on 8 March"), &b);
    near_mark(STR("The invoice was wrong and nobody answers."), &c);
    near_mark(STR(" -- ... "), &none);
    assert_true(near_share(&a, &b) == 1);
    assert_true(near_share(&a, &c) < 0.2);
    assert_int_equal(none.words, 0);
    assert_true(near_share(&none, &none) == 0);
    assert_int_equal(a.words, 8);
    near_mark((Str){ "\xFF\x80 \xC3", 4 }, &none);
    assert_int_equal(none.words, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_share_is_estimated_without_bias),
        cmocka_unit_test(numbers_and_case_do_not_matter_words_do),
    };
    return cmocka_run_group_tests_name("near", tests, NULL, NULL);
}
