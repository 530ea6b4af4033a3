/* cmd_forget.c - a person is taken out of the book. */
#include "app/command.h"
#include "app/forget_beside.h"
#include "app/pipeline.h"
#include "app/show.h"
#include "base/file.h"
#include "base/json_out.h"
#include "db/rewrite.h"
#include "model/limits.h"
#include "report/page.h"
#include "store/clip.h"
#include "store/forget.h"

/* Of a dry run only: behind the deed nothing prints her. */
static void record_json(JsonOut *j, const ForgetTaken *t)
{
    json_object(j, NULL);
    json_str(j, "source", t->source);
    json_str(j, "who", t->who);
    json_str(j, "name", t->name);
    json_bool(j, "joined", t->joined);
    json_f64(j, "probability", t->p);
    json_end(j);
}

static void records_text(App *app, Doc *d, const ForgetResult *r, const ForgetAsk *ask)
{
    static const DocColumn cols[] = { { .title = STR_INIT("Source"), .kind = COLUMN_TEXT }, { .title = STR_INIT("Address or id"), .kind = COLUMN_TEXT },
                                      { .title = STR_INIT("Name"), .kind = COLUMN_TEXT }, { .title = STR_INIT("Why"), .kind = COLUMN_TEXT } };
    DocTable *t = doc_table(d, &(DocTableHead){ .caption = STR("Records of this person") }, cols, COUNT_OF(cols));
    for (int64_t i = 0; i < r->aliases; i++) {
        const ForgetTaken *k = &r->taken[i];
        DOC_ROW(t, TONE_NORMAL, cell_text(k->source), cell_text(k->who), cell_text(k->name),
                cell_text(k->joined ? str_fmt(app->a, "joined, probability %.3f", k->p) : STR("asked for")));
    }
    if (r->unsure)
        doc_para(d, runs_text(app->a, str_fmt(app->a, "Not all of this is sure: records of contact %lld were joined with a probability below %d %%. %s", (long long)r->unsure, LIMIT_FORGET_SURE,
                                              ask->all ? "`--all` takes them." : "Without `--all` or the contact's id nothing will be changed; `resolve BOOK split A B` parts them.")));
}

static void result_json(App *app, const ForgetResult *r, int64_t beside, bool dry, bool clean)
{
    JsonOut j;
    json_init(&j, app->out);
    json_object(&j, NULL);
    json_bool(&j, "dry_run", dry);
    json_int(&j, "erasure", r->erasure);
    json_int(&j, "aliases", r->aliases);
    json_int(&j, "files", r->files);
    json_int(&j, "rows", r->rows);
    json_int(&j, "files_beside", beside);
    json_int(&j, "recordings", r->clips);
    json_bool(&j, "file_rewritten", clean);
    json_array(&j, "tables");
    for (size_t i = 0; i < r->n; i++) {
        json_object(&j, NULL);
        json_str(&j, "table", str_of(r->count[i].table));
        json_int(&j, "rows", r->count[i].n);
        json_end(&j);
    }
    json_end(&j);
    if (dry) {
        json_int(&j, "unsure_contact", r->unsure);
        json_array(&j, "records");
        for (int64_t i = 0; i < r->aliases; i++)
            record_json(&j, &r->taken[i]);
        json_end(&j);
    }
    json_end(&j);
    buf_putc(app->out, '\n');
}

static Status result_text(App *app, const ForgetResult *r, int64_t beside, const ForgetAsk *ask, bool clean, Err *err)
{
    bool dry = ask->dry_run;
    static const DocColumn cols[] = { { .title = STR_INIT("Table"), .kind = COLUMN_TEXT }, { .title = STR_INIT("Rows"), .kind = COLUMN_INT } };
    const char *tail = dry ? "Nothing was changed." : clean ? "Figures were computed again, and the book's file was written anew."
        : "Figures were computed again. The server keeps old rows until VACUUM FULL: ask its administrator. Backups and exports made before hold them too.";
    Doc *d = doc_create(app->a, &(DocHead){ .title = str_fmt(app->a, dry ? "%lld rows from %lld files would be changed" : "Forgotten: %lld rows from %lld files were changed",
                                                             (long long)r->rows, (long long)r->files), .lang = STR("en") });
    if (dry)
        records_text(app, d, r, ask);
    DocTable *t = doc_table(d, &(DocTableHead){ .caption = STR("Rows"), .caption_hidden = true }, cols, COUNT_OF(cols));
    for (size_t i = 0; i < r->n; i++)
        DOC_ROW(t, TONE_NORMAL, cell_text(str_of(r->count[i].table)), cell_int(r->count[i].n));
    if (beside)
        doc_para(d, runs_text(app->a, str_fmt(app->a, "Beside the book: %lld proposed mappings, raw deliveries or weekly reports %s.", (long long)beside,
                                              dry ? "name that person" : "named that person and were changed")));
    if (r->clips)
        doc_para(d, runs_text(app->a, str_fmt(app->a, dry ? "%lld recordings of calls in which this person speaks or is named would be erased."
                                                          : "%lld recordings of calls in which this person speaks or is named were erased; these calls get none any more.", (long long)r->clips)));
    doc_para(d, runs_text(app->a, str_of(tail)));
    return show_doc(app, d, err);
}

/* Facts and everything computed from them, in one transaction; before its end the files beside the book. */
static Status forget(App *app, Store *s, const ForgetAsk *ask, ForgetResult *r, int64_t *beside, Err *err)
{
    Status st = store_begin(s, err);
    if (st)
        return st;
    store_join(s, true);
    st = forget_person(s, ask, app->a, r, err);
    if (!st && !ask->dry_run)
        st = pipeline_run(app, s, NULL, err);
    if (!st)
        st = forget_beside(app, &r->needle, ask->dry_run, beside, err);
    store_join(s, false);
    if (!st && !ask->dry_run)
        return store_commit(s, err);
    store_rollback(s);
    return st;
}

/* A report beside the book shows what the book showed: it is written again. */
static Status report_again(App *app, Store *s, Err *err)
{
    FileInfo info;
    Err none;
    Str path = app_report_path(app);
    return file_stat(path.p, &info, &none) ? ST_OK : app_write_report(app, s, path, err);
}

static Status clean_file(const char *book, Err *err)
{
    return db_rewrite(book, "UPDATE erasure SET clean = TRUE WHERE clean = FALSE", err);
}

/* `forget BOOK`: ends what was cut off behind the erasure itself. */
static Status finish(App *app, Err *err)
{
    Store *s = NULL;
    int64_t open = 0;
    int64_t swept;
    Status st = app_open(app, false, false, &s, err);
    if (!st)
        st = clip_sweep(s, true, &swept, err);
    if (!st)
        st = store_int(s, SQL_ERASURE_OPEN, STORE_NO_ARGS, 0, &open, err);
    bool file = !st && db_engine(store_db(s)) == DB_DUCKDB;
    if (!st && open)
        st = report_again(app, s, err);
    store_close(s);
    if (!st && open && file)
        st = clean_file(app->args->word[0], err);
    if (!st)
        buf_puts(app->out, !open ? "nothing is left to be done\n" : file ? "the book's file was written anew\n" : "VACUUM FULL is the server administrator's\n");
    return st;
}

Status cmd_forget(App *app, Err *err)
{
    Store *s = NULL;
    ForgetResult r;
    int64_t beside = 0;
    const char *user = getenv("USER"), *why = args_get(app->args, "why");
    if (app->args->n_word == 1)
        return finish(app, err);
    ForgetAsk ask = { .who = str_of(app->args->word[1]), .by = str_of(user ? user : "unknown"), .why = str_of(why ? why : "asked to"),
                      .at = app_now(app->a), .dry_run = args_get(app->args, "dry-run") != NULL, .all = args_get(app->args, "all") != NULL };
    Status st = app_open(app, false, false, &s, err);
    if (st)
        return st;
    bool file = db_engine(store_db(s)) == DB_DUCKDB;
    int64_t swept;
    st = forget(app, s, &ask, &r, &beside, err);
    if (!st && !ask.dry_run)
        st = clip_sweep(s, true, &swept, err);
    if (!st && !ask.dry_run)
        st = report_again(app, s, err);
    store_close(s);
    if (!st && !ask.dry_run && file)
        st = clean_file(app->args->word[0], err);
    if (st)
        return st;
    if (app->json)
        result_json(app, &r, beside, ask.dry_run, file && !ask.dry_run);
    return app->json ? ST_OK : result_text(app, &r, beside, &ask, file, err);
}
