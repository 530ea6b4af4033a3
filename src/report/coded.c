#include "report/coded.h"

#include "report/answer_in.h"

/* The codes of all comments of the answer, and whose are wanted. */
typedef struct Whose {
    const Table *code, *mood;
    int64_t account, comment;
} Whose;

/* The words within [from, to) that made the value: "from-to:weight ..." of the sentences there. */
static void put_felt(JsonOut *j, const Whose *c, Str text, int64_t from, int64_t to)
{
    const Table *m = c->mood;
    json_array(j, "words");
    for (size_t r = rows_from(col_int(m, "account_id"), m->n, c->account); r < m->n && col_int(m, "account_id")[r] == c->account; r++) {
        if (col_int(m, "comment_id")[r] != c->comment || col_int(m, "span_from")[r] >= to || col_int(m, "span_to")[r] <= from)
            continue;
        for (Str rest = text_at(m, "words", r); rest.n;) {
            int64_t at, end;
            double weight;
            Str word = str_cut(&rest, ' '), begin = str_cut(&word, '-'), stop = str_cut(&word, ':');
            if (!str_to_i64(begin, &at) || !str_to_i64(stop, &end) || !str_to_f64(word, &weight) || at < from || end > to)
                continue;
            json_object(j, NULL);
            json_int(j, "from", (int64_t)utf16_offset(text, (size_t)at));
            json_int(j, "to", (int64_t)utf16_offset(text, (size_t)end));
            json_f64(j, "weight", weight);
            json_end(j);
        }
    }
    json_end(j);
}

/* A row of d_code, or of d_mood: then with a state. */
static void put_code(JsonOut *j, const Whose *c, const Table *k, size_t r, bool sentence, Str text)
{
    int64_t from = col_int(k, "span_from")[r], to = col_int(k, "span_to")[r];
    if (from < 0 || to < from)
        return;
    json_object(j, NULL);
    json_int(j, "from", (int64_t)utf16_offset(text, (size_t)from));
    json_int(j, "to", (int64_t)utf16_offset(text, (size_t)to));
    json_str(j, "kind", sentence ? STR("sentiment") : STR("theme"));
    json_text(j, "theme", sentence ? STR("") : text_at(k, "theme", r));
    put_f64_at(j, "value", k, "value", r);
    json_text(j, "state", sentence ? text_at(k, "state", r) : STR(""));
    put_felt(j, c, text, from, to);
    json_end(j);
}

/* Themes first, then the sentences that feel something, or whose words must not be taken at their face. */
static void put_codes(JsonOut *j, const Whose *c, Str text)
{
    const Table *k = c->code, *m = c->mood;
    json_array(j, "codes");
    for (size_t r = rows_from(col_int(k, "account_id"), k->n, c->account); r < k->n && col_int(k, "account_id")[r] == c->account; r++)
        if (col_int(k, "comment_id")[r] == c->comment && str_eq(col_text(k, "kind")[r], STR("theme")))
            put_code(j, c, k, r, false, text);
    for (size_t r = rows_from(col_int(m, "account_id"), m->n, c->account); r < m->n && col_int(m, "account_id")[r] == c->account; r++) {
        bool plain = str_eq(col_text(m, "state")[r], STR("clear"));
        if (col_int(m, "comment_id")[r] == c->comment && (!plain || f64_at(m, "value", r) != 0))
            put_code(j, c, m, r, true, text);
    }
    json_end(j);
}

void coded_put(const Coded *c, const Table *t, size_t r, JsonOut *j)
{
    put_codes(j, &(Whose){ &c->code, &c->mood, col_int(t, "account_id")[r], col_int(t, "comment_id")[r] }, col_text(t, "text")[r]);
}

Status coded_load(Store *s, const Table *t, bool ours, Arena *a, Coded *codes, Err *err)
{
    Str accounts = id_list(a, col_int(t, "account_id"), t->n), comments = id_list(a, col_int(t, "comment_id"), t->n), none = id_list(a, NULL, 0);
    Status st = store_fetch(s, ours ? SQL_SIDE_CODES : SQL_REPORT_CODES, STORE_ARGS(DB_TEXT(accounts), DB_TEXT(comments)), a, &codes->code, err);
    /* What our own people wrote is not scored by the sentence. */
    return st ? st : store_fetch(s, SQL_REPORT_MOODS, STORE_ARGS(DB_TEXT(ours ? none : accounts), DB_TEXT(ours ? none : comments)), a, &codes->mood, err);
}
