/* survey.h - what the columns of a survey export ask.
 *
 * Headers    Qualtrics: a record of names, one of questions (localised, with newlines), one of
 *            {"ImportId":...,"timeZone":...}, which may be mis-quoted or missing; so may the questions be when
 *            they repeat the names.  Legacy Qualtrics: V1, V2, ... and then the names; both records are used.
 *            Two rows (SurveyMonkey): a question stands over its options, blank cells behind it belong to
 *            it; the second row has the option, "Response" or "Open-Ended Response".  Plain: one record.
 * Columns    the mapping's own columns and the shape's `leave` list are no questions; neither are
 *            display orders (_DO), timings ("_First Click", "_Page Submit", ...) and *_NPS_GROUP.
 * Kinds      decided over a sample of rows: numbers when at least half of the answers are; otherwise open
 *            when the export says so (ImportId or name ending in TEXT, "Open-Ended Response") or the answers
 *            are long or rarely repeat; otherwise a choice.
 * NPS        the column next to X_NPS_GROUP; else the first number column that asks to recommend (in six
 *            languages) whose values all lie in 0..10 and reach above 5.
 * Zone       of times: the timeZone of the ImportId record.
 */
#ifndef TL_INGEST_SURVEY_H
#define TL_INGEST_SURVEY_H

#include "base/map.h"
#include "ingest/answer.h"
#include "ingest/job.h"

typedef struct Question {
    int        column;
    Str        id, label;
    AnswerKind kind;
    bool       told_open;       /* the export itself says that it is free text */
    int64_t    n, numeric, in_nps, above_five, letters;
    StrMap     seen;            /* distinct answers, up to a limit */
} Question;

typedef struct Survey {
    Question *question;
    size_t    n;
    size_t    header;           /* records before the first response */
    Str      *column;           /* names to bind the mapping to */
    size_t    n_column;
    Str       zone;
    int       nps;              /* index into question; -1: none */
} Survey;

/* The header records of a job whose first one is job->column. */
MUST_USE Status survey_open(const Job *j, const MapSection *s, Arena *a, Survey *out, Err *err);

void survey_look(Survey *s, const Str *cell, size_t n, Arena *scratch);
void survey_settle(Survey *s);

#endif
