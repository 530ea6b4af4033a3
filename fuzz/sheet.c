/* The input is a sheet's XML, then behind a line "--" the shared strings'.
 * Oracles: (1) no more rows than bytes, lines as the reader counts them; (2) round trip: a row's raw text read by
 * the CSV reader gives the row's cells; (3) read again, the rows are the same. */
#include "base/buf.h"
#include "base/map.h"
#include "fuzz/fuzz.h"
#include "fuzz/memory.h"
#include "read/csv.h"
#include "read/sheet.h"
#include "tests/read/zip_write.h"

static void through_csv(const Row *row)
{
    Arena a;
    Err err;
    Bytes *b;
    Csv csv;
    Row again;
    RowsGot got;
    MemoryFile m = memory_file(row->raw);
    BytesLook look = { .encoding = "UTF-8" };
    arena_init(&a);
    if (bytes_open(PLACE_FILE(m.path), &look, &a, &b, &err))
        bug("%s", err.msg);
    csv_init(&csv, b, ',', &a);
    if (csv_next(&csv, &again, &got, &err) || got != ROWS_ROW || again.n != row->n)
        bug("line %lld: as CSV it has other cells", (long long)row->line);
    for (size_t i = 0; i < row->n; i++)
        if (!str_eq(again.cell[i], row->cell[i]))
            bug("line %lld: cell %zu is another as CSV", (long long)row->line, i);
    arena_release(&a);
    close(m.fd);
}

static uint64_t read_rows(const char *path, size_t size)
{
    Arena a;
    Err err;
    Rows *rows;
    uint64_t hash = 1;
    arena_init(&a);
    Status st = sheet_open(path, 0, &a, &rows, &err);
    for (size_t n = 0; !st; n++) {
        Row row;
        RowsGot got;
        st = rows_next(rows, &row, &got, &err);
        if (st || got == ROWS_END)
            break;
        if (n > size)
            bug("more rows than bytes");
        if (got == ROWS_ROW && row.line < 1)
            bug("a row without a number");
        if (got == ROWS_ROW && row.n < 300)
            through_csv(&row);
        hash = hash64_mix(hash, hash64(row.raw));
    }
    arena_release(&a);
    return hash64_mix(hash, st);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char styles[] = "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='dd/mm/yy hh:mm'/></numFmts><cellXfs>"
                                 "<xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='164'/><xf numFmtId='46'/></cellXfs></styleSheet>";
    Str all = { (const char *)data, size }, shared = STR("<sst/>");
    if (size > 4096)
        return 0;
    const char *cut = memmem(all.p, all.n, "\n--\n", 4);
    if (cut) {
        shared = (Str){ cut + 4, (size_t)(all.p + all.n - cut) - 4 };
        all.n = (size_t)(cut - all.p);
    }
    Buf zip;
    buf_init(&zip, 1 << 20);
    zip_book(&zip, "", styles, shared, all);
    MemoryFile m = memory_file(buf_str(&zip));
    if (read_rows(m.path, size) != read_rows(m.path, size))
        bug("the rows are others when they are read again");
    close(m.fd);
    buf_release(&zip);
    return 0;
}
