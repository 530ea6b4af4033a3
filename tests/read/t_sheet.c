/* Sheets as other programs write them. Oracles: the XML beside the rows that must come out of it; for days, the
 * calendar (45000 is 2023-03-15; ECMA-376 part 1, 18.17.4.1). */
#include "tests/near.h"

#include <stdio.h>
#include <unistd.h>

#include "base/attr.h"
#include "fuzz/memory.h"
#include "read/cell.h"
#include "read/sheet.h"
#include "tests/read/zip_write.h"

static void formats_are_told_by_their_code(void **state)
{
    static const struct { const char *code; CellKind kind; } codes[] = {
        { "General", CELL_PLAIN }, { "0.00", CELL_PLAIN }, { "#,##0.00;[Red]-#,##0.00", CELL_PLAIN }, { "0.00E+00", CELL_PLAIN },
        { "[$-409]m/d/yy h:mm AM/PM;@", CELL_DATE }, { "dd\\.mm\\.yyyy", CELL_DATE }, { "mmm\\-yy", CELL_DATE }, { "yyyy\"-\"mm", CELL_DATE },
        { "hh:mm:ss", CELL_TIME }, { "h:mm AM/PM", CELL_TIME }, { "[h]:mm:ss", CELL_ELAPSED }, { "[mm]:ss", CELL_ELAPSED },
        { "\"days: \"0", CELL_PLAIN }, { "0 \\d", CELL_PLAIN }, { "[Red]0", CELL_PLAIN }, { "[$USD] #,##0", CELL_PLAIN }, { "00000", CELL_ZEROS },
        { "0", CELL_PLAIN }, { "0;yyyy", CELL_PLAIN }, { "@", CELL_PLAIN }, { "_-* #,##0.00\\ _d_-", CELL_PLAIN },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(codes); i++)
        if (cell_format(str_of(codes[i].code)).kind != codes[i].kind)
            fail_msg("%s is taken for %d", codes[i].code, (int)cell_format(str_of(codes[i].code)).kind);
}

static void numbers_are_what_a_person_sees(void **state)
{
    static const struct { const char *stored; CellKind kind; bool from_1904; const char *want; } cells[] = {
        { "45000", CELL_DATE, false, "2023-03-15" }, { "45000.75", CELL_DATE, false, "2023-03-15 18:00:00" },
        { "1", CELL_DATE, false, "1900-01-01" }, { "59", CELL_DATE, false, "1900-02-28" }, { "60", CELL_DATE, false, "1900-02-29" },
        { "61", CELL_DATE, false, "1900-03-01" }, { "0", CELL_DATE, true, "1904-01-01" }, { "43538", CELL_DATE, true, "2023-03-15" },
        { "2958465", CELL_DATE, false, "9999-12-31" }, { "2958466", CELL_DATE, false, "2958466" }, { "-1", CELL_DATE, false, "-1" },
        { "0.5", CELL_TIME, false, "12:00:00" }, { "45000.5", CELL_TIME, false, "2023-03-15 12:00:00" }, { "2.0625", CELL_ELAPSED, false, "49:30:00" },
        { "45000.999999999", CELL_DATE, false, "2023-03-16" }, { "45000.000001", CELL_DATE, false, "2023-03-15 00:00:00.086" },
        { "0.30000000000000004", CELL_PLAIN, false, "0.3" }, { "123456789012345", CELL_PLAIN, false, "123456789012345" },
        { "1234567890123456789", CELL_PLAIN, false, "1234567890123456789" }, { "1.2345678901234568E+16", CELL_PLAIN, false, "12345678901234568" },
        { "1E-3", CELL_PLAIN, false, "0.001" }, { "-12.50", CELL_PLAIN, false, "-12.5" }, { "1e6", CELL_PLAIN, false, "1000000" }, { "x", CELL_DATE, false, "x" },
        { "9.9999999999999995E-8", CELL_PLAIN, false, "0.0000001" }, { "42", CELL_ZEROS, false, "00042" }, { "123456", CELL_ZEROS, false, "123456" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cells); i++) {
        Buf b;
        buf_init(&b, 1000);
        cell_number(str_of(cells[i].stored), (CellFormat){ cells[i].kind, 5 }, cells[i].from_1904, &b);
        assert_string_equal(b.p, cells[i].want);
        buf_release(&b);
    }
}

#define SHEET(rows) "<worksheet><sheetData>" rows "</sheetData></worksheet>"

typedef struct Case {
    const char *about, *sheet, *shared, *want;   /* want: "line: cell|cell" a row; '!' before a reason */
} Case;

static const Case cases[] = {
    { "references missing", SHEET("<row><c><v>1</v></c><c><v>2</v></c></row><row/><row><c><v>3</v></c></row>"), "<sst/>", "1: 1|2\n3: 3|\n" },
    { "gaps, and rows with numbers", SHEET("<row r='5'><c r='C5'><v>1</v></c></row><row r='9'><c r='A9'><v>2</v></c></row>"), "<sst/>", "5: ||1\n9: 2||\n" },
    { "shared, rich and phonetic", SHEET("<row><c t='s'><v>0</v></c><c t='s'><v>1</v></c></row>"),
      "<sst><si><r><t>a</t></r><r><t xml:space='preserve'> b</t></r></si><si><t>kanji</t><rPh sb='0' eb='1'><t>KANA</t></rPh></si></sst>", "1: a b|kanji\n" },
    { "inline, formula strings, truth, errors", SHEET("<row><c t='inlineStr'><is><t>i</t></is></c><c t='str'><f>A1</f><v>f</v></c><c t='b'><v>0</v></c><c t='e'><v>#N/A</v></c></row>"),
      "<sst/>", "1: i|f|FALSE|#N/A\n" },
    { "escapes", SHEET("<row><c t='inlineStr'><is><t>a_x000A_b_x005F_x000A_ _xD83D__xDE00_ _xZZZZ_</t></is></c></row>"), "<sst/>", "1: a\nb_x000A_ \xF0\x9F\x98\x80 _xZZZZ_\n" },
    { "prefixes", "<x:worksheet xmlns:x='y'><x:sheetData><x:row r='2'><x:c r='B2'><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>", "<sst/>", "2: |7\n" },
    { "a formula without a value", SHEET("<row><c><f>A1+1</f></c><c><f>B1</f><v></v></c><c t='str'><f>C1</f><v></v></c><c><v>1</v></c></row>"), "<sst/>", "1: =A1+1|=B1||1\n" },
    { "styles", SHEET("<row><c s='1'><v>45000</v></c><c s='2'><v>45000.5</v></c><c s='0'><v>5</v></c><c s='99'><v>6</v></c></row>"), "<sst/>", "1: 2023-03-15|2023-03-15 12:00:00|5|6\n" },
#define MERGED(rows, ranges) "<worksheet><sheetData>" rows "</sheetData><mergeCells count='1'>" ranges "</mergeCells></worksheet>"
    { "merged downwards: beside each of the rows", MERGED("<row r='1'><c r='A1'><v>9</v></c><c r='B1'><v>8</v></c></row><row r='2'><c r='A2'><v>1</v></c><c r='B2'><v>2</v></c></row>"
      "<row r='3'><c r='B3'><v>3</v></c></row><row r='4'><c r='A4'/><c r='B4'><v>4</v></c></row><row r='5'><c r='B5'><v>5</v></c></row>", "<mergeCell ref='A2:A4'/>"), "<sst/>",
      "1: 9|8\n2: 1|2\n3: 1|3\n4: 1|4\n5: |5\n" },
    { "merged over rows and columns: the first column; over columns alone, or where nothing else stands: nothing",
      MERGED("<row r='1'><c r='A1'><v>1</v></c><c r='C1'><v>2</v></c></row><row r='2'><c r='C2'><v>3</v></c></row><row r='3'><c r='A3'><v>4</v></c><c r='C3'><v>5</v></c></row><row r='4'/>"
             "<row r='5'><c r='D5'><v>6</v></c></row>", "<mergeCell ref='A1:B2'/><mergeCell ref=\"A3:B3\"/><mergeCell ref='C3:C4'/>"), "<sst/>",
      "1: 1||2|\n2: 1||3|\n3: 4||5|\n5: |||6\n" },
    { "merged, by a prefix and in any order; a broken reference is none",
      "<x:worksheet xmlns:x='y'><x:sheetData><x:row r='1'><x:c r='A1'><x:v>7</x:v></x:c><x:c r='B1'><x:v>8</x:v></x:c><x:c r='C1'><x:v>1</x:v></x:c></x:row><x:row r='2'><x:c r='C2'><x:v>2</x:v></x:c></x:row>"
      "</x:sheetData><x:mergeCells><x:mergeCell ref='B1:B2'/><x:mergeCell ref='A1:A2'/><x:mergeCell ref='zz'/><x:mergeCell/></x:mergeCells></x:worksheet>", "<sst/>", "1: 7|8|1\n2: 7|8|2\n" },
    { "merged cells have their value in the first", SHEET("<row><c r='A1'><v>1</v></c><c r='B1'/><c r='C1'><v>2</v></c></row>") , "<sst/>", "1: 1||2\n" },
    { "a shared string that is not there", SHEET("<row><c t='s'><v>5</v></c></row><row><c><v>1</v></c></row>"), "<sst/>",
      "1: !a cell names a shared string that is not there\n2: 1\n" },
    { "too many cells", SHEET("<row><c r='XFD1'><v>5</v></c></row>"), "<sst/>", "1: !too many cells\n" },
    { "columns in any order", SHEET("<row><c r='B1'><v>2</v></c><c r='A1'><v>1</v></c></row>"), "<sst/>", "1: 1|2\n" },
};

static const char styles[] = "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='dd/mm/yy hh:mm'/></numFmts><cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>"
                             "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='164'/></cellXfs></styleSheet>";

static Status rows_of(const char *sheet, const char *shared, Buf *out, Err *err)
{
    Arena a;
    Buf zip;
    Rows *rows;
    buf_init(&zip, 1 << 20);
    zip_book(&zip, "", styles, str_of(shared), str_of(sheet));
    MemoryFile m = memory_file(buf_str(&zip));
    arena_init(&a);
    Status st = sheet_open(m.path, 0, &a, &rows, err);
    while (!st) {
        Row row;
        RowsGot got;
        st = rows_next(rows, &row, &got, err);
        if (st || got == ROWS_END)
            break;
        buf_printf(out, "%lld: %s%s", (long long)row.line, got == ROWS_BAD ? "!" : "", got == ROWS_BAD ? row.reason : "");
        for (size_t i = 0; i < row.n; i++)
            buf_printf(out, "%s%.*s", i ? "|" : "", STR_ARG(row.cell[i]));
        buf_putc(out, '\n');
    }
    arena_release(&a);
    close(m.fd);
    buf_release(&zip);
    return st;
}

static void sheets_are_read_as_they_are(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Err err = { 0 };
        Buf b;
        buf_init(&b, 1 << 16);
        if (rows_of(cases[i].sheet, cases[i].shared, &b, &err))
            fail_msg("%s: %s", cases[i].about, err.msg);
        if (!str_eq(buf_str(&b), str_of(cases[i].want)))
            fail_msg("%s: got\n%swant\n%s", cases[i].about, b.p, cases[i].want);
        buf_release(&b);
    }
}

static void what_is_no_sheet_is_refused_with_the_line(void **state)
{
    static const struct { const char *sheet, *said; } bad[] = {
        { "<worksheet><sheetData><row>\n<c></row>", "damaged XML, line 2" },
        { "<!DOCTYPE a [<!ENTITY b 'cc'>]><worksheet/>", "a document type" },
        { "", "damaged XML" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        Err err = { 0 };
        Buf b;
        buf_init(&b, 1 << 16);
        assert_int_equal(rows_of(bad[i].sheet, "<sst/>", &b, &err), ST_INVALID);
        assert_non_null(strstr(err.msg, bad[i].said));
        buf_release(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formats_are_told_by_their_code),
        cmocka_unit_test(numbers_are_what_a_person_sees),
        cmocka_unit_test(sheets_are_read_as_they_are),
        cmocka_unit_test(what_is_no_sheet_is_refused_with_the_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
