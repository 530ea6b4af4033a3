/* cmd_check.c - is the book sound, or a backup's file. */
#include <inttypes.h>

#include "app/command.h"
#include "app/deep.h"
#include "base/json_out.h"
#include "store/archive.h"
#include "store/check.h"
#include "store/clip.h"

static Status check_archive(App *app, Err *err)
{
    ArchiveInfo i;
    JsonOut j;
    Status st = archive_check(app->args->word[0], &i, err);
    if (st)
        return st;
    if (!app->json) {
        buf_printf(app->out, "ok     archive of a book: %" PRId64 " tables, %" PRId64 " rows, schema %" PRId64 "; its checksum fits\n", i.tables, i.rows, i.schema);
        return ST_OK;
    }
    json_init(&j, app->out);
    json_object(&j, NULL);
    json_int(&j, "tables", i.tables);
    json_int(&j, "rows", i.rows);
    json_int(&j, "schema", i.schema);
    json_int(&j, "recordings", i.clips);
    json_end(&j);
    buf_putc(app->out, '\n');
    return ST_OK;
}

static void say(App *app, JsonOut *j, const char *name, const char *what, int64_t n)
{
    if (app->json)
        json_int(j, name, n);
    else
        buf_printf(app->out, "%-6s %s: %" PRId64 "\n", n ? "WRONG" : "ok", what, n);
}

/* What needs every stage to have run: computed money against the facts', and every computed row against a rebuild. */
static Status deep(App *app, Store *s, JsonOut *j, int64_t *bad, Err *err)
{
    int64_t money = 0;
    DeepResult r;
    Status st = store_int(s, SQL_CHECK_LEDGER_FACTS, STORE_NO_ARGS, 0, &money, err);
    if (!st)
        st = deep_compare(app, s, &r, err);
    if (st)
        return st;
    say(app, j, "money", "months whose tie-out is not the money of the invoices", money);
    say(app, j, "rebuild", "computed tables that a rebuild makes otherwise", r.differ);
    if (!app->json && r.differ)
        buf_printf(app->out, "       %s\n", r.first);
    if (!app->json)
        buf_printf(app->out, "       compared: %" PRId64 " tables, %" PRId64 " rows\n", r.tables, r.rows);
    *bad += money + r.differ;
    return ST_OK;
}

/* Files beside the book; --deep reads every byte of them. */
static Status recordings(App *app, Store *s, JsonOut *j, int64_t *bad, Err *err)
{
    int64_t n = 0, wrong = 0;
    Status st = clip_check(s, args_get(app->args, "deep") != NULL, &n, &wrong, err);
    if (!st)
        say(app, j, "clips", "recordings of calls that are missing beside the book, or are damaged", wrong);
    *bad += wrong;
    return st;
}

Status cmd_check(App *app, Err *err)
{
    Store *s = NULL;
    int64_t bad = 0, n = 0;
    JsonOut j;
    if (archive_is(app->args->word[0]))
        return check_archive(app, err);
    Status st = app_open(app, true, false, &s, err);
    json_init(&j, app->out);
    if (!st && app->json)
        json_object(&j, NULL);
    for (size_t i = 0; !st && i < check_n; i++) {
        st = store_int(s, check_rows[i].sql, STORE_NO_ARGS, 0, &n, err);
        bad += n;
        if (!st)
            say(app, &j, check_rows[i].name, check_rows[i].what, n);
    }
    if (!st)
        st = recordings(app, s, &j, &bad, err);
    if (!st && args_get(app->args, "deep"))
        st = deep(app, s, &j, &bad, err);
    if (!st && app->json) {
        json_end(&j);
        buf_putc(app->out, '\n');
    }
    store_close(s);
    if (!st && bad)
        st = ERR(err, ST_INVALID, "the book is not sound: %" PRId64 " contradictions", bad);
    return st;
}
