/* site_rate.c - whoever asks too often is told when to ask again. */
#include "base/map.h"
#include "serve/site.h"

static int64_t wait_of(const Worker *w)
{
    const Who *who = &w->who;
    if (!who->known)
        return w->site->reachable ? rate_take(w->site->rate, &(RateKey){ RATE_ADDRESS, rate_address_key(w->address) }, 1) : 0;
    const RateKey key[] = { { RATE_USER, (uint64_t)who->login }, { RATE_TOKEN, hash64_mix((uint64_t)who->login, hash64(who->how)) } };
    return who->login ? rate_take(w->site->rate, key, who->by_cookie ? 1 : 2) : 0;       /* 0: the owner of this machine */
}

bool site_in_rate(const Worker *w, Arena *a, Response *out)
{
    enum { TOO_MANY = 429 };
    int64_t wait = w->site->rate ? wait_of(w) : 0;
    if (!wait)
        return true;
    response_problem(out, a, TOO_MANY, str_fmt(a, "too many requests: try again in %lld seconds", (long long)wait));
    out->retry_after = wait;
    return false;
}
