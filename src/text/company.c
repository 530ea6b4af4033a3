#include "text/company.h"

#include <string.h>

#include "base/attr.h"
#include "text/fold.h"
#include "text/utf8.h"

/* A word of the folded name and what stood around it. */
typedef struct NameWord {
    Str  text;
    bool in_bracket;
    int  segment;        /* how many free-standing dashes came before it */
    bool joint;          /* "&", "+" or a word for "and"; reads as "and" between other words */
    bool dotted;         /* three letters or more with dots between them: s.r.l. */
} NameWord;

enum { NAME_BYTES_MAX = 1024, FORM_WORDS_MAX = 8, FORM_BYTES_MAX = 48 };

typedef struct Name {
    NameWord *word;
    size_t    n;
} Name;

static bool is_letter_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c & 0x80);
}

static bool is_and(Str w)
{
    static const Str words[] = {
        STR_INIT("and"), STR_INIT("und"), STR_INIT("et"), STR_INIT("og"),
        STR_INIT("och"), STR_INIT("y"),   STR_INIT("en"),
    };
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_eq(w, words[i]))
            return true;
    return false;
}

/* "s.p.a." and "a/s" are one word: single letters with one dot or slash between them. */
static Str word_take(Arena *a, Str s, size_t *at, bool *dotted)
{
    enum { DOTTED = 3 };
    size_t i = *at, from = i;
    char *to = arena_alloc(a, s.n - from + 1, 1);
    size_t n = 0;
    while (i < s.n && (is_letter_byte(s.p[i]) || (s.p[i] == '\'' && n))) {
        if (s.p[i] != '\'')
            to[n++] = s.p[i];
        i++;
    }
    while (i - from == 1 || (n > 1 && i >= 2 && (s.p[i - 2] == '.' || s.p[i - 2] == '/'))) {
        bool joined = i + 1 < s.n && (s.p[i] == '.' || s.p[i] == '/') &&
                      is_letter_byte(s.p[i + 1]) && (i + 2 >= s.n || !is_letter_byte(s.p[i + 2]));
        if (!joined)
            break;
        to[n++] = s.p[i + 1];
        i += 2;
    }
    to[n] = '\0';
    *dotted = n >= DOTTED && i - from == 2 * n - 1 && s.p[i - 2] == '.';
    *at = i;
    return (Str){ to, n };
}

static void name_add(Name *name, NameWord w)
{
    name->word[name->n++] = w;
}

/* Typographic marks beyond ASCII (bullets, trade mark signs) that text_fold leaves. */
static bool is_sign(Str s, size_t at, size_t *bytes)
{
    size_t i = at;
    uint32_t c = utf8_next(s, &i);
    *bytes = i - at;
    return c == 0xAE || c == 0xA9 || c == 0xB7 || (c >= 0x2000 && c <= 0x2BFF) || c == UTF8_BAD ||
           (c >= 0x3000 && c <= 0x303F);
}

static Name name_split(Arena *a, Str s)
{
    Name name = { ARENA_NEW_N(a, NameWord, s.n + 1), 0 };
    int depth = 0;
    int dashes = 0;
    for (size_t i = 0; i < s.n;) {
        char c = s.p[i];
        size_t sign;
        if (c == '(' || c == '[' || c == '{') {
            depth++;
        } else if (c == ')' || c == ']' || c == '}') {
            depth -= depth > 0;
        } else if (c == '-' && (i == 0 || s.p[i - 1] == ' ')) {
            dashes++;
        } else if (c == '&' || c == '+') {
            name_add(&name, (NameWord){ STR("and"), depth > 0, dashes, true, false });
        } else if ((c & 0x80) && is_sign(s, i, &sign)) {
            i += sign;
            continue;
        } else if (is_letter_byte(c)) {
            bool dotted;
            Str w = word_take(a, s, &i, &dotted);
            bool joint = is_and(w);
            name_add(&name, (NameWord){ w, depth > 0, dashes, joint, dotted });
            continue;
        }
        i++;
    }
    return name;
}

/* What people append to a record's name when it is dead. */
static bool is_record_note(Str w)
{
    static const Str notes[] = {
        STR_INIT("old"),    STR_INIT("inactive"),  STR_INIT("closed"),   STR_INIT("duplicate"),
        STR_INIT("dup"),    STR_INIT("former"),    STR_INIT("formerly"), STR_INIT("archived"),
        STR_INIT("test"),   STR_INIT("obsolete"),  STR_INIT("alt"),      STR_INIT("ehemals"),
        STR_INIT("merged"), STR_INIT("donotuse"),  STR_INIT("dnu"),      STR_INIT("deleted"),
        STR_INIT("legacy"), STR_INIT("cancelled"), STR_INIT("inaktiv"),  STR_INIT("ancien"),
    };
    for (size_t i = 0; i < COUNT_OF(notes); i++)
        if (str_eq(w, notes[i]))
            return true;
    return false;
}

/* Removes a bracketed run at the end when something stays in front of it. */
static bool drop_bracket(Name *name)
{
    size_t keep = name->n;
    while (keep && name->word[keep - 1].in_bracket)
        keep--;
    if (!keep || keep == name->n)
        return false;
    name->n = keep;
    return true;
}

/* "Acme - old" and "Acme - do not use": the words behind the last free-standing dash are,
 * or begin with, a note.  "Acme (old)" is a bracket; "Acme OLD" alone stays. */
static bool drop_note(Name *name)
{
    size_t keep = name->n;
    int last = keep ? name->word[keep - 1].segment : 0;
    while (keep && name->word[keep - 1].segment == last)
        keep--;
    if (!keep || !last)
        return false;
    char joined[FORM_BYTES_MAX];
    size_t n = 0;
    for (size_t i = keep; i < name->n && n + name->word[i].text.n < sizeof joined; i++) {
        memcpy(joined + n, name->word[i].text.p, name->word[i].text.n);
        n += name->word[i].text.n;
    }
    if (!is_record_note(name->word[keep].text) && !is_record_note((Str){ joined, n }))
        return false;
    name->n = keep;
    return true;
}

static bool is_the(Str w)
{
    return str_eq(w, STR("the"));
}

/* Words from..to-1 written together, "and" between words left out; "" when they are too long for a form. */
static Str joined_words(const Name *name, size_t from, size_t to, char joined[FORM_BYTES_MAX])
{
    size_t n = 0;
    for (size_t i = from; i < to; i++) {
        Str w = name->word[i].text;
        if (name->word[i].joint && i + 1 < to)
            continue;
        if (n + w.n > FORM_BYTES_MAX)
            return STR("");
        memcpy(joined + n, w.p, w.n);
        n += w.n;
    }
    return (Str){ joined, n };
}

/* The longest run of last words that is a form and leaves a word in front. */
static const LegalForm *drop_form(Name *name)
{
    for (size_t k = FORM_WORDS_MAX; k > 0; k--) {
        if (k >= name->n)
            continue;
        size_t keep = name->n - k;
        char room[FORM_BYTES_MAX];
        Str joined = joined_words(name, keep, name->n, room);
        const LegalForm *f = joined.n ? legal_form_find(joined) : NULL;
        while (f && keep > 1 && name->word[keep - 1].joint)
            keep--;
        if (f && !name->word[keep - 1].joint && (keep > 1 || !is_the(name->word[0].text))) {
            name->n = keep;
            return f;
        }
    }
    return NULL;
}

static void trim_name(Name *name, CompanyName *out)
{
    for (bool again = true; again;) {
        const LegalForm *f = NULL;
        again = drop_bracket(name) || drop_note(name);
        if (!again && (f = drop_form(name))) {
            again = true;
            if (!out->form.n) {
                out->form = str_of(f->name);
                out->country = str_of(f->country);
            }
        }
    }
    if (name->n > 1 && is_the(name->word[name->n - 1].text))
        name->n--;
    if (name->n > 1 && is_the(name->word[0].text)) {
        name->word++;
        name->n--;
    }
}

/* The longest run of first words that is a form in front, and how many they are; NULL when nothing would stay. */
static const FrontForm *find_front(const Name *name, size_t *words)
{
    for (size_t k = FORM_WORDS_MAX; k > 0; k--) {
        if (k >= name->n || name->word[k - 1].joint || name->word[k].joint)
            continue;
        char room[FORM_BYTES_MAX];
        Str joined = joined_words(name, 0, k, room);
        const FrontForm *f = joined.n ? front_form_find(joined) : NULL;
        *words = k;
        if (f)
            return f;
    }
    return NULL;
}

static bool said_with(const FrontForm *f, Str form)
{
    for (Str rest = str_of(f->with); rest.n;)
        if (str_eq(str_cut(&rest, ' '), form))
            return true;
    return false;
}

static Str core_of(const Name *words, Arena *a);

/* A form in front goes, or is kept with the other reading beside it. */
static void trim_front(Name *name, Arena *a, CompanyName *out)
{
    size_t k = 0;
    const FrontForm *f = find_front(name, &k);
    if (!f)
        return;
    Name rest = { name->word + k, name->n - k };
    bool sure = f->kind == FRONT_SURE || said_with(f, out->form) || (f->kind == FRONT_DOUBTFUL && name->word[0].dotted && k == 1);
    if (sure) {
        *name = rest;
        if (!out->form.n) {
            out->form = str_of(f->name);
            out->country = str_of(f->country);
        }
        return;
    }
    bool names = false;
    for (size_t i = 0; i < rest.n; i++)
        names = names || !names_nobody(rest.word[i].text);
    if (!names || (f->kind == FRONT_DOUBTFUL && out->form.n))
        return;
    out->bare = core_of(&rest, a);
    out->front = str_of(f->name);
}

Str company_key_of(Str core, Arena *a)
{
    char *to = arena_alloc(a, core.n + 1, 1);
    size_t n = 0;
    for (size_t i = 0; i < core.n; i++) {
        char c = core.p[i];
        if (c == ' ')
            continue;
        to[n++] = c;
        char next = i + 1 < core.n ? core.p[i + 1] : '\0';
        if (((c == 'a' || c == 'o' || c == 'u') && next == 'e') || (c == 'a' && next == 'a'))
            i++;
    }
    to[n] = '\0';
    return (Str){ to, n };
}

static Str core_of(const Name *words, Arena *a)
{
    size_t n = 0, at = 0;
    for (size_t i = 0; i < words->n; i++)
        n += words->word[i].text.n + STR("and ").n;
    char *core = arena_alloc(a, n + 1, 1);
    for (size_t i = 0; i < words->n; i++) {
        bool between = i > 0 && i + 1 < words->n;
        Str w = between && words->word[i].joint ? STR("and") : words->word[i].text;
        if (at)
            core[at++] = ' ';
        memcpy(core + at, w.p, w.n);
        at += w.n;
    }
    core[at] = '\0';
    return (Str){ core, at };
}

void company_core(Str name, Arena *a, CompanyName *out)
{
    *out = (CompanyName){ STR(""), STR(""), STR(""), STR(""), STR(""), STR("") };
    Name words = name_split(a, text_fold(a, str_sub(name, 0, NAME_BYTES_MAX)));
    trim_name(&words, out);
    trim_front(&words, a, out);
    out->core = core_of(&words, a);
    out->key = company_key_of(out->core, a);
}
