/* What customers say: comments with their codes, by search, theme and account.  Words of an account that forbade it are counted, not shown. */
#include <stdlib.h>

#include "base/date.h"
#include "report/answer_in.h"
#include "report/coded.h"
#include "report/voice.h"
#include "store/find.h"

typedef struct ThemeRow {
    size_t  r;
    int64_t id, comments;
} ThemeRow;

static int most_spoken(const void *x, const void *y)
{
    const ThemeRow *a = x, *b = y;
    if (a->comments != b->comments)
        return a->comments > b->comments ? -1 : 1;
    return (a->id > b->id) - (a->id < b->id);
}

size_t *themes_order(const Table *t, Arena *a)
{
    ThemeRow *row = ARENA_NEW_N(a, ThemeRow, t->n + 1);
    size_t *order = ARENA_NEW_N(a, size_t, t->n + 1);
    for (size_t r = 0; r < t->n; r++)
        row[r] = (ThemeRow){ r, col_int(t, "theme_id")[r], col_int(t, "comments")[r] };
    qsort(row, t->n, sizeof *row, most_spoken);
    for (size_t r = 0; r < t->n; r++)
        order[r] = row[r].r;
    return order;
}

static Status put_themes(Store *s, Arena *a, JsonOut *j, Err *err)
{
    Table t;
    Status st = store_fetch(s, SQL_THEME_LIST, STORE_NO_ARGS, a, &t, err);
    if (st)
        return st;
    const size_t *order = themes_order(&t, a);
    json_array(j, "themes");
    for (size_t i = 0; i < t.n; i++) {
        json_object(j, NULL);
        put_int_at(j, "id", &t, "theme_id", order[i]);
        put_text_at(j, "name", &t, "name", order[i]);
        put_int_at(j, "comments", &t, "comments", order[i]);
        put_int_at(j, "accounts", &t, "accounts", order[i]);
        put_f64_at(j, "sentiment", &t, "sentiment", order[i]);
        json_end(j);
    }
    json_end(j);
    return ST_OK;
}

static void put_comment(const char *key, const Table *t, size_t r, bool ours, const Coded *codes, const Table *clips, const Table *files, Arena *a, JsonOut *j)
{
    int64_t account = col_int(t, "account_id")[r];
    Str text = col_text(t, "text")[r];
    json_object(j, key);
    json_str(j, "id", voice_id(t, r, ours, a));
    json_text(j, "key", ours ? STR("") : text_at(t, "key", r));
    json_str(j, "side", ours ? STR("ours") : STR("customers"));
    if (account)
        put_ref(j, "account", account, text_at(t, "name", r));
    else
        json_null(j, "account");
    json_str(j, "at", micros_iso(a, col_int(t, "at")[r]));
    put_worded_at(j, "channel", a, t, "channel", r);
    put_text_at(j, "language", t, "language", r);
    json_str(j, "text", text);
    put_f64_at(j, "sentiment", t, "sentiment", r);
    put_int_at(j, "score", t, "score", r);
    put_text_at(j, "role", t, "role", r);
    json_str(j, "permission", permission_word(text_at(t, "granted", r)));
    coded_put(codes, t, r, j);
    put_clip(j, ours ? NULL : clips, t, r, a);
    put_place(j, files, col_int(t, "file_id")[r], col_int(t, "line")[r]);
    json_end(j);
}

static Status load_customers(Store *s, const AnswerQuery *q, const PageOf *p, Arena *a, Table *t, int64_t *total, Err *err)
{
    Str asked = str_trim(q->q);
    FindBy by;
    Status st = find_by(s, &asked, 1, a, &by, err);
    if (st)
        return st;
    const DbArg arg[] = { DB_INT(q->account), DB_INT(q->theme), DB_TEXT(asked), DB_TEXT(by.words), DB_INT(by.n), DB_INT(p->per_page), DB_INT(p->skip) };
    st = store_fetch(s, SQL_REPORT_COMMENTS, arg, COUNT_OF(arg), a, t, err);
    if (!st && t->n)
        *total = col_int(t, "total")[0];
    else if (!st && p->skip)                               /* behind the last page */
        st = store_int(s, SQL_REPORT_COMMENT_COUNT, arg, COUNT_OF(arg) - 2, 0, total, err);
    return st;
}

/* What the theme or sub-theme that was asked for is called; null: all comments, or one that is not known. */
static Status put_about(Store *s, int64_t theme, Arena *a, JsonOut *j, Err *err)
{
    Table t = { .n = 0 };
    Status st = theme ? store_fetch(s, SQL_REPORT_THEME_NAMED, STORE_ARGS(DB_INT(theme)), a, &t, err) : ST_OK;
    if (!st)
        json_text(j, "about", t.n ? col_text(&t, "name")[0] : STR(""));
    return st;
}

static Status load_ours(Store *s, const AnswerQuery *q, const PageOf *p, Arena *a, Table *t, int64_t *total, Err *err)
{
    VoiceQuery v;
    Status st = voice_parse(STR("side:ours"), a, &v, err);
    v.with[0] = str_trim(q->q);
    v.account_id = q->account;
    v.theme_id = q->theme;
    return st ? st : voice_fetch(s, &v, p->per_page, p->skip, a, t, total, err);
}

Status answer_comments(Store *s, const AnswerQuery *q, Arena *a, JsonOut *j, Err *err)
{
    Table t, clips, files;
    Coded codes;
    int64_t total = 0, withheld = 0;
    PageOf p = page_of(q);
    bool ours = str_eq(q->kind, STR("ours"));
    if (q->kind.n && !ours && !str_eq(q->kind, STR("customers")))
        return ERR(err, ST_USAGE, "'side' is customers or ours");
    Status st = store_int(s, ours ? SQL_SIDE_WITHHELD : SQL_REPORT_COMMENTS_WITHHELD, STORE_ARGS(DB_INT(q->account)), 0, &withheld, err);
    if (!st)
        st = (ours ? load_ours : load_customers)(s, q, &p, a, &t, &total, err);
    if (!st)
        st = coded_load(s, &t, ours, a, &codes, err);
    if (!st)
        st = clips_load(s, &t, a, &clips, err);
    if (!st)
        st = files_of(s, a, FILES_OF(&t), &files, err);
    if (st)
        return st;
    json_object(j, NULL);
    put_page(j, total, &p);
    json_int(j, "withheld", withheld);
    st = put_about(s, q->theme, a, j, err);
    if (!st)
        st = put_themes(s, a, j, err);
    json_array(j, "comments");
    for (size_t r = 0; r < t.n; r++)
        put_comment(NULL, &t, r, ours, &codes, &clips, &files, a, j);
    json_end(j);
    json_end(j);
    return st;
}

/* What was said around it, oldest first; `here` is the comment's own record, by the hash within its key. */
static void put_thread(const Table *t, Str key, const Table *files, Arena *a, JsonOut *j)
{
    json_array(j, "thread");
    for (size_t r = 0; r < t->n; r++) {
        json_object(j, NULL);
        json_str(j, "at", micros_iso(a, col_int(t, "at")[r]));
        put_text_at(j, "side", t, "side", r);
        put_text_at(j, "title", t, "title", r);
        put_text_at(j, "text", t, "text", r);
        json_bool(j, "here", str_ends(key, str_fmt(a, "%016llx", (unsigned long long)col_int(t, "key_hash")[r])));
        put_place(j, files, col_int(t, "file_id")[r], col_int(t, "line")[r]);
        json_end(j);
    }
    json_end(j);
}

Status answer_comment(Store *s, const AnswerQuery *q, Arena *a, JsonOut *j, Err *err)
{
    Table t, thread, clips, files;
    Coded codes;
    Status st = store_fetch(s, SQL_REPORT_COMMENT_ONE, STORE_ARGS(DB_TEXT(q->key)), a, &t, err);
    if (!st && !t.n)
        st = ERR(err, ST_NOT_FOUND, "there is no comment '%.*s' that may be shown", (int)(q->key.n < 40 ? q->key.n : 40), q->key.p);
    if (!st)
        st = coded_load(s, &t, false, a, &codes, err);
    if (!st)
        st = store_fetch(s, SQL_COMMENT_THREAD, STORE_ARGS(DB_INT(col_int(&t, "file_id")[0]), DB_INT(col_int(&t, "line")[0]), DB_TEXT(col_text(&t, "channel")[0])), a, &thread, err);
    if (!st)
        st = clips_load(s, &t, a, &clips, err);
    if (!st)
        st = files_of(s, a, FILES_OF(&t, &thread), &files, err);
    if (st)
        return st;
    json_object(j, NULL);
    put_comment("comment", &t, 0, false, &codes, &clips, &files, a, j);
    put_thread(&thread, q->key, &files, a, j);
    json_end(j);
    return ST_OK;
}
