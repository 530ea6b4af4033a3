/* ID tokens that are true and ones that are not, addresses, the set-up's file, a provider's answers.  Oracles: PyJWT, which signed the tokens of
 * oidc_tokens.h; RFC 7515, A.2 and A.3, for two signatures of somebody else's; OpenID Connect Core 3.1.3.7 for what must be refused; cases written by hand. */
#include "tests/near.h"

#include "model/limits.h"
#include "serve/oidc.h"
#include "serve/oidc_fetch.h"
#include "serve/oidc_provider.h"
#include "serve/oidc_token.h"
#include "tests/serve/oidc_tokens.h"

static Arena arena;

static const TokenWant want = { STR_INIT("https://login.example.com/one"), STR_INIT("throughline"), STR_INIT("nonce-of-this-sign-in"), 1800000000 };

static void each_token_has_the_fault_it_was_made_with(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(tokens); i++) {
        TokenClaims c;
        TokenFault f = token_check(str_of(tokens[i].keys), str_of(tokens[i].token), &want, &arena, &c);
        if (f != tokens[i].fault)
            fail_msg("%s: '%s' instead of '%s'", tokens[i].name, token_fault_text(f), token_fault_text(tokens[i].fault));
        assert_true(f ? !c.subject.n && !c.email.n && !c.verified : str_eq(c.subject, STR("248289761001")) && str_eq(c.email, STR("ada@example.com")) && c.verified);
    }
}

static void an_address_counts_only_when_the_provider_says_so(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(addresses); i++) {
        TokenClaims c;
        assert_int_equal(token_check(str_of(keys_many), str_of(addresses[i].token), &want, &arena, &c), FAULT_NONE);
        if (!str_eq(c.email, str_of(addresses[i].email)) || c.verified != addresses[i].verified)
            fail_msg("%s: '%.*s' %d", addresses[i].name, STR_ARG(c.email), c.verified);
    }
}

/* RFC 7515: its claims name no audience, which is looked at only behind the signature. */
static void signatures_of_the_standard_hold_and_break_with_one_letter(void **state)
{
    (void)state;
    static const struct { const char *keys, *token; } cases[] = {
        { "{\"keys\":[{\"kty\":\"RSA\",\"e\":\"AQAB\",\"n\":\"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ\"}]}",
          "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw" },
        { "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\",\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"}]}",
          "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q" } };
    const TokenWant joe = { STR("joe"), STR("throughline"), STR("n"), 1300819000 };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        TokenClaims c;
        Str token = str_of(cases[i].token);
        assert_int_equal(token_check(str_of(cases[i].keys), token, &joe, &arena, &c), FAULT_AUDIENCE);
        for (size_t at = 22; at < token.n - 1; at += 17) {
            char *bent = arena_alloc(&arena, token.n, 1);
            memcpy(bent, token.p, token.n);
            if (bent[at] == '.')
                continue;
            bent[at] = bent[at] == 'A' ? 'B' : 'A';
            assert_int_equal(token_check(str_of(cases[i].keys), (Str){ bent, token.n }, &joe, &arena, &c), FAULT_SIGNATURE);
        }
    }
}

static void without_keys_or_over_a_limit_nothing_is_true(void **state)
{
    (void)state;
    TokenClaims c;
    Str token = str_of(tokens[0].token);
    static const char *const none[] = { "", "[]", "{}", "{\"keys\":[]}", "{\"keys\":{}}", "{\"keys\":[{}]", "null", "{\"keys\":[1],\"keys\":[2]}" };
    for (size_t i = 0; i < COUNT_OF(none); i++) {
        assert_false(token_keys_ok(str_of(none[i])));
        assert_int_equal(token_check(str_of(none[i]), token, &want, &arena, &c), FAULT_KEYS);
    }
    assert_int_equal(token_check(STR("{\"keys\":[1,null,{},{\"kty\":\"RSA\",\"kid\":\"r\"}]}"), token, &want, &arena, &c), FAULT_KEYS);
    Str many = STR("{\"keys\":[{}");
    for (int i = 1; i < LIMIT_OIDC_KEYS; i++)
        many = str_fmt(&arena, "%.*s,{}", STR_ARG(many));
    assert_true(token_keys_ok(str_fmt(&arena, "%.*s]}", STR_ARG(many))));
    assert_false(token_keys_ok(str_fmt(&arena, "%.*s,{}]}", STR_ARG(many))));
    char *big = arena_alloc(&arena, LIMIT_OIDC_TOKEN + 1, 1);
    memset(big, 'A', LIMIT_OIDC_TOKEN + 1);
    memcpy(big, token.p, token.n);
    assert_int_equal(token_check(str_of(keys_many), (Str){ big, LIMIT_OIDC_TOKEN + 1 }, &want, &arena, &c), FAULT_FORM);
    /* A sign-in without a nonce of its own takes no token. */
    TokenWant bare = want;
    bare.nonce = STR("");
    assert_int_equal(token_check(str_of(tokens[0].keys), token, &bare, &arena, &c), FAULT_NONCE);
}

static void only_https_or_this_machine_is_asked(void **state)
{
    (void)state;
    static const struct { const char *url; bool ok; } cases[] = {
        { "https://login.example.com", true }, { "https://login.example.com/realms/x?p=1", true }, { "https://login.example.com:8443/", true }, { "http://127.0.0.1:8080/x", true },
        { "http://localhost/x", true }, { "http://[::1]:80/", true }, { "https://192.0.2.1/", true }, { "http://login.example.com/", false }, { "http://localhost.evil.example/", false },
        { "http://127.0.0.1.evil.example/", false }, { "http://127.0.0.1@evil.example/", false }, { "https://user:word@login.example.com/", false }, { "https://login.example.com/#x", false },
        { "ftp://login.example.com/", false }, { "file:///etc/passwd", false }, { "https://", false }, { "https:/login.example.com", false }, { "login.example.com", false }, { "", false },
        { "https://login.example.com/ x", false }, { "https://login.example.com/\n", false }, { "https://l\xC3\xB6gin.example/", false }, { "https://a\\@b.example/", false }, { "javascript:alert(1)", false } };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        if (oidc_url_ok(str_of(cases[i].url)) != cases[i].ok)
            fail_msg("%s", cases[i].url);
    char *long_one = arena_alloc(&arena, LIMIT_OIDC_URL + 1, 1);
    memset(long_one, 'a', LIMIT_OIDC_URL + 1);
    memcpy(long_one, "https://x.example/", 18);
    assert_true(oidc_url_ok((Str){ long_one, LIMIT_OIDC_URL }));
    assert_false(oidc_url_ok((Str){ long_one, LIMIT_OIDC_URL + 1 }));
    Err err;
    long code = 0;
    Str body;
    assert_int_equal(oidc_fetch(&(OidcAsk){ .url = STR("http://login.example.com/"), .form = STR(""), .user = STR("") }, &arena, &code, &body, &err), ST_INVALID);
    assert_true(str_eq(oidc_escape(STR("a B&=+%/\xC3\xA9~-._"), &arena), STR("a%20B%26%3D%2B%25%2F%C3%A9~-._")));
}

static void a_set_up_is_whole_or_says_what_it_lacks(void **state)
{
    (void)state;
    OidcSetup s;
    oidc_setup_parse(STR("# who signs people in\r\nissuer https://login.example.com/realms/x\r\n\n client  throughline\nsecret a word with spaces \nrole viewer\ndomain example.com  example.org"), &arena, &s);
    assert_true(s.there && !s.fault.n && str_eq(s.issuer, STR("https://login.example.com/realms/x")) && str_eq(s.client, STR("throughline")) && str_eq(s.secret, STR("a word with spaces")));
    assert_true(str_eq(s.name, STR("login.example.com")) && s.role == ROLE_VIEWER);
    static const struct { const char *email; bool made; } mail[] = { { "ada@example.com", true }, { "Ada@EXAMPLE.ORG", true }, { "ada@sub.example.com", false }, { "ada@example.com.evil.example", false },
        { "\"x@example.com\"@evil.example", false }, { "ada@", false }, { "example.com", false }, { "", false }, { "x@evil.example@example.com", true } };
    for (size_t i = 0; i < COUNT_OF(mail); i++)
        if (oidc_makes_account(&s, str_of(mail[i].email)) != mail[i].made)
            fail_msg("%s", mail[i].email);
    s.role = ROLE_NONE;
    assert_false(oidc_makes_account(&s, STR("ada@example.com")));
    static const char *const wrong[] = { "", "issuer https://x.example", "client c", "issuer http://x.example\nclient c", "issuer https://x.example?a=b\nclient c", "issuer https://x.example\nclient c\nrole admin\ndomain x.example",
        "issuer https://x.example\nclient c\nrole unit\ndomain x.example", "issuer https://x.example\nclient c\nrole viewer", "issuer https://x.example\nclient c\ncolour red", "issuer https://x.example\nclient c\nca certificates.pem", "issuer https://x.example\nclient c\nclient d",
        "issuer https://x.example\nclient c\nsecret", "issuer https://x.example\nclient c\nname 0123456789012345678901234567890123456789012345678901234567890", "issuer https://x.example\nclient c\nname \xFF",
        "issuer https://x.example\nclient c\nsigned_out http://cx.example.com/", "issuer https://x.example\nclient c\nsigned_out /issues" };
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        oidc_setup_parse(str_of(wrong[i]), &arena, &s);
        if (!s.fault.n || s.role != ROLE_NONE || !s.there)
            fail_msg("taken: %s", wrong[i]);
    }
    oidc_setup_parse(STR("issuer https://x.example\nclient c\nsigned_out https://cx.example.com/?a=b"), &arena, &s);
    assert_true(!s.fault.n && str_eq(s.signed_out, STR("https://cx.example.com/?a=b")));
    oidc_setup_parse(STR("issuer https://x.example\nclient c\nsecert TOPSECRET"), &arena, &s);
    assert_true(str_has(s.fault, STR("line 3")) && !str_has(s.fault, STR("TOPSECRET")));
}

static void a_provider_says_yes_no_or_something_odd(void **state)
{
    (void)state;
    static const struct { long code; const char *body; OidcGrant grant; } cases[] = {
        { 200, "{\"id_token\":\"a.b.c\"}", GRANT_OK }, { 200, "{\"id_token\":7}", GRANT_ODD }, { 200, "{}", GRANT_ODD }, { 200, "", GRANT_ODD }, { 200, "[]", GRANT_ODD }, { 200, "{\"id_token\":\"a\",\"id_token\":\"b\"}", GRANT_ODD },
        { 400, "{\"error\":\"invalid_grant\"}", GRANT_REFUSED }, { 401, "{\"error\":\"invalid_client\"}", GRANT_CLIENT }, { 400, "{\"error\":\"unauthorized_client\"}", GRANT_CLIENT },
        { 500, "{\"id_token\":\"a.b.c\"}", GRANT_ODD }, { 302, "", GRANT_ODD }, { 400, "{\"error\":[\"invalid_grant\"]}", GRANT_ODD } };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Str token;
        if (oidc_read_grant(cases[i].code, str_of(cases[i].body), &arena, &token) != cases[i].grant)
            fail_msg("%ld %s", cases[i].code, cases[i].body);
        assert_true(cases[i].grant != GRANT_OK || str_eq(token, STR("a.b.c")));
    }
    for (int why = OIDC_OK; why < OIDC_COUNT_; why++)
        assert_non_null(oidc_word((OidcWhy)why));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_token_has_the_fault_it_was_made_with),
        cmocka_unit_test(an_address_counts_only_when_the_provider_says_so),
        cmocka_unit_test(signatures_of_the_standard_hold_and_break_with_one_letter),
        cmocka_unit_test(without_keys_or_over_a_limit_nothing_is_true),
        cmocka_unit_test(only_https_or_this_machine_is_asked),
        cmocka_unit_test(a_set_up_is_whole_or_says_what_it_lacks),
        cmocka_unit_test(a_provider_says_yes_no_or_something_odd),
    };
    arena_init(&arena);
    int rc = cmocka_run_group_tests(tests, NULL, NULL);
    arena_release(&arena);
    return rc;
}
