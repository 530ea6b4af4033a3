/* Oracles: sentences and members written out by hand; what was written is read back. */
#include "tests/near.h"

#include <string.h>

#include "base/say.h"

static const SayRow rows[] = {
    { "ties", "Ties to the cent in {n:n} {n?month|months}." },
    { "foreign", "Invoices in other currencies are listed apart." },
    { "before", "before {before:v}, after {after:v}" },
    { "costs", "{name:o} costs {cost:m} by {day:d} ({low:f} to {high:f}, {share:p})" },
    { "exact", "off by {off:M}" },
    { "late", "Delivery later than promised" },
    { "in_use", "Use of \"{item:t}\" per account" },
    { "note", "note ({it:t})." },
    { "beside", "beside {names:l}" },
    { "in_part", "{stream:k}, {where:t}" },
    { "prices", "prices" },
    { "cause", "because of {cause:c}" },
};
static const SayBook book = { rows, sizeof rows / sizeof rows[0] };

static void check(const char *sentence, const char *want)
{
    Arena a;
    Buf b;
    JsonOut j;
    arena_init(&a);
    buf_init(&b, 1 << 16);
    json_init(&j, &b);
    json_object(&j, NULL);
    bool known = say_put(&j, "s", str_of(sentence), &book, &a);
    json_end(&j);
    assert_int_equal(known, want[0] != 0);
    assert_string_equal(b.p, want[0] ? want : "{}");
    buf_release(&b);
    arena_release(&a);
}

static void a_sentence_and_its_code_come_from_one_row(void **state)
{
    Arena a;
    (void)state;
    arena_init(&a);
    const Str one = STR("1"), many = STR("36");
    assert_string_equal(say_write(&a, &rows[0], &one, 1).p, "Ties to the cent in 1 month.");
    assert_string_equal(say_write(&a, &rows[0], &many, 1).p, "Ties to the cent in 36 months.");
    assert_string_equal(say_write(&a, &rows[1], NULL, 0).p, rows[1].text);
    arena_release(&a);
    check("Ties to the cent in 36 months.", "{\"s\":[{\"code\":\"ties\",\"args\":{\"n\":36},\"sep\":\"\"}]}");
    check("Ties to the cent in 1 month.", "{\"s\":[{\"code\":\"ties\",\"args\":{\"n\":1},\"sep\":\"\"}]}");
    check("Ties to the cent in 1 months.", "");
    check("Ties to the cent in some months.", "");
}

static void figures_are_told_without_the_english_way_of_writing_them(void **state)
{
    (void)state;
    check("Ties to the cent in 48\u202f310 months.", "{\"s\":[{\"code\":\"ties\",\"args\":{\"n\":48310},\"sep\":\"\"}]}");
    check("before 31.3 %, after −7.9 points", "{\"s\":[{\"code\":\"before\",\"args\":{\"before\":\"31.3 %\",\"after\":\"-7.9 points\"},\"sep\":\"\"}]}");
    check("before 0.11, after 0.10", "{\"s\":[{\"code\":\"before\",\"args\":{\"before\":\"0.11\",\"after\":\"0.10\"},\"sep\":\"\"}]}");
    check("Acme costs €1.04\u00a0M by 30 Sep 2026 (−1.5 to +2.0, 71\u00a0%)",
          "{\"s\":[{\"code\":\"costs\",\"args\":{\"name\":\"Acme\",\"cost\":\"EUR 104000000\",\"day\":\"2026-09-30\",\"low\":\"-1.5\",\"high\":\"+2.0\",\"share\":\"71\"},\"sep\":\"\"}]}");
    check("Acme costs ¥950 by Sep 2026 (– to 1, 0 %)",
          "{\"s\":[{\"code\":\"costs\",\"args\":{\"name\":\"Acme\",\"cost\":\"JPY 950\",\"day\":\"2026-09\",\"low\":\"–\",\"high\":\"1\",\"share\":\"0\"},\"sep\":\"\"}]}");
    check("off by −CHF\u00a01,234.50", "{\"s\":[{\"code\":\"exact\",\"args\":{\"off\":\"CHF -123450\"},\"sep\":\"\"}]}");
    check("off by €90,071,992,547,409.91", "{\"s\":[{\"code\":\"exact\",\"args\":{\"off\":\"EUR 9007199254740991\"},\"sep\":\"\"}]}");
    check("off by €99,999,999,999,999,999,999.91", "{\"s\":[{\"code\":\"exact\",\"args\":{\"off\":\"€99,999,999,999,999,999,999.91\"},\"sep\":\"\"}]}");
}

static void what_stands_inside_is_read_as_well(void **state)
{
    (void)state;
    check("Use of \"a\" per account, b\" per account, West",
          "{\"s\":[{\"code\":\"in_part\",\"args\":{\"stream\":[{\"code\":\"in_use\",\"args\":{\"item\":\"a\"},\"sep\":\"\"}],\"where\":\"b\\\" per account, West\"},\"sep\":\"\"}]}");
    check("Delivery later than promised costs €1 by 2026-09-30 (1 to 2, 3 %)",
          "{\"s\":[{\"code\":\"costs\",\"args\":{\"name\":[{\"code\":\"late\",\"args\":{},\"sep\":\"\"}],\"cost\":\"EUR 100\",\"day\":\"2026-09-30\",\"low\":\"1\",\"high\":\"2\",\"share\":\"3\"},\"sep\":\"\"}]}");
    check("beside a b, Delivery later than promised",
          "{\"s\":[{\"code\":\"beside\",\"args\":{\"names\":[\"a b\",[{\"code\":\"late\",\"args\":{},\"sep\":\"\"}]]},\"sep\":\"\"}]}");
    check("Something else, West", "");
    check("Delivery later than promised, West", "");
}

static void a_name_is_not_read_as_a_row_of_one_word(void **state)
{
    SayPart part[SAY_PARTS_MAX];
    (void)state;
    check("because of prices", "{\"s\":[{\"code\":\"cause\",\"args\":{\"cause\":[{\"code\":\"prices\",\"args\":{},\"sep\":\"\"}]},\"sep\":\"\"}]}");
    check("because of Acme", "{\"s\":[{\"code\":\"cause\",\"args\":{\"cause\":\"Acme\"},\"sep\":\"\"}]}");
    check("beside prices, Delivery later than promised", "{\"s\":[{\"code\":\"beside\",\"args\":{\"names\":[\"prices\",[{\"code\":\"late\",\"args\":{},\"sep\":\"\"}]]},\"sep\":\"\"}]}");
    assert_int_equal(say_read(&book, STR("prices"), part), 1);
    assert_int_equal(say_read_name(&book, STR("prices"), part), 0);
    assert_int_equal(say_read_name(&book, STR("Delivery later than promised"), part), 1);
}

static void sentences_side_by_side_are_read_one_by_one_or_not_at_all(void **state)
{
    (void)state;
    check("Ties to the cent in 2 months. Invoices in other currencies are listed apart.",
          "{\"s\":[{\"code\":\"ties\",\"args\":{\"n\":2},\"sep\":\" \"},{\"code\":\"foreign\",\"args\":{},\"sep\":\"\"}]}");
    check("before 1, after 2; off by $3.00", "{\"s\":[{\"code\":\"before\",\"args\":{\"before\":\"1\",\"after\":\"2\"},\"sep\":\"; \"},{\"code\":\"exact\",\"args\":{\"off\":\"USD 300\"},\"sep\":\"\"}]}");
    check("note (a). Ties to the cent in 2 months (b).", "");
    check("note (a). note (b).", "{\"s\":[{\"code\":\"note\",\"args\":{\"it\":\"a\"},\"sep\":\" \"},{\"code\":\"note\",\"args\":{\"it\":\"b\"},\"sep\":\"\"}]}");
    check("note (a; b).", "{\"s\":[{\"code\":\"note\",\"args\":{\"it\":\"a; b\"},\"sep\":\"\"}]}");
    check("before 1, after 2; nobody knows", "");
    check("before 1, after 2; ", "");
    check("", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sentence_and_its_code_come_from_one_row),
        cmocka_unit_test(figures_are_told_without_the_english_way_of_writing_them),
        cmocka_unit_test(what_stands_inside_is_read_as_well),
        cmocka_unit_test(a_name_is_not_read_as_a_row_of_one_word), cmocka_unit_test(sentences_side_by_side_are_read_one_by_one_or_not_at_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
