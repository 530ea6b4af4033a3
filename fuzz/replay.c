/* replay ROUNDS FOLDER: every file of the folder, then ROUNDS mutations of each by a fixed seed. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "fuzz/fuzz.h"

enum { INPUT_MAX = 4096 };

static uint64_t next(uint64_t *x)
{
    *x ^= *x << 13;
    *x ^= *x >> 7;
    *x ^= *x << 17;
    return *x;
}

/* Changes, drops, doubles or inserts a byte that parsers care about. */
static size_t mutate(uint8_t *p, size_t n, uint64_t *x)
{
    static const uint8_t spice[] = "\"\"\"\n\r,;:{}[]\\u0019.-+/eE \t\xC3\xA4\xFF$()kT|";
    for (uint64_t k = next(x) % 6 + 1; k; k--) {
        size_t at = n ? next(x) % n : 0, len = 1 + next(x) % 8;
        switch (next(x) % 4) {
        case 0:
            if (n)
                p[at] = next(x) % 3 ? spice[next(x) % (sizeof spice - 1)] : (uint8_t)next(x);
            break;
        case 1:
            len = len < n - at ? len : n - at;
            memmove(p + at, p + at + len, n - at - len);
            n -= len;
            break;
        case 2:
            if (n + 1 < INPUT_MAX) {
                memmove(p + at + 1, p + at, n - at);
                p[at] = spice[next(x) % (sizeof spice - 1)];
                n++;
            }
            break;
        default:
            len = len < n - at ? len : n - at;
            if (n + len < INPUT_MAX) {
                memmove(p + at + len, p + at, n - at);
                n += len;
            }
            break;
        }
    }
    return n;
}

static int shown(const struct dirent *f) { return f->d_name[0] != '.'; }

int main(int argc, char **argv)
{
    Arena a;
    Err err;
    struct dirent **file = NULL;
    int64_t rounds;
    uint64_t seed = 88172645463325252u;
    static uint8_t input[INPUT_MAX];
    arena_init(&a);
    int n = argc == 3 && str_to_i64(str_of(argv[1]), &rounds) ? scandir(argv[2], &file, shown, alphasort) : 0;
    if (n < 1)
        return 2;
    for (int i = 0; i < n; i++) {
        Str text;
        if (file_read(path_join(&a, str_of(argv[2]), str_of(file[i]->d_name)).p, INPUT_MAX, &a, &text, &err))
            return 2;
        free(file[i]);
        (void)LLVMFuzzerTestOneInput((const uint8_t *)text.p, text.n);
        for (int64_t k = 0; k < rounds; k++) {
            memcpy(input, text.p, text.n);
            (void)LLVMFuzzerTestOneInput(input, mutate(input, text.n, &seed));
        }
    }
    free(file);
    printf("1..1\nok 1 - %d inputs and %lld mutations of each\n", n, (long long)rounds);
    arena_release(&a);
    return 0;
}
