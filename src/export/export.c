#include "export/export_in.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "base/file.h"
#include "base/json_out.h"
#include "store/migrate.h"

static const struct {
    const char *name;
    Status    (*open)(ExportWriter *w, Err *err);
} formats[] = { [EXPORT_PARQUET] = { "parquet", export_parquet }, [EXPORT_CSV] = { "csv", export_csv }, [EXPORT_XLSX] = { "xlsx", export_xlsx } };

const char *export_type(ColType t)
{
    static const char *const name[] = { [COL_INT] = "integer", [COL_F64] = "double", [COL_TEXT] = "text", [COL_BOOL] = "boolean", [COL_DATE] = "date",
                                        [COL_TIME] = "timestamp" };
    return name[t];
}

Status export_file(const char *path, Str content, Err *err) { return file_replace(path, content, err); }

/* The folder's files go, then the folder; it holds no folders of ours. */
static void remove_folder(const char *dir, Arena *a)
{
    DIR *d = opendir(dir);
    if (!d)
        return;
    for (const struct dirent *e; (e = readdir(d));)
        if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
            (void)unlink(path_join(a, str_of(dir), str_of(e->d_name)).p);
    (void)closedir(d);
    (void)rmdir(dir);
}

static Status check_place(const char *dir, Err *err)
{
    FileInfo info;
    Err none;
    if (file_stat(dir, &info, &none) != ST_OK)
        return ST_OK;
    DIR *d = info.is_dir ? opendir(dir) : NULL;
    size_t n = 0;
    if (!d)
        return ERR(err, ST_CONFLICT, "'%s' is there already", dir);
    while (readdir(d))
        n++;
    (void)closedir(d);
    return n > 2 ? ERR(err, ST_CONFLICT, "folder '%s' is not empty", dir) : ST_OK;
}

/* ---- one table ------------------------------------------------------------------------------------------------------------------ */

typedef struct Leaving {
    ExportWriter *w;
    ExportTable  *t;
    bool          begun, meta;
    Arena         a;                /* of a chunk */
} Leaving;

/* Of the book's properties, those that are no secrets. */
static void meta_rows(const Table *chunk, Arena *a, Table *out)
{
    static const Str told[] = { STR_INIT("schema"), STR_INIT("currency") };
    table_init(out, a, (const ColSpec[]){ { "name", COL_TEXT }, { "value", COL_TEXT } }, 2);
    for (size_t r = 0; r < chunk->n; r++)
        for (size_t i = 0; i < COUNT_OF(told); i++)
            if (str_eq(col_text(chunk, "name")[r], told[i])) {
                table_put_text(out, 0, told[i]);
                table_put_text(out, 1, col_text(chunk, "value")[r]);
                table_row(out);
            }
}

static Status leave_chunk(void *ctx, const Table *chunk, Err *err)
{
    Leaving *l = ctx;
    Table told;
    Status st = ST_OK;
    if (!l->begun) {
        export_columns(l->t, chunk, l->w->a);
        st = l->w->begin(l->w, l->t, chunk, err);
        l->begun = true;
    }
    if (!st && l->meta) {
        meta_rows(chunk, &l->a, &told);
        chunk = &told;
    }
    if (!st && chunk->n)
        st = l->w->rows(l->w, l->t, chunk, err);
    l->t->rows += (int64_t)chunk->n;
    return st;
}

static Status leave_table(Store *s, ExportWriter *w, ExportTable *t, Err *err)
{
    Leaving l = { .w = w, .t = t, .meta = str_eq(t->name, STR("meta")) };
    arena_init(&l.a);
    Status st = store_each_of(s, t->name.p, leave_chunk, &l, err);
    arena_release(&l.a);
    if (!st)
        st = w->end(w, t, err);
    w->info->tables++;
    w->info->rows += t->rows;
    return st;
}

/* ---- the manifest --------------------------------------------------------------------------------------------------------------- */

static void put_or_null(JsonOut *j, const char *key, Str s)
{
    if (s.n)
        json_str(j, key, s);
    else
        json_null(j, key);
}

static void put_table(JsonOut *j, const ExportTable *t)
{
    json_object(j, NULL);
    json_str(j, "name", t->name);
    json_str(j, "group", str_of(t->group));
    put_or_null(j, "meaning", t->meaning);
    json_int(j, "rows", t->rows);
    json_array(j, "parts");
    for (size_t i = 0; i < t->n_file; i++)
        json_str(j, NULL, t->file[i]);
    json_end(j);
    json_array(j, "columns");
    for (size_t c = 0; c < t->n_column; c++) {
        json_object(j, NULL);
        json_str(j, "name", t->column[c].name);
        json_str(j, "type", str_of(export_type(t->column[c].type)));
        put_or_null(j, "meaning", t->column[c].meaning);
        json_end(j);
    }
    json_end(j);
    json_end(j);
}

Status export_manifest(const ExportWriter *w, const ExportTable *t, size_t n, Store *s, Err *err)
{
    Buf b;
    JsonOut j;
    buf_init(&b, 1 << 26);
    json_init(&j, &b);
    json_object(&j, NULL);
    put_or_null(&j, "book", w->o->book);
    json_str(&j, "format", str_of(formats[w->o->format].name));
    json_bool(&j, "guarded", w->o->guard);
    json_int(&j, "schema", migrate_newest());
    json_str(&j, "currency", str_of(store_currency(s)));
    json_str(&j, "money", STR("whole minor units (cents) of the currency beside it, else of the book's"));
    json_str(&j, "time", STR("UTC"));
    json_int(&j, "rows", w->info->rows);
    json_int(&j, "texts_cut", w->info->cut);
    json_array(&j, "tables");
    for (size_t i = 0; i < n; i++)
        if (t[i].group)
            put_table(&j, &t[i]);
    json_end(&j);
    json_array(&j, "left_out");
    for (size_t i = 0; i < n; i++) {
        if (t[i].group)
            continue;
        json_object(&j, NULL);
        json_str(&j, "name", t[i].name);
        json_str(&j, "why", str_of(t[i].why));
        json_end(&j);
    }
    json_end(&j);
    json_end(&j);
    buf_putc(&b, '\n');
    Status st = export_file(str_fmt(w->a, "%s/manifest.json", w->dir).p, buf_str(&b), err);
    buf_release(&b);
    return st;
}

/* ---- all of it ------------------------------------------------------------------------------------------------------------------ */

static Status leave_all(Store *s, ExportWriter *w, Err *err)
{
    ExportTable *t = NULL;
    size_t n = 0;
    Status st = store_begin(s, err);
    if (!st)
        st = export_tables(s, w->a, &t, &n, err);
    for (size_t i = 0; !st && i < n; i++)
        if (t[i].group)
            st = leave_table(s, w, &t[i], err);
    store_rollback(s);
    if (!st && w->finish)
        st = w->finish(w, t, n, err);
    for (size_t i = 0; i < n; i++)
        w->info->files += (int64_t)t[i].n_file;
    return st ? st : export_manifest(w, t, n, s, err);
}

Status export_book(Store *s, const char *dir, const ExportOptions *o, ExportInfo *out, Err *err)
{
    Arena a;
    *out = (ExportInfo){ 0 };
    Status st = check_place(dir, err);
    if (st)
        return st;
    arena_init(&a);
    Str clean = str_of(dir);
    while (clean.n > 1 && clean.p[clean.n - 1] == '/')
        clean.n--;
    ExportWriter w = { .o = o, .a = &a, .info = out, .dir = str_fmt(&a, "%.*s.part", STR_ARG(clean)).p };
    remove_folder(w.dir, &a);                                /* of one that was cut off */
    st = file_make_dir(w.dir, err);
    if (!st)
        st = formats[o->format].open(&w, err);
    if (!st)
        st = leave_all(s, &w, err);
    if (w.own)
        w.close(&w);
    if (!st && rename(w.dir, str_dup(&a, clean).p) != 0)
        st = file_errno(err, "replace", dir);
    if (st)
        remove_folder(w.dir, &a);
    arena_release(&a);
    return st;
}
