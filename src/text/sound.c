#include "text/sound.h"

#include <string.h>

#include "base/attr.h"

typedef struct Spelling {
    const char *written, *sound;
} Spelling;

/* Longest first. */
// clang-format off
static const Spelling spellings[] = {
    { "tsch", "k" }, { "shch", "s" }, { "tch", "k" }, { "sch", "s" },
    { "ch", "k" },   { "ck", "k" },   { "cz", "k" },  { "kh", "k" },  { "sh", "s" },  { "sz", "s" },  { "zh", "s" },  { "tz", "s" },  { "ts", "s" },
    { "ph", "f" },   { "th", "t" },   { "dt", "t" },  { "gh", "g" },  { "rh", "r" },  { "qu", "kv" }, { "ce", "se" }, { "ci", "si" }, { "ie", "i" },
    { "ei", "ai" },  { "ey", "ai" },  { "ay", "ai" }, { "aj", "ai" }, { "ej", "ai" }, { "ou", "u" },  { "oo", "u" },  { "iy", "i" },  { "ij", "i" },
    { "c", "k" },    { "q", "k" },    { "w", "v" },   { "x", "ks" },  { "y", "i" },   { "j", "i" },   { "z", "s" },
};
// clang-format on

static bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

Str sound_key(Str key, Arena *a)
{
    char *to = arena_alloc(a, 2 * key.n + 1, 1);
    size_t n = 0;
    for (size_t i = 0; i < key.n;) {
        Str rest = str_sub(key, i, key.n), sound = str_sub(rest, 0, 1);
        size_t used = 1;
        for (size_t k = 0; k < COUNT_OF(spellings); k++)
            if (str_starts(rest, str_of(spellings[k].written))) {
                sound = str_of(spellings[k].sound);
                used = strlen(spellings[k].written);
                break;
            }
        bool silent = str_eq(sound, STR("h")) && n && is_vowel(to[n - 1]);
        for (size_t k = 0; k < sound.n && !silent; k++)
            if (!n || to[n - 1] != sound.p[k])
                to[n++] = sound.p[k];
        i += used;
    }
    to[n] = 0;
    return (Str){ to, n };
}
