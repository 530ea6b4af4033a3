#include "ingest/answer.h"

#include "ingest/amount.h"
#include "ingest/clean.h"

/* Positions in kinds[KIND_ANSWER]; a test holds them against the table. */
enum { RESPONSE_ID, QUESTION, LABEL, NUMBER, TEXT, ANSWERED_AT, ANSWER_FIELDS };

static FactValue text_value(Str s) { return (FactValue){ .has = s.n > 0, .s = s }; }

Str answer_cut(Str *rest, Str sep)
{
    size_t at = 0;
    for (; at < rest->n; at++) {
        bool here = str_starts(str_sub(*rest, at, sep.n), sep);
        if (here && !(str_eq(sep, STR(",")) && at + 1 < rest->n && rest->p[at + 1] == ' '))
            break;
    }
    Str part = str_sub(*rest, 0, at);
    *rest = str_sub(*rest, at + sep.n, rest->n);
    return str_trim(part);
}

bool answer_number(Str s, double *out)
{
    size_t n = 0;
    s = str_trim(s);
    if (!number_parse(s, DECIMAL_UNKNOWN, out))
        return true;
    while (n < s.n && s.p[n] >= '0' && s.p[n] <= '9')
        n++;
    Str rest = str_sub(s, n, s.n);
    bool worded = str_starts(rest, STR(" - ")) || str_starts(rest, STR(" \xE2\x80\x93 ")) || str_starts(rest, STR(" ("))
        || str_starts(rest, STR(": ")) || str_starts(rest, STR(" = "));
    return n && n <= 3 && worded && str_to_f64(str_sub(s, 0, n), out);
}

static void put_choice(const Answer *in, Str choice, Arena *a, FactValue *value)
{
    value[NUMBER] = (FactValue){ .has = true, .f = 1, .s = STR("") };
    value[LABEL] = text_value(str_cat(a, 3, (const Str[]){ in->label, STR(" = "), choice }));
}

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
    switch (in->kind) {
    case ANSWER_OPEN:
        value[TEXT] = text_value(v);
        break;
    case ANSWER_NUMBER:
        if (answer_number(v, &number))
            value[NUMBER] = (FactValue){ .has = true, .f = number, .s = STR("") };
        else
            put_choice(in, v, a, value);
        break;
    case ANSWER_CHOICE:
        if (!number_parse(v, DECIMAL_UNKNOWN, &number))
            value[NUMBER] = (FactValue){ .has = true, .f = number, .s = STR("") };
        else
            put_choice(in, v, a, value);
        break;
    case ANSWER_TICK: case ANSWER_MANY:
        put_choice(in, in->kind == ANSWER_TICK && in->option.n ? in->option : v, a, value);
        break;
    }
    return true;
}
