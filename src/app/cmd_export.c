/* cmd_export.c - everything out. */
#include <inttypes.h>

#include "app/command.h"
#include "base/json_out.h"
#include "export/export.h"
#include "report/answer.h"

static Status format_of(const char *name, ExportFormat *out, Err *err)
{
    static const char *const names[] = { [EXPORT_PARQUET] = "parquet", [EXPORT_CSV] = "csv", [EXPORT_XLSX] = "xlsx" };
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (!strcmp(name, names[i])) {
            *out = (ExportFormat)i;
            return ST_OK;
        }
    return ERR(err, ST_USAGE, "no format '%s'; there are parquet, csv and xlsx", name);
}

static void say(App *app, const ExportInfo *i)
{
    JsonOut j;
    if (!app->json) {
        buf_printf(app->out, "wrote %s: %" PRId64 " tables, %" PRId64 " rows; manifest.json says what they hold\n", app->args->word[1], i->tables, i->rows);
        if (i->cut)
            buf_printf(app->out, "%" PRId64 " texts were longer than a cell holds and were cut\n", i->cut);
        return;
    }
    json_init(&j, app->out);
    json_object(&j, NULL);
    json_int(&j, "tables", i->tables);
    json_int(&j, "rows", i->rows);
    json_int(&j, "parts", i->files);
    json_int(&j, "texts_cut", i->cut);
    json_end(&j);
    buf_putc(app->out, '\n');
}

Status cmd_export(App *app, Err *err)
{
    Store *s = NULL;
    ExportInfo info;
    const char *format = args_get(app->args, "format");
    ExportOptions o = { .guard = args_get(app->args, "guard") != NULL, .book = answer_book_name(app->a, str_of(app->args->word[0])) };
    Status st = format ? format_of(format, &o.format, err) : ST_OK;
    if (!st && o.guard && o.format != EXPORT_CSV)
        st = ERR(err, ST_USAGE, "'--guard' is for csv");
    if (!st)
        st = app_open(app, true, false, &s, err);
    if (!st)
        st = export_book(s, app->args->word[1], &o, &info, err);
    store_close(s);
    if (!st)
        say(app, &info);
    return st;
}
