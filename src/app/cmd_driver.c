/* cmd_driver.c - what goes along with an outcome. */
#include "app/command.h"
#include "app/show.h"
#include "report/answer.h"
#include "report/page.h"

Status cmd_drivers(App *app, Err *err)
{
    Str outcome = str_of(args_get(app->args, "outcome"));
    AnswerQuery q = *ANSWER_ALL(STR(""));
    q.by = outcome;
    return show_page_of(app, page_drivers, outcome, answer_drivers, q, err);
}
