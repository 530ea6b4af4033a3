/* expect_weight.c - survey items by topic; what a topic's absence costs and its presence brings. */
#include <math.h>

#include "listen/expect_set.h"
#include "num/asymmetry.h"

/* Of the scale's length: what is at or below is bad, at or above good. */
static const double BAD = 0.25, GOOD = 0.75, LEVEL = 0.95;
/* Less than half a point of ten is nothing that a programme would be run for. */
static const double SMALL = 0.5;

static bool asks_importance(Str label)
{
    static const char *const word[] = { "important", "importance", "wichtig", "importan", "belangrijk" };
    for (size_t i = 0; i < COUNT_OF(word); i++)
        if (str_ihas(label, str_of(word[i])))
            return true;
    return false;
}

/* "How satisfied are you with the following? - Delivery": the row's own words, behind the last " - ". */
static Str own_words(Str label)
{
    Str part = label;
    for (size_t i = 0; i + 3 <= label.n; i++)
        if (!memcmp(label.p + i, " - ", 3))
            part = str_sub(label, i + 3, label.n);
    return part;
}

Status expect_read_survey(ExpectBook *b, Err *err)
{
    Table t;
    Status st = store_fetch(b->s, SQL_EXPECT_ITEMS, STORE_NO_ARGS, b->a, &t, err);
    if (st)
        return st;
    const ExpectFinder *f = expect_create(b->a);
    SurveyItems *out = &b->survey;
    out->at = ARENA_NEW_N(b->a, SurveyItem, t.n + 1);
    out->n = 0;
    for (size_t r = 0; r < t.n; r++) {
        SurveyItem x = { .question = col_text(&t, "question")[r], .label = col_text(&t, "label")[r], .low = col_f64(&t, "low")[r], .high = col_f64(&t, "high")[r] };
        for (int l = 0; l < LANG_UNKNOWN && x.topic == EXPECT_NO_TOPIC; l++)
            x.topic = expect_topic(f, own_words(x.label), (Lang)l, b->a);
        x.importance = asks_importance(x.label);
        if (x.topic != EXPECT_NO_TOPIC && x.high > x.low)
            out->at[out->n++] = x;
    }
    return store_fetch(b->s, SQL_EXPECT_RATINGS, STORE_NO_ARGS, b->a, &out->rating, err);
}

const SurveyItem *expect_item_named(const SurveyItem *item, size_t n, Str question)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(item[i].question, question))
            return &item[i];
    return NULL;
}

typedef struct Column {
    uint8_t *band;
    double  *y;
    int64_t *account;
    size_t   n;
} Column;

static Column column(Arena *a, size_t n)
{
    return (Column){ ARENA_NEW_N(a, uint8_t, n + 1), ARENA_NEW_N(a, double, n + 1), ARENA_NEW_N(a, int64_t, n + 1), 0 };
}

static void add(Column *c, Band band, double y, int64_t account)
{
    c->band[c->n] = (uint8_t)band;
    c->y[c->n] = y;
    c->account[c->n++] = account;
}

/* Ratings of a topic's item with the score of the same answer sheet. */
static Column rated(const Table *t, const SurveyItem *x, Arena *a)
{
    Column c = column(a, t->n);
    for (size_t r = 0; r < t->n; r++) {
        if (!str_eq(col_text(t, "question")[r], x->question) || !col_has(table_col(t, "nps"), r))
            continue;
        double at = (col_f64(t, "number")[r] - x->low) / (x->high - x->low);
        add(&c, at <= BAD ? BAND_BAD : at >= GOOD ? BAND_GOOD : BAND_MIDDLE, (double)col_int(t, "nps")[r], col_int(t, "account_id")[r]);
    }
    return c;
}

/* Where no item asks: comments that say it was missed, or met, against those that say neither. */
static Column spoken(const ExpectBook *b, const Table *scores, ExpectTopic topic, Arena *a)
{
    Column c = column(a, scores->n);
    const int64_t *account = col_int(&b->said, "account_id"), *comment = col_int(&b->said, "comment_id");
    const Str *polarity = col_text(&b->said, "polarity");
    size_t s = 0;
    for (size_t r = 0; r < scores->n; r++) {
        int64_t who = col_int(scores, "account_id")[r], which = col_int(scores, "comment_id")[r];
        Band band = BAND_MIDDLE;
        while (s < b->said.n && (account[s] < who || (account[s] == who && comment[s] < which)))
            s++;
        for (size_t k = s; k < b->said.n && account[k] == who && comment[k] == which; k++) {
            if (b->topic[k] != topic)
                continue;
            if (str_eq(polarity[k], STR("disappointed")))
                band = BAND_BAD;
            else if (band == BAND_MIDDLE && (str_eq(polarity[k], STR("met")) || str_eq(polarity[k], STR("exceeded"))))
                band = BAND_GOOD;
        }
        add(&c, band, (double)col_int(scores, "score")[r], who);
    }
    return c;
}

static void put3(Table *t, size_t col, const Interval *x)
{
    if (!isfinite(x->estimate))
        return;
    table_put_f64(t, col, x->estimate);
    table_put_f64(t, col + 1, x->low);
    table_put_f64(t, col + 2, x->high);
}

static void put_weight(ExpectBook *b, Table *t, ExpectTopic topic, Str source, const Column *c)
{
    static const char *const label[] = { "cannot tell", "must-have", "nice-to-have", "more is better", "no difference" };
    Asymmetry x;
    asymmetry_fit(&(AsymmetryInput){ .band = c->band, .y = c->y, .cluster = c->account, .n = c->n, .level = LEVEL, .small = SMALL }, b->a, &x);
    table_put_text(t, 0, str_of(expect_topic_name(topic)));
    table_put_text(t, 1, source);
    for (int k = 0; k < BANDS; k++)
        table_put_int(t, 2 + (size_t)k, (int64_t)x.n[k]);
    put3(t, 5, &x.penalty);
    put3(t, 8, &x.reward);
    put3(t, 11, &x.contrast);
    table_put_text(t, 14, str_of(label[x.label]));
    table_row(t);
}

Status expect_write_weights(ExpectBook *b, Err *err)
{
    static const ColSpec cols[] = { { "topic", COL_TEXT },       { "source", COL_TEXT },     { "n_bad", COL_INT },    { "n_middle", COL_INT },   { "n_good", COL_INT },
                                    { "penalty", COL_F64 },      { "penalty_low", COL_F64 }, { "penalty_high", COL_F64 }, { "reward", COL_F64 }, { "reward_low", COL_F64 },
                                    { "reward_high", COL_F64 },  { "contrast", COL_F64 },    { "contrast_low", COL_F64 }, { "contrast_high", COL_F64 }, { "label", COL_TEXT } };
    Table t, scores;
    const SurveyItems *survey = &b->survey;
    Status st = store_fetch(b->s, SQL_EXPECT_COMMENT_SCORES, STORE_NO_ARGS, b->a, &scores, err);
    if (st)
        return st;
    table_init(&t, b->a, cols, COUNT_OF(cols));
    for (int topic = 1; topic < EXPECT_TOPICS; topic++) {
        const SurveyItem *x = NULL;
        for (size_t i = 0; i < survey->n && !x; i++)
            x = survey->at[i].topic == (ExpectTopic)topic && !survey->at[i].importance ? &survey->at[i] : NULL;
        bool spoken_of = false;
        for (size_t r = 0; r < b->said.n && !spoken_of; r++)
            spoken_of = b->topic[r] == (ExpectTopic)topic;
        if (!x && !spoken_of)
            continue;
        Column c = x ? rated(&survey->rating, x, b->a) : spoken(b, &scores, (ExpectTopic)topic, b->a);
        put_weight(b, &t, (ExpectTopic)topic, x ? x->label : STR("comments"), &c);
    }
    return store_append(b->s, "d_expect_weight", &t, err);
}
