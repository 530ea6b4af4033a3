#include "act/owner.h"

#include "act/alike.h"
#include "act/touchpoint.h"
#include "store/sql_ids.h"

typedef struct Ground {
    Table issue, action, metric, said;
} Ground;

typedef struct Owner {
    Str owner, why;
    const char *how;                          /* NULL: nobody is known */
} Owner;

static Str words_of(const Table *t, size_t r, Arena *a)
{
    return str_fmt(a, "%.*s %.*s %.*s", STR_ARG(col_text(t, "name")[r]), STR_ARG(col_text(t, "official")[r]), STR_ARG(col_text(t, "terms")[r]));
}

/* What somebody said last of this issue and did not take back. */
static bool by_word(const Ground *g, size_t r, Arena *a, Owner *out)
{
    Str name = col_text(&g->issue, "name")[r], official = col_text(&g->issue, "official")[r];
    bool found = false;
    for (size_t i = 0; i < g->said.n; i++) {
        Str of = col_text(&g->said, "subject")[i];
        if (!str_eq(col_text(&g->said, "what")[i], STR("owner")) || !(str_ieq(of, official) || str_ieq(of, name)) || verdict_undone(&g->said, col_int(&g->said, "verdict_id")[i]))
            continue;
        *out = (Owner){ col_text(&g->said, "object")[i], str_fmt(a, "%.*s said so", STR_ARG(col_text(&g->said, "who")[i])), "said" };
        found = true;
    }
    return found;
}

static bool by_action(const Ground *g, int64_t issue, Arena *a, Owner *out)
{
    const int64_t *id = col_int(&g->action, "issue_id");
    size_t r = rows_from(id, g->action.n, issue + 1);
    if (!r || id[r - 1] != issue)
        return false;
    *out = (Owner){ col_text(&g->action, "unit")[r - 1], str_fmt(a, "\"%.*s\" is theirs", STR_ARG(col_text(&g->action, "name")[r - 1])), "action" };
    return true;
}

static const Touchpoint *place_of_issue(const Ground *g, size_t r, Arena *a)
{
    Str kind = col_text(&g->issue, "kind")[r];
    if (str_eq(kind, STR("promise")))
        return touchpoint_named(STR("delivery"));
    return str_eq(kind, STR("ticket")) ? touchpoint_named(STR("support")) : touchpoint_of(STR(""), words_of(&g->issue, r, a));
}

static const Touchpoint *place_of_metric(const Table *t, size_t m)
{
    Str place = col_text(t, "place")[m];
    return place.n ? touchpoint_named(place) : touchpoint_of(col_text(t, "touchpoint")[m], col_text(t, "name")[m]);
}

static bool by_metric(const Ground *g, size_t r, Arena *a, Owner *out)
{
    const Table *t = &g->metric;
    const Touchpoint *at = place_of_issue(g, r, a);
    size_t best = t->n, most = 0;
    for (size_t m = 0; at && m < t->n; m++) {
        size_t hits = words_alike(col_text(t, "name")[m], words_of(&g->issue, r, a));
        if (place_of_metric(t, m) != at || (best < t->n && hits <= most))
            continue;
        best = m;
        most = hits;
    }
    if (best == t->n)
        return false;
    *out = (Owner){ col_text(t, "unit")[best], str_fmt(a, "their metric \"%.*s\" is measured where customers meet it", STR_ARG(col_text(t, "name")[best])), "metric" };
    return true;
}

static Status load(Store *s, Arena *a, Ground *g, Err *err)
{
    const struct { int sql; Table *into; } read[] = { { SQL_ISSUE_WORDS, &g->issue }, { SQL_OWNER_ACTIONS, &g->action }, { SQL_OWNER_METRICS, &g->metric }, { SQL_OWNER_SAID, &g->said } };
    Status st = ST_OK;
    for (size_t i = 0; !st && i < COUNT_OF(read); i++)
        st = store_fetch(s, read[i].sql, STORE_NO_ARGS, a, read[i].into, err);
    return st;
}

Status owners_write(Store *s, Arena *a, Err *err)
{
    static const ColSpec cols[] = { { "issue_id", COL_INT }, { "owner", COL_TEXT }, { "how", COL_TEXT }, { "why", COL_TEXT } };
    Ground g;
    Table t;
    Status st = load(s, a, &g, err);
    if (!st)
        st = store_run(s, SQL_CLEAR_ISSUE_OWNER, STORE_NO_ARGS, err);
    if (st)
        return st;
    table_init(&t, a, cols, COUNT_OF(cols));
    for (size_t r = 0; r < g.issue.n; r++) {
        int64_t id = col_int(&g.issue, "issue_id")[r];
        Owner o = { .how = NULL };
        if (!by_word(&g, r, a, &o) && !by_action(&g, id, a, &o) && !by_metric(&g, r, a, &o))
            continue;
        table_put_int(&t, 0, id);
        table_put_text(&t, 1, o.owner);
        table_put_text(&t, 2, str_of(o.how));
        table_put_text(&t, 3, o.why);
        table_row(&t);
    }
    return store_append(s, "d_issue_owner", &t, err);
}
