#include "link/index_write.h"

#include <math.h>

#include "link/index_default.h"
#include "link/index_model.h"
#include "store/sql_ids.h"

typedef struct Tables {
    Table fit, construct, item, path;
} Tables;

static void put_estimate(Table *t, size_t col, const PathEstimate *e)
{
    table_put_known(t, col, e->estimate);
    table_put_known(t, col + 1, e->low);
    table_put_known(t, col + 2, e->high);
}

static void tables_init(Tables *t, Arena *a)
{
    static const ColSpec fit[] = { { "source", COL_TEXT }, { "model", COL_TEXT }, { "sheets", COL_INT }, { "complete", COL_INT }, { "accounts", COL_INT }, { "draws", COL_INT }, { "note", COL_TEXT } };
    static const ColSpec construct[] = { { "seq", COL_INT }, { "name", COL_TEXT }, { "estimate", COL_F64 }, { "low", COL_F64 }, { "high", COL_F64 }, { "r2", COL_F64 }, { "reliability", COL_F64 } };
    static const ColSpec item[] = { { "seq", COL_INT }, { "construct", COL_INT }, { "item", COL_TEXT }, { "weight", COL_F64 }, { "loading", COL_F64 }, { "weight_low", COL_F64 }, { "weight_high", COL_F64 } };
    static const ColSpec path[] = { { "from_seq", COL_INT }, { "to_seq", COL_INT },   { "path", COL_F64 },       { "path_low", COL_F64 },
                                    { "path_high", COL_F64 }, { "total", COL_F64 },   { "total_low", COL_F64 }, { "total_high", COL_F64 } };
    table_init(&t->fit, a, fit, COUNT_OF(fit));
    table_init(&t->construct, a, construct, COUNT_OF(construct));
    table_init(&t->item, a, item, COUNT_OF(item));
    table_init(&t->path, a, path, COUNT_OF(path));
}

/* An item by its words, where it is called by a question's name. */
static Str label_of(const Table *asked, Str item)
{
    for (size_t r = 0; r < asked->n; r++)
        if (str_ieq(col_text(asked, "question")[r], item) && col_text(asked, "label")[r].n)
            return col_text(asked, "label")[r];
    return item;
}

static void put_model(Tables *t, const IndexModel *m, const IndexFit *f, const Table *asked)
{
    size_t at = 0;
    for (size_t k = 0; k < m->path.n; k++) {
        table_put_int(&t->construct, 0, (int64_t)k + 1);
        table_put_text(&t->construct, 1, m->name[k]);
        put_estimate(&t->construct, 2, &f->fit.index[k]);
        table_put_known(&t->construct, 5, f->fit.r2[k]);
        table_put_known(&t->construct, 6, f->fit.rho[k]);
        table_row(&t->construct);
        for (size_t i = 0; i < m->path.item[k]; i++, at++) {
            table_put_int(&t->item, 0, (int64_t)at + 1);
            table_put_int(&t->item, 1, (int64_t)k + 1);
            table_put_text(&t->item, 2, label_of(asked, m->item[at]));
            table_put_known(&t->item, 3, f->fit.weight[at].estimate);
            table_put_known(&t->item, 4, f->fit.loading[at]);
            table_put_known(&t->item, 5, f->fit.weight[at].low);
            table_put_known(&t->item, 6, f->fit.weight[at].high);
            table_row(&t->item);
        }
        for (size_t to = 0; to < m->path.n; to++) {
            if (!(fabs(f->fit.total[k][to].estimate) > 0))
                continue;
            table_put_int(&t->path, 0, (int64_t)k + 1);
            table_put_int(&t->path, 1, (int64_t)to + 1);
            if (m->path.leads[k][to])
                put_estimate(&t->path, 2, &f->fit.path[k][to]);
            put_estimate(&t->path, 5, &f->fit.total[k][to]);
            table_row(&t->path);
        }
    }
}

static Status fit(Store *s, Str text, IndexModel *m, IndexFit *f, Arena *a, Err *err)
{
    Err why;
    *f = (IndexFit){ .few = STR("") };
    Status st = index_model_read(text, m, &why);
    if (!st)
        st = index_model_fit(s, m, a, f, &why);
    if (st == ST_INVALID || st == ST_TOO_BIG) {
        f->few = str_fmt(a, "the model does not fit the survey: %s", why.msg);
        return ST_OK;
    }
    if (st)
        *err = why;
    return st;
}

Status index_write(Store *s, Arena *a, Err *err)
{
    static const int clear[] = { SQL_CLEAR_INDEX_FIT, SQL_CLEAR_INDEX, SQL_CLEAR_INDEX_ITEM, SQL_CLEAR_INDEX_PATH };
    Table kept, asked;
    Tables t;
    IndexModel *m = ARENA_NEW(a, IndexModel);
    IndexFit *f = ARENA_NEW(a, IndexFit);
    Status st = store_fetch(s, SQL_INDEX_KEPT, STORE_NO_ARGS, a, &kept, err);
    if (!st)
        st = store_fetch(s, SQL_EXPECT_ITEMS, STORE_NO_ARGS, a, &asked, err);
    if (st)
        return st;
    Str text = kept.n ? col_text(&kept, "object")[0] : index_default(&asked, a);
    tables_init(&t, a);
    if (text.n) {
        st = fit(s, text, m, f, a, err);
        if (!st && !f->few.n)
            put_model(&t, m, f, &asked);
    }
    if (asked.n || text.n) {
        table_put_text(&t.fit, 0, kept.n ? STR("kept") : text.n ? STR("ecsi") : STR("none"));
        table_put_text(&t.fit, 1, text);
        table_put_int(&t.fit, 2, (int64_t)f->sheets);
        table_put_int(&t.fit, 3, (int64_t)f->complete);
        table_put_int(&t.fit, 4, (int64_t)f->accounts);
        table_put_int(&t.fit, 5, (int64_t)f->fit.draws);
        table_put_text(&t.fit, 6, f->few);
        table_row(&t.fit);
    }
    for (size_t k = 0; !st && k < COUNT_OF(clear); k++)
        st = store_run(s, clear[k], STORE_NO_ARGS, err);
    const struct {
        const char *table;
        const Table *rows;
    } put[] = { { "d_index_fit", &t.fit }, { "d_index", &t.construct }, { "d_index_item", &t.item }, { "d_index_path", &t.path } };
    for (size_t k = 0; !st && k < COUNT_OF(put); k++)
        st = store_append(s, put[k].table, put[k].rows, err);
    return st;
}
