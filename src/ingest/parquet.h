/* parquet.h - the columns of a Parquet file, as DuckDB names them. */
#ifndef TL_INGEST_PARQUET_H
#define TL_INGEST_PARQUET_H

#include "ingest/job.h"

MUST_USE Status parquet_columns(const Job *j, Arena *a, Str **column, size_t *n, Err *err);

#endif
