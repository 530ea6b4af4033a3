/* The link that makes the owner's account.  Oracles: a clock of this test's own that stands still; by hand who may make it, when, how often; what the book holds afterwards. */
#include <time.h>

#include "store/login.h"
#include "tests/serve/host.h"

static int64_t now_ms = 1700000000000;
static int64_t test_clock(void) { return now_ms; }

static const char password[] = "correct horse battery", address[] = "192.0.2.1";
enum { LINK_BITS = 43, HOUR_MS = 3600 * 1000 };

static Str secret(void)
{
    Str link = serve_set_up(server), start = STR("http://cx.example.com/#set-up=");
    if (!str_starts(link, start) || link.n != start.n + LINK_BITS)
        fail_msg("the link is %.*s", STR_ARG(link));
    return str_sub(link, start.n, link.n);
}

static Reply post(const char *target, const char *from, const char *site, Str body)
{
    Str more = str_fmt(&book.a, "X-Forwarded-For: %s\r\nSec-Fetch-Site: %s\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n%.*s", from, site, body.n, STR_ARG(body));
    return client_ask(port, &(Ask){ .method = "POST", .target = target, .host = HOME, .more = more.p }, &book.a);
}

static Reply set_up(Str with, const char *name, const char *word, const char *from)
{
    return post("/api/v1/session/first", from, "same-origin", str_fmt(&book.a, "{\"secret\":\"%.*s\",\"name\":\"%s\",\"password\":\"%s\"}", STR_ARG(with), name, word));
}

static size_t users(void)
{
    Logins all;
    assert_int_equal(logins_load(book.s, &book.a, &all, &book.err), ST_OK);
    return all.n;
}

static void want(Reply r, int status)
{
    if (r.status != status)
        fail_msg("%d instead of %d: %.*s", r.status, status, STR_ARG(str_sub(r.body, 0, 300)));
}

static void whoever_holds_the_link_makes_one_account(void **state)
{
    (void)state;
    Str right = secret(), wrong = str_dup(&book.a, right);
    ((char *)(uintptr_t)wrong.p)[7] = wrong.p[7] == 'A' ? 'B' : 'A';
    expect("/api/v1/users", 401);
    want(post("/api/v1/session", address, "same-origin", STR("{\"name\":\"ada\",\"password\":\"correct horse battery\"}")), 409);
    const Str guesses[] = { wrong, STR(""), str_sub(right, 0, right.n - 1), str_fmt(&book.a, "%.*sA", STR_ARG(right)) };
    for (size_t i = 0; i < COUNT_OF(guesses); i++)
        want(set_up(guesses[i], "eve", password, address), 401);
    want(post("/api/v1/session/first", address, "cross-site", str_fmt(&book.a, "{\"secret\":\"%.*s\",\"name\":\"eve\",\"password\":\"%s\"}", STR_ARG(right), password)), 403);
    /* A password that is too short costs nothing. */
    want(set_up(right, "ada", "short", address), 400);
    want(set_up(right, "", password, address), 400);
    assert_int_equal(users(), 0);
    now_ms += HOUR_MS - 1;
    Reply r = set_up(right, " ada ", password, address);
    want(r, 201);
    assert_true(str_has(r.body, STR("\"name\":\"ada\"")) && str_has(r.body, STR("\"role\":\"admin\"")) && str_has(r.body, STR("\"how\":\"session\"")));
    assert_false(str_has(r.body, right));
    Str rest = reply_header(&r, "Set-Cookie"), pair = str_cut(&rest, ';');
    Str more = str_fmt(&book.a, "Cookie: %.*s\r\n", STR_ARG(pair));
    Reply log = client_ask(port, &(Ask){ .target = "/api/v1/trail", .host = HOME, .more = more.p }, &book.a);
    want(log, 200);
    assert_true(str_has(log.body, STR("\"route\":\"set_up\"")) && str_has(log.body, STR("as ada")));
    assert_false(str_has(log.body, right));
    /* Used: for the same, for another, and nobody else is made. */
    want(set_up(right, "eve", password, address), 401);
    want(set_up(right, "ada", password, address), 401);
    assert_int_equal(users(), 1);
    want(post("/api/v1/session", address, "same-origin", STR("{\"name\":\"ada\",\"password\":\"correct horse battery\"}")), 201);
}

static void the_link_ends_after_an_hour(void **state)
{
    (void)state;
    Str right = secret();
    now_ms += HOUR_MS;
    want(set_up(right, "ada", password, address), 401);
    now_ms -= HOUR_MS + 1;                               /* a clock set back opens nothing either */
    want(set_up(right, "ada", password, address), 401);
    assert_int_equal(users(), 0);
}

static void a_user_made_meanwhile_ends_it_too(void **state)
{
    (void)state;
    int64_t id = 0;
    Str right = secret();
    assert_int_equal(login_add(book.s, STR("kim"), ROLE_ADMIN, STR(""), str_of(password), STR("2026-01-01 00:00:00"), &book.a, &id, &book.err), ST_OK);
    want(set_up(right, "eve", password, address), 409);
    assert_int_equal(users(), 1);
}

static void guessing_is_stopped_by_address(void **state)
{
    (void)state;
    Str right = secret();
    for (int i = 0; i < 20; i++)
        want(set_up(STR("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), "eve", password, "192.0.2.66"), 401);
    Reply r = set_up(right, "eve", password, "192.0.2.66");
    want(r, 429);
    assert_true(str_eq(reply_header(&r, "Retry-After"), STR("900")));
    assert_int_equal(users(), 0);
    want(set_up(right, "ada", password, address), 201);
}

static void who_needs_no_link_gets_none(void **state)
{
    (void)state;
    assert_int_equal(serve_set_up(server).n, 0);         /* this machine is trusted */
    want(set_up(STR("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), "eve", password, address), 409);
    assert_int_equal(users(), 0);
}

static int arrive(void **state)
{
    (void)state;
    host_open(false, (ServeOptions){ .recompute = small_recompute, .clock = test_clock, .public_url = "http://cx.example.com" });
    return 0;
}

static int arrive_alone(void **state)
{
    (void)state;
    host_open(false, (ServeOptions){ .recompute = small_recompute, .clock = test_clock });
    return 0;
}

/* Reachable, and for reading only: nobody can be made. */
static int arrive_reading(void **state)
{
    (void)state;
    host_open(false, (ServeOptions){ .clock = test_clock, .public_url = "http://cx.example.com" });
    return 0;
}

static int leave(void **state)
{
    (void)state;
    host_close();
    return 0;
}

static void a_book_for_reading_makes_nobody(void **state)
{
    (void)state;
    assert_int_equal(serve_set_up(server).n, 0);
    want(set_up(STR("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), "eve", password, address), 409);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(whoever_holds_the_link_makes_one_account, arrive, leave), cmocka_unit_test_setup_teardown(the_link_ends_after_an_hour, arrive, leave),
        cmocka_unit_test_setup_teardown(a_user_made_meanwhile_ends_it_too, arrive, leave), cmocka_unit_test_setup_teardown(guessing_is_stopped_by_address, arrive, leave),
        cmocka_unit_test_setup_teardown(who_needs_no_link_gets_none, arrive_alone, leave), cmocka_unit_test_setup_teardown(a_book_for_reading_makes_nobody, arrive_reading, leave) };
    return cmocka_run_group_tests_name("the first account", tests, NULL, NULL);
}
