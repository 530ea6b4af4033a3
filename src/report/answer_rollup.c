/* Accounts added up by parent, by segment, by region or one by one, with what happened to them. */
#include "report/answer_in.h"
#include "report/rollup.h"

static void put_group(const RollGroup *g, JsonOut *j)
{
    json_object(j, NULL);
    if (g->id)
        json_int(j, "id", g->id);
    else
        json_null(j, "id");
    json_text(j, "name", g->name);
    json_int(j, "accounts", g->accounts);
    json_int(j, "active", g->active);
    json_int(j, "value_minor", g->value);
    json_array(j, "issues");
    for (size_t i = 0; i < g->n_issue; i++) {
        json_object(j, NULL);
        json_int(j, "id", g->issue[i].id);
        json_str(j, "name", g->issue[i].name);
        json_int(j, "accounts", g->issue[i].accounts);
        json_int(j, "times", g->issue[i].times);
        json_end(j);
    }
    json_end(j);
    json_end(j);
}

Status answer_rollup(Store *s, const AnswerQuery *q, Arena *a, JsonOut *j, Err *err)
{
    static const char *const words[] = { "parent", "segment", "region", "account" };
    RollBy by;
    Rollup r;
    if (!roll_by(q->by, &by))
        return ERR(err, ST_USAGE, "accounts are added up by parent, segment, region or account, not by '%.*s'", STR_ARG(q->by));
    Status st = rollup_load(s, by, a, &r, err);
    if (st)
        return st;
    PageOf p = page_of(q);
    size_t from = (size_t)p.skip < r.n ? (size_t)p.skip : r.n, to = r.n - from > (size_t)p.per_page ? from + (size_t)p.per_page : r.n;
    json_object(j, NULL);
    put_page(j, (int64_t)r.n, &p);
    json_str(j, "by", str_of(words[by]));
    json_int(j, "unrated", r.running.unrated);
    json_str(j, "unrated_currencies", r.running.currencies);
    json_array(j, "groups");
    for (size_t i = from; i < to; i++)
        put_group(&r.group[i], j);
    json_end(j);
    json_end(j);
    return ST_OK;
}
