/* job.h - one file to import: what it is, and how its records are to be read.
 *
 * job_open() looks at a file and fills a Job.  Every file gets one of three answers:
 *   ready         .section is set: the kind, the mapping and where the data starts are known;
 *   .skipped      a sentence: empty, binary, a truth file, unreadable, ...;
 *   .unknown      readable, but no shape and no mapping fits; .note lists its columns and what to do.
 * A JSON file is lines of objects, or one document that is an array of objects or has one as a member
 * (an envelope, as interfaces page them).
 */
#ifndef TL_INGEST_JOB_H
#define TL_INGEST_JOB_H

#include "read/bytes.h"
#include "read/csv.h"
#include "read/walk.h"
#include "ingest/map.h"
#include "ingest/shape.h"

/* Rows in place of a file: they are read again as rows of it.  Row i has line i + 1; the records above the data come first. */
typedef struct JobAgain {
    Row   *head, *row;
    size_t n_head, n;
    Str   *context;               /* one a row */
} JobAgain;

typedef struct Job {
    WalkEntry         at;
    Str               shown;       /* relative to the folder given; "a.zip/b.csv", "c.xlsx#Sheet1" */
    BytesLook         look;
    Box               box;
    bool              lines;       /* JSON: one object a line */
    bool              nested;      /* JSON, out of a Parquet file (ingest/parquet.h) */
    Str               name;        /* of the shape, or of the mapping's section */
    const MapSection *section;     /* the first of n_section; CSV has one */
    size_t            n_section;
    const MapSection *each;        /* sections that make records of what lies within a record */
    size_t            n_each;
    SurveyStyle       style;
    const char       *leave;
    ShapeReader       reader;
    char              delimiter;
    size_t            header;      /* records before the data */
    Str              *column;      /* tables: header cells */
    size_t            n_column;
    Str               skipped, note;
    bool              unknown;
    bool              confirmed;   /* by a person: to be remembered */
    int64_t           remembered;  /* mapping_id it is read by; 0: none */
    const JobAgain   *again;       /* NULL: a file */
} Job;

typedef struct JobOptions {
    const Mapping *mapping;        /* the user's; NULL: none */
    KindId         as_kind;        /* KIND_COUNT: any */
} JobOptions;

MUST_USE Status job_open(const WalkEntry *at, const JobOptions *o, Arena *a, Job *out, Err *err);

/* A mapping's sections as a job's own: those for what lies within a record stand last. */
void job_sections(Job *j, const Mapping *m);

/* The file's records from the start of the data (`skip` records left out). */
MUST_USE Status job_rows(const Job *j, size_t skip, Arena *a, Rows **out, Err *err);

/* What stands between the cells of a raw row: workbooks and Parquet are written as CSV; 0: JSON. */
char job_delimiter(const Job *j);

/* All of a JSON document that is one value, as UTF-8; ST_TOO_BIG past LIMIT_JSON_FILE. */
MUST_USE Status job_text(const Job *j, size_t max, Arena *a, Str *out, Err *err);

#endif
