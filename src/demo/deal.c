/* deal.c - companies in which nothing that customers live through does anything to them, to test methods with (DemoEffects in demo.h). */
#include "demo/world.h"

#include <stdlib.h>

/* So many accounts of a segment that began one after the other deal their lives among each other. */
enum { ROUND = 6 };   /* a last one alone joins the round before it */

typedef struct Seat {
    uint32_t account;
    uint8_t segment;
} Seat;

/* Accounts come in the order in which they began. */
static int seat_cmp(const void *x, const void *y)
{
    const Seat *a = x, *b = y;
    return a->segment != b->segment ? (a->segment > b->segment) - (a->segment < b->segment) : (a->account > b->account) - (a->account < b->account);
}

/* Nobody of its segment comes behind it. */
static bool last_one(const World *w, const Seat *seat, size_t i)
{
    return i + 1 == w->n_account || seat[i + 1].segment != seat[i].segment;
}

/* of[i]: the account whose life account i gets. */
static uint32_t *dealt(const World *w, Rng *r)
{
    Seat *seat = ARENA_NEW_N(w->a, Seat, w->n_account + 1);
    uint32_t *of = ARENA_NEW_N(w->a, uint32_t, w->n_account + 1);
    for (size_t i = 0; i < w->n_account; i++)
        seat[i] = (Seat){ (uint32_t)i, w->account[i].segment };
    qsort(seat, w->n_account, sizeof *seat, seat_cmp);
    for (size_t from = 0, to; from < w->n_account; from = to) {
        uint32_t life[ROUND + 1];
        size_t n = 0;
        for (to = from; to < w->n_account && seat[to].segment == seat[from].segment && (n < ROUND || last_one(w, seat, to)); to++)
            life[n++] = seat[to].account;
        /* Sattolo's shuffle: a single cycle, so that nobody keeps his own life. */
        for (size_t i = n; i-- > 1;) {
            size_t k = (size_t)rng_below(r, (int64_t)i);
            uint32_t had = life[i];
            life[i] = life[k];
            life[k] = had;
        }
        for (size_t i = 0; i < n; i++)
            of[seat[from + i].account] = life[i];
    }
    return of;
}

static void deal_deliveries(World *w, const uint32_t *of, int32_t *moved)
{
    Delivery *anew = ARENA_NEW_N(w->a, Delivery, w->delivery.n + 1);
    uint32_t *first = ARENA_NEW_N(w->a, uint32_t, w->n_account + 1), *many = ARENA_NEW_N(w->a, uint32_t, w->n_account + 1);
    size_t n = 0;
    for (size_t i = 0; i < w->n_account; i++) {
        first[i] = w->account[i].delivery0;
        many[i] = w->account[i].n_delivery;
    }
    for (size_t i = 0; i < w->n_account; i++) {
        Account *a = &w->account[i];
        a->delivery0 = (uint32_t)n;
        for (uint32_t k = first[of[i]]; k < first[of[i]] + many[of[i]]; k++) {
            bool before = w->delivery.v[k].ordered < a->since;
            moved[k] = before ? -1 : (int32_t)n;
            if (before)
                continue;
            anew[n] = w->delivery.v[k];
            anew[n++].account = (uint32_t)i;
        }
        a->n_delivery = (uint32_t)n - a->delivery0;
    }
    w->delivery.v = anew;
    w->delivery.n = w->delivery.cap = n;
}

static void deal_tickets(World *w, const uint32_t *of, const int32_t *moved)
{
    uint32_t *to = ARENA_NEW_N(w->a, uint32_t, w->n_account + 1);
    size_t n = 0;
    for (size_t i = 0; i < w->n_account; i++)
        to[of[i]] = (uint32_t)i;
    for (size_t k = 0; k < w->ticket.n; k++) {
        Ticket t = w->ticket.v[k];
        const Account *had = &w->account[t.account], *has = &w->account[to[t.account]];
        if (t.at / 86400 < has->since)
            continue;
        t.contact = has->contact0 + (t.contact - had->contact0) % has->n_contact;
        t.account = to[t.account];
        t.delivery = t.delivery < 0 ? -1 : moved[t.delivery];
        w->ticket.v[n++] = t;
    }
    w->ticket.n = n;
}

void life_deal(World *w, Rng *r)
{
    const uint32_t *of = dealt(w, r);
    int32_t *moved = ARENA_NEW_N(w->a, int32_t, w->delivery.n + 1);
    deal_deliveries(w, of, moved);
    deal_tickets(w, of, moved);
}
