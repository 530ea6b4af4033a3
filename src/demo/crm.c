#include <stdlib.h>

#include "demo/alias.h"
#include "demo/write.h"

#include "base/date.h"
#include "base/map.h"

static const char *const segment_name[3] = { "Strategic", "Core", "Small" };
static const char *const role_name[N_ROLE] = { "Decision maker", "Purchasing", "User", "Frontline",
                                               "Finance" };

static void stamp(Out *o, int64_t sec)
{
    out_time(o, sec, 'T');
    out_s(o, ".000+0000");
}

static SfId owner_id(const Account *a)
{
    return sfid_make("005", 8371u + a->owner * 53u);
}

/* Data Loader writes 45000.0 and 45000.5, never 45000.50. */
static void amount(Out *o, int64_t minor)
{
    out_i(o, minor / 100);
    out_c(o, '.');
    out_pad(o, minor % 100 / 10, 1);
    if (minor % 10)
        out_pad(o, minor % 10, 1);
}

static void account_row(Demo *d, Out *o, size_t i, bool twin, Rng *r)
{
    const World *w = &d->w;
    const Account *a = &w->account[i];
    const CountryInfo *c = &demo_country[a->country];
    Buf name;
    buf_init(&name, 1024);
    alias_twin_name(&name, a);
    out_s(o, twin ? alias_twin_id(w, i).p : alias_account_id(i).p);
    out_c(o, ',');
    out_csv(o, twin ? buf_str(&name) : a->name);
    out_c(o, ',');
    if (a->parent >= 0 && !twin)
        out_s(o, alias_account_id((size_t)a->parent).p);
    out_s(o, a->end <= w->as_of && !twin ? ",Former Customer," : ",Customer,");
    out_csv(o, twin ? STR("") : str_of(demo_industry[a->trade]));
    out_c(o, ',');
    out_s(o, c->name);
    out_c(o, ',');
    out_csv(o, str_of(c->city[a->city].name));
    out_c(o, ',');
    out_s(o, twin ? "" : a->code);
    out_c(o, ',');
    if (!rng_chance(r, 0.09)) {
        out_s(o, rng_chance(r, 0.3) ? "https://www." : "www.");
        out_put(o, a->domain);
    }
    out_c(o, ',');
    out_s(o, twin || rng_chance(r, 0.12) ? "" : a->phone);
    out_c(o, ',');
    int64_t staff = (int64_t)((a->segment == SEGMENT_SMALL  ? 40
                               : a->segment == SEGMENT_CORE ? 310
                                                            : 2400) *
                              exp(rng_normal(r, 0, 0.7)));
    if (!twin && !rng_chance(r, 0.1))
        out_i(o, staff + 3);
    out_c(o, ',');
    out_s(o, owner_id(a).p);
    out_c(o, ',');
    out_s(o, twin ? "" : segment_name[a->segment]);
    out_c(o, ',');
    out_s(o, demo_region[c->region]);
    out_c(o, ',');
    if (!twin)
        out_day(o, a->since);
    out_c(o, ',');
    int64_t made = twin ? w->start + rng_between(r, 30, 500) : a->since - rng_between(r, 5, 90);
    stamp(o, made * 86400 + rng_between(r, 24000, 62000));
    out_c(o, '\n');
    o->records++;
    o->duplicates += twin;
    buf_release(&name);
}

Status accounts_write(Demo *d, Err *err)
{
    Out *o = &d->out[FILE_ACCOUNT];
    Status st = demo_begin(d, FILE_ACCOUNT, err);
    if (st)
        return st;
    Rng *r = world_rng(&d->w, d->a, STREAM_CRM);
    out_s(
        o,
        "Id,Name,ParentId,Type,Industry,BillingCountry,BillingCity,BillingPostalCode,Website,Phone,"
        "NumberOfEmployees,OwnerId,Segment__c,Region__c,Customer_Since__c,CreatedDate\n");
    for (size_t i = 0; i < d->w.n_account; i++)
        account_row(d, o, i, false, r);
    for (size_t i = 0; i < d->w.n_account; i++) {
        if (d->w.account[i].twin)
            account_row(d, o, i, true, r);
    }
    return ST_OK;
}

static const char *title_of(Rng *r, const Contact *c)
{
    static const char *const title[N_ROLE][4] = {
        { "Managing Director", "Head of Quality", "Plant Manager", "CTO" },
        { "Purchasing Manager", "Strategic Buyer", "Head of Procurement", "Buyer" },
        { "Quality Engineer", "Lab Manager", "Metrology Engineer", "Process Engineer" },
        { "Maintenance Technician", "Goods-in", "Shift Lead", "Lab Technician" },
        { "Accounts Payable", "Controller", "Finance Manager", "Head of Accounting" },
    };
    return rng_chance(r, 0.12) ? "" : title[c->role][rng_below(r, 4)];
}

/* "Meyer, Hans"; "H." for Hans; "Bob" for Robert; without umlauts; two letters swapped. */
static void double_name(Out *o, Demo *d, size_t i, const Contact *c)
{
    static const char *const nick[][2] = { { "Robert", "Bob" }, { "Thomas", "Tom" }, { "Michael", "Mike" }, { "Andreas", "Andi" }, { "Christine", "Chris" },
        { "Katharina", "Kathi" }, { "Stefan", "Steffen" }, { "Daniel", "Dan" }, { "Matthias", "Matze" }, { "Anna", "Annie" }, { "Nicolas", "Nico" } };
    const char *shown = NULL;
    for (size_t k = 0; k < COUNT_OF(nick); k++)
        if (str_eq(c->first, str_of(nick[k][0])))
            shown = nick[k][1];
    uint64_t way = shown ? 2 : hash64_mix(i, 18) % 4;
    Buf plain;
    buf_init(&plain, 256);
    fold_ascii(&plain, c->last);
    if (way == 0) {
        out_c(o, ',');
        out_csv(o, str_fmt(d->a, "%.*s, %.*s", STR_ARG(c->last), STR_ARG(c->first)));
    } else if (way == 1) {
        size_t first = 1;
        while (first < c->first.n && (c->first.p[first] & 0xC0) == 0x80)
            first++;
        out_csv(o, str_fmt(d->a, "%.*s.", STR_ARG(str_sub(c->first, 0, first))));
        out_c(o, ',');
        out_csv(o, c->last);
    } else {
        out_csv(o, shown ? str_of(shown) : c->first);
        out_c(o, ',');
        if (way == 3 && plain.n > 5) {
            char swap = plain.p[2];
            plain.p[2] = plain.p[3];
            plain.p[3] = swap;
        }
        out_csv(o, buf_str(&plain));
    }
    buf_release(&plain);
}

/* Contacts that were entered twice, behind all others; of a stream of their own, so that nothing else moves. */
static void doubles_write(Demo *d, Out *o)
{
    const World *w = &d->w;
    Rng *r = world_rng(w, d->a, STREAM_DOUBLE);
    for (size_t i = 0; i < w->contact.n; i++) {
        const Contact *c = &w->contact.v[i];
        if (!alias_contact_twice(i))
            continue;
        ArenaMark m = arena_mark(d->a);
        out_s(o, alias_contact_double_id(w, i).p);
        out_c(o, ',');
        out_s(o, alias_account_id(c->account).p);
        out_c(o, ',');
        double_name(o, d, i, c);
        out_c(o, ',');
        if (rng_chance(r, .3)) { /* the private address, or that of a shop abroad */
            Str rest = c->email, local = str_cut(&rest, '@');
            out_put(o, str_fmt(d->a, "%.*s@web.de", STR_ARG(local)));
        }
        out_s(o, ",,");
        out_s(o, rng_chance(r, .5) ? "" : role_name[c->role]);
        out_s(o, ",,");
        stamp(o, (w->as_of - rng_between(r, 20, 400)) * 86400 + rng_between(r, 24000, 62000));
        out_c(o, '\n');
        o->records++;
        arena_rewind(d->a, m);
    }
}

/* Who went to another account: with the name, a new address, and half of them with the number they had. */
static void movers_write(Demo *d, Out *o)
{
    const World *w = &d->w;
    Buf b;
    buf_init(&b, 1024);
    for (size_t i = 0; i < w->contact.n; i++) {
        const Contact *c = &w->contact.v[i];
        int64_t to = alias_contact_moved(w, i);
        if (to == MOVED_NOWHERE)
            continue;
        out_s(o, alias_contact_moved_id(w, i).p);
        out_c(o, ',');
        out_s(o, alias_account_id((size_t)to).p);
        out_c(o, ',');
        out_csv(o, c->first);
        out_c(o, ',');
        out_csv(o, c->last);
        out_c(o, ',');
        buf_clear(&b);
        fold_slug(&b, c->first, "");
        buf_putc(&b, '.');
        fold_slug(&b, c->last, "");
        out_put(o, buf_str(&b));
        out_c(o, '@');
        out_put(o, w->account[to].domain);
        out_s(o, ",,,");
        alias_contact_mobile(&b, w, i);
        if (alias_contact_took_phone(i))
            out_put(o, buf_str(&b));
        out_c(o, ',');
        stamp(o, ((int64_t)w->as_of - 10 - (int64_t)(hash64_mix(i, 22) % 200)) * 86400 + 36000);
        out_c(o, '\n');
        o->records++;
    }
    buf_release(&b);
}

Status contacts_write(Demo *d, Err *err)
{
    const World *w = &d->w;
    Out *o = &d->out[FILE_CONTACT];
    Status st = demo_begin(d, FILE_CONTACT, err);
    if (st)
        return st;
    Rng *r = world_rng(w, d->a, STREAM_CRM);
    Buf mobile;
    buf_init(&mobile, 64);
    out_s(o, "Id,AccountId,FirstName,LastName,Email,Title,Role__c,MobilePhone,CreatedDate\n");
    for (size_t i = 0; i < w->contact.n; i++) {
        const Contact *c = &w->contact.v[i];
        const Account *a = &w->account[c->account];
        ArenaMark m = arena_mark(d->a);
        out_s(o, alias_contact_id(i).p);
        out_c(o, ',');
        bool at_twin = a->twin && rng_chance(r, 0.3);
        if (!rng_chance(r, 0.02))
            out_s(o, at_twin ? alias_twin_id(w, c->account).p : alias_account_id(c->account).p);
        out_c(o, ',');
        out_csv(o, rng_chance(r, 0.02) ? STR("") : c->first);
        out_c(o, ',');
        out_csv(o, c->last);
        out_c(o, ',');
        if (!rng_chance(r, 0.02))
            out_put(o, rng_chance(r, 0.03) ? str_fmt(d->a, "%.*s ", STR_ARG(c->email)) : c->email);
        out_c(o, ',');
        out_s(o, title_of(r, c));
        out_c(o, ',');
        out_s(o, rng_chance(r, 0.06) ? "" : role_name[c->role]);
        out_c(o, ',');
        alias_contact_mobile(&mobile, w, i);
        out_put(o, buf_str(&mobile));
        out_c(o, ',');
        int64_t made = a->since + rng_between(r, -20, 400);
        stamp(o, (made < a->since || made < w->as_of ? made : a->since) * 86400 +
                     rng_between(r, 24000, 62000));
        out_c(o, '\n');
        o->records++;
        arena_rewind(d->a, m);
    }
    buf_release(&mobile);
    doubles_write(d, o);
    movers_write(d, o);
    return ST_OK;
}

typedef struct Deal {
    const char *type, *stage, *reason;
    int64_t amount;
    int32_t close, ends, made;
    uint32_t account, seq;
    bool closed, won, fresh;  /* fresh: the one that made it a customer */
} Deal;

/* Deals are gathered first, because their ids follow the day of creation. */
typedef struct Deals {
    Demo *d;
    Rng *r;
    VEC(Deal) all;
} Deals;

static void deal_add(Deals *k, const Account *a, Deal deal)
{
    deal.account = (uint32_t)(a - k->d->w.account);
    deal.seq = (uint32_t)k->all.n;
    VEC_ADD(&k->d->w, k->all, deal);
}

static int deal_cmp(const void *x, const void *y)
{
    const Deal *a = x, *b = y;
    return a->made != b->made ? (a->made > b->made) - (a->made < b->made)
                              : (a->seq > b->seq) - (a->seq < b->seq);
}

/* Where a new customer came from; a salesman leaves it empty now and then. */
static const char *source_of(const Demo *d, const Deal *deal)
{
    static const char *const other[] = { "Web", "Web", "Trade Show", "Trade Show", "Phone Inquiry", "Partner Referral", "Purchased List", "Other", "" };
    if (!deal->fresh)
        return "";
    return d->w.account[deal->account].referred ? "Customer Referral" : other[hash64_mix(deal->account, (uint64_t)d->w.o.seed + 41) % COUNT_OF(other)];
}

static void deal_row(Demo *d, const Deal *deal)
{
    const Account *a = &d->w.account[deal->account];
    Out *o = &d->out[FILE_OPPORTUNITY];
    ArenaMark m = arena_mark(d->a);
    out_s(o, sfid_make("006", 5120043u + (uint64_t)o->records * 23u).p);
    out_c(o, ',');
    out_s(o, alias_account_id(deal->account).p);
    out_c(o, ',');
    out_csv(o, str_fmt(d->a, "%.*s - %s %d", STR_ARG(a->base), deal->type,
                       civil_of_day(deal->close).year));
    out_c(o, ',');
    out_s(o, deal->type);
    out_c(o, ',');
    out_s(o, deal->stage);
    out_c(o, ',');
    amount(o, deal->amount);
    out_s(o, ",EUR,");
    out_day(o, deal->close);
    out_s(o, deal->closed ? ",true," : ",false,");
    out_s(o, deal->won ? "true," : "false,");
    if (deal->ends)
        out_day(o, deal->ends);
    out_c(o, ',');
    out_csv(o, str_of(deal->reason));
    out_c(o, ',');
    out_s(o, source_of(d, deal));
    out_c(o, ',');
    if (deal->fresh && a->referrer >= 0)
        out_s(o, alias_account_id((size_t)a->referrer).p);
    out_c(o, ',');
    stamp(o, (int64_t)deal->made * 86400 + 29000 + o->records * 7919 % 30000);
    out_c(o, '\n');
    o->records++;
    arena_rewind(d->a, m);
}

static const char *loss_reason(Rng *r, bool late)
{
    static const char *const any[] = { "",        "",           "Price",
                                       "Price",   "Competitor", "No longer needed",
                                       "Service", "Other" };
    static const char *const hit[] = {
        "",      "",      "Delivery reliability", "Service", "Competitor",
        "Price", "Other", "Delivery reliability"
    };
    return (late ? hit : any)[rng_below(r, 8)];
}

static void renewal_add(Deals *k, const Decision *x)
{
    Rng *r = k->r;
    Deal deal = {
        .type = "Renewal", .amount = x->amount, .close = x->day, .closed = true, .won = x->renewed
    };
    deal.stage = x->renewed ? "Closed Won" : "Closed Lost";
    deal.reason = x->renewed ? "" : loss_reason(r, x->exposed && effects_all(&k->d->w));
    deal.ends = x->day + (int32_t)(rng_chance(r, 0.6) ? 0 : rng_between(r, 1, 14));
    deal.made = x->day - (int32_t)rng_between(r, 60, 120);
    deal_add(k, &k->d->w.account[x->account], deal);
}

/* The next renewal of an account that is still here. */
static void open_add(Deals *k, const Account *a)
{
    Rng *r = k->r;
    int32_t as_of = k->d->w.as_of;
    static const char *const stage[] = { "Qualification", "Proposal/Price Quote",
                                         "Negotiation/Review", "Value Proposition" };
    int year = 1;
    while (day_add_months(a->since, 12 * year) <= as_of)
        year++;
    Deal deal = { .type = "Renewal",
                  .reason = "",
                  .close = (int32_t)day_add_months(a->since, 12 * year) };
    int32_t left = deal.close - as_of;
    deal.stage = left < 45 ? stage[2] : stage[rng_below(r, 4)];
    deal.amount = (int64_t)((double)a->acv * pow(1.03, year)) / 100 * 100;
    deal.ends = deal.close + (int32_t)(rng_chance(r, 0.6) ? 0 : rng_between(r, 1, 14));
    deal.made = as_of - (int32_t)rng_between(r, 0, 60);
    deal_add(k, a, deal);
}

static void others_add(Deals *k, const Account *a)
{
    Rng *r = k->r;
    const World *w = &k->d->w;
    Deal deal = { .type = "New Business",
                  .stage = "Closed Won",
                  .reason = "",
                  .amount = a->acv,
                  .close = a->since,
                  .closed = true,
                  .won = true,
                  .fresh = true };
    deal.ends = (int32_t)day_add_months(a->since, 12);
    deal.made = a->since - (int32_t)rng_between(r, 20, 200);
    deal_add(k, a, deal);
    int32_t from = (a->since > w->start ? a->since : w->start) + 60,
            to = account_last_day(w, a) - 30;
    for (int64_t n = to > from ? rng_poisson(r, (to - from) / 365.25 * 0.16) : 0; n > 0; n--) {
        deal = (Deal){ .type = "Expansion",
                       .close = (int32_t)rng_between(r, from, to),
                       .closed = true };
        deal.won = rng_chance(r, 0.6);
        deal.stage = deal.won ? "Closed Won" : "Closed Lost";
        deal.reason = deal.won ? "" : loss_reason(r, false);
        deal.amount = a->acv / 1000 * rng_between(r, 1, 5) * 100 + 50000;
        deal.made = deal.close - (int32_t)rng_between(r, 15, 120);
        deal_add(k, a, deal);
    }
}

Status opportunities_write(Demo *d, Err *err)
{
    Status st = demo_begin(d, FILE_OPPORTUNITY, err);
    if (st)
        return st;
    Deals k = { .d = d, .r = world_rng(&d->w, d->a, STREAM_CRM) };
    size_t at = 0;
    out_s(&d->out[FILE_OPPORTUNITY],
          "Id,AccountId,Name,Type,StageName,Amount,CurrencyIsoCode,CloseDate,IsClosed,IsWon,"
          "ContractEndDate__c,Loss_Reason__c,LeadSource,Referred_By__c,CreatedDate\n");
    for (size_t i = 0; i < d->w.n_account; i++) {
        const Account *a = &d->w.account[i];
        others_add(&k, a);
        for (; at < d->w.decision.n && d->w.decision.v[at].account == i; at++)
            renewal_add(&k, &d->w.decision.v[at]);
        if (a->end == DAY_NEVER)
            open_add(&k, a);
    }
    qsort(k.all.v, k.all.n, sizeof *k.all.v, deal_cmp);
    for (size_t i = 0; i < k.all.n; i++)
        deal_row(d, &k.all.v[i]);
    return ST_OK;
}
