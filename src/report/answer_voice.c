/* answer_voice.c - quotes: representative ones, by search, in stories; both sides of each theme. */
#include "base/date.h"
#include "report/answer_in.h"
#include "report/coded.h"
#include "report/voice.h"

/* What an account is worth says who it is: it goes with the name.  So does a voice. */
static void put_voice(JsonOut *j, const Table *t, size_t r, bool ours, bool hide, const Deals *deals, const Table *clips, const Coded *codes, Arena *a)
{
    json_object(j, NULL);
    json_str(j, "id", voice_id(t, r, ours, a));
    json_str(j, "side", ours ? STR("ours") : STR("customers"));
    put_text_at(j, "voice", t, "voice", r);
    json_str(j, "text", voice_text(t, r, col_text(t, "text")[r], hide, a));
    put_f64_at(j, "sentiment", t, "sentiment", r);
    put_int_at(j, "score", t, "score", r);
    const Deal *deal = hide ? NULL : deal_of(deals, col_int(t, "account_id")[r]);
    if (deal)
        json_int(j, "value_minor", deal->value);
    else
        json_null(j, "value_minor");
    if (hide) {
        json_array(j, "codes");
        json_end(j);
    } else {
        coded_put(codes, t, r, j);
    }
    put_clip(j, ours || hide ? NULL : clips, t, r, a);
    voice_put_who(j, t, r, hide, a);
    json_end(j);
}

static Status worth_load(Store *s, Arena *a, Deals *deals, Err *err)
{
    int64_t as_of;
    Status st = store_summary_int(s, "as_of", 0, &as_of, err);
    return st ? st : deals_load(s, ALL_IDS, as_of, a, deals, err);
}

static Status put_theme_quotes(Store *s, bool hide, const Deals *deals, Arena *a, JsonOut *j, Err *err)
{
    Table themes, t, clips;
    Coded codes;
    Status st = store_fetch(s, SQL_THEME_LIST, STORE_NO_ARGS, a, &themes, err);
    if (!st)
        st = store_fetch(s, SQL_VOICE_THEME_QUOTES, STORE_NO_ARGS, a, &t, err);
    if (!st)
        st = clips_load(s, &t, a, &clips, err);
    if (!st)
        st = coded_load(s, &t, false, a, &codes, err);
    if (st)
        return st;
    const size_t *order = themes_order(&themes, a);
    for (size_t i = 0; i < themes.n; i++) {
        int64_t id = col_int(&themes, "theme_id")[order[i]];
        json_object(j, NULL);
        json_int(j, "id", id);
        put_text_at(j, "name", &themes, "name", order[i]);
        json_array(j, "quotes");
        for (size_t r = 0; r < t.n; r++)
            if (col_int(&t, "theme_id")[r] == id)
                put_voice(j, &t, r, false, hide, deals, &clips, &codes, a);
        json_end(j);
        json_end(j);
    }
    return ST_OK;
}

static void put_side_quotes(JsonOut *j, const char *key, const Table *t, int64_t theme, Str side, bool hide, Arena *a)
{
    json_array(j, key);
    for (size_t r = 0; r < t->n; r++) {
        if (col_int(t, "theme_id")[r] != theme || !str_eq(col_text(t, "side")[r], side))
            continue;
        json_object(j, NULL);
        json_str(j, "text", voice_text(t, r, col_text(t, "text")[r], hide, a));
        put_text_at(j, "source", t, "source", r);
        json_str(j, "permission", permission_word(text_at(t, "granted", r)));
        put_day(j, "date", a, day_of_micros(col_int(t, "at")[r]));
        put_text_at(j, "file", t, "path", r);
        put_int_at(j, "line", t, "line", r);
        json_end(j);
    }
    json_end(j);
}

static void put_side(JsonOut *j, const Table *t, size_t r)
{
    json_object(j, NULL);
    put_text_at(j, "side", t, "side", r);
    put_int_at(j, "comments", t, "comments", r);
    put_int_at(j, "of", t, "of", r);
    json_object(j, "share");
    put_f64_at(j, "estimate", t, "share", r);
    put_f64_at(j, "low", t, "low", r);
    put_f64_at(j, "high", t, "high", r);
    json_end(j);
    put_int_at(j, "scored", t, "scored", r);
    put_f64_at(j, "sentiment", t, "sentiment", r);
    json_end(j);
}

/* Rows of d_side_theme stand by theme, customers first. */
static Status put_sides(Store *s, bool hide, Arena *a, JsonOut *j, Err *err)
{
    Table t, q;
    Status st = store_fetch(s, SQL_REPORT_SIDE_THEMES, STORE_NO_ARGS, a, &t, err);
    if (!st)
        st = store_fetch(s, SQL_REPORT_SIDE_QUOTES, STORE_NO_ARGS, a, &q, err);
    if (st)
        return st;
    for (size_t r = 0; r < t.n;) {
        int64_t id = col_int(&t, "theme_id")[r];
        json_object(j, NULL);
        json_int(j, "id", id);
        put_text_at(j, "name", &t, "name", r);
        json_array(j, "sides");
        for (; r < t.n && col_int(&t, "theme_id")[r] == id; r++)
            put_side(j, &t, r);
        json_end(j);
        put_side_quotes(j, "customers", &q, id, STR("customers"), hide, a);
        put_side_quotes(j, "employees", &q, id, STR("employees"), hide, a);
        json_end(j);
    }
    return ST_OK;
}

Status answer_voices(Store *s, const AnswerQuery *q, Arena *a, JsonOut *j, Err *err)
{
    Table t, clips;
    VoiceQuery v;
    Coded codes;
    Deals deals;
    int64_t total = 0;
    PageOf p = page_of(q);
    bool hide = voice_hides(q);
    Status st = voice_parse(q->q, a, &v, err);
    if (!st)
        st = voice_fetch(s, &v, p.per_page, p.skip, a, &t, &total, err);
    if (!st)
        st = clips_load(s, &t, a, &clips, err);
    if (!st)
        st = coded_load(s, &t, voice_ours(&v), a, &codes, err);
    if (!st)
        st = worth_load(s, a, &deals, err);
    if (st)
        return st;
    json_object(j, NULL);
    put_page(j, total, &p);
    json_array(j, "themes");
    if (!str_trim(q->q).n)
        st = put_theme_quotes(s, hide, &deals, a, j, err);
    json_end(j);
    json_array(j, "voices");
    for (size_t r = 0; r < t.n; r++)
        put_voice(j, &t, r, voice_ours(&v), hide, &deals, &clips, &codes, a);
    json_end(j);
    json_array(j, "sides");
    if (!st && !str_trim(q->q).n)
        st = put_sides(s, hide, a, j, err);
    json_end(j);
    json_end(j);
    return st;
}

static int64_t lines_of(Str s)
{
    int64_t n = s.n > 0;
    for (size_t i = 0; i < s.n; i++)
        n += s.p[i] == '\n';
    return n;
}

Status answer_stories(Store *s, const AnswerQuery *q, Arena *a, JsonOut *j, Err *err)
{
    Table t;
    (void)q;
    Status st = store_fetch(s, SQL_STORY_LIST, STORE_NO_ARGS, a, &t, err);
    if (st)
        return st;
    json_object(j, NULL);
    json_array(j, "stories");
    for (size_t r = 0; r < t.n; r++) {
        json_object(j, NULL);
        put_int_at(j, "id", &t, "verdict_id", r);
        put_text_at(j, "name", &t, "subject", r);
        json_int(j, "quotes", lines_of(col_text(&t, "object")[r]));
        put_text_at(j, "who", &t, "who", r);
        json_str(j, "at", micros_iso(a, col_int(&t, "decided_at")[r]));
        json_end(j);
    }
    json_end(j);
    json_end(j);
    return ST_OK;
}

Status answer_story(Store *s, const AnswerQuery *q, Arena *a, JsonOut *j, Err *err)
{
    Table t, v, clips;
    Coded codes;
    Deals deals;
    size_t at = 0;
    Status st = store_fetch(s, SQL_STORY_LIST, STORE_NO_ARGS, a, &t, err);
    if (st)
        return st;
    while (at < t.n && col_int(&t, "verdict_id")[at] != q->id)
        at++;
    if (at == t.n)
        return ERR(err, ST_NOT_FOUND, "there is no story %lld", (long long)q->id);
    st = store_fetch(s, SQL_STORY_VOICES, STORE_ARGS(DB_TEXT(col_text(&t, "object")[at])), a, &v, err);
    if (!st)
        st = clips_load(s, &v, a, &clips, err);
    if (!st)
        st = coded_load(s, &v, false, a, &codes, err);
    if (!st)
        st = worth_load(s, a, &deals, err);
    if (st)
        return st;
    json_object(j, NULL);
    json_int(j, "id", q->id);
    put_text_at(j, "name", &t, "subject", at);
    put_text_at(j, "who", &t, "who", at);
    json_str(j, "at", micros_iso(a, col_int(&t, "decided_at")[at]));
    int64_t kept = lines_of(col_text(&t, "object")[at]) - (int64_t)v.n;
    json_int(j, "missing", kept > 0 ? kept : 0);
    const size_t *order = voice_order(&v, col_text(&t, "object")[at], a);
    json_array(j, "voices");
    for (size_t r = 0; r < v.n; r++)
        put_voice(j, &v, order[r], false, voice_hides(q), &deals, &clips, &codes, a);
    json_end(j);
    json_end(j);
    return ST_OK;
}
