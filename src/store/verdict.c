#include "store/verdict.h"

static Status told(bool there, bool undone, int64_t id, const char *about, Err *err)
{
    if (!there)
        return ERR(err, ST_NOT_FOUND, "there is no decision %lld%s%s to take back", (long long)id, about ? " about " : "", about ? about : "");
    return undone ? ERR(err, ST_CONFLICT, "decision %lld was taken back already", (long long)id) : ST_OK;
}

Status verdict_may_undo(const Table *said, int64_t id, Str who, const char *about, Err *err)
{
    bool there = false;
    for (size_t r = 0; r < said->n; r++)
        there = there || (col_int(said, "verdict_id")[r] == id && !str_eq(col_text(said, "what")[r], STR("undo")) && (!who.n || str_eq(col_text(said, "who")[r], who)));
    return told(there, verdict_undone(said, id), id, about, err);
}

Status verdict_may_undo_of(Store *s, const char *stage, int64_t id, Arena *a, Err *err)
{
    Table v;
    int64_t undone = 0;
    Status st = store_fetch(s, SQL_VERDICT_GET, STORE_ARGS(DB_INT(id), DB_TEXT(str_of(stage))), a, &v, err);
    if (!st)
        st = store_int(s, SQL_VERDICT_UNDONE, STORE_ARGS(DB_TEXT(str_fmt(a, "%lld", (long long)id)), DB_TEXT(str_of(stage))), 0, &undone, err);
    return st ? st : told(v.n && !str_eq(col_text(&v, "what")[0], STR("undo")), undone > 0, id, NULL, err);
}
