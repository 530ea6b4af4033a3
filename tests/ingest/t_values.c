/* Oracle: values written by hand from what the texts mean; instants from the calendar rules in base/date. */
#include "tests/near.h"

#include "base/attr.h"
#include "base/date.h"
#include "ingest/amount.h"
#include "ingest/clean.h"
#include "ingest/when.h"

#include <ctype.h>

static void dates_in_every_shape_are_understood(void **state)
{
    static const struct { const char *text; DateOrder order; const char *want; bool timed, zoned; } cases[] = {
        { "2024-05-06", DATE_UNKNOWN, "2024-05-06T00:00:00Z", false, false },
        { " 2024/5/6 ", DATE_UNKNOWN, "2024-05-06T00:00:00Z", false, false },
        { "20240506", DATE_UNKNOWN, "2024-05-06T00:00:00Z", false, false },
        { "2024-05", DATE_UNKNOWN, "2024-05-01T00:00:00Z", false, false },
        { "2024-01-23T03:54:57.000+0000", DATE_UNKNOWN, "2024-01-23T03:54:57Z", true, true },
        { "2016-04-28T11:19:34 -10:00", DATE_UNKNOWN, "2016-04-28T21:19:34Z", true, true },
        { "2016-06-03 12:43:50 -0400", DATE_UNKNOWN, "2016-06-03T16:43:50Z", true, true },
        { "2024-05-06T07:08:09Z", DATE_UNKNOWN, "2024-05-06T07:08:09Z", true, true },
        { "2023-07-28 3:00", DATE_UNKNOWN, "2023-07-28T03:00:00Z", true, false },
        { "28-07-2023 03:00", DATE_DMY, "2023-07-28T03:00:00Z", true, false },
        { "31.12.2025", DATE_UNKNOWN, "2025-12-31T00:00:00Z", false, false },
        { "1.2.2025", DATE_MDY, "2025-02-01T00:00:00Z", false, false },
        { "03/05/2026", DATE_DMY, "2026-05-03T00:00:00Z", false, false },
        { "03/05/2026", DATE_MDY, "2026-03-05T00:00:00Z", false, false },
        { "05/05/2026", DATE_UNKNOWN, "2026-05-05T00:00:00Z", false, false },
        { "3/5/2026 2:15:33 PM", DATE_MDY, "2026-03-05T14:15:33Z", true, false },
        { "12/31/2025 12:00 am", DATE_UNKNOWN, "2025-12-31T00:00:00Z", true, false },
        { "05-Mar-2026", DATE_UNKNOWN, "2026-03-05T00:00:00Z", false, false },
        { "14/Jul/25 3:42 PM", DATE_UNKNOWN, "2025-07-14T15:42:00Z", true, false },
        { "11/May/24 03:26 PM", DATE_UNKNOWN, "2024-05-11T15:26:00Z", true, false },
        { "Mar 5, 2026", DATE_UNKNOWN, "2026-03-05T00:00:00Z", false, false },
        { "Wed Mar 05 2026", DATE_UNKNOWN, "2026-03-05T00:00:00Z", false, false },
        { "5. M\xC3\xA4rz 2026", DATE_UNKNOWN, "2026-03-05T00:00:00Z", false, false },
        { "6/21/2025 16:14", DATE_UNKNOWN, "2025-06-21T16:14:00Z", true, false },
        { "1469123456", DATE_UNKNOWN, "2016-07-21T17:50:56Z", true, true },
        { "1469123456789", DATE_UNKNOWN, "2016-07-21T17:50:56Z", true, true },
        { "2024-02-29", DATE_UNKNOWN, "2024-02-29T00:00:00Z", false, false },
    };
    Arena a;
    (void)state;
    arena_init(&a);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        When w;
        const char *bad = when_parse(str_of(cases[i].text), cases[i].order, &w);
        if (bad)
            fail_msg("'%s': %s", cases[i].text, bad);
        assert_string_equal(micros_iso(&a, w.micros).p, cases[i].want);
        assert_int_equal(w.timed, cases[i].timed);
        assert_int_equal(w.zoned, cases[i].zoned);
    }
    arena_release(&a);
}

static void dates_that_cannot_be_say_why(void **state)
{
    static const struct { const char *text, *why; } cases[] = {
        { "31.02.2025", "date does not exist" },      { "2023-02-29", "date does not exist" },
        { "13/13/2025", "date does not exist" },      { "yesterday", "date not understood" },
        { "", "date not understood" },                { "2024-05-06x", "date not understood" },
        { "03/05/2026", "day and month cannot be told apart" },
        { "2024-05-06T25:00:00Z", "time not understood" }, { "2024-05-06 10:00 Mars", "time not understood" },
        { "99999999999", "date not understood" },     { "0000-00-00", "date not understood" },
        { "1/2", "date not understood" },             { "not-a-date", "date not understood" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        When w;
        const char *bad = when_parse(str_of(cases[i].text), DATE_UNKNOWN, &w);
        if (!bad || strcmp(bad, cases[i].why) != 0)
            fail_msg("'%s': %s, not %s", cases[i].text, bad ? bad : "fine", cases[i].why);
    }
}

static void a_column_decides_the_order_of_day_and_month(void **state)
{
    WhenLook l = { 0 };
    DateOrder o;
    (void)state;
    when_look(&l, STR("03/05/2026"));
    assert_false(when_order(&l, &o));
    when_look(&l, STR("13/05/2026 10:00"));
    assert_true(when_order(&l, &o));
    assert_int_equal(o, DATE_DMY);
    l = (WhenLook){ 0 };
    when_look(&l, STR("5/31/2026"));
    when_look(&l, STR("1/2/2026"));
    assert_true(when_order(&l, &o));
    assert_int_equal(o, DATE_MDY);
    l = (WhenLook){ 0 };
    when_look(&l, STR("5/5/2026"));
    when_look(&l, STR("2026-03-04"));
    when_look(&l, STR("03.04.2026"));
    assert_true(when_order(&l, &o));
    assert_int_equal(o, DATE_UNKNOWN);
}

/* Oracle: a zone opened anew for each question, which has nothing to remember.  St. John's changed its clocks a minute past
 * midnight, Apia left out a day, Lord Howe moves by half an hour, Phoenix has not changed since 1968. */
static void a_zone_that_remembers_says_what_a_fresh_one_says(void **state)
{
    static const char *const name[] = { "Europe/Berlin", "America/St_Johns", "Pacific/Apia", "Australia/Lord_Howe", "America/Phoenix", "Africa/Casablanca" };
    Arena a;
    uint64_t x = 7;
    (void)state;
    arena_init(&a);
    for (size_t i = 0; i < COUNT_OF(name); i++) {
        ArenaMark m = arena_mark(&a);
        Zone *z = zone_open(str_of(name[i]), &a);
        int64_t at = 0;
        for (int k = 0; k < 1500; k++) {
            x = x * UINT64_C(6364136223846793005) + 1442695040888963407;
            if (k % 10 == 0)        /* anywhere from 1965 to 2038, then around there by some hours, then steps of a minute */
                at = ((int64_t)(x >> 33) - INT64_C(157766400)) * MICROS_PER_SECOND;
            else
                at += k % 2 ? (int64_t)(x >> 48) * 4 * MICROS_PER_SECOND : 60 * MICROS_PER_SECOND + 1;
            ArenaMark inner = arena_mark(&a);
            int64_t fresh = zone_utc(zone_open(str_of(name[i]), &a), at), said = zone_utc(z, at);
            if (fresh != said)
                fail_msg("%s at %s: %lld, not %lld", name[i], micros_iso(&a, at).p, (long long)said, (long long)fresh);
            arena_rewind(&a, inner);
        }
        int64_t day = INT64_C(13117) * MICROS_PER_DAY;      /* 2005-11-30, and back by quarters of an hour over the change in October */
        for (int k = 0; k < 4 * 24 * 45; k++, day -= 900 * MICROS_PER_SECOND) {
            ArenaMark inner = arena_mark(&a);
            assert_true(zone_utc(zone_open(str_of(name[i]), &a), day) == zone_utc(z, day));
            arena_rewind(&a, inner);
        }
        arena_rewind(&a, m);
    }
    arena_release(&a);
}

static void zones_know_summer_time(void **state)
{
    Arena a;
    (void)state;
    arena_init(&a);
    Zone *z = zone_open(STR("Europe/Berlin"), &a);
    assert_non_null(z);
    When w;
    assert_null(when_parse(STR("2026-07-01 12:00:00"), DATE_UNKNOWN, &w));
    assert_string_equal(micros_iso(&a, zone_utc(z, w.micros)).p, "2026-07-01T10:00:00Z");
    assert_null(when_parse(STR("2026-01-01 00:30:00"), DATE_UNKNOWN, &w));
    assert_string_equal(micros_iso(&a, zone_utc(z, w.micros)).p, "2025-12-31T23:30:00Z");
    assert_null(zone_open(STR("Mars/Olympus"), &a));
    arena_release(&a);
}

static void money_is_exact_in_every_notation(void **state)
{
    static const struct { const char *text; Decimal column; int digits; int64_t want; const char *currency; } cases[] = {
        { "1234.56", DECIMAL_UNKNOWN, 2, 123456, "" },        { "$1,234.56", DECIMAL_UNKNOWN, 2, 123456, "USD" },
        { "1.234,56", DECIMAL_UNKNOWN, 2, 123456, "" },       { "(500.00)", DECIMAL_UNKNOWN, 2, -50000, "" },
        { "$(250.00)", DECIMAL_UNKNOWN, 2, -25000, "USD" },   { "($250.00)", DECIMAL_UNKNOWN, 2, -25000, "USD" },
        { "45k", DECIMAL_UNKNOWN, 2, 4500000, "" },           { "1.2M", DECIMAL_UNKNOWN, 2, 120000000, "" },
        { "$45,000", DECIMAL_UNKNOWN, 2, 4500000, "USD" },    { "\xE2\x82\xAC 12", DECIMAL_UNKNOWN, 2, 1200, "EUR" },
        { "12 EUR", DECIMAL_UNKNOWN, 2, 1200, "EUR" },        { "CHF 1'234.50", DECIMAL_UNKNOWN, 2, 123450, "CHF" },
        { "1 234,50", DECIMAL_UNKNOWN, 2, 123450, "" },       { "1\xC2\xA0""234,5", DECIMAL_UNKNOWN, 2, 123450, "" },
        { "1.234", DECIMAL_COMMA, 2, 123400, "" },            { "1.234", DECIMAL_POINT, 2, 123, "" },
        { "1,234", DECIMAL_UNKNOWN, 2, 123400, "" },          { "1,234", DECIMAL_COMMA, 2, 123, "" },
        { "-0.01", DECIMAL_UNKNOWN, 2, -1, "" },              { "5-", DECIMAL_UNKNOWN, 2, -500, "" },
        { "0.005", DECIMAL_UNKNOWN, 2, 1, "" },               { "-0.005", DECIMAL_UNKNOWN, 2, -1, "" },
        { "0.0049", DECIMAL_UNKNOWN, 2, 0, "" },              { "99977.0", DECIMAL_UNKNOWN, 2, 9997700, "" },
        { "1500", DECIMAL_UNKNOWN, 0, 1500, "" },             { "\xC2\xA5""1500", DECIMAL_UNKNOWN, 2, 1500, "JPY" },
        { "1.5", DECIMAL_UNKNOWN, 3, 1500, "" },              { "92233720368547758.07", DECIMAL_UNKNOWN, 2, INT64_MAX, "" },
        { "1.234.567,89", DECIMAL_UNKNOWN, 2, 123456789, "" }, { "0.1", DECIMAL_UNKNOWN, 2, 10, "" },
        { "3 Mio", DECIMAL_UNKNOWN, 2, 300000000, "" },
        { "5.-", DECIMAL_UNKNOWN, 2, 500, "" },               { "CHF 1'234.\xE2\x80\x93", DECIMAL_UNKNOWN, 2, 123400, "CHF" },
        { "5,-- \xE2\x82\xAC", DECIMAL_UNKNOWN, 2, 500, "EUR" }, { "1.234,-", DECIMAL_UNKNOWN, 2, 123400, "" },
        { "-5.-", DECIMAL_UNKNOWN, 2, -500, "" },             { "12.50-", DECIMAL_UNKNOWN, 2, -1250, "" },
        { "1,00,000/-", DECIMAL_UNKNOWN, 2, 10000000, "" },   { "(1.234,56)", DECIMAL_UNKNOWN, 2, -123456, "" },
        { "1\xC2\xB4""234.50", DECIMAL_UNKNOWN, 2, 123450, "" }, { "1`234.50", DECIMAL_UNKNOWN, 2, 123450, "" },
        { "1.2E7", DECIMAL_UNKNOWN, 2, 1200000000, "" },      { "1.2345678E7", DECIMAL_COMMA, 2, 1234567800, "" },
        { "-1.234E4", DECIMAL_UNKNOWN, 2, -1234000, "" },     { "4.56E-1", DECIMAL_UNKNOWN, 2, 46, "" },
        { "1.0E-5", DECIMAL_UNKNOWN, 2, 0, "" },              { "12.50 Euro", DECIMAL_UNKNOWN, 2, 1250, "EUR" },    { "eur 12,50", DECIMAL_UNKNOWN, 2, 1250, "EUR" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char currency[4];
        int64_t got = 0;
        const char *bad = amount_parse(str_of(cases[i].text), cases[i].column, cases[i].digits, &got, currency);
        if (bad || got != cases[i].want || strcmp(currency, cases[i].currency) != 0)
            fail_msg("'%s': %s %lld %s", cases[i].text, bad ? bad : "", (long long)got, currency);
    }
}

static void money_that_is_none_says_why(void **state)
{
    static const char *const cases[] = { "", "TBD", "1,23,4", "1.2.3,4,5", "12 34 apples", "--", "92233720368547758.08", "1e5",
        "1.23E+11", "1E7", "1.E7", ".5E7", "1.2E", "1.2E-", "1.2E31", "1.2E25", "1,2E7", "1.2.3E4",
        "12%", "$", "1,2345,678" };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char currency[4];
        int64_t got;
        if (!amount_parse(str_of(cases[i]), DECIMAL_UNKNOWN, 2, &got, currency))
            fail_msg("'%s' gave %lld", cases[i], (long long)got);
    }
}

/* By hand: "$" stands for many dollars, "US$" and the letters of a code for one. */
static void a_sign_and_a_currency_beside_it_agree_or_not(void **state)
{
    static const struct { const char *value, *code, *said; bool fits; } cases[] = {
        { "\xC2\xA3""100", "GBP", "USD", false }, { "$100", "USD", "EUR", false }, { "$100", "USD", "CAD", true }, { "$100", "USD", "AUD", true }, { "$100", "USD", "usd", true },
        { "US$100", "USD", "CAD", false }, { "USD 100", "USD", "CAD", false }, { "\xC2\xA5""100", "JPY", "CNY", true }, { "\xC2\xA5""100", "JPY", "USD", false },
        { "-$1,000.00", "USD", "NZD", true }, { "100 \xE2\x82\xAC", "EUR", "EUR", true }, { "C$5", "CAD", "USD", false },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        if (amount_sign_fits(str_of(cases[i].value), cases[i].code, str_of(cases[i].said)) != cases[i].fits)
            fail_msg("%s beside %s", cases[i].value, cases[i].said);
}

static void a_column_decides_the_decimal_sign(void **state)
{
    AmountLook l = { 0 };
    char code[4];
    (void)state;
    assert_true(amount_look(&l, STR("KWD 1.230"), code));
    assert_string_equal(code, "KWD");
    assert_true(l.open_point == 1 && l.padded == 1);
    assert_int_equal(amount_decimal(&l), DECIMAL_UNKNOWN);
    assert_false(amount_look(&l, STR("511,27"), code));
    assert_int_equal(amount_decimal(&l), DECIMAL_COMMA);
    l = (AmountLook){ 0 };
    assert_true(amount_look(&l, STR("1,234"), code));
    assert_false(amount_look(&l, STR("0.5"), code));
    assert_int_equal(amount_decimal(&l), DECIMAL_POINT);
    assert_false(amount_mixed(&l));
    assert_false(amount_look(&l, STR("5,-"), code));
    assert_true(amount_mixed(&l) && l.comma == 1);
}

/* By hand. */
static void without_evidence_a_value_is_grouped_or_not_read(void **state)
{
    int64_t minor, i;
    double f;
    char code[4];
    Arena a;
    Str d;
    (void)state;
    arena_init(&a);
    assert_null(amount_parse(STR("1.234"), DECIMAL_GROUPS, 2, &minor, code));
    assert_int_equal(minor, 123400);
    assert_null(amount_parse(STR("1,234"), DECIMAL_GROUPS, 2, &minor, code));
    assert_int_equal(minor, 123400);
    assert_null(amount_parse(STR("1.23"), DECIMAL_GROUPS, 2, &minor, code));
    assert_int_equal(minor, 123);
    assert_null(integer_parse(STR("12.500"), DECIMAL_GROUPS, &i));
    assert_int_equal(i, 12500);
    assert_true(amount_is_open(str_of(amount_parse(STR("1.234"), DECIMAL_OPEN, 3, &minor, code))));
    assert_true(amount_is_open(str_of(number_parse(STR("1.234"), DECIMAL_OPEN, &f))));
    assert_true(amount_is_open(str_of(decimal_parse(STR("1.234"), DECIMAL_OPEN, &a, &d))));
    assert_null(number_parse(STR("1.5"), DECIMAL_OPEN, &f));
    assert_true(f == 1.5);
    assert_null(number_parse(STR("1234"), DECIMAL_OPEN, &f));
    assert_true(f == 1234);
    arena_release(&a);
}

static void numbers_and_integers_are_read_strictly(void **state)
{
    double f;
    int64_t i;
    (void)state;
    assert_null(number_parse(STR("97.54"), DECIMAL_UNKNOWN, &f));
    assert_true(f == 97.54);
    assert_null(number_parse(STR("97,54 %"), DECIMAL_UNKNOWN, &f));
    assert_true(f == 97.54);
    assert_null(integer_parse(STR("1,234"), DECIMAL_UNKNOWN, &i));
    assert_int_equal(i, 1234);
    assert_null(integer_parse(STR("7.0"), DECIMAL_UNKNOWN, &i));
    assert_int_equal(i, 7);
    assert_string_equal(integer_parse(STR("7.5"), DECIMAL_UNKNOWN, &i), "not a whole number");
}

/* Oracle: the digits themselves; a rate is kept as it was written, less zeros and separators. */
static void decimals_stay_exact(void **state)
{
    static const struct { const char *in; Decimal d; const char *want, *bad; } cases[] = {
        { "1.0834", DECIMAL_UNKNOWN, "1.0834", NULL },          { "1,0834", DECIMAL_COMMA, "1.0834", NULL },
        { "0.0000588", DECIMAL_POINT, "0.0000588", NULL },      { "17345.1200", DECIMAL_POINT, "17345.12", NULL },
        { "25,430", DECIMAL_POINT, "25430", NULL },             { "000", DECIMAL_POINT, "0", NULL },
        { "-0.50", DECIMAL_POINT, "-0.5", NULL },               { "123456789.123456789", DECIMAL_POINT, "123456789.123456789", NULL },
        { "1.00", DECIMAL_POINT, "1", NULL },                   { "3 bn", DECIMAL_POINT, "3000000000", NULL },
        { "1234567890123.12345678", DECIMAL_POINT, NULL, "number is too large" },
        { "5 %", DECIMAL_POINT, NULL, "number not understood" }, { "N/A", DECIMAL_POINT, NULL, "number not understood" },
    };
    Arena a;
    (void)state;
    arena_init(&a);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Str out = STR("");
        const char *bad = decimal_parse(str_of(cases[i].in), cases[i].d, &a, &out);
        if (bad ? !cases[i].bad || strcmp(bad, cases[i].bad) : !cases[i].want || strcmp(out.p, cases[i].want))
            fail_msg("'%s': '%s' (%s)", cases[i].in, out.n ? out.p : "", bad ? bad : "fine");
    }
    arena_release(&a);
}

static void small_values_are_cleaned(void **state)
{
    Arena a;
    Str s;
    bool b;
    int64_t i;
    (void)state;
    arena_init(&a);
    assert_null(clean_bool(STR("Ja"), &b));
    assert_true(b);
    assert_null(clean_bool(STR("FALSE"), &b));
    assert_false(b);
    assert_non_null(clean_bool(STR("maybe"), &b));
    assert_null(clean_email(STR(" Ann.Lee@EXAMPLE.com "), &a, &s));
    assert_string_equal(s.p, "ann.lee@example.com");
    assert_null(clean_email(STR("Ann Lee <ann@example.com>"), &a, &s));
    assert_string_equal(s.p, "ann@example.com");
    assert_non_null(clean_email(STR("ann at example.com"), &a, &s));
    assert_non_null(clean_email(STR("ann@localhost"), &a, &s));
    assert_string_equal(clean_domain(STR("https://www.Ottooptik.de/kontakt"), &a).p, "ottooptik.de");
    assert_int_equal(clean_domain(STR("ws_02081"), &a).n, 0);
    assert_string_equal(clean_domain(STR("acme.de\xC2\xA0:443"), &a).p, "acme.de"); /* a blank before the port */
    assert_int_equal(clean_domain(STR("2.\xC2\xA0:*//1"), &a).n, 0);
    assert_non_null(clean_email(STR("ann@\xC2\xA0" "acme.de"), &a, &s));
    assert_null(clean_nps(STR("10 - Extremely likely"), &i));
    assert_int_equal(i, 10);
    assert_string_equal(clean_nps(STR("11"), &i), "not between 0 and 10");
    assert_null(clean_minutes(STR("2h 30m"), &i));
    assert_int_equal(i, 150);
    assert_null(clean_minutes(STR("1:30:00"), &i));
    assert_int_equal(i, 90);
    assert_null(clean_minutes(STR("PT2H"), &i));
    assert_int_equal(i, 120);
    assert_non_null(clean_minutes(STR("soon"), &i));
    assert_true(clean_missing(STR("n/a")));
    assert_false(clean_missing(STR("0")));
    arena_release(&a);
}

/* The suffix of real pairs is in the public Salesforce sample: 18-character ids whose first 15 must give them. */
static void salesforce_ids_get_their_suffix(void **state)
{
    static const char *const ids[] = { "001Ec00000FzlUdIAJ", "07kEc000002UVd8IAG", "003Ec00000Cz30UIAR", "005Ec000004oBPNIA2",
        "006Ec00000AieKFIAZ", "500Ec000009YUY8IAO", "00QEc00000BBaeXMAT" };
    Arena a;
    (void)state;
    arena_init(&a);
    for (size_t i = 0; i < COUNT_OF(ids); i++) {
        assert_string_equal(clean_sfid(str_sub(str_of(ids[i]), 0, 15), &a).p, ids[i]);
        assert_string_equal(clean_sfid(str_of(ids[i]), &a).p, ids[i]);
        /* Made small or large as a whole, or with a blank within: as it was. */
        char small[19], large[19];
        for (size_t c = 0; c < 19; c++) {
            small[c] = (char)tolower((unsigned char)ids[i][c]);
            large[c] = (char)toupper((unsigned char)ids[i][c]);
        }
        assert_string_equal(clean_sfid(str_of(small), &a).p, ids[i]);
        assert_string_equal(clean_sfid(str_of(large), &a).p, ids[i]);
        for (size_t c = 1; c < 18; c++)
            assert_string_equal(clean_sfid(str_fmt(&a, "%.*s %s", (int)c, ids[i], ids[i] + c), &a).p, ids[i]);
    }
    /* A digit cannot be a capital; a name is none. */
    assert_string_equal(clean_sfid(STR("001ec00000fzludxxx"), &a).p, "001ec00000fzludxxx");
    assert_string_equal(clean_sfid(STR("Hanwick Foods and Co"), &a).p, "Hanwick Foods and Co");
    assert_string_equal(clean_sfid(STR("not an id"), &a).p, "not an id");
    arena_release(&a);
}

static void text_is_composed_and_free_of_nul(void **state)
{
    Arena a;
    (void)state;
    arena_init(&a);
    assert_string_equal(clean_text(STR(" Mu\xCC\x88ller "), &a).p, "M\xC3\xBCller");
    Str s = clean_text(STR("a\0b"), &a);
    assert_int_equal(s.n, 5);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_in_every_shape_are_understood),
        cmocka_unit_test(dates_that_cannot_be_say_why),
        cmocka_unit_test(a_column_decides_the_order_of_day_and_month),
        cmocka_unit_test(zones_know_summer_time),
        cmocka_unit_test(a_zone_that_remembers_says_what_a_fresh_one_says),
        cmocka_unit_test(money_is_exact_in_every_notation),
        cmocka_unit_test(money_that_is_none_says_why),
        cmocka_unit_test(a_sign_and_a_currency_beside_it_agree_or_not),
        cmocka_unit_test(a_column_decides_the_decimal_sign),
        cmocka_unit_test(without_evidence_a_value_is_grouped_or_not_read),
        cmocka_unit_test(numbers_and_integers_are_read_strictly),
        cmocka_unit_test(decimals_stay_exact),
        cmocka_unit_test(small_values_are_cleaned),
        cmocka_unit_test(salesforce_ids_get_their_suffix),
        cmocka_unit_test(text_is_composed_and_free_of_nul),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
