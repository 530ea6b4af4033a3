/* lexc - turn word lists of npm packages into C tables (src/text/word_table.h, gram_table.h).
 *
 * Usage: lexc free-mail  domains.json          OUT
 *        lexc stop       stopwords-iso.json    OUT SEED-DIR
 *        lexc vader      vader_lexicon.txt     OUT
 *        lexc afinn      LANGUAGES-DIR         OUT     (AFINN-xx.json files)
 *        lexc emoji      build-xx.json         OUT
 *        lexc grams      stopwords-iso.json    OUT LANGUAGES-DIR SEED-DIR
 *
 * Output depends only on the input: entries are sorted before they are placed.
 */
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ustring.h>

#include "text/gram_table.h"
#include "text/utf8.h"
#include "text/word_table.h"

enum { TEXT_MAX = 1 << 23, WORDS_MAX = 1 << 17, WORD_BYTES = 255, GRAM_SLOTS = 1 << 16 };

static const char *const codes[LANG_MODELS] = {
#define X(name, code) code,
    LANG_LIST(X) LANG_RIVALS(X)
#undef X
};
enum {
#define X(name, code) SCORED_##name,
    LANG_LIST(X)
#undef X
    SCORED
};

typedef struct Entry {
    char   *key;
    int32_t value;
    size_t  order;      /* in the file; of two entries with one key the later counts */
} Entry;

typedef struct List {
    Entry *e;
    size_t n;
} List;

static void fail(const char *what, const char *which)
{
    fprintf(stderr, "lexc: %s '%s'\n", what, which);
    exit(1);
}

static void *must(void *p)
{
    if (!p)
        fail("out of memory", "");
    return p;
}

static json_t *load(const char *path)
{
    json_error_t e;
    json_t *j = json_load_file(path, 0, &e);
    if (!j)
        fail("cannot read JSON", path);
    return j;
}

/* Lower case and NFC is what the lists are already composed in; false when too long. */
static bool lower(const char *word, char *out)
{
    UErrorCode code = U_ZERO_ERROR;
    UChar u[WORD_BYTES + 1], low[WORD_BYTES + 1];
    int32_t n = 0;
    u_strFromUTF8(u, WORD_BYTES, &n, word, -1, &code);
    n = u_strToLower(low, WORD_BYTES, u, n, "", &code);
    u_strToUTF8(out, WORD_BYTES, NULL, low, n, &code);
    return U_SUCCESS(code) && n > 0;
}

static void list_add(List *l, const char *key, int32_t value)
{
    if (l->n == WORDS_MAX)
        fail("too many words at", key);
    l->e[l->n] = (Entry){ must(strdup(key)), value, l->n };
    l->n++;
}

static int by_key(const void *a, const void *b)
{
    const Entry *x = a, *y = b;
    int c = strcmp(x->key, y->key);
    return c ? c : (x->order > y->order) - (x->order < y->order);
}

/* Sorted, equal keys merged: bits joined, or the later kept. */
static void list_settle(List *l, bool join)
{
    qsort(l->e, l->n, sizeof *l->e, by_key);
    size_t n = 0;
    for (size_t i = 0; i < l->n; i++) {
        if (n && strcmp(l->e[n - 1].key, l->e[i].key) == 0) {
            l->e[n - 1].value = join ? l->e[n - 1].value | l->e[i].value : l->e[i].value;
            free(l->e[i].key);
        } else {
            l->e[n++] = l->e[i];
        }
    }
    l->n = n;
}

static void list_release(List *l)
{
    for (size_t i = 0; i < l->n; i++)
        free(l->e[i].key);
    free(l->e);
}

static void put_text(FILE *out, const char *s)
{
    for (; *s; s++) {
        unsigned char c = (unsigned char)*s;
        if (c == '"' || c == '\\' || c == '?' || c < 32 || c > 126)
            fprintf(out, "\\%03o", c);
        else
            putc(c, out);
    }
}

static void write_table(const List *l, const char *name, FILE *out)
{
    uint32_t n_slot = 4;
    while (n_slot < l->n * 2)
        n_slot *= 2;
    WordSlot *slot = must(calloc(n_slot, sizeof *slot));
    uint32_t at = 0;
    fprintf(out, "/* Made by tools/lexc.c. */\n#include \"text/word_lists.h\"\n\n");
    /* An array of short strings: compilers limit the length of a single literal. */
    fprintf(out, "static const char text[] = {\n");
    for (size_t i = 0; i < l->n; i++) {
        size_t n = strlen(l->e[i].key);
        uint32_t s = word_hash(l->e[i].key, n) & (n_slot - 1);
        while (slot[s].n)
            s = (s + 1) & (n_slot - 1);
        slot[s] = (WordSlot){ at, (uint32_t)n, l->e[i].value };
        for (size_t k = 0; k < n; k++)
            fprintf(out, "%d,", (signed char)l->e[i].key[k]);
        fprintf(out, " /* ");
        if (!strstr(l->e[i].key, "*/") && !strstr(l->e[i].key, "/*"))
            put_text(out, l->e[i].key);
        fprintf(out, " */\n");
        at += (uint32_t)n;
    }
    fprintf(out, "0 };\nstatic const WordSlot slot[] = {\n");
    for (uint32_t i = 0; i < n_slot; i++)
        fprintf(out, "{%u,%u,%d},%s", slot[i].at, slot[i].n, slot[i].value, i % 8 == 7 ? "\n" : "");
    fprintf(out, "};\nconst WordTable %s = { text, slot, %u, %zu };\n", name, n_slot, l->n);
    free(slot);
}

static void make_free_mail(List *l, const char *path)
{
    json_t *j = load(path), *v;
    size_t i;
    char low[WORD_BYTES + 1];
    json_array_foreach(j, i, v)
        if (json_string_value(v) && lower(json_string_value(v), low))
            list_add(l, low, 1);
    json_decref(j);
}

/* The English list holds the country codes of the internet; only these short words are words. */
static bool is_stop_word(const char *code, const char *word)
{
    static const char real[] =
        " a i am an as at be by do go he if in is it me my no of ok on or so to up us we ";
    if (strcmp(code, "en") != 0 || strlen(word) > 2)
        return true;
    char padded[8];
    snprintf(padded, sizeof padded, " %s ", word);
    return strstr(real, padded) != NULL;
}

static FILE *open_seed(const char *dir, int lang)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s.txt", dir, codes[lang]);
    FILE *in = fopen(path, "rb");
    if (!in && lang < SCORED)
        fail("cannot open", path);
    return in;                         /* some rivals go by their lists alone */
}

/* Words that stand on a rival's own page more than once are evidence for it as its stop words are: those lists are
 * short.  Ours keep to their lists, which say too what is left out of themes. */
static void stop_of_seed(List *l, const char *dir, int lang)
{
    FILE *in = open_seed(dir, lang);
    if (!in)
        return;
    char line[4096], low[WORD_BYTES + 1];
    List words = { must(calloc(WORDS_MAX, sizeof *words.e)), 0 };
    while (fgets(line, sizeof line, in))
        for (char *p = line, *end; *p; p = *end ? end + 1 : end) {
            end = p + strcspn(p, " ,;.\n");
            char keep = *end;
            *end = '\0';
            if (lower(p, low))
                list_add(&words, low, 1);
            *end = keep;
        }
    fclose(in);
    qsort(words.e, words.n, sizeof *words.e, by_key);
    for (size_t i = 1; i < words.n; i++)
        if (strcmp(words.e[i].key, words.e[i - 1].key) == 0)
            list_add(l, words.e[i].key, (int32_t)(1u << lang));
    list_release(&words);
}

static void make_stop(List *l, const char *path, const char *seed)
{
    json_t *j = load(path), *v;
    char low[WORD_BYTES + 1];
    for (int k = 0; k < LANG_STOPS; k++) {
        size_t i;
        json_array_foreach(json_object_get(j, codes[k]), i, v)
            if (json_string_value(v) && lower(json_string_value(v), low) && is_stop_word(codes[k], low))
                list_add(l, low, (int32_t)(1u << k));
        if (k >= SCORED)
            stop_of_seed(l, seed, k);
    }
    json_decref(j);
}

static void make_vader(List *l, const char *path)
{
    FILE *in = fopen(path, "rb");
    if (!in)
        fail("cannot open", path);
    char line[1024];
    while (fgets(line, sizeof line, in)) {
        char *tab = strchr(line, '\t');
        if (!tab)
            continue;
        *tab = '\0';
        list_add(l, line, (int32_t)lround(strtod(tab + 1, NULL) * 1000));
    }
    fclose(in);
    /* Put right by the lexicon's authors after the package was made. */
    static const struct {
        const char *key;
        int32_t     value;
    } later[] = { { "heart", 3200 }, { "hearts", 3300 }, { "flawed", -2100 }, { "badass", 1400 } };
    for (size_t i = 0; i < sizeof later / sizeof later[0]; i++)
        list_add(l, later[i].key, later[i].value);
}

static json_t *load_afinn(const char *dir, const char *code)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/AFINN-%s.json", dir, code);
    return load(path);
}

static void make_afinn(List *l, const char *dir)
{
    char low[WORD_BYTES + 1], key[WORD_BYTES + 8];
    for (int k = 0; k < SCORED; k++) {
        json_t *j = load_afinn(dir, codes[k]), *v;
        const char *word;
        json_object_foreach(j, word, v)
            if (lower(word, low)) {
                snprintf(key, sizeof key, "%s:%s", codes[k], low);
                list_add(l, key, (int32_t)json_integer_value(v));
            }
        json_decref(j);
    }
}

/* Faces, hands and hearts; the values of other signs in the list are noise. */
static bool is_feeling(uint32_t c)
{
    return (c >= 0x1F600 && c <= 0x1F64F) || (c >= 0x1F44A && c <= 0x1F44F) ||
           (c >= 0x1F493 && c <= 0x1F49F) || (c >= 0x2639 && c <= 0x263B) || c == 0x2764 ||
           c == 0x2665;
}

static void make_emoji(List *l, const char *path)
{
    json_t *j = load(path), *v;
    const char *word;
    json_object_foreach(j, word, v) {
        size_t at = 0;
        const char *lang = json_string_value(json_object_get(v, "lang"));
        uint32_t c = utf8_next((Str){ word, strlen(word) }, &at);
        if (lang && strcmp(lang, "*") == 0 && at == strlen(word) && is_feeling(c))
            list_add(l, word, (int32_t)json_integer_value(json_object_get(v, "coeff")));
    }
    json_decref(j);
}

typedef struct Grams {
    uint64_t *key;
    double  (*count)[LANG_MODELS];
    double    total[LANG_MODELS];
    size_t    n;
} Grams;

static void gram_add(Grams *g, uint64_t key, int lang, double weight)
{
    uint32_t s = gram_slot(key, GRAM_SLOTS);
    while (g->key[s] && g->key[s] != key)
        s = (s + 1) & (GRAM_SLOTS - 1);
    if (!g->key[s] && ++g->n > GRAM_SLOTS / 2)
        fail("too many trigrams in", codes[lang]);
    g->key[s] = key;
    g->count[s][lang] += weight;
    g->total[lang] += weight;
}

static bool is_letter(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 0xDF && c != 0xF7 && c < 0x2000) || c == '\'';
}

/* Trigrams of each word of lower-case text, a space at either end of a word. */
static void grams_of(Grams *g, const char *text, int lang, double weight)
{
    Str s = { text, strlen(text) };
    uint32_t a = 0, b = ' ';
    for (size_t i = 0; i <= s.n;) {
        uint32_t c = i < s.n ? utf8_next(s, &i) : (i++, (uint32_t)' ');
        if (!is_letter(c))
            c = ' ';
        if (a && !(b == ' ' && c == ' ') && b != ' ')
            gram_add(g, gram_key(a, b, c), lang, weight);
        a = c == ' ' ? 0 : b;
        b = c;
        if (c == ' ')
            a = 0, b = ' ';
    }
}

static void grams_of_seed(Grams *g, const char *dir, int lang, double weight)
{
    char line[4096], low[WORD_BYTES + 1];
    FILE *in = open_seed(dir, lang);
    if (!in)
        return;
    while (fgets(line, sizeof line, in))
        for (char *p = line, *end; *p; p = *end ? end + 1 : end) {
            end = p + strcspn(p, " \n");
            char keep = *end;
            *end = '\0';
            if (lower(p, low))
                grams_of(g, low, lang, weight);
            *end = keep;
        }
    fclose(in);
}

static void write_grams(const Grams *g, FILE *out)
{
    const double smooth = 0.5;
    fprintf(out, "/* Made by tools/lexc.c. */\n#include \"text/gram_table.h\"\n\nstatic const GramSlot slot[] = {\n");
    for (size_t i = 0; i <= GRAM_SLOTS; i++) {
        bool last = i == GRAM_SLOTS;       /* the last row is printed as `unseen` */
        if (last)
            fprintf(out, "};\nconst GramTable gram_table = { slot, %d, {", (int)GRAM_SLOTS);
        else
            fprintf(out, "{%llu,{", (unsigned long long)g->key[i]);
        for (int k = 0; k < LANG_MODELS && (last || g->key[i]); k++) {
            double p =
                ((last ? 0 : g->count[i][k]) + smooth) / (g->total[k] + smooth * (double)g->n);
            fprintf(out, "%d,", (int)lround(fmin(255, -10 * log(p))));
        }
        fprintf(out, last ? "} };\n" : g->key[i] ? "}},\n" : "0}},\n");
    }
}

static void make_grams(const char *stop, const char *dir, const char *seed, FILE *out)
{
    /* Running text counts most: word lists know nothing of frequency. */
    const double stop_weight = 2, list_weight = 0.5, seed_weight = 4;
    Grams g = {
        must(calloc(GRAM_SLOTS, sizeof *g.key)), must(calloc(GRAM_SLOTS, sizeof *g.count)), { 0 }, 0
    };
    json_t *j = load(stop), *v;
    char low[WORD_BYTES + 1];
    for (int k = 0; k < LANG_MODELS; k++) {
        size_t i;
        const char *word;
        json_array_foreach(json_object_get(j, codes[k]), i, v)
            if (lower(json_string_value(v), low) && is_stop_word(codes[k], low))
                grams_of(&g, low, k, stop_weight);
        json_t *list = load_afinn(dir, codes[k]);
        json_object_foreach(list, word, v)
            if (lower(word, low))
                grams_of(&g, low, k, list_weight);
        json_decref(list);
        grams_of_seed(&g, seed, k, seed_weight);
    }
    json_decref(j);
    write_grams(&g, out);
    free(g.key);
    free(g.count);
}

int main(int argc, char **argv)
{
    if (argc < 4)
        return fputs("usage: lexc KIND IN OUT [DIR SEED]\n", stderr), 2;
    static const struct {
        const char *kind, *name;
        void (*make)(List *, const char *);
    } kinds[] = {
        { "free-mail", "words_free_mail", make_free_mail }, { "vader", "words_vader", make_vader },
        { "afinn", "words_afinn", make_afinn },             { "emoji", "words_emoji", make_emoji },
    };
    FILE *out = fopen(argv[3], "wb");
    if (!out)
        return perror(argv[3]), 1;
    List l = { must(calloc(WORDS_MAX, sizeof *l.e)), 0 };
    if (strcmp(argv[1], "grams") == 0 && argc == 6)
        make_grams(argv[2], argv[4], argv[5], out);
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (strcmp(argv[1], kinds[i].kind) == 0) {
            kinds[i].make(&l, argv[2]);
            list_settle(&l, false);
            write_table(&l, kinds[i].name, out);
        }
    if (strcmp(argv[1], "stop") == 0 && argc == 5) {
        make_stop(&l, argv[2], argv[4]);
        list_settle(&l, true);
        write_table(&l, "words_stop", out);
    }
    list_release(&l);
    return ferror(out) || fclose(out) ? (perror("lexc"), 1) : 0;
}
