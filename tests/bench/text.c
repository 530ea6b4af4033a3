/* text.c - what the learner and the rules make of labelled texts: bench_text WHAT FILE [NUMBER...]
 *
 *   folds FILE COST BALANCE            fold TAB label TAB text: each fold by a learner of the others; accuracy, macro-F1
 *   cascade FILE COST BALANCE          the same folds as a book reads comments: by words, and where these are unsure by vectors (listen/cascade.h)
 *   few FILE COST BALANCE LABELS SEEDS [choose]  as many labels a class; the other texts are there without labels
 *   scores FILE COST BALANCE WRONG     fold TAB label TAB text; the learner sees made-up scores (below), never a label
 *   active FILE COST LABELS STEP SEEDS labels asked for by margin (a fifth at random), tested on fold 0
 *   corrected FILE SEED                a person's labels through the code that a book learns from corrections with: ten reasons, up to 600 labels, a fifth at random
 *                                      and the others what the book is least sure of; tested on fold 0, which is in the book and is never labelled
 *   aspects TRAIN TEST COST BALANCE    label TAB text TAB from TAB to: the opinion of the term at [from, to); TEST "-": five folds of TRAIN,
 *                                      by sentence, on which settings are chosen
 *   language WORDS FILE...             a language's code in the name; lines of so many words and more
 *   vectors FILE                       writes FILE.vec: each text encoded; the others use it where it is
 *   rules FILE                         what the rules of English say of each text: -1 to 1
 *   encoder FILE                       texts a second of the sentence encoder, on one thread
 *
 * Prints one line "name value ..." a figure; tests/bench/text.py makes the files and the tables.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/file.h"
#include "base/map.h"
#include "listen/lean.h"
#include "listen/taught.h"
#include "num/rng.h"
#include "num/svm.h"
#include "text/aspect.h"
#include "text/encoder.h"
#include "tests/bench/text.h"

/* Settings were chosen on fold 9, so what is drawn few labels from is the other folds alone. */
enum { ASPECT_FOLDS = 5, FILE_MAX = 1 << 28, CHOSEN_ON = 9 };
static const double BLOCKS[FEATURE_BLOCKS] = { 1, 1, 0.25, 2 }, ASPECT_BLOCKS[FEATURE_BLOCKS] = { 1, 1, 0.5, 1 };

double now(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double number(const char *s)
{
    double v;
    if (!s || !str_to_f64(str_of(s), &v))
        bug("'%s' is no number", s ? s : "");
    return v;
}

static int64_t whole(Str s)
{
    int64_t v;
    if (!str_to_i64(s, &v))
        bug("'%.*s' is no number", STR_ARG(s));
    return v;
}

static Features count(Str text, const float *vector, Arena *a)
{
    FeatureBag b;
    Sentiment s;
    feature_begin(&b, text.n, a);
    feature_add(&b, text, 0, FEATURE_ALL);
    sentiment_score(text, LANG_EN, a, &s);
    feature_add_mood(&b, &s, 0);
    if (vector)
        feature_add_vector(&b, vector, 0);
    return feature_end(&b);
}

static Str slurp(const char *path, Arena *a, size_t *lines)
{
    Err err;
    Str file;
    if (file_read(path, FILE_MAX, a, &file, &err))
        bug("%s", err.msg);
    *lines = 0;
    for (size_t i = 0; i < file.n; i++)
        *lines += file.p[i] == '\n';
    return file;
}

/* What `vectors` wrote beside the file, where it did. */
static const float *vectors_beside(const char *path, size_t n, Arena *a)
{
    char name[4096];
    Str file;
    Err err;
    (void)snprintf(name, sizeof name, "%s.vec", path);
    if (file_read(name, FILE_MAX, a, &file, &err))
        return NULL;
    if (file.n != n * ENCODER_WIDTH * sizeof(float))
        bug("%s has %zu bytes", name, file.n);
    return (const float *)(const void *)file.p;
}

static Set load(const char *path, bool with_vectors, Arena *a)
{
    Set s = { 0 };
    size_t n;
    Str file = slurp(path, a, &n);
    s.row = ARENA_NEW_N(a, LearnerRow, n + 1);
    s.text = ARENA_NEW_N(a, Str, n + 1);
    s.label = ARENA_NEW_N(a, int32_t, n + 1);
    s.fold = ARENA_NEW_N(a, uint32_t, n + 1);
    s.vector = with_vectors ? vectors_beside(path, n, a) : NULL;
    for (; s.n < n; s.n++) {
        Str line = str_cut(&file, '\n');
        s.fold[s.n] = (uint32_t)whole(str_cut(&line, '\t'));
        s.label[s.n] = (int32_t)whole(str_cut(&line, '\t'));
        s.text[s.n] = line;
        s.row[s.n] = (LearnerRow){ count(line, s.vector ? s.vector + s.n * ENCODER_WIDTH : NULL, a), s.label[s.n], 1, 0 };
        if ((unsigned)s.label[s.n] + 1 > s.classes)
            s.classes = (unsigned)s.label[s.n] + 1;
    }
    return s;
}

void tell(const char *name, const Tally *t, unsigned classes)
{
    double right = 0, all = 0, macro = 0;
    for (unsigned k = 0; k < classes; k++) {
        double said = 0, true_ = 0;
        for (unsigned j = 0; j < classes; j++) {
            said += t->of[j][k];
            true_ += t->of[k][j];
        }
        right += t->of[k][k];
        all += true_;
        macro += said + true_ > 0 ? 2 * t->of[k][k] / (said + true_) / classes : 0;
    }
    printf("%s %.0f %.4f %.4f\n", name, all, right / all, macro);
    (void)fflush(stdout);
}

static void fit(const Set *s, const LearnerOptions *o, Arena *a, Learner *l)
{
    Err err;
    if (learner_fit(s->row, s->n, o, a, l, &err))
        bug("%s", err.msg);
}

static unsigned best(const Learner *l, const Features *f)
{
    double margin[LEARNER_CLASSES];
    learner_margins(l, f, margin);
    return learner_best(l, margin);
}

/* Without its vector, which is at the end. */
Features plain(const Features *f)
{
    return (Features){ f->at, f->n - FEATURE_VECTOR };
}

static void folds(Set *s, const LearnerOptions *o, Arena *a)
{
    Tally t = { 0 };
    double from = now();
    for (uint32_t f = 0; f < FOLDS; f++) {
        ArenaMark m = arena_mark(a);
        Learner l;
        for (size_t i = 0; i < s->n; i++)
            s->row[i].label = s->fold[i] == f ? -1 : s->label[i];
        fit(s, o, a, &l);
        for (size_t i = 0; i < s->n; i++)
            if (s->fold[i] == f)
                t.of[s->label[i]][best(&l, &s->row[i].f)]++;
        arena_rewind(a, m);
    }
    tell("folds", &t, s->classes);
    printf("seconds_a_fold %.3f\n", (now() - from) / FOLDS);
}

/* Few labels are drawn from these folds and tested on the rest of them: all but the one that settings were chosen on, or that one alone. */
static bool drawn_from(const Set *s, size_t i, bool choose)
{
    return (s->fold[i] == CHOSEN_ON) == choose;
}

/* Of two classes, as a book does it: what it has learned, and what it leans on the rules by (listen/lean.h). */
static unsigned best_leaning(const Learner *l, Str text, const Features *f, Arena *a)
{
    double margin[LEARNER_CLASSES];
    ArenaMark m = arena_mark(a);
    Sentiment rules;
    sentiment_score(text, LANG_EN, a, &rules);
    learner_margins(l, f, margin);
    unsigned side = l->slope[1] * margin[1] - lean_odds(l, text, &rules) < 0;
    arena_rewind(a, m);
    return side;
}

/* What a teacher that knows what texts mean and its pupil that does not make of texts that neither saw: of the labels there are, and of three in TWENTY
 * texts without one, 1,974, which is what a book gives its teacher (MOOD_TAUGHT_MORE).  Choosing: these are of the folds that figures are of, without their labels, and
 * all texts of the other are tested. */
static void taught(const Set *s, const LearnerOptions *o, bool choose, Tally *teacher, Tally *pupil, Tally *leaning, Arena *a)
{
    enum { TWENTY = 20, HEARD = 3, LEAN_FOLDS = 5 };
    LearnerOptions with = *o;
    LearnerRow *row = ARENA_NEW_N(a, LearnerRow, s->n + 1);
    const float **vector = ARENA_NEW_N(a, const float *, s->n + 1);
    size_t n = 0;
    Learner rich, plain_one;
    Err err;
    for (size_t i = 0; i < s->n; i++) {
        bool heard = s->fold[i] != CHOSEN_ON && i % TWENTY < HEARD;
        if (s->row[i].label < 0 && !heard)
            continue;
        row[n] = (LearnerRow){ plain(&s->row[i].f), s->row[i].label, 1, (uint32_t)i % LEAN_FOLDS };
        vector[n++] = s->vector + i * ENCODER_WIDTH;
    }
    with.folds = s->classes == 2 ? LEAN_FOLDS : 0;
    if (taught_teacher(row, n, vector, o, a, &rich, &err) || taught_fit(row, n, vector, &with, a, &plain_one, &err))
        bug("%s", err.msg);
    for (size_t i = 0; i < s->n; i++)
        if (drawn_from(s, i, choose) && s->row[i].label < 0 && (choose || i % TWENTY >= HEARD)) {
            Features f = plain(&s->row[i].f);
            teacher->of[s->label[i]][best(&rich, &s->row[i].f)]++;
            pupil->of[s->label[i]][best(&plain_one, &f)]++;
            leaning->of[s->label[i]][s->classes == 2 ? best_leaning(&plain_one, s->text[i], &f, a) : best(&plain_one, &f)]++;
        }
}

static void few(Set *s, const LearnerOptions *o, size_t labels, int64_t seeds, bool choose, Arena *a)
{
    Tally once = { 0 }, teacher = { 0 }, pupil = { 0 }, leaning = { 0 };
    for (int64_t seed = 1; seed <= seeds; seed++) {
        ArenaMark m = arena_mark(a);
        Learner l;
        Rng *r = rng_create(a, (uint64_t)seed);
        for (size_t i = 0; i < s->n; i++)
            s->row[i].label = -1;
        for (unsigned k = 0; k < s->classes; k++)
            for (size_t got = 0; got < labels;) {
                size_t i = (size_t)rng_below(r, (int64_t)s->n);
                if (s->label[i] != (int32_t)k || !drawn_from(s, i, choose) || s->row[i].label >= 0)
                    continue;
                s->row[i].label = (int32_t)k;
                got++;
            }
        fit(s, o, a, &l);
        for (size_t i = 0; i < s->n; i++)
            if (drawn_from(s, i, choose) && s->row[i].label < 0)
                once.of[s->label[i]][best(&l, &s->row[i].f)]++;
        if (s->vector)
            taught(s, o, choose, &teacher, &pupil, &leaning, a);
        arena_rewind(a, m);
    }
    tell("once", &once, s->classes);
    if (s->vector) {
        tell("teacher", &teacher, s->classes);
        tell("taught", &pupil, s->classes);
        tell("leaning", &leaning, s->classes);          /* of two classes; of three the same as before */
    }
}

/* Scores as a survey gives them: drawn around the class, and in WRONG of the cases about something else altogether.
 * 0 to 6 is displeased, 7 and 8 neither, 9 and 10 pleased. */
static int32_t made_score(Rng *r, int32_t label, double wrong)
{
    static const double mean[] = { 3, 7.5, 9.5 };
    if (rng_chance(r, wrong))
        label = (int32_t)rng_below(r, 3);
    double v = round(rng_normal(r, mean[label], 1.5));
    return v <= 6 ? 0 : v <= 8 ? 1 : 2;
}

static void scores(Set *s, const LearnerOptions *o, double wrong, Arena *a)
{
    Tally t = { 0 };
    double agree = 0;
    Rng *r = rng_create(a, 11);
    int32_t *made = ARENA_NEW_N(a, int32_t, s->n + 1);
    for (size_t i = 0; i < s->n; i++) {
        made[i] = made_score(r, s->label[i], wrong);
        agree += made[i] == s->label[i];
    }
    for (uint32_t f = 0; f < FOLDS; f++) {
        ArenaMark m = arena_mark(a);
        Learner l;
        for (size_t i = 0; i < s->n; i++)
            s->row[i].label = s->fold[i] == f ? -1 : made[i];
        fit(s, o, a, &l);
        for (size_t i = 0; i < s->n; i++)
            if (s->fold[i] == f)
                t.of[s->label[i]][best(&l, &s->row[i].f)]++;
        arena_rewind(a, m);
    }
    printf("scores_agree %.4f\n", agree / (double)s->n);
    tell("scores", &t, s->classes);
}

/* Asks for `step` more labels at a time: a fifth at random, the others where the two best margins lie closest. */
static void ask(Set *s, const Learner *l, size_t step, Rng *r, Arena *a)
{
    ArenaMark m = arena_mark(a);
    double *close = ARENA_NEW_N(a, double, s->n + 1);
    for (size_t i = 0; i < s->n; i++) {
        double margin[LEARNER_CLASSES], first = -HUGE_VAL, second = -HUGE_VAL;
        close[i] = HUGE_VAL;
        if (s->fold[i] == TEST || s->row[i].label >= 0 || !l)
            continue;
        learner_margins(l, &s->row[i].f, margin);
        for (unsigned k = 0; k < l->n_class; k++) {
            second = margin[k] > first ? first : fmax(second, margin[k]);
            first = fmax(first, margin[k]);
        }
        close[i] = first - second;
    }
    for (size_t got = 0; got < step; got++) {
        size_t pick = s->n;
        if (!l || got % 5 == 0)
            do
                pick = (size_t)rng_below(r, (int64_t)s->n);
            while (s->fold[pick] == TEST || s->row[pick].label >= 0);
        else
            for (size_t i = 0; i < s->n; i++)
                if (s->fold[i] != TEST && s->row[i].label < 0 && (pick == s->n || close[i] < close[pick]))
                    pick = i;
        s->row[pick].label = s->label[pick];
    }
    arena_rewind(a, m);
}

static void active(Set *s, const LearnerOptions *o, size_t labels, size_t step, int64_t seeds, Arena *a)
{
    static const size_t shown[] = { 60, 150, 300, 600 };
    Tally t[COUNT_OF(shown)] = { { { { 0 } } } };
    double seconds = 0, fits = 0;
    for (int64_t seed = 1; seed <= seeds; seed++) {
        Rng *r = rng_create(a, (uint64_t)seed);
        Learner l;
        for (size_t i = 0; i < s->n; i++)
            s->row[i].label = -1;
        for (size_t have = 0; have < labels;) {
            ArenaMark m = arena_mark(a);
            if (have)
                fit(s, o, a, &l);
            ask(s, have ? &l : NULL, step, r, a);
            have += step;
            arena_rewind(a, m);
            for (size_t k = 0; k < COUNT_OF(shown); k++) {
                if (have != shown[k])
                    continue;
                double from = now();
                fit(s, o, a, &l);
                seconds += now() - from;
                fits++;
                for (size_t i = 0; i < s->n; i++)
                    if (s->fold[i] == TEST)
                        t[k].of[s->label[i]][best(&l, &s->row[i].f)]++;
                arena_rewind(a, m);
            }
        }
    }
    for (size_t k = 0; k < COUNT_OF(shown); k++) {
        char name[24];
        (void)snprintf(name, sizeof name, "active_%zu", shown[k]);
        if (shown[k] <= labels)
            tell(name, &t[k], s->classes);
    }
    printf("seconds_a_fit %.3f\n", seconds / fits);
}

static Set load_terms(const char *path, Arena *a)
{
    Set s = { 0 };
    size_t n;
    Str file = slurp(path, a, &n);
    s.row = ARENA_NEW_N(a, LearnerRow, n + 1);
    s.label = ARENA_NEW_N(a, int32_t, n + 1);
    s.text = ARENA_NEW_N(a, Str, n + 1);
    float *vector = ARENA_NEW_N(a, float, n * ASPECT_VECTORS * ENCODER_WIDTH + 1);
    for (; s.n < n; s.n++) {
        Str line = str_cut(&file, '\n'), text;
        s.label[s.n] = (int32_t)whole(str_cut(&line, '\t'));
        text = str_cut(&line, '\t');
        size_t from = (size_t)whole(str_cut(&line, '\t')), to = (size_t)whole(line);
        Str part[ASPECT_VECTORS];
        float *v = vector + s.n * ASPECT_VECTORS * ENCODER_WIDTH;
        aspect_texts(text, from, to, LANG_EN, part);
        encoder_encode(part, ASPECT_VECTORS, v, a);
        s.text[s.n] = text;
        s.row[s.n] = (LearnerRow){ aspect_features(text, from, to, LANG_EN, v, a), s.label[s.n], 1, 0 };
        if ((unsigned)s.label[s.n] + 1 > s.classes)
            s.classes = (unsigned)s.label[s.n] + 1;
    }
    return s;
}

static void test_terms(const Set *train, const Set *test, const LearnerOptions *o, Tally *t)
{
    Arena a;
    Learner l;
    arena_init(&a);
    fit(train, o, &a, &l);
    for (size_t i = 0; i < test->n; i++)
        t->of[test->label[i]][best(&l, &test->row[i].f)]++;
    arena_release(&a);
}

static unsigned aspect_fold(Str sentence)
{
    return (unsigned)(hash64_mix(hash64(sentence), 5) % ASPECT_FOLDS);
}

/* The terms of the sentences of one fold, or of the others. */
static Set terms_of(const Set *s, unsigned fold, bool in, Arena *a)
{
    Set some = { .row = ARENA_NEW_N(a, LearnerRow, s->n + 1), .label = ARENA_NEW_N(a, int32_t, s->n + 1), .classes = s->classes };
    for (size_t i = 0; i < s->n; i++) {
        if ((aspect_fold(s->text[i]) == fold) != in)
            continue;
        some.row[some.n] = s->row[i];
        some.label[some.n++] = s->label[i];
    }
    return some;
}

static void aspects(const char *train, const char *test, const LearnerOptions *with, Arena *a)
{
    bool folds_of_train = !strcmp(test, "-");
    Set s = load_terms(train, a), other = folds_of_train ? (Set){ 0 } : load_terms(test, a);
    LearnerOptions o = *with;
    Tally t = { 0 };
    o.n_class = s.classes;
    memcpy(o.block, ASPECT_BLOCKS, sizeof o.block);
    if (!folds_of_train)
        test_terms(&s, &other, &o, &t);
    if (folds_of_train) {
        printf("fold");
        for (size_t i = 0; i < s.n; i++)
            printf(" %u", aspect_fold(s.text[i]));
        printf("\n");
    }
    for (unsigned k = 0; folds_of_train && k < (unsigned)ASPECT_FOLDS; k++) {
        Set rest = terms_of(&s, k, false, a), fold = terms_of(&s, k, true, a);
        test_terms(&rest, &fold, &o, &t);
    }
    tell("aspects", &t, s.classes);
}

static void language(size_t least, int n_file, char **path, Arena *a)
{
    double seconds = 0, texts = 0;
    for (int k = 0; k < n_file; k++) {
        size_t lines, n = 0, right = 0, ours = 0;
        Str file = slurp(path[k], a, &lines);
        const char *name = strrchr(path[k], '/') ? strrchr(path[k], '/') + 1 : path[k];
        Lang want = lang_of_code(str_sub(str_of(name), 0, 2));
        while (file.n) {
            Str line = str_trim(str_cut(&file, '\n'));
            size_t words = 1;
            for (size_t i = 0; i < line.n; i++)
                words += line.p[i] == ' ';
            if (words < least || !line.n)
                continue;
            double from = now();
            Lang got = lang_guess(line, LANG_UNKNOWN).lang;
            seconds += now() - from;
            n++;
            right += got == want;
            ours += got != want && got != LANG_UNKNOWN;
        }
        texts += (double)n;
        printf("language_%.2s %zu %.4f %.4f\n", name, n, n ? (double)right / (double)n : 0, n ? (double)ours / (double)n : 0);
    }
    printf("languages_a_second %.0f\n", texts / seconds);
}

static void vectors(const Set *s, const char *path, Arena *a)
{
    char name[4096];
    float *v = ARENA_NEW_N(a, float, s->n * ENCODER_WIDTH + 1);
    encoder_encode(s->text, s->n, v, a);
    (void)snprintf(name, sizeof name, "%s.vec", path);
    FILE *f = fopen(name, "wb");
    if (!f || fwrite(v, ENCODER_WIDTH * sizeof *v, s->n, f) != s->n || fclose(f))
        bug("cannot write %s", name);
}

static void rules(const Set *s, Arena *a)
{
    printf("rules");
    for (size_t i = 0; i < s->n; i++) {
        Sentiment x;
        sentiment_score(s->text[i], LANG_EN, a, &x);
        printf(" %.4f", x.compound);
    }
    printf("\n");
}

static void encoder(const Set *s, Arena *a)
{
    enum { TEXTS = 1000 };
    size_t n = s->n < TEXTS ? s->n : TEXTS, pieces = 0;
    uint16_t piece[ENCODER_PIECES_MAX];
    float *v = ARENA_NEW_N(a, float, n * ENCODER_WIDTH + 1);
    for (size_t i = 0; i < n; i++)
        pieces += encoder_cut(s->text[i], piece, a);
    double from = now();
    encoder_encode(s->text, n, v, a);
    double took = now() - from;
    printf("encoder_texts_a_second %.0f\npieces_a_text %.1f\ngflops %.1f\n", (double)n / took, (double)pieces / (double)n, (double)pieces * 9.3e-3 / took);
}

int main(int argc, char **argv)
{
    Arena a;
    arena_init(&a);
    const char *what = argc > 2 ? argv[1] : "";
    bool two_files = !strcmp(what, "aspects");
    int at = two_files ? 4 : 3;
    if (!strcmp(what, "language")) {
        language((size_t)number(argv[2]), argc - 3, argv + 3, &a);
        return 0;
    }
    LearnerOptions o = { .cost = argc > at ? number(argv[at]) : 0, .balance = argc > at + 1 ? number(argv[at + 1]) : 0, .seed = 1 };
    if (two_files) {
        aspects(argv[2], argv[3], &o, &a);
        return 0;
    }
    bool counts_only = !strcmp(what, "encoder") || !strcmp(what, "vectors") || !strcmp(what, "rules");
    Set s = argc > 2 ? load(argv[2], !counts_only, &a) : (Set){ 0 };
    o.n_class = s.classes;
    memcpy(o.block, BLOCKS, sizeof o.block);
    if (!strcmp(what, "folds"))
        folds(&s, &o, &a);
    else if (!strcmp(what, "cascade") && s.vector)
        book_cascade(&s, &o, &a);
    else if (!strcmp(what, "few") && (argc == 7 || argc == 8))
        few(&s, &o, (size_t)number(argv[5]), (int64_t)number(argv[6]), argc == 8, &a);
    else if (!strcmp(what, "scores") && argc == 6)
        scores(&s, &o, number(argv[5]), &a);
    else if (!strcmp(what, "active") && argc == 8)
        active(&s, &o, (size_t)number(argv[5]), (size_t)number(argv[6]), (int64_t)number(argv[7]), &a);
    else if (!strcmp(what, "corrected") && argc == 4 && s.vector)
        book_corrected(&s, (uint64_t)number(argv[3]), &a);
    else if (!strcmp(what, "vectors"))
        vectors(&s, argv[2], &a);
    else if (!strcmp(what, "rules"))
        rules(&s, &a);
    else if (!strcmp(what, "encoder"))
        encoder(&s, &a);
    else
        return fputs("usage: see the head of tests/bench/text.c\n", stderr), 2;
    arena_release(&a);
    return 0;
}
