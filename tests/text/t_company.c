/* Oracle: hand-made names with the answer a person would give. */
#include "tests/near.h"

#include <stdio.h>
#include <string.h>

#include "base/attr.h"
#include "base/status.h"
#include "text/company.h"
#include "text/email.h"

static Arena arena;

static int set_up(void **state)
{
    (void)state;
    arena_init(&arena);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static void same(const char *of, Str got, const char *want)
{
    if (!str_eq(got, str_of(want)))
        fail_msg("'%s': got '%.*s', want '%s'", of, STR_ARG(got), want);
}

static void forms_go_from_the_end(void **state)
{
    static const char *const rows[][3] = {
        { "Müller Sensorik GmbH", "muller sensorik", "gmbh" },
        { "The Müller & Söhne GmbH & Co. KG (Germany)", "muller and sohne", "gmbh co kg" },
        { "Hansen Maskin A/S", "hansen maskin", "as" },
        { "Nordic Steel Oy Ab", "nordic steel", "oy ab" },
        { "Volt Systems AB (publ)", "volt systems", "ab" },
        { "Société Dupont S.A.R.L.", "societe dupont", "sarl" },
        { "Dupont S.à r.l.", "dupont", "sarl" },
        { "Rossi Meccanica S.p.A.", "rossi meccanica", "spa" },
        { "Bianchi S.r.l", "bianchi", "srl" },
        { "Kowalski Sp. z o.o.", "kowalski", "sp z o o" },
        { "Kowalski Sp. z o.o. sp.k.", "kowalski", "sp z o o sp k" },
        { "Novák, s.r.o.", "novak", "sro" },
        { "Škoda Díly a.s.", "skoda dily", "as" },
        { "Adria d.o.o.", "adria", "doo" },
        { "De Vries Logistiek B.V.", "de vries logistiek", "bv" },
        { "Philco N. V.", "philco", "nv" },
        { "Acme Pty Ltd", "acme", "pty ltd" },
        { "Acme Pty. Limited", "acme", "pty ltd" },
        { "Acme Holdings PLC", "acme holdings", "plc" },
        { "Acme, Inc.", "acme", "inc" },
        { "Acme L.L.C.", "acme", "llc" },
        { "Shenzhen Widget Co., Ltd.", "shenzhen widget", "co ltd" },
        { "Yamada K.K.", "yamada", "kk" },
        { "Infotech Pvt. Ltd.", "infotech", "pvt ltd" },
        { "Lim Trading Pte Ltd", "lim trading", "pte ltd" },
        { "Petronix Sdn. Bhd.", "petronix", "sdn bhd" },
        { "Grupo Azul S.A. de C.V.", "grupo azul", "sa de cv" },
        { "Tecidos Brasil Ltda.", "tecidos brasil", "ltda" },
        { "García e Hijos S.L.", "garcia e hijos", "sl" },
        { "Yıldız Makina San. Ltd. Şti.", "yildiz makina san", "ltd sti" },
        { "Kovács Kft.", "kovacs", "kft" },
        { "Baltic Wood UAB", "baltic wood", "uab" },
        { "ООО Ромашка ООО", "romashka", "ooo" },
        { "BASF SE", "basf", "se" },
        { "Widget Corporation", "widget", "corp" },
        { "Müller & Co", "muller", "co" },
        { "E.ON SE", "e on", "se" },
        { "3M Company", "3m", "co" },
        { "O'Neill Ltd", "oneill", "ltd" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        CompanyName c;
        company_core(str_of(rows[i][0]), &arena, &c);
        same(rows[i][0], c.core, rows[i][1]);
        same(rows[i][0], c.form, rows[i][2]);
    }
}

static void forms_go_from_the_front(void **state)
{
    static const char *const rows[][4] = { /* core, form, the other reading */
        { "ООО «Ромашка»", "romashka", "ooo", "" },           { "ООО Звезда", "zvezda", "ooo", "" },
        { "ЕООД Светлина", "svetlina", "eood", "" },          { "ТОВ Коваленко", "kovalenko", "tov", "" },
        { "PAO Sibur", "sibur", "pao", "" },                  { "OÜ Tamm Puit", "tamm puit", "ou", "" },
        { "UAB Petraitis", "petraitis", "uab", "" },          { "UAB \"Petraitis\"", "petraitis", "uab", "" },
        { "SARL Moreau", "moreau", "sarl", "" },              { "EURL Martin", "martin", "eurl", "" },
        { "S.r.l. Rossi", "rossi", "srl", "" },               { "S.A.S. Dubois", "dubois", "sas", "" },
        { "Firma Weckerle", "weckerle", "", "" },             { "Firma Weckerle GmbH", "weckerle", "gmbh", "" },
        { "Общество с ограниченной ответственностью «Ромашка»", "romashka", "ooo", "" },
        { "Товариство з обмеженою відповідальністю Коваленко", "kovalenko", "tov", "" },
        { "PT Astra Tbk", "astra", "tbk", "" },               { "S.C. Dacia S.R.L.", "dacia", "srl", "" },
        { "SIA Kalnins Koks", "sia kalnins koks", "", "kalnins koks" }, { "PT Wijaya Karya", "pt wijaya karya", "", "wijaya karya" },
        { "SAS Dubois", "sas dubois", "", "dubois" },         { "Ets. Vandamme", "ets vandamme", "", "vandamme" },
        { "Dr. Falk Pharma GmbH", "dr falk pharma", "gmbh", "falk pharma" },
        { "Grupo Inditex", "grupo inditex", "", "inditex" },  { "Gebrüder Lachmann", "gebruder lachmann", "", "lachmann" },
        /* A company has one form; words that name nobody are no reading; something always stays. */
        { "SAS Institute", "sas institute", "", "" },         { "SAS Institute Inc.", "sas institute", "inc", "" },
        { "SIA Abrasives AG", "sia abrasives", "ag", "" },    { "SAS", "sas", "", "" },
        { "PT", "pt", "", "" },                               { "ООО", "ooo", "", "" },
        { "Dr. & Partner", "dr and partner", "", "" },        { "Firma", "firma", "", "" },
        { "Taboo Ltd", "taboo", "ltd", "" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        CompanyName c;
        company_core(str_of(rows[i][0]), &arena, &c);
        same(rows[i][0], c.core, rows[i][1]);
        same(rows[i][0], c.form, rows[i][2]);
        same(rows[i][0], c.bare, rows[i][3]);
    }
}

/* Every row of the table in front of a name: sure ones go, of the others the name without them is the other reading. */
static void every_word_in_front_is_read(void **state)
{
    size_t n = 0;
    (void)state;
    for (const FrontForm *f; (f = front_form_at(n)); n++) {
        CompanyName c;
        company_core(str_fmt(&arena, "%s Zetaphor Widgets", f->joined), &arena, &c);
        same(f->joined, f->kind == FRONT_SURE ? c.core : c.bare, "zetaphor widgets");
        same(f->joined, f->kind == FRONT_SURE ? c.form : c.front, f->name);
        for (size_t k = 0; k < n; k++)
            assert_string_not_equal(front_form_at(k)->joined, f->joined);
    }
    assert_true(n >= 40);
}

static void remarks_of_dead_records_go(void **state)
{
    static const char *const rows[][2] = {
        { "Acme (UK) Ltd", "acme" },           { "Acme Ltd (UK)", "acme" },
        { "Acme Ltd - old", "acme" },          { "Acme GmbH - DO NOT USE", "acme" },
        { "Acme [duplicate]", "acme" },        { "Acme - Germany", "acme germany" },
        { "Acme – inactive", "acme" },         { "Rolls-Royce plc", "rolls royce" },
        { "Acme, The", "acme" },               { "Acme Old Brewery", "acme old brewery" },
        { "(Acme) GmbH", "acme" },             { "Acme UG (haftungsbeschränkt) & Co. KG", "acme" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        CompanyName c;
        company_core(str_of(rows[i][0]), &arena, &c);
        same(rows[i][0], c.core, rows[i][1]);
    }
}

static void something_always_stays(void **state)
{
    static const char *const rows[][2] = {
        { "AG", "ag" }, { "The Limited", "limited" }, { "GmbH & Co. KG", "gmbh" },
        { "(old)", "old" }, { "&", "and" }, { "", "" }, { " ... ", "" }, { "The", "the" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        CompanyName c;
        company_core(str_of(rows[i][0]), &arena, &c);
        same(rows[i][0], c.core, rows[i][1]);
    }
}

static void umlaut_spellings_share_a_key(void **state)
{
    static const char *const same_key[][2] = {
        { "Mueller Sensorik", "Müller-Sensorik GmbH" }, { "Muller Sensorik AG", "MÜLLER SENSORIK" },
        { "Groß & Söhne", "Gross und Soehne" },          { "Ørsted A/S", "Oersted" },
        { "Aarhus Værft", "Århus Vaerft ApS" },          { "Jaeger", "Jäger KG" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(same_key); i++) {
        CompanyName a, b;
        company_core(str_of(same_key[i][0]), &arena, &a);
        company_core(str_of(same_key[i][1]), &arena, &b);
        same(same_key[i][0], a.key, b.key.p);
    }
}

static void every_form_leaves_the_same_core(void **state)
{
    size_t n = 0;
    char countries[1024] = " ";
    (void)state;
    for (const LegalForm *f; (f = legal_form_at(n)); n++) {
        CompanyName c;
        company_core(str_fmt(&arena, "Zetaphor Widgets %s", f->joined), &arena, &c);
        same(f->joined, c.core, "zetaphor widgets");
        same(f->joined, c.form, f->name);
        same(f->joined, c.country, f->country);
        if (n)
            assert_true(strcmp(legal_form_at(n - 1)->joined, f->joined) < 0);
        char padded[8];
        snprintf(padded, sizeof padded, " %s ", f->country);
        if (*f->country && !strstr(countries, padded))
            strncat(countries, padded, sizeof countries - strlen(countries) - 1);
    }
    assert_true(n >= 60);
    assert_true(strlen(countries) / 4 >= 60);
}

static void domains_are_cut_to_their_core(void **state)
{
    static const char *const rows[][2] = {
        { "www.mueller-sensorik.de/x", "mueller-sensorik.de" },
        { "https://user@shop.acme.co.uk:8443/a?b#c", "acme.co.uk" },
        { "ACME.COM.", "acme.com" },           { "acme.co.uk", "acme.co.uk" },
        { "mail.eu.acme.com", "acme.com" },    { "müller.de", "xn--mller-kva.de" },
        { "10.0.0.1", "10.0.0.1" },            { "localhost", "" },
        { "not a host", "" },                  { "", "" },
        { "https://a..b/", "" },               { "co.uk", "co.uk" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        same(rows[i][0], domain_core(str_of(rows[i][0]), &arena), rows[i][1]);
}

static void addresses_give_their_domain(void **state)
{
    static const char *const rows[][2] = {
        { "Ann Lee <Ann.Lee@Mail.Acme.DE>", "mail.acme.de" }, { "mailto:bob@acme.com?subject=x", "acme.com" },
        { "bob@acme.com, eve@acme.com", "acme.com" },         { "no address", "" },
        { "@acme.com", "" },                                  { "bob@", "" },
        { "\"a@b\"@acme.com", "acme.com" },                   { "bob@acme", "" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        same(rows[i][0], email_domain(str_of(rows[i][0]), &arena), rows[i][1]);
}

static void free_mail_is_known(void **state)
{
    (void)state;
    assert_true(is_free_mail(STR("gmail.com")));
    assert_true(is_free_mail(STR("web.de")));
    assert_true(is_free_mail(STR("hotmail.com")));
    assert_false(is_free_mail(STR("siemens.com")));
    assert_false(is_free_mail(STR("")));
}

static void words_for_no_company_are_known(void **state)
{
    (void)state;
    static const char *const none[] = { "N/A", "n/a", "#N/A", "(No Organization)", "Unknown", "None", "null", "Not available", "TBD", "Test", "Privat", "Self-employed",
                                        "k.A.", "Keine Angabe", "Unbekannt", "Particulier", "[unknown]", "Selbst\xC3\xA4ndig" };
    static const char *const some[] = { "Unknown Worlds Ltd", "Test Rite GmbH", "Private Medicare AG", "Nato", "NA-KD", "Other Ocean", "Guest Services Inc.", "Acme" };
    CompanyName c;
    for (size_t i = 0; i < COUNT_OF(none); i++) {
        company_core(str_of(none[i]), &arena, &c);
        if (!company_nobody(c.core))
            fail_msg("%s is '%.*s'", none[i], STR_ARG(c.core));
    }
    for (size_t i = 0; i < COUNT_OF(some); i++) {
        company_core(str_of(some[i]), &arena, &c);
        assert_false(company_nobody(c.core));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forms_go_from_the_end),
        cmocka_unit_test(forms_go_from_the_front),
        cmocka_unit_test(every_word_in_front_is_read),
        cmocka_unit_test(remarks_of_dead_records_go),
        cmocka_unit_test(something_always_stays),
        cmocka_unit_test(words_for_no_company_are_known),
        cmocka_unit_test(umlaut_spellings_share_a_key),
        cmocka_unit_test(every_form_leaves_the_same_core),
        cmocka_unit_test(domains_are_cut_to_their_core),
        cmocka_unit_test(addresses_give_their_domain),
        cmocka_unit_test(free_mail_is_known),
    };
    return cmocka_run_group_tests_name("company", tests, set_up, tear_down);
}
