#include "act/action.h"

#include <math.h>
#include <stdlib.h>

#include "act/lot.h"
#include "base/date.h"
#include "num/dist.h"

const char *const action_fields[] = { "issue", "unit", "owner", "countries", "start", "end", "cost", "metric", "target", "share", "expected", "status", NULL };

typedef struct Said {
    Str field, value;            /* set */
    Str node, rest;              /* why, evidence */
    int64_t day, number;
    double  low, high;
    bool    none;                /* set: a day, a cost, a share or a target is taken away */
} Said;

static Str trim(Str s)
{
    while (s.n && s.p[0] == ' ')
        s = str_sub(s, 1, s.n - 1);
    while (s.n && s.p[s.n - 1] == ' ')
        s.n--;
    return s;
}

/* "0.4", "40%", "40 %" */
static bool share_read(Str s, double *out)
{
    s = trim(s);
    bool percent = s.n && s.p[s.n - 1] == '%';
    if (percent)
        s = trim(str_sub(s, 0, s.n - 1));
    if (!str_to_f64(s, out) || !isfinite(*out))
        return false;
    *out /= percent ? 100 : 1;
    return true;
}

/* "30% to 50%", "0.3..0.5", "40%" */
static bool range_read(Str s, double *low, double *high)
{
    static const char *const between[] = { " to ", ".." };
    for (size_t b = 0; b < COUNT_OF(between); b++)
        for (size_t i = 1; i + strlen(between[b]) < s.n; i++)
            if (!memcmp(s.p + i, between[b], strlen(between[b]))) {
                size_t from = i + strlen(between[b]);
                return share_read(str_sub(s, 0, i), low) && share_read(str_sub(s, from, s.n - from), high) && *low >= 0 && *low <= *high && *high <= 1;
            }
    bool ok = share_read(s, low);
    *high = *low;
    return ok && *low >= 0 && *low <= 1;
}

/* "1.2.1": figures and dots, not deeper than one asks why */
static bool node_read(Str s)
{
    size_t depth = 1;
    if (!s.n || s.p[0] < '1' || s.p[0] > '9')
        return false;
    for (size_t i = 1; i < s.n; i++) {
        bool dot = s.p[i] == '.';
        if (!dot && (s.p[i] < '0' || s.p[i] > '9'))
            return false;
        if (dot && (i + 1 == s.n || s.p[i + 1] < '1' || s.p[i + 1] > '9'))
            return false;
        depth += dot;
    }
    return depth <= WHY_DEPTH_MAX && s.n <= 40;
}

static Status field_parse(Str object, Said *o, Err *err)
{
    Str rest = object;
    o->field = trim(str_cut(&rest, '='));
    o->value = trim(rest);
    for (size_t i = 0; action_fields[i]; i++) {
        if (!str_eq(o->field, str_of(action_fields[i])))
            continue;
        bool day = str_eq(o->field, STR("start")) || str_eq(o->field, STR("end"));
        o->none = !o->value.n;
        o->low = o->high = o->none ? F64_NAN : 0;
        if (o->none)
            return ST_OK;
        if (day && !date_parse_iso(o->value, &o->day))
            return ERR(err, ST_USAGE, "'%.*s' is no day: write 2026-03-01", STR_ARG(o->value));
        if (str_eq(o->field, STR("cost")) && (!str_to_i64(o->value, &o->number) || o->number < 0))
            return ERR(err, ST_USAGE, "'%.*s' is no cost in minor units", STR_ARG(o->value));
        if (str_eq(o->field, STR("share")) && !range_read(o->value, &o->low, &o->high))
            return ERR(err, ST_USAGE, "'%.*s' is no share: write '30%% to 50%%', between 0 and 100 %%", STR_ARG(o->value));
        if (str_eq(o->field, STR("target")) && !share_read(o->value, &o->low))
            return ERR(err, ST_USAGE, "'%.*s' is no target: write a number or '15 %%'", STR_ARG(o->value));
        return ST_OK;
    }
    return ERR(err, ST_USAGE, "no field '%.*s': issue, unit, owner, countries, start, end, cost, metric, target, share, expected or status", STR_ARG(o->field));
}

static Status parse(Str what, Str object, Said *o, Err *err)
{
    *o = (Said){ 0 };
    if (str_eq(what, STR("action")) || str_eq(what, STR("drop")) || str_eq(what, STR("lot")) || str_eq(what, STR("undo")))
        return ST_OK;
    if (str_eq(what, STR("set")))
        return field_parse(object, o, err);
    o->rest = object;
    o->node = trim(str_cut(&o->rest, ' '));
    o->rest = trim(o->rest);
    if (str_eq(what, STR("reading"))) {
        if (!date_parse_iso(o->node, &o->day) || !share_read(o->rest, &o->low))
            return ERR(err, ST_USAGE, "a reading is a day and a value, as 2026-03-01 0.12");
        return ST_OK;
    }
    if (!node_read(o->node))
        return ERR(err, ST_USAGE, "'%.*s' is no place in the tree: write 1, 1.1, 1.2.1", STR_ARG(o->node));
    if (!str_eq(what, STR("evidence")))
        return ST_OK;
    size_t colon = o->rest.n;
    while (colon && o->rest.p[colon - 1] != ':')
        colon--;
    if (!colon || !str_to_i64(str_sub(o->rest, colon, o->rest.n - colon), &o->number) || o->number < 1)
        return ERR(err, ST_USAGE, "evidence is a file and a line, as zendesk/tickets.ndjson:120");
    o->value = str_sub(o->rest, 0, colon - 1);
    return ST_OK;
}

Status action_parse(Str what, Str object, Arena *a, Err *err)
{
    Said o;
    (void)a;
    return parse(what, object, &o, err);
}

static Action *find(Actions *all, Str name)
{
    for (size_t i = 0; i < all->n; i++)
        if (str_ieq(all->at[i].name, name))
            return &all->at[i];
    return NULL;
}

static Action *ensure(Actions *all, Str name)
{
    Action *x = find(all, name);
    if (x || all->n == ACTION_MAX)
        return x;
    x = &all->at[all->n++];
    *x = (Action){ .name = name, .issue = STR(""), .unit = STR(""), .owner = STR(""), .leading = STR(""), .expected = STR(""), .status = STR(""),
                   .share_low = F64_NAN, .share_high = F64_NAN, .target = F64_NAN };
    return x;
}

static void set(Action *x, const Said *o)
{
    for (size_t i = 0; action_fields[i]; i++)
        if (str_eq(o->field, str_of(action_fields[i])))
            x->said |= 1U << i;
    const struct {
        const char *field;
        Str *into;
    } text[] = { { "issue", &x->issue }, { "unit", &x->unit }, { "owner", &x->owner }, { "metric", &x->leading }, { "expected", &x->expected }, { "status", &x->status } };
    for (size_t i = 0; i < COUNT_OF(text); i++)
        if (str_eq(o->field, str_of(text[i].field)))
            *text[i].into = o->value;
    if (str_eq(o->field, STR("countries")) || str_eq(o->field, STR("start"))) {
        ActionStart *s = &x->start[0];
        bool day = str_eq(o->field, STR("start"));
        *s = (ActionStart){ day ? o->day : s->day, day ? s->countries : o->value };
        x->n_start = s->day && !(day && o->none) ? 1 : 0;
    } else if (str_eq(o->field, STR("end"))) {
        x->end = o->day;
        x->has_end = !o->none;
    } else if (str_eq(o->field, STR("cost"))) {
        x->cost = o->number;
        x->has_cost = !o->none;
    } else if (str_eq(o->field, STR("share"))) {
        x->share_low = o->low;
        x->share_high = o->high;
    } else if (str_eq(o->field, STR("target")))
        x->target = o->low;
}

static Why *why_find(Action *x, Str node)
{
    for (size_t i = 0; i < x->n_why; i++)
        if (str_eq(x->why[i].node, node))
            return &x->why[i];
    return NULL;
}

/* The node and all below it go. */
static void why_remove(Action *x, Str node)
{
    size_t kept = 0;
    for (size_t i = 0; i < x->n_why; i++) {
        Str at = x->why[i].node;
        bool below = str_starts(at, node) && (at.n == node.n || at.p[node.n] == '.');
        if (!below)
            x->why[kept++] = x->why[i];
    }
    x->n_why = kept;
}

static void answer(Action *x, const Said *o, Arena *a)
{
    if (!o->rest.n) {
        why_remove(x, o->node);
        return;
    }
    Why *w = why_find(x, o->node);
    if (!w) {
        if (x->n_why == x->cap_why) {
            Why *more = ARENA_NEW_N(a, Why, x->cap_why = x->cap_why * 2 + 8);
            if (x->n_why)
                memcpy(more, x->why, x->n_why * sizeof *more);
            x->why = more;
        }
        w = &x->why[x->n_why++];
        *w = (Why){ .node = o->node };
    }
    w->answer = o->rest;
}

static void reading(Action *x, const Said *o, Arena *a)
{
    for (size_t i = 0; i < x->n_reading; i++)
        if (x->reading[i].day == o->day) {
            x->reading[i].value = o->low;
            return;
        }
    if (x->n_reading == x->cap_reading) {
        Reading *more = ARENA_NEW_N(a, Reading, x->cap_reading = x->cap_reading * 2 + 8);
        if (x->n_reading)
            memcpy(more, x->reading, x->n_reading * sizeof *more);
        x->reading = more;
    }
    x->reading[x->n_reading++] = (Reading){ o->day, o->low };
}

static void replay(Actions *all, Str what, Str name, const Said *o, Arena *a)
{
    Action *x = str_eq(what, STR("drop")) ? find(all, name) : ensure(all, name);
    if (!x)
        return;
    x->dropped = str_eq(what, STR("drop"));
    x->added = x->added || str_eq(what, STR("action"));
    if (str_eq(what, STR("set")))
        set(x, o);
    else if (str_eq(what, STR("why")))
        answer(x, o, a);
    else if (str_eq(what, STR("reading")))
        reading(x, o, a);
    else if (str_eq(what, STR("evidence"))) {
        Why *w = why_find(x, o->node);
        if (w && w->n_row < COUNT_OF(w->row))
            w->row[w->n_row++] = (struct WhyRow){ o->value, o->number };
    }
}

static Str text_or(const Table *t, const char *col, size_t r)
{
    return col_has(table_col(t, col), r) ? col_text(t, col)[r] : STR("");
}

static void initiatives(const Table *t, Actions *all)
{
    for (size_t r = 0; r < t->n; r++) {
        Str name = text_or(t, "name", r);
        Action *x = ensure(all, name);
        if (!x || !col_has(table_col(t, "start_date"), r))
            continue;
        ActionStart start = { col_int(t, "start_date")[r], text_or(t, "countries", r) };
        if (x->imported) {
            if (x->n_start < ACTION_STARTS_MAX)
                x->start[x->n_start++] = start;
            continue;
        }
        x->imported = true;
        x->issue = text_or(t, "issue", r);
        x->unit = text_or(t, "unit", r);
        x->owner = text_or(t, "owner", r);
        x->leading = text_or(t, "leading_metric", r);
        x->expected = text_or(t, "expected", r);
        x->status = text_or(t, "status", r);
        x->has_cost = col_has(table_col(t, "cost"), r);
        x->cost = col_int(t, "cost")[r];
        x->has_end = col_has(table_col(t, "end_date"), r);
        x->end = col_int(t, "end_date")[r];
        x->file_id = col_int(t, "file_id")[r];
        x->line = col_int(t, "line")[r];
        x->start[x->n_start++] = start;
    }
}

static int by_node(const void *l, const void *r)
{
    Str a = ((const Why *)l)->node, b = ((const Why *)r)->node;
    while (a.n && b.n) {
        int64_t x = 0, y = 0;
        (void)str_to_i64(str_cut(&a, '.'), &x);
        (void)str_to_i64(str_cut(&b, '.'), &y);
        if (x != y)
            return x < y ? -1 : 1;
    }
    return (a.n > 0) - (b.n > 0);
}

static int by_day(const void *l, const void *r)
{
    int64_t a = ((const Reading *)l)->day, b = ((const Reading *)r)->day;
    return (a > b) - (a < b);
}

static void replay_all(const Table *said, Actions *out, Arena *a)
{
    for (size_t r = 0; r < said->n; r++) {
        Said o;
        Err unread;
        Str what = col_text(said, "what")[r];
        /* Words that another version wrote and this one cannot read are left out. */
        if (!str_eq(what, STR("undo")) && !verdict_undone(said, col_int(said, "verdict_id")[r]) && !parse(what, col_text(said, "object")[r], &o, &unread))
            replay(out, what, col_text(said, "subject")[r], &o, a);
    }
    for (size_t i = 0; i < out->n; i++) {
        Action *x = &out->at[i];
        if (x->n_why)
            qsort(x->why, x->n_why, sizeof *x->why, by_node);
        if (x->n_reading)
            qsort(x->reading, x->n_reading, sizeof *x->reading, by_day);
    }
}

static Status load(Store *s, bool from_files, Arena *a, Actions *out, Err *err)
{
    Table files = { .n = 0 }, said;
    Status st = from_files ? store_fetch(s, SQL_INITIATIVE_LIST, STORE_NO_ARGS, a, &files, err) : ST_OK;
    if (!st)
        st = store_fetch(s, SQL_ACT_DECISIONS, STORE_NO_ARGS, a, &said, err);
    if (st)
        return st;
    size_t most = files.n + said.n < ACTION_MAX ? files.n + said.n : ACTION_MAX;
    *out = (Actions){ .at = ARENA_NEW_N(a, Action, most + 1) };
    if (from_files)
        initiatives(&files, out);
    replay_all(&said, out, a);
    return lots_load(s, &said, a, out, err);
}

Status actions_load(Store *s, Arena *a, Actions *out, Err *err)
{
    Status st = load(s, true, a, out, err);
    size_t kept = 0;
    for (size_t i = 0; !st && i < out->n; i++)
        if (!out->at[i].dropped)
            out->at[kept++] = out->at[i];
    out->n = kept;
    return st;
}

Status actions_typed(Store *s, Arena *a, Actions *out, Err *err)
{
    return load(s, false, a, out, err);
}

static int64_t file_of(const Table *files, Str path)
{
    int64_t hit = 0;
    for (size_t r = 0; r < files->n; r++)
        if (str_eq(col_text(files, "path")[r], path))
            hit = col_int(files, "file_id")[r];
    return hit;
}

Status actions_write(Store *s, const Actions *all, Arena *a, Err *err)
{
    static const ColSpec why_cols[] = { { "action_id", COL_INT }, { "node", COL_TEXT }, { "seq", COL_INT }, { "answer", COL_TEXT } };
    static const ColSpec row_cols[] = { { "action_id", COL_INT }, { "node", COL_TEXT }, { "seq", COL_INT }, { "path", COL_TEXT }, { "line", COL_INT }, { "file_id", COL_INT } };
    static const ColSpec reading_cols[] = { { "action_id", COL_INT }, { "day", COL_DATE }, { "value", COL_F64 } };
    Table why, row, read, files;
    table_init(&why, a, why_cols, COUNT_OF(why_cols));
    table_init(&row, a, row_cols, COUNT_OF(row_cols));
    table_init(&read, a, reading_cols, COUNT_OF(reading_cols));
    Status st = store_fetch(s, SQL_ACT_FILE, STORE_NO_ARGS, a, &files, err);
    for (size_t i = 0; !st && i < all->n; i++) {
        const Action *x = &all->at[i];
        for (size_t k = 0; k < x->n_why; k++) {
            const Why *w = &x->why[k];
            table_put_int(&why, 0, (int64_t)i + 1);
            table_put_text(&why, 1, w->node);
            table_put_int(&why, 2, (int64_t)k + 1);
            table_put_text(&why, 3, w->answer);
            table_row(&why);
            for (size_t e = 0; e < w->n_row; e++) {
                int64_t file = file_of(&files, w->row[e].path);
                table_put_int(&row, 0, (int64_t)i + 1);
                table_put_text(&row, 1, w->node);
                table_put_int(&row, 2, (int64_t)e + 1);
                table_put_text(&row, 3, w->row[e].path);
                table_put_int(&row, 4, w->row[e].line);
                if (file)
                    table_put_int(&row, 5, file);
                table_row(&row);
            }
        }
        for (size_t k = 0; k < x->n_reading; k++) {
            table_put_int(&read, 0, (int64_t)i + 1);
            table_put_int(&read, 1, x->reading[k].day);
            table_put_f64(&read, 2, x->reading[k].value);
            table_row(&read);
        }
    }
    static const int clear[] = { SQL_CLEAR_WHY, SQL_CLEAR_WHY_ROW, SQL_CLEAR_READING };
    for (size_t k = 0; !st && k < COUNT_OF(clear); k++)
        st = store_run(s, clear[k], STORE_NO_ARGS, err);
    if (!st)
        st = store_append(s, "d_why", &why, err);
    if (!st)
        st = store_append(s, "d_why_row", &row, err);
    return st ? st : store_append(s, "d_reading", &read, err);
}
