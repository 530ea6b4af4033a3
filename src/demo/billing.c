#include <stdlib.h>

#include "base/date.h"
#include "demo/alias.h"
#include "demo/write.h"

static int invoice_cmp(const void *x, const void *y)
{
    const Invoice *a = x, *b = y;
    if (a->day != b->day)
        return (a->day > b->day) - (a->day < b->day);
    if (a->account != b->account)
        return (a->account > b->account) - (a->account < b->account);
    return (a->kind > b->kind) - (a->kind < b->kind);
}

static void quarter(World *w, const Account *a, int32_t day, int years, Rng *r)
{
    Invoice v = { .account = (uint32_t)(a - w->account), .day = day };
    v.amount = (int64_t)((double)a->acv * pow(1.03, years)) / 4 + rng_between(r, -4000, 9000) / 7;
    if (v.amount < 1000)
        v.amount = 1000;
    int32_t paid = day + (int32_t)(12 + rng_gamma(r, 2, 11));
    v.paid = paid <= w->as_of ? paid : 0;
    if (day > w->as_of - 4 && rng_chance(r, 0.5))
        v.kind = INVOICE_DRAFT;
    else if (rng_chance(r, 0.012))
        v.kind = INVOICE_VOID;
    if (v.kind != INVOICE_PLAIN)
        v.paid = 0;
    v.lost = v.kind == INVOICE_PLAIN && day < w->as_of - 120 && rng_chance(r, 0.004);
    if (v.lost)
        v.paid = 0;
    VEC_ADD(w, w->invoice, v);
    if (v.kind == INVOICE_VOID) {
        v.kind = INVOICE_PLAIN;
        v.day = day + 3 <= w->as_of ? day + 3 : day;
        v.paid = paid + 3 <= w->as_of ? paid + 3 : 0;
        VEC_ADD(w, w->invoice, v);
    } else if (v.kind == INVOICE_PLAIN && !v.lost && rng_chance(r, 0.027)) {
        v.kind = INVOICE_CREDIT;
        v.day = day + (int32_t)rng_between(r, 6, 40);
        int64_t part = v.amount * rng_between(r, 3, 22) / 100;
        v.amount = -part - rng_between(r, 0, 99);
        v.paid = v.day;
        if (v.day <= w->as_of)
            VEC_ADD(w, w->invoice, v);
    }
}

void invoices_make(World *w)
{
    Rng *r = world_rng(w, w->a, STREAM_INVOICE);
    for (size_t i = 0; i < w->n_account; i++) {
        const Account *a = &w->account[i];
        int32_t last = account_last_day(w, a);
        for (int q = 0;; q++) {
            int32_t day = (int32_t)day_add_months(a->since, 3 * q);
            if (day > last || (day == last && a->end != DAY_NEVER))
                break;
            if (day >= w->start)
                quarter(w, a, day, q / 4, r);
        }
    }
    qsort(w->invoice.v, w->invoice.n, sizeof *w->invoice.v, invoice_cmp);
}

static const char *status_of(const Invoice *v)
{
    if (v->kind == INVOICE_VOID)
        return "void";
    if (v->kind == INVOICE_DRAFT)
        return "draft";
    return v->lost ? "uncollectible" : v->paid ? "paid" : "open";
}

static void stamp(Out *o, int64_t day, int64_t salt)
{
    out_day(o, day);
    out_c(o, ' ');
    out_pad(o, 6 + salt % 11, 2);
    out_c(o, ':');
    out_pad(o, salt * 37 % 60, 2);
}

/* The finance contact pays, or whoever comes first. */
static Str payer(const World *w, const Account *a)
{
    for (uint32_t i = a->contact0; i < a->contact0 + a->n_contact; i++) {
        if (w->contact.v[i].role == ROLE_FINANCE)
            return w->contact.v[i].email;
    }
    return w->contact.v[a->contact0].email;
}

static void invoice_row(Demo *d, Out *o, const Invoice *v, int64_t i, Buf *name)
{
    const Account *a = &d->w.account[v->account];
    Civil c = civil_of_day(v->day);
    alias_billing_name(name, a);
    out_s(o, alias_stripe_id("in_1", (uint64_t)i * 977 + (uint64_t)d->w.o.seed, 23).p);
    out_s(o, v->kind == INVOICE_CREDIT ? ",NI-CN-" : ",NI-");
    out_i(o, c.year);
    out_c(o, '-');
    out_pad(o, i + 1, 6);
    out_c(o, ',');
    out_s(o, alias_stripe_id("cus_", v->account, 14).p);
    out_c(o, ',');
    out_csv(o, buf_str(name));
    out_c(o, ',');
    if (v->account % 23 != 5)
        out_csv(o, payer(&d->w, a));
    out_c(o, ',');
    stamp(o, v->day, i);
    out_c(o, ',');
    if (v->kind != INVOICE_CREDIT)
        stamp(o, v->day + 30, i);
    out_c(o, ',');
    out_money(o, v->amount, '.');
    out_c(o, ',');
    out_money(o, v->paid ? v->amount : 0, '.');
    out_s(o, ",eur,");
    out_s(o, status_of(v));
    out_c(o, ',');
    if (v->paid)
        stamp(o, v->paid, i * 3 + 1);
    out_s(o, v->kind == INVOICE_CREDIT ? ",Credit note: invoice differed from quote,"
                                       : ",\"Instruments and calibration, quarterly\",");
    out_s(o, alias_stripe_id("sub_1", v->account, 23).p);
    out_s(o, ",send_invoice\r\n");
    o->records++;
    if (v->kind != INVOICE_VOID && v->kind != INVOICE_DRAFT)
        d->ledger += v->amount;
}

Status invoices_write(Demo *d, Err *err)
{
    Out *o = &d->out[FILE_INVOICE];
    Status st = demo_begin(d, FILE_INVOICE, err);
    if (st)
        return st;
    Buf name;
    buf_init(&name, 1024);
    out_s(o, "id,Number,Customer ID,Customer Name,Customer Email,Date (UTC),Due Date (UTC),Amount "
             "Due,Amount Paid,"
             "Currency,Status,Paid At (UTC),Description,Subscription,Collection Method\r\n");
    for (size_t i = 0; i < d->w.invoice.n; i++)
        invoice_row(d, o, &d->w.invoice.v[i], (int64_t)i, &name);
    buf_release(&name);
    return ST_OK;
}
