#include "demo/alias.h"

#include "base/map.h"

static const char base62[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

SfId sfid_from15(const char *id15)
{
    SfId id = { { 0 } };
    memcpy(id.p, id15, 15);
    for (int part = 0; part < 3; part++) {
        int bits = 0;
        for (int i = 0; i < 5; i++) {
            char c = id.p[part * 5 + i];
            bits |= (c >= 'A' && c <= 'Z') << i;
        }
        id.p[15 + part] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"[bits];
    }
    return id;
}

SfId sfid_make(const char *prefix3, uint64_t n)
{
    char id[15] = "0015800000";
    memcpy(id, prefix3, 3);
    for (int i = 14; i >= 10; i--) {
        id[i] = base62[n % 62];
        n /= 62;
    }
    return sfid_from15(id);
}

/* Other records are made in between, so numbers of one object have gaps. */
SfId alias_account_id(size_t account)
{
    return sfid_make("001", 41230127u + account * 37u + account % 11u);
}
SfId alias_twin_id(const World *w, size_t account)
{
    return alias_account_id(w->n_account + account);
}
SfId alias_contact_id(size_t contact)
{
    return sfid_make("003", 38402277u + contact * 29u + contact % 7u);
}

bool alias_contact_twice(size_t contact)
{
    return hash64_mix(contact, 17) % 30 == 0;
}
SfId alias_contact_double_id(const World *w, size_t contact)
{
    return alias_contact_id(w->contact.n + contact);
}

/* Within the country, so that the number stays; not within the family, and not to where somebody has that name. */
static bool may_move(const World *w, const Contact *c, size_t to)
{
    const Account *a = &w->account[to], *from = &w->account[c->account];
    if (a->country != from->country || a->parent == (int32_t)c->account || from->parent == (int32_t)to)
        return false;
    for (size_t i = a->contact0; i < a->contact0 + a->n_contact; i++)
        if (str_eq(w->contact.v[i].last, c->last))
            return false;
    return true;
}

int64_t alias_contact_moved(const World *w, size_t contact)
{
    const Contact *c = &w->contact.v[contact];
    uint64_t h = hash64_mix(contact, 19);
    if (h % 50 || w->n_account < 2)
        return MOVED_NOWHERE;
    for (size_t step = 0; step < w->n_account - 1; step++) {
        size_t to = (c->account + 1 + (h / 50 + step) % (w->n_account - 1)) % w->n_account;
        if (may_move(w, c, to))
            return (int64_t)to;
    }
    return MOVED_NOWHERE;
}
bool alias_contact_took_phone(size_t contact)
{
    return hash64_mix(contact, 20) % 2;
}
SfId alias_contact_moved_id(const World *w, size_t contact)
{
    return alias_contact_id(2 * w->contact.n + contact);
}

/* Every third has one in the CRM, and all who moved. */
void alias_contact_mobile(Buf *b, const World *w, size_t contact)
{
    const char *mask = demo_country[w->account[w->contact.v[contact].account].country].phone;
    uint64_t h = hash64_mix(contact, 21);
    buf_clear(b);
    if (h % 3 && alias_contact_moved(w, contact) == MOVED_NOWHERE)
        return;
    for (size_t i = 0; mask[i]; i++) {
        h = hash64_mix(h, i);
        buf_putc(b, mask[i] == '#' ? (char)('0' + h % 10) : mask[i]);
    }
}

StripeId alias_stripe_id(const char *prefix, uint64_t key, int digits)
{
    StripeId id = { { 0 } };
    size_t n = strlen(prefix);
    uint64_t v = 0;
    memcpy(id.p, prefix, n);
    for (int i = 0; i < digits; i++) {
        if (i % 10 == 0)
            v = hash64_mix(key, (uint64_t)i + hash64(str_of(prefix)));
        id.p[n++] = base62[v % 62];
        v /= 62;
    }
    return id;
}

int64_t alias_erp_number(size_t account)
{
    return 100213 + (int64_t)account * 3 + (int64_t)(account % 2);
}
int64_t alias_desk_id(size_t account)
{
    return 360019482117 + (int64_t)account * 4127 + (int64_t)(account % 97);
}
int64_t alias_requester_id(size_t contact)
{
    return 397224510033 + (int64_t)contact * 2311 + (int64_t)(contact % 53);
}

static uint64_t habit(const Account *a, uint64_t salt)
{
    return hash64_mix(hash64(a->name), salt);
}

static Str legal_form(const Account *a)
{
    return str_trim(str_sub(a->name, a->base.n, a->name.n));
}

void alias_twin_name(Buf *b, const Account *a)
{
    buf_clear(b);
    fold_ascii(b, a->base);
}

/* "MUELLER SENS. GMBH": capitals, the last long word cut, thirty characters at most. */
void alias_erp_name(Buf *b, const Account *a)
{
    uint64_t h = habit(a, 1);
    Buf f;
    buf_init(&f, 1024);
    buf_clear(b);
    fold_ascii(&f, a->base);
    Str s = buf_str(&f);
    size_t last = s.n;
    while (last > 0 && s.p[last - 1] != ' ')
        last--;
    size_t keep = h % 10 < 4 && s.n - last > 7 ? 4 : s.n - last;
    buf_put(b, str_sub(s, 0, last + keep));
    if (keep < s.n - last)
        buf_putc(b, '.');
    if (h % 7 != 0) {
        buf_putc(b, ' ');
        fold_ascii(b, legal_form(a));
    }
    if (b->n > 30)
        b->n = 30;
    while (b->n > 0 && b->p[b->n - 1] == ' ')
        b->n--;
    b->p[b->n] = 0;
    for (size_t i = 0; i < b->n; i++) {
        if (b->p[i] >= 'a' && b->p[i] <= 'z')
            b->p[i] = (char)(b->p[i] - 32);
    }
    buf_release(&f);
}

void alias_billing_name(Buf *b, const Account *a)
{
    uint64_t h = habit(a, 2);
    Str legal = legal_form(a);
    buf_clear(b);
    if (h % 10 < 6)
        fold_ascii(b, a->base);
    else
        buf_put(b, a->base);
    if (h / 16 % 10 < 8) {
        buf_putc(b, ' ');
        size_t from = b->n;
        buf_put(b, legal);
        for (size_t i = from + 1; h / 256 % 2 && i < b->n; i++) {
            if (b->p[i] >= 'A' && b->p[i] <= 'Z' && b->p[i - 1] != '.')
                b->p[i] = (char)(b->p[i] + 32);
        }
    }
    if (h / 512 % 10 < 3)
        buf_printf(b, " (%s)", demo_country[a->country].name);
}

void alias_desk_name(Buf *b, const Account *a)
{
    uint64_t h = habit(a, 3) % 10;
    buf_clear(b);
    buf_put(b, h < 2 ? a->name : a->base);
    for (size_t i = 0; h == 9 && i < b->n; i++) {
        if (b->p[i] >= 'A' && b->p[i] <= 'Z')
            b->p[i] = (char)(b->p[i] + 32);
    }
}

void alias_group(Buf *b, const World *w, const Account *a)
{
    buf_clear(b);
    if (a->no_group)
        return;
    if (a->workspace)
        buf_printf(b, "ws_%05zu", (size_t)(a - w->account) * 17 + 2081);
    else
        buf_put(b, a->domain);
}
