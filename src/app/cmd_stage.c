/* cmd_stage.c - one stage, or all again. */
#include "app/command.h"
#include "app/live.h"
#include "app/pipeline.h"
#include "app/show.h"
#include "base/json_out.h"
#include "report/answer.h"
#include "report/page.h"

static Status stage(App *app, const char *name, Status (*page)(Store *, Arena *, Doc **, Err *),
                    Answer *answer, Err *err)
{
    Store *s = NULL;
    Doc *d;
    Status st = app_open(app, false, false, &s, err);
    if (!st)
        st = pipeline_one(app, s, name, err);
    if (!st && app->json) {
        st = show_answer(app, s, answer, *ANSWER_ALL(STR("")), err);
    } else if (!st) {
        st = page(s, app->a, &d, err);
        if (!st)
            st = show_doc(app, d, err);
    }
    store_close(s);
    return st;
}

Status cmd_resolve_stage(App *app, Err *err)
{
    return stage(app, "resolve", page_data, answer_files, err);
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
        st = live_answers(s, err);
    if (!st)
        st = store_run(s, SQL_CLEAR_SUMMARY, STORE_NO_ARGS, err);
    if (!st)
        st = pipeline_run(app, s, NULL, err);
    if (!st)
        buf_puts(app->out, "every derived table was made again from the facts\n");
    store_close(s);
    return st;
}
