#include "listen/sentiment_model.h"

#include <math.h>
#include <stdlib.h>

#include "base/map.h"
#include "listen/lean.h"
#include "listen/repeat.h"
#include "listen/taught.h"
#include "num/svm.h"
#include "text/feature.h"

/* Costs and balance as found best on public complaints (doc/methods/sentiment.md). */
static const double COST = 0.15, BALANCE = 0.5, MOOD_BETTER = 0.01;
enum { DISPLEASED_MOST = 6, PLEASED_LEAST = 9, SEEN_LEAST = 3, WORDS_MAX = 64, WORD_KEEP_MAX = 48, KNOWN_SLOTS = 1 << 10, KNOWN_MOST = 1 << 15 };

Features mood_features(Str text, const Sentiment *rules, Arena *a)
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
    bool        of_help;        /* tickets' ratings teach */
} Rows;

/* 1 pleased, -1 displeased, 0 not said: by likelihood to recommend where it was asked, else by satisfaction or stars. */
static int label_of(const Comment *c)
{
    if (!c->text.n)
        return 0;
    return c->score < 0 ? c->rated : c->score >= PLEASED_LEAST ? 1 : c->score <= DISPLEASED_MOST ? -1 : 0;
}

/* A ticket's rating is of the help, and its text of what went wrong: it teaches where nothing better does. */
static bool is_of_help(const Comment *c)
{
    return !strcmp(c->channel, "ticket");
}

static bool is_labelled(const Comment *c, bool of_help)
{
    return label_of(c) != 0 && (of_help || !is_of_help(c));
}

static size_t count_labelled(const Comments *c, bool of_help)
{
    size_t n = 0;
    for (size_t i = 0; i < c->n; i++)
        n += is_labelled(&c->at[i], of_help);
    return n;
}

/* The first comment of each wording with a label, every n-th of them; n is found by counting first. */
static void gather(const Comments *c, Arena *a, Rows *out)
{
    I64Map seen, account;
    int64_t before;
    bool of_help = count_labelled(c, false) < MOOD_TAUGHT_MIN;
    size_t labelled = count_labelled(c, of_help), step = labelled / MOOD_FIT_MAX + 1, at = 0;
    *out = (Rows){ ARENA_NEW_N(a, LearnerRow, labelled / step + 2), ARENA_NEW_N(a, double, labelled / step + 2), ARENA_NEW_N(a, Str, labelled / step + 2), 0, { 0, 0 }, 0, of_help };
    i64map_init(&seen);
    i64map_init(&account);
    for (size_t i = 0; i < c->n; i++) {
        const Comment *one = &c->at[i];
        if (!is_labelled(one, of_help) || at++ % step || !i64map_add(&seen, wording_hash(one->text), 1, &before))
            continue;
        Sentiment rules;
        sentiment_feel(one->text, one->lang, a, &rules);
        int32_t label = label_of(one) > 0;
        uint64_t who = one->account ? (uint64_t)one->account : UINT64_MAX - i;
        out->accounts += i64map_add(&account, who, 1, &before);
        out->side[label]++;
        out->compound[out->n] = rules.compound;
        out->text[out->n] = one->lang == LANG_EN ? one->text : STR("");
        out->row[out->n++] = (LearnerRow){ mood_features(one->text, &rules, a), label, 1, (uint32_t)(hash64_mix(who, 17) % MOOD_FOLDS) };
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

/* Of an area that says nothing one in forty is as large (Mann & Whitney's variance). */
static double chance_most(const Rows *r)
{
    double a = (double)r->side[0], b = (double)r->side[1];
    return a > 0 && b > 0 ? 0.5 + 1.96 * sqrt((a + b + 1) / (12 * a * b)) : 1;
}

static bool is_more(const Comment *c, bool of_help, I64Map *seen)
{
    int64_t before;
    return c->lang == LANG_EN && c->text.n && !is_labelled(c, of_help) && i64map_add(seen, wording_hash(c->text), 1, &before);
}

/* English wordings without a label, every n-th, behind the labelled ones of `r`.  n goes by wordings: ten thousand of one crowd out no other. */
static Rows with_more(const Comments *c, const Rows *r, Arena *a)
{
    size_t most = r->n + MOOD_TAUGHT_MORE, plain = 0, at = 0;
    Rows out = { ARENA_NEW_N(a, LearnerRow, most + 1), NULL, ARENA_NEW_N(a, Str, most + 1), r->n, { 0, 0 }, 0, r->of_help };
    I64Map seen;
    memcpy(out.row, r->row, r->n * sizeof *out.row);
    memcpy(out.text, r->text, r->n * sizeof *out.text);
    i64map_init(&seen);
    for (size_t i = 0; i < c->n; i++)
        plain += is_more(&c->at[i], r->of_help, &seen);
    i64map_release(&seen);
    i64map_init(&seen);
    for (size_t i = 0; i < c->n && out.n < most; i++) {
        const Comment *one = &c->at[i];
        if (!is_more(one, r->of_help, &seen) || at++ % (plain / MOOD_TAUGHT_MORE + 1))
            continue;
        Sentiment rules;
        sentiment_feel(one->text, one->lang, a, &rules);
        out.text[out.n] = one->text;
        out.row[out.n++] = (LearnerRow){ mood_features(one->text, &rules, a), -1, 1, LEARNER_NO_FOLD };
    }
    i64map_release(&seen);
    return out;
}

static Status fit_taught(const Comments *c, const Rows *r, const LearnerOptions *o, Vectors *v, Arena *a, Arena *scratch, Learner *out, Err *err)
{
    Rows all = with_more(c, r, scratch);
    const float **vector = ARENA_NEW_N(scratch, const float *, all.n + 1);
    Status st = vectors_of(v, all.text, all.n, vector, scratch, err);
    if (st)
        return st;
    LearnerOptions with = *o;
    with.unseen = ARENA_NEW_N(scratch, double, all.n * 2 + 1);
    st = taught_fit(all.row, all.n, vector, &with, a, out, err);
    memcpy(o->unseen, with.unseen, r->n * 2 * sizeof *o->unseen);
    return st;
}

/* What words leave unsure: the English wordings of least margin, by models that did not see their accounts, are encoded and learned from. */
static Status fit_deep(const Rows *r, const LearnerOptions *o, Vectors *v, Arena *a, Arena *scratch, MoodModel *out, Err *err)
{
    double *gap = ARENA_NEW_N(scratch, double, r->n + 1);
    Str *text = ARENA_NEW_N(scratch, Str, r->n + 1);
    const float **vector = ARENA_NEW_N(scratch, const float *, r->n + 1);
    uint32_t *least;
    LearnerOptions with = *o;
    with.unseen = NULL;
    for (size_t i = 0; i < r->n; i++)
        gap[i] = r->text[i].n ? cascade_gap(&out->learner, o->unseen + i * 2) : -1;
    size_t n = cascade_least(gap, r->n, CASCADE_TAUGHT, scratch, &least);
    for (size_t k = 0; k < n; k++)
        text[least[k]] = r->text[least[k]];
    Status st = vectors_of(v, text, r->n, vector, scratch, err);
    if (!st)
        st = cascade_fit(r->row, r->n, o->unseen, vector, &with, a, &out->cascade, err);
    out->deep = !st;
    return st;
}

/* Too few of a side in some folds is no failure: there is nothing to learn from. */
static Status fit_one(const Comments *c, const Rows *r, bool taught, Vectors *v, Arena *a, Arena *scratch, MoodModel *out, Err *err)
{
    double *unseen = ARENA_NEW_N(scratch, double, r->n * 2 + 1);
    LearnerOptions o = { .n_class = 2, .cost = COST, .balance = BALANCE, .seen_least = SEEN_LEAST, .folds = MOOD_FOLDS, .unseen = unseen, .seed = 1 };
    Status st = taught ? fit_taught(c, r, &o, v, a, scratch, &out->learner, err) : learner_fit(r->row, r->n, &o, a, &out->learner, err);
    if (st)
        return st;
    out->there = true;
    out->taught = taught;
    out->n = (int64_t)r->n;
    out->accounts = r->accounts;
    out->version = learner_version(&out->learner);
    out->unseen = area(r, unseen + 1, 2, scratch);
    out->floor = area(r, r->compound, 1, scratch);
    out->used = out->unseen >= fmax(out->floor + MOOD_BETTER, chance_most(r));
    return out->used && r->n >= MOOD_NEAR_MIN ? fit_deep(r, &o, v, a, scratch, out, err) : ST_OK;
}

Status mood_model_fit(const Comments *c, Vectors *v, Arena *a, MoodModel *out, Err *err)
{
    Arena scratch;
    Rows r;
    MoodModel taught = { 0 };
    *out = (MoodModel){ 0 };
    arena_init(&scratch);
    gather(c, &scratch, &r);
    Status st = ST_OK;
    if (r.n >= MOOD_ROWS_MIN && r.side[0] >= MOOD_SIDE_MIN && r.side[1] >= MOOD_SIDE_MIN)
        st = fit_one(c, &r, false, v, a, &scratch, out, err);
    if (!st && r.n >= MOOD_TAUGHT_MIN && r.n < MOOD_TAUGHT_MAX && r.side[0] >= MOOD_TAUGHT_SIDE && r.side[1] >= MOOD_TAUGHT_SIDE)
        st = fit_one(c, &r, true, v, a, &scratch, &taught, err);
    if (!st && taught.there && taught.unseen > out->unseen)
        *out = taught;
    arena_release(&scratch);
    return st;
}

/* What stands between blanks, as written, and the margin of it alone; `word` NULL where a place is free. */
typedef struct Known {
    uint64_t    hash;
    const char *word;
    size_t      n;
    double      margin;
} Known;

struct MoodReader {
    const MoodModel *m;
    FeatureReader   *features;
    Known           *known;              /* open addressing, at most half full */
    size_t           n_known, n_slot;
    Arena           *a;
};

MoodReader *mood_reader_create(const MoodModel *m, Arena *a)
{
    MoodReader *r = ARENA_NEW(a, MoodReader);
    *r = (MoodReader){ .m = m, .features = feature_reader_create(m->learner.index, m->learner.n_kept, a), .known = ARENA_NEW_N(a, Known, KNOWN_SLOTS), .n_slot = KNOWN_SLOTS, .a = a };
    return r;
}

double mood_model_value(MoodReader *r, Str sentence, const Sentiment *rules)
{
    const MoodModel *m = r->m;
    double margin[LEARNER_CLASSES];
    FeatureCounts c;
    Feature mood[FEATURE_MOODS];
    feature_read(r->features, sentence, &c);
    learner_margins_read(&m->learner, &c, &(Features){ mood, feature_mood(rules, 0, mood) }, margin);
    int64_t at;
    if (m->decided && 2 * fabs(margin[1]) < m->cascade.near && i64map_get(&m->decided->at, hash64(sentence), &at))
        return m->decided->value[at];
    double lean = m->n < MOOD_TAUGHT_MAX ? lean_odds(&m->learner, sentence, rules) : 0;
    return 2 * platt_p((Platt){ m->learner.slope[1], -lean }, margin[1]) - 1;
}

static double margin_of(const MoodModel *m, Str word, Arena *scratch)
{
    double margin[LEARNER_CLASSES];
    FeatureBag b;
    feature_begin(&b, word.n, scratch);
    feature_add(&b, word, 0, FEATURE_WORDS | FEATURE_PIECES);
    Features f = feature_end(&b);
    learner_margins(&m->learner, &f, margin);
    return margin[1];
}

static Known *place_of(const MoodReader *r, Str word, uint64_t hash)
{
    size_t at = hash & (r->n_slot - 1);
    while (r->known[at].word && !(r->known[at].hash == hash && str_eq((Str){ r->known[at].word, r->known[at].n }, word)))
        at = (at + 1) & (r->n_slot - 1);
    return &r->known[at];
}

/* Small at first: a few comments that come in cost no more than they weigh. */
static void grow(MoodReader *r)
{
    Known *old = r->known;
    size_t n = r->n_slot;
    r->n_slot *= 2;
    r->known = ARENA_NEW_N(r->a, Known, r->n_slot);
    for (size_t k = 0; k < n; k++)
        if (old[k].word)
            *place_of(r, (Str){ old[k].word, old[k].n }, old[k].hash) = old[k];
}

/* From memory, or worked out and remembered while there is room. */
static double word_margin(MoodReader *r, Str word, uint64_t hash, Arena *scratch)
{
    Known *k = place_of(r, word, hash);
    if (k->word)
        return k->margin;
    double margin = margin_of(r->m, word, scratch);
    if (r->n_known < KNOWN_MOST && word.n <= WORD_KEEP_MAX) {
        if (r->n_known == r->n_slot / 2) {
            grow(r);
            k = place_of(r, word, hash);
        }
        *k = (Known){ hash, str_dup(r->a, word).p, word.n, margin };
        r->n_known++;
    }
    return margin;
}

typedef struct Piece {
    Str      word;
    uint64_t hash;
} Piece;

/* Words by white space, at most WORDS_MAX.  Their places in the memory are fetched meanwhile. */
static size_t cut_words(const MoodReader *r, Str sentence, Piece *out)
{
    size_t n = 0;
    for (size_t i = 0; i < sentence.n && n < WORDS_MAX; i++) {
        size_t from = i;
        while (i < sentence.n && (unsigned char)sentence.p[i] > ' ')
            i++;
        if (i == from)
            continue;
        Str word = str_sub(sentence, from, i - from);
        out[n] = (Piece){ word, hash64(word) };
        __builtin_prefetch(&r->known[out[n++].hash & (r->n_slot - 1)]);
    }
    return n;
}

size_t mood_model_words(MoodReader *r, Str sentence, bool pleased, SentimentHit *out, size_t max, Arena *scratch)
{
    Piece piece[WORDS_MAX];
    size_t n = 0, words = cut_words(r, sentence, piece);
    for (size_t i = 0; i < words; i++) {
        double margin = word_margin(r, piece[i].word, piece[i].hash, scratch);
        if (margin == 0 || (margin > 0) != pleased)
            continue;
        size_t at = n < max ? n++ : max;
        for (; at > 0 && fabs(out[at - 1].weight) < fabs(margin); at--)
            if (at < max)
                out[at] = out[at - 1];
        if (at < max)
            out[at] = (SentimentHit){ (uint32_t)(piece[i].word.p - sentence.p), (uint32_t)piece[i].word.n, margin };
    }
    return n;
}
