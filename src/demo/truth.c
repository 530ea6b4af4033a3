#include "base/date.h"
#include "base/json_out.h"
#include "demo/alias.h"
#include "demo/write.h"

enum { PIECE_MAX = 1 << 20, ALIASES_UP_TO = 20000, PEOPLE_UP_TO = 5000 };

/* A document of any length: what was said so far goes into the file record by record. */
typedef struct Truth {
    JsonOut j;
    Buf     piece;
    Out     file;
} Truth;

static void hand_on(Truth *t)
{
    if (t->piece.over)
        bug("a piece of the truth is longer than %d bytes", PIECE_MAX);
    out_put(&t->file, buf_str(&t->piece));
    buf_clear(&t->piece);
}

static void put_day(JsonOut *j, Arena *a, const char *key, int64_t day)
{
    json_str(j, key, date_iso(a, day));
}

typedef struct Contrast {
    int64_t n[2], renewed[2]; /* [1]: exposed */
} Contrast;

static double difference(const Contrast *c)
{
    if (!c->n[0] || !c->n[1])
        return 0;
    return (double)c->renewed[1] / (double)c->n[1] - (double)c->renewed[0] / (double)c->n[0];
}

static void put_issues(JsonOut *j, const World *w)
{
    Contrast late = { 0 }, portal = { 0 };
    double effect = 0;
    for (size_t i = 0; i < w->decision.n; i++) {
        const Decision *d = &w->decision.v[i];
        effect += d->p1 - d->p0;
        late.n[d->exposed]++;
        late.renewed[d->exposed] += d->renewed;
        portal.n[d->portal]++;
        portal.renewed[d->portal] += d->renewed;
    }
    json_object(j, "costly_issue");
    json_str(j, "kind", STR("promise"));
    json_str(j, "outcome", STR("renewal"));
    json_str(j, "theme", STR("late delivery"));
    json_f64(j, "effect", w->decision.n ? effect / (double)w->decision.n : 0);
    AtStake stake = at_stake(w);
    json_int(j, "cost_minor", llround(stake.cost));
    json_int(j, "cost_se_minor", llround(stake.se));
    json_f64(j, "raw_difference", difference(&late));
    json_int(j, "n_exposed", late.n[1]);
    json_int(j, "n_unexposed", late.n[0]);
    json_int(j, "renewed_exposed", late.renewed[1]);
    json_int(j, "renewed_unexposed", late.renewed[0]);
    json_int(j, "window_days", WINDOW_DAYS);
    json_int(j, "gap_days", GAP_DAYS);
    json_str(j, "decision_date", STR("Opportunity.CloseDate"));
    json_end(j);
    json_object(j, "confounded_issue");
    json_str(j, "kind", STR("theme"));
    json_str(j, "outcome", STR("renewal"));
    json_str(j, "theme", STR("cannot find orders in the portal"));
    json_f64(j, "effect", 0);
    json_f64(j, "raw_difference", difference(&portal));
    json_int(j, "n_exposed", portal.n[1]);
    json_int(j, "n_unexposed", portal.n[0]);
    json_str(j, "confounder", STR("segment"));
    json_end(j);
    json_object(j, "cost_issue");
    json_str(j, "kind", STR("theme"));
    json_str(j, "outcome", STR("cost to serve"));
    json_str(j, "theme", STR("invoice differs from the quote"));
    json_f64(j, "effect_on_renewal", 0);
    json_end(j);
}

/* Late share of deliveries promised in [from, to), for the countries in the mask. */
static double late_share(const World *w, unsigned countries, int64_t from, int64_t to)
{
    int64_t n = 0, late = 0;
    for (size_t i = 0; i < w->delivery.n; i++) {
        const Delivery *d = &w->delivery.v[i];
        if (!(countries >> w->account[d->account].country & 1) || d->promised < from ||
            d->promised >= to)
            continue;
        n++;
        late += delivery_late(d);
    }
    return n ? (double)late / (double)n : 0;
}

static void put_change(JsonOut *j, const World *w, Arena *a)
{
    const unsigned west = 1u << FR | 1u << BE | 1u << NL, acted = 1u << FR | 1u << BE;
    int64_t end = w->as_of - 16; /* later promises may still be under way */
    json_object(j, "change");
    json_str(j, "measure", STR("deliveries late"));
    json_str(j, "region", STR("West"));
    put_day(j, a, "day", w->change);
    json_f64(j, "before", late_share(w, west, w->start, w->change));
    json_f64(j, "after", late_share(w, west, w->change, w->action));
    json_str(j, "cause", STR("new planning system"));
    json_end(j);
    json_object(j, "action");
    json_str(j, "name", STR("Depot Lyon"));
    json_str(j, "verdict", STR("worked"));
    json_array(j, "countries");
    json_str(j, NULL, STR("FR"));
    json_str(j, NULL, STR("BE"));
    json_end(j);
    put_day(j, a, "start", w->action);
    json_f64(j, "effect_on_late_share",
             late_chance(w, FR, w->action) - late_chance(w, FR, w->action - 1));
    json_f64(j, "relative_effect", -0.55);
    json_f64(j, "late_share_before", late_share(w, acted, w->change, w->action));
    json_f64(j, "late_share_after", late_share(w, acted, w->action, end));
    json_f64(j, "late_share_nl_before", late_share(w, 1u << NL, w->change, w->action));
    json_f64(j, "late_share_nl_after", late_share(w, 1u << NL, w->action, end));
    Brought brought = action_brought(w);
    json_int(j, "kept_minor", llround(brought.kept));
    json_int(j, "billed_minor", llround(brought.billed));
    json_f64(j, "tickets", brought.tickets);
    json_end(j);
}

static void put_initiatives(JsonOut *j)
{
    static const char *const row[][2] = { { "Depot Lyon", "worked" },
                                          { "Portal search refresh", "did not" },
                                          { "Evening reply shift", "cannot tell" } };
    json_array(j, "initiatives");
    for (size_t i = 0; i < COUNT_OF(row); i++) {
        json_object(j, NULL);
        json_str(j, "name", str_of(row[i][0]));
        json_str(j, "verdict", str_of(row[i][1]));
        json_end(j);
    }
    json_end(j);
}

static void put_metrics(JsonOut *j)
{
    static const char *const row[][3] = {
        { "Logistics", "Dispatched on time", "green but customers are red" },
        { "Billing", "Invoices without correction", "agrees" },
        { "Support", "First reply within 8 hours", "agrees" },
    };
    for (size_t i = 0; i < COUNT_OF(row); i++) {
        if (i == 0)
            json_object(j, "metric");
        else if (i == 1)
            json_array(j, "other_metrics");
        if (i > 0)
            json_object(j, NULL);
        json_str(j, "unit", str_of(row[i][0]));
        json_str(j, "name", str_of(row[i][1]));
        json_str(j, "verdict", str_of(row[i][2]));
        json_end(j);
    }
    json_end(j);
}

static void put_rows(JsonOut *j, const Demo *d)
{
    const World *w = &d->w;
    json_object(j, "rows");
    for (int f = 0; f < N_DEMO_FILE; f++) {
        const Out *o = &d->out[f];
        json_object(j, o->name);
        json_int(j, "records", o->records);
        json_int(j, "unreadable", o->unreadable);
        json_int(j, "duplicates", o->duplicates);
        json_int(j, "footer", o->footer);
        json_int(j, "aside", o->aside);
        json_end(j);
    }
    json_end(j);
    json_object(j, "counts");
    json_int(j, "accounts", (int64_t)w->n_account);
    json_int(j, "contacts", (int64_t)w->contact.n);
    json_int(j, "deliveries", (int64_t)w->delivery.n);
    json_int(j, "tickets", (int64_t)w->ticket.n);
    json_int(j, "responses", (int64_t)w->response.n);
    json_int(j, "decisions", (int64_t)w->decision.n);
    json_int(j, "invoices", (int64_t)w->invoice.n);
    json_end(j);
}

/* Which set each account is in, by number, and the names of the sets. */
static void put_expectations(JsonOut *j, const World *w)
{
    static const char *const name[N_EXPECT_SET] = { "", "timeliness", "simplicity", "correctness", "care" };
    json_object(j, "expectations");
    json_array(j, "sets");
    for (int k = EXPECTS_TIME; k < N_EXPECT_SET; k++) {
        int64_t n = 0;
        for (size_t i = 0; i < w->n_account; i++)
            n += w->account[i].expects == k;
        json_object(j, NULL);
        json_int(j, "set", k);
        json_str(j, "name", str_of(name[k]));
        json_int(j, "accounts", n);
        json_end(j);
    }
    json_end(j);
    json_array(j, "set_of_account");
    for (size_t i = 0; i < w->n_account && w->n_account <= ALIASES_UP_TO; i++)
        json_int(j, NULL, w->account[i].expects);
    json_end(j);
    json_end(j);
}

static void put_alias(JsonOut *j, const char *system, Str id, Str name, size_t account)
{
    json_object(j, NULL);
    json_str(j, "system", str_of(system));
    json_str(j, "id", id);
    json_str(j, "name", name);
    json_int(j, "account", (int64_t)account);
    json_end(j);
}

static void put_aliases(Truth *t, const World *w)
{
    JsonOut *j = &t->j;
    Buf name;
    Arena scratch;
    buf_init(&name, 1024);
    arena_init(&scratch);
    json_array(j, "aliases");
    for (size_t i = 0; i < w->n_account; i++) {
        const Account *a = &w->account[i];
        ArenaMark m = arena_mark(&scratch);
        put_alias(j, "salesforce", str_of(alias_account_id(i).p), a->name, i);
        if (a->twin) {
            alias_twin_name(&name, a);
            put_alias(j, "salesforce", str_of(alias_twin_id(w, i).p), buf_str(&name), i);
        }
        alias_billing_name(&name, a);
        put_alias(j, "stripe", str_of(alias_stripe_id("cus_", i, 14).p), buf_str(&name), i);
        alias_erp_name(&name, a);
        put_alias(j, "erp", str_fmt(&scratch, "%lld", (long long)alias_erp_number(i)),
                  buf_str(&name), i);
        alias_desk_name(&name, a);
        if (i % 9 != 4)
            put_alias(j, "zendesk", str_fmt(&scratch, "%lld", (long long)alias_desk_id(i)),
                      buf_str(&name), i);
        alias_group(&name, w, a);
        if (name.n)
            put_alias(j, "segment", buf_str(&name), STR(""), i);
        hand_on(t);
        arena_rewind(&scratch, m);
    }
    json_end(j);
    arena_release(&scratch);
    buf_release(&name);
}

/* Which records and addresses are one person: the CRM's id, the second id where it has one, the address. */
static void put_people(Truth *t, const World *w)
{
    JsonOut *j = &t->j;
    json_array(j, "people");
    for (size_t i = 0; i < w->contact.n; i++) {
        const Contact *c = &w->contact.v[i];
        json_object(j, NULL);
        json_str(j, "id", str_of(alias_contact_id(i).p));
        if (alias_contact_twice(i))
            json_str(j, "twice", str_of(alias_contact_double_id(w, i).p));
        json_str(j, "email", c->email);
        json_int(j, "account", c->account);
        json_end(j);
        hand_on(t);
    }
    json_end(j);
}

/* Who is found again at another account, and whether the number tells it. */
static void put_movers(Truth *t, const World *w)
{
    JsonOut *j = &t->j;
    json_array(j, "moved");
    for (size_t i = 0; i < w->contact.n; i++) {
        int64_t to = alias_contact_moved(w, i);
        if (to == MOVED_NOWHERE)
            continue;
        json_object(j, NULL);
        json_str(j, "from", str_of(alias_contact_id(i).p));
        json_str(j, "to", str_of(alias_contact_moved_id(w, i).p));
        json_int(j, "account", to);
        json_bool(j, "phone", alias_contact_took_phone(i));
        json_end(j);
        hand_on(t);
    }
    json_end(j);
}

static const char *const theme_words[N_THEME] = { "late delivery", "invoice differs from the quote", "cannot find orders in the portal", "slow support", "manuals",
                                                  "quality", "people", "price", "start and training" };

static void put_comment(JsonOut *j, const char *system, Str id, Theme one, Theme two)
{
    json_object(j, NULL);
    json_str(j, "system", str_of(system));
    json_str(j, "id", id);
    json_array(j, "themes");
    if (one != THEME_NONE)
        json_str(j, NULL, str_of(theme_words[one]));
    if (one != THEME_NONE && two != THEME_NONE && two != one)
        json_str(j, NULL, str_of(theme_words[two]));
    json_end(j);
    json_end(j);
}

/* What each comment was written about: answers to the survey's first open question, and tickets. */
static void put_comments(Truth *t, const World *w)
{
    JsonOut *j = &t->j;
    Arena scratch;
    arena_init(&scratch);
    json_array(j, "comments");
    for (size_t i = 0; i < w->response.n; i++) {
        const Response *x = &w->response.v[i];
        put_comment(j, "qualtrics", str_of(survey_response_id(w, x).p), (Theme)x->theme, (Theme)x->second);
        hand_on(t);
    }
    for (size_t i = 0; i < w->ticket.n; i++) {
        ArenaMark m = arena_mark(&scratch);
        put_comment(j, "zendesk", str_fmt(&scratch, "%lld", (long long)(TICKET_FIRST + (int64_t)i)), (Theme)w->ticket.v[i].theme, THEME_NONE);
        hand_on(t);
        arena_rewind(&scratch, m);
    }
    json_end(j);
    arena_release(&scratch);
}

typedef struct Told {
    double law[2], others[2]; /* [1]: warned */
    int64_t years;            /* accounts x years that answered */
} Told;

/* The last answer of each person in each twelve months before the end, of companies that have any; by place of the account. */
static Told told_by(const World *w, size_t account, int64_t *years)
{
    Told t = { 0 };
    int64_t last_year = -1;
    for (int64_t year = 0; year < DEMO_MONTHS_MAX / 12 + 1; year++)
        for (uint32_t c = 0; c < w->account[account].n_contact; c++) {
            const Response *last[2] = { NULL, NULL };
            for (size_t i = w->account[account].response0; i < w->account[account].response0 + w->account[account].n_response; i++) {
                const Response *x = &w->response.v[w->by_account[i]];
                if (x->contact != w->account[account].contact0 + c || (w->as_of - x->at / 86400) / 365 != year)
                    continue;
                for (int k = 0; k < 2; k++)
                    if ((k ? x->warned : x->recommended) != MOUTH_BLANK && (!last[k] || x->at >= last[k]->at))
                        last[k] = x;
            }
            for (int k = 0; k < 2; k++)
                if (last[k]) {
                    t.law[k] += mouth_law(w, last[k], k);
                    t.others[k] += k ? last[k]->warned : last[k]->recommended;
                    t.years += last_year != year;
                    last_year = year;
                }
        }
    *years = t.years;
    return t;
}

/* Who was told, and whom it brought: by the law behind the answers, and as it happened. */
static void put_mouth(JsonOut *j, const World *w)
{
    Told all = { 0 };
    int64_t referred = 0, named = 0, fresh = 0, years;
    double acts = 0; /* of all years as a customer, at the rate of those that answered */
    for (size_t i = 0; i < w->n_account; i++) {
        Told t = told_by(w, i, &years);
        for (int k = 0; k < 2; k++) {
            all.law[k] += t.law[k];
            all.others[k] += t.others[k];
        }
        int32_t from = w->account[i].since > w->start ? w->account[i].since : w->start, to = account_last_day(w, &w->account[i]);
        acts += years && to > from ? t.law[0] / (double)years * (to - from) / 365 : 0;
        all.years += years;
        fresh += w->account[i].since >= w->start;
        referred += w->account[i].referred;
        named += w->account[i].referrer >= 0;
    }
    json_object(j, "word_of_mouth");
    json_int(j, "account_years", all.years);
    json_f64(j, "recommended", all.years ? all.law[0] / (double)all.years : 0);
    json_f64(j, "warned", all.years ? all.law[1] / (double)all.years : 0);
    json_f64(j, "warned_for_each_recommended", all.law[0] > 0 ? all.law[1] / all.law[0] : 0);
    json_f64(j, "others_recommended", all.others[0]);
    json_f64(j, "others_warned", all.others[1]);
    json_int(j, "new_customers", fresh);
    json_int(j, "by_referral", referred);
    json_int(j, "referrer_named", named);
    json_f64(j, "new_for_each_recommended", acts > 0 ? (double)named / acts : 0);
    json_end(j);
}

static void put_all(Truth *t, const Demo *d)
{
    const World *w = &d->w;
    JsonOut *j = &t->j;
    json_object(j, NULL);
    json_int(j, "throughline_truth", 1);
    json_str(j, "company", STR("Nordhaven Instruments"));
    json_int(j, "seed", w->o.seed);
    json_str(j, "currency", STR("EUR"));
    if (!effects_all(w))
        json_str(j, "effects", str_of(w->o.effects == DEMO_EFFECTS_NONE ? "none" : "others"));
    put_day(j, d->a, "start", w->start);
    put_day(j, d->a, "as_of", w->as_of);
    json_int(j, "accounts", (int64_t)w->n_account);
    put_issues(j, w);
    put_change(j, w, d->a);
    put_initiatives(j);
    put_metrics(j);
    json_object(j, "ledger");
    json_int(j, "invoiced_minor", d->ledger);
    json_str(j, "currency", STR("EUR"));
    json_end(j);
    put_expectations(j, w);
    put_mouth(j, w);
    put_rows(j, d);
    if (w->n_account <= ALIASES_UP_TO)
        put_aliases(t, w);
    if (w->n_account <= PEOPLE_UP_TO) {
        put_people(t, w);
        put_movers(t, w);
        put_comments(t, w);
    }
    json_end(j);
    buf_putc(&t->piece, '\n');
    hand_on(t);
}

Status truth_write(Demo *d, Err *err)
{
    Truth *t = ARENA_NEW(d->a, Truth);
    Status st = out_open(&t->file, d->a, d->dir, "truth.json", err);
    if (st)
        return st;
    buf_init(&t->piece, PIECE_MAX);
    json_init(&t->j, &t->piece);
    put_all(t, d);
    buf_release(&t->piece);
    return out_close(&t->file, err);
}
