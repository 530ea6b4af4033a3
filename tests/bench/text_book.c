/* text_book.c - labelled texts through the functions that a book reads and learns with (a part of bench_text). */
#include <stdio.h>

#include "base/attr.h"
#include "listen/cascade.h"
#include "listen/vectors.h"
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
