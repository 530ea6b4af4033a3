#include "serve/digest.h"

#include <sodium.h>

enum { BLOCK = 64, SHA1_N = 20 };

typedef struct Sha1 {
    uint32_t h[5];
    uint64_t n;
    unsigned char block[BLOCK];
} Sha1;

static uint32_t turn(uint32_t v, int by) { return v << by | v >> (32 - by); }

static void sha1_block(Sha1 *s)
{
    uint32_t w[80], a = s->h[0], b = s->h[1], c = s->h[2], d = s->h[3], e = s->h[4];
    for (int i = 0; i < 16; i++)
        w[i] = (uint32_t)s->block[4 * i] << 24 | (uint32_t)s->block[4 * i + 1] << 16 | (uint32_t)s->block[4 * i + 2] << 8 | s->block[4 * i + 3];
    for (int i = 16; i < 80; i++)
        w[i] = turn(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
    for (int i = 0; i < 80; i++) {
        uint32_t f = i < 20 ? (b & c) | (~b & d) : i < 40 ? b ^ c ^ d : i < 60 ? (b & c) | (b & d) | (c & d) : b ^ c ^ d;
        uint32_t k = i < 20 ? 0x5A827999 : i < 40 ? 0x6ED9EBA1 : i < 60 ? 0x8F1BBCDC : 0xCA62C1D6;
        uint32_t next = turn(a, 5) + f + e + k + w[i];
        e = d;
        d = c;
        c = turn(b, 30);
        b = a;
        a = next;
    }
    s->h[0] += a;
    s->h[1] += b;
    s->h[2] += c;
    s->h[3] += d;
    s->h[4] += e;
}

static void sha1_init(Sha1 *s)
{
    *s = (Sha1){ .h = { 0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0 } };
}

static void sha1_more(Sha1 *s, const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        s->block[s->n++ % BLOCK] = (unsigned char)p[i];
        if (s->n % BLOCK == 0)
            sha1_block(s);
    }
}

static void sha1_end(Sha1 *s, char out[SHA1_N])
{
    uint64_t bits = s->n * 8;
    char end = (char)0x80, zero = 0, length[8];
    sha1_more(s, &end, 1);
    while (s->n % BLOCK != BLOCK - 8)
        sha1_more(s, &zero, 1);
    for (int i = 0; i < 8; i++)
        length[i] = (char)(unsigned char)(bits >> (56 - 8 * i));
    sha1_more(s, length, sizeof length);
    for (int i = 0; i < SHA1_N; i++)
        out[i] = (char)(unsigned char)(s->h[i / 4] >> (24 - 8 * (i % 4)));
}

static void hmac_sha1(Str key, const Str *part, size_t n, char out[SHA1_N])
{
    char pad[BLOCK] = { 0 }, inner[SHA1_N];
    Sha1 s;
    if (key.n > BLOCK) {
        sha1_init(&s);
        sha1_more(&s, key.p, key.n);
        sha1_end(&s, pad);
    } else {
        memcpy(pad, key.p, key.n);
    }
    for (int i = 0; i < BLOCK; i++)
        pad[i] ^= 0x36;
    sha1_init(&s);
    sha1_more(&s, pad, BLOCK);
    for (size_t i = 0; i < n; i++)
        sha1_more(&s, part[i].p, part[i].n);
    sha1_end(&s, inner);
    for (int i = 0; i < BLOCK; i++)
        pad[i] ^= 0x36 ^ 0x5C;
    sha1_init(&s);
    sha1_more(&s, pad, BLOCK);
    sha1_more(&s, inner, SHA1_N);
    sha1_end(&s, out);
    sodium_memzero(pad, sizeof pad);
}

static const unsigned char *bytes_of(Str s)
{
    return (const unsigned char *)s.p;
}

Str digest_hmac(DigestKind kind, Str key, const Str *part, size_t n, Arena *a)
{
    char *out = arena_alloc(a, DIGEST_MAX, 1);
    if (kind == DIGEST_SHA1) {
        hmac_sha1(key, part, n, out);
        return (Str){ out, SHA1_N };
    }
    if (kind == DIGEST_SHA256) {
        crypto_auth_hmacsha256_state s;
        (void)crypto_auth_hmacsha256_init(&s, bytes_of(key), key.n);
        for (size_t i = 0; i < n; i++)
            (void)crypto_auth_hmacsha256_update(&s, bytes_of(part[i]), part[i].n);
        (void)crypto_auth_hmacsha256_final(&s, (unsigned char *)out);
        return (Str){ out, crypto_auth_hmacsha256_BYTES };
    }
    crypto_auth_hmacsha512_state s;
    (void)crypto_auth_hmacsha512_init(&s, bytes_of(key), key.n);
    for (size_t i = 0; i < n; i++)
        (void)crypto_auth_hmacsha512_update(&s, bytes_of(part[i]), part[i].n);
    (void)crypto_auth_hmacsha512_final(&s, (unsigned char *)out);
    return (Str){ out, crypto_auth_hmacsha512_BYTES };
}

Str digest_hex(Str bytes, Arena *a) { return str_hex(a, bytes.p, bytes.n); }

bool digest_from_base64(Str text, Arena *a, Str *out)
{
    size_t n = 0, room = text.n / 4 * 3 + 3;
    unsigned char *p = arena_alloc(a, room + 1, 1);
    if (sodium_base642bin(p, room, text.p, text.n, NULL, &n, NULL, sodium_base64_VARIANT_ORIGINAL))
        return false;
    p[n] = 0;
    *out = (Str){ (const char *)p, n };
    return true;
}

Str digest_base64(Str bytes, Arena *a)
{
    size_t room = sodium_base64_ENCODED_LEN(bytes.n, sodium_base64_VARIANT_ORIGINAL);
    char *p = arena_alloc(a, room, 1);
    (void)sodium_bin2base64(p, room, bytes_of(bytes), bytes.n, sodium_base64_VARIANT_ORIGINAL);
    return (Str){ p, room - 1 };
}

bool digest_same(Str x, Str y)
{
    return x.n == y.n && sodium_memcmp(x.p, y.p, x.n) == 0;
}
