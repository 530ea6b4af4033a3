#include "listen/comment.h"

#include <pthread.h>
#include <stdatomic.h>

#include "listen/turn.h"
#include "model/limits.h"
#include "text/clean.h"
#include "text/lang.h"
#include "text/token.h"

typedef struct Source {
    int         any, sql;    /* any: whether the other, which joins much, would find something; -1: it is asked at once */
    const char *channel;
    char        mark;        /* of its keys */
    const char *head;        /* column with a headline, or NULL */
    bool        rated;       /* has a rating */
} Source;

typedef struct Loader {
    Comments *c;
    Arena *a;
    const Source *source;
    const ExpectFinder *finder; /* of questions: surveys alone */
    I64Map asked;               /* hash of a question -> it asks after expectations */
} Loader;

Comment *comments_add(Comments *c, Arena *a)
{
    if (c->n == c->cap) {
        c->cap = c->cap ? c->cap * 2 : 1024;
        Comment *more = ARENA_NEW_N(a, Comment, c->cap);
        if (c->n)
            memcpy(more, c->at, c->n * sizeof *more);
        c->at = more;
    }
    return &c->at[c->n++];
}

int64_t cell_int(const Table *t, const char *name, size_t r, int64_t otherwise)
{
    const TableColumn *c = table_col(t, name);
    return col_has(c, r) ? c->i[r] : otherwise;
}

/* Satisfaction and stars are 0 to 1 in the book.  Of five stars one and two are low, four and five high, as in most work on reviews (Zhang, Zhao & LeCun 2015). */
static int end_of(const Table *t, size_t r)
{
    static const double LOW = 0.4, HIGH = 0.75;
    const TableColumn *c = table_col(t, "rated");
    return !col_has(c, r) ? 0 : c->f[r] <= LOW ? -1 : c->f[r] >= HIGH;
}

static bool asks(Loader *l, Str question)
{
    uint64_t key = hash64(question);
    int64_t yes = 0;
    if (!question.n || i64map_get(&l->asked, key, &yes))
        return yes != 0;
    yes = expect_asks(l->finder, question, lang_guess(question, LANG_UNKNOWN).lang, l->a);
    i64map_set(&l->asked, key, yes);
    return yes != 0;
}

/* Whatever stands between the words. */
static bool same_words(Str a, Str b)
{
    size_t i = 0, k = 0;
    for (;;) {
        while (i < a.n && (unsigned char)a.p[i] <= ' ')
            i++;
        while (k < b.n && (unsigned char)b.p[k] <= ' ')
            k++;
        if (i == a.n || k == b.n)
            return i == a.n && k == b.n;
        if (a.p[i++] != b.p[k++])
            return false;
    }
}

Str comment_key(char mark, int64_t key_hash, Arena *a)
{
    return str_fmt(a, "%c%016llx", mark, (unsigned long long)key_hash);
}

static Status take(void *ctx, const Table *t, Err *err)
{
    Loader *l = ctx;
    const Source *from = l->source;
    bool survey = from->sql == SQL_COMMENT_ANSWERS, message = from->sql == SQL_COMMENT_MESSAGES;
    (void)err;
    for (size_t r = 0; r < t->n; r++) {
        Str whole = col_text(t, "text")[r], text = str_sub(whole, 0, LIMIT_TEXT), head = from->head ? col_text(t, from->head)[r] : STR("");
        /* The first message is the ticket's body, and was heard as such. */
        if (message && same_words(whole, col_text(t, "body")[r]))
            continue;
        /* Many desks repeat the subject as the first line. */
        if (head.n && !str_starts(text, head))
            text = str_fmt(l->a, "%.*s\n%.*s", STR_ARG(head), STR_ARG(text));
        *comments_add(l->c, l->a) = (Comment){ .account = cell_int(t, "account_id", r, 0),
                                               .contact = cell_int(t, "contact_id", r, 0),
                                               .at = col_int(t, "at")[r],
                                               .score = survey ? cell_int(t, "nps", r, -1) : -1,
                                               .rated = from->rated ? end_of(t, r) : 0,
                                               .file = col_int(t, "file_id")[r],
                                               .line = col_int(t, "line")[r],
                                               .channel = from->channel,
                                               .cut = whole.n > LIMIT_TEXT,
                                               .asked = survey && asks(l, col_text(t, "label")[r]),
                                               .raw = str_dup(l->a, text),
                                               .key = comment_key(from->mark, col_int(t, "key_hash")[r], l->a),
                                               .question = survey && col_has(table_col(t, "question"), r) ? str_dup(l->a, col_text(t, "question")[r]) : STR(""),
                                               .questionnaire = survey ? lang_of_code(col_text(t, "language")[r]) : LANG_UNKNOWN,
                                               .text = STR(""),
                                               .language = "unknown" };
    }
    return ST_OK;
}

Status comments_load(Store *s, int64_t after_file, Arena *a, Comments *out, Err *err)
{
    static const Source sources[] = { { SQL_COMMENT_ANSWERS_ANY, SQL_COMMENT_ANSWERS, "survey", 's', NULL, true },
                                      { -1, SQL_COMMENT_TICKETS, "ticket", 't', "subject", true },
                                      { -1, SQL_COMMENT_CHURN, "churn", 'c', NULL, false },
                                      { SQL_COMMENT_MESSAGES_ANY, SQL_COMMENT_MESSAGES, "message", 'm', NULL, false },
                                      { -1, SQL_COMMENT_REVIEWS, "review", 'r', "title", true } };
    Status st = ST_OK;
    Loader l = { .c = out, .a = a, .finder = expect_create(a) };
    *out = (Comments){ 0 };
    i64map_init(&l.asked);
    for (size_t k = 0; !st && k < COUNT_OF(sources); k++) {
        int64_t any = 1;
        l.source = &sources[k];
        if (sources[k].any >= 0)
            st = store_int(s, sources[k].any, STORE_ARGS(DB_INT(after_file)), 0, &any, err);
        if (!st && any)
            st = store_each(s, sources[k].sql, STORE_ARGS(DB_INT(after_file)), take, &l, err);
    }
    i64map_release(&l.asked);
    return st ? st : turns_load(s, after_file, a, out, err);
}

Status comment_read(Comment *c, Str text, Tokenizer *tz, Arena *a, Arena *scratch, Err *err)
{
    Tokens t;
    c->text = str_dup(a, text);
    c->lang = lang_guess(c->text, LANG_UNKNOWN).lang;
    c->language = c->lang == LANG_UNKNOWN ? "unknown" : lang_code(c->lang);
    Status st = tokenize_sentences(tz, c->text, scratch, &t, err);
    if (st)
        return st;
    c->sentence = ARENA_NEW_N(a, HeardSentence, t.n_sentence + 1);
    c->n_sentence = (uint32_t)t.n_sentence;
    for (size_t k = 0; k < t.n_sentence; k++)
        c->sentence[k] = (HeardSentence){ .from = t.sentence[k].from, .n = t.sentence[k].n, .words = STR("") };
    return ST_OK;
}

Status comments_hear(Comments *all, CommentsLots *lots, const void *unused, Arena *a, Err *err)
{
    Tokenizer *tz;
    Arena scratch;
    Status st = tokenizer_create(a, &tz, err);
    (void)unused;
    arena_init(&scratch);
    for (size_t from, to; !st && comments_next(lots, &from, &to);)
        for (size_t i = from; !st && i < to; i++) {
            ArenaMark m = arena_mark(&scratch);
            st = comment_read(&all->at[i], text_clean(all->at[i].raw, &scratch), tz, a, &scratch, err);
            arena_rewind(&scratch, m);
        }
    arena_release(&scratch);
    return st;
}

/* Large enough that taking one costs nothing, small enough that the last one is soon done and a few comments are shared too. */
enum { LOT_MOST = 128, LOTS_LEAST = 16 };

typedef struct Pile {
    atomic_size_t next;      /* comment */
    size_t        n, each;
} Pile;

struct CommentsLots {
    Pile  *pile;
    size_t last;             /* where the lot in hand begins */
};

bool comments_next(CommentsLots *l, size_t *from, size_t *to)
{
    Pile *p = l->pile;
    *from = atomic_fetch_add_explicit(&p->next, p->each, memory_order_relaxed);
    if (*from >= p->n)
        return false;
    *to = p->n - *from < p->each ? p->n : *from + p->each;
    l->last = *from;
    return true;
}

typedef struct Hand {
    Comments     *c;
    CommentsWork *work;
    const void   *with;
    CommentsLots  lots;
    Arena        *a;
    Status        st;
    Err           err;
} Hand;

static void *do_lots(void *arg)
{
    Hand *h = arg;
    h->st = h->work(h->c, &h->lots, h->with, h->a, &h->err);
    return NULL;
}

Status comments_share(Comments *c, CommentsWork *work, const void *with, Arena arena[2], Err *err)
{
    size_t each = c->n / LOTS_LEAST + 1;
    Pile pile = { .n = c->n, .each = each < LOT_MOST ? each : LOT_MOST };
    Hand hand[2];
    pthread_t other;
    for (int k = 0; k < 2; k++)
        hand[k] = (Hand){ .c = c, .work = work, .with = with, .lots = { .pile = &pile }, .a = &arena[k] };
    bool threaded = c->n > 1 && pthread_create(&other, NULL, do_lots, &hand[0]) == 0;
    (void)do_lots(&hand[1]);
    if (threaded)
        (void)pthread_join(other, NULL);
    const Hand *first = hand[0].st && (!hand[1].st || hand[0].lots.last < hand[1].lots.last) ? &hand[0] : &hand[1];
    if (first->st)
        *err = first->err;
    return first->st;
}
