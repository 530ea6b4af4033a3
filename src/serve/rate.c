#include "serve/rate.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/log.h"
#include "base/map.h"
#include "base/status.h"
#include "model/limits.h"

enum { PLACES = 4, MS_MINUTE = 60 * 1000, MICROS_MS = 1000, MICROS_MINUTE = MS_MINUTE * MICROS_MS };

/* `due`: when the bucket would be full again; microseconds. */
typedef struct Bucket {
    uint64_t key;                                 /* 0: free */
    int64_t  due;
} Bucket;

struct Rate {
    pthread_mutex_t lock;
    int64_t       (*clock)(void);
    int64_t         every[RATE_KINDS_], worth[RATE_KINDS_];
    atomic_llong    away[RATE_KINDS_];
    Bucket          at[LIMIT_RATE_KEYS];
};

static const struct { const char *word; int64_t a_minute; } kinds[RATE_KINDS_] = {
    [RATE_TOKEN] = { "token", LIMIT_RATE_TOKEN }, [RATE_USER] = { "user", LIMIT_RATE_USER }, [RATE_ADDRESS] = { "address", LIMIT_RATE_ADDRESS } };

const char *rate_word(RateKind kind) { return kinds[kind].word; }

Rate *rate_open(const int64_t a_minute[RATE_KINDS_], int64_t (*clock)(void))
{
    Rate *r = calloc(1, sizeof *r);
    if (!r)
        bug("out of memory (rates)");
    (void)pthread_mutex_init(&r->lock, NULL);
    r->clock = clock;
    for (size_t k = 0; k < RATE_KINDS_; k++) {
        r->worth[k] = a_minute && a_minute[k] ? a_minute[k] : kinds[k].a_minute;
        r->every[k] = MICROS_MINUTE / r->worth[k];
    }
    return r;
}

void rate_close(Rate *r)
{
    if (!r)
        return;
    (void)pthread_mutex_destroy(&r->lock);
    free(r);
}

static Bucket *bucket_of(Rate *r, uint64_t key)
{
    size_t first = key % (LIMIT_RATE_KEYS / PLACES) * PLACES;
    Bucket *out = &r->at[first];
    for (size_t i = 0; i < PLACES; i++) {
        Bucket *b = &r->at[first + i];
        if (b->key == key)
            return b;
        if (out->key && (!b->key || b->due < out->due))
            out = b;
    }
    *out = (Bucket){ .key = key };
    return out;
}

int64_t rate_take(Rate *r, const RateKey *key, size_t n)
{
    int64_t now = (r->clock ? r->clock() : clock_ms()) * MICROS_MS, longest = 0, due[RATE_KINDS_];
    uint64_t hash[RATE_KINDS_];
    size_t by = 0;
    (void)pthread_mutex_lock(&r->lock);
    for (size_t i = 0; i < n; i++) {
        int64_t every = r->every[key[i].kind], room = (r->worth[key[i].kind] - 1) * every;
        hash[i] = hash64_mix((uint64_t)key[i].kind + 1, key[i].key) | 1;
        due[i] = bucket_of(r, hash[i])->due;
        /* Emptier than empty: the clock was set back, and nobody shall be shut out for as long as it was. */
        due[i] = due[i] < now || due[i] > now + room + every ? now : due[i];
        if (due[i] - now - room > longest) {
            longest = due[i] - now - room;
            by = i;
        }
    }
    /* Looked for again: a later key may have taken the place of an earlier one. */
    for (size_t i = 0; i < n; i++)
        bucket_of(r, hash[i])->due = due[i] + (longest ? 0 : r->every[key[i].kind]);
    (void)pthread_mutex_unlock(&r->lock);
    if (!longest)
        return 0;
    (void)atomic_fetch_add(&r->away[key[by].kind], 1);
    return (longest + MICROS_PER_SECOND - 1) / MICROS_PER_SECOND;
}

uint64_t rate_address_key(Str address)
{
    char text[INET6_ADDRSTRLEN] = "";
    struct in6_addr six;
    if (address.n < sizeof text)
        memcpy(text, address.p, address.n);
    enum { NETWORK = 8 };
    bool is_six = inet_pton(AF_INET6, text, &six) == 1 && !IN6_IS_ADDR_V4MAPPED(&six);
    return is_six ? hash64((Str){ (const char *)six.s6_addr, NETWORK }) : hash64(address);
}

int64_t rate_turned_away(const Rate *r, RateKind kind) { return atomic_load(&r->away[kind]); }
