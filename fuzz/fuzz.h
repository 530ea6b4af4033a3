/* fuzz.h - one target a parser, each with an oracle stronger than "does not crash".
 *
 * A target is LLVMFuzzerTestOneInput(); a broken oracle is bug().  It runs in two ways:
 *   replay    fuzz/replay.c feeds the corpus, and thousands of its mutations by a fixed seed, as an ordinary test;
 *   libFuzzer clang -fsanitize=fuzzer,address,undefined fuzz/csv.c ... fuzz/corpus/csv
 */
#ifndef TL_FUZZ_FUZZ_H
#define TL_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
