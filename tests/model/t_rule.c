/* Rules and code books.  Oracle: a second, recursive reading of the grammar on drawn rules; cases by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/attr.h"
#include "model/codebook.h"
#include "model/limits.h"
#include "model/rule.h"

enum { LETTERS = 5, ROUNDS = 2000 };
static uint64_t dice_state = 9;

static unsigned dice(unsigned n)
{
    dice_state = dice_state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)(dice_state >> 33) % n;
}

/* A drawn rule as text, and its value for a set of letters, made together. */
static Str draw(Arena *a, unsigned depth, unsigned set, bool *value)
{
    bool x, y;
    switch (depth ? dice(5) : 0) {
    case 1: {
        Str s = draw(a, depth - 1, set, &x);
        *value = !x;
        return str_fmt(a, "not (%.*s)", STR_ARG(s));
    }
    case 2:
    case 3: {
        bool or = dice(2);
        Str s = draw(a, depth - 1, set, &x), t = draw(a, depth - 1, set, &y);
        *value = or ? x || y : x && y;
        return str_fmt(a, or ? "(%.*s) or (%.*s)" : dice(2) ? "(%.*s) and (%.*s)" : "(%.*s) (%.*s)", STR_ARG(s), STR_ARG(t));
    }
    default: {
        unsigned k = dice(LETTERS);
        *value = set >> k & 1;
        return str_fmt(a, dice(2) ? "%c" : "\"%c\"", 'a' + (int)k);
    }
    }
}

static bool value_of(const Rule *r, unsigned set)
{
    bool there[RULE_STEPS];
    for (size_t k = 0; k < r->n_term; k++)
        there[k] = set >> (r->term[k].word[0].p[0] - 'a') & 1;
    return rule_holds(r, there);
}

static void drawn_rules_have_the_value_they_were_made_with(void **state)
{
    Arena a;
    size_t parsed = 0;
    (void)state;
    arena_init(&a);
    for (int round = 0; round < ROUNDS; round++) {
        ArenaMark m = arena_mark(&a);
        Rule r;
        Err err;
        bool want;
        unsigned set = dice(1u << LETTERS);
        Str text = draw(&a, 4, set, &want);
        Status st = rule_parse(text, &a, &r, &err);
        if (!st && value_of(&r, set) != want)
            fail_msg("%.*s", STR_ARG(text));
        if (st)
            assert_non_null(strstr(err.msg, "must name a word"));
        parsed += !st;
        arena_rewind(&a, m);
    }
    assert_true(parsed > ROUNDS / 2);
    arena_release(&a);
}

static void not_binds_before_and_before_or_before_a_comma(void **state)
{
    static const struct { const char *text; unsigned set; bool want; } cases[] = {
        { "a or b and c", 1, true }, { "a or b and c", 2, false }, { "not a b", 2, true }, { "not a b", 3, false }, { "a, b and c", 1, true }, { "a, b and c", 2, false },
        { "a b, c", 4, true }, { "a and not (b or c)", 1, true }, { "a and not (b or c)", 3, false }, { "not not a", 1, true }, { "a,b,c", 4, true } };
    Arena a;
    (void)state;
    arena_init(&a);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Rule r;
        Err err;
        assert_int_equal(rule_parse(str_of(cases[i].text), &a, &r, &err), ST_OK);
        if (value_of(&r, cases[i].set) != cases[i].want)
            fail_msg("%s at %u", cases[i].text, cases[i].set);
    }
    arena_release(&a);
}

static void what_is_no_rule_is_refused_with_a_reason(void **state)
{
    static const char *const bad[] = { "", "   ", "and", "a and", "a or or b", "(a", "a)", "()", "\"a", "\"\"", "not a", "not (a or b)", "*", "a*b", ",a", "a,", "\xff",
                                       "\"a b c d e f g h i\"", "a not" };
    Arena a;
    Rule r;
    Err err;
    (void)state;
    arena_init(&a);
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        if (rule_parse(str_of(bad[i]), &a, &r, &err) != ST_USAGE)
            fail_msg("'%s' was taken", bad[i]);
    char *deep = arena_alloc(&a, LIMIT_RULE + 10, 1);
    memset(deep, '(', LIMIT_RULE);
    assert_int_equal(rule_parse((Str){ deep, LIMIT_RULE }, &a, &r, &err), ST_USAGE);
    for (size_t i = 0; i < LIMIT_RULE; i++)
        deep[i] = i % 2 ? ' ' : 'a';
    assert_int_equal(rule_parse((Str){ deep, LIMIT_RULE }, &a, &r, &err), ST_USAGE);
    assert_int_equal(rule_parse((Str){ deep, LIMIT_RULE + 1 }, &a, &r, &err), ST_USAGE);
    arena_release(&a);
}

static void a_code_book_is_read_whatever_its_columns_order(void **state)
{
    Arena a;
    Codebook b;
    Err err;
    (void)state;
    arena_init(&a);
    assert_int_equal(codebook_parse(STR("\xEF\xBB\xBF" "Definition;Code;Keywords;Example\r\n\"says; it is \"\"late\"\"\";Late;late, not on time|overdue;\"two\nlines\"\r\n\r\n;Price;price* and not (\"fair price\");\n;Bare;;"), &a, &b, &err), ST_OK);
    assert_int_equal(b.n, 3);
    assert_true(str_eq(b.code[0].name, STR("Late")) && str_eq(b.code[0].definition, STR("says; it is \"late\"")) && str_eq(b.code[0].rule, STR("late, \"not on time\", overdue")) && str_eq(b.code[0].example, STR("two\nlines")));
    assert_true(str_eq(b.code[1].rule, STR("price* and not (\"fair price\")")) && !b.code[2].rule.n);
    assert_int_equal(codebook_parse(STR("code,words\nLate,\"late, overdue; well behind\"\nSlow,slow answer\n"), &a, &b, &err), ST_OK);
    assert_string_equal(str_fmt(&a, "%.*s|%.*s", STR_ARG(b.code[0].rule), STR_ARG(b.code[1].rule)).p, "late, overdue, \"well behind\"|\"slow answer\"");
    arena_release(&a);
}

static void a_bad_code_book_is_refused_with_its_line(void **state)
{
    static const struct { const char *text, *why; } cases[] = {
        { "", "names no column" }, { "a,b\n1,2\n", "names no column" }, { "code,words\n", "no codes" }, { "code,words\nA,late\na,later\n", "line 3: the code 'a' is there twice" },
        { "code,words\n,late\n", "line 2: a code's name" }, { "code,words\nA,late AND\n", "line 2: " }, { "code\n\xff\n", "not UTF-8" } };
    Arena a;
    Codebook b;
    Err err;
    (void)state;
    arena_init(&a);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_int_not_equal(codebook_parse(str_of(cases[i].text), &a, &b, &err), ST_OK);
        if (!strstr(err.msg, cases[i].why))
            fail_msg("'%s': %s", cases[i].text, err.msg);
    }
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(drawn_rules_have_the_value_they_were_made_with),
        cmocka_unit_test(not_binds_before_and_before_or_before_a_comma),
        cmocka_unit_test(what_is_no_rule_is_refused_with_a_reason),
        cmocka_unit_test(a_code_book_is_read_whatever_its_columns_order),
        cmocka_unit_test(a_bad_code_book_is_refused_with_its_line),
    };
    return cmocka_run_group_tests_name("rules", tests, NULL, NULL);
}
