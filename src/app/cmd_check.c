/* cmd_check.c - is the book sound, or a backup's file. */
#include <inttypes.h>

#include "app/command.h"
#include "base/json_out.h"
#include "store/archive.h"
#include "store/check.h"

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
    json_end(&j);
    buf_putc(app->out, '\n');
    return ST_OK;
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
        if (!st && app->json)
            json_int(&j, check_rows[i].name, n);
        else if (!st)
            buf_printf(app->out, "%-6s %s: %" PRId64 "\n", n ? "WRONG" : "ok", check_rows[i].what, n);
    }
    if (!st && app->json) {
        json_end(&j);
        buf_putc(app->out, '\n');
    }
    store_close(s);
    if (!st && bad)
        st = ERR(err, ST_INVALID, "the book is not sound: %" PRId64 " contradictions", bad);
    return st;
}
