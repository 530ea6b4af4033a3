#include "store/scope.h"

#include "base/map.h"

typedef enum Key { NONE, EVERY, ACCOUNT, ALIAS, ISSUE, THEME, STREAM, METRIC, ACTION, AUDIT, SIGNAL, TASK, VERDICT } Key;

/* What each key means: a column, the ids it must be among, and where the column is not the ids' own, the table that ties both. */
static const struct {
    const char *column, *what, *via, *via_column;
} keys[] = {
    [ACCOUNT] = { "account_id", "account", NULL, NULL }, [ALIAS] = { "alias_id", "account", "d_alias", "account_id" },
    [ISSUE] = { "issue_id", "issue", NULL, NULL },       [THEME] = { "theme_id", "theme", NULL, NULL },
    [STREAM] = { "stream_id", "stream", NULL, NULL },    [METRIC] = { "metric_id", "metric", NULL, NULL },
    [ACTION] = { "action_id", "action", NULL, NULL },    [AUDIT] = { "audit_id", "audit", NULL, NULL },
    [SIGNAL] = { "signal_id", "stream", "d_signal", "stream_id" },
    [TASK] = { "task_id", "task", NULL, NULL },          [VERDICT] = { "verdict_id", "verdict", NULL, NULL },
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
    { "d_issue_owner", EVERY, ISSUE, NULL },
    { "d_effect", EVERY, ISSUE, NULL },
    { "d_issue_proof", EVERY, ISSUE, "issue_id grade" },
    { "d_effect_part", NONE, ISSUE, NULL },
    { "d_value", EVERY, ISSUE, "issue_id rank" },
    { "d_value_part", NONE, ISSUE, NULL },            /* names the account that weighs most, where the unit's own issue met it */
    { "d_annuity", NONE, ISSUE, NULL },
    { "d_annuity_more", NONE, ISSUE, NULL },
    { "d_serve", NONE, ISSUE, NULL },
    /* accounts and their people */
    { "d_account", ACCOUNT, ACCOUNT, NULL },
    { "d_alias", ACCOUNT, NONE, NULL },
    { "alias", ALIAS, NONE, NULL },
    { "d_contact", ACCOUNT, NONE, NULL },
    { "d_contact_role", ACCOUNT, NONE, NULL },
    { "d_family", ACCOUNT, NONE, NULL },
    { "d_account_field", ACCOUNT, NONE, NULL },
    { "d_change", ACCOUNT, NONE, NULL },
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
    { "d_comment_call", ACCOUNT, NONE, NULL },        /* names who spoke */
    { "clip", EVERY, NONE, "source_id call_id digest bytes form" },        /* through comment_clip alone: no answer reads it, and who has rules asks no SQL */
    { "comment_clip", ACCOUNT, NONE, NULL },
    { "d_code", ACCOUNT, THEME, NULL },
    { "d_side_comment", ACCOUNT, NONE, NULL },
    { "d_side_code", ACCOUNT, NONE, NULL },
    { "d_code_more", ACCOUNT, NONE, NULL },
    { "d_slice", ACCOUNT, NONE, NULL },
    { "d_mood", ACCOUNT, NONE, NULL },
    { "d_quote", ACCOUNT, THEME, NULL },
    { "d_expect_said", ACCOUNT, NONE, NULL },
    { "f_ticket", ALIAS, NONE, NULL },
    { "f_delivery", ALIAS, NONE, NULL },
    { "f_invoice", ALIAS, NONE, NULL },
    { "invoice_state", ALIAS, NONE, NULL },
    { "invoice_counted", ALIAS, NONE, NULL },
    { "f_churn", ALIAS, NONE, NULL },
    { "f_payment", ALIAS, NONE, NULL },
    { "f_event", ALIAS, NONE, NULL },
    { "f_reference", ALIAS, NONE, NULL },
    { "f_account", ALIAS, NONE, NULL },
    { "f_subscription", ALIAS, NONE, NULL },
    { "f_opportunity", ALIAS, NONE, NULL },
    { "record_state", EVERY, NONE, "kind key_hash file_id seq changed_at" },      /* when a record changed that is read from its own table: these name nobody */
    { "file_export", EVERY, NONE, NULL },
    { "f_response", ALIAS, NONE, NULL },
    { "response_judged", ALIAS, NONE, NULL },
    { "response_counted", ALIAS, NONE, NULL },
    { "heard", ALIAS, NONE, NULL },
    { "f_answer", ALIAS, NONE, NULL },                /* these five: what was said around a comment; of a ticket and a call what is known to be the account's own */
    { "f_message", ALIAS, NONE, NULL },
    { "f_utterance", ALIAS, NONE, NULL },
    { "message_told", ALIAS, NONE, NULL },
    { "utterance_told", ALIAS, NONE, NULL },
    /* what is to be done about it, and what people decided about that; of other decisions none */
    { "task", ACCOUNT, TASK, NULL },
    { "verdict", VERDICT, VERDICT, NULL },
    /* a unit's own work */
    { "d_stream", NONE, STREAM, NULL },
    { "d_stream_week", NONE, STREAM, NULL },
    { "d_signal", NONE, STREAM, NULL },
    { "d_signal_more", NONE, SIGNAL, NULL },
    { "d_metric", NONE, METRIC, NULL },
    { "d_metric_side", NONE, METRIC, NULL },
    { "d_metric_month", NONE, METRIC, NULL },
    { "d_action", NONE, ACTION, NULL },
    { "d_why", NONE, ACTION, NULL },
    { "d_why_row", NONE, ACTION, NULL },
    { "d_reading", NONE, ACTION, NULL },
    { "d_audit", NONE, AUDIT, NULL },
    { "d_proof", NONE, AUDIT, NULL },
    { "d_audit_year", NONE, AUDIT, NULL },
    { "d_observed", NONE, AUDIT, NULL },
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
    { ROLE_UNIT, "task", SQL_SCOPE_TASKS },          { ROLE_UNIT, "verdict", SQL_SCOPE_WORDS },    { ROLE_MANAGER, "verdict", SQL_SCOPE_WORDS },
};

/* Ids as they are found; `own` are the accounts, or the tasks, by which an end of a task is one's own. */
typedef struct Finding {
    ScopeIds *out;
    size_t    room;
    Arena    *a;
    I64Map    own;
} Finding;

static void add(Finding *f, const char *what, int64_t id)
{
    ScopeIds *o = f->out;
    if (o->n == f->room) {
        DbScopeId *more = ARENA_NEW_N(f->a, DbScopeId, f->room = f->room * 2 + 64);
        if (o->n)
            memcpy(more, o->at, o->n * sizeof *more);
        o->at = more;
    }
    o->at[o->n++] = (DbScopeId){ what, id };
    o->hash = hash64_mix(o->hash, hash64_mix(hash64(str_of(what)), (uint64_t)id));
}

/* A task of a unit's shows whose it is: what is asked of its account must find it. */
static void add_all(Finding *f, const char *what, const Table *t, LoginRole role)
{
    bool task = !strcmp(what, "task"), own = task || (role == ROLE_MANAGER && !strcmp(what, "account"));
    for (size_t r = 0; r < t->n; r++) {
        int64_t id = col_int(t, "id")[r], account = task ? col_int(t, "account_id")[r] : 0;
        add(f, what, id);
        if (own)
            i64map_set(&f->own, (uint64_t)id, 1);
        if (account)
            add(f, "account", account);
    }
}

static Status add_ends(Finding *f, Store *s, LoginRole role, Err *err)
{
    Table t;
    int64_t there;
    Status st = store_fetch(s, SQL_TASK_ENDS, STORE_NO_ARGS, f->a, &t, err);
    for (size_t r = 0; !st && r < t.n; r++)
        if (i64map_get(&f->own, (uint64_t)col_int(&t, role == ROLE_MANAGER ? "account_id" : "task_id")[r], &there))
            add(f, "verdict", col_int(&t, "verdict_id")[r]);
    return st;
}

Status scope_ids(Store *s, int64_t login, LoginRole role, Arena *a, ScopeIds *out, Err *err)
{
    Finding f = { .out = out, .a = a };
    Status st = ST_OK;
    *out = (ScopeIds){ .n = 0, .hash = hash64_mix((uint64_t)login, (uint64_t)role) };
    i64map_init(&f.own);
    for (size_t i = 0; !st && i < COUNT_OF(lists); i++) {
        Table t;
        if (lists[i].role != role)
            continue;
        st = store_fetch(s, lists[i].sql, STORE_ARGS(DB_INT(login)), a, &t, err);
        if (!st)
            add_all(&f, lists[i].what, &t, role);
    }
    if (!st)
        st = add_ends(&f, s, role, err);
    i64map_release(&f.own);
    return st;
}

Status scope_set(Store *view, const ScopeIds *ids, Err *err) { return db_scope_ids(store_db(view), ids->at, ids->n, err); }

Status scope_has_task(Store *s, int64_t login, LoginRole role, int64_t task, Arena *a, bool *has, Err *err)
{
    ScopeIds ids;
    int64_t account = 0;
    Str what = role == ROLE_MANAGER ? STR("account") : STR("task");
    *has = false;
    Status st = store_int(s, SQL_TASK_ACCOUNT, STORE_ARGS(DB_INT(task)), 0, &account, err);
    if (!st)
        st = scope_ids(s, login, role, a, &ids, err);
    for (size_t i = 0; !st && i < ids.n; i++)
        *has = *has || (str_eq(str_of(ids.at[i].what), what) && ids.at[i].id == (role == ROLE_MANAGER ? account : task));
    return st;
}
