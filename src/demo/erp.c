#include <stdlib.h>

#include "demo/alias.h"
#include "demo/write.h"

typedef struct OrderKey {
    int32_t day;
    uint32_t i;
} OrderKey;

static int order_cmp(const void *x, const void *y)
{
    const OrderKey *a = x, *b = y;
    return a->day != b->day ? (a->day > b->day) - (a->day < b->day) : (a->i > b->i) - (a->i < b->i);
}

static void day_or_blank(Out *o, int64_t day, int64_t as_of)
{
    if (day <= as_of)
        out_day_de(o, day);
    out_c(o, ';');
}

/* German money: 1.234,50 from the older half of the clerks, 1234,50 from the rest. */
static void value_de(Out *o, int64_t minor, bool grouped)
{
    if (grouped && minor >= 100000) {
        out_i(o, minor / 100000);
        out_c(o, '.');
        out_pad(o, minor / 100 % 1000, 3);
        out_c(o, ',');
        out_pad(o, minor % 100, 2);
        return;
    }
    out_money(o, minor, ',');
}

typedef struct ErpRow {
    const Delivery *d;
    const char *carrier;
    int64_t position;
    bool impossible;
} ErpRow;

static void erp_row(Demo *d, Out *o, const ErpRow *row, Buf *name)
{
    const Delivery *x = row->d;
    const Account *a = &d->w.account[x->account];
    const CountryInfo *c = &demo_country[a->country];
    out_i(o, x->order);
    out_c(o, ';');
    out_i(o, row->position);
    out_c(o, ';');
    out_i(o, alias_erp_number(x->account));
    out_c(o, ';');
    out_1252(o, buf_str(name));
    out_c(o, ';');
    Buf city;
    buf_init(&city, 256);
    if (a->country == PL)
        fold_ascii(&city, str_of(c->city[a->city].name));
    else
        buf_puts(&city, c->city[a->city].name);
    out_1252(o, buf_str(&city));
    buf_release(&city);
    out_c(o, ';');
    out_s(o, c->iso);
    out_c(o, ';');
    if (row->impossible)
        out_s(o, o->unreadable % 2 ? "00.00.0000" : "31.02.2025");
    else
        out_day_de(o, x->promised);
    out_c(o, ';');
    day_or_blank(o, x->issued, d->w.as_of);
    day_or_blank(o, x->delivered, d->w.as_of);
    value_de(o, x->value, a->owner % 2);
    out_s(o, ";EUR;");
    out_s(o, row->carrier);
    out_c(o, ';');
    out_s(o, c->depot);
    out_s(o, "\r\n");
    o->records++;
    o->unreadable += row->impossible;
}

/* Numbers the orders by day of order and gives the order of lines. */
static OrderKey *number_orders(Demo *d)
{
    World *w = &d->w;
    OrderKey *key = ARENA_NEW_N(d->a, OrderKey, w->delivery.n + 1);
    for (size_t i = 0; i < w->delivery.n; i++)
        key[i] = (OrderKey){ w->delivery.v[i].ordered, (uint32_t)i };
    qsort(key, w->delivery.n, sizeof *key, order_cmp);
    for (size_t i = 0; i < w->delivery.n; i++)
        w->delivery.v[key[i].i].order = (uint32_t)(4500118 + i * 3 + i % 2);
    return key;
}

Status erp_write(Demo *d, Err *err)
{
    static const char *const carrier[] = { "DHL Freight", "Schenker", "Dachser",     "GLS",
                                           "UPS",         "Geodis",   "Kuehne+Nagel" };
    World *w = &d->w;
    Out *o = &d->out[FILE_ERP];
    Status st = demo_begin(d, FILE_ERP, err);
    if (st)
        return st;
    Rng *r = world_rng(w, d->a, STREAM_ERP);
    OrderKey *key = number_orders(d);
    int64_t sum = 0;
    Buf name;
    buf_init(&name, 1024);
    out_1252(o, STR("Auftragsnr;Position;Kundennr;Kunde;Ort;Land;Zugesagter "
                    "Liefertermin;Warenausgang;Zugestellt am;"
                    "Warenwert;Währung;Spediteur;Lager\r\n"));
    for (size_t i = 0; i < w->delivery.n; i++) {
        ErpRow row = { .d = &w->delivery.v[key[i].i],
                       .carrier = carrier[rng_below(r, 7)],
                       .position = i % 9 == 4    ? 20
                                   : i % 31 == 7 ? 30
                                                 : 10 };
        /* Deliveries that decide an exposure stay readable, so truth can be recounted. */
        row.impossible = !delivery_late(row.d) && i % 1500 == 700;
        alias_erp_name(&name, &w->account[row.d->account]);
        erp_row(d, o, &row, &name);
        sum += row.d->value;
        if (i % 900 == 450) {
            erp_row(d, o, &row, &name);
            o->duplicates++;
        }
    }
    out_s(o, "Summe;;;;;;;;;");
    value_de(o, sum, false);
    out_s(o, ";EUR;;\r\n");
    o->footer = 1;
    buf_release(&name);
    return ST_OK;
}
