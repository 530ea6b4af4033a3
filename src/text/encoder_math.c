#include "text/encoder_math.h"

#include <math.h>
#include <string.h>

#include "text/encoder_data.h"

enum { ROWS = 6, LANES = 8 };
static const float NORM_LEAST = 1e-6f;

typedef float Lane __attribute__((vector_size(LANES * sizeof(float)), aligned(4)));
#define INLINE static inline __attribute__((always_inline))
#define LOAD(p) (*(const Lane *)(const void *)(p))
#define STORE(p) (*(Lane *)(void *)(p))
#define EACH_ROW(X) X(0) X(1) X(2) X(3) X(4) X(5)

/* Six rows by one panel.  in[] may hold a row twice; what is not wanted is not stored. */
INLINE void panel_by_rows(const float *panel, size_t depth, const float *const in[ROWS], float sum[ROWS][ENCODER_PANEL])
{
#define BEGIN(r) Lane a##r = { 0 }, b##r = { 0 }; const float *x##r = in[r];
#define STEP(r) a##r += w0 * x##r[k]; b##r += w1 * x##r[k];
#define END(r) STORE(sum[r]) = a##r; STORE(sum[r] + LANES) = b##r;
    EACH_ROW(BEGIN)
    for (size_t k = 0; k < depth; k++) {
        Lane w0 = LOAD(panel + k * ENCODER_PANEL), w1 = LOAD(panel + k * ENCODER_PANEL + LANES);
        EACH_ROW(STEP)
    }
    EACH_ROW(END)
#undef BEGIN
#undef STEP
#undef END
}

INLINE void rows_by_panels(const Matrix *w, const float *in, size_t n, const float *add, float *out)
{
    for (size_t j = 0; j < w->columns; j += ENCODER_PANEL) {
        const float *panel = w->packed + j * w->rows;
        for (size_t i = 0; i < n; i += ROWS) {
            const float *row[ROWS];
            float sum[ROWS][ENCODER_PANEL];
            size_t here = n - i < ROWS ? n - i : ROWS;
            for (size_t r = 0; r < ROWS; r++)
                row[r] = in + (i + (r < here ? r : here - 1)) * w->rows;
            panel_by_rows(panel, w->rows, row, sum);
            for (size_t r = 0; r < here; r++) {
                float *to = out + (i + r) * w->columns + j;
                for (size_t c = 0; c < ENCODER_PANEL; c++) {
                    float v = sum[r][c] + w->bias[j + c];
                    v = w->relu && v < 0 ? 0 : v;
                    to[c] = add ? v + add[(i + r) * w->columns + j + c] : v;
                }
            }
        }
    }
}

#ifdef __x86_64__
__attribute__((target("avx2"))) static void rows_avx2(const Matrix *w, const float *in, size_t n, const float *add, float *out)
{
    rows_by_panels(w, in, n, add, out);
}
#endif

static void rows_plain(const Matrix *w, const float *in, size_t n, const float *add, float *out)
{
    rows_by_panels(w, in, n, add, out);
}

void matrix_rows(const Matrix *w, const float *in, size_t n, const float *add, float *out)
{
#ifdef __x86_64__
    if (__builtin_cpu_supports("avx2")) {
        rows_avx2(w, in, n, add, out);
        return;
    }
#endif
    rows_plain(w, in, n, add, out);
}

static float across(const float lane[LANES])
{
    return ((lane[0] + lane[4]) + (lane[1] + lane[5])) + ((lane[2] + lane[6]) + (lane[3] + lane[7]));
}

float matrix_dot(const float *a, const float *b, size_t n)
{
    Lane sum = { 0 };
    float lane[LANES];
    for (size_t i = 0; i < n; i += LANES)
        sum += LOAD(a + i) * LOAD(b + i);
    memcpy(lane, &sum, sizeof lane);
    return across(lane);
}

void matrix_add(float *to, const float *from, float by, size_t n)
{
    for (size_t i = 0; i < n; i += LANES)
        STORE(to + i) = LOAD(to + i) + LOAD(from + i) * by;
}

static void norm_row(const float *x, size_t n, const float *scale, const float *bias, float *out)
{
    Lane sum = { 0 }, square = { 0 };
    float lane[LANES];
    for (size_t i = 0; i < n; i += LANES)
        sum += LOAD(x + i);
    memcpy(lane, &sum, sizeof lane);
    float mean = across(lane) / (float)n;
    for (size_t i = 0; i < n; i += LANES) {
        Lane off = LOAD(x + i) - mean;
        square += off * off;
    }
    memcpy(lane, &square, sizeof lane);
    float by = 1 / sqrtf(across(lane) / (float)n + NORM_LEAST);
    for (size_t i = 0; i < n; i += LANES)
        STORE(out + i) = (LOAD(x + i) - mean) * (LOAD(scale + i) * by) + LOAD(bias + i);
}

void matrix_norm(const float *in, size_t n, size_t wide, const float *scale, const float *bias, float *out)
{
    for (size_t i = 0; i < n; i++)
        norm_row(in + i * wide, wide, scale, bias, out + i * wide);
}
