#include "demo/world.h"

#include <stdlib.h>

#include "base/date.h"

static const double base_odds[3] = { 2.587, 1.815, 0.944 }; /* logit of 0.93, 0.86, 0.72 */
static const double B_LATE = -0.875;
static const double LATE_BASE = 0.07, LATE_CHANGED = 0.33, LATE_ACTION = 0.45;

double late_chance_if(const World *w, Country c, int64_t day, bool acted)
{
    const CountryInfo *info = &demo_country[c];
    bool changed = info->region == REGION_WEST && day >= w->change;
    double p = (changed ? LATE_CHANGED : LATE_BASE) + info->late_off;
    if (civil_of_day(day).month == 12)
        p += 0.01;
    if (acted && action_reaches(c) && day >= w->action)
        p *= LATE_ACTION;
    return p;
}

double late_chance(const World *w, Country c, int64_t day) { return late_chance_if(w, c, day, true); }

static int32_t work_day(int64_t day)
{
    int wd = day_weekday(day);
    return (int32_t)(wd > 4 ? day + 7 - wd : day);
}

static void deliveries_make(World *w, Account *a, Rng *r)
{
    int32_t from = a->since > w->start ? a->since + 20 : w->start;
    a->delivery0 = (uint32_t)w->delivery.n;
    double at = from;
    for (;;) {
        at += rng_gamma(r, 2, 365.25 / a->load / 2);
        Delivery d = { .account = (uint32_t)(a - w->account) };
        d.promised = work_day((int64_t)at);
        if (d.promised > w->as_of + 20)
            break;
        d.ordered = d.promised - (int32_t)rng_between(r, 8, 30);
        bool late = rng_chance(r, late_chance(w, (Country)a->country, d.promised));
        int64_t by = late                 ? 2 + rng_binomial(r, 13, 0.28)
                     : rng_chance(r, 0.8) ? 0
                                          : rng_between(r, -2, 1);
        d.delivered = (int32_t)(d.promised + by);
        int32_t transit = (int32_t)rng_between(r, 1, 3);
        d.issued = d.delivered - transit;
        if (d.issued <= d.ordered)
            d.issued = d.ordered + 1;
        d.value = (int64_t)(18000 * exp(rng_normal(r, 0, 0.9)) *
                            (a->segment == SEGMENT_SMALL ? 1 : 2.4)) +
                  900;
        VEC_ADD(w, w->delivery, d);
    }
    a->n_delivery = (uint32_t)(w->delivery.n - a->delivery0);
}

/* Complaints of a theme per year in each segment.  Only the portal's depends on it steeply. */
static const double complaint_rate[N_THEME][3] = {
    [THEME_LATE] = { 0, 0, 0 },
    [THEME_INVOICE] = { 0.9, 0.75, 0.7 },
    [THEME_PORTAL] = { 0.04, 0.09, 2.20 },
    [THEME_SUPPORT] = { 0.5, 0.4, 0.35 },
    [THEME_MANUALS] = { 0.25, 0.25, 0.2 },
    [THEME_QUALITY] = { 0.5, 0.3, 0.15 },
    [THEME_PEOPLE] = { 0.1, 0.05, 0.03 },
    [THEME_PRICE] = { 0.2, 0.25, 0.25 },
    [THEME_ONBOARD] = { 0.15, 0.2, 0.25 },
};

static uint32_t any_contact(const Account *a, Rng *r)
{
    return a->contact0 + (uint32_t)rng_below(r, a->n_contact);
}

static void ticket_add(World *w, const Account *a, Rng *r, Theme theme, int64_t day,
                       int32_t delivery)
{
    int64_t sec = day * 86400 + (int64_t)(3600 * (7 + 10 * rng_beta(r, 2, 2.2)));
    /* Reply times lengthen over the period; a third wait longer than the promised eight hours. */
    double aged = (double)(day - w->start) / (double)(w->as_of - w->start);
    double reply = 190 * exp(rng_normal(r, 0.45 * aged, 1.15)) + (theme == THEME_SUPPORT ? 700 : 0);
    double solve = reply + 60 * exp(rng_normal(r, 3.2, 1.1));
    VEC_ADD(w, w->ticket,
            (Ticket){ .at = sec,
                      .account = (uint32_t)(a - w->account),
                      .contact = any_contact(a, r),
                      .theme = (uint8_t)theme,
                      .seq = (uint32_t)w->ticket.n,
                      .delivery = delivery,
                      .reply = (int32_t)(reply < 30000 ? reply : 30000) + 2,
                      .resolve = (int32_t)(solve < 90000 ? solve : 90000) + 9 });
}

static void complaints_make(World *w, const Account *a, Rng *r)
{
    int64_t from = a->since > w->start ? a->since : w->start;
    double years = (double)(w->as_of - from + 1) / 365.25;
    for (uint32_t i = 0; i < a->n_delivery; i++) {
        const Delivery *d = &w->delivery.v[a->delivery0 + i];
        if (!delivery_late(d) || !rng_chance(r, effects_all(w) ? LATE_COMPLAINT : 0))
            continue;
        /* Half ask where it is, half complain when it has come. */
        int64_t day = rng_chance(r, 0.5) ? d->promised + rng_between(r, 1, 2)
                                         : d->delivered + rng_between(r, 0, 4);
        ticket_add(w, a, r, THEME_LATE, work_day(day), (int32_t)(a->delivery0 + i));
    }
    for (int t = 0; t < N_THEME; t++) {
        int64_t n = rng_poisson(r, years * complaint_rate[t][a->segment]);
        while (n-- > 0)
            ticket_add(w, a, r, (Theme)t, work_day(rng_between(r, from, w->as_of)), -1);
    }
}

/* Number of the latest order the account had placed by `day`. */
uint32_t order_known(const World *w, const Account *a, int64_t day, uint32_t otherwise)
{
    uint32_t order = otherwise;
    for (uint32_t i = 0; i < a->n_delivery; i++) {
        const Delivery *d = &w->delivery.v[a->delivery0 + i];
        if (d->ordered <= day)
            order = d->order;
    }
    return order;
}

static double logistic(double x)
{
    return 1 / (1 + exp(-x));
}

static bool was_exposed(const World *w, const Account *a, int32_t day)
{
    for (uint32_t i = 0; i < a->n_delivery; i++) {
        const Delivery *d = &w->delivery.v[a->delivery0 + i];
        if (d->promised >= day - WINDOW_DAYS - GAP_DAYS && d->promised < day - GAP_DAYS &&
            delivery_late(d))
            return true;
    }
    return false;
}

Decision decision_law(const World *w, const Account *a, int year)
{
    double tenure = year < 8 ? year : 8;
    double odds = base_odds[a->segment] + w->country_lean[a->country] + 0.05 * (tenure - 4) + a->lean;
    Decision d = { .account = (uint32_t)(a - w->account), .year = (uint32_t)year };
    d.p0 = logistic(odds);
    d.p1 = logistic(odds + B_LATE);
    d.amount = (int64_t)((double)a->acv * pow(1.03, year)) / 100 * 100;
    return d;
}

/* Walks the anniversaries of one account until it leaves or the period ends. */
static void decisions_make(World *w, Account *a, Rng *r)
{
    for (int year = 1; a->end == DAY_NEVER; year++) {
        int32_t day = (int32_t)day_add_months(a->since, 12 * year);
        if (day > w->as_of)
            return;
        if (day < w->start + WINDOW_DAYS + GAP_DAYS)
            continue;
        Decision d = decision_law(w, a, year);
        d.day = day;
        d.exposed = was_exposed(w, a, day);
        d.renewed = rng_chance(r, d.exposed && w->o.effects != DEMO_EFFECTS_NONE ? d.p1 : d.p0);
        if (!d.renewed)
            a->end = day;
        VEC_ADD(w, w->decision, d);
    }
}

/* Where nothing acts: what it was drawn with is its chance, whatever it is exposed to. */
static void decisions_settle(World *w)
{
    for (size_t i = 0; i < w->decision.n; i++) {
        Decision *d = &w->decision.v[i];
        bool acted = d->exposed && w->o.effects == DEMO_EFFECTS_OTHERS;
        d->p0 = d->p1 = acted ? d->p1 : d->p0;
        d->exposed = was_exposed(w, &w->account[d->account], d->day);
    }
}

/* What a lost account would have lived through did not happen; indices are kept true. */
static void forget_after_end(World *w)
{
    size_t keep = 0, kept_tickets = 0;
    int32_t *moved = ARENA_NEW_N(w->a, int32_t, w->delivery.n + 1);
    for (size_t i = 0; i < w->n_account; i++) {
        Account *a = &w->account[i];
        uint32_t from = a->delivery0;
        a->delivery0 = (uint32_t)keep;
        for (uint32_t k = from; k < from + a->n_delivery; k++) {
            const Delivery *d = &w->delivery.v[k];
            bool open = a->end == DAY_NEVER && d->ordered <= w->as_of;
            bool stays = a->end == DAY_NEVER ? open : d->delivered <= a->end;
            moved[k] = stays ? (int32_t)keep : -1;
            if (stays)
                w->delivery.v[keep++] = *d;
        }
        a->n_delivery = (uint32_t)keep - a->delivery0;
    }
    w->delivery.n = keep;
    for (size_t i = 0; i < w->ticket.n; i++) {
        Ticket t = w->ticket.v[i];
        const Account *a = &w->account[t.account];
        if (t.at / 86400 > account_last_day(w, a))
            continue;
        t.delivery = t.delivery < 0 ? -1 : moved[t.delivery];
        if (t.theme == THEME_LATE && t.delivery < 0)
            continue;
        w->ticket.v[kept_tickets++] = t;
    }
    w->ticket.n = kept_tickets;
}

/* The latest late delivery of the account within 120 days before `day`, or -1. */
static int32_t recent_late(const World *w, const Account *a, int64_t day)
{
    int32_t found = -1;
    for (uint32_t i = 0; i < a->n_delivery; i++) {
        const Delivery *d = &w->delivery.v[a->delivery0 + i];
        if (d->delivered < day && d->delivered > day - 120 && delivery_late(d))
            found = (int32_t)(a->delivery0 + i);
    }
    return found;
}

static Theme pick_theme(const Account *a, Rng *r, int score, bool late)
{
    static const double bad[N_THEME] = { 0.02, 0.16, 0.10, 0.20, 0.10, 0.02, 0.02, 0.16, 0.10 };
    static const double good[N_THEME] = { 0.005, 0.02, 0.03, 0.04, 0.05, 0.33, 0.32, 0.06, 0.05 };
    double weight[N_THEME], sum = 0;
    for (int t = 0; t < N_THEME; t++) {
        weight[t] = score >= 8 ? good[t] : score <= 5 ? bad[t] : (bad[t] + good[t]) / 2;
        if (t == THEME_LATE && late)
            weight[t] += score >= 8 ? 0.08 : score == 7 ? 0.6 : 1.6;
        if (t == THEME_PORTAL)
            weight[t] *= a->segment == SEGMENT_SMALL ? 4.5 : 0.2;
        sum += weight[t];
    }
    double u = rng_uniform(r) * sum;
    for (int t = 0; t < N_THEME - 1; t++) {
        u -= weight[t];
        if (u < 0)
            return (Theme)t;
    }
    return THEME_ONBOARD;
}

/* Surveys go out every quarter; most who answer do so within days. */
static int64_t answer_day(int32_t from, int32_t to, Rng *r)
{
    int64_t day = rng_between(r, from, to);
    Civil c = civil_of_day(day);
    int64_t wave = day_of_civil((Civil){ c.year, (c.month - 1) / 3 * 3 + 2, 6 });
    if (wave > day)
        wave = day_add_months(wave, -3);
    int64_t on = wave + (int64_t)rng_gamma(r, 1, 6);
    return on < from || on > to ? day : on;
}

static void response_make(World *w, const Account *a, Rng *r)
{
    static const double role_off[N_ROLE] = { 0.2, -0.2, 0.1, -0.5, -0.1 };
    int32_t from = a->since > w->start ? a->since : w->start;
    int64_t day = answer_day(from, account_last_day(w, a), r);
    Response s = { .contact = any_contact(a, r), .seq = (uint32_t)w->response.n };
    s.delivery = recent_late(w, a, day);
    double mean =
        8.0 + a->taste + role_off[w->contact.v[s.contact].role] - (s.delivery >= 0 && effects_all(w) ? 2.3 : 0);
    double v = round(mean + rng_normal(r, 0, 1.6));
    s.score = (uint8_t)(v < 0 ? 0 : v > 10 ? 10 : v);
    s.theme = s.second = THEME_NONE;
    if (rng_chance(r, 0.68))
        s.theme = (uint8_t)pick_theme(a, r, s.score, s.delivery >= 0);
    if (s.theme != THEME_NONE && rng_chance(r, 0.25))
        s.second = (uint8_t)pick_theme(a, r, s.score >= 8 ? 4 : 9, false);
    s.at = day * 86400 + (int64_t)(86399 * (0.28 + 0.55 * rng_beta(r, 1.6, 2)));
    VEC_ADD(w, w->response, s);
}

static void responses_make(World *w, Rng *r)
{
    static const double eager[3] = { 3.0, 1.3, 0.7 };
    double sum = 0;
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < w->n_account; i++) {
            const Account *a = &w->account[i];
            int32_t from = a->since > w->start ? a->since : w->start;
            double days = a->silent ? 0 : account_last_day(w, a) - from + 1;
            if (days < 1)
                continue;
            if (!pass) {
                sum += days * eager[a->segment];
                continue;
            }
            int64_t n = rng_poisson(r, (double)w->o.responses * days * eager[a->segment] / sum);
            while (n-- > 0)
                response_make(w, a, r);
        }
    }
}

typedef struct PortalDay {
    uint32_t account;
    int32_t day;
} PortalDay;

static int portal_cmp(const void *x, const void *y)
{
    const PortalDay *a = x, *b = y;
    return a->account != b->account ? (a->account > b->account) - (a->account < b->account)
                                    : (a->day > b->day) - (a->day < b->day);
}

/* Marks the decisions before which the account complained about the portal. */
static void portal_mark(World *w)
{
    size_t n = 0, i = 0;
    PortalDay *p = ARENA_NEW_N(w->a, PortalDay, w->ticket.n + w->response.n + 1);
    for (size_t k = 0; k < w->ticket.n; k++) {
        if (w->ticket.v[k].theme == THEME_PORTAL)
            p[n++] = (PortalDay){ w->ticket.v[k].account, (int32_t)(w->ticket.v[k].at / 86400) };
    }
    for (size_t k = 0; k < w->response.n; k++) {
        const Response *s = &w->response.v[k];
        if (s->theme == THEME_PORTAL || s->second == THEME_PORTAL)
            p[n++] = (PortalDay){ w->contact.v[s->contact].account, (int32_t)(s->at / 86400) };
    }
    qsort(p, n, sizeof *p, portal_cmp);
    for (size_t k = 0; k < w->decision.n; k++) {
        Decision *d = &w->decision.v[k];
        while (i < n && p[i].account < d->account)
            i++;
        for (size_t h = i; h < n && p[h].account == d->account; h++)
            d->portal |=
                p[h].day >= d->day - WINDOW_DAYS - GAP_DAYS && p[h].day < d->day - GAP_DAYS;
    }
}

static int ticket_cmp(const void *x, const void *y)
{
    const Ticket *a = x, *b = y;
    return a->at != b->at ? (a->at > b->at) - (a->at < b->at)
                          : (a->seq > b->seq) - (a->seq < b->seq);
}

static int response_cmp(const void *x, const void *y)
{
    const Response *a = x, *b = y;
    return a->at != b->at ? (a->at > b->at) - (a->at < b->at)
                          : (a->seq > b->seq) - (a->seq < b->seq);
}

void life_make(World *w)
{
    Rng *delivery = world_rng(w, w->a, STREAM_DELIVERY),
        *complaint = world_rng(w, w->a, STREAM_COMPLAINT);
    Rng *decision = world_rng(w, w->a, STREAM_DECISION);
    for (size_t i = 0; i < w->n_account; i++) {
        deliveries_make(w, &w->account[i], delivery);
        complaints_make(w, &w->account[i], complaint);
        decisions_make(w, &w->account[i], decision);
    }
    if (w->o.effects == DEMO_EFFECTS_OTHERS)
        life_deal(w, world_rng(w, w->a, STREAM_DEAL));
    if (!effects_all(w))
        decisions_settle(w);
    forget_after_end(w);
    responses_make(w, world_rng(w, w->a, STREAM_RESPONSE));
    portal_mark(w);
    qsort(w->ticket.v, w->ticket.n, sizeof *w->ticket.v, ticket_cmp);
    qsort(w->response.v, w->response.n, sizeof *w->response.v, response_cmp);
}
