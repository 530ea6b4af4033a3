#include "tests/near.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "text/private.h"

/* Oracle: the test numbers that the card schemes and their processors publish. */
static void cards_of_every_scheme_are_known_in_every_way_of_writing(void **state)
{
    static const char *const card[] = {
        "4111111111111111", "4242424242424242", "4000056655665556", "4012 8888 8888 1881", "5555555555554444", "5105-1051-0510-5100",
        "2223003122003222", "2720 9999 9999 9996", "378282246310005", "3714 496353 98431", "3782-822463-10005", "6011111111111117",
        "6011 0009 9013 9424", "3056930009020004", "30569309025904", "38520000023237", "3600 666633 3344", "3530111333300000", "3566002020360505",
        "6200000000000005", "6205500000000000004", "6304 0000 0000 0000", "2200 0000 0000 0004", "41111111 11111111",
    };
    static const bool known[] = { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(card); i++)
        if (private_is_card(str_of(card[i])) != known[i])
            fail_msg("'%s' is %sa card", card[i], known[i] ? "" : "not ");
}

/* One digit changed, or two neighbours exchanged: Luhn's check finds every one but 09 <-> 90. */
static void a_wrong_digit_makes_it_no_card(void **state)
{
    char c[20] = "4539578763621486";
    (void)state;
    assert_true(private_is_card(str_of(c)));
    for (size_t i = 1; i < 16; i++)
        for (char d = '0'; d <= '9'; d++) {
            char was = c[i];
            c[i] = d;
            assert_int_equal(private_is_card(str_of(c)), d == was);
            c[i] = was;
        }
}

/* Oracle: the examples of SWIFT's IBAN registry. */
static void ibans_are_known_by_country_length_and_check_digits(void **state)
{
    static const struct { const char *s; bool want; } k[] = {
        { "DE89370400440532013000", true },  { "DE89 3704 0044 0532 0130 00", true }, { "GB29NWBK60161331926819", true },
        { "FR1420041010050500013M02606", true }, { "NL91ABNA0417164300", true },  { "CH9300762011623852957", true },
        { "AT611904300234573201", true },    { "ES9121000418450200051332", true }, { "IT60X0542811101000000123456", true },
        { "PL61109010140000071219812874", true }, { "NO9386011117947", true },     { "MT84MALT011000012345MTLCAST001S", true },
        { "SE45 5000 0000 0583 9825 7466", true }, { "DE88370400440532013000", false }, { "DE8937040044053201300", false },
        { "XX89370400440532013000", false }, { "DE893704004405320130001", false }, { "", false },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(k); i++)
        if (private_is_iban(str_of(k[i].s)) != k[i].want)
            fail_msg("'%s' is %san IBAN", k[i].s, k[i].want ? "" : "not ");
}

static void addresses_of_machines_are_told_from_versions_and_times(void **state)
{
    static const struct { const char *s; bool want; } k[] = {
        { "192.168.0.1", true }, { "8.8.8.8", true }, { " 255.255.255.255 ", true }, { "2001:db8::8a2e:370:7334", true }, { "::1", true },
        { "2001:0db8:0000:0000:0000:ff00:0042:8329", true }, { "::ffff:10.0.0.1", true }, { "fe80::", true },
        { "256.1.1.1", false }, { "1.2.3", false }, { "1.2.3.4.5", false }, { "01.2.3.4", false }, { "12:30", false }, { "12:30:45", false },
        { "10.0.19041.1", false }, { "1:2:3:4:5:6:7:8:9", false }, { "a::b::c", false }, { "", false }, { "v1.2.3.4", false },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(k); i++)
        if (private_is_ip(str_of(k[i].s)) != k[i].want)
            fail_msg("'%s' is %san IP address", k[i].s, k[i].want ? "" : "not ");
}

typedef struct Named {
    const char *header;
    PrivateKind want;
} Named;

static void headers_are_read_in_many_languages_and_only_whole_words_count(void **state)
{
    static const Named k[] = {
        { "IPAddress", PRIVATE_IP }, { "IP Address", PRIVATE_IP }, { "ip_address", PRIVATE_IP }, { "ip", PRIVATE_IP }, { "IP-Adresse", PRIVATE_IP },
        { "adresse IP", PRIVATE_IP }, { "Direcci\xC3\xB3n IP", PRIVATE_IP }, { "clientIp", PRIVATE_IP }, { "context.ip", PRIVATE_IP }, { "IP \xE5\x9C\xB0\xE5\x9D\x80", PRIVATE_IP },
        { "LocationLatitude", PRIVATE_LOCATION }, { "Longitude", PRIVATE_LOCATION }, { "lat", PRIVATE_LOCATION }, { "Koordinaten", PRIVATE_LOCATION }, { "Billing Latitude", PRIVATE_LOCATION },
        { "Card Number", PRIVATE_CARD }, { "Kreditkartennummer", PRIVATE_CARD }, { "Num\xC3\xA9ro de carte", PRIVATE_CARD }, { "N\xC3\xBAmero de tarjeta", PRIVATE_CARD }, { "Card CVC Status", PRIVATE_CARD },
        { "card_last4", PRIVATE_LAST4 }, { "Card Last4", PRIVATE_LAST4 }, { "last_4", PRIVATE_LAST4 },
        { "IBAN", PRIVATE_BANK }, { "Bankverbindung", PRIVATE_BANK }, { "Bank Account Number", PRIVATE_BANK },
        { "SSN", PRIVATE_IDENTITY }, { "Passport No.", PRIVATE_IDENTITY }, { "Reisepassnummer", PRIVATE_IDENTITY }, { "Codice Fiscale", PRIVATE_IDENTITY },
        { "\xD0\x9F\xD0\xB0\xD1\x81\xD0\xBF\xD0\xBE\xD1\x80\xD1\x82", PRIVATE_IDENTITY },
        { "Date of Birth", PRIVATE_BIRTH }, { "DOB", PRIVATE_BIRTH }, { "Birthdate", PRIVATE_BIRTH }, { "Geburtsdatum", PRIVATE_BIRTH }, { "Date de naissance", PRIVATE_BIRTH },
        { "F\xC3\xB6" "delsedatum", PRIVATE_BIRTH }, { "\xE7\x94\x9F\xE5\xB9\xB4\xE6\x9C\x88\xE6\x97\xA5", PRIVATE_BIRTH }, { "Do\xC4\x9Fum tarihi", PRIVATE_BIRTH },
        { "\xD0\x94\xD0\xB0\xD1\x82\xD0\xB0 \xD1\x80\xD0\xBE\xD0\xB6\xD0\xB4\xD0\xB5\xD0\xBD\xD0\xB8\xD1\x8F", PRIVATE_BIRTH },
        { "device_id", PRIVATE_DEVICE }, { "Device Fingerprint", PRIVATE_DEVICE }, { "userAgent", PRIVATE_DEVICE }, { "MAC address", PRIVATE_DEVICE },
        /* not private: whole words only, and business words */
        { "zip", PRIVATE_NONE }, { "Shipping Address", PRIVATE_NONE }, { "description", PRIVATE_NONE }, { "Relationship", PRIVATE_NONE }, { "Tip", PRIVATE_NONE }, { "VIP", PRIVATE_NONE },
        { "Latest reply", PRIVATE_NONE }, { "Location", PRIVATE_NONE }, { "Plan", PRIVATE_NONE }, { "Panel", PRIVATE_NONE }, { "Account Number", PRIVATE_NONE }, { "Customer ID", PRIVATE_NONE },
        { "E-mail", PRIVATE_NONE }, { "Phone", PRIVATE_NONE }, { "Card Brand", PRIVATE_NONE }, { "Scorecard", PRIVATE_NONE }, { "Created", PRIVATE_NONE }, { "Start date", PRIVATE_NONE },
        { "Origin", PRIVATE_NONE }, { "Single", PRIVATE_NONE }, { "", PRIVATE_NONE }, { "Since", PRIVATE_NONE }, { "Device type", PRIVATE_NONE }, { "Tax ID", PRIVATE_NONE }, { "Sum", PRIVATE_NONE },
    };
    Arena a;
    (void)state;
    arena_init(&a);
    for (size_t i = 0; i < COUNT_OF(k); i++) {
        PrivateKind got = private_header(str_of(k[i].header), &a);
        if (got != k[i].want)
            fail_msg("'%s' is taken for %s, not %s", k[i].header, private_words[got].name, private_words[k[i].want].name);
    }
    arena_release(&a);
}

static void columns_are_known_by_their_values_under_any_name(void **state)
{
    static const struct { const char *header; const char *v[8]; PrivateKind want; bool scan; } k[] = {
        { "x", { "10.0.0.1", "10.0.0.2", "", "2001:db8::1" }, PRIVATE_IP, true },
        { "Firmware version", { "10.0.0.1", "10.0.0.2" }, PRIVATE_NONE, true },
        { "x", { "4111111111111111", "5555 5555 5555 4444", "none" }, PRIVATE_NONE, true },
        { "x", { "4111111111111111", "5555 5555 5555 4444" }, PRIVATE_CARD, true },
        { "ref", { "DE89370400440532013000", "GB29NWBK60161331926819" }, PRIVATE_BANK, true },
        { "no", { "123-45-6789", "321-54-9876", "111-22-3333", "456-12-1234", "772-10-5555" }, PRIVATE_IDENTITY, true },
        { "order", { "4539578763621480", "4539578763621481", "4539578763621486", "4539578763621482", "4539578763621483", "4539578763621484" }, PRIVATE_NONE, false },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(k); i++) {
        PrivateLook l = { 0 };
        for (size_t v = 0; v < COUNT_OF(k[i].v) && k[i].v[v]; v++)
            private_look(&l, str_of(k[i].v[v]));
        PrivateKind got = private_settle(&l, str_of(k[i].header));
        if (got != k[i].want || private_scan(&l) != k[i].scan)
            fail_msg("column %zu ('%s') is %s, scanned %d", i, k[i].header, private_words[got].name, private_scan(&l));
    }
}

static void masked(const char *text, PrivateSet keep, bool raw, const char *want, PrivateKind kind, int64_t times)
{
    Arena a;
    int64_t n[PRIVATE_COUNT] = { 0 }, all = 0;
    arena_init(&a);
    Str got = raw ? private_mask_raw(str_of(text), keep, &a, n) : private_mask(str_of(text), keep, &a, n);
    for (int i = 0; i < PRIVATE_COUNT; i++)
        all += n[i];
    if (!str_eq(got, str_of(want)) || n[kind] != times || all != times)
        fail_msg("'%s' became '%.*s' with %d of %d", text, STR_ARG(got), (int)n[kind], (int)all);
    arena_release(&a);
}

#define DOTS PRIVATE_DOTS

static void numbers_in_texts_are_masked_and_the_rest_of_the_text_stays(void **state)
{
    (void)state;
    masked("my card 4111 1111 1111 1111, exp 12/26", 0, false, "my card " DOTS ", exp 12/26", PRIVATE_CARD, 1);
    masked("4111111111111111", 0, false, DOTS, PRIVATE_CARD, 1);
    masked("Visa:4111-1111-1111-1111.", 1u << PRIVATE_LAST4, false, "Visa:" DOTS " 1111.", PRIVATE_CARD, 1);
    masked("paid 12 4111 1111 1111 1111 26 times", 0, false, "paid 12 " DOTS " 26 times", PRIVATE_CARD, 1);
    masked("4111111111111111 or 378282246310005?", 0, false, DOTS " or " DOTS "?", PRIVATE_CARD, 2);
    masked("4111111111111111", 1u << PRIVATE_CARD, false, "4111111111111111", PRIVATE_CARD, 0);
    masked("refund to DE89 3704 0044 0532 0130 00 please", 0, false, "refund to DE" DOTS " please", PRIVATE_BANK, 1);
    masked("IBAN: GB29NWBK60161331926819", 0, false, "IBAN: GB" DOTS, PRIVATE_BANK, 1);
    masked("my SSN is 123-45-6789.", 0, false, "my SSN is " DOTS ".", PRIVATE_IDENTITY, 1);
    masked("Passport no. C01X00T47 expired", 0, false, "Passport no. " DOTS " expired", PRIVATE_IDENTITY, 1);
    masked("Reisepass: C01X00T47", 0, false, "Reisepass: " DOTS, PRIVATE_IDENTITY, 1);
    masked("row,10.1.2.3,x", 0, true, "row," DOTS ",x", PRIVATE_IP, 1);
    masked("row,x,123-45-6789", 0, true, "row,x," DOTS, PRIVATE_IDENTITY, 1);
}

static void numbers_that_only_look_alike_stay(void **state)
{
    static const char *const text[] = {
        "order 4539578763621480", "ABC-4111111111111111", "https://shop.example/orders/4111111111111111", "order #4111111111111111", "x4111111111111111y",
        "call +49 170 1234 5678 or 0049 170 1234567", "+1 (555) 010-9999", "parcel 1Z999AA10123456784", "tracking 9400111899223197428490", "JJD000390007882233445",
        "EAN 4006381333931", "2023-11-15 14:00:00 and 20231115140000", "1699999999999", "4111.1111.1111.1111", "IMEI 490154203237518", "0.4111111111111111",
        "ref 12345678901234567890123", "DE123456789 is our VAT number", "DE89370400440532013001", "server 10.0.0.1 is down", "part 123-45-6789",
        "passport renewal takes weeks", "the 4111 1111 1111 1112 card", "version 1.2.3.4", "4111 1111-1111 1111", "invoices 2024-0001 2024-0002 2024-0003",
        "",
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(text); i++)
        masked(text[i], 0, false, text[i], PRIVATE_CARD, 0);
}

/* Of random numbers few are cards: that is why columns of ids are judged as columns.  Expected from the ranges: the shares
 * of issuers' beginnings among sixteen-digit numbers, a tenth of which passes Luhn's check. */
static void about_one_in_forty_random_numbers_passes_for_a_card(void **state)
{
    uint64_t x = 88172645463325252u;
    int hit = 0, all = 200000;
    (void)state;
    for (int i = 0; i < all; i++) {
        char c[24];
        x ^= x << 13, x ^= x >> 7, x ^= x << 17;
        (void)snprintf(c, sizeof c, "%016llu", (unsigned long long)(x % 10000000000000000u));
        hit += private_is_card(str_of(c));
    }
    double share = (double)hit / all;
    double want = 0.1 * (0.1 + 0.05 + 0.05 + 0.0001 + 0.006 + 0.01 + 0.0062 + 0.01 + 0.0001 * 9 + 0.0005);
    if (fabs(share - want) > 0.002)
        fail_msg("%.4f of random numbers, expected %.4f", share, want);
}

/* Precision on real texts: nothing in them is a card or an account, so whatever is masked is wrong, but for what was looked
 * at by a person and is listed here. */
static void real_texts_lose_nothing(void **state)
{
    static const struct { const char *file; int64_t want; } k[] = {
        { "airline_tweets/Airline-Sentiment-2-w-AA.csv", 0 },
        { "banking77/train.csv", 0 },
        { "ravenstack/ravenstack_support_tickets.csv", 0 },
        { "ravenstack/ravenstack_churn_events.csv", 0 },
        { "salesforce_csv/Case.csv", 0 }, { "salesforce_csv/Account.csv", 0 }, { "salesforce_csv/Task.csv", 0 },
        { "er_company_dedupeio/patstat_input.csv", 0 }, { "zendesk_challenge/tickets.json", 0 },
        { "survey_qualtrics/larwood2019_alexithymia_numeric.csv", 0 },
    };
    const char *shared = getenv("TL_SHARED");
    int read = 0;
    (void)state;
    for (size_t i = 0; i < COUNT_OF(k); i++) {
        Arena a;
        Str text;
        Err err;
        int64_t n[PRIVATE_COUNT] = { 0 }, all = 0;
        arena_init(&a);
        if (!file_read(str_fmt(&a, "%s/data/%s", shared ? shared : ".", k[i].file).p, 64u << 20, &a, &text, &err)) {
            read++;
            (void)private_mask(text, 0, &a, n);
            for (int c = 0; c < PRIVATE_COUNT; c++)
                all += n[c];
            if (all != k[i].want)
                fail_msg("%s: %d masked, %d expected", k[i].file, (int)all, (int)k[i].want);
        }
        arena_release(&a);
    }
    if (!read)
        skip();
}

static void any_bytes_come_through_and_only_masks_are_added(void **state)
{
    static const char letters[] = "4 1-5DE89\xE2\x80\xA2.:ssn passport,\n";
    uint64_t x = 7;
    (void)state;
    for (int round = 0; round < 20000; round++) {
        Arena a;
        char c[80];
        size_t len = 0;
        int64_t n[PRIVATE_COUNT] = { 0 }, again[PRIVATE_COUNT] = { 0 }, more = 0;
        for (; len < sizeof c - 1; len++) {
            x = x * 6364136223846793005u + 1442695040888963407u;
            c[len] = letters[(x >> 33) % (sizeof letters - 1)];
        }
        arena_init(&a);
        Str once = private_mask_raw((Str){ c, len }, 0, &a, n), twice = private_mask_raw(once, 0, &a, again);
        for (int k = 0; k < PRIVATE_COUNT; k++)
            more += k == PRIVATE_IDENTITY ? 0 : again[k];
        if (more)
            fail_msg("round %d: '%.*s' still holds something: '%.*s'", round, STR_ARG(once), STR_ARG(twice));
        arena_release(&a);
    }
}

static void words_for_keep_are_read_and_wrong_ones_named(void **state)
{
    PrivateSet set;
    Str bad = STR("");
    (void)state;
    assert_true(private_set(STR("ip, location"), &set, &bad) && set == (1u << PRIVATE_IP | 1u << PRIVATE_LOCATION));
    assert_true(private_set(STR("none"), &set, &bad) && !set);
    assert_true(private_set(STR(""), &set, &bad) && !set);
    assert_false(private_set(STR("ip,adress"), &set, &bad));
    assert_true(str_eq(bad, STR("adress")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cards_of_every_scheme_are_known_in_every_way_of_writing),
        cmocka_unit_test(a_wrong_digit_makes_it_no_card),
        cmocka_unit_test(ibans_are_known_by_country_length_and_check_digits),
        cmocka_unit_test(addresses_of_machines_are_told_from_versions_and_times),
        cmocka_unit_test(headers_are_read_in_many_languages_and_only_whole_words_count),
        cmocka_unit_test(columns_are_known_by_their_values_under_any_name),
        cmocka_unit_test(numbers_in_texts_are_masked_and_the_rest_of_the_text_stays),
        cmocka_unit_test(numbers_that_only_look_alike_stay),
        cmocka_unit_test(about_one_in_forty_random_numbers_passes_for_a_card),
        cmocka_unit_test(real_texts_lose_nothing),
        cmocka_unit_test(any_bytes_come_through_and_only_masks_are_added),
        cmocka_unit_test(words_for_keep_are_read_and_wrong_ones_named),
    };
    return cmocka_run_group_tests_name("private", tests, NULL, NULL);
}
