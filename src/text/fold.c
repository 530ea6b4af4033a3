#include "text/fold.h"

#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "base/status.h"
#include "text/utf8.h"

/* U+00C0 to U+017F spelled in plain letters; NULL where the character is no letter.
 * A test holds every row against ICU's decomposition. */
enum { LATIN_FIRST = 0xC0, LATIN_LAST = 0x17F };
// clang-format off
static const char *const latin[LATIN_LAST - LATIN_FIRST + 1] = {
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i",
    "d", "n", "o", "o", "o", "o", "o", NULL, "o", "u", "u", "u", "u", "y", "th", "ss",
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i",
    "d", "n", "o", "o", "o", "o", "o", NULL, "o", "u", "u", "u", "u", "y", "th", "y",
    "a", "a", "a", "a", "a", "a", "c", "c", "c", "c", "c", "c", "c", "c", "d", "d",
    "d", "d", "e", "e", "e", "e", "e", "e", "e", "e", "e", "e", "g", "g", "g", "g",
    "g", "g", "g", "g", "h", "h", "h", "h", "i", "i", "i", "i", "i", "i", "i", "i",
    "i", "i", "ij", "ij", "j", "j", "k", "k", "q", "l", "l", "l", "l", "l", "l", "l",
    "l", "l", "l", "n", "n", "n", "n", "n", "n", "'n", "n", "n", "o", "o", "o", "o",
    "o", "o", "oe", "oe", "r", "r", "r", "r", "r", "r", "s", "s", "s", "s", "s", "s",
    "s", "s", "t", "t", "t", "t", "t", "t", "u", "u", "u", "u", "u", "u", "u", "u",
    "u", "u", "u", "u", "w", "w", "y", "y", "y", "z", "z", "z", "z", "z", "z", "s",
};

/* Lower-case Greek U+03B1..U+03C9 and Cyrillic U+0430..U+045F in Latin letters, in the
 * spelling business registers mostly use (ISO 843 and BGN, simplified). */
static const char *const greek[] = {
    "a", "v", "g", "d", "e", "z", "i", "th", "i", "k", "l", "m", "n", "x", "o", "p", "r",
    "s", "s", "t", "y", "f", "ch", "ps", "o",
};
static const char *const cyrillic[] = {
    "a", "b", "v", "g", "d", "e", "zh", "z", "i", "y", "k", "l", "m", "n", "o", "p",
    "r", "s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "", "y", "", "e", "yu", "ya",
    "e", "e", "dj", "g", "e", "dz", "i", "i", "j", "lj", "nj", "c", "k", "i", "u", "dz",
};
// clang-format on

/* The plain spelling of one case-folded code point, or NULL to keep it. */
static const char *letter_plain(uint32_t c)
{
    if (c >= LATIN_FIRST && c <= LATIN_LAST)
        return latin[c - LATIN_FIRST];
    if (c >= 0x3B1 && c <= 0x3C9)
        return greek[c - 0x3B1];
    if (c >= 0x430 && c <= 0x45F)
        return cyrillic[c - 0x430];
    if ((c >= 0x2018 && c <= 0x201B) || c == 0x2BC || c == 0x2032)
        return "'";
    if ((c >= 0x201C && c <= 0x201F) || c == 0xAB || c == 0xBB)
        return "\"";
    if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212)
        return "-";
    return c == 0xB7 ? "" : NULL;    /* the middle dot of Catalan l·l */
}

static Str clip(Str s)
{
    return str_sub(s, 0, TEXT_FOLD_MAX);
}

static Str fold_ascii(Arena *a, Str s)
{
    return str_lower(a, s);
}

/* Text of ASCII and precomposed Latin letters needs no normaliser; false when something
 * else turns up. */
static bool fold_latin(Arena *a, Str s, Str *out)
{
    char *to = arena_alloc(a, s.n + 1, 1); /* the longest spelling, 2 bytes, replaces 2 bytes */
    size_t n = 0;
    for (size_t i = 0; i < s.n;) {
        uint32_t c = utf8_next(s, &i);
        if (c < 0x80) {
            to[n++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
            continue;
        }
        const char *plain = c >= LATIN_FIRST && c <= LATIN_LAST ? latin[c - LATIN_FIRST] : NULL;
        if (!plain)
            return false;
        for (; *plain; plain++)
            to[n++] = *plain;
    }
    to[n] = '\0';
    *out = (Str){ to, n };
    return true;
}

static const UNormalizer2 *normalizer(const UNormalizer2 *(*get)(UErrorCode *))
{
    UErrorCode code = U_ZERO_ERROR;
    const UNormalizer2 *n = get(&code);
    if (U_FAILURE(code))
        bug("ICU has no normalisation data: %s", u_errorName(code));
    return n;
}

/* UTF-8 to a UTF-16 array in the arena; bad bytes become U+FFFD. */
static UChar *to_utf16(Arena *a, Str s, int32_t *n)
{
    UErrorCode code = U_ZERO_ERROR;
    UChar *u = ARENA_NEW_N(a, UChar, s.n + 1);
    u_strFromUTF8WithSub(u, (int32_t)s.n + 1, n, s.p, (int32_t)s.n, UTF8_BAD, NULL, &code);
    if (U_FAILURE(code))
        bug("cannot convert %zu bytes: %s", s.n, u_errorName(code));
    return u;
}

static UChar *normalize(Arena *a, const UNormalizer2 *by, const UChar *u, int32_t n, int32_t *n_out)
{
    int32_t cap = n * 2 + 32;
    for (;;) {
        UErrorCode code = U_ZERO_ERROR;
        UChar *to = ARENA_NEW_N(a, UChar, (size_t)cap + 1);
        *n_out = unorm2_normalize(by, u, n, to, cap, &code);
        if (U_SUCCESS(code))
            return to;
        if (code != U_BUFFER_OVERFLOW_ERROR)
            bug("cannot normalise: %s", u_errorName(code));
        cap = *n_out + 1;
    }
}

static Str to_utf8(Arena *a, const UChar *u, int32_t n)
{
    UErrorCode code = U_ZERO_ERROR;
    char *p = arena_alloc(a, (size_t)n * 3 + 1, 1);
    int32_t bytes = 0;
    u_strToUTF8WithSub(p, n * 3 + 1, &bytes, u, n, UTF8_BAD, NULL, &code);
    if (U_FAILURE(code))
        bug("cannot convert %d units: %s", n, u_errorName(code));
    return (Str){ p, (size_t)bytes };
}

/* Decomposed, case-folded text without its marks, letters spelled plainly. */
static Str plain_letters(Arena *a, Str s)
{
    char *to = arena_alloc(a, s.n * 2 + 1, 1);    /* 2 bytes of Cyrillic can become "shch" */
    size_t n = 0;
    for (size_t i = 0; i < s.n;) {
        size_t from = i;
        uint32_t c = utf8_next(s, &i);
        if (c >= 0x300 && c <= 0x36F)
            continue;
        const char *plain = c < 0x80 ? NULL : letter_plain(c);
        if (plain) {
            for (; *plain; plain++)
                to[n++] = *plain;
        } else {
            memcpy(to + n, s.p + from, i - from);
            n += i - from;
        }
    }
    to[n] = '\0';
    return (Str){ to, n };
}

Str text_fold(Arena *a, Str s)
{
    s = clip(s);
    Str out;
    if (utf8_is_ascii(s))
        return fold_ascii(a, s);
    if (fold_latin(a, s, &out))
        return out;
    int32_t n;
    UChar *u = to_utf16(a, s, &n);
    u = normalize(a, normalizer(unorm2_getNFKCCasefoldInstance), u, n, &n);
    u = normalize(a, normalizer(unorm2_getNFDInstance), u, n, &n);
    Str plain = plain_letters(a, to_utf8(a, u, n));
    /* Marks of other scripts must not stay decomposed. */
    return text_nfc(a, plain);
}

static Str composed(Arena *a, Str s, const UNormalizer2 *(*get)(UErrorCode *))
{
    s = clip(s);
    if (utf8_is_ascii(s))
        return s;
    int32_t n;
    UChar *u = to_utf16(a, s, &n);
    u = normalize(a, normalizer(get), u, n, &n);
    return to_utf8(a, u, n);
}

Str text_nfc(Arena *a, Str s)
{
    return composed(a, s, unorm2_getNFCInstance);
}

Str text_nfkc(Arena *a, Str s)
{
    return composed(a, s, unorm2_getNFKCInstance);
}

/* u_strToLower needs no service object; "" is the root locale, so i stays i. */
Str text_lower(Arena *a, Str s)
{
    s = clip(s);
    if (utf8_is_ascii(s))
        return fold_ascii(a, s);
    int32_t n;
    UChar *u = to_utf16(a, s, &n);
    u = normalize(a, normalizer(unorm2_getNFCInstance), u, n, &n);
    UErrorCode code = U_ZERO_ERROR;
    int32_t cap = n * 3 + 1;      /* full case mapping gives at most three units for one */
    UChar *low = ARENA_NEW_N(a, UChar, (size_t)cap);
    n = u_strToLower(low, cap, u, n, "", &code);
    if (U_FAILURE(code))
        bug("cannot lower case: %s", u_errorName(code));
    return to_utf8(a, low, n);
}
