/* page_index.c - the satisfaction index of the book's survey by path model. */
#include <math.h>

#include "report/index.h"
#include "report/page_in.h"

static Str range_text(const PageBook *b, const Table *t, const char *const col[3], size_t r, int digits)
{
    double v = page_f64(t, col[0], r), low = page_f64(t, col[1], r), high = page_f64(t, col[2], r);
    if (!isfinite(v))
        return STR("–");
    return isfinite(low) ? str_fmt(b->a, "%.*s (%.*s to %.*s)", STR_ARG(number_text(b->a, v, digits)), STR_ARG(number_text(b->a, low, digits)), STR_ARG(number_text(b->a, high, digits)))
                         : number_text(b->a, v, digits);
}

static void construct_table(PageBook *b, Doc *d, const IndexTables *t)
{
    static const char *const estimate[] = { "estimate", "low", "high" }, *const weight[] = { "weight", "weight_low", "weight_high" };
    static const DocColumn cols[] = { { .title = STR_INIT("Construct"), .kind = COLUMN_TEXT }, { .title = STR_INIT("Index, 0 to 100 (95 %)"), .kind = COLUMN_TEXT },
                                      { .title = STR_INIT("Explained"), .kind = COLUMN_TEXT }, { .title = STR_INIT("Reliability"), .kind = COLUMN_TEXT } };
    DocTable *table = doc_table(d, &(DocTableHead){ .caption = STR("Satisfaction index: where each construct stands"), .empty = STR("none") }, cols, COUNT_OF(cols));
    for (size_t r = 0; r < t->construct.n; r++) {
        double r2 = page_f64(&t->construct, "r2", r), rho = page_f64(&t->construct, "reliability", r);
        Str items = STR("");
        for (size_t k = 0; k < t->item.n; k++)
            if (col_int(&t->item, "construct")[k] == col_int(&t->construct, "seq")[r])
                items = str_fmt(b->a, "%.*s%s%.*s weighs %.*s", STR_ARG(items), items.n ? " · " : "", STR_ARG(col_text(&t->item, "item")[k]), STR_ARG(range_text(b, &t->item, weight, k, 2)));
        doc_sub(DOC_ROW(table, TONE_NORMAL, cell_text(col_text(&t->construct, "name")[r]), cell_text(range_text(b, &t->construct, estimate, r, 1)), cell_text(isfinite(r2) ? percent_text(b->a, r2, 0) : STR("–")),
                        cell_text(isfinite(rho) ? number_text(b->a, rho, 2) : STR("–"))), runs_text(b->a, items));
    }
}

static void path_table(PageBook *b, Doc *d, const Table *t)
{
    static const char *const path[] = { "path", "path_low", "path_high" }, *const total[] = { "total", "total_low", "total_high" };
    static const DocColumn cols[] = { { .title = STR_INIT("From"), .kind = COLUMN_TEXT }, { .title = STR_INIT("To"), .kind = COLUMN_TEXT }, { .title = STR_INIT("Path (95 %)"), .kind = COLUMN_TEXT },
                                      { .title = STR_INIT("Over all ways (95 %)"), .kind = COLUMN_TEXT } };
    DocTable *table = doc_table(d, &(DocTableHead){ .caption = STR("What each passes on, in standard deviations"), .empty = STR("none") }, cols, COUNT_OF(cols));
    for (size_t r = 0; r < t->n; r++)
        DOC_ROW(table, TONE_NORMAL, cell_text(col_text(t, "from_name")[r]), cell_text(col_text(t, "to_name")[r]), cell_text(range_text(b, t, path, r, 2)), cell_text(range_text(b, t, total, r, 2)));
}

Status page_index_part(PageBook *b, Doc *d, Err *err)
{
    IndexTables t;
    Status st = index_load(b->s, b->a, &t, err);
    if (st || !t.fit.n || str_eq(col_text(&t.fit, "source")[0], STR("none")))
        return st;
    if (!t.construct.n) {
        doc_para(d, runs_text(b->a, str_fmt(b->a, "Satisfaction index: %.*s.", STR_ARG(col_text(&t.fit, "note")[0]))));
        return ST_OK;
    }
    doc_chart(d, index_chart(&t, b->a));
    construct_table(b, d, &t);
    path_table(b, d, &t.path);
    doc_note(d, runs_text(b->a, str_fmt(b->a, "%.*s complete sheets of %.*s companies; %s. The arrows are the model's, not the data's: a path goes along, it proves no cause. A dashed arrow may pass on nothing.",
                                        STR_ARG(count_text(b->a, col_int(&t.fit, "complete")[0])), STR_ARG(count_text(b->a, col_int(&t.fit, "accounts")[0])),
                                        str_eq(col_text(&t.fit, "source")[0], STR("kept")) ? "the model is the one kept in this book" : "the model is the European index's, its items recognised by their words")));
    return ST_OK;
}
