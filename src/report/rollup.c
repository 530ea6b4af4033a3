#include "report/rollup.h"

#include <stdlib.h>

#include "base/map.h"
#include "report/answer_in.h"

bool roll_by(Str word, RollBy *out)
{
    static const struct { Str word; RollBy by; } known[] = {
        { STR_INIT(""), ROLL_PARENT }, { STR_INIT("parent"), ROLL_PARENT }, { STR_INIT("segment"), ROLL_SEGMENT },
        { STR_INIT("region"), ROLL_REGION }, { STR_INIT("account"), ROLL_ACCOUNT } };
    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (str_eq(word, known[i].word)) {
            *out = known[i].by;
            return true;
        }
    return false;
}

static int by_value(const void *x, const void *y)
{
    const RollGroup *a = x, *b = y;
    if (a->value != b->value)
        return a->value > b->value ? -1 : 1;
    int c = str_cmp(a->name, b->name);
    return c ? c : (a->id > b->id) - (a->id < b->id);
}

static int by_accounts(const void *x, const void *y)
{
    const RollIssue *a = x, *b = y;
    if (a->accounts != b->accounts)
        return a->accounts > b->accounts ? -1 : 1;
    if (a->times != b->times)
        return a->times > b->times ? -1 : 1;
    return (a->id > b->id) - (a->id < b->id);
}

static void add_issue(RollGroup *g, const Table *exposed, size_t e)
{
    int64_t id = col_int(exposed, "issue_id")[e], times = int_at(exposed, "times", e, 0);
    size_t i = 0;
    while (i < g->n_issue && g->issue[i].id != id)
        i++;
    if (i == g->n_issue)
        g->issue[g->n_issue++] = (RollIssue){ .id = id, .name = text_at(exposed, "name", e) };
    g->issue[i].accounts++;
    g->issue[i].times += times;
}

static RollGroup group_of(const Table *t, size_t r, RollBy by)
{
    if (by == ROLL_SEGMENT || by == ROLL_REGION)
        return (RollGroup){ .name = text_at(t, by == ROLL_SEGMENT ? "segment" : "region", r) };
    return (RollGroup){ .id = col_int(t, by == ROLL_PARENT ? "top_id" : "account_id")[r], .name = text_at(t, by == ROLL_PARENT ? "top_name" : "name", r) };
}

Status rollup_load(Store *s, RollBy by, Arena *a, Rollup *out, Err *err)
{
    Table t, exposed;
    Deals deals;
    Running running;
    StrMap seen;
    int64_t as_of, issues;
    Status st = store_summary_int(s, "as_of", 0, &as_of, err);
    if (!st)
        st = store_fetch(s, SQL_REPORT_FAMILIES, STORE_NO_ARGS, a, &t, err);
    if (!st)
        st = store_fetch(s, SQL_REPORT_EXPOSED_ALL, STORE_NO_ARGS, a, &exposed, err);
    if (!st)
        st = store_int(s, SQL_REPORT_ISSUE_COUNT, STORE_NO_ARGS, 0, &issues, err);
    if (!st)
        st = deals_load(s, ALL_IDS, as_of, a, &deals, err);
    if (!st)
        st = running_load(s, ALL_IDS, as_of, a, &running, err);
    if (st)
        return st;
    strmap_init(&seen, a);
    *out = (Rollup){ .group = ARENA_NEW_N(a, RollGroup, t.n + 1), .running = running };
    const int64_t *of = col_int(&exposed, "account_id");
    for (size_t r = 0; r < t.n; r++) {
        bool is_new;
        int64_t id = col_int(&t, "account_id")[r];
        RollGroup one = group_of(&t, r, by);
        size_t at = strmap_put(&seen, str_fmt(a, "%lld %.*s", (long long)one.id, STR_ARG(one.id ? STR("") : one.name)), &is_new);
        RollGroup *g = &out->group[at];
        if (is_new) {
            *g = one;
            g->issue = ARENA_NEW_N(a, RollIssue, (size_t)issues + 1);
            out->n++;
        }
        const Deal *d = deal_of(&deals, id);
        bool active = d && d->status == DEAL_ACTIVE;
        g->accounts++;
        g->active += active;
        g->value += active ? d->value : 0;
        for (size_t e = rows_from(of, exposed.n, id); e < exposed.n && of[e] == id; e++)
            add_issue(g, &exposed, e);
    }
    for (size_t i = 0; i < out->n; i++)
        qsort(out->group[i].issue, out->group[i].n_issue, sizeof(RollIssue), by_accounts);
    qsort(out->group, out->n, sizeof *out->group, by_value);
    return ST_OK;
}
