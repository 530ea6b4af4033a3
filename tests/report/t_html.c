/* Oracle: golden files under tests/report/golden, read by eye in a browser when they were
 * written (TL_GOLDEN=update writes them anew); an XML parser for well-formedness. */
#include "tests/near.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "report/html.h"
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
        cmocka_unit_test(gallery_is_written),
    };
    return cmocka_run_group_tests_name("report/html", tests, begin, end);
}
