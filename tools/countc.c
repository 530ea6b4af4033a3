/* countc OUTPUT - the names of all countries as a C table, from ICU's own (CLDR): in their own language and in those that exports are
 * written in, folded as the program folds (text/fold.c is compiled in), with the codes of ISO 3166.
 *
 * Where two countries share a word, the earlier row of the order below keeps it: codes, English, the country's own language, then the others.
 * Names of fewer than four letters are left out: beside the codes they are no names that an export writes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uldnames.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#include "text/fold.h"

enum { NAME_UNITS = 200, NAME_LEAST = 4, ROWS_MOST = 20000, LANGUAGE_ROOM = 16 };

typedef struct Row {
    Str name;
    const char *code;
    int order;
} Row;

static Row rows[ROWS_MOST];
static size_t n_row;

static const char *const languages[] = { "de", "fr", "es", "it", "pt", "nl", "pl", "sv", "da", "nb", "fi",
    "cs", "sk", "hu", "ro", "tr", "el", "ru", "uk", "ar", "zh", "ja", "ko" };

static void add(Str name, const char *code, int order)
{
    if (n_row == ROWS_MOST) {
        fprintf(stderr, "countc: more than %d names\n", ROWS_MOST);
        exit(1);
    }
    if (name.n)
        rows[n_row++] = (Row){ name, code, order };
}

/* "Österreich" is also "Oesterreich": u, o, a with dots spelled with an e. */
static Str spelled_with_e(Arena *a, Str s)
{
    char *to = arena_alloc(a, s.n + 1, 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i], d = i + 1 < s.n ? (unsigned char)s.p[i + 1] : 0;
        char plain = c != 0xC3 ? 0 : d == 0xA4 || d == 0x84 ? 'a' : d == 0xB6 || d == 0x96 ? 'o' : d == 0xBC || d == 0x9C ? 'u' : 0;
        to[n++] = plain ? plain : s.p[i];
        if (plain) {
            to[n++] = 'e';
            i++;
        }
    }
    to[n] = 0;
    return (Str){ to, n };
}

static void add_named(Arena *a, const char *language, const char *code, int order, UDisplayContext length)
{
    UErrorCode e = U_ZERO_ERROR;
    UChar name[NAME_UNITS];
    char bytes[NAME_UNITS * 3 + 1];
    int32_t n = 0;
    UDisplayContext how[] = { length, UDISPCTX_NO_SUBSTITUTE };
    ULocaleDisplayNames *names = uldn_openForContext(language, how, 2, &e);
    int32_t units = uldn_regionDisplayName(names, code, name, NAME_UNITS, &e);
    if (U_SUCCESS(e) && units > 0)
        u_strToUTF8(bytes, sizeof bytes - 1, &n, name, units, &e);
    uldn_close(names);
    if (U_FAILURE(e) || n <= 0)
        return; /* ICU has no name for it in this language */
    Str said = { bytes, (size_t)n }, folded = text_fold(a, said), e_way = text_fold(a, spelled_with_e(a, said));
    if (folded.n >= NAME_LEAST)
        add(folded, code, order);
    if (e_way.n >= NAME_LEAST && !str_eq(folded, e_way))
        add(e_way, code, order);
}

static void add_country(Arena *a, const char *code)
{
    UErrorCode e = U_ZERO_ERROR;
    char place[LANGUAGE_ROOM], likely[ULOC_FULLNAME_CAPACITY], language[ULOC_LANG_CAPACITY];
    snprintf(place, sizeof place, "und_%s", code);
    add(text_fold(a, str_of(code)), code, 0);
    add(text_fold(a, str_of(uloc_getISO3Country(place))), code, 0);
    uloc_addLikelySubtags(place, likely, sizeof likely, &e);
    uloc_getLanguage(likely, language, sizeof language, &e);
    for (int s = 0; s < 2; s++) {
        UDisplayContext length = s ? UDISPCTX_LENGTH_SHORT : UDISPCTX_LENGTH_FULL;
        add_named(a, "en", code, 1, length);
        if (U_SUCCESS(e))
            add_named(a, language, code, 2, length);
        for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
            add_named(a, languages[i], code, 3 + (int)i, length);
    }
}

static int by_name(const void *x, const void *y)
{
    const Row *a = x, *b = y;
    int c = str_cmp(a->name, b->name);
    return c ? c : a->order != b->order ? a->order - b->order : strcmp(a->code, b->code);
}

int main(int argc, char **argv)
{
    Arena a;
    FILE *out = argc == 2 ? fopen(argv[1], "w") : NULL;
    if (!out) {
        fprintf(stderr, "countc: cannot write '%s'\n", argc == 2 ? argv[1] : "");
        return 1;
    }
    arena_init(&a);
    for (const char *const *code = uloc_getISOCountries(); *code; code++)
        add_country(&a, *code);
    add_country(&a, "XK");
    qsort(rows, n_row, sizeof *rows, by_name);
    fprintf(out, "/* Made by tools/countc.c. */\n#include \"text/country.h\"\n\nconst CountryRow country_rows[] = {\n");
    size_t n = 0;
    for (size_t i = 0; i < n_row; i++) {
        if (i && str_eq(rows[i].name, rows[i - 1].name))
            continue;
        fprintf(out, "{\"");
        for (size_t k = 0; k < rows[i].name.n; k++)
            fprintf(out, "\\%03o", (unsigned char)rows[i].name.p[k]);
        fprintf(out, "\",\"%s\"},\n", rows[i].code);
        n++;
    }
    fprintf(out, "};\nconst size_t country_row_n = %zu;\n", n);
    arena_release(&a);
    return fclose(out) != 0;
}
