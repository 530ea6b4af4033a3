/* cmd_serve.c - HTTP API and web page, until interrupted. */
#include "act/action.h"
#include "app/action_json.h"
#include "app/choice_json.h"
#include "app/command.h"
#include "app/live.h"
#include "app/pipeline.h"
#include "app/serve_parts.h"
#include "ingest/aside.h"
#include "report/answer.h"
#include "report/html.h"
#include "report/page.h"
#include "serve/serve.h"
#include "value/forecast.h"

Status serve_report(Store *s, Arena *a, Buf *out, Err *err)
{
    Doc *d;
    Status st = page_report(s, a, &d, err);
    return st ? st : doc_html(d, a, out, err);
}

Status serve_aside(Store *s, int64_t file, Arena *a, Buf *out, Str *name, Err *err)
{
    Table files, rows;
    Status st = store_fetch(s, SQL_ASIDE_FILES, STORE_NO_ARGS, a, &files, err);
    if (!st)
        st = store_fetch(s, SQL_ASIDE_ROWS, STORE_ARGS(DB_INT(file)), a, &rows, err);
    if (st)
        return st;
    for (size_t r = 0; r < files.n; r++) {
        Str delimiter = col_text(&files, "delimiter")[r];
        if (col_int(&files, "file_id")[r] != file)
            continue;
        aside_csv(file, delimiter.n ? delimiter.p[0] : 0, col_text(&files, "header")[r], &rows, a, out);
        *name = str_fmt(a, "attachment; filename=\"set-aside-%lld.csv\"", (long long)file);
        return ST_OK;
    }
    return ERR(err, ST_NOT_FOUND, "nothing is set aside of file %lld", (long long)file);
}

static Status recompute(Store *s, Err *err)
{
    static const App quiet = { .quiet = true };
    Status st = pipeline_run(&quiet, s, NULL, err);
    return st ? st : live_tasks(s, err);
}

/* A book that cannot be opened for writing (another program reads it, the file may not be changed) is still shown. */
static Status open_book(App *app, bool *writable, Store **out, Err *err)
{
    Err first = { .code = ST_OK };
    *writable = !args_get(app->args, "read-only");
    if (*writable && app_open(app, false, false, out, &first) == ST_OK)
        return ST_OK;
    Status st = app_open(app, true, false, out, err);
    if (!st && *writable)
        app_progress(app, "%s: %s; it is shown, and nothing can be decided\n", app->args->word[0], first.msg);
    *writable = false;
    return st;
}

Status cmd_serve(App *app, Err *err)
{
    Store *s = NULL;
    Server *server = NULL;
    bool writable = false;
    Status st = open_book(app, &writable, &s, err);
    if (!st)
        st = serve_open(
            s,
            &(ServeOptions){ .listen = args_get(app->args, "listen"),
                             .book = answer_book_name(app->a, str_of(app->args->word[0])),
                             .report = serve_report,
                             .reader = serve_reader,
                             .aside = serve_aside,
                             .mend = writable ? live_mend : NULL,
                             .portfolio = answer_portfolio,
                             .understand = option_parse,
                             .option = option_decide,
                             .typed = answer_actions_typed,
                             .action = action_decide,
                             .forecast = forecast_decide,
                             .settle = live_answers,
                             .recompute = writable ? recompute : NULL,
                             .take = writable ? live_take : NULL,
                             .spool = live_folder(app).p,
                             .watch = args_get(app->args, "watch"),
                             .public_url = args_get(app->args, "public") },
            &server, err);
    if (!st) {
        buf_printf(app->out, "serving %s on %s\n", app->args->word[0], serve_address(server));
        if (serve_set_up(server).n)
            buf_printf(app->out, "nobody is a user of this book yet: this link makes the owner's account, once and within an hour\n%.*s\n", STR_ARG(serve_set_up(server)));
        st = app_flush(app, err);
    }
    if (!st)
        (void)serve_wait(server);
    serve_close(server);
    store_close(s);
    return st;
}
