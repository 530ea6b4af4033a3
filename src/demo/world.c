#include "demo/world.h"

#include "base/date.h"
#include "base/map.h"

static const double segment_share[3] = { 0.10, 0.40, 0.50 };
static const double segment_value[3] = { 180e5, 45e5, 9e5 }; /* median contract, minor units */
static const double segment_load[3] = { 17, 7, 4 };          /* deliveries a year */

/* Chosen so that seed 1, the one everybody sees, is a typical company and not a lucky one: its raw
 * differences lie near the means over many seeds. */
static const uint64_t STREAM_SALT = 11;

void *vec_grow(Arena *a, const void *old, size_t n, size_t size, size_t *cap)
{
    *cap = *cap ? *cap * 2 : 64;
    void *p = arena_array(a, *cap, size, 8);
    if (n)
        memcpy(p, old, n * size);
    return p;
}

Rng *world_rng(const World *w, Arena *a, Stream s)
{
    return rng_create(a, hash64_mix((uint64_t)w->o.seed + STREAM_SALT, (uint64_t)s));
}

static const char *pick(Rng *r, Words w)
{
    return w.w[rng_below(r, (int64_t)w.n)];
}

Str mask_fill(Arena *a, Rng *r, const char *mask)
{
    Str s = str_fmt(a, "%s", mask);
    char *p = arena_alloc(a, s.n + 1, 1);
    for (size_t i = 0; i <= s.n; i++) {
        char c = s.p[i];
        if (c == '#')
            c = (char)('0' + rng_below(r, 10));
        else if (c == '@')
            c = "ABCDEFGHJKLMNPRSTUVWXYZ"[rng_below(r, 23)];
        p[i] = c;
    }
    return (Str){ p, s.n };
}

static Country pick_country(Rng *r)
{
    double u = rng_uniform(r);
    for (int c = 0; c < N_COUNTRY - 1; c++) {
        u -= demo_country[c].share;
        if (u < 0)
            return (Country)c;
    }
    return US;
}

/* A name nobody has yet; the longer the search, the longer the name. */
static void name_company(World *w, Account *a, Rng *r, StrMap *taken)
{
    const CountryInfo *c = &demo_country[a->country];
    const Group *g = &demo_group[c->group];
    bool new_name = false;
    for (int try = 0; !new_name; try++) {
        const char *stem = pick(r, rng_chance(r, 0.22) ? demo_brand : g->surname);
        const char *trade = g->trade[a->trade], *more = "", *join = "";
        if (try > 3 || rng_chance(r, 0.06)) {
            join = rng_chance(r, 0.5) ? "-" : " & ";
            more = pick(r, g->surname);
        }
        Str s = g->trade_first && rng_chance(r, 0.7)
                    ? str_fmt(w->a, "%s %s%s%s", trade, stem, join, more)
                    : str_fmt(w->a, "%s%s%s %s", stem, join, more, trade);
        if (try > 2)
            s = str_fmt(w->a, "%.*s %s", STR_ARG(s), c->city[a->city].name);
        if (try > 40)
            s = str_fmt(w->a, "%.*s %d", STR_ARG(s), try);
        (void)strmap_put(taken, s, &new_name);
        a->base = s;
    }
    a->name = str_fmt(w->a, "%.*s %s", STR_ARG(a->base), c->legal[rng_below(r, 4)]);
}

/* A subsidiary carries the parent's name and its own country's. */
static bool name_child(World *w, Account *a, Rng *r, StrMap *taken)
{
    const Account *p = &w->account[a->parent];
    static const char *const abroad[N_COUNTRY] = { "Deutschland", "Austria",   "Schweiz", "France",
                                                   "Belgium",     "Nederland", "Italia",  "Iberia",
                                                   "UK",          "Nordic",    "Polska",  "USA" };
    const CountryInfo *c = &demo_country[a->country];
    bool new_name;
    a->base = str_fmt(w->a, "%.*s %s", STR_ARG(p->base), abroad[a->country]);
    a->name = str_fmt(w->a, "%.*s %s", STR_ARG(a->base), c->legal[rng_below(r, 4)]);
    a->trade = p->trade;
    (void)strmap_put(taken, a->base, &new_name);
    return new_name;
}

static void name_domain(World *w, Account *a, StrMap *taken)
{
    bool new_name = false;
    for (int try = 0; !new_name; try++) {
        Buf b;
        buf_init(&b, 4096);
        fold_slug(&b, a->base, a->base.n % 2 ? "-" : "");
        if (try)
            buf_printf(&b, "-%d", try + 1);
        a->domain = str_fmt(w->a, "%.*s.%s", STR_ARG(buf_str(&b)), demo_country[a->country].tld);
        buf_release(&b);
        (void)strmap_put(taken, a->domain, &new_name);
    }
}

static Segment pick_segment(Rng *r)
{
    double u = rng_uniform(r);
    return u < segment_share[0]                      ? SEGMENT_STRATEGIC
           : u < segment_share[0] + segment_share[1] ? SEGMENT_CORE
                                                     : SEGMENT_SMALL;
}

static int since_cmp(const void *x, const void *y)
{
    int32_t a = *(const int32_t *)x, b = *(const int32_t *)y;
    return (a > b) - (a < b);
}

/* Four in five were customers before the period, the rest come during its first part. */
static int32_t *draw_since(World *w, Rng *r)
{
    int32_t *day = ARENA_NEW_N(w->a, int32_t, w->n_account);
    int64_t span = w->as_of - w->start;
    for (size_t i = 0; i < w->n_account; i++) {
        if (rng_chance(r, 0.82))
            day[i] = (int32_t)(w->start - 1 - (int64_t)(3000 * rng_beta(r, 1, 1.6)));
        else
            day[i] = (int32_t)(w->start + (int64_t)(0.85 * (double)span * rng_uniform(r)));
    }
    qsort(day, w->n_account, sizeof *day, since_cmp);
    return day;
}

static void account_make(World *w, Account *a, Rng *r, StrMap *names, StrMap *domains)
{
    size_t i = (size_t)(a - w->account);
    a->country = (uint8_t)pick_country(r);
    const CountryInfo *c = &demo_country[a->country];
    a->city = (uint8_t)rng_below(r, N_CITY);
    a->trade = (uint8_t)rng_below(r, N_TRADE);
    a->segment = (uint8_t)pick_segment(r);
    a->owner = (uint8_t)rng_below(r, 12);
    a->end = DAY_NEVER;
    a->acv = (int64_t)(segment_value[a->segment] * exp(rng_normal(r, 0, 0.35)) / 100) * 100 + 10000;
    double load = segment_load[a->segment] * exp(rng_normal(r, 0, 0.35));
    a->load = load < 2 ? 2 : load > 40 ? 40 : load;
    a->taste = rng_normal(r, 0, 0.9);
    a->lean = rng_normal(r, 0, 0.25);
    a->silent = rng_chance(r, a->segment == SEGMENT_SMALL ? 0.35 : 0.12);
    a->opaque = rng_chance(r, 0.4);
    a->workspace = rng_chance(r, 0.3);
    a->no_group = rng_chance(r, 0.08);
    a->twin = rng_chance(r, 0.03);
    a->parent = i > 10 && rng_chance(r, 0.05) ? (int32_t)rng_below(r, (int64_t)i) : -1;
    if (a->parent >= 0 && (w->account[a->parent].parent >= 0 || !name_child(w, a, r, names)))
        a->parent = -1;
    if (a->parent < 0)
        name_company(w, a, r, names);
    name_domain(w, a, domains);
    Str code = mask_fill(w->a, r, c->city[a->city].code), phone = mask_fill(w->a, r, c->phone);
    memcpy(a->code, code.p, code.n + 1);
    memcpy(a->phone, phone.p, phone.n + 1);
}

static Role pick_role(Rng *r, uint32_t k)
{
    static const Role order[] = { ROLE_DECISION, ROLE_USER, ROLE_PURCHASING, ROLE_FRONTLINE,
                                  ROLE_FINANCE };
    return k < 5 ? order[k] : rng_chance(r, 0.55) ? ROLE_USER : ROLE_FRONTLINE;
}

static void contact_email(World *w, const Account *a, Contact *c, Rng *r, uint32_t k)
{
    static const char *const free_mail[] = { "gmail.com", "gmx.net", "outlook.com", "orange.fr" };
    Buf f, l;
    buf_init(&f, 256);
    buf_init(&l, 256);
    fold_slug(&f, c->first, "");
    fold_slug(&l, c->last, "");
    uint64_t style = hash64(a->domain) % 4;
    bool free = rng_chance(r, 0.025);
    Str host = free ? str_of(free_mail[rng_below(r, 4)]) : a->domain;
    const char *dot = style < 3 ? "." : "";
    int first = style == 0 || style == 1 ? (int)f.n : 1;
    /* The number keeps namesakes within one account (and free mailers) apart. */
    Str tail =
        k >= 5 || free ? str_fmt(w->a, "%u", (unsigned)(free ? c->account * 7 + k : k)) : STR("");
    c->email = str_fmt(w->a, "%.*s%s%.*s%.*s@%.*s", first, f.p, dot, STR_ARG(buf_str(&l)),
                       STR_ARG(tail), STR_ARG(host));
    buf_release(&f);
    buf_release(&l);
}

static bool email_taken(const World *w, const Account *a, Str email)
{
    for (size_t i = a->contact0; i < w->contact.n; i++) {
        if (str_eq(w->contact.v[i].email, email))
            return true;
    }
    return false;
}

static void contacts_make(World *w, Account *a, Rng *r)
{
    static const int64_t low[3] = { 6, 3, 1 }, high[3] = { 14, 6, 3 };
    const CountryInfo *info = &demo_country[a->country];
    const Group *g = &demo_group[info->group];
    a->contact0 = (uint32_t)w->contact.n;
    a->n_contact = (uint32_t)rng_between(r, low[a->segment], high[a->segment]);
    for (uint32_t k = 0; k < a->n_contact; k++) {
        Contact c = { .account = (uint32_t)(a - w->account) };
        c.role = (uint8_t)pick_role(r, k);
        c.lang =
            (uint8_t)(info->lang != LANG_EN && rng_chance(r, info->lang == LANG_DE ? 0.40 : 0.33)
                          ? info->lang
                          : LANG_EN);
        do {
            c.first = str_of(pick(r, g->first));
            c.last = str_of(pick(r, g->surname));
            contact_email(w, a, &c, r, k);
        } while (email_taken(w, a, c.email));
        c.user = c.email;
        if (a->opaque)
            c.user = str_fmt(
                w->a, "usr_%010llx",
                (unsigned long long)(hash64_mix(hash64(c.email), (uint64_t)w->o.seed) >> 24));
        VEC_ADD(w, w->contact, c);
    }
}

void accounts_make(World *w, Rng *r)
{
    StrMap names, domains;
    strmap_init(&names, w->a);
    strmap_init(&domains, w->a);
    for (int c = 0; c < N_COUNTRY; c++)
        w->country_lean[c] = rng_normal(r, 0, 0.10);
    int32_t *since = draw_since(w, r);
    for (size_t i = 0; i < w->n_account; i++) {
        w->account[i].since = since[i];
        account_make(w, &w->account[i], r, &names, &domains);
        contacts_make(w, &w->account[i], r);
    }
}

/* Independent of all else that happens to an account. */
static void expectations_make(World *w, Rng *r)
{
    static const double share[N_EXPECT_SET] = { [EXPECTS_TIME] = 0.35, [EXPECTS_SIMPLE] = 0.25, [EXPECTS_CORRECT] = 0.22, [EXPECTS_CARE] = 0.18 };
    for (size_t i = 0; i < w->n_account; i++) {
        double u = rng_uniform(r);
        uint8_t set = EXPECTS_TIME;
        while (set < EXPECTS_CARE && u >= share[set])
            u -= share[set++];
        w->account[i].expects = set;
    }
}

void world_make(World *w, Arena *a, const DemoOptions *o)
{
    *w = (World){ .a = a, .o = *o, .n_account = (size_t)o->accounts };
    w->as_of = (int32_t)day_of_civil((Civil){ 2026, 9, 30 });
    w->start = (int32_t)day_add_months(w->as_of + 1, -(int)o->months);
    int64_t span = w->as_of + 1 - w->start;
    w->change = (int32_t)day_week_start(w->start + span * 55 / 100);
    w->action = (int32_t)day_month_start(w->start + span * 3 / 4 + 14);
    w->account = ARENA_NEW_N(a, Account, w->n_account);
    accounts_make(w, world_rng(w, a, STREAM_ACCOUNT));
    life_make(w);
    invoices_make(w);
    expectations_make(w, world_rng(w, a, STREAM_EXPECT));
    mouth_make(w, world_rng(w, a, STREAM_MOUTH));
}
