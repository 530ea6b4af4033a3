/* Oracle: hand-made names with the parts a person would see. */
#include "tests/near.h"

#include "base/attr.h"
#include "text/company_parts.h"

typedef struct Row {
    const char *said, *name, *other, *parent, *country, *department;
    bool dead, test;
} Row;

static void names_come_apart_as_a_person_would_read_them(void **state)
{
    static const Row rows[] = {
        { .said = "Hanwick Foods GmbH", .name = "Hanwick Foods GmbH" },
        { .said = "Hanwick Ltd t/a Oria Water", .name = "Hanwick Ltd", .other = "Oria Water" },
        { .said = "Hanwick LLC dba Oria", .name = "Hanwick LLC", .other = "Oria" },
        { .said = "Hanwick Inc. d/b/a Oria", .name = "Hanwick Inc.", .other = "Oria" },
        { .said = "Hanwick AG (formerly Brauerei Nord)", .name = "Hanwick AG", .other = "Brauerei Nord" },
        { .said = "Hanwick AG (vormals Brauerei Nord AG)", .name = "Hanwick AG", .other = "Brauerei Nord AG" },
        { .said = "Hanwick SA, anciennement Nord", .name = "Hanwick SA", .other = "Nord" },
        { .said = "Hanwick (Germany)", .name = "Hanwick", .country = "DE" },
        { .said = "Hansen, AS", .name = "Hansen, AS" },
        { .said = "BASF, SE", .name = "BASF, SE" },
        { .said = "Wijaya Karya, PT", .name = "Wijaya Karya, PT" },
        { .said = "Hanwick (Indonesia)", .name = "Hanwick", .country = "ID" },
        { .said = "Hanwick, T\xC3\xBCrkei", .name = "Hanwick", .country = "TR" },
        { .said = "Hanwick GmbH - Germany", .name = "Hanwick GmbH", .country = "DE" },
        { .said = "Hanwick GmbH - old", .name = "Hanwick GmbH", .dead = true },
        { .said = "Hanwick DO NOT USE", .name = "Hanwick", .dead = true },
        { .said = "Hanwick - do not use, see 4711", .name = "Hanwick - do not use, see 4711" },
        { .said = "Hanwick [ALT]", .name = "Hanwick", .dead = true },
        { .said = "Hanwick GmbH (gelöscht)", .name = "Hanwick GmbH", .dead = true },
        { .said = "Hanwick GmbH #4711", .name = "Hanwick GmbH" },
        { .said = "Hanwick GmbH 100213", .name = "Hanwick GmbH" },
        { .said = "Hanwick GmbH (100213)", .name = "Hanwick GmbH" },
        { .said = "Expo 2020", .name = "Expo 2020" },
        { .said = "Hanwick - Accounts Payable", .name = "Hanwick", .department = "Accounts Payable" },
        { .said = "Hanwick GmbH, Einkauf", .name = "Hanwick GmbH", .department = "Einkauf" },
        { .said = "Hanwick Holding:Oria Water", .name = "Oria Water", .parent = "Hanwick Holding" },
        { .said = "A1 Group:Hanwick:Oria Water", .name = "Oria Water", .parent = "Hanwick" },
        { .said = "Mission: Possible", .name = "Mission: Possible" },
        { .said = "http://hanwick.example", .name = "http://hanwick.example" },
        { .said = "Test account", .name = "Test account", .test = true },
        { .said = "Testkunde 2", .name = "Testkunde 2", .test = true },
        { .said = "Test Instruments GmbH", .name = "Test Instruments GmbH" },
        { .said = "Rolls-Royce plc", .name = "Rolls-Royce plc" },
        { .said = "(Acme) GmbH", .name = "(Acme) GmbH" },
        { .said = "Acme, Inc.", .name = "Acme, Inc." },
        { .said = "(old)", .name = "(old)" },
        { .said = "", .name = "" },
    };
    Arena a;
    (void)state;
    arena_init(&a);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        NameParts p;
        company_parts(str_of(rows[i].said), &a, &p);
        const Str got[] = { p.name, p.other, p.parent, p.country, p.department };
        const char *const want[] = { rows[i].name, rows[i].other, rows[i].parent, rows[i].country, rows[i].department };
        for (size_t k = 0; k < COUNT_OF(got); k++)
            if (!str_eq(got[k], str_of(want[k])))
                fail_msg("'%s', part %zu: got '%.*s', want '%s'", rows[i].said, k, STR_ARG(got[k]), want[k] ? want[k] : "");
        if (p.dead != rows[i].dead || p.test != rows[i].test)
            fail_msg("'%s': dead %d, test %d", rows[i].said, p.dead, p.test);
    }
    arena_release(&a);
}

static void two_spellings_share_a_key(void **state)
{
    static const char *const rows[][2] = {
        { "Hanwick Intl Mfg Ltd", "Hanwick International Manufacturing" },
        { "Gebr. Keller GmbH", "Gebrüder Keller" },
        { "Soc. Dupont SA", "Société Dupont" },
        { "Keller Bros. Inc", "Keller Brothers" },
        { "深圳华为有限公司", "Shenzhen Huawei Co., Ltd." },
        { "株式会社トヨタ", "Toyota K.K." },
        { "Газпром ПАО", "Gazprom PAO" },
        { "Ελλάδα Α.Ε.", "Ellada AE" },
        { "Müller & Söhne GmbH", "Mueller und Soehne" },
        { "شركة الفطيم", "الفطيم" },
        { "ООО «Ромашка»", "Romashka OOO" },
    };
    Arena a;
    (void)state;
    arena_init(&a);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        CompanyName x, y;
        company_plain(str_of(rows[i][0]), &a, &x);
        company_plain(str_of(rows[i][1]), &a, &y);
        if (!str_eq(x.key, y.key))
            fail_msg("'%s' is '%.*s', '%s' is '%.*s'", rows[i][0], STR_ARG(x.key), rows[i][1], STR_ARG(y.key));
    }
    arena_release(&a);
}

/* One company a country, as its register writes it. */
static void forms_of_sixty_countries_go_from_the_end(void **state)
{
    static const char *const names[] = {
        "AE Hanwick FZE", "AL Hanwick Sh.p.k.", "AR Hanwick S.A.I.C.", "AT Hanwick GesmbH", "AU Hanwick Pty Ltd", "BE Hanwick BVBA", "BG Hanwick EOOD", "BH Hanwick B.S.C.",
        "BR Hanwick Ltda.", "BY Hanwick ODO", "CA Hanwick Ltée", "CH Hanwick Sagl", "CL Hanwick Sociedad por Acciones", "CN Hanwick You Xian Gong Si", "CO Hanwick S.A.S. BIC", "CZ Hanwick v.o.s.",
        "DE Hanwick GmbH & Co. KG", "DK Hanwick ApS", "EE Hanwick OÜ", "EG Hanwick S.A.E.", "ES Hanwick S.L.U.", "FI Hanwick Oyj", "FR Hanwick SASU", "GB Hanwick PLC",
        "GR Hanwick I.K.E.", "HR Hanwick j.d.o.o.", "HU Hanwick Zrt.", "ID Hanwick Tbk", "IE Hanwick DAC", "IL Hanwick B.M.", "IN Hanwick Pvt. Ltd.", "IS Hanwick ehf.", "IT Hanwick S.r.l.s.",
        "JP Hanwick K.K.", "KR Hanwick Jusikhoesa", "KW Hanwick K.S.C.P.", "LB Hanwick S.A.L.", "LT Hanwick UAB", "LU Hanwick SARL-S", "LV Hanwick SIA", "MA Hanwick SARL AU", "MK Hanwick DOOEL",
        "MX Hanwick S.A. de C.V.", "MY Hanwick Sdn. Bhd.", "NL Hanwick B.V.", "NO Hanwick ASA", "OM Hanwick SAOG", "PE Hanwick S.A.C.", "PL Hanwick sp. z o.o.", "PT Hanwick Lda.", "QA Hanwick Q.P.S.C.",
        "RO Hanwick SRL-D", "RU Hanwick OOO", "SE Hanwick AB", "SG Hanwick Pte. Ltd.", "SI Hanwick d.d.", "TH Hanwick PCL", "TN Hanwick SUARL", "TR Hanwick Ltd. Şti.", "UA Hanwick TOV", "US Hanwick PLLC",
        "VE Hanwick C.A.", "VN Hanwick TNHH", "ZA Hanwick NPC",
    };
    Arena a;
    (void)state;
    arena_init(&a);
    assert_true(COUNT_OF(names) >= 60);
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        CompanyName c;
        company_plain(str_of(names[i] + 3), &a, &c);
        if (!str_eq(c.core, STR("hanwick")) || !c.form.n)
            fail_msg("'%s': core '%.*s', form '%.*s'", names[i], STR_ARG(c.core), STR_ARG(c.form));
        if (c.country.n && memcmp(c.country.p, names[i], 2) != 0)
            fail_msg("'%s': the form is said to be of '%.*s'", names[i], STR_ARG(c.country));
    }
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_come_apart_as_a_person_would_read_them),
        cmocka_unit_test(two_spellings_share_a_key),
        cmocka_unit_test(forms_of_sixty_countries_go_from_the_end),
    };
    return cmocka_run_group_tests_name("parts", tests, NULL, NULL);
}
