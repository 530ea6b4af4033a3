#include "ingest/answer.h"

#include "ingest/amount.h"
#include "ingest/clean.h"

/* Positions in kinds[KIND_ANSWER]; a test holds them against the table. */
enum { RESPONSE_ID, QUESTION, LABEL, NUMBER, TEXT, ANSWERED_AT, ANSWER_FIELDS };

static FactValue text_value(Str s) { return (FactValue){ .has = s.n > 0, .s = s }; }

bool answer_fill(const Answer *in, Arena *a, FactValue *value)
{
    Str v = clean_text(in->value, a);
    double number = 0;
    if (kinds[KIND_ANSWER].n_field != ANSWER_FIELDS)
        bug("kind 'answer' has changed");
    if (!v.n)
        return false;
    for (int i = 0; i < ANSWER_FIELDS; i++)
        value[i] = text_value(STR(""));
    value[RESPONSE_ID] = text_value(in->response_id);
    value[QUESTION] = text_value(in->question);
    value[LABEL] = text_value(in->label);
    value[ANSWERED_AT] = in->at;
    bool numeric = in->kind != ANSWER_OPEN && !number_parse(v, DECIMAL_UNKNOWN, &number);
    if (numeric) {
        value[NUMBER] = (FactValue){ .has = true, .f = number, .s = STR("") };
    } else if (in->kind == ANSWER_OPEN) {
        value[TEXT] = text_value(v);
    } else {
        value[NUMBER] = (FactValue){ .has = true, .f = 1, .s = STR("") };
        value[LABEL] = text_value(str_fmt(a, "%.*s = %.*s", STR_ARG(in->label), STR_ARG(v)));
    }
    return true;
}
