#include "text/encoder.h"

#include <math.h>

#include "text/encoder_data.h"
#include "text/encoder_math.h"
#include "text/fold.h"

/* Texts are worked in batches of about so many pieces: enough that a matrix is read once for many rows. */
enum { BATCH = 192, ROWS_MAX = BATCH + ENCODER_PIECES_MAX, HEADS = 4 };
static const float LENGTH_LEAST = 1e-12f;

static bool goes_on(unsigned char c)
{
    return (c & 0xC0) == 0x80;
}

/* NFKC; blanks as U+2581, one for several, one in front, none at the end. */
static Str marked(Str text, Arena *a)
{
    Str s = str_sub(text_nfkc(a, str_sub(text, 0, ENCODER_BYTES_MAX)), 0, ENCODER_BYTES_MAX);
    char *to = arena_alloc(a, s.n * 3 + 4, 1);
    size_t n = 0;
    bool blank = true;
    for (size_t i = 0; i < s.n; i++) {
        if ((unsigned char)s.p[i] <= ' ') {
            blank = true;
            continue;
        }
        if (blank) {
            memcpy(to + n, "\xE2\x96\x81", 3);
            n += 3;
        }
        blank = false;
        to[n++] = s.p[i];
    }
    return (Str){ to, n };
}

/* Narrows [*lo, *hi) to the pieces whose byte `depth` is c. */
static void narrow(uint32_t *lo, uint32_t *hi, size_t depth, unsigned char c)
{
    for (int upper = 0; upper < 2; upper++) {
        uint32_t from = *lo, to = *hi;
        while (from < to) {
            uint32_t mid = (from + to) / 2;
            const EncoderPiece *p = &encoder_piece[mid];
            int b = p->n > depth ? encoder_text[p->at + depth] : -1;
            if (upper ? b <= (int)c : b < (int)c)
                from = mid + 1;
            else
                to = mid;
        }
        *(upper ? hi : lo) = from;
    }
}

typedef struct Step {
    double   best;          /* log probability of the best way here; 0 where there is none yet, as the reference has it */
    uint32_t from;
    uint16_t id;
} Step;

static void reach(Step *to, const Step *step, size_t from, double score, uint16_t id)
{
    double sum = step[from].best + score;
    if (to->best == 0 || sum >= to->best)
        *to = (Step){ sum, (uint32_t)from, id };
}

static size_t character_at(Str s, size_t i)
{
    size_t n = 1;
    while (i + n < s.n && goes_on((unsigned char)s.p[i + n]))
        n++;
    return n;
}

size_t encoder_cut(Str text, uint16_t *piece, Arena *scratch)
{
    ArenaMark m = arena_mark(scratch);
    Str s = marked(text, scratch);
    Step *step = ARENA_NEW_N(scratch, Step, s.n + 1);
    uint16_t *back = ARENA_NEW_N(scratch, uint16_t, s.n + 1);
    size_t n = 0, kept = 0;
    for (size_t i = 0; i < s.n; i++) {
        uint32_t lo = 0, hi = encoder_pieces_n;
        bool any = false;
        if (goes_on((unsigned char)s.p[i]))
            continue;
        /* Where no way ends, the character before stands alone. */
        size_t next = i + character_at(s, i);
        if (step[next].best == 0)
            step[next].from = (uint32_t)i;
        for (size_t k = i; k < s.n && lo < hi; k++) {
            narrow(&lo, &hi, k - i, (unsigned char)s.p[k]);
            const EncoderPiece *p = &encoder_piece[lo];
            if (lo < hi && p->n == k - i + 1) {
                reach(&step[k + 1], step, i, p->score, p->id);
                any = true;
            }
        }
        if (!any)
            reach(&step[next], step, i, 0, 0);
    }
    for (size_t at = s.n; at > 0; at = step[at].from)
        if (step[at].id || !n || back[n - 1])
            back[n++] = step[at].id;
    for (; n > 0 && kept < ENCODER_PIECES_MAX; n--)
        piece[kept++] = back[n - 1];
    arena_rewind(scratch, m);
    return kept;
}

/* Room for a batch; rows of pieces, text behind text. */
typedef struct Batch {
    size_t    n, rows, start[ROWS_MAX + 1];     /* texts, rows, where each text begins */
    uint16_t *piece;
    float    *x, *normed, *wide, *heads;
} Batch;

static void place(Batch *b)
{
    const EncoderWeights *w = &encoder_weights;
    for (size_t t = 0; t < b->n; t++)
        for (size_t i = b->start[t]; i < b->start[t + 1]; i++) {
            const float *e = w->piece + (size_t)b->piece[i] * ENCODER_INNER;
            float *to = b->x + i * ENCODER_INNER, at = (float)(i - b->start[t]);
            for (size_t k = 0; k < ENCODER_INNER / 2; k++) {
                to[k] = e[k] + (e[k] + sinf(at * w->timing[k]));
                to[k + ENCODER_INNER / 2] = e[k + ENCODER_INNER / 2] + (e[k + ENCODER_INNER / 2] + cosf(at * w->timing[k]));
            }
        }
}

/* The weights of one query over n keys: exp(scale q.k), scaled to sum 1. */
static void attention(const float *q, const float *key, size_t stride, size_t n, size_t deep, float *weight)
{
    float most = -HUGE_VALF, sum = 0, scale = 1 / sqrtf((float)deep);
    for (size_t j = 0; j < n; j++) {
        weight[j] = matrix_dot(q, key + j * stride, deep) * scale;
        most = fmaxf(most, weight[j]);
    }
    for (size_t j = 0; j < n; j++) {
        weight[j] = expf(weight[j] - most);
        sum += weight[j];
    }
    for (size_t j = 0; j < n; j++)
        weight[j] /= sum;
}

static void attend(Batch *b, size_t wide)
{
    size_t deep = wide / HEADS, stride = 3 * wide;
    float weight[ENCODER_PIECES_MAX];
    memset(b->heads, 0, b->rows * wide * sizeof *b->heads);
    for (size_t t = 0; t < b->n; t++) {
        const float *first = b->wide + b->start[t] * stride;
        size_t n = b->start[t + 1] - b->start[t];
        for (size_t h = 0; h < HEADS; h++)
            for (size_t i = 0; i < n; i++) {
                float *to = b->heads + (b->start[t] + i) * wide + h * deep;
                attention(first + i * stride + h * deep, first + wide + h * deep, stride, n, deep, weight);
                for (size_t j = 0; j < n; j++)
                    matrix_add(to, first + j * stride + 2 * wide + h * deep, weight[j], deep);
            }
    }
}

typedef struct Layer {
    size_t       wide;
    const float *norm_scale, *norm_bias, *feed_scale, *feed_bias;
    Matrix       qkv, join, up, down;
} Layer;

static void layer_run(const Layer *l, Batch *b)
{
    const EncoderWeights *w = &encoder_weights;
    matrix_norm(b->x, b->rows, l->wide, l->norm_scale, l->norm_bias, b->normed);
    matrix_rows(&l->qkv, b->normed, b->rows, NULL, b->wide);
    attend(b, l->wide);
    if (l->wide != ENCODER_OUTER) {
        matrix_rows(&(Matrix){ w->widen, w->widen_bias, ENCODER_INNER, ENCODER_OUTER, false }, b->x, b->rows, NULL, b->normed);
        memcpy(b->x, b->normed, b->rows * ENCODER_OUTER * sizeof *b->x);
    }
    matrix_rows(&l->join, b->heads, b->rows, b->x, b->x);
    matrix_norm(b->x, b->rows, ENCODER_OUTER, l->feed_scale, l->feed_bias, b->normed);
    matrix_rows(&l->up, b->normed, b->rows, NULL, b->wide);
    matrix_rows(&l->down, b->wide, b->rows, b->x, b->x);
}

/* Means, the last matrix, tanh, length 1. */
static void finish(Batch *b, float *out)
{
    const EncoderWeights *w = &encoder_weights;
    for (size_t t = 0; t < b->n; t++) {
        float *mean = b->normed + t * ENCODER_OUTER;
        size_t n = b->start[t + 1] - b->start[t];
        memset(mean, 0, ENCODER_OUTER * sizeof *mean);
        for (size_t i = b->start[t]; i < b->start[t + 1]; i++)
            matrix_add(mean, b->x + i * ENCODER_OUTER, 1, ENCODER_OUTER);
        for (size_t k = 0; k < ENCODER_OUTER; k++)
            mean[k] /= (float)n;
    }
    matrix_rows(&(Matrix){ w->last, w->last_bias, ENCODER_OUTER, ENCODER_OUTER, false }, b->normed, b->n, NULL, out);
    for (size_t t = 0; t < b->n; t++) {
        float *v = out + t * ENCODER_WIDTH;
        for (size_t k = 0; k < ENCODER_WIDTH; k++)
            v[k] = tanhf(v[k]);
        float by = 1 / sqrtf(fmaxf(matrix_dot(v, v, ENCODER_WIDTH), LENGTH_LEAST));
        for (size_t k = 0; k < ENCODER_WIDTH; k++)
            v[k] *= by;
    }
}

static void batch_run(Batch *b, float *out)
{
#define LAYER(k, wide)                                                                                                         \
    { wide, w->norm_scale_##k, w->norm_bias_##k, w->feed_scale_##k, w->feed_bias_##k,                                          \
      { w->qkv_##k, w->qkv_bias_##k, wide, 3 * wide, false }, { w->join_##k, w->join_bias_##k, wide, ENCODER_OUTER, false },   \
      { w->up_##k, w->up_bias_##k, ENCODER_OUTER, ENCODER_MIDDLE, true },                                                      \
      { w->down_##k, w->down_bias_##k, ENCODER_MIDDLE, ENCODER_OUTER, false } }
    const EncoderWeights *w = &encoder_weights;
    const Layer layers[] = { LAYER(0, ENCODER_INNER), LAYER(1, ENCODER_OUTER) };
#undef LAYER
    place(b);
    for (size_t k = 0; k < 2; k++)
        layer_run(&layers[k], b);
    finish(b, out);
}

static float *floats(Arena *a, size_t wide)
{
    return arena_alloc(a, ROWS_MAX * wide * sizeof(float), 64);
}

void encoder_encode(const Str *text, size_t n, float *out, Arena *scratch)
{
    ArenaMark m = arena_mark(scratch);
    Batch *b = ARENA_NEW(scratch, Batch);
    *b = (Batch){ .piece = ARENA_NEW_N(scratch, uint16_t, ROWS_MAX), .x = floats(scratch, ENCODER_OUTER), .normed = floats(scratch, ENCODER_OUTER),
                  .wide = floats(scratch, ENCODER_MIDDLE), .heads = floats(scratch, ENCODER_OUTER) };
    size_t first = 0;
    for (size_t i = 0; i < n; i++) {
        size_t pieces = encoder_cut(text[i], b->piece + b->rows, scratch);
        bool says = pieces > 0;
        if (says) {
            b->rows += pieces;
            b->start[++b->n] = b->rows;
        }
        /* A text without pieces ends a batch, as a full one does, and stays 0. */
        if (b->n && (!says || b->rows >= BATCH || i + 1 == n)) {
            batch_run(b, out + first * ENCODER_WIDTH);
            b->n = b->rows = 0;
        }
        if (!says)
            memset(out + i * ENCODER_WIDTH, 0, ENCODER_WIDTH * sizeof *out);
        if (!b->n)
            first = i + 1;
    }
    arena_rewind(scratch, m);
}

double encoder_cosine(const float *a, const float *b)
{
    return (double)matrix_dot(a, b, ENCODER_WIDTH);
}

uint64_t encoder_version(void)
{
    return encoder_weights_hash;
}
