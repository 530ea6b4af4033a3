#include "base/date.h"
#include "demo/write.h"

/* What the units read off their own gauges, month by month. */
typedef struct Month {
    int64_t tickets, quick; /* answered within eight hours */
    int64_t invoices, credits;
} Month;

static size_t month_of(const World *w, int64_t day)
{
    Civil a = civil_of_day(w->start), b = civil_of_day(day);
    return (size_t)((b.year - a.year) * 12 + b.month - a.month);
}

static Month *months_make(const Demo *d)
{
    const World *w = &d->w;
    Month *m = ARENA_NEW_N(d->a, Month, DEMO_MONTHS_MAX + 1);
    for (size_t i = 0; i < w->ticket.n; i++) {
        Month *x = &m[month_of(w, w->ticket.v[i].at / 86400)];
        x->tickets++;
        x->quick += w->ticket.v[i].reply <= 480;
    }
    for (size_t i = 0; i < w->invoice.n; i++) {
        Month *x = &m[month_of(w, w->invoice.v[i].day)];
        x->credits += w->invoice.v[i].kind == INVOICE_CREDIT;
        x->invoices += w->invoice.v[i].kind == INVOICE_PLAIN;
    }
    return m;
}

/* Tenths or hundredths of a percent, as an integer, with the point put back. */
static void row(Out *o, const char *what, int64_t day, int64_t hundredths, const char *target)
{
    out_s(o, what);
    out_c(o, ',');
    Civil c = civil_of_day(day);
    out_i(o, c.year);
    out_c(o, '-');
    out_pad(o, c.month, 2);
    out_c(o, ',');
    out_money(o, hundredths, '.');
    out_c(o, ',');
    out_s(o, target);
    out_s(o, ",higher,%\n");
    o->records++;
}

static int64_t share(int64_t part, int64_t whole)
{
    return whole ? part * 10000 / whole : 10000;
}

Status scorecard_write(Demo *d, Err *err)
{
    const World *w = &d->w;
    Out *o = &d->out[FILE_SCORECARD];
    Status st = demo_begin(d, FILE_SCORECARD, err);
    if (st)
        return st;
    Rng *r = world_rng(w, d->a, STREAM_PAPER);
    const Month *m = months_make(d);
    out_s(o, "Unit,Metric,Touchpoint,Month,Value,Target,Better,Unit of measure\n");
    for (int64_t day = w->start; day <= w->as_of; day = day_add_months(day, 1), m++) {
        /* The gate compares goods issue with a plan that is moved whenever the promise slips. */
        row(o, "Logistics,Dispatched on time,Delivery", day, rng_between(r, 9610, 9790), "95.00");
        row(o, "Billing,Invoices without correction,Invoice", day,
            share(m->invoices - m->credits, m->invoices), "97.00");
        row(o, "Support,First reply within 8 hours,Support", day, share(m->quick, m->tickets),
            "85.00");
        row(o, "Digital,Portal uptime,Portal", day, rng_between(r, 9990, 9999), "99.90");
    }
    return ST_OK;
}

static void initiative(Out *o, const char *before, int64_t from, int64_t to, const char *after)
{
    out_s(o, before);
    out_c(o, ',');
    out_day(o, from);
    out_c(o, ',');
    if (to)
        out_day(o, to);
    out_c(o, ',');
    out_s(o, after);
    out_c(o, '\n');
    o->records++;
}

Status initiatives_write(Demo *d, Err *err)
{
    const World *w = &d->w;
    Out *o = &d->out[FILE_INITIATIVE];
    Status st = demo_begin(d, FILE_INITIATIVE, err);
    if (st)
        return st;
    int64_t refresh = day_month_start(w->start + (w->as_of - w->start) * 6 / 10);
    out_s(o, "Initiative,Issue,Unit,Owner,Countries,Start,End,Cost,Currency,Leading "
             "metric,Expected effect,Status\n");
    initiative(o, "Depot Lyon,Late deliveries,Logistics,Marie Colas,\"FR, BE\"", w->action, 0,
               "410000,EUR,Share of deliveries late,Half the late deliveries in France and "
               "Belgium,Running");
    initiative(
        o,
        "Portal search refresh,Cannot find orders in the portal,Digital,Jonas Stamm,\"DE, AT, CH\"",
        refresh, refresh + 75,
        "95000,EUR,Portal tickets per account,Portal tickets down by 40 %,Done");
    initiative(
        o, "Evening reply shift,First reply takes days,Support,Nadia Okafor,all", w->as_of - 30, 0,
        "60000,EUR,First reply within 8 hours,Nine of ten tickets answered within 8 hours,Started");
    return ST_OK;
}
