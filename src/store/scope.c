#include "store/scope.h"

#include "base/map.h"

typedef enum Key { NONE, EVERY, ACCOUNT, ALIAS, ISSUE, THEME, STREAM, METRIC, ACTION, AUDIT, SIGNAL } Key;

/* What each key means: a column, the ids it must be among, and where the column is not the ids' own, the table that ties both. */
static const struct {
    const char *column, *what, *via, *via_column;
} keys[] = {
    [ACCOUNT] = { "account_id", "account", NULL, NULL }, [ALIAS] = { "alias_id", "account", "d_alias", "account_id" },
    [ISSUE] = { "issue_id", "issue", NULL, NULL },       [THEME] = { "theme_id", "theme", NULL, NULL },
    [STREAM] = { "stream_id", "stream", NULL, NULL },    [METRIC] = { "metric_id", "metric", NULL, NULL },
    [ACTION] = { "action_id", "action", NULL, NULL },    [AUDIT] = { "audit_id", "audit", NULL, NULL },
    [SIGNAL] = { "signal_id", "stream", "d_signal", "stream_id" },
};

/* Counts over all customers stay behind `keep`: a manager learns what an issue is called and does, not whom else it meets. */
static const struct {
    const char *table;
    Key         manager, unit;
    const char *keep;
} rules[] = {
    /* the book itself, and words that name no customer */
    { "meta", EVERY, EVERY, "name value" },
    { "setting", EVERY, EVERY, NULL },
    { "source", EVERY, EVERY, NULL },
    { "file", EVERY, EVERY, "file_id source_id path kind" },
    { "d_summary", EVERY, EVERY, NULL },
    { "voice_permission", EVERY, EVERY, NULL },       /* takes away what is not to be shown; names none by itself */
    { "d_theme", EVERY, THEME, "theme_id name terms" },
    { "d_issue", EVERY, ISSUE, NULL },
    { "d_effect", EVERY, ISSUE, NULL },
    { "d_value", EVERY, ISSUE, "issue_id rank" },
    /* accounts and their people */
    { "d_account", ACCOUNT, ACCOUNT, NULL },
    { "d_alias", ACCOUNT, NONE, NULL },
    { "alias", ALIAS, NONE, NULL },
    { "d_contact", ACCOUNT, NONE, NULL },
    { "d_contact_role", ACCOUNT, NONE, NULL },
    { "d_family", ACCOUNT, NONE, NULL },
    { "d_decision", ACCOUNT, ACCOUNT, NULL },
    { "d_usage_week", ACCOUNT, NONE, NULL },
    { "d_forecast", ACCOUNT, NONE, NULL },
    { "d_forecast_why", ACCOUNT, NONE, NULL },
    { "d_lifetime", ACCOUNT, NONE, NULL },
    { "d_silence", ACCOUNT, NONE, NULL },
    { "d_expect_account", ACCOUNT, NONE, NULL },
    /* what they lived through and said */
    { "d_exposed_now", ACCOUNT, ISSUE, NULL },
    { "d_exposure", ACCOUNT, ISSUE, NULL },
    { "d_evidence", ACCOUNT, ISSUE, NULL },
    { "d_comment", ACCOUNT, ACCOUNT, NULL },
    { "d_comment_key", ACCOUNT, NONE, NULL },
    { "d_code", ACCOUNT, THEME, NULL },
    { "d_code_more", ACCOUNT, NONE, NULL },
    { "d_mood", ACCOUNT, NONE, NULL },
    { "d_quote", ACCOUNT, THEME, NULL },
    { "d_expect_said", ACCOUNT, NONE, NULL },
    { "f_ticket", ALIAS, NONE, NULL },
    { "f_delivery", ALIAS, NONE, NULL },
    { "f_invoice", ALIAS, NONE, NULL },
    { "f_churn", ALIAS, NONE, NULL },
    { "f_response", ALIAS, NONE, NULL },
    { "response_judged", ALIAS, NONE, NULL },
    { "response_counted", ALIAS, NONE, NULL },
    /* a unit's own work */
    { "d_stream", NONE, STREAM, NULL },
    { "d_stream_week", NONE, STREAM, NULL },
    { "d_signal", NONE, STREAM, NULL },
    { "d_signal_more", NONE, SIGNAL, NULL },
    { "d_metric", NONE, METRIC, NULL },
    { "d_metric_month", NONE, METRIC, NULL },
    { "d_action", NONE, ACTION, NULL },
    { "d_why", NONE, ACTION, NULL },
    { "d_why_row", NONE, ACTION, NULL },
    { "d_reading", NONE, ACTION, NULL },
    { "d_audit", NONE, AUDIT, NULL },
    { "d_proof", NONE, AUDIT, NULL },
    { "d_audit_year", NONE, AUDIT, NULL },
};

static DbScopeRow row_of(Str table, LoginRole role)
{
    DbScopeRow row = { .table = table, .how = SCOPE_HIDE };
    for (size_t i = 0; i < COUNT_OF(rules); i++) {
        if (!str_eq(table, str_of(rules[i].table)))
            continue;
        Key key = role == ROLE_MANAGER ? rules[i].manager : role == ROLE_UNIT ? rules[i].unit : NONE;
        /* What is a unit's own it sees whole. */
        row.keep = role == ROLE_UNIT && key != EVERY ? NULL : rules[i].keep;
        row.how = key == NONE ? SCOPE_HIDE : key == EVERY ? SCOPE_ALL : keys[key].via ? SCOPE_VIA : SCOPE_IN;
        row.column = keys[key].column;
        row.what = keys[key].what;
        row.via = keys[key].via;
        row.via_column = keys[key].via_column;
    }
    return row;
}

Status scope_open(Store *view, LoginRole role, Err *err)
{
    Arena a;
    Table t, c;
    arena_init(&a);
    Status st = store_fetch(view, SQL_SCOPE_TABLES, STORE_NO_ARGS, &a, &t, err);
    if (!st)
        st = store_fetch(view, SQL_BOOK_COLUMNS, STORE_NO_ARGS, &a, &c, err);
    if (!st && !t.n)
        st = ERR(err, ST_DB, "the book's tables cannot be listed");
    if (!st) {
        DbScopeRow *row = ARENA_NEW_N(&a, DbScopeRow, t.n);
        DbScopeColumn *column = ARENA_NEW_N(&a, DbScopeColumn, c.n + 1);
        for (size_t r = 0; r < t.n; r++)
            row[r] = row_of(col_text(&t, "table_name")[r], role);
        for (size_t r = 0; r < c.n; r++)
            column[r] = (DbScopeColumn){ col_text(&c, "table_name")[r], col_text(&c, "column_name")[r], col_text(&c, "data_type")[r] };
        st = db_scope(store_db(view), &(DbScope){ .catalog = col_text(&t, "table_catalog")[0], .schema = col_text(&t, "table_schema")[0], .row = row, .n_row = t.n,
                                                  .column = column, .n_column = c.n }, err);
    }
    arena_release(&a);
    return st;
}

static const struct {
    LoginRole   role;
    const char *what;
    int         sql;
} lists[] = {
    { ROLE_MANAGER, "account", SQL_SCOPE_ACCOUNTS }, { ROLE_UNIT, "account", SQL_SCOPE_EXPOSED }, { ROLE_UNIT, "issue", SQL_SCOPE_ISSUES },
    { ROLE_UNIT, "theme", SQL_SCOPE_THEMES },        { ROLE_UNIT, "stream", SQL_SCOPE_STREAMS },  { ROLE_UNIT, "metric", SQL_SCOPE_METRICS },
    { ROLE_UNIT, "action", SQL_SCOPE_ACTIONS },      { ROLE_UNIT, "audit", SQL_SCOPE_AUDITS },
};

Status scope_ids(Store *s, int64_t login, LoginRole role, Arena *a, ScopeIds *out, Err *err)
{
    Table t[COUNT_OF(lists)];
    size_t n = 0;
    Status st = ST_OK;
    *out = (ScopeIds){ .n = 0 };
    for (size_t i = 0; !st && i < COUNT_OF(lists); i++) {
        t[i].n = 0;
        if (lists[i].role == role)
            st = store_fetch(s, lists[i].sql, STORE_ARGS(DB_INT(login)), a, &t[i], err);
        n += st ? 0 : t[i].n;
    }
    if (st)
        return st;
    out->at = ARENA_NEW_N(a, DbScopeId, n + 1);
    out->hash = hash64_mix((uint64_t)login, (uint64_t)role);
    for (size_t i = 0; i < COUNT_OF(lists); i++)
        for (size_t r = 0; r < t[i].n; r++) {
            int64_t id = col_int(&t[i], "id")[r];
            out->at[out->n++] = (DbScopeId){ lists[i].what, id };
            out->hash = hash64_mix(out->hash, hash64_mix((uint64_t)i, (uint64_t)id));
        }
    return ST_OK;
}

Status scope_set(Store *view, const ScopeIds *ids, Err *err) { return db_scope_ids(store_db(view), ids->at, ids->n, err); }
