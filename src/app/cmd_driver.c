/* cmd_driver.c - what goes along with an outcome; with --model, a satisfaction index of the book's own survey. */
#include <math.h>

#include "app/command.h"
#include "app/show.h"
#include "base/file.h"
#include "base/json_out.h"
#include "link/index_model.h"
#include "link/index_write.h"
#include "report/amount.h"
#include "report/answer.h"
#include "report/page.h"

enum { MODEL_BYTES_MAX = 1 << 16 };

static void put_estimate(JsonOut *j, const char *key, const PathEstimate *e)
{
    json_object(j, key);
    json_f64(j, "estimate", e->estimate);
    json_f64(j, "low", e->low);
    json_f64(j, "high", e->high);
    json_end(j);
}

static void index_json(App *app, const IndexModel *m, const IndexFit *f)
{
    JsonOut j;
    bool told = !f->few.n;
    size_t at = 0;
    json_init(&j, app->out);
    json_object(&j, NULL);
    json_int(&j, "sheets", (int64_t)f->sheets);
    json_int(&j, "complete", (int64_t)f->complete);
    json_int(&j, "accounts", (int64_t)f->accounts);
    json_str(&j, "note", f->few);
    json_array(&j, "constructs");
    for (size_t k = 0; told && k < m->path.n; k++) {
        json_object(&j, NULL);
        json_str(&j, "name", m->name[k]);
        put_estimate(&j, "index", &f->fit.index[k]);
        json_f64(&j, "r2", f->fit.r2[k]);
        json_f64(&j, "reliability", f->fit.rho[k]);
        json_array(&j, "items");
        for (size_t i = 0; i < m->path.item[k]; i++, at++) {
            json_object(&j, NULL);
            json_str(&j, "item", m->item[at]);
            put_estimate(&j, "weight", &f->fit.weight[at]);
            json_f64(&j, "loading", f->fit.loading[at]);
            json_end(&j);
        }
        json_end(&j);
        json_end(&j);
    }
    json_end(&j);
    json_array(&j, "paths");
    for (size_t from = 0; told && from < m->path.n; from++)
        for (size_t to = 0; to < m->path.n; to++) {
            if (!(fabs(f->fit.total[from][to].estimate) > 0))
                continue;
            json_object(&j, NULL);
            json_str(&j, "from", m->name[from]);
            json_str(&j, "to", m->name[to]);
            if (m->path.leads[from][to])
                put_estimate(&j, "path", &f->fit.path[from][to]);
            else
                json_null(&j, "path");
            put_estimate(&j, "total", &f->fit.total[from][to]);
            json_end(&j);
        }
    json_end(&j);
    json_end(&j);
    buf_putc(app->out, '\n');
}

static Str range_text(Arena *a, const PathEstimate *e, int digits)
{
    if (!isfinite(e->low))
        return number_text(a, e->estimate, digits);
    return str_fmt(a, "%.*s (%.*s to %.*s)", STR_ARG(number_text(a, e->estimate, digits)), STR_ARG(number_text(a, e->low, digits)), STR_ARG(number_text(a, e->high, digits)));
}

static void construct_table(App *app, Doc *d, const IndexModel *m, const PathFit *f)
{
    static const DocColumn cols[] = { { .title = STR_INIT("Construct"), .kind = COLUMN_TEXT }, { .title = STR_INIT("Index, 0 to 100 (95 %)"), .kind = COLUMN_TEXT },
                                      { .title = STR_INIT("Explained"), .kind = COLUMN_TEXT }, { .title = STR_INIT("Reliability"), .kind = COLUMN_TEXT } };
    DocTable *t = doc_table(d, &(DocTableHead){ .caption = STR("Where each construct stands"), .empty = STR("none") }, cols, COUNT_OF(cols));
    size_t at = 0;
    for (size_t k = 0; k < m->path.n; k++) {
        Str items = STR("");
        for (size_t i = 0; i < m->path.item[k]; i++, at++)
            items = str_fmt(app->a, "%.*s%s%.*s weighs %.*s", STR_ARG(items), items.n ? " · " : "", STR_ARG(m->item[at]), STR_ARG(range_text(app->a, &f->weight[at], 2)));
        doc_sub(DOC_ROW(t, TONE_NORMAL, cell_text(m->name[k]), cell_text(range_text(app->a, &f->index[k], 1)), cell_text(isfinite(f->r2[k]) ? percent_text(app->a, f->r2[k], 0) : STR("–")),
                        cell_text(isfinite(f->rho[k]) ? number_text(app->a, f->rho[k], 2) : STR("–"))),
                runs_text(app->a, items));
    }
}

static void path_table(App *app, Doc *d, const IndexModel *m, const PathFit *f)
{
    static const DocColumn cols[] = { { .title = STR_INIT("From"), .kind = COLUMN_TEXT }, { .title = STR_INIT("To"), .kind = COLUMN_TEXT }, { .title = STR_INIT("Path (95 %)"), .kind = COLUMN_TEXT },
                                      { .title = STR_INIT("Over all ways (95 %)"), .kind = COLUMN_TEXT } };
    DocTable *t = doc_table(d, &(DocTableHead){ .caption = STR("What each passes on, in standard deviations"), .empty = STR("none") }, cols, COUNT_OF(cols));
    for (size_t from = 0; from < m->path.n; from++)
        for (size_t to = 0; to < m->path.n; to++)
            if (fabs(f->total[from][to].estimate) > 0)
                DOC_ROW(t, TONE_NORMAL, cell_text(m->name[from]), cell_text(m->name[to]), cell_text(m->path.leads[from][to] ? range_text(app->a, &f->path[from][to], 2) : STR("–")),
                        cell_text(range_text(app->a, &f->total[from][to], 2)));
}

static Status index_show(App *app, const IndexModel *m, const IndexFit *f, Err *err)
{
    Doc *d = doc_create(app->a, &(DocHead){ .title = STR("Satisfaction index by path model"), .subtitle = runs_text(app->a, STR("")) });
    if (f->few.n) {
        doc_para(d, runs_text(app->a, str_fmt(app->a, "No index: %.*s.", STR_ARG(f->few))));
        return show_doc(app, d, err);
    }
    construct_table(app, d, m, &f->fit);
    path_table(app, d, m, &f->fit);
    doc_note(d, runs_text(app->a, str_fmt(app->a, "%zu complete sheets of %zu companies; companies drawn %zu times. The arrows are the model's, not the data's: a path goes along, it proves no cause.", f->complete,
                                          f->accounts, f->fit.draws)));
    return show_doc(app, d, err);
}

typedef struct Keep {
    App *app;
    Str text;
} Keep;

/* The decision, and what the page shows of it, both or neither. */
static Status keep_model(Store *s, Arena *a, void *with, Err *err)
{
    const Keep *k = with;
    Status st = app_decide(k->app, s, &(Decision){ .stage = "index", .what = "model", .subject = STR(""), .object = k->text }, NULL, err);
    return st ? st : index_write(s, a, err);
}

static Status index_command(App *app, const char *path, Err *err)
{
    Store *s = NULL;
    Str text = STR("");
    IndexModel m;
    IndexFit *f = ARENA_NEW(app->a, IndexFit);
    Keep k = { app, STR("") };
    bool keep = args_get(app->args, "keep") != NULL;
    Status st = file_read(path, MODEL_BYTES_MAX, app->a, &text, err);
    if (!st)
        st = index_model_read(text, &m, err);
    if (!st)
        st = app_open(app, !keep, false, &s, err);
    if (!st)
        st = index_model_fit(s, &m, app->a, f, err);
    k.text = text;
    if (!st && keep)
        st = store_atomic(s, "drivers", keep_model, &k, err);
    store_close(s);
    if (!st && app->json)
        index_json(app, &m, f);
    else if (!st)
        st = index_show(app, &m, f, err);
    return st;
}

Status cmd_drivers(App *app, Err *err)
{
    const char *model = args_get(app->args, "model");
    Str outcome = str_of(args_get(app->args, "outcome"));
    AnswerQuery q = *ANSWER_ALL(STR(""));
    if (model)
        return index_command(app, model, err);
    q.by = outcome;
    return show_page_of(app, page_drivers, outcome, answer_drivers, q, err);
}
