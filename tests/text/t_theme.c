/* Oracle: planted mixtures whose answer is known, comments sorted by hand, and the labels of
 * banking77 (under TL_SHARED).  NMI is 2 I(a;b) / (H(a) + H(b)), written here on its own. */
#include "tests/near.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/attr.h"
#include "base/file.h"
#include "base/map.h"
#include "tests/text/theme_comments.h"
#include "text/nmf.h"
#include "text/theme.h"

static Arena arena;
static Err err;
static Tokenizer *tokenizer;

static int set_up(void **state)
{
    (void)state;
    arena_init(&arena);
    return tokenizer_create(&arena, &tokenizer, &err) != ST_OK;
}

static int tear_down(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static uint64_t rng(uint64_t *s)
{
    *s = *s * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *s >> 33;
}

static ThemeDoc doc_of(Str text, Lang lang, uint64_t group)
{
    Tokens *t = ARENA_NEW(&arena, Tokens);
    assert_int_equal(tokenize(tokenizer, text, lang, &arena, t, &err), ST_OK);
    return (ThemeDoc){ .text = text, .tokens = t, .group = group, .lang = lang };
}

static double entropy_term(double p)
{
    return p > 0 ? -p * log(p) : 0;
}

static double nmi(const size_t *a, const size_t *b, size_t n, size_t ka, size_t kb)
{
    double *joint = ARENA_NEW_N(&arena, double, ka * kb), ha = 0, hb = 0, hab = 0;
    for (size_t i = 0; i < n; i++)
        joint[a[i] * kb + b[i]] += 1.0 / (double)n;
    for (size_t i = 0; i < ka; i++) {
        double p = 0;
        for (size_t j = 0; j < kb; j++) {
            p += joint[i * kb + j];
            hab += entropy_term(joint[i * kb + j]);
        }
        ha += entropy_term(p);
    }
    for (size_t j = 0; j < kb; j++) {
        double p = 0;
        for (size_t i = 0; i < ka; i++)
            p += joint[i * kb + j];
        hb += entropy_term(p);
    }
    return 2 * (ha + hb - hab) / (ha + hb);
}

/* Six topics of 30 words each (Zipf) and 60 common words; 5 to 12 words a comment. */
static ThemeDoc *planted(size_t n, uint64_t seed, size_t *topic)
{
    ThemeDoc *d = ARENA_NEW_N(&arena, ThemeDoc, n);
    for (size_t i = 0; i < n; i++) {
        char text[256];
        size_t at = 0, words = 5 + rng(&seed) % 8;
        topic[i] = rng(&seed) % TOPICS;
        for (size_t w = 0; w < words; w++) {
            bool common = rng(&seed) % 10 < 3;
            double u = (double)(rng(&seed) % 1000000) / 1e6;
            size_t rank = (size_t)(30 * u * u);
            at += (size_t)(common ? snprintf(text + at, sizeof text - at, "common%c%c ",
                                             'a' + (int)(rank % 26), 'a' + (int)(rng(&seed) % 2))
                                  : snprintf(text + at, sizeof text - at, "topic%c%c%c ",
                                             'a' + (int)topic[i], 'a' + (int)(rank % 26),
                                             'a' + (int)(rank / 26)));
        }
        d[i] = doc_of(str_dup(&arena, (Str){ text, at }), LANG_UNKNOWN, rng(&seed) % (n / 4));
    }
    return d;
}

static size_t *assigned(const ThemeModel *m, const ThemeDoc *d, size_t n, size_t *other)
{
    size_t *got = ARENA_NEW_N(&arena, size_t, n);
    *other = 0;
    for (size_t i = 0; i < n; i++) {
        ThemeWeight w[THEME_PER_DOC];
        size_t k = theme_assign(m, d[i].tokens, &arena, w);
        got[i] = k ? w[0].theme : theme_count(m);
        *other += !k;
    }
    return got;
}

static void an_exact_product_is_recovered(void **state)
{
    /* X = W H' with disjoint blocks: loss must vanish and columns be the blocks. */
    enum { N = 30, M = 12, K = 3 };
    Sparse x = { N, M, ARENA_NEW_N(&arena, size_t, N + 1), ARENA_NEW_N(&arena, uint32_t, N * M),
                 ARENA_NEW_N(&arena, double, N * M) };
    Svd svd;
    Nmf f;
    (void)state;
    for (size_t i = 0, at = 0; i < N; i++) {
        for (size_t j = 0; j < M / K; j++) {
            x.col[at] = (uint32_t)(i % K * (M / K) + j);
            x.val[at++] = (double)(i + 1) * (double)(j + 1);
        }
        x.start[i + 1] = at;
    }
    nmf_svd(&x, K, &arena, &svd);
    nmf_fit(&x, &svd, K, 100, &arena, &f);
    assert_true(f.loss < 1e-10);
    for (size_t k = 0; k < K; k++) {
        size_t blocks = 0;
        for (size_t b = 0; b < K; b++)
            blocks += f.h[(b * (M / K) + 1) * K + k] > 1e-6;
        assert_int_equal(blocks, 1);
    }
    /* Singular values of disjoint blocks are the blocks' norms: |w_b| |h|. */
    double h = sqrt(1 + 4 + 9 + 16), w = 0;
    for (size_t i = K - 1; i < N; i += K)
        w += (double)((i + 1) * (i + 1));
    check_digits(svd.s[0], h * sqrt(w), 9);
}

static void planted_mixtures_are_recovered(void **state)
{
    (void)state;
    static const size_t sizes[] = { 200, 500, 1000, 3000 };
    for (size_t round = 0; round < 4 * COUNT_OF(sizes); round++) {
        size_t n = sizes[round % COUNT_OF(sizes)];
        size_t *topic = ARENA_NEW_N(&arena, size_t, n), other;
        ThemeDoc *d = planted(n, 5000 + round, topic);
        ThemeModel *m;
        double from = seconds();
        assert_int_equal(theme_fit(d, n, &(ThemeOptions){ 0 }, &arena, &m, &err), ST_OK);
        double took = seconds() - from;
        double v = nmi(topic, assigned(m, d, n, &other), n, TOPICS, theme_count(m) + 1);
        print_message("# planted n %zu: %zu themes, NMI %.3f, other %zu, %.2f s\n", n,
                      theme_count(m), v, other, took);
        assert_in_range(theme_count(m), 5, 8);
        assert_true(v >= 0.9);
        for (size_t t = 0; t < theme_count(m); t++)
            assert_true(theme_at(m, t)->stability >= 0 && theme_at(m, t)->stability <= 1 + 1e-9);
    }
}

static void comments_by_hand_give_their_topics(void **state)
{
    enum { N = TOPICS * PER_TOPIC };
    ThemeDoc d[N];
    size_t topic[N], other;
    ThemeModel *m, *chosen;
    (void)state;
    for (size_t i = 0; i < N; i++) {
        topic[i] = i % TOPICS;
        d[i] = doc_of(str_of(comments[i % TOPICS][i / TOPICS]), LANG_EN, i % 37);
    }
    assert_int_equal(theme_fit(d, N, &(ThemeOptions){ .k = TOPICS }, &arena, &m, &err), ST_OK);
    double v = nmi(topic, assigned(m, d, N, &other), N, TOPICS, theme_count(m) + 1);
    print_message("# by hand, six themes: NMI %.3f, other %zu of %d\n", v, other, N);
    assert_true(v >= 0.6);
    assert_int_equal(theme_fit(d, N, &(ThemeOptions){ 0 }, &arena, &chosen, &err), ST_OK);
    print_message("# by hand, chosen: %zu themes, NMI %.3f\n", theme_count(chosen),
                  nmi(topic, assigned(chosen, d, N, &other), N, TOPICS, theme_count(chosen) + 1));
    assert_in_range(theme_count(chosen), 5, 8);
    static const char *const about[TOPICS] = { "deliver", "invoice", "portal",
                                               "support", "pump",    "training" };
    for (size_t w = 0; w < TOPICS; w++) {
        bool found = false;
        for (size_t t = 0; t < theme_count(m); t++)
            for (size_t i = 0; i < theme_at(m, t)->n_term && i < 3; i++)
                found |= str_starts(theme_at(m, t)->term[i], str_of(about[w]));
        if (!found)
            fail_msg("no theme about '%s'", about[w]);
    }
    for (size_t t = 0; t < theme_count(m); t++) {
        const Theme *th = theme_at(m, t);
        print_message("# '%.*s' n %zu, groups %zu, coherence %.2f, stability %.2f:",
                      STR_ARG(th->name), th->n_docs, th->n_groups, th->coherence, th->stability);
        for (size_t i = 0; i < th->n_term && i < 5; i++)
            print_message(" %.*s,", STR_ARG(th->term[i]));
        print_message(" e.g. %s\n", th->n_example ? d[th->example[0]].text.p : "-");
        assert_true(th->name.n > 0);
        assert_true(th->n_example >= 2);
        for (size_t i = 0; i < th->n_example; i++)
            for (size_t j = 0; j < i; j++)
                assert_true(d[th->example[i]].group != d[th->example[j]].group);
    }
}

static void one_loud_account_does_not_make_a_theme(void **state)
{
    /* 300 copies of one account's sentence against 500 comments on six topics. */
    enum { N = 800, QUIET = 500 };
    size_t topic[QUIET];
    ThemeDoc *quiet = planted(QUIET, 7, topic), d[N];
    ThemeModel *m;
    (void)state;
    memcpy(d, quiet, sizeof *d * QUIET);
    for (size_t i = QUIET; i < N; i++)
        d[i] = doc_of(STR("zebra yodel xylophone walrus"), LANG_UNKNOWN, 999999);
    assert_int_equal(theme_fit(d, N, &(ThemeOptions){ .k = TOPICS }, &arena, &m, &err), ST_OK);
    for (size_t t = 0; t < theme_count(m); t++)
        assert_false(str_starts(theme_at(m, t)->term[0], STR("zebra")));
}

static bool says(const ThemeDoc *d, Str stem)
{
    for (size_t i = 0; i < d->tokens->n; i++)
        if (str_eq(d->tokens->token[i].stem, stem))
            return true;
    return false;
}

/* Of a word as it is shown. */
static Str stem_of(const ThemeDoc *d, size_t n, Str word)
{
    for (size_t k = 0; k < n; k++)
        for (size_t i = 0; i < d[k].tokens->n; i++)
            if (str_ieq(str_sub(d[k].text, d[k].tokens->token[i].from, d[k].tokens->token[i].n), word))
                return d[k].tokens->token[i].stem;
    fail_msg("'%.*s' is nobody's word", STR_ARG(word));
    return word;
}

/* Mean NPMI over all pairs, counted naively. */
static double company(const ThemeDoc *d, size_t n, const Str *word, size_t words)
{
    double sum = 0;
    size_t pairs = 0;
    for (size_t i = 0; i < words; i++)
        for (size_t j = 0; j < i; j++, pairs++) {
            double p = 0, q = 0, both = 0;
            for (size_t k = 0; k < n; k++) {
                bool x = says(&d[k], word[i]), y = says(&d[k], word[j]);
                p += x;
                q += y;
                both += x && y;
            }
            sum += both > 0 ? log(both * (double)n / (p * q)) / -log(both / (double)n) : -1;
        }
    return sum / (double)pairs;
}

static void words_shown_keep_better_company_than_the_heaviest(void **state)
{
    enum { N = TOPICS * PER_TOPIC };
    ThemeDoc d[N];
    ThemeModel *m;
    double shown = 0, heaviest = 0;
    (void)state;
    for (size_t i = 0; i < N; i++)
        d[i] = doc_of(str_of(comments[i % TOPICS][i / TOPICS]), LANG_EN, i);
    assert_int_equal(theme_fit(d, N, &(ThemeOptions){ .k = TOPICS }, &arena, &m, &err), ST_OK);
    for (size_t t = 0; t < theme_count(m); t++) {
        const Theme *th = theme_at(m, t);
        ThemeMark mark;
        Str heavy[THEME_TOP_TERMS], word[THEME_TOP_TERMS];
        size_t n = 0;
        theme_mark(m, t, SIZE_MAX, &arena, &mark);
        for (size_t i = 0; i < mark.n && n < th->n_term; i++)
            if (!memchr(mark.term[i].term.p, ' ', mark.term[i].term.n) && *mark.term[i].term.p != '#')
                heavy[n++] = mark.term[i].term;
        assert_int_equal(n, th->n_term);
        assert_true(n >= 5);
        for (size_t i = 0; i < n; i++)
            word[i] = stem_of(d, N, th->term[i]);
        shown += company(d, N, word, n);
        heaviest += company(d, N, heavy, n);
    }
    print_message("# mean NPMI of words shown %.3f, of the heaviest %.3f\n", shown / (double)theme_count(m), heaviest / (double)theme_count(m));
    assert_true(shown > heaviest + 0.03 * (double)theme_count(m));
}

static void the_same_input_gives_the_same_model(void **state)
{
    enum { N = 600 };
    size_t topic[N];
    ThemeDoc *d = planted(N, 11, topic);
    ThemeModel *a, *b;
    (void)state;
    assert_int_equal(theme_fit(d, N, &(ThemeOptions){ 0 }, &arena, &a, &err), ST_OK);
    assert_int_equal(theme_fit(d, N, &(ThemeOptions){ 0 }, &arena, &b, &err), ST_OK);
    assert_int_equal(theme_count(a), theme_count(b));
    for (size_t t = 0; t < theme_count(a); t++) {
        assert_true(str_eq(theme_at(a, t)->name, theme_at(b, t)->name));
        assert_true(theme_at(a, t)->stability == theme_at(b, t)->stability);
        assert_memory_equal(theme_at(a, t)->example, theme_at(b, t)->example,
                            sizeof theme_at(a, t)->example);
    }
}

enum { PARTS = 12 };
static const char *const part[PARTS] = { "pump", "sensor", "valve", "filter", "gasket", "nozzle", "meter", "mixer", "probe", "hose", "burner", "rotor" };
static const char *const place[PARTS] = { "hall", "plant", "laboratory", "boiler", "basement", "canteen", "depot", "workshop", "tower", "yard", "quarry", "dock" };

/* Four matters that the lists of topic.h know and one that they do not (the last), each in a sixth of the comments; parts and places, drawn
 * alike, in most comments about the four and in a sixth of their own: three of four comments with a part speak of one of the four. */
static ThemeDoc *with_settings(size_t n, uint64_t seed)
{
    enum { MATTERS = 5, WORDINGS = 5, KINDS = 6, A_GROUP = 150 };
    static const char *const said[MATTERS][WORDINGS] = {
        { "The delivery came days late", "Shipment overdue once more", "The truck is late and nobody tells us", "Delivery date moved twice", "Delivered a week behind schedule" },
        { "The invoice amount is wrong", "Invoice does not match the quote", "The bill shows a wrong VAT rate", "Credit note for the invoice missing", "Wrong price on the invoice" },
        { "The portal does not find orders", "Order status not visible in the portal", "The portal search shows nothing", "Login to the portal fails", "The portal list stays empty" },
        { "The manual is only in English", "Error code missing in the manual", "User guide is outdated", "The manual lacks a drawing", "Data sheet hard to follow" },
        { "Far too much cardboard and foil around each box", "Cardboard and plastic foil fill our bins", "So much foil and cardboard, please use less", "Boxes stuffed with plastic foil",
          "We throw away heaps of cardboard" },
    };
    ThemeDoc *d = ARENA_NEW_N(&arena, ThemeDoc, n);
    for (size_t i = 0; i < n; i++) {
        char text[256];
        size_t group = rng(&seed) % A_GROUP, kind = rng(&seed) % KINDS;
        const char *what = kind < MATTERS ? said[kind][rng(&seed) % WORDINGS] : "";
        bool names = kind >= MATTERS || (kind < MATTERS - 1 && rng(&seed) % 10 < 7);
        int at = snprintf(text, sizeof text, "%s", what);
        if (names)
            at += snprintf(text + at, sizeof text - (size_t)at, "%s the %s and the %s by the %s", at ? "," : "", part[rng(&seed) % PARTS], part[rng(&seed) % PARTS],
                           place[rng(&seed) % PARTS]);
        d[i] = doc_of(str_dup(&arena, (Str){ text, (size_t)at }), LANG_EN, group);
    }
    return d;
}

static bool is_among(Str word, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(word, str_of(list[i])))
            return true;
    return false;
}

/* Parts and places that the halves of the comments hardly agree on (some five themes a seed of stability 0.3 to 0.79, if nothing is done about
 * them) are dropped; matters stay, also one of its own that no topic leads.  Which themes are found turns on the last digits of the
 * machine's arithmetic, so both are counted over the seeds. */
static void where_a_matter_comes_up_is_no_theme(void **state)
{
    enum { N = 1600, MATTERS = 5, FIRST = 6, SEEDS = 6 };
    static const char *const words[MATTERS] = { "delivery", "invoice", "portal", "manual", "cardboard" };
    static const double FIRM = 0.8;
    size_t seeds[MATTERS] = { 0 }, weak = 0;
    (void)state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        ThemeModel *m;
        bool there[MATTERS] = { false };
        assert_int_equal(theme_fit(with_settings(N, seed), N, &(ThemeOptions){ .k = 0 }, &arena, &m, &err), ST_OK);
        for (size_t j = 0; j < theme_count(m); j++) {
            const Theme *t = theme_at(m, j);
            bool setting = is_among(t->term[0], part, PARTS) || is_among(t->term[0], place, PARTS);
            weak += setting && t->stability < FIRM;
            for (size_t k = 0; k < MATTERS; k++)
                for (size_t i = 0; i < t->n_term && i < FIRST; i++)
                    there[k] |= str_eq(t->term[i], str_of(words[k]));
        }
        for (size_t k = 0; k < MATTERS; k++)
            seeds[k] += there[k];
    }
    if (weak > SEEDS)
        fail_msg("%zu parts and places of little stability are themes", weak);
    for (size_t k = 0; k < MATTERS; k++)
        if (seeds[k] < SEEDS / 2)
            fail_msg("somebody speaks of %s in %zu of %d seeds only", words[k], seeds[k], (int)SEEDS);
}

static void too_little_text_is_refused(void **state)
{
    ThemeDoc d[30];
    ThemeModel *m;
    (void)state;
    for (size_t i = 0; i < 30; i++)
        d[i] = doc_of(i < 10 ? STR("late delivery") : STR("of the and"), LANG_EN, i);
    assert_int_equal(theme_fit(d, 30, &(ThemeOptions){ 0 }, &arena, &m, &err), ST_INVALID);
    assert_int_equal(theme_fit(d, 0, &(ThemeOptions){ 0 }, &arena, &m, &err), ST_INVALID);
    assert_int_equal(theme_fit(d, 30, &(ThemeOptions){ .k = 1000 }, &arena, &m, &err), ST_INVALID);
}

/* text,category, a line each; the few texts that hold a line end count as two, one of them
 * with a label of its own. */
static size_t read_banking(ThemeDoc **doc, size_t **label, size_t *n_label)
{
    const char *shared = getenv("TL_SHARED");
    Str file;
    StrMap labels;
    size_t n = 0, cap = 11000;
    if (!shared || file_read(str_fmt(&arena, "%s/data/banking77/train.csv", shared).p, 1 << 24,
                             &arena, &file, &err))
        return 0;
    strmap_init(&labels, &arena);
    *doc = ARENA_NEW_N(&arena, ThemeDoc, cap);
    *label = ARENA_NEW_N(&arena, size_t, cap);
    (void)str_cut(&file, '\n');
    while (file.n && n < cap) {
        Str line = str_trim(str_cut(&file, '\n'));
        size_t comma = line.n;
        while (comma > 0 && line.p[comma - 1] != ',')
            comma--;
        if (!comma)
            continue;
        (*label)[n] = strmap_put(&labels, str_sub(line, comma, line.n), NULL);
        (*doc)[n] = doc_of(str_sub(line, 0, comma - 1), LANG_EN, n);
        n++;
    }
    *n_label = labels.n;
    return n;
}

static void banking_questions_are_reported(void **state)
{
    ThemeDoc *d = NULL;
    size_t *label = NULL, n_label = 0, other, n = read_banking(&d, &label, &n_label);
    ThemeModel *m;
    (void)state;
    if (!n) {
        print_message("# skipped: no banking77 under TL_SHARED\n");
        return;
    }
    double from = seconds();
    assert_int_equal(theme_fit(d, n, &(ThemeOptions){ .k = 20 }, &arena, &m, &err), ST_OK);
    double fixed = seconds() - from;
    from = seconds();
    size_t *got = assigned(m, d, n, &other);
    double rate = (double)n / (seconds() - from);
    double v = nmi(label, got, n, n_label, theme_count(m) + 1);
    print_message("# banking77 n %zu, k 20: NMI %.3f against %zu labels, other %.3f, fit %.2f s, "
                  "%.0f documents/s\n",
                  n, v, n_label, (double)other / (double)n, fixed, rate);
    assert_true(v > 0.4);
    from = seconds();
    assert_int_equal(theme_fit(d, n, &(ThemeOptions){ 0 }, &arena, &m, &err), ST_OK);
    print_message("# banking77 chosen: %zu themes, NMI %.3f, %.2f s\n", theme_count(m),
                  nmi(label, assigned(m, d, n, &other), n, n_label, theme_count(m) + 1),
                  seconds() - from);
    for (size_t t = 0; t < theme_count(m); t++)
        print_message("# '%.*s' %.3f\n", STR_ARG(theme_at(m, t)->name), theme_at(m, t)->share);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_exact_product_is_recovered),
        cmocka_unit_test(planted_mixtures_are_recovered),
        cmocka_unit_test(comments_by_hand_give_their_topics),
        cmocka_unit_test(where_a_matter_comes_up_is_no_theme),
        cmocka_unit_test(one_loud_account_does_not_make_a_theme),
        cmocka_unit_test(words_shown_keep_better_company_than_the_heaviest),
        cmocka_unit_test(the_same_input_gives_the_same_model),
        cmocka_unit_test(too_little_text_is_refused),
        cmocka_unit_test(banking_questions_are_reported),
    };
    return cmocka_run_group_tests_name("theme", tests, set_up, tear_down);
}
