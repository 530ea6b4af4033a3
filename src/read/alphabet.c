#include "read/alphabet.h"

#include <unicode/uchar.h>

#include "base/attr.h"
#include "read/encoding.h"

enum { LETTERS = 32, ENCODINGS = 5, MANY = 12, WEST = 0 };

static const char *const encodings[ENCODINGS] = { "windows-1252", "windows-1250", "ISO-8859-2", "windows-1254", "windows-1257" };

/* letters: small ones; `none`: of ASCII, that no word has; alone: makes no word possible, but counts as a language of the West. */
typedef struct Language {
    const char *name;
    int         encoding;
    const UChar *letter;
    const char *none;
    bool        alone;
} Language;

static const Language languages[] = {
    { "French", WEST, u"\u00E0\u00E2\u00E6\u00E7\u00E8\u00E9\u00EA\u00EB\u00EE\u00EF\u00F4\u0153\u00F9\u00FB\u00FC\u00FF", "", false },
    { "Spanish", WEST, u"\u00E1\u00E9\u00ED\u00F1\u00F3\u00FA\u00FC\u00AA\u00BA", "", false },
    { "Catalan", WEST, u"\u00E0\u00E7\u00E8\u00E9\u00ED\u00EF\u00F2\u00F3\u00FA\u00FC\u00B7", "", false },
    { "Portuguese", WEST, u"\u00E1\u00E2\u00E3\u00E0\u00E7\u00E9\u00EA\u00ED\u00F3\u00F4\u00F5\u00FA\u00AA\u00BA", "", false },
    { "Italian", WEST, u"\u00E0\u00E8\u00E9\u00EC\u00F2\u00F9\u00AA\u00BA", "", false },
    { "German", WEST, u"\u00E4\u00F6\u00FC\u00DF\u00E9\u00E8", "", false },
    { "Dutch", WEST, u"\u00E9\u00EB\u00EF\u00F6\u00FC\u00E8\u00EA\u00F3", "", false },
    { "Swedish", WEST, u"\u00E5\u00E4\u00F6\u00E9\u00FC\u0161\u017E", "", false },
    { "Danish", WEST, u"\u00E6\u00F8\u00E5\u00E9\u00F6\u00E4\u00FC", "", false },
    { "Icelandic", WEST, u"\u00E1\u00E9\u00ED\u00F3\u00FA\u00FD\u00F0\u00FE\u00E6\u00F6", "cqwz", false },
    { "Faroese", WEST, u"\u00E1\u00ED\u00F3\u00FA\u00FD\u00F0\u00E6\u00F8", "cqwxz", true },
    { "Estonian", WEST, u"\u00E4\u00F6\u00F5\u00FC\u0161\u017E", "", true },
    { "Hungarian", 1, u"\u00E1\u00E9\u00ED\u00F3\u00F6\u0151\u00FA\u00FC\u0171", "", false },
    { "Czech", 1, u"\u00E1\u010D\u010F\u00E9\u011B\u00ED\u0148\u00F3\u0159\u0161\u0165\u00FA\u016F\u00FD\u017E", "", false },
    { "Slovak", 1, u"\u00E1\u00E4\u010D\u010F\u00E9\u00ED\u013A\u013E\u0148\u00F3\u00F4\u0155\u0161\u0165\u00FA\u00FD\u017E", "", false },
    { "Polish", 1, u"\u0105\u0107\u0119\u0142\u0144\u00F3\u015B\u017A\u017C", "", false },
    { "Romanian", 1, u"\u0103\u00E2\u00EE\u015F\u0163", "", false },
    { "Croatian", 1, u"\u010D\u0107\u0111\u0161\u017E", "", false },
    { "Hungarian", 2, u"\u00E1\u00E9\u00ED\u00F3\u00F6\u0151\u00FA\u00FC\u0171", "", false },
    { "Czech", 2, u"\u00E1\u010D\u010F\u00E9\u011B\u00ED\u0148\u00F3\u0159\u0161\u0165\u00FA\u016F\u00FD\u017E", "", false },
    { "Slovak", 2, u"\u00E1\u00E4\u010D\u010F\u00E9\u00ED\u013A\u013E\u0148\u00F3\u00F4\u0155\u0161\u0165\u00FA\u00FD\u017E", "", false },
    { "Polish", 2, u"\u0105\u0107\u0119\u0142\u0144\u00F3\u015B\u017A\u017C", "", false },
    { "Romanian", 2, u"\u0103\u00E2\u00EE\u015F\u0163", "", false },
    { "Croatian", 2, u"\u010D\u0107\u0111\u0161\u017E", "", false },
    { "Turkish", 3, u"\u00E7\u011F\u0131\u0130\u00F6\u015F\u00FC\u00E2\u00EE\u00FB", "", false },
    { "Lithuanian", 4, u"\u0105\u010D\u0119\u0117\u012F\u0161\u0173\u016B\u017E", "", false },
    { "Latvian", 4, u"\u0101\u010D\u0113\u0123\u012B\u0137\u013C\u0146\u0161\u016B\u017E", "", false },
};

typedef UChar Bytes256[256];

typedef struct Count {
    int words, own;      /* possible; and of these, that read otherwise in windows-1252 */
} Count;

static bool ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

static bool has(const UChar *set, UChar c)
{
    for (; *set; set++)
        if (*set == c)
            return true;
    return false;
}

static bool vowel_or(UChar c, const char *more)
{
    return c < 0x80 ? (c && (strchr("aeiouy", (char)c) || strchr(more, (char)c))) : u_isalpha(c);
}

/* What never stands there. */
static bool out_of_place(const Language *l, UChar before, UChar c, UChar after)
{
    if (l->encoding != WEST)
        return false;
    if (c == 0xF5 && !l->alone)
        return after != 'e';                                       /* Simões */
    if (c == 0xFE)
        return !vowel_or(after, "rjv");                            /* Þór, Þráinn */
    if (c == 0xF0)
        return !u_isalpha(before);                                 /* never first */
    return (c == 0xEC || c == 0xF2 || c == 0xF9) && l->name[0] == 'I' && u_isalpha(after);      /* Italian: Niccolò */
}

static UChar small(Str w, size_t i, const UChar *table)
{
    return i < w.n ? (UChar)u_tolower(table[(unsigned char)w.p[i]]) : ' ';
}

static bool possible(const Language *l, Str w, const UChar *table)
{
    for (size_t i = 0; i < w.n; i++) {
        UChar c = table[(unsigned char)w.p[i]], s = small(w, i, table);
        if (s < 0x80 && c < 0x80) {
            if (strchr(l->none, (char)s) && s)
                return false;
            continue;
        }
        if (!has(l->letter, c) && !has(l->letter, s))
            return false;
        if (out_of_place(l, i ? small(w, i - 1, table) : ' ', s, small(w, i + 1, table)))
            return false;
    }
    return true;
}

/* What typographers put around words. */
static bool is_edge(UChar c)
{
    return c == 0xA0 || c == 0xA7 || c == 0xA9 || c == 0xAB || c == 0xAE || c == 0xB0 || c == 0xB4 || c == 0xBB || (c >= 0x2013 && c <= 0x2026) || c == 0x20AC || c == 0x2122;
}

/* The next word that has a byte beyond ASCII. */
static bool next_word(Str *rest, const UChar *west, Str *w)
{
    while (rest->n) {
        size_t n = 0;
        bool high = false;
        for (; n < rest->n; n++) {
            unsigned char c = (unsigned char)rest->p[n];
            if (c < 0x80 ? !ascii_letter(rest->p[n]) : is_edge(west[c]))
                break;
            high |= c >= 0x80;
        }
        *w = str_sub(*rest, 0, n);
        *rest = str_sub(*rest, n + (n < rest->n), rest->n);
        if (high)
            return true;
    }
    return false;
}

static bool reads_otherwise(Str w, const UChar *a, const UChar *b)
{
    for (size_t i = 0; i < w.n; i++)
        if (a[(unsigned char)w.p[i]] != b[(unsigned char)w.p[i]])
            return true;
    return false;
}

/* The words of a sample, counted for every language; *n all, *nowhere those of no language of the West. */
static void count_words(Str sample, Bytes256 *table, Count *count, int *n, int *nowhere)
{
    Str w;
    *n = *nowhere = 0;
    while (next_word(&sample, table[WEST], &w)) {
        bool west = false;
        ++*n;
        for (size_t i = 0; i < COUNT_OF(languages); i++) {
            const Language *l = &languages[i];
            if (!possible(l, w, table[l->encoding]))
                continue;
            count[i].words++;
            count[i].own += reads_otherwise(w, table[WEST], table[l->encoding]);
            west |= l->encoding == WEST && !l->alone;
        }
        *nowhere += !west;
    }
}

AlphabetSays alphabet_judge(Str sample)
{
    Bytes256 table[ENCODINGS];
    Count count[COUNT_OF(languages)] = { { 0, 0 } };
    int n, nowhere, west = 0;
    const Language *best = NULL;
    Count most = { 0, 0 };
    for (int i = 0; i < ENCODINGS; i++)
        if (!encoding_table(encodings[i], table[i]))
            return (AlphabetSays){ NULL, false };
    count_words(sample, table, count, &n, &nowhere);
    for (size_t i = 0; i < COUNT_OF(languages); i++) {
        bool is_west = languages[i].encoding == WEST;
        if (is_west && count[i].words > west)
            west = count[i].words;
        if (!is_west && count[i].own && count[i].words > most.words) {
            most = count[i];
            best = &languages[i];
        }
    }
    bool fits = best && most.words * 10 >= n * 9 && most.own >= 2 && (most.words - west) * 8 >= n && most.words > west;
    if (fits && nowhere && nowhere * 12 >= n && (nowhere > 1 || n < MANY))
        return (AlphabetSays){ encodings[best->encoding], n < MANY };
    return (AlphabetSays){ NULL, best && most.words == n && west < n };
}
