/* text_book.c - labelled texts through the functions that a book reads and learns with (a part of bench_text). */
#include <stdio.h>

#include "base/attr.h"
#include "listen/cascade.h"
#include "listen/theme_learn.h"
#include "listen/vectors.h"
#include "num/rng.h"
#include "tests/bench/text.h"

/* Of some texts, as the book keeps them: `which` of the set, NULL for the others. */
static const float **kept_vectors(const Set *s, const uint32_t *which, size_t n, Arena *a)
{
    const float **out = ARENA_NEW_N(a, const float *, s->n + 1);
    Str *text = ARENA_NEW_N(a, Str, s->n + 1);
    Vectors v;
    Err err;
    vectors_init(&v);
    for (size_t k = 0; k < n; k++) {
        text[which[k]] = s->text[which[k]];
        vectors_put(&v, s->text[which[k]], s->vector + which[k] * ENCODER_WIDTH);
    }
    if (vectors_of(&v, text, s->n, out, a, &err))
        bug("%s", err.msg);
    vectors_release(&v);
    return out;
}

/* One fold tested: a quick learner of counts, and vectors where it is unsure.  Gives how many texts needed theirs. */
static size_t cascade_fold(const Set *s, uint32_t fold, const LearnerOptions *o, Tally *t, Arena *a)
{
    enum { INNER = 5 };
    LearnerRow *row = ARENA_NEW_N(a, LearnerRow, s->n + 1);
    double *unseen = ARENA_NEW_N(a, double, s->n * s->classes + 1), *gap = ARENA_NEW_N(a, double, s->n + 1), margin[LEARNER_CLASSES];
    size_t n = 0, needed = 0;
    uint32_t *which;
    LearnerOptions with = *o;
    Learner quick;
    Cascade c;
    Err err;
    for (size_t i = 0; i < s->n; i++)
        row[i] = (LearnerRow){ plain(&s->row[i].f), s->fold[i] == fold ? -1 : s->label[i], 1, (uint32_t)i % INNER };
    with.folds = INNER;
    with.unseen = unseen;
    if (learner_fit(row, s->n, &with, a, &quick, &err))
        bug("%s", err.msg);
    for (size_t i = 0; i < s->n; i++)
        gap[i] = s->fold[i] == fold ? -1 : cascade_gap(&quick, unseen + i * s->classes);
    n = cascade_least(gap, s->n, CASCADE_TAUGHT, a, &which);
    with.folds = 0;
    if (cascade_fit(row, s->n, unseen, kept_vectors(s, which, n, a), &with, a, &c, &err))
        bug("%s", err.msg);
    for (size_t i = 0; i < s->n; i++) {
        gap[i] = -1;
        if (s->fold[i] != fold)
            continue;
        learner_margins(&quick, &row[i].f, margin);
        if (cascade_gap(&quick, margin) < c.near)
            gap[i] = cascade_gap(&quick, margin);
    }
    needed = cascade_least(gap, s->n, CASCADE_DECIDED / FOLDS, a, &which);      /* a fold's share of what one run may decide */
    const float **vector = kept_vectors(s, which, needed, a);
    for (size_t i = 0; i < s->n; i++)
        if (s->fold[i] == fold) {
            learner_margins(&quick, &row[i].f, margin);
            t->of[s->label[i]][cascade_best(&c, &quick, margin, &row[i].f, vector[i], a)]++;
        }
    return needed;
}

void book_cascade(const Set *s, const LearnerOptions *o, Arena *a)
{
    Tally t = { 0 };
    size_t needed = 0;
    double from = now();
    for (uint32_t f = 0; f < FOLDS; f++) {
        ArenaMark m = arena_mark(a);
        needed += cascade_fold(s, f, o, &t, a);
        arena_rewind(a, m);
    }
    tell("cascade", &t, s->classes);
    printf("needed %zu %.4f\nseconds_a_fold %.3f\n", needed, (double)needed / (double)s->n, (now() - from) / FOLDS);
}

/* A book of these texts: a theme a class that a person made, nothing coded, and the vectors at hand that the encoder would make. */
typedef struct Corrected {
    const Set *s;
    Comments   c;
    ThemeList  list;
    ThemeEdits edits;
    Vectors    vectors;
} Corrected;

static void corrected_begin(Corrected *x, const Set *s, Arena *a)
{
    *x = (Corrected){ .s = s, .c = { .at = ARENA_NEW_N(a, Comment, s->n + 1), .n = s->n } };
    x->edits.label = ARENA_NEW_N(a, ThemeLabel, s->n + 1);
    i64map_init(&x->edits.by_key);
    i64map_init(&x->list.was);
    vectors_init(&x->vectors);
    for (size_t i = 0; i < s->n; i++) {
        x->c.at[i] = (Comment){ .account = (int64_t)i + 1, .score = -1, .channel = "review", .language = "en", .lang = LANG_EN, .text = s->text[i],
                                .raw = s->text[i], .key = str_fmt(a, "r%zu", i), .question = STR("") };
        vectors_put(&x->vectors, s->text[i], s->vector + i * ENCODER_WIDTH);
    }
    for (unsigned k = 0; k < s->classes; k++)
        theme_list_add(&x->list, a)->id = (int64_t)THEME_MADE + k;
}

static void corrected_label(Corrected *x, size_t i, LabelHow how)
{
    i64map_set(&x->edits.by_key, hash64(x->c.at[i].key), (int64_t)x->edits.n_label);
    x->edits.label[x->edits.n_label++] = (ThemeLabel){ .key = x->c.at[i].key, .theme = { (uint32_t)x->s->label[i] }, .sub = { NO_THEME }, .n = 1,
                                                       .how = how, .said = NO_THEME, .comment = i };
}

/* One run of the stage's learning, over a book as it is coded without; gives what was learned. */
static void corrected_run(Corrected *x, ThemeTaught *t, Arena *a, Arena own[2])
{
    Err err;
    for (size_t i = 0; i < x->c.n; i++) {
        x->c.at[i].n_mention = 0;
        x->c.at[i].margin = 0;
    }
    if (theme_learn(&x->c, &x->edits, &x->list, a, t, &err) || theme_taught(&x->c, &x->edits, &x->list, &x->vectors, a, t, &err) ||
        comments_share(&x->c, comments_learned, t, own, &err))
        bug("%s", err.msg);
}

static void corrected_ask(Corrected *x, bool *taken, size_t step, Rng *r)
{
    for (size_t got = 0; got < step; got++) {
        size_t pick = x->s->n;
        bool random = got % 5 == 0 || !x->edits.n_label;
        if (random)
            do
                pick = (size_t)rng_below(r, (int64_t)x->s->n);
            while (x->s->fold[pick] == TEST || taken[pick]);
        else
            for (size_t i = 0; i < x->s->n; i++)
                if (x->s->fold[i] != TEST && !taken[i] && (pick == x->s->n || x->c.at[i].margin < x->c.at[pick].margin))
                    pick = i;
        taken[pick] = true;
        corrected_label(x, pick, random ? LABEL_RANDOM : LABEL_MARGIN);
    }
}

/* What the book says first; nothing where it says "other", which is wrong. */
static void corrected_test(const Corrected *x, Tally *t, size_t *none)
{
    for (size_t i = 0; i < x->c.n; i++) {
        if (x->s->fold[i] != TEST)
            continue;
        *none += !x->c.at[i].n_mention;
        unsigned said = x->c.at[i].n_mention ? x->c.at[i].mention[0].theme : ((unsigned)x->s->label[i] + 1) % x->s->classes;
        t->of[x->s->label[i]][said]++;
    }
}

void book_corrected(const Set *s, uint64_t seed, Arena *a)
{
    static const size_t asked[] = { 60, 150, 300, 450, 600 };
    Rng *r = rng_create(a, seed);
    bool *taken = ARENA_NEW_N(a, bool, s->n + 1);
    double from = now();
    Corrected x;
    corrected_begin(&x, s, a);
    for (size_t k = 0; k < COUNT_OF(asked); k++) {
        Arena run, own[2];
        ThemeTaught got;
        Tally t = { 0 };
        size_t none = 0;
        char name[24];
        arena_init(&run);
        arena_init(&own[0]);
        arena_init(&own[1]);
        corrected_ask(&x, taken, asked[k] - x.edits.n_label, r);
        corrected_run(&x, &got, &run, own);
        corrected_test(&x, &t, &none);
        (void)snprintf(name, sizeof name, "corrected_%zu", asked[k]);
        tell(name, &t, s->classes);
        printf("of_%zu %d %zu %zu %.4f %.4f\n", asked[k], got.all.used, got.all.encoded, none, got.all.alone_f1, got.all.learned_f1);
        arena_release(&own[1]);
        arena_release(&own[0]);
        arena_release(&run);
    }
    i64map_release(&x.edits.by_key);
    i64map_release(&x.list.was);
    vectors_release(&x.vectors);
    printf("seconds_a_run %.2f\n", (now() - from) / COUNT_OF(asked));
}
