#include "listen/write.h"

#include <stdlib.h>

#include "base/map.h"
#include "listen/voice.h"

enum { BATCH = 20000, TERMS_SHOWN = 6 };

typedef struct ThemeSum {
    int64_t comments, negative;
    I64Map account; /* account -> index of its sum, for the mean over accounts */
    double *sum, *n;
    size_t cap;
} ThemeSum;

static const ColSpec comment_cols[] = { { "account_id", COL_INT }, { "comment_id", COL_INT },
                                        { "contact_id", COL_INT }, { "at", COL_TIME },
                                        { "channel", COL_TEXT },   { "language", COL_TEXT },
                                        { "text", COL_TEXT },      { "score", COL_INT },
                                        { "sentiment", COL_F64 },  { "file_id", COL_INT },
                                        { "line", COL_INT } };
static const ColSpec code_cols[] = { { "account_id", COL_INT }, { "comment_id", COL_INT },
                                     { "seq", COL_INT },        { "kind", COL_TEXT },
                                     { "theme_id", COL_INT },   { "span_from", COL_INT },
                                     { "span_to", COL_INT },    { "value", COL_F64 } };

static void put_comment(Table *t, const Comment *c, int64_t id)
{
    table_put_int(t, 0, c->account);
    table_put_int(t, 1, id);
    if (c->contact)
        table_put_int(t, 2, c->contact);
    table_put_int(t, 3, c->at);
    table_put_text(t, 4, str_of(c->channel));
    table_put_text(t, 5, str_of(c->language));
    table_put_text(t, 6, c->text);
    if (c->score >= 0)
        table_put_int(t, 7, c->score);
    if (c->scored)
        table_put_f64(t, 8, (double)c->mood);
    table_put_int(t, 9, c->file);
    table_put_int(t, 10, c->line);
    table_row(t);
}

static void put_code(Table *t, const Comment *c, int64_t id, int64_t seq, int64_t theme,
                     uint32_t from, uint32_t n, double value)
{
    table_put_int(t, 0, c->account);
    table_put_int(t, 1, id);
    table_put_int(t, 2, seq);
    table_put_text(t, 3, theme ? STR("theme") : STR("sentiment"));
    if (theme)
        table_put_int(t, 4, theme);
    table_put_int(t, 5, from);
    table_put_int(t, 6, (int64_t)from + n);
    table_put_f64(t, 7, value);
    table_row(t);
}

static void put_codes(Table *t, const Comment *c, int64_t id)
{
    int64_t seq = 0;
    for (uint32_t k = 0; k < c->n_mention; k++)
        put_code(t, c, id, ++seq, (int64_t)c->mention[k].theme + 1, c->mention[k].from,
                 c->mention[k].n, (double)c->mention[k].mood);
    for (uint32_t k = 0; k < c->n_sentence; k++)
        if (c->sentence[k].mood != 0)
            put_code(t, c, id, ++seq, 0, c->sentence[k].from, c->sentence[k].n,
                     (double)c->sentence[k].mood);
}

static Status write_comments(Store *s, const Comments *c, ListenResult *out, Err *err)
{
    Status st = ST_OK;
    int64_t id = 0;
    for (size_t from = 0; !st && from < c->n; from += BATCH) {
        Arena a;
        Table comment, code;
        arena_init(&a);
        table_init(&comment, &a, comment_cols, COUNT_OF(comment_cols));
        table_init(&code, &a, code_cols, COUNT_OF(code_cols));
        for (size_t i = from; i < c->n && i < from + BATCH; i++) {
            id++;
            if (!c->at[i].text.n) {
                out->empty++;
                continue;
            }
            put_comment(&comment, &c->at[i], id);
            put_codes(&code, &c->at[i], id);
            out->scored += c->at[i].scored;
            out->themed += c->at[i].n_mention > 0;
        }
        out->comments += (int64_t)comment.n;
        st = store_append(s, "d_comment", &comment, err);
        if (!st)
            st = store_append(s, "d_code", &code, err);
        arena_release(&a);
    }
    return st;
}

static void sum_account(ThemeSum *t, int64_t account, double mood, Arena *a)
{
    int64_t at = (int64_t)t->account.n;
    if (i64map_add(&t->account, (uint64_t)account, at, &at)) {
        if (t->account.n > t->cap) {
            size_t cap = t->cap ? t->cap * 2 : 64;
            double *sum = ARENA_NEW_N(a, double, cap), *n = ARENA_NEW_N(a, double, cap);
            if (t->cap) {
                memcpy(sum, t->sum, t->cap * sizeof *sum);
                memcpy(n, t->n, t->cap * sizeof *n);
            }
            t->sum = sum;
            t->n = n;
            t->cap = cap;
        }
    }
    t->sum[at] += mood;
    t->n[at]++;
}

static Str terms_of(const Theme *t, Arena *a)
{
    Str all = STR("");
    for (size_t k = 0; k < t->n_term && k < TERMS_SHOWN; k++)
        all = k ? str_fmt(a, "%.*s, %.*s", STR_ARG(all), STR_ARG(t->term[k])) : t->term[k];
    return all;
}

static void put_theme(Table *t, const Theme *theme, ThemeSum *sum, int64_t id, Arena *a)
{
    double mean = 0;
    size_t spoke = 0;
    for (size_t k = 0; k < sum->account.n; k++, spoke++)
        mean += sum->sum[k] / sum->n[k];
    table_put_int(t, 0, id);
    table_put_text(t, 1, theme->name);
    table_put_text(t, 2, terms_of(theme, a));
    table_put_int(t, 3, sum->comments);
    table_put_int(t, 4, (int64_t)sum->account.n);
    table_put_int(t, 5, sum->negative);
    if (spoke)
        table_put_f64(t, 6, mean / (double)spoke);
    table_put_f64(t, 7, theme->stability);
    table_row(t);
}

static Status write_themes(Store *s, const Comments *c, const ThemeModel *m, Arena *a, Err *err)
{
    static const ColSpec cols[] = { { "theme_id", COL_INT },  { "name", COL_TEXT },
                                    { "terms", COL_TEXT },    { "comments", COL_INT },
                                    { "accounts", COL_INT },  { "negative", COL_INT },
                                    { "sentiment", COL_F64 }, { "stability", COL_F64 } };
    size_t n = theme_count(m);
    ThemeSum *sum = ARENA_NEW_N(a, ThemeSum, n + 1);
    Table t;
    table_init(&t, a, cols, COUNT_OF(cols));
    for (size_t i = 0; i < c->n; i++) {
        const Comment *one = &c->at[i];
        for (uint32_t k = 0; k < one->n_mention; k++) {
            ThemeSum *th = &sum[one->mention[k].theme];
            th->comments++;
            th->negative += one->scored && one->mention[k].mood < 0;
            if (one->account && one->scored)
                sum_account(th, one->account, (double)one->mention[k].mood, a);
        }
    }
    for (size_t k = 0; k < n; k++) {
        put_theme(&t, theme_at(m, k), &sum[k], (int64_t)k + 1, a);
        i64map_release(&sum[k].account);
    }
    return store_append(s, "d_theme", &t, err);
}

/* The language of most comments: quotes in it are read by most readers. */
static Lang main_language(const Comments *c)
{
    size_t n[LANG_UNKNOWN + 1] = { 0 };
    Lang best = LANG_UNKNOWN;
    for (size_t i = 0; i < c->n; i++)
        n[c->at[i].lang]++;
    for (int k = 0; k < LANG_UNKNOWN; k++)
        if (n[k] && (best == LANG_UNKNOWN || n[k] > n[best]))
            best = (Lang)k;
    return best;
}

static void quotes_of(Table *t, const Comments *c, uint32_t theme, Lang readers, Arena *a)
{
    size_t who[VOICES], n = voices_pick(c, theme, readers, a, who);
    for (size_t rank = 0; rank < n; rank++) {
        table_put_int(t, 0, (int64_t)theme + 1);
        table_put_int(t, 1, (int64_t)rank + 1);
        table_put_int(t, 2, c->at[who[rank]].account);
        table_put_int(t, 3, (int64_t)who[rank] + 1);
        table_row(t);
    }
}

static Status write_quotes(Store *s, const Comments *c, size_t n_theme, Arena *a, Err *err)
{
    static const ColSpec cols[] = { { "theme_id", COL_INT },
                                    { "rank", COL_INT },
                                    { "account_id", COL_INT },
                                    { "comment_id", COL_INT } };
    Table t;
    Lang readers = main_language(c);
    table_init(&t, a, cols, COUNT_OF(cols));
    for (uint32_t k = 0; k < n_theme; k++)
        quotes_of(&t, c, k, readers, a);
    return store_append(s, "d_quote", &t, err);
}

Status listen_write(Store *s, const Comments *c, const ThemeModel *model, ListenResult *out,
                    Err *err)
{
    static const int clear[] = { SQL_CLEAR_COMMENT, SQL_CLEAR_CODE, SQL_CLEAR_THEME,
                                 SQL_CLEAR_QUOTE };
    Arena a;
    Status st = ST_OK;
    arena_init(&a);
    for (size_t k = 0; !st && k < COUNT_OF(clear); k++)
        st = store_run(s, clear[k], STORE_NO_ARGS, err);
    if (!st)
        st = write_comments(s, c, out, err);
    if (!st && model)
        st = write_themes(s, c, model, &a, err);
    if (!st && model)
        st = write_quotes(s, c, theme_count(model), &a, err);
    if (!st)
        st = store_put_summary_int(s, "comments", out->comments, err);
    if (!st)
        st = store_put_summary_int(s, "comments_themed", out->themed, err);
    if (!st)
        st = store_put_summary_int(s, "comments_scored", out->scored, err);
    arena_release(&a);
    return st;
}
