#include "tests/near.h"

#include <stdio.h>

#include "app/option.h"
#include "tests/dies.h"

static const Option table[] = {
    { "json", 0, NULL, "h" },
    { "quiet", 'q', NULL, "h" },
    { "out", 'o', "FILE", "h" },
    { "n", 0, "N", "h" },
};

typedef struct Case {
    const char *in[8];
    bool ok;
    const char *out, *n, *words; /* NULL: not given; words joined by '|' */
    bool json, quiet, help;
    const char *says;            /* of a failure */
} Case;

/* Oracle: the GNU conventions that option.h states. */
// clang-format off
static const Case cases[] = {
    { { NULL }, .ok = true, .words = "" },
    { { "a", "b" }, .ok = true, .words = "a|b" },
    { { "--json", "a", "-q", "b" }, .ok = true, .json = true, .quiet = true, .words = "a|b" },
    { { "--out", "x" }, .ok = true, .out = "x", .words = "" },
    { { "--out=x", "a" }, .ok = true, .out = "x", .words = "a" },
    { { "--out=" }, .ok = true, .out = "", .words = "" },
    { { "--out=a=b" }, .ok = true, .out = "a=b", .words = "" },
    { { "-o", "x" }, .ok = true, .out = "x", .words = "" },
    { { "-o", "-" }, .ok = true, .out = "-", .words = "" },
    { { "--out", "--json" }, .ok = true, .out = "--json", .words = "" },
    { { "--out", "x", "--out", "y" }, .ok = true, .out = "y", .words = "" },
    { { "--n", "-5" }, .ok = true, .n = "-5", .words = "" },
    { { "--", "--json", "-q" }, .ok = true, .words = "--json|-q" },
    { { "a", "-1", "-0.5", "-q" }, .ok = true, .quiet = true, .words = "a|-1|-0.5" },
    { { "-1x" }, .says = "unknown option '-1x'" },
    { { "a", "--", "--" }, .ok = true, .words = "a|--" },
    { { "-" }, .ok = true, .words = "-" },
    { { "" }, .ok = true, .words = "" },
    { { "--help" }, .ok = true, .help = true, .words = "" },
    { { "-h", "a" }, .ok = true, .help = true, .words = "a" },
    { { "--jso" }, .says = "unknown option '--jso'" },
    { { "--jsonx" }, .says = "unknown option '--jsonx'" },
    { { "-x" }, .says = "unknown option '-x'" },
    { { "-qo" }, .says = "unknown option '-qo'" },
    { { "-json" }, .says = "unknown option '-json'" },
    { { "--=x" }, .says = "unknown option '--=x'" },
    { { "--json=1" }, .says = "'--json' takes no value" },
    { { "--out" }, .says = "'--out' needs FILE" },
    { { "a", "-o" }, .says = "'--out' needs FILE" },
};
// clang-format on

static void same(const Case *c, size_t row, const char *what, const char *got, const char *want)
{
    if ((got == NULL) != (want == NULL) || (got && strcmp(got, want)))
        fail_msg("row %zu ('%s' ...): %s is '%s', not '%s'", row, c->in[0] ? c->in[0] : "", what, got ? got : "(none)", want ? want : "(none)");
}

static void a_command_line_is_read_as_the_table_says(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const Case *c = &cases[i];
        char copy[8][32], *argv[8], words[200] = "";
        int argc = 0;
        Args a;
        Err err = { 0 };
        for (; argc < 8 && c->in[argc]; argc++) {
            memcpy(copy[argc], c->in[argc], strlen(c->in[argc]) + 1);
            argv[argc] = copy[argc];
        }
        Status st = args_parse(argc, argv, table, COUNT_OF(table), &a, &err);
        if (!c->ok) {
            if (st != ST_USAGE || !strstr(err.msg, c->says))
                fail_msg("row %zu: %d, '%s' does not say '%s'", i, (int)st, err.msg, c->says);
            continue;
        }
        if (st)
            fail_msg("row %zu: %s", i, err.msg);
        for (size_t w = 0, n = 0; w < a.n_word; w++)
            n += (size_t)snprintf(words + n, sizeof words - n, "%s%s", w ? "|" : "", a.word[w]);
        same(c, i, "words", words, c->words);
        same(c, i, "--out", args_get(&a, "out"), c->out);
        same(c, i, "--n", args_get(&a, "n"), c->n);
        same(c, i, "--json", args_get(&a, "json"), c->json ? "" : NULL);
        same(c, i, "--quiet", args_get(&a, "quiet"), c->quiet ? "" : NULL);
        assert_int_equal(a.help, c->help);
    }
}

static void numbers_are_whole_or_a_usage_error(void **state)
{
    static const struct {
        const char *text;
        Status st;
        int64_t want;
    } k[] = { { NULL, ST_OK, 42 }, { "7", ST_OK, 7 }, { "-7", ST_OK, -7 }, { "", ST_USAGE, 42 }, { "7x", ST_USAGE, 42 },
              { "1e3", ST_USAGE, 42 }, { "9223372036854775808", ST_USAGE, 42 } };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(k); i++) {
        Args a = { .option = table, .n_option = COUNT_OF(table) };
        Err err;
        int64_t v;
        a.value[3] = k[i].text;
        assert_int_equal(args_int(&a, "n", 42, &v, &err), k[i].st);
        assert_int_equal(v, k[i].want);
    }
}

static void more_words_than_fit_are_refused(void **state)
{
    static char word[] = "w", *argv[WORDS_MAX + 1];
    Args a;
    Err err;
    (void)state;
    for (int i = 0; i <= WORDS_MAX; i++)
        argv[i] = word;
    assert_int_equal(args_parse(WORDS_MAX, argv, table, COUNT_OF(table), &a, &err), ST_OK);
    assert_int_equal(a.n_word, WORDS_MAX);
    assert_int_equal(args_parse(WORDS_MAX + 1, argv, table, COUNT_OF(table), &a, &err), ST_USAGE);
}

static void ask_absent(void *args) { (void)args_get(args, "absent"); }
static void ask_present(void *args) { (void)args_get(args, "json"); }

static void asking_for_an_option_not_in_the_table_is_a_bug(void **state)
{
    Args a = { .option = table, .n_option = COUNT_OF(table) };
    (void)state;
    assert_true(ends_in_bug(ask_absent, &a));
    assert_false(ends_in_bug(ask_present, &a));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_command_line_is_read_as_the_table_says),
        cmocka_unit_test(numbers_are_whole_or_a_usage_error),
        cmocka_unit_test(more_words_than_fit_are_refused),
        cmocka_unit_test(asking_for_an_option_not_in_the_table_is_a_bug),
    };
    return cmocka_run_group_tests_name("option", tests, NULL, NULL);
}
