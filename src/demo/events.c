#include <stdlib.h>

#include "base/date.h"
#include "base/map.h"
#include "demo/alias.h"
#include "demo/write.h"

/* One event of the day under way: who, when, what. */
typedef struct Event {
    int32_t second;
    uint32_t seq, contact;
    uint8_t kind;
} Event;

typedef struct Track {
    Demo *d;
    Out *o;
    Rng *r;
    Str *group;     /* by account */
    double *rate;   /* events a working day, by account */
    uint32_t *next; /* next delivery to come, by account */
    Event *event;
    size_t n, cap;
    int64_t written;
} Track;

static const char *const event_name[] = { "Order Tracked",          "Report Exported",
                                          "Certificate Downloaded", "Portal Login",
                                          "Calibration Booked",     "Search Performed",
                                          "Device Registered",      "Manual Viewed",
                                          "Quote Requested" };
static const double event_share[] = { 0.18, 0.15, 0.14, 0.26, 0.05, 0.11, 0.04, 0.04, 0.03 };
static const double MONTH_DIP =
    0.97; /* what quiet months take off a year, late orders put back on */
static const double week_share[7] = { 1.15, 1.2, 1.1, 1.05, 0.8, 0.06, 0.04 };

static int event_cmp(const void *x, const void *y)
{
    const Event *a = x, *b = y;
    return a->second != b->second ? (a->second > b->second) - (a->second < b->second)
                                  : (a->seq > b->seq) - (a->seq < b->seq);
}

static int64_t first_day(const World *w, const Account *a)
{
    return a->since > w->start ? a->since : w->start;
}

/* Shares the wanted number of events among the accounts by segment and time with us. */
static void rates_make(Track *t)
{
    static const double busy[3] = { 9, 3, 1 };
    const World *w = &t->d->w;
    double sum = 0;
    for (size_t i = 0; i < w->n_account; i++) {
        const Account *a = &w->account[i];
        double days = (double)(account_last_day(w, a) - first_day(w, a) + 1);
        t->rate[i] = busy[a->segment] * exp(rng_normal(t->r, 0, 0.6));
        sum += days > 0 ? days * t->rate[i] * 5.4 / 7 : 0;
    }
    for (size_t i = 0; i < w->n_account; i++)
        t->rate[i] *= (double)w->o.events / (MONTH_DIP * sum);
}

/* A late delivery makes people look their order up, again and again. */
static bool awaiting(Track *t, size_t account, int32_t day)
{
    const World *w = &t->d->w;
    const Account *a = &w->account[account];
    uint32_t *k = &t->next[account];
    while (*k < a->n_delivery && w->delivery.v[a->delivery0 + *k].delivered < day)
        ++*k;
    if (*k == a->n_delivery)
        return false;
    const Delivery *x = &w->delivery.v[a->delivery0 + *k];
    return delivery_late(x) && x->promised <= day;
}

static uint8_t pick_kind(Rng *r)
{
    double u = rng_uniform(r);
    for (size_t i = 0; i < COUNT_OF(event_share) - 1; i++) {
        u -= event_share[i];
        if (u < 0)
            return (uint8_t)i;
    }
    return COUNT_OF(event_share) - 1;
}

static void event_add(Track *t, Event e)
{
    if (t->n == t->cap)
        t->event = vec_grow(t->d->a, t->event, t->n, sizeof *t->event, &t->cap);
    e.seq = (uint32_t)t->n;
    t->event[t->n++] = e;
}

static void day_make(Track *t, int32_t day)
{
    const World *w = &t->d->w;
    double week = week_share[day_weekday(day)];
    int month = civil_of_day(day).month;
    if (month == 8 || month == 12)
        week *= 0.8;
    t->n = 0;
    for (size_t i = 0; i < w->n_account; i++) {
        const Account *a = &w->account[i];
        if (day < a->since || day > account_last_day(w, a))
            continue;
        bool waits = effects_all(w) && awaiting(t, i, day);
        int64_t n = rng_poisson(t->r, t->rate[i] * week * (waits ? 1.6 : 1));
        while (n-- > 0) {
            uint8_t kind = waits && rng_chance(t->r, 0.45) ? 0 : pick_kind(t->r);
            double clock = (rng_uniform(t->r) + rng_uniform(t->r)) / 2;
            event_add(t,
                      (Event){ .second = (int32_t)(86400 * (0.22 + 0.56 * clock)),
                               .kind = kind,
                               .contact = a->contact0 + (uint32_t)rng_below(t->r, a->n_contact) });
        }
    }
    if (t->n)
        qsort(t->event, t->n, sizeof *t->event, event_cmp);
}

static void milli_stamp(Out *o, int64_t ms)
{
    out_time(o, ms / 1000, 'T');
    out_c(o, '.');
    out_pad(o, ms % 1000, 3);
    out_s(o, "Z\"");
}

static void properties(Out *o, uint8_t kind, uint64_t h)
{
    if (kind == 0 || kind == 5) {
        out_s(o, kind ? ",\"properties\":{\"results\":" : ",\"properties\":{\"order\":");
        out_i(o, kind ? (int64_t)(h % 12) : (int64_t)(4500118 + h % 40000));
        out_c(o, '}');
    } else if (kind == 1) {
        out_s(o, h % 2 ? ",\"properties\":{\"format\":\"pdf\"}"
                       : ",\"properties\":{\"format\":\"csv\"}");
    } else {
        out_s(o, ",\"properties\":{}");
    }
}

static void event_line(Track *t, const Event *e, int32_t day, int64_t number)
{
    Out *o = t->o;
    const Contact *c = &t->d->w.contact.v[e->contact];
    uint64_t h = hash64_mix((uint64_t)number, (uint64_t)t->d->w.o.seed);
    int64_t ms = ((int64_t)day * 86400 + e->second) * 1000 + (int64_t)(h % 1000);
    bool broken = number % 20011 == 9973;
    out_s(o, "{\"type\":\"track\",\"messageId\":\"ajs-next-");
    out_hex(o, h, 16);
    out_s(o, "\",\"userId\":\"");
    out_put(o, c->user);
    out_s(o, "\",\"context\":{");
    if (t->group[c->account].n && h / 1024 % 100 >= 7) {
        out_s(o, "\"groupId\":\"");
        out_put(o, t->group[c->account]);
        out_c(o, '"');
    }
    out_s(o, "},\"event\":\"");
    out_s(o, event_name[e->kind]);
    out_c(o, '"');
    properties(o, e->kind, h >> 20);
    out_s(o, ",\"timestamp\":\"");
    if (broken)
        out_s(o, h % 2 ? "0000-00-00T00:00:00.000Z\"" : "NaN-NaN-NaNTNaN:NaN:NaN.NaNZ\"");
    else
        milli_stamp(o, ms);
    out_s(o, ",\"receivedAt\":\"");
    milli_stamp(o, ms + 80 + (int64_t)(h >> 40) % 2400);
    out_s(o, "}\n");
    o->records++;
    o->unreadable += broken;
}

Status track_write(Demo *d, Err *err)
{
    World *w = &d->w;
    Status st = demo_begin(d, FILE_TRACK, err);
    if (st)
        return st;
    Track t = { .d = d, .o = &d->out[FILE_TRACK], .r = world_rng(w, d->a, STREAM_EVENT) };
    Buf b;
    buf_init(&b, 1024);
    t.group = ARENA_NEW_N(d->a, Str, w->n_account);
    t.rate = ARENA_NEW_N(d->a, double, w->n_account);
    t.next = ARENA_NEW_N(d->a, uint32_t, w->n_account);
    for (size_t i = 0; i < w->n_account; i++) {
        alias_group(&b, w, &w->account[i]);
        t.group[i] = str_dup(d->a, buf_str(&b));
    }
    buf_release(&b);
    rates_make(&t);
    for (int32_t day = w->start; day <= w->as_of; day++) {
        day_make(&t, day);
        for (size_t i = 0; i < t.n; i++) {
            int64_t number = t.written++;
            event_line(&t, &t.event[i], day, number);
            if (number % 200 == 77) {
                event_line(&t, &t.event[i], day, number);
                t.o->duplicates++;
            }
        }
        if (day % 16 == 0)
            demo_tell(d, FILE_TRACK, (double)(day - w->start) / (w->as_of - w->start + 1));
    }
    return ST_OK;
}

Status identify_write(Demo *d, Err *err)
{
    World *w = &d->w;
    Out *o = &d->out[FILE_IDENTIFY];
    Status st = demo_begin(d, FILE_IDENTIFY, err);
    if (st)
        return st;
    Rng *r = world_rng(w, d->a, STREAM_IDENTIFY);
    Buf b;
    buf_init(&b, 1024);
    for (size_t i = 0; i < w->contact.n; i++) {
        const Contact *c = &w->contact.v[i];
        const Account *a = &w->account[c->account];
        if (rng_chance(r, 0.03))
            continue;
        int64_t day = first_day(w, a);
        day = day < w->as_of ? day + rng_below(r, w->as_of - day < 60 ? w->as_of - day : 60) : day;
        int64_t ms =
            (day * 86400 + rng_between(r, 21000, 66000)) * 1000 + (int64_t)(i * 7919 % 1000);
        alias_desk_name(&b, a);
        out_s(o, "{\"type\":\"identify\",\"messageId\":\"ajs-next-");
        out_hex(o, hash64_mix(i + 1, hash64(c->email)), 16);
        out_s(o, "\",\"userId\":");
        out_json(o, c->user);
        out_s(o, ",\"traits\":{\"email\":");
        out_json(o, c->email);
        out_s(o, ",\"company\":");
        out_json(o, rng_chance(r, 0.15) ? STR("") : buf_str(&b));
        out_s(o, "},\"timestamp\":\"");
        milli_stamp(o, ms);
        out_s(o, ",\"receivedAt\":\"");
        milli_stamp(o, ms + 250);
        out_s(o, "}\n");
        o->records++;
    }
    buf_release(&b);
    return ST_OK;
}
