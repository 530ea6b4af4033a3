/* cmd_forecast.c - will they renew, and what are they worth; the owner's view is a decision. */
#include <stdlib.h>

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

static Status write_down(App *app, Store *s, const ForecastAsk *ask, Err *err)
{
    int64_t number;
    ValueResult r;
    Status st = store_begin(s, err);
    if (st)
        return st;
    store_join(s, true);
    st = forecast_decide(s, ask, app->a, &number, err);
    if (!st)
        st = value_run(s, &r, err);
    store_join(s, false);
    if (!st)
        st = store_commit(s, err);
    if (st)
        store_rollback(s);
    else if (ask->decision)
        buf_printf(app->out, "decision %lld: undo '%lld' \n", (long long)number, (long long)ask->decision);
    else
        buf_printf(app->out, "decision %lld: owner '%.*s' %.*s%s%.*s\n", (long long)number, STR_ARG(ask->name), STR_ARG(ask->probability), ask->words.n ? " " : "", STR_ARG(ask->words));
    return st;
}

static Status decide(App *app, const char *what, Err *err)
{
    const Args *g = app->args;
    const char *user = getenv("USER");
    Str words = STR(""), why;
    Store *s = NULL;
    double view;
    for (size_t i = 4; i < g->n_word; i++)
        words = str_fmt(app->a, "%.*s%s%s", STR_ARG(words), i > 4 ? " " : "", g->word[i]);
    ForecastAsk ask = { .what = str_of(what), .name = str_of(g->word[2]), .probability = STR(""), .words = words, .who = str_of(user ? user : "unknown"), .why = STR("command line"), .at = app_now(app->a) };
    bool owner = !strcmp(what, "owner");
    if (owner)
        ask.probability = str_of(g->word[3]);
    else if (!str_to_i64(ask.name, &ask.decision))
        return ERR(err, ST_USAGE, "undo takes the number of a decision");
    Status st = forecast_parse(ask.what, ask.probability, &view, &why, err);
    if (!st)
        st = app_open(app, false, false, &s, err);
    if (!st && owner)
        st = account_name(app, s, ask.name, &ask.name, err);
    if (!st)
        st = write_down(app, s, &ask, err);
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
