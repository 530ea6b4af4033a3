/* Tables as Parquet. */
#include "db/parquet.h"
#include "export/export_in.h"

static Status begin(ExportWriter *w, ExportTable *t, const Table *columns, Err *err)
{
    t->file[t->n_file++] = str_fmt(w->a, "%.*s.parquet", STR_ARG(t->name));
    return db_parquet_begin(w->own, columns, err);
}

static Status rows(ExportWriter *w, ExportTable *t, const Table *chunk, Err *err)
{
    (void)t;
    return db_parquet_rows(w->own, chunk, err);
}

static Status end(ExportWriter *w, ExportTable *t, Err *err)
{
    return db_parquet_end(w->own, str_fmt(w->a, "%s/%.*s", w->dir, STR_ARG(t->file[0])).p, err);
}

static void close_parquet(ExportWriter *w) { db_parquet_close(w->own); }

Status export_parquet(ExportWriter *w, Err *err)
{
    DbParquet *p = NULL;
    Status st = db_parquet_open(str_fmt(w->a, "%s/.stage", w->dir).p, w->a, &p, err);
    w->own = p;
    w->begin = begin;
    w->rows = rows;
    w->end = end;
    w->close = close_parquet;
    return st;
}
