/* cmd_driver.c - what goes along with an outcome. */
#include "app/command.h"
#include "app/show.h"
#include "base/json_out.h"
#include "report/answer.h"
#include "report/page.h"

Status cmd_drivers(App *app, Err *err)
{
    Store *s = NULL;
    Doc *d;
    const char *outcome = args_get(app->args, "outcome");
    Status st = app_open(app, true, false, &s, err);
    if (!st && app->json) {
        JsonOut j;
        json_init(&j, app->out);
        AnswerQuery q = *ANSWER_ALL(answer_book_name(app->a, str_of(app->args->word[0])));
        q.by = str_of(outcome);
        st = answer_drivers(s, &q, app->a, &j, err);
        buf_putc(app->out, '\n');
    } else if (!st) {
        st = page_drivers(s, str_of(outcome), app->a, &d, err);
        if (!st)
            st = show_doc(app, d, err);
    }
    store_close(s);
    return st;
}
