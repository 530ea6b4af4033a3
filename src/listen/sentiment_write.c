#include "listen/sentiment_write.h"

#include <math.h>

#include "listen/model_parts.h"

enum { BATCH = 50000 };

static const ColSpec mood_cols[] = { { "account_id", COL_INT }, { "comment_id", COL_INT }, { "seq", COL_INT },   { "span_from", COL_INT }, { "span_to", COL_INT },
                                     { "rules", COL_F64 },      { "learned", COL_F64 },    { "value", COL_F64 }, { "state", COL_TEXT },    { "words", COL_TEXT } };
static const char *const states[] = { [MOOD_NONE] = "", [MOOD_CLEAR] = "clear", [MOOD_WISH] = "wish", [MOOD_UNCLEAR] = "unclear" };

static void put_mood(Table *t, const Comment *c, int64_t id, uint32_t k)
{
    const HeardSentence *h = &c->sentence[k];
    table_put_int(t, 0, c->account);
    table_put_int(t, 1, id);
    table_put_int(t, 2, (int64_t)k + 1);
    table_put_int(t, 3, h->from);
    table_put_int(t, 4, (int64_t)h->from + h->n);
    table_put_f64(t, 5, (double)h->rules);
    if (isfinite(h->learned))
        table_put_f64(t, 6, (double)h->learned);
    if (h->state != MOOD_UNCLEAR)
        table_put_f64(t, 7, (double)h->mood);
    table_put_text(t, 8, str_of(states[h->state]));
    table_put_text(t, 9, h->words);
    table_row(t);
}

Status mood_append(Store *s, const Comments *c, MoodSum *sum, Err *err)
{
    Status st = ST_OK;
    *sum = (MoodSum){ 0 };
    for (size_t i = 0; !st && i < c->n;) {
        Arena a;
        Table t;
        arena_init(&a);
        table_init(&t, &a, mood_cols, COUNT_OF(mood_cols));
        for (; i < c->n && t.n < BATCH; i++)
            for (uint32_t k = 0; k < c->at[i].n_sentence; k++) {
                MoodState state = c->at[i].sentence[k].state;
                if (state == MOOD_NONE)
                    continue;
                put_mood(&t, &c->at[i], c->before + (int64_t)i + 1, k);
                sum->sentences++;
                sum->wish += state == MOOD_WISH;
                sum->unclear += state == MOOD_UNCLEAR;
            }
        st = store_append(s, "d_mood", &t, err);
        arena_release(&a);
    }
    return st;
}

static Status write_moods(Store *s, const Comments *c, Err *err)
{
    MoodSum sum;
    Status st = mood_append(s, c, &sum, err);
    if (!st)
        st = store_put_summary_int(s, "sentences_scored", sum.sentences, err);
    if (!st)
        st = store_put_summary_int(s, "sentences_wish", sum.wish, err);
    if (!st)
        st = store_put_summary_int(s, "sentences_unclear", sum.unclear, err);
    return st;
}

/* What stands in d_model: the model of words, and the one that decides what it is unsure of, with its border. */
static const char WORDS[] = "sentiment", NEAR[] = "sentiment_near", BORDER[] = "sentiment_border";

static Status write_words(Store *s, const MoodModel *m, Err *err)
{
    static const char alone[] = "linear, words and pieces of words, from low scores against high ones",
                      taught[] = "linear, words and pieces of words, from low scores against high ones and from what a sentence encoder makes of more comments";
    return model_write(s, &(ModelRow){ WORDS, m->taught ? taught : alone, "area under the curve on accounts not learned from", &m->learner, m->n, m->accounts, m->unseen, m->floor, m->used }, err);
}

static Status write_near(Store *s, const MoodModel *m, Err *err)
{
    static const char method[] = "linear, words, pieces of words and vectors of a sentence encoder, for sentences that words leave unsure",
                      measure[] = "share right of unsure comments of accounts not learned from; rules: by words alone";
    const Cascade *c = &m->cascade;
    float near = (float)c->near;
    uint32_t bits;
    memcpy(&bits, &near, sizeof bits);
    Status st = model_write(s, &(ModelRow){ NEAR, method, measure, &c->with, (int64_t)c->n, m->accounts, c->right_with, c->right_alone, c->used }, err);
    return st ? st : model_words_write(s, BORDER, &bits, 1, err);
}

Status mood_write(Store *s, const Comments *c, const MoodModel *m, Err *err)
{
    static const int clear[] = { SQL_CLEAR_MOOD, SQL_CLEAR_MODEL, SQL_CLEAR_MODEL_PART };
    Status st = ST_OK;
    for (size_t k = 0; !st && k < COUNT_OF(clear); k++)
        st = store_run(s, clear[k], STORE_NO_ARGS, err);
    if (!st)
        st = write_moods(s, c, err);
    if (!st && m->there)
        st = write_words(s, m, err);
    if (!st && m->there && m->deep)
        st = write_near(s, m, err);
    return st;
}

static Status read_near(Store *s, Arena *a, MoodModel *out, Err *err)
{
    Table t;
    Err none;
    uint32_t *bits;
    size_t n;
    float near;
    Status st = model_read(s, NEAR, 2, a, &t, &out->cascade.with, &none);
    if (st == ST_NOT_FOUND)
        return ST_OK;
    if (st) {
        *err = none;
        return st;
    }
    st = model_words_read(s, BORDER, 1, a, &bits, &n, err);
    if (st)
        return st;
    if (n != 1)
        return ERR(err, ST_INVALID, "the model of sentiment has no border");
    memcpy(&near, bits, sizeof near);
    out->cascade.near = (double)near;
    out->cascade.used = col_int(&t, "used")[0] != 0;
    out->deep = true;
    return ST_OK;
}

Status mood_model_read(Store *s, Arena *a, MoodModel *out, Err *err)
{
    Table t;
    *out = (MoodModel){ 0 };
    Status st = model_read(s, WORDS, 2, a, &t, &out->learner, err);
    if (st)
        return st;
    out->there = true;
    out->used = col_int(&t, "used")[0] != 0;
    out->n = col_int(&t, "n")[0];
    out->accounts = col_int(&t, "accounts")[0];
    out->unseen = col_f64(&t, "learned")[0];
    out->floor = col_f64(&t, "rules")[0];
    return read_near(s, a, out, err);
}
