#include "serve/first.h"

#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>

#include "base/date.h"

enum { SECRET = 32, MICROS_MS = 1000, SECRET_TEXT = sodium_base64_ENCODED_LEN(SECRET, sodium_base64_VARIANT_URLSAFE_NO_PADDING) };

struct First {
    pthread_mutex_t lock;
    int64_t       (*clock)(void);
    int64_t         made;
    bool            used;
    unsigned char   hash[SECRET];
};

static int64_t now_of(const First *f) { return f->clock ? f->clock() : wall_micros() / MICROS_MS; }

static void hash_of(Str text, unsigned char out[SECRET])
{
    (void)crypto_generichash(out, SECRET, (const unsigned char *)text.p, text.n, NULL, 0);
}

First *first_open(int64_t (*clock)(void), Arena *a, Str *secret)
{
    unsigned char bits[SECRET];
    char text[SECRET_TEXT];
    First *f = calloc(1, sizeof *f);
    if (!f || sodium_init() < 0)
        bug("out of memory, or no source of random numbers (first)");
    (void)pthread_mutex_init(&f->lock, NULL);
    f->clock = clock;
    f->made = now_of(f);
    randombytes_buf(bits, sizeof bits);
    (void)sodium_bin2base64(text, sizeof text, bits, sizeof bits, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    *secret = str_dup(a, str_of(text));
    hash_of(*secret, f->hash);
    sodium_memzero(bits, sizeof bits);
    sodium_memzero(text, sizeof text);
    return f;
}

void first_close(First *f)
{
    if (!f)
        return;
    (void)pthread_mutex_destroy(&f->lock);
    free(f);
}

Status first_check(First *f, Str secret, Err *err)
{
    unsigned char hash[SECRET];
    hash_of(secret, hash);
    (void)pthread_mutex_lock(&f->lock);
    int64_t age = now_of(f) - f->made;
    bool right = !f->used && age >= 0 && age < FIRST_MS && sodium_memcmp(hash, f->hash, SECRET) == 0;
    (void)pthread_mutex_unlock(&f->lock);
    return right ? ST_OK
                 : ERR(err, ST_FORBIDDEN, "the link is not the one that was printed, was used already, or is older than an hour: "
                                          "a server that starts anew prints another");
}

void first_used(First *f)
{
    (void)pthread_mutex_lock(&f->lock);
    f->used = true;
    (void)pthread_mutex_unlock(&f->lock);
}
