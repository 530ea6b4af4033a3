/* Aliases that come in later get their account by equality alone.  Oracle: a second, naive implementation over a few words in every
 * combination, asked of all books in turn; on DuckDB, and on PostgreSQL too when TL_PG names one. */
#include "tests/near.h"

#include <ctype.h>

#include "base/buf.h"
#include "resolve/resolve.h"
#include "tests/store/small.h"

enum { KNOWN = 24, FRESH = 12, ALL = KNOWN + FRESH };

typedef struct Way {
    int source;
    const char *account, *person, *email;
    int64_t node, contact;      /* 0: none */
    double p;
    const char *how;            /* NULL: not looked at */
} Way;

static uint32_t draw(uint32_t *x, uint32_t n)
{
    *x = *x * 1664525u + 1013904223u;
    return (*x >> 12) % n;
}

static void make(Way *w, uint32_t seed)
{
    static const char *const account[] = { "", "A", "B", "C", "D" }, *const person[] = { "", "p", "q", "r" },
                      *const email[] = { "", "x@a.de", "Y@a.de", "y@a.de", "z@b.de" };
    uint32_t x = seed;
    for (int i = 0; i < ALL; i++) {
        w[i] = (Way){ .source = 1 + (int)draw(&x, 2), .account = account[draw(&x, 5)], .person = person[draw(&x, 4)], .email = email[draw(&x, 5)] };
        if (i >= KNOWN)
            continue;
        w[i].node = (int64_t)draw(&x, 5);
        w[i].contact = w[i].node ? (int64_t)draw(&x, 4) : 0;
        w[i].p = w[i].node ? 0.5 + draw(&x, 4) / 8.0 : 0;
        w[i].how = w[i].node ? "id" : "none";
    }
}

static bool same_text(const char *x, const char *y)
{
    for (; *x && tolower((unsigned char)*x) == tolower((unsigned char)*y); x++)
        y++;
    return *x == *y;
}

enum { BY_ID, BY_PERSON, BY_EMAIL, STEPS };

static bool alike(const Way *k, const Way *n, int step)
{
    if (step == BY_ID)
        return k->source == n->source && *n->account && strcmp(k->account, n->account) == 0;
    if (step == BY_PERSON)
        return !*n->account && k->source == n->source && *n->person && strcmp(k->person, n->person) == 0;
    return *n->email && same_text(k->email, n->email);
}

/* The one contact of those that `of` says, or none.  by_email: those of this account with the same address. */
static int64_t one_contact(const Way *w, const Way *n, int step, int64_t node)
{
    int64_t found = 0;
    for (const Way *k = w; k < w + ALL; k++) {
        bool of = step == BY_ID ? *n->email && same_text(k->email, n->email) && k->node == node : alike(k, n, step) && k->node;
        if (!k->how || !of || !k->contact)
            continue;
        if (found && found != k->contact)
            return 0;
        found = k->contact;
    }
    return found;
}

static void naive(Way *w)
{
    for (int step = 0; step < STEPS; step++) {
        Way after[ALL];
        memcpy(after, w, sizeof after);
        for (int i = KNOWN; i < ALL; i++) {
            int64_t node = 0;
            bool one = true;
            double p = 2;
            for (int k = 0; k < ALL && !w[i].how; k++) {
                if (!w[k].how || !w[k].node || !alike(&w[k], &w[i], step))
                    continue;
                one = one && (!node || node == w[k].node);
                node = w[k].node;
                p = w[k].p < p ? w[k].p : p;
            }
            if (!w[i].how && node && one) {
                after[i].node = node;
                after[i].contact = one_contact(w, &w[i], step, node);
                after[i].p = p;
                after[i].how = step == BY_EMAIL ? "e-mail" : "id";
            }
        }
        memcpy(w, after, sizeof after);
    }
}

static const char *wanted(Small *b, const Way *w, int64_t *unresolved)
{
    Buf out;
    buf_init(&out, 1 << 14);
    for (int i = KNOWN; i < ALL; i++) {
        const Way *n = &w[i];
        *unresolved += !n->how;
        buf_printf(&out, "%s%d|", i > KNOWN ? "\n" : "", i + 1);
        buf_puts(&out, n->node ? str_fmt(&b->a, "%lld|", (long long)n->node).p : "-|");
        buf_puts(&out, n->contact ? str_fmt(&b->a, "%lld|", (long long)n->contact).p : "-|");
        buf_printf(&out, "%.6g|%s", n->node ? n->p : 0, n->how ? n->how : "none");
    }
    const char *text = str_dup(&b->a, buf_str(&out)).p;
    buf_release(&out);
    return text;
}

static void fill(Small *b, const Way *w)
{
    Buf sql;
    buf_init(&sql, 1 << 16);
    buf_puts(&sql, "DELETE FROM d_alias; DELETE FROM alias;");
    for (int i = 0; i < ALL; i++)
        buf_printf(&sql, "INSERT INTO alias VALUES (%d, %d, '%s', '', '%s', '%s', '', '', '', 1, %d);", i + 1, w[i].source, w[i].account, w[i].person, w[i].email, i + 1);
    for (int i = 0; i < KNOWN; i++) {
        buf_printf(&sql, "INSERT INTO d_alias VALUES (%d, ", i + 1);
        buf_puts(&sql, w[i].node ? str_fmt(&b->a, "%lld, ", (long long)w[i].node).p : "NULL, ");
        buf_puts(&sql, w[i].contact ? str_fmt(&b->a, "%lld, ", (long long)w[i].contact).p : "NULL, ");
        buf_printf(&sql, "%.3f, '%s');", w[i].p, w[i].how);
    }
    small_sql(b, sql.p);
    buf_release(&sql);
}

static void check_all(SmallWhere where, uint32_t seeds)
{
    Small b;
    int64_t by[STEPS + 1] = { 0 };
    small_open(&b, where);
    for (uint32_t seed = 1; seed <= seeds; seed++) {
        Way w[ALL];
        ResolveMore r;
        int64_t unresolved = 0;
        make(w, seed);
        fill(&b, w);
        naive(w);
        const char *want = wanted(&b, w, &unresolved);
        small_must(&b, resolve_more(b.s, &r, &b.err));
        assert_string_equal(small_rows(&b, "SELECT alias_id, account_id, contact_id, probability, how FROM d_alias WHERE alias_id > 24 ORDER BY 1"), want);
        assert_int_equal(r.aliases, FRESH);
        assert_int_equal(r.unresolved, unresolved);
        assert_int_equal(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM d_alias_fresh"), 0);
        small_must(&b, resolve_more(b.s, &r, &b.err));
        assert_true(r.aliases == 0 && r.unresolved == 0);           /* all were looked at */
        assert_int_equal(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM d_alias"), ALL);
        for (int i = KNOWN; i < ALL; i++)
            by[!w[i].how ? STEPS : strcmp(w[i].how, "id") ? BY_EMAIL : *w[i].account ? BY_ID : BY_PERSON]++;
    }
    for (int step = 0; step <= STEPS; step++)
        assert_true(by[step] > 0);                                  /* every way was taken */
    small_close(&b);
}

static void duckdb_resolves_what_comes_in_as_a_naive_reader(void **state) { (void)state; check_all(SMALL_MEMORY, 60); }
static void postgresql_resolves_what_comes_in_as_a_naive_reader(void **state) { (void)state; check_all(SMALL_SERVER, 20); }

/* Books in which systems say that two ids are one: whatever of it comes first, increments end where the whole run ends.  Oracle: the whole run
 * over the same rows.  Six users of four accounts, with a device each; a user who was renamed; a device that two had; one that nobody said
 * anything of. */
#define NAMED "INSERT INTO alias VALUES (%%d, 1, '%s', '', '%s', '', '', '', '', 1, %%d);"
#define CALLED_ONE "INSERT INTO alias VALUES (%%d, 1, '', '', '%s', '', '', '', '', 1, %%d);" \
    "INSERT INTO f_identity (source_id, key_hash, row_hash, file_id, line, alias_id, previous_id) VALUES (1, %%d, 1, 1, %%d, %%d, '%s');"
enum { ACCOUNTS = 4, USERS = 6, LINKED = 30, CHUNKS = 3 };

static size_t linked_rows(Str *row, Arena *a)
{
    size_t n = 0;
    for (int u = 1; u <= USERS; u++) {
        Str user = str_fmt(a, "u%d", u), device = str_fmt(a, "d%d", u);
        if (u != USERS)      /* the last one's company nobody says */
            row[n++] = str_fmt(a, NAMED, str_fmt(a, "A%d", 1 + u % ACCOUNTS).p, user.p);
        row[n++] = str_fmt(a, NAMED, "", device.p);
        row[n++] = str_fmt(a, CALLED_ONE, user.p, device.p);
    }
    row[n++] = str_fmt(a, CALLED_ONE, "u9", "u1");
    row[n++] = str_fmt(a, NAMED, "", "u1");
    row[n++] = str_fmt(a, CALLED_ONE, "u2", "d8");
    row[n++] = str_fmt(a, CALLED_ONE, "u3", "d8");
    row[n++] = str_fmt(a, NAMED, "", "d8");
    row[n++] = str_fmt(a, NAMED, "", "d9");
    assert_true(n <= LINKED);
    return n;
}

static void put_linked(Small *b, Str row, int id)
{
    Buf sql;
    buf_init(&sql, 1 << 12);
    for (size_t i = 0; i < row.n; i++)
        if (row.p[i] == '%' && row.p[i + 1] == 'd') {
            buf_printf(&sql, "%d", id);
            i++;
        } else {
            buf_putc(&sql, row.p[i]);
        }
    small_sql(b, sql.p);
    buf_release(&sql);
}

static void shuffle(Str *row, size_t n, uint32_t *x)
{
    for (size_t i = n; i > 1; i--) {
        size_t k = draw(x, (uint32_t)i);
        Str swap = row[i - 1];
        row[i - 1] = row[k];
        row[k] = swap;
    }
}

static const char accounts_first[] = "DELETE FROM f_identity; DELETE FROM d_alias; DELETE FROM alias; DELETE FROM source; INSERT INTO source VALUES (1, 'Product');"
    "INSERT INTO alias SELECT i, 1, 'A' || i, 'Company ' || i, '', '', '', '', '', 1, i FROM generate_series(1, 4) AS g(i);";

static void check_linked(SmallWhere where, uint32_t seeds)
{
    static const char all[] = "SELECT alias_id, account_id FROM d_alias ORDER BY alias_id";
    int64_t moved = 0;
    Small b;
    small_open(&b, where);
    for (uint32_t seed = 1; seed <= seeds; seed++) {
        Str row[LINKED];
        ResolveResult whole;
        ResolveMore more;
        uint32_t x = seed;
        size_t n = linked_rows(row, &b.a), from = draw(&x, (uint32_t)n);
        shuffle(row, n, &x);
        small_sql(&b, accounts_first);
        for (size_t i = 0; i < from; i++)
            put_linked(&b, row[i], (int)i + 11);
        small_must(&b, resolve_run(b.s, &whole, &b.err));
        for (size_t at = from, chunk = 0; at < n; chunk++) {
            size_t to = chunk + 1 == CHUNKS ? n : at + draw(&x, (uint32_t)(n - at) + 1);
            for (; at < to; at++)
                put_linked(&b, row[at], (int)at + 11);
            int64_t before = small_int(&b, "SELECT CAST(count(account_id) AS BIGINT) AS n FROM d_alias");
            small_must(&b, resolve_more(b.s, &more, &b.err));
            moved += small_int(&b, "SELECT CAST(count(account_id) AS BIGINT) AS n FROM d_alias") - before;
            assert_int_equal(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM d_alias_fresh"), 0);
        }
        const char *got = small_rows(&b, all);
        small_must(&b, resolve_run(b.s, &whole, &b.err));
        if (strcmp(got, small_rows(&b, all)) != 0)
            fail_msg("seed %u:\n%s\nnot\n%s", seed, got, small_rows(&b, all));
    }
    small_close(&b);
    assert_true(moved > seeds);
}

/* Oracle: the whole run.  A decision about names of which one comes later: joined, parted again by a later one, taken back; said of the name alone and of
 * the name of one system; a name that nobody has. */
static void check_said(SmallWhere where)
{
    static const char *const said[][2] = {
        { "(1, 'resolve', 'merge', 'A1', 'Late Name', 'me', '', TIMESTAMP '2025-09-01 00:00:00')", "1" },
        { "(1, 'resolve', 'merge', 'A1', 'Late Name', 'me', '', TIMESTAMP '2025-09-01 00:00:00'), (2, 'resolve', 'never', 'Late Name', 'A1', 'me', '', TIMESTAMP '2025-09-01 00:00:00')", "-" },
        { "(1, 'resolve', 'merge', 'A1', 'Late Name', 'me', '', TIMESTAMP '2025-09-01 00:00:00'), (2, 'resolve', 'undo', '1', '', 'me', '', TIMESTAMP '2025-09-01 00:00:00')", "-" },
        { "(1, 'resolve', 'merge', 'Late Name @ Desk', 'A2', 'me', '', TIMESTAMP '2025-09-01 00:00:00')", "2" },
        { "(1, 'resolve', 'merge', 'Late Name @ Product', 'A2', 'me', '', TIMESTAMP '2025-09-01 00:00:00')", "-" },
        { "(1, 'resolve', 'merge', 'Elsewhere', 'A3', 'me', '', TIMESTAMP '2025-09-01 00:00:00'), (2, 'resolve', 'merge', 'L7', 'Elsewhere', 'me', '', TIMESTAMP '2025-09-01 00:00:00')", "3" },
    };
    Small b;
    ResolveResult whole;
    ResolveMore more;
    small_open(&b, where);
    for (size_t i = 0; i < COUNT_OF(said); i++) {
        small_sql(&b, accounts_first);
        small_sql(&b, "DELETE FROM verdict; INSERT INTO source VALUES (2, 'Desk'); INSERT INTO alias VALUES (9, 2, '', 'Elsewhere', '', '', '', '', '', 1, 9);");
        small_must(&b, resolve_run(b.s, &whole, &b.err));
        small_sql(&b, str_fmt(&b.a, "INSERT INTO verdict VALUES %s;", said[i][0]).p);
        if (i + 1 == COUNT_OF(said))      /* the other name's account joins with the next whole run */
            small_must(&b, resolve_run(b.s, &whole, &b.err));
        small_sql(&b, "INSERT INTO alias VALUES (20, 2, 'L7', 'Late Name', '', '', '', '', '', 2, 2), (21, 2, 'L7', 'Late Name Ltd', '', '', '', '', '', 2, 3);");
        small_must(&b, resolve_more(b.s, &more, &b.err));
        const char *got = small_rows(&b, "SELECT account_id FROM d_alias WHERE alias_id IN (20, 21) ORDER BY alias_id");
        assert_string_equal(got, str_fmt(&b.a, "%s\n%s", said[i][1], said[i][1]).p);
        small_must(&b, resolve_run(b.s, &whole, &b.err));
        if (said[i][1][0] != '-')
            assert_string_equal(small_rows(&b, "SELECT account_id FROM d_alias WHERE alias_id IN (20, 21) ORDER BY alias_id"), got);
        else
            assert_string_equal(small_rows(&b, "SELECT account_id FROM d_alias WHERE alias_id IN (20, 21) ORDER BY alias_id"), "20\n20");
    }
    small_close(&b);
}

static void duckdb_takes_a_decision_into_an_increment(void **state) { (void)state; check_said(SMALL_MEMORY); }
static void postgresql_takes_a_decision_into_an_increment(void **state) { (void)state; check_said(SMALL_SERVER); }
static void duckdb_ends_where_the_whole_run_ends_when_ids_are_linked(void **state) { (void)state; check_linked(SMALL_MEMORY, 20); }
static void postgresql_ends_where_the_whole_run_ends_when_ids_are_linked(void **state) { (void)state; check_linked(SMALL_SERVER, 5); }

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(duckdb_resolves_what_comes_in_as_a_naive_reader),
        cmocka_unit_test(postgresql_resolves_what_comes_in_as_a_naive_reader),
        cmocka_unit_test(duckdb_takes_a_decision_into_an_increment), cmocka_unit_test(postgresql_takes_a_decision_into_an_increment),
        cmocka_unit_test(duckdb_ends_where_the_whole_run_ends_when_ids_are_linked),
        cmocka_unit_test(postgresql_ends_where_the_whole_run_ends_when_ids_are_linked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
