/* answer_task.c - tasks with the customer's words, what is known of the account, a suggested reply, and how each ended.
 *
 * Words are withheld where the account forbids quoting (decision 181); the suggested reply then says "this" in their place. */
#include <stdlib.h>

#include "base/date.h"
#include "report/answer_in.h"
#include "report/task_reply.h"

static Status put_history(Store *s, int64_t account, int64_t as_of, Arena *a, JsonOut *j, Err *err)
{
    Table t;
    Status st = store_fetch(s, SQL_TASK_HISTORY, STORE_ARGS(DB_INT(account), DB_TEXT(date_iso(a, as_of - HEARD_DAYS))), a, &t, err);
    if (st || !account || !t.n) {
        json_null(j, "history");
        return st;
    }
    json_object(j, "history");
    json_int(j, "comments", col_int(&t, "comments")[0]);
    json_int(j, "scores", col_int(&t, "scores")[0]);
    put_f64_at(j, "score", &t, "score", 0);
    json_end(j);
    return ST_OK;
}

static void put_end(JsonOut *j, const Table *t, size_t r, Arena *a)
{
    Str done = text_at(t, "outcome", r), told = str_cut(&done, '\t');
    put_int_at(j, "decision", t, "decision", r);
    json_text(j, "told", told);
    json_text(j, "done", done);
    put_text_at(j, "done_by", t, "who", r);
    json_text(j, "done_at", col_has(table_col(t, "decided_at"), r) ? micros_iso(a, col_int(t, "decided_at")[r]) : STR(""));
}

/* Who is told of tasks that are passed on, as people say now. */
static Str passed_to(const Table *rules)
{
    Str who = STR("");
    for (size_t r = 0; r < rules->n; r++)
        if (str_eq(text_at(rules, "what", r), STR("owner")) && str_eq(text_at(rules, "subject", r), STR("escalation")))
            who = text_at(rules, "object", r);
    return who;
}

static Status put_task(Store *s, const Table *t, size_t r, const Table *rules, int64_t as_of, Arena *a, JsonOut *j, Err *err)
{
    int64_t account = col_int(t, "account_id")[r];
    json_object(j, NULL);
    json_int(j, "id", col_int(t, "task_id")[r]);
    put_text_at(j, "rule", t, "rule", r);
    if (account)
        put_ref(j, "account", account, text_at(t, "account", r));
    else
        json_null(j, "account");
    put_worded_at(j, "cause", a, t, "cause", r);
    put_text_at(j, "words", t, "words", r);
    json_str(j, "permission", permission_word(text_at(t, "granted", r)));
    put_int_at(j, "score", t, "score", r);
    put_int_at(j, "money_minor", t, "money", r);
    put_text_at(j, "owner", t, "owner", r);
    put_int_at(j, "said", t, "said_n", r);
    json_str(j, "said_at", micros_iso(a, col_int(t, "said_at")[r]));
    json_str(j, "made_at", micros_iso(a, col_int(t, "made_at")[r]));
    bool passed = col_has(table_col(t, "escalated_at"), r);
    json_text(j, "escalated_at", passed ? micros_iso(a, col_int(t, "escalated_at")[r]) : STR(""));
    json_text(j, "escalated_to", passed ? passed_to(rules) : STR(""));
    Status st = put_history(s, account, as_of, a, j, err);
    put_worded(j, "reply", task_reply(rules, t, r, a), a);
    put_end(j, t, r, a);
    json_end(j);
    return st;
}

typedef struct Ranked {
    const Table *t;
    size_t row;
} Ranked;

/* Open ones first, most money first; of those done the newest decision. */
static int by_weight(const void *x, const void *y)
{
    const Ranked *a = x, *b = y;
    int64_t da = int_at(a->t, "decision", a->row, INT64_MAX), db = int_at(b->t, "decision", b->row, INT64_MAX);
    if (da != db)
        return da > db ? -1 : 1;
    int64_t ma = col_int(a->t, "money")[a->row], mb = col_int(b->t, "money")[b->row];
    return ma != mb ? (ma > mb ? -1 : 1) : (a->row > b->row) - (a->row < b->row);
}

/* --- which of them --- */

typedef struct Wanted {
    bool    done, all;
    int64_t task, account, before;        /* a day; INT64_MAX: of all days */
    Str     owner, rule, needle;          /* "": any; owner "-": nobody */
} Wanted;

static Status wanted_of(const AnswerQuery *q, Arena *a, Wanted *w, Err *err)
{
    static const Str rule[] = { STR_INIT(""), STR_INIT("detractor"), STR_INIT("broken"), STR_INIT("signal") };
    *w = (Wanted){ .done = str_eq(q->by, STR("done")), .all = str_eq(q->by, STR("all")) || q->id, .task = q->id, .account = q->account, .before = INT64_MAX, .owner = q->owner, .rule = q->kind, .needle = case_fold(a, str_trim(q->q)) };
    if (q->by.n && !w->done && !w->all && !str_eq(q->by, STR("open")))
        return ERR(err, ST_USAGE, "'state' must be open, done or all");
    if (q->before.n && !date_parse_iso(q->before, &w->before))
        return ERR(err, ST_USAGE, "'before' must be a day, such as 2026-03-31");
    for (size_t i = 0; i < COUNT_OF(rule); i++)
        if (str_eq(q->kind, rule[i]))
            return ST_OK;
    return ERR(err, ST_USAGE, "'rule' must be detractor, broken or signal");
}

static bool says(const Table *t, size_t r, Str needle, Arena *a)
{
    static const char *const where[] = { "account", "cause", "words" };
    bool found = !needle.n;
    for (size_t i = 0; !found && i < COUNT_OF(where); i++)
        found = str_has(case_fold(a, text_at(t, where[i], r)), needle);
    return found;
}

static bool in_state(const Table *t, size_t r, const Wanted *w)
{
    return (!w->task || col_int(t, "task_id")[r] == w->task) && (w->all || col_has(table_col(t, "decision"), r) == w->done) && (!w->account || col_int(t, "account_id")[r] == w->account);
}

static Str owner_of(const Table *t, size_t r)
{
    Str owner = text_at(t, "owner", r);
    return owner.n ? owner : STR("-");
}

static bool is_wanted(const Table *t, size_t r, const Wanted *w, Arena *a)
{
    return in_state(t, r, w) && (!w->owner.n || str_eq(w->owner, owner_of(t, r))) && (!w->rule.n || str_eq(w->rule, text_at(t, "rule", r))) &&
           (w->before == INT64_MAX || col_int(t, "made_at")[r] < w->before * MICROS_PER_DAY) && says(t, r, w->needle, a);
}

/* Of the state and the account that are looked at, whatever else is asked: what a reader may change to. */
static void put_facets(const Table *t, const Wanted *w, Arena *a, JsonOut *j)
{
    Facets rule = { ARENA_NEW_N(a, Facet, t->n + 1), 0 }, owner = { ARENA_NEW_N(a, Facet, t->n + 1), 0 };
    for (size_t r = 0; r < t->n; r++)
        if (in_state(t, r, w)) {
            facet_count(&rule, text_at(t, "rule", r), STR(""));
            facet_count(&owner, owner_of(t, r), STR(""));
        }
    json_object(j, "facets");
    put_facet(j, "rules", &rule);
    put_facet(j, "owners", &owner);
    json_end(j);
}

Status answer_tasks(Store *s, const AnswerQuery *q, Arena *a, JsonOut *j, Err *err)
{
    Table t, rules;
    Wanted w;
    PageOf p = page_of(q);
    int64_t as_of = 0, open = 0;
    size_t n = 0;
    Status st = wanted_of(q, a, &w, err);
    if (!st)
        st = store_fetch(s, SQL_TASK_LIST, STORE_NO_ARGS, a, &t, err);
    if (!st)
        st = store_fetch(s, SQL_TASK_RULES, STORE_NO_ARGS, a, &rules, err);
    if (!st)
        st = store_summary_int(s, "as_of", 0, &as_of, err);
    if (st)
        return st;
    Ranked *row = ARENA_NEW_N(a, Ranked, t.n + 1);
    for (size_t r = 0; r < t.n; r++) {
        open += !col_has(table_col(&t, "decision"), r);
        if (is_wanted(&t, r, &w, a))
            row[n++] = (Ranked){ &t, r };
    }
    if (n)
        qsort(row, n, sizeof *row, by_weight);
    json_object(j, NULL);
    put_page(j, (int64_t)n, &p);
    json_int(j, "open", open);
    json_int(j, "done", (int64_t)t.n - open);
    put_facets(&t, &w, a, j);
    json_array(j, "tasks");
    for (size_t i = 0; !st && i < n; i++)
        if ((int64_t)i >= p.skip && (int64_t)i < p.skip + p.per_page)
            st = put_task(s, &t, row[i].row, &rules, as_of, a, j, err);
    json_end(j);
    json_end(j);
    return st;
}

Status answer_jobs(Store *s, const AnswerQuery *q, Arena *a, JsonOut *j, Err *err)
{
    Table t;
    PageOf p = page_of(q);
    Status st = store_fetch(s, SQL_JOB_LIST, STORE_NO_ARGS, a, &t, err);
    if (st)
        return st;
    json_object(j, NULL);
    put_page(j, (int64_t)t.n, &p);
    json_array(j, "jobs");
    for (size_t r = 0; r < t.n; r++) {
        if ((int64_t)r < p.skip || (int64_t)r >= p.skip + p.per_page)
            continue;
        bool ended = col_has(table_col(&t, "ended_at"), r);
        json_object(j, NULL);
        json_int(j, "id", col_int(&t, "job_id")[r]);
        put_text_at(j, "kind", &t, "kind", r);
        put_text_at(j, "who", &t, "who", r);
        put_text_at(j, "state", &t, "state", r);
        json_str(j, "started", micros_iso(a, col_int(&t, "started_at")[r]));
        json_text(j, "ended", ended ? micros_iso(a, col_int(&t, "ended_at")[r]) : STR(""));
        put_text_at(j, "detail", &t, "detail", r);
        json_end(j);
    }
    json_end(j);
    json_end(j);
    return ST_OK;
}
