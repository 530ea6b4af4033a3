/* The input is a workbook's parts, each behind a line "--": the workbook, its relations, its styles, the package's relations;
 * one that is missing is the usual one.  The sheets' own XML is fixed, with a cell of each of eight styles.
 * Oracles: (1) sheets, shared strings and styles are members of the archive, or none; there are no more sheets than words
 * "sheet" in the workbook; (2) read again, it is the same; (3) round trip: what was understood, written as the plainest
 * workbook, is understood as the same sheets; (4) a sheet has three rows at most, the same when it is read again. */
#include "base/attr.h"
#include "base/map.h"
#include "fuzz/fuzz.h"
#include "fuzz/memory.h"
#include "read/sheet.h"
#include "tests/read/zip_write.h"

enum { WORKBOOK, RELATIONS, STYLES, PACKAGE, PARTS };

#define RELATION(id, type, target) "<Relationship Id='" id "' Type='" BOOK_RELS "/" type "' Target='" target "'/>"

static const char *const usual[PARTS] = {
    "<workbook xmlns:r='" BOOK_RELS "'><sheets><sheet name='One' sheetId='1' r:id='r1'/>"
    "<sheet name='Two' sheetId='2' state='hidden' r:id='r2'/></sheets></workbook>",
    "<Relationships>" RELATION("r1", "worksheet", "worksheets/one.xml") RELATION("r2", "worksheet", "/xl/worksheets/two.xml")
        RELATION("r3", "chartsheet", "chartsheets/c.xml") RELATION("r4", "sharedStrings", "sharedStrings.xml")
        RELATION("r5", "styles", "styles.xml") "</Relationships>",
    "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='yyyy-mm-dd'/></numFmts>"
    "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='164'/></cellXfs></styleSheet>",
    "<Relationships>" RELATION("a", "officeDocument", "xl/workbook.xml") "</Relationships>",
};
static const char one[] = "<worksheet><sheetData><row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='inlineStr'><is><t>b</t></is></c></row>"
                          "<row r='2'><c s='0'><v>45000</v></c><c s='1'><v>45000.5</v></c><c s='2'><v>1</v></c><c s='3'><v>0.25</v></c></row>"
                          "<row r='4'><c s='4'><v>60</v></c><c s='5'><v>-1</v></c><c s='6'><v>1234567890</v></c>"
                          "<c s='7'><v>7</v></c></row></sheetData></worksheet>";
static const char two[] = "<worksheet><sheetData><row r='1'><c r='A1' t='str'><v>x</v></c></row></sheetData></worksheet>";

static MemoryFile book_file(const Str part[PARTS])
{
    Buf zip;
    ZipPart parts[] = {
        { "_rels/.rels", part[PACKAGE] },
        { "xl/workbook.xml", part[WORKBOOK] },
        { "xl/_rels/workbook.xml.rels", part[RELATIONS] },
        { "xl/styles.xml", part[STYLES] },
        { "xl/worksheets/one.xml", str_of(one) },
        { "xl/worksheets/two.xml", str_of(two) },
        { "xl/chartsheets/c.xml", STR("<chartsheet/>") },
        { "xl/sharedStrings.xml", STR("<sst><si><t>shared</t></si></sst>") },
    };
    buf_init(&zip, 1 << 20);
    zip_write(&zip, parts, COUNT_OF(parts));
    MemoryFile m = memory_file(buf_str(&zip));
    buf_release(&zip);
    return m;
}

static Status read_book(const char *path, Arena *a, Archive *zip, Book *out)
{
    Err err;
    Status st = archive_open(path, a, zip, &err);
    return st ? st : book_read(zip, a, out, &err);
}

static bool same_books(const Book *x, const Book *y)
{
    bool same = x->n == y->n && x->shared == y->shared && x->styles == y->styles && x->from_1904 == y->from_1904;
    for (size_t i = 0; same && i < x->n; i++)
        same = str_eq(x->sheet[i].name, y->sheet[i].name) && x->sheet[i].part == y->sheet[i].part && x->sheet[i].hidden == y->sheet[i].hidden
            && !x->sheet[i].refused == !y->sheet[i].refused;
    return same;
}

static void put_attribute(Buf *b, Str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c < 32 || strchr("&<>\"'", c))
            buf_printf(b, "&#%d;", c);
        else
            buf_putc(b, (char)c);
    }
}

static void put_relation(Buf *b, const char *id, size_t number, const char *type, const Archive *z, int64_t member)
{
    buf_printf(b, "<Relationship Id='%s%zu' Type='" BOOK_RELS "/%s' Target='/", id, number, type);
    put_attribute(b, z->member[member].name);
    buf_puts(b, "'/>");
}

/* What was understood, in the plainest words. */
static void write_plainly(const Book *k, const Archive *z, Buf *book, Buf *relations)
{
    buf_printf(book, "<workbook xmlns:r='" BOOK_RELS "'><workbookPr date1904='%d'/><sheets>", k->from_1904);
    buf_puts(relations, "<Relationships>");
    for (size_t i = 0; i < k->n; i++) {
        const BookSheet *s = &k->sheet[i];
        buf_puts(book, "<sheet name='");
        put_attribute(book, s->name);
        buf_printf(book, "' state='%s' r:id='s%zu'/>", s->hidden ? "veryHidden" : "visible", i);
        if (s->part >= 0)
            put_relation(relations, "s", i, s->refused ? "chartsheet" : "worksheet", z, s->part);
        else if (s->refused)
            buf_printf(relations, "<Relationship Id='s%zu' Type='x/chartsheet' Target='/nowhere.xml'/>", i);
    }
    if (k->shared >= 0)
        put_relation(relations, "t", 0, "sharedStrings", z, k->shared);
    if (k->styles >= 0)
        put_relation(relations, "t", 1, "styles", z, k->styles);
    buf_puts(book, "</sheets></workbook>");
    buf_puts(relations, "</Relationships>");
}

static void round_trip(const Book *k, const Archive *z, const Str part[PARTS])
{
    Arena a;
    Archive zip;
    Book again;
    Buf book, relations;
    arena_init(&a);
    buf_init(&book, 1 << 20);
    buf_init(&relations, 1 << 20);
    write_plainly(k, z, &book, &relations);
    Str plain[PARTS] = { buf_str(&book), buf_str(&relations), part[STYLES], str_of(usual[PACKAGE]) };
    MemoryFile m = book_file(plain);
    if (read_book(m.path, &a, &zip, &again) || !same_books(k, &again))
        bug("%zu sheets, written plainly, are %zu others: %.*s", k->n, again.n, STR_ARG(plain[WORKBOOK]));
    (void)close(m.fd);
    buf_release(&book);
    buf_release(&relations);
    arena_release(&a);
}

static uint64_t rows_of(const char *path, size_t sheet, Arena *a)
{
    Rows *rows;
    Err err;
    uint64_t hash = 1;
    Status st = sheet_open(path, (int)sheet, a, &rows, &err);
    for (size_t n = 0; !st; n++) {
        Row row;
        RowsGot got;
        st = rows_next(rows, &row, &got, &err);
        if (st || got == ROWS_END)
            break;
        if (n >= 3)
            bug("a sheet of three rows has more");
        hash = hash64_mix(hash, hash64(row.raw));
    }
    return hash64_mix(hash, st);
}

static void check_book(const char *path, const Str part[PARTS])
{
    Arena a;
    Archive zip, zip2;
    Book k, k2;
    size_t words = 0;
    arena_init(&a);
    Status st = read_book(path, &a, &zip, &k), st2 = read_book(path, &a, &zip2, &k2);
    if (st != st2 || (!st && !same_books(&k, &k2)))
        bug("read twice, two workbooks");
    for (size_t i = 0; i + 5 <= part[WORKBOOK].n; i++)
        words += memcmp(part[WORKBOOK].p + i, "sheet", 5) == 0;
    if (!st && (k.n > words || k.shared >= (int64_t)zip.n || k.styles >= (int64_t)zip.n))
        bug("%zu sheets out of %zu words, strings %lld, styles %lld", k.n, words, (long long)k.shared, (long long)k.styles);
    for (size_t i = 0; i < k.n && !st; i++) {
        if (k.sheet[i].part < -1 || k.sheet[i].part >= (int64_t)zip.n || !k.sheet[i].name.p)
            bug("sheet %zu is member %lld", i, (long long)k.sheet[i].part);
        if (i < 8 && k.sheet[i].part >= 0 && rows_of(path, i, &a) != rows_of(path, i, &a))
            bug("sheet %zu has other rows when it is read again", i);
    }
    if (!st)
        round_trip(&k, &zip, part);
    arena_release(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Str rest = { size ? (const char *)data : "", size }, part[PARTS];
    if (size > 4096)
        return 0;
    for (int i = 0; i < PARTS; i++) {
        const char *cut = memmem(rest.p, rest.n, "\n--\n", 4);
        part[i] = cut ? (Str){ rest.p, (size_t)(cut - rest.p) } : rest;
        rest = cut ? str_sub(rest, part[i].n + 4, rest.n) : STR("");
        if (!part[i].n)
            part[i] = str_of(usual[i]);
    }
    MemoryFile m = book_file(part);
    check_book(m.path, part);
    (void)close(m.fd);
    return 0;
}
