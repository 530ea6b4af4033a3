/* forget_fold.c - names in any spelling: a text without case, accents and ligatures, and where each byte of that came from. */
#include "store/forget.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utf8.h>

enum { FOLD_MOST = 1 << 24, PARTS = 32, GROWS = 3, OTHER = 1 };

typedef struct Folder {
    ForgetFold *f;
    bool        umlauts;     /* ae, oe, ue read as a, o, u */
} Folder;

static void put(Folder *w, char c, size_t from)
{
    ForgetFold *f = w->f;
    char before = f->n ? f->p[f->n - 1] : OTHER;
    if ((w->umlauts && c == 'e' && (before == 'a' || before == 'o' || before == 'u')) || (c == ' ' && before == ' '))
        return;
    f->p[f->n] = c;
    f->from[f->n++] = (uint32_t)from;
}

/* Letters that Unicode does not take apart. */
static const char *plain(UChar32 c)
{
    static const struct { UChar32 c; const char *as; } letters[] = {
        { 0xE6, "ae" }, { 0x153, "oe" }, { 0xF8, "o" }, { 0x142, "l" }, { 0x111, "d" }, { 0xFE, "th" }, { 0xF0, "d" }, { 0x131, "i" },
        { 0x2019, "'" }, { 0x2BC, "'" }, { 0x2010, "-" }, { 0x2011, "-" },
    };
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (letters[i].c == c)
            return letters[i].as;
    return NULL;
}

static void put_letter(Folder *w, UChar32 c, size_t from)
{
    const char *as = plain(c);
    int8_t type = u_charType(c);
    if (type == U_NON_SPACING_MARK || type == U_FORMAT_CHAR)
        return;
    if (c < 0x80) {
        put(w, c == '\t' || c == '\n' || c == '\r' ? ' ' : (char)c, from);
    } else if (as) {
        for (; *as; as++)
            put(w, *as, from);
    } else if (!u_isalnum(c)) {
        put(w, u_isspace(c) ? ' ' : OTHER, from);
    } else {
        char b[U8_MAX_LENGTH];
        int32_t n = 0;
        UErrorCode e = U_ZERO_ERROR;
        UChar u[2];
        int32_t units = c > 0xFFFF ? 2 : 1;
        u[0] = (UChar)(c > 0xFFFF ? U16_LEAD(c) : c);
        u[1] = (UChar)U16_TRAIL(c);
        u_strToUTF8(b, U8_MAX_LENGTH, &n, u, units, &e);
        for (int32_t i = 0; i < n && i < U8_MAX_LENGTH; i++)
            put(w, b[i], from);
    }
}

/* One character beyond ASCII: taken apart, folded, its marks left out; itself where that would grow too much. */
static void put_wide(Folder *w, UChar32 c, size_t from, size_t bytes)
{
    UChar apart[PARTS], low[PARTS];
    UErrorCode e = U_ZERO_ERROR;
    const UNormalizer2 *nfkd = unorm2_getNFKDInstance(&e);
    int32_t n = U_FAILURE(e) ? -1 : unorm2_getDecomposition(nfkd, c, apart, PARTS, &e), at = 0;
    if (n < 0 || U_FAILURE(e)) {
        n = c > 0xFFFF ? 2 : 1;
        apart[0] = (UChar)(c > 0xFFFF ? U16_LEAD(c) : c);
        apart[1] = (UChar)U16_TRAIL(c);
    }
    e = U_ZERO_ERROR;
    n = u_strFoldCase(low, PARTS, apart, n, U_FOLD_CASE_DEFAULT, &e);
    if (U_FAILURE(e) || (size_t)n > bytes) {
        put(w, OTHER, from);
        return;
    }
    while (at < n) {
        UChar32 part = low[at++];
        if (part >= 0xD800 && part < 0xDC00 && at < n)
            part = (UChar32)(0x10000 + (((uint32_t)part - 0xD800) << 10) + (low[at++] - 0xDC00u));
        put_letter(w, part, from);
    }
}

ForgetFold forget_fold(Str s, bool umlauts, Arena *a)
{
    ForgetFold f = { .n = 0 };
    Folder w = { .f = &f, .umlauts = umlauts };
    if (s.n > FOLD_MOST)
        return f;
    f.p = ARENA_NEW_N(a, char, GROWS * s.n + 1);
    f.from = ARENA_NEW_N(a, uint32_t, GROWS * s.n + 1);
    for (size_t i = 0; i < s.n;) {
        UChar32 c;
        size_t from = i;
        if ((unsigned char)s.p[i] < 0x80) {
            c = s.p[i++];
            put_letter(&w, c >= 'A' && c <= 'Z' ? c + 32 : c, from);
            continue;
        }
        int32_t at = 0;
        const uint8_t *b = (const uint8_t *)s.p + i;
        int32_t left = s.n - i < U8_MAX_LENGTH ? (int32_t)(s.n - i) : U8_MAX_LENGTH;
        U8_NEXT(b, at, left, c);
        i += (size_t)at;
        if (c < 0)
            put(&w, OTHER, from);
        else
            put_wide(&w, c, from, i - from);
    }
    f.from[f.n] = (uint32_t)s.n;
    return f;
}

Str forget_folded(Str name, bool umlauts, Arena *a)
{
    ForgetFold f = forget_fold(str_trim(name), umlauts, a);
    return (Str){ f.p, f.n };
}

static bool in_word(const ForgetFold *f, size_t k)
{
    char c = k < f->n ? f->p[k] : ' ';
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 128;
}

static bool here(const ForgetFold *f, size_t k, Str name)
{
    return name.n && k + name.n <= f->n && memcmp(f->p + k, name.p, name.n) == 0 && !in_word(f, k + name.n);
}

/* "Mr. ", "Herr Dr. ", "frau " right before k. */
static bool titled(const ForgetFold *f, size_t k)
{
    static const char *const titles[] = {
        "mr", "mrs", "ms", "miss", "mister", "herr", "herrn", "hr", "frau", "fr", "dr", "prof", "mme", "madame", "monsieur", "m", "mlle",
        "sr", "sra", "senor", "senora", "sig", "signor", "signora", "dhr", "mevr", "mevrouw", "meneer", "pan", "pani",
    };
    size_t end = k;
    while (end && (f->p[end - 1] == ' ' || f->p[end - 1] == '.'))
        end--;
    size_t begin = end;
    while (begin && in_word(f, begin - 1))
        begin--;
    for (size_t i = 0; end < k && i < sizeof titles / sizeof *titles; i++)
        if (str_eq((Str){ f->p + begin, end - begin }, str_of(titles[i])))
            return true;
    return false;
}

size_t forget_fold_at(const ForgetFold *f, size_t k, const ForgetNeedles *n, ForgetReach reach)
{
    size_t most = 0;
    if (k && in_word(f, k - 1))
        return 0;
    for (size_t i = 0; i < n->n_name; i++)
        if (n->name[i].n > most && here(f, k, n->name[i]))
            most = n->name[i].n;
    for (size_t i = 0; reach == FORGET_OWN && i < n->n_part; i++)
        if (n->part[i].n > most && here(f, k, n->part[i]))
            most = n->part[i].n;
    for (size_t i = 0; reach != FORGET_FAR && i < n->n_last; i++)
        if (n->last[i].n > most && here(f, k, n->last[i]) && titled(f, k))
            most = n->last[i].n;
    return most ? f->from[k + most] - f->from[k] : 0;
}
