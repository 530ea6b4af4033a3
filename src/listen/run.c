#include "listen/listen.h"

#include "base/map.h"
#include "base/parallel.h"
#include "listen/comment.h"
#include "listen/expect_said.h"
#include "listen/keep.h"
#include "listen/language.h"
#include "listen/mouth.h"
#include "listen/repeat.h"
#include "listen/sentiment.h"
#include "listen/sentiment_near.h"
#include "listen/sentiment_write.h"
#include "listen/side.h"
#include "listen/standing.h"
#include "listen/theme_learn.h"
#include "listen/theme_share.h"
#include "listen/write.h"

enum { FIT_MAX = 20000, KIND_MAX = 24 };
/* Of 0..10, where passives begin; three points below is a clear detractor. */
static const double SCORE_MIDDLE = 7, SCORE_SPAN = 7, TICKET_MOOD = -0.2;

/* How a comment is meant, for the names of themes: the customer's own score where there is one, a
 * ticket as a mild complaint, else what was heard. */
static double mood_of(const Comment *c)
{
    if (c->score >= 0)
        return ((double)c->score - SCORE_MIDDLE) / SCORE_SPAN;
    return strcmp(c->channel, "ticket") ? (double)c->mood : TICKET_MOOD;
}

/* The first comment of each wording: what is picked from a list is said once.  Of wordings that are nearly alike, as a template
 * makes them, KIND_MAX. */
static bool *wordings(const Comments *c, const Repeats *r, Arena *a, size_t *n)
{
    bool *first = ARENA_NEW_N(a, bool, c->n + 1);
    uint32_t *of_kind = ARENA_NEW_N(a, uint32_t, c->n + 1);
    I64Map seen;
    int64_t before;
    i64map_init(&seen);
    *n = 0;
    for (size_t i = 0; i < c->n; i++) {
        first[i] = c->at[i].text.n && i64map_add(&seen, hash64(c->at[i].text), 1, &before) && of_kind[r->kind[i]]++ < KIND_MAX;
        *n += first[i];
    }
    i64map_release(&seen);
    return first;
}

/* Every n-th wording, tokenized, for the theme model. */
static Status sample(const Comments *c, const Repeats *r, Arena *a, ThemeDoc **out, size_t *n, Err *err)
{
    Tokenizer *tz;
    size_t usable, seen = 0;
    const bool *first = wordings(c, r, a, &usable);
    size_t step = usable / FIT_MAX + 1;
    *out = ARENA_NEW_N(a, ThemeDoc, usable / step + 2);
    *n = 0;
    Status st = tokenizer_create(a, &tz, err);
    for (size_t i = 0; !st && i < c->n; i++) {
        const Comment *one = &c->at[i];
        if (!first[i] || seen++ % step)
            continue;
        Tokens *t = ARENA_NEW(a, Tokens);
        st = tokenize(tz, one->text, one->lang, a, t, err);
        /* Comments of nobody known are each a group of their own. */
        (*out)[(*n)++] =
            (ThemeDoc){ .text = one->text,
                        .tokens = t,
                        .lang = one->lang,
                        .mood = mood_of(one),
                        .group = one->account ? (uint64_t)one->account : UINT64_MAX - i };
    }
    return st;
}

static Status fit(const Comments *c, const Repeats *r, const ThemeList *l, Arena *a, ThemeModel **model, Err *err)
{
    ThemeDoc *doc;
    size_t n, n_before;
    const ThemeMark *before = theme_list_marks(l, a, &n_before);
    Err none;
    *model = NULL;
    Status st = sample(c, r, a, &doc, &n, err);
    if (st || n < THEME_DOCS_MIN)
        return st;
    /* Too few with words in common is no failure: there are no themes then. */
    st = theme_fit(doc, n, &(ThemeOptions){ .k_before = (size_t)l->k_before, .before = before, .n_before = n_before, .two_levels = true }, a, model, &none);
    if (st == ST_INVALID) {
        *model = NULL;
        return ST_OK;
    }
    if (st)
        *err = none;
    return st;
}

/* A run of the stage. */
typedef struct Hearing {
    Store *s;
    Comments c;
    Standing standing;
    Repeats repeats;
    MoodModel mood;
    MoodDecided decided;
    Vectors vectors;
    ThemeModel *model;
    ThemeList list;
    ThemeEdits edits;
    ThemeTaught taught;
    Arena own[2];
} Hearing;

/* What one thread learns, and beside it what waits for none of that. */
static Status learn_moods(void *ctx, Arena *a, size_t piece, Err *err)
{
    Hearing *h = ctx;
    if (piece == 0)
        return mood_model_fit(&h->c, &h->vectors, a, &h->mood, err);
    repeats_find(&h->c, a, &h->repeats);
    return comments_share(&h->c, comments_expect, NULL, h->own, err);
}

static Status write_heard(Hearing *h, Arena *a, Err *err)
{
    Status st = mood_write(h->s, &h->c, &h->mood, err);
    if (!st)
        st = repeat_write(h->s, &h->c, &h->repeats, err);
    if (!st)
        st = standing_write(h->s, &h->standing, err);
    if (!st)
        st = said_write(h->s, &h->c, err);
    return st ? st : mouth_said_write(h->s, &h->c, a, err);
}

/* The fit asks the book nothing, so rows are written meanwhile. */
static Status learn_themes(void *ctx, Arena *a, size_t piece, Err *err)
{
    Hearing *h = ctx;
    return piece == 0 ? fit(&h->c, &h->repeats, &h->list, a, &h->model, err) : write_heard(h, a, err);
}

static Status find_themes(Hearing *h, Arena *a, Err *err)
{
    Comments *c = &h->c;
    ThemeList *l = &h->list;
    ThemeEdits *e = &h->edits;
    Status st = theme_list_recall(h->s, c, a, l, err);
    if (!st)
        st = parallel_try(2, a, learn_themes, h, err);
    if (!st)
        theme_list_match(c, h->model, a, l);
    if (!st)
        st = theme_edits_load(h->s, c, l, a, e, err);
    l->edits = e;
    l->mood = &h->mood;
    if (!st && (h->model || e->n_rule))
        st = comments_share(c, comments_code, l, h->own, err);
    if (!st)
        st = theme_learn(c, e, l, a, &h->taught, err);
    if (!st)
        st = theme_taught(c, e, l, &h->vectors, a, &h->taught, err);
    if (!st && theme_taught_used(&h->taught))
        st = comments_share(c, comments_learned, &h->taught, h->own, err);
    if (!st)
        theme_labels_apply(e, c);
    if (!st)
        theme_list_compare(l, c);
    return st;
}

/* PostgreSQL plans by counts, and has none of what was just imported: without them it joins answers to responses row by row. */
static Status count_rows(Store *s, Err *err)
{
    static const int sql[] = { SQL_ANALYZE_ANSWER, SQL_ANALYZE_RESPONSE, SQL_ANALYZE_TICKET, SQL_ANALYZE_MESSAGE, SQL_ANALYZE_UTTERANCE, SQL_ANALYZE_ALIAS };
    Status st = ST_OK;
    for (size_t k = 0; !st && k < COUNT_OF(sql); k++)
        st = store_run(s, sql[k], STORE_NO_ARGS, err);
    return st;
}

static Status hear(Hearing *h, Arena *a, Err *err)
{
    int64_t named = 0, by_vector = 0;
    Status st = comments_load(h->s, 0, a, &h->c, err);
    if (!st)
        st = comments_share(&h->c, comments_hear, NULL, h->own, err);
    if (!st)
        standing_find(&h->c, &h->standing);
    if (!st && h->standing.n)
        st = comments_share(&h->c, comments_stand, &h->standing, h->own, err);
    if (!st)
        st = languages_settle(NULL, &h->c, &named, err);
    if (!st)
        st = store_put_summary_int(h->s, "languages_by_prior", named, err);
    if (!st)
        st = parallel_try(2, a, learn_moods, h, err);
    if (!st)
        st = comments_share(&h->c, comments_feel, &h->mood, h->own, err);
    if (!st)
        st = mood_near(&h->c, &h->mood, &h->decided, &h->vectors, h->own, a, &by_vector, err);
    if (!st)
        st = store_put_summary_int(h->s, "sentences_by_vector", by_vector, err);
    return st ? st : find_themes(h, a, err);
}

static Status run(Store *s, Arena *a, void *into, Err *err)
{
    ListenResult *out = into;
    Hearing h = { .s = s };
    int64_t file = 0, unsided = 0;
    arena_init(&h.own[0]);
    arena_init(&h.own[1]);
    vectors_init(&h.vectors);
    standing_init(&h.standing);
    Status st = count_rows(s, err);
    if (!st)
        st = vectors_load(s, &h.vectors, err);
    if (!st)
        st = store_int(s, SQL_FILE_LAST, STORE_NO_ARGS, 0, &file, err);
    if (!st)
        st = mouth_items_write(s, a, err);
    if (!st)
        st = hear(&h, a, err);
    if (!st)
        st = listen_write(s, &h.c, &h.list, out, err);
    if (!st)
        st = side_hear(s, &(SideInput){ &h.c, &h.list, &h.mood }, a, h.own, err);
    if (!st)
        st = theme_learn_write(s, &h.c, &h.edits, &h.list, &h.taught, err);
    if (!st)
        st = theme_share_write(s, &h.c, &h.list, err);
    if (!st)
        st = store_int(s, SQL_COMMENT_UNSIDED, STORE_NO_ARGS, 0, &unsided, err);
    if (!st)
        st = store_put_summary_int(s, "comments_unsided", unsided, err);
    if (!st)
        st = themes_keep(s, &h.list, &h.taught, file, err);
    if (!st)
        st = vectors_write(s, &h.vectors, err);
    mood_near_release(&h.decided);
    vectors_release(&h.vectors);
    standing_release(&h.standing);
    theme_edits_release(&h.edits);
    theme_list_release(&h.list);
    arena_release(&h.own[1]);
    arena_release(&h.own[0]);
    return st;
}

Status listen_run(Store *s, ListenResult *out, Err *err)
{
    *out = (ListenResult){ 0 };
    return store_atomic(s, "listen", run, out, err);
}
