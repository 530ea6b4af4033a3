#include "resolve/evidence.h"

#include <math.h>

#include "text/city.h"
#include "text/company.h"
#include "text/similar.h"

// clang-format off
const EvidenceField evidence_field[EV_FIELDS] = {
    [EV_NAME] = { "name", { { "the same name", .62, 2e-5 }, { "a name that the other had or trades under", .05, 2e-5 },
        { "the same words in another order, or without a title or form in front", .02, 2e-5 },
        { "a shortened name", .14, 1e-4 }, { "nearly the same name", .03, 6e-4 },
        { "a part of the name, or its initials", .03, 3e-4 }, { "a similar name", .06, .02 },
        { "names with something in common", .04, .06 }, { "different names", .01, .92 } }, 9 },
    [EV_FORM] = { "legal form", { { "the same legal form", .83, .25 }, { "other legal forms, written or used differently", .16, .65 },
        { "two legal forms of one country", .01, .10 } }, 3 },
    [EV_DOMAIN] = { "domain", { { "the same domain", .82, 2e-4 }, { "the same domain, within one system", .015, 2e-3 },
        { "the same domain with another ending", .04, 2e-4 }, { "different domains", .125, .998 } }, 4 },
    [EV_PLACE] = { "place", { { "the same city or postcode", .45, .02 }, { "the same country", .529, .12 },
        { "another town of the country", .02, .08 }, { "different countries", .001, .78 } }, 4 },
    [EV_PEOPLE] = { "people", { { "most people in common", .25, 1e-4 }, { "some people in common", .25, 1e-3 },
        { "no people in common", .5, .9989 } }, 3 },
    [EV_PHONE] = { "phone", { { "the same phone number", .3, .002 }, { "different phone numbers", .7, .998 } }, 2 },
    [EV_STREET] = { "street", { { "the same street and number", .5, .003 }, { "different streets", .5, .997 } }, 2 },
    [EV_NUMBER] = { "tax id", { { "the same tax or VAT id", .9, 5e-4 }, { "different tax or VAT ids", .1, .9995 } }, 2 },
    [EV_SYSTEM] = { "system", { { "two systems", .97, .75 }, { "two records of one system", .03, .25 } }, 2 },
};
// clang-format on

/* How alike two names must be (Jaro-Winkler on keys). */
#define NEARLY_SAME 0.93
#define ALIKE       0.86
#define SOME        0.72
enum { SOUND_LONG = 6 }; /* names that sound alike and are no shorter are nearly the same; shorter ones are similar */

typedef enum Fit { FIT_NOT, FIT_BEYOND, FIT_SHORT } Fit;

/* What is left of a cut name behind the other's last word: the beginning of its legal form, written in any way ("... GMBH & CO. K",
 * "... AKTIEBOL"); of any form where it says none. */
static bool begins_form(Str w, Str rest, Str form)
{
    enum { BYTES = 48 };
    char joined[BYTES];
    size_t n = 0;
    for (; w.n; w = str_cut(&rest, ' ')) {
        if (str_eq(w, STR("and")))
            continue;
        if (n + w.n > BYTES)
            return false;
        memcpy(joined + n, w.p, w.n);
        n += w.n;
    }
    for (size_t i = 0; legal_form_at(i); i++)
        if (str_starts(str_of(legal_form_at(i)->joined), (Str){ joined, n }) && (!form.n || str_eq(str_of(legal_form_at(i)->name), form)))
            return true;
    return false;
}

/* Is every word of `s` a word of `l` or its beginning, in order?  Where `s` was cut its last word may be one letter, and either
 * may have words left over: the rest of the long name, or the beginning of its legal form.  FIT_BEYOND: what is left over
 * is no such thing, so `l` is not what was cut. */
static Fit shortened(Str s, Str l, bool cut, Str form)
{
    enum { PREFIX_MIN = 3, SURE_WORDS = 2 };
    size_t n = 0;
    while (s.n) {
        Str w = str_cut(&s, ' ');
        if (!l.n)
            return !cut || n < SURE_WORDS ? FIT_NOT : begins_form(w, s, form) ? FIT_SHORT : FIT_BEYOND;
        Str v = str_cut(&l, ' ');
        bool same = str_eq(w, v), begins = str_starts(v, w) && (w.n >= PREFIX_MIN || (cut && n && !s.n));
        if (!(same || (begins && (n || cut))))
            return FIT_NOT;
        n++;
    }
    return !l.n || cut ? FIT_SHORT : FIT_NOT;
}

static Fit fits(const Node *s, const Node *l)
{
    if (!s->words.n || !l->words.n || s->words.p[0] != l->words.p[0])
        return FIT_NOT;
    bool cut = s->cut != CUT_NOT, hyphens = s->glued.n && l->glued.n && (s->glued.n != s->words.n || l->glued.n != l->words.n);
    Fit f = shortened(s->words, l->words, cut, l->form);
    return f == FIT_NOT && hyphens ? shortened(s->glued, l->glued, cut, l->form) : f;
}

/* The same words in another order, of two words or more. */
static bool reordered(Str a, Str b)
{
    if (a.n != b.n || !memchr(a.p, ' ', a.n))
        return false;
    long sum = 0;
    for (Str rest = a; rest.n;) {
        Str w = str_cut(&rest, ' ');
        bool found = false;
        for (Str other = b; other.n && !found;)
            found = str_eq(w, str_cut(&other, ' '));
        if (!found)
            return false;
    }
    for (size_t i = 0; i < a.n; i++)
        sum += (long)a.p[i] - (long)b.p[i];
    return sum == 0;
}

static bool has_word(Str words, Str w)
{
    while (words.n)
        if (str_eq(str_cut(&words, ' '), w))
            return true;
    return false;
}

/* Are all words of `s` among those of `l`, one of them telling?  "Bosch" of "Robert Bosch".  A beginning ("Hanwick" of "Hanwick Foods Belgium")
 * is no such thing: parents and their subsidiaries are called so. */
static bool among(Str s, Str l)
{
    enum { TELLING = 4 };
    bool tells = false;
    if (s.n >= l.n || (str_starts(l, s) && l.p[s.n] == ' '))
        return false;
    while (s.n) {
        Str w = str_cut(&s, ' ');
        if (!has_word(l, w))
            return false;
        tells = tells || (w.n >= TELLING && !names_nobody(w));
    }
    return tells;
}

static bool is_little(Str w)
{
    static const Str little[] = { STR_INIT("and"), STR_INIT("of"), STR_INIT("the"), STR_INIT("de"),
        STR_INIT("la"), STR_INIT("di"), STR_INIT("fur"), STR_INIT("for") };
    for (size_t i = 0; i < COUNT_OF(little); i++)
        if (str_eq(w, little[i]))
            return true;
    return false;
}

/* Is `s` one word of the first letters of `l`'s words, three or more?  With all little words, or without any; written as gather.c writes words:
 * "AEU" is "au". */
static bool initials(Str s, Str l)
{
    enum { LEAST = 3, MOST = 8 };
    if (s.n < LEAST - 1 || s.n > MOST || memchr(s.p, ' ', s.n))
        return false;
    for (int all = 0; all < 2; all++) {
        size_t n = 0, at = 0;
        char before = ' ';
        bool same = true;
        for (Str rest = l; rest.n && same;) {
            Str w = str_cut(&rest, ' ');
            if (!all && is_little(w))
                continue;
            bool umlaut = w.p[0] == 'e' && (before == 'a' || before == 'o' || before == 'u');
            n++;
            same = umlaut || (at < s.n && s.p[at] == w.p[0]);
            at += !umlaut;
            before = umlaut ? ' ' : w.p[0];
        }
        if (same && at == s.n && n >= LEAST)
            return true;
    }
    return false;
}

static bool is_part(const Node *a, const Node *b)
{
    return among(a->words, b->words) || among(b->words, a->words) || initials(a->words, b->words) || initials(b->words, a->words);
}

/* A cut name without a legal form may go on: that it is equal says no more than that it begins so. */
static bool ends_unknown(const Node *n) { return n->cut == CUT_SURE && !n->form.n; }

/* "SAS Dubois" is "Dubois SAS", and may be "Dubois", but is no more than like "Dubois SARL"; "Dr. Falk Pharma GmbH" may be "Falk Pharma". */
static uint8_t without_front(const Node *x, const Node *y)
{
    if (!x->bare.n || !(str_eq(x->bare, y->key) || (y->bare.n && str_eq(x->bare, y->bare))))
        return NAME_UNLIKE;
    if (x->front.n && y->form.n && !str_eq(x->front, y->form))
        return NAME_ALIKE;
    return x->front.n && y->form.n && str_eq(x->bare, y->key) ? NAME_SAME : NAME_TURNED;
}

/* "Marriott Paris" may be the "Marriott" of Paris, and is that of no other town.  (It may be the subsidiary of one that sits there, too.) */
static bool without_town(const Node *x, const Node *y)
{
    if (x->key.n <= y->key.n || !x->city.n || !str_starts(x->key, y->key) || !city_same(x->city, y->city))
        return false;
    size_t at = y->key.n;
    for (Str rest = x->city; rest.n;) {
        Str w = str_cut(&rest, ' ');
        if (!str_starts(str_sub(x->key, at, x->key.n), w))
            return false;
        at += w.n;
    }
    return at == x->key.n;
}

bool evidence_parents_differ(const Node *a, const Node *b)
{
    if (!a->above.n || !b->above.n || str_eq(a->above, b->above) ||
        (a->parent.n && str_eq(a->parent, b->above)) || (b->parent.n && str_eq(b->parent, a->above)))
        return false;
    return a->source == b->source || name_similarity(a->above, b->above) < NEARLY_SAME;
}

static uint8_t compare_names(const Node *a, const Node *b)
{
    if (!a->key.n || !b->key.n)
        return EV_NONE;
    if (evidence_parents_differ(a, b))
        return NAME_UNLIKE;
    if (str_eq(a->key, b->key))
        return ends_unknown(a) || ends_unknown(b) ? NAME_SHORT : NAME_SAME;
    if ((a->other.n && (str_eq(a->other, b->key) || str_eq(a->other, b->other))) ||
        (b->other.n && str_eq(b->other, a->key)))
        return NAME_OTHER;
    uint8_t front = without_front(a, b), back = without_front(b, a);
    if (front != NAME_UNLIKE || back != NAME_UNLIKE)
        return front < back ? front : back;
    if (reordered(a->words, b->words))
        return NAME_TURNED;
    Fit one = fits(a, b), two = fits(b, a);
    if (one == FIT_SHORT || two == FIT_SHORT)
        return NAME_SHORT;
    if (without_town(a, b) || without_town(b, a))
        return NAME_PART;
    double s = name_similarity(a->key, b->key);
    if (one == FIT_BEYOND || two == FIT_BEYOND)
        s = fmin(s, ALIKE);
    else if (a->sound.n && str_eq(a->sound, b->sound))
        s = fmax(s, a->sound.n >= SOUND_LONG ? NEARLY_SAME : ALIKE);
    if (s < NEARLY_SAME && is_part(a, b))
        return NAME_PART;
    return s >= NEARLY_SAME ? NAME_NEARLY : s >= ALIKE ? NAME_ALIKE : s >= SOME ? NAME_SOME : NAME_UNLIKE;
}

static uint8_t compare_forms(const Node *a, const Node *b)
{
    bool front = a->bare.n && str_eq(a->bare, b->key) && a->front.n, back = b->bare.n && str_eq(b->bare, a->key) && b->front.n;
    Str one = front && !a->form.n ? a->front : a->form, two = back && !b->form.n ? b->front : b->form;
    if (!one.n || !two.n)
        return EV_NONE;
    if (str_eq(one, two))
        return 0;
    if (a->cut != CUT_NOT || b->cut != CUT_NOT)
        return EV_NONE; /* "GMBH & CO. K" may have been cut */
    bool one_country = (a->country.n && str_eq(a->country, b->country)) ||
                       (a->form_country.n && str_eq(a->form_country, b->form_country));
    return one_country ? 2 : 1;
}

static uint8_t compare_domains(const Node *a, const Node *b)
{
    if (!a->domain.n || !b->domain.n)
        return EV_NONE;
    if (str_eq(a->domain, b->domain))
        return a->source == b->source ? DOMAIN_SISTER : DOMAIN_SAME;
    Str x = a->domain, y = b->domain;
    enum { LABEL_MIN = 4 };
    Str label = str_cut(&x, '.');
    return label.n >= LABEL_MIN && str_eq(label, str_cut(&y, '.')) ? DOMAIN_LABEL : DOMAIN_DIFFERS;
}

static uint8_t compare_places(const Node *a, const Node *b)
{
    if (a->country.n && b->country.n && !str_eq(a->country, b->country))
        return PLACE_ABROAD;
    if (city_same(a->city, b->city) || (a->post.n && str_eq(a->post, b->post)))
        return PLACE_HERE;
    return !a->country.n || !b->country.n ? EV_NONE : a->city.n && b->city.n ? PLACE_TOWN : PLACE_COUNTRY;
}

static uint8_t compare_people(const Node *a, const Node *b)
{
    size_t i = 0, j = 0, both = 0;
    if (!a->n_people || !b->n_people)
        return EV_NONE;
    while (i < a->n_people && j < b->n_people) {
        int64_t x = a->people[i], y = b->people[j];
        both += x == y;
        i += x <= y;
        j += y <= x;
    }
    if (!both)
        return PEOPLE_NONE;
    size_t most = a->n_people > b->n_people ? a->n_people : b->n_people;
    return both * 2 >= most ? PEOPLE_MOST : PEOPLE_SOME;
}

static uint8_t same_or_not(Str a, Str b) { return !a.n || !b.n ? EV_NONE : str_eq(a, b) ? 0 : 1; }

void evidence_compare(const Parties *p, int64_t a, int64_t b, uint8_t level[EV_FIELDS])
{
    const Node *x = &p->node[a], *y = &p->node[b];
    level[EV_NAME] = compare_names(x, y);
    level[EV_FORM] = compare_forms(x, y);
    level[EV_DOMAIN] = compare_domains(x, y);
    level[EV_PLACE] = compare_places(x, y);
    level[EV_PEOPLE] = compare_people(x, y);
    level[EV_PHONE] = same_or_not(x->phone, y->phone);
    level[EV_STREET] = same_or_not(x->street, y->street);
    level[EV_NUMBER] = same_or_not(x->tax, y->tax);
    level[EV_SYSTEM] = x->source != y->source ? SYSTEM_TWO : x->by_id && y->by_id ? SYSTEM_ONE : EV_NONE;
}

/* A person, a phone number, a street or a tax id that both have. */
static bool agrees_in_detail(const uint8_t level[EV_FIELDS])
{
    return level[EV_PEOPLE] <= PEOPLE_SOME || level[EV_PHONE] == 0 || level[EV_STREET] == 0 || level[EV_NUMBER] == 0;
}

bool evidence_is_likeness(const uint8_t level[EV_FIELDS])
{
    return level[EV_NAME] >= NAME_NEARLY && level[EV_NAME] != EV_NONE && level[EV_DOMAIN] > DOMAIN_LABEL && !agrees_in_detail(level);
}

bool evidence_is_part_alone(const uint8_t level[EV_FIELDS])
{
    return level[EV_NAME] == NAME_PART && level[EV_PLACE] != PLACE_HERE && evidence_is_likeness(level);
}

static bool differs(uint8_t level, uint8_t from) { return level != EV_NONE && level >= from; }

bool evidence_is_two(const uint8_t level[EV_FIELDS])
{
    return level[EV_SYSTEM] == SYSTEM_ONE && (differs(level[EV_PLACE], PLACE_TOWN) || differs(level[EV_DOMAIN], DOMAIN_LABEL)) &&
           level[EV_DOMAIN] > DOMAIN_SISTER && !agrees_in_detail(level);
}

bool evidence_is_elsewhere(const uint8_t level[EV_FIELDS])
{
    return (level[EV_PLACE] == PLACE_ABROAD || (level[EV_PLACE] == PLACE_TOWN && differs(level[EV_DOMAIN], DOMAIN_LABEL))) &&
           level[EV_DOMAIN] > DOMAIN_SISTER && !agrees_in_detail(level);
}

const char *evidence_how(const uint8_t level[EV_FIELDS])
{
    if (level[EV_NUMBER] == 0 && level[EV_NAME] > NAME_NEARLY && level[EV_DOMAIN] > DOMAIN_SISTER)
        return "tax id";
    bool domain = level[EV_DOMAIN] <= DOMAIN_SISTER, place = level[EV_PLACE] <= PLACE_COUNTRY;
    switch (level[EV_NAME]) {
    case NAME_SAME:
        return domain ? "domain and name" : place ? "name and country" : "name";
    case NAME_OTHER:
        return domain ? "domain and another name" : "another name";
    case NAME_TURNED:
        return domain ? "domain and name" : "name in other words";
    case NAME_SHORT:
        return domain ? "domain and shortened name" : "shortened name";
    case NAME_NEARLY:
        return domain ? "domain and name" : "nearly the same name";
    case NAME_PART:
        return domain ? "domain and part of the name" : "part of the name";
    default:
        return domain ? "domain" : level[EV_PEOPLE] <= PEOPLE_SOME ? "its people" : "similar name";
    }
}
