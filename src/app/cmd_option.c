/* cmd_option.c - what could be done about an issue, and which of it under a budget.  Every word typed is a row of `verdict`, replayed on
 * each run. */
#include <math.h>
#include <stdlib.h>

#include "act/act.h"
#include "act/choose.h"
#include "act/pilot.h"
#include "app/command.h"
#include "app/show.h"
#include "base/currency.h"
#include "base/file.h"
#include "report/amount.h"
#include "report/answer.h"
#include "report/page.h"
#include "store/sql_ids.h"

enum { FILE_MAX = 1 << 20 };

typedef struct Word {
    Str what, subject, object;
} Word;

typedef struct Words {
    Word  *at;
    size_t n, cap;
} Words;

static Status known(Store *s, Str name, Arena *a, bool *out, Err *err)
{
    Options all;
    Status st = options_read(s, a, &all, err);
    *out = false;
    for (size_t i = 0; !st && i < all.n; i++)
        *out = *out || str_ieq(all.at[i].name, name);
    return st;
}

/* "issue=1" is the issue that ranks first today; what is written down are its words, which outlive the ranking. */
static Status name_issue(App *app, Store *s, Word *x, Err *err)
{
    int64_t rank;
    Str rest = x->object, field = str_cut(&rest, '=');
    Table t;
    if (!str_eq(x->what, STR("set")) || !str_eq(str_trim(field), STR("issue")) || !str_to_i64(str_trim(rest), &rank))
        return ST_OK;
    Status st = store_fetch(s, SQL_ISSUE_RANKED, STORE_ARGS(DB_INT(rank)), app->a, &t, err);
    if (st)
        return st;
    if (!t.n)
        return ERR(err, ST_NOT_FOUND, "no issue ranks %lld: `throughline issues BOOK` lists them; name it in words", (long long)rank);
    Str official = col_text(&t, "official")[0];
    x->object = str_fmt(app->a, "issue=%.*s", STR_ARG(official.n ? official : col_text(&t, "name")[0]));
    return ST_OK;
}

/* Written down and replayed together: all or nothing. */
static Status write_down(App *app, Store *s, const Words *w, Err *err)
{
    ActResult r;
    int64_t number;
    Status st = ST_OK;
    for (size_t i = 0; !st && i < w->n; i++)
        st = name_issue(app, s, &w->at[i], err);
    if (!st)
        st = store_begin(s, err);
    if (st)
        return st;
    store_join(s, true);
    for (size_t i = 0; !st && i < w->n; i++) {
        const Word *x = &w->at[i];
        st = app_decide(app, s, &(Decision){ .stage = "option", .what = str_dup(app->a, x->what).p, .subject = x->subject, .object = x->object }, &number, err);
        if (!st)
            buf_printf(app->out, "decision %lld: %.*s '%.*s'%s%.*s\n", (long long)number, STR_ARG(x->what), STR_ARG(x->subject), x->object.n ? " " : "", STR_ARG(x->object));
    }
    if (!st)
        st = act_run(s, &r, err);
    store_join(s, false);
    if (!st)
        st = store_commit(s, err);
    if (st)
        store_rollback(s);
    return st;
}

static Status put(App *app, Words *w, Str what, Str subject, Str object, Err *err)
{
    if (!subject.n || subject.n > OPTION_NAME_MAX)
        return ERR(err, ST_USAGE, "an option's name has 1 to %d bytes", OPTION_NAME_MAX);
    Status st = option_parse(what, object, err);
    if (st)
        return st;
    if (w->n == w->cap) {
        Word *more = ARENA_NEW_N(app->a, Word, w->cap = w->cap * 2 + 16);
        if (w->n)
            memcpy(more, w->at, w->n * sizeof *more);
        w->at = more;
    }
    w->at[w->n++] = (Word){ what, subject, object };
    return ST_OK;
}

/* A line an option: NAME | FIELD=VALUE | FIELD=VALUE; empty lines and ones that begin with # are passed over.  An option that is there
 * already gets the fields. */
static Status read_file(App *app, Store *s, Words *w, Err *err)
{
    Str text;
    Status st = file_read(app->args->word[2], FILE_MAX, app->a, &text, err);
    for (int64_t line = 1; !st && text.n; line++) {
        Str row = str_trim(str_cut(&text, '\n'));
        if (!row.n || row.p[0] == '#')
            continue;
        Str name = str_trim(str_cut(&row, '|'));
        bool there = false;
        st = known(s, name, app->a, &there, err);
        for (size_t i = 0; i < w->n; i++)
            there = there || str_ieq(w->at[i].subject, name);
        if (!st && !there)
            st = put(app, w, STR("option"), name, STR(""), err);
        while (!st && row.n)
            st = put(app, w, STR("set"), name, str_trim(str_cut(&row, '|')), err);
        if (st)
            return ERR(err, st, "line %lld: %s", (long long)line, str_dup(app->a, str_of(err->msg)).p);
    }
    return st;
}

static Status may_undo(App *app, Store *s, Err *err)
{
    int64_t number = 0;
    if (!str_to_i64(str_of(app->args->word[2]), &number))
        return ERR(err, ST_USAGE, "undo takes the number of a decision");
    return option_may_undo(s, number, app->a, err);
}

static Status collect(App *app, Store *s, Words *w, Err *err)
{
    const Args *g = app->args;
    const char *verb = g->word[1];
    Str name = str_of(g->word[2]);
    if (!strcmp(verb, "read"))
        return read_file(app, s, w, err);
    if (!strcmp(verb, "undo")) {
        Status st = may_undo(app, s, err);
        return st ? st : put(app, w, STR("undo"), name, STR(""), err);
    }
    Status st = option_check_name(s, name, strcmp(verb, "add") != 0, app->a, err);
    if (!st && !strcmp(verb, "drop"))
        return put(app, w, STR("drop"), name, STR(""), err);
    if (!st && !strcmp(verb, "add"))
        st = put(app, w, STR("option"), name, STR(""), err);
    for (size_t i = 3; !st && i < g->n_word; i++)
        st = put(app, w, STR("set"), name, str_of(g->word[i]), err);
    return st;
}

Status cmd_options(App *app, Err *err)
{
    const Args *g = app->args;
    const struct {
        const char *verb;
        size_t least, most;
    } form[] = { { "add", 3, WORDS_MAX }, { "set", 4, WORDS_MAX }, { "drop", 3, 3 }, { "undo", 3, 3 }, { "read", 3, 3 } };
    if (g->n_word == 1)
        return show_page(app, page_options, answer_options, err);
    for (size_t i = 0; i < COUNT_OF(form); i++) {
        if (strcmp(g->word[1], form[i].verb) || g->n_word < form[i].least || g->n_word > form[i].most)
            continue;
        Store *s = NULL;
        Words w = { .n = 0 };
        Status st = app_open(app, false, false, &s, err);
        if (!st)
            st = collect(app, s, &w, err);
        if (!st)
            st = write_down(app, s, &w, err);
        store_close(s);
        return st;
    }
    return ERR(err, ST_USAGE, "usage: throughline options BOOK [add NAME FIELD=VALUE... | set NAME FIELD=VALUE... | drop NAME | undo N | read FILE]");
}

static Str amount(App *app, Store *s, int64_t minor)
{
    return money_text(app->a, minor, str_of(store_currency(s)), MONEY_SHORT);
}

static void pilot_text(App *app, Store *s, const Pilot *p)
{
    if (!p->told)
        return;
    buf_printf(app->out, "      %s: %lld accounts, half of them left as they are, for %lld months would show the share to within %.0f points (standard error), worth %.*s; it costs %.*s and waiting %.*s\n",
               p->pays ? "a pilot pays" : "no pilot pays; the nearest", (long long)p->accounts, (long long)p->months, 100 * p->se, STR_ARG(amount(app, s, p->worth)), STR_ARG(amount(app, s, p->cost)),
               STR_ARG(amount(app, s, p->wait)));
}

static void portfolio_text(App *app, Store *s, const Options *o, const Choice *c)
{
    Buf *b = app->out;
    buf_printf(b, "%zu of %zu options, for %.*s in the first year", c->n_taken, c->n, STR_ARG(amount(app, s, c->spent)));
    if (c->people > 0)
        buf_printf(b, " and %g %s", c->people, c->people <= 1 ? "person" : "people");
    buf_printf(b, "\nworth %.*s net (95 %%: %.*s to %.*s); in the worst tenth %.*s\n", STR_ARG(amount(app, s, c->mean)), STR_ARG(amount(app, s, c->low)),
               STR_ARG(amount(app, s, c->high)), STR_ARG(amount(app, s, c->tail)));
    buf_printf(b, "before shrinking %.*s; taking the best ratio first loses %.*s%s\n", STR_ARG(amount(app, s, c->raw)), STR_ARG(amount(app, s, c->regret)),
               c->gap ? "; the search ended before it was sure" : "");
    if (c->next_gain > 0)
        buf_printf(b, "the next %d %s bring %.*s: %.*s\n", CHOOSE_STEP, store_currency(s), STR_ARG(amount(app, s, c->next_gain)), STR_ARG(c->next_names));
    else
        buf_printf(b, "the next %d %s bring nothing\n", CHOOSE_STEP, store_currency(s));
    for (int taken = 1; taken >= 0; taken--) {
        buf_printf(b, taken ? "\nTaken\n" : "\nNot taken, and why\n");
        for (size_t i = 0; i < c->n; i++) {
            const ChooseRow *r = &c->row[i];
            if (r->taken != (taken != 0))
                continue;
            buf_printf(b, "  %.*s\n      %.*s\n", STR_ARG(o->at[r->option].name), STR_ARG(r->reason));
            if (!r->weighed)
                continue;
            buf_printf(b, "      net %.*s; in the best set in %.0f %% of the draws; to know its share beforehand is worth %.*s\n", STR_ARG(amount(app, s, r->net)), 100 * r->chance,
                       STR_ARG(amount(app, s, r->learn)));
            pilot_text(app, s, &r->pilot);
        }
    }
    buf_printf(b, "\nWhat would change it\n");
    for (size_t i = 0; i < c->n_input; i++) {
        const ChooseInput *x = &c->input[i];
        const char *end = x->flips_low && x->flips_high ? "at either end of its 95 %" : x->flips_low ? "at its low end" : x->flips_high ? "at its high end" : NULL;
        buf_printf(b, "  %.*s: %s%s%.*s%s; to know it beforehand is worth %.*s\n", STR_ARG(x->name), end ? end : "does not change the choice", end ? " it would be: " : "",
                   STR_ARG(x->instead), "", STR_ARG(amount(app, s, x->learn)));
    }
}

static Status ask_of(App *app, Store *s, ChooseAsk *ask, Err *err)
{
    const char *budget = args_get(app->args, "budget"), *people = args_get(app->args, "people"), *risk = args_get(app->args, "risk");
    double whole = 0, unit = pow(10, currency_digits(str_of(store_currency(s)))), set = 0;
    *ask = (ChooseAsk){ .budget = CHOOSE_NO_LIMIT, .people = CHOOSE_NO_PEOPLE, .currency = str_of(store_currency(s)) };
    Status st = store_setting(s, "budget", &set, err);
    if (!st && set > 0)
        ask->budget = (int64_t)set;
    if (!st)
        st = store_setting(s, "people", &set, err);
    if (st)
        return st;
    if (set > 0)
        ask->people = set;
    if (budget && (!str_to_f64(str_of(budget), &whole) || whole < 0 || whole > 1e12))
        return ERR(err, ST_USAGE, "'%s' is no budget: write 300000, in whole units of the book's currency", budget);
    if (budget)
        ask->budget = (int64_t)llround(whole * unit);
    if (people && (!str_to_f64(str_of(people), &ask->people) || ask->people < 0))
        return ERR(err, ST_USAGE, "'%s' is no number of people", people);
    if (risk && (!str_to_f64(str_of(risk), &ask->caution) || ask->caution < 0 || ask->caution > 1))
        return ERR(err, ST_USAGE, "'%s' is no weight of the worst tenth: write a number from 0 to 1", risk);
    return ST_OK;
}

Status cmd_portfolio(App *app, Err *err)
{
    Store *s = NULL;
    ChooseAsk ask;
    Options o;
    Choice c;
    Frontier f = { .n = 0 };
    Status st = app_open(app, true, false, &s, err);
    if (!st)
        st = ask_of(app, s, &ask, err);
    if (!st)
        st = options_load(s, app->a, &o, err);
    if (!st)
        st = pilots_load(s, &o, app->a, err);
    if (!st)
        st = choose(&o, &ask, app->a, &c, err);
    if (!st && app->json) {
        JsonOut j;
        st = choose_frontier(&o, &ask, app->a, &f, err);
        json_init(&j, app->out);
        choose_json(&o, &ask, &c, &f, app->a, &j);
        buf_putc(app->out, '\n');
    } else if (!st && !o.n) {
        buf_printf(app->out, "no option is known: throughline options BOOK add NAME issue='...' cost=... share='30%% to 50%%'\n");
    } else if (!st) {
        portfolio_text(app, s, &o, &c);
    }
    store_close(s);
    return st;
}
