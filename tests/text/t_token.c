/* Oracle: ICU's break iterators for the fast path; Snowball's published behaviour and
 * hand-made sentences for the rest. */
#include "tests/near.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/attr.h"
#include "base/file.h"
#include "text/token.h"
#include "text/utf8.h"

static Arena arena;
static Err err;

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

static void agree(Segmenter *s, Str text, bool want_fast)
{
    Segments fast, icu;
    ArenaMark m = arena_mark(&arena);
    assert_int_equal(segment_text(s, text, SEGMENT_AUTO, &arena, &fast, &err), ST_OK);
    assert_int_equal(segment_text(s, text, SEGMENT_ICU, &arena, &icu, &err), ST_OK);
    bool same = fast.n_word == icu.n_word && fast.n_sentence == icu.n_sentence &&
                memcmp(fast.word, icu.word, fast.n_word * sizeof *fast.word) == 0 &&
                memcmp(fast.sentence_end, icu.sentence_end,
                       fast.n_sentence * sizeof *fast.sentence_end) == 0;
    if (!same || (want_fast && !fast.fast))
        fail_msg("'%.*s': words %zu/%zu, sentences %zu/%zu, fast %d", STR_ARG(text), fast.n_word,
                 icu.n_word, fast.n_sentence, icu.n_sentence, fast.fast);
    arena_rewind(&arena, m);
}

static void the_fast_path_agrees_with_icu_on_random_text(void **state)
{
    static const char *const pieces[] = {
        "a",  "b",     "Z",     "Q",    "7",        "0",   ".", ",", "'",        "\"", "!",
        "?",  ":",     ";",     "-",    "_",        "(",   ")", " ", " ",        "\n", "\r\n",
        "\r", "\t",    "é",     "Ä",    "ß",        "’",   "“", "”", "–",        "…",  "€",
        "@",  "/",     "&",     "Dr",   "x.y",      "3.5", "»", "«", "\xC2\xA0", "ª",  "·",
        "×",  "1,000", "don't", "E.g.", "\xC2\x85", "‹",   "¿", "¡",
    };
    Segmenter *s;
    uint64_t seed = 42;
    (void)state;
    assert_int_equal(segmenter_create(&arena, &s, &err), ST_OK);
    for (int round = 0; round < 20000; round++) {
        char text[256];
        size_t n = 0;
        for (int k = 0; k < 24; k++) {
            seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            const char *p = pieces[(seed >> 33) % COUNT_OF(pieces)];
            memcpy(text + n, p, strlen(p));
            n += strlen(p);
        }
        agree(s, (Str){ text, n }, true);
    }
}

static void the_fast_path_agrees_with_icu_on_every_character_it_knows(void **state)
{
    Segmenter *s;
    (void)state;
    assert_int_equal(segmenter_create(&arena, &s, &err), ST_OK);
    for (uint32_t c = 1; c < 0x2100; c++) {
        char text[64], one[4];
        size_t n = utf8_put(one, c);
        for (int form = 0; form < 4; form++) {
            static const char *const frame[][2] = {
                { "a", "b" }, { "1", "2" }, { "End. ", "A" }, { "x. ", "a b. C" }
            };
            int len = snprintf(text, sizeof text, "%s%.*s%s", frame[form][0], (int)n, one,
                               frame[form][1]);
            agree(s, (Str){ text, (size_t)len }, false);
        }
    }
}

static bool corpus(Str *out)
{
    const char *shared = getenv("TL_SHARED");
    return shared && file_read(str_fmt(&arena, "%s/data/banking77/train.csv", shared).p, 1 << 24,
                               &arena, out, &err) == ST_OK;
}

static void the_fast_path_agrees_with_icu_on_real_text(void **state)
{
    Segmenter *s;
    Str text;
    (void)state;
    if (!corpus(&text)) {
        print_message("# skipped: no banking77 under TL_SHARED\n");
        return;
    }
    assert_int_equal(segmenter_create(&arena, &s, &err), ST_OK);
    agree(s, text, false);
    while (text.n)
        agree(s, str_cut(&text, '\n'), false);
}

static Tokens tokens_of(const char *text, Lang lang)
{
    Tokenizer *t;
    Tokens out;
    assert_int_equal(tokenizer_create(&arena, &t, &err), ST_OK);
    assert_int_equal(tokenize(t, str_of(text), lang, &arena, &out, &err), ST_OK);
    return out;
}

static void words_and_sentences_have_offsets(void **state)
{
    const char *text = "  The PUMP leaks.  Can't fix it!\nÄrger mit 3.5 bar ";
    Tokens t = tokens_of(text, LANG_EN);
    (void)state;
    assert_int_equal(t.n_sentence, 3);
    assert_int_equal(t.n, 10);
    assert_memory_equal(text + t.sentence[0].from, "The PUMP leaks.", 15);
    assert_int_equal(t.sentence[0].n, 15);
    assert_memory_equal(text + t.sentence[2].from, "Ärger mit 3.5 bar", t.sentence[2].n);
    assert_memory_equal(text + t.token[3].from, "Can't", 5);
    assert_int_equal(t.token[3].sentence, 1);
    assert_int_equal(t.sentence[1].token, 3);
    assert_int_equal(t.sentence[1].n_token, 3);
    assert_true(t.token[0].flags & TOKEN_STOP);
    assert_int_equal(t.token[1].flags, TOKEN_CAPS);
    assert_int_equal(t.token[8].flags, TOKEN_NUMBER);
    assert_true(str_eq(t.token[6].fold, STR("arger")));
}

static void stems_follow_the_language(void **state)
{
    static const struct {
        Lang        lang;
        const char *word, *stem;
    } rows[] = {
        { LANG_EN, "deliveries", "deliveri" },
        { LANG_EN, "Delivery", "deliveri" },
        { LANG_EN, "invoicing", "invoic" },
        { LANG_DE, "Lieferungen", "liefer" },
        { LANG_DE, "Lieferung", "liefer" },
        { LANG_DE, "Häuser", "haus" },
        { LANG_FR, "l'usine", "usin" },
        { LANG_FR, "l’usine", "usin" },
        { LANG_IT, "dell'ordine", "ordin" },
        { LANG_ES, "entregas", "entreg" },
        { LANG_NL, "leveringen", "lever" },
        { LANG_PT, "entregas", "entreg" },
        { LANG_UNKNOWN, "Deliveries", "deliveries" },
        { LANG_EN, "B2B", "b2b" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Tokens t = tokens_of(rows[i].word, rows[i].lang);
        if (t.n != 1 || !str_eq(t.token[0].stem, str_of(rows[i].stem)))
            fail_msg("'%s' -> '%.*s'", rows[i].word, STR_ARG(t.token[0].stem));
    }
}

static void stop_words_depend_on_the_language(void **state)
{
    (void)state;
    assert_true(tokens_of("die", LANG_DE).token[0].flags & TOKEN_STOP);
    assert_false(tokens_of("die", LANG_EN).token[0].flags & TOKEN_STOP);
    assert_false(tokens_of("die", LANG_UNKNOWN).token[0].flags & TOKEN_STOP);
    assert_true(tokens_of("don’t", LANG_EN).token[0].flags & TOKEN_STOP);
}

static void odd_text_is_taken(void **state)
{
    (void)state;
    assert_int_equal(tokens_of("", LANG_EN).n_sentence, 0);
    assert_int_equal(tokens_of(" \n\t ", LANG_EN).n_sentence, 0);
    assert_int_equal(tokens_of("!!! 👍", LANG_EN).n, 0);
    assert_int_equal(tokens_of("!!! 👍", LANG_EN).n_sentence, 2);
    assert_int_equal(tokens_of("\xFF\xC3(\x80 ok", LANG_EN).n, 1);
    assert_true(tokens_of("納品が遅い。", LANG_UNKNOWN).n >= 3);
}

static void the_memory_of_words_changes_nothing(void **state)
{
    Tokenizer *t;
    Tokens first, second;
    (void)state;
    Str text = STR("Late deliveries, late invoices; DELIVERIES deliveries");
    assert_int_equal(tokenizer_create(&arena, &t, &err), ST_OK);
    assert_int_equal(tokenize(t, text, LANG_EN, &arena, &first, &err), ST_OK);
    assert_int_equal(tokenize(t, text, LANG_DE, &arena, &second, &err), ST_OK);
    assert_int_equal(tokenize(t, text, LANG_EN, &arena, &second, &err), ST_OK);
    for (size_t i = 0; i < first.n; i++) {
        assert_true(str_eq(first.token[i].stem, second.token[i].stem));
        assert_int_equal(first.token[i].flags, second.token[i].flags);
    }
    assert_int_equal(first.token[4].flags, TOKEN_CAPS);
}

/* More words than the table has to begin with: each grows it, and keeps what it was. */
static void a_thousand_words_more_change_nothing(void **state)
{
    enum { WORDS = 9000 };
    Tokenizer *one, *other;
    Tokens known, fresh;
    char name[24];
    (void)state;
    assert_int_equal(tokenizer_create(&arena, &one, &err), ST_OK);
    assert_int_equal(tokenizer_create(&arena, &other, &err), ST_OK);
    for (int round = 0; round < 2; round++)
        for (int i = 0; i < WORDS; i++) {
            ArenaMark m = arena_mark(&arena);
            int n = snprintf(name, sizeof name, "%s%c%c%cings", i % 3 ? "" : "The ", 'a' + i % 26, 'a' + i / 26 % 26, 'a' + i / 676);
            Str text = { name, (size_t)n };
            assert_int_equal(tokenize(one, text, i % 2 ? LANG_EN : LANG_DE, &arena, &known, &err), ST_OK);
            if (round && i % 100 == 0) {
                assert_int_equal(tokenize(other, text, i % 2 ? LANG_EN : LANG_DE, &arena, &fresh, &err), ST_OK);
                assert_int_equal(known.n, fresh.n);
                for (size_t k = 0; k < known.n; k++) {
                    assert_true(str_eq(known.token[k].stem, fresh.token[k].stem) && str_eq(known.token[k].fold, fresh.token[k].fold));
                    assert_int_equal(known.token[k].flags, fresh.token[k].flags);
                }
            }
            arena_rewind(&arena, m);
        }
}

static void sentences_alone_are_those_of_the_words(void **state)
{
    static const char *const texts[] = { "", "  ", "One. Two!  Three?", " It was late.\n\n Twice. ", "Dr. Who \xC2\xA0 \xE2\x80\x83", "\xC2\xA0 x \xC2\xA0",
                                         "日本語。 はい。", "a\xff b. c\xff\xff ", "Ärger mit 3.5 bar. Über" };
    Tokenizer *t;
    Tokens with, alone;
    (void)state;
    assert_int_equal(tokenizer_create(&arena, &t, &err), ST_OK);
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        Str text = str_of(texts[i]);
        assert_int_equal(tokenize(t, text, LANG_EN, &arena, &with, &err), ST_OK);
        assert_int_equal(tokenize_sentences(t, text, &arena, &alone, &err), ST_OK);
        assert_int_equal(alone.n_sentence, with.n_sentence);
        assert_int_equal(alone.n, 0);
        for (size_t k = 0; k < with.n_sentence; k++) {
            assert_int_equal(alone.sentence[k].from, with.sentence[k].from);
            assert_int_equal(alone.sentence[k].n, with.sentence[k].n);
            assert_int_equal(alone.sentence[k].n_token, 0);
        }
    }
    /* Trimmed of every kind of blank, and of no more. */
    assert_int_equal(tokenize_sentences(t, STR("\xC2\xA0 x\xC3\xA9\xE2\x80\x83 \n"), &arena, &alone, &err), ST_OK);
    assert_int_equal(alone.n_sentence, 1);
    assert_int_equal(alone.sentence[0].from, 3);
    assert_int_equal(alone.sentence[0].n, 3);
}

static void too_long_a_text_is_refused(void **state)
{
    Tokenizer *t;
    Tokens out;
    size_t n = SEGMENT_BYTES_MAX + 1;
    char *text = ARENA_NEW_N(&arena, char, n);
    (void)state;
    assert_int_equal(tokenizer_create(&arena, &t, &err), ST_OK);
    assert_int_equal(tokenize(t, (Str){ text, n }, LANG_EN, &arena, &out, &err), ST_TOO_BIG);
}

static void speed_is_reported(void **state)
{
    Tokenizer *t;
    Str text;
    struct timespec from, to;
    (void)state;
    if (!corpus(&text)) {
        print_message("# skipped: no banking77 under TL_SHARED\n");
        return;
    }
    assert_int_equal(tokenizer_create(&arena, &t, &err), ST_OK);
    size_t words = 0;
    clock_gettime(CLOCK_MONOTONIC, &from);
    for (int round = 0; round < 10; round++)
        for (Str rest = text; rest.n;) {
            Tokens out;
            ArenaMark m = arena_mark(&arena);
            assert_int_equal(tokenize(t, str_cut(&rest, '\n'), LANG_EN, &arena, &out, &err), ST_OK);
            words += out.n;
            arena_rewind(&arena, m);
        }
    clock_gettime(CLOCK_MONOTONIC, &to);
    double s = (double)(to.tv_sec - from.tv_sec) + 1e-9 * (double)(to.tv_nsec - from.tv_nsec);
    print_message("# %.1f MB/s, %zu words\n", 10 * (double)text.n / s / 1e6, words);
    assert_true(words > 1000000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_fast_path_agrees_with_icu_on_random_text),
        cmocka_unit_test(the_fast_path_agrees_with_icu_on_every_character_it_knows),
        cmocka_unit_test(the_fast_path_agrees_with_icu_on_real_text),
        cmocka_unit_test(words_and_sentences_have_offsets),
        cmocka_unit_test(stems_follow_the_language),
        cmocka_unit_test(stop_words_depend_on_the_language),
        cmocka_unit_test(odd_text_is_taken),
        cmocka_unit_test(the_memory_of_words_changes_nothing),
        cmocka_unit_test(a_thousand_words_more_change_nothing),
        cmocka_unit_test(sentences_alone_are_those_of_the_words),
        cmocka_unit_test(too_long_a_text_is_refused),
        cmocka_unit_test(speed_is_reported),
    };
    return cmocka_run_group_tests_name("token", tests, set_up, tear_down);
}
