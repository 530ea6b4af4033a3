/* How often somebody may ask.  Oracles: a bucket that drips, counted in whole requests and thousandths by this test (a second implementation of what
 * serve/rate.h keeps as one instant); by hand what a burst, a wait and a key cost; RFC 6585 and RFC 9110 for the code and its header. */
#include <time.h>

#include "base/date.h"
#include "serve/rate.h"
#include "store/login.h"
#include "tests/serve/host.h"

static int64_t now_ms = 1000000;
static int64_t test_clock(void) { return now_ms; }

static int64_t take(Rate *r, RateKind kind, uint64_t key) { return rate_take(r, &(RateKey){ kind, key }, 1); }

/* Full at `worth`, filled by worth a minute: in units of a request / 60000, so that a millisecond fills `worth` of them. */
typedef struct Drip { int64_t level, at; } Drip;

static bool drip_take(Drip *d, int64_t worth)
{
    enum { ONE = 60000 };
    d->level += (now_ms - d->at) * worth;
    d->at = now_ms;
    if (d->level > worth * ONE)
        d->level = worth * ONE;
    if (d->level < ONE)
        return false;
    d->level -= ONE;
    return true;
}

static void a_bucket_fills_as_it_is_said(void **state)
{
    (void)state;
    static const int64_t worths[] = { 1, 3, 60, 600 };
    uint64_t seed = 7;
    for (size_t i = 0; i < COUNT_OF(worths); i++) {
        Rate *r = rate_open((const int64_t[]){ worths[i], worths[i], worths[i] }, test_clock);
        Drip d = { worths[i] * 60000, now_ms };
        size_t let = 0, turned = 0;
        for (int k = 0; k < 4000; k++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            now_ms += k % 500 < 250 ? 0 : (int64_t)(seed >> 33) % (2 * 60000 / worths[i]);          /* at once, then about as often as it fills */
            bool right = drip_take(&d, worths[i]);
            if ((take(r, RATE_USER, 5) == 0) != right)
                fail_msg("%lld a minute, request %d: %s", (long long)worths[i], k, right ? "turned away" : "let in");
            let += right;
            turned += !right;
        }
        assert_true(let > 100 && turned > 100);
        assert_int_equal(rate_turned_away(r, RATE_USER), turned);
        rate_close(r);
    }
}

static void who_waits_as_long_as_told_is_let_in(void **state)
{
    (void)state;
    Rate *r = rate_open((const int64_t[]){ 0, 4, 0 }, test_clock);          /* one every fifteen seconds */
    for (int i = 0; i < 4; i++)
        assert_int_equal(take(r, RATE_USER, 1), 0);
    assert_int_equal(take(r, RATE_USER, 1), 15);
    now_ms += 14001;
    assert_int_equal(take(r, RATE_USER, 1), 1);
    assert_int_equal(take(r, RATE_USER, 2), 0);                        /* another one has his own */
    assert_int_equal(take(r, RATE_ADDRESS, 1), 0);                     /* and another kind */
    now_ms += 999;
    assert_int_equal(take(r, RATE_USER, 1), 0);
    assert_int_equal(take(r, RATE_USER, 1), 15);
    now_ms -= 3600 * 1000;                                                  /* a clock set back by an hour shuts nobody out, once */
    for (int i = 0; i < 4; i++)
        assert_int_equal(take(r, RATE_USER, 1), 0);
    assert_int_equal(take(r, RATE_USER, 1), 15);
    now_ms += 3600 * 1000;
    rate_close(r);
}

static void many_addresses_do_not_free_one_that_asks_too_often(void **state)
{
    (void)state;
    Rate *r = rate_open((const int64_t[]){ 0, 0, 50 }, test_clock);
    for (int i = 0; i < 50; i++)
        assert_int_equal(take(r, RATE_ADDRESS, 99), 0);
    for (uint64_t k = 1000; k < 301000; k++)
        assert_int_equal(take(r, RATE_ADDRESS, k), 0);
    assert_int_not_equal(take(r, RATE_ADDRESS, 99), 0);
    rate_close(r);
    /* One place is given a network of IPv6, not an address. */
    assert_true(rate_address_key(STR("2001:db8:1:2::1")) == rate_address_key(STR("2001:db8:1:2:ffff::9")));
    assert_false(rate_address_key(STR("2001:db8:1:2::1")) == rate_address_key(STR("2001:db8:1:3::1")));
    assert_false(rate_address_key(STR("192.0.2.1")) == rate_address_key(STR("192.0.2.2")));
    assert_false(rate_address_key(STR("::ffff:192.0.2.1")) == rate_address_key(STR("::ffff:192.0.2.2")));
}

static Reply at(const char *target, const char *from, Str headers)
{
    Str more = str_fmt(&book.a, "%.*sX-Forwarded-For: %s\r\n", STR_ARG(headers), from);
    return client_ask(port, &(Ask){ .target = target, .host = HOME, .more = more.p }, &book.a);
}

static Str token_line(int64_t login, const char *name)
{
    int64_t id = 0;
    Str shown = STR("");
    if (token_add(book.s, login, str_of(name), STR("read"), 30, now_ms * 1000, &book.a, &id, &shown, &book.err))
        fail_msg("%s", book.err.msg);
    return str_fmt(&book.a, "Authorization: Bearer %.*s\r\n", STR_ARG(shown));
}

static int64_t wait_told;                /* by the last answer that was 429 */

static size_t let_in(const char *target, const char *from, Str headers, int most)
{
    size_t n = 0;
    for (int i = 0; i < most; i++) {
        Reply r = at(target, from, headers);
        n += r.status != 429;
        if (r.status != 429)
            continue;
        assert_true(str_eq(reply_header(&r, "Content-Type"), STR("application/problem+json")));
        assert_true(str_to_i64(reply_header(&r, "Retry-After"), &wait_told));
    }
    return n;
}

/* Three a minute with a token, six by a user, ten by nobody from an address: the clock stands still, so whole bursts and no more are let in. */
static void tokens_users_and_addresses_have_limits_of_their_own(void **state)
{
    (void)state;
    Str one = token_line(1, "one"), two = token_line(1, "two"), three = token_line(1, "three"), other = token_line(2, "one");
    now_ms += 2000;                                                         /* the server looks again */
    assert_int_equal(let_in("/api/v1/money", "192.0.2.1", one, 5), 3);
    assert_int_equal(wait_told, 20);
    assert_int_equal(let_in("/api/v1/money", "192.0.2.9", one, 2), 0);      /* from elsewhere the same */
    assert_int_equal(let_in("/api/v1/money", "192.0.2.1", two, 5), 3);
    assert_int_equal(let_in("/api/v1/money", "192.0.2.1", three, 5), 0);    /* six of the user are gone */
    assert_int_equal(wait_told, 10);
    assert_int_equal(let_in("/api/v1/money", "192.0.2.1", other, 5), 3);    /* another user's */
    assert_int_equal(let_in("/api/v1/me", "192.0.2.1", STR(""), 14), 10);
    assert_int_equal(wait_told, 6);
    assert_int_equal(let_in("/api/v1/none", "192.0.2.1", STR("Authorization: Bearer tl_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n"), 2), 0);
    assert_int_equal(let_in("/healthz", "192.0.2.2", STR(""), 1), 1);
    assert_int_equal(at("/", "192.0.2.1", STR("")).status, 200);            /* the page says what is the matter */
    now_ms += 20 * 1000;                                                    /* a third of a minute */
    assert_int_equal(let_in("/api/v1/money", "192.0.2.1", one, 3), 1);
    assert_int_equal(let_in("/api/v1/money", "192.0.2.1", three, 3), 1);    /* what was turned away has cost it nothing, but one of the user's two is gone */
    assert_int_equal(let_in("/api/v1/me", "192.0.2.1", STR(""), 6), 3);
    assert_int_equal(wait_told, 4);
    now_ms += 60 * 1000;
    /* By hand: 2 + 2 of one, 2 of two, 2 of other, 2 of one again; 5 and 2 of three; 4, 2 and 3 of nobody. */
    Reply r = at("/metrics", "192.0.2.1", one);
    assert_int_equal(r.status, 200);
    assert_true(str_has(r.body, STR("throughline_turned_away_total{by=\"token\"} 10\n")) && str_has(r.body, STR("throughline_turned_away_total{by=\"user\"} 7\n")) &&
                str_has(r.body, STR("throughline_turned_away_total{by=\"address\"} 9\n")));
}

/* On loopback alone all come from one address, and its owner is nobody's guest. */
static void who_sits_at_the_machine_is_not_counted(void **state)
{
    (void)state;
    for (int i = 0; i < 30; i++)
        expect("/api/v1/book", 200);
}

static int arrive(void **state)
{
    (void)state;
    int64_t id = 0;
    host_open(false, (ServeOptions){ .recompute = small_recompute, .clock = test_clock, .rates = { 3, 6, 10 }, .public_url = "http://cx.example.com" });
    static const char *const names[] = { "ada", "bob" };
    for (size_t i = 0; i < COUNT_OF(names); i++)
        assert_int_equal(login_add(book.s, str_of(names[i]), ROLE_ADMIN, STR(""), STR("correct horse battery"), STR("2026-01-01 00:00:00"), &book.a, &id, &book.err), ST_OK);
    return 0;
}

static int arrive_alone(void **state)
{
    (void)state;
    host_open(false, (ServeOptions){ .recompute = small_recompute, .clock = test_clock, .rates = { 3, 6, 10 } });
    return 0;
}

static int leave(void **state)
{
    (void)state;
    host_close();
    return 0;
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bucket_fills_as_it_is_said), cmocka_unit_test(who_waits_as_long_as_told_is_let_in), cmocka_unit_test(many_addresses_do_not_free_one_that_asks_too_often),
        cmocka_unit_test_setup_teardown(tokens_users_and_addresses_have_limits_of_their_own, arrive, leave), cmocka_unit_test_setup_teardown(who_sits_at_the_machine_is_not_counted, arrive_alone, leave) };
    return cmocka_run_group_tests_name("rates", tests, NULL, NULL);
}
