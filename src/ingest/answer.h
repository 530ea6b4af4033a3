/* answer.h - one item of a survey response as a record of kind "answer".
 *
 * number   what reads as a number, in any question but an open one; "4 - Good" counts by its leading number
 *          in a question of numbers;
 * text     words, where the question is an open one;
 * choice   words picked from a list are not text anybody wrote: they become number = 1 and the label
 *          "question = choice", so that open text and choices stay apart;
 * tick     a column of its own for each option of a question: "question = option", number = 1;
 * many     several choices in one cell: the caller cuts them apart and hands each on as a choice
 *          (answer_cut), so that there is one answer an option, codes as well as words;
 * none     a column of e-mail addresses: whose they are is no answer, and nothing to quote.
 */
#ifndef TL_INGEST_ANSWER_H
#define TL_INGEST_ANSWER_H

#include "store/fact.h"

enum { ANSWER_FIELDS = 6 };   /* of kinds[KIND_ANSWER] */

typedef enum AnswerKind { ANSWER_OPEN, ANSWER_NUMBER, ANSWER_CHOICE, ANSWER_TICK, ANSWER_MANY, ANSWER_NONE } AnswerKind;

typedef struct Answer {
    AnswerKind kind;
    Str        response_id, question, label, value;
    FactValue  at;
    Str        option;      /* of a tick */
} Answer;

/* Fills ANSWER_FIELDS values, one a field of kind "answer"; false: nothing was answered. */
bool answer_fill(const Answer *in, Arena *a, FactValue *value);

/* The next choice of a cell whose choices stand between `sep`; "," cuts only where no blank follows it. */
Str answer_cut(Str *rest, Str sep);

/* "4", "4.5", "4 - Good": the number; false for anything else. */
bool answer_number(Str s, double *out);

#endif
