/* survey.h - what the columns of a survey export ask.
 *
 * Headers    Qualtrics: a record of names, one of questions (localised, with newlines), one of
 *            {"ImportId":...,"timeZone":...}, which may be mis-quoted or missing; so may the questions be when
 *            they repeat the names.  Where ImportIds are, they say what a column is, whatever its name.
 *            Legacy Qualtrics: V1, V2, ... and then the names; both records are used.
 *            Two rows (SurveyMonkey): a question stands over its options, blank cells behind it belong to
 *            it; the second row has the option, "Response" or "Open-Ended Response", is blank in a condensed
 *            export, or is missing: then the second record has a respondent's id.  Plain: one record.
 *            HTML, newlines and pipes ({{...}}) are taken out of a question's words.
 *            LimeSurvey's names by numbers (123456X12X346SQ001) are a question and its sub-question; their words stand behind the name,
 *            or in the record above the header.
 * Headers again  a record below that repeats one of the header records is no response (survey_repeats).
 * Columns    the mapping's own columns and the shape's `leave` list are no questions; neither are
 *            display orders (_DO), timings ("_First Click", "_Page Submit", ...), *_NPS_GROUP, and what text
 *            analysis added (Topics, Sentiment, ...).
 * Kinds      decided over a sample of rows: numbers when at least half of the answers are; otherwise open
 *            when the export says so (ImportId or name ending in TEXT, "Open-Ended Response") or the answers
 *            are long or rarely repeat; otherwise a choice.  A column is a tick when its one value is its
 *            own option, or a mark (1, Y, Yes) that its neighbours of the same question share; it holds many
 *            choices when cutting its cells leaves parts of which most come back in other cells: at "," in
 *            Qualtrics (a comma before a blank is a choice's own), at ";", " / " or ", " in plain headers (the
 *            last only when every part comes back); where options have columns nothing is cut.  None, and no answers, when
 *            half of the values or more are e-mail addresses.
 * NPS        the column next to X_NPS_GROUP; else the first number column that asks to recommend (in eight
 *            languages), else is called NPS or Net Promoter, whose values lie in 0..10 (all, but for one or one in ten, which are
 *            set aside) and reach above 5.
 * CSAT       the first question that asks for satisfaction as a whole, no row of a matrix: numbers on 1..5,
 *            1..7, 0..10 or 1..10 (told by the largest), or the words of a five-step scale in six languages.
 * Zone       of times: the timeZone of the ImportId record.
 */
#ifndef TL_INGEST_SURVEY_H
#define TL_INGEST_SURVEY_H

#include "base/map.h"
#include "ingest/answer.h"
#include "ingest/job.h"
#include "ingest/memo.h"

typedef struct Question {
    int        column;
    Str        id, label;
    Str        stem, option;    /* the label's two parts, of one column among several of a question; "" */
    Str        group;           /* columns of one question share it */
    AnswerKind kind;
    bool       told_open;       /* the export itself says that it is free text, */
    bool       told_choice;     /* a question answered by picking, */
    bool       told_tick;       /* one option of it */
    int64_t    n, numeric, in_nps, above_five, letters, addresses;
    double     low, high;       /* of what is numeric */
    StrMap     seen;            /* distinct answers, up to a limit */
    Str        cut;             /* of ANSWER_MANY */
} Question;

typedef struct Survey {
    Question *question;
    size_t    n;
    size_t    header;           /* records before the first response */
    Str      *column;           /* names to bind the mapping to */
    size_t    n_column;
    Str      *head[3];          /* the header records, as read */
    size_t    width[3], n_head;
    Str      *above;            /* the record over the header, a cell a column: words of questions that have numbers for names; NULL: none */
    SurveyStyle style;
    Str       zone;
    bool      zone_asked;       /* an export whose zone stands in its header, if it stands anywhere */
    int       nps;              /* index into question; -1: none */
    int       csat;
    double    csat_low, csat_high;   /* equal: the answers are words */
} Survey;

/* The header records of a job whose first one is job->column. */
MUST_USE Status survey_open(const Job *j, const MapSection *s, Arena *a, Survey *out, Err *err);

Question *survey_add(Survey *out, int column, Str id, Str label, Arena *a);

/* The name in Qualtrics' CSV of one of its own fields, by its ImportId; "": none of them. */
Str survey_known_name(Str import_id);

/* Whether a name is the mapping's, on the `leave` list, or clutter: no question. */
bool survey_numbered(Str name);        /* "3. What went wrong?" */
bool survey_skips(const Job *j, const MapSection *s, Str name);

/* A header record once more, in the middle of the data. */
bool survey_repeats(const Survey *s, const Str *cell, size_t n);

void survey_look(Survey *s, const Str *cell, size_t n, Arena *scratch);
void survey_settle(Survey *s, Arena *a);

/* What was settled, for rows that are read again; and taken from there, in place of survey_look() and survey_settle(). */
void survey_note(const Survey *s, Memo *m);
void survey_as_noted(Survey *s, const Memo *m);

/* "{"ImportId":"QID1","timeZone":"Z"}" and its mis-quoted forms: the value of `name`, or "". */
Str survey_import_value(Str cell, Str name);

/* Satisfaction by words, 0 to 1; false: not one of the words. */
bool survey_satisfaction(Str s, double *out);

#endif
