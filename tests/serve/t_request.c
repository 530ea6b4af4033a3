/* Oracle: RFC 3986 (paths, percent-encoding), RFC 9110 (entity tags), cases written out by hand. */
#include "tests/near.h"

#include "model/limits.h"
#include "serve/request.h"

static Arena arena;
static Err   err;

static void addresses_in_normal_form_are_taken(void **state)
{
    (void)state;
    static const struct { const char *target, *path; size_t n; } cases[] = {
        { "/", "/", 0 }, { "/a", "/a", 1 }, { "/a/", "/a", 1 }, { "/a/b?x=/../", "/a/b", 2 }, { "/%61%20b", "/a b", 1 }, { "/%C3%A9", "/\xC3\xA9", 1 },
        { "/a+b", "/a+b", 1 }, { "/...", "/...", 1 }, { "/.a", "/.a", 1 } };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Request r;
        assert_int_equal(request_parse(str_of(cases[i].target), &arena, &r, &err), ST_OK);
        assert_true(str_eq(r.path, str_of(cases[i].path)));
        assert_int_equal(r.n_segment, cases[i].n);
    }
}

static void no_address_leaves_its_place(void **state)
{
    (void)state;
    static const char *const cases[] = { "", "a", "*", "http://x/", "//", "//a", "/a//b", "/a//", "/.", "/..", "/../a", "/a/..", "/a/../b", "/%2e%2e/b", "/.%2E",
        "/a%2fb", "/a%5cb", "/a\\b", "/%", "/%4", "/%zz", "/%00", "/%0a", "/%7f", "/%ff", "/%C3", "/%ED%A0%80",
        "/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17", "/a?%", "/a?x=%00", "/a?x=%ff" };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Request r;
        if (request_parse(str_of(cases[i]), &arena, &r, &err) != ST_USAGE)
            fail_msg("'%s' was taken", cases[i]);
    }
}

static void parameters_are_decoded(void **state)
{
    (void)state;
    Request r;
    assert_int_equal(request_parse(STR("/a?q=a+b%2Bc%26&&empty=&bare&x==1"), &arena, &r, &err), ST_OK);
    static const struct { const char *name, *value; } want[] = { { "q", "a b+c&" }, { "empty", "" }, { "bare", "" }, { "x", "=1" } };
    assert_int_equal(r.n_query, COUNT_OF(want));
    for (size_t i = 0; i < COUNT_OF(want); i++) {
        assert_true(str_eq(r.query[i].name, str_of(want[i].name)));
        assert_true(str_eq(r.query[i].value, str_of(want[i].value)));
    }
}

static void too_much_is_refused(void **state)
{
    (void)state;
    Request r;
    char *long_one = arena_alloc(&arena, LIMIT_REQUEST + 2, 1);
    memset(long_one, 'a', LIMIT_REQUEST + 1);
    long_one[0] = '/';
    assert_int_equal(request_parse((Str){ long_one, LIMIT_REQUEST }, &arena, &r, &err), ST_OK);
    assert_int_equal(request_parse((Str){ long_one, LIMIT_REQUEST + 1 }, &arena, &r, &err), ST_TOO_BIG);
    memcpy(long_one, "/?q=", 4);
    assert_int_equal(request_parse((Str){ long_one, 4 + LIMIT_OIDC_VALUE }, &arena, &r, &err), ST_OK);
    assert_int_equal(request_parse((Str){ long_one, 5 + LIMIT_OIDC_VALUE }, &arena, &r, &err), ST_USAGE);
    for (size_t i = 2; i < 2 * QUERIES_MAX + 6; i += 2)
        memcpy(long_one + i, "a&", 2);
    assert_int_equal(request_parse((Str){ long_one, 2 * QUERIES_MAX + 2 }, &arena, &r, &err), ST_OK);
    assert_int_equal(request_parse((Str){ long_one, 2 * QUERIES_MAX + 4 }, &arena, &r, &err), ST_USAGE);
}

static void only_this_machines_names_are_loopback(void **state)
{
    (void)state;
    static const char *const yes[] = { "localhost", "LocalHost:8080", "127.0.0.1", "127.0.0.1:1", "127.255.0.9:65535", "[::1]", "[::1]:8080" };
    static const char *const no[] = { "", "evil.example", "evil.example:8080", "localhost.evil.example", "127.0.0.1.evil.example", "127.evil.example", "127.1",
        "128.0.0.1", "0.0.0.0", "localhost:", "localhost:80a", "localhost:80:80", "[::1", "[::1]x", "[::2]", "[::1]:", "::1", "127.0.0.1.", "localhost@evil:1",
        "1270.0.0.1", "127..0.1", " localhost" };
    for (size_t i = 0; i < COUNT_OF(yes); i++)
        if (!host_is_loopback(str_of(yes[i])))
            fail_msg("'%s' was refused", yes[i]);
    for (size_t i = 0; i < COUNT_OF(no); i++)
        if (host_is_loopback(str_of(no[i])))
            fail_msg("'%s' was taken", no[i]);
}

static void entity_tags_are_compared_weakly(void **state)
{
    (void)state;
    static const struct { const char *sent; bool same; } cases[] = { { "\"a\"", true }, { "W/\"a\"", true }, { "\"b\", \"a\"", true }, { "*", true },
        { "", false }, { "a", false }, { "\"b\"", false }, { "\"a", false }, { ",,", false } };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_int_equal(etag_matches(str_of(cases[i].sent), STR("\"a\"")), cases[i].same);
    assert_false(etag_matches(STR("*"), STR("")));
}

static int leave(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_in_normal_form_are_taken), cmocka_unit_test(no_address_leaves_its_place), cmocka_unit_test(parameters_are_decoded),
        cmocka_unit_test(too_much_is_refused), cmocka_unit_test(only_this_machines_names_are_loopback), cmocka_unit_test(entity_tags_are_compared_weakly),
    };
    arena_init(&arena);
    return cmocka_run_group_tests_name("requests", tests, NULL, leave);
}
