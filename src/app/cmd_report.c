/* cmd_report.c - one document per reader, on the terminal or in a file. */
#include "app/command.h"
#include "app/serve_parts.h"
#include "app/show.h"
#include "base/date.h"
#include "base/file.h"
#include "model/limits.h"
#include "report/html.h"
#include "report/page.h"
#include "report/pdf.h"
#include "report/sheet.h"

static Status all(Store *s, Str name, Arena *a, Doc **out, Err *err)
{
    (void)name;
    return page_report(s, a, out, err);
}

static const struct {
    Str     reader;                 /* one that ends with ':' is followed by a name */
    Status (*page)(Store *s, Str name, Arena *a, Doc **out, Err *err);
} readers[] = {
    { STR_INIT("all"), all }, { STR_INIT("cfo"), page_cfo }, { STR_INIT("ceo"), page_ceo }, { STR_INIT("unit:"), page_unit }, { STR_INIT("account:"), page_visit },
};

static Status html(const Doc *d, Str day, Arena *a, Buf *out, Err *err)
{
    (void)day;
    return doc_html(d, a, out, err);
}

static const struct {
    Str         ending;
    Status    (*write)(const Doc *d, Str day, Arena *a, Buf *out, Err *err);
    const char *type;               /* over HTTP */
} forms[] = {
    { STR_INIT(".html"), html, "text/html; charset=utf-8" }, { STR_INIT(".pdf"), doc_pdf, "application/pdf" },
    { STR_INIT(".xlsx"), doc_sheet, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
};

static Status document(Store *s, Str reader, Arena *a, Doc **out, Err *err)
{
    for (size_t i = 0; i < COUNT_OF(readers); i++) {
        bool named = readers[i].reader.p[readers[i].reader.n - 1] == ':';
        if (named ? str_starts(reader, readers[i].reader) && reader.n > readers[i].reader.n : str_eq(reader, readers[i].reader))
            return readers[i].page(s, named ? str_sub(reader, readers[i].reader.n, reader.n) : STR(""), a, out, err);
    }
    return ERR(err, ST_USAGE, "no report for '%.*s'; there are cfo, ceo, unit:NAME, account:NAME", (int)(reader.n < 60 ? reader.n : 60), reader.p);
}

static Status write_form(Store *s, const Doc *d, size_t form, Arena *a, Buf *out, Err *err)
{
    int64_t as_of = 0;
    Status st = store_summary_int(s, "as_of", 0, &as_of, err);
    return st ? st : forms[form].write(d, date_iso(a, as_of), a, out, err);
}

/* The name says for whom, and never who: names of accounts are no names of files. */
Status serve_reader(Store *s, Str reader, Str form, Arena *a, Buf *out, ServeForm *as, Err *err)
{
    Doc *d;
    size_t f = 0;
    while (form.n && f < COUNT_OF(forms) && !str_eq(form, str_sub(forms[f].ending, 1, forms[f].ending.n)))
        f++;
    if (f == COUNT_OF(forms))
        return ERR(err, ST_USAGE, "'as' must be html, pdf or xlsx");
    Status st = document(s, reader.n ? reader : STR("all"), a, &d, err);
    if (!st)
        st = write_form(s, d, f, a, out, err);
    Str rest = reader.n ? reader : STR("all"), kind = str_cut(&rest, ':');
    *as = (ServeForm){ .type = forms[f].type, .file = STR("") };
    if (!st && f)
        as->file = str_fmt(a, "attachment; filename=\"throughline-%.*s%.*s\"", STR_ARG(kind), STR_ARG(forms[f].ending));
    return st;
}

static Status write_file(Store *s, const Doc *d, const char *path, size_t form, Arena *a, Err *err)
{
    Buf b;
    buf_init(&b, LIMIT_REPORT);
    Status st = write_form(s, d, form, a, &b, err);
    if (!st && b.over)
        st = ERR(err, ST_TOO_BIG, "the report is over %d bytes", LIMIT_REPORT);
    if (!st)
        st = file_replace(path, buf_str(&b), err);
    buf_release(&b);
    return st;
}

Status cmd_report(App *app, Err *err)
{
    Store *s = NULL;
    Doc *d;
    size_t form = 0;
    const char *reader = args_get(app->args, "for"), *path = args_get(app->args, "out");
    Str name = path_base(str_of(path));
    while (path && form < COUNT_OF(forms) && !str_ends(name, forms[form].ending))
        form++;
    if (form == COUNT_OF(forms) && str_has(name, STR(".")))
        return ERR(err, ST_USAGE, "'%s' is none of .html, .pdf, .xlsx", path);
    Status st = app_open(app, true, false, &s, err);
    if (!st)
        st = document(s, reader ? str_of(reader) : STR("all"), app->a, &d, err);
    if (!st)
        st = path ? write_file(s, d, path, form == COUNT_OF(forms) ? 0 : form, app->a, err) : show_doc(app, d, err);
    store_close(s);
    return st;
}
