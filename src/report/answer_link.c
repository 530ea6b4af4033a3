/* answer_link.c - the review queue, and why an alias belongs to its account. */
#include "report/answer_in.h"
#include "store/sql_ids.h"

enum { LINKS_MAX = 50 };

/* The evidence of all pairs one[r], other[r] in one reading: a statement a pair would be planned five hundred times. */
static Status evidence_load(Store *s, int statement, const int64_t *one, const int64_t *other, size_t n, Arena *a, Table *out, Err *err)
{
    return store_fetch(s, statement, STORE_ARGS(DB_TEXT(id_list(a, one, n)), DB_TEXT(id_list(a, other, n))), a, out, err);
}

static void put_waterfall(const Table *t, int64_t one, int64_t other, Arena *a, JsonOut *j)
{
    const int64_t *of = col_int(t, "one_id");
    json_array(j, "evidence");
    for (size_t r = rows_from(of, t->n, one); r < t->n && of[r] == one; r++) {
        if (col_int(t, "other_id")[r] != other)
            continue;
        json_object(j, NULL);
        put_text_at(j, "field", t, "field", r);
        put_worded_at(j, "level", a, t, "level", r);
        put_f64_at(j, "bits", t, "bits", r);
        json_end(j);
    }
    json_end(j);
}

static void put_side(JsonOut *j, const char *key, const Table *t, size_t r, const char *const col[9])
{
    static const char *const name[] = { "source", "name", "id", "domain", "email", "country", "city" };
    json_object(j, key);
    put_int_at(j, "alias", t, col[7], r);
    for (size_t i = 0; i < COUNT_OF(name); i++)
        put_text_at(j, name[i], t, col[i], r);
    put_text_at(j, "title", t, col[8], r);
    json_end(j);
}

/* All doubts by cause; returns how many there are in *total. */
static Status put_causes(Store *s, Arena *a, JsonOut *j, int64_t *total, Err *err)
{
    Table t;
    Status st = store_fetch(s, SQL_REPORT_REVIEW_CAUSES, STORE_NO_ARGS, a, &t, err);
    *total = 0;
    if (st)
        return st;
    json_array(j, "causes");
    for (size_t r = 0; r < t.n; r++) {
        json_object(j, NULL);
        put_text_at(j, "kind", &t, "kind", r);
        put_worded_at(j, "why", a, &t, "why", r);
        put_int_at(j, "doubts", &t, "n", r);
        put_f64_at(j, "probability", &t, "probability", r);
        put_int_at(j, "most_money_minor", &t, "money", r);
        json_end(j);
        *total += col_int(&t, "n")[r];
    }
    json_end(j);
    return ST_OK;
}

Status answer_reviews(Store *s, const AnswerQuery *q, Arena *a, JsonOut *j, Err *err)
{
    static const char *const left[] = { "other_source", "other_name", "other_said_id", "other_domain", "other_email", "other_country", "other_city", "other_id", "other_title" };
    static const char *const right[] = { "source", "name", "said_id", "domain", "email", "country", "city", "alias_id", "title" };
    Table t, links, persons;
    (void)q;
    Status st = store_fetch(s, SQL_REPORT_REVIEW_QUEUE, STORE_ARGS(DB_INT(REVIEW_MAX)), a, &t, err);
    if (!st)
        st = evidence_load(s, SQL_REPORT_LINK_EVIDENCE, col_int(&t, "alias_id"), col_int(&t, "other_id"), t.n, a, &links, err);
    if (!st)
        st = evidence_load(s, SQL_REPORT_PERSON_EVIDENCE, col_int(&t, "other_id"), col_int(&t, "alias_id"), t.n, a, &persons, err);
    if (st)
        return st;
    json_object(j, NULL);
    json_array(j, "reviews");
    for (size_t r = 0; r < t.n; r++) {
        json_object(j, NULL);
        bool person = str_eq(text_at(&t, "kind", r), STR("person"));
        int64_t alias = col_int(&t, "alias_id")[r], other = int_at(&t, "other_id", r, 0);
        put_text_at(j, "kind", &t, "kind", r);
        put_ref(j, "account", col_int(&t, "account_id")[r], text_at(&t, "account", r));
        if (col_int(&t, "other_account_id")[r] == col_int(&t, "account_id")[r])
            json_null(j, "other_account");
        else
            put_ref(j, "other_account", col_int(&t, "other_account_id")[r], text_at(&t, "other_account", r));
        put_side(j, "one", &t, r, left);
        put_side(j, "other", &t, r, right);
        put_f64_at(j, "probability", &t, "probability", r);
        put_worded_at(j, "why", a, &t, "why", r);
        put_int_at(j, "money_minor", &t, "money", r);
        put_f64_at(j, "gain", &t, "gain", r);
        if (person)
            put_waterfall(&persons, other, alias, a, j);
        else
            put_waterfall(&links, alias, other, a, j);
        json_end(j);
    }
    json_end(j);
    int64_t total = 0;
    st = put_causes(s, a, j, &total, err);
    json_int(j, "total", total);
    json_end(j);
    return st;
}

/* The record that somebody's own was joined with: what a person may keep apart. */
static void put_joined(const Table *t, size_t r, JsonOut *j)
{
    if (!int_at(t, "other_id", r, 0)) {
        json_null(j, "other");
        return;
    }
    json_object(j, "other");
    put_int_at(j, "alias", t, "other_id", r);
    put_text_at(j, "source", t, "other_source", r);
    put_text_at(j, "name", t, "other_name", r);
    put_text_at(j, "id", t, "other_said_id", r);
    json_end(j);
}

Status answer_links(Store *s, const AnswerQuery *q, Arena *a, JsonOut *j, Err *err)
{
    Table t, links;
    Status st = store_fetch(s, SQL_REPORT_LINKS_OF, STORE_ARGS(DB_TEXT(q->q), DB_INT(LINKS_MAX)), a, &t, err);
    if (!st && !t.n)
        st = ERR(err, ST_NOT_FOUND, "nobody is called '%.*s'", STR_ARG(q->q));
    if (!st)
        st = evidence_load(s, SQL_REPORT_LINK_EVIDENCE, col_int(&t, "node_id"), col_int(&t, "other_id"), t.n, a, &links, err);
    if (st)
        return st;
    json_object(j, NULL);
    json_array(j, "links");
    for (size_t r = 0; r < t.n; r++) {
        json_object(j, NULL);
        put_int_at(j, "alias", &t, "alias_id", r);
        put_text_at(j, "source", &t, "source", r);
        put_text_at(j, "name", &t, "name", r);
        put_text_at(j, "id", &t, "said_id", r);
        put_text_at(j, "email", &t, "email", r);
        put_text_at(j, "domain", &t, "domain", r);
        put_int_at(j, "account", &t, "account_id", r);
        put_text_at(j, "account_name", &t, "account", r);
        put_f64_at(j, "probability", &t, "probability", r);
        put_text_at(j, "how", &t, "how", r);
        put_joined(&t, r, j);
        put_waterfall(&links, col_int(&t, "node_id")[r], int_at(&t, "other_id", r, 0), a, j);
        json_end(j);
    }
    json_end(j);
    json_end(j);
    return ST_OK;
}
