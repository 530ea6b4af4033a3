#include "listen/sentiment_model.h"

#include <math.h>
#include <stdlib.h>

#include "base/map.h"
#include "listen/repeat.h"
#include "listen/taught.h"
#include "num/svm.h"
#include "text/encoder.h"
#include "text/feature.h"

/* Costs and balance as found best on public complaints (doc/methods/sentiment.md). */
static const double COST = 0.15, BALANCE = 0.5, MOOD_BETTER = 0.01;
enum { DISPLEASED_MOST = 6, PLEASED_LEAST = 9, SEEN_LEAST = 3, WORDS_MAX = 64 };

static Features features(Str text, const Sentiment *rules, Arena *a)
{
    FeatureBag b;
    feature_begin(&b, text.n < FEATURE_BYTES_MAX ? text.n : FEATURE_BYTES_MAX, a);
    feature_add(&b, text, 0, FEATURE_ALL);
    feature_add_mood(&b, rules, 0);
    return feature_end(&b);
}

typedef struct Rows {
    LearnerRow *row;
    double     *compound;
    Str        *text;           /* empty where it is not English */
    size_t      n;
    int64_t     side[2], accounts;
} Rows;

static bool is_labelled(const Comment *c)
{
    return c->text.n && (c->score >= PLEASED_LEAST || (c->score >= 0 && c->score <= DISPLEASED_MOST));
}

/* The first comment of each wording with a label, every n-th of them; n is found by counting first. */
static void gather(const Comments *c, Arena *a, Rows *out)
{
    I64Map seen, account;
    int64_t before;
    size_t labelled = 0, step, at = 0;
    for (size_t i = 0; i < c->n; i++)
        labelled += is_labelled(&c->at[i]);
    step = labelled / MOOD_FIT_MAX + 1;
    *out = (Rows){ ARENA_NEW_N(a, LearnerRow, labelled / step + 2), ARENA_NEW_N(a, double, labelled / step + 2), ARENA_NEW_N(a, Str, labelled / step + 2), 0, { 0, 0 }, 0 };
    i64map_init(&seen);
    i64map_init(&account);
    for (size_t i = 0; i < c->n; i++) {
        const Comment *one = &c->at[i];
        if (!is_labelled(one) || at++ % step || !i64map_add(&seen, wording_hash(one->text), 1, &before))
            continue;
        Sentiment rules;
        sentiment_score(one->text, one->lang, a, &rules);
        int32_t label = one->score >= PLEASED_LEAST;
        uint64_t who = one->account ? (uint64_t)one->account : UINT64_MAX - i;
        out->accounts += i64map_add(&account, who, 1, &before);
        out->side[label]++;
        out->compound[out->n] = rules.compound;
        out->text[out->n] = one->lang == LANG_EN ? one->text : STR("");
        out->row[out->n++] = (LearnerRow){ features(one->text, &rules, a), label, 1, (uint32_t)(hash64_mix(who, 17) % MOOD_FOLDS) };
    }
    i64map_release(&account);
    i64map_release(&seen);
}

typedef struct Scored {
    double  value;
    int32_t label;
} Scored;

static int by_value(const void *a, const void *b)
{
    const Scored *x = a, *y = b;
    return (x->value > y->value) - (x->value < y->value);
}

/* How often a pleased one stands above a displeased one, ties by half. */
static double area(const Rows *r, const double *value, size_t stride, Arena *a)
{
    Scored *s = ARENA_NEW_N(a, Scored, r->n + 1);
    double rank = 0, pleased = 0;
    for (size_t i = 0; i < r->n; i++)
        s[i] = (Scored){ value[i * stride], r->row[i].label };
    qsort(s, r->n, sizeof *s, by_value);
    for (size_t i = 0, k; i < r->n; i = k) {
        double mid, in = 0;
        for (k = i; k < r->n && s[k].value == s[i].value; k++)
            in += s[k].label;
        mid = (double)(i + 1 + k) / 2;
        rank += mid * in;
        pleased += in;
    }
    double others = (double)r->n - pleased;
    return pleased > 0 && others > 0 ? (rank - pleased * (pleased + 1) / 2) / (pleased * others) : 0.5;
}

static uint64_t version_of(const Learner *l)
{
    uint64_t h = hash64((Str){ (const char *)l->weight, l->n_kept * l->n_class * sizeof *l->weight });
    h = hash64_mix(h, hash64((Str){ (const char *)l->idf, l->n_kept * sizeof *l->idf }));
    return hash64_mix(h, hash64((Str){ (const char *)l->slope, sizeof l->slope }));
}

/* English wordings without a label, every n-th, behind the labelled ones of `r`. */
static Rows with_more(const Comments *c, const Rows *r, Arena *a)
{
    size_t most = r->n + MOOD_TAUGHT_MORE, plain = 0, at = 0;
    Rows out = { ARENA_NEW_N(a, LearnerRow, most + 1), NULL, ARENA_NEW_N(a, Str, most + 1), r->n, { 0, 0 }, 0 };
    I64Map seen;
    int64_t before;
    memcpy(out.row, r->row, r->n * sizeof *out.row);
    memcpy(out.text, r->text, r->n * sizeof *out.text);
    i64map_init(&seen);
    for (size_t i = 0; i < c->n; i++)
        plain += c->at[i].lang == LANG_EN && c->at[i].text.n && !is_labelled(&c->at[i]);
    for (size_t i = 0; i < c->n && out.n < most; i++) {
        const Comment *one = &c->at[i];
        if (one->lang != LANG_EN || !one->text.n || is_labelled(one) || at++ % (plain / MOOD_TAUGHT_MORE + 1) || !i64map_add(&seen, hash64(one->text), 1, &before))
            continue;
        Sentiment rules;
        sentiment_score(one->text, one->lang, a, &rules);
        out.text[out.n] = one->text;
        out.row[out.n++] = (LearnerRow){ features(one->text, &rules, a), -1, 1, LEARNER_NO_FOLD };
    }
    i64map_release(&seen);
    return out;
}

static Status fit_taught(const Comments *c, const Rows *r, const LearnerOptions *o, Arena *a, Arena *scratch, Learner *out, Err *err)
{
    Rows all = with_more(c, r, scratch);
    float *v = ARENA_NEW_N(scratch, float, all.n * ENCODER_WIDTH + 1);
    const float **vector = ARENA_NEW_N(scratch, const float *, all.n + 1);
    encoder_encode(all.text, all.n, v, scratch);
    for (size_t i = 0; i < all.n; i++)
        vector[i] = all.text[i].n ? v + i * ENCODER_WIDTH : NULL;
    LearnerOptions with = *o;
    with.unseen = ARENA_NEW_N(scratch, double, all.n * 2 + 1);
    Status st = taught_fit(all.row, all.n, vector, &with, a, out, err);
    memcpy(o->unseen, with.unseen, r->n * 2 * sizeof *o->unseen);
    return st;
}

/* Too few of a side in some folds is no failure: there is nothing to learn from. */
static Status fit_one(const Comments *c, const Rows *r, bool taught, Arena *a, Arena *scratch, MoodModel *out, Err *err)
{
    double *unseen = ARENA_NEW_N(scratch, double, r->n * 2 + 1);
    LearnerOptions o = { .n_class = 2, .cost = COST, .balance = BALANCE, .seen_least = SEEN_LEAST, .folds = MOOD_FOLDS, .unseen = unseen, .seed = 1 };
    Status st = taught ? fit_taught(c, r, &o, a, scratch, &out->learner, err) : learner_fit(r->row, r->n, &o, a, &out->learner, err);
    if (st)
        return st;
    out->there = true;
    out->taught = taught;
    out->n = (int64_t)r->n;
    out->accounts = r->accounts;
    out->version = version_of(&out->learner);
    out->unseen = area(r, unseen + 1, 2, scratch);
    out->floor = area(r, r->compound, 1, scratch);
    out->used = out->unseen >= out->floor + MOOD_BETTER;
    return ST_OK;
}

Status mood_model_fit(const Comments *c, Arena *a, MoodModel *out, Err *err)
{
    Arena scratch;
    Rows r;
    MoodModel taught = { 0 };
    *out = (MoodModel){ 0 };
    arena_init(&scratch);
    gather(c, &scratch, &r);
    Status st = ST_OK;
    if (r.n >= MOOD_ROWS_MIN && r.side[0] >= MOOD_SIDE_MIN && r.side[1] >= MOOD_SIDE_MIN)
        st = fit_one(c, &r, false, a, &scratch, out, err);
    if (!st && r.n >= MOOD_TAUGHT_MIN && r.n < MOOD_TAUGHT_MAX && r.side[0] >= MOOD_TAUGHT_SIDE && r.side[1] >= MOOD_TAUGHT_SIDE)
        st = fit_one(c, &r, true, a, &scratch, &taught, err);
    if (!st && taught.there && taught.unseen > out->unseen)
        *out = taught;
    arena_release(&scratch);
    return st;
}

double mood_model_value(const MoodModel *m, Str sentence, const Sentiment *rules, Arena *scratch)
{
    double margin[LEARNER_CLASSES];
    Features f = features(sentence, rules, scratch);
    learner_margins(&m->learner, &f, margin);
    return 2 * platt_p((Platt){ m->learner.slope[1], 0 }, margin[1]) - 1;
}

/* Words by white space; what each, counted alone, weighs. */
size_t mood_model_words(const MoodModel *m, Str sentence, bool pleased, SentimentHit *out, size_t max, Arena *scratch)
{
    size_t n = 0, words = 0;
    for (size_t i = 0; i < sentence.n && words < WORDS_MAX;) {
        size_t from = i;
        double margin[LEARNER_CLASSES];
        FeatureBag b;
        while (i < sentence.n && (unsigned char)sentence.p[i] > ' ')
            i++;
        if (i == from) {
            i++;
            continue;
        }
        words++;
        feature_begin(&b, i - from, scratch);
        feature_add(&b, str_sub(sentence, from, i - from), 0, FEATURE_WORDS | FEATURE_PIECES);
        Features f = feature_end(&b);
        learner_margins(&m->learner, &f, margin);
        if (margin[1] == 0 || (margin[1] > 0) != pleased)
            continue;
        size_t at = n < max ? n++ : max;
        for (; at > 0 && fabs(out[at - 1].weight) < fabs(margin[1]); at--)
            if (at < max)
                out[at] = out[at - 1];
        if (at < max)
            out[at] = (SentimentHit){ (uint32_t)from, (uint32_t)(i - from), margin[1] };
    }
    return n;
}
