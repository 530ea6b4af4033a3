/* cmd_book.c - init, demo, sql. */
#include <ctype.h>
#include <inttypes.h>

#include "app/command.h"
#include "app/show.h"
#include "base/date.h"
#include "base/file.h"
#include "base/json_out.h"
#include "base/log.h"
#include "demo/demo.h"
#include "model/limits.h"

Status cmd_init(App *app, Err *err)
{
    Store *s = NULL;
    FileInfo info;
    Err none;
    const char *book = app->args->word[0], *currency = args_get(app->args, "currency");
    bool server = str_starts(str_of(book), STR("postgres"));
    if (currency && (strlen(currency) != 3 || !isupper((unsigned char)currency[0]) ||
                     !isupper((unsigned char)currency[1]) || !isupper((unsigned char)currency[2])))
        return ERR(err, ST_USAGE, "'%s' is not a currency code such as EUR", currency);
    bool there = !server && file_stat(book, &info, &none) == ST_OK;
    Status st = store_open(book, &(StoreOptions){ .create = true, .fresh = !server, .currency = currency }, &s, err);
    if (st && there) /* whatever it is: a book, in use, or none */
        return ERR(err, ST_CONFLICT, "'%s' is there already", book);
    if (!st)
        buf_printf(app->out, "created %s (%s)\n", book, store_currency(s));
    store_close(s);
    return st;
}

static void progress(void *ctx, const char *file, double share)
{
    app_progress(ctx, "\r\033[Kwriting %s: %.0f %%", file, share * 100);
}

Status cmd_demo(App *app, Err *err)
{
    DemoOptions o = { 0 };
    const struct {
        const char *name;
        int64_t *into;
    } row[] = { { "accounts", &o.accounts },
                { "months", &o.months },
                { "seed", &o.seed },
                { "responses", &o.responses },
                { "events", &o.events } };
    Status st = ST_OK;
    for (size_t i = 0; !st && i < COUNT_OF(row); i++)
        st = args_int(app->args, row[i].name, 0, row[i].into, err);
    const char *effects = args_get(app->args, "effects");
    o.effects = !effects ? DEMO_EFFECTS_ALL : strcmp(effects, "none") ? DEMO_EFFECTS_OTHERS : DEMO_EFFECTS_NONE;
    if (!st && o.effects == DEMO_EFFECTS_OTHERS && strcmp(effects, "others"))
        st = ERR(err, ST_USAGE, "demo knows no effects '%s': none and others are possible", effects);
    if (!st)
        st = demo_write(app->args->word[0], &o, &(DemoProgress){ progress, app }, err);
    app_progress(app, "\r\033[K");
    if (!st)
        buf_printf(
            app->out,
            "wrote a made-up company's exports to %s; what is planted in them is in truth.json\n",
            app->args->word[0]);
    return st;
}

static void cell_json(JsonOut *j, const TableColumn *c, size_t r, Arena *a)
{
    if (!col_has(c, r))
        json_null(j, c->name);
    else if (c->type == COL_TEXT)
        json_str(j, c->name, c->s[r]);
    else if (c->type == COL_F64)
        json_f64(j, c->name, c->f[r]);
    else if (c->type == COL_BOOL)
        json_bool(j, c->name, c->i[r] != 0);
    else if (c->type == COL_DATE)
        json_str(j, c->name, date_iso(a, c->i[r]));
    else if (c->type == COL_TIME)
        json_str(j, c->name, micros_iso(a, c->i[r]));
    else
        json_int(j, c->name, c->i[r]);
}

static void rows_json(const Table *t, bool more, Arena *a, Buf *out)
{
    JsonOut j;
    json_init(&j, out);
    json_object(&j, NULL);
    json_bool(&j, "more", more);
    json_array(&j, "rows");
    for (size_t r = 0; r < t->n; r++) {
        json_object(&j, NULL);
        for (size_t c = 0; c < t->n_col; c++)
            cell_json(&j, &t->col[c], r, a);
        json_end(&j);
    }
    json_end(&j);
    json_end(&j);
    buf_putc(out, '\n');
}

static Str cell_words_of(const TableColumn *c, size_t r, Arena *a)
{
    if (!col_has(c, r))
        return STR("");
    switch (c->type) {
    case COL_TEXT:
        return c->s[r];
    case COL_F64:
        return str_fmt(a, "%.10g", c->f[r]);
    case COL_BOOL:
        return c->i[r] ? STR("true") : STR("false");
    case COL_DATE:
        return date_iso(a, c->i[r]);
    case COL_TIME:
        return micros_iso(a, c->i[r]);
    case COL_INT:
        return str_fmt(a, "%" PRId64, c->i[r]);
    }
    return STR("");
}

static Status rows_text(App *app, const Table *t, bool more, Err *err)
{
    DocColumn *col = ARENA_NEW_N(app->a, DocColumn, t->n_col);
    Cell *cell = ARENA_NEW_N(app->a, Cell, t->n_col);
    for (size_t c = 0; c < t->n_col; c++)
        col[c] = (DocColumn){ .title = str_of(t->col[c].name),
                              .kind = COLUMN_TEXT,
                              .align = t->col[c].type == COL_INT || t->col[c].type == COL_F64
                                           ? ALIGN_RIGHT
                                           : ALIGN_LEFT };
    Doc *d = doc_create(
        app->a, &(DocHead){ .title = str_fmt(app->a, "%zu rows%s", t->n, more ? ", and more" : ""),
                            .lang = STR("en") });
    DocTable *out = doc_table(d, &(DocTableHead){ .caption = STR("Rows"), .caption_hidden = true },
                              col, t->n_col);
    for (size_t r = 0; r < t->n; r++) {
        for (size_t c = 0; c < t->n_col; c++)
            cell[c] = cell_text(cell_words_of(&t->col[c], r, app->a));
        doc_row(out, TONE_NORMAL, cell, t->n_col);
    }
    return show_doc(app, d, err);
}

Status cmd_sql(App *app, Err *err)
{
    Store *s = NULL;
    Table t;
    bool more;
    int64_t rows;
    Status st = args_int(app->args, "rows", 1000, &rows, err);
    if (!st && (rows < 1 || rows > LIMIT_SQL_ROWS))
        st = ERR(err, ST_USAGE, "'--rows' must lie between 1 and %d", LIMIT_SQL_ROWS);
    if (!st)
        st = app_open(app, true, false, &s, err);
    if (!st)
        st = db_sql(store_db(s),
                    &(DbAsk){ .text = str_of(app->args->word[1]),
                              .max_rows = (size_t)rows,
                              .timeout_ms = LIMIT_SQL_MS },
                    app->a, &t, &more, err);
    if (!st && app->json)
        rows_json(&t, more, app->a, app->out);
    else if (!st)
        st = rows_text(app, &t, more, err);
    store_close(s);
    return st;
}
