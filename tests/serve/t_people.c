/* Signing in, sessions, tokens, the log, keys against repetition.  Oracles: a clock of this test's own; the log as the API gives it and as the table holds it;
 * what a stolen, old or ended secret still opens; RFC 6265 for cookies, RFC 9110 for codes. */
#include <stdlib.h>
#include <time.h>

#include "store/login.h"
#include "tests/serve/host.h"

static bool on_server;
static int64_t later;                    /* milliseconds that this test's clock is ahead */

static int64_t test_clock(void) { return (int64_t)time(NULL) * 1000 + later; }

static Reply send(const char *method, const char *target, Str headers, const char *body)
{
    Str more = headers;
    if (!strcmp(method, "POST"))
        more = str_fmt(&book.a, "%.*sContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s", STR_ARG(headers), strlen(body), body);
    return client_ask(port, &(Ask){ .method = method, .target = target, .host = HOME, .more = more.p }, &book.a);
}

/* As the page does it. */
static Reply post(const char *target, Str cookie, const char *body)
{
    return send("POST", target, str_fmt(&book.a, "%.*sOrigin: http://localhost\r\nSec-Fetch-Site: same-origin\r\n", STR_ARG(cookie)), body);
}

static Str cookie_of(const Reply *r)
{
    Str rest = reply_header(r, "Set-Cookie"), pair = str_cut(&rest, ';');
    if (!pair.n)
        fail_msg("no cookie: %d %.*s", r->status, STR_ARG(r->body));
    return str_fmt(&book.a, "Cookie: %.*s\r\n", STR_ARG(pair));
}

static Reply sign_in(const char *name, const char *password)
{
    return post("/api/v1/session", STR(""), str_fmt(&book.a, "{\"name\":\"%s\",\"password\":\"%s\"}", name, password).p);
}

static Str signed_in(const char *name, const char *password)
{
    Reply r = sign_in(name, password);
    assert_int_equal(r.status, 201);
    return cookie_of(&r);
}

static int at(const char *target, Str headers) { return send("GET", target, headers, "").status; }

static void want(Reply r, int status)
{
    if (r.status != status)
        fail_msg("%d instead of %d: %.*s", r.status, status, STR_ARG(str_sub(r.body, 0, 300)));
}

static const char ada[] = "ada's long password", bob[] = "bob's long password";

/* The owner of this machine makes the first user; from then on everybody signs in, he too. */
static void the_first_user_closes_the_door(void **state)
{
    (void)state;
    json_t *me = get_json("/api/v1/me");
    assert_string_equal(json_string_value(json_object_get(me, "how")), "local");
    assert_false(json_is_true(json_object_get(me, "users")));
    json_decref(me);
    static const struct { const char *body; int status; } cases[] = {
        { "{\"what\":\"add\",\"name\":\"vic\",\"role\":\"viewer\",\"password\":\"long enough 1\"}", 409 }, { "{\"what\":\"add\",\"name\":\"ada\",\"role\":\"admin\",\"password\":\"short\"}", 400 },
        { "{\"what\":\"add\",\"name\":\"ada\",\"role\":\"admin\"}", 400 }, { "{\"what\":\"add\",\"name\":\"ada\",\"role\":\"owner\",\"password\":\"long enough 1\"}", 400 },
        { "{\"what\":\"add\",\"name\":\" ada\",\"role\":\"admin\",\"password\":\"long enough 1\"}", 400 }, { "{\"what\":\"add\",\"name\":\"a\\u0000da\",\"role\":\"admin\",\"password\":\"long enough 1\"}", 400 },
        { "{\"what\":\"add\",\"name\":\"long enough 1\",\"role\":\"admin\",\"password\":\"Long enough 1\"}", 400 }, { "{\"what\":\"grow\",\"name\":\"ada\"}", 400 },
        { "{\"what\":\"add\",\"name\":\"ada\",\"role\":\"admin\",\"rules\":\"unit X\",\"password\":\"long enough 1\"}", 400 } };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        want(post("/api/v1/users", STR(""), cases[i].body), cases[i].status);
    want(sign_in("ada", ada), 409);                      /* nobody is there yet */
    want(post("/api/v1/users", STR(""), str_fmt(&book.a, "{\"what\":\"add\",\"name\":\"ada\",\"role\":\"admin\",\"password\":\"%s\"}", ada).p), 201);
    assert_int_equal(at("/api/v1/money", STR("")), 401);
    assert_int_equal(at("/api/v1/users", STR("")), 401);
    want(post("/api/v1/decisions", STR(""), "{\"what\":\"merge\",\"one\":1,\"other\":4}"), 401);
    Str cookie = signed_in("ADA", ada);                  /* upper or lower case */
    assert_int_equal(at("/api/v1/money", cookie), 200);
    want(post("/api/v1/users", cookie, str_fmt(&book.a, "{\"what\":\"add\",\"name\":\"bob\",\"role\":\"analyst\",\"password\":\"%s\"}", bob).p), 201);
    want(post("/api/v1/users", cookie, "{\"what\":\"add\",\"name\":\"Bob\",\"role\":\"viewer\",\"password\":\"long enough 1\"}"), 409);
    want(post("/api/v1/users", cookie, "{\"what\":\"add\",\"name\":\"uwe\",\"role\":\"unit\",\"password\":\"long enough 1\"}"), 400);
    want(post("/api/v1/users", cookie, "{\"what\":\"add\",\"name\":\"uwe\",\"role\":\"unit\",\"rules\":\"account X\",\"password\":\"long enough 1\"}"), 400);
    want(post("/api/v1/users", cookie, "{\"what\":\"remove\",\"user\":1}"), 409);            /* the last admin */
    want(post("/api/v1/users", cookie, "{\"what\":\"role\",\"user\":1,\"role\":\"viewer\"}"), 409);
    want(post("/api/v1/users", cookie, "{\"what\":\"remove\",\"user\":99}"), 404);
}

static void the_cookie_is_kept_from_scripts_and_other_sites(void **state)
{
    (void)state;
    Reply r = sign_in("ada", ada);
    Str set = reply_header(&r, "Set-Cookie");
    assert_true(str_has(set, STR("; HttpOnly")) && str_has(set, STR("; SameSite=Strict")) && str_has(set, STR("; Path=/")));
    assert_false(str_has(set, STR("Domain")));
    assert_false(str_has(r.body, str_sub(set, 20, 30)));
    /* The book holds no password and no session. */
    Table t;
    assert_int_equal(store_fetch(book.s, SQL_LOGIN_ALL, STORE_NO_ARGS, &book.a, &t, &book.err), ST_OK);
    assert_true(t.n >= 2 && str_starts(col_text(&t, "password")[0], STR("$argon2id$v=19$m=65536,t=2,p=1$")));
    assert_false(str_eq(col_text(&t, "password")[0], col_text(&t, "password")[1]));
}

/* A browser says where a request comes from; one that is known by its cookie and does not say is nobody's page. */
static void another_site_cannot_act_for_who_has_signed_in(void **state)
{
    (void)state;
    Str cookie = signed_in("ada", ada);
    static const struct { const char *headers; int status; } cases[] = {
        { "Origin: http://evil.example\r\n", 403 }, { "Origin: null\r\n", 403 }, { "Sec-Fetch-Site: cross-site\r\n", 403 }, { "Sec-Fetch-Site: same-site\r\n", 403 }, { "", 403 },
        { "Origin: http://localhost.evil.example\r\n", 403 }, { "Origin: http://localhost\r\n", 201 }, { "Sec-Fetch-Site: same-origin\r\n", 201 } };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        want(send("POST", "/api/v1/settings", str_fmt(&book.a, "%.*s%s", STR_ARG(cookie), cases[i].headers), "{\"name\":\"margin\",\"value\":\"0.5\"}"), cases[i].status);
    static const char *const types[] = { "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x" };
    for (size_t i = 0; i < COUNT_OF(types); i++) {
        Str more = str_fmt(&book.a, "%.*sOrigin: http://localhost\r\nContent-Type: %s\r\nContent-Length: 2\r\n\r\n{}", STR_ARG(cookie), types[i]);
        want(client_ask(port, &(Ask){ .method = "POST", .target = "/api/v1/recompute", .host = HOME, .more = more.p }, &book.a), 415);
    }
    /* Nor sign somebody in as another, by a form of its own. */
    want(send("POST", "/api/v1/session", STR("Origin: http://evil.example\r\n"), str_fmt(&book.a, "{\"name\":\"ada\",\"password\":\"%s\"}", ada).p), 403);
}

static void a_session_gets_new_secrets_and_ends(void **state)
{
    (void)state;
    Str first = signed_in("bob", bob);
    later += 16 * 60 * 1000;
    Reply r = send("GET", "/api/v1/book", first, "");
    Str second = cookie_of(&r);
    assert_false(str_eq(first, second));
    assert_int_equal(at("/api/v1/book", first), 200);            /* others were under way */
    assert_int_equal(at("/api/v1/book", second), 200);
    later += 31 * 1000;
    assert_int_equal(at("/api/v1/book", first), 401);
    assert_int_equal(at("/api/v1/book", second), 200);
    later += 2 * 3600 * 1000 + 1000;                             /* nobody there for two hours */
    assert_int_equal(at("/api/v1/book", second), 401);
    Str third = signed_in("bob", bob);
    for (int hours = 1; hours <= 11; hours++) {                  /* busy all day: it ends all the same */
        later += 3600 * 1000;
        Reply busy = send("GET", "/api/v1/book", third, "");
        want(busy, 200);
        third = reply_header(&busy, "Set-Cookie").n ? cookie_of(&busy) : third;
    }
    later += 3601 * 1000;
    assert_int_equal(at("/api/v1/book", third), 401);
    Str fourth = signed_in("bob", bob), other = signed_in("bob", bob);
    r = post("/api/v1/session/end", fourth, "{}");
    want(r, 200);
    assert_true(str_has(reply_header(&r, "Set-Cookie"), STR("Max-Age=0")) && reply_header(&r, "Clear-Site-Data").n);
    assert_int_equal(at("/api/v1/book", fourth), 401);
    assert_int_equal(at("/api/v1/book", other), 200);
    assert_int_equal(at("/api/v1/book", STR("Cookie: tl_session=; x\r\n")), 401);
}

static void a_new_password_role_or_removal_ends_what_was_open(void **state)
{
    (void)state;
    Str admin = signed_in("ada", ada), one = signed_in("bob", bob), two = signed_in("bob", bob);
    static const char fresh[] = "bob's other password";
    want(post("/api/v1/password", one, "{\"old\":\"wrong\",\"new\":\"bob's other password\"}"), 401);
    want(post("/api/v1/password", one, str_fmt(&book.a, "{\"old\":\"%s\",\"new\":\"short\"}", bob).p), 400);
    want(post("/api/v1/password", one, str_fmt(&book.a, "{\"old\":\"%s\",\"new\":\"%s\"}", bob, fresh).p), 200);
    assert_int_equal(at("/api/v1/book", one), 200);              /* who changed it stays */
    assert_int_equal(at("/api/v1/book", two), 401);
    want(sign_in("bob", bob), 401);
    want(post("/api/v1/users", admin, "{\"what\":\"role\",\"user\":2,\"role\":\"viewer\"}"), 201);
    assert_int_equal(at("/api/v1/book", one), 401);
    Str viewer = signed_in("bob", fresh);
    want(post("/api/v1/settings", viewer, "{\"name\":\"margin\",\"value\":\"0.5\"}"), 403);
    want(post("/api/v1/users", admin, str_fmt(&book.a, "{\"what\":\"password\",\"user\":2,\"password\":\"%s\"}", bob).p), 201);
    assert_int_equal(at("/api/v1/book", viewer), 401);
    viewer = signed_in("bob", bob);
    want(post("/api/v1/users", admin, "{\"what\":\"remove\",\"user\":2}"), 201);
    assert_int_equal(at("/api/v1/book", viewer), 401);
    want(sign_in("bob", bob), 401);
    want(post("/api/v1/users", admin, str_fmt(&book.a, "{\"what\":\"add\",\"name\":\"bob\",\"role\":\"analyst\",\"password\":\"%s\"}", bob).p), 201);
    assert_int_equal(at("/api/v1/book", viewer), 401);           /* another bob */
}

static void guessing_is_stopped(void **state)
{
    (void)state;
    later += 3600 * 1000;
    for (int i = 0; i < 5; i++)
        want(sign_in("bob", "not this one"), 401);
    Reply r = sign_in("bob", bob);                               /* even the right one, for a while */
    want(r, 429);
    int64_t wait = 0;
    assert_true(str_to_i64(reply_header(&r, "Retry-After"), &wait) && wait > 800 && wait <= 900);
    want(sign_in("BOB", bob), 429);
    want(sign_in("ada", ada), 201);                              /* others are not locked out with him */
    later += 15 * 60 * 1000 + 1000;
    want(sign_in("bob", bob), 201);
    /* One address that tries many names. */
    later += 3600 * 1000;
    for (int i = 0; i < 20; i++)
        want(sign_in(str_fmt(&book.a, "name%d", i).p, "not this one"), 401);
    want(sign_in("ada", ada), 429);
    later += 15 * 60 * 1000 + 1000;
    want(sign_in("ada", ada), 201);
    /* The answer does not say whether a name is there. */
    Reply known = sign_in("bob", "not this one"), unknown = sign_in("nobody", "not this one");
    assert_true(str_eq(known.body, unknown.body));
}

static double seconds_of(const char *name)
{
    double best = 1e9;
    for (int i = 0; i < 3; i++) {
        struct timespec from, to;
        (void)clock_gettime(CLOCK_MONOTONIC, &from);
        (void)login_password_is(str_of(name), STR("not this one"));
        (void)clock_gettime(CLOCK_MONOTONIC, &to);
        double s = (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
        best = s < best ? s : best;
    }
    return best;
}

static void a_name_that_is_not_there_takes_as_long(void **state)
{
    (void)state;
    Table t;
    assert_int_equal(store_fetch(book.s, SQL_LOGIN_NAMED, STORE_ARGS(DB_TEXT(STR("ada"))), &book.a, &t, &book.err), ST_OK);
    double known = seconds_of(col_text(&t, "password")[0].p), unknown = seconds_of("");
    if (!(unknown > known / 3 && unknown < known * 3))
        fail_msg("%.4f s for a name that is there, %.4f s for one that is not", known, unknown);
    assert_true(known > 0.005);
    assert_false(login_password_is(STR(""), STR("")));
    assert_true(login_password_is(col_text(&t, "password")[0], str_of(ada)));
}

static json_t *in(Reply r, int status)
{
    want(r, status);
    return parse(r.body);
}

static void a_token_is_shown_once_and_ends(void **state)
{
    (void)state;
    Str admin = signed_in("ada", ada), user = signed_in("bob", bob);
    static const struct { const char *body; int status; } cases[] = {
        { "{\"what\":\"add\",\"name\":\"x\",\"scopes\":\"read everything\"}", 400 }, { "{\"what\":\"add\",\"name\":\"x\",\"scopes\":\"\"}", 400 }, { "{\"what\":\"add\",\"name\":\"\",\"scopes\":\"read\"}", 400 },
        { "{\"what\":\"add\",\"name\":\"x\",\"scopes\":\"read\",\"days\":0}", 400 }, { "{\"what\":\"add\",\"name\":\"x\",\"scopes\":\"read\",\"days\":9999}", 400 },
        { "{\"what\":\"add\",\"name\":\"x\",\"scopes\":\"read\",\"user\":1}", 403 }, { "{\"what\":\"revoke\",\"token\":99}", 404 } };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        want(post("/api/v1/tokens", user, cases[i].body), cases[i].status);
    json_t *made = in(post("/api/v1/tokens", user, "{\"what\":\"add\",\"name\":\"nightly\",\"scopes\":\"read decide\",\"days\":10}"), 201);
    const char *said = json_string_value(json_object_get(made, "shown")), *text = said ? said : "";
    int64_t id = json_integer_value(json_object_get(made, "token"));
    assert_true(!strncmp(text, "tl_", 3) && strlen(text) == 46);
    Str key = str_fmt(&book.a, "Authorization: Bearer %s\r\n", text);
    Reply list = send("GET", "/api/v1/tokens", admin, "");
    assert_true(str_has(list.body, STR("nightly")) && !str_has(list.body, str_of(text)) && !str_has(list.body, str_of(text + 3)));
    Table t;
    assert_int_equal(store_fetch(book.s, SQL_TOKEN_ALL, STORE_NO_ARGS, &book.a, &t, &book.err), ST_OK);
    assert_false(str_has(col_text(&t, "hash")[t.n - 1], str_of(text + 3)));
    json_decref(made);
    assert_int_equal(at("/api/v1/accounts", key), 200);
    want(send("POST", "/api/v1/settings", key, "{\"name\":\"margin\",\"value\":\"0.45\"}"), 201);     /* a program says no origin */
    want(send("POST", "/api/v1/settings", str_fmt(&book.a, "%.*sOrigin: http://evil.example\r\n", STR_ARG(key)), "{\"name\":\"margin\",\"value\":\"0.45\"}"), 403);
    want(send("POST", "/api/v1/tokens", key, "{\"what\":\"add\",\"name\":\"child\",\"scopes\":\"read\"}"), 403);
    want(send("POST", "/api/v1/password", key, "{\"old\":\"a\",\"new\":\"bbbbbbbbbbbbb\"}"), 403);
    later += INT64_C(10) * 24 * 3600 * 1000 + 1000;
    assert_int_equal(at("/api/v1/accounts", key), 401);
    later -= INT64_C(10) * 24 * 3600 * 1000 + 1000;
    assert_int_equal(at("/api/v1/accounts", key), 200);
    want(post("/api/v1/tokens", signed_in("bob", bob), str_fmt(&book.a, "{\"what\":\"revoke\",\"token\":%lld}", (long long)id).p), 201);
    assert_int_equal(at("/api/v1/accounts", key), 401);
}

/* Waits until what was read is on disk. */
static json_t *trail_page(Str cookie, const char *query)
{
    (void)nanosleep(&(struct timespec){ .tv_nsec = 600000000L }, NULL);
    return in(send("GET", str_fmt(&book.a, "/api/v1/trail%s", query).p, cookie, ""), 200);
}

static const json_t *find_row(const json_t *page, const char *route, const char *what)
{
    const json_t *rows = json_object_get(page, "rows");
    for (size_t i = 0; i < json_array_size(rows); i++) {
        const json_t *r = json_array_get(rows, i);
        if (!strcmp(json_string_value(json_object_get(r, "route")), route) && !strcmp(json_string_value(json_object_get(r, "what")), what))
            return r;
    }
    return NULL;
}

static void what_is_read_of_persons_and_changed_is_logged(void **state)
{
    (void)state;
    Str admin = signed_in("ada", ada), user = signed_in("bob", bob);
    assert_int_equal(at("/api/v1/accounts/1", user), 200);
    assert_int_equal(at("/api/v1/accounts/99", user), 404);
    assert_int_equal(at("/api/v1/book", user), 200);
    assert_int_equal(at("/api/v1/comments?account=2&q=secret-search-word", user), 200);
    want(post("/api/v1/settings", user, "{\"name\":\"margin\",\"value\":\"0.41\"}"), 201);
    want(post("/api/v1/settings", user, "{\"name\":\"no_such\",\"value\":\"0.41\"}"), 400);
    want(post("/api/v1/sql", user, "{\"sql\":\"SELECT name FROM d_account ORDER BY account_id\"}"), 200);
    want(sign_in("typed password by mistake", "x"), 401);
    json_t *page = trail_page(admin, "?q=bob&per_page=200");
    const json_t *row = find_row(page, "account", "id 1");
    assert_non_null(row);
    assert_string_equal(json_string_value(json_object_get(row, "who")), "bob");
    assert_string_equal(json_string_value(json_object_get(row, "how")), "session");
    assert_string_equal(json_string_value(json_object_get(row, "address")), "127.0.0.1");
    assert_int_equal(json_integer_value(json_object_get(row, "status")), 200);
    assert_non_null(find_row(page, "comments", "account 2 by words"));
    assert_non_null(find_row(page, "sql", "SELECT name FROM d_account ORDER BY account_id"));
    assert_non_null(row = find_row(page, "set", "margin"));
    assert_int_equal(json_integer_value(json_object_get(row, "status")), 201);
    assert_null(find_row(page, "book", ""));             /* nothing about anybody */
    json_decref(page);
    page = trail_page(admin, "?per_page=200");
    assert_non_null(find_row(page, "sign_in", "as bob"));
    assert_non_null(find_row(page, "sign_in", "as somebody unknown"));
    assert_non_null(find_row(page, "trail", "by words"));        /* reading the log is logged */
    char *text = json_dumps(page, 0);
    static const char *const secrets[] = { ada, bob, "secret-search-word", "typed password", "tl_session" };
    for (size_t i = 0; i < COUNT_OF(secrets); i++)
        assert_null(strstr(text, secrets[i]));
    free(text);
    json_decref(page);
    page = trail_page(admin, "?page=2147483647&per_page=200");
    assert_int_equal(json_integer_value(json_object_get(page, "page")), INT32_MAX);
    assert_int_equal(json_array_size(json_object_get(page, "rows")), 0);
    json_decref(page);
    assert_int_equal(at("/api/v1/trail?per_page=201", admin), 400);
}

static void an_assumption_is_changed_and_taken_back(void **state)
{
    (void)state;
    Str cookie = signed_in("ada", ada);
    static const struct { const char *body; int status; } wrong[] = { { "{\"name\":\"margin\",\"value\":\"2\"}", 400 }, { "{\"name\":\"margin\",\"value\":\"x\"}", 400 }, { "{\"name\":\"margin\",\"value\":0.4}", 400 },
        { "{\"name\":\"seen\",\"value\":\"1\"}", 400 }, { "{\"what\":\"undo\"}", 400 }, { "{\"what\":\"undo\",\"decision\":99999}", 404 }, { "{\"what\":\"drop\",\"name\":\"margin\"}", 400 } };
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        want(post("/api/v1/settings", cookie, wrong[i].body), wrong[i].status);
    double v = 0;
    int64_t number[2];
    static const char *const values[] = { "0.31", "0.32" };
    want(post("/api/v1/settings", cookie, "{\"name\":\"margin\",\"value\":\"0.3\"}"), 201);
    for (int i = 0; i < 2; i++) {
        json_t *o = in(post("/api/v1/settings", cookie, str_fmt(&book.a, "{\"name\":\"margin\",\"value\":\"%s\"}", values[i]).p), 201);
        number[i] = json_integer_value(json_object_get(o, "decision"));
        json_decref(o);
    }
    Str undo[2];
    for (int i = 0; i < 2; i++)
        undo[i] = str_fmt(&book.a, "{\"what\":\"undo\",\"decision\":%lld}", (long long)number[i]);
    want(post("/api/v1/settings", cookie, undo[0].p), 409);      /* not the last */
    want(post("/api/v1/settings", cookie, undo[1].p), 201);
    assert_int_equal(store_setting(book.s, "margin", &v, &book.err), ST_OK);
    assert_true(fabs(v - 0.31) < 1e-12);
    want(post("/api/v1/settings", cookie, undo[1].p), 409);      /* taken back already */
    want(post("/api/v1/settings", cookie, undo[0].p), 201);
    assert_int_equal(store_setting(book.s, "margin", &v, &book.err), ST_OK);
    assert_true(fabs(v - 0.3) < 1e-12);
    json_t *o = in(post("/api/v1/settings", cookie, "{\"name\":\"horizon_days\",\"value\":\"400\"}"), 201);
    want(post("/api/v1/settings", cookie, str_fmt(&book.a, "{\"what\":\"undo\",\"decision\":%lld}", (long long)json_integer_value(json_object_get(o, "decision"))).p), 201);
    json_decref(o);
    assert_int_equal(store_setting(book.s, "horizon_days", &v, &book.err), ST_OK);
    assert_true(fabs(v - 365) < 1e-12);                          /* what it was before anybody set it */
}

static void a_request_sent_again_changes_nothing_again(void **state)
{
    (void)state;
    Str cookie = signed_in("ada", ada);
    static const char body[] = "{\"what\":\"merge\",\"one\":1,\"other\":4}", other[] = "{\"what\":\"merge\",\"one\":2,\"other\":4}";
    Str key = str_fmt(&book.a, "%.*sOrigin: http://localhost\r\nIdempotency-Key: 7f3a\r\n", STR_ARG(cookie));
    Reply first = send("POST", "/api/v1/decisions", key, body);
    want(first, 201);
    assert_int_equal(reply_header(&first, "Idempotent-Replay").n, 0);
    Reply again = send("POST", "/api/v1/decisions", key, body);
    want(again, 201);
    assert_true(str_eq(again.body, first.body) && str_eq(reply_header(&again, "Idempotent-Replay"), STR("true")));
    want(send("POST", "/api/v1/decisions", key, other), 422);
    want(send("POST", "/api/v1/settings", key, "{\"name\":\"margin\",\"value\":\"0.3\"}"), 422);
    /* Somebody else's key of the same name is another. */
    Reply bobs = send("POST", "/api/v1/decisions", str_fmt(&book.a, "%.*sOrigin: http://localhost\r\nIdempotency-Key: 7f3a\r\n", STR_ARG(signed_in("bob", bob))), body);
    want(bobs, 201);
    assert_false(str_eq(bobs.body, first.body));
    /* A wrong request is remembered too; without a key everything is new. */
    Str bad = str_fmt(&book.a, "%.*sOrigin: http://localhost\r\nIdempotency-Key: bad\r\n", STR_ARG(cookie));
    want(send("POST", "/api/v1/decisions", bad, "{\"what\":\"x\"}"), 400);
    again = send("POST", "/api/v1/decisions", bad, "{\"what\":\"x\"}");
    want(again, 400);
    assert_true(str_eq(reply_header(&again, "Idempotent-Replay"), STR("true")));
    char longest[200];
    memset(longest, 'k', sizeof longest);
    longest[150] = 0;
    want(send("POST", "/api/v1/decisions", str_fmt(&book.a, "%.*sOrigin: http://localhost\r\nIdempotency-Key: %s\r\n", STR_ARG(cookie), longest), body), 400);
}

/* What a name holds comes back as text, in no header and as no markup. */
static void text_of_others_stays_text(void **state)
{
    (void)state;
    Str cookie = signed_in("ada", ada);
    static const char *const names[] = { "<script>alert(1)</script>", "x\\u0022 onload=1", "'; DROP TABLE login; --" };
    for (size_t i = 0; i < COUNT_OF(names); i++)
        want(post("/api/v1/users", cookie, str_fmt(&book.a, "{\"what\":\"add\",\"name\":\"%s\",\"role\":\"viewer\",\"password\":\"long enough 1\"}", names[i]).p), 201);
    Reply r = send("GET", "/api/v1/users", cookie, "");
    assert_true(str_starts(reply_header(&r, "Content-Type"), STR("application/json")) && str_eq(reply_header(&r, "X-Content-Type-Options"), STR("nosniff")));
    json_decref(in(r, 200));
    static const char *const broken[] = { "a\\r\\nSet-Cookie: x=1", "a\\nb", "a\\u007fb", "\\t" };
    for (size_t i = 0; i < COUNT_OF(broken); i++)
        want(post("/api/v1/users", cookie, str_fmt(&book.a, "{\"what\":\"add\",\"name\":\"%s\",\"role\":\"viewer\",\"password\":\"long enough 1\"}", broken[i]).p), 400);
    static const char *const targets[] = { "/api/v1/accounts?q=%0d%0aSet-Cookie:%20x=1", "/%0d%0aX-Evil:1", "/api/v1/trail?q=%0aX", "/api/v1/files/1/aside.csv%0d%0aX:1" };
    for (size_t i = 0; i < COUNT_OF(targets); i++) {
        r = send("GET", targets[i], cookie, "");
        assert_true(r.status == 400 || r.status == 404);
        assert_int_equal(reply_header(&r, "X-Evil").n + reply_header(&r, "X").n, 0);
        assert_false(str_has(reply_header(&r, "Set-Cookie"), STR("x=1")));
    }
}

static void counters_and_readiness_are_told(void **state)
{
    (void)state;
    Str cookie = signed_in("ada", ada);
    assert_int_equal(at("/metrics", STR("")), 401);
    assert_int_equal(at("/readyz", STR("")), 200);
    Reply before = send("GET", "/metrics", cookie, "");
    want(before, 200);
    for (int i = 0; i < 3; i++)
        assert_int_equal(at("/api/v1/rollup", cookie), 200);
    Reply after = send("GET", "/metrics", cookie, "");
    assert_true(str_starts(reply_header(&after, "Content-Type"), STR("text/plain; version=0.0.4")));
    assert_false(str_has(before.body, STR("throughline_requests_total{operation=\"rollup\"")));
    assert_true(str_has(after.body, STR("throughline_requests_total{operation=\"rollup\",code=\"2xx\"} 3\n")));
    assert_true(str_has(after.body, STR("throughline_request_seconds_bucket{le=\"+Inf\"} ")));
    assert_false(str_has(after.body, STR("ada")));
}

static int arrive(void **state)
{
    (void)state;
    later = 0;
    host_open(on_server, (ServeOptions){ .recompute = small_recompute, .aside = small_aside, .clock = test_clock });
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
        cmocka_unit_test(the_first_user_closes_the_door),
        cmocka_unit_test(the_cookie_is_kept_from_scripts_and_other_sites),
        cmocka_unit_test(another_site_cannot_act_for_who_has_signed_in),
        cmocka_unit_test(a_session_gets_new_secrets_and_ends),
        cmocka_unit_test(a_new_password_role_or_removal_ends_what_was_open),
        cmocka_unit_test(guessing_is_stopped),
        cmocka_unit_test(a_name_that_is_not_there_takes_as_long),
        cmocka_unit_test(a_token_is_shown_once_and_ends),
        cmocka_unit_test(what_is_read_of_persons_and_changed_is_logged),
        cmocka_unit_test(an_assumption_is_changed_and_taken_back),
        cmocka_unit_test(a_request_sent_again_changes_nothing_again),
        cmocka_unit_test(text_of_others_stays_text),
        cmocka_unit_test(counters_and_readiness_are_told),
    };
    int failed = cmocka_run_group_tests_name("people, on DuckDB", tests, arrive, leave);
    on_server = true;
    if (getenv("TL_PG"))
        failed += cmocka_run_group_tests_name("people, on PostgreSQL", tests, arrive, leave);
    return failed;
}
