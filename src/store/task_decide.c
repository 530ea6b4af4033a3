#include "store/task_decide.h"

static const Str rules[] = { STR_INIT("rule:detractor"), STR_INIT("rule:broken"), STR_INIT("rule:signal") };

static Status check_text(Str text, size_t most, const char *what, Err *err)
{
    if (!text.n || text.n > most)
        return ERR(err, ST_USAGE, "%s has 1 to %zu bytes", what, most);
    return str_is_utf8(text) ? ST_OK : ERR(err, ST_USAGE, "%s is not UTF-8", what);
}

static Status done(Store *s, const TaskAsk *ask, Arena *a, Str *object, Err *err)
{
    int64_t id, there = 0;
    Table t;
    Str text = str_trim(str_flat(a, ask->text));
    if (!str_to_i64(ask->subject, &id))
        return ERR(err, ST_USAGE, "a task is named by its number");
    if (!str_eq(ask->told, STR("yes")) && !str_eq(ask->told, STR("no")) && !str_eq(ask->told, STR("not needed")))
        return ERR(err, ST_USAGE, "say whether the customer was told: yes, no or not needed");
    Status st = check_text(text, TASK_TEXT_MAX, "what was done", err);
    if (!st)
        st = store_int(s, SQL_TASK_EXISTS, STORE_ARGS(DB_INT(id)), 0, &there, err);
    if (!st && !there)
        st = ERR(err, ST_NOT_FOUND, "there is no task %lld", (long long)id);
    if (!st)
        st = store_fetch(s, SQL_TASK_LIST, STORE_NO_ARGS, a, &t, err);
    for (size_t r = 0; !st && r < t.n; r++)
        if (col_int(&t, "task_id")[r] == id && col_has(table_col(&t, "decision"), r))
            st = ERR(err, ST_CONFLICT, "task %lld is done already, by decision %lld", (long long)id, (long long)col_int(&t, "decision")[r]);
    *object = str_fmt(a, "%.*s\t%.*s", STR_ARG(ask->told), STR_ARG(text));
    return st;
}

static bool is_subject(Str s, bool reply)
{
    static const Str named[] = { STR_INIT("account:"), STR_INIT("segment:"), STR_INIT("region:") };
    for (size_t i = 0; i < COUNT_OF(rules); i++)
        if (str_eq(s, rules[i]))
            return true;
    for (size_t i = 0; !reply && i < COUNT_OF(named); i++)
        if (str_starts(s, named[i]) && s.n > named[i].n)
            return true;
    return !reply && (str_eq(s, STR("all")) || str_eq(s, STR("escalation")) || str_eq(s, STR("report")));
}

static Status rule(const TaskAsk *ask, Arena *a, Str *object, Err *err)
{
    bool reply = str_eq(ask->what, STR("reply"));
    if (!is_subject(ask->subject, reply) || ask->subject.n > TASK_WHO_MAX)
        return reply ? ERR(err, ST_USAGE, "a reply is for rule:detractor, rule:broken or rule:signal")
                     : ERR(err, ST_USAGE, "an owner is of account:NAME, segment:NAME, region:NAME, rule:RULE, all, escalation or report (who is sent the weekly report)");
    *object = str_trim(str_flat(a, ask->text));
    return check_text(*object, reply ? TASK_TEXT_MAX : TASK_WHO_MAX, reply ? "a reply" : "an owner", err);
}

static Status undo(Store *s, const TaskAsk *ask, Err *err)
{
    int64_t id, there = 0, undone = 0;
    if (!str_to_i64(ask->subject, &id))
        return ERR(err, ST_USAGE, "a decision is named by its number");
    Status st = store_int(s, SQL_VERDICT_EXISTS, STORE_ARGS(DB_INT(id), DB_TEXT(STR("task"))), 0, &there, err);
    if (!st)
        st = store_int(s, SQL_VERDICT_UNDONE, STORE_ARGS(DB_TEXT(ask->subject), DB_TEXT(STR("task"))), 0, &undone, err);
    if (!st && !there)
        st = ERR(err, ST_NOT_FOUND, "there is no decision %lld about tasks", (long long)id);
    if (!st && undone)
        st = ERR(err, ST_CONFLICT, "decision %lld was taken back already", (long long)id);
    return st;
}

Status task_decide(Store *s, const TaskAsk *ask, Arena *a, int64_t *number, Err *err)
{
    Str object = STR("");
    int64_t last = 0;
    Status st = ST_OK;
    if (str_eq(ask->what, STR("done")))
        st = done(s, ask, a, &object, err);
    else if (str_eq(ask->what, STR("owner")) || str_eq(ask->what, STR("reply")))
        st = rule(ask, a, &object, err);
    else if (str_eq(ask->what, STR("undo")))
        st = undo(s, ask, err);
    else
        st = ERR(err, ST_USAGE, "'what' must be done, owner, reply or undo");
    if (!st)
        st = store_int(s, SQL_VERDICT_MAX, STORE_NO_ARGS, 0, &last, err);
    if (st)
        return st;
    *number = last + 1;
    return store_run(s, SQL_VERDICT_PUT, STORE_ARGS(DB_INT(*number), DB_TEXT(STR("task")), DB_TEXT(ask->what), DB_TEXT(ask->subject), DB_TEXT(object), DB_TEXT(ask->who), DB_TEXT(STR("")), DB_TEXT(ask->at)), err);
}
