#include "listen/mouth.h"

#include "store/sql_ids.h"

Status mouth_items_write(Store *s, Arena *a, Err *err)
{
    static const ColSpec cols[] = { { "question", COL_TEXT }, { "label", COL_TEXT }, { "way", COL_TEXT } };
    Table asked, out;
    Arena scratch;
    Status st = store_fetch(s, SQL_MOUTH_ASKED, STORE_NO_ARGS, a, &asked, err);
    if (st)
        return st;
    arena_init(&scratch);
    const ExpectFinder *f = expect_create(&scratch);
    table_init(&out, a, cols, COUNT_OF(cols));
    for (size_t r = 0; r < asked.n; r++) {
        ArenaMark m = arena_mark(&scratch);
        Str question = col_text(&asked, "question")[r], label = col_text(&asked, "label")[r];
        ExpectMouth way = expect_mouth_asks(f, label.n ? label : question, &scratch);
        if (way != MOUTH_NONE) {
            table_put_text(&out, 0, question);
            table_put_text(&out, 1, label);
            table_put_text(&out, 2, str_of(expect_mouth_name(way)));
            table_row(&out);
        }
        arena_rewind(&scratch, m);
    }
    arena_release(&scratch);
    st = store_run(s, SQL_CLEAR_MOUTH_ITEM, STORE_NO_ARGS, err);
    return st ? st : store_append(s, "d_mouth_item", &out, err);
}

Status mouth_said_write(Store *s, const Comments *c, Arena *a, Err *err)
{
    static const ColSpec cols[] = { { "account_id", COL_INT }, { "comment_id", COL_INT }, { "seq", COL_INT }, { "span_from", COL_INT }, { "span_to", COL_INT }, { "way", COL_TEXT } };
    Table t;
    table_init(&t, a, cols, COUNT_OF(cols));
    for (size_t i = 0; i < c->n; i++)
        for (uint32_t k = 0; k < c->at[i].n_told; k++) {
            const ToldSentence *x = &c->at[i].told[k];
            const HeardSentence *h = &c->at[i].sentence[x->sentence];
            table_put_int(&t, 0, c->at[i].account);
            table_put_int(&t, 1, c->before + (int64_t)i + 1);
            table_put_int(&t, 2, (int64_t)x->sentence + 1);
            table_put_int(&t, 3, h->from);
            table_put_int(&t, 4, (int64_t)h->from + h->n);
            table_put_text(&t, 5, str_of(expect_mouth_name(x->way)));
            table_row(&t);
        }
    Status st = store_run(s, SQL_CLEAR_MOUTH_SAID, STORE_NO_ARGS, err);
    return st ? st : store_append(s, "d_mouth_said", &t, err);
}
