/* What the sentence encoder makes of a person's labels (theme_learn.h). */
#include <math.h>
#include <stdlib.h>

#include "listen/cascade.h"
#include "listen/taught.h"
#include "listen/theme_learn.h"

/* The quick one's cost is that of the models of one theme; the others' were the first tried. */
static const double QUICK_COST = 1, COST = 0.5, BALANCE = 0.5;
enum { LOOKED_LEAST = 20 };      /* bytes: a word is not worth a vector */

/* Labelled rows first, then the others that are looked at. */
typedef struct Class {
    const Comments *c;
    LearnerRow     *row;
    uint32_t       *comment, *label;
    size_t          n, n_label;
} Class;

/* The theme a person named first, as a class; -1: of too few labels. */
static int32_t class_of(const TaughtAll *x, uint32_t theme)
{
    for (unsigned k = 0; k < x->n; k++)
        if (x->theme[k] == theme)
            return (int32_t)k;
    return -1;
}

static uint32_t first_of(const ThemeLabel *x)
{
    return x->n ? x->theme[0] : NO_THEME;
}

typedef struct Votes {
    uint32_t theme;
    size_t   n;
} Votes;

static int by_votes(const void *a, const void *b)
{
    const Votes *x = a, *y = b;
    if (x->n != y->n)
        return x->n > y->n ? -1 : 1;
    return (x->theme > y->theme) - (x->theme < y->theme);
}

/* Those that most labels have, none of them like a theme. */
static void choose_classes(const ThemeEdits *e, const Class *x, const ThemeList *l, Arena *a, TaughtAll *out)
{
    Votes *v = ARENA_NEW_N(a, Votes, l->n + 1);
    for (size_t k = 0; k <= l->n; k++)
        v[k].theme = k < l->n ? (uint32_t)k : NO_THEME;
    for (size_t r = 0; r < x->n_label; r++) {
        uint32_t theme = first_of(&e->label[x->label[r]]);
        v[theme < l->n ? theme : l->n].n++;
    }
    qsort(v, l->n + 1, sizeof *v, by_votes);
    for (size_t k = 0; k <= l->n && out->n < TAUGHT_THEMES && v[k].n >= LEARN_SIDE; k++)
        out->theme[out->n++] = v[k].theme;
}

static void add(Class *x, size_t i, size_t label, uint32_t fold, Arena *a)
{
    x->row[x->n] = (LearnerRow){ theme_counts(x->c->at[i].text, a), -1, 1, fold };
    x->comment[x->n] = (uint32_t)i;
    x->label[x->n++] = (uint32_t)label;
}

static bool may_be_looked_at(const Comment *c)
{
    return c->lang == LANG_EN && c->text.n >= LOOKED_LEAST;
}

/* The labelled wordings, and every n-th of the others. */
static void gather(const Comments *c, const ThemeEdits *e, Arena *a, Class *x)
{
    I64Map seen;
    int64_t before;
    size_t others = 0, at = 0;
    for (size_t i = 0; i < c->n; i++)
        others += may_be_looked_at(&c->at[i]);
    size_t step = others / TAUGHT_LOOKED + 1, most = e->n_label + others / step + 2;
    *x = (Class){ c, ARENA_NEW_N(a, LearnerRow, most), ARENA_NEW_N(a, uint32_t, most), ARENA_NEW_N(a, uint32_t, most), 0, 0 };
    i64map_init(&seen);
    for (size_t k = 0; k < e->n_label; k++) {
        size_t i = e->label[k].comment;
        if (i == SIZE_MAX || !c->at[i].text.n || !i64map_add(&seen, hash64(c->at[i].text), 1, &before))
            continue;
        uint64_t who = c->at[i].account ? (uint64_t)c->at[i].account : UINT64_MAX - i;
        add(x, i, k, (uint32_t)(hash64_mix(who, 29) % TAUGHT_FOLDS), a);
    }
    x->n_label = x->n;
    for (size_t i = 0; i < c->n; i++)
        if (may_be_looked_at(&c->at[i]) && at++ % step == 0 && i64map_add(&seen, hash64(c->at[i].text), 1, &before))
            add(x, i, 0, LEARNER_NO_FOLD, a);
    i64map_release(&seen);
}

static LearnerOptions options(const TaughtAll *out, double cost)
{
    return (LearnerOptions){ .n_class = out->n, .cost = cost, .balance = BALANCE, .seed = 13 };
}

/* The labels, and behind them what their words are least sure of, with their vectors. */
static Status look_closer(Class *x, Vectors *v, TaughtAll *out, const float **vector, Arena *a, Err *err)
{
    Learner quick;
    LearnerOptions o = options(out, QUICK_COST);
    double *gap = ARENA_NEW_N(a, double, x->n + 1), margin[LEARNER_CLASSES];
    Str *text = ARENA_NEW_N(a, Str, x->n + 1);
    LearnerRow *row = ARENA_NEW_N(a, LearnerRow, x->n + 1);
    uint32_t *least;
    Status st = learner_fit(x->row, x->n, &o, a, &quick, err);
    if (st)
        return st;
    for (size_t r = 0; r < x->n; r++) {
        gap[r] = -1;
        if (r < x->n_label)
            continue;
        learner_margins(&quick, &x->row[r].f, margin);
        gap[r] = cascade_gap(&quick, margin);
    }
    out->encoded = cascade_least(gap, x->n, TAUGHT_ENCODED, a, &least);
    memcpy(row, x->row, x->n_label * sizeof *row);
    for (size_t r = 0; r < x->n_label; r++)
        text[r] = x->c->at[x->comment[r]].lang == LANG_EN ? x->c->at[x->comment[r]].text : STR("");
    for (size_t k = 0; k < out->encoded; k++) {
        row[x->n_label + k] = x->row[least[k]];
        text[x->n_label + k] = x->c->at[x->comment[least[k]]].text;
    }
    x->row = row;
    x->n = x->n_label + out->encoded;
    return vectors_of(v, text, x->n, vector, a, err);
}

static double f1(size_t both, size_t one, size_t other)
{
    return one + other ? 2 * (double)both / (double)(one + other) : 0;
}

/* What there is without it: the theme as it is coded, or by its own model where that one is used. */
static double alone(const Class *x, const ThemeEdits *e, const ThemeTaught *t, uint32_t theme)
{
    size_t has = 0, is = 0, both = 0;
    for (size_t k = 0; k < t->n; k++)
        if (t->at[k].theme == theme && t->at[k].used)
            return t->at[k].learned_f1;
    for (size_t r = 0; r < x->n_label; r++) {
        bool found = comment_has(&x->c->at[x->comment[r]], theme), said = label_has(&e->label[x->label[r]], theme);
        has += found;
        is += said;
        both += found && said;
    }
    return f1(both, has, is);
}

/* Whether a margin means the theme: by itself, or, where every comment has one, as the likeliest of all. */
static bool says(const TaughtAll *x, const double *margin, unsigned class)
{
    bool any = false;
    unsigned best = class;
    for (unsigned k = 0; k < x->n; k++) {
        if (x->theme[k] == NO_THEME)
            continue;
        any |= margin[k] > 0;
        best = margin[k] > margin[best] ? k : best;
    }
    return margin[class] > 0 || (x->whole && !any && best == class);
}

static void judge(const Class *x, const ThemeEdits *e, const double *unseen, ThemeTaught *t)
{
    TaughtAll *out = &t->all;
    double themes = 0;
    for (unsigned k = 0; k < out->n; k++) {
        size_t said = 0, is = 0, both = 0;
        if (out->theme[k] == NO_THEME)
            continue;
        for (size_t r = 0; r < x->n_label; r++) {
            bool one = says(out, unseen + r * out->n, k), other = label_has(&e->label[x->label[r]], out->theme[k]);
            said += one;
            is += other;
            both += one && other;
        }
        themes++;
        out->alone_f1 += alone(x, e, t, out->theme[k]);
        out->learned_f1 += f1(both, said, is);
    }
    out->alone_f1 /= themes;
    out->learned_f1 /= themes;
    out->used = out->learned_f1 >= out->alone_f1 + LEARN_BETTER;
}

/* Every comment has a theme, as far as labels drawn at random say. */
static bool is_whole(const ThemeEdits *e)
{
    size_t drawn = 0, other = 0;
    for (size_t k = 0; k < e->n_label; k++)
        if (e->label[k].how == LABEL_RANDOM) {
            drawn++;
            other += !e->label[k].n;
        }
    return drawn >= TAUGHT_WHOLE && !other;
}

Status theme_taught(const Comments *c, const ThemeEdits *e, const ThemeList *l, Vectors *v, Arena *a, ThemeTaught *t, Err *err)
{
    Arena scratch;
    Class x;
    TaughtAll *out = &t->all;
    Status st = ST_OK;
    *out = (TaughtAll){ .n = 0 };
    if (e->n_label < TAUGHT_LABELS)
        return ST_OK;
    arena_init(&scratch);
    gather(c, e, &scratch, &x);
    choose_classes(e, &x, l, &scratch, out);
    for (size_t r = 0; r < x.n_label; r++) {
        x.row[r].label = class_of(out, first_of(&e->label[x.label[r]]));
        out->labels += x.row[r].label >= 0;
    }
    if (out->labels >= TAUGHT_LABELS && out->n >= 2) {
        const float **vector = ARENA_NEW_N(&scratch, const float *, x.n + 1);
        double *unseen = ARENA_NEW_N(&scratch, double, x.n * out->n + 1);
        LearnerOptions o = options(out, COST);
        o.folds = TAUGHT_FOLDS;
        o.unseen = unseen;
        out->whole = is_whole(e);
        st = look_closer(&x, v, out, vector, &scratch, err);
        if (!st)
            st = taught_fit(x.row, x.n, vector, &o, a, &out->learner, err);
        if (!st)
            judge(&x, e, unseen, t);
        out->there = !st;
    }
    arena_release(&scratch);
    return st;
}
