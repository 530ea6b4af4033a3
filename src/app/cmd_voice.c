/* cmd_voice.c - what customers expect and say, and what a person keeps of it. */
#include "app/command.h"
#include "app/show.h"
#include "base/json_out.h"
#include "model/limits.h"
#include "report/answer.h"
#include "report/page.h"
#include "report/voice.h"

static Status hiding(const App *app, bool *hide, Err *err)
{
    const char *what = args_get(app->args, "hide");
    *hide = what != NULL;
    return !what || !strcmp(what, "names") ? ST_OK : ERR(err, ST_USAGE, "--hide takes 'names', not '%s'", what);
}

static Status as_json(App *app, Store *s, Answer *answer, Str q, int64_t id, bool hide, Err *err)
{
    AnswerQuery query = *ANSWER_ALL(STR(""));
    query.q = q;
    query.id = id;
    query.hide = hide ? STR("names") : STR("");
    query.per_page = LIMIT_PAGE_ROWS;
    return show_answer(app, s, answer, query, err);
}

Status cmd_expectations(App *app, Err *err)
{
    Store *s = NULL;
    Doc *d;
    bool hide;
    Status st = hiding(app, &hide, err);
    if (!st)
        st = app_open(app, true, false, &s, err);
    if (!st && app->json) {
        st = as_json(app, s, answer_expectations, STR(""), 0, hide, err);
    } else if (!st) {
        st = page_expectations(s, hide, app->a, &d, err);
        if (!st)
            st = show_doc(app, d, err);
    }
    store_close(s);
    return st;
}

static Status grant(App *app, const char *what, Str account, Err *err)
{
    Store *s = NULL;
    int64_t n = 0, number = 0;
    Status st = app_open(app, false, false, &s, err);
    if (!st)
        st = store_int(s, SQL_VOICE_ACCOUNT_EXISTS, STORE_ARGS(DB_TEXT(account)), 0, &n, err);
    if (!st && !n)
        st = ERR(err, ST_NOT_FOUND, "no account is called '%.*s'; its whole name is needed", STR_ARG(account));
    if (!st)
        st = app_decide(app, s, &(Decision){ "voices", what, account, STR("") }, &number, err);
    if (!st)
        buf_printf(app->out, "decided: quotes of '%.*s' %s\n", STR_ARG(account), !strcmp(what, "permit") ? "may be shown outside the company" : "are shown to nobody");
    store_close(s);
    return st;
}

Status cmd_voices(App *app, Err *err)
{
    Store *s = NULL;
    Doc *d;
    bool hide;
    const Args *args = app->args;
    Str q = args->n_word > 1 ? str_of(args->word[1]) : STR("");
    if (args->n_word == 3) {
        if (strcmp(args->word[1], "permit") != 0 && strcmp(args->word[1], "forbid") != 0)
            return ERR(err, ST_USAGE, "usage: throughline voices BOOK [QUERY | permit ACCOUNT | forbid ACCOUNT]; a query is one word for the shell: quote it");
        return grant(app, args->word[1], str_of(args->word[2]), err);
    }
    Status st = hiding(app, &hide, err);
    if (!st)
        st = app_open(app, true, false, &s, err);
    if (!st && app->json) {
        st = as_json(app, s, answer_voices, q, 0, hide, err);
    } else if (!st) {
        st = page_voices(s, q, hide, app->a, &d, err);
        if (!st)
            st = show_doc(app, d, err);
    }
    store_close(s);
    return st;
}

/* The newest quotes that the query finds, the oldest of them first, kept by file, line and hash. */
static Status story_new(App *app, Store *s, Str name, Str query, Err *err)
{
    VoiceQuery v;
    Table t;
    Buf keys;
    int64_t total = 0, number = 0;
    Status st = voice_parse(query, app->a, &v, err);
    if (!st && voice_ours(&v))
        st = ERR(err, ST_USAGE, "a story is told by customers, not by side:ours");
    if (!st)
        st = voice_fetch(s, &v, LIMIT_STORY_QUOTES, 0, app->a, &t, &total, err);
    if (st)
        return st;
    if (!t.n)
        return ERR(err, ST_NOT_FOUND, "no quote is found by '%.*s'", STR_ARG(query));
    buf_init(&keys, LIMIT_TEXT);
    for (size_t r = t.n; r--;)       /* a story is told in the order it happened */
        buf_printf(&keys, "%s%.*s", r + 1 < t.n ? "\n" : "", STR_ARG(col_text(&t, "voice")[r]));
    st = keys.over ? ERR(err, ST_TOO_BIG, "the story is too long") : app_decide(app, s, &(Decision){ "voices", "story", name, str_dup(app->a, buf_str(&keys)) }, &number, err);
    buf_release(&keys);
    if (!st)
        buf_printf(app->out, "story %lld '%.*s' holds %zu of %lld quotes found\n", (long long)number, STR_ARG(name), t.n, (long long)total);
    return st;
}

static Status story_drop(App *app, Store *s, int64_t id, Err *err)
{
    Table t;
    Status st = store_fetch(s, SQL_STORY_LIST, STORE_NO_ARGS, app->a, &t, err);
    bool there = false;
    for (size_t r = 0; !st && r < t.n; r++)
        there = there || col_int(&t, "verdict_id")[r] == id;
    if (!st && !there)
        st = ERR(err, ST_NOT_FOUND, "there is no story %lld", (long long)id);
    if (!st)
        st = app_decide(app, s, &(Decision){ "voices", "drop", str_fmt(app->a, "%lld", (long long)id), STR("") }, NULL, err);
    if (!st)
        buf_printf(app->out, "story %lld is dropped\n", (long long)id);
    return st;
}

Status cmd_stories(App *app, Err *err)
{
    Store *s = NULL;
    Doc *d;
    bool hide;
    const Args *args = app->args;
    const char *what = args->n_word > 1 ? args->word[1] : "";
    int64_t id = 0;
    bool make = !strcmp(what, "new") && args->n_word == 4, drop = !strcmp(what, "drop") && args->n_word == 3, show = !strcmp(what, "show") && args->n_word == 3;
    if ((args->n_word > 1 && !make && !drop && !show) || ((drop || show) && (!str_to_i64(str_of(args->word[2]), &id) || id <= 0)))
        return ERR(err, ST_USAGE, "usage: throughline stories BOOK [show N | new NAME QUERY | drop N]");
    Status st = hiding(app, &hide, err);
    if (!st)
        st = app_open(app, !make && !drop, false, &s, err);
    if (!st && make) {
        st = story_new(app, s, str_of(args->word[2]), str_of(args->word[3]), err);
    } else if (!st && drop) {
        st = story_drop(app, s, id, err);
    } else if (!st && app->json) {
        st = as_json(app, s, show ? answer_story : answer_stories, STR(""), id, hide, err);
    } else if (!st) {
        st = page_stories(s, id, hide, app->a, &d, err);
        if (!st)
            st = show_doc(app, d, err);
    }
    store_close(s);
    return st;
}
