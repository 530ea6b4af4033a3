#include "resolve/people.h"

#include <math.h>
#include <stdlib.h>

#define DOUBLES   0.05
#define MOVED     0.02
#define PRIOR_U   2000.0
#define PRIOR_M   40.0
#define JOIN      0.80
#define ASK       0.20
#define AGAINST   2.0  /* bits: two records of one system that say nothing else are not opposed */
#define ANSWER_SD 1.0  /* as for companies (weigh.c) */
#define LEAST     1e-6
#define BITS_MOST 15.0
#define PHONE_ELSEWHERE 12.3 /* log2(.5 / 1e-4): half take their number along; strangers of one name do not share one */
enum { ACCOUNT_MOST = 400, NAMESAKES_MOST = 30 }; /* persons of an account compared with each other; carriers of one name */

enum { P_NAME, P_MAILBOX, P_PHONE, P_TITLE, P_SYSTEM, P_FIELDS };
enum { BOX_SAME, BOX_FITS, BOX_DIFFERS, BOX_NAMED, BOX_NUMBER };

// clang-format off
static const EvidenceField people_field[P_FIELDS] = {
    [P_NAME] = { "name", { { "the same name", .62, 5e-4 }, { "a short form of the name", .08, 3e-4 }, { "the family name and an initial", .12, .002 },
        { "nearly the same name", .12, .001 }, { "the family name", .03, .02 }, { "different names", .03, .9762 } }, 6 },
    [P_MAILBOX] = { "mailbox", { { "the same mailbox at another domain", .35, 5e-4 }, { "a mailbox made of the other's name", .4, .003 },
        { "different mailboxes", .25, .9965 },
        /* Of two who have one name already: a mailbox made of it says little more, and a number behind it is what namesakes are given. */
        { "mailboxes of that name", .4, .03 }, { "mailboxes that a number tells apart", .03, .25 } }, 5 },
    [P_PHONE] = { "phone", { { "the same phone number", .7, .1 }, { "different phone numbers", .3, .9 } }, 2 },
    [P_TITLE] = { "title", { { "the same title", .45, .08 }, { "different titles", .55, .92 } }, 2 },
    [P_SYSTEM] = { "system", { { "two systems", .75, .5 }, { "two records of one system", .25, .5 } }, 2 },
};
// clang-format on
const char *const person_link_names[] = { "same", "elsewhere", "ask", "ask elsewhere" };

typedef double Matrix[P_FIELDS][RL_LEVELS];

typedef struct Two {
    int64_t a, b;
    uint8_t level[P_FIELDS];
    double weight;
} Two;

typedef struct Work {
    Parties *p;
    const Known *known;
    const Pairs *apart;
    Arena *a;
    People *out;
    Two *two;
    size_t n, cap;
    int64_t *next;           /* rings of joined persons */
    double prior;
    Matrix bits;
} Work;

int64_t person_root(Parties *p, int64_t person)
{
    while (p->person[person].up != person) {
        p->person[person].up = p->person[p->person[person].up].up;
        person = p->person[person].up;
    }
    return person;
}

static uint8_t same_or_not(Str x, Str y) { return !x.n || !y.n ? RL_NULL : !str_ieq(x, y); }

static Str mailbox(const Person *x)
{
    Str rest = x->email;
    return str_cut(&rest, '@');
}

static Str unnumbered(Str box)
{
    while (box.n && box.p[box.n - 1] >= '0' && box.p[box.n - 1] <= '9')
        box.n--;
    return box;
}

static uint8_t compare_mailboxes(const Work *k, int64_t a, int64_t b, bool one_name)
{
    const Person *x = &k->p->person[a], *y = &k->p->person[b];
    if (!x->email.n || !y->email.n)
        return RL_NULL;
    if (str_eq(mailbox(x), mailbox(y)))
        return BOX_SAME;
    /* Only a stated name speaks of the other's mailbox; one read from a mailbox was compared as a name. */
    bool fits = (k->known[a].stated && person_fits_mailbox(&k->known[a].name, mailbox(y))) ||
                (k->known[b].stated && person_fits_mailbox(&k->known[b].name, mailbox(x)));
    if (one_name && unnumbered(mailbox(x)).n && str_eq(unnumbered(mailbox(x)), unnumbered(mailbox(y))))
        return BOX_NUMBER;
    return !fits ? BOX_DIFFERS : one_name ? BOX_NAMED : BOX_FITS;
}

static void compare(Work *k, int64_t a, int64_t b, uint8_t level[P_FIELDS])
{
    const Known *x = &k->known[a], *y = &k->known[b];
    unsigned name = person_compare(&x->name, &y->name);
    level[P_NAME] = name == PERSON_UNKNOWN ? RL_NULL : (uint8_t)name;
    level[P_MAILBOX] = compare_mailboxes(k, a, b, !name && x->stated && y->stated);
    level[P_PHONE] = same_or_not(x->phone, y->phone);
    level[P_TITLE] = same_or_not(x->title, y->title);
    level[P_SYSTEM] = x->source == y->source;
}

static double weight_of(const Work *k, const uint8_t level[P_FIELDS])
{
    double w = k->prior;
    for (size_t f = 0; f < P_FIELDS; f++)
        w += level[f] == RL_NULL ? 0 : k->bits[f][level[f]];
    return w;
}

static void add_two(Work *k, int64_t a, int64_t b)
{
    if (k->n == k->cap) {
        k->cap = k->cap ? 2 * k->cap : 1024;
        Two *more = ARENA_NEW_N(k->a, Two, k->cap);
        if (k->n)
            memcpy(more, k->two, k->n * sizeof *more);
        k->two = more;
    }
    k->two[k->n] = (Two){ .a = a, .b = b };
    compare(k, a, b, k->two[k->n++].level);
}

/* By what they say, never by when they came. */
static int person_order(const Work *k, int64_t a, int64_t b)
{
    const Known *x = &k->known[a], *y = &k->known[b];
    const Str left[] = { k->p->person[a].email, x->last, x->first, x->phone, x->title }, right[] = { k->p->person[b].email, y->last, y->first, y->phone, y->title };
    for (size_t i = 0; i < COUNT_OF(left); i++) {
        int c = str_cmp(left[i], right[i]);
        if (c)
            return c;
    }
    return (a > b) - (a < b);
}

static int by_account(const void *x, const void *y, void *ctx)
{
    const Work *k = ctx;
    int64_t a = *(const int64_t *)x, b = *(const int64_t *)y, u = k->known[a].account, v = k->known[b].account;
    return u != v ? (u > v) - (u < v) : person_order(k, a, b);
}

static int by_weight(const void *x, const void *y, void *ctx)
{
    const Two *a = x, *b = y;
    if (a->weight != b->weight)
        return a->weight > b->weight ? -1 : 1;
    int c = person_order(ctx, a->a, b->a);
    return c ? c : person_order(ctx, a->b, b->b);
}

/* Persons that can be compared, an account's side by side. */
static size_t list(Work *k, int64_t *id)
{
    size_t n = 0;
    for (size_t i = 0; i < k->p->n_person; i++)
        if (k->known[i].account != NO_ACCOUNT && !k->known[i].shared && (k->known[i].name.family.n || k->p->person[i].email.n))
            id[n++] = (int64_t)i;
    if (n)
        qsort_r(id, n, sizeof *id, by_account, k);
    return n;
}

static void pairs_within(Work *k, const int64_t *id, size_t n)
{
    double expected = 0;
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i; end < n && k->known[id[end]].account == k->known[id[i]].account;)
            end++;
        size_t stop = end - i > ACCOUNT_MOST ? i + ACCOUNT_MOST : end;
        expected += DOUBLES * (double)(stop - i);
        for (size_t x = i; x < stop; x++)
            for (size_t y = x + 1; y < stop; y++)
                add_two(k, id[x], id[y]);
    }
    double lambda = k->n ? fmin(expected / (double)k->n, .1) : .1;
    k->prior = log2(lambda / (1 - lambda));
}

static void matrices(unsigned n_level[P_FIELDS], Matrix m0, Matrix u)
{
    for (size_t f = 0; f < P_FIELDS; f++) {
        n_level[f] = (unsigned)people_field[f].n;
        for (size_t l = 0; l < people_field[f].n; l++) {
            m0[f][l] = people_field[f].level[l].m;
            u[f][l] = people_field[f].level[l].u;
        }
    }
}

/* u: shares of all pairs of one account, less the matches thought to be among them. */
static void estimate_u(const Work *k, const Matrix m0, Matrix u)
{
    double lambda = 1 / (1 + exp2(-k->prior));
    for (size_t f = 0; f < P_FIELDS; f++) {
        double seen[RL_LEVELS] = { 0 }, n = 0;
        for (size_t i = 0; i < k->n; i++)
            if (k->two[i].level[f] != RL_NULL) {
                seen[k->two[i].level[f]]++;
                n++;
            }
        for (size_t l = 0; l < people_field[f].n; l++) {
            double r = n > 0 ? seen[l] / n : 0, clean = fmax((r - lambda * m0[f][l]) / (1 - lambda), 0);
            u[f][l] = (clean * n + PRIOR_U * u[f][l]) / (n + PRIOR_U);
        }
    }
}

static void learn(Work *k)
{
    unsigned n_level[P_FIELDS];
    Matrix m0 = { 0 }, u = { 0 }, seen = { 0 };
    matrices(n_level, m0, u);
    estimate_u(k, (const double(*)[RL_LEVELS])m0, u);
    for (size_t on = P_NAME; on <= P_MAILBOX; on++) {
        RlSession s;
        RlCounts *c = rl_counts_create(n_level, P_FIELDS);
        for (size_t i = 0; i < k->n; i++)
            if (k->two[i].level[on] == 0)
                rl_counts_add(c, k->two[i].level);
        rl_counts_em(c, &(RlLevelSession){ 1u << on, .5, PRIOR_M, (const double(*)[RL_LEVELS])m0, (const double(*)[RL_LEVELS])u }, seen, &s);
        rl_counts_release(c);
    }
    for (size_t f = 0; f < P_FIELDS; f++) {
        double all = PRIOR_M;
        for (size_t l = 0; l < n_level[f]; l++)
            all += seen[f][l];
        for (size_t l = 0; l < n_level[f]; l++) {
            double m = (seen[f][l] + PRIOR_M * m0[f][l]) / all;
            k->bits[f][l] = fmin(fmax(log2(fmax(m, LEAST) / fmax(u[f][l], LEAST)), -BITS_MOST), BITS_MOST);
        }
    }
}

/* What a person said of two of one account moves the weights of their levels. */
static Status learn_answers(Work *k, const Pairs *must, Err *err)
{
    unsigned n_level[P_FIELDS];
    Matrix m0, u, change;
    size_t most = must->n + k->apart->n, n = 0;
    uint8_t(*level)[P_FIELDS] = arena_array(k->a, most + 1, sizeof *level, 1);
    RlLevelAnswer *said = ARENA_NEW_N(k->a, RlLevelAnswer, most + 1);
    for (size_t i = 0; i < most; i++) {
        bool same = i < must->n;
        const Pair *x = same ? &must->pair[i] : &k->apart->pair[i - must->n];
        if (x->said || k->known[x->a].account != k->known[x->b].account || k->known[x->a].account == NO_ACCOUNT)
            continue;
        compare(k, x->a, x->b, level[n]);
        double weight = weight_of(k, level[n]);
        level[n][P_SYSTEM] = RL_NULL; /* of all pairs of two systems: learning it would be moving the prior */
        said[n] = (RlLevelAnswer){ level[n], weight, same };
        n++;
    }
    matrices(n_level, m0, u);
    Status st = rl_learn_levels(n_level, P_FIELDS, said, n, ANSWER_SD, change, err);
    for (size_t f = 0; !st && f < P_FIELDS; f++)
        for (size_t l = 0; l < n_level[f]; l++)
            k->bits[f][l] += change[f][l];
    k->out->answers = (int64_t)n;
    return st;
}

static void add_step(PersonLink *l, const char *field, const char *level, double bits)
{
    l->step[l->n_step++] = (PersonStep){ field, level, bits };
}

static void explain_within(const Work *k, const Two *t, PersonLink *l)
{
    add_step(l, "before", "any two persons of one account", k->prior);
    for (size_t f = 0; f < P_FIELDS; f++)
        if (t->level[f] != RL_NULL)
            add_step(l, people_field[f].name, people_field[f].level[t->level[f]].words, k->bits[f][t->level[f]]);
}

static Str why(Work *k, const Two *t)
{
    Str s = STR("");
    for (size_t f = 0; f < P_FIELDS; f++)
        if (t->level[f] != RL_NULL && (f == P_NAME || k->bits[f][t->level[f]] > 0))
            s = str_fmt(k->a, "%.*s%s%s", STR_ARG(s), s.n ? ", " : "", people_field[f].level[t->level[f]].words);
    return s;
}

static void put(Work *k, PersonLink link)
{
    People *o = k->out;
    if (o->n == o->cap) {
        o->cap = o->cap ? 2 * o->cap : 64;
        PersonLink *more = ARENA_NEW_N(k->a, PersonLink, o->cap);
        if (o->n)
            memcpy(more, o->link, o->n * sizeof *more);
        o->link = more;
    }
    o->link[o->n++] = link;
    o->joined += link.kind == LINK_SAME;
    o->elsewhere += link.kind == LINK_ELSEWHERE;
    o->asked += link.kind >= LINK_ASK;
}

static void unite(Work *k, int64_t a, int64_t b)
{
    int64_t x = person_root(k->p, a), y = person_root(k->p, b), swap = k->next[x];
    if (x == y)
        return;
    k->next[x] = k->next[y];
    k->next[y] = swap;
    bool first = k->p->person[x].first_alias < k->p->person[y].first_alias;
    k->p->person[first ? y : x].up = first ? x : y;
}

/* By a decision about the two, or about any two of whom they were joined with. */
static bool kept_apart(const Work *k, int64_t a, int64_t b)
{
    int64_t x = person_root(k->p, a), y = person_root(k->p, b);
    for (size_t i = 0; i < k->apart->n; i++) {
        int64_t u = person_root(k->p, k->apart->pair[i].a), v = person_root(k->p, k->apart->pair[i].b);
        if ((u == x && v == y) || (u == y && v == x))
            return true;
    }
    return false;
}

/* Does a pair between the groups speak against it? */
static bool opposed(Work *k, int64_t a, int64_t b)
{
    int64_t u = a;
    do {
        int64_t v = b;
        do {
            uint8_t level[P_FIELDS];
            compare(k, u, v, level);
            if (weight_of(k, level) - k->prior < -AGAINST)
                return true;
            v = k->next[v];
        } while (v != b);
        u = k->next[u];
    } while (u != a);
    return false;
}

static void join_within(Work *k)
{
    for (size_t i = 0; i < k->n; i++)
        k->two[i].weight = weight_of(k, k->two[i].level);
    if (k->n)
        qsort_r(k->two, k->n, sizeof *k->two, by_weight, k);
    for (size_t i = 0; i < k->n; i++) {
        const Two *t = &k->two[i];
        double p = weight_probability(t->weight);
        if (p < ASK)
            break;
        if (person_root(k->p, t->a) == person_root(k->p, t->b) || kept_apart(k, t->a, t->b))
            continue;
        bool join = p >= JOIN && !opposed(k, t->a, t->b);
        PersonLink link = { .a = t->a, .b = t->b, .kind = join ? LINK_SAME : LINK_ASK, .p = join ? p : fmin(p, JOIN - .01), .why = why(k, t) };
        explain_within(k, t, &link);
        if (join)
            unite(k, t->a, t->b);
        put(k, link);
    }
}

static int by_full_name(const void *x, const void *y, void *ctx)
{
    const Work *k = ctx;
    int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;
    int c = str_cmp(k->known[a].name.family, k->known[b].name.family);
    c = c ? c : str_cmp(k->known[a].name.given, k->known[b].name.given);
    return c ? c : person_order(k, a, b);
}

/* One pair of each two persons of different accounts that bear one full name. */
static void look_elsewhere(Work *k, int64_t *id, size_t n)
{
    size_t named = 0;
    for (size_t i = 0; i < n; i++)
        if (person_root(k->p, id[i]) == id[i] && k->known[id[i]].name.given.n > 1 && k->known[id[i]].name.family.n)
            id[named++] = id[i];
    if (named)
        qsort_r(id, named, sizeof *id, by_full_name, k);
    double all = fmax((double)named, 1), prior = log2(MOVED * 2 / all);
    for (size_t i = 0, end; i < named; i = end) {
        const PersonName *name = &k->known[id[i]].name;
        for (end = i; end < named && str_eq(k->known[id[end]].name.family, name->family) && str_eq(k->known[id[end]].name.given, name->given);)
            end++;
        if (end - i > NAMESAKES_MOST)
            continue;
        double carried = log2(people_field[P_NAME].level[0].m * all / (double)(end - i));
        for (size_t x = i; x < end; x++)
            for (size_t y = x + 1; y < end; y++) {
                Two t = { .a = id[x], .b = id[y] };
                if (k->known[t.a].account == k->known[t.b].account || kept_apart(k, t.a, t.b))
                    continue;
                compare(k, t.a, t.b, t.level);
                /* A mailbox is made of the name and says nothing more; who changes jobs changes title and system at will. */
                t.level[P_MAILBOX] = t.level[P_SYSTEM] = RL_NULL;
                double phone = t.level[P_PHONE] == 0 ? PHONE_ELSEWHERE : 0, title = t.level[P_TITLE] == 0 ? fmax(k->bits[P_TITLE][0], 0) : 0;
                double p = weight_probability(prior + carried + title + phone);
                PersonLink link = { .a = t.a, .b = t.b, .kind = p >= JOIN ? LINK_ELSEWHERE : LINK_ASK_ELSEWHERE, .p = p, .why = why(k, &t) };
                add_step(&link, "before", "any two persons: few change companies", prior);
                add_step(&link, "name", "the same full name, and how many bear it", carried);
                if (title > 0)
                    add_step(&link, "title", "the same title", title);
                if (phone > 0)
                    add_step(&link, "phone", "the same phone number", phone);
                if (p >= ASK)
                    put(k, link);
            }
    }
}

Status people_match(Parties *p, const Known *known, const Pairs *must, const Pairs *apart, Arena *a, People *out, Err *err)
{
    *out = (People){ 0 };
    Work k = { .p = p, .known = known, .apart = apart, .a = a, .out = out, .next = ARENA_NEW_N(a, int64_t, p->n_person + 1) };
    int64_t *id = ARENA_NEW_N(a, int64_t, p->n_person + 1);
    for (size_t i = 0; i < p->n_person; i++)
        k.next[i] = p->person[i].up = (int64_t)i;
    for (size_t i = 0; i < must->n; i++) {
        int64_t x = must->pair[i].a, y = must->pair[i].b, at = known[x].account, there = known[y].account;
        bool moved = at != there && at != NO_ACCOUNT && there != NO_ACCOUNT;
        if (must->pair[i].said && kept_apart(&k, x, y))
            continue;
        if (!moved)
            unite(&k, x, y);
        put(&k, (PersonLink){ .a = x, .b = y, .kind = moved ? LINK_ELSEWHERE : LINK_SAME, .p = 1, .why = must->pair[i].why });
    }
    size_t n = list(&k, id);
    pairs_within(&k, id, n);
    learn(&k);
    Status st = learn_answers(&k, must, err);
    if (st)
        return st;
    join_within(&k);
    look_elsewhere(&k, id, n);
    return ST_OK;
}
