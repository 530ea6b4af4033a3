/* mouth.c - who recommends and who warns, and which new customers that brings; nothing else of the world depends on it. */
#include "demo/world.h"

/* Others told in a year by one person, by score: detractors, passives, promoters. */
static const double recommends[3] = { 0.05, 0.35, 1.10 }, warns[3] = { 0.55, 0.10, 0.02 };
/* Of the questions left out; of new customers sent by somebody, where anybody recommends; of those whose referrer is named. */
static const double LEFT_OUT = 0.08, SENT = 0.40, NAMED = 0.85;
static const double TELLS_SD = 0.5;
enum { YEAR_SECONDS = 365 * 86400 };

double mouth_law(const World *w, const Response *x, bool warned)
{
    size_t band = x->score <= 6 ? 0 : x->score <= 8 ? 1 : 2;
    return (warned ? warns : recommends)[band] * w->account[w->contact.v[x->contact].account].tells;
}

static uint8_t answer(Rng *r, double law)
{
    int64_t n = rng_poisson(r, law);
    bool out = rng_chance(r, LEFT_OUT);
    return (uint8_t)(out ? MOUTH_BLANK : n < MOUTH_BLANK ? n : MOUTH_BLANK - 1);
}

/* Responses by account, in the order of time within. */
static void index_responses(World *w)
{
    uint32_t at = 0;
    w->by_account = ARENA_NEW_N(w->a, uint32_t, w->response.n + 1);
    for (size_t i = 0; i < w->response.n; i++)
        w->account[w->contact.v[w->response.v[i].contact].account].n_response++;
    for (size_t i = 0; i < w->n_account; i++) {
        w->account[i].response0 = at;
        at += w->account[i].n_response;
        w->account[i].n_response = 0;
    }
    for (size_t i = 0; i < w->response.n; i++) {
        Account *a = &w->account[w->contact.v[w->response.v[i].contact].account];
        w->by_account[a->response0 + a->n_response++] = (uint32_t)i;
    }
}

/* The first of n sums in order that is above v. */
static size_t above(const int64_t *sum, size_t n, int64_t v)
{
    size_t lo = 0;
    while (n > lo) {
        size_t mid = lo + (n - lo) / 2;
        if (sum[mid] > v)
            n = mid;
        else
            lo = mid + 1;
    }
    return lo;
}

/* Somebody who was recommended to comes: each recommendation of the year before is as likely to have been the one. */
static void send(World *w, Account *a, const int64_t *at, const int64_t *sum, Rng *r)
{
    int64_t day = (int64_t)a->since * 86400;
    size_t from = above(at, w->response.n, day - YEAR_SECONDS - 1), to = above(at, w->response.n, day - 1);
    int64_t before = from ? sum[from - 1] : 0, told = (to ? sum[to - 1] : 0) - before;
    bool sent = rng_chance(r, SENT), named = rng_chance(r, NAMED);
    if (!sent || told <= 0)
        return;
    size_t k = above(sum, w->response.n, before + rng_below(r, told));
    uint32_t by = w->contact.v[w->response.v[k].contact].account;
    if (by == (uint32_t)(a - w->account))
        return;
    a->referred = true;
    a->referrer = named ? (int32_t)by : -1;
}

void mouth_make(World *w, Rng *r)
{
    int64_t *at = ARENA_NEW_N(w->a, int64_t, w->response.n + 1), *sum = ARENA_NEW_N(w->a, int64_t, w->response.n + 1), all = 0;
    for (size_t i = 0; i < w->n_account; i++) {
        w->account[i].tells = exp(rng_normal(r, 0, TELLS_SD) - TELLS_SD * TELLS_SD / 2);
        w->account[i].referrer = -1;
    }
    index_responses(w);
    for (size_t i = 0; i < w->response.n; i++) {
        Response *x = &w->response.v[i];
        x->recommended = answer(r, mouth_law(w, x, false));
        x->warned = answer(r, mouth_law(w, x, true));
        at[i] = x->at;
        sum[i] = all += x->recommended == MOUTH_BLANK ? 0 : x->recommended;
    }
    for (size_t i = 0; i < w->n_account; i++)
        if (w->account[i].since >= w->start)
            send(w, &w->account[i], at, sum, r);
}
