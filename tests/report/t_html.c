/* Oracle: golden files under tests/report/golden, read by eye in a browser when they were
 * written (TL_GOLDEN=update writes them anew); an XML parser for well-formedness. */
#include "tests/near.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "report/html.h"
#include "tests/report/golden.h"
#include "tests/report/sample.h"

enum { LIMIT = 64 << 20 };

static Arena arena;

static Str page_of(const Doc *d)
{
    Buf b;
    Err err;
    buf_init(&b, LIMIT);
    if (doc_html(d, &arena, &b, &err))
        fail_msg("%s", err.msg);
    Str s = str_dup(&arena, buf_str(&b));
    buf_release(&b);
    return s;
}

static void pages_are_as_they_were_seen(void **state)
{
    (void)state;
    golden_check(&arena, "money.html", page_of(sample_money(&arena)));
    golden_check(&arena, "issue.html", page_of(sample_issue(&arena)));
}

static void pages_are_well_formed_with_unique_ids(void **state)
{
    (void)state;
    xml_check(page_of(sample_money(&arena)));
    xml_check(page_of(sample_issue(&arena)));
    xml_check(page_of(sample_charts(&arena)));
}

static void the_same_document_gives_the_same_bytes(void **state)
{
    (void)state;
    assert_true(str_eq(page_of(sample_charts(&arena)), page_of(sample_charts(&arena))));
}

/* Oracle: xml_check refuses every raw <, unknown reference, byte that is not UTF-8 and control
 * character; the words below would only appear raw if a field were not escaped. */
static void no_text_leaves_its_place(void **state)
{
    (void)state;
    static const Str evil[] = {
        STR_INIT("<script>alert(1)</script>"),  STR_INIT("\"><img src=x onerror='alert(1)'>&amp;&"),
        STR_INIT("</style></title></svg><b>"),   STR_INIT("\xFF\xC3(\xED\xA0\x80\xF8 \x01\x00\x1B[31m"),
        STR_INIT("\xE2\x80\xAE" "rtl \xE2\x81\xA6" "isolate"), STR_INIT("javascript:alert(1)"), STR_INIT("\\\"}*{color:red}"),
    };
    for (size_t i = 0; i < COUNT_OF(evil); i++) {
        Str page = page_of(sample_hostile(&arena, evil[i]));
        xml_check(page);
        assert_false(str_has(page, STR("<script")));
        assert_false(str_has(page, STR("<img")));
        assert_false(str_has(page, STR("</style></title>")));
        assert_false(str_has(page, STR("\xE2\x80\xAE")));
        assert_false(str_has(page, STR("href=\"javascript")));
        assert_false(str_has(page, STR("\\\"}*{")));
    }
}

static void only_harmless_addresses_become_links(void **state)
{
    (void)state;
    static const char *const good[] = { "https://a.example/x?y=1", "mailto:a@b.example", "#why", "/issues/1", "a/b:c", "?q=a:b" };
    static const char *const bad[] = { "javascript:alert(1)", "JaVaScript:x", "java\nscript:x", "\tjavascript:x", "data:text/html,x",
                                       "//evil.example", "/\\evil.example", "vbscript:x", "", " https://a" };
    for (size_t i = 0; i < COUNT_OF(good); i++)
        assert_true(html_href_ok(str_of(good[i])));
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_false(html_href_ok(str_of(bad[i])));
}

static void a_page_over_its_limit_is_an_error(void **state)
{
    (void)state;
    Buf b;
    Err err;
    buf_init(&b, 1000);
    assert_int_equal(doc_html(sample_money(&arena), &arena, &b, &err), ST_TOO_BIG);
    buf_release(&b);
}

static void the_tokens_of_page_and_charts_agree(void **state)
{
    (void)state;
    for (int p = PAINT_INK; p < PAINT_N; p++) {
        for (int dark = 0; dark < 2; dark++) {
            Str token = str_fmt(&arena, "%s:%s", paint_css((Paint)p), paint_hex((Paint)p, dark));
            if (!str_has(report_css(), token))
                fail_msg("the style sheet lacks %.*s", STR_ARG(token));
        }
    }
}

static void gallery_is_written(void **state)
{
    (void)state;
    Err err;
    struct { const char *path; Doc *doc; } pages[] = {
        { GALLERY_DIR "/money.html", sample_money(&arena) },
        { GALLERY_DIR "/issue.html", sample_issue(&arena) },
        { GALLERY_DIR "/charts.html", sample_charts(&arena) },
    };
    for (size_t i = 0; i < COUNT_OF(pages); i++)
        if (file_replace(pages[i].path, page_of(pages[i].doc), &err))
            fail_msg("%s", err.msg);
}

static int begin(void **state) { (void)state; arena_init(&arena); return 0; }
static int end(void **state) { (void)state; arena_release(&arena); return 0; }

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_are_as_they_were_seen),
        cmocka_unit_test(pages_are_well_formed_with_unique_ids),
        cmocka_unit_test(the_same_document_gives_the_same_bytes),
        cmocka_unit_test(no_text_leaves_its_place),
        cmocka_unit_test(only_harmless_addresses_become_links),
        cmocka_unit_test(a_page_over_its_limit_is_an_error),
        cmocka_unit_test(the_tokens_of_page_and_charts_agree),
        cmocka_unit_test(gallery_is_written),
    };
    return cmocka_run_group_tests_name("report/html", tests, begin, end);
}
