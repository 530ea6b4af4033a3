/* Oracle: the VADER authors' corpora (mean of 20 human ratings a text) and the scores their
 * own program gives; both under TL_SHARED.  The small cases follow the paper's rules by hand. */
#include "tests/near.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/attr.h"
#include "base/file.h"
#include "text/sentiment.h"

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

static Sentiment score(const char *text, Lang lang)
{
    Sentiment s;
    sentiment_score(str_of(text), lang, &arena, &s);
    return s;
}

static double compound_of(double sum)
{
    return sum / sqrt(sum * sum + 15);
}

static void the_rules_give_the_values_of_the_paper(void **state)
{
    /* good 1.9, great 3.1, bad -2.5, terrible -2.1, love 3.2, hate -2.7, ok 1.2, no -1.2 */
    static const struct {
        const char *text;
        double      sum;
    } rows[] = {
        { "good", 1.9 },
        { "very good", 1.9 + 0.293 },
        { "very bad", -2.5 - 0.293 },
        { "really very good", 1.9 + 0.293 + 0.293 * 0.95 },
        { "slightly bad", -2.5 + 0.293 },
        { "not good", 1.9 * -0.74 },
        { "not very good", (1.9 + 0.293) * -0.74 },
        { "isn’t good", 1.9 * -0.74 },
        { "good!", 1.9 + 0.292 },
        { "bad!!!!!!", -2.5 - 4 * 0.292 },
        { "good??", 1.9 + 0.36 },
        { "the service is GOOD", 1.9 + 0.733 },
        { "GOOD SERVICE", 1.9 },
        { "good but bad", 1.9 * 0.5 - 2.5 * 1.5 },
        { "at least good", 1.9 },
        { "the least good", 1.9 * -0.74 },
        { "never so good", (1.9 + 0.293) * 1.25 },
        { "no good", 1.9 * -0.74 },
        { "no answer", -1.2 },
        { "the coffee is kind of good", 1.9 - 0.293 },
        { "to them we say yeah right", -2.0 },
        { "table", 0 },
        { ":)", 2.0 },
        { "", 0 },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Sentiment s = score(rows[i].text, LANG_EN);
        if (fabs(s.compound - compound_of(rows[i].sum)) > 1e-12)
            fail_msg("'%s': %.6f, want %.6f", rows[i].text, s.compound, compound_of(rows[i].sum));
    }
}

static void hits_say_which_words_and_how_much(void **state)
{
    const char *text = "The people are great, but delivery is terrible!";
    Sentiment s = score(text, LANG_EN);
    (void)state;
    assert_int_equal(s.method, SENTIMENT_VADER);
    assert_int_equal(s.n_hit, 2);
    assert_memory_equal(text + s.hit[0].from, "great", s.hit[0].n);
    assert_memory_equal(text + s.hit[1].from, "terrible", s.hit[1].n);
    check_digits(s.hit[0].weight, 3.1 * 0.5, 12);
    check_digits(s.hit[1].weight, -2.1 * 1.5, 12);
    check_digits(s.punctuation, -0.292, 12);
    check_digits(s.compound, compound_of(s.hit[0].weight + s.hit[1].weight + s.punctuation), 12);
}

static void emoji_count(void **state)
{
    (void)state;
    assert_true(score("Delivered 😍", LANG_EN).compound > 0.3);
    assert_true(score("Delivered❤️", LANG_DE).compound > 0.3);
    assert_true(score("waiting 😡😡", LANG_EN).compound < -0.2);
}

static void other_languages_go_by_word_list(void **state)
{
    static const struct {
        Lang        lang;
        const char *text;
        int         sign;
    } rows[] = {
        { LANG_DE, "Der Service ist ausgezeichnet.", 1 },
        { LANG_DE, "Das war eine schreckliche Erfahrung.", -1 },
        { LANG_DE, "Ich bin nicht zufrieden.", -1 },
        { LANG_DE, "Wir sind sehr zufrieden, danke", 1 },
        { LANG_FR, "Le service est excellent.", 1 },
        { LANG_FR, "C'est une catastrophe terrible.", -1 },
        { LANG_FR, "Je ne suis pas satisfait.", -1 },
        { LANG_ES, "El servicio es excelente.", 1 },
        { LANG_ES, "Fue un problema horrible.", -1 },
        { LANG_ES, "No estoy satisfecho", -1 },
        { LANG_IT, "Il servizio è eccellente.", 1 },
        { LANG_IT, "Un problema terribile.", -1 },
        { LANG_PT, "O serviço é excelente.", 1 },
        { LANG_PT, "Um problema terrível.", -1 },
        { LANG_NL, "De service is uitstekend.", 1 },
        { LANG_NL, "Dat was een vreselijk probleem.", -1 },
        { LANG_NL, "Ik ben niet tevreden.", -1 },
        { LANG_DE, "Die Pumpe steht im Werk.", 0 },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Sentiment s = score(rows[i].text, rows[i].lang);
        assert_int_equal(s.method, SENTIMENT_WORD_LIST);
        if ((s.compound > 0) - (s.compound < 0) != rows[i].sign)
            fail_msg("'%s': %.3f", rows[i].text, s.compound);
    }
}

/* The value of a word alone is the list's; what its company makes of it is worked out by hand. */
static double valued(const char *word, Lang lang)
{
    Sentiment s = score(word, lang);
    assert_int_equal(s.n_hit, 1);
    return s.hit[0].weight;
}

static void boosters_negations_and_turns_are_known_in_six_languages(void **state)
{
    /* `one` and `other` are words with a value; the sum is a * one + b * other + c away from zero. */
    static const struct {
        Lang lang;
        const char *text, *one, *other;
        double a, b, boost;
    } rows[] = {
        { LANG_DE, "sehr gut", "gut", NULL, 1, 0, 0.36625 },
        { LANG_DE, "etwas gut", "gut", NULL, 1, 0, -0.36625 },
        { LANG_DE, "nicht sehr gut", "gut", NULL, -0.74, 0, 0.36625 * -0.74 },
        { LANG_DE, "gut ist das nicht.", "gut", NULL, -0.74, 0, 0 },
        { LANG_DE, "gut, nicht hier", "gut", NULL, 1, 0, 0 },
        { LANG_DE, "gut, aber schlecht", "gut", "schlecht", 0.5, 1.5, 0 },
        { LANG_DE, "obwohl schlecht, ist es gut", "gut", "schlecht", 1.5, 0.5, 0 },
        { LANG_DE, "es ist gut, obwohl schlecht", "gut", "schlecht", 1.5, 0.5, 0 },
        { LANG_DE, "aber es ist gut", "gut", NULL, 1, 0, 0 },
        { LANG_DE, "ohne Zweifel gut", "gut", NULL, 1, 0, 0 },
        { LANG_FR, "très excellent", "excellent", NULL, 1, 0, 0.36625 },
        { LANG_FR, "un peu mauvais", "mauvais", NULL, 1, 0, -0.36625 },
        { LANG_FR, "excellent mais mauvais", "excellent", "mauvais", 0.5, 1.5, 0 },
        { LANG_ES, "muy bueno", "bueno", NULL, 1, 0, 0.36625 },
        { LANG_ES, "sin embargo bueno", "bueno", NULL, 1, 0, 0 },
        { LANG_ES, "bueno pero malo", "bueno", "malo", 0.5, 1.5, 0 },
        { LANG_ES, "aunque malo, es bueno", "bueno", "malo", 1.5, 0.5, 0 },
        { LANG_IT, "davvero eccellente", "eccellente", NULL, 1, 0, 0.36625 },
        { LANG_IT, "nemmeno eccellente", "eccellente", NULL, -0.74, 0, 0 },
        { LANG_IT, "eccellente ma terribile", "eccellente", "terribile", 0.5, 1.5, 0 },
        { LANG_PT, "muito bom", "bom", NULL, 1, 0, 0.36625 },
        { LANG_PT, "bom, porém horrível", "bom", "horrível", 0.5, 1.5, 0 },
        { LANG_NL, "heel goed", "goed", NULL, 1, 0, 0.36625 },
        { LANG_NL, "goed is het niet.", "goed", NULL, -0.74, 0, 0 },
        { LANG_NL, "goed maar slecht", "goed", "slecht", 0.5, 1.5, 0 },
        { LANG_NL, "hoewel slecht, is het goed", "goed", "slecht", 1.5, 0.5, 0 },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        double one = valued(rows[i].one, rows[i].lang), other = rows[i].other ? valued(rows[i].other, rows[i].lang) : 0;
        double boost = one > 0 ? rows[i].boost : -rows[i].boost;
        Sentiment s = score(rows[i].text, rows[i].lang);
        if (fabs(s.compound - compound_of(rows[i].a * one + rows[i].b * other + boost)) > 1e-12)
            fail_msg("'%s': %.6f, want %.6f", rows[i].text, s.compound, compound_of(rows[i].a * one + rows[i].b * other + boost));
    }
}

static void felt_english_knows_more_turns_than_the_paper(void **state)
{
    static const struct {
        const char *text;
        double      sum;
    } rows[] = {
        { "although bad, it is good", 1.9 * 1.5 - 2.5 * 0.5 },
        { "it is good although bad", 1.9 * 1.5 - 2.5 * 0.5 },
        { "it is good, however bad", 1.9 * 0.5 - 2.5 * 1.5 },
        { "good but bad", 1.9 * 0.5 - 2.5 * 1.5 },
        { "However, it is good", 1.9 },
        { "however good, though nothing else is", 1.9 },
        { "Although good, it is bad!", 1.9 * 0.5 - 2.5 * 1.5 - 0.292 },
        { "good", 1.9 },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Sentiment s;
        sentiment_feel(str_of(rows[i].text), LANG_EN, &arena, &s);
        if (fabs(s.compound - compound_of(rows[i].sum)) > 1e-12)
            fail_msg("'%s': %.6f, want %.6f", rows[i].text, s.compound, compound_of(rows[i].sum));
    }
    assert_true(fabs(score("although bad, it is good", LANG_EN).compound - compound_of(1.9 - 2.5)) < 1e-12);
}

static void unknown_languages_are_not_scored(void **state)
{
    (void)state;
    Sentiment s = score("good great love", LANG_UNKNOWN);
    assert_int_equal(s.method, SENTIMENT_NONE);
    assert_int_equal(s.n_hit, 0);
    assert_true(s.compound == 0);
    assert_true(fabs(score("\xFF\xC3 bad \x80", LANG_EN).compound) > 0);
}

typedef struct Moments {
    double n, x, y, xx, yy, xy;
} Moments;

static void moments_add(Moments *m, double x, double y)
{
    *m = (Moments){ m->n + 1, m->x + x, m->y + y, m->xx + x * x, m->yy + y * y, m->xy + x * y };
}

static double correlation(const Moments *m)
{
    return (m->n * m->xy - m->x * m->y) /
           sqrt((m->n * m->xx - m->x * m->x) * (m->n * m->yy - m->y * m->y));
}

/* id TAB mean rating TAB text, one text a line. */
static bool correlate(const char *name, size_t want_n, double want_r)
{
    const char *shared = getenv("TL_SHARED");
    Str file, scores = STR("");
    Err err;
    Moments m = { 0 };
    size_t compared = 0, equal = 0;
    if (!shared)
        return false;
    const char *path =
        str_fmt(&arena, "%s/data/vader_hutto2014/%s_GroundTruth.txt", shared, name).p;
    if (file_read(path, 1 << 24, &arena, &file, &err))
        return false;
    path = str_fmt(&arena, "%s/data/vader_hutto2014/reference_scores_%s.tsv", shared, name).p;
    if (file_read(path, 1 << 24, &arena, &scores, &err) == ST_OK)
        (void)str_cut(&scores, '\n');
    while (file.n) {
        Str line = str_trim(str_cut(&file, '\n')), theirs = str_trim(str_cut(&scores, '\n'));
        double rating, reference;
        (void)str_cut(&line, '\t');
        if (!str_to_f64(str_cut(&line, '\t'), &rating))
            continue;
        Sentiment s;
        sentiment_score(line, LANG_EN, &arena, &s);
        moments_add(&m, rating, s.compound);
        for (int i = 0; i < 5; i++)
            (void)str_cut(&theirs, '\t');
        if (str_to_f64(theirs, &reference)) {
            compared++;
            equal += fabs(reference - s.compound) < 1e-4;
        }
    }
    print_message("# %s: n %.0f, r %.4f (theirs %.3f), same score in %zu of %zu\n", name, m.n,
                  correlation(&m), want_r, equal, compared);
    assert_int_equal((size_t)m.n, want_n);
    assert_true(fabs(correlation(&m) - want_r) < 0.002);
    assert_true((double)equal >= 0.99 * (double)compared);
    return true;
}

static void human_ratings_correlate_as_published(void **state)
{
    (void)state;
    int present = correlate("tweets", 4200, 0.872) +
                  correlate("amazonReviewSnippets", 3708, 0.590) +
                  correlate("movieReviewSnippets", 10605, 0.428) +
                  correlate("nytEditorialSnippets", 5190, 0.503);
    if (!present) {
        print_message("# skipped: no vader_hutto2014 under TL_SHARED\n");
        return;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_rules_give_the_values_of_the_paper),
        cmocka_unit_test(hits_say_which_words_and_how_much),
        cmocka_unit_test(emoji_count),
        cmocka_unit_test(other_languages_go_by_word_list),
        cmocka_unit_test(boosters_negations_and_turns_are_known_in_six_languages), cmocka_unit_test(felt_english_knows_more_turns_than_the_paper),
        cmocka_unit_test(unknown_languages_are_not_scored),
        cmocka_unit_test(human_ratings_correlate_as_published),
    };
    return cmocka_run_group_tests_name("sentiment", tests, set_up, tear_down);
}
