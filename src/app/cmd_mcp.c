/* cmd_mcp.c - the read answers as tools of an assistant, on standard input and output. */
#include <unistd.h>

#include "app/action_json.h"
#include "app/choice_json.h"
#include "app/command.h"
#include "app/serve_parts.h"
#include "report/answer.h"
#include "serve/mcp.h"

Status cmd_mcp(App *app, Err *err)
{
    const char *where = app->args->word[0];
    ServeOptions o = { .book = answer_book_name(app->a, str_of(where)), .report = serve_report, .aside = serve_aside, .portfolio = answer_portfolio, .typed = answer_actions_typed };
    return mcp_stdio(where, &o, STDIN_FILENO, STDOUT_FILENO, err);
}
