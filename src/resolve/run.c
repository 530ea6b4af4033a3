#include "resolve/resolve.h"

#include "resolve/asof.h"
#include "resolve/finding.h"
#include "resolve/source.h"
#include "resolve/gather.h"
#include "resolve/family.h"
#include "resolve/match.h"
#include "resolve/people.h"
#include "resolve/person_rows.h"
#include "resolve/review.h"
#include "resolve/said.h"
#include "text/company_parts.h"
#include "text/email.h"
#include "text/role.h"

typedef struct Names {
    Str first, last, role, said_role, title, phone;
} Names;

/* The account of a domain, when just one cluster has it. */
typedef struct Domains {
    StrMap name;
    int64_t *root; /* NO_NODE: several */
} Domains;

static void domains_of(Parties *p, Arena *a, Domains *d)
{
    strmap_init(&d->name, a);
    d->root = ARENA_NEW_N(a, int64_t, p->n_node + 1);
    for (size_t i = 0; i < p->n_node; i++) {
        bool is_new;
        if (!p->node[i].domain.n)
            continue;
        size_t at = strmap_put(&d->name, p->node[i].domain, &is_new);
        int64_t root = node_root(p, (int64_t)i);
        if (is_new)
            d->root[at] = root;
        else if (d->root[at] != root)
            d->root[at] = NO_NODE;
    }
}

typedef struct Found {
    int64_t root;
    double p;
    const char *how;
} Found;

static Found account_of(Parties *p, const Domains *d, const Alias *l, Arena *a)
{
    size_t at;
    if (l->node != NO_NODE)
        return (Found){ node_root(p, l->node), p->node[l->node].p, p->node[l->node].how };
    if (l->person != NO_NODE && p->person[l->person].node != NO_NODE)
        return (Found){ node_root(p, p->person[l->person].node), 0.99,
                        l->email.n ? "e-mail" : "user id" };
    Str mail = l->email.n || l->person == NO_NODE ? l->email : p->person[l->person].email;
    if (mail.n && strmap_get(&d->name, domain_core(email_domain(mail, a), a), &at) &&
        d->root[at] != NO_NODE)
        return (Found){ d->root[at], 0.95, "e-mail domain" };
    return (Found){ NO_NODE, 0, "none" };
}

static const ColSpec account_cols[] = {
    { "account_id", COL_INT },  { "name", COL_TEXT },     { "parent_id", COL_INT },
    { "segment", COL_TEXT },    { "region", COL_TEXT },   { "country", COL_TEXT },
    { "industry", COL_TEXT },   { "employees", COL_INT }, { "customer_since", COL_DATE },
    { "churn_flag", COL_BOOL }, { "n_alias", COL_INT },
};

typedef struct Profile {
    Str name, segment, region, country, industry;
    int64_t row;                                /* first CRM row + 1 */
    int64_t n_alias, employees, since, churned; /* -1: not said */
    bool any;
} Profile;

static void take_text(Str *into, Str v)
{
    if (!into->n)
        *into = str_trim(v);
}

static void profile_crm(Profile *f, const Table *t, size_t r)
{
    const TableColumn *emp = table_col(t, "employees"), *since = table_col(t, "customer_since"),
                      *lost = table_col(t, "churned");
    take_text(&f->name, col_text(t, "name")[r]);
    take_text(&f->segment, col_text(t, "segment")[r]);
    take_text(&f->region, col_text(t, "region")[r]);
    take_text(&f->industry, col_text(t, "industry")[r]);
    if (!f->row)
        f->row = (int64_t)r + 1;
    if (f->employees < 0 && col_has(emp, r))
        f->employees = emp->i[r];
    if (f->since < 0 && col_has(since, r))
        f->since = since->i[r];
    if (f->churned < 0 && col_has(lost, r))
        f->churned = lost->i[r];
}

static Profile *profiles(Parties *p, const Found *found, Arena *a)
{
    Profile *f = ARENA_NEW_N(a, Profile, p->n_node + 1);
    int64_t most = 0;
    for (size_t i = 0; i < p->n_node; i++)
        f[i] = (Profile){ .name = STR(""),
                          .segment = STR(""),
                          .region = STR(""),
                          .country = STR(""),
                          .industry = STR(""),
                          .employees = -1,
                          .since = -1,
                          .churned = -1 };
    for (size_t r = 0; r < p->n_alias; r++)
        if (p->alias[r].id > most)
            most = p->alias[r].id;
    int64_t *at = ARENA_NEW_N(a, int64_t, (size_t)most + 1);
    for (size_t r = 0; r < p->n_alias; r++) {
        at[p->alias[r].id] = (int64_t)r + 1;
        if (found[r].root != NO_NODE) {
            f[found[r].root].any = true;
            f[found[r].root].n_alias++;
        }
    }
    for (size_t r = 0; r < p->account->n; r++) {
        int64_t l = at[col_int(p->account, "alias_id")[r]];
        if (l && found[l - 1].root != NO_NODE)
            profile_crm(&f[found[l - 1].root], p->account, r);
    }
    for (size_t i = 0; i < p->n_node; i++) {
        Profile *into = &f[node_root(p, (int64_t)i)];
        take_text(&into->name, p->node[i].name);
        take_text(&into->country, p->node[i].country);
    }
    for (size_t i = 0; i < p->n_node; i++)
        take_text(&f[node_root(p, (int64_t)i)].name, p->node[i].domain);
    return f;
}

/* The cluster of a parent: named by the id that the child's own system gives it. */
static int64_t parent_of(Parties *p, const Profile *f, const StrMap *ids, const int64_t *node_of,
                         Arena *a)
{
    size_t at;
    if (!f->row)
        return NO_NODE;
    Str id = col_text(p->account, "parent_id")[f->row - 1];
    int64_t source = col_int(p->account, "source_id")[f->row - 1];
    if (!id.n || !strmap_get(ids, str_fmt(a, "%lld\x1f%.*s", (long long)source, STR_ARG(id)), &at))
        return NO_NODE;
    return node_root(p, node_of[at]);
}

/* A column for the parent that holds its name: as if the child's own name had said it. */
static void parent_said(Parties *p, const Profile *f, int64_t account, Arena *a)
{
    CompanyName c;
    Str said = f->row ? col_text(p->account, "parent_id")[f->row - 1] : STR("");
    if (!said.n || p->node[account].parent.n)
        return;
    company_plain(said, a, &c);
    p->node[account].parent = c.key;
}

/* Parents by the CRM's ids, then by name; see family.h. */
static int64_t *parents(Parties *p, const Profile *f, Arena *a, Table *family, int64_t *cycles)
{
    StrMap ids;
    strmap_init(&ids, a);
    int64_t *node_of = ARENA_NEW_N(a, int64_t, p->n_alias + 1), *parent = ARENA_NEW_N(a, int64_t, p->n_node + 1);
    bool *account = ARENA_NEW_N(a, bool, p->n_node + 1);
    for (size_t r = 0; r < p->n_alias; r++) {
        const Alias *l = &p->alias[r];
        if (l->account_id.n && l->node != NO_NODE)
            node_of[strmap_put(
                &ids, str_fmt(a, "%lld\x1f%.*s", (long long)l->source, STR_ARG(l->account_id)),
                NULL)] = l->node;
    }
    for (size_t i = 0; i < p->n_node; i++) {
        account[i] = node_root(p, (int64_t)i) == (int64_t)i && f[i].any;
        parent[i] = account[i] ? parent_of(p, &f[i], &ids, node_of, a) : NO_NODE;
        if (parent[i] == (int64_t)i)
            parent[i] = NO_NODE;
        else if (account[i] && parent[i] == NO_NODE)
            parent_said(p, &f[i], (int64_t)i, a);
    }
    *cycles = family_build(p, parent, account, a, family);
    return parent;
}

static void write_accounts(Parties *p, const Profile *f, const int64_t *parent, Arena *a, Table *out)
{
    table_init(out, a, account_cols, COUNT_OF(account_cols));
    for (size_t i = 0; i < p->n_node; i++) {
        if (node_root(p, (int64_t)i) != (int64_t)i || !f[i].any)
            continue;
        table_put_int(out, 0, p->node[i].first_alias);
        table_put_text(out, 1, f[i].name.n ? f[i].name : STR("unnamed"));
        if (parent[i] != NO_NODE)
            table_put_int(out, 2, p->node[parent[i]].first_alias);
        table_put_text(out, 3, f[i].segment.n ? f[i].segment : STR("unknown"));
        table_put_text(out, 4, f[i].region.n ? f[i].region : STR("unknown"));
        table_put_text(out, 5, f[i].country.n ? f[i].country : STR("unknown"));
        table_put_text(out, 6, f[i].industry.n ? f[i].industry : STR("unknown"));
        if (f[i].employees >= 0)
            table_put_int(out, 7, f[i].employees);
        if (f[i].since >= 0)
            table_put_int(out, 8, f[i].since);
        if (f[i].churned >= 0)
            table_put_int(out, 9, f[i].churned);
        table_put_int(out, 10, f[i].n_alias);
        table_row(out);
    }
}

static void write_aliases(Parties *p, const Found *found, Arena *a, Table *out, ResolveResult *res)
{
    static const ColSpec cols[] = { { "alias_id", COL_INT },
                                    { "account_id", COL_INT },
                                    { "contact_id", COL_INT },
                                    { "probability", COL_F64 },
                                    { "how", COL_TEXT } };
    table_init(out, a, cols, COUNT_OF(cols));
    table_reserve(out, p->n_alias);
    for (size_t r = 0; r < p->n_alias; r++) {
        const Alias *l = &p->alias[r];
        table_put_int(out, 0, l->id);
        if (found[r].root != NO_NODE)
            table_put_int(out, 1, p->node[found[r].root].first_alias);
        else
            res->unresolved++;
        if (l->person != NO_NODE)
            table_put_int(out, 2, p->person[person_root(p, l->person)].first_alias);
        table_put_f64(out, 3, found[r].p);
        table_put_text(out, 4, str_of(found[r].how));
        table_row(out);
    }
}

static Str role_of(const Names *n, Str email, Arena *a)
{
    Str rest = email, local = str_cut(&rest, '@');
    if (rest.n && !n->last.n && is_shared_mailbox(local, a))
        return STR("shared mailbox");
    return contact_role(n->said_role, n->title, a);
}

/* What the systems say of each person, first said first; then of the one that it was joined to. */
static Names *names_of(const Parties *p, const Table *contact, Arena *a)
{
    Names *names = ARENA_NEW_N(a, Names, p->n_person + 1);
    int64_t most = p->n_alias ? p->alias[p->n_alias - 1].id : 0;
    int64_t *at = ARENA_NEW_N(a, int64_t, (size_t)most + 1);
    for (size_t r = 0; r < p->n_alias; r++)
        at[p->alias[r].id] = (int64_t)r + 1;
    for (size_t i = 0; i < p->n_person; i++)
        names[i] = (Names){ STR(""), STR(""), STR(""), STR(""), STR(""), STR("") };
    for (size_t r = 0; r < contact->n; r++) {
        int64_t l = at[col_int(contact, "alias_id")[r]];
        if (!l || p->alias[l - 1].person == NO_NODE)
            continue;
        Names *n = &names[p->alias[l - 1].person];
        take_text(&n->first, col_text(contact, "first_name")[r]);
        take_text(&n->last, col_text(contact, "last_name")[r]);
        take_text(&n->said_role, col_text(contact, "role")[r]);
        take_text(&n->title, col_text(contact, "title")[r]);
        take_text(&n->role, col_text(contact, "role")[r]);
        take_text(&n->role, col_text(contact, "title")[r]);
        take_text(&n->phone, col_text(contact, "phone")[r]);
    }
    return names;
}

static Str digits_of(Str phone, Arena *a)
{
    enum { ENOUGH = 7, LAST = 9 };
    char *to = arena_alloc(a, phone.n + 1, 1);
    size_t n = 0;
    for (size_t i = 0; i < phone.n; i++)
        if (phone.p[i] >= '0' && phone.p[i] <= '9')
            to[n++] = phone.p[i];
    return n < ENOUGH ? STR("") : n > LAST ? (Str){ to + n - LAST, LAST } : (Str){ to, n };
}

static Known *known_of(const Parties *p, const Found *found, const Names *names, Arena *a)
{
    Known *known = ARENA_NEW_N(a, Known, p->n_person + 1);
    for (size_t i = 0; i < p->n_person; i++) {
        Known *k = &known[i];
        Str rest = p->person[i].email, local = str_cut(&rest, '@');
        *k = (Known){ .account = NO_ACCOUNT, .first = names[i].first, .last = names[i].last, .title = names[i].title,
                      .phone = digits_of(names[i].phone, a) };
        person_name(k->first, k->last, a, &k->name);
        k->stated = k->name.family.n > 0;
        k->shared = !k->stated && local.n && is_shared_mailbox(local, a);
        if (!k->stated)
            person_of_mailbox(local, a, &k->name);
    }
    for (size_t r = 0; r < p->n_alias; r++) {
        const Alias *l = &p->alias[r];
        if (l->person == NO_NODE || known[l->person].account != NO_ACCOUNT || found[r].root == NO_NODE)
            continue;
        known[l->person].account = found[r].root;
        known[l->person].source = l->source;
    }
    return known;
}

static void merge_names(Parties *p, Names *names)
{
    for (size_t i = 0; i < p->n_person; i++) {
        Names *into = &names[person_root(p, (int64_t)i)], *from = &names[i];
        if (into == from)
            continue;
        bool nameless = !into->first.n && !into->last.n; /* a first name of one and a last name of another make nobody */
        if (nameless) {
            into->first = from->first;
            into->last = from->last;
        }
        take_text(&into->said_role, from->said_role);
        take_text(&into->title, from->title);
        take_text(&into->role, from->role);
    }
}

static void write_contacts(Parties *p, const Found *found, const Names *names, Arena *a, Table *out, Table *role)
{
    static const ColSpec cols[] = { { "account_id", COL_INT },
                                    { "contact_id", COL_INT },
                                    { "name", COL_TEXT },
                                    { "email", COL_TEXT },
                                    { "role", COL_TEXT } };
    bool *seen = ARENA_NEW_N(a, bool, p->n_person + 1);
    Str *address = ARENA_NEW_N(a, Str, p->n_person + 1); /* its first one */
    for (size_t r = 0; r < p->n_alias; r++) {
        int64_t who = p->alias[r].person;
        if (who != NO_NODE && p->person[who].email.n && !address[person_root(p, who)].n)
            address[person_root(p, who)] = p->person[who].email;
    }
    static const ColSpec role_cols[] = { { "account_id", COL_INT }, { "contact_id", COL_INT }, { "role", COL_TEXT } };
    table_init(role, a, role_cols, COUNT_OF(role_cols));
    table_init(out, a, cols, COUNT_OF(cols));
    table_reserve(role, p->n_person);
    table_reserve(out, p->n_person);
    for (size_t r = 0; r < p->n_alias; r++) {
        int64_t who = p->alias[r].person == NO_NODE ? NO_NODE : person_root(p, p->alias[r].person);
        if (who == NO_NODE || seen[who] || found[r].root == NO_NODE)
            continue;
        seen[who] = true;
        Str email = address[who].n ? address[who] : STR("");
        table_put_int(out, 0, p->node[found[r].root].first_alias);
        table_put_int(out, 1, p->person[who].first_alias);
        table_put_text(
            out, 2,
            str_trim(str_fmt(a, "%.*s %.*s", STR_ARG(names[who].first), STR_ARG(names[who].last))));
        table_put_text(out, 3, email);
        table_put_text(out, 4, names[who].role);
        table_row(out);
        table_put_int(role, 0, p->node[found[r].root].first_alias);
        table_put_int(role, 1, p->person[who].first_alias);
        table_put_text(role, 2, role_of(&names[who], email, a));
        table_row(role);
    }
}

typedef struct Output {
    Table account, alias, contact, review, evidence, family, role, link, steps;
} Output;

static Status same_said(Store *s, const Table *alias, Arena *a, SameIds *out, Err *err)
{
    Table said, record;
    Status st = store_fetch(s, SQL_IDENTITY_SAID, STORE_NO_ARGS, a, &said, err);
    if (!st)
        st = store_fetch(s, SQL_SECOND_ADDRESSES, STORE_NO_ARGS, a, &record, err);
    if (st)
        return st;
    same_ids(&said, a, out);
    same_addresses(&record, alias, a, out);
    return ST_OK;
}

static Status compute(Store *s, Arena *a, Output *o, ResolveResult *res, Err *err)
{
    Table alias, account, contact, verdict, money, sources;
    SameIds same;
    Parties p;
    Pairs must = { 0 }, apart = { 0 }, one = { 0 }, two = { 0 };
    Match match;
    People people;
    double seed;
    Domains d;
    Status st = store_fetch(s, SQL_ALIAS_LIVE, STORE_NO_ARGS, a, &alias, err);
    if (!st)
        st = store_fetch(s, SQL_ACCOUNT_FACTS, STORE_NO_ARGS, a, &account, err);
    if (!st)
        st = store_fetch(s, SQL_CONTACT_FACTS, STORE_NO_ARGS, a, &contact, err);
    if (!st)
        st = store_fetch(s, SQL_VERDICT_LIST, STORE_ARGS(DB_TEXT(STR("resolve"))), a, &verdict, err);
    if (!st)
        st = store_fetch(s, SQL_ALIAS_MONEY, STORE_NO_ARGS, a, &money, err);
    if (!st)
        st = store_fetch(s, SQL_SOURCE_NAMES, STORE_NO_ARGS, a, &sources, err);
    if (!st)
        st = same_said(s, &alias, a, &same, err);
    if (!st)
        st = store_setting(s, "seed", &seed, err);
    if (st)
        return st;
    parties_gather(&alias, &account, &same, a, &p);
    said_pairs(&verdict, &sources, &p, SAID_COMPANIES, a, &must, &apart);
    said_pairs(&verdict, &sources, &p, SAID_PEOPLE, a, &one, &two);
    same_pairs(&p, &same, a, &one);
    st = parties_match(&p, &must, &apart, (uint64_t)seed, a, &match, err);
    if (st)
        return st;
    domains_of(&p, a, &d);
    Found *found = ARENA_NEW_N(a, Found, p.n_alias + 1);
    for (size_t r = 0; r < p.n_alias; r++)
        found[r] = account_of(&p, &d, &p.alias[r], a);
    Names *names = names_of(&p, &contact, a);
    Known *known = known_of(&p, found, names, a);
    st = people_match(&p, known, &one, &two, a, &people, err);
    if (st)
        return st;
    merge_names(&p, names);
    Profile *f = profiles(&p, found, a);
    write_accounts(&p, f, parents(&p, f, a, &o->family, &res->cycles), a, &o->account);
    write_aliases(&p, found, a, &o->alias, res);
    write_contacts(&p, found, names, a, &o->contact, &o->role);
    person_rows(&p, known, &people, &money, a, &o->link, &o->steps);
    review_tables(&p, &match, &money, a, &o->review, &o->evidence);
    res->accounts = (int64_t)o->account.n;
    res->aliases = (int64_t)o->alias.n;
    res->merged = (int64_t)p.n_node - (int64_t)o->account.n;
    res->review = (int64_t)o->review.n;
    res->persons_joined = people.joined;
    res->persons_asked = people.asked;
    res->persons_elsewhere = people.elsewhere;
    res->decisions = verdict.n ? col_int(&verdict, "verdict_id")[verdict.n - 1] : 0;
    return ST_OK;
}

static Status replace(Store *s, const Output *o, Arena *a, const ResolveResult *res, Err *err)
{
    static const int clear[] = { SQL_CLEAR_ACCOUNT, SQL_CLEAR_ALIAS, SQL_CLEAR_CONTACT,
                                 SQL_CLEAR_REVIEW, SQL_CLEAR_LINK_EVIDENCE, SQL_CLEAR_FAMILY, SQL_CLEAR_ACCOUNT_FIELD, SQL_CLEAR_CHANGE,
                                 SQL_CLEAR_CONTACT_ROLE, SQL_CLEAR_PERSON_LINK,
                                 SQL_CLEAR_PERSON_EVIDENCE, SQL_CLEAR_USAGE_WEEK };
    Status st = ST_OK;
    for (size_t i = 0; !st && i < COUNT_OF(clear); i++)
        st = store_run(s, clear[i], STORE_NO_ARGS, err);
    if (!st)
        st = store_append(s, "d_account", &o->account, err);
    if (!st)
        st = store_append(s, "d_alias", &o->alias, err);
    if (!st)
        st = store_append(s, "d_contact", &o->contact, err);
    if (!st)
        st = store_append(s, "d_review", &o->review, err);
    if (!st)
        st = store_append(s, "d_link_evidence", &o->evidence, err);
    if (!st)
        st = store_append(s, "d_family", &o->family, err);
    if (!st)
        st = store_append(s, "d_contact_role", &o->role, err);
    if (!st)
        st = store_append(s, "d_person_link", &o->link, err);
    if (!st)
        st = store_append(s, "d_person_evidence", &o->steps, err);
    if (!st)
        st = store_run(s, SQL_FILL_USAGE_WEEK, STORE_NO_ARGS, err);
    if (!st)
        st = store_run(s, SQL_FILL_ACCOUNT_FIELD, STORE_NO_ARGS, err);
    if (!st)
        st = store_run(s, SQL_FILL_CHANGE, STORE_NO_ARGS, err);
    int64_t as_of;
    if (!st)
        st = asof_write(s, &as_of, err);
    if (!st)
        st = findings_write(s, a, err);
    if (!st)
        st = sources_write(s, as_of, a, err);
    if (!st)
        st = store_put_summary_int(s, "accounts", res->accounts, err);
    if (!st)
        st = store_put_summary_int(s, "aliases", res->aliases, err);
    if (!st)
        st = store_put_summary_int(s, "merged", res->merged, err);
    if (!st)
        st = store_put_summary_int(s, "parent_cycles", res->cycles, err);
    if (!st)
        st = store_put_summary_int(s, "decisions_applied", res->decisions, err);
    return st ? st : store_put_summary_int(s, "review", res->review, err);
}

static Status run(Store *s, Arena *a, void *into, Err *err)
{
    ResolveResult *out = into;
    Output o;
    Status st = compute(s, a, &o, out, err);
    return st ? st : replace(s, &o, a, out, err);
}

Status resolve_run(Store *s, ResolveResult *out, Err *err)
{
    *out = (ResolveResult){ 0 };
    return store_atomic(s, "resolve", run, out, err);
}
