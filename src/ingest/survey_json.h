/* survey_json.h - survey responses as JSON, laid out as rows and columns.
 *
 * Qualtrics  {"responses":[...]} or one object a line; each has responseId, values{}, labels{}, and lists of what
 *            was displayed (not taken).  `values` says codes, `labels` the words for them: words count where there
 *            are any.  A list is a question of several choices; they stand in one cell, divided by U+001F.
 * Delighted  an array or lines; scalars by their paths, two levels deep; each of additional_answers is a column with
 *            its question's id and words.  `score` is the likelihood to recommend only where survey_type is nps: the
 *            column of another type is "csat score" and the like.
 * Columns    every key of any response, in the order met; Qualtrics' own fields by the names they have in its CSV.
 *            A row ends with the last column known when it was read: what is behind is missing.
 * Bad        a response that is not JSON is a row with a reason.  ST_TOO_BIG past LIMIT_JSON_FILE.
 */
#ifndef TL_INGEST_SURVEY_JSON_H
#define TL_INGEST_SURVEY_JSON_H

#include "ingest/survey.h"
#include "model/limits.h"

typedef struct SurveyTable {
    Row *row;
    size_t  n, cap;
    StrMap  column;
    bool    list[LIMIT_COLUMNS];      /* a column that held a list */
    Str     asked[LIMIT_COLUMNS];     /* the question's words; .n == 0: not told */
    bool    open[LIMIT_COLUMNS];      /* answered in own words */
} SurveyTable;

MUST_USE Status survey_json_read(const Job *j, Arena *a, SurveyTable *out, Err *err);

/* The questions of a table. */
void survey_json_open(const Job *j, const MapSection *s, const SurveyTable *t, Arena *a, Survey *out);

#endif
