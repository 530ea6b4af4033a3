#include "listen/sentiment.h"

#include <math.h>

#include "listen/sentiment_model.h"
#include "text/sentiment_cue.h"

/* Both sure of the opposite. */
static const double SURE = 0.5;
enum { WORDS_SHOWN = 5, MODEL_WORDS = 3, WORD_TEXT = 40 };

static void put_words(HeardSentence *h, const SentimentHit *hit, size_t n, Arena *a)
{
    char buf[WORDS_SHOWN * WORD_TEXT];
    size_t at = 0;
    for (size_t k = 0; k < n; k++)
        at += (size_t)snprintf(buf + at, WORD_TEXT, "%s%u-%u:%.2f", k ? " " : "", h->from + hit[k].from, h->from + hit[k].from + hit[k].n, hit[k].weight);
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

static void explain(HeardSentence *h, Str text, const Sentiment *rules, const MoodModel *m, double value, Arena *a, Arena *scratch)
{
    SentimentHit hit[WORDS_SHOWN];
    size_t n = strongest(rules, hit);
    if (m && m->used && fabs(value) >= 0.1 && (n == 0 || (hit[0].weight > 0) != (value > 0)))
        n = mood_model_words(m, text, value > 0, hit, MODEL_WORDS, scratch);
    put_words(h, hit, n, a);
}

static void feel(Comment *c, HeardSentence *h, const MoodModel *m, Arena *a, Arena *scratch)
{
    Sentiment rules;
    Str text = str_sub(c->text, h->from, h->n);
    sentiment_score(text, c->lang, scratch, &rules);
    if (rules.method == SENTIMENT_NONE)
        return;
    double value = rules.compound, learned = m && m->used ? mood_model_value(m, text, &rules, scratch) : (double)NAN;
    unsigned cues = sentiment_cues(text, c->lang, scratch);
    bool torn = m && m->used && learned * value < 0 && fabs(learned) >= SURE && fabs(value) >= SURE;
    if (m && m->used)
        value = learned;
    explain(h, text, &rules, m, value, a, scratch);
    h->rules = (float)rules.compound;
    h->learned = (float)learned;
    h->state = torn || cues & CUE_SARCASM ? MOOD_UNCLEAR : cues & CUE_WISH && value > 0 ? MOOD_WISH : MOOD_CLEAR;
    h->mood = (float)(h->state == MOOD_CLEAR ? value : 0);
}

Status comments_feel(Comments *all, size_t from, size_t to, const void *mood_model, Arena *a, Err *err)
{
    Arena scratch;
    (void)err;
    arena_init(&scratch);
    for (size_t i = from; i < to; i++) {
        Comment *c = &all->at[i];
        double sum = 0, length = 0;
        for (uint32_t k = 0; k < c->n_sentence; k++) {
            HeardSentence *h = &c->sentence[k];
            ArenaMark m = arena_mark(&scratch);
            feel(c, h, mood_model, a, &scratch);
            arena_rewind(&scratch, m);
            if (h->state == MOOD_NONE || h->state == MOOD_UNCLEAR)
                continue;
            sum += (double)h->mood * (double)h->n;
            length += (double)h->n;
        }
        c->scored = length > 0;
        c->mood = (float)(length > 0 ? sum / length : 0);
    }
    arena_release(&scratch);
    return ST_OK;
}
