/* cmd_mapping.c - mappings, history. */
#include <assert.h>
#include <inttypes.h>

#include "app/command.h"
#include "app/show.h"
#include "base/date.h"
#include "base/file.h"
#include "base/json_out.h"
#include "base/map.h"
#include "model/kind.h"
#include "store/fact.h"

static Status find(const App *app, const Table *t, size_t *row, Err *err)
{
    int64_t id;
    if (app->args->n_word < 3 || !str_to_i64(str_of(app->args->word[2]), &id))
        return ERR(err, ST_USAGE, "usage: throughline mappings BOOK %s N", app->args->word[1]);
    for (size_t r = 0; r < t->n; r++)
        if (col_int(t, "mapping_id")[r] == id) {
            *row = r;
            return ST_OK;
        }
    return ERR(err, ST_NOT_FOUND, "no mapping %" PRId64 "; `throughline mappings %s` lists them", id, app->args->word[0]);
}

static void list_json(App *app, const Table *t)
{
    JsonOut j;
    json_init(&j, app->out);
    json_object(&j, NULL);
    json_array(&j, "mappings");
    for (size_t r = 0; r < t->n; r++) {
        json_object(&j, NULL);
        json_int(&j, "id", col_int(t, "mapping_id")[r]);
        json_str(&j, "file", col_text(t, "name")[r]);
        json_str(&j, "who", col_text(t, "who")[r]);
        json_str(&j, "first_used", micros_iso(app->a, col_int(t, "first_used")[r]));
        json_str(&j, "last_used", micros_iso(app->a, col_int(t, "last_used")[r]));
        json_int(&j, "files", col_int(t, "used")[r]);
        json_str(&j, "mapping", col_text(t, "mapping")[r]);
        json_end(&j);
    }
    json_end(&j);
    json_end(&j);
    buf_putc(app->out, '\n');
}

static Status list(App *app, const Table *t, Err *err)
{
    static const DocColumn cols[] = {
        { .title = STR_INIT("Mapping"), .kind = COLUMN_INT },    { .title = STR_INIT("Confirmed for"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("By"), .kind = COLUMN_TEXT },        { .title = STR_INIT("First used"), .kind = COLUMN_DATE },
        { .title = STR_INIT("Last used"), .kind = COLUMN_DATE }, { .title = STR_INIT("Files"), .kind = COLUMN_INT },
    };
    Str title = t->n ? STR("Mappings that are used again on files with the same header") : STR("No mapping has been confirmed");
    Doc *d = doc_create(app->a, &(DocHead){ .title = title, .lang = STR("en") });
    DocTable *out = doc_table(d, &(DocTableHead){ .caption = STR("Mappings"), .caption_hidden = true }, cols, COUNT_OF(cols));
    for (size_t r = 0; r < t->n; r++)
        DOC_ROW(out, TONE_NORMAL, cell_int(col_int(t, "mapping_id")[r]), cell_text(col_text(t, "name")[r]), cell_text(col_text(t, "who")[r]),
                cell_date(day_of_micros(col_int(t, "first_used")[r])), cell_date(day_of_micros(col_int(t, "last_used")[r])),
                cell_int(col_int(t, "used")[r]));
    return show_doc(app, d, err);
}

static Status export_all(App *app, const Table *t, Err *err)
{
    if (app->args->n_word < 3)
        return ERR(err, ST_USAGE, "usage: throughline mappings BOOK export DIR");
    Status st = file_make_dir(app->args->word[2], err);
    for (size_t r = 0; r < t->n && !st; r++) {
        Str name = path_base(col_text(t, "name")[r]);
        Str path = str_fmt(app->a, "%s/%" PRId64 "-%.*s.map", app->args->word[2], col_int(t, "mapping_id")[r], STR_ARG(name));
        st = file_replace(path.p, col_text(t, "mapping")[r], err);
        if (!st)
            buf_printf(app->out, "wrote %.*s\n", STR_ARG(path));
    }
    return st;
}

static Status act(App *app, Store *s, Str what, Err *err)
{
    Table t;
    size_t row = 0;
    Status st = store_fetch(s, SQL_MEMORY_LIST, STORE_NO_ARGS, app->a, &t, err);
    if (st)
        return st;
    if (str_eq(what, STR("export")))
        return export_all(app, &t, err);
    if (str_eq(what, STR("list"))) {
        if (app->json)
            list_json(app, &t);
        return app->json ? ST_OK : list(app, &t, err);
    }
    st = find(app, &t, &row, err);
    if (!st && str_eq(what, STR("show")))
        buf_put(app->out, col_text(&t, "mapping")[row]);
    else if (!st)
        st = store_run(s, SQL_MEMORY_FORGET, STORE_ARGS(DB_INT(col_int(&t, "mapping_id")[row])), err);
    if (!st && str_eq(what, STR("forget")))
        buf_printf(app->out, "forgot mapping %" PRId64 "; what was read with it stays\n", col_int(&t, "mapping_id")[row]);
    return st;
}

Status cmd_mappings(App *app, Err *err)
{
    Store *s = NULL;
    Str what = app->args->n_word > 1 ? str_of(app->args->word[1]) : STR("list");
    bool forget = str_eq(what, STR("forget"));
    if (!forget && !str_eq(what, STR("list")) && !str_eq(what, STR("show")) && !str_eq(what, STR("export")))
        return ERR(err, ST_USAGE, "'%.*s' is not something to do with mappings; try list, show N, forget N or export DIR", STR_ARG(what));
    Status st = app_open(app, !forget, false, &s, err);
    if (!st)
        st = act(app, s, what, err);
    store_close(s);
    return st;
}

static_assert(SQL_HISTORY_CHANGE - SQL_HISTORY_ACCOUNT == KIND_CHANGE && KIND_CHANGE + 1 == KIND_COUNT, "statements history_* in the order of KindId");

static Str value_words(const Table *t, const char *name, size_t r, Arena *a)
{
    const TableColumn *c = table_col(t, name);
    if (!col_has(c, r))
        return STR("");
    switch (c->type) {
    case COL_TEXT: return c->s[r];
    case COL_F64: return str_fmt(a, "%.15g", c->f[r]);
    case COL_BOOL: return c->i[r] ? STR("yes") : STR("no");
    case COL_DATE: return date_iso(a, c->i[r]);
    case COL_TIME: return micros_iso(a, c->i[r]);
    case COL_INT: break;
    }
    return str_fmt(a, "%" PRId64, c->i[r]);
}

static bool same_key(const Table *t, size_t r)
{
    return r > 0 && col_int(t, "key_hash")[r] == col_int(t, "key_hash")[r - 1];
}

/* What this version says otherwise than the one before; of the first, all it says. */
static void put_changes(const Table *t, size_t r, const Kind *k, Arena *a, Buf *text, JsonOut *j)
{
    for (size_t f = 0; f < k->n_field; f++) {
        const char *name = k->field[f].name;
        bool minor = k->field[f].type == FIELD_MONEY;
        Str now = value_words(t, name, r, a), was = same_key(t, r) ? value_words(t, name, r - 1, a) : STR("");
        if (str_eq(now, was))
            continue;
        if (j) {
            json_object(j, NULL);
            json_str(j, "field", str_of(name));
            json_str(j, "was", was);
            json_str(j, "now", now);
            json_end(j);
        } else if (same_key(t, r)) {
            buf_printf(text, "%s%s: %.*s -> %.*s%s", text->n ? "; " : "", name, STR_ARG(was.n ? was : STR("nothing")),
                       STR_ARG(now.n ? now : STR("nothing")), minor ? " (minor units)" : "");
        } else {
            buf_printf(text, "%s%s = %.*s%s", text->n ? "; " : "", name, STR_ARG(now), minor ? " (minor units)" : "");
        }
    }
}

static Str replaced_by(const Table *t, size_t r, Arena *a)
{
    const TableColumn *c = table_col(t, "next_path");
    return col_has(c, r) ? str_fmt(a, "replaced by %.*s", STR_ARG(c->s[r])) : STR("in force");
}

/* What its system has kept of its changes (kind `change`). */
static void told_json(JsonOut *j, const Table *told, Arena *a)
{
    json_array(j, "told");
    for (size_t r = 0; r < told->n; r++) {
        json_object(j, NULL);
        json_str(j, "source", col_text(told, "source_name")[r]);
        json_str(j, "file", col_text(told, "file_path")[r]);
        json_int(j, "line", col_int(told, "line")[r]);
        json_str(j, "at", value_words(told, "at", r, a));
        json_str(j, "field", col_text(told, "field")[r]);
        json_str(j, "was", value_words(told, "old_value", r, a));
        json_str(j, "now", value_words(told, "new_value", r, a));
        json_str(j, "author", value_words(told, "author", r, a));
        json_end(j);
    }
    json_end(j);
}

static void told_doc(Doc *d, const Table *told, Arena *a)
{
    static const DocColumn cols[] = {
        { .title = STR_INIT("At"), .kind = COLUMN_TEXT }, { .title = STR_INIT("Field"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("Was"), .kind = COLUMN_TEXT }, { .title = STR_INIT("Became"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("System"), .kind = COLUMN_TEXT, .quiet = true },
    };
    if (!told->n)
        return;
    DocTable *out = doc_table(d, &(DocTableHead){ .caption = STR("Changes that its system has kept") }, cols, COUNT_OF(cols));
    for (size_t r = 0; r < told->n; r++)
        DOC_ROW(out, TONE_NORMAL, cell_text(value_words(told, "at", r, a)), cell_text(col_text(told, "field")[r]), cell_text(value_words(told, "old_value", r, a)),
                cell_text(value_words(told, "new_value", r, a)), cell_text(col_text(told, "source_name")[r]));
}

static void history_json(App *app, const Table *t, const Table *told, const Kind *k)
{
    JsonOut j;
    json_init(&j, app->out);
    json_object(&j, NULL);
    json_array(&j, "versions");
    for (size_t r = 0; r < t->n; r++) {
        json_object(&j, NULL);
        json_str(&j, "source", col_text(t, "source_name")[r]);
        json_str(&j, "file", col_text(t, "file_path")[r]);
        json_int(&j, "line", col_int(t, "line")[r]);
        json_bool(&j, "in_force", !col_has(table_col(t, "superseded_by"), r));
        json_array(&j, "changes");
        put_changes(t, r, k, app->a, NULL, &j);
        json_end(&j);
        json_end(&j);
    }
    json_end(&j);
    told_json(&j, told, app->a);
    json_end(&j);
    buf_putc(app->out, '\n');
}

static Status history_doc(App *app, const Table *t, const Table *told, const Kind *k, Err *err)
{
    static const DocColumn cols[] = {
        { .title = STR_INIT("File"), .kind = COLUMN_TEXT }, { .title = STR_INIT("Line"), .kind = COLUMN_INT },
        { .title = STR_INIT("System"), .kind = COLUMN_TEXT, .quiet = true }, { .title = STR_INIT("State"), .kind = COLUMN_TEXT, .quiet = true },
    };
    Str title = str_fmt(app->a, "%zu version%s of %s '%s'", t->n, t->n == 1 ? "" : "s", k->name, app->args->word[2]);
    Doc *d = doc_create(app->a, &(DocHead){ .title = title, .lang = STR("en") });
    DocTable *out = doc_table(d, &(DocTableHead){ .caption = STR("Versions"), .caption_hidden = true }, cols, COUNT_OF(cols));
    for (size_t r = 0; r < t->n; r++) {
        Buf b;
        buf_init(&b, 1 << 20);
        put_changes(t, r, k, app->a, &b, NULL);
        DocRow *row = DOC_ROW(out, TONE_NORMAL, cell_text(col_text(t, "file_path")[r]), cell_int(col_int(t, "line")[r]),
                              cell_text(col_text(t, "source_name")[r]), cell_text(replaced_by(t, r, app->a)));
        doc_sub(row, runs_text(app->a, b.n ? str_dup(app->a, buf_str(&b)) : STR("only who it is about changed")));
        buf_release(&b);
    }
    told_doc(d, told, app->a);
    return show_doc(app, d, err);
}

/* What the kind's history_* statement looks for: the id, or where it is not stored the keys it has in each source. */
static Status wanted(App *app, Store *s, KindId kind, Str *out, Err *err)
{
    Table t;
    *out = str_of(app->args->word[2]);
    if (fact_keeps_id(kind))
        return ST_OK;
    Status st = store_fetch(s, SQL_SOURCE_LIST, STORE_NO_ARGS, app->a, &t, err);
    Str id = *out;
    *out = STR("");
    for (size_t r = 0; !st && r < t.n; r++)
        *out = str_fmt(app->a, "%.*s%s%" PRId64, STR_ARG(*out), r ? "," : "", (int64_t)fact_key(hash64(col_text(&t, "name")[r]), kind, id));
    return st;
}

Status cmd_history(App *app, Err *err)
{
    Store *s = NULL;
    Table t, told;
    Str what;
    KindId kind;
    if (!kind_find(str_of(app->args->word[1]), &kind))
        return ERR(err, ST_USAGE, "no such kind of record: '%s'", app->args->word[1]);
    Status st = app_open(app, true, false, &s, err);
    if (!st)
        st = wanted(app, s, kind, &what, err);
    if (!st)
        st = store_fetch(s, SQL_HISTORY_ACCOUNT + (int)kind, STORE_ARGS(DB_TEXT(what)), app->a, &t, err);
    if (!st)
        st = store_fetch(s, SQL_HISTORY_TOLD, STORE_ARGS(DB_TEXT(str_of(kinds[kind].name)), DB_TEXT(str_of(app->args->word[2]))), app->a, &told, err);
    if (!st && !t.n && !told.n)
        st = ERR(err, ST_NOT_FOUND, "no %s with the id '%s'", kinds[kind].name, app->args->word[2]);
    if (!st && app->json)
        history_json(app, &t, &told, &kinds[kind]);
    else if (!st)
        st = history_doc(app, &t, &told, &kinds[kind], err);
    store_close(s);
    return st;
}
