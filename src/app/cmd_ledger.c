/* cmd_ledger.c - the tie-out of revenue, to the cent. */
#include "app/command.h"
#include "app/show.h"
#include "model/limits.h"
#include "report/answer.h"
#include "report/page.h"

Status cmd_ledger(App *app, Err *err)
{
    Str month = str_of(args_get(app->args, "month"));
    AnswerQuery q = *ANSWER_ALL(STR(""));
    q.per_page = LIMIT_LEDGER_ROWS;
    q.month = month;
    return show_page_of(app, page_ledger, month, answer_ledger, q, err);
}
