/* cmd_task.c - tasks: what somebody should do about what was heard; jobs: what was worked out while the book was served. */
#include <stdlib.h>

#include "act/task.h"
#include "app/command.h"
#include "app/show.h"
#include "base/date.h"
#include "base/json_out.h"
#include "model/limits.h"
#include "report/amount.h"
#include "report/answer.h"
#include "store/task_decide.h"

static Status list_json(App *app, Store *s, Answer *answer, Str by, Err *err)
{
    AnswerQuery q = *ANSWER_ALL(STR(""));
    q.by = by;
    q.per_page = LIMIT_PAGE_ROWS;
    return show_answer(app, s, answer, q, err);
}

static Status list_text(App *app, Store *s, Err *err)
{
    enum { SHOWN = 100 };
    Table t;
    Status st = store_fetch(s, SQL_TASK_LIST, STORE_NO_ARGS, app->a, &t, err);
    size_t open = 0;
    for (size_t r = 0; !st && r < t.n; r++) {
        Str account = col_text(&t, "account")[r], owner = col_text(&t, "owner")[r], words = str_head(col_text(&t, "words")[r], SHOWN);
        if (col_has(table_col(&t, "decision"), r))
            continue;
        open++;
        Str money = money_text(app->a, col_int(&t, "money")[r], str_of(store_currency(s)), MONEY_SHORT);
        buf_printf(app->out, "%4lld  %-9.*s  %.*s  %.*s%s%.*s  (%.*s)%s\n", (long long)col_int(&t, "task_id")[r], STR_ARG(col_text(&t, "rule")[r]), STR_ARG(money), STR_ARG(account), account.n ? ": " : "", STR_ARG(col_text(&t, "cause")[r]),
                   STR_ARG(owner.n ? owner : STR("nobody named")), col_has(table_col(&t, "escalated_at"), r) ? ", passed on" : "");
        if (words.n)
            buf_printf(app->out, "      \"%.*s\"\n", STR_ARG(words));
    }
    buf_printf(app->out, "%zu open, %zu done\n", open, t.n - open);
    return st;
}

static Status look(App *app, Err *err)
{
    Store *s = NULL;
    bool find = app->args->n_word == 2;
    TaskFound found = { .made = 0 };
    Status st = app_open(app, !find, false, &s, err);
    if (!st && find)
        st = tasks_find(s, wall_second(), &found, err);
    if (!st)
        st = app->json ? list_json(app, s, answer_tasks, STR("all"), err) : list_text(app, s, err);
    store_close(s);
    return st;
}

static Status decide(App *app, const TaskAsk *ask, Err *err)
{
    Store *s = NULL;
    int64_t number = 0;
    Status st = app_open(app, false, false, &s, err);
    if (!st)
        st = store_begin(s, err);
    if (!st)
        st = task_decide(s, ask, app->a, &number, err);
    if (!st)
        st = store_commit(s, err);
    if (!st)
        buf_printf(app->out, "decision %lld; `throughline tasks %s undo %lld` takes it back\n", (long long)number, app->args->word[0], (long long)number);
    store_close(s);
    return st;
}

Status cmd_tasks(App *app, Err *err)
{
    const Args *w = app->args;
    const char *user = getenv("USER");
    TaskAsk ask = { .what = str_of(w->n_word > 1 ? w->word[1] : ""), .subject = str_of(w->n_word > 2 ? w->word[2] : ""), .told = STR(""), .text = STR(""),
                    .who = str_of(user ? user : "unknown"), .at = app_now(app->a) };
    if (w->n_word == 1 || (w->n_word == 2 && str_eq(ask.what, STR("find"))))
        return look(app, err);
    if (str_eq(ask.what, STR("done")) && w->n_word == 5) {
        ask.told = str_eq(str_of(w->word[3]), STR("not-needed")) ? STR("not needed") : str_of(w->word[3]);
        ask.text = str_of(w->word[4]);
        return decide(app, &ask, err);
    }
    bool rule = (str_eq(ask.what, STR("owner")) || str_eq(ask.what, STR("reply"))) && w->n_word == 4;
    if (rule)
        ask.text = str_of(w->word[3]);
    if (rule || (str_eq(ask.what, STR("undo")) && w->n_word == 3))
        return decide(app, &ask, err);
    return ERR(err, ST_USAGE, "usage: throughline tasks BOOK [find | done N yes|no|not-needed TEXT | owner OF WHO | reply rule:RULE TEXT | undo N]");
}

Status cmd_jobs(App *app, Err *err)
{
    Store *s = NULL;
    Table t;
    Status st = app_open(app, true, false, &s, err);
    if (!st && app->json) {
        st = list_json(app, s, answer_jobs, STR(""), err);
    } else if (!st) {
        st = store_fetch(s, SQL_JOB_LIST, STORE_NO_ARGS, app->a, &t, err);
        for (size_t r = 0; !st && r < t.n; r++)
            buf_printf(app->out, "%4lld  %-9.*s  %.*s  %-9.*s  %.*s\n", (long long)col_int(&t, "job_id")[r], STR_ARG(col_text(&t, "kind")[r]),
                       STR_ARG(micros_iso(app->a, col_int(&t, "started_at")[r])), STR_ARG(col_text(&t, "state")[r]), STR_ARG(col_text(&t, "detail")[r]));
        if (!st && !t.n)
            buf_puts(app->out, "no job yet: `serve` works at `set BOOK night_hour`, or when the page is told to\n");
    }
    store_close(s);
    return st;
}
