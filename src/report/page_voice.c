/* page_voice.c - quotes by search and in stories; both sides of each theme. */
#include <math.h>

#include "base/date.h"
#include "report/page.h"
#include "report/page_in.h"
#include "report/voice.h"
#include "store/sql_ids.h"

enum { SHOWN = 20, SIDE_QUOTES = 1 };

static Str side_words(const PageBook *b, const Table *t, size_t r)
{
    double mood = page_f64(t, "sentiment", r);
    return str_fmt(b->a, "%lld of %lld, %.*s (%.*s to %.*s)%s%.*s", (long long)col_int(t, "comments")[r], (long long)col_int(t, "of")[r], STR_ARG(percent_text(b->a, col_f64(t, "share")[r], 1)),
                   STR_ARG(percent_text(b->a, col_f64(t, "low")[r], 1)), STR_ARG(percent_text(b->a, col_f64(t, "high")[r], 1)), isfinite(mood) ? ", sentiment " : "",
                   STR_ARG(isfinite(mood) ? number_text(b->a, mood, 2) : STR("")));
}

static Str one_quote(const Table *q, int64_t theme, const char *side, bool hide, Arena *a)
{
    for (size_t r = 0; r < q->n; r++)
        if (col_int(q, "theme_id")[r] == theme && str_eq(col_text(q, "side")[r], str_of(side)))
            return voice_text(q, r, col_text(q, "text")[r], hide, a);
    return STR("");
}

/* Nothing where our own people wrote nothing that is in the book. */
Status page_voice_part(PageBook *b, Doc *d, bool hide, Err *err)
{
    static const DocColumn cols[] = { { .title = STR_INIT("Theme"), .kind = COLUMN_TEXT }, { .title = STR_INIT("Customers"), .kind = COLUMN_TEXT }, { .title = STR_INIT("Our own people"), .kind = COLUMN_TEXT } };
    Table t, q;
    Status st = store_fetch(b->s, SQL_REPORT_SIDE_THEMES, STORE_NO_ARGS, b->a, &t, err);
    if (!st)
        st = store_fetch(b->s, SQL_REPORT_SIDE_QUOTES, STORE_NO_ARGS, b->a, &q, err);
    if (st || !t.n)
        return st;
    DocTable *table = doc_table(d, &(DocTableHead){ .caption = STR("Both sides of the counter"), .empty = STR("no side") }, cols, COUNT_OF(cols));
    for (size_t r = 0; r + 1 < t.n; r += 2) {
        Str ours = one_quote(&q, col_int(&t, "theme_id")[r], "employees", hide, b->a);
        doc_sub(DOC_ROW(table, TONE_NORMAL, cell_text(col_text(&t, "name")[r]), cell_text(side_words(b, &t, r)), cell_text(side_words(b, &t, r + 1))),
                runs_text(b->a, ours.n ? str_fmt(b->a, "ours: “%.*s”", STR_ARG(ours)) : STR("")));
    }
    return ST_OK;
}

static void voice(PageBook *b, Doc *d, const Table *t, size_t r, bool hide)
{
    Str role = col_text(t, "role")[r], name = hide ? STR("") : col_has(table_col(t, "name"), r) ? col_text(t, "name")[r] : STR("");
    doc_quote(d, voice_text(t, r, col_text(t, "text")[r], hide, b->a), NULL, 0,
              runs_text(b->a, str_fmt(b->a, "%.*s%s%.*s%s%.*s · %.*s · %s", STR_ARG(role), role.n ? " · " : "", STR_ARG(name), name.n ? " · " : "",
                                      STR_ARG(date_long(b->a, day_of_micros(col_int(t, "at")[r]))), STR_ARG(page_place(b, col_text(t, "path")[r], col_int(t, "line")[r])),
                                      str_eq(col_text(t, "granted")[r], STR("permit")) ? "may be shown outside" : "for use inside")));
}

Status page_voices(Store *s, Str query, bool hide, Arena *a, Doc **out, Err *err)
{
    PageBook b;
    VoiceQuery v;
    Table t;
    int64_t total = 0;
    Status st = voice_parse(query, a, &v, err);
    if (!st)
        st = page_load(s, a, &b, err);
    if (!st)
        st = voice_fetch(s, &v, SHOWN, 0, a, &t, &total, err);
    if (st)
        return st;
    *out = page_begin(&b, str_fmt(a, "%.*s quotes", STR_ARG(count_text(a, total))), runs_text(a, query.n ? str_fmt(a, "found by %.*s; the newest first", STR_ARG(query)) : STR("the newest first")));
    if (page_idle(&b, *out))
        return ST_OK;
    for (size_t r = 0; r < t.n; r++)
        voice(&b, *out, &t, r, hide);
    return query.n ? ST_OK : page_voice_part(&b, *out, hide, err);
}

static void story_table(PageBook *b, Doc *d, const Table *t)
{
    static const DocColumn cols[] = { { .title = STR_INIT("Story"), .kind = COLUMN_TEXT }, { .title = STR_INIT("Number"), .kind = COLUMN_INT }, { .title = STR_INIT("By"), .kind = COLUMN_TEXT } };
    DocTable *table = doc_table(d, &(DocTableHead){ .caption = STR("Stories"), .caption_hidden = true, .empty = STR("no story yet: throughline stories BOOK new NAME QUERY") }, cols, COUNT_OF(cols));
    (void)b;
    for (size_t r = 0; r < t->n; r++)
        DOC_ROW(table, TONE_NORMAL, cell_text(col_text(t, "subject")[r]), cell_int(col_int(t, "verdict_id")[r]), cell_text(col_text(t, "who")[r]));
}

Status page_stories(Store *s, int64_t id, bool hide, Arena *a, Doc **out, Err *err)
{
    PageBook b;
    Table t, v;
    Status st = page_load(s, a, &b, err);
    if (!st)
        st = store_fetch(s, SQL_STORY_LIST, STORE_NO_ARGS, a, &t, err);
    if (st)
        return st;
    if (!id) {
        *out = page_begin(&b, STR("Stories"), runs_text(a, STR("quotes that somebody put together")));
        story_table(&b, *out, &t);
        return ST_OK;
    }
    size_t at = 0;
    while (at < t.n && col_int(&t, "verdict_id")[at] != id)
        at++;
    if (at == t.n)
        return ERR(err, ST_NOT_FOUND, "there is no story %lld", (long long)id);
    st = store_fetch(s, SQL_STORY_VOICES, STORE_ARGS(DB_TEXT(col_text(&t, "object")[at])), a, &v, err);
    *out = page_begin(&b, col_text(&t, "subject")[at], runs_text(a, str_fmt(a, "story %lld", (long long)id)));
    if (st)
        return st;
    const size_t *order = voice_order(&v, col_text(&t, "object")[at], a);
    for (size_t r = 0; r < v.n; r++)
        voice(&b, *out, &v, order[r], hide);
    return ST_OK;
}
