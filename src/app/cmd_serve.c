/* cmd_serve.c - HTTP API and web page, until interrupted. */
#include "app/command.h"
#include "report/answer.h"
#include "report/html.h"
#include "report/page.h"
#include "serve/serve.h"

static Status report(Store *s, Arena *a, Buf *out, Err *err)
{
    Doc *d;
    Status st = page_report(s, a, &d, err);
    return st ? st : doc_html(d, a, out, err);
}

Status cmd_serve(App *app, Err *err)
{
    Store *s = NULL;
    Server *server = NULL;
    Status st = app_open(app, true, false, &s, err);
    if (!st)
        st = serve_open(
            s,
            &(ServeOptions){ .listen = args_get(app->args, "listen"),
                             .book = answer_book_name(app->a, str_of(app->args->word[0])),
                             .report = report },
            &server, err);
    if (!st) {
        buf_printf(app->out, "serving %s on %s\n", app->args->word[0], serve_address(server));
        st = app_flush(app, err);
    }
    if (!st)
        (void)serve_wait(server);
    serve_close(server);
    store_close(s);
    return st;
}
