#include "ingest/each.h"

#include <assert.h>

#include "read/json.h"

enum { CSV_PARTS = 3 };

typedef struct EachSection {
    Plan      plan;
    PlanSight sight;
    Str       list;
    JsonPick  pick;              /* JSON: the items' paths */
    Str      *column;            /* the outer record's, then the items' */
    size_t    n_outer, n_item;
    int       whole, around;     /* JSON: which of the outer record's bytes are the list, and the object it lies in; -1: none */
    bool     *named;             /* of the outer columns: taken already */
    Str      *name, *key;        /* of a list of columns: what '*' stands for in each, and that with a number where it repeats */
} EachSection;

struct Each {
    EachSection section[EACH_SECTIONS];
    size_t      n, n_outer;
    bool        json;
};

/* "comments[].author.id" -> "author.id"; "" when the name is no item's of this list. */
static Str item_name(Str list, Str name)
{
    Str rest = str_sub(name, list.n, name.n);
    return name.n > list.n + 3 && str_starts(name, list) && str_starts(rest, STR("[].")) ? str_sub(rest, 3, rest.n) : STR("");
}

/* Every column, even one without a name. */
static bool takes_all(Str list) { return str_eq(list, STR("**")); }

/* What the first '*' of a pattern stands for in a column's name; the last parts of both must be the same. */
static bool star_name(Str pattern, Str column, Str *name)
{
    Str rest = pattern, before = str_cut(&rest, '*'), mid = str_cut(&rest, '*');
    if (takes_all(pattern)) {      /* every column */
        *name = column;
        return name->n > 0;
    }
    bool two = memchr(pattern.p + before.n + 1, '*', pattern.n - before.n - 1) != NULL;
    Str tail = two ? rest : mid;
    if (column.n <= before.n + tail.n || !str_starts(column, before) || !str_ends(column, tail))
        return false;
    *name = str_sub(column, before.n, column.n - before.n - tail.n);
    if (two) {
        const char *at = NULL;
        for (size_t i = 0; mid.n && i + mid.n <= name->n; i++)
            at = memcmp(name->p + i, mid.p, mid.n) == 0 ? name->p + i : at;
        if (!at)
            return false;
        *name = (Str){ name->p, (size_t)(at - name->p) };
    }
    *name = str_trim(*name);
    return name->n > 0;
}

/* Names that a system keeps for its own counters: not what somebody filled in. */
static bool is_reserved(Str source, Str name)
{
    static const struct { const char *source, *name; bool begins; } kept[] = {
        { "HubSpot", "hs_", true }, { "HubSpot", "hubspot_", true },
        { "Formbricks", "No.", false }, { "Formbricks", "Formbricks ID (internal)", false }, { "Formbricks", "Survey ID", false },
    };
    for (size_t i = 0; i < COUNT_OF(kept); i++) {
        Str k = str_of(kept[i].name);
        if (str_eq(source, str_of(kept[i].source)) && (kept[i].begins ? str_starts(name, k) : str_eq(name, k)))
            return true;
    }
    return false;
}

static void mark(const Plan *p, const PlanSlot *s, bool *named)
{
    for (size_t i = 0; s->rule && i < s->rule->n_alt; i++) {
        bool any = false;
        for (size_t k = 0; k < s->rule->alt[i].n; k++)
            if (s->col[i][k] >= 0 && (size_t)s->col[i][k] < p->n_column)
                any = named[s->col[i][k]] = true;
        if (any && !p->by_path)      /* another one, of which nothing is taken, stays a field */
            return;
    }
}

static void mark_plan(const Plan *p, bool *named)
{
    const PlanSlot *const one[] = { &p->key, &p->changed, &p->deleted };
    for (size_t i = 0; i < COUNT_OF(one); i++)
        mark(p, one[i], named);
    for (int i = 0; i < PARTY_COUNT; i++)
        mark(p, &p->party[i], named);
    for (size_t f = 0; f < kinds[p->kind].n_field; f++)
        mark(p, &p->field[f], named);
    for (size_t i = 0; i < p->section->n_answer; i++) {
        int c = plan_column(p->column, p->n_column, p->section->answer[i]);
        if (c >= 0)
            named[c] = true;
    }
}

/* Columns that the outer record's fields are taken from, by whichever plan. */
static bool *named_columns(const EachColumns *c, Arena *a)
{
    bool *named = ARENA_NEW_N(a, bool, c->n + 1);
    for (size_t i = 0; c->outer && i < (c->n_plan ? c->n_plan : 1); i++)
        if (c->outer[i].section && c->outer[i].n_column <= c->n)
            mark_plan(&c->outer[i], named);
    for (size_t i = 0; c->taken && i < c->n; i++)
        named[i] = named[i] || c->taken[i];
    return named;
}

static bool is_pattern(Str list) { return list.n > 1 && memchr(list.p, '*', list.n); }

bool each_takes(const MapSection *s, Str column)
{
    Str name;
    return str_ieq(s->each, column) || (is_pattern(s->each) && star_name(s->each, column, &name) && !is_reserved(s->source, name));
}

/* "Custom field (*)": the columns it means.  A name that repeats is "name", "name/2", ... */
static void name_columns(EachSection *x, Arena *a)
{
    x->name = ARENA_NEW_N(a, Str, x->n_outer + 1);
    x->key = ARENA_NEW_N(a, Str, x->n_outer + 1);
    for (size_t i = 0; i < x->n_outer; i++) {
        int times = 1;
        x->name[i] = STR("");
        if (!x->named[i] && takes_all(x->list) && !str_trim(x->column[i]).n) {
            x->name[i] = x->key[i] = str_fmt(a, "column %zu", i + 1);
            continue;
        }
        if (x->named[i] || !star_name(x->list, str_trim(x->column[i]), &x->name[i]) || is_reserved(x->plan.section->source, x->name[i])) {
            x->name[i] = STR("");
            continue;
        }
        for (size_t k = 0; k < i; k++)
            times += str_eq(x->name[k], x->name[i]);
        x->key[i] = times > 1 ? str_fmt(a, "%.*s/%d", STR_ARG(x->name[i]), times) : x->name[i];
    }
}

void each_outer_paths(const MapSection *s, Arena *a, Str **path, size_t *n)
{
    Str *all;
    size_t n_all;
    plan_paths(s, a, &all, &n_all);
    *path = ARENA_NEW_N(a, Str, n_all + 1);
    *n = 0;
    for (size_t i = 0; i < n_all; i++)
        if (!item_name(s->each, all[i]).n)
            (*path)[(*n)++] = all[i];
}

/* "companies.data" lies in "companies". */
static Str list_around(Str list)
{
    const char *dot = memrchr(list.p, '.', list.n);
    return dot ? (Str){ list.p, (size_t)(dot - list.p) } : STR("");
}

static int whole_at(const Str *whole, size_t n, Str path)
{
    for (size_t i = 0; i < n && path.n; i++)
        if (str_eq(whole[i], path))
            return (int)i;
    return -1;
}

static void add_whole(Str *path, size_t *n, Str one)
{
    if (one.n && !str_eq(one, STR("*")) && whole_at(path, *n, one) < 0)
        path[(*n)++] = one;
}

void each_wholes(const MapSection *s, size_t n_section, Arena *a, Str **path, size_t *n)
{
    *path = ARENA_NEW_N(a, Str, n_section * 2 + 1);
    *n = 0;
    for (size_t i = 0; i < n_section && i < EACH_SECTIONS; i++) {
        add_whole(*path, n, s[i].each);
        add_whole(*path, n, list_around(s[i].each));
    }
}

static Status bind_one(EachSection *x, const MapSection *s, const EachColumns *c, Arena *a, Err *err)
{
    Str *all, *item;
    size_t n_all, n = c->n;
    bool json = c->json;
    plan_paths(s, a, &all, &n_all);
    item = ARENA_NEW_N(a, Str, n_all + 1);
    x->list = s->each;
    x->n_outer = n;
    x->column = ARENA_NEW_N(a, Str, n + n_all + CSV_PARTS);
    x->whole = whole_at(c->whole, c->n_whole, x->list);
    x->around = whole_at(c->whole, c->n_whole, list_around(x->list));
    if (n)
        memcpy(x->column, c->name, n * sizeof *c->name);
    for (size_t i = 0; i < n_all && json; i++)
        if (item_name(s->each, all[i]).n) {
            item[x->n_item] = item_name(s->each, all[i]);
            x->column[n + x->n_item++] = all[i];
        }
    static const char *const parts[2][CSV_PARTS] = { { "1", "2", "3" }, { "name", "value", "key" } };
    for (int i = 0; i < CSV_PARTS && !json; i++)
        x->column[n + x->n_item++] = str_fmt(a, "%.*s[].%s", STR_ARG(s->each), parts[is_pattern(s->each)][i]);
    if (json && !json_compile(item, x->n_item, a, &x->pick))
        return ERR(err, ST_INVALID, "a mapping of more than %d paths, or deeper than %d", JSON_PATHS, JSON_LEVELS);
    Status st = plan_bind(s, x->column, n + x->n_item, a, &x->plan, err);
    if (!st && !json && is_pattern(s->each))
        name_columns(x, a);
    return st;
}

static bool has_list(const MapSection *s, const Str *column, const bool *named, size_t n)
{
    Str name, list = s->each;
    for (size_t i = 0; i < n && is_pattern(list); i++)
        if (!named[i] && ((takes_all(list) && !str_trim(column[i]).n) || (star_name(list, str_trim(column[i]), &name) && !is_reserved(s->source, name))))
            return true;
    return str_eq(list, STR("*")) || plan_column(column, n, list) >= 0;
}

Status each_bind(const MapSection *s, size_t n_section, const EachColumns *c, Str currency, PrivateSet keep, Arena *a, Each **out, Err *err)
{
    Status st = ST_OK;
    *out = n_section ? ARENA_NEW(a, Each) : NULL;
    if (!n_section)
        return ST_OK;
    **out = (Each){ .json = c->json, .n_outer = c->n };
    bool *named = named_columns(c, a);
    for (size_t i = 0; i < n_section && i < EACH_SECTIONS && !st; i++) {
        EachSection *x = &(*out)->section[(*out)->n];
        if (!c->json && !has_list(&s[i], c->name, named, c->n))
            continue;                /* the file has no such column */
        x->named = named;
        st = bind_one(x, &s[i], c, a, err);
        x->plan.currency = currency;
        x->plan.by_path = c->json;
        x->plan.door = door_open(x->column, c->n + x->n_item, keep, a);
        (*out)->n++;
    }
    if (!st && !(*out)->n)
        *out = NULL;
    return st;
}

/* What one thread turns items with. */
struct EachWork {
    Str    *cell;                /* the outer record's, then an item's */
    PlanRow row;
};

EachWork *each_work(const Each *e, Arena *a)
{
    size_t most = 0;
    if (!e)
        return NULL;
    for (size_t s = 0; s < e->n; s++)
        most = e->section[s].n_item > most ? e->section[s].n_item : most;
    EachWork *w = ARENA_NEW(a, EachWork);
    w->cell = ARENA_NEW_N(a, Str, e->n_outer + most + 1);
    return w;
}

static void take_outer(const Each *e, const EachOuter *o, EachWork *w)
{
    size_t n = o->n < e->n_outer ? o->n : e->n_outer;
    if (n)
        memcpy(w->cell, o->cell, n * sizeof *o->cell);
    memset(w->cell + n, 0, (e->n_outer - n) * sizeof *w->cell);
}

static size_t space_end(Str s, size_t i)
{
    while (i < s.n && (s.p[i] == ' ' || s.p[i] == '\t' || s.p[i] == '\n' || s.p[i] == '\r'))
        i++;
    return i;
}

/* Where the items are: the array's bytes, or the columns' cells one after another. */
typedef struct Items {
    const EachSection *x;
    const EachOuter   *o;
    bool               json;
    Str                array;
    size_t             at, n;
    bool               self;      /* the outer record, once */
    int64_t            held;      /* members that are not let in */
    bool               members;   /* the list is an object: its members, as {"key", "name", "value"} */
} Items;

static Items items_of(const Each *e, const EachSection *x, const EachOuter *o)
{
    Items it = { x, o, e->json, STR(""), 0, 0, false, 0, false };
    it.self = str_eq(x->list, STR("*"));
    if (it.self)
        return it;
    if (e->json && x->whole >= 0 && o->whole[x->whole].p)
        it.array = o->whole[x->whole];
    it.members = it.array.n && it.array.p[0] == '{';
    it.at = it.members ? 0 : it.array.n && it.array.p[0] == '[' ? 1 : it.array.n;
    return it;
}

/* No list, or nothing in it: most records of most files. */
static bool is_bare(const Items *it)
{
    Str s = it->array;
    if (!it->json || it->self)
        return false;
    return s.n < 2 || (s.n == 2 && (s.p[0] == '{' || s.p[0] == '[')) || (s.p[0] != '{' && s.p[0] != '[');
}

/* "14/Jul/25 3:42 PM;5b10;text; and more": a text without the two signs is the text. */
static void cut_cell(Str cell, Str *part)
{
    Str rest = cell, day = str_cut(&rest, ';');
    bool whole = !memchr(rest.p, ';', rest.n);
    part[0] = whole ? STR("") : day;
    part[1] = whole ? STR("") : str_cut(&rest, ';');
    part[2] = whole ? cell : rest;
}

/* A member that the outer record has a field for, or that the system keeps for itself. */
static bool is_taken(const EachSection *x, Str key, Arena *a)
{
    Str path = STR("");
    if (is_reserved(x->plan.section->source, key))
        return true;
    for (size_t i = 0; i < x->n_outer; i++) {
        if (!x->named[i] || x->column[i].n != x->list.n + 1 + key.n)
            continue;
        path = path.n ? path : str_fmt(a, "%.*s.%.*s", STR_ARG(x->list), STR_ARG(key));
        if (str_eq(x->column[i], path))
            return true;
    }
    return false;
}

/* The next member whose name is let in, written as an object of the three. */
static bool next_member(Items *it, Arena *a, Str *cell, const char **bad, Str *raw)
{
    Str key, value;
    while (it->n < EACH_ITEMS && json_member(it->array, &it->at, &key, &value)) {
        it->n++;
        if (is_taken(it->x, key, a))
            continue;
        bool text = value.n > 2 && value.p[0] == '"';
        if (door_shuts_name(it->x->plan.door, key, a) || (text && door_shuts_value(it->x->plan.door, key, str_sub(value, 1, value.n - 2)))) {
            it->held++;
            continue;
        }
        *raw = str_fmt(a, "{\"key\":\"%.*s\",\"name\":\"%.*s\",\"value\":%.*s}", STR_ARG(key), STR_ARG(key), STR_ARG(value));
        *bad = json_pick(&it->x->pick, *raw, a, cell);
        return true;
    }
    return false;
}

/* The next filled column that the pattern means. */
static bool next_column(Items *it, Str *cell, Str *raw)
{
    const EachSection *x = it->x;
    for (; it->at < it->o->n && it->at < x->n_outer; it->at++) {
        size_t c = it->at;
        *raw = x->name[c].n && it->o->cell[c].p && !door_shut(x->plan.door, (int)c) ? str_trim(it->o->cell[c]) : STR("");
        if (!raw->n)
            continue;
        cell[0] = x->name[c];
        cell[1] = *raw;
        cell[2] = x->key[c];
        it->at++;
        return true;
    }
    return false;
}

/* Fills the items' cells behind the outer ones; false: no more items. */
static bool next_item(Items *it, Arena *a, Str *cell, const char **bad, Str *raw)
{
    const EachSection *x = it->x;
    *bad = NULL;
    if (it->self) {
        *raw = STR("");
        return it->n++ == 0;
    }
    if (it->members)
        return next_member(it, a, cell, bad, raw);
    if (!it->json && x->name)
        return next_column(it, cell, raw);
    if (it->json) {
        size_t from = space_end(it->array, it->at), end = from < it->array.n ? json_value_end(it->array, from) : SIZE_MAX;
        if (end == SIZE_MAX || end <= from || it->n++ >= EACH_ITEMS)
            return false;
        *raw = str_sub(it->array, from, end - from);
        *bad = json_pick(&x->pick, *raw, a, cell);
        it->at = space_end(it->array, end);
        it->at += it->at < it->array.n && it->array.p[it->at] == ',';
        return true;
    }
    for (; it->at < it->o->n && it->at < x->n_outer; it->at++) {
        *raw = it->o->cell[it->at].p ? str_trim(it->o->cell[it->at]) : STR("");
        if (!raw->n || !str_ieq(str_trim(x->column[it->at]), x->list))
            continue;
        cut_cell(*raw, cell);
        it->at++;
        return true;
    }
    return false;
}

/* "companies": {"data": [...], "has_more": true, "total_count": 12}: there is more than the export holds. */
static bool is_cut(const EachSection *x, const EachOuter *o, size_t n)
{
    int64_t total;
    if (x->around < 0)
        return false;
    Str around = o->whole[x->around];
    return str_eq(json_at(around, STR("has_more")), STR("true")) || (str_to_i64(json_at(around, STR("total_count")), &total) && total > (int64_t)n);
}

bool each_open(const Each *e)
{
    bool open = false;
    for (size_t s = 0; e && s < e->n; s++)
        open = open || plan_open(&e->section[s].plan, &e->section[s].sight);
    return open;
}

void each_look(Each *e, const EachOuter *o, EachWork *w, Arena *scratch)
{
    if (e)
        take_outer(e, o, w);
    for (size_t s = 0; e && s < e->n; s++) {
        EachSection *x = &e->section[s];
        Str *item = w->cell + x->n_outer, raw;
        Items it = items_of(e, x, o);
        if (is_bare(&it))
            continue;
        const char *bad;
        memset(item, 0, x->n_item * sizeof *item);
        while (next_item(&it, scratch, item, &bad, &raw))
            if (!bad)
                plan_look(&x->plan, &x->sight, w->cell, x->n_outer + x->n_item, scratch);
    }
}

/* Dates that say nothing of themselves are written as the outer record's are. */
Status each_settle(Each *e, DateOrder outer, Err *err)
{
    Status st = ST_OK;
    for (size_t s = 0; e && s < e->n && !st; s++) {
        EachSection *x = &e->section[s];
        const Kind *k = &kinds[x->plan.kind];
        for (size_t f = 0; f < k->n_field; f++) {
            DateOrder own;
            bool dated = k->field[f].type == FIELD_DAY || k->field[f].type == FIELD_TIME;
            if (dated && !x->plan.field[f].order && outer && !when_order(&x->sight.when[f], &own))
                x->plan.field[f].order = outer;
        }
        st = plan_settle(&x->plan, &x->sight, err);
    }
    return st;
}

static FactRecord kept_record(const PlanRow *row, Arena *a)
{
    FactRecord r = row->record;
    size_t n = kinds[r.kind].n_field;
    FactValue *v = arena_alloc(a, n * sizeof *v, _Alignof(FactValue));
    memcpy(v, row->value, n * sizeof *v);
    r.value = v;
    r.counts = false;
    return r;
}

static void add_bad(EachMade *out, const FactBad *bad, Str raw, size_t *cap, Arena *a)
{
    if (out->n_bad == *cap) {
        *cap = *cap ? *cap * 2 : 8;
        FactBad *more = ARENA_NEW_N(a, FactBad, *cap);
        if (out->n_bad)
            memcpy(more, out->bad, out->n_bad * sizeof *more);
        out->bad = more;
    }
    FactBad *b = &out->bad[out->n_bad++];
    *b = *bad;
    b->raw = bad->raw.n ? bad->raw : raw;
    b->whole_row = false;
    b->column = 0;                   /* the name says it: the part is no column of the file */
}

/* Nothing was said: no message, but an event of the conversation. */
static bool is_other(const PlanRow *row)
{
    const Kind *k = &kinds[row->record.kind];
    bool silent = true;
    const char *words = row->record.kind == KIND_FIELD ? "value" : "text";
    for (size_t f = 0; f < k->n_field; f++)
        silent = silent && !(strcmp(k->field[f].name, words) == 0 && row->value[f].has);
    return silent && row->whole && str_eq(str_of(row->bad[row->whole - 1].reason), STR("required value is missing"));
}

/* The outer record, seen once more for another thing it may say. */
static bool is_self(const EachSection *x)
{
    return str_eq(x->list, STR("*"));
}

/* It does not say it: a change from nothing to nothing, an answer without words or number. */
static bool says_nothing(const EachSection *x, const PlanRow *row)
{
    enum { CHANGE_OLD = 3, CHANGE_NEW, ANSWER_NUMBER_AT = 3, ANSWER_TEXT_AT };
    static_assert((int)CHANGE_OLD == (int)ANSWER_NUMBER_AT && (int)CHANGE_NEW == (int)ANSWER_TEXT_AT, "the two that say it have one place in both kinds");
    bool two = row->record.kind == KIND_CHANGE || row->record.kind == KIND_ANSWER;
    return two && is_self(x) && !row->value[CHANGE_OLD].has && !row->value[CHANGE_NEW].has;
}

static void add_record(EachMade *out, const FactRecord *r, size_t *cap, Arena *a)
{
    if (out->n == *cap) {
        *cap = *cap ? *cap * 2 : 2;
        FactRecord *more = arena_alloc(a, *cap * sizeof *more, _Alignof(FactRecord));
        if (out->n)
            memcpy(more, out->record, out->n * sizeof *more);
        out->record = more;
    }
    out->record[out->n++] = *r;
}

typedef struct Room {
    size_t records, bads;
} Room;

static void make_item(const EachSection *x, const PlanCells *cells, Str raw, Zone *zone, PlanRow *row, Room *room, Arena *a, EachMade *out)
{
    if (x->plan.where.rule && !str_eq(plan_text(&x->plan, &x->plan.where, cells, a), STR("true"))) {
        out->other += x->plan.kind != KIND_FIELD && !is_self(x);      /* traits of another kind of call, a row without it: nothing to tell of */
        return;
    }
    plan_row(&x->plan, cells, zone, a, row);
    out->held += row->held;
    if (says_nothing(x, row))
        return;
    if (is_other(row)) {      /* a field without a value is none, and nothing to tell of */
        out->other += row->record.kind != KIND_FIELD && !is_self(x);
        return;
    }
    for (size_t i = 0; i < row->n_bad; i++)
        add_bad(out, &row->bad[i], raw, &room->bads, a);
    if (row->whole)
        return;
    FactRecord r = kept_record(row, a);
    add_record(out, &r, &room->records, a);
}

void each_make(const Each *e, const EachOuter *o, EachWork *w, Zone *zone, Arena *a, EachMade *out)
{
    Room room = { 0 };
    *out = (EachMade){ 0 };
    if (e)
        take_outer(e, o, w);
    for (size_t s = 0; e && s < e->n; s++) {
        const EachSection *x = &e->section[s];
        Str *item = w->cell + x->n_outer, raw;
        Items it = items_of(e, x, o);
        if (is_bare(&it) && !memchr(x->list.p, '.', x->list.n))      /* "companies.data": it may be cut off */
            continue;
        const char *reason;
        memset(item, 0, x->n_item * sizeof *item);
        while (next_item(&it, a, item, &reason, &raw)) {
            PlanCells cells = { w->cell, x->n_outer + x->n_item, o->line, false };
            FactBad bad = { .line = o->line, .column_name = x->list, .reason = reason };
            if (reason)
                add_bad(out, &bad, raw, &room.bads, a);
            else
                make_item(x, &cells, raw, zone, &w->row, &room, a, out);
        }
        const PlanCells all = { w->cell, x->n_outer, o->line, false };
        if (it.held && (!x->plan.where.rule || str_eq(plan_text(&x->plan, &x->plan.where, &all, a), STR("true"))))      /* not a call of another kind */
            out->held += it.held;
        out->cut += e->json && !it.self && !it.members && is_cut(x, o, it.n);
    }
}
