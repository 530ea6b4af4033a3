#include "listen/sentiment.h"

#include <math.h>

#include "text/sentiment_cue.h"
#include "text/turn.h"

/* Both sure of the opposite. */
static const double SURE = 0.5;
/* Less is no answer that needs words. */
static const double SAYS_ANYTHING = 0.1;
enum { WORDS_SHOWN = 5, MODEL_WORDS = 3, WEIGHT_TEXT = 16, WORD_TEXT = 40 };      /* a word: two numbers of 10 digits, a weight, three signs */

static size_t put_number(char *to, uint64_t v)
{
    char digit[20];
    size_t n = 0;
    do
        digit[n++] = (char)('0' + v % 10);
    while (v /= 10);
    for (size_t k = 0; k < n; k++)
        to[k] = digit[n - 1 - k];
    return n;
}

static size_t clipped(int n, size_t room)
{
    return n < 0 ? 0 : (size_t)n < room ? (size_t)n : room - 1;
}

/* "%.2f"; what is near the middle of two hundredths is left to printf, which knows all digits. */
static size_t put_weight(char *to, size_t room, double v)
{
    enum { MOST = 1000000 };
    static const double SURELY = 1e-6;
    double hundredths = fabs(v) * 100, whole = floor(hundredths), rest = hundredths - whole;
    if (!(hundredths < MOST) || fabs(rest - 0.5) < SURELY)
        return clipped(snprintf(to, room, "%.2f", v), room);
    uint64_t n = (uint64_t)whole + (rest > 0.5);
    size_t at = 0;
    if (signbit(v))
        to[at++] = '-';
    at += put_number(to + at, n / 100);
    to[at++] = '.';
    to[at++] = (char)('0' + n / 10 % 10);
    to[at++] = (char)('0' + n % 10);
    return at;
}

static void put_words(HeardSentence *h, const SentimentHit *hit, size_t n, Arena *a)
{
    char buf[WORDS_SHOWN * WORD_TEXT];
    size_t at = 0;
    for (size_t k = 0; k < n; k++) {
        if (k)
            buf[at++] = ' ';
        at += put_number(buf + at, h->from + hit[k].from);
        buf[at++] = '-';
        at += put_number(buf + at, h->from + hit[k].from + hit[k].n);
        buf[at++] = ':';
        at += put_weight(buf + at, WEIGHT_TEXT, hit[k].weight);
    }
    h->words = str_dup(a, (Str){ buf, at });
}

/* The strongest hits of the rules, in order of strength, then of place. */
static size_t strongest(const Sentiment *s, SentimentHit *out)
{
    size_t n = 0;
    for (size_t i = 0; i < s->n_hit; i++) {
        size_t at = n < WORDS_SHOWN ? n++ : WORDS_SHOWN;
        for (; at > 0 && fabs(out[at - 1].weight) < fabs(s->hit[i].weight); at--)
            if (at < WORDS_SHOWN)
                out[at] = out[at - 1];
        if (at < WORDS_SHOWN)
            out[at] = s->hit[i];
    }
    return n;
}

/* `r` is NULL where no model is in use. */
static void explain(HeardSentence *h, Str text, const Sentiment *rules, MoodReader *r, double value, Arena *a, Arena *scratch)
{
    SentimentHit hit[WORDS_SHOWN];
    size_t n = strongest(rules, hit);
    if (r && fabs(value) >= SAYS_ANYTHING && (n == 0 || (hit[0].weight > 0) != (value > 0)))
        n = mood_model_words(r, text, value > 0, hit, MODEL_WORDS, scratch);
    put_words(h, hit, n, a);
}

typedef struct Felt {
    Sentiment rules;
    double    value, learned;    /* learned NAN without a model */
    MoodState state;
} Felt;

static Felt feel_text(Str text, Lang lang, MoodReader *r, Arena *scratch)
{
    Felt f = { .learned = (double)NAN };
    sentiment_feel(text, lang, scratch, &f.rules);
    if (f.rules.method == SENTIMENT_NONE)
        return f;
    double rules = f.rules.compound;
    f.learned = r ? mood_model_value(r, text, &f.rules) : (double)NAN;
    f.value = r ? f.learned : rules;
    unsigned cues = sentiment_cues(text, lang, scratch);
    bool torn = r && f.learned * rules < 0 && fabs(f.learned) >= SURE && fabs(rules) >= SURE;
    bool wish = cues & CUE_UNREAL || (cues & CUE_WISH && f.value > 0);
    f.state = torn || cues & CUE_SARCASM ? MOOD_UNCLEAR : wish ? MOOD_WISH : MOOD_CLEAR;
    return f;
}

static bool is_mixed(const Sentiment *s)
{
    bool good = false, bad = false;
    for (size_t i = 0; i < s->n_hit; i++) {
        good |= s->hit[i].weight > 0;
        bad |= s->hit[i].weight < 0;
    }
    return good && bad;
}

static void feel(Comment *c, HeardSentence *h, MoodReader *r, Arena *a, Arena *scratch)
{
    Str text = str_sub(c->text, h->from, h->n);
    Felt f = feel_text(text, c->lang, r, scratch);
    if (f.state == MOOD_NONE)
        return;
    explain(h, text, &f.rules, r, f.value, a, scratch);
    h->rules = (float)f.rules.compound;
    h->learned = (float)f.learned;
    h->state = f.state;
    h->mixed = is_mixed(&f.rules);
    h->mood = (float)(h->state == MOOD_CLEAR ? f.value : 0);
}

bool mood_may_part(const Comment *c, uint32_t sentence, const Tokens *t)
{
    const HeardSentence *h = &c->sentence[sentence];
    const Sentence *s = &t->sentence[sentence];
    if (h->state != MOOD_CLEAR && h->state != MOOD_WISH)
        return false;
    for (size_t i = s->token; !h->mixed && i < s->token + s->n_token; i++)
        if (turn_of(str_sub(c->text, t->token[i].from, t->token[i].n), c->lang) & TURN_PART)
            return true;
    return h->mixed;
}

void mood_of_sentence(const HeardSentence *h, Mention *m)
{
    m->from = h->from;
    m->n = h->n;
    m->mood = h->mood;
    m->felt = h->state == MOOD_CLEAR || h->state == MOOD_WISH;
}

void mood_of_comment(const Comment *c, Mention *m)
{
    m->from = 0;
    m->n = (uint32_t)c->text.n;
    m->mood = c->mood;
    m->felt = c->scored;
}

void mood_of_part(const Comment *c, uint32_t sentence, AspectPart p, MoodReader *r, Arena *scratch, Mention *m)
{
    const HeardSentence *h = &c->sentence[sentence];
    Str text = str_trim(str_sub(c->text, h->from + p.from, p.to - p.from));
    if (h->state == MOOD_WISH && !p.turned)
        return;
    Felt f = feel_text(text, c->lang, r, scratch);
    if (f.state == MOOD_UNCLEAR || (!f.rules.n_hit && !(r && fabs(f.learned) >= SAYS_ANYTHING)))
        return;
    m->from = (uint32_t)(text.p - c->text.p);
    m->n = (uint32_t)text.n;
    m->mood = (float)(f.state == MOOD_CLEAR ? f.value : 0);
    m->felt = true;
}

static void feel_all(Comment *c, MoodReader *r, Arena *a, Arena *scratch)
{
    double sum = 0, length = 0;
    for (uint32_t k = 0; k < c->n_sentence; k++) {
        HeardSentence *h = &c->sentence[k];
        ArenaMark m = arena_mark(scratch);
        feel(c, h, r, a, scratch);
        arena_rewind(scratch, m);
        if (h->state == MOOD_NONE || h->state == MOOD_UNCLEAR)
            continue;
        sum += (double)h->mood * (double)h->n;
        length += (double)h->n;
    }
    c->scored = length > 0;
    c->mood = (float)(length > 0 ? sum / length : 0);
}

static bool has_decided(const Comment *c, const MoodDecided *d)
{
    int64_t at;
    for (uint32_t k = 0; c->lang == LANG_EN && k < c->n_sentence; k++)
        if (i64map_get(&d->at, hash64(str_sub(c->text, c->sentence[k].from, c->sentence[k].n)), &at))
            return true;
    return false;
}

static void feel_lots(Comments *all, CommentsLots *lots, const MoodModel *model, bool again, Arena *a)
{
    Arena scratch, memory;
    arena_init(&scratch);
    arena_init(&memory);
    MoodReader *r = model && model->used ? mood_reader_create(model, &memory) : NULL;
    for (size_t from, to; comments_next(lots, &from, &to);)
        for (size_t i = from; i < to; i++)
            if (!again || has_decided(&all->at[i], model->decided))
                feel_all(&all->at[i], r, a, &scratch);
    arena_release(&memory);
    arena_release(&scratch);
}

Status comments_feel(Comments *all, CommentsLots *lots, const void *mood_model, Arena *a, Err *err)
{
    (void)err;
    feel_lots(all, lots, mood_model, false, a);
    return ST_OK;
}

Status comments_feel_again(Comments *all, CommentsLots *lots, const void *mood_model, Arena *a, Err *err)
{
    (void)err;
    feel_lots(all, lots, mood_model, true, a);
    return ST_OK;
}
