#include "listen/theme_write.h"

#include <math.h>
#include <stdlib.h>

#include "base/map.h"
#include "listen/voice.h"

enum { SUB_VOICES = 3 };         /* one is shown; of accounts that are not quoted the next */

typedef struct ThemeSum {
    int64_t comments, negative;
    I64Map account; /* account -> index of its sum, for the mean over accounts */
    double *sum, *n;
    size_t cap;
} ThemeSum;

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

bool theme_is_shown(const ThemeList *l, size_t place)
{
    return !l->at[place].parent && l->at[place].into == place;
}

static bool theme_is_part(const ThemeList *l, size_t place)
{
    return l->at[place].parent && l->at[place].into == place;
}

static double mean_mood(const ThemeSum *sum)
{
    double mean = 0;
    for (size_t k = 0; k < sum->account.n; k++)
        mean += sum->sum[k] / sum->n[k];
    return sum->account.n ? mean / (double)sum->account.n : (double)NAN;
}

static void put_theme(Table *t, const HeardTheme *theme, const ThemeSum *sum)
{
    table_put_int(t, 0, theme->id);
    table_put_text(t, 1, theme->name);
    table_put_text(t, 2, theme->terms);
    table_put_int(t, 3, sum->comments);
    table_put_int(t, 4, (int64_t)sum->account.n);
    table_put_int(t, 5, sum->negative);
    if (sum->account.n)
        table_put_f64(t, 6, mean_mood(sum));
    table_put_f64(t, 7, isnan(theme->stability) ? 1 : theme->stability);
    table_row(t);
}

static void put_sub(Table *t, const HeardTheme *theme, const ThemeSum *sum)
{
    table_put_int(t, 0, theme->id);
    table_put_int(t, 1, sum->negative);
    if (sum->account.n)
        table_put_f64(t, 2, mean_mood(sum));
    table_row(t);
}

static void put_state(Table *t, const HeardTheme *theme, const ThemeSum *sum)
{
    table_put_int(t, 0, theme->id);
    if (theme->parent)
        table_put_int(t, 1, theme->parent);
    table_put_text(t, 2, str_of(theme->state));
    table_put_text(t, 3, theme->name);
    table_put_text(t, 4, theme->found_name);
    table_put_text(t, 5, theme->terms);
    table_put_int(t, 6, theme->first);
    table_put_int(t, 7, theme->last);
    if (!isnan(theme->likeness))
        table_put_f64(t, 8, theme->likeness);
    table_put_int(t, 9, sum ? sum->comments : 0);
    table_put_int(t, 10, sum ? (int64_t)sum->account.n : 0);
    if (!isnan(theme->stability))
        table_put_f64(t, 11, theme->stability);
    table_row(t);
}

static void count(const Comments *c, ThemeSum *sum, Arena *a)
{
    for (size_t i = 0; i < c->n; i++) {
        const Comment *one = &c->at[i];
        for (uint32_t k = 0; k < one->n_mention; k++) {
            const uint32_t place[] = { one->mention[k].theme, one->mention[k].sub };
            for (size_t p = 0; p < 2 && place[p] != NO_THEME; p++) {
                ThemeSum *th = &sum[place[p]];
                th->comments++;
                th->negative += one->mention[k].felt && one->mention[k].mood < 0;
                if (one->account && one->mention[k].felt && !one->again)
                    sum_account(th, one->account, (double)one->mention[k].mood, a);
            }
        }
    }
}

static Status write_themes(Store *s, const Comments *c, const ThemeList *l, Arena *a, ListenResult *out, Err *err)
{
    static const ColSpec cols[] = { { "theme_id", COL_INT },  { "name", COL_TEXT },
                                    { "terms", COL_TEXT },    { "comments", COL_INT },
                                    { "accounts", COL_INT },  { "negative", COL_INT },
                                    { "sentiment", COL_F64 }, { "stability", COL_F64 } };
    static const ColSpec state_cols[] = { { "theme_id", COL_INT },   { "parent_id", COL_INT }, { "state", COL_TEXT },   { "name", COL_TEXT },
                                          { "found_name", COL_TEXT }, { "terms", COL_TEXT },    { "first_day", COL_DATE }, { "last_day", COL_DATE },
                                          { "likeness", COL_F64 },   { "comments", COL_INT },  { "accounts", COL_INT },  { "stability", COL_F64 } };
    static const ColSpec sub_cols[] = { { "theme_id", COL_INT }, { "negative", COL_INT }, { "sentiment", COL_F64 } };
    ThemeSum *sum = ARENA_NEW_N(a, ThemeSum, l->n + 1);
    Table t, state, sub;
    table_init(&sub, a, sub_cols, COUNT_OF(sub_cols));
    table_init(&t, a, cols, COUNT_OF(cols));
    table_init(&state, a, state_cols, COUNT_OF(state_cols));
    count(c, sum, a);
    for (size_t k = 0; k < l->n; k++) {
        if (theme_is_shown(l, k))
            put_theme(&t, &l->at[k], &sum[k]);
        if (l->at[k].into == k)
            put_state(&state, &l->at[k], &sum[k]);
        if (theme_is_part(l, k))
            put_sub(&sub, &l->at[k], &sum[k]);
        i64map_release(&sum[k].account);
    }
    for (size_t k = 0; k < l->n_gone; k++)
        put_state(&state, &l->gone[k], NULL);
    out->themes = (int64_t)t.n;
    Status st = store_append(s, "d_theme", &t, err);
    if (!st)
        st = store_append(s, "d_theme_state", &state, err);
    return st ? st : store_append(s, "d_sub_theme", &sub, err);
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

static void quotes_of(Table *t, const Comments *c, uint32_t theme, int64_t id, size_t most, Lang readers, Arena *a)
{
    size_t who[VOICES], n = voices_pick(c, theme, readers, a, who);
    for (size_t rank = 0; rank < n && rank < most; rank++) {
        table_put_int(t, 0, id);
        table_put_int(t, 1, (int64_t)rank + 1);
        table_put_int(t, 2, c->at[who[rank]].account);
        table_put_int(t, 3, (int64_t)who[rank] + 1);
        table_row(t);
    }
}

static Status write_quotes(Store *s, const Comments *c, const ThemeList *l, Arena *a, Err *err)
{
    static const ColSpec cols[] = { { "theme_id", COL_INT },
                                    { "rank", COL_INT },
                                    { "account_id", COL_INT },
                                    { "comment_id", COL_INT } };
    Table t, sub;
    Lang readers = main_language(c);
    table_init(&t, a, cols, COUNT_OF(cols));
    table_init(&sub, a, cols, COUNT_OF(cols));
    for (uint32_t k = 0; k < l->n; k++) {
        if (theme_is_shown(l, k))
            quotes_of(&t, c, k, l->at[k].id, VOICES, readers, a);
        else if (theme_is_part(l, k))
            quotes_of(&sub, c, k, l->at[k].id, SUB_VOICES, readers, a);
    }
    Status st = store_append(s, "d_quote", &t, err);
    return st ? st : store_append(s, "d_sub_quote", &sub, err);
}

Status theme_write(Store *s, const Comments *c, const ThemeList *l, ListenResult *out, Err *err)
{
    static const int clear[] = { SQL_CLEAR_THEME, SQL_CLEAR_THEME_STATE, SQL_CLEAR_QUOTE, SQL_CLEAR_SUB_THEME, SQL_CLEAR_SUB_QUOTE };
    Arena a;
    Status st = ST_OK;
    arena_init(&a);
    for (size_t k = 0; !st && k < COUNT_OF(clear); k++)
        st = store_run(s, clear[k], STORE_NO_ARGS, err);
    if (!st)
        st = write_themes(s, c, l, &a, out, err);
    if (!st)
        st = write_quotes(s, c, l, &a, err);
    if (!st)
        st = theme_list_save(s, l, out->comments, out->themed, err);
    arena_release(&a);
    return st;
}
