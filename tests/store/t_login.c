/* Who a provider of OpenID Connect speaks of: joined by an address once, known by its name for him from then on.
 *
 * Oracle  cases written by hand; the table as SQL reads it; both engines.
 */
#include "tests/store/small.h"

#include <stdlib.h>

#include "store/login.h"

static const char password[] = "a password with words", stamp[] = "2026-11-26 08:00:00";

static int64_t add(Small *b, const char *name, LoginRole role)
{
    int64_t id = 0;
    small_must(b, login_add(b->s, str_of(name), role, STR(""), str_of(password), str_of(stamp), &b->a, &id, &b->err));
    return id;
}

/* The user, or the failure as a negative number. */
static int64_t join(Small *b, const char *subject, const char *email, LoginRole role, bool *made)
{
    int64_t id = 0;
    const LoginVouched v = { STR("https://login.example.com"), str_of(subject), str_of(email), role, str_of(stamp) };
    Status st = login_join(b->s, &v, &b->a, &id, made, &b->err);
    return st ? -(int64_t)st : id;
}

static int64_t set_email(Small *b, int64_t id, const char *email) { return -(int64_t)login_set_email(b->s, id, str_of(email), &b->a, &b->err); }

static void people_and_accounts(SmallWhere kind)
{
    Small b;
    bool made = false;
    small_open(&b, kind);
    int64_t ada = add(&b, "ada", ROLE_ADMIN), bob = add(&b, "Bob@Example.com", ROLE_VIEWER);
    /* Nobody has the address; then his name is it; then what an admin said it is. */
    assert_int_equal(join(&b, "s1", "ada@example.com", ROLE_NONE, &made), -(int64_t)ST_NOT_FOUND);
    assert_int_equal(join(&b, "s1", "", ROLE_VIEWER, &made), -(int64_t)ST_NOT_FOUND);
    assert_int_equal(join(&b, "s2", "bob@example.com", ROLE_NONE, &made), bob);
    assert_int_equal(set_email(&b, ada, "Ada@example.com"), ST_OK);
    assert_int_equal(join(&b, "s1", "ada@example.COM", ROLE_NONE, &made), ada);
    assert_false(made);
    assert_string_equal(small_rows(&b, "SELECT subject, login_id, email FROM login_link ORDER BY subject"), "s1|1|ada@example.COM\ns2|2|bob@example.com");
    /* Known from now on, whatever the address is; upper and lower case of what the provider calls him are two persons. */
    assert_int_equal(join(&b, "s1", "bob@example.com", ROLE_NONE, &made), ada);
    assert_int_equal(join(&b, "S1", "ada@example.com", ROLE_VIEWER, &made), -(int64_t)ST_CONFLICT);
    /* No two have one address, be it a name or not. */
    static const struct { const char *email; Status st; } cases[] = { { "bob@EXAMPLE.com", ST_CONFLICT }, { "no address", ST_USAGE }, { "a@b@c", ST_USAGE }, { "@example.com", ST_USAGE }, { "ada@", ST_USAGE }, { "a\n@b", ST_USAGE },
        { "ada@example.com", ST_OK }, { "other@example.com", ST_OK } };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_int_equal(set_email(&b, ada, cases[i].email), -(int64_t)cases[i].st);
    assert_int_equal(set_email(&b, 99, "x@example.com"), -(int64_t)ST_NOT_FOUND);
    int64_t id = 0;
    assert_int_equal(login_add(b.s, STR("OTHER@example.com"), ROLE_VIEWER, STR(""), str_of(password), str_of(stamp), &b.a, &id, &b.err), ST_CONFLICT);
    /* An address that he gave up is free for another, and his name is not his address while he has one. */
    assert_int_equal(set_email(&b, bob, "robert@example.com"), ST_OK);
    assert_int_equal(join(&b, "s3", "bob@example.com", ROLE_NONE, &made), -(int64_t)ST_NOT_FOUND);
    assert_int_equal(set_email(&b, ada, "bob@example.com"), -(int64_t)ST_CONFLICT);
    /* With a role, whoever is new gets an account without a password. */
    int64_t eve = join(&b, "s3", "eve@example.com", ROLE_VIEWER, &made);
    assert_true(eve > bob && made);
    assert_string_equal(small_rows(&b, "SELECT name, role, password FROM login WHERE login_id = 3"), "eve@example.com|viewer|");
    assert_int_equal(join(&b, "s3", "eve@example.com", ROLE_VIEWER, &made), eve);
    assert_false(made);
    /* Parted: sessions end (`changed`), and the address joins another account. */
    int64_t before = small_int(&b, "SELECT changed FROM login WHERE login_id = 2");
    small_must(&b, login_part(b.s, bob, &b.a, &b.err));
    assert_true(small_int(&b, "SELECT changed FROM login WHERE login_id = 2") > before);
    assert_int_equal(login_part(b.s, 99, &b.a, &b.err), ST_NOT_FOUND);
    assert_int_equal(join(&b, "s4", "robert@example.com", ROLE_NONE, &made), bob);
    /* Gone: his account there is nobody's, and may be somebody's again. */
    small_must(&b, login_remove(b.s, eve, str_of(stamp), false, &b.err));
    assert_int_equal(join(&b, "s3", "eve@example.com", ROLE_NONE, &made), -(int64_t)ST_NOT_FOUND);
    assert_true(join(&b, "s3", "eve@example.com", ROLE_ANALYST, &made) > eve && made);
    small_close(&b);
}

static void people_and_accounts_in_a_file(void **state)
{
    (void)state;
    people_and_accounts(SMALL_FILE);
}

static void people_and_accounts_on_the_server(void **state)
{
    (void)state;
    if (!getenv("TL_PG"))
        skip();
    people_and_accounts(SMALL_SERVER);
}

/* The first user is an admin with a password, whoever a provider vouches for. */
static void a_book_without_users_is_not_opened_by_a_provider(void **state)
{
    Small b;
    bool made = true;
    (void)state;
    small_open(&b, SMALL_MEMORY);
    assert_int_equal(join(&b, "s1", "ada@example.com", ROLE_VIEWER, &made), -(int64_t)ST_CONFLICT);
    assert_false(made);
    assert_int_equal(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM login_link"), 0);
    small_close(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(people_and_accounts_in_a_file), cmocka_unit_test(people_and_accounts_on_the_server),
                                        cmocka_unit_test(a_book_without_users_is_not_opened_by_a_provider) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
