/* cmd_quarantine.c - what was set aside: shown, counted, written out. */
#include <inttypes.h>
#include <string.h>

#include "app/command.h"
#include "app/show.h"
#include "base/file.h"
#include "base/json_out.h"
#include "ingest/aside.h"
#include "model/limits.h"
#include "report/answer.h"
#include "report/page.h"

enum { QUARANTINE_SHOWN = 200, EXAMPLE_SHOWN = 100 };

static Status rows(App *app, Store *s, Err *err)
{
    Doc *d;
    if (app->json) {
        JsonOut j;
        json_init(&j, app->out);
        AnswerQuery q = *ANSWER_ALL(answer_book_name(app->a, str_of(app->args->word[0])));
        q.per_page = LIMIT_PAGE_ROWS;
        Status st = answer_quarantine(s, &q, app->a, &j, err);
        buf_putc(app->out, '\n');
        return st;
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
    Str s = str_sub(raw, 0, EXAMPLE_SHOWN);
    while (s.n && s.n < raw.n && ((unsigned char)raw.p[s.n] & 0xC0) == 0x80)
        s.n--;
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

Status cmd_quarantine(App *app, Err *err)
{
    static const struct {
        const char *word;
        Status (*run)(App *, Store *, Err *);
        size_t most;
    } todo[] = { { "list", groups, 2 }, { "export", write_out, 4 } };
    Store *s = NULL;
    Status (*run)(App *, Store *, Err *) = app->args->n_word > 1 ? NULL : rows;
    for (size_t i = 0; !run && i < COUNT_OF(todo); i++)
        if (!strcmp(app->args->word[1], todo[i].word) && app->args->n_word <= todo[i].most)
            run = todo[i].run;
    if (!run)
        return ERR(err, ST_USAGE, "'%s' is not something to do with the quarantine; try `list`, `export FILE.csv [NO]` or `export DIR`",
                   app->args->word[1]);
    Status st = app_open(app, true, false, &s, err);
    if (!st)
        st = run(app, s, err);
    store_close(s);
    return st;
}
