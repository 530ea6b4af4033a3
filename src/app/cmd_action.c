/* cmd_action.c - what is done about it: list, decide, plan.  Every word typed is a row of `verdict`, replayed on each run. */
#include <math.h>
#include <stdlib.h>

#include "act/act.h"
#include "act/action.h"
#include "act/audit_in.h"
#include "act/lot.h"
#include "act/plan.h"
#include "app/command.h"
#include "app/show.h"
#include "base/date.h"
#include "base/json_out.h"
#include "export/export.h"
#include "model/limits.h"
#include "report/answer.h"
#include "report/page.h"
#include "store/sql_ids.h"

static const struct Verb {
    const char *word, *what;
    size_t words;                /* of the command, BOOK and the verb counted */
} verb[] = {
    { "add", "action", 3 }, { "set", "set", 5 }, { "why", "why", 5 }, { "evidence", "evidence", 5 }, { "reading", "reading", 5 }, { "drop", "drop", 3 }, { "undo", "undo", 3 },
};

static Status list(App *app, Err *err)
{
    AnswerQuery q = *ANSWER_ALL(STR(""));
    q.q = app->args->n_word == 3 ? str_of(app->args->word[2]) : STR("");
    return show_page_of(app, page_actions, q.q, answer_actions, q, err);
}

static Status known(Store *s, Str name, Arena *a, bool *out, Err *err)
{
    Actions all;
    Status st = actions_load(s, a, &all, err);
    *out = false;
    for (size_t i = 0; !st && i < all.n; i++)
        *out = *out || str_ieq(all.at[i].name, name);
    return st;
}

/* Written down and replayed together: all or nothing. */
static Status write_down(App *app, Store *s, const struct Verb *v, Str name, Str object, Err *err)
{
    int64_t number;
    ActResult r;
    Status st = store_begin(s, err);
    if (st)
        return st;
    store_join(s, true);
    st = app_decide(app, s, &(Decision){ .stage = "act", .what = v->what, .subject = name, .object = object }, &number, err);
    if (!st)
        st = act_run(s, &r, err);
    store_join(s, false);
    if (!st)
        st = store_commit(s, err);
    if (st) {
        store_rollback(s);
        return st;
    }
    buf_printf(app->out, "decision %lld: %s '%.*s'%s%.*s\n", (long long)number, v->word, STR_ARG(name), object.n ? " " : "", STR_ARG(object));
    return ST_OK;
}

static Status decide(App *app, const struct Verb *v, Err *err)
{
    const char *const *w = app->args->word;
    Store *s = NULL;
    bool there = true, undo = !strcmp(v->word, "undo");
    int64_t number = 0;
    Str name = str_of(w[2]), object = STR("");
    if (!strcmp(v->what, "set"))
        object = str_fmt(app->a, "%s=%s", w[3], w[4]);
    else if (v->words == 5)
        object = str_fmt(app->a, "%s %s", w[3], w[4]);
    if (!name.n || name.n > ACTION_NAME_MAX)
        return ERR(err, ST_USAGE, "an action's name has 1 to %d letters", ACTION_NAME_MAX);
    if (undo && !str_to_i64(name, &number))
        return ERR(err, ST_USAGE, "'%.*s' is no number of a decision", STR_ARG(name));
    Status st = action_parse(str_of(v->what), object, app->a, err);
    if (!st)
        st = app_open(app, false, false, &s, err);
    if (!st)
        st = undo ? action_may_undo(s, number, app->a, err) : known(s, name, app->a, &there, err);
    if (!st && !undo && there == !strcmp(v->word, "add"))
        st = there ? ERR(err, ST_INVALID, "there is an action '%.*s' already", STR_ARG(name)) : ERR(err, ST_NOT_FOUND, "no action '%.*s'", STR_ARG(name));
    if (!st)
        st = write_down(app, s, v, name, object, err);
    store_close(s);
    return st;
}

/* The draw goes through the same door as the page's. */
static Status draw(App *app, Err *err)
{
    static const char *const option[][2] = { { "start", "start" }, { "hold-out", "hold_out" }, { "waves", "waves" }, { "every", "every" }, { "seed", "seed" } };
    const char *user = getenv("USER");
    Str said[COUNT_OF(option)];
    ActionAsk ask = { .what = STR("draw"), .name = str_of(app->args->word[2]), .said = said, .who = str_of(user ? user : "unknown"), .why = STR("command line"), .at = app_now(app->a) };
    OptionSaid out;
    ActResult r;
    Store *s = NULL;
    for (size_t i = 0; i < COUNT_OF(option); i++) {
        const char *v = args_get(app->args, option[i][0]);
        if (v)
            said[ask.n_said++] = str_fmt(app->a, "%s=%s", option[i][1], v);
    }
    Status st = app_open(app, false, false, &s, err);
    if (!st)
        st = store_begin(s, err);
    if (!st) {
        store_join(s, true);
        st = action_decide(s, &ask, app->a, &out, err);
        if (!st)
            st = act_run(s, &r, err);
        store_join(s, false);
        st = st ? st : store_commit(s, err);
        if (st)
            store_rollback(s);
        else
            buf_printf(app->out, "decision %lld: accounts drawn by lot for '%.*s'\n", (long long)out.first, STR_ARG(ask.name));
    }
    store_close(s);
    return st;
}

/* The lot as CSV: whom to give it to, wave by wave, and whom not. */
static Status lot_csv(App *app, Store *s, Str name, Err *err)
{
    static const ColSpec cols[] = { { "account", COL_TEXT }, { "account_id", COL_INT }, { "wave", COL_INT }, { "start", COL_DATE } };
    Actions all;
    const Lot *lot = NULL;
    Table t, out;
    Status st = actions_load(s, app->a, &all, err);
    for (size_t i = 0; !st && i < all.n; i++)
        lot = str_ieq(all.at[i].name, name) ? all.at[i].lot : lot;
    if (!st && !lot)
        st = ERR(err, ST_NOT_FOUND, "no lot was drawn for an action '%.*s'", STR_ARG(name));
    if (!st)
        st = store_fetch(s, SQL_REPORT_LOT_ACCOUNTS, STORE_ARGS(DB_INT(lot->number), DB_INT(INT32_MAX), DB_INT(0)), app->a, &t, err);
    if (st)
        return st;
    table_init(&out, app->a, cols, COUNT_OF(cols));
    buf_printf(app->out, "account,account_id,wave,start\n");
    for (size_t r = 0; r < t.n; r++) {
        int64_t wave = col_int(&t, "wave")[r];
        table_put_text(&out, 0, col_text(&t, "name")[r]);
        table_put_int(&out, 1, col_int(&t, "account_id")[r]);
        table_put_int(&out, 2, wave);
        if (wave >= 1)
            table_put_int(&out, 3, wave == 1 ? lot->start : day_of_month(lot_wave_month(lot, wave)));
        table_row(&out);
        csv_row(&out, r, true, app->a, app->out);
    }
    return ST_OK;
}

static Status lot(App *app, Err *err)
{
    Store *s = NULL;
    Str name = str_of(app->args->word[2]);
    AnswerQuery q = *ANSWER_ALL(STR(""));
    q.q = name;
    q.per_page = LIMIT_PAGE_ROWS;
    Status st = app_open(app, true, false, &s, err);
    if (!st)
        st = app->json ? show_answer(app, s, answer_lot, q, err) : lot_csv(app, s, name, err);
    store_close(s);
    return st;
}

Status cmd_actions(App *app, Err *err)
{
    const Args *args = app->args;
    if (args->n_word == 1 || (args->n_word == 3 && !strcmp(args->word[1], "show")))
        return list(app, err);
    if (args->n_word == 3 && !strcmp(args->word[1], "draw"))
        return draw(app, err);
    if (args->n_word == 3 && !strcmp(args->word[1], "lot"))
        return lot(app, err);
    for (size_t i = 0; i < COUNT_OF(verb); i++)
        if (!strcmp(args->word[1], verb[i].word) && args->n_word == verb[i].words)
            return decide(app, &verb[i], err);
    return ERR(err, ST_USAGE,
               "usage: throughline actions BOOK [show NAME | add NAME | set NAME FIELD VALUE | why NAME 1.2 TEXT | evidence NAME 1.2 FILE:LINE | reading NAME DAY VALUE | draw NAME | lot NAME | drop NAME | undo N]");
}

static void plan_json(App *app, const Plan *p)
{
    JsonOut j;
    json_init(&j, app->out);
    json_object(&j, NULL);
    json_str(&j, "measure", p->measure);
    json_f64(&j, "level", p->level);
    json_f64(&j, "wanted", p->wanted);
    json_str(&j, "note", p->note);
    json_array(&j, "ways");
    for (size_t i = 0; i < p->n_way; i++) {
        json_object(&j, NULL);
        json_str(&j, "way", str_of(p->way[i].name));
        json_int(&j, "reached", (int64_t)p->way[i].reached);
        json_int(&j, "others", (int64_t)p->way[i].others);
        json_f64(&j, "months", p->way[i].months);
        json_f64(&j, "times_the_accounts", p->way[i].units);
        json_f64(&j, "error_after_a_year", p->way[i].se_year);
        json_end(&j);
    }
    json_end(&j);
    json_end(&j);
    buf_putc(app->out, '\n');
}

static void plan_text(App *app, const Plan *p)
{
    buf_printf(app->out, "%.*s\n", STR_ARG(p->measure.n ? p->measure : p->note));
    if (!p->n_way) {
        buf_printf(app->out, "%.*s\n", STR_ARG(p->note));
        return;
    }
    buf_printf(app->out, "now %.3f; to be seen: %.3f, with power 0.8, however often one looks\n\n", p->level, p->wanted);
    for (size_t i = 0; i < p->n_way; i++) {
        const PlanWay *w = &p->way[i];
        buf_printf(app->out, "  %-18s %5zu accounts reached, %5zu not: ", w->name, w->reached, w->others);
        if (isfinite(w->months))
            buf_printf(app->out, "after %.0f months\n", w->months);
        else if (isfinite(w->units))
            buf_printf(app->out, "not within a year; %.1f times the accounts would do\n", w->units);
        else
            buf_printf(app->out, "never\n");
    }
}

Status cmd_plan(App *app, Err *err)
{
    PlanAsk ask = { .action = str_of(app->args->word[1]) };
    const struct {
        const char *name;
        double *into;
    } share[] = { { "share", &ask.share }, { "hold-out", &ask.hold_out } };
    Store *s = NULL;
    Plan p;
    Status st = args_int(app->args, "waves", 0, &ask.waves, err);
    if (!st)
        st = args_int(app->args, "every", 0, &ask.every, err);
    for (size_t i = 0; !st && i < COUNT_OF(share); i++) {
        const char *v = args_get(app->args, share[i].name);
        if (v && !str_to_f64(str_of(v), share[i].into))
            st = ERR(err, ST_USAGE, "'%s' is no share: write 0.4", v);
    }
    if (!st)
        st = app_open(app, true, false, &s, err);
    if (!st)
        st = plan_audit(s, &ask, app->a, &p, err);
    if (!st)
        (app->json ? plan_json : plan_text)(app, &p);
    store_close(s);
    return st;
}
