/* answer_clip.c - which quotes can be heard: comments from calls whose recording lies beside the book. */
#include "report/answer_in.h"

Status clips_load(Store *s, const Table *t, Arena *a, Table *out, Err *err)
{
    return store_fetch(s, SQL_CLIPS_OF_COMMENTS, STORE_ARGS(DB_TEXT(id_list(a, col_int(t, "account_id"), t->n)), DB_TEXT(id_list(a, col_int(t, "comment_id"), t->n))), a, out, err);
}

static void put_ms(JsonOut *j, const char *key, const Table *clips, size_t r)
{
    const TableColumn *c = table_col(clips, key);
    if (col_has(c, r))
        json_int(j, key, c->i[r]);
    else
        json_null(j, key);
}

void put_clip(JsonOut *j, const Table *clips, const Table *t, size_t r, Arena *a)
{
    int64_t account = col_int(t, "account_id")[r], comment = col_int(t, "comment_id")[r];
    for (size_t k = 0; clips && k < clips->n; k++) {
        if (col_int(clips, "account_id")[k] != account || col_int(clips, "comment_id")[k] != comment)
            continue;
        json_object(j, "clip");
        json_str(j, "url", str_fmt(a, "/api/v1/comments/%lld/clip?account=%lld", (long long)comment, (long long)account));
        put_ms(j, "from_ms", clips, k);
        put_ms(j, "to_ms", clips, k);
        json_end(j);
        return;
    }
    json_null(j, "clip");
}
