/* Cells, one a line behind the first byte, under the header of a known export: written by DuckDB as Parquet, all of them text.
 * DuckDB reads the file; what is fuzzed is our half (load_parquet.c), on values no writer would choose.
 * Oracles: (1) conservation: as many records as were written; (2) the same cells written as CSV give the same records, and the
 * same things set aside for the same reasons; (3) reading twice gives the same. */
#include <stdlib.h>

#include "base/attr.h"
#include "db/db.h"
#include "fuzz/reading.h"

enum { COLUMNS = 6, ROWS = 12 };

static const char *const heads[][COLUMNS] = {
    { "Id", "Name", "BillingCountry", "Website", "ParentId", "NumberOfEmployees" },
    { "id", "Amount", "Amount Refunded", "Currency", "Status", "Created (UTC)" },
    { "Unit", "Metric", "Month", "Value", "Target", "Better" },
    { "Title", "Star Rating", "Pros", "Cons", "Date", "Company" },
    { "NetPromoterScore", "SurveyCompletedDate", "CustomerNumber", "Email", "Comment", "Country" },
};

typedef struct Cells {
    const char *const *head;
    Str    row[ROWS][COLUMNS];
    size_t n;
} Cells;

/* Text that both forms can hold: UTF-8 without NUL or a line's end, and not blank as a whole row. */
static void take_cells(Str rest, const char *const *head, Cells *out)
{
    *out = (Cells){ .head = head };
    while (rest.n && out->n < ROWS) {
        bool filled = false;
        for (size_t c = 0; c < COLUMNS; c++) {
            Str cell = str_cut(&rest, '\n');
            bool fine = cell.n && str_is_utf8(cell) && !memchr(cell.p, 0, cell.n) && !memchr(cell.p, '\r', cell.n);
            out->row[out->n][c] = fine ? cell : STR("");
            filled |= str_trim(out->row[out->n][c]).n > 0;
        }
        out->n += filled;
    }
}

static void put_literal(Buf *b, Str s)
{
    buf_putc(b, '\'');
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '\'')
            buf_putc(b, '\'');
        buf_putc(b, s.p[i]);
    }
    buf_putc(b, '\'');
}

/* An empty cell is NULL in Parquet and nothing in CSV. */
static void write_parquet(Db *db, const Cells *t, const char *path)
{
    Err err;
    Buf sql;
    buf_init(&sql, 1 << 20);
    buf_puts(&sql, "COPY (");
    for (size_t r = 0; r < t->n; r++) {
        buf_puts(&sql, r ? " UNION ALL SELECT " : "SELECT ");
        for (size_t c = 0; c < COLUMNS; c++) {
            buf_puts(&sql, c ? ", CAST(" : "CAST(");
            if (t->row[r][c].n)
                put_literal(&sql, t->row[r][c]);
            else
                buf_puts(&sql, "NULL");
            buf_printf(&sql, " AS VARCHAR) AS \"%s\"", t->head[c]);
        }
    }
    buf_printf(&sql, ") TO '%s' (FORMAT parquet)", path);
    if (db_script(db, "copy", buf_str(&sql).p, &err))
        bug("%s", err.msg);
    buf_release(&sql);
}

static Str as_csv(const Cells *t, Arena *a)
{
    Str head[COLUMNS], all;
    for (size_t c = 0; c < COLUMNS; c++)
        head[c] = str_of(t->head[c]);
    all = str_fmt(a, "%.*s\n", STR_ARG(aside_record(head, COLUMNS, ',', a)));
    for (size_t r = 0; r < t->n; r++)
        all = str_fmt(a, "%.*s%.*s\n", STR_ARG(all), STR_ARG(aside_record(t->row[r], COLUMNS, ',', a)));
    return all;
}

static bool open_file(const char *path, const char *name, Arena *a, Job *j)
{
    Err err;
    WalkEntry at = { .place = { .path = path }, .sheet = -1, .shown = str_of(name), .failed = STR(""), .skipped = STR(""), .note = STR("") };
    return !job_open(&at, &(JobOptions){ .as_kind = KIND_COUNT }, a, j, &err) && j->section && !j->skipped.n;
}

static void compare(const char *path, const Cells *t, Arena *a)
{
    Job j, k;
    Emit one, two, csv;
    MemoryFile m = memory_file(as_csv(t, a));
    if (!open_file(path, "x.parquet", a, &j) || j.box != BOX_PARQUET)
        bug("a Parquet file of %zu rows is not known", t->n);
    Status st = reading_load(&j, &one, a), st2 = reading_load(&j, &two, a);
    if (st != st2 || (!st && !reading_same(&one, &two)))
        bug("read twice, two answers");
    if (!st && one.rows != (int64_t)t->n)
        bug("%zu rows, %lld accounted for", t->n, (long long)one.rows);
    /* A CSV leaves totals and repeated headers out, and looks at how it is written: only what it takes whole is compared. */
    if (open_file(m.path, "x.csv", a, &k) && str_eq(j.name, k.name) && k.delimiter == ',') {
        Status st3 = reading_load(&k, &csv, a);
        if (!st3 && !csv.left_out && (st || !reading_alike(&one, &csv)))
            bug("as Parquet %lld rows, %lld of them bad, %lld cells; as CSV %lld, %lld, %lld", (long long)one.rows, (long long)one.rows_bad,
                (long long)one.cells_bad, (long long)csv.rows, (long long)csv.rows_bad, (long long)csv.cells_bad);
        buf_release(&csv.remark);
    }
    buf_release(&one.remark);
    buf_release(&two.remark);
    (void)close(m.fd);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const DbSql none[] = { { "none", "SELECT 1" } };
    static Db *db;       /* writes for all inputs of a run */
    Arena a;
    Err err;
    Cells t;
    char path[64];
    if (size < 2)
        return 0;
    if (!db && db_open(":memory:", &(DbOptions){ .sql = none, .n_sql = 1, .create = true, .files = true, .threads = 1 }, &db, &err))
        bug("%s", err.msg);
    take_cells((Str){ (const char *)data + 1, size - 1 }, heads[data[0] % COUNT_OF(heads)], &t);
    if (!t.n)
        return 0;
    (void)snprintf(path, sizeof path, "/tmp/tl_fuzz_%d.parquet", (int)getpid());
    arena_init(&a);
    write_parquet(db, &t, path);
    compare(path, &t, &a);
    (void)unlink(path);
    arena_release(&a);
    return 0;
}
