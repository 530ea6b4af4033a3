/* Oracle: hand-made titles with the role a person would give, in seven languages. */
#include "tests/near.h"

#include "base/attr.h"
#include "text/role.h"

static void titles_give_roles_in_seven_languages(void **state)
{
    static const char *const rows[][3] = {
        { "Decision maker", "", "decision maker" },          { "Economic Buyer", "Engineer", "economic buyer" },
        { "user", "Managing Director", "user" },             { "Champion", "", "champion" },
        { "", "Managing Director", "decision maker" },       { "", "Chief Financial Officer", "economic buyer" },
        { "", "Metrology Engineer", "technical" },           { "", "Purchasing Manager", "procurement" },
        { "", "Accounts Payable Clerk", "finance" },         { "", "CEO", "executive" },
        { "", "Shift Leader", "frontline" },                 { "", "VP Operations", "executive" },
        { "", "Geschäftsführerin", "decision maker" },       { "", "Leiter Einkauf", "procurement" },
        { "", "Kaufmännischer Leiter", "economic buyer" },   { "", "Messtechniker", "technical" },
        { "", "Buchhaltung", "finance" },                    { "", "Schichtleiter", "frontline" },
        { "", "Directrice Générale", "decision maker" },     { "", "Responsable achats", "procurement" },
        { "", "Directeur financier", "economic buyer" },     { "", "Technicien qualité", "technical" },
        { "", "Director general", "decision maker" },        { "", "Jefe de compras", "procurement" },
        { "", "Contable", "finance" },                       { "", "Amministratore delegato", "executive" },
        { "", "Responsabile acquisti", "procurement" },      { "", "Direttore generale", "decision maker" },
        { "", "Diretora financeira", "economic buyer" },     { "", "Engenheiro de produção", "technical" },
        { "", "Inkoper", "procurement" },                    { "", "Algemeen directeur", "decision maker" },
        { "", "Boekhouder", "finance" },                     { "Gebruiker", "", "user" },
        { "", "Assistant to the CEO", "other" },             { "", "Assistenz der Geschäftsführung", "other" },
        { "", "Poet", "other" },                             { "", "", "unknown" },
        { "?", "", "unknown" },                              { "Poet", "Einkäufer", "procurement" },
    };
    Arena a;
    (void)state;
    arena_init(&a);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Str got = contact_role(str_of(rows[i][0]), str_of(rows[i][1]), &a);
        if (!str_eq(got, str_of(rows[i][2])))
            fail_msg("'%s' / '%s': got '%.*s', want '%s'", rows[i][0], rows[i][1], STR_ARG(got), rows[i][2]);
    }
    arena_release(&a);
}

static void addresses_of_a_desk_are_not_persons(void **state)
{
    static const char *const desk[] = { "info", "Einkauf", "rechnung", "support+de", "sales-emea", "achats", "no-reply" };
    static const char *const person[] = { "ann", "j.info", "infonius", "testa", "itziar" };
    Arena a;
    (void)state;
    arena_init(&a);
    for (size_t i = 0; i < COUNT_OF(desk); i++)
        assert_true(is_shared_mailbox(str_of(desk[i]), &a));
    for (size_t i = 0; i < COUNT_OF(person); i++)
        assert_false(is_shared_mailbox(str_of(person[i]), &a));
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(titles_give_roles_in_seven_languages),
        cmocka_unit_test(addresses_of_a_desk_are_not_persons),
    };
    return cmocka_run_group_tests_name("role", tests, NULL, NULL);
}
