#include "store/find.h"

/* The bytes of the letter or digit at p[0 .. n-1], and what it is in small letters; 0: it is none. */
static size_t letter(const char *p, size_t n, char *small)
{
    static const struct { const char *bytes; size_t n; char small; } odd[] = { { "\xE2\x84\xAA", 3, 'k' }, { "\xC4\xB0", 2, 'i' } };
    char c = *p;
    *small = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    if ((*small >= 'a' && *small <= 'z') || (c >= '0' && c <= '9'))
        return 1;
    for (size_t i = 0; i < COUNT_OF(odd); i++)
        if (n >= odd[i].n && !memcmp(p, odd[i].bytes, odd[i].n)) {
            *small = odd[i].small;
            return odd[i].n;
        }
    return 0;
}

bool find_next(Str *rest, Buf *word)
{
    char small;
    buf_clear(word);
    for (size_t n; rest->n; *rest = str_sub(*rest, n ? n : 1, rest->n)) {
        n = letter(rest->p, rest->n, &small);
        if (n)
            buf_putc(word, small);
        else if (word->n >= FIND_LEAST)
            return true;
        else
            buf_clear(word);
    }
    return word->n >= FIND_LEAST;
}

/* Nothing but one word. */
static bool is_word(Str text)
{
    char small;
    size_t letters = 0;
    for (size_t at = 0, n; at < text.n; at += n, letters++) {
        n = letter(text.p + at, text.n - at, &small);
        if (!n)
            return false;
    }
    return letters >= FIND_LEAST;
}

/* Whether `word` is one of those in `list`. */
static bool among(Str list, Str word)
{
    while (list.n)
        if (str_eq(str_cut(&list, ' '), word))
            return true;
    return false;
}

static void add(FindBy *by, Str text, Arena *a)
{
    Buf word;
    buf_init(&word, text.n + 1);
    if (find_next(&text, &word) && !among(by->words, buf_str(&word)))
        by->words = str_fmt(a, "%.*s%s%.*s", STR_ARG(by->words), by->n++ ? " " : "", STR_ARG(buf_str(&word)));
    buf_release(&word);
}

Status find_by(Store *s, Str *asked, size_t n, Arena *a, FindBy *out, Err *err)
{
    bool ready = false, any = false;
    *out = (FindBy){ .words = STR("") };
    for (size_t i = 0; i < n; i++)
        any = any || is_word(asked[i]);
    Status st = any ? find_ready(s, &ready, err) : ST_OK;
    for (size_t i = 0; !st && ready && i < n; i++)
        if (is_word(asked[i])) {
            add(out, asked[i], a);
            asked[i] = STR("");
        }
    return st;
}

Status find_ready(Store *s, bool *ready, Err *err)
{
    int64_t n = 0;
    Status st = store_int(s, SQL_FIND_READY, STORE_NO_ARGS, 0, &n, err);
    *ready = n > 0;
    return st;
}
