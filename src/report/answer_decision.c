/* answer_decision.c - what people decided about who is who, or about themes, newest first, and what of it waits to be worked in. */
#include "base/date.h"
#include "report/answer_in.h"

Status answer_decisions(Store *s, const AnswerQuery *q, Arena *a, JsonOut *j, Err *err)
{
    Table t;
    PageOf p = page_of(q);
    int64_t known = 0, total = 0, pending = 0;
    /* Which stage takes them up, and up to which one it has; an assumption is in force at the next run, and nobody counts. */
    static const struct { Str about, stage; const char *applied; } kinds[] = { { STR_INIT("accounts"), STR_INIT("resolve"), "decisions_applied" },
        { STR_INIT("themes"), STR_INIT("listen"), "theme_decisions_applied" }, { STR_INIT("settings"), STR_INIT("setting"), NULL } };
    size_t k = 0;
    while (q->by.n && k < COUNT_OF(kinds) && !str_eq(q->by, kinds[k].about))
        k++;
    if (k == COUNT_OF(kinds))
        return ERR(err, ST_USAGE, "'about' must be accounts, themes or settings");
    DbArg stage = DB_TEXT(kinds[k].stage);
    Status st = ST_OK;
    if (kinds[k].applied)
        st = store_summary_int(s, kinds[k].applied, 0, &known, err);
    else
        known = INT64_MAX;
    if (!st)
        st = store_int(s, SQL_REPORT_VERDICT_COUNT, STORE_ARGS(DB_INT(0), stage), 0, &total, err);
    if (!st)
        st = store_int(s, SQL_REPORT_VERDICT_COUNT, STORE_ARGS(DB_INT(known), stage), 0, &pending, err);
    if (!st)
        st = store_fetch(s, SQL_REPORT_VERDICTS, STORE_ARGS(DB_INT(p.per_page), DB_INT(p.skip), stage), a, &t, err);
    if (st)
        return st;
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
        json_bool(j, "pending", id > known);
        json_end(j);
    }
    json_end(j);
    json_end(j);
    return ST_OK;
}
