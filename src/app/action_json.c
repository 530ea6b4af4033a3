#include "app/action_json.h"

#include <math.h>

#include "act/action.h"
#include "act/audit_in.h"
#include "base/date.h"

static bool was_said(const Action *x, const char *field)
{
    for (size_t i = 0; action_fields[i]; i++)
        if (!strcmp(action_fields[i], field))
            return x->said >> i & 1;
    return false;
}

static void put_text(JsonOut *j, const char *name, bool said, Str v)
{
    if (said)
        json_str(j, name, v);
    else
        json_null(j, name);
}

static void put_day(JsonOut *j, const char *name, bool there, int64_t day, Arena *a)
{
    put_text(j, name, there, there ? date_iso(a, day) : STR(""));
}

static void put_number(JsonOut *j, const char *name, double v)
{
    if (isfinite(v))
        json_f64(j, name, v);
    else
        json_null(j, name);
}

static void put_fields(JsonOut *j, const Action *x, Arena *a)
{
    Str typed = STR("");
    for (size_t i = 0; action_fields[i]; i++)
        if (x->said >> i & 1)
            typed = str_fmt(a, "%.*s%s%s", STR_ARG(typed), typed.n ? " " : "", action_fields[i]);
    put_text(j, "typed", typed.n > 0, typed);
    const struct { const char *field; Str v; } text[] = { { "issue", x->issue }, { "unit", x->unit }, { "owner", x->owner }, { "countries", x->start[0].countries.p ? x->start[0].countries : STR("") },
                                                          { "metric", x->leading }, { "expected", x->expected }, { "status", x->status } };
    for (size_t i = 0; i < COUNT_OF(text); i++)
        put_text(j, text[i].field, was_said(x, text[i].field), text[i].v);
    put_day(j, "start", was_said(x, "start") && x->n_start, x->start[0].day, a);
    put_day(j, "end", x->has_end, x->end, a);
    if (x->has_cost)
        json_int(j, "cost_minor", x->cost);
    else
        json_null(j, "cost_minor");
    put_number(j, "target", x->target);
    put_number(j, "share_low", x->share_low);
    put_number(j, "share_high", x->share_high);
}

static bool in_book(const Table *files, Str path)
{
    for (size_t r = 0; r < files->n; r++)
        if (str_eq(col_text(files, "path")[r], path))
            return true;
    return false;
}

static void put_whys(JsonOut *j, const Action *x, const Table *files)
{
    json_array(j, "causes");
    for (size_t k = 0; k < x->n_why; k++) {
        const Why *w = &x->why[k];
        json_object(j, NULL);
        json_str(j, "node", w->node);
        json_str(j, "answer", w->answer);
        json_array(j, "evidence");
        for (size_t e = 0; e < w->n_row; e++) {
            json_object(j, NULL);
            json_str(j, "file", w->row[e].path);
            json_int(j, "line", w->row[e].line);
            json_bool(j, "in_book", in_book(files, w->row[e].path));
            json_end(j);
        }
        json_end(j);
        json_end(j);
    }
    json_end(j);
}

static void put_one(JsonOut *j, const Action *x, const Table *issues, const Table *files, Arena *a)
{
    int64_t id = x->issue.n ? target_of(x->issue, x->leading, issues, a).issue : 0;
    json_object(j, NULL);
    json_str(j, "name", x->name);
    size_t r = 0;
    while (r < issues->n && col_int(issues, "issue_id")[r] != id)
        r++;
    if (id && r < issues->n) {
        json_object(j, "about");
        json_int(j, "id", id);
        json_str(j, "name", col_text(issues, "name")[r]);
        json_end(j);
    } else
        json_null(j, "about");
    json_bool(j, "added", x->added);
    json_bool(j, "dropped", x->dropped);
    put_fields(j, x, a);
    put_whys(j, x, files);
    json_array(j, "readings");
    for (size_t k = 0; k < x->n_reading; k++) {
        json_object(j, NULL);
        json_str(j, "day", date_iso(a, x->reading[k].day));
        json_f64(j, "value", x->reading[k].value);
        json_end(j);
    }
    json_end(j);
    json_end(j);
}

Status answer_actions_typed(Store *s, const AnswerQuery *q, Arena *a, JsonOut *j, Err *err)
{
    Actions all;
    Table issues, files;
    (void)q;
    Status st = actions_typed(s, a, &all, err);
    if (!st)
        st = store_fetch(s, SQL_ISSUE_WORDS, STORE_NO_ARGS, a, &issues, err);
    if (!st)
        st = store_fetch(s, SQL_ACT_FILE, STORE_NO_ARGS, a, &files, err);
    if (st)
        return st;
    json_object(j, NULL);
    json_array(j, "actions");
    for (size_t i = 0; i < all.n; i++)
        put_one(j, &all.at[i], &issues, &files, a);
    json_end(j);
    json_end(j);
    return ST_OK;
}
