/* cmd_archive.c - backup, restore. */
#include <inttypes.h>

#include "app/command.h"
#include "base/json_out.h"
#include "store/archive.h"

static void say(App *app, const char *done, const char *to, const ArchiveInfo *i)
{
    JsonOut j;
    if (!app->json) {
        buf_printf(app->out, "%s %s: %" PRId64 " tables, %" PRId64 " rows, %" PRId64 " bytes, schema %" PRId64, done, to, i->tables, i->rows, i->bytes, i->schema);
        if (i->clips || i->clips_missing)
            buf_printf(app->out, "; %" PRId64 " recordings of calls, %" PRId64 " missing or damaged", i->clips, i->clips_missing);
        buf_putc(app->out, '\n');
        return;
    }
    json_init(&j, app->out);
    json_object(&j, NULL);
    json_int(&j, "tables", i->tables);
    json_int(&j, "rows", i->rows);
    json_int(&j, "bytes", i->bytes);
    json_int(&j, "schema", i->schema);
    json_int(&j, "recordings", i->clips);
    json_int(&j, "recordings_missing", i->clips_missing);
    json_end(&j);
    buf_putc(app->out, '\n');
}

Status cmd_backup(App *app, Err *err)
{
    Store *s = NULL;
    ArchiveInfo info;
    const char *path = app->args->word[1];
    Status st = app_open(app, true, false, &s, err);
    if (!st)
        st = archive_write(s, path, args_get(app->args, "force") != NULL, &info, err);
    store_close(s);
    if (!st)
        say(app, "wrote", path, &info);
    return st;
}

/* An address may hold a password, so a server's book is not named. */
Status cmd_restore(App *app, Err *err)
{
    ArchiveInfo info;
    const char *where = app->args->word[1];
    bool server = str_starts(str_of(where), STR("postgres"));
    Status st = archive_restore(app->args->word[0], where, args_get(app->args, "force") != NULL, &info, err);
    if (!st)
        say(app, "restored", server ? "the book" : where, &info);
    return st;
}
