/* Oracle: golden files, read by eye on a terminal; widths counted by ICU; the promises of
 * report/term.h asked of every line. */
#include "tests/near.h"

#include "report/letters.h"
#include "report/term.h"
#include "tests/report/golden.h"
#include "tests/report/sample.h"

static Arena arena;

static Str shown(const Doc *d, TermStyle style)
{
    Buf b;
    Err err;
    buf_init(&b, 64 << 20);
    if (doc_term(d, &style, &arena, &b, &err))
        fail_msg("%s", err.msg);
    Str s = str_dup(&arena, buf_str(&b));
    buf_release(&b);
    return s;
}

static void check_lines(Str all, int width)
{
    while (all.n) {
        Str line = str_cut(&all, '\n');
        if (term_width(line) > width)
            fail_msg("%d columns: '%.*s'", term_width(line), STR_ARG(line));
        if (str_ends(line, STR(" ")) || str_ends(line, STR("\xC2\xA0")))
            fail_msg("ends in a space: '%.*s'", STR_ARG(line));
    }
}

static void screens_are_as_they_were_seen(void **state)
{
    (void)state;
    golden_check(&arena, "money.term", shown(sample_money(&arena), (TermStyle){ .width = 80, .unicode = true }));
    golden_check(&arena, "issue.term", shown(sample_issue(&arena), (TermStyle){ .width = 100, .unicode = true }));
    golden_check(&arena, "money.ascii", shown(sample_money(&arena), (TermStyle){ .width = 80 }));
    golden_check(&arena, "issue.color", shown(sample_issue(&arena), (TermStyle){ .width = 80, .color = true, .unicode = true }));
}

static void no_line_is_too_wide_or_ends_in_a_space(void **state)
{
    (void)state;
    Doc *docs[] = { sample_money(&arena), sample_issue(&arena), sample_charts(&arena),
                    sample_hostile(&arena, STR("納期遅延 an_extraordinarily_long_word_without_any_space_in_it_at_all_that_must_break")) };
    static const int widths[] = { 40, 53, 80, 132 };
    for (size_t i = 0; i < COUNT_OF(docs); i++)
        for (size_t w = 0; w < COUNT_OF(widths); w++)
            for (int unicode = 0; unicode < 2; unicode++)
                check_lines(shown(docs[i], (TermStyle){ .width = widths[w], .unicode = unicode }), widths[w]);
}

static void data_cannot_steer_the_terminal(void **state)
{
    (void)state;
    Str s = shown(sample_hostile(&arena, STR("\x1B]0;x\x07 \x1B[2J \xC2\x9B" "31m \r \x08 \xFF")), (TermStyle){ .width = 80, .unicode = true });
    assert_true(str_is_utf8(s));
    for (size_t i = 0; i < s.n; i++)
        assert_true((unsigned char)s.p[i] >= 32 || s.p[i] == '\n');
    assert_false(str_has(s, STR("\xC2\x9B")));
}

static void without_unicode_our_own_signs_are_ascii(void **state)
{
    (void)state;
    Str s = shown(sample_money(&arena), (TermStyle){ .width = 80 });
    for (size_t i = 0; i < s.n; i++)
        assert_true((unsigned char)s.p[i] < 128);
}

static void columns_are_counted_as_shown(void **state)
{
    (void)state;
    assert_int_equal(term_width(STR("abc")), 3);
    assert_int_equal(term_width(STR("納期")), 4);
    assert_int_equal(term_width(STR("e\xCC\x81")), 1);
    assert_int_equal(term_width(STR("Łódź")), 4);
    assert_int_equal(term_width(STR("😀")), 2);
    assert_int_equal(term_width(STR("")), 0);
}

static int begin(void **state) { (void)state; arena_init(&arena); return 0; }
static int end(void **state) { (void)state; arena_release(&arena); return 0; }

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(screens_are_as_they_were_seen),
        cmocka_unit_test(no_line_is_too_wide_or_ends_in_a_space),
        cmocka_unit_test(data_cannot_steer_the_terminal),
        cmocka_unit_test(without_unicode_our_own_signs_are_ascii),
        cmocka_unit_test(columns_are_counted_as_shown),
    };
    return cmocka_run_group_tests_name("report/term", tests, begin, end);
}
