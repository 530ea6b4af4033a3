/* cmd_show.c - commands that only look: one page each, or its JSON answer. */
#include "app/command.h"
#include "app/show.h"
#include "base/file.h"
#include "base/json_out.h"
#include "model/limits.h"
#include "report/answer.h"
#include "report/html.h"
#include "report/page.h"
#include "report/term.h"

typedef Status Page(Store *s, Arena *a, Doc **out, Err *err);

Status show_doc(App *app, const Doc *d, Err *err)
{
    return doc_term(d, &(TermStyle){ .width = app->width, .color = app->color, .unicode = true },
                    app->a, app->out, err);
}

static Status look(App *app, Page *page, Answer *answer, Err *err)
{
    Store *s = NULL;
    Doc *d;
    Status st = app_open(app, true, false, &s, err);
    if (!st && app->json) {
        JsonOut j;
        json_init(&j, app->out);
        AnswerQuery q = *ANSWER_ALL(answer_book_name(app->a, str_of(app->args->word[0])));
        q.per_page = LIMIT_PAGE_ROWS;
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

Status cmd_themes(App *app, Err *err)
{
    return look(app, page_themes, answer_comments, err);
}
Status cmd_audit(App *app, Err *err)
{
    return look(app, page_audit, answer_money, err);
}
Status cmd_data(App *app, Err *err)
{
    return look(app, page_data, answer_files, err);
}

static Status named(App *app, Str name, Status (*page)(Store *, Str, Arena *, Doc **, Err *),
                    Err *err)
{
    Store *s = NULL;
    Doc *d;
    Status st = app_open(app, true, false, &s, err);
    if (!st)
        st = page(s, name, app->a, &d, err);
    if (!st)
        st = show_doc(app, d, err);
    store_close(s);
    return st;
}

Status cmd_issues(App *app, Err *err)
{
    if (app->args->n_word == 1)
        return look(app, page_issues, answer_issues, err);
    if (app->args->n_word != 3 || strcmp(app->args->word[1], "show") != 0)
        return ERR(err, ST_USAGE, "usage: throughline issues BOOK [show NAME]");
    return named(app, str_of(app->args->word[2]), page_issue, err);
}

Status cmd_account(App *app, Err *err)
{
    return named(app, str_of(app->args->word[1]), page_account, err);
}

Status cmd_report(App *app, Err *err)
{
    Store *s = NULL;
    Doc *d;
    const char *reader = args_get(app->args, "for"), *path = args_get(app->args, "out");
    if (reader && strcmp(reader, "cfo") != 0)
        return ERR(err, ST_USAGE, "no report for '%s'; there is one for: cfo", reader);
    Status st = app_open(app, true, false, &s, err);
    if (!st)
        st = page_report(s, app->a, &d, err);
    if (!st && path) {
        Buf html;
        buf_init(&html, LIMIT_REPORT);
        st = doc_html(d, app->a, &html, err);
        if (!st)
            st = file_replace(path, buf_str(&html), err);
        buf_release(&html);
    } else if (!st) {
        st = show_doc(app, d, err);
    }
    store_close(s);
    return st;
}

Status cmd_set(App *app, Err *err)
{
    Store *s = NULL;
    Doc *d;
    double value = 0;
    if (app->args->n_word == 2)
        return ERR(err, ST_USAGE, "usage: throughline set BOOK [NAME VALUE]");
    bool change = app->args->n_word == 3;
    if (change && !str_to_f64(str_of(app->args->word[2]), &value))
        return ERR(err, ST_USAGE, "'%s' is not a number", app->args->word[2]);
    Status st = app_open(app, !change, false, &s, err);
    if (!st && change)
        st = store_set_setting(s, app->args->word[1], value, err);
    if (!st)
        st = page_settings(s, app->a, &d, err);
    if (!st)
        st = show_doc(app, d, err);
    store_close(s);
    return st;
}
