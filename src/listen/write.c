#include "listen/write.h"

#include "base/parallel.h"
#include "listen/find_write.h"
#include "listen/theme_write.h"

enum { BATCH = 20000 };

static const ColSpec comment_cols[] = { { "account_id", COL_INT }, { "comment_id", COL_INT },
                                        { "contact_id", COL_INT }, { "at", COL_TIME },
                                        { "channel", COL_TEXT },   { "language", COL_TEXT },
                                        { "text", COL_TEXT },      { "score", COL_INT },
                                        { "sentiment", COL_F64 },  { "file_id", COL_INT },
                                        { "line", COL_INT } };
static const ColSpec code_cols[] = { { "account_id", COL_INT }, { "comment_id", COL_INT },
                                     { "seq", COL_INT },        { "kind", COL_TEXT },
                                     { "theme_id", COL_INT },   { "span_from", COL_INT },
                                     { "span_to", COL_INT },    { "value", COL_F64 } };

static const ColSpec more_cols[] = { { "account_id", COL_INT }, { "comment_id", COL_INT }, { "seq", COL_INT }, { "sub_id", COL_INT }, { "how", COL_TEXT } };
static const ColSpec key_cols[] = { { "account_id", COL_INT }, { "comment_id", COL_INT }, { "key", COL_TEXT }, { "question", COL_TEXT } };
static const ColSpec call_cols[] = { { "account_id", COL_INT }, { "comment_id", COL_INT }, { "source_id", COL_INT }, { "call_id", COL_TEXT }, { "seq_from", COL_INT },
                                     { "seq_to", COL_INT },     { "speaker", COL_TEXT },   { "from_ms", COL_INT },   { "to_ms", COL_INT } };
const char *const mention_how[] = { "found", "rule", "learned", "person" };

static void put_key(Table *t, const Comment *c, int64_t id)
{
    table_put_int(t, 0, c->account);
    table_put_int(t, 1, id);
    table_put_text(t, 2, c->key);
    if (c->question.n)
        table_put_text(t, 3, c->question);
    table_row(t);
}

static void put_call(Table *t, const Comment *c, int64_t id)
{
    const CallPiece *p = c->call;
    table_put_int(t, 0, c->account);
    table_put_int(t, 1, id);
    table_put_int(t, 2, p->source);
    table_put_text(t, 3, p->call);
    table_put_int(t, 4, p->from_seq);
    table_put_int(t, 5, p->to_seq);
    if (p->speaker.n)
        table_put_text(t, 6, p->speaker);
    if (p->from_ms >= 0)
        table_put_int(t, 7, p->from_ms);
    if (p->to_ms >= 0)
        table_put_int(t, 8, p->to_ms);
    table_row(t);
}

static void put_more(Table *t, const Comment *c, int64_t id, int64_t seq, const Mention *m, const ThemeList *l)
{
    table_put_int(t, 0, c->account);
    table_put_int(t, 1, id);
    table_put_int(t, 2, seq);
    if (m->sub != NO_THEME)
        table_put_int(t, 3, l->at[m->sub].id);
    table_put_text(t, 4, str_of(mention_how[m->how]));
    table_row(t);
}

static void put_comment(Table *t, const Comment *c, int64_t id)
{
    table_put_int(t, 0, c->account);
    table_put_int(t, 1, id);
    if (c->contact)
        table_put_int(t, 2, c->contact);
    table_put_int(t, 3, c->at);
    table_put_text(t, 4, str_of(c->channel));
    table_put_text(t, 5, str_of(c->language));
    table_put_text(t, 6, c->text);
    if (c->score >= 0)
        table_put_int(t, 7, c->score);
    if (c->scored)
        table_put_f64(t, 8, (double)c->mood);
    table_put_int(t, 9, c->file);
    table_put_int(t, 10, c->line);
    table_row(t);
}

static void put_code(Table *t, const Comment *c, int64_t id, int64_t seq, int64_t theme,
                     uint32_t from, uint32_t n, const float *value)
{
    table_put_int(t, 0, c->account);
    table_put_int(t, 1, id);
    table_put_int(t, 2, seq);
    table_put_text(t, 3, theme ? STR("theme") : STR("sentiment"));
    if (theme)
        table_put_int(t, 4, theme);
    table_put_int(t, 5, from);
    table_put_int(t, 6, (int64_t)from + n);
    if (value)
        table_put_f64(t, 7, (double)*value);
    table_row(t);
}

static void put_codes(Table *t, Table *more, const Comment *c, int64_t id, const ThemeList *l)
{
    int64_t seq = 0;
    for (uint32_t k = 0; k < c->n_mention; k++) {
        put_code(t, c, id, ++seq, l->at[c->mention[k].theme].id, c->mention[k].from,
                 c->mention[k].n, c->mention[k].felt ? &c->mention[k].mood : NULL);
        put_more(more, c, id, seq, &c->mention[k], l);
    }
    for (uint32_t k = 0; k < c->n_sentence; k++)
        if (c->sentence[k].mood != 0)
            put_code(t, c, id, ++seq, 0, c->sentence[k].from, c->sentence[k].n,
                     &c->sentence[k].mood);
}

typedef struct Batch {
    Table comment, code, more, key, call;
    Arena a;
    ListenResult sum;
} Batch;

static Status append(Store *s, const Batch *b, Err *err)
{
    Status st = store_append(s, "d_comment", &b->comment, err);
    if (!st)
        st = store_append(s, "d_code", &b->code, err);
    if (!st)
        st = store_append(s, "d_code_more", &b->more, err);
    if (!st)
        st = store_append(s, "d_comment_key", &b->key, err);
    return st || !b->call.n ? st : store_append(s, "d_comment_call", &b->call, err);
}

static void fill(Batch *b, const Comments *c, const ThemeList *l, size_t from)
{
    arena_init(&b->a);
    table_init(&b->comment, &b->a, comment_cols, COUNT_OF(comment_cols));
    table_init(&b->code, &b->a, code_cols, COUNT_OF(code_cols));
    table_init(&b->more, &b->a, more_cols, COUNT_OF(more_cols));
    table_init(&b->key, &b->a, key_cols, COUNT_OF(key_cols));
    table_init(&b->call, &b->a, call_cols, COUNT_OF(call_cols));
    b->sum = (ListenResult){ 0 };
    for (size_t i = from; i < c->n && i < from + BATCH; i++) {
        int64_t id = c->before + (int64_t)i + 1;
        if (!c->at[i].text.n) {
            b->sum.empty++;
            continue;
        }
        put_comment(&b->comment, &c->at[i], id);
        put_codes(&b->code, &b->more, &c->at[i], id, l);
        put_key(&b->key, &c->at[i], id);
        if (c->at[i].call)
            put_call(&b->call, &c->at[i], id);
        b->sum.scored += c->at[i].scored;
        b->sum.themed += c->at[i].n_mention > 0;
    }
    b->sum.comments = (int64_t)b->comment.n;
}

/* One thread hands a batch to the book while another fills the next. */
typedef struct Writing {
    Store *s;
    const Comments *c;
    const ThemeList *l;
    Batch batch[2];
    size_t from;             /* of the batch that is handed over */
} Writing;

static Batch *batch_of(Writing *w, size_t from)
{
    return &w->batch[from / BATCH % 2];
}

static Status write_piece(void *ctx, Arena *a, size_t piece, Err *err)
{
    Writing *w = ctx;
    (void)a;
    if (piece == 0)
        return append(w->s, batch_of(w, w->from), err);
    fill(batch_of(w, w->from + BATCH), w->c, w->l, w->from + BATCH);
    return ST_OK;
}

Status listen_append(Store *s, const Comments *c, const ThemeList *l, ListenResult *out, Err *err)
{
    Writing w = { .s = s, .c = c, .l = l };
    Status st = ST_OK;
    if (c->n)
        fill(batch_of(&w, 0), c, l, 0);
    for (; !st && w.from < c->n; w.from += BATCH) {
        Arena keep;
        Batch *b = batch_of(&w, w.from);
        bool more = w.from + BATCH < c->n;
        arena_init(&keep);
        st = parallel_try(more ? 2 : 1, &keep, write_piece, &w, err);
        arena_release(&keep);
        out->comments += b->sum.comments;
        out->scored += b->sum.scored;
        out->themed += b->sum.themed;
        out->empty += b->sum.empty;
        arena_release(&b->a);
        if (st && more)
            arena_release(&batch_of(&w, w.from + BATCH)->a);
    }
    return st;
}

Status listen_write(Store *s, const Comments *c, const ThemeList *l, ListenResult *out, Err *err)
{
    static const int clear[] = { SQL_CLEAR_COMMENT, SQL_CLEAR_CODE, SQL_CLEAR_CODE_MORE, SQL_CLEAR_COMMENT_KEY, SQL_CLEAR_COMMENT_CALL };
    static const struct {
        const char *name;
        size_t      at;
    } sum[] = { { "comments", offsetof(ListenResult, comments) }, { "comments_themed", offsetof(ListenResult, themed) }, { "comments_scored", offsetof(ListenResult, scored) } };
    Status st = ST_OK;
    for (size_t k = 0; !st && k < COUNT_OF(clear); k++)
        st = store_run(s, clear[k], STORE_NO_ARGS, err);
    if (!st)
        st = listen_append(s, c, l, out, err);
    if (!st)
        st = find_write(s, c, err);
    if (!st)
        st = theme_write(s, c, l, out, err);
    for (size_t k = 0; !st && k < COUNT_OF(sum); k++)
        st = store_put_summary_int(s, sum[k].name, *(const int64_t *)(const void *)((const char *)out + sum[k].at), err);
    return st;
}
