/* stake.c - what late deliveries put at stake in the year ahead, by the law, and how well one could know it. */
#include "demo/world.h"

#include "base/date.h"

enum { HORIZON_DAYS = 365, STEPS = 8 };

/* Deliveries come as a renewal process of Erlang-2 gaps (life.c): two exponential halves a gap.  of[k]: no late one yet, in half k. */
static double on_time(const World *w, const Account *a, int64_t from, int64_t to, bool acted)
{
    double of[2] = { 0.5, 0.5 }, h = 2 * a->load / 365.25 / STEPS;
    for (int64_t day = from; day < to; day++) {
        double kept = 1 - late_chance_if(w, (Country)a->country, day, acted);
        for (int k = 0; k < STEPS; k++) {
            double go[2] = { h * of[0], h * of[1] };
            of[0] += kept * go[1] - go[0];
            of[1] += go[0] - go[1];
        }
    }
    return of[0] + of[1];
}

double chance_on_time(const World *w, const Account *a, int64_t from, int64_t to) { return on_time(w, a, from, to, true); }

/* Exposed at a decision on `day`, seen from as_of: what has come is known, what is to come follows the law. */
static double chance_exposed(const World *w, const Account *a, int64_t day)
{
    int64_t from = day - WINDOW_DAYS - GAP_DAYS, to = day - GAP_DAYS;
    for (uint32_t i = 0; i < a->n_delivery; i++) {
        const Delivery *d = &w->delivery.v[a->delivery0 + i];
        if (d->promised >= from && d->promised < to && d->promised <= w->as_of && delivery_late(d))
            return 1;
    }
    return 1 - chance_on_time(w, a, from > w->as_of ? from : w->as_of + 1, to);
}

AtStake at_stake(const World *w)
{
    AtStake s = { 0 };
    double slope = 0, information = 0;
    for (size_t i = 0; i < w->n_account; i++) {
        const Account *a = &w->account[i];
        int year = 1;
        if (a->end != DAY_NEVER)
            continue;
        while (day_add_months(a->since, 12 * year) <= w->as_of)
            year++;
        int64_t day = day_add_months(a->since, 12 * year);
        if (day > w->as_of + HORIZON_DAYS)
            continue;
        Decision d = decision_law(w, a, year);
        double at = (double)d.amount * chance_exposed(w, a, day);
        s.cost += effects_all(w) ? at * (d.p0 - d.p1) : 0;
        slope += at * d.p1 * (1 - d.p1);
    }
    for (size_t i = 0; i < w->decision.n; i++)
        if (w->decision.v[i].exposed)
            information += w->decision.v[i].p1 * (1 - w->decision.v[i].p1);
    s.se = information > 0 ? slope / sqrt(information) : 0;
    return s;
}

/* What a decision of the time after the action adds: by so much it was likelier to renew, and so much of it was invoiced by `end`. */
static void saved_by(const World *w, const Decision *d, int64_t end, bool known, Brought *s)
{
    const Account *a = &w->account[d->account];
    int64_t from = d->day - WINDOW_DAYS - GAP_DAYS, to = d->day - GAP_DAYS, quarters = 0;
    double likelier = (on_time(w, a, from, to, true) - on_time(w, a, from, to, false)) * (d->p0 - d->p1);
    s->kept += (double)d->amount * likelier;
    while (quarters < 4 && day_add_months(d->day, (int)(3 * quarters)) < end)
        quarters++;
    if (known)
        s->billed += (double)d->amount * likelier * (double)quarters / 4;
}

/* Customers a year before the action and still; the others are in no comparison of the same account before and after. */
static bool known_before(const World *w, const Account *a)
{
    int64_t before = day_add_months(w->action, -12);
    return a->since < before + 31 && a->end >= before;
}

Brought action_brought(const World *w)
{
    int64_t end = day_month_start(w->as_of), year = day_add_months(w->action, 12);
    Brought s = { 0 };
    end = end < year ? end : year;
    if (!effects_all(w))
        return s;      /* lateness does nothing, so nothing is saved */
    for (size_t i = 0; i < w->decision.n; i++) {
        const Decision *d = &w->decision.v[i];
        const Account *a = &w->account[d->account];
        if (action_reaches((Country)a->country) && d->day >= w->action && d->day < end)
            saved_by(w, d, end, known_before(w, a), &s);
    }
    for (size_t i = 0; i < w->delivery.n; i++) {
        const Delivery *d = &w->delivery.v[i];
        const Account *a = &w->account[d->account];
        if (action_reaches((Country)a->country) && known_before(w, a) && d->promised >= w->action && d->promised < end)
            s.tickets += LATE_COMPLAINT * (late_chance_if(w, (Country)a->country, d->promised, false) - late_chance(w, (Country)a->country, d->promised));
    }
    return s;
}
