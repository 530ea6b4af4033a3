/* cmd_ledger.c - the tie-out of revenue, to the cent. */
#include "app/command.h"
#include "app/show.h"
#include "base/json_out.h"
#include "model/limits.h"
#include "report/answer.h"
#include "report/page.h"

static Status ledger_json(App *app, Store *s, Str month, Err *err)
{
    JsonOut j;
    AnswerQuery q = *ANSWER_ALL(answer_book_name(app->a, str_of(app->args->word[0])));
    q.per_page = LIMIT_LEDGER_ROWS;
    q.month = month;
    json_init(&j, app->out);
    Status st = answer_ledger(s, &q, app->a, &j, err);
    buf_putc(app->out, '\n');
    return st;
}

Status cmd_ledger(App *app, Err *err)
{
    Store *s = NULL;
    Doc *d;
    Str month = str_of(args_get(app->args, "month"));
    Status st = app_open(app, true, false, &s, err);
    if (!st && app->json) {
        st = ledger_json(app, s, month, err);
    } else if (!st) {
        st = page_ledger(s, month, app->a, &d, err);
        if (!st)
            st = show_doc(app, d, err);
    }
    store_close(s);
    return st;
}
