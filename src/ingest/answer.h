/* answer.h - one item of a survey response as a record of kind "answer".
 *
 * number   what reads as a number, in any question but an open one;
 * text     words, where the question is an open one;
 * choice   words picked from a list are not text anybody wrote: they become number = 1 and the label
 *          "question = choice", so that open text and choices stay apart.
 */
#ifndef TL_INGEST_ANSWER_H
#define TL_INGEST_ANSWER_H

#include "store/fact.h"

typedef enum AnswerKind { ANSWER_OPEN, ANSWER_NUMBER, ANSWER_CHOICE } AnswerKind;

typedef struct Answer {
    AnswerKind kind;
    Str        response_id, question, label, value;
    FactValue  at;
} Answer;

/* Fills one value a field of kind "answer"; false: nothing was answered. */
bool answer_fill(const Answer *in, Arena *a, FactValue *value);

#endif
