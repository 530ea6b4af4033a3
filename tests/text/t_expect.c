/* Oracle: expect_sentences.h, labelled by hand. */
#include "tests/near.h"

#include "base/attr.h"
#include "tests/text/expect_sentences.h"

typedef struct Tally {
    int right, missed, wrong, kind, polarity; /* found and one; not found; found and none; of those right: kind and polarity too */
} Tally;

static Tally count(Arena *a, const ExpectFinder *f, bool late, Lang first, Lang last)
{
    Tally t = { 0 };
    for (size_t i = 0; i < COUNT_OF(labelled); i++) {
        const Labelled *l = &labelled[i];
        Expect e;
        if (l->late != late || l->lang < first || l->lang > last)
            continue;
        expect_find(f, str_of(l->text), STR(""), l->lang, false, a, &e);
        bool is = l->kind != EXPECT_NONE, found = e.kind != EXPECT_NONE;
        t.right += is && found;
        t.missed += is && !found;
        t.wrong += !is && found;
        t.kind += is && e.kind == l->kind;
        t.polarity += is && found && e.polarity == l->polarity;
        if (is != found || (is && (e.kind != l->kind || e.polarity != l->polarity)))
            print_message("  %s: %s %s, is %s %s: %s\n", lang_code(l->lang), expect_kind_name(e.kind), expect_polarity_name(e.polarity), expect_kind_name(l->kind),
                          expect_polarity_name(l->polarity), l->text);
    }
    return t;
}

static void check(const char *what, Tally t, double precision, double recall, double kind, double polarity)
{
    double n = t.right + t.missed, p = t.right / (double)(t.right + t.wrong), r = t.right / n, k = t.kind / n, o = t.polarity / (double)t.right;
    print_message("%s: %d sentences that are one; precision %.3f recall %.3f kind %.3f polarity %.3f\n", what, t.right + t.missed, p, r, k, o);
    assert_true(p >= precision && r >= recall && k >= kind && o >= polarity);
}

static void sentences_are_told_apart_as_by_hand(void **state)
{
    Arena a;
    (void)state;
    arena_init(&a);
    assert_true(COUNT_OF(labelled) >= 200);
    const ExpectFinder *f = expect_create(&a);
    check("English", count(&a, f, false, LANG_EN, LANG_EN), 0.95, 0.95, 0.95, 0.9);
    check("German", count(&a, f, false, LANG_DE, LANG_DE), 0.95, 0.95, 0.95, 0.9);
    check("others", count(&a, f, false, LANG_DE + 1, LANG_UNKNOWN), 0.9, 0.8, 0.8, 0.8);
    arena_release(&a);
}

/* Not tuned on: what is to be expected of sentences of the kind. */
static void sentences_never_tuned_on_are_mostly_right_too(void **state)
{
    Arena a;
    (void)state;
    arena_init(&a);
    check("late", count(&a, expect_create(&a), true, (Lang)0, LANG_UNKNOWN), 0.85, 0.8, 0.7, 0.6);
    arena_release(&a);
}

static Str part(Str s, ExpectSpan x)
{
    return str_sub(s, x.from, x.n);
}

static void spans_hold_what_was_expected_and_what_was_lived(void **state)
{
    static const struct {
        Lang        lang;
        const char *text, *cue, *expected, *lived;
        ExpectTopic topic;
    } rows[] = {
        { LANG_EN, "You promised Tuesday, but nothing came.", "You promised", "Tuesday", "but nothing came", EXPECT_TIMELINESS },
        { LANG_EN, "I expected an answer within a day, got one after two weeks.", "I expected", "an answer within a day", "got one after two weeks", EXPECT_ANSWERS },
        { LANG_EN, "The repair came two days later than expected.", "than expected", "The repair came two days later", "The repair came two days later", EXPECT_TIMELINESS },
        { LANG_EN, "Invoices should match the quote.", "should", "match the quote", "Invoices", EXPECT_INVOICES },
        { LANG_DE, "Für München hatten Sie den Montag zugesagt, aber nichts kam.", "zugesagt", "Für München hatten Sie den Montag", "aber nichts kam", EXPECT_TIMELINESS },
        { LANG_FR, "La facture devrait correspondre au devis.", "devrait", "correspondre au devis", "La facture", EXPECT_INVOICES },
    };
    Arena a;
    (void)state;
    arena_init(&a);
    const ExpectFinder *f = expect_create(&a);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Expect e;
        Str s = str_of(rows[i].text);
        expect_find(f, s, STR(""), rows[i].lang, false, &a, &e);
        if (!e.n_cue || !str_eq(part(s, e.cue[0]), str_of(rows[i].cue)) || !str_eq(part(s, e.expected), str_of(rows[i].expected)) ||
            !str_eq(part(s, e.lived), str_of(rows[i].lived)) || e.topic != rows[i].topic)
            fail_msg("%s: '%.*s' '%.*s' '%.*s' %s", rows[i].text, STR_ARG(part(s, e.cue[0])), STR_ARG(part(s, e.expected)), STR_ARG(part(s, e.lived)),
                     expect_topic_name(e.topic));
    }
    arena_release(&a);
}

static void the_next_sentence_may_tell_how_it_went(void **state)
{
    Arena a;
    Expect e;
    (void)state;
    arena_init(&a);
    const ExpectFinder *f = expect_create(&a);
    expect_find(f, STR("It said Tuesday on the confirmation."), STR("It was not Tuesday."), LANG_EN, false, &a, &e);
    assert_int_equal(e.kind, EXPECT_PROMISE);
    assert_int_equal(e.polarity, EXPECT_DISAPPOINTED);
    expect_find(f, STR("You promised Tuesday."), STR("Greetings to Carla."), LANG_EN, false, &a, &e);
    assert_int_equal(e.polarity, EXPECT_OPEN);
    arena_release(&a);
}

static void an_answer_to_a_question_after_expectations_is_one(void **state)
{
    Arena a;
    Expect e;
    (void)state;
    arena_init(&a);
    const ExpectFinder *f = expect_create(&a);
    assert_true(expect_asks(f, STR("And what did you expect from us, in the first place?"), LANG_EN, &a));
    assert_true(expect_asks(f, STR("Was haben Sie von uns erwartet?"), LANG_DE, &a));
    assert_false(expect_asks(f, STR("What is the main reason for your score?"), LANG_EN, &a));
    expect_find(f, STR("Reliable dates, nothing more."), STR(""), LANG_EN, true, &a, &e);
    assert_int_equal(e.kind, EXPECT_OWN);
    assert_int_equal(e.polarity, EXPECT_OPEN);
    assert_int_equal(e.topic, EXPECT_TIMELINESS);
    expect_find(f, STR("Reliable dates, nothing more."), STR(""), LANG_EN, false, &a, &e);
    assert_int_equal(e.kind, EXPECT_NONE);
    arena_release(&a);
}

static void making_do_is_heard(void **state)
{
    static const struct {
        Lang        lang;
        const char *text;
        bool        is;
    } rows[] = {
        { LANG_EN, "We gave up on the web portal and keep our own spreadsheet of orders.", true },
        { LANG_EN, "We plan an extra week for everything from you.", true },
        { LANG_EN, "I have to call you just to see where my order is.", true },
        { LANG_EN, "We wrote our own one-page guide.", true },
        { LANG_EN, "I spend half a morning each month reconciling your billing.", true },
        { LANG_DE, "Wir führen jetzt eine eigene Liste.", true },
        { LANG_DE, "Ich muss jedes Mal anrufen.", true },
        { LANG_EN, "The portal is slow.", false },
        { LANG_EN, "Keep it up.", false },
        { LANG_DE, "Die Liste ist vollständig.", false },
    };
    Arena a;
    (void)state;
    arena_init(&a);
    const ExpectFinder *f = expect_create(&a);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Expect e;
        expect_find(f, str_of(rows[i].text), STR(""), rows[i].lang, false, &a, &e);
        if (expect_workaround(f, str_of(rows[i].text), rows[i].lang, &a) != rows[i].is || (e.kind == EXPECT_NONE && e.workaround != rows[i].is))
            fail_msg("%s", rows[i].text);
    }
    arena_release(&a);
}

static void what_it_led_to_is_heard(void **state)
{
    static const struct {
        Lang        lang;
        const char *text;
        bool        is;
    } rows[] = {
        { LANG_EN, "If this goes on we will tender elsewhere.", true },
        { LANG_EN, "We had to stop the line on Friday.", true },
        { LANG_EN, "That cost us two days.", true },
        { LANG_EN, "You promised Tuesday and we lost a whole shift.", true },
        { LANG_EN, "We are looking at other suppliers now.", true },
        { LANG_EN, "Our customers complained about it.", true },
        { LANG_EN, "We had to pay a penalty because of it.", true },
        { LANG_EN, "Production stood still for a day.", true },
        { LANG_DE, "Das hat uns zwei Tage gekostet.", true },
        { LANG_DE, "Wir mussten die Linie anhalten.", true },
        { LANG_DE, "Die Produktion stand still.", true },
        { LANG_DE, "Wir werden neu ausschreiben.", true },
        { LANG_DE, "Wir sehen uns nach anderen Lieferanten um.", true },
        { LANG_DE, "Dadurch haben wir Kunden verloren.", true },
        { LANG_EN, "Our line is down again.", true },
        { LANG_EN, "Same-day reply when a line is down.", false },
        { LANG_EN, "What would two days cost us?", false },
        { LANG_EN, "The price is fair and costs nothing extra.", false },
        { LANG_EN, "Your line of products is good.", false },
        { LANG_EN, "Nothing was lost in the move.", false },
        { LANG_EN, "You should stop the newsletter.", false },
        { LANG_DE, "Die Kosten sind in Ordnung.", false },
        { LANG_DE, "Die Anlage steht in Halle drei.", false },
        { LANG_DE, "Unsere Kunden sind zufrieden.", false },
    };
    Arena a;
    (void)state;
    arena_init(&a);
    const ExpectFinder *f = expect_create(&a);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Expect e;
        expect_find(f, str_of(rows[i].text), STR(""), rows[i].lang, false, &a, &e);
        if (expect_consequence(f, str_of(rows[i].text), rows[i].lang, &a) != rows[i].is || e.consequence != rows[i].is)
            fail_msg("%s", rows[i].text);
    }
    arena_release(&a);
}

static void any_bytes_are_taken(void **state)
{
    static char long_text[1 << 16];
    Arena a;
    Expect e;
    (void)state;
    arena_init(&a);
    const ExpectFinder *f = expect_create(&a);
    for (size_t i = 0; i < sizeof long_text; i++)
        long_text[i] = "should we you promised , \xFF\xC3\xE2\x80"[i * 31 % 29];
    for (size_t n = 0; n < 200; n++)
        for (int lang = 0; lang <= LANG_UNKNOWN; lang++)
            expect_find(f, (Str){ long_text + n * 7, n * n }, (Str){ long_text, n }, (Lang)lang, n % 2, &a, &e);
    expect_find(f, (Str){ long_text, sizeof long_text }, STR(""), LANG_EN, true, &a, &e);
    assert_true(e.expected.from + e.expected.n <= sizeof long_text);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sentences_are_told_apart_as_by_hand),
        cmocka_unit_test(sentences_never_tuned_on_are_mostly_right_too),
        cmocka_unit_test(spans_hold_what_was_expected_and_what_was_lived),
        cmocka_unit_test(the_next_sentence_may_tell_how_it_went),
        cmocka_unit_test(an_answer_to_a_question_after_expectations_is_one),
        cmocka_unit_test(what_it_led_to_is_heard), cmocka_unit_test(making_do_is_heard),
        cmocka_unit_test(any_bytes_are_taken),
    };
    return cmocka_run_group_tests_name("expect", tests, NULL, NULL);
}
