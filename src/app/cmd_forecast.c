/* cmd_forecast.c - will they renew, and what are they worth; the owner's view is a decision. */
#include "app/command.h"
#include "app/show.h"
#include "base/json_out.h"
#include "report/answer.h"
#include "report/page.h"
#include "store/sql_ids.h"
#include "value/forecast.h"
#include "value/value.h"

/* The account's name as the book has it: exactly, else the one account whose name holds the words. */
static Status account_name(App *app, Store *s, Str words, Str *out, Err *err)
{
    Table t;
    size_t hits = 0;
    Status st = store_fetch(s, SQL_LIFE_ACCOUNTS, STORE_NO_ARGS, app->a, &t, err);
    for (size_t r = 0; !st && r < t.n; r++) {
        Str name = col_text(&t, "name")[r];
        if (str_ieq(name, words)) {
            *out = name;
            return ST_OK;
        }
        if (words.n && str_ihas(name, words)) {
            *out = name;
            hits++;
        }
    }
    if (st || hits == 1)
        return st;
    return hits ? ERR(err, ST_INVALID, "'%.*s' may be %zu accounts: write the whole name", STR_ARG(words), hits) : ERR(err, ST_NOT_FOUND, "no account '%.*s'", STR_ARG(words));
}

static Status may_undo(App *app, Store *s, Str number, Err *err)
{
    Table t;
    int64_t n = 0;
    Status st = store_fetch(s, SQL_FORECAST_SAID, STORE_NO_ARGS, app->a, &t, err);
    if (!st && !str_to_i64(number, &n))
        return ERR(err, ST_USAGE, "undo takes the number of a decision");
    bool there = false;
    for (size_t r = 0; !st && r < t.n; r++) {
        bool undo = str_eq(col_text(&t, "what")[r], STR("undo"));
        if (undo && str_eq(col_text(&t, "subject")[r], number))
            return ERR(err, ST_CONFLICT, "decision %lld was taken back already", (long long)n);
        there = there || (!undo && col_int(&t, "verdict_id")[r] == n);
    }
    return st || there ? st : ERR(err, ST_NOT_FOUND, "there is no decision %lld about a forecast to take back", (long long)n);
}

static Status write_down(App *app, Store *s, const Decision *d, Err *err)
{
    int64_t number;
    ValueResult r;
    Status st = store_begin(s, err);
    if (st)
        return st;
    store_join(s, true);
    st = app_decide(app, s, d, &number, err);
    if (!st)
        st = value_run(s, &r, err);
    store_join(s, false);
    if (!st)
        st = store_commit(s, err);
    if (st)
        store_rollback(s);
    else
        buf_printf(app->out, "decision %lld: %s '%.*s' %.*s\n", (long long)number, d->what, STR_ARG(d->subject), STR_ARG(d->object));
    return st;
}

static Status decide(App *app, const char *what, Err *err)
{
    const Args *g = app->args;
    bool owner = !strcmp(what, "owner");
    Str object = STR(""), why, name = str_of(g->word[2]);
    Store *s = NULL;
    double view;
    for (size_t i = 3; i < g->n_word; i++)
        object = str_fmt(app->a, "%.*s%s%s", STR_ARG(object), i > 3 ? " " : "", g->word[i]);
    Status st = forecast_parse(str_of(what), object, &view, &why, err);
    if (!st)
        st = app_open(app, false, false, &s, err);
    if (!st)
        st = owner ? account_name(app, s, name, &name, err) : may_undo(app, s, name, err);
    if (!st)
        st = write_down(app, s, &(Decision){ .stage = "forecast", .what = what, .subject = name, .object = object }, err);
    store_close(s);
    return st;
}

Status cmd_forecast(App *app, Err *err)
{
    const Args *g = app->args;
    if (g->n_word == 1)
        return show_page(app, page_forecast, answer_forecast, err);
    if (!strcmp(g->word[1], "owner") && g->n_word >= 4)
        return decide(app, "owner", err);
    if (!strcmp(g->word[1], "undo") && g->n_word == 3)
        return decide(app, "undo", err);
    return ERR(err, ST_USAGE, "usage: throughline forecast BOOK [owner NAME 60%% [WHY] | undo N]");
}

Status cmd_lifetime(App *app, Err *err) { return show_page(app, page_lifetime, answer_lifetime, err); }
