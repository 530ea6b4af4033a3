#include "base/map.h"
#include "demo/alias.h"
#include "demo/phrase.h"
#include "demo/write.h"

typedef struct Desk {
    Demo *d;
    Out *o;
    Rng *r;
    Buf name;
} Desk;

static void stamp(Out *o, int64_t sec)
{
    out_c(o, '"');
    out_time(o, sec, 'T');
    out_s(o, "Z\"");
}

static void key_int(Out *o, const char *key, int64_t v)
{
    out_s(o, key);
    out_i(o, v);
}

static void key_str(Out *o, const char *key, Str v)
{
    out_s(o, key);
    out_json(o, v);
}

static const char *const theme_tag[N_THEME] = { "delivery", "billing",       "portal",
                                                "support",  "documentation", "product",
                                                "feedback", "pricing",       "onboarding" };

static void ticket_text(Desk *k, const Ticket *t, Buf *b, bool subject)
{
    const World *w = &k->d->w;
    const Contact *c = &w->contact.v[t->contact];
    PhraseFacts f = {
        .lang = (Lang)c->lang, .theme = (Theme)t->theme, .second = THEME_NONE, .who = c
    };
    f.delivery = t->delivery >= 0 ? &w->delivery.v[t->delivery] : NULL;
    const Account *a = &w->account[t->account];
    f.company = a->name;
    f.city = demo_country[a->country].city[a->city].name;
    f.order = order_known(w, a, t->at / 86400, 4500000 + t->seq % 20000);
    f.waiting = f.delivery && t->at / 86400 < f.delivery->delivered;
    f.salt = hash64_mix(t->seq, (uint64_t)w->o.seed + 1);
    f.pleased = t->theme == THEME_QUALITY || t->theme == THEME_PEOPLE;
    if (subject)
        subject_write(b, &f, k->r);
    else
        mail_write(b, &f, k->r);
}

static void satisfaction(Desk *k, const Ticket *t, bool solved)
{
    uint64_t h = hash64_mix(t->seq, 77) % 100;
    out_s(k->o, ",\"satisfaction_rating\":");
    if (!solved || h < 55)
        out_s(k->o, h % 2 ? "{\"score\":\"unoffered\"}" : "\"unoffered\"");
    else if (h < 75)
        out_s(k->o, "{\"score\":\"offered\"}");
    else
        out_s(k->o, t->reply > 900 || h > 95
                        ? "{\"score\":\"bad\",\"reason\":\"The issue took too long to resolve\"}"
                        : "{\"score\":\"good\"}");
}

/* Who asked: the requester, and the organisation unless the desk does not know it. */
static void sideload(Desk *k, const Ticket *t)
{
    Out *o = k->o;
    const World *w = &k->d->w;
    const Contact *c = &w->contact.v[t->contact];
    const Account *a = &w->account[t->account];
    key_str(o, ",\"requester\":{\"email\":", c->email);
    ArenaMark m = arena_mark(k->d->a);
    key_str(o, ",\"name\":", str_fmt(k->d->a, "%.*s %.*s", STR_ARG(c->first), STR_ARG(c->last)));
    arena_rewind(k->d->a, m);
    if (t->account % 9 == 4) {
        out_s(o, "},\"organization\":null");
        return;
    }
    alias_desk_name(&k->name, a);
    key_str(o, "},\"organization\":{\"name\":", buf_str(&k->name));
    out_s(o, ",\"domain_names\":[");
    if (t->account % 7 != 2)
        out_json(o, a->domain);
    out_s(o, "]}");
}

static const char *status_of(const World *w, const Ticket *t, int64_t seen)
{
    int64_t age = seen - t->at;
    if (age < (int64_t)t->reply * 60)
        return "new";
    if (age < (int64_t)t->resolve * 60)
        return hash64_mix(t->seq, (uint64_t)w->o.seed) % 3 ? "open" : "pending";
    return age > 28 * 86400 ? "closed" : "solved";
}

/* The ticket as an export at `seen` would show it. */
static void ticket_line(Desk *k, const Ticket *t, int64_t number, int64_t seen, Str subject,
                        Str body)
{
    Out *o = k->o;
    const char *status = status_of(&k->d->w, t, seen);
    bool solved = *status == 's' || *status == 'c', replied = *status != 'n';
    int64_t touched = solved    ? t->at + (int64_t)t->resolve * 60
                      : replied ? t->at + (int64_t)t->reply * 60
                                : t->at;
    key_int(o, "{\"id\":", number);
    out_s(o, ",\"external_id\":null,\"organization_id\":");
    if (t->account % 9 == 4)
        out_s(o, "null");
    else
        out_i(o, alias_desk_id(t->account));
    key_int(o, ",\"requester_id\":", alias_requester_id(t->contact));
    key_int(o, ",\"submitter_id\":", alias_requester_id(t->contact));
    key_int(o, ",\"assignee_id\":", 361194300021 + t->seq % 8 * 1913);
    key_int(o, ",\"group_id\":", 360004127733 + (t->theme == THEME_INVOICE));
    out_s(o, ",\"via\":{\"channel\":");
    out_s(o, t->seq % 5 == 1 ? "\"web\"}" : t->seq % 11 == 3 ? "\"voice\"}" : "\"email\"}");
    key_str(o, ",\"subject\":", subject);
    key_str(o, ",\"raw_subject\":", subject);
    key_str(o, ",\"description\":", body);
    key_str(o, ",\"status\":", str_of(status));
    out_s(o, ",\"priority\":");
    out_s(o, t->theme == THEME_LATE && t->seq % 3 == 0 ? "\"high\""
             : t->seq % 4 == 0                         ? "null"
                                                       : "\"normal\"");
    out_s(o, t->theme == THEME_QUALITY ? ",\"type\":\"question\"" : ",\"type\":\"problem\"");
    out_s(o, ",\"tags\":[");
    /* Agents tag two in three, and some of those wrongly. */
    if (t->seq % 3)
        out_json(o, str_of(theme_tag[t->seq % 23 ? t->theme : (t->theme + 1) % N_THEME]));
    key_int(o, "],\"custom_fields\":[{\"id\":360031882271,\"value\":", (int64_t)(t->seq % 6));
    out_s(o, "}]");
    satisfaction(k, t, solved);
    out_s(o, ",\"created_at\":");
    stamp(o, t->at);
    out_s(o, ",\"updated_at\":");
    stamp(o, touched);
    key_int(o, ",\"generated_timestamp\":", touched + 1);
    sideload(k, t);
    out_s(o, ",\"metric_set\":{\"reply_time_in_minutes\":{\"calendar\":");
    out_s(o, replied ? "" : "null");
    if (replied)
        out_i(o, t->reply);
    out_s(o, "},\"full_resolution_time_in_minutes\":{\"calendar\":");
    out_s(o, solved ? "" : "null");
    if (solved)
        out_i(o, t->resolve);
    key_int(o, "},\"reopens\":", t->seq % 13 == 0);
    out_s(o, "}}\n");
    o->records++;
}

static void damaged_lines(Desk *k)
{
    /* What a broken connection and a mis-encoded mail leave behind. */
    out_s(
        k->o,
        "{\"id\":48999,\"external_id\":null,\"organization_id\":3600194,\"requester_id\":39722\n");
    out_s(k->o, "{\"id\":49000,\"subject\":\"Lieferung f\xfcr Werk 2\",\"description\":\"Die "
                "Ger\xe4te fehlen.\","
                "\"status\":\"open\",\"created_at\":\"2026-02-03T09:12:00Z\",\"updated_at\":\"2026-"
                "02-03T09:12:00Z\"}\n");
    k->o->records += 2;
    k->o->unreadable += 2;
}

/* A ticket that waits for its newer state to be written. */
typedef struct Pending {
    Buf subject, body;
    const Ticket *t;
    int64_t number;
} Pending;

static void pending_write(Desk *k, Pending *p, int64_t now)
{
    if (p->t) {
        ticket_line(k, p->t, p->number, now, buf_str(&p->subject), buf_str(&p->body));
        k->o->duplicates++;
    }
    p->t = NULL;
}

/* An earlier export caught one ticket in twenty while still open: the newer state follows later. */
static void tickets_lines(Desk *k, Pending *one, Pending *late)
{
    const World *w = &k->d->w;
    int64_t now = ((int64_t)w->as_of + 1) * 86400;
    for (size_t i = 0; i < w->ticket.n; i++) {
        bool twice = i % 20 == 9;
        Pending *p = twice ? late : one;
        if (twice)
            pending_write(k, late, now);
        p->t = &w->ticket.v[i];
        p->number = TICKET_FIRST + (int64_t)i;
        buf_clear(&p->subject);
        buf_clear(&p->body);
        ticket_text(k, p->t, &p->subject, true);
        ticket_text(k, p->t, &p->body, false);
        ticket_line(k, p->t, p->number, twice ? p->t->at + 30 : now, buf_str(&p->subject),
                    buf_str(&p->body));
        if (i == w->ticket.n / 2)
            damaged_lines(k);
    }
    pending_write(k, late, now);
}

Status tickets_write(Demo *d, Err *err)
{
    Status st = demo_begin(d, FILE_TICKET, err);
    if (st)
        return st;
    Desk k = { .d = d, .o = &d->out[FILE_TICKET], .r = world_rng(&d->w, d->a, STREAM_TICKET_TEXT) };
    Pending p[2] = { { .t = NULL } };
    for (int i = 0; i < 2; i++) {
        buf_init(&p[i].subject, 4096);
        buf_init(&p[i].body, 1 << 16);
    }
    buf_init(&k.name, 1024);
    tickets_lines(&k, &p[0], &p[1]);
    for (int i = 0; i < 2; i++) {
        buf_release(&p[i].subject);
        buf_release(&p[i].body);
    }
    buf_release(&k.name);
    return ST_OK;
}
