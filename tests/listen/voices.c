#include "tests/listen/voices.h"

#include "base/map.h"
#include "demo/phrase.h"

const char *const planted_names[VOICE_THEMES] = { "late",    "invoice", "portal", "support", "manuals",
                                                  "quality", "people",  "price",  "onboarding" };

typedef struct Writer {
    World  w;
    Arena *a;
    Rng   *r;
    Buf    buf;
    Voice *voice;
    size_t n, cap;
} Writer;

static void keep(Writer *x, uint32_t account, uint8_t planted, int score)
{
    if (x->buf.n && x->n < x->cap)
        x->voice[x->n++] = (Voice){ str_dup(x->a, buf_str(&x->buf)), account, planted, (int8_t)score };
    buf_clear(&x->buf);
}

static PhraseFacts facts_of(const World *w, uint32_t contact, int32_t delivery, int64_t at, uint64_t salt)
{
    const Contact *c = &w->contact.v[contact];
    const Account *a = &w->account[c->account];
    return (PhraseFacts){ .lang = (Lang)c->lang, .who = c, .company = a->name, .salt = salt,
                          .delivery = delivery >= 0 ? &w->delivery.v[delivery] : NULL,
                          .city = demo_country[a->country].city[a->city].name,
                          .order = order_known(w, a, at / 86400, (uint32_t)(4500000 + salt % 20000)) };
}

static void write_response(Writer *x, const Response *s)
{
    PhraseFacts f = facts_of(&x->w, s->contact, s->delivery, s->at, hash64_mix(s->seq, 5));
    uint32_t account = x->w.contact.v[s->contact].account;
    bool one = s->theme != THEME_NONE && (s->second == THEME_NONE || s->second == s->theme);
    f.theme = (Theme)s->theme;
    f.second = (Theme)s->second;
    f.pleased = s->score >= 7;
    comment_write(&x->buf, &f, x->r);
    keep(x, account, one ? s->theme : VOICE_MIXED, s->score);
    if (!rng_chance(x->r, 0.28))
        return;
    expectation_write(&x->buf, &f, x->r);
    keep(x, account, VOICE_MIXED, s->score);
}

static void write_ticket(Writer *x, const Ticket *t)
{
    PhraseFacts f = facts_of(&x->w, t->contact, t->delivery, t->at, hash64_mix(t->seq, 6));
    f.theme = (Theme)t->theme;
    f.second = THEME_NONE;
    f.waiting = f.delivery && t->at / 86400 < f.delivery->delivered;
    f.pleased = t->theme == THEME_QUALITY || t->theme == THEME_PEOPLE;
    subject_write(&x->buf, &f, x->r);
    buf_putc(&x->buf, '\n');
    mail_write(&x->buf, &f, x->r);
    keep(x, t->account, t->theme, -1);
}

size_t voices_make(int64_t seed, int64_t accounts, int64_t responses, Arena *a, Voice **out)
{
    Writer x = { .a = a };
    world_make(&x.w, a, &(DemoOptions){ .accounts = accounts, .months = 36, .seed = seed, .responses = responses });
    x.r = world_rng(&x.w, a, STREAM_SURVEY_TEXT);
    x.cap = x.w.response.n * 2 + x.w.ticket.n;
    x.voice = ARENA_NEW_N(a, Voice, x.cap + 1);
    buf_init(&x.buf, 1 << 16);
    for (size_t i = 0; i < x.w.response.n; i++)
        write_response(&x, &x.w.response.v[i]);
    for (size_t i = 0; i < x.w.ticket.n; i++)
        write_ticket(&x, &x.w.ticket.v[i]);
    buf_release(&x.buf);
    *out = x.voice;
    return x.n;
}
