/* export.h - everything out, for other programs: one file a table, a manifest that says what is what.
 *
 * What      facts (f_*, files, what was set aside, aliases), decisions (verdict, settings, themes' memory), everything computed (d_*).
 *           Never what the book keeps to itself: the key of erasures, hashes of who was forgotten, and any table that is not on the
 *           list of export_list.c, so that a new table is left out until somebody has thought about it; the manifest names those.
 *           Of `meta` only the schema's number and the currency.
 * Form      parquet  TABLE.parquet, typed, Zstandard (DuckDB writes it)
 *           csv      TABLE.csv, UTF-8, RFC 4180, one header line; a missing value is nothing, an empty text is "".  Numbers read back to
 *                    the same bits.  guard: see csv.c, for people who open them in a spreadsheet; can be undone exactly.
 *           xlsx     book.xlsx, one sheet a table, more where a table has more rows than Excel's 1,048,576; whole numbers past 2^53 as
 *                    text; texts cut at Excel's 32,767 units, and counted; empty texts are missing ones
 * Manifest  manifest.json: per table its group, files, rows, meaning, and for each column name, type and meaning, from the words that
 *           stand beside them in the schema (sql/migrations) and from model/kind.h.
 * Whole     into "DIR.part", which becomes DIR by rename; DIR must not be there, or be empty.  What a killed one left is removed by the next.
 * One view  all tables are read in one transaction of a read-only session.
 *
 * Oracle  tests/export/t_export.c; tests/flow/export.py reads all three forms back and counts.
 */
#ifndef TL_EXPORT_EXPORT_H
#define TL_EXPORT_EXPORT_H

#include "base/buf.h"
#include "store/store.h"

typedef enum ExportFormat { EXPORT_PARQUET, EXPORT_CSV, EXPORT_XLSX } ExportFormat;

typedef struct ExportOptions {
    ExportFormat format;
    bool         guard;             /* csv */
    Str          book;              /* its name, for the manifest */
    int64_t      sheet_rows;        /* xlsx: rows of a sheet with its head; 0: as many as Excel has */
} ExportOptions;

typedef struct ExportInfo {
    int64_t tables, rows, files;
    int64_t cut;                    /* xlsx: cells that were too long */
} ExportInfo;

/* ST_CONFLICT: the folder is there and not empty. */
MUST_USE Status export_book(Store *s, const char *dir, const ExportOptions *o, ExportInfo *out, Err *err);

/* csv.c: one row, with its line end; `r` SIZE_MAX: the names of the columns. */
void csv_row(const Table *t, size_t r, bool guard, Arena *a, Buf *out);

#endif
