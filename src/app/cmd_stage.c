/* cmd_stage.c - one stage, or all again. */
#include <time.h>

#include "app/command.h"
#include "app/pipeline.h"
#include "app/show.h"
#include "base/date.h"
#include "base/json_out.h"
#include "report/answer.h"
#include "report/page.h"

/* A person's decision is dated by the wall clock: it is a fact about the person, not a figure. */
Str app_now(Arena *a)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_REALTIME, &t);
    Str iso = micros_iso(a, (int64_t)t.tv_sec * MICROS_PER_SECOND);
    return str_sub(iso, 0, iso.n - 1);
}

Status app_decide(App *app, Store *s, const char *stage_of, const char *what, Str subject, Str object,
                  Err *err)
{
    int64_t last;
    const char *user = getenv("USER");
    Status st = store_int(s, SQL_VERDICT_MAX, STORE_NO_ARGS, 0, &last, err);
    return st ? st
              : store_run(s, SQL_VERDICT_PUT,
                          STORE_ARGS(DB_INT(last + 1), DB_TEXT(str_of(stage_of)),
                                     DB_TEXT(str_of(what)), DB_TEXT(subject),
                                     DB_TEXT(object),
                                     DB_TEXT(str_of(user ? user : "unknown")),
                                     DB_TEXT(STR("command line")), DB_TEXT(app_now(app->a))),
                          err);
}

static Status stage(App *app, const char *name, Status (*page)(Store *, Arena *, Doc **, Err *),
                    Answer *answer, Err *err)
{
    Store *s = NULL;
    Doc *d;
    Status st = app_open(app, false, false, &s, err);
    if (!st)
        st = pipeline_one(app, s, name, err);
    if (!st && app->json) {
        JsonOut j;
        AnswerQuery q = *ANSWER_ALL(answer_book_name(app->a, str_of(app->args->word[0])));
        json_init(&j, app->out);
        st = answer(s, &q, app->a, &j, err);
        buf_putc(app->out, '\n');
    } else if (!st) {
        st = page(s, app->a, &d, err);
        if (!st)
            st = show_doc(app, d, err);
    }
    store_close(s);
    return st;
}

Status cmd_resolve(App *app, Err *err)
{
    const Args *args = app->args;
    if (args->n_word == 1)
        return stage(app, "resolve", page_data, answer_files, err);
    if (args->n_word != 4 ||
        (strcmp(args->word[1], "merge") != 0 && strcmp(args->word[1], "split") != 0))
        return ERR(err, ST_USAGE, "usage: throughline resolve BOOK [merge A B | split A B]");
    Store *s = NULL;
    Status st = app_open(app, false, false, &s, err);
    if (!st)
        st = app_decide(app, s, "resolve", args->word[1], str_of(args->word[2]), str_of(args->word[3]), err);
    if (!st)
        st = pipeline_run(app, s, NULL, err);
    if (!st)
        buf_printf(app->out, "decided: %s '%s' and '%s'; everything was computed again\n",
                   args->word[1], args->word[2], args->word[3]);
    store_close(s);
    return st;
}

Status cmd_listen(App *app, Err *err)
{
    return stage(app, "listen", page_themes, answer_comments, err);
}
Status cmd_signals(App *app, Err *err)
{
    return stage(app, "signal", page_signals, answer_signals, err);
}
Status cmd_link(App *app, Err *err)
{
    return stage(app, "link", page_issues, answer_issues, err);
}

Status cmd_rebuild(App *app, Err *err)
{
    Store *s = NULL;
    Status st = app_open(app, false, false, &s, err);
    if (!st)
        st = store_run(s, SQL_CLEAR_SUMMARY, STORE_NO_ARGS, err);
    if (!st)
        st = pipeline_run(app, s, NULL, err);
    if (!st)
        buf_puts(app->out, "every derived table was made again from the facts\n");
    store_close(s);
    return st;
}
