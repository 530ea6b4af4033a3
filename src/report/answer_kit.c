#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include <unicode/ucasemap.h>

#include "base/date.h"
#include "model/limits.h"
#include "report/answer_in.h"
#include "store/setting.h"

void put_day(JsonOut *j, const char *key, Arena *a, int64_t day)
{
    if (day)
        json_str(j, key, date_iso(a, day));
    else
        json_null(j, key);
}

void put_text_at(JsonOut *j, const char *key, const Table *t, const char *col, size_t r)
{
    json_text(j, key, text_at(t, col, r));
}

void put_unsaid(JsonOut *j, const char *key) { unsaid_put(j, key); }

void put_worded(JsonOut *j, const char *key, Str sentence, Arena *a) { said_put(j, key, sentence, a); }

void put_worded_at(JsonOut *j, const char *key, Arena *a, const Table *t, const char *col, size_t r) { put_worded(j, key, text_at(t, col, r), a); }

void put_int_at(JsonOut *j, const char *key, const Table *t, const char *col, size_t r)
{
    const TableColumn *c = table_col(t, col);
    if (col_has(c, r))
        json_int(j, key, c->i[r]);
    else
        json_null(j, key);
}

void put_f64_at(JsonOut *j, const char *key, const Table *t, const char *col, size_t r)
{
    json_f64(j, key, f64_at(t, col, r));
}

/* Three columns as one object; null where the first is not known. */
static void put_three(JsonOut *j, const char *key, const Table *t, const char *const col[3], size_t r, void (*put)(JsonOut *, const char *, const Table *, const char *, size_t))
{
    static const char *const name[3] = { "estimate", "low", "high" };
    if (!col_has(table_col(t, col[0]), r)) {
        json_null(j, key);
        return;
    }
    json_object(j, key);
    for (size_t i = 0; i < COUNT_OF(name); i++)
        put(j, name[i], t, col[i], r);
    json_end(j);
}

void put_band_at(JsonOut *j, const char *key, const Table *t, const char *const col[3], size_t r) { put_three(j, key, t, col, r, put_int_at); }

void put_range_at(JsonOut *j, const char *key, const Table *t, const char *const col[3], size_t r) { put_three(j, key, t, col, r, put_f64_at); }

void put_day_at(JsonOut *j, const char *key, Arena *a, const Table *t, const char *col, size_t r)
{
    put_day(j, key, a, int_at(t, col, r, 0));
}

void put_ref(JsonOut *j, const char *key, int64_t id, Str name)
{
    json_object(j, key);
    json_int(j, "id", id);
    json_text(j, "name", name);
    json_end(j);
}

static void put_chart_text(JsonOut *j, Str text, bool name, Str *seen, size_t *n, Arena *a)
{
    SayPart part[SAY_PARTS_MAX];
    for (size_t i = 0; i < *n; i++)
        if (str_eq(seen[i], text))
            return;
    if (!text.n || *n == CHART_TEXTS || (name ? say_read_name : say_read)(says_book(), text, part) != 1)
        return;
    seen[(*n)++] = text;
    json_object(j, NULL);
    json_str(j, "text", text);
    say_put_part(j, &part[0], says_book(), a);
    json_end(j);
}

/* "KEY_say": of the texts that are written in a chart, those of ours, each with its code and values. */
static void put_chart_say(JsonOut *j, const char *key, Arena *a, const Chart *c)
{
    Str seen[CHART_TEXTS];
    size_t n = 0;
    json_array(j, str_fmt(a, "%s_say", key).p);
    put_chart_text(j, c->title, true, seen, &n, a);
    for (Str rest = c->desc; rest.n;) {                            /* sentence by sentence */
        size_t at = 0;
        while (at < rest.n && !(rest.p[at] == '.' && (at + 1 == rest.n || rest.p[at + 1] == ' ')))
            at++;
        put_chart_text(j, str_sub(rest, 0, at + 1), false, seen, &n, a);
        rest = str_sub(rest, at + 2, rest.n);
    }
    put_chart_text(j, c->x_label, false, seen, &n, a);
    put_chart_text(j, c->y_label, false, seen, &n, a);
    put_chart_text(j, c->empty.n ? c->empty : STR("no data"), false, seen, &n, a);
    for (size_t s = 0; s < c->n_series; s++) {
        put_chart_text(j, c->series[s].name, false, seen, &n, a);
        for (size_t i = 0; i < c->series[s].n; i++)
            put_chart_text(j, c->series[s].point[i].label, true, seen, &n, a);
    }
    for (size_t i = 0; i < c->n_mark; i++)
        put_chart_text(j, c->mark[i].text, false, seen, &n, a);
    json_end(j);
}

void put_chart(JsonOut *j, const char *key, Arena *a, const Chart *c, Str id)
{
    Buf svg;
    buf_init(&svg, LIMIT_REPORT);
    chart_svg(a, c, id, SVG_PAGE, &svg);
    if (svg.over)
        json_null(j, key);
    else
        json_str(j, key, buf_str(&svg));
    put_chart_say(j, key, a, c);
    buf_release(&svg);
}

void put_no_chart(JsonOut *j, const char *key)
{
    json_null(j, key);
    put_unsaid(j, key);
}

int64_t int_at(const Table *t, const char *col, size_t r, int64_t fallback)
{
    const TableColumn *c = table_col(t, col);
    return col_has(c, r) ? c->i[r] : fallback;
}

double f64_at(const Table *t, const char *col, size_t r)
{
    const TableColumn *c = table_col(t, col);
    return col_has(c, r) ? c->f[r] : (double)NAN;
}

Str text_at(const Table *t, const char *col, size_t r)
{
    const TableColumn *c = table_col(t, col);
    return col_has(c, r) ? c->s[r] : STR("");
}

size_t utf16_offset(Str text, size_t byte)
{
    size_t units = 0;
    for (size_t i = 0; i < byte && i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        /* Each character is counted at its first byte; those of four bytes take two units. */
        units += (c & 0xC0) != 0x80;
        units += c >= 0xF0;
    }
    return units;
}

Str case_fold(Arena *a, Str s)
{
    size_t ascii = 0;
    while (ascii < s.n && (unsigned char)s.p[ascii] < 0x80)
        ascii++;
    if (ascii == s.n)                     /* as most names are: a list folds twenty thousand, and opening ICU's map takes longer than this */
        return str_lower(a, s);
    UErrorCode code = U_ZERO_ERROR;
    UCaseMap *map = ucasemap_open("", U_FOLD_CASE_DEFAULT, &code);
    /* Folding makes at most three characters of one, and none is longer than three times its bytes. */
    int32_t cap = s.n < LIMIT_REPORT ? (int32_t)(3 * s.n + 1) : 0;
    char *to = arena_alloc(a, (size_t)cap + 1, 1);
    int32_t n = U_SUCCESS(code) ? ucasemap_utf8FoldCase(map, to, cap, s.p, (int32_t)s.n, &code) : 0;
    ucasemap_close(map);
    if (U_FAILURE(code) || n > cap)
        return str_lower(a, s);
    to[n] = 0;
    return (Str){ to, (size_t)n };
}

Str word_of_count(Arena *a, int64_t n)
{
    static const char *const words[] = { "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
                                         "eleven", "twelve" };
    return n >= 0 && n < (int64_t)COUNT_OF(words) ? str_of(words[n]) : str_fmt(a, "%" PRId64, n);
}

Str id_list(Arena *a, const int64_t *id, size_t n)
{
    enum { DIGITS = 21 };
    if (!n)
        return STR("-1");
    char *p = arena_alloc(a, n * DIGITS + 1, 1);
    size_t at = 0;
    for (size_t i = 0; i < n; i++)
        at += (size_t)snprintf(p + at, DIGITS + 1, "%s%" PRId64, i ? "," : "", id[i]);
    return (Str){ p, at };
}

static int by_id(const void *x, const void *y)
{
    const int64_t *a = x, *b = y;
    return (*a > *b) - (*a < *b);
}

/* The columns that name a file. */
static bool names_file(const TableColumn *c) { return !strcmp(c->name, "file_id") || !strcmp(c->name, "other_file"); }

Status files_of(Store *s, Arena *a, const Table *const *t, size_t n, Table *files, Err *err)
{
    size_t rows = 1, found = 0, kept = 0;
    for (size_t i = 0; i < n; i++)
        rows += t[i]->n * t[i]->n_col;
    int64_t *id = ARENA_NEW_N(a, int64_t, rows);
    for (size_t i = 0; i < n; i++)
        for (size_t c = 0; c < t[i]->n_col; c++)
            for (size_t r = 0; names_file(&t[i]->col[c]) && r < t[i]->n; r++)
                if (col_has(&t[i]->col[c], r) && (!found || t[i]->col[c].i[r] != id[found - 1]))
                    id[found++] = t[i]->col[c].i[r];
    if (found)
        qsort(id, found, sizeof *id, by_id);
    for (size_t i = 0; i < found; i++)
        if (!kept || id[i] != id[kept - 1])
            id[kept++] = id[i];
    return store_fetch(s, SQL_REPORT_FILES_OF, STORE_ARGS(DB_TEXT(id_list(a, id, kept))), a, files, err);
}

void put_place(JsonOut *j, const Table *files, int64_t file, int64_t line)
{
    const int64_t *id = col_int(files, "file_id");
    size_t r = rows_from(id, files->n, file);
    bool known = r < files->n && id[r] == file;
    json_text(j, "file", known ? col_text(files, "path")[r] : STR(""));
    if (known)
        json_int(j, "line", line);
    else
        json_null(j, "line");
}

static bool wanted(const char *setting, const char *const *name, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!strcmp(setting, name[i]))
            return true;
    return !n;
}

/* The book's own value where somebody set one, else the default. */
static double setting_value(const Table *own, const SettingRow *row)
{
    for (size_t r = 0; r < own->n; r++)
        if (str_eq(col_text(own, "name")[r], str_of(row->name)))
            return col_f64(own, "value")[r];
    return row->fallback;
}

Status put_settings(Store *s, const char *key, const char *const *name, size_t n, Arena *a, JsonOut *j, Err *err)
{
    Table own;
    Status st = store_fetch(s, SQL_SETTING_LIST, STORE_NO_ARGS, a, &own, err);
    if (st)
        return st;
    json_array(j, key);
    for (size_t i = 0; i < setting_n; i++) {
        if (!wanted(setting_rows[i].name, name, n))
            continue;
        json_object(j, NULL);
        json_str(j, "name", str_of(setting_rows[i].name));
        json_f64(j, "value", setting_value(&own, &setting_rows[i]));
        put_worded(j, "unit", str_of(setting_rows[i].unit), a);
        put_worded(j, "note", str_of(setting_rows[i].note), a);
        json_end(j);
    }
    json_end(j);
    return ST_OK;
}

PageOf page_of(const AnswerQuery *q)
{
    PageOf p = { q->page > 0 ? q->page : 1, q->per_page > 0 ? q->per_page : ANSWER_PER_PAGE, 0 };
    p.per_page = p.per_page < LIMIT_PAGE_ROWS ? p.per_page : LIMIT_PAGE_ROWS;
    /* So far out that nothing is there, and still far from overflow. */
    p.page = p.page < INT32_MAX ? p.page : INT32_MAX;
    p.skip = (p.page - 1) * p.per_page;
    return p;
}

void put_page(JsonOut *j, int64_t total, const PageOf *p)
{
    json_int(j, "total", total);
    json_int(j, "page", p->page);
    json_int(j, "per_page", p->per_page);
}

void facet_count(Facets *f, Str name, Str value)
{
    size_t k = 0;
    while (k < f->n && !(str_eq(f->at[k].name, name) && str_eq(f->at[k].value, value)))
        k++;
    if (k == f->n)
        f->at[f->n++] = (Facet){ name, value, 0 };
    f->at[k].n++;
}

static int facet_most_first(const void *x, const void *y)
{
    const Facet *a = x, *b = y;
    if (a->n != b->n)
        return a->n > b->n ? -1 : 1;
    int c = str_cmp(a->name, b->name);
    return c ? c : str_cmp(a->value, b->value);
}

void put_facet(JsonOut *j, const char *key, Facets *f)
{
    if (f->n)
        qsort(f->at, f->n, sizeof *f->at, facet_most_first);
    json_array(j, key);
    for (size_t i = 0; i < f->n; i++) {
        json_object(j, NULL);
        json_str(j, "name", f->at[i].name);
        json_text(j, "value", f->at[i].value);
        json_int(j, "n", f->at[i].n);
        json_end(j);
    }
    json_end(j);
}

Str permission_word(Str granted)
{
    return str_eq(granted, STR("permit")) ? STR("outside") : str_eq(granted, STR("forbid")) ? STR("none") : STR("inside");
}
