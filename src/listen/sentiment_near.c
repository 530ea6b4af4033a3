#include "listen/sentiment_near.h"

#include <math.h>

#include "listen/sentiment.h"
#include "num/svm.h"

static Str text_of(const Comment *c, uint32_t k)
{
    return str_sub(c->text, c->sentence[k].from, c->sentence[k].n);
}

static double value_of(double slope, double margin)
{
    return 2 * platt_p((Platt){ slope, 0 }, margin) - 1;
}

typedef struct Unsure {
    Str    *text;
    double *gap;
    size_t  n;
} Unsure;

/* One of each wording, in the order of the comments. */
static void collect(const Comments *c, const MoodModel *m, Arena *a, Unsure *out)
{
    double most = fabs(value_of(m->learner.slope[1], m->cascade.near / 2));
    size_t n = 0;
    I64Map seen;
    int64_t before;
    for (size_t i = 0; i < c->n; i++)
        n += c->at[i].lang == LANG_EN ? c->at[i].n_sentence : 0;
    *out = (Unsure){ ARENA_NEW_N(a, Str, n + 1), ARENA_NEW_N(a, double, n + 1), 0 };
    i64map_init(&seen);
    for (size_t i = 0; i < c->n; i++)
        for (uint32_t k = 0; c->at[i].lang == LANG_EN && k < c->at[i].n_sentence; k++) {
            double learned = fabs((double)c->at[i].sentence[k].learned);
            Str text = text_of(&c->at[i], k);
            if (!(learned < most) || !text.n || !i64map_add(&seen, hash64(text), 1, &before))
                continue;
            out->text[out->n] = text;
            out->gap[out->n++] = learned;
        }
    i64map_release(&seen);
}

static void decide(const MoodModel *m, const Unsure *u, const uint32_t *which, size_t n, const float *const *vector, MoodDecided *d)
{
    Arena scratch;
    arena_init(&scratch);
    for (size_t k = 0; k < n; k++) {
        ArenaMark mark = arena_mark(&scratch);
        double margin[LEARNER_CLASSES];
        Str text = u->text[which[k]];
        Sentiment rules;
        sentiment_feel(text, LANG_EN, &scratch, &rules);
        Features counts = mood_features(text, &rules, &scratch), f = cascade_features(&counts, vector[k], &scratch);
        learner_margins(&m->cascade.with, &f, margin);
        i64map_set(&d->at, hash64(text), (int64_t)d->n);
        d->value[d->n++] = value_of(m->cascade.with.slope[1], margin[1]);
        arena_rewind(&scratch, mark);
    }
    arena_release(&scratch);
}

/* Where there are more than one run decides, the border that it keeps is that of the last one decided: what comes in later goes by the same. */
static void lower_border(MoodModel *m, double learned)
{
    double gap = 2 * log((1 + learned) / (1 - learned)) / fabs(m->learner.slope[1]);
    m->cascade.near = fmin(m->cascade.near, (double)(float)gap);
}

static int64_t count(const Comments *c, const MoodDecided *d)
{
    int64_t n = 0, at;
    for (size_t i = 0; i < c->n; i++)
        for (uint32_t k = 0; c->at[i].lang == LANG_EN && k < c->at[i].n_sentence; k++)
            n += c->at[i].sentence[k].state != MOOD_NONE && i64map_get(&d->at, hash64(text_of(&c->at[i], k)), &at);
    return n;
}

Status mood_near(Comments *c, MoodModel *m, MoodDecided *d, Vectors *v, Arena own[2], Arena *a, int64_t *decided, Err *err)
{
    Unsure u;
    uint32_t *which;
    *d = (MoodDecided){ .n = 0 };
    *decided = 0;
    i64map_init(&d->at);
    if (!m->used || !m->deep || !m->cascade.used)
        return ST_OK;
    collect(c, m, a, &u);
    size_t n = cascade_least(u.gap, u.n, CASCADE_DECIDED, a, &which);
    Str *text = ARENA_NEW_N(a, Str, n + 1);
    const float **vector = ARENA_NEW_N(a, const float *, n + 1);
    for (size_t k = 0; k < n; k++)
        text[k] = u.text[which[k]];
    Status st = vectors_of(v, text, n, vector, a, err);
    if (st || !n)
        return st;
    if (n < u.n)
        lower_border(m, u.gap[which[n - 1]]);
    d->value = ARENA_NEW_N(a, double, n);
    decide(m, &u, which, n, vector, d);
    m->decided = d;
    *decided = count(c, d);
    return comments_share(c, comments_feel_again, m, own, err);
}

void mood_near_release(MoodDecided *d)
{
    i64map_release(&d->at);
}
