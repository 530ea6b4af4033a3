#include "ingest/survey_json.h"

#include <jansson.h>

#include "base/buf.h"
#include "model/limits.h"
#include "read/json.h"

static const char divider[] = "\x1F";

static void put_scalar(Buf *b, const json_t *v)
{
    if (json_is_string(v))
        buf_put(b, (Str){ json_string_value(v), json_string_length(v) });
    else if (json_is_integer(v))
        buf_printf(b, "%lld", (long long)json_integer_value(v));
    else if (json_is_real(v))
        buf_printf(b, "%.15g", json_real_value(v));
    else if (json_is_boolean(v))
        buf_puts(b, json_is_true(v) ? "true" : "false");
}

static Str cell_text(const json_t *v, Arena *a, bool *over)
{
    Buf b;
    buf_init(&b, LIMIT_FIELD);
    for (size_t i = 0; json_is_array(v) && i < json_array_size(v); i++) {
        const json_t *one = json_array_get(v, i);
        buf_puts(&b, i ? divider : "");
        put_scalar(&b, json_is_object(one) ? json_object_get(one, "text") : one);
    }
    put_scalar(&b, v);
    Str out = str_dup(a, buf_str(&b));
    *over |= b.over;
    buf_release(&b);
    return out;
}

/* The name must live as long as the table; returns the column, or LIMIT_COLUMNS when there are too many. */
static size_t set_cell(SurveyTable *t, Row *row, Str name, const json_t *v, Arena *a)
{
    size_t c = strmap_put(&t->column, name, NULL);
    if (c >= LIMIT_COLUMNS)
        return LIMIT_COLUMNS;
    bool over = false;
    row->cell[c] = cell_text(v, a, &over);
    if (over)
        row->reason = "cell is over the limit";
    row->n = c + 1 > row->n ? c + 1 : row->n;
    t->list[c] |= json_is_array(v);
    return c;
}

static void new_cells(const SurveyTable *t, Row *row, size_t more, Arena *a)
{
    row->cell = ARENA_NEW_N(a, Str, t->column.n + more);
    for (size_t i = 0; i < t->column.n + more; i++)
        row->cell[i] = STR("");
}

static void fill_qualtrics(SurveyTable *t, Row *row, json_t *object, Arena *a)
{
    const char *key;
    json_t *v, *values = json_object_get(object, "values"), *labels = json_object_get(object, "labels");
    new_cells(t, row, json_object_size(values) + 2, a);
    (void)set_cell(t, row, survey_known_name(STR("_recordId")), json_object_get(object, "responseId"), a);
    json_object_foreach(values, key, v) {
        json_t *label = json_object_get(labels, key);
        Str own = survey_known_name(str_of(key));      /* Qualtrics' own field: its code is what is known */
        if (strcmp(key, "_recordId") != 0)
            (void)set_cell(t, row, own.n ? own : str_dup(a, str_of(key)), label && !json_is_null(label) && !own.n ? label : v, a);
    }
}

static void ask(SurveyTable *t, size_t c, Str words, bool open)
{
    if (c < LIMIT_COLUMNS && !t->asked[c].n) {
        t->asked[c] = words;
        t->open[c] = open;
    }
}

/* {"value":{"free_response","scale","select_one":{"text"},"select_many":[{"text"}]},"question":{"id","text"}} */
static void fill_additional(SurveyTable *t, Row *row, json_t *answer, Arena *a)
{
    json_t *value = json_object_get(answer, "value"), *question = json_object_get(answer, "question");
    json_t *open = json_object_get(value, "free_response"), *scale = json_object_get(value, "scale");
    json_t *one = json_object_get(json_object_get(value, "select_one"), "text"), *many = json_object_get(value, "select_many");
    const char *id = json_string_value(json_object_get(question, "id")), *words = json_string_value(json_object_get(question, "text"));
    if (!id)
        return;
    json_t *got = json_is_string(open) ? open : json_is_number(scale) ? scale : one && !json_is_null(one) ? one : json_array_size(many) ? many : NULL;
    if (got)
        ask(t, set_cell(t, row, str_dup(a, str_of(id)), got, a), str_dup(a, str_of(words ? words : id)), got == open);
}

static void fill_delighted(SurveyTable *t, Row *row, json_t *object, Arena *a)
{
    const char *key, *under;
    json_t *v, *w, *more = json_object_get(object, "additional_answers");
    const char *type = json_string_value(json_object_get(object, "survey_type"));
    size_t most = json_object_size(object) + json_array_size(more);
    json_object_foreach(object, key, v)
        most += json_object_size(v);
    new_cells(t, row, most, a);
    json_object_foreach(object, key, v) {
        bool other = strcmp(key, "score") == 0 && type && strcmp(type, "nps") != 0;
        Str name = other ? str_fmt(a, "%s score", type) : str_dup(a, str_of(key));
        json_object_foreach(v, under, w)
            (void)set_cell(t, row, str_fmt(a, "%s.%s", key, under), w, a);
        size_t c = json_is_object(v) || json_is_array(v) ? LIMIT_COLUMNS : set_cell(t, row, name, v, a);
        if (other || strcmp(key, "comment") == 0)
            ask(t, c, name, !other);
    }
    for (size_t i = 0; i < json_array_size(more); i++)
        fill_additional(t, row, json_array_get(more, i), a);
}

static void add_row(SurveyTable *t, Str text, int64_t line, bool qualtrics, Arena *a)
{
    if (t->n == t->cap) {
        size_t cap = t->cap ? t->cap * 2 : 256;
        Row *more = ARENA_NEW_N(a, Row, cap);
        if (t->n)
            memcpy(more, t->row, t->n * sizeof *more);
        t->row = more;
        t->cap = cap;
    }
    Row *row = &t->row[t->n++];
    *row = (Row){ .line = line, .raw = text };
    json_t *object = text.n > LIMIT_LINE ? NULL : json_loadb(text.p, text.n, 0, NULL);
    if (json_is_object(object))
        (qualtrics ? fill_qualtrics : fill_delighted)(t, row, object, a);
    else
        row->reason = text.n > LIMIT_LINE ? "record is over the limit" : "not valid JSON";
    json_decref(object);
}

/* Between two objects: blanks and, in an array, commas. */
static size_t gap_end(Str s, size_t i, bool lines)
{
    while (i < s.n && (s.p[i] == ' ' || s.p[i] == '\t' || s.p[i] == '\r' || s.p[i] == '\n' || (s.p[i] == ',' && !lines)))
        i++;
    return i;
}

Status survey_json_read(const Job *j, Arena *a, SurveyTable *out, Err *err)
{
    Str text;
    size_t at = 0, counted = 0;
    int64_t line = 1;
    Status st = job_text(j, LIMIT_JSON_FILE, a, &text, err);
    if (st)
        return st;
    strmap_init(&out->column, a);
    if (!j->lines && !json_array_start(text, &at))
        return ERR(err, ST_INVALID, "JSON without an array of objects");
    for (at = gap_end(text, at, j->lines); at < text.n && (j->lines || text.p[at] != ']'); at = gap_end(text, at, j->lines)) {
        const char *nl = memchr(text.p + at, '\n', text.n - at);
        size_t end = !j->lines ? json_value_end(text, at) : nl ? (size_t)(nl - text.p) : text.n;
        end = end == SIZE_MAX ? text.n : end;
        for (; counted < at; counted++)
            line += text.p[counted] == '\n';
        Str one = str_trim(str_sub(text, at, end - at));
        if (one.n)
            add_row(out, one, line, j->style == SURVEY_QUALTRICS, a);
        at = end > at ? end : at + 1;
    }
    return ST_OK;
}

void survey_json_open(const Job *j, const MapSection *s, const SurveyTable *t, Arena *a, Survey *out)
{
    *out = (Survey){ .style = j->style, .nps = -1, .csat = -1, .zone = STR(""), .column = t->column.key, .n_column = t->column.n };
    out->question = ARENA_NEW_N(a, Question, t->column.n + 1);
    for (size_t i = 0; i < t->column.n && i < LIMIT_COLUMNS; i++) {
        Str name = t->column.key[i];
        bool qualtrics = j->style == SURVEY_QUALTRICS;      /* its questions' words are not in the export */
        if (survey_skips(j, s, name) || (!qualtrics && !t->asked[i].n))
            continue;
        Question *q = survey_add(out, (int)i, name, qualtrics ? name : t->asked[i], a);
        q->told_open = qualtrics ? str_ends(name, STR("TEXT")) : t->open[i];
        q->told_choice = !q->told_open;
        q->cut = t->list[i] ? str_of(divider) : STR("");
    }
}
