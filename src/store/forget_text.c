#include "base/buf.h"
#include "store/forget.h"

enum { TEXT_MAX = 1 << 26, CUT_MIN = 3 };

static char low(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }

static bool at(Str s, size_t i, Str needle)
{
    if (i + needle.n > s.n)
        return false;
    for (size_t k = 0; k < needle.n; k++)
        if (low(s.p[i + k]) != low(needle.p[k]))
            return false;
    return true;
}

static bool is_word(Str s, size_t i)
{
    char c = i < s.n ? s.p[i] : ' ';
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (unsigned char)c >= 128;
}

static size_t hit(Str s, size_t i, const ForgetNeedles *n, bool own)
{
    size_t most = 0;
    for (size_t k = 0; k < n->n_full; k++)
        if (n->full[k].n > most && at(s, i, n->full[k]))
            most = n->full[k].n;
    for (size_t k = 0; k < n->n_phone; k++) {
        size_t len = forget_phone_at(s, i, n->phone[k]);
        most = len > most ? len : most;
    }
    if (!own || (i && is_word(s, i - 1)))
        return most;
    for (size_t k = 0; k < n->n_word; k++)
        if (n->word[k].n > most && at(s, i, n->word[k]) && !is_word(s, i + n->word[k].n))
            most = n->word[k].n;
    return most;
}

Str forget_scrub(Str text, const ForgetNeedles *n, ForgetReach reach, Arena *a)
{
    Buf b;
    Arena folds;
    size_t done = 0, k = 0;
    arena_init(&folds);
    ForgetFold f = n->n_name || n->n_part ? forget_fold(text, true, &folds) : (ForgetFold){ .n = 0 };
    buf_init(&b, TEXT_MAX);
    for (size_t i = 0; i < text.n; i++) {
        size_t len = hit(text, i, n, reach == FORGET_OWN);
        while (k < f.n && f.from[k] < i)
            k++;
        size_t folded = k < f.n && f.from[k] == i ? forget_fold_at(&f, k, n, reach) : 0;
        len = folded > len ? folded : len;
        if (!len)
            continue;
        buf_put(&b, str_sub(text, done, i - done));
        buf_puts(&b, "\xE2\x80\xA2\xE2\x80\xA2\xE2\x80\xA2");
        done = i + len;
        i = done - 1;
    }
    buf_put(&b, done ? str_sub(text, done, text.n) : STR(""));
    Str out = done ? str_dup(a, buf_str(&b)) : text;
    buf_release(&b);
    arena_release(&folds);
    return out;
}

Str forget_scrub_end(Str text, const ForgetNeedles *n, Arena *a)
{
    size_t most = 0;
    for (size_t k = 0; k < n->n_full; k++)
        for (size_t len = n->full[k].n - 1; len >= CUT_MIN && len > most; len--)
            if (len <= text.n && at(text, text.n - len, str_sub(n->full[k], 0, len)) && (len == text.n || !is_word(text, text.n - len - 1)))
                most = len;
    return most ? str_fmt(a, "%.*s\xE2\x80\xA2\xE2\x80\xA2\xE2\x80\xA2", (int)(text.n - most), text.p) : text;
}
