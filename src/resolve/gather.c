#include "resolve/gather.h"

#include <stdlib.h>

#include "text/city.h"
#include "text/company_parts.h"
#include "text/country.h"
#include "text/email.h"
#include "text/fold.h"
#include "text/sound.h"

typedef struct Vote {
    Str domain;
    size_t n;
    bool sure; /* from a website or domain field, not from e-mail */
} Vote;

/* Reading a name or an address takes twenty times the memory of what comes of it: that is read in one arena, which is rewound after each row,
 * and kept in another. */
static Str kept(Arena *a, Str s) { return s.n ? str_dup(a, s) : STR(""); }

static Str company_key(Arena *scratch, Str name)
{
    CompanyName c;
    if (!name.n)
        return STR("");
    company_plain(name, scratch, &c);
    return c.key;
}

/* The core with ae, oe, ue written a, o, u: "mueller lebe" and "muller lebensmitteltechnik" begin
 * alike. */
static Str company_words(Arena *a, Str name)
{
    CompanyName c;
    company_core(name, a, &c);
    char *p = arena_alloc(a, c.core.n + 1, 1);
    size_t n = 0;
    for (size_t i = 0; i < c.core.n; i++) {
        char before = n ? p[n - 1] : ' ';
        if (c.core.p[i] == 'e' && (before == 'a' || before == 'o' || before == 'u'))
            continue;
        p[n++] = c.core.p[i];
    }
    p[n] = 0;
    return (Str){ p, n };
}

/* Without the hyphens between letters: who cuts words takes "Barbier-Lacroix" for one. */
static Str without_hyphens(Arena *a, Str name)
{
    char *p = arena_alloc(a, name.n + 1, 1);
    size_t n = 0;
    for (size_t i = 0; i < name.n; i++)
        if (name.p[i] != '-' || !i || i + 1 == name.n || name.p[i - 1] == ' ' || name.p[i + 1] == ' ')
            p[n++] = name.p[i];
    p[n] = 0;
    return (Str){ p, n };
}

static Str node_words(Arena *a, const Alias *l, Str key)
{
    if (l->account_id.n)
        return str_fmt(a, "%lld\x1fi%.*s", (long long)l->source, STR_ARG(l->account_id));
    if (key.n)
        return str_fmt(a, "%lld\x1fn%.*s\x1f%.*s", (long long)l->source, STR_ARG(key),
                       STR_ARG(l->country));
    if (l->domain.n)
        return str_fmt(a,
                       "%lld\x1f"
                       "d%.*s",
                       (long long)l->source, STR_ARG(l->domain));
    return STR("");
}

static Str sound_domain(Arena *a, Str text)
{
    Str d = text.n ? domain_core(text, a) : STR("");
    return d.n && !is_free_mail(d) ? d : STR("");
}

static void fill_alias(const Table *t, size_t r, Arena *scratch, Arena *a, Alias *l)
{
    *l = (Alias){
        .id = col_int(t, "alias_id")[r],
        .source = col_int(t, "source_id")[r],
        .account_id = col_text(t, "account_id")[r],
        .account_name = col_text(t, "account_name")[r],
        .person_id = col_text(t, "person_id")[r],
        .email = str_lower(a, col_text(t, "email")[r]),
        .domain = kept(a, sound_domain(scratch, col_text(t, "domain")[r])),
        .country = country_code(scratch, col_text(t, "country")[r]),
        .city = kept(a, city_key(scratch, col_text(t, "city")[r])),
        .node = NO_NODE,
        .person = NO_NODE,
        .file = col_int(t, "file_id")[r],
    };
    /* A product workspace is often named by the customer's domain. */
    if (!l->domain.n && l->account_id.n && memchr(l->account_id.p, '.', l->account_id.n) &&
        !memchr(l->account_id.p, ' ', l->account_id.n))
        l->domain = kept(a, sound_domain(scratch, l->account_id));
}

/* What the name says, taken into the node: the first name that a system gives counts. */
static void take_name(Node *n, Str said, Arena *scratch, Arena *a)
{
    NameParts parts;
    CompanyName c;
    company_parts(said, scratch, &parts);
    company_plain(parts.name, scratch, &c);
    n->name = said;
    n->key = kept(a, c.key);
    n->form = kept(a, c.form);
    n->form_country = kept(a, c.country);
    n->sound = kept(a, sound_key(c.key, scratch));
    n->bare = kept(a, company_key_of(c.bare, scratch));
    n->front = kept(a, c.front);
    n->words = kept(a, company_words(scratch, parts.name));
    n->glued = memchr(parts.name.p, '-', parts.name.n) ? kept(a, company_words(scratch, without_hyphens(scratch, parts.name))) : n->words;
    /* "Omega Steel:West" is a parent and its part, or a name that somebody wrote with a colon: the whole is another name of it. */
    Str whole = parts.parent.n ? str_fmt(scratch, "%.*s %.*s", STR_ARG(parts.parent), STR_ARG(parts.name)) : STR("");
    n->other = kept(a, company_key(scratch, parts.other.n ? parts.other : whole));
    n->parent = kept(a, company_key(scratch, parts.parent));
    n->test = parts.test;
    if (!n->country.n)
        n->country = kept(a, parts.country);
}

static void enter_node(Parties *p, Alias *l, StrMap *seen, Arena *scratch, Arena *a)
{
    bool is_new;
    /* Only a system without ids tells its accounts apart by name. */
    Str key = l->account_id.n ? STR("") : company_key(scratch, l->account_name);
    Str words = node_words(a, l, key);
    if (!words.n)
        return;
    l->node = (int64_t)strmap_put(seen, words, &is_new);
    Node *n = &p->node[l->node];
    if (is_new) {
        *n = (Node){ .source = l->source,
                     .first_alias = l->id,
                     .up = l->node,
                     .by_id = l->account_id.n > 0,
                     .p = 1,
                     .how = "id",
                     .name = STR(""),
                     .key = STR(""),
                     .domain = STR(""),
                     .country = STR(""),
                     .city = STR(""),
                     .words = STR(""),
                     .glued = STR(""),
                     .form = STR(""),
                     .form_country = STR(""),
                     .other = STR(""),
                     .sound = STR(""),
                     .bare = STR(""),
                     .front = STR(""),
                     .parent = STR(""),
                     .phone = STR(""),
                     .post = STR(""),
                     .street = STR(""),
                     .tax = STR(""),
                     .other_ids = STR(""),
                     .key_times = 1,
                     .domain_times = 1,
                     .first_times = 1,
                     .mate = NO_NODE };
        p->n_node++;
    }
    if (!n->name.n && l->account_name.n)
        take_name(n, l->account_name, scratch, a);
    if (!n->country.n)
        n->country = l->country;
    if (!n->city.n)
        n->city = l->city;
}

static void enter_person(Parties *p, Alias *l, const SameIds *same, StrMap *by_mail, StrMap *by_id, int64_t *mail_of,
                         int64_t *id_of, Arena *a)
{
    bool new_mail = false, new_id = false;
    size_t m = 0, i = 0;
    int64_t who = NO_NODE;
    if (l->email.n)
        m = strmap_put(by_mail, l->email, &new_mail);
    if (l->person_id.n)
        i = strmap_put(by_id, same_id_key(same, l->source, l->person_id, a), &new_id);
    if (l->email.n && !new_mail)
        who = mail_of[m];
    else if (l->person_id.n && !new_id)
        who = id_of[i];
    if (!l->email.n && !l->person_id.n)
        return;
    if (who == NO_NODE) {
        who = (int64_t)p->n_person++;
        p->person[who] = (Person){ .first_alias = l->id, .email = STR(""), .node = NO_NODE, .up = who };
    }
    if (l->email.n && new_mail)
        mail_of[m] = who;
    if (l->person_id.n && (new_id || l->email.n))
        id_of[i] = who;
    l->person = who;
    if (!p->person[who].email.n)
        p->person[who].email = l->email;
    if (p->person[who].node == NO_NODE)
        p->person[who].node = l->node;
}

/* Boyer and Moore's majority; who has a website or domain field hears no e-mails. */
static void vote_for(Vote *v, Str domain, bool sure, Arena *a)
{
    if (v->sure && !sure)
        return;
    if (v->n && sure == v->sure) {
        bool same = str_eq(v->domain, domain);
        v->n += same;
        if (same || --v->n)
            return;
    }
    *v = (Vote){ kept(a, domain), 1, sure };
}

/* The domain that most of a node's words agree on; a website or domain field outweighs e-mails. */
static void vote_domains(Parties *p, Arena *scratch, Arena *a, Vote *vote)
{
    for (size_t r = 0; r < p->n_alias; r++) {
        Alias *l = &p->alias[r];
        if (l->node == NO_NODE)
            continue;
        ArenaMark mark = arena_mark(scratch);
        /* A bare user id speaks with the address that its system knows for it. */
        Str address = l->email.n || l->person == NO_NODE ? l->email : p->person[l->person].email;
        bool sure = l->domain.n > 0;
        Str d = sure ? l->domain : address.n ? sound_domain(scratch, email_domain(address, scratch)) : STR("");
        if (d.n)
            vote_for(&vote[l->node], d, sure, a);
        arena_rewind(scratch, mark);
    }
    for (size_t i = 0; i < p->n_node; i++)
        if (vote[i].n)
            p->node[i].domain = vote[i].domain;
}

/* The last nine digits: "+49 (0)732 5505081" and "0732/5505081" end alike.  Too short says nothing. */
static Str phone_digits(const Table *t, size_t r, Arena *a)
{
    enum { ENOUGH = 7, LAST = 9 };
    Str said = col_text(t, "phone")[r];
    char *to = arena_alloc(a, said.n + 1, 1);
    size_t n = 0;
    for (size_t i = 0; i < said.n && said.p[i] != 'x' && said.p[i] != 'X'; i++)
        if (said.p[i] >= '0' && said.p[i] <= '9')
            to[n++] = said.p[i];
    to[n] = 0;
    return n < ENOUGH ? STR("") : n > LAST ? (Str){ to + n - LAST, LAST } : (Str){ to, n };
}

/* "DE 80964" of a postcode: the British and Canadian ones without their last part. */
static Str post_area(const Table *t, size_t r, Str country, Arena *a)
{
    Str said = str_lower(a, str_trim(col_text(t, "postcode")[r]));
    char *to = arena_alloc(a, said.n + country.n + 2, 1);
    size_t n = 0, from;
    if (!said.n || !country.n)
        return STR("");
    for (size_t i = 0; i < country.n; i++)
        to[n++] = country.p[i];
    from = n;
    bool letters = str_eq(country, STR("GB")) || str_eq(country, STR("CA")) || str_eq(country, STR("IE"));
    for (size_t i = 0; i < said.n; i++) {
        bool digit = said.p[i] >= '0' && said.p[i] <= '9';
        if (digit || (letters && said.p[i] >= 'a' && said.p[i] <= 'z'))
            to[n++] = said.p[i];
    }
    if (letters && n - from > 3)
        n -= 3;
    to[n] = 0;
    return n > from ? (Str){ to, n } : STR("");
}

/* Letters and digits, folded; "strasse" as "str".  Without a house number it says too little. */
static Str street_key(const Table *t, size_t r, Arena *a)
{
    static const char *const whole[] = { "strasse", "street" };
    Str said = text_fold(a, col_text(t, "street")[r]);
    char *to = arena_alloc(a, said.n + 1, 1);
    bool number = false;
    size_t n = 0;
    for (size_t i = 0; i < said.n; i++) {
        char c = said.p[i];
        number = number || (c >= '0' && c <= '9');
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            to[n++] = c;
        for (size_t k = 0; k < COUNT_OF(whole); k++) {
            size_t len = strlen(whole[k]);
            if (n > len && !memcmp(to + n - len, whole[k], len))
                n -= len - (k ? 2 : 3);
        }
    }
    return number ? (Str){ to, n } : STR("");
}

/* Letters and digits; the country in front is left out, since some systems leave it out. */
static Str tax_key(const Table *t, size_t r, Arena *a)
{
    enum { ENOUGH = 6 };
    Str said = str_lower(a, col_text(t, "tax_id")[r]);
    char *to = arena_alloc(a, said.n + 1, 1);
    size_t n = 0;
    for (size_t i = 0; i < said.n; i++)
        if ((said.p[i] >= 'a' && said.p[i] <= 'z') || (said.p[i] >= '0' && said.p[i] <= '9'))
            to[n++] = said.p[i];
    Str key = { to, n };
    if (n > 2 + ENOUGH && to[0] >= 'a' && to[1] >= 'a')
        key = str_sub(key, 2, n - 2);
    return key.n < ENOUGH ? STR("") : key;
}

static void mark_anchors(Parties *p, const Table *account, Arena *scratch, Arena *a, Vote *vote)
{
    int64_t most = 0;
    for (size_t r = 0; r < p->n_alias; r++)
        if (p->alias[r].id > most)
            most = p->alias[r].id;
    int64_t *at = ARENA_NEW_N(a, int64_t, (size_t)most + 1);
    for (size_t r = 0; r < p->n_alias; r++)
        at[p->alias[r].id] = (int64_t)r + 1;
    const int64_t *id = col_int(account, "alias_id");
    for (size_t r = 0; r < account->n; r++) {
        if (id[r] > most || !at[id[r]] || p->alias[at[id[r]] - 1].node == NO_NODE)
            continue;
        int64_t at_node = p->alias[at[id[r]] - 1].node;
        Node *n = &p->node[at_node];
        ArenaMark mark = arena_mark(scratch);
        n->anchor = true;
        if (!n->country.n)
            n->country = country_code(scratch, col_text(account, "country")[r]);
        if (!n->city.n)
            n->city = kept(a, city_key(scratch, col_text(account, "city")[r]));
        if (!n->name.n)
            take_name(n, col_text(account, "name")[r], scratch, a);
        if (!n->phone.n)
            n->phone = phone_digits(account, r, a);
        if (!n->post.n)
            n->post = post_area(account, r, n->country, a);
        if (!n->street.n)
            n->street = street_key(account, r, a);
        if (!n->tax.n)
            n->tax = tax_key(account, r, a);
        if (!n->other_ids.n)
            n->other_ids = str_trim(col_text(account, "other_ids")[r]);
        Str web = sound_domain(scratch, col_text(account, "website")[r]);
        if (web.n && !vote[at_node].sure)
            vote[at_node] = (Vote){ kept(a, web), SIZE_MAX / 2, true };
        arena_rewind(scratch, mark);
    }
}

typedef struct Member {
    int64_t node, person;
} Member;

static int by_person(const void *x, const void *y)
{
    const Member *a = x, *b = y;
    if (a->person != b->person)
        return a->person < b->person ? -1 : 1;
    return (a->node > b->node) - (a->node < b->node);
}

static int by_node(const void *x, const void *y)
{
    const Member *a = x, *b = y;
    if (a->node != b->node)
        return a->node < b->node ? -1 : 1;
    return (a->person > b->person) - (a->person < b->person);
}

/* Who is known in which node.  Somebody known in many is a consultant or a shared mailbox. */
static void list_people(Parties *p, Arena *a)
{
    enum { COMPANIES_MOST = 12 };
    Member *all = ARENA_NEW_N(a, Member, p->n_alias + 1);
    size_t n = 0, kept = 0;
    for (size_t r = 0; r < p->n_alias; r++)
        if (p->alias[r].node != NO_NODE && p->alias[r].person != NO_NODE)
            all[n++] = (Member){ p->alias[r].node, p->alias[r].person };
    if (n)
        qsort(all, n, sizeof *all, by_person);
    for (size_t i = 0; i < n;) {
        size_t end = i, from = kept;
        for (; end < n && all[end].person == all[i].person; end++)
            if (kept == from || all[kept - 1].node != all[end].node)
                all[kept++] = all[end];
        if (kept - from > COMPANIES_MOST)
            kept = from;
        i = end;
    }
    if (kept)
        qsort(all, kept, sizeof *all, by_node);
    int64_t *who = ARENA_NEW_N(a, int64_t, kept + 1);
    for (size_t i = 0; i < kept; i++) {
        Node *node = &p->node[all[i].node];
        who[i] = all[i].person;
        if (!node->n_people)
            node->people = &who[i];
        node->n_people++;
    }
}

typedef struct Carrier {
    Str word;
    int64_t source, node;
} Carrier;

static int by_word(const void *x, const void *y)
{
    const Carrier *a = x, *b = y;
    int c = str_cmp(a->word, b->word);
    if (c)
        return c;
    return (a->source > b->source) - (a->source < b->source);
}

typedef enum Counted { COUNT_KEY, COUNT_DOMAIN, COUNT_FIRST } Counted;

static Str counted_word(const Node *n, Counted what)
{
    Str rest = n->words;
    return what == COUNT_DOMAIN ? n->domain : what == COUNT_KEY ? n->key : str_cut(&rest, ' ');
}

static int64_t *counted_times(Node *n, Counted what)
{
    return what == COUNT_DOMAIN ? &n->domain_times : what == COUNT_KEY ? &n->key_times : &n->first_times;
}

/* How many nodes of one system carry the same name, the same domain, the same first word, at most. */
static void count_words(Parties *p, Counted what, Arena *a)
{
    Carrier *c = ARENA_NEW_N(a, Carrier, p->n_node + 1);
    for (size_t i = 0; i < p->n_node; i++)
        c[i] = (Carrier){ counted_word(&p->node[i], what), p->node[i].source, (int64_t)i };
    if (p->n_node)
        qsort(c, p->n_node, sizeof *c, by_word);
    for (size_t i = 0; i < p->n_node;) {
        size_t end = i, run = 0, most = 1;
        for (; end < p->n_node && str_eq(c[end].word, c[i].word); end++) {
            run = end > i && c[end].source == c[end - 1].source ? run + 1 : 1;
            most = run > most ? run : most;
        }
        for (size_t k = i; k < end && c[i].word.n; k++)
            *counted_times(&p->node[c[k].node], what) = (int64_t)most;
        i = end;
    }
}

static size_t letters_of(Str name)
{
    size_t n = 0;
    for (size_t i = 0; i < name.n; i++)
        n += ((unsigned char)name.p[i] & 0xC0) != 0x80;
    return n;
}

/* A system that cuts names shows it by a pile of them at its longest length, where others have their last and single ones: two
 * at least, and half as many as in the five lengths before; up to 35 letters, where old systems cut, as many as in one of the five.  One that holds longer names than old systems do, without a pile, cuts none, and a
 * name with its legal form seems whole.  A blank at the end was taken off, so a name one letter shorter may be cut too. */
static void mark_cuts(Parties *p, const int64_t *id, size_t n)
{
    enum { LONGEST = 80, OLD_LONGEST = 40, OLD_WIDTH = 35, OLD_CUT = 28, BEFORE = 5, LEAST = 15 };
    size_t at[LONGEST + 2] = { 0 }, most = 0, before = 0;
    for (size_t i = 0; i < n; i++) {
        size_t len = letters_of(p->node[id[i]].name);
        len = len > LONGEST ? LONGEST + 1 : len;
        at[len]++;
        most = len > most ? len : most;
    }
    for (size_t k = 1; k <= BEFORE && k < most; k++)
        before += at[most - k];
    bool pile = most >= LEAST && most <= LONGEST && at[most] >= 2 && (most <= OLD_WIDTH ? BEFORE : 2) * at[most] >= before;
    for (size_t i = 0; i < n; i++) {
        size_t len = letters_of(p->node[id[i]].name);
        p->node[id[i]].cut = pile && len + 1 >= most ? CUT_SURE : !pile && most <= OLD_LONGEST && len >= OLD_CUT && !p->node[id[i]].form.n ? CUT_MAYBE : CUT_NOT;
    }
}

static void find_cuts(Parties *p, Arena *a)
{
    Carrier *c = ARENA_NEW_N(a, Carrier, p->n_node + 1);
    int64_t *id = ARENA_NEW_N(a, int64_t, p->n_node + 1);
    for (size_t i = 0; i < p->n_node; i++)
        c[i] = (Carrier){ STR(""), p->node[i].source, (int64_t)i };
    if (p->n_node)
        qsort(c, p->n_node, sizeof *c, by_word);
    for (size_t i = 0, end; i < p->n_node; i = end) {
        for (end = i; end < p->n_node && c[end].source == c[i].source; end++)
            id[end] = c[end].node;
        mark_cuts(p, id + i, end - i);
    }
}

typedef struct Place {
    const Node *node;
    Str account_id;
    int64_t was;
} Place;

static int by_words(const void *x, const void *y)
{
    const Place *a = x, *b = y;
    const Node *l = a->node, *r = b->node;
    const Str left[] = { l->key, l->name, l->domain, l->country, l->city, a->account_id, l->phone };
    const Str right[] = { r->key, r->name, r->domain, r->country, r->city, b->account_id, r->phone };
    for (size_t i = 0; i < COUNT_OF(left); i++) {
        int c = str_cmp(left[i], right[i]);
        if (c)
            return c;
    }
    return (a->was > b->was) - (a->was < b->was);
}

/* Nodes in the order of what they say, not of when their file came: samples and ties are then the same whichever
 * way the files were imported. */
static void order_nodes(Parties *p, Arena *a)
{
    size_t n = p->n_node;
    Place *place = ARENA_NEW_N(a, Place, n + 1);
    Node *node = ARENA_NEW_N(a, Node, n + 1);
    int64_t *now = ARENA_NEW_N(a, int64_t, n + 1);
    for (size_t i = 0; i < n; i++)
        place[i] = (Place){ &p->node[i], STR(""), (int64_t)i };
    for (size_t r = p->n_alias; r-- > 0;)
        if (p->alias[r].node != NO_NODE)
            place[p->alias[r].node].account_id = p->alias[r].account_id;
    if (n)
        qsort(place, n, sizeof *place, by_words);
    for (size_t i = 0; i < n; i++) {
        now[place[i].was] = (int64_t)i;
        node[i] = *place[i].node;
        node[i].up = (int64_t)i;
    }
    p->node = node;
    for (size_t r = 0; r < p->n_alias; r++)
        if (p->alias[r].node != NO_NODE)
            p->alias[r].node = now[p->alias[r].node];
    for (size_t i = 0; i < p->n_person; i++)
        if (p->person[i].node != NO_NODE)
            p->person[i].node = now[p->person[i].node];
}

void parties_gather(const Table *alias, const Table *account, const SameIds *same, Arena *a, Parties *out)
{
    size_t n = alias->n;
    Arena scratch, draft; /* draft: nodes as they come, as many as there are aliases at most */
    StrMap seen, by_mail, by_id;
    arena_init(&scratch);
    arena_init(&draft);
    strmap_init(&seen, a);
    strmap_init(&by_mail, a);
    strmap_init(&by_id, a);
    *out = (Parties){ .alias = ARENA_NEW_N(a, Alias, n + 1),
                      .n_alias = n,
                      .node = ARENA_NEW_N(&draft, Node, n + 1),
                      .person = ARENA_NEW_N(a, Person, n + 1),
                      .account = account };
    int64_t *mail_of = ARENA_NEW_N(a, int64_t, n + 1), *id_of = ARENA_NEW_N(a, int64_t, n + 1);
    Vote *vote = ARENA_NEW_N(a, Vote, n + 1);
    for (size_t r = 0; r < n; r++) {
        ArenaMark mark = arena_mark(&scratch);
        fill_alias(alias, r, &scratch, a, &out->alias[r]);
        enter_node(out, &out->alias[r], &seen, &scratch, a);
        arena_rewind(&scratch, mark);
    }
    /* Aliases that say both who and which address come first, so that a bare user id finds its e-mail. */
    for (int pass = 0; pass < 2; pass++)
        for (size_t r = 0; r < n; r++)
            if ((out->alias[r].email.n > 0) == (pass == 0))
                enter_person(out, &out->alias[r], same, &by_mail, &by_id, mail_of, id_of, a);
    mark_anchors(out, account, &scratch, a, vote);
    /* Where several systems place a person, the CRM's word counts, whichever came first. */
    for (size_t r = 0; r < n; r++) {
        const Alias *l = &out->alias[r];
        Person *who = l->person == NO_NODE ? NULL : &out->person[l->person];
        if (who && l->node != NO_NODE && out->node[l->node].anchor && !out->node[who->node].anchor)
            who->node = l->node;
    }
    vote_domains(out, &scratch, a, vote);
    arena_release(&scratch);
    order_nodes(out, a);
    arena_release(&draft);
    list_people(out, a);
    count_words(out, COUNT_KEY, a);
    count_words(out, COUNT_DOMAIN, a);
    count_words(out, COUNT_FIRST, a);
    find_cuts(out, a);
}
