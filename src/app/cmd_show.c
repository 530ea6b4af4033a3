/* cmd_show.c - commands that only look: one page each, or its JSON answer. */
#include "act/act.h"
#include "act/touchpoint.h"
#include "app/command.h"
#include "app/pipeline.h"
#include "app/show.h"
#include "base/json_out.h"
#include "model/limits.h"
#include "report/answer.h"
#include "report/page.h"
#include "report/term.h"
#include "store/sql_ids.h"
#include "store/verdict.h"

Status show_doc(App *app, const Doc *d, Err *err)
{
    return doc_term(d, &(TermStyle){ .width = app->width, .color = app->color, .unicode = true },
                    app->a, app->out, err);
}

Status show_answer(App *app, Store *s, Answer *answer, AnswerQuery q, Err *err)
{
    JsonOut j;
    q.book = answer_book_name(app->a, str_of(app->args->word[0]));
    json_init(&j, app->out);
    Status st = answer(s, &q, app->a, &j, err);
    buf_putc(app->out, '\n');
    return st;
}

Status show_page(App *app, Page *page, Answer *answer, Err *err)
{
    Store *s = NULL;
    Doc *d;
    Status st = app_open(app, true, false, &s, err);
    if (!st && app->json) {
        AnswerQuery q = *ANSWER_ALL(STR(""));
        q.per_page = LIMIT_PAGE_ROWS;
        st = show_answer(app, s, answer, q, err);
    } else if (!st) {
        st = page(s, app->a, &d, err);
        if (!st)
            st = show_doc(app, d, err);
    }
    store_close(s);
    return st;
}

Status show_page_of(App *app, PageMaker *page, Str of, Answer *answer, AnswerQuery q, Err *err)
{
    Store *s = NULL;
    Doc *d;
    Status st = app_open(app, true, false, &s, err);
    if (!st && app->json) {
        st = show_answer(app, s, answer, q, err);
    } else if (!st) {
        st = page(s, of, app->a, &d, err);
        if (!st)
            st = show_doc(app, d, err);
    }
    store_close(s);
    return st;
}

/* Written down and judged anew together: all or nothing. */
static Status place_metric(App *app, Store *s, Str metric, Str key, Err *err)
{
    int64_t number, there = 0;
    ActResult r;
    Status st = store_begin(s, err);
    if (st)
        return st;
    store_join(s, true);
    st = store_int(s, SQL_METRIC_NAMED, STORE_ARGS(DB_TEXT(metric)), 0, &there, err);
    if (!st && !there)
        st = ERR(err, ST_NOT_FOUND, "no metric '%.*s'", STR_ARG(metric));
    if (!st)
        st = app_decide(app, s, &(Decision){ .stage = "metric", .what = "touchpoint", .subject = metric, .object = key }, &number, err);
    if (!st)
        st = act_run(s, &r, err);
    store_join(s, false);
    if (!st)
        st = store_commit(s, err);
    if (st)
        store_rollback(s);
    else
        buf_printf(app->out, "decision %lld: touchpoint of '%.*s' is %.*s\n", (long long)number, STR_ARG(metric), STR_ARG(key));
    return st;
}

Status cmd_audit(App *app, Err *err)
{
    const Args *args = app->args;
    if (args->n_word == 1)
        return show_page(app, page_audit, answer_money, err);
    if (args->n_word != 4 || strcmp(args->word[1], "touchpoint"))
        return ERR(err, ST_USAGE, "usage: throughline audit BOOK [touchpoint METRIC KEY]");
    Str key = str_of(args->word[3]), keys = touchpoint_keys(app->a);
    if (!touchpoint_named(key) && !str_ieq(key, STR("auto")))
        return ERR(err, ST_USAGE, "no touchpoint '%.*s'; there are %.*s, and auto", STR_ARG(key), STR_ARG(keys));
    Store *s = NULL;
    Status st = app_open(app, false, false, &s, err);
    if (!st)
        st = place_metric(app, s, str_of(args->word[2]), key, err);
    store_close(s);
    return st;
}
Status cmd_data(App *app, Err *err)
{
    return show_page(app, page_data, answer_data, err);
}

/* The id of the row whose `name` (or `also`, when not NULL) is `wanted`, else the first that holds
 * it; 0: none. */
static int64_t id_named(const Table *t, const char *id, const char *also, Str wanted)
{
    const Str *name = col_text(t, "name"), *other = also ? col_text(t, also) : name;
    for (int exact = 1; exact >= 0; exact--)
        for (size_t r = 0; r < t->n; r++)
            if (exact ? str_ieq(name[r], wanted) || str_ieq(other[r], wanted)
                      : str_ihas(name[r], wanted) || str_ihas(other[r], wanted))
                return col_int(t, id)[r];
    return 0;
}

typedef struct Named {
    Str name;
    const char *what, *id, *also; /* "issue"; its id's column; another column that may name it */
    int list;                     /* statement */
    Answer *answer;
    PageMaker *page;
} Named;

static Status named_json(App *app, Store *s, const Named *n, Err *err)
{
    Table t;
    Status st = store_fetch(s, n->list, STORE_NO_ARGS, app->a, &t, err);
    if (st)
        return st;
    AnswerQuery q = *ANSWER_ALL(STR(""));
    q.id = id_named(&t, n->id, n->also, n->name);
    if (!q.id)
        return ERR(err, ST_NOT_FOUND, "no %s '%.*s'", n->what, STR_ARG(n->name));
    return show_answer(app, s, n->answer, q, err);
}

static Status named(App *app, const Named *n, Err *err)
{
    Store *s = NULL;
    Doc *d;
    Status st = app_open(app, true, false, &s, err);
    if (!st && app->json) {
        st = named_json(app, s, n, err);
    } else if (!st) {
        st = n->page(s, n->name, app->a, &d, err);
        if (!st)
            st = show_doc(app, d, err);
    }
    store_close(s);
    return st;
}

/* What is taken back is a decision about owners, once. */
static Status may_take_back(App *app, Store *s, Str number, Err *err)
{
    Table said;
    int64_t id = 0;
    Status st = str_to_i64(number, &id) ? store_fetch(s, SQL_OWNER_SAID, STORE_NO_ARGS, app->a, &said, err) : ERR(err, ST_USAGE, "undo takes the number of a decision");
    return st ? st : verdict_may_undo(&said, id, STR(""), "an issue's owner", err);
}

/* Whose work an issue is, and with it what rests on that. */
static Status own_within(App *app, Store *s, Decision *d, int64_t *number, Err *err)
{
    ActResult r;
    Table t;
    Status st = store_fetch(s, SQL_ISSUE_WORDS, STORE_NO_ARGS, app->a, &t, err);
    if (!st && !strcmp(d->what, "undo")) {
        st = may_take_back(app, s, d->subject, err);
    } else if (!st) {
        int64_t id = id_named(&t, "issue_id", "official", d->subject);
        for (size_t k = 0; k < t.n; k++)
            if (id && col_int(&t, "issue_id")[k] == id)
                d->subject = col_text(&t, "official")[k].n ? col_text(&t, "official")[k] : col_text(&t, "name")[k];
        st = id ? ST_OK : ERR(err, ST_NOT_FOUND, "no issue '%.*s'", STR_ARG(d->subject));
    }
    if (!st)
        st = app_decide(app, s, d, number, err);
    return st ? st : act_run(s, &r, err);
}

static Status own(App *app, Decision *d, Err *err)
{
    Store *s = NULL;
    int64_t number = 0;
    Status st = app_open(app, false, false, &s, err);
    if (!st)
        st = store_begin(s, err);
    if (!st) {
        store_join(s, true);
        st = own_within(app, s, d, &number, err);
        store_join(s, false);
        if (!st)
            st = store_commit(s, err);
        if (st)
            store_rollback(s);
    }
    store_close(s);
    if (!st)
        buf_printf(app->out, "decision %lld: %s '%.*s' %.*s\n", (long long)number, d->what, STR_ARG(d->subject), STR_ARG(d->object));
    return st;
}

Status cmd_issues(App *app, Err *err)
{
    const Args *g = app->args;
    const char *verb = g->n_word > 1 ? g->word[1] : "";
    if (g->n_word == 1)
        return show_page(app, page_issues, answer_issues, err);
    if (!strcmp(verb, "owner") && g->n_word == 4)
        return own(app, &(Decision){ "owner", "owner", str_of(g->word[2]), str_of(g->word[3]) }, err);
    if (!strcmp(verb, "undo") && g->n_word == 3)
        return own(app, &(Decision){ "owner", "undo", str_of(g->word[2]), STR("") }, err);
    if (g->n_word != 3 || strcmp(verb, "show") != 0)
        return ERR(err, ST_USAGE, "usage: throughline issues BOOK [show NAME | owner NAME UNIT | undo N]");
    return named(app,
                 &(Named){ str_of(g->word[2]), "issue", "issue_id", "official",
                           SQL_ISSUE_WORDS, answer_issue, page_issue },
                 err);
}

Status cmd_account(App *app, Err *err)
{
    return named(app,
                 &(Named){ str_of(app->args->word[1]), "account", "account_id", NULL,
                           SQL_PAGE_ACCOUNTS, answer_account, page_account },
                 err);
}

Status cmd_accounts(App *app, Err *err)
{
    Str by = str_of(args_get(app->args, "by"));
    AnswerQuery q = *ANSWER_ALL(STR(""));
    q.by = by;
    q.per_page = LIMIT_PAGE_ROWS;
    return show_page_of(app, page_rollup, by, answer_rollup, q, err);
}

/* Its own kind of assumption: rows that name no currency follow, and every figure is worked out anew. */
static Status set_currency(App *app, Err *err)
{
    Store *s = NULL;
    int64_t assumed = 0;
    Status st = app_open(app, false, false, &s, err);
    if (!st)
        st = store_set_currency(s, str_of(app->args->word[2]), err);
    if (!st)
        st = store_int(s, SQL_CURRENCY_ASSUMED_COUNT, STORE_NO_ARGS, 0, &assumed, err);
    if (!st)
        st = pipeline_run(app, s, NULL, err);
    if (!st)
        buf_printf(app->out, "the book is in %s; %lld row%s without a currency of %s own follow%s; the figures were worked out again\n", store_currency(s),
                   (long long)assumed, assumed == 1 ? "" : "s", assumed == 1 ? "its" : "their", assumed == 1 ? "s" : "");
    store_close(s);
    return st;
}

Status cmd_set(App *app, Err *err)
{
    Store *s = NULL;
    Doc *d;
    double value = 0;
    if (app->args->n_word == 2)
        return ERR(err, ST_USAGE, "usage: throughline set BOOK [NAME VALUE]");
    bool change = app->args->n_word == 3;
    if (change && strcmp(app->args->word[1], "currency") == 0)
        return set_currency(app, err);
    if (change && !str_to_f64(str_of(app->args->word[2]), &value))
        return ERR(err, ST_USAGE, "'%s' is not a number", app->args->word[2]);
    Status st = app_open(app, !change, false, &s, err);
    if (!st && change)
        st = store_set_setting(s, app->args->word[1], value, err);
    if (!st && app->json) {
        st = show_answer(app, s, answer_settings, *ANSWER_ALL(STR("")), err);
    } else if (!st) {
        st = page_settings(s, app->a, &d, err);
        if (!st)
            st = show_doc(app, d, err);
    }
    store_close(s);
    return st;
}
