/* cmd_import.c - run, import. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "app/command.h"
#include "app/lanes.h"
#include "app/live.h"
#include "app/preview.h"
#include "app/proposals.h"
#include "app/show.h"
#include "base/date.h"
#include "base/file.h"
#include "base/json_out.h"
#include "base/log.h"
#include "ingest/ingest.h"
#include "model/way.h"
#include "model/limits.h"
#include "report/answer.h"
#include "report/html.h"
#include "report/page.h"

enum { MEGABYTE = 1024 * 1024 };

typedef struct Progress {
    const App *app;
    int64_t last;
} Progress;

static void progress(void *ctx, Str path, int64_t rows)
{
    Progress *p = ctx;
    int64_t now = clock_ms();
    if (now - p->last < 200)
        return;
    p->last = now;
    app_progress(p->app, "\r\033[Kreading %.*s: %lld rows", STR_ARG(path), (long long)rows);
}

/* An option that only some commands have. */
static const char *maybe(const App *app, const char *name)
{
    for (size_t i = 0; i < app->args->n_option; i++)
        if (!strcmp(app->args->option[i].name, name))
            return app->args->value[i];
    return NULL;
}

static Status one_of(const char *value, const char *option, const char *x, const char *y, Err *err)
{
    if (!value || !strcmp(value, x) || !strcmp(value, y))
        return ST_OK;
    return ERR(err, ST_USAGE, "'--%s' is %s or %s, not '%s'", option, x, y, value);
}

static Str maps_dir(App *app)
{
    const char *given = maybe(app, "propose");
    return given ? str_of(given) : app_beside(app, "maps");
}

/* What was asked for with --keep is kept in mind for each source of this import. */
static Status remember_keep(App *app, Store *s, const IngestResult *r, const char *keep, Err *err)
{
    Status st = ST_OK;
    for (size_t i = 0; keep && i < r->n && !st; i++) {
        bool again = !r->file[i].source.n || r->file[i].skipped.n;
        for (size_t k = 0; k < i; k++)
            again = again || str_eq(r->file[k].source, r->file[i].source);
        if (!again)
            st = app_decide(app, s, &(Decision){ "import", "keep", r->file[i].source, str_of(keep) }, NULL, err);
    }
    return st;
}

static Doc *files_doc(App *app, const Store *s, const IngestResult *r, bool dry);

/* Each file with what it wants; the error alone would be cut in the middle of it. */
static Status nothing_read(App *app, const Store *s, const IngestResult *r, bool dry, Err *err)
{
    const IngestFile *first = &r->file[0];
    Status st = app->json ? ST_OK : show_doc(app, files_doc(app, s, r, dry), err);
    if (st)
        return st;
    return ERR(err, ST_INVALID, "none of %zu files could be read; the first, '%.*s': %.*s", r->n, STR_ARG(first->path),
               STR_ARG(first->skipped.n ? first->skipped : app->json ? first->note : STR("not recognised")));
}

static Status import(App *app, Store *s, IngestResult *r, Err *err)
{
    Progress p = { app, clock_ms() };
    IngestOptions o = { .path = app->args->word + 1,
                        .n_path = app->args->n_word - 1,
                        .map_file = args_get(app->args, "map"),
                        .keep = args_get(app->args, "keep"),
                        .progress = progress,
                        .ctx = &p };
    o.as_kind = maybe(app, "as");
    o.input_name = maybe(app, "name");
    o.dry_run = maybe(app, "dry-run") != NULL;
    o.accept = maybe(app, "accept") != NULL;
    o.date_order = maybe(app, "date-order");
    o.decimal = maybe(app, "decimal");
    o.zone = maybe(app, "zone");
    o.exported = maybe(app, "exported");
    o.who = getenv("USER") ? getenv("USER") : "";
    o.now = wall_micros();
    Status st = one_of(o.date_order, "date-order", "dmy", "mdy", err);
    if (!st)
        st = one_of(o.decimal, "decimal", "point", "comma", err);
    int64_t day;
    if (!st && o.exported && !date_parse_iso(str_of(o.exported), &day))
        st = ERR(err, ST_USAGE, "'--exported' is a day, as 2026-03-05, not '%s'", o.exported);
    if (!st)
        st = ingest_run(s, &o, app->a, r, err);
    app_progress(app, "\r\033[K");
    if (!st)
        st = proposals_write(app, maps_dir(app), r, o.dry_run, err);
    if (!st && !o.dry_run)
        st = remember_keep(app, s, r, o.keep, err);
    Str before = str_dup(app->a, str_of(store_currency(s)));
    if (!st && !o.dry_run)
        st = store_adopt_currency(s, err);
    if (st)
        return st;
    r->adopted = !str_eq(before, str_of(store_currency(s)));
    app->aside = r->quarantined > 0 || r->n_unknown || r->n_failed;
    size_t unread = 0, proposed = 0;
    for (size_t i = 0; i < r->n; i++) {
        app->aside = app->aside || r->file[i].cells_bad;
        unread += r->file[i].skipped.n || r->file[i].unknown;
        proposed += r->file[i].proposal.n > 0 || r->file[i].question;
    }
    if (!r->n)
        return ERR(err, ST_NOT_FOUND, "no file in '%s'", o.path[0]);
    if (unread == r->n && !proposed)
        return nothing_read(app, s, r, o.dry_run, err);
    return ST_OK;
}

static void files_json(JsonOut *j, const char *key, const IngestResult *r, bool dry)
{
    json_array(j, key);
    for (size_t i = 0; i < r->n; i++) {
        const IngestFile *f = &r->file[i];
        json_object(j, NULL);
        json_str(j, "path", f->path);
        json_str(j, "kind", f->shape);
        json_str(j, "source", f->source);
        json_int(j, "rows_in", f->count.rows_in);
        json_int(j, "rows_kept", f->count.kept);
        json_int(j, "rows_unchanged", f->count.unchanged);
        json_int(j, "rows_quarantined", f->count.quarantined);
        json_int(j, "rows_waiting", f->waiting);
        json_int(j, "cells_quarantined", f->cells_bad);
        json_int(j, "currency_assumed", f->assumed);
        json_str(j, "note", f->note);
        if (f->proposal.n)
            json_str(j, "proposed_mapping", f->proposal);
        if (dry)
            preview_json(j, f);
        json_array(j, "not_stored");
        for (size_t k = 0; k < f->n_held; k++) {
            json_object(j, NULL);
            json_str(j, "column", f->held[k].column);
            json_str(j, "what", str_of(f->held[k].name));
            json_str(j, "how", str_of(f->held[k].how));
            json_int(j, "values", f->held[k].n);
            json_end(j);
        }
        json_end(j);
        json_array(j, "columns_not_read");
        for (size_t k = 0; k < f->n_unread; k++)
            json_str(j, NULL, f->unread[k]);
        json_end(j);
        json_int(j, "columns_not_read_more", (int64_t)f->unread_more);
        json_array(j, "asked");
        for (size_t k = 0; k < f->n_asked; k++)
            json_str(j, NULL, f->asked[k].column);
        json_end(j);
        if (f->skipped.n)
            json_str(j, "skipped", f->skipped);
        json_end(j);
    }
    json_end(j);
}

/* A note's beginning: an unknown file may list hundreds of columns (behind what to do with it); `import --dry-run` has them all. */
static Str brief(Arena *a, Str note)
{
    enum { NOTE_SHOWN = 600 };
    Str s = str_sub(note, 0, NOTE_SHOWN);
    while (s.n < note.n && s.n && s.p[s.n] != ' ')
        s.n--;
    return s.n < note.n ? str_fmt(a, "%.*s ...", STR_ARG(s)) : note;
}

/* What nothing in the files said, and how to say it. */
static void currency_para(App *app, Doc *d, const Store *s, const IngestResult *r)
{
    int64_t assumed = 0;
    for (size_t i = 0; i < r->n; i++)
        assumed += r->file[i].assumed;
    if (!assumed && !r->adopted)
        return;
    Str say = assumed ? str_fmt(app->a, "%lld amount%s no currency: taken as %s.", (long long)assumed, assumed == 1 ? " has" : "s have", store_currency(s)) : STR("");
    if (r->adopted)
        say = str_fmt(app->a, "The book is in %s now, which most of its money names. %.*s", store_currency(s), STR_ARG(say));
    doc_para(d, runs_text(app->a, str_fmt(app->a, "%.*s To change it: throughline set %.*s currency %s", STR_ARG(str_trim(say)), STR_ARG(shell_word(app->a, str_of(app->args->word[0]))),
                                          strcmp(store_currency(s), "USD") == 0 ? "EUR" : "USD")));
}

static Doc *files_doc(App *app, const Store *s, const IngestResult *r, bool dry)
{
    static const DocColumn cols[] = {
        { .title = STR_INIT("File"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("Taken for"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("Rows in"), .kind = COLUMN_INT },
        { .title = STR_INIT("Kept"), .kind = COLUMN_INT },
        { .title = STR_INIT("Unchanged"), .kind = COLUMN_INT },
        { .title = STR_INIT("Set aside"), .kind = COLUMN_INT },
    };
    Str waits = r->waiting ? str_fmt(app->a, "; %lld more wait for a mapping", (long long)r->waiting) : STR("");
    Doc *d = doc_create(
        app->a,
        &(DocHead){ .title =
                        dry ? STR("How the files would be read; nothing was changed")
                            : str_fmt(app->a,
                                      "%lld rows read: %lld kept, %lld unchanged, %lld set aside%s",
                                      (long long)r->rows_in, (long long)r->kept,
                                      (long long)r->unchanged, (long long)r->quarantined, waits.p),
                    .lang = STR("en") });
    DocTable *t = doc_table(d, &(DocTableHead){ .caption = STR("Files"), .caption_hidden = true },
                            cols, COUNT_OF(cols));
    for (size_t i = 0; i < r->n; i++) {
        const IngestFile *f = &r->file[i];
        Str sub = f->skipped.n ? str_fmt(app->a, "not read: %.*s", STR_ARG(f->skipped)) : f->note;
        DocRow *row = DOC_ROW(
            t, f->skipped.n || f->unknown ? TONE_OFF : TONE_NORMAL, cell_text(f->path),
            cell_text(f->unknown ? STR("not recognised") : f->shape), cell_int(f->unknown ? f->waiting : f->count.rows_in),
            cell_int(f->count.kept), cell_int(f->count.unchanged), cell_int(f->count.quarantined));
        if (sub.n)
            doc_sub(row, runs_text(app->a, dry || f->proposal.n ? sub : brief(app->a, sub)));
    }
    size_t sure = 0;
    for (size_t i = 0; i < r->n; i++)
        sure += r->file[i].unknown && r->file[i].proposal_sure;
    if (!dry && sure > 1)
        doc_para(d, runs_text(app->a, str_fmt(app->a, "%zu of the proposals are sure of all they need: the same command with --accept takes them at once.", sure)));
    for (size_t i = 0; !dry && i < r->n; i++)
        for (size_t k = 0; k < r->file[i].n_asked; k++)
            doc_para(d, runs_text(app->a, str_fmt(app->a, "To answer: throughline answer %.*s %.*s %.*s %s",
                                                  STR_ARG(shell_word(app->a, str_of(app->args->word[0]))), STR_ARG(shell_word(app->a, r->file[i].path)),
                                                  STR_ARG(shell_word(app->a, r->file[i].asked[k].column)), way_both(r->file[i].asked[k].about))));
    currency_para(app, d, s, r);
    for (size_t i = 0; dry && i < r->n; i++)
        preview_doc(d, &r->file[i], app->a);
    return d;
}

/* What is only looked at leaves no book behind: where there is none yet, one in memory stands for it. */
static const char *book_for(const App *app, bool dry)
{
    const char *book = app->args->word[0];
    return dry && !str_starts(str_of(book), STR("postgres")) && access(book, F_OK) != 0 ? ":memory:" : book;
}

Status cmd_import(App *app, Err *err)
{
    Store *s = NULL;
    IngestResult r;
    bool dry = args_get(app->args, "dry-run") != NULL;
    bool once = ingest_is_one_file(app->args->word + 1, app->args->n_word - 1);
    Status st = store_open(book_for(app, dry), &(StoreOptions){ .create = true, .bulk = true, .once = once,
                                                                .memory_bytes = (int64_t)LIMIT_IMPORT_MIB * MEGABYTE }, &s, err);
    if (!st)
        st = import(app, s, &r, err);
    if (!st && app->json) {
        JsonOut j;
        json_init(&j, app->out);
        json_object(&j, NULL);
        files_json(&j, "files", &r, dry);
        json_end(&j);
        buf_putc(app->out, '\n');
    } else if (!st) {
        st = show_doc(app, files_doc(app, s, &r, dry), err);
    }
    store_close(s);
    return st;
}

Str app_report_path(App *app)
{
    const char *given = args_get(app->args, "report");
    Str book = str_of(app->args->word[0]);
    if (given)
        return str_of(given);
    if (str_starts(book, STR("postgres")))
        return STR("throughline-report.html");
    if (str_ends(book, STR(".book")))
        book = str_sub(book, 0, book.n - 5);
    return str_fmt(app->a, "%.*s.html", STR_ARG(book));
}

Status app_write_report(App *app, Store *s, Str path, Err *err)
{
    Doc *d;
    Buf html;
    buf_init(&html, LIMIT_REPORT);
    Status st = page_report(s, app->a, &d, err);
    if (!st)
        st = doc_html(d, app->a, &html, err);
    if (!st)
        st = file_replace(path.p, buf_str(&html), err);
    buf_release(&html);
    return st;
}

static Status run_json(App *app, Store *s, const IngestResult *r, Str report, Err *err)
{
    JsonOut j;
    Buf files;
    buf_init(&files, LIMIT_REPORT);
    json_init(&j, &files);
    files_json(&j, NULL, r, false);
    AnswerQuery q = *ANSWER_ALL(STR(""));
    q.report = report;
    q.files = buf_str(&files);
    Status st = show_answer(app, s, answer_run, q, err);
    buf_release(&files);
    return st;
}

static Status run_text(App *app, Store *s, const IngestResult *r, Str report, Err *err)
{
    Doc *d;
    Status st = r->n ? show_doc(app, files_doc(app, s, r, false), err) : ST_OK;
    if (r->n)
        buf_putc(app->out, '\n');
    if (!st)
        st = page_headline(s, app->a, &d, err);
    if (!st)
        st = show_doc(app, d, err);
    buf_printf(app->out, "\nReport: %.*s\n", STR_ARG(report));
    return st;
}

Status cmd_run(App *app, Err *err)
{
    Store *s = NULL;
    IngestResult r = { 0 };
    int64_t megabytes;
    bool files = app->args->n_word > 1;     /* without: what is in the book already */
    Status st = args_int(app->args, "memory", 0, &megabytes, err);
    if (!st)
        st = store_open(app->args->word[0],
                        &(StoreOptions){ .create = files, .memory_bytes = megabytes * MEGABYTE }, &s,
                        err);
    if (st)
        return st;
    Str report = app_report_path(app);
    if (files)
        st = import(app, s, &r, err);
    if (!st)
        st = live_answers(s, err);
    if (!st)
        st = lanes_run(app, s, err);
    if (!st)
        st = live_tasks(s, err);
    if (!st)
        st = app_write_report(app, s, report, err);
    if (!st)
        st = app->json ? run_json(app, s, &r, report, err) : run_text(app, s, &r, report, err);
    store_close(s);
    return st;
}
