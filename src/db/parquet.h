/* parquet.h - typed columns as Parquet files, written by DuckDB.
 *
 *     DbParquet *p;
 *     Status st = db_parquet_open("folder/.stage", &a, &p, err);
 *     st = db_parquet_begin(p, &columns, err);            a Table without rows says names and types
 *     st = db_parquet_rows(p, &chunk, err);               again and again
 *     st = db_parquet_end(p, "folder/f_ticket.parquet", err);
 *     db_parquet_close(p);
 *
 * The rows of one file wait in a database of its own at the path given (made, and removed at the end), so a table may be larger than
 * memory.  BIGINT, DOUBLE, VARCHAR, BOOLEAN, DATE, TIMESTAMP; Zstandard.  Belongs to one thread.
 */
#ifndef TL_DB_PARQUET_H
#define TL_DB_PARQUET_H

#include "db/db.h"

typedef struct DbParquet DbParquet;

MUST_USE Status db_parquet_open(const char *stage, Arena *a, DbParquet **out, Err *err);
MUST_USE Status db_parquet_begin(DbParquet *p, const Table *columns, Err *err);
MUST_USE Status db_parquet_rows(DbParquet *p, const Table *chunk, Err *err);
MUST_USE Status db_parquet_end(DbParquet *p, const char *path, Err *err);
void db_parquet_close(DbParquet *p);                     /* NULL is fine */

/* 'it''s', for the few places where SQL takes no parameter: paths. */
Str db_quoted(Arena *a, Str s, char quote);

#endif
