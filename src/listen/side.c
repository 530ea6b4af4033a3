#include "listen/side.h"

#include "listen/language.h"
#include "listen/sentiment.h"
#include "listen/theme_edit.h"
#include "listen/theme_write.h"
#include "model/limits.h"
#include "num/cluster.h"
#include "num/interval.h"

static const double LEVEL = 0.95;
enum { BATCH = 20000 };

typedef struct Loader {
    Comments   *c;
    Arena      *a;
    const char *source;               /* NULL: by the message's side */
} Loader;

static Status take(void *ctx, const Table *t, Err *err)
{
    Loader *l = ctx;
    (void)err;
    for (size_t r = 0; r < t->n; r++) {
        Str whole = col_text(t, "text")[r];
        const char *source = l->source ? l->source : str_eq(col_text(t, "side")[r], STR("internal")) ? "note" : "reply";
        *comments_add(l->c, l->a) = (Comment){ .account = cell_int(t, "account_id", r, 0),
                                       .at = col_int(t, "at")[r],
                                       .score = -1,
                                       .file = col_int(t, "file_id")[r],
                                       .line = col_int(t, "line")[r],
                                       .channel = source,
                                       .cut = whole.n > LIMIT_TEXT,
                                       .raw = str_dup(l->a, str_sub(whole, 0, LIMIT_TEXT)),
                                       .questionnaire = LANG_UNKNOWN,
                                       .text = STR(""),
                                       .language = "unknown" };
    }
    return ST_OK;
}

static Status load(Store *s, Arena *a, Comments *out, Err *err)
{
    static const struct {
        int sql;
        const char *source;
    } from[] = { { SQL_SIDE_MESSAGES, NULL }, { SQL_SIDE_UTTERANCES, "call" }, { SQL_SIDE_ANSWERS, "employee" }, { SQL_SIDE_NOTES, "crm" }, { SQL_SIDE_LOSSES, "loss" } };
    Status st = ST_OK;
    *out = (Comments){ 0 };
    for (size_t k = 0; !st && k < COUNT_OF(from); k++)
        st = store_each(s, from[k].sql, STORE_NO_ARGS, take, &(Loader){ out, a, from[k].source }, err);
    return st;
}

static void put_comment(Table *t, const Comment *c, int64_t id)
{
    table_put_int(t, 0, c->account);
    table_put_int(t, 1, id);
    table_put_int(t, 2, c->at);
    table_put_text(t, 3, str_of(c->channel));
    table_put_text(t, 4, str_of(c->language));
    table_put_text(t, 5, c->text);
    if (c->scored)
        table_put_f64(t, 6, (double)c->mood);
    table_put_int(t, 7, c->file);
    table_put_int(t, 8, c->line);
    table_row(t);
}

static void put_codes(Table *t, const Comment *c, int64_t id, const ThemeList *l)
{
    for (uint32_t k = 0; k < c->n_mention; k++) {
        const Mention *m = &c->mention[k];
        table_put_int(t, 0, c->account);
        table_put_int(t, 1, id);
        table_put_int(t, 2, l->at[m->theme].id);
        table_put_int(t, 3, m->from);
        table_put_int(t, 4, (int64_t)m->from + m->n);
        if (m->felt)
            table_put_f64(t, 5, (double)m->mood);
        table_row(t);
    }
}

static Status write_comments(Store *s, const Comments *c, const ThemeList *l, Err *err)
{
    static const ColSpec comment_cols[] = { { "account_id", COL_INT }, { "comment_id", COL_INT }, { "at", COL_TIME },  { "source", COL_TEXT }, { "language", COL_TEXT },
                                            { "text", COL_TEXT },      { "sentiment", COL_F64 },  { "file_id", COL_INT }, { "line", COL_INT } };
    static const ColSpec code_cols[] = { { "account_id", COL_INT }, { "comment_id", COL_INT }, { "theme_id", COL_INT },
                                         { "span_from", COL_INT },  { "span_to", COL_INT },    { "value", COL_F64 } };
    Status st = ST_OK;
    for (size_t from = 0; !st && from < c->n; from += BATCH) {
        Arena a;
        Table comment, code;
        arena_init(&a);
        table_init(&comment, &a, comment_cols, COUNT_OF(comment_cols));
        table_init(&code, &a, code_cols, COUNT_OF(code_cols));
        for (size_t i = from; i < c->n && i < from + BATCH; i++)
            if (c->at[i].text.n) {
                put_comment(&comment, &c->at[i], (int64_t)i + 1);
                put_codes(&code, &c->at[i], (int64_t)i + 1, l);
            }
        st = store_append(s, "d_side_comment", &comment, err);
        if (!st)
            st = store_append(s, "d_side_code", &code, err);
        arena_release(&a);
    }
    return st;
}

typedef struct Count {
    int64_t comments, of, scored;
    double  sum;
} Count;

/* One side's comments that say anything, by account: those of one account say much the same.  Who is not known stands alone. */
typedef struct Side {
    const Comments *c;
    ClusterIndex by;
    double  *of, *hit;           /* by account; hit: of the theme counted last, then as a share */
    int64_t *id;
} Side;

static Side side_of(const Comments *c, Arena *a)
{
    Side s = { .c = c };
    int64_t *account = ARENA_NEW_N(a, int64_t, c->n + 1);
    for (size_t i = 0; i < c->n; i++)
        account[i] = c->at[i].account ? c->at[i].account : -(int64_t)i - 1;
    s.by = cluster_index(account, c->n, a);
    s.of = ARENA_NEW_N(a, double, s.by.n + 1);
    s.hit = ARENA_NEW_N(a, double, s.by.n + 1);
    s.id = ARENA_NEW_N(a, int64_t, s.by.n + 1);
    for (size_t i = 0; i < c->n; i++)
        s.of[s.by.of[i]] += c->at[i].text.n > 0;
    for (size_t k = 0; k < s.by.n; k++)
        s.id[k] = (int64_t)k;
    return s;
}

static Count count(const Side *s, uint32_t theme)
{
    Count n = { 0 };
    memset(s->hit, 0, s->by.n * sizeof *s->hit);
    for (size_t i = 0; i < s->c->n; i++) {
        const Comment *one = &s->c->at[i];
        n.of += one->text.n > 0;
        for (uint32_t k = 0; k < one->n_mention; k++) {
            if (one->mention[k].theme != theme)
                continue;
            n.comments++;
            s->hit[s->by.of[i]] += one->text.n > 0;
            n.scored += one->mention[k].felt;
            n.sum += one->mention[k].felt ? (double)one->mention[k].mood : 0;
        }
    }
    return n;
}

static Status put_side(Table *t, int64_t theme, const char *side, const Side *s, const Count *n, Arena *a, Err *err)
{
    Interval x;
    for (size_t k = 0; k < s->by.n; k++)
        s->hit[k] = s->of[k] > 0 ? s->hit[k] / s->of[k] : 0;
    Status st = interval_mean(&(MeanInput){ .v = s->hit, .w = s->of, .cluster = s->id, .n = s->by.n, .level = LEVEL, .share = true }, a, &x, err);
    if (st == ST_NUMERIC)        /* of one account: as if its comments were on their own */
        st = interval_wilson((ShareCount){ n->comments, n->of }, LEVEL, &x, err);
    if (st)
        return st;
    table_put_int(t, 0, theme);
    table_put_text(t, 1, str_of(side));
    table_put_int(t, 2, n->comments);
    table_put_int(t, 3, n->of);
    table_put_f64(t, 4, x.estimate);
    table_put_f64(t, 5, x.low);
    table_put_f64(t, 6, x.high);
    table_put_int(t, 7, n->scored);
    if (n->scored)
        table_put_f64(t, 8, n->sum / (double)n->scored);
    table_row(t);
    return ST_OK;
}

static Status write_themes(Store *s, const SideInput *in, const Comments *ours, Arena *a, Err *err)
{
    static const ColSpec cols[] = { { "theme_id", COL_INT }, { "side", COL_TEXT }, { "comments", COL_INT }, { "of", COL_INT },       { "share", COL_F64 },
                                    { "low", COL_F64 },      { "high", COL_F64 },  { "scored", COL_INT },   { "sentiment", COL_F64 } };
    Table t;
    Status st = ST_OK;
    Side customers = side_of(in->customers, a), employees = side_of(ours, a);
    table_init(&t, a, cols, COUNT_OF(cols));
    for (uint32_t k = 0; !st && k < in->themes->n; k++) {
        if (!theme_is_shown(in->themes, k))
            continue;
        Count theirs = count(&customers, k), own = count(&employees, k);
        if (!theirs.of || !own.of)
            continue;
        st = put_side(&t, in->themes->at[k].id, "customers", &customers, &theirs, a, err);
        if (!st)
            st = put_side(&t, in->themes->at[k].id, "employees", &employees, &own, a, err);
    }
    return st ? st : store_append(s, "d_side_theme", &t, err);
}

Status side_hear(Store *s, const SideInput *in, Arena *a, Arena own[2], Err *err)
{
    static const int clear[] = { SQL_CLEAR_SIDE_COMMENT, SQL_CLEAR_SIDE_CODE, SQL_CLEAR_SIDE_THEME };
    Comments c;
    bool themes = in->themes->model || in->themes->edits->n_rule;
    Status st = load(s, a, &c, err);
    for (size_t k = 0; !st && k < COUNT_OF(clear); k++)
        st = store_run(s, clear[k], STORE_NO_ARGS, err);
    if (!st && c.n)
        st = comments_share(&c, comments_hear, NULL, own, err);
    if (!st && c.n)
        st = languages_settle(NULL, &c, &(int64_t){ 0 }, err);
    if (!st && c.n)
        st = comments_share(&c, comments_feel, in->mood, own, err);
    if (!st && c.n && themes)
        st = comments_share(&c, comments_code, in->themes, own, err);
    if (!st)
        st = write_comments(s, &c, in->themes, err);
    if (!st && c.n && themes)
        st = write_themes(s, in, &c, a, err);
    return st ? st : store_put_summary_int(s, "comments_ours", (int64_t)c.n, err);
}
