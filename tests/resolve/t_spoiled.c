/* Oracle: planted. A CRM and an ERP know the same companies by name, country and town alone; most names are the same, some are written as people
 * and systems do write them. Joined right, asked about and joined wrong are counted; a wrong join is never right. */
#include "tests/near.h"

#include "base/attr.h"
#include "num/rng.h"
#include "resolve/gather.h"
#include "resolve/match.h"

enum { PLAIN = 400, TOWNS = 40, STEMS = 97, TRADES = 24, ROWS_MOST = 1000 };

/* What a row of the table must come to: joined, or joined or asked about; apart: never joined, whatever is asked. */
typedef enum Wanted { JOINED, SEEN, APART } Wanted;

typedef struct Spoiled {
    const char *crm, *erp, *country, *town, *erp_town; /* erp_town: where it is another */
    Wanted want;
} Spoiled;

// clang-format off
static const Spoiled spoiled[] = {
#include "tests/resolve/spoiled_rows.h"
};
// clang-format on
enum { TO_JOIN = 30, TO_SEE = 2, TO_PART = 4, SPOILED = COUNT_OF(spoiled) };
_Static_assert(SPOILED == TO_JOIN + TO_SEE + TO_PART, "the table's rows are counted below");

typedef struct Row {
    int source, pair; /* pair: which the row is of */
    Str name, country, town, domain;
} Row;

static Str syllables(Arena *a, size_t k)
{
    static const char *const part[] = { "bar", "kel", "lin", "mon", "nut", "ran", "sel", "til", "vor", "zug", "fra", "gre", "klo", "sta", "bri", "tem" };
    return str_fmt(a, "%s%s%s", part[k % 16], part[k / 16 % 16], part[(k * 11 + 5) % 16]);
}

static Str plain_name(Arena *a, Rng *r)
{
    static const char *const trade[TRADES] = { "Maschinenbau", "Sensorik", "Logistik", "Kunststoff", "Metallbau", "Elektro", "Antriebe", "Werkzeuge", "Optik",
        "Chemie", "Verpackung", "Hydraulik", "Textil", "Pumpen", "Stahl", "Glas", "Pharma", "Druck", "Bau", "Holz", "Meble", "Foods", "Systems", "Armaturen" };
    return str_fmt(a, "%.*s %s", STR_ARG(syllables(a, (size_t)rng_below(r, STEMS) * 41)), trade[rng_below(r, TRADES)]);
}

static Str in_capitals(Arena *a, Str s)
{
    char *to = arena_alloc(a, s.n + 1, 1);
    for (size_t i = 0; i < s.n; i++)
        to[i] = (char)(s.p[i] >= 'a' && s.p[i] <= 'z' ? s.p[i] - 'a' + 'A' : s.p[i]);
    to[s.n] = 0;
    return (Str){ to, s.n };
}

static size_t make_rows(Arena *a, Rng *r, Row *row)
{
    static const char *const form[] = { "GmbH", "AG", "KG", "GmbH & Co. KG" };
    size_t n = 0;
    for (int i = 0; i < PLAIN; i++) {
        Str name = plain_name(a, r), town = syllables(a, (size_t)((i + i / TOWNS) % TOWNS) * 7); /* one name may stand in two towns, not twice in one */
        row[n++] = (Row){ 1, i, str_fmt(a, "%.*s %s", STR_ARG(name), form[i % 4]), STR("DE"), town, STR("") };
        row[n++] = (Row){ 2, i, i % 3 ? name : in_capitals(a, name), STR("DE"), town, STR("") };
    }
    for (int i = 0; i < (int)SPOILED; i++) {
        const Spoiled *s = &spoiled[i];
        row[n++] = (Row){ 1, PLAIN + i, str_of(s->crm), str_of(s->country), str_of(s->town), STR("") };
        row[n++] = (Row){ 2, PLAIN + i, str_of(s->erp), str_of(s->country), str_of(s->erp_town ? s->erp_town : s->town), STR("") };
    }
    return n;
}

static void build(Arena *a, const Row *row, size_t n, Table *alias, Table *account)
{
    static const ColSpec alias_cols[] = { { "alias_id", COL_INT }, { "source_id", COL_INT }, { "account_id", COL_TEXT }, { "account_name", COL_TEXT },
        { "person_id", COL_TEXT }, { "email", COL_TEXT }, { "domain", COL_TEXT }, { "country", COL_TEXT }, { "city", COL_TEXT }, { "file_id", COL_INT } };
    static const ColSpec account_cols[] = { { "alias_id", COL_INT }, { "name", COL_TEXT }, { "country", COL_TEXT }, { "city", COL_TEXT },
        { "website", COL_TEXT }, { "postcode", COL_TEXT }, { "phone", COL_TEXT }, { "street", COL_TEXT }, { "tax_id", COL_TEXT }, { "other_ids", COL_TEXT } };
    table_init(alias, a, alias_cols, COUNT_OF(alias_cols));
    table_init(account, a, account_cols, COUNT_OF(account_cols));
    for (size_t i = 0; i < n; i++) {
        const Str said[] = { str_fmt(a, "%d-%zu", row[i].source, i), row[i].name, STR(""), STR(""), row[i].domain, row[i].country, row[i].town };
        const Str known[] = { row[i].name, row[i].country, row[i].town, row[i].domain };
        table_put_int(alias, 0, (int64_t)i + 1);
        table_put_int(alias, 1, row[i].source);
        table_put_int(alias, 9, row[i].source);
        for (size_t t = 0; t < COUNT_OF(said); t++)
            table_put_text(alias, 2 + t, said[t]);
        table_row(alias);
        if (row[i].source != 1)
            continue;
        table_put_int(account, 0, (int64_t)i + 1);
        for (size_t t = 1; t < COUNT_OF(account_cols); t++)
            table_put_text(account, t, t <= COUNT_OF(known) ? known[t - 1] : STR(""));
        table_row(account);
    }
}

typedef struct Count {
    int right, asked, missed, wrong;
} Count;

static bool is_asked(const Match *m, int64_t a, int64_t b)
{
    for (size_t i = 0; i < m->review.n; i++)
        if ((m->review.pair[i].a == a && m->review.pair[i].b == b) || (m->review.pair[i].a == b && m->review.pair[i].b == a))
            return true;
    return false;
}

/* Rows come in pairs: 2 i of the CRM, 2 i + 1 of the ERP. */
static void look(Parties *p, const Match *m, const Row *row, size_t n, Count *plain, Count *hard)
{
    for (size_t i = 0; i < n; i += 2) {
        int64_t x = p->alias[i].node, y = p->alias[i + 1].node;
        int which = row[i].pair - PLAIN;
        Count *c = which < 0 ? plain : hard;
        bool joined = node_root(p, x) == node_root(p, y), asked = is_asked(m, x, y), apart = which >= 0 && spoiled[which].want == APART;
        if (!apart) {
            c->right += joined;
            c->asked += !joined && asked;
            c->missed += !joined && !asked;
        }
        if (which >= 0 && ((spoiled[which].want == JOINED && !joined) || (spoiled[which].want == SEEN && !asked) || (apart && joined)))
            print_message("# %s | %s: %s\n", spoiled[which].crm, spoiled[which].erp, joined ? "joined" : asked ? "asked" : "not seen");
        c->wrong += apart && joined;
        for (size_t j = 0; j < n; j++) /* of whatever other company */
            c->wrong += row[j].pair != row[i].pair && (node_root(p, p->alias[j].node) == node_root(p, x) || node_root(p, p->alias[j].node) == node_root(p, y));
    }
}

static void names_spoiled_as_people_spoil_them_find_each_other(void **state)
{
    static Row row[ROWS_MOST];
    (void)state;
    for (uint64_t seed = 1; seed <= 3; seed++) {
        Arena a;
        Table alias, account;
        Parties p;
        Pairs none = { 0 };
        Match m;
        Err err;
        Count plain = { 0 }, hard = { 0 };
        arena_init(&a);
        size_t n = make_rows(&a, rng_create(&a, seed), row);
        build(&a, row, n, &alias, &account);
        parties_gather(&alias, &account, &(SameIds){ .n = 0 }, &a, &p);
        assert_int_equal(parties_match(&p, &none, &none, 1, &a, &m, &err), ST_OK);
        look(&p, &m, row, n, &plain, &hard);
        print_message("# seed %d: plain %d right, %d asked, %d missed, %d wrong; spoiled %d right, %d asked, %d missed, %d wrong; %zu questions\n", (int)seed,
                      plain.right, plain.asked, plain.missed, plain.wrong, hard.right, hard.asked, hard.missed, hard.wrong, m.review.n);
        assert_true(plain.right >= PLAIN - 8 && plain.missed == 0 && plain.wrong == 0);
        assert_true(hard.right == TO_JOIN && hard.asked == TO_SEE && hard.missed == 0 && hard.wrong == 0);
        assert_true(m.review.n < 40);
        arena_release(&a);
    }
}

/* A small book: rows of two systems, and beside them FILL companies that both know.  want: a letter a row, equal for one company; asked: pairs of
 * rows that a person must be asked about. */
enum { SMALL_ROWS = 6, FILL = 23 };
typedef struct SmallBook {
    const char *what, *want, *asked;
    struct {
        int source;
        const char *name, *country, *town, *domain;
    } row[SMALL_ROWS];
} SmallBook;

// clang-format off
static const SmallBook small_books[] = {
    { "two hotels of one name, known to both systems", "ABAB", "", {
        { 1, "Hotel Adler GmbH", "DE", "Berlin", "" }, { 1, "Hotel Adler GmbH", "DE", "Hamburg", "" },
        { 2, "Hotel Adler GmbH", "DE", "Berlin", "" }, { 2, "Hotel Adler GmbH", "DE", "Hamburg", "" } } },
    { "two hotels, of which the other system knows one", "ABB", "", {
        { 1, "Hotel Adler GmbH", "DE", "Berlin", "" }, { 1, "Hotel Adler GmbH", "DE", "Hamburg", "" }, { 2, "Hotel Adler", "DE", "Hamburg", "" } } },
    { "two groups of one name in two countries, each with its domain", "ABAB", "", {
        { 1, "Keller Gruppe AG", "CH", "Z\xC3\xBCrich", "keller.ch" }, { 1, "Keller Gruppe GmbH", "DE", "Ulm", "keller.de" },
        { 2, "Keller Gruppe AG", "CH", "Z\xC3\xBCrich", "keller.ch" }, { 2, "Keller Gruppe GmbH", "DE", "Ulm", "keller.de" } } },
    { "one group in each system", "AB", "ab", {
        { 1, "Keller Gruppe AG", "CH", "Z\xC3\xBCrich", "keller.ch" }, { 2, "Keller Gruppe GmbH", "DE", "Ulm", "keller.de" } } },
    { "both in one system", "AB", "", {
        { 1, "Keller Gruppe AG", "CH", "Z\xC3\xBCrich", "keller.ch" }, { 1, "Keller Gruppe GmbH", "DE", "Ulm", "keller.de" } } },
    { "a part of two names goes to the one in its town", "ABA", "", {
        { 1, "Marriott Paris", "FR", "Paris", "" }, { 1, "Marriott Lyon", "FR", "Lyon", "" }, { 2, "Marriott", "FR", "Paris", "" } } },
    { "a company twice in a system, in one town", "AAA", "", {
        { 1, "Hanwick Foods GmbH", "DE", "Ulm", "" }, { 1, "Hanwick Foods", "DE", "Ulm", "" }, { 2, "Hanwick Foods GmbH", "DE", "Ulm", "" } } },
    { "a town in two languages is one", "AA", "", {
        { 1, "Hanwick Foods GmbH", "DE", "M\xC3\xBCnchen", "" }, { 2, "Hanwick Foods", "DE", "Munich", "" } } },
};
// clang-format on

static void small_book(const SmallBook *b, uint64_t seed)
{
    static Row row[SMALL_ROWS + 2 * FILL];
    Arena a;
    Table alias, account;
    Parties p;
    Pairs none = { 0 };
    Match m;
    Err err;
    size_t n = strlen(b->want), all = n;
    arena_init(&a);
    Rng *r = rng_create(&a, seed);
    for (size_t i = 0; i < n; i++)
        row[i] = (Row){ b->row[i].source, 0, str_of(b->row[i].name), str_of(b->row[i].country), str_of(b->row[i].town),
                        str_of(b->row[i].domain) };
    for (int i = 0; i < FILL; i++)
        for (int s = 1; s <= 2; s++) {
            Str name = s == 1 ? plain_name(&a, r) : row[all - 1].name, town = syllables(&a, (size_t)i * 7);
            row[all++] = (Row){ s, i + 1, name, STR("DE"), town, i % 2 ? str_fmt(&a, "f%d.example", i) : STR("") };
        }
    build(&a, row, all, &alias, &account);
    parties_gather(&alias, &account, &(SameIds){ .n = 0 }, &a, &p);
    assert_int_equal(parties_match(&p, &none, &none, 1, &a, &m, &err), ST_OK);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < i; j++) {
            int64_t x = p.alias[j].node, y = p.alias[i].node;
            bool joined = node_root(&p, x) == node_root(&p, y);
            if (joined != (b->want[i] == b->want[j]))
                fail_msg("%s: rows %c and %c were %s", b->what, (int)('a' + j), (int)('a' + i),
                         joined ? "joined" : is_asked(&m, x, y) ? "asked about" : "not joined");
        }
    for (const char *q = b->asked; *q; q += 2)
        if (!is_asked(&m, p.alias[q[0] - 'a'].node, p.alias[q[1] - 'a'].node))
            fail_msg("%s: nobody is asked about %c and %c", b->what, q[0], q[1]);
    arena_release(&a);
}

static void one_name_in_two_places_is_two_companies_in_small_books(void **state)
{
    (void)state;
    for (size_t k = 0; k < COUNT_OF(small_books); k++)
        for (uint64_t seed = 1; seed <= 3; seed++)
            small_book(&small_books[k], seed);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(names_spoiled_as_people_spoil_them_find_each_other),
                                        cmocka_unit_test(one_name_in_two_places_is_two_companies_in_small_books) };
    return cmocka_run_group_tests_name("spoiled", tests, NULL, NULL);
}
