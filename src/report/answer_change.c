#include "report/answer_in.h"

static void put_silence(const Table *t, Arena *a, JsonOut *j)
{
    json_array(j, "silence");
    for (size_t r = 0; r < t->n; r++) {
        json_object(j, NULL);
        put_int_at(j, "account_id", t, "account_id", r);
        put_text_at(j, "account", t, "name", r);
        put_text_at(j, "what", t, "what", r);
        put_day_at(j, "last_day", a, t, "last_day", r);
        put_int_at(j, "days", t, "days", r);
        put_f64_at(j, "usual_days", t, "usual", r);
        put_day_at(j, "expected", a, t, "expected", r);
        put_f64_at(j, "q", t, "q", r);
        put_int_at(j, "revenue_minor", t, "revenue", r);
        json_end(j);
    }
    json_end(j);
}

static void put_words(const Table *t, JsonOut *j)
{
    static const char *const counts[] = { "said", "spoke", "said_before", "spoke_before" };
    json_array(j, "words");
    for (size_t r = 0; r < t->n; r++) {
        json_object(j, NULL);
        put_text_at(j, "word", t, "word", r);
        put_text_at(j, "kind", t, "kind", r);
        for (size_t i = 0; i < COUNT_OF(counts); i++)
            put_int_at(j, counts[i], t, counts[i], r);
        put_f64_at(j, "q", t, "q", r);
        put_text_at(j, "quote", t, "text", r);
        json_str(j, "permission", permission_word(text_at(t, "granted", r)));
        json_end(j);
    }
    json_end(j);
}

/* Row r's object, or element; its parts are of its own number. */
static void put_score(const char *key, const Table *t, size_t r, const Table *part, Arena *a, JsonOut *j)
{
    static const char *const figures[] = { "before", "after", "real_low", "real_high", "modelled", "near_low", "near_high", "worst_low", "worst_high" };
    static const char *const counts[] = { "answered_before", "answered_after", "asked" };
    int64_t id = col_int(t, "change_id")[r];
    json_object(j, key);
    put_text_at(j, "score", t, "score", r);
    put_text_at(j, "label", t, "label", r);
    put_text_at(j, "by", t, "dimension", r);
    put_text_at(j, "value", t, "slice", r);
    put_day_at(j, "since", a, t, "since", r);
    for (size_t i = 0; i < COUNT_OF(figures); i++)
        put_f64_at(j, figures[i], t, figures[i], r);
    for (size_t i = 0; i < COUNT_OF(counts); i++)
        put_int_at(j, counts[i], t, counts[i], r);
    json_array(j, "parts");
    for (size_t k = 0; k < part->n; k++) {
        if (col_int(part, "change_id")[k] != id || !str_eq(text_at(part, "score", k), text_at(t, "score", r)))
            continue;
        json_object(j, NULL);
        put_text_at(j, "part", part, "part", k);
        put_f64_at(j, "value", part, "value", k);
        put_int_at(j, "n", part, "n", k);
        json_end(j);
    }
    json_end(j);
    json_end(j);
}

static Status scores_load(Store *s, int64_t signal, Arena *a, Table *t, Table *part, Err *err)
{
    Status st = store_fetch(s, SQL_REPORT_SCORES, STORE_ARGS(DB_INT(signal)), a, t, err);
    return st ? st : store_fetch(s, SQL_REPORT_SCORE_PARTS, STORE_ARGS(DB_INT(signal)), a, part, err);
}

Status put_score_of_signal(Store *s, int64_t signal, Arena *a, JsonOut *j, Err *err)
{
    Table t, part;
    Status st = scores_load(s, signal, a, &t, &part, err);
    if (!st && t.n)
        put_score("mix", &t, 0, &part, a, j);
    else if (!st)
        json_null(j, "mix");
    return st;
}

Status put_changes(Store *s, Arena *a, JsonOut *j, Err *err)
{
    Table silence, words, scores, parts;
    const struct { int sql; Table *t; } want[] = { { SQL_REPORT_SILENCE, &silence }, { SQL_REPORT_WORDS, &words } };
    for (size_t i = 0; i < COUNT_OF(want); i++) {
        Status st = store_fetch(s, want[i].sql, STORE_NO_ARGS, a, want[i].t, err);
        if (st)
            return st;
    }
    Status st = scores_load(s, 0, a, &scores, &parts, err);
    if (st)
        return st;
    put_silence(&silence, a, j);
    put_words(&words, j);
    json_array(j, "scores");
    for (size_t r = 0; r < scores.n; r++)
        put_score(NULL, &scores, r, &parts, a, j);
    json_end(j);
    return ST_OK;
}

Status answer_changes(Store *s, const AnswerQuery *q, Arena *a, JsonOut *j, Err *err)
{
    (void)q;
    json_object(j, NULL);
    Status st = put_changes(s, a, j, err);
    json_end(j);
    return st;
}
