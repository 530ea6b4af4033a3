#include <sodium.h>

#include "store/forget.h"

enum { HASH_BYTES = 16 };

Status forget_key(Store *s, Arena *a, bool make, unsigned char key[32], bool *has, Err *err)
{
    Table t;
    size_t n = 0;
    if (sodium_init() < 0)
        return ERR(err, ST_IO, "no source of random numbers");
    Status st = store_fetch(s, SQL_META_GET, STORE_ARGS(DB_TEXT(STR("salt"))), a, &t, err);
    if (st)
        return st;
    *has = t.n > 0;
    if (*has) {
        Str text = col_text(&t, "value")[0];
        return sodium_hex2bin(key, 32, text.p, text.n, NULL, &n, NULL) || n != 32
                   ? ERR(err, ST_INVALID, "the book's key for forgotten persons is damaged")
                   : ST_OK;
    }
    if (!make)
        return ST_OK;
    randombytes_buf(key, 32);
    *has = true;
    return store_run(s, SQL_META_PUT, STORE_ARGS(DB_TEXT(STR("salt")), DB_TEXT(str_hex(a, key, 32))), err);
}

Str forget_hash(Arena *a, const unsigned char key[32], Str source, Str what)
{
    unsigned char out[HASH_BYTES];
    Str text = str_lower(a, str_fmt(a, "%.*s\x1f%.*s", STR_ARG(source), STR_ARG(what)));
    (void)crypto_generichash(out, sizeof out, (const unsigned char *)text.p, text.n, key, 32);
    return str_hex(a, out, sizeof out);
}

Status forget_guard_load(ForgetGuard *g, Store *s, Arena *a, Err *err)
{
    Table t;
    bool has;
    strmap_init(&g->hash, a);
    g->on = false;
    Status st = store_fetch(s, SQL_ERASURE_KEYS, STORE_NO_ARGS, a, &t, err);
    if (st || !t.n)
        return st;
    for (size_t r = 0; r < t.n; r++)
        (void)strmap_put(&g->hash, col_text(&t, "hash")[r], NULL);
    st = forget_key(s, a, false, g->key, &has, err);
    if (!st && !has)
        return ERR(err, ST_INVALID, "the book's key for forgotten persons is missing");
    g->on = !st;
    return st;
}

static bool known(const ForgetGuard *g, Str source, Str what)
{
    Arena a;
    size_t id;
    arena_init(&a);
    bool hit = what.n && strmap_get(&g->hash, forget_hash(&a, g->key, source, what), &id);
    arena_release(&a);
    return hit;
}

bool forget_guard_knows(const ForgetGuard *g, Str source, Str email, Str person)
{
    return g->on && (known(g, STR(""), email) || known(g, source, person));
}

bool forget_guard_clip(const ForgetGuard *g, Str digest)
{
    return g->on && known(g, STR("recording"), digest);
}

static bool of_address(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c && strchr("._%+-'@", c)) ||
           (unsigned char)c >= 128;
}

Str forget_guard_text(const ForgetGuard *g, Str text, Arena *a)
{
    size_t at = 0;
    if (!g->on)
        return text;
    for (const char *p; (p = memchr(text.p + at, '@', text.n - at));) {
        size_t from = (size_t)(p - text.p), to = from + 1;
        while (from > at && of_address(text.p[from - 1]))
            from--;
        while (to < text.n && of_address(text.p[to]))
            to++;
        while (to > from && strchr(".'-", text.p[to - 1]))
            to--;
        at = to > at ? to : at + 1;
        if (!known(g, STR(""), str_sub(text, from, to - from)))
            continue;
        Str head = str_sub(text, 0, from), tail = str_sub(text, to, text.n);
        text = str_fmt(a, "%.*s\xE2\x80\xA2\xE2\x80\xA2\xE2\x80\xA2%.*s", STR_ARG(head), STR_ARG(tail));
        at = from;
    }
    return text;
}
