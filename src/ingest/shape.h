/* shape.h - the known export shapes: what an export looks like, and what its columns mean.
 *
 * One row a shape.  `must` lists the columns (JSON: paths) that have to be there, by commas; "a|b" is
 * either.  Of several shapes that fit, the one with the longest list wins, then the earlier row.
 * `map` is the body of a mapping section (ingest/map.h): the same language users write.
 * Surveys: every column that `map` does not use and `leave` does not name is a question; `survey` says
 * how many header records there are and how they are read (ingest/survey.h).
 * Adding a shape is adding a row to the table of its family (ingest/shape_crm.c, shape_survey.c, ...); doc/formats/mapping.md says how to try it first as a mapping file.
 */
#ifndef TL_INGEST_SHAPE_H
#define TL_INGEST_SHAPE_H

#include "base/arena.h"
#include "base/str.h"
#include "model/kind.h"

/* Shapes say BOX_CSV or BOX_JSON; a sheet or a Parquet file with the columns of a CSV shape is of that shape. */
typedef enum Box { BOX_CSV, BOX_JSON, BOX_PARQUET, BOX_SHEET } Box;

typedef enum SurveyStyle {
    SURVEY_NONE,
    SURVEY_QUALTRICS,    /* names, questions, ImportId (or the first two only) */
    SURVEY_LEGACY,       /* V1, V2, ...; then names and questions */
    SURVEY_TWO_ROWS,     /* questions, each spanning blank cells; then options */
    SURVEY_PLAIN         /* one header record: the questions themselves */
} SurveyStyle;

/* How the records are cut out of the file. */
typedef enum ShapeReader {
    READ_ROWS,           /* a record a row */
    READ_LEDGER,         /* lines between titles, sections and totals; adds (section), (amount), (side), (party), (key) */
    READ_RATES,          /* a record a cell: columns named by currencies; adds (column), (cell) */
    READ_MONTHS,         /* a record a cell: columns named by months, likewise */
    READ_TRANSCRIPT      /* who said what (ingest/transcript.h) */
} ShapeReader;

typedef struct Shape {
    const char *name;      /* "Zendesk tickets" */
    Box         box;
    const char *must;
    SurveyStyle survey;
    const char *leave;     /* of a survey: columns that are not questions, by commas */
    const char *map;
    bool        stamp;     /* known by its first column too: "Timestamp", over an instant (ingest/job.c) */
    const char *skip;      /* recognised, and nothing is taken: why */
    ShapeReader reader;
} Shape;

/* Whether a column of such a shape holds values: named by a currency, by a month.  *key: the name in one form. */
bool shape_is_wide(ShapeReader r, Str column, Arena *a, Str *key);

/* NULL: none fits.  `only` is a kind, or KIND_COUNT for any. */
const Shape *shape_find(Box box, const Str *column, size_t n, KindId only);

const Shape *shape_named(const char *name, KindId only);   /* NULL: none, or of another kind */

#endif
