#include "listen/expect_said.h"

enum { SAID_MOST = 64, BATCH = 50000, CUE_TEXT = 24 };

static Lang language_of(const ExpectFinder *f, Str sentence, Lang lang, bool asked, Arena *scratch)
{
    if (lang != LANG_UNKNOWN || !asked)
        return lang;
    for (int k = 0; k < LANG_UNKNOWN; k++)
        if (expect_topic(f, sentence, (Lang)k, scratch) != EXPECT_NO_TOPIC)
            return (Lang)k;
    return lang;
}

static Str sentence_of(const Comment *c, uint32_t k)
{
    return k < c->n_sentence ? str_sub(c->text, c->sentence[k].from, c->sentence[k].n) : STR("");
}

static void look(Comment *c, const ExpectFinder *f, Arena *a, Arena *scratch)
{
    SaidSentence said[SAID_MOST];
    ToldSentence told[SAID_MOST];
    uint32_t n = 0, n_told = 0;
    for (uint32_t k = 0; k < c->n_sentence && n < SAID_MOST; k++) {
        SaidSentence one = { .sentence = k };
        Str text = sentence_of(c, k);
        Lang lang = language_of(f, text, c->lang, c->asked, scratch);
        expect_find(f, text, sentence_of(c, k + 1), lang, c->asked, scratch, &one.e);
        one.workaround = one.e.workaround;
        if (one.e.mouth != MOUTH_NONE && n_told < SAID_MOST)
            told[n_told++] = (ToldSentence){ k, one.e.mouth };
        if (one.e.kind != EXPECT_NONE || one.workaround || one.e.consequence)
            said[n++] = one;
    }
    c->n_told = n_told;
    c->told = n_told ? ARENA_NEW_N(a, ToldSentence, n_told) : NULL;
    if (n_told)
        memcpy(c->told, told, n_told * sizeof *told);
    c->n_said = n;
    c->said = n ? ARENA_NEW_N(a, SaidSentence, n) : NULL;
    if (n)
        memcpy(c->said, said, n * sizeof *said);
}

Status comments_expect(Comments *all, CommentsLots *lots, const void *unused, Arena *a, Err *err)
{
    Arena scratch;
    (void)unused;
    (void)err;
    arena_init(&scratch);
    const ExpectFinder *f = expect_create(&scratch);
    for (size_t from, to; comments_next(lots, &from, &to);)
        for (size_t i = from; i < to; i++) {
            ArenaMark m = arena_mark(&scratch);
            look(&all->at[i], f, a, &scratch);
            arena_rewind(&scratch, m);
        }
    arena_release(&scratch);
    return ST_OK;
}

static Str cues_of(const Expect *e, uint32_t at, Arena *a)
{
    char buf[EXPECT_CUES * CUE_TEXT];
    size_t n = 0;
    for (size_t k = 0; k < e->n_cue; k++)
        n += (size_t)snprintf(buf + n, CUE_TEXT, "%s%u-%u", k ? " " : "", at + e->cue[k].from, at + e->cue[k].from + e->cue[k].n);
    return str_dup(a, (Str){ buf, n });
}

static void put_span(Table *t, size_t col, uint32_t at, ExpectSpan s)
{
    table_put_int(t, col, (int64_t)at + s.from);
    table_put_int(t, col + 1, (int64_t)at + s.from + s.n);
}

static void put_said(Table *t, const Comment *c, int64_t id, const SaidSentence *x, Arena *a)
{
    const HeardSentence *h = &c->sentence[x->sentence];
    table_put_int(t, 0, c->account);
    table_put_int(t, 1, id);
    table_put_int(t, 2, (int64_t)x->sentence + 1);
    table_put_int(t, 3, h->from);
    table_put_int(t, 4, (int64_t)h->from + h->n);
    table_put_text(t, 5, str_of(x->workaround ? "workaround" : x->e.kind == EXPECT_NONE ? "consequence" : expect_kind_name(x->e.kind)));
    table_put_text(t, 6, str_of(x->workaround || x->e.kind == EXPECT_NONE ? "" : expect_polarity_name(x->e.polarity)));
    table_put_text(t, 7, str_of(expect_topic_name(x->e.topic)));
    table_put_text(t, 8, cues_of(&x->e, h->from, a));
    put_span(t, 9, h->from, x->e.expected);
    put_span(t, 11, h->from, x->e.lived);
    table_row(t);
}

Status said_append(Store *s, const Comments *c, SaidSum *sum, Err *err)
{
    static const ColSpec cols[] = { { "account_id", COL_INT },    { "comment_id", COL_INT },  { "seq", COL_INT },           { "span_from", COL_INT },   { "span_to", COL_INT },
                                    { "kind", COL_TEXT },         { "polarity", COL_TEXT },   { "topic", COL_TEXT },        { "cues", COL_TEXT },       { "expected_from", COL_INT },
                                    { "expected_to", COL_INT },   { "lived_from", COL_INT },  { "lived_to", COL_INT } };
    Status st = ST_OK;
    *sum = (SaidSum){ 0 };
    for (size_t i = 0; !st && i < c->n;) {
        Arena a;
        Table t;
        arena_init(&a);
        table_init(&t, &a, cols, COUNT_OF(cols));
        for (; i < c->n && t.n < BATCH; i++)
            for (uint32_t k = 0; k < c->at[i].n_said; k++) {
                put_said(&t, &c->at[i], c->before + (int64_t)i + 1, &c->at[i].said[k], &a);
                sum->said += !c->at[i].said[k].workaround && c->at[i].said[k].e.kind != EXPECT_NONE;
                sum->made_do += c->at[i].said[k].workaround;
            }
        st = store_append(s, "d_expect_said", &t, err);
        arena_release(&a);
    }
    return st;
}

Status said_write(Store *s, const Comments *c, Err *err)
{
    SaidSum sum;
    Status st = store_run(s, SQL_CLEAR_EXPECT_SAID, STORE_NO_ARGS, err);
    if (!st)
        st = said_append(s, c, &sum, err);
    if (!st)
        st = store_put_summary_int(s, "sentences_expecting", sum.said, err);
    if (!st)
        st = store_put_summary_int(s, "sentences_making_do", sum.made_do, err);
    return st;
}
