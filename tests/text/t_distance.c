#include "tests/near.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "text/distance.h"
#include "text/similar.h"

/* A generator of its own: the words only have to be many and alike. */
static uint64_t state64 = 88172645463325252u;
static unsigned any(unsigned n)
{
    state64 ^= state64 << 13;
    state64 ^= state64 >> 7;
    state64 ^= state64 << 17;
    return (unsigned)(state64 >> 33) % n;
}

static Str random_word(char *p, unsigned letters, unsigned longest)
{
    size_t n = any(longest + 1);
    for (size_t i = 0; i < n; i++)
        p[i] = (char)('a' + any(letters));
    return (Str){ p, n };
}

/* Optimal string alignment by its definition, memo-less over a full table: the oracle. */
static size_t naive_edits(Str a, Str b)
{
    static size_t t[140][140];
    for (size_t i = 0; i <= a.n; i++)
        for (size_t j = 0; j <= b.n; j++) {
            size_t best = i ? t[i - 1][j] + 1 : j;
            if (!i) {
                t[i][j] = j;
                continue;
            }
            if (!j) {
                t[i][j] = i;
                continue;
            }
            if (t[i][j - 1] + 1 < best)
                best = t[i][j - 1] + 1;
            if (t[i - 1][j - 1] + (a.p[i - 1] != b.p[j - 1]) < best)
                best = t[i - 1][j - 1] + (a.p[i - 1] != b.p[j - 1]);
            if (i > 1 && j > 1 && a.p[i - 1] == b.p[j - 2] && a.p[i - 2] == b.p[j - 1] &&
                t[i - 2][j - 2] + 1 < best)
                best = t[i - 2][j - 2] + 1;
            t[i][j] = best;
        }
    return t[a.n][b.n];
}

static void edits_are_those_of_the_plain_table(void **state)
{
    WordPattern p;
    char both[2][140], y[140];
    (void)state;
    pattern_init(&p);
    for (int k = 0; k < 60000; k++) {
        unsigned longest = k % 3 == 0 ? 8 : k % 3 == 1 ? 64 : 120;
        Str a = random_word(both[k & 1], 2 + any(4), longest), b = random_word(y, 2 + any(4), longest);
        size_t want = naive_edits(a, b);
        pattern_set(&p, a);
        assert_int_equal(pattern_edits(&p, b, 1000), want);
        assert_int_equal(word_edits(a, b, 1000), want);
        size_t most = any(4);
        assert_int_equal(pattern_edits(&p, b, most), want <= most ? want : most + 1);
    }
}

/* Jaro and Winkler by their definition, loops in loops: the oracle of both bit-parallel ways. */
static double naive_similarity(Str a, Str b)
{
    bool used_a[128] = { false }, used_b[128] = { false };
    size_t longer = a.n > b.n ? a.n : b.n, same = 0, swaps = 0, prefix = 0, j = 0;
    long reach = longer / 2 ? (long)(longer / 2) - 1 : 0;
    for (size_t i = 0; i < a.n; i++)
        for (size_t k = 0; k < b.n; k++)
            if (!used_a[i] && !used_b[k] && a.p[i] == b.p[k] && labs((long)i - (long)k) <= reach) {
                used_a[i] = used_b[k] = true;
                same++;
            }
    if (!same)
        return 0;
    for (size_t i = 0; i < a.n; i++) {
        if (!used_a[i])
            continue;
        while (!used_b[j])
            j++;
        swaps += a.p[i] != b.p[j++];
    }
    double m = (double)same, jaro = (m / (double)a.n + m / (double)b.n + (m - (double)swaps / 2) / m) / 3;
    while (prefix < 4 && prefix < a.n && prefix < b.n && a.p[prefix] == b.p[prefix])
        prefix++;
    return jaro + (double)prefix * 0.1 * (1 - jaro);
}

static void similarity_is_that_of_the_plain_loops(void **state)
{
    WordPattern p;
    char both[2][140], y[140];
    (void)state;
    pattern_init(&p);
    for (int k = 0; k < 60000; k++) {
        unsigned longest = k % 3 == 0 ? 8 : k % 3 == 1 ? 64 : 120;
        Str a = random_word(both[k & 1], 2 + any(8), longest), b = random_word(y, 2 + any(8), longest);
        pattern_set(&p, a);
        assert_true(name_similarity(b, a) == naive_similarity(b, a));
        assert_true(pattern_similarity(&p, b) == name_similarity(b, a));
    }
}

/* Winkler (1990, 1994) and what jellyfish 0.9.0 says for the same pairs; its damerau_levenshtein_distance
 * is the unrestricted one and differs for "ca"/"abc" only (2), its bonus for a common prefix begins at .7,
 * which makes "acb"/"abc" .5556. */
static const struct {
    const char *a, *b;
    double similar;
    size_t edits;
} known[] = {
    { "martha", "marhta", 0.9611111111, 1 },   { "dwayne", "duane", 0.84, 2 },
    { "dixon", "dicksonx", 0.8133333333, 4 },  { "jones", "johnson", 0.8323809524, 4 },
    { "abroms", "abrams", 0.9222222222, 1 },   { "hardin", "martinez", 0.7222222222, 4 },
    { "itman", "smith", 0.4666666667, 5 },     { "jeraldine", "geraldine", 0.9259259259, 1 },
    { "michelle", "michael", 0.9214285714, 3 }, { "julies", "julius", 0.9333333333, 1 },
    { "tanya", "tonya", 0.88, 1 },             { "sean", "susan", 0.805, 2 },
    { "jon", "john", 0.9333333333, 1 },        { "ca", "abc", 0, 3 },
    { "kitten", "sitting", 0.7460317460, 3 },  { "acb", "abc", 0.6, 1 },
};

static void published_pairs_have_their_figures(void **state)
{
    WordPattern p;
    (void)state;
    pattern_init(&p);
    for (size_t k = 0; k < COUNT_OF(known); k++) {
        pattern_set(&p, str_of(known[k].b));
        assert_true(fabs(pattern_similarity(&p, str_of(known[k].a)) - known[k].similar) < 5e-10);
        assert_int_equal(pattern_edits(&p, str_of(known[k].a), 99), known[k].edits);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(edits_are_those_of_the_plain_table),
        cmocka_unit_test(similarity_is_that_of_the_plain_loops),
        cmocka_unit_test(published_pairs_have_their_figures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
