/* parquet.h - the columns of a Parquet file, as DuckDB names them; and its rows as lines of JSON.
 *
 * A cell that is a record or a list (STRUCT, LIST, MAP) is no text of a table's: such a file is what the same rows are as lines of
 * JSON, so it is known by the shapes of JSON and read by their readers.  job_open() looks at the first rows; who reads the file
 * takes parquet_lines(), a copy of the job that stands on a temporary file of such lines, gone with the arena.
 * A row is the line of its number, as in a file without such cells.
 */
#ifndef TL_INGEST_PARQUET_H
#define TL_INGEST_PARQUET_H

#include "ingest/job.h"

/* *nested: at least one column holds records or lists. */
MUST_USE Status parquet_columns(const Job *j, Arena *a, Str **column, size_t *n, bool *nested, Err *err);

/* The first rows; *more: there are others. */
MUST_USE Status parquet_start(const Job *j, Arena *a, Str *lines, bool *more, Err *err);

/* A job that is not .nested is *out as it is. */
MUST_USE Status parquet_lines(const Job *j, Arena *a, Job *out, Err *err);

#endif
