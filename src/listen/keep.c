#include "listen/keep.h"

#include "text/theme_keep.h"

enum { KEPT_MAX = 512 * 1024 * 1024, PART = 256 * 1024 };

static void put_places(const ThemeList *l, Buf *b)
{
    size_t n = 0;
    while (n < l->n && l->at[n].id < THEME_MADE)
        n++;
    buf_printf(b, "%zu\n", n);
    for (size_t k = 0; k < n; k++)
        buf_printf(b, "%lld %lld\n", (long long)l->at[k].id, (long long)l->at[k].within);
}

/* In parts that end with a line, so that each is text by itself. */
static Status write_parts(Store *s, Str text, Err *err)
{
    static const ColSpec cols[] = { { "seq", COL_INT }, { "part", COL_TEXT } };
    Arena a;
    Table t;
    int64_t seq = 0;
    arena_init(&a);
    table_init(&t, &a, cols, COUNT_OF(cols));
    while (text.n) {
        size_t n = text.n < PART ? text.n : PART;
        while (n < text.n && text.p[n - 1] != '\n')
            n++;
        table_put_int(&t, 0, ++seq);
        table_put_text(&t, 1, str_sub(text, 0, n));
        table_row(&t);
        text = str_sub(text, n, text.n);
    }
    Status st = store_append(s, "d_theme_kept", &t, err);
    arena_release(&a);
    return st;
}

Status themes_keep(Store *s, const ThemeList *l, const ThemeTaught *taught, int64_t file, Err *err)
{
    Buf b;
    int64_t used = 0;
    for (size_t k = 0; k < taught->n; k++)
        used += taught->at[k].used;
    buf_init(&b, KEPT_MAX);
    if (l->model) {
        put_places(l, &b);
        theme_keep(l->model, &b);
    }
    Status st = b.over ? ERR(err, ST_TOO_BIG, "the model of themes is over %d bytes", KEPT_MAX) : store_run(s, SQL_CLEAR_THEME_KEPT, STORE_NO_ARGS, err);
    if (!st)
        st = write_parts(s, buf_str(&b), err);
    if (!st)
        st = store_put_summary_int(s, "heard_file", file, err);
    if (!st)
        st = store_put_summary_int(s, "labels_wait", used, err);
    if (!st)
        st = theme_taught_keep(s, l, &taught->all, err);
    buf_release(&b);
    return st;
}

static Status take_places(Str *rest, Arena *a, ThemeList *l, Err *err)
{
    int64_t n, id, within;
    if (!str_to_i64(str_cut(rest, '\n'), &n) || n < 0)
        return ERR(err, ST_INVALID, "the kept themes have no list");
    for (int64_t k = 0; k < n; k++) {
        Str line = str_cut(rest, '\n'), first = str_cut(&line, ' ');
        if (!str_to_i64(first, &id) || !str_to_i64(line, &within))
            return ERR(err, ST_INVALID, "the kept themes have a broken list");
        HeardTheme *h = theme_list_add(l, a);
        h->id = id;
        h->parent = h->within = within;
        h->name = h->found_name = h->terms = h->mark = STR("");
        h->state = "kept";
    }
    return ST_OK;
}

/* As theme_list_match() lays them out: the themes first, then each one's sub-themes. */
static Status lay_out(ThemeList *l, Arena *a, Err *err)
{
    size_t k = theme_count(l->model), at = k;
    l->n_found = k;
    l->sub_from = ARENA_NEW_N(a, uint32_t, k + 1);
    for (size_t t = 0; t < k; t++) {
        l->sub_from[t] = (uint32_t)at;
        at += theme_sub_count(l->model, t);
    }
    return at == l->n ? ST_OK : ERR(err, ST_INVALID, "the kept themes are %zu, their list has %zu", at, l->n);
}

Status themes_kept(Store *s, Arena *a, ThemeList *out, Err *err)
{
    Table t;
    ThemeModel *model;
    *out = (ThemeList){ .n = 0 };
    i64map_init(&out->was);
    Status st = store_fetch(s, SQL_THEME_KEPT, STORE_NO_ARGS, a, &t, err);
    if (st || !t.n)
        return st;
    Str text = str_cat(a, t.n, col_text(&t, "part"));
    st = take_places(&text, a, out, err);
    if (!st)
        st = theme_recall(text, a, &model, err);
    if (st)
        return st;
    out->model = model;
    return lay_out(out, a, err);
}
