/* answer_expect.c - what customers expect, how it went, and who expects the same. */
#include "report/answer_in.h"
#include "base/date.h"
#include "report/voice.h"

typedef struct Parts {
    Table set, item, gap, quote;
} Parts;

static void put_items(JsonOut *j, const Table *t, int64_t set, Arena *a)
{
    json_array(j, "topics");
    for (size_t r = 0; r < t->n; r++) {
        if (col_int(t, "set_id")[r] != set)
            continue;
        json_object(j, NULL);
        put_worded_at(j, "topic", a, t, "topic", r);
        put_f64_at(j, "held", t, "held", r);
        put_f64_at(j, "overall", t, "overall", r);
        json_end(j);
    }
    json_end(j);
}

static void put_gaps(JsonOut *j, const Table *t, int64_t set, Arena *a)
{
    static const char *const gap[] = { "gap", "low", "high" };
    json_array(j, "gaps");
    for (size_t r = 0; r < t->n; r++) {
        if (col_int(t, "set_id")[r] != set)
            continue;
        json_object(j, NULL);
        put_text_at(j, "side", t, "side", r);
        put_worded_at(j, "topic", a, t, "topic", r);
        put_range_at(j, "gap", t, gap, r);
        put_int_at(j, "n", t, "n", r);
        put_int_at(j, "accounts", t, "accounts", r);
        put_worded_at(j, "note", a, t, "note", r);
        json_end(j);
    }
    json_end(j);
}

static void put_sentence(JsonOut *j, const Table *t, size_t r, bool hide, Arena *a)
{
    int64_t from = col_int(t, "span_from")[r], to = col_int(t, "span_to")[r];
    json_object(j, NULL);
    json_str(j, "text", voice_text(t, r, str_sub(col_text(t, "text")[r], (size_t)from, (size_t)(to - from)), hide, a));
    put_text_at(j, "kind", t, "kind", r);
    put_text_at(j, "polarity", t, "polarity", r);
    put_worded_at(j, "topic", a, t, "topic", r);
    voice_put_who(j, t, r, hide, a);
    json_end(j);
}

static void put_said(JsonOut *j, const char *key, const Table *t, int64_t set, Str place, bool hide, Arena *a)
{
    json_array(j, key);
    for (size_t r = 0; r < t->n; r++)
        if (col_int(t, "set_id")[r] == set && str_eq(col_text(t, "place")[r], place))
            put_sentence(j, t, r, hide, a);
    json_end(j);
}

static void put_set(JsonOut *j, const Parts *p, size_t r, bool hide, Arena *a)
{
    static const char *const renewal[] = { "renewal", "renewal_low", "renewal_high" }, *const score[] = { "score", "score_low", "score_high" },
                      *const share[] = { "share", "share_low", "share_high" };
    int64_t id = col_int(&p->set, "set_id")[r];
    json_object(j, NULL);
    json_int(j, "id", id);
    put_worded_at(j, "name", a, &p->set, "name", r);
    json_bool(j, "hypothesis", col_int(&p->set, "hypothesis")[r] != 0);
    put_int_at(j, "accounts", &p->set, "accounts", r);
    put_range_at(j, "share", &p->set, share, r);
    put_int_at(j, "revenue_minor", &p->set, "revenue", r);
    put_f64_at(j, "sentences_an_account", &p->set, "sentences", r);
    put_int_at(j, "decisions", &p->set, "decisions", r);
    put_range_at(j, "renewal_against_others", &p->set, renewal, r);
    put_int_at(j, "answers", &p->set, "answers", r);
    put_range_at(j, "score_against_others", &p->set, score, r);
    put_items(j, &p->item, id, a);
    put_gaps(j, &p->gap, id, a);
    put_said(j, "quotes", &p->quote, id, STR("said"), hide, a);
    put_said(j, "workarounds", &p->quote, id, STR("workaround"), hide, a);
    put_said(j, "consequences", &p->quote, id, STR("consequence"), hide, a);
    json_end(j);
}

static Status put_counts(Store *s, Arena *a, JsonOut *j, Err *err)
{
    Table t;
    Status st = store_fetch(s, SQL_REPORT_EXPECT_COUNTS, STORE_NO_ARGS, a, &t, err);
    if (st)
        return st;
    json_array(j, "sentences");
    for (size_t r = 0; r < t.n; r++) {
        json_object(j, NULL);
        put_text_at(j, "kind", &t, "kind", r);
        put_text_at(j, "polarity", &t, "polarity", r);
        put_int_at(j, "sentences", &t, "n", r);
        put_int_at(j, "accounts", &t, "accounts", r);
        json_end(j);
    }
    json_end(j);
    return ST_OK;
}

static Status put_weights(Store *s, Arena *a, JsonOut *j, Err *err)
{
    static const char *const penalty[] = { "penalty", "penalty_low", "penalty_high" }, *const reward[] = { "reward", "reward_low", "reward_high" },
                      *const contrast[] = { "contrast", "contrast_low", "contrast_high" };
    Table t;
    Status st = store_fetch(s, SQL_REPORT_EXPECT_WEIGHTS, STORE_NO_ARGS, a, &t, err);
    if (st)
        return st;
    json_array(j, "weights");
    for (size_t r = 0; r < t.n; r++) {
        json_object(j, NULL);
        put_worded_at(j, "topic", a, &t, "topic", r);
        put_worded_at(j, "source", a, &t, "source", r);
        put_text_at(j, "label", &t, "label", r);
        put_int_at(j, "n_bad", &t, "n_bad", r);
        put_int_at(j, "n_middle", &t, "n_middle", r);
        put_int_at(j, "n_good", &t, "n_good", r);
        put_range_at(j, "penalty", &t, penalty, r);
        put_range_at(j, "reward", &t, reward, r);
        put_range_at(j, "contrast", &t, contrast, r);
        json_end(j);
    }
    json_end(j);
    return ST_OK;
}

static Status put_fits(Store *s, Arena *a, JsonOut *j, Err *err)
{
    Table t;
    Status st = store_fetch(s, SQL_REPORT_EXPECT_FITS, STORE_NO_ARGS, a, &t, err);
    if (st)
        return st;
    json_array(j, "fits");
    for (size_t r = 0; r < t.n; r++) {
        json_object(j, NULL);
        put_int_at(j, "classes", &t, "classes", r);
        put_f64_at(j, "loglik", &t, "loglik", r);
        put_f64_at(j, "aic", &t, "aic", r);
        put_f64_at(j, "bic", &t, "bic", r);
        put_f64_at(j, "entropy", &t, "entropy", r);
        put_int_at(j, "starts", &t, "starts", r);
        put_int_at(j, "repeated", &t, "repeated", r);
        json_bool(j, "chosen", col_int(&t, "chosen")[r] != 0);
        json_end(j);
    }
    json_end(j);
    return ST_OK;
}

Status answer_expectations(Store *s, const AnswerQuery *q, Arena *a, JsonOut *j, Err *err)
{
    Parts p;
    int64_t accounts = 0;
    double stability;
    Str said = STR("");
    bool hide = voice_hides(q);
    const struct {
        int sql;
        Table *into;
    } read[] = { { SQL_REPORT_EXPECT_SETS, &p.set }, { SQL_REPORT_EXPECT_ITEMS, &p.item }, { SQL_REPORT_EXPECT_GAPS, &p.gap }, { SQL_REPORT_EXPECT_QUOTES, &p.quote } };
    Status st = store_summary_int(s, "expecting_accounts", 0, &accounts, err);
    if (!st)
        st = store_summary(s, "expect_stability", a, &said, err);
    for (size_t i = 0; !st && i < COUNT_OF(read); i++)
        st = store_fetch(s, read[i].sql, STORE_NO_ARGS, a, read[i].into, err);
    if (st)
        return st;
    json_object(j, NULL);
    json_int(j, "accounts", accounts);
    if (str_to_f64(said, &stability))
        json_f64(j, "stability", stability);
    else
        json_null(j, "stability");
    st = put_counts(s, a, j, err);
    json_array(j, "sets");
    for (size_t r = 0; r < p.set.n; r++)
        put_set(j, &p, r, hide, a);
    json_end(j);
    if (!st)
        st = put_weights(s, a, j, err);
    if (!st)
        st = put_fits(s, a, j, err);
    json_end(j);
    return st;
}

Status expected_load(Store *s, IdRange of, Arena *a, Expected *out, Err *err)
{
    enum { SAID_MAX = 12 };
    Status st = store_fetch(s, SQL_REPORT_ACCOUNT_SETS, STORE_ARGS(DB_INT(of.from), DB_INT(of.to)), a, &out->set, err);
    return st ? st : store_fetch(s, SQL_REPORT_ACCOUNT_SAID, STORE_ARGS(DB_INT(of.from), DB_INT(of.to), DB_INT(SAID_MAX)), a, &out->said, err);
}

void put_account_expects(const Expected *e, int64_t account, Arena *a, JsonOut *j)
{
    const Table *set = &e->set, *said = &e->said;
    const int64_t *id = col_int(set, "account_id"), *of = col_int(said, "account_id");
    json_array(j, "expects");
    for (size_t r = rows_from(id, set->n, account); r < set->n && id[r] == account; r++) {
        json_object(j, NULL);
        put_int_at(j, "id", set, "set_id", r);
        put_worded_at(j, "name", a, set, "name", r);
        json_bool(j, "hypothesis", col_int(set, "hypothesis")[r] != 0);
        put_f64_at(j, "probability", set, "probability", r);
        json_end(j);
    }
    json_end(j);
    json_array(j, "said");
    for (size_t r = rows_from(of, said->n, account); r < said->n && of[r] == account; r++)
        put_sentence(j, said, r, false, a);
    json_end(j);
}
