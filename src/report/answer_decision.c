/* answer_decision.c - what people decided about who is who, about themes, signals, stories or assumptions, newest first, and what of it waits to be
 * worked in: judgments of signals and stories hold at once. */
#include "base/date.h"
#include "report/answer_in.h"

typedef struct About {
    const char *name, *stage, *applied;      /* applied: the last decision that the figures know; NULL: they do not rest on it */
} About;

static const About *about_of(Str name)
{
    static const About about[] = { { "accounts", "resolve", "decisions_applied" }, { "themes", "listen", "theme_decisions_applied" }, { "signals", "signal", NULL },
                                   { "voices", "voices", NULL }, { "settings", "setting", "settings_applied" },
                                   { "questions", "question", NULL }, { "issues", "owner", NULL } };
    for (size_t i = 0; i < COUNT_OF(about); i++)
        if (str_eq(name, str_of(about[i].name)))
            return &about[i];
    return name.n ? NULL : &about[0];
}

/* An answer waits as long as the rows do that it lets in. */
static bool waits(const Table *asked, int64_t id)
{
    for (size_t r = 0; r < asked->n; r++)
        if (col_int(asked, "verdict_id")[r] == id)
            return true;
    return false;
}

Status answer_decisions(Store *s, const AnswerQuery *q, Arena *a, JsonOut *j, Err *err)
{
    Table t, asked = { .n = 0 };
    PageOf p = page_of(q);
    int64_t known = INT64_MAX, total = 0, pending = 0;
    const About *about = about_of(q->by);
    if (!about)
        return ERR(err, ST_USAGE, "'about' must be accounts, themes, signals, voices, settings, issues or questions");
    DbArg stage = DB_TEXT(str_of(about->stage));
    Status st = about->applied ? store_summary_int(s, about->applied, 0, &known, err) : ST_OK;
    if (!st)
        st = store_int(s, SQL_REPORT_VERDICT_COUNT, STORE_ARGS(DB_INT(0), stage), 0, &total, err);
    if (!st)
        st = store_int(s, SQL_REPORT_VERDICT_COUNT, STORE_ARGS(DB_INT(known), stage), 0, &pending, err);
    if (!st)
        st = store_fetch(s, SQL_REPORT_VERDICTS, STORE_ARGS(DB_INT(p.per_page), DB_INT(p.skip), stage), a, &t, err);
    if (!st && str_eq(q->by, STR("questions")))
        st = store_fetch(s, SQL_QUESTION_DECIDED, STORE_NO_ARGS, a, &asked, err);
    if (st)
        return st;
    pending += (int64_t)asked.n;
    json_object(j, NULL);
    put_page(j, total, &p);
    json_int(j, "pending", pending);
    json_array(j, "decisions");
    for (size_t r = 0; r < t.n; r++) {
        int64_t id = col_int(&t, "verdict_id")[r];
        json_object(j, NULL);
        json_int(j, "id", id);
        put_text_at(j, "what", &t, "what", r);
        put_text_at(j, "subject", &t, "subject", r);
        put_text_at(j, "object", &t, "object", r);
        put_text_at(j, "who", &t, "who", r);
        put_text_at(j, "why", &t, "why", r);
        json_str(j, "at", micros_iso(a, col_int(&t, "decided_at")[r]));
        json_bool(j, "undone", col_int(&t, "undone")[r] != 0);
        json_bool(j, "pending", id > known || waits(&asked, id));
        json_end(j);
    }
    json_end(j);
    json_end(j);
    return ST_OK;
}
