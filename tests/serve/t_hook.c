/* Who may deliver, and what a delivery holds.  Oracles: RFC 2202 and RFC 4231 for the keyed digests; signatures made by Python's hmac
 * as each system's documents say; bodies written by hand after the documents' examples. */
#include <stdlib.h>
#include <unistd.h>

#include "tests/near.h"

#include "base/date.h"
#include "base/file.h"
#include "serve/digest.h"
#include "serve/hook.h"
#include "serve/hook_take.h"
#include "serve/json_part.h"

static Arena arena;
static Err   err;

#define SECRET "whsec_0123456789abcdef"
#define BODY "{\"id\":1,\"x\":\"y\"}"
static const int64_t NOW = INT64_C(1790000000) * MICROS_PER_SECOND;

typedef struct Head {
    const char *name, *value;
} Head;

static Str header_of(const void *ctx, const char *name)
{
    for (const Head *h = ctx; h->name; h++)
        if (str_ieq(str_of(h->name), str_of(name)))
            return str_of(h->value);
    return STR("");
}

static const HookSystem *system_of(const char *name)
{
    for (size_t i = 0; i < hook_systems_n; i++)
        if (!strcmp(hook_systems[i].name, name))
            return &hook_systems[i];
    fail_msg("no system %s", name);
    return NULL;
}

static Hook hook(const char *system)
{
    return (Hook){ .id = 4, .name = STR("x"), .secret = STR(SECRET), .url = STR("https://cx.example.com/api/v1/intake/4"), .system = system_of(system) };
}

static void keyed_digests_are_those_of_the_rfcs(void **state)
{
    (void)state;
    char twenty[20], many[131], aa[80];
    memset(twenty, 0x0b, sizeof twenty);
    memset(many, 0xaa, sizeof many);
    memset(aa, 0xaa, sizeof aa);
    const struct { DigestKind kind; Str key, text; const char *hex; } cases[] = {
        { DIGEST_SHA1, { twenty, 20 }, STR("Hi There"), "b617318655057264e28bc0b6fb378c8ef146be00" },
        { DIGEST_SHA1, STR("Jefe"), STR("what do ya want for nothing?"), "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79" },
        { DIGEST_SHA1, { aa, 80 }, STR("Test Using Larger Than Block-Size Key - Hash Key First"), "aa4ae5e15272d00e95705637ce8a3b55ed402112" },
        { DIGEST_SHA1, { aa, 80 }, STR("Test Using Larger Than Block-Size Key and Larger Than One Block-Size Data"), "e8e99d0f45237d786d6bbaa7965c7808bbff1a91" },
        { DIGEST_SHA256, { twenty, 20 }, STR("Hi There"), "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7" },
        { DIGEST_SHA256, { many, 131 }, STR("Test Using Larger Than Block-Size Key - Hash Key First"), "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54" },
        { DIGEST_SHA512, STR("Jefe"), STR("what do ya want for nothing?"),
          "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737" },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Str got = digest_hex(digest_hmac(cases[i].kind, cases[i].key, &cases[i].text, 1, &arena), &arena);
        if (!str_eq(got, str_of(cases[i].hex)))
            fail_msg("case %zu: %.*s", i, STR_ARG(got));
    }
    /* In parts as in one; every length around a block's end. */
    for (size_t n = 0; n <= 130; n++) {
        Str whole = { many, n }, part[2] = { { many, n / 3 }, { many + n / 3, n - n / 3 } };
        assert_true(str_eq(digest_hmac(DIGEST_SHA1, STR("k"), &whole, 1, &arena), digest_hmac(DIGEST_SHA1, STR("k"), part, 2, &arena)));
    }
}

/* Each row: a system, its headers, the body, and what comes of it seconds off the signature's time. */
static void signatures_of_each_system(void **state)
{
    (void)state;
    enum { LATE = HOOK_TOLERANCE + 1, EDGE = HOOK_TOLERANCE - 1 };
    const Head stripe[] = { { "Stripe-Signature", "t=1790000000, v1=0000, v1=2f8a18d15370229559abe7242ca7135a54c5d4213cc37fc9f81362cb972fa381,v0=ab" }, { NULL, NULL } };
    const Head stripe_old[] = { { "Stripe-Signature", "t=1790000000,v0=2f8a18d15370229559abe7242ca7135a54c5d4213cc37fc9f81362cb972fa381" }, { NULL, NULL } };
    const Head zendesk[] = { { "X-Zendesk-Webhook-Signature", "0uKebxPYpPfFU4I4SUEdrsU8UBkrQbUfRghJV+vIj50=" }, { "X-Zendesk-Webhook-Signature-Timestamp", "2026-09-21T14:13:20Z" }, { NULL, NULL } };
    const Head zendesk_time[] = { { "X-Zendesk-Webhook-Signature", "0uKebxPYpPfFU4I4SUEdrsU8UBkrQbUfRghJV+vIj50=" }, { "X-Zendesk-Webhook-Signature-Timestamp", "2026-09-21T14:13:21Z" }, { NULL, NULL } };
    const Head segment[] = { { "X-Signature", "86056025b42d2a633550888dacb5b338014f0e10" }, { NULL, NULL } };
    const Head hubspot[] = { { "X-HubSpot-Signature-v3", "N615c/9k4jIUCcmmcFOwCx+aw0o9h+gQAzW6jclNNhM=" }, { "X-HubSpot-Request-Timestamp", "1790000000000" }, { NULL, NULL } };
    const Head bearer[] = { { "Authorization", "bearer " SECRET }, { NULL, NULL } }, other[] = { { "Authorization", "Bearer " SECRET "x" }, { NULL, NULL } }, none[] = { { NULL, NULL } };
    const Head form[] = { { "Content-Type", "application/x-www-form-urlencoded; charset=utf-8" }, { NULL, NULL } };
    const char *message = "Topic=a&MSG=%7B%22id%22%3A1%2C%22x%22%3A%22y%22%7D&HMAC="
                          "5cd75844dde1e1a50f732b5f299b151d10de72191449f6cbbafe31e9811b7cb1f7dd565e0fa619fd1a5f7a980e0da6a918648c16bff5c86137f6ac7748a786d1";
    const struct { const char *system; const Head *head; const char *body; int off; bool taken; } cases[] = {
        { "stripe", stripe, BODY, 0, true }, { "stripe", stripe, BODY, EDGE, true }, { "stripe", stripe, BODY, -EDGE, true }, { "stripe", stripe, BODY, LATE, false },
        { "stripe", stripe, BODY, -LATE, false }, { "stripe", stripe, BODY " ", 0, false }, { "stripe", stripe_old, BODY, 0, false }, { "stripe", none, BODY, 0, false },
        { "zendesk", zendesk, BODY, 0, true }, { "zendesk", zendesk, BODY, LATE, false }, { "zendesk", zendesk_time, BODY, 0, false }, { "zendesk", none, BODY, 0, false },
        { "segment", segment, BODY, 0, true }, { "segment", segment, "{}", 0, false }, { "segment", none, BODY, 0, false },
        { "hubspot", hubspot, BODY, 0, true }, { "hubspot", hubspot, BODY, LATE, false }, { "hubspot", hubspot, "{}", 0, false }, { "hubspot", none, BODY, 0, false },
        { "qualtrics", form, message, 0, true }, { "qualtrics", form, "MSG=%7B%7D&HMAC=00", 0, false }, { "qualtrics", form, "MSG=%7", 0, false }, { "qualtrics", bearer, BODY, 0, true },
        { "qualtrics", other, BODY, 0, false }, { "json", bearer, BODY, 0, true }, { "json", other, BODY, 0, false }, { "json", none, BODY, 0, false },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Hook h = hook(cases[i].system);
        Status st = hook_verify(&h, &(HookCall){ STR("POST"), str_of(cases[i].body), NOW + cases[i].off * MICROS_PER_SECOND, header_of, cases[i].head, false }, &arena, &err);
        if ((st == ST_OK) != cases[i].taken || (st && st != ST_FORBIDDEN))
            fail_msg("case %zu, %s: %s", i, cases[i].system, st ? err.msg : "taken");
        assert_false(st && strstr(err.msg, SECRET));
    }
}

static void records_are_taken_out_of_what_wraps_them(void **state)
{
    (void)state;
    static const struct { const char *system, *body, *want, *id; } cases[] = {
        { "stripe", "{\"id\":\"evt_1\",\"data\":{\"object\":{\"object\":\"invoice\",\"total\":19.90,\n\"big\":12345678901234567}}}", "invoice {\"object\":\"invoice\",\"total\":19.90, \"big\":12345678901234567}\n", "evt_1" },
        { "zendesk", "{\"type\":\"zen:event-type:ticket.created\",\"id\":\"e7\",\"detail\":{\"id\":\"5\",\"status\":\"OPEN\",\"priority\":\"HIGH\",\"subject\":\"OPEN\"}}",
          "ticket {\"id\":\"5\",\"status\":\"open\",\"priority\":\"high\",\"subject\":\"OPEN\"}\n", "e7" },
        { "zendesk", "{\"type\":\"zen:event-type:ticket.comment_added\",\"id\":\"e8\",\"time\":\"2026-01-01T00:00:00Z\",\"detail\":{\"id\":\"5\"},\"event\":{\"comment\":{\"id\":\"9\",\"body\":\"a \\\"b\\\"\",\"is_public\":false,\"author\":{\"id\":\"3\"}}}}",
          "ticket {\"id\":\"5\"}\nmessage {\"id\":\"9\",\"ticket_id\":\"5\",\"author_id\":\"3\",\"public\":false,\"created_at\":\"2026-01-01T00:00:00Z\",\"body\":\"a \\\"b\\\"\"}\n", "e8" },
        { "zendesk", "{\"ticket\":{\"id\":1}}", "ticket {\"id\":1}\n", "" },
        { "zendesk", "{\"id\":1,\"subject\":\"s\"}", "ticket {\"id\":1,\"subject\":\"s\"}\n", "" },
        { "segment", "{\"batch\":[{\"type\":\"track\"} , {\"type\":\"page\",\"a\":[1,{\"b\":\"]\"}]}],\"sentAt\":1}", "call {\"type\":\"track\"}\ncall {\"type\":\"page\",\"a\":[1,{\"b\":\"]\"}]}\n", "" },
        { "segment", "{\"messageId\":\"m\",\"type\":\"track\"}", "call {\"messageId\":\"m\",\"type\":\"track\"}\n", "m" },
        { "hubspot", "[{\"subscriptionType\":\"contact.propertyChange\",\"objectId\":1},{\"id\":\"2\",\"properties\":{\"dealname\":\"d\"}}]",
          "contact-event {\"subscriptionType\":\"contact.propertyChange\",\"objectId\":1}\ndeal {\"id\":\"2\",\"properties\":{\"dealname\":\"d\"}}\n", "" },
        { "qualtrics", "{\"responseId\":\"R\",\"values\":{\"a\":1}}", "response {\"responseId\":\"R\",\"values\":{\"a\":1}}\n", "" },
        { "json", " {\"a\":1}\n{\"a\":2}\r\n\n{\"a\":3} ", "record {\"a\":1}\nrecord {\"a\":2}\nrecord {\"a\":3}\n", "" },
        { "json", "{\"a\":\n1}", "record {\"a\": 1}\n", "" },
        { "json", "[]", NULL, "" }, { "json", "[1]", NULL, "" }, { "json", "{", NULL, "" }, { "json", "", NULL, "" }, { "json", "{\"a\":1,\"a\":2}", NULL, "" },
        { "stripe", "{\"id\":\"evt\"}", NULL, "" }, { "json", "{\"a\":1}\n{\"a\":", NULL, "" }, { "segment", "{\"batch\":[]}", NULL, "" },
    };
    const Head none[] = { { NULL, NULL } };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Hook h = hook(cases[i].system);
        Taken t;
        Str got = STR("");
        Status st = hook_take(&h, &(HookCall){ STR("POST"), str_of(cases[i].body), NOW, header_of, none, false }, STR(""), &arena, &t, &err);
        for (size_t k = 0; !st && k < t.n; k++)
            got = str_fmt(&arena, "%.*s%.*s %.*s\n", STR_ARG(got), STR_ARG(t.item[k].stream), STR_ARG(t.item[k].body));
        if (!cases[i].want ? st != ST_USAGE : st || !str_eq(got, str_of(cases[i].want)) || !str_eq(t.id, str_of(cases[i].id)))
            fail_msg("case %zu: %s: %.*s", i, st ? err.msg : "taken", STR_ARG(got));
    }
}

/* Text cut anywhere, changed anywhere: nothing outside is read (the sanitizers watch), and it ends. */
static void parts_of_broken_text_are_found_or_not(void **state)
{
    (void)state;
    static const char text[] = "{\"a\":{\"b\":[1,{\"c\":\"x\\\"y\"}],\"d\":null},\"e\":-1.5e3}";
    Str whole = { text, sizeof text - 1 };
    assert_true(str_eq(json_part(whole, "a.b"), STR("[1,{\"c\":\"x\\\"y\"}]")));
    assert_true(str_eq(json_part(whole, "e"), STR("-1.5e3")));
    assert_int_equal(json_part(whole, "a.d").n, 0);
    assert_int_equal(json_part(whole, "a.z").n, 0);
    for (size_t n = 0; n < whole.n; n++) {
        char *copy = malloc(n + 1);
        assert_non_null(copy);
        memcpy(copy, text, n);
        Str cut = { copy, n }, item;
        size_t at = 0, seen = 0;
        (void)json_part(cut, "a.b");
        (void)json_part(cut, "e");
        while (json_next(json_part(cut, "a.b"), &at, &item) && seen < 10)
            seen++;
        assert_true(seen <= 2);
        free(copy);
    }
}

static void endpoints_are_kept_in_a_file(void **state)
{
    char dir[] = "/tmp/tl_hook.XXXXXX";
    Hooks hooks;
    Hook h, g;
    (void)state;
    assert_non_null(mkdtemp(dir));
    assert_int_equal(hooks_load(dir, &arena, &hooks, &err), ST_OK);
    assert_int_equal(hooks.n, 0);
    assert_int_equal(hooks_add(dir, STR("one"), STR("zendesk"), STR(""), STR(""), &arena, &h, &err), ST_OK);
    assert_int_equal(hooks_add(dir, STR("two"), STR("hubspot"), STR(SECRET), STR("https://x/y"), &arena, &g, &err), ST_OK);
    assert_int_equal(h.secret.n, 64);
    const struct { const char *name, *system, *secret, *url; Status st; } bad[] = { { "one", "json", SECRET, "", ST_CONFLICT }, { "a b", "json", SECRET, "", ST_USAGE },
        { "a\tb", "json", SECRET, "", ST_USAGE }, { "", "json", SECRET, "", ST_USAGE }, { "c", "sap", SECRET, "", ST_USAGE }, { "c", "json", "short", "", ST_USAGE },
        { "c", "hubspot", SECRET, "", ST_USAGE }, { "c", "json", SECRET "\n", "", ST_USAGE } };
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_int_equal(hooks_add(dir, str_of(bad[i].name), str_of(bad[i].system), str_of(bad[i].secret), str_of(bad[i].url), &arena, &g, &err), bad[i].st);
    assert_int_equal(hooks_load(dir, &arena, &hooks, &err), ST_OK);
    assert_int_equal(hooks.n, 2);
    assert_true(str_eq(hooks_find(&hooks, 2)->url, STR("https://x/y")));
    assert_true(str_eq(hooks_find(&hooks, 1)->secret, h.secret));
    assert_null(hooks_find(&hooks, 3));
    assert_int_equal(hooks_drop(dir, STR("three"), &arena, &err), ST_NOT_FOUND);
    assert_int_equal(hooks_drop(dir, STR("one"), &arena, &err), ST_OK);
    assert_int_equal(hooks_load(dir, &arena, &hooks, &err), ST_OK);
    assert_int_equal(hooks.n, 1);
    assert_int_equal(hooks_drop(dir, STR("two"), &arena, &err), ST_OK);
    (void)unlink(path_join(&arena, str_of(dir), STR("hooks")).p);
    (void)rmdir(dir);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keyed_digests_are_those_of_the_rfcs),
        cmocka_unit_test(signatures_of_each_system),
        cmocka_unit_test(records_are_taken_out_of_what_wraps_them),
        cmocka_unit_test(parts_of_broken_text_are_found_or_not),
        cmocka_unit_test(endpoints_are_kept_in_a_file),
    };
    arena_init(&arena);
    int failed = cmocka_run_group_tests_name("serve/t_hook", tests, NULL, NULL);
    arena_release(&arena);
    return failed;
}
