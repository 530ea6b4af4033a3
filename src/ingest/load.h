/* load.h - reads the records of one job and hands them on.
 *
 * Each loader makes two passes: the first PLAN_LOOK rows decide what columns mean as a whole
 * (plan_settle), then all rows are turned and emitted in the order of the file.  A sample of JSON objects that is not
 * large is kept, and not read again (json_items.h).
 * A status other than ST_OK ends the file: ST_INVALID and ST_IO concern the file alone, ST_DB and
 * the like come from the sink and end the run (`*from_sink` tells them apart).
 */
#ifndef TL_INGEST_LOAD_H
#define TL_INGEST_LOAD_H

#include "base/map.h"
#include "ingest/each.h"
#include "ingest/emit.h"
#include "ingest/job.h"

typedef struct LoadOptions {
    Str  currency;      /* of rows that name none */
    PrivateSet keep;    /* private kinds that were asked for */
    const Table *lines; /* of invoices: rows of invoice_lines_known; NULL: the book is not asked */
    bool dated;         /* it is known when the file was exported: */
    int64_t exported;   /* micros since 1970 */
    int  threads;       /* for JSON lines; 0: as many as there are processors, at most 4 */
} LoadOptions;

/* By the reader the job asks for. */
MUST_USE Status load_job(const Job *j, const LoadOptions *o, Arena *a, Emit *e, Err *err);

MUST_USE Status load_csv(const Job *j, const LoadOptions *o, Arena *a, Emit *e, Err *err);
MUST_USE Status load_survey(const Job *j, const LoadOptions *o, Arena *a, Emit *e, Err *err);
MUST_USE Status load_json(const Job *j, const LoadOptions *o, Arena *a, Emit *e, Err *err);
MUST_USE Status load_parquet(const Job *j, const LoadOptions *o, Arena *a, Emit *e, Err *err);
MUST_USE Status load_ledger(const Job *j, const LoadOptions *o, Arena *a, Emit *e, Err *err);
MUST_USE Status load_wide(const Job *j, const LoadOptions *o, Arena *a, Emit *e, Err *err);
/* Of a transcript that the book holds: which call it is, and the recording beside it. */
MUST_USE Status load_transcript_clip(const Job *j, Arena *a, Str *call, EmitClip *clip, Err *err);
MUST_USE Status load_transcript(const Job *j, const LoadOptions *o, Arena *a, Emit *e, Err *err);

/* A record that is no row (ROWS_BAD), or one that the file ends within: set aside whole. */
MUST_USE Status load_bad_row(const Row *row, Emit *e, Err *err);

/* What lies within the row: its records, and what of them was not understood, with the row's text so that it can be mended.
 * `alone`: the row itself is no record and none in it stands, so that the first fault is the row's. */
MUST_USE Status load_within(Emit *e, const EachMade *m, const FactRow *row, bool alone, Err *err);

/* An id for a response that has none, by its bytes and how often they came before: its answers need one to belong to. */
Str load_row_key(StrMap *seen, Str bytes, Arena *a);
bool load_is_row_key(Str id);      /* or an answer's of such a response: another spelling of the row has another */

/* The answers a mapping names (`answer = Comment, Why`): one record each, of a response that stands. */
typedef struct LoadAnswers {
    const Plan *plan;
    int        *column;     /* of each of them; -1: the file has none */
    StrMap      keyless;    /* cells of the rows without an id, so that twins stay two */
    Arena      *a;
} LoadAnswers;

void load_answers_open(LoadAnswers *l, const Plan *p, Arena *a);
void load_answers_key(LoadAnswers *l, const Str *cell, size_t n, PlanRow *row, Arena *scratch);   /* before the row is emitted */
MUST_USE Status load_answers(const LoadAnswers *l, const Str *cell, size_t n, const PlanRow *of, Arena *scratch, Emit *e, Err *err);

/* Columns whose header is blank: found before, seen at every row; what they are called. */
void load_nameless_open(const Job *j, Arena *a, Emit *e);
void load_nameless_see(Emit *e, const Row *row);
Str  load_nameless(size_t column, Arena *a);

/* Who wrote the numbers of a table that is read by cells. */
PlanNumbers load_numbers(const Job *j);
/* How many values were left out for the names that they come with. */
void load_say_held(Emit *e);

/* A line of a CSV that is no data: a total, a report's footer, the header once more. */
bool load_is_footer(const Row *row, const Job *j, bool failed);

/* The first cell past the header's width, quarantined once a file; counts narrow and wide rows. */
MUST_USE Status load_check_width(const Row *row, const Job *j, Emit *e, bool *torn, Err *err);

#endif
