/* cmd_quarantine.c - what was set aside: shown, counted, written out, taken back; what is asked, answered. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "app/command.h"
#include "app/live.h"
#include "app/show.h"
#include "base/file.h"
#include "base/json_out.h"
#include "ingest/aside.h"
#include "ingest/reread.h"
#include "model/way.h"
#include "model/limits.h"
#include "report/answer.h"
#include "report/page.h"

enum { QUARANTINE_SHOWN = 200, EXAMPLE_SHOWN = 100 };

static Status rows(App *app, Store *s, Err *err)
{
    Doc *d;
    if (app->json) {
        AnswerQuery q = *ANSWER_ALL(STR(""));
        q.per_page = LIMIT_PAGE_ROWS;
        return show_answer(app, s, answer_quarantine, q, err);
    }
    Status st = page_quarantine(s, QUARANTINE_SHOWN, app->a, &d, err);
    return st ? st : show_doc(app, d, err);
}

static void groups_json(App *app, const Table *t)
{
    JsonOut j;
    json_init(&j, app->out);
    json_object(&j, NULL);
    json_array(&j, "groups");
    for (size_t r = 0; r < t->n; r++) {
        json_object(&j, NULL);
        json_int(&j, "file", col_int(t, "file_id")[r]);
        json_str(&j, "path", col_text(t, "path")[r]);
        json_str(&j, "reason", col_text(t, "reason")[r]);
        json_int(&j, "n", col_int(t, "n")[r]);
        json_int(&j, "whole_rows", col_int(t, "whole")[r]);
        json_object(&j, "example");
        json_int(&j, "line", col_int(t, "line")[r]);
        json_str(&j, "column", col_text(t, "column_name")[r]);
        json_str(&j, "raw", col_text(t, "raw")[r]);
        json_end(&j);
        json_end(&j);
    }
    json_end(&j);
    json_end(&j);
    buf_putc(app->out, '\n');
}

static Str shown(Arena *a, Str raw)
{
    Str s = str_head(raw, EXAMPLE_SHOWN);
    return s.n < raw.n ? str_fmt(a, "%.*s...", STR_ARG(s)) : s;
}

static Status groups(App *app, Store *s, Err *err)
{
    static const DocColumn cols[] = {
        { .title = STR_INIT("No"), .kind = COLUMN_INT },          { .title = STR_INIT("File"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("Why"), .kind = COLUMN_TEXT },        { .title = STR_INIT("Rows"), .kind = COLUMN_INT },
        { .title = STR_INIT("Single cells"), .kind = COLUMN_INT },
    };
    Table t;
    Status st = store_fetch(s, SQL_ASIDE_GROUPS, STORE_NO_ARGS, app->a, &t, err);
    if (st)
        return st;
    if (app->json) {
        groups_json(app, &t);
        return ST_OK;
    }
    Str title = t.n ? STR("Set aside, by file and reason") : STR("Nothing is set aside");
    Doc *d = doc_create(app->a, &(DocHead){ .title = title, .lang = STR("en") });
    DocTable *out = doc_table(d, &(DocTableHead){ .caption = STR("Set aside"), .caption_hidden = true }, cols, COUNT_OF(cols));
    for (size_t r = 0; r < t.n; r++) {
        int64_t n = col_int(&t, "n")[r], whole = col_int(&t, "whole")[r];
        Str column = col_text(&t, "column_name")[r];
        DocRow *row = DOC_ROW(out, TONE_NORMAL, cell_int(col_int(&t, "file_id")[r]), cell_text(col_text(&t, "path")[r]),
                              cell_text(col_text(&t, "reason")[r]), cell_int(whole), cell_int(n - whole));
        doc_sub(row, runs_text(app->a, str_fmt(app->a, "line %" PRId64 "%s%.*s: %.*s", col_int(&t, "line")[r], column.n ? ", " : "",
                                               STR_ARG(column), STR_ARG(shown(app->a, col_text(&t, "raw")[r])))));
    }
    return show_doc(app, d, err);
}

static Status write_file(App *app, Store *s, const Table *files, size_t f, const char *path, Err *err)
{
    Table t;
    Buf b;
    int64_t id = col_int(files, "file_id")[f];
    Str delimiter = col_text(files, "delimiter")[f];
    Status st = store_fetch(s, SQL_ASIDE_ROWS, STORE_ARGS(DB_INT(id)), app->a, &t, err);
    if (st)
        return st;
    buf_init(&b, LIMIT_REPORT);
    aside_csv(id, delimiter.n ? delimiter.p[0] : 0, col_text(files, "header")[f], &t, app->a, &b);
    st = b.over ? ERR(err, ST_TOO_BIG, "what was set aside of '%.*s' does not go into one file of %d MiB", STR_ARG(col_text(files, "path")[f]),
                      (int)(LIMIT_REPORT >> 20))
                : file_replace(path, buf_str(&b), err);
    buf_release(&b);
    if (!st)
        buf_printf(app->out, "%s: %zu set aside of %.*s\n", path, t.n, STR_ARG(col_text(files, "path")[f]));
    return st;
}

/* Which file FILE.csv is for: the one named by its number, or the only one. */
static Status pick(App *app, const Table *files, size_t *f, Err *err)
{
    int64_t id;
    if (app->args->n_word < 4) {
        *f = 0;
        return files->n == 1 ? ST_OK
                             : ERR(err, ST_USAGE, "rows of %zu files are set aside: give a folder, or one file's number behind '%s' (`quarantine BOOK list`)",
                                   files->n, app->args->word[2]);
    }
    if (!str_to_i64(str_of(app->args->word[3]), &id))
        return ERR(err, ST_USAGE, "'%s' is no file's number; `quarantine BOOK list` shows them", app->args->word[3]);
    for (size_t r = 0; r < files->n; r++)
        if (col_int(files, "file_id")[r] == id) {
            *f = r;
            return ST_OK;
        }
    return ERR(err, ST_NOT_FOUND, "nothing is set aside of file %" PRId64 "; `quarantine BOOK list` shows what is", id);
}

static Status write_out(App *app, Store *s, Err *err)
{
    Table files;
    size_t f;
    if (app->args->n_word < 3)
        return ERR(err, ST_USAGE, "usage: throughline quarantine BOOK export FILE.csv [NO] or DIR");
    const char *to = app->args->word[2];
    Status st = store_fetch(s, SQL_ASIDE_FILES, STORE_NO_ARGS, app->a, &files, err);
    if (!st && !files.n)
        buf_puts(app->out, "Nothing is set aside\n");
    if (st || !files.n)
        return st;
    if (str_ends(str_of(to), STR(".csv"))) {
        st = pick(app, &files, &f, err);
        return st ? st : write_file(app, s, &files, f, to, err);
    }
    if (app->args->n_word > 3)
        return ERR(err, ST_USAGE, "a file's number goes with FILE.csv, not with the folder '%s'", to);
    st = file_make_dir(to, err);
    for (f = 0; f < files.n && !st; f++) {
        Str name = str_fmt(app->a, "%" PRId64 "-%.*s.csv", col_int(&files, "file_id")[f], STR_ARG(path_base(col_text(&files, "path")[f])));
        st = write_file(app, s, &files, f, path_join(app->a, str_of(to), name).p, err);
    }
    return st;
}

/* What a person gives back is dated like any decision. */
static AgainOptions who_and_when(App *app, const char *how)
{
    const char *user = getenv("USER");
    return (AgainOptions){ .how = how, .who = str_of(user ? user : "unknown"), .at = app_now(app->a), .dry_run = args_get(app->args, "dry-run") != NULL,
                           .column = STR("") };
}

static void retry_json(App *app, const RetryResult *r, bool dry)
{
    JsonOut j;
    json_init(&j, app->out);
    live_mended(r, dry, &j);
    buf_putc(app->out, '\n');
}

static void retry_text(App *app, const RetryResult *r, bool dry)
{
    enum { STILL_SHOWN = 20 };
    Buf *b = app->out;
    buf_printf(b, "%" PRId64 " rows read: %" PRId64 " kept, %" PRId64 " unchanged, %" PRId64 " set aside%s\n", r->in, r->kept, r->unchanged, r->quarantined,
               dry ? " (nothing was changed)" : "");
    for (size_t i = 0; i < r->n; i++) {
        const RetryFile *f = &r->file[i];
        size_t shown = 0;
        if (f->refused.n)
            buf_printf(b, "%.*s: not read again: %.*s\n", STR_ARG(f->path), STR_ARG(f->refused));
        if (f->before)
            buf_printf(b, "%.*s: %" PRId64 " were mended before\n", STR_ARG(f->path), f->before);
        for (size_t k = 0; k < f->again->n_entry; k++) {
            const AgainEntry *e = f->again->by_seq[k];
            if (e->fate == AGAIN_STILL && shown++ < STILL_SHOWN)
                buf_printf(b, "%.*s, line %" PRId64 "%s%.*s: %.*s\n", STR_ARG(f->path), e->line, e->column.n ? ", " : "", STR_ARG(e->column), STR_ARG(e->why));
        }
        if (shown > STILL_SHOWN)
            buf_printf(b, "... and %zu more; `quarantine BOOK` lists them\n", shown - STILL_SHOWN);
    }
    if (r->kept && !dry)
        buf_puts(b, "Figures still show the book as it was: `throughline run BOOK` makes them again\n");
}

static void show_retry(App *app, const RetryResult *r, bool dry)
{
    app->aside = r->quarantined > 0;
    if (app->json)
        retry_json(app, r, dry);
    else
        retry_text(app, r, dry);
}

static Status retry(App *app, Store *s, Err *err)
{
    RetryResult r;
    AgainOptions o = who_and_when(app, "hand");
    if (app->args->n_word < 3)
        return ERR(err, ST_USAGE, "usage: throughline quarantine BOOK retry FILE.csv|DIR...");
    Status st = quarantine_retry(s, &o, app->args->word + 2, app->args->n_word - 2, app->a, &r, err);
    if (!st)
        show_retry(app, &r, o.dry_run);
    return st;
}

/* Files whose rows stand as an answer had it that was taken back. */
static void show_marked(App *app, const Table *t, bool dry)
{
    for (size_t r = 0; r < t->n && !app->json; r++) {
        bool open = !col_text(t, "answer")[r].n;
        buf_printf(app->out, "%.*s%s read '%.*s' %s%s: import it again%s; every value is corrected by its natural key, history kept\n",
                   STR_ARG(col_text(t, "path")[r]), dry ? " would have" : " has", STR_ARG(col_text(t, "column_name")[r]),
                   way_said(way_of(col_text(t, "was")[r])), open ? "" : ", which it is no more", open ? ", once the question is answered" : "");
    }
}

Status cmd_answer(App *app, Err *err)
{
    Store *s = NULL;
    RetryResult r;
    Table marked;
    const char *const *word = app->args->word;
    AgainOptions o = who_and_when(app, "answer");
    if (app->args->n_word != 4)
        return ERR(err, ST_USAGE, "usage: throughline answer BOOK FILE COLUMN day-first|month-first|point|comma|undo (`data BOOK` lists what is asked)");
    Way way = way_of(str_of(word[3]));
    if (!way && strcmp(word[3], "undo") != 0)
        return ERR(err, ST_USAGE, "the answer is day-first or month-first (dates), point or comma (numbers), or undo, not '%s'", word[3]);
    Status st = app_open(app, false, false, &s, err);
    if (!st)
        st = reread_answer(s, &o, str_of(word[1]), str_of(word[2]), way, app->a, &r, &marked, err);
    if (!st) {
        show_retry(app, &r, o.dry_run);
        show_marked(app, &marked, o.dry_run);
    }
    store_close(s);
    return st;
}

Status cmd_quarantine(App *app, Err *err)
{
    static const struct {
        const char *word;
        Status (*run)(App *, Store *, Err *);
        size_t most;
        bool writes;
    } todo[] = { { "list", groups, 2, false }, { "export", write_out, 4, false }, { "retry", retry, WORDS_MAX, true } };
    bool writes = false;
    Store *s = NULL;
    Status (*run)(App *, Store *, Err *) = app->args->n_word > 1 ? NULL : rows;
    for (size_t i = 0; !run && i < COUNT_OF(todo); i++)
        if (!strcmp(app->args->word[1], todo[i].word) && app->args->n_word <= todo[i].most)
            run = todo[i].run, writes = todo[i].writes;
    if (!run)
        return ERR(err, ST_USAGE, "'%s' is not something to do with the quarantine; try `list`, `export FILE.csv [NO]`, `export DIR` or `retry FILE.csv`",
                   app->args->word[1]);
    Status st = app_open(app, !writes, false, &s, err);
    if (!st)
        st = run(app, s, err);
    store_close(s);
    return st;
}
