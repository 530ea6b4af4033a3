/* export_in.h - what the parts of an export share: its tables, and how a format writes them.  For src/export alone. */
#ifndef TL_EXPORT_EXPORT_IN_H
#define TL_EXPORT_EXPORT_IN_H

#include "export/export.h"

enum { EXPORT_FILES_MAX = 64 };

typedef struct ExportColumn {
    Str     name, meaning;
    ColType type;
} ExportColumn;

typedef struct ExportTable {
    Str           name, meaning;
    const char   *group;            /* "facts", "decisions", "derived", "book"; NULL: left out */
    const char   *why;              /* of one left out */
    ExportColumn *column;
    size_t        n_column;
    int64_t       rows;
    Str           file[EXPORT_FILES_MAX];   /* in the folder; of a workbook: the sheets */
    size_t        n_file;
} ExportTable;

typedef struct ExportWriter ExportWriter;
struct ExportWriter {
    const ExportOptions *o;
    Arena               *a;
    const char          *dir;       /* the folder being made */
    ExportInfo          *info;
    void                *own;       /* of the format */
    Status (*begin)(ExportWriter *w, ExportTable *t, const Table *columns, Err *err);
    Status (*rows)(ExportWriter *w, ExportTable *t, const Table *chunk, Err *err);
    Status (*end)(ExportWriter *w, ExportTable *t, Err *err);
    Status (*finish)(ExportWriter *w, const ExportTable *t, size_t n, Err *err);
    void   (*close)(ExportWriter *w);              /* also when something failed */
};

MUST_USE Status export_csv(ExportWriter *w, Err *err);         /* fill in the functions */
MUST_USE Status export_parquet(ExportWriter *w, Err *err);
MUST_USE Status export_xlsx(ExportWriter *w, Err *err);

/* export_list.c: every table of the book, with its group and meanings, in the order of their names. */
MUST_USE Status export_tables(Store *s, Arena *a, ExportTable **out, size_t *n, Err *err);
void export_columns(ExportTable *t, const Table *columns, Arena *a);

const char *export_type(ColType t);                            /* "integer", ... */
MUST_USE Status export_manifest(const ExportWriter *w, const ExportTable *t, size_t n, Store *s, Err *err);
MUST_USE Status export_file(const char *path, Str content, Err *err);

#endif
