#include "resolve/gather.h"

#include <stdlib.h>

#include "resolve/node_count.h"
#include "resolve/record_key.h"
#include "text/city.h"
#include "text/company_parts.h"
#include "text/country.h"
#include "text/email.h"
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
    return company_nobody(c.core) ? STR("") : c.key;
}

/* "Acme Inc:East" as keys: "acme:east". */
static Str path_key(Arena *a, Str path)
{
    Str keys = STR("");
    for (Str rest = path; rest.n;) {
        Str key = company_key(a, str_trim(str_cut(&rest, ':')));
        if (key.n)
            keys = str_fmt(a, "%.*s%s%.*s", STR_ARG(keys), keys.n ? ":" : "", STR_ARG(key));
    }
    return keys;
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

/* Words with a blank between them and no digit: nobody makes ids so. */
static bool id_is_words(Str id)
{
    bool blank = false;
    for (size_t i = 0; i < id.n; i++) {
        if (id.p[i] >= '0' && id.p[i] <= '9')
            return false;
        blank |= i && id.p[i] == ' ';
    }
    return blank;
}

static void fill_alias(const Table *t, size_t r, const SameIds *same, Arena *scratch, Arena *a, Alias *l)
{
    *l = (Alias){
        .id = col_int(t, "alias_id")[r],
        .source = col_int(t, "source_id")[r],
        .account_id = col_text(t, "account_id")[r],
        .account_name = col_text(t, "account_name")[r],
        .person_id = col_text(t, "person_id")[r],
        .email = same_address(same, str_lower(a, col_text(t, "email")[r])),
        .domain = kept(a, sound_domain(scratch, col_text(t, "domain")[r])),
        .country = country_code(scratch, col_text(t, "country")[r]),
        .city = kept(a, city_key(scratch, col_text(t, "city")[r])),
        .node = NO_NODE,
        .person = NO_NODE,
        .file = col_int(t, "file_id")[r],
    };
    /* "Acme Inc" in a column for ids (a survey's custom data) is a name. */
    if (!l->account_name.n && id_is_words(l->account_id))
        l->account_name = l->account_id;
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
    if (company_nobody(c.core))
        return;
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
    n->above = kept(a, path_key(scratch, parts.above));
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
                     .above = STR(""),
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
            n->phone = record_phone(col_text(account, "phone")[r], a);
        if (!n->post.n)
            n->post = record_post(col_text(account, "postcode")[r], n->country, a);
        if (!n->street.n)
            n->street = record_street(col_text(account, "street")[r], a);
        if (!n->tax.n)
            n->tax = record_tax(col_text(account, "tax_id")[r], a);
        if (!n->other_ids.n)
            n->other_ids = str_trim(col_text(account, "other_ids")[r]);
        Str web = sound_domain(scratch, col_text(account, "website")[r]);
        if (web.n && !vote[at_node].sure)
            vote[at_node] = (Vote){ kept(a, web), SIZE_MAX / 2, true };
        arena_rewind(scratch, mark);
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
        fill_alias(alias, r, same, &scratch, a, &out->alias[r]);
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
    nodes_count(out, a);
}
