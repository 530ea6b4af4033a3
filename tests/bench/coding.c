/* coding.c - how fast comments are coded: bench_coding WHAT FILE [N]
 *
 *   parts FILE          processor time of each part of coding a text, on one thread
 *   whole FILE N BOOK   N comments, the file's texts in turn, through what the listen stage does with each comment (clean and cut, sentiment,
 *                       expectations, themes on two levels; rows written to a new BOOK) with models learned from the file, on two threads; and a hash
 *                       of all it said.  a_cpu_second: comments by processor time.  a_second: by the clock.  a_second_alone: by what the longer of both
 *                       threads took, step by step, which is the clock where nothing else wants the processors
 *
 * Lines of the file are "fold TAB label TAB text"; labels 0, 1, 2 are displeased, neither and pleased.  Prints one line "name value ..." a figure;
 * tests/bench/text.py makes the file and the table.
 */
#include <math.h>
#include <stdio.h>
#include <time.h>

#include "base/file.h"
#include "base/map.h"
#include "listen/expect_said.h"
#include "listen/sentiment.h"
#include "listen/sentiment_model.h"
#include "listen/sentiment_write.h"
#include "listen/theme_edit.h"
#include "listen/write.h"
#include "text/clean.h"
#include "text/near.h"
#include "text/sentiment_cue.h"

enum { FILE_MAX = 1 << 28, FIT_EVERY = 4, THEMES = 16, BATCH = 64, COMMENTS_MAX = 10000000, RUNS = 3 };

typedef struct Set {
    Str     *text;
    int32_t *label;
    size_t   n;
} Set;

static double now(clockid_t clock)
{
    struct timespec t;
    (void)clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void must(Status st, const Err *err)
{
    if (st)
        bug("%s", err->msg);
}

static Set load(const char *path, Arena *a)
{
    Str file;
    Err err;
    Set s = { .n = 0 };
    size_t lines = 0;
    must(file_read(path, FILE_MAX, a, &file, &err), &err);
    for (size_t i = 0; i < file.n; i++)
        lines += file.p[i] == '\n';
    s.text = ARENA_NEW_N(a, Str, lines + 1);
    s.label = ARENA_NEW_N(a, int32_t, lines + 1);
    while (s.n < lines) {
        Str line = str_cut(&file, '\n'), label;
        int64_t v;
        (void)str_cut(&line, '\t');
        label = str_cut(&line, '\t');
        if (!str_to_i64(label, &v) || v < 0 || v > 2)
            bug("'%.*s' is no label", STR_ARG(label));
        s.label[s.n] = (int32_t)v;
        s.text[s.n++] = line;
    }
    return s;
}

/* Of every fourth text. */
static const ThemeModel *fit_themes(const Set *s, Tokenizer *tz, Arena *a)
{
    ThemeDoc *d = ARENA_NEW_N(a, ThemeDoc, s->n / FIT_EVERY + 1);
    size_t n = 0;
    ThemeModel *m;
    Err err;
    for (size_t i = 0; i < s->n; i += FIT_EVERY) {
        Tokens *t = ARENA_NEW(a, Tokens);
        must(tokenize(tz, s->text[i], LANG_EN, a, t, &err), &err);
        d[n++] = (ThemeDoc){ .text = s->text[i], .tokens = t, .lang = LANG_EN, .group = i };
    }
    must(theme_fit(d, n, &(ThemeOptions){ .k = THEMES, .two_levels = true }, a, &m, &err), &err);
    return m;
}

/* By sentence, as comments_code() does it. */
static void code_themes(const ThemeModel *m, const Tokens *t, Arena *a)
{
    ThemeWeight w[THEME_PER_DOC];
    for (size_t k = 0; k < t->n_sentence; k++) {
        Sentence one = t->sentence[k];
        Tokens part = { .token = t->token + one.token, .n = one.n_token, .sentence = &one, .n_sentence = 1 };
        one.token = 0;
        (void)theme_assign(m, &part, a, w);
    }
}

static void find_expectations(const ExpectFinder *f, Str text, Lang lang, const Tokens *t, Arena *a)
{
    for (size_t k = 0; k < t->n_sentence; k++) {
        const Sentence *one = &t->sentence[k], *next = k + 1 < t->n_sentence ? one + 1 : NULL;
        Str said = str_sub(text, one->from, one->n);
        Expect e;
        expect_find(f, said, next ? str_sub(text, next->from, next->n) : STR(""), lang, false, a, &e);
    }
}

typedef struct Coders {
    Tokenizer          *tz;
    FeatureReader      *features;
    Learner             mood;
    const ThemeModel   *themes;
    const ExpectFinder *expect;
} Coders;

typedef struct Work {                    /* one text on its way */
    Str       raw, text;
    Lang      lang;
    Tokens    tokens;
    Sentiment feel;
} Work;

typedef void Part(const Coders *c, Work *w, Arena *a);

static void part_clean(const Coders *c, Work *w, Arena *a)
{
    (void)c;
    w->text = text_clean(w->raw, a);
}

static void part_language(const Coders *c, Work *w, Arena *a)
{
    (void)c;
    (void)a;
    w->lang = lang_guess(w->text, LANG_UNKNOWN).lang;
}

static void part_tokens(const Coders *c, Work *w, Arena *a)
{
    Err err;
    must(tokenize(c->tz, w->text, w->lang, a, &w->tokens, &err), &err);
}

static void part_rules(const Coders *c, Work *w, Arena *a)
{
    (void)c;
    sentiment_score(w->text, LANG_EN, a, &w->feel);
}

static void part_cues(const Coders *c, Work *w, Arena *a)
{
    (void)c;
    (void)sentiment_cues(w->text, LANG_EN, a);
}

static void part_mood(const Coders *c, Work *w, Arena *a)
{
    double margin[LEARNER_CLASSES];
    FeatureCounts counts;
    Feature mood[FEATURE_MOODS];
    (void)a;
    feature_read(c->features, w->text, &counts);
    learner_margins_read(&c->mood, &counts, &(Features){ mood, feature_mood(&w->feel, 0, mood) }, margin);
}

static void part_themes(const Coders *c, Work *w, Arena *a)
{
    code_themes(c->themes, &w->tokens, a);
}

static void part_expectations(const Coders *c, Work *w, Arena *a)
{
    find_expectations(c->expect, w->text, w->lang, &w->tokens, a);
}

static void part_near(const Coders *c, Work *w, Arena *a)
{
    NearMark mark;
    (void)c;
    (void)a;
    near_mark(w->text, &mark);
}

static const struct {
    const char *name;
    Part       *work;
} parts_of[] = { { "clean", part_clean },       { "language", part_language }, { "tokens", part_tokens }, { "rules", part_rules },
                 { "cues", part_cues },         { "mood", part_mood },         { "themes", part_themes },
                 { "expectations", part_expectations }, { "near", part_near } };
enum { PARTS = sizeof parts_of / sizeof *parts_of };

/* `memory` is for what is remembered of words: it grows as texts are read. */
static Coders learn(const Set *s, Arena *a, Arena *memory)
{
    Coders c = { .expect = expect_create(a) };
    LearnerRow *row = ARENA_NEW_N(a, LearnerRow, s->n + 1);
    LearnerOptions o = { .n_class = 3, .cost = 0.15, .balance = 0.4, .seed = 1 };
    Err err;
    for (size_t i = 0; i < s->n; i++) {
        Work w = { .text = s->text[i] };
        part_rules(&c, &w, a);
        FeatureBag b;
        feature_begin(&b, w.text.n, a);
        feature_add(&b, w.text, 0, FEATURE_ALL);
        feature_add_mood(&b, &w.feel, 0);
        row[i] = (LearnerRow){ feature_end(&b), s->label[i], 1, 0 };
    }
    must(learner_fit(row, s->n, &o, a, &c.mood, &err), &err);
    must(tokenizer_create(a, &c.tz, &err), &err);
    c.themes = fit_themes(s, c.tz, a);
    c.features = feature_reader_create(c.mood.index, c.mood.n_kept, memory);
    return c;
}

/* Each part over BATCH texts at a time, so that reading the clock, which takes as long as a part of a text, is no part of it.  The least of
 * RUNS: what else the machine does only adds. */
static void parts(const Set *s, Arena *a)
{
    double least[PARTS], all = 0;
    Arena memory;
    arena_init(&memory);
    Coders c = learn(s, a, &memory);
    for (int run = 0; run < RUNS; run++) {
        double took[PARTS] = { 0 };
        for (size_t i = 0; i < s->n; i += BATCH) {
            ArenaMark m = arena_mark(a);
            Work w[BATCH];
            size_t n = s->n - i < BATCH ? s->n - i : BATCH;
            for (size_t k = 0; k < n; k++)
                w[k] = (Work){ .raw = s->text[i + k] };
            for (size_t p = 0; p < PARTS; p++) {
                double from = now(CLOCK_PROCESS_CPUTIME_ID);
                for (size_t k = 0; k < n; k++)
                    parts_of[p].work(&c, &w[k], a);
                took[p] += now(CLOCK_PROCESS_CPUTIME_ID) - from;
            }
            arena_rewind(a, m);
        }
        for (size_t p = 0; p < PARTS; p++)
            least[p] = run ? fmin(least[p], took[p]) : took[p];
    }
    for (size_t p = 0; p < PARTS; p++) {
        printf("us_%s %.2f\n", parts_of[p].name, least[p] / (double)s->n * 1e6);
        all += least[p];
    }
    printf("texts_a_second %.0f\n", (double)s->n / all);
    arena_release(&memory);
}

/* Survey answers as a book has them: the label is the score that came with it, each of an account of its own. */
static Comments comments_of(const Set *s, size_t n, Arena *a)
{
    static const int64_t score[] = { 3, 8, 10 };
    Comments c = { .at = ARENA_NEW_N(a, Comment, n + 1), .n = n, .cap = n };
    for (size_t i = 0; i < n; i++)
        c.at[i] = (Comment){ .account = (int64_t)i + 1, .score = score[s->label[i % s->n]], .channel = "survey", .raw = s->text[i % s->n],
                             .text = STR(""), .key = STR(""), .question = STR(""), .language = "unknown" };
    return c;
}

static uint64_t hash_of(const Comments *c)
{
    uint64_t h = 1;
    for (size_t i = 0; i < c->n; i++) {
        const Comment *x = &c->at[i];
        h = hash64_mix(h, hash64(x->text));
        h = hash64_mix(h, hash64_mix((uint64_t)x->lang, hash64((Str){ (const char *)&x->mood, sizeof x->mood })));
        for (uint32_t k = 0; k < x->n_sentence; k++) {
            const HeardSentence *s = &x->sentence[k];
            float said[] = { s->mood, s->rules, s->learned };
            h = hash64_mix(h, hash64_mix(hash64(s->words), hash64((Str){ (const char *)said, sizeof said })));
            h = hash64_mix(h, hash64_mix((uint64_t)s->from << 32 | s->n, s->state));
        }
        for (uint32_t k = 0; k < x->n_mention; k++) {
            const Mention *m = &x->mention[k];
            float said[] = { m->weight, m->mood };
            h = hash64_mix(h, hash64_mix((uint64_t)m->theme << 32 | m->sub, (uint64_t)m->from << 32 | m->n));
            h = hash64_mix(h, hash64((Str){ (const char *)said, sizeof said }));
        }
        for (uint32_t k = 0; k < x->n_said; k++) {
            const Expect *e = &x->said[k].e;
            h = hash64_mix(h, hash64_mix((uint64_t)e->kind << 32 | (uint64_t)e->polarity, (uint64_t)e->topic << 32 | e->n_cue));
            h = hash64_mix(h, hash64_mix((uint64_t)e->expected.from << 32 | e->expected.n, (uint64_t)e->lived.from << 32 | e->lived.n));
        }
    }
    return h;
}

typedef struct Models {
    MoodModel  mood;
    ThemeList  list;
    ThemeEdits edits;
} Models;

static void learn_all(const Set *s, Arena own[2], Arena *a, Models *m)
{
    Err err;
    Tokenizer *tz;
    Comments c = comments_of(s, s->n, a);
    must(comments_share(&c, comments_hear, NULL, own, &err), &err);
    Vectors v;
    vectors_init(&v);
    must(mood_model_fit(&c, &v, a, &m->mood, &err), &err);
    vectors_release(&v);
    must(tokenizer_create(a, &tz, &err), &err);
    m->list = (ThemeList){ .edits = &m->edits, .mood = &m->mood };
    theme_list_match(&c, fit_themes(s, tz, a), a, &m->list);
    printf("mood_model_used %d\n", m->mood.used);
}

/* Everything but what is counted over all comments, as an increment writes it (listen/more.c). */
static Status write_rows(Store *s, const Comments *c, const ThemeList *l, Err *err)
{
    ListenResult r = { 0 };
    MoodSum moods;
    SaidSum said;
    Status st = store_begin(s, err);
    if (!st)
        st = listen_append(s, c, l, &r, err);
    if (!st)
        st = mood_append(s, c, &moods, err);
    if (!st)
        st = said_append(s, c, &said, err);
    return st ? st : store_commit(s, err);
}

enum { HEAR, FEEL, EXPECT, CODE, WRITE, STEPS };

typedef struct Took {
    double cpu[STEPS], longer, wall;     /* longer: of the two threads' times, step by step */
} Took;

static Took once(Comments *c, Models *m, Store *book, Arena own[2])
{
    static CommentsWork *const work[STEPS] = { [HEAR] = comments_hear, [FEEL] = comments_feel, [EXPECT] = comments_expect, [CODE] = comments_code };
    const void *const with[STEPS] = { [FEEL] = &m->mood, [CODE] = &m->list };
    Took t = { .wall = now(CLOCK_MONOTONIC) };
    Err err;
    for (int k = 0; k < STEPS; k++) {
        double both = now(CLOCK_PROCESS_CPUTIME_ID), mine = now(CLOCK_THREAD_CPUTIME_ID);
        must(work[k] ? comments_share(c, work[k], with[k], own, &err) : write_rows(book, c, &m->list, &err), &err);
        t.cpu[k] = now(CLOCK_PROCESS_CPUTIME_ID) - both;
        mine = now(CLOCK_THREAD_CPUTIME_ID) - mine;
        t.longer += fmax(mine, t.cpu[k] - mine);
    }
    t.wall = now(CLOCK_MONOTONIC) - t.wall;
    return t;
}

/* The least of RUNS: what else the machine does only adds. */
static void whole(const Set *s, size_t n, const char *at, Arena *a)
{
    static const char *const name[STEPS] = { "hear", "feel", "expect", "code", "write" };
    Models m = { .edits = { .n_rule = 0 } };
    Took least = { .wall = 0 };
    double all = 0;
    Arena first[2], own[2];
    Store *book;
    Err err;
    uint64_t hash = 0;
    arena_init(&first[0]);
    arena_init(&first[1]);
    must(store_open(at, &(StoreOptions){ .create = true }, &book, &err), &err);
    learn_all(s, first, a, &m);
    for (int run = 0; run < RUNS; run++) {
        arena_init(&own[0]);
        arena_init(&own[1]);
        Comments c = comments_of(s, n, &own[0]);
        c.before = (int64_t)run * (int64_t)n;
        Took t = once(&c, &m, book, own);
        for (int k = 0; k < STEPS; k++)
            least.cpu[k] = run ? fmin(least.cpu[k], t.cpu[k]) : t.cpu[k];
        least.longer = run ? fmin(least.longer, t.longer) : t.longer;
        least.wall = run ? fmin(least.wall, t.wall) : t.wall;
        hash = hash_of(&c);
        arena_release(&own[1]);
        arena_release(&own[0]);
    }
    store_close(book);
    for (int k = 0; k < STEPS; k++) {
        printf("us_%s %.2f\n", name[k], least.cpu[k] / (double)n * 1e6);
        all += least.cpu[k];
    }
    printf("a_cpu_second %.0f\na_second_alone %.0f\na_second %.0f\nsaid_hash %016llx\n", (double)n / all, (double)n / least.longer, (double)n / least.wall,
           (unsigned long long)hash);
    theme_list_release(&m.list);
    arena_release(&first[1]);
    arena_release(&first[0]);
}

int main(int argc, char **argv)
{
    Arena a;
    int64_t n = 0;
    bool all = argc == 5 && !strcmp(argv[1], "whole") && str_to_i64(str_of(argv[3]), &n) && n > 0 && n <= COMMENTS_MAX;
    if (!all && (argc != 3 || strcmp(argv[1], "parts")))
        return fputs("usage: bench_coding parts FILE | whole FILE N BOOK\n", stderr), 2;
    arena_init(&a);
    Set s = load(argv[2], &a);
    if (all)
        whole(&s, (size_t)n, argv[4], &a);
    else
        parts(&s, &a);
    arena_release(&a);
    return 0;
}
