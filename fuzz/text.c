/* Oracles: cleaning ends: what was cleaned, cleaned again, is no longer; it is UTF-8 with nothing but line ends for control
 * characters; offsets of sentences, words and hits lie in the text and in order; the same bytes give the same answer; a
 * columns' count is conserved; no text is nearer to itself than 1. */
#include "base/status.h"
#include "fuzz/fuzz.h"
#include "text/analyse.h"
#include "text/aspect.h"
#include "text/clean.h"
#include "text/encoder.h"
#include "text/near.h"
#include "text/sentiment_cue.h"

static void look_at_clean(Str text, Arena *a)
{
    if (!str_is_utf8(text))
        bug("cleaned text is no UTF-8");
    for (size_t i = 0; i < text.n; i++)
        if ((unsigned char)text.p[i] < ' ' && text.p[i] != '\n')
            bug("cleaned text holds byte %d", text.p[i]);
    if (text_clean(text, a).n > text.n)
        bug("cleaning again made the text longer");
}

/* A vector has length 1, or the text has no piece; the same text gives the same pieces. */
static void look_at_vector(Str text, Arena *a)
{
    uint16_t piece[2][ENCODER_PIECES_MAX];
    float v[ENCODER_WIDTH];
    size_t n = encoder_cut(text, piece[0], a);
    if (n > ENCODER_PIECES_MAX || encoder_cut(text, piece[1], a) != n || memcmp(piece[0], piece[1], n * sizeof *piece[0]) != 0)
        bug("the same text was cut differently");
    if (n > 16)     /* slow under a sanitizer; the pieces are what varies */
        return;
    encoder_encode(&text, 1, v, a);
    double length = encoder_cosine(v, v);
    if (!(n ? length > 0.999 && length < 1.001 : length == 0))
        bug("%zu pieces gave a vector of length %g", n, length);
}

static void look_at_parts(const Analysis *x)
{
    size_t end = 0;
    for (size_t k = 0; k < x->tokens.n_sentence; k++) {
        const Sentence *s = &x->tokens.sentence[k];
        if (s->from < end || !s->n || s->from + s->n > x->text.n)
            bug("sentence %zu lies at %u + %u of %zu", k, s->from, s->n, x->text.n);
        end = s->from + s->n;
        for (size_t h = 0; h < x->sentiment[k].n_hit; h++)
            if (x->sentiment[k].hit[h].from < s->from || x->sentiment[k].hit[h].from + x->sentiment[k].hit[h].n > end)
                bug("hit %zu of sentence %zu lies outside it", h, k);
        if (!(x->sentiment[k].compound >= -1 && x->sentiment[k].compound <= 1))
            bug("compound %g", x->sentiment[k].compound);
    }
    for (size_t k = 0; k < x->tokens.n; k++)
        if (x->tokens.token[k].from + x->tokens.token[k].n > x->text.n || (k && x->tokens.token[k].from < x->tokens.token[k - 1].from))
            bug("token %zu lies out of order", k);
}

static void look_at_features(Str text, Arena *a)
{
    FeatureBag b[2];
    Features f[2];
    for (int k = 0; k < 2; k++) {
        feature_begin(&b[k], text.n, a);
        feature_add(&b[k], text, 0, FEATURE_ALL);
        f[k] = feature_end(&b[k]);
    }
    if (f[0].n != f[1].n || (f[0].n && memcmp(f[0].at, f[1].at, f[0].n * sizeof *f[0].at) != 0))
        bug("the same text was counted differently");
    for (size_t k = 0; k < f[0].n; k++)
        if (f[0].at[k].col >= FEATURE_COLS || !(f[0].at[k].value >= 1))
            bug("column %u holds %g", f[0].at[k].col, (double)f[0].at[k].value);
    AspectPart p = aspect_part(text, text.n / 3, text.n / 2, LANG_EN);
    if (p.from > text.n / 3 || p.to < text.n / 2 || p.to > text.n)
        bug("the part [%zu, %zu) does not hold its term", p.from, p.to);
    (void)aspect_features(text, text.n / 3, text.n / 2, LANG_EN, NULL, a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena a;
    Analyser *an;
    Analysis x;
    Err err;
    NearMark m;
    Str raw = { (const char *)data, size };
    arena_init(&a);
    if (analyser_create(&a, &an, &err) || analyse_comment(an, raw, LANG_EN, NULL, &a, &x, &err))
        bug("%s", err.msg);
    look_at_clean(x.text, &a);
    look_at_parts(&x);
    look_at_features(x.text, &a);
    look_at_features(raw, &a);
    look_at_vector(raw, &a);
    (void)sentiment_cues(raw, LANG_EN, &a);
    near_mark(raw, &m);
    if (near_share(&m, &m) != (m.units ? 1.0 : 0.0))
        bug("a text is near itself by %g", near_share(&m, &m));
    arena_release(&a);
    return 0;
}
