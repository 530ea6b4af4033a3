/* Oracle: mails and answers written by hand, with what a person would keep. */
#include "tests/near.h"

#include <stdio.h>

#include "base/attr.h"
#include "base/status.h"
#include "text/clean.h"

static void check(const char *raw, const char *want)
{
    Arena a;
    arena_init(&a);
    Str got = text_clean(str_of(raw), &a);
    if (!str_eq(got, str_of(want)))
        fail_msg("'%s': got '%.*s', want '%s'", raw, STR_ARG(got), want);
    arena_release(&a);
}

static void quoted_mail_goes(void **state)
{
    (void)state;
    check("Works now.\n\nOn Tue, 4 Mar 2025 at 10:02, Ann Lee <ann@acme.com> wrote:\n> Is it "
          "fixed?\n> Ann",
          "Works now.");
    check("> Is it fixed?\nNo, it still fails.", "No, it still fails.");
    check("On Monday Ann wrote:\n> Is it fixed?\nYes it is.", "Yes it is.");
    check("Läuft.\n\nAm 04.03.2025 um 10:02 schrieb Ann Lee:\nGeht es wieder?", "Läuft.");
    check("Merci.\nLe 4 mars 2025 à 10:02, Ann a écrit :\nC'est bon ?", "Merci.");
    check("Late again!\n-----Original Message-----\nFrom: Bob\nHello", "Late again!");
    check("Late again!\nFrom: Bob Smith\nSent: Monday\nTo: Ann\nHello", "Late again!");
    check("See below.\nOn Tue, 4 Mar 2025 at 10:02, Ann Lee\n<ann@acme.com> wrote:\n> hm",
          "See below.");
    check("From: our side everything is fine.", "From: our side everything is fine.");
    check("On Tuesday he wrote: nothing works", "On Tuesday he wrote: nothing works");
}

static void signatures_go(void **state)
{
    (void)state;
    check("The pump leaks.\n\nBest regards,\nBob Smith\nPlant Manager\n+44 20 1234",
          "The pump leaks.");
    check("Die Pumpe leckt.\nMit freundlichen Grüßen\nBob Schmidt", "Die Pumpe leckt.");
    check("The pump leaks.\n-- \nBob", "The pump leaks.");
    check("The pump leaks.\nSent from my iPhone", "The pump leaks.");
    check("Thanks,\nBob", "");
    check("Best regards to your driver, he saved us a day.",
          "Best regards to your driver, he saved us a day.");
    check("Regards the order:\nWe were told two weeks and then nothing happened until we called "
          "you again ourselves, which is bad.",
          "Regards the order:\nWe were told two weeks and then nothing happened until we called "
          "you again ourselves, which is bad.");
    check("Pump leaks.\nKind regards\nBob\n\nOn Mon, Ann wrote:\n> a very long quoted line that "
          "goes on and on and on, longer than any signature line would be",
          "Pump leaks.");
}

static void greetings_and_openers_go(void **state)
{
    (void)state;
    check("Dear Sir or Madam,\n\nThe pump leaks.", "The pump leaks.");
    check("Hi team,\nwhere is it?", "where is it?");
    check("Hello,\nwhere is it?", "where is it?");
    check("Sehr geehrte Damen und Herren,\n\ndie Pumpe leckt.", "die Pumpe leckt.");
    check("Hallo zusammen,\ndie Pumpe leckt.", "die Pumpe leckt.");
    check("Madame, Monsieur,\nla pompe fuit.", "la pompe fuit.");
    check("Estimado se\u00f1or Ruiz:\nla bomba gotea.", "la bomba gotea.");
    check("Pump 12\n\nHi,\n\nit leaks.\n\nMany thanks\nAnn Lee", "Pump 12\nit leaks.");
    check("Short version: it leaks.", "it leaks.");
    check("Ehrlich gesagt: sie leckt.", "sie leckt.");
    check("En bref : elle fuit.", "elle fuit.");
    check("To be honest, it leaks.", "it leaks.");
    check("The pump leaks.\nThanks\nBob", "The pump leaks.");
}

static void words_that_only_look_like_greetings_stay(void **state)
{
    static const char *const rows[] = {
        "Hello, is anybody reading this?",
        "Dear is what your spare parts are",
        "Hi-res drawings are missing.",
        "Hello world of pain: nothing works here and nobody calls us back, ever.",
        "Beste Messmittel im Haus",
        "Beste Lieferung seit Jahren, danke!",
        "Liebe zum Detail",
        "Portal: empty list",
        "Delivery: three days late.",
        "Short versions are missing: please print one.",
        "In short supply: everything.",
        "Thank you\nThe technician stayed until it worked.",
        "Visit\nThank you\nfor sending a technician who stayed until the machine worked",
        "Thank you",
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        check(rows[i], rows[i]);
}

static void html_becomes_text(void **state)
{
    (void)state;
    check("<p>Late &amp; wrong.</p><p>M&uuml;ller &#8364;5 &#x41;</p>",
          "Late & wrong.\nMüller €5 A");
    check("<style>p { color: red }</style><div>Hello<br/>there</div>", "Hello\nthere");
    check("a < b and c > d", "a < b and c > d");
    check("write to <ann@acme.com> please", "write to <ann@acme.com> please");
    check("<!-- hidden -->shown", "shown");
    check("R&D & more &unknown; &#xD800;", "R&D & more &unknown; &#xD800;");
    check("<script>alert(1)", "");
}

static void blanks_are_joined(void **state)
{
    (void)state;
    check("  two\t words \r\n\r\n\r\nnext\xC2\xA0line \x01 ", "two words\nnext line");
    check("e\xCC\x81t\xC3\xA9 zero\xE2\x80\x8Bwidth", "été zerowidth");
    check("", "");
}

static void empty_answers_say_nothing(void **state)
{
    static const char *const rows[] = {
        "n/a",        "N/A.",  "-",    "none",   "None!", "...",  "no comment", "Nothing to add",
        "x",          "keine", "k.A.", "R.A.S.", "rien",  "nada", "niente",     "n.v.t.",
        "<p>n/a</p>", "?",     "no",
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        check(rows[i], "");
    check("none of the parts fit", "none of the parts fit");
    check("no delivery", "no delivery");
    check("👍", "👍");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quoted_mail_goes),
        cmocka_unit_test(signatures_go),
        cmocka_unit_test(greetings_and_openers_go),
        cmocka_unit_test(words_that_only_look_like_greetings_stay),
        cmocka_unit_test(html_becomes_text),
        cmocka_unit_test(blanks_are_joined),
        cmocka_unit_test(empty_answers_say_nothing),
    };
    return cmocka_run_group_tests_name("clean", tests, NULL, NULL);
}
