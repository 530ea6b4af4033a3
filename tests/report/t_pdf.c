/* PDF and workbook drivers on the sample document, and on texts that want to break out.
 *
 * Oracle  poppler (pdftotext, pdfinfo) reads the PDF back; the words are those of the document.  Skipped where poppler is not installed.
 *         libzip reads the workbook's parts.
 */
#include "tests/near.h"
#include "tests/report/sample.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

#include "report/pdf.h"
#include "report/sheet.h"

enum { MOST = 1 << 26 };

static Doc *long_doc(Arena *a, size_t rows)
{
    static const DocColumn cols[] = { { .title = STR_INIT("Account name"), .kind = COLUMN_TEXT }, { .title = STR_INIT("Worth"), .kind = COLUMN_MONEY, .currency = STR_INIT("EUR") },
                                      { .title = STR_INIT("Share"), .kind = COLUMN_PERCENT, .digits = 1 }, { .title = STR_INIT("Day"), .kind = COLUMN_DATE },
                                      { .title = STR_INIT("G"), .kind = COLUMN_GRADE } };
    Doc *d = doc_create(a, &(DocHead){ .title = STR("A title & more <b>"), .org = STR("Acme"), .as_of = STR("30 Sep 2025"), .lang = STR("en") });
    doc_filter(d, STR("for"), STR("the CFO"));
    doc_para(d, RUNS(a, run_plain(STR("See ")), run_link(STR("the manual"), STR("https://example.org/it's?a=1")), run_plain(STR(" and ")),
                     run_link(STR("nothing"), STR("javascript:alert(1)"))));
    DocTable *t = doc_table(d, &(DocTableHead){ .caption = STR("Many rows") }, cols, COUNT_OF(cols));
    for (size_t r = 0; r < rows; r++)
        doc_sub(DOC_ROW(t, TONE_NORMAL, cell_text(str_fmt(a, "Customer %zu", r)), cell_money((int64_t)r * 100 + 1), cell_percent(0.125), cell_date(20361), cell_grade('B')),
                runs_text(a, r % 7 ? STR("") : STR("a remark")));
    doc_note(d, runs_text(a, STR("The last words.")));
    return d;
}

/* What a program says of the file: "pdftotext FILE -". */
static Str tool(Arena *a, const char *command, const char *tail, Str pdf)
{
    char path[] = "/tmp/t_pdf.XXXXXX", line[256];
    Buf out;
    int fd = mkstemp(path);
    assert_true(fd >= 0 && write(fd, pdf.p, pdf.n) == (ssize_t)pdf.n && close(fd) == 0);
    (void)snprintf(line, sizeof line, "%s %s %s", command, path, tail);
    FILE *f = popen(line, "r");
    assert_non_null(f);
    buf_init(&out, MOST);
    for (size_t n; (n = fread(line, 1, sizeof line, f)) > 0;)
        buf_put(&out, (Str){ line, n });
    assert_int_equal(pclose(f), 0);
    (void)unlink(path);
    Str s = str_dup(a, buf_str(&out));
    buf_release(&out);
    return s;
}

static bool has_poppler(void) { return system("pdftotext -v >/dev/null 2>&1") == 0; }

static Str pdf_of(const Doc *d, Arena *a)
{
    Buf b;
    Err err;
    buf_init(&b, MOST);
    if (doc_pdf(d, STR("2025-09-30"), a, &b, &err))
        fail_msg("%s", err.msg);
    Str s = str_dup(a, buf_str(&b));
    buf_release(&b);
    return s;
}

static size_t count(Str s, Str part)
{
    size_t n = 0;
    for (size_t i = 0; i + part.n <= s.n; i++)
        n += !memcmp(s.p + i, part.p, part.n);
    return n;
}

static void every_row_is_found_and_heads_repeat(void **state)
{
    Arena a;
    (void)state;
    if (!has_poppler())
        skip();
    arena_init(&a);
    Str pdf = pdf_of(long_doc(&a, 300), &a), text = tool(&a, "pdftotext -layout", "-", pdf), info = tool(&a, "pdfinfo", "", pdf);
    for (size_t r = 0; r < 300; r++)
        assert_true(str_has(text, str_fmt(&a, "Customer %zu ", r)));
    assert_true(str_has(info, STR("A title & more <b>")) && str_has(info, STR("A4")) && str_has(info, STR("Sep 30")));
    assert_true(str_has(text, STR("The last words.")) && str_has(text, STR("the CFO")) && str_has(text, STR("\xE2\x82\xAC")));
    Str pages = str_sub(info, (size_t)(strstr(info.p, "Pages:") - info.p) + 6, 40);
    int64_t n = 0;
    assert_true(str_to_i64(str_trim(str_cut(&pages, '\n')), &n) && n > 4);
    assert_int_equal(count(text, STR("Account name")), n);                     /* the table's head on each page */
    assert_true(str_has(text, str_fmt(&a, "page 1 of %lld", (long long)n)) && str_has(text, str_fmt(&a, "page %lld of %lld", (long long)n, (long long)n)));
    assert_int_equal(count(pdf, STR("https://example.org/it")), 1);
    assert_int_equal(count(pdf, STR("javascript")), 0);
    assert_true(str_has(pdf, STR("StructTreeRoot")) && str_has(pdf, STR("/Marked true")) && str_has(pdf, STR("/Lang (en)")));
    arena_release(&a);
}

static void the_sample_gives_the_same_bytes_twice(void **state)
{
    Arena a;
    (void)state;
    arena_init(&a);
    Str one = pdf_of(sample_issue(&a), &a), two = pdf_of(sample_issue(&a), &a);
    assert_true(one.n > 5000 && str_eq(one, two));
    arena_release(&a);
}

static void hostile_texts_are_drawn(void **state)
{
    static const Str bad[] = { STR_INIT("\xFF\xFE\x00\x01"), STR_INIT("\xE2\x80\xAE reversed"), STR_INIT("</P><script>"), STR_INIT("(a) \\ ) endobj"), STR_INIT("\x1b[31m") };
    Arena a;
    (void)state;
    arena_init(&a);
    Doc *d = long_doc(&a, 1);
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        doc_heading(d, 2, bad[i]);
        doc_quote(d, bad[i], NULL, 0, runs_text(&a, bad[i]));
        doc_callout(d, TONE_HARM, bad[i], runs_text(&a, bad[i]));
    }
    char *wide = arena_alloc(&a, 20001, 1);
    memset(wide, 'x', 20000);
    wide[20000] = 0;
    doc_para(d, runs_text(&a, (Str){ wide, 20000 }));                          /* one word over pages */
    static const DocColumn cols[] = { { .title = STR_INIT("T"), .kind = COLUMN_TEXT } };
    DOC_ROW(doc_table(d, &(DocTableHead){ .caption = STR("x") }, cols, 1), TONE_NORMAL, cell_text((Str){ wide, 20000 }));
    Str pdf = pdf_of(d, &a);
    assert_true(str_starts(pdf, STR("%PDF-")));
    if (has_poppler())
        assert_int_equal(count(tool(&a, "pdftotext", "-", pdf), STR("x")) / 1000, 40);     /* nothing of either is lost */
    arena_release(&a);
}

static void over_the_limit_is_said(void **state)
{
    Arena a;
    Buf b;
    Err err;
    (void)state;
    arena_init(&a);
    buf_init(&b, 500);
    assert_int_equal(doc_pdf(long_doc(&a, 5), STR("2025-09-30"), &a, &b, &err), ST_TOO_BIG);
    buf_release(&b);
    buf_init(&b, 500);
    assert_int_equal(doc_sheet(long_doc(&a, 5), STR("2025-09-30"), &a, &b, &err), ST_TOO_BIG);
    buf_release(&b);
    arena_release(&a);
}

/* One part of a workbook. */
static Str part(Arena *a, Str workbook, const char *name)
{
    char *text = arena_alloc(a, 1 << 20, 1);
    zip_source_t *src = zip_source_buffer_create(workbook.p, workbook.n, 0, NULL);
    zip_t *z = zip_open_from_source(src, ZIP_RDONLY, NULL);
    assert_non_null(z);
    zip_file_t *f = zip_fopen(z, name, 0);
    assert_non_null(f);
    zip_int64_t n = zip_fread(f, text, (1 << 20) - 1);
    assert_true(n > 0);
    text[n] = 0;
    (void)zip_fclose(f);
    zip_discard(z);
    return (Str){ text, (size_t)n };
}

static void a_workbook_has_typed_cells(void **state)
{
    Arena a;
    Buf b;
    Err err;
    (void)state;
    arena_init(&a);
    buf_init(&b, MOST);
    if (doc_sheet(long_doc(&a, 9), STR("2025-09-30"), &a, &b, &err))
        fail_msg("%s", err.msg);
    Str sheet = part(&a, buf_str(&b), "xl/worksheets/sheet2.xml"), book = part(&a, buf_str(&b), "xl/workbook.xml"), styles = part(&a, buf_str(&b), "xl/styles.xml");
    assert_true(str_has(book, STR("name=\"Report\"")) && str_has(book, STR("name=\"1 Many rows\"")));
    assert_true(str_has(sheet, STR("<v>8.01</v>")) && str_has(sheet, STR("<v>0.125</v>")) && str_has(sheet, STR("<v>45930</v>")));   /* 2025-09-30 */
    assert_true(str_has(styles, STR("[$EUR] #,##0.00")) && str_has(styles, STR("0.0%")) && str_has(styles, STR("yyyy-mm-dd")));
    assert_true(str_has(part(&a, buf_str(&b), "docProps/core.xml"), STR("2025-09-30T00:00:00Z")));
    buf_release(&b);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_is_found_and_heads_repeat), cmocka_unit_test(the_sample_gives_the_same_bytes_twice), cmocka_unit_test(hostile_texts_are_drawn),
        cmocka_unit_test(over_the_limit_is_said), cmocka_unit_test(a_workbook_has_typed_cells),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    doc_pdf_done();
    return failed;
}
