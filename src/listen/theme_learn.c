#include "listen/theme_learn.h"

#include <math.h>

#include "listen/cascade.h"
#include "listen/sentiment.h"

static const double COST = 1, BALANCE = 0.5;

Features theme_counts(Str text, Arena *a)
{
    FeatureBag b;
    feature_begin(&b, text.n, a);
    feature_add(&b, text, 0, FEATURE_ALL);
    return feature_end(&b);
}

typedef struct Lesson {
    LearnerRow *row;
    uint32_t   *comment;         /* by row */
    uint32_t   *label;           /* by row: index + 1 of the label, 0 for a row as it is coded now */
    size_t      n, n_label;
} Lesson;

static void add_row(Lesson *x, const Comments *c, size_t i, uint32_t label, Arena *a)
{
    const Comment *one = &c->at[i];
    uint64_t who = one->account ? (uint64_t)one->account : UINT64_MAX - i;
    uint32_t fold = label ? (uint32_t)(hash64_mix(who, 23) % LEARN_FOLDS) : LEARNER_NO_FOLD;
    x->row[x->n] = (LearnerRow){ theme_counts(one->text, a), 0, label ? 1 : (float)LEARN_PSEUDO, fold };
    x->comment[x->n] = (uint32_t)i;
    x->label[x->n++] = label;
}

/* The labelled comments, then every n-th other wording. */
static void gather(const Comments *c, const ThemeEdits *e, Arena *a, Lesson *x)
{
    size_t step = c->n / LEARN_ROWS + 1, most = e->n_label + c->n / step + 2, at = 0;
    I64Map seen;
    int64_t before;
    *x = (Lesson){ ARENA_NEW_N(a, LearnerRow, most), ARENA_NEW_N(a, uint32_t, most), ARENA_NEW_N(a, uint32_t, most), 0, 0 };
    i64map_init(&seen);
    for (size_t k = 0; k < e->n_label; k++) {
        size_t i = e->label[k].comment;
        if (i == SIZE_MAX || !c->at[i].text.n)
            continue;
        (void)i64map_add(&seen, hash64(c->at[i].text), 1, &before);
        add_row(x, c, i, (uint32_t)k + 1, a);
    }
    x->n_label = x->n;
    for (size_t i = 0; i < c->n; i++)
        if (c->at[i].text.n && i64map_add(&seen, hash64(c->at[i].text), 1, &before) && at++ % step == 0)
            add_row(x, c, i, 0, a);
    i64map_release(&seen);
}

static double f1(size_t both, size_t one, size_t other)
{
    return one + other ? 2 * (double)both / (double)(one + other) : 0;
}

/* Whether the model, on accounts it did not see, is nearer to the person than the coding is. */
static void judge(const Comments *c, const Lesson *x, const double *unseen, Taught *t)
{
    size_t found = 0, found_right = 0, learned = 0, learned_right = 0;
    for (size_t r = 0; r < x->n_label; r++) {
        bool is = x->row[r].label, has = comment_has(&c->at[x->comment[r]], t->theme), says = unseen[r * 2 + 1] > 0;
        found += has;
        found_right += has && is;
        learned += says;
        learned_right += says && is;
    }
    t->found_f1 = f1(found_right, found, t->positive);
    t->learned_f1 = f1(learned_right, learned, t->positive);
    t->used = t->learned_f1 >= t->found_f1 + LEARN_BETTER;
}

static Status teach(const Comments *c, const ThemeEdits *e, Lesson *x, uint32_t theme, Arena *a, ThemeTaught *out, Err *err)
{
    Taught t = { .theme = theme, .labels = x->n_label };
    double *unseen = ARENA_NEW_N(a, double, x->n * 2 + 2);
    for (size_t r = 0; r < x->n; r++) {
        x->row[r].label = x->label[r] ? label_has(&e->label[x->label[r] - 1], theme) : comment_has(&c->at[x->comment[r]], theme);
        t.positive += x->label[r] && x->row[r].label;
    }
    if (t.positive < LEARN_SIDE || t.labels - t.positive < LEARN_SIDE)
        return ST_OK;
    const LearnerOptions o = { .n_class = 2, .cost = COST, .balance = BALANCE, .folds = LEARN_FOLDS, .unseen = unseen, .seed = 11 };
    Status st = learner_fit(x->row, x->n, &o, a, &t.learner, err);
    if (st)
        return st;
    judge(c, x, unseen, &t);
    out->at[out->n++] = t;
    return ST_OK;
}

Status theme_learn(const Comments *c, const ThemeEdits *e, const ThemeList *l, Arena *a, ThemeTaught *out, Err *err)
{
    Lesson x;
    Status st = ST_OK;
    *out = (ThemeTaught){ .n = 0 };
    if (e->n_label < LEARN_LABELS)
        return ST_OK;
    gather(c, e, a, &x);
    out->at = ARENA_NEW_N(a, Taught, l->n + 1);
    for (uint32_t k = 0; !st && x.n_label >= LEARN_LABELS && k < l->n; k++)
        if (!l->at[k].parent && l->at[k].into == k)
            st = teach(c, e, &x, k, a, out, err);
    return st;
}

static void drop_found(Comment *c, uint32_t theme)
{
    uint32_t kept = 0;
    for (uint32_t k = 0; k < c->n_mention; k++)
        if (c->mention[k].theme != theme || c->mention[k].how != HOW_FOUND)
            c->mention[kept++] = c->mention[k];
    c->n_mention = kept;
}

/* Where in the comment: the sentence the model is surest of its class in. */
static void add_learned(Comment *c, uint32_t theme, const Learner *l, unsigned class, float weight, Arena *scratch)
{
    double best = -(double)INFINITY, margin[LEARNER_CLASSES];
    Mention m = { .theme = theme, .sub = NO_THEME, .weight = weight, .how = HOW_LEARNED };
    mood_of_comment(c, &m);
    for (uint32_t k = 0; k < c->n_sentence; k++) {
        const HeardSentence *s = &c->sentence[k];
        Features f = theme_counts(str_sub(c->text, s->from, s->n), scratch);
        learner_margins(l, &f, margin);
        if (margin[class] > best) {
            best = margin[class];
            mood_of_sentence(s, &m);
        }
    }
    if (c->n_mention < MENTIONS_MAX)
        c->mention[c->n_mention++] = m;
}

static unsigned class_of(const TaughtAll *x, uint32_t theme)
{
    unsigned k = 0;
    while (k < x->n && x->theme[k] != theme)
        k++;
    return k;
}

static float weight_of(double margin)
{
    return (float)(1 / (1 + exp(-2 * margin)));
}

/* All themes at once: those whose margin says so, and, where every comment has a theme, the likeliest of one that has none. */
static void learned_all(Comment *c, const TaughtAll *x, const Features *f, Arena *scratch)
{
    double margin[LEARNER_CLASSES];
    unsigned best = LEARNER_CLASSES;
    learner_margins(&x->learner, f, margin);
    for (unsigned k = 0; k < x->n; k++) {
        if (x->theme[k] == NO_THEME)
            continue;
        if (best == LEARNER_CLASSES || margin[k] > margin[best])
            best = k;
        bool has = comment_has(c, x->theme[k]);
        if (margin[k] > 0 && !has)
            add_learned(c, x->theme[k], &x->learner, k, weight_of(margin[k]), scratch);
        else if (margin[k] <= 0 && has)
            drop_found(c, x->theme[k]);
    }
    for (uint32_t k = 0; k < c->n_mention; k++) {
        unsigned class = class_of(x, c->mention[k].theme);
        if (class < x->n && c->mention[k].how == HOW_FOUND)
            c->mention[k].weight = weight_of(margin[class]);
    }
    if (x->whole && !c->n_mention)
        add_learned(c, x->theme[best], &x->learner, best, weight_of(margin[best]), scratch);
    c->margin = (float)(1 - exp(-cascade_gap(&x->learner, margin)));
}

static void learned(Comment *c, const ThemeTaught *t, Arena *scratch)
{
    Features f = theme_counts(c->text, scratch);
    double margin[2];
    for (size_t k = 0; k < t->n && c->text.n; k++) {
        if (!t->at[k].used || (t->all.used && class_of(&t->all, t->at[k].theme) < t->all.n))
            continue;
        learner_margins(&t->at[k].learner, &f, margin);
        bool has = comment_has(c, t->at[k].theme);
        if (margin[1] > 0 && !has)
            add_learned(c, t->at[k].theme, &t->at[k].learner, 1, 1, scratch);
        else if (margin[1] <= 0 && has)
            drop_found(c, t->at[k].theme);
    }
    if (t->all.used && c->text.n)
        learned_all(c, &t->all, &f, scratch);
    mentions_sort(c);
}

bool theme_taught_used(const ThemeTaught *t)
{
    bool used = t->all.used;
    for (size_t k = 0; k < t->n; k++)
        used |= t->at[k].used;
    return used;
}

Status comments_learned(Comments *all, CommentsLots *lots, const void *theme_taught, Arena *a, Err *err)
{
    Arena scratch;
    (void)a;
    (void)err;
    arena_init(&scratch);
    for (size_t from, to; comments_next(lots, &from, &to);)
        for (size_t i = from; i < to; i++) {
            ArenaMark m = arena_mark(&scratch);
            learned(&all->at[i], theme_taught, &scratch);
            arena_rewind(&scratch, m);
        }
    arena_release(&scratch);
    return ST_OK;
}
