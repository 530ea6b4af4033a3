#include "base/date.h"
#include "report/answer_in.h"

static void put_spans(JsonOut *j, const Table *codes, int64_t theme, int64_t account, int64_t comment, Str text)
{
    const int64_t *acc = col_int(codes, "account_id"), *com = col_int(codes, "comment_id");
    json_array(j, "spans");
    for (size_t r = rows_from(acc, codes->n, account); r < codes->n && acc[r] == account; r++) {
        int64_t from = col_int(codes, "span_from")[r], to = col_int(codes, "span_to")[r];
        bool ours = com[r] == comment && str_eq(text_at(codes, "kind", r), STR("theme")) && int_at(codes, "theme_id", r, 0) == theme;
        if (!ours || from < 0 || to <= from || (uint64_t)from >= text.n)
            continue;
        json_array(j, NULL);
        json_int(j, NULL, (int64_t)utf16_offset(text, (size_t)from));
        json_int(j, NULL, (int64_t)utf16_offset(text, (size_t)to));
        json_end(j);
    }
    json_end(j);
}

static void put_quote(const Table *t, size_t r, const Table *codes, const Table *clips, const Table *files, const Deals *deals, Arena *a, JsonOut *j)
{
    int64_t account = col_int(t, "account_id")[r];
    Str text = col_text(t, "text")[r];
    json_object(j, NULL);
    json_str(j, "text", text);
    put_spans(j, codes, col_int(t, "theme_id")[r], account, col_int(t, "comment_id")[r], text);
    if (account)
        put_ref(j, "account", account, text_at(t, "name", r));
    else
        json_null(j, "account");
    put_text_at(j, "role", t, "role", r);
    put_day(j, "date", a, day_of_micros(col_int(t, "at")[r]));
    put_deal(j, a, deal_of(deals, account));
    put_text_at(j, "comment", t, "key", r);
    json_str(j, "permission", permission_word(text_at(t, "granted", r)));
    put_clip(j, clips, t, r, a);
    put_place(j, files, col_int(t, "file_id")[r], col_int(t, "line")[r]);
    json_end(j);
}

Status put_quotes(Store *s, int64_t theme, const Deals *deals, Arena *a, JsonOut *j, Err *err)
{
    Table t = { 0 }, codes = { 0 }, clips = { 0 }, files = { 0 };
    Status st = ST_OK;
    if (theme)
        st = store_fetch(s, SQL_REPORT_QUOTES, STORE_ARGS(DB_INT(theme)), a, &t, err);
    if (!st && t.n)
        st = store_fetch(s, SQL_REPORT_CODES, STORE_ARGS(DB_TEXT(id_list(a, col_int(&t, "account_id"), t.n)),
                                                         DB_TEXT(id_list(a, col_int(&t, "comment_id"), t.n))), a, &codes, err);
    if (!st && t.n)
        st = clips_load(s, &t, a, &clips, err);
    if (!st && t.n)
        st = files_of(s, a, FILES_OF(&t), &files, err);
    if (st)
        return st;
    json_array(j, "quotes");
    for (size_t r = 0; r < t.n; r++)
        put_quote(&t, r, &codes, &clips, &files, deals, a, j);
    json_end(j);
    return ST_OK;
}
