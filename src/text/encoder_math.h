/* encoder_math.h - what the encoder computes with: float matrices, a few rows at a time.
 *
 * matrix_rows  out[i] = act(in[i] W + bias) + add[i] for each of n rows.  W is packed (encoder_data.h); `add` may be NULL or
 *              `out` itself.  Each element is one sum over k in rising order, product and sum rounded apart, whatever the
 *              machine: the same bytes with SSE, AVX2 or NEON, and whichever rows lie beside.  With AVX2 where the
 *              processor has it; 6 rows by 16 columns stay in registers.
 * matrix_norm  (x - mean) / sqrt(variance + 1e-6) * scale + bias, row by row.
 * matrix_dot   by eight lanes, then across in a fixed order.
 * Widths are multiples of ENCODER_PANEL.  Oracle: tests/text/t_encoder.c, sums in double.
 */
#ifndef TL_TEXT_ENCODER_MATH_H
#define TL_TEXT_ENCODER_MATH_H

#include <stdbool.h>
#include <stddef.h>

typedef struct Matrix {
    const float *packed, *bias;
    size_t       rows, columns;         /* in, out */
    bool         relu;
} Matrix;

void  matrix_rows(const Matrix *w, const float *in, size_t n, const float *add, float *out);
void  matrix_norm(const float *in, size_t n, size_t wide, const float *scale, const float *bias, float *out);
float matrix_dot(const float *a, const float *b, size_t n);
void  matrix_add(float *to, const float *from, float by, size_t n);     /* to += by * from */

#endif
