#include "listen/language.h"

#include "base/buf.h"

enum { LIST_MAX = 1 << 24 };

/* Comments by language, of an account or a question. */
typedef struct Usual {
    int64_t n[LANG_UNKNOWN];
} Usual;

typedef struct Past {
    I64Map at;                   /* account, or hash of a question -> place */
    Usual *usual;
    size_t n, cap;
} Past;

static Usual *usual_of(Past *p, int64_t key, bool make, Arena *a)
{
    int64_t at = 0;
    if (i64map_get(&p->at, (uint64_t)key, &at))
        return &p->usual[at];
    if (!make)
        return NULL;
    if (p->n == p->cap) {
        p->cap = p->cap ? p->cap * 2 : 256;
        Usual *more = ARENA_NEW_N(a, Usual, p->cap);
        if (p->n)
            memcpy(more, p->usual, p->n * sizeof *more);
        p->usual = more;
    }
    i64map_set(&p->at, (uint64_t)key, (int64_t)p->n);
    return &p->usual[p->n++];
}

static Lang usual_lang(const Usual *u)
{
    int64_t all = 0;
    Lang most = LANG_EN;
    for (int k = 0; u && k < LANG_UNKNOWN; k++) {
        all += u->n[k];
        most = u->n[k] > u->n[most] ? (Lang)k : most;
    }
    return all >= USUAL_LEAST && (double)u->n[most] >= USUAL_SHARE * (double)all ? most : LANG_UNKNOWN;
}

static bool is_open(const Comment *c)
{
    return c->text.n && c->lang == LANG_UNKNOWN;
}

static Lang prior_of(const Comment *c, Past *account, Past *question, Arena *a)
{
    Lang prior = c->questionnaire;
    if (prior == LANG_UNKNOWN && c->account)
        prior = usual_lang(usual_of(account, c->account, false, a));
    if (prior == LANG_UNKNOWN && c->question.n)
        prior = usual_lang(usual_of(question, (int64_t)hash64(c->question), false, a));
    return prior;
}

/* Accounts with a comment whose language is open, by comma; each once, or nearly. */
static Str accounts_of(const Comments *c, Buf *list)
{
    int64_t last = 0;
    for (size_t i = 0; i < c->n; i++) {
        if (!is_open(&c->at[i]) || !c->at[i].account || c->at[i].account == last)
            continue;
        last = c->at[i].account;
        buf_printf(list, list->n ? ",%lld" : "%lld", (long long)last);
    }
    return buf_str(list);
}

static Status recall(Store *book, const Comments *c, Past *account, Arena *a, Err *err)
{
    Table t;
    Buf list;
    buf_init(&list, LIST_MAX);
    Str ids = accounts_of(c, &list);
    Status st = ids.n ? store_fetch(book, SQL_COMMENT_LANGUAGES, STORE_ARGS(DB_TEXT(ids)), a, &t, err) : ST_OK;
    for (size_t r = 0; ids.n && !st && r < t.n; r++) {
        Lang lang = lang_of_code(col_text(&t, "language")[r]);
        if (lang != LANG_UNKNOWN)
            usual_of(account, col_int(&t, "account_id")[r], true, a)->n[lang] += col_int(&t, "n")[r];
    }
    buf_release(&list);
    return st;
}

static int64_t settle(Comments *c, Past *account, Past *question, Arena *a)
{
    int64_t named = 0;
    for (size_t i = 0; i < c->n; i++) {
        const Comment *one = &c->at[i];
        if (one->lang == LANG_UNKNOWN)
            continue;
        if (one->account)
            usual_of(account, one->account, true, a)->n[one->lang]++;
        if (one->question.n)
            usual_of(question, (int64_t)hash64(one->question), true, a)->n[one->lang]++;
    }
    for (size_t i = 0; i < c->n; i++) {
        Comment *one = &c->at[i];
        Lang prior = is_open(one) ? prior_of(one, account, question, a) : LANG_UNKNOWN;
        if (prior == LANG_UNKNOWN)
            continue;
        one->lang = lang_guess(one->text, prior).lang;
        one->language = one->lang == LANG_UNKNOWN ? "unknown" : lang_code(one->lang);
        named += one->lang != LANG_UNKNOWN;
    }
    return named;
}

Status languages_settle(Store *book, Comments *c, int64_t *named, Err *err)
{
    Arena a;
    Past account = { .n = 0 }, question = { .n = 0 };
    arena_init(&a);
    i64map_init(&account.at);
    i64map_init(&question.at);
    Status st = book ? recall(book, c, &account, &a, err) : ST_OK;
    *named = st ? 0 : settle(c, &account, &question, &a);
    i64map_release(&question.at);
    i64map_release(&account.at);
    arena_release(&a);
    return st;
}
