#include "listen/theme_list.h"

#include <math.h>

#include "base/date.h"

enum { TERMS_SHOWN = 6 };

typedef struct Memory {
    Table      t;
    ThemeMark *mark;
    bool      *met;
} Memory;

HeardTheme *theme_list_add(ThemeList *l, Arena *a)
{
    if (l->n == l->cap) {
        l->cap = l->cap ? l->cap * 2 : 64;
        HeardTheme *more = ARENA_NEW_N(a, HeardTheme, l->cap);
        if (l->n)
            memcpy(more, l->at, l->n * sizeof *more);
        l->at = more;
    }
    l->at[l->n] = (HeardTheme){ .into = (uint32_t)l->n, .name = STR(""), .found_name = STR(""), .terms = STR(""), .mark = STR(""), .likeness = (double)NAN, .stability = (double)NAN };
    return &l->at[l->n++];
}

uint32_t theme_list_find(const ThemeList *l, int64_t id)
{
    for (size_t k = 0; k < l->n; k++)
        if (l->at[k].id == id)
            return (uint32_t)k;
    return NO_THEME;
}

void theme_list_release(ThemeList *l)
{
    i64map_release(&l->was);
}

static Status take_was(void *ctx, const Table *t, Err *err)
{
    ThemeList *l = ctx;
    (void)err;
    for (size_t r = 0; r < t->n; r++)
        i64map_set(&l->was, hash64(col_text(t, "key")[r]), col_int(t, "theme_id")[r]);
    return ST_OK;
}

Status theme_list_recall(Store *s, const Comments *c, Arena *a, ThemeList *out, Err *err)
{
    Table t;
    *out = (ThemeList){ .k = 0 };
    i64map_init(&out->was);
    for (size_t i = 0; i < c->n; i++)
        if (c->at[i].text.n && (!out->day || day_of_micros(c->at[i].at) > out->day))
            out->day = day_of_micros(c->at[i].at);
    Status st = store_fetch(s, SQL_THEME_RUNS, STORE_NO_ARGS, a, &t, err);
    bool today = false;
    for (size_t r = 0; !st && r < t.n; r++) {
        int64_t day = col_int(&t, "day")[r];
        if (day > out->day)
            continue;
        out->k_before = col_int(&t, "k")[r];
        out->earlier |= day < out->day;
        today |= day == out->day;
        /* A second run of a day keeps what its first said of the run before. */
        out->before = day == out->day ? col_int(&t, "before")[r] : 0;
        out->same = day == out->day ? col_int(&t, "same")[r] : 0;
    }
    if (!st && out->earlier && !today)
        st = store_each(s, SQL_THEME_WAS, STORE_NO_ARGS, take_was, out, err);
    if (!st)
        st = store_fetch(s, SQL_THEME_MEMORY, STORE_NO_ARGS, a, &out->memory, err);
    if (st)
        return st;
    const TableColumn *parent = table_col(&out->memory, "parent_id");
    out->remembered = ARENA_NEW_N(a, ThemeMark, out->memory.n + 1);
    for (size_t r = 0; r < out->memory.n; r++) {
        out->remembered[r] = theme_mark_read(col_text(&out->memory, "terms")[r], a);
        out->remembered[r].within = col_has(parent, r) ? parent->i[r] : 0;
    }
    return ST_OK;
}

static Str terms_of(const Theme *t, Arena *a)
{
    Str all = STR("");
    for (size_t k = 0; k < t->n_term && k < TERMS_SHOWN; k++)
        all = k ? str_fmt(a, "%.*s, %.*s", STR_ARG(all), STR_ARG(t->term[k])) : t->term[k];
    return all;
}

static bool is_said(const Comments *c, Str name)
{
    for (size_t i = 0; i < c->n; i++)
        if (str_ihas(c->at[i].text, name))
            return true;
    return false;
}

static bool is_taken(const ThemeList *l, Str name)
{
    for (size_t k = 0; k < l->n; k++)
        if (str_ieq(l->at[k].name, name))
            return true;
    return false;
}

static void recognise(ThemeList *l, HeardTheme *t, const Memory *m, size_t r, double likeness)
{
    const Table *old = &m->t;
    int64_t last = col_int(old, "last_day")[r];
    const TableColumn *before = table_col(old, "likeness");
    m->met[r] = true;
    t->id = col_int(old, "theme_id")[r];
    t->first = col_int(old, "first_day")[r];
    t->likeness = last < l->day ? likeness : col_has(before, r) ? before->f[r] : (double)NAN;
}

/* Places [from, l->n) against the memory's rows of the same level. */
static void meet(ThemeList *l, const Comments *c, const Memory *m, size_t from, const ThemeMark *mark, int64_t *next, Arena *a)
{
    size_t n = l->n - from, n_old = 0;
    size_t *partner = ARENA_NEW_N(a, size_t, n + 1), *row = ARENA_NEW_N(a, size_t, m->t.n + 1);
    ThemeMark *old = ARENA_NEW_N(a, ThemeMark, m->t.n + 1);
    double *likeness = ARENA_NEW_N(a, double, n + 1);
    for (size_t r = 0; r < m->t.n; r++)
        if ((m->mark[r].within != 0) == (from > 0)) {
            row[n_old] = r;
            old[n_old++] = m->mark[r];
        }
    theme_match(old, n_old, mark, n, a, partner, likeness);
    for (size_t k = 0; k < n; k++)
        if (partner[k] != SIZE_MAX) {
            Str name = col_text(&m->t, "name")[row[partner[k]]];
            recognise(l, &l->at[from + k], m, row[partner[k]], likeness[k]);
            if (str_ieq(name, l->at[from + k].name) || is_said(c, name))
                l->at[from + k].found_name = name;
        }
    for (size_t k = 0; k < n; k++) {
        HeardTheme *t = &l->at[from + k];
        Str fresh = t->name;
        t->name = t->found_name;
        if (!t->name.n && is_taken(l, fresh))
            fresh = str_fmt(a, "%.*s (%.*s)", STR_ARG(fresh), STR_ARG(t->terms));
        if (!t->name.n)
            t->name = t->found_name = fresh;
        t->first = t->id ? t->first : l->day;
        t->id = t->id ? t->id : (*next)++;
        t->last = l->day;
        t->state = t->first < l->day ? "kept" : l->earlier ? "new" : "first";
        t->mark = theme_mark_text(&mark[k], a);
    }
}

static void list_found(ThemeList *l, const Comments *c, const Memory *m, int64_t next, Arena *a)
{
    size_t k = l->model ? theme_count(l->model) : 0, subs = 0;
    for (size_t t = 0; t < k; t++)
        subs += theme_sub_count(l->model, t);
    ThemeMark *mark = ARENA_NEW_N(a, ThemeMark, k + subs + 1);
    l->sub_from = ARENA_NEW_N(a, uint32_t, k + 1);
    for (size_t t = 0; t < k; t++) {
        const Theme *one = theme_at(l->model, t);
        HeardTheme *h = theme_list_add(l, a);
        h->name = one->name;
        h->terms = terms_of(one, a);
        h->stability = one->stability;
        theme_mark(l->model, t, SIZE_MAX, a, &mark[t]);
    }
    meet(l, c, m, 0, mark, &next, a);
    l->n_found = k;
    for (size_t t = 0, at = 0; t < k; t++) {
        l->sub_from[t] = (uint32_t)l->n;
        for (size_t j = 0; j < theme_sub_count(l->model, t); j++, at++) {
            const Theme *one = theme_sub_at(l->model, t, j);
            HeardTheme *h = theme_list_add(l, a);
            h->parent = h->within = l->at[t].id;
            h->name = one->name;
            h->terms = terms_of(one, a);
            h->stability = one->stability;
            theme_mark(l->model, t, j, a, &mark[at]);
            mark[at].within = h->parent;
        }
    }
    if (l->n > k)
        meet(l, c, m, k, mark, &next, a);
}

/* What was not found; its words are kept as far as comments still have them. */
static void list_gone(ThemeList *l, const Comments *c, const Memory *m, Arena *a)
{
    l->gone = ARENA_NEW_N(a, HeardTheme, m->t.n + 1);
    for (size_t r = 0; r < m->t.n; r++) {
        ThemeMark left = { .term = ARENA_NEW_N(a, ThemeTerm, THEME_MARK_TERMS + 1) };
        const TableColumn *likeness = table_col(&m->t, "likeness");
        Str name = col_text(&m->t, "name")[r], terms = STR("");
        if (m->met[r])
            continue;
        for (size_t i = 0; i < m->mark[r].n; i++)
            if (l->model && theme_knows(l->model, m->mark[r].term[i].term))
                left.term[left.n++] = m->mark[r].term[i];
        for (size_t i = 0, shown = 0; i < left.n && shown < TERMS_SHOWN; i++)
            if (left.term[i].term.p[0] != '#')
                terms = shown++ ? str_fmt(a, "%.*s, %.*s", STR_ARG(terms), STR_ARG(left.term[i].term)) : left.term[i].term;
        l->gone[l->n_gone++] = (HeardTheme){ .id = col_int(&m->t, "theme_id")[r], .parent = m->mark[r].within, .within = m->mark[r].within, .state = "gone",
                                             .name = is_said(c, name) ? name : terms, .terms = terms, .mark = theme_mark_text(&left, a),
                                             .first = col_int(&m->t, "first_day")[r], .last = col_int(&m->t, "last_day")[r],
                                             .likeness = col_has(likeness, r) ? likeness->f[r] : (double)NAN, .stability = (double)NAN };
    }
}

ThemeMark *theme_list_marks(const ThemeList *l, Arena *a, size_t *n)
{
    ThemeMark *mark = ARENA_NEW_N(a, ThemeMark, l->memory.n + 1);
    *n = 0;
    for (size_t r = 0; r < l->memory.n; r++)
        if (!l->remembered[r].within)
            mark[(*n)++] = l->remembered[r];
    return mark;
}

void theme_list_match(const Comments *c, const ThemeModel *model, Arena *a, ThemeList *l)
{
    Memory m = { .t = l->memory, .mark = l->remembered, .met = ARENA_NEW_N(a, bool, l->memory.n + 1) };
    l->model = model;
    l->k = model ? (int64_t)theme_chosen(model) : 0;
    list_found(l, c, &m, m.t.n ? col_int(&m.t, "theme_id")[m.t.n - 1] + 1 : 1, a);
    list_gone(l, c, &m, a);
}

void theme_list_compare(ThemeList *l, const Comments *c)
{
    for (size_t i = 0; i < c->n && l->was.n; i++) {
        const Comment *one = &c->at[i];
        int64_t was;
        if (!i64map_get(&l->was, hash64(one->key), &was))
            continue;
        l->before++;
        l->same += was == (one->n_mention ? l->at[one->mention[0].theme].id : 0);
    }
}

static void put_memory(Table *t, const HeardTheme *h)
{
    table_put_int(t, 0, h->id);
    if (h->within)
        table_put_int(t, 1, h->within);
    table_put_text(t, 2, strcmp(h->state, "gone") ? h->found_name : h->name);
    table_put_text(t, 3, h->mark);
    table_put_int(t, 4, h->first);
    table_put_int(t, 5, h->last);
    if (!isnan(h->likeness))
        table_put_f64(t, 6, h->likeness);
    table_row(t);
}

Status theme_list_save(Store *s, const ThemeList *l, int64_t comments, int64_t coded, Err *err)
{
    static const ColSpec cols[] = { { "theme_id", COL_INT },   { "parent_id", COL_INT }, { "name", COL_TEXT },    { "terms", COL_TEXT },
                                    { "first_day", COL_DATE }, { "last_day", COL_DATE }, { "likeness", COL_F64 } };
    Arena a;
    Table t;
    if (!l->n && !l->n_gone)
        return ST_OK;
    arena_init(&a);
    table_init(&t, &a, cols, COUNT_OF(cols));
    for (size_t k = 0; k < l->n; k++)
        if (l->at[k].id < THEME_MADE)
            put_memory(&t, &l->at[k]);
    for (size_t k = 0; k < l->n_gone; k++)
        put_memory(&t, &l->gone[k]);
    Status st = store_run(s, SQL_CLEAR_THEME_MEMORY, STORE_NO_ARGS, err);
    if (!st)
        st = store_append(s, "theme_memory", &t, err);
    DbArg day = DB_TEXT(date_iso(&a, l->day));
    if (!st)
        st = store_run(s, SQL_CLEAR_THEME_RUN, STORE_ARGS(day), err);
    if (!st)
        st = store_run(s, SQL_THEME_RUN_PUT, STORE_ARGS(day, DB_INT(l->k), DB_INT(comments), DB_INT(coded), DB_INT(l->before), DB_INT(l->same)), err);
    arena_release(&a);
    return st;
}
