#include "ingest/evidence.h"

#include "ingest/amount.h"
#include "ingest/clean.h"
#include "ingest/shape.h"
#include "ingest/when.h"
#include "text/company.h"
#include "text/country.h"

void known_init(Known *k, Arena *a, size_t aliases)
{
    *k = (Known){ .source_of = ARENA_NEW_N(a, int, aliases + 1) };
    strmap_init(&k->account_id, a);
    strmap_init(&k->name, a);
    strmap_init(&k->domain, a);
    strmap_init(&k->email, a);
    strmap_init(&k->person_id, a);
}

static bool telling_id(Str s)
{
    if (s.n >= 5)
        return true;
    for (size_t i = 0; i < s.n; i++)
        if ((s.p[i] | 32) >= 'a' && (s.p[i] | 32) <= 'z')
            return s.n >= 3;
    return false;
}

static Str name_key(Str name, Arena *a)
{
    CompanyName c;
    company_core(name, a, &c);
    return c.key;
}

void known_add(Known *k, const KnownAlias *al, Arena *a)
{
    bool is_new = false;
    if (telling_id(al->account_id)) {
        size_t id = strmap_put(&k->account_id, al->account_id, &is_new);
        if (is_new)
            k->source_of[id] = al->source;
    }
    if (al->name.n)
        (void)strmap_put(&k->name, name_key(al->name, a), NULL);
    if (al->domain.n)
        (void)strmap_put(&k->domain, al->domain, NULL);
    if (al->email.n)
        (void)strmap_put(&k->email, al->email, NULL);
    if (telling_id(al->person_id))
        (void)strmap_put(&k->person_id, al->person_id, NULL);
}

void value_init(ValueLook *v, Arena *a)
{
    *v = (ValueLook){ .seen_all = true, .a = a };
    strmap_init(&v->seen, a);
}

static void look_number(ValueLook *v, Str s)
{
    double x;
    int64_t i, minor;
    char sign[4];
    if (!amount_parse(s, DECIMAL_UNKNOWN, 2, &minor, sign))
        v->currency_sign += sign[0] != 0;
    if (number_parse(s, DECIMAL_UNKNOWN, &x))
        return;
    v->low = !v->number || x < v->low ? x : v->low;
    v->high = !v->number || x > v->high ? x : v->high;
    v->number++;
    v->integer += !integer_parse(s, DECIMAL_UNKNOWN, &i);
    v->scale10 += x >= 0 && x <= 10 && x == (double)(int)x;
}

static void look_words(ValueLook *v, Str s, Arena *scratch)
{
    bool yes;
    int64_t minutes;
    size_t spaces = 0, letters = 0;
    for (size_t i = 0; i < s.n; i++) {
        spaces += s.p[i] == ' ';
        letters += (s.p[i] | 32) >= 'a' && (s.p[i] | 32) <= 'z';
    }
    v->lettered += letters > 0;
    if (letters && s.n < 80) {
        CompanyName c;
        company_core(s, scratch, &c);
        v->company += c.form.n > 0;
    }
    v->spaced += spaces >= 2;
    v->longer += s.n >= 30;
    v->boolean += !clean_bool(s, &yes);
    v->duration += letters && letters + 2 < s.n && !clean_minutes(s, &minutes);
    v->country += s.n >= 2 && s.n < 60 && country_code(scratch, s).n > 0;
    v->currency += s.n == 3 && letters == 3;
}

static void look_known(ValueLook *v, const Known *k, Str s, Arena *scratch)
{
    size_t id;
    Str domain = clean_domain(s, scratch), email;
    if (strmap_get(&k->account_id, s, &id) || strmap_get(&k->account_id, clean_sfid(s, scratch), &id)) {
        v->in_account_id++;
        v->from[k->source_of[id]]++;
    }
    v->in_person += strmap_get(&k->person_id, s, &id);
    v->in_domain += domain.n && strmap_get(&k->domain, domain, &id);
    v->in_email += memchr(s.p, '@', s.n) && !clean_email(s, scratch, &email) && strmap_get(&k->email, email, &id);
    v->in_name += s.n < 200 && k->name.n && strmap_get(&k->name, name_key(s, scratch), &id);
}

void value_look(ValueLook *v, const Known *k, Str cell, Arena *scratch)
{
    When w;
    Str s = str_trim(cell), email, month;
    bool is_new = false;
    WhenLook order = { 0 };
    v->rows++;
    if (clean_missing(s))
        return;
    v->filled++;
    v->bytes += (int64_t)s.n;
    private_look(&v->secret, s);
    if (v->seen.n < VALUE_DISTINCT)
        (void)strmap_put(&v->seen, s, &is_new);
    else
        v->seen_all = false;
    if (is_new && v->n_sample < VALUE_SAMPLES)
        v->sample[v->n_sample++] = str_dup(v->a, str_head(s, 60));
    bool mail = !clean_email(s, scratch, &email);
    v->email += mail;
    v->domain += !mail && clean_domain(s, scratch).n > 0;
    when_look(&order, s);
    bool dated = !when_parse(s, DATE_DMY, &w) || !when_parse(s, DATE_MDY, &w);
    v->day += dated;
    v->time += dated && w.timed;
    v->month += !dated && shape_is_wide(READ_MONTHS, s, scratch, &month);
    look_number(v, s);
    look_words(v, s, scratch);
    if (k)
        look_known(v, k, s, scratch);
}

double value_share(const ValueLook *v, int64_t n) { return v->filled ? (double)n / (double)v->filled : 0; }

bool value_unique(const ValueLook *v)
{
    int64_t looked = v->seen_all ? v->filled : VALUE_DISTINCT;
    return v->filled && v->filled == v->rows && (double)v->seen.n >= 0.98 * (double)looked;
}
