/* answer_theme.c - themes on two levels, what is new and gone, what a person is asked, how far machine and person agree; and who answers
 * a question for which reason. */
#include "base/date.h"
#include "report/answer_in.h"
#include "report/voice.h"

typedef struct Parts {
    Table state, run, ask, agree, learned, question, share, language, quote, standing;
} Parts;

static bool is_state(const Table *t, size_t r, const char *state)
{
    return str_eq(col_text(t, "state")[r], str_of(state));
}

static void put_sub(JsonOut *j, const Table *t, size_t r, const Table *quote)
{
    put_int_at(j, "id", t, "theme_id", r);
    put_text_at(j, "name", t, "name", r);
    put_text_at(j, "found_name", t, "found_name", r);
    put_text_at(j, "state", t, "state", r);
    put_int_at(j, "comments", t, "comments", r);
    put_int_at(j, "accounts", t, "accounts", r);
    put_int_at(j, "negative", t, "negative", r);
    put_f64_at(j, "sentiment", t, "sentiment", r);
    put_f64_at(j, "stability", t, "stability", r);
    size_t q = 0;
    while (q < quote->n && col_int(quote, "theme_id")[q] != col_int(t, "theme_id")[r])
        q++;
    if (q == quote->n) {
        json_null(j, "quote");
        return;
    }
    json_object(j, "quote");
    put_text_at(j, "comment", quote, "key", q);
    put_text_at(j, "text", quote, "text", q);
    json_str(j, "permission", permission_word(text_at(quote, "granted", q)));
    json_end(j);
}

static bool is_part_of(const Table *t, size_t r, int64_t parent)
{
    const TableColumn *p = table_col(t, "parent_id");
    return col_has(p, r) && p->i[r] == parent && !is_state(t, r, "gone");
}

static void put_subs(JsonOut *j, const Table *t, int64_t parent, const Table *quote)
{
    json_array(j, "subs");
    for (size_t r = 0; r < t->n; r++) {
        if (!is_part_of(t, r, parent))
            continue;
        json_object(j, NULL);
        put_sub(j, t, r, quote);
        json_end(j);
    }
    json_end(j);
}

static void put_list(JsonOut *j, const Table *t, const Table *quote, bool gone, Arena *a)
{
    const TableColumn *p = table_col(t, "parent_id");
    json_array(j, gone ? "gone" : "themes");
    for (size_t r = 0; r < t->n; r++) {
        if (col_has(p, r) || is_state(t, r, "gone") != gone)
            continue;
        json_object(j, NULL);
        put_int_at(j, "id", t, "theme_id", r);
        put_text_at(j, "name", t, "name", r);
        put_text_at(j, "found_name", t, "found_name", r);
        put_text_at(j, "terms", t, "terms", r);
        put_text_at(j, "state", t, "state", r);
        json_str(j, "first", date_iso(a, col_int(t, "first_day")[r]));
        json_str(j, "last", date_iso(a, col_int(t, "last_day")[r]));
        put_f64_at(j, "likeness", t, "likeness", r);
        put_int_at(j, "comments", t, "comments", r);
        put_int_at(j, "accounts", t, "accounts", r);
        put_f64_at(j, "stability", t, "stability", r);
        put_f64_at(j, "sentiment", t, "sentiment", r);
        if (!gone)
            put_subs(j, t, col_int(t, "theme_id")[r], quote);
        json_end(j);
    }
    json_end(j);
}

static void put_runs(JsonOut *j, const Table *t, Arena *a)
{
    json_array(j, "runs");
    for (size_t r = 0; r < t->n; r++) {
        json_object(j, NULL);
        json_str(j, "day", date_iso(a, col_int(t, "day")[r]));
        put_int_at(j, "comments", t, "comments", r);
        put_int_at(j, "coded", t, "coded", r);
        put_int_at(j, "known_before", t, "before", r);
        put_int_at(j, "same_theme", t, "same", r);
        json_end(j);
    }
    json_end(j);
}

static void put_taught(JsonOut *j, const Parts *x)
{
    json_array(j, "agreement");
    for (size_t r = 0; r < x->agree.n; r++) {
        json_object(j, NULL);
        put_text_at(j, "part", &x->agree, "part", r);
        put_int_at(j, "n", &x->agree, "n", r);
        put_int_at(j, "same", &x->agree, "same", r);
        put_f64_at(j, "kappa", &x->agree, "kappa", r);
        put_f64_at(j, "low", &x->agree, "low", r);
        put_f64_at(j, "high", &x->agree, "high", r);
        json_end(j);
    }
    json_end(j);
    json_array(j, "learned");
    for (size_t r = 0; r < x->learned.n; r++) {
        json_object(j, NULL);
        put_int_at(j, "id", &x->learned, "theme_id", r);
        put_text_at(j, "name", &x->learned, "name", r);
        put_int_at(j, "labels", &x->learned, "labels", r);
        put_int_at(j, "positive", &x->learned, "positive", r);
        put_f64_at(j, "found_f1", &x->learned, "found_f1", r);
        put_f64_at(j, "learned_f1", &x->learned, "learned_f1", r);
        json_bool(j, "used", col_int(&x->learned, "used")[r] != 0);
        json_end(j);
    }
    json_end(j);
}

static void put_asks(JsonOut *j, const Table *t)
{
    json_array(j, "ask");
    for (size_t r = 0; r < t->n; r++) {
        json_object(j, NULL);
        put_text_at(j, "comment", t, "key", r);
        put_text_at(j, "how", t, "how", r);
        put_f64_at(j, "margin", t, "margin", r);
        put_text_at(j, "theme", t, "theme", r);
        put_text_at(j, "text", t, "text", r);
        json_end(j);
    }
    json_end(j);
}

static void put_shares(JsonOut *j, const Table *t, Str question)
{
    json_str(j, "question", question);
    json_array(j, "shares");
    for (size_t r = 0; r < t->n; r++) {
        json_object(j, NULL);
        put_text_at(j, "segment", t, "segment", r);
        put_int_at(j, "id", t, "theme_id", r);
        put_text_at(j, "name", t, "name", r);
        put_int_at(j, "answers", t, "answers", r);
        put_int_at(j, "accounts", t, "accounts", r);
        put_int_at(j, "coded", t, "coded", r);
        put_f64_at(j, "share", t, "share", r);
        put_f64_at(j, "low", t, "low", r);
        put_f64_at(j, "high", t, "high", r);
        put_f64_at(j, "p", t, "p", r);
        put_f64_at(j, "q", t, "q", r);
        json_end(j);
    }
    json_end(j);
}

static Status fetch(Store *s, const AnswerQuery *q, Arena *a, Parts *x, Err *err)
{
    const struct {
        int    sql;
        Table *t;
    } part[] = { { SQL_REPORT_THEME_STATES, &x->state }, { SQL_THEME_RUNS, &x->run }, { SQL_REPORT_THEME_ASKS, &x->ask }, { SQL_REPORT_THEME_AGREE, &x->agree },
                 { SQL_REPORT_THEME_LEARNED, &x->learned }, { SQL_REPORT_THEME_QUESTIONS, &x->question }, { SQL_REPORT_LANGUAGES, &x->language }, { SQL_REPORT_STANDING, &x->standing }, { SQL_REPORT_SUB_QUOTES, &x->quote } };
    Status st = ST_OK;
    for (size_t k = 0; !st && k < COUNT_OF(part); k++)
        st = store_fetch(s, part[k].sql, STORE_NO_ARGS, a, part[k].t, err);
    return st ? st : store_fetch(s, SQL_REPORT_THEME_SHARES, STORE_ARGS(DB_TEXT(q->q)), a, &x->share, err);
}

/* How much of the comments is repetition, or was not read as it stands. */
static Status put_heard(Store *s, JsonOut *j, Err *err)
{
    static const struct {
        const char *name, *summary;
    } part[] = { { "same", "comments_same" }, { "near", "comments_near" }, { "again", "comments_again" }, { "most", "comments_repeat_most" },
                 { "cut", "comments_cut" }, { "nothing", "comments_nothing" }, { "trimmed", "comments_trimmed" }, { "standing", "comments_standing" }, { "unknown", "comments_unknown" },
                 { "named", "languages_by_prior" }, { "sentences", "sentences_scored" }, { "unclear", "sentences_unclear" }, { "wish", "sentences_wish" } };
    Status st = ST_OK;
    json_object(j, "heard");
    for (size_t k = 0; !st && k < COUNT_OF(part); k++) {
        int64_t n = 0;
        st = store_summary_int(s, part[k].summary, 0, &n, err);
        json_int(j, part[k].name, n);
    }
    json_end(j);
    return st;
}

/* The sentences that were taken off, the most frequent first. */
static void put_standing(JsonOut *j, const Table *t)
{
    json_array(j, "standing");
    for (size_t r = 0; r < t->n; r++) {
        json_object(j, NULL);
        put_text_at(j, "sentence", t, "sentence", r);
        put_int_at(j, "comments", t, "comments", r);
        put_int_at(j, "accounts", t, "accounts", r);
        json_end(j);
    }
    json_end(j);
}

static void put_languages(JsonOut *j, const Table *t)
{
    json_array(j, "languages");
    for (size_t r = 0; r < t->n; r++) {
        json_object(j, NULL);
        put_text_at(j, "language", t, "language", r);
        put_int_at(j, "comments", t, "comments", r);
        json_end(j);
    }
    json_end(j);
}

Status answer_themes(Store *s, const AnswerQuery *q, Arena *a, JsonOut *j, Err *err)
{
    Parts x;
    int64_t comments = 0, themed = 0, waiting = 0;
    Status st = fetch(s, q, a, &x, err);
    if (!st)
        st = store_summary_int(s, "comments", 0, &comments, err);
    if (!st)
        st = store_summary_int(s, "comments_themed", 0, &themed, err);
    if (!st)
        st = store_summary_int(s, "theme_decisions_waiting", 0, &waiting, err);
    if (st)
        return st;
    json_object(j, NULL);
    json_int(j, "comments", comments);
    json_int(j, "other", comments - themed);
    json_int(j, "decisions_waiting", waiting);
    st = put_heard(s, j, err);
    put_languages(j, &x.language);
    put_standing(j, &x.standing);
    put_list(j, &x.state, &x.quote, false, a);
    put_list(j, &x.state, &x.quote, true, a);
    put_runs(j, &x.run, a);
    put_taught(j, &x);
    put_asks(j, &x.ask);
    json_array(j, "questions");
    for (size_t r = 0; r < x.question.n; r++) {
        json_object(j, NULL);
        put_text_at(j, "question", &x.question, "question", r);
        put_int_at(j, "answers", &x.question, "answers", r);
        json_end(j);
    }
    json_end(j);
    put_shares(j, &x.share, q->q);
    json_end(j);
    return st;
}

Status answer_sub_themes(Store *s, const AnswerQuery *q, Arena *a, JsonOut *j, Err *err)
{
    Table t, quote;
    (void)q;
    Status st = store_fetch(s, SQL_REPORT_THEME_STATES, STORE_NO_ARGS, a, &t, err);
    if (!st)
        st = store_fetch(s, SQL_REPORT_SUB_QUOTES, STORE_NO_ARGS, a, &quote, err);
    if (st)
        return st;
    const TableColumn *p = table_col(&t, "parent_id");
    json_object(j, NULL);
    json_array(j, "subs");
    for (size_t top = 0; top < t.n; top++)
        for (size_t r = 0; r < t.n && !col_has(p, top) && !is_state(&t, top, "gone"); r++) {
            if (!is_part_of(&t, r, col_int(&t, "theme_id")[top]))
                continue;
            json_object(j, NULL);
            put_ref(j, "theme", col_int(&t, "theme_id")[top], text_at(&t, "name", top));
            put_sub(j, &t, r, &quote);
            json_end(j);
        }
    json_end(j);
    json_end(j);
    return ST_OK;
}
