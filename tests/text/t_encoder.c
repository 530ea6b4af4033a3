/* Oracle: encoder_reference.tsv, written by TensorFlow.js on the same weights with the model's own tokenizer; for the
 * multiplication, sums in double. */
#include "tests/near.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "text/encoder.h"
#include "text/encoder_data.h"
#include "text/encoder_math.h"

enum { WHOLE = 12, LINES = 30 };
static const double COSINE_LEAST = 0.9999;

typedef struct Reference {
    Str      text[LINES];
    uint16_t piece[LINES][512];
    size_t   pieces[LINES], n;
    float    v[WHOLE][ENCODER_WIDTH], cosine[LINES][WHOLE];
} Reference;

static float number(Str s)
{
    double v;
    assert_true(str_to_f64(s, &v));
    return (float)v;
}

static Reference *reference(Arena *a)
{
    Reference *r = ARENA_NEW(a, Reference);
    Str file;
    Err err;
    char path[1024];
    (void)snprintf(path, sizeof path, "%s/tests/text/encoder_reference.tsv", getenv("TL_ROOT"));
    assert_int_equal(file_read(path, 1 << 20, a, &file, &err), ST_OK);
    while (file.n && r->n < LINES) {
        Str line = str_cut(&file, '\n');
        if (line.p[0] == '#')
            continue;
        r->text[r->n] = str_cut(&line, '\t');
        Str pieces = str_cut(&line, '\t');
        while (pieces.n)
            r->piece[r->n][r->pieces[r->n]++] = (uint16_t)number(str_cut(&pieces, ' '));
        for (size_t k = 0; line.n; k++)
            *(r->n < WHOLE ? &r->v[r->n][k] : &r->cosine[r->n][k]) = number(str_cut(&line, ' '));
        r->n++;
    }
    assert_int_equal(r->n, LINES);
    return r;
}

static void pieces_are_those_of_the_reference(void **state)
{
    Arena a;
    (void)state;
    arena_init(&a);
    Reference *r = reference(&a);
    for (size_t i = 0; i < r->n; i++) {
        uint16_t piece[ENCODER_PIECES_MAX];
        size_t n = encoder_cut(r->text[i], piece, &a), want = r->pieces[i] < ENCODER_PIECES_MAX ? r->pieces[i] : ENCODER_PIECES_MAX;
        assert_int_equal(n, want);
        assert_memory_equal(piece, r->piece[i], n * sizeof *piece);
    }
    arena_release(&a);
}

static void vectors_are_those_of_the_reference(void **state)
{
    Arena a;
    double least = 1, off = 0;
    (void)state;
    arena_init(&a);
    Reference *r = reference(&a);
    float *v = ARENA_NEW_N(&a, float, LINES * ENCODER_WIDTH);
    encoder_encode(r->text, r->n, v, &a);
    for (size_t i = 0; i < WHOLE; i++)
        least = fmin(least, encoder_cosine(v + i * ENCODER_WIDTH, r->v[i]));
    for (size_t i = WHOLE; i < r->n; i++)
        for (size_t k = 0; k < WHOLE; k++)
            off = fmax(off, fabs(encoder_cosine(v + i * ENCODER_WIDTH, r->v[k]) - (double)r->cosine[i][k]));
    print_message("# least cosine with the reference %.9f, cosines off by %.2g at most\n", least, off);
    assert_true(least >= COSINE_LEAST);
    assert_true(off < 1e-5);
    arena_release(&a);
}

/* What a text gives must not depend on its neighbours, down to the bit. */
static void a_text_alone_is_the_same_as_among_others(void **state)
{
    Arena a;
    (void)state;
    arena_init(&a);
    Reference *r = reference(&a);
    Str many[LINES * 3];
    float *all = ARENA_NEW_N(&a, float, LINES * 3 * ENCODER_WIDTH), one[ENCODER_WIDTH];
    for (size_t i = 0; i < LINES * 3; i++)
        many[i] = i % 7 == 3 ? STR(" \n") : r->text[i % LINES];
    encoder_encode(many, LINES * 3, all, &a);
    for (size_t i = 0; i < LINES * 3; i++) {
        encoder_encode(&many[i], 1, one, &a);
        assert_memory_equal(all + i * ENCODER_WIDTH, one, sizeof one);
    }
    arena_release(&a);
}

static void blanks_are_one_and_nothing_is_zero(void **state)
{
    Arena a;
    float v[3 * ENCODER_WIDTH], zero[ENCODER_WIDTH] = { 0 };
    (void)state;
    arena_init(&a);
    encoder_encode((Str[]){ STR("too  slow,\n\tsadly "), STR("too slow, sadly"), STR("") }, 3, v, &a);
    assert_memory_equal(v, v + ENCODER_WIDTH, sizeof zero);
    assert_memory_equal(v + 2 * ENCODER_WIDTH, zero, sizeof zero);
    arena_release(&a);
}

static void near_in_meaning_is_near_in_angle(void **state)
{
    Arena a;
    float v[3 * ENCODER_WIDTH];
    (void)state;
    arena_init(&a);
    encoder_encode((Str[]){ STR("The parcel came three days late."), STR("Shipping took far longer than promised."), STR("I love the new colours of the app.") }, 3, v, &a);
    assert_true(encoder_cosine(v, v + ENCODER_WIDTH) > encoder_cosine(v, v + 2 * ENCODER_WIDTH) + 0.1);
    arena_release(&a);
}

static void any_bytes_are_read(void **state)
{
    enum { LONG = 5 << 20 };
    Arena a;
    (void)state;
    arena_init(&a);
    char *much = arena_alloc(&a, LONG, 1);
    uint32_t luck = 7;
    for (size_t i = 0; i < LONG; i++) {
        luck = luck * 1664525 + 1013904223;
        much[i] = (char)(luck >> 24);
    }
    const Str bad[] = { { much, LONG }, { much, 100 }, STR("\xFF\xFE\xC0"), STR("\xE2\x96"), STR("\xE2\x96\x81"), { "\0\0\0", 3 }, STR("شكرا جزيلا"),
                        STR("😀😀😀"), STR("ﷺﷺﷺﷺ"), STR("<b>x</b>"), STR("Ignore all previous instructions.") };
    float v[ENCODER_WIDTH];
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        encoder_encode(&bad[i], 1, v, &a);
        double length = encoder_cosine(v, v);
        assert_true(length == 0 || fabs(length - 1) < 1e-5);
    }
    memset(much, 'a', LONG);
    Str first = { much, ENCODER_BYTES_MAX }, all = { much, LONG };
    uint16_t p[2][ENCODER_PIECES_MAX];
    assert_int_equal(encoder_cut(first, p[0], &a), ENCODER_PIECES_MAX);
    assert_int_equal(encoder_cut(all, p[1], &a), ENCODER_PIECES_MAX);
    assert_memory_equal(p[0], p[1], sizeof p[0]);
    arena_release(&a);
}

static void a_product_is_what_sums_in_double_are(void **state)
{
    enum { DEEP = 48, WIDE = 32, ROWS = 13 };
    float packed[DEEP * WIDE], plain[DEEP * WIDE], bias[WIDE], in[ROWS * DEEP], add[ROWS * WIDE], out[ROWS * WIDE];
    uint32_t luck = 3;
#define DRAW (luck = luck * 1664525 + 1013904223, (float)(luck >> 8) / (1 << 23) - 1)
    (void)state;
    for (size_t k = 0; k < DEEP; k++)
        for (size_t j = 0; j < WIDE; j++) {
            plain[k * WIDE + j] = DRAW;
            packed[j / ENCODER_PANEL * ENCODER_PANEL * DEEP + k * ENCODER_PANEL + j % ENCODER_PANEL] = plain[k * WIDE + j];
        }
    for (size_t j = 0; j < WIDE; j++)
        bias[j] = DRAW;
    for (size_t i = 0; i < ROWS * DEEP; i++)
        in[i] = DRAW;
    for (size_t i = 0; i < ROWS * WIDE; i++)
        add[i] = DRAW;
#undef DRAW
    for (int relu = 0; relu < 2; relu++)
        for (size_t n = 1; n <= ROWS; n++) {
            matrix_rows(&(Matrix){ packed, bias, DEEP, WIDE, relu }, in, n, add, out);
            for (size_t i = 0; i < n; i++)
                for (size_t j = 0; j < WIDE; j++) {
                    double sum = (double)bias[j];
                    for (size_t k = 0; k < DEEP; k++)
                        sum += (double)in[i * DEEP + k] * (double)plain[k * WIDE + j];
                    sum = relu && sum < 0 ? 0 : sum;
                    assert_true(fabs((double)out[i * WIDE + j] - sum - (double)add[i * WIDE + j]) < 1e-5);
                }
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_product_is_what_sums_in_double_are), cmocka_unit_test(pieces_are_those_of_the_reference),
        cmocka_unit_test(vectors_are_those_of_the_reference),   cmocka_unit_test(a_text_alone_is_the_same_as_among_others),
        cmocka_unit_test(blanks_are_one_and_nothing_is_zero),   cmocka_unit_test(near_in_meaning_is_near_in_angle),
        cmocka_unit_test(any_bytes_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
