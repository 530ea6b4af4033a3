#include "ingest/answer.h"

#include "ingest/amount.h"
#include "ingest/clean.h"

/* Positions in kinds[KIND_ANSWER]; a test holds them against the table. */
enum { RESPONSE_ID, QUESTION, LABEL, NUMBER, TEXT, ANSWERED_AT };

/* Member by member where it stays: a value copied as a whole right behind its making waits for the memory. */
static void put_text(FactValue *v, Str s)
{
    v->has = s.n > 0;
    v->s = s;
}

static void put_number(FactValue *v, double number)
{
    v->has = true;
    v->f = number;
}

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
    put_number(&value[NUMBER], 1);
    put_text(&value[LABEL], str_cat(a, 3, (const Str[]){ in->label, STR(" = "), choice }));
}

bool answer_fill(const Answer *in, Arena *a, FactValue *value)
{
    Str v = clean_text(in->value, a);
    double number = 0;
    if (kinds[KIND_ANSWER].n_field != ANSWER_FIELDS)
        bug("kind 'answer' has changed");
    if (!v.n)
        return false;
    for (int i = 0; i < ANSWER_FIELDS; i++) {
        value[i].i = 0;
        value[i].f = 0;
        put_text(&value[i], STR(""));
    }
    put_text(&value[RESPONSE_ID], in->response_id);
    put_text(&value[QUESTION], in->question);
    put_text(&value[LABEL], in->label);
    value[ANSWERED_AT] = in->at;
    switch (in->kind) {
    case ANSWER_OPEN:
        put_text(&value[TEXT], v);
        break;
    case ANSWER_NUMBER:
        if (answer_number(v, &number))
            put_number(&value[NUMBER], number);
        else
            put_choice(in, v, a, value);
        break;
    case ANSWER_CHOICE:
        if (!number_parse(v, DECIMAL_UNKNOWN, &number))
            put_number(&value[NUMBER], number);
        else
            put_choice(in, v, a, value);
        break;
    case ANSWER_TICK: case ANSWER_MANY:
        put_choice(in, in->kind == ANSWER_TICK && in->option.n ? in->option : v, a, value);
        break;
    case ANSWER_NONE:
        return false;
    }
    return true;
}
