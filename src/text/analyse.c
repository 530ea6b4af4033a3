#include "text/analyse.h"

#include "text/clean.h"

struct Analyser {
    Tokenizer *tokenizer;
};

Status analyser_create(Arena *a, Analyser **out, Err *err)
{
    *out = ARENA_NEW(a, Analyser);
    return tokenizer_create(a, &(*out)->tokenizer, err);
}

static void score_sentences(Analysis *x, Arena *a)
{
    double sum = 0, weight = 0;
    x->sentiment = ARENA_NEW_N(a, Sentiment, x->tokens.n_sentence + 1);
    for (size_t i = 0; i < x->tokens.n_sentence; i++) {
        const Sentence *s = &x->tokens.sentence[i];
        Sentiment *feel = &x->sentiment[i];
        sentiment_score(str_sub(x->text, s->from, s->n), x->lang.lang, a, feel);
        for (size_t h = 0; h < feel->n_hit; h++)
            feel->hit[h].from += s->from;
        if (feel->method == SENTIMENT_NONE)
            continue;
        double w = s->n_token ? (double)s->n_token : 1;
        sum += w * feel->compound;
        weight += w;
    }
    x->scored = weight > 0;
    x->score = weight > 0 ? sum / weight : 0;
}

Status analyse_comment(Analyser *an, Str raw, Lang prior, StrMap *vocabulary, Arena *a,
                       Analysis *out, Err *err)
{
    *out = (Analysis){ .text = STR(""), .lang = { LANG_UNKNOWN, LANG_UNKNOWN, 0, 0, 0 } };
    if (raw.n > SEGMENT_BYTES_MAX)
        return ERR(err, ST_TOO_BIG, "comment of %zu bytes is over the limit of %d", raw.n,
                   SEGMENT_BYTES_MAX);
    out->text = text_clean(raw, a);
    if (out->text.n)
        out->lang = lang_guess(out->text, prior);
    Status st = tokenize(an->tokenizer, out->text, out->lang.lang, a, &out->tokens, err);
    if (st)
        return st;
    out->stem_id = ARENA_NEW_N(a, uint32_t, out->tokens.n + 1);
    for (size_t i = 0; vocabulary && i < out->tokens.n; i++)
        out->stem_id[i] = (uint32_t)strmap_put(vocabulary, out->tokens.token[i].stem, NULL);
    score_sentences(out, a);
    return ST_OK;
}
