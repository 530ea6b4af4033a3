#include "ingest/unread.h"

#include <assert.h>

#include "ingest/each.h"
#include "ingest/load.h"
#include "ingest/plan.h"
#include "ingest/survey.h"

enum { NAMED = 5, NAME_MAX_BYTES = 60 };
static_assert((int)NAMED < (int)UNREAD_PATHS, "what is named is among what is listed");

/* What load_ledger.c finds without a rule. */
static const char *const ledger_names[] = { "Date", "Transaction date", "Posting Date", "*Date", "Transaction Type", "Type", "Source", "Num",
    "No.", "Document Number", "Reference", "Journal Number", "Account", "Account Name", "Distribution account", "Name", "Customer", "Contact",
    "Description", "Amount", "Net Amount", "Debit", "Credit" };

static bool is_one_of(const char *const *name, size_t n, Str column)
{
    for (size_t i = 0; i < n; i++)
        if (str_ieq(str_of(name[i]), column))
            return true;
    return false;
}

static bool in_list(const char *list, Str column)
{
    Str rest = str_of(list ? list : "");
    while (rest.n)
        if (str_ieq(str_trim(str_cut(&rest, ',')), column))
            return true;
    return false;
}

/* "a.b.c" lies in "a.b". */
static bool lies_in(Str path, Str outer)
{
    return path.n > outer.n && path.p[outer.n] == '.' && str_starts(path, outer);
}

static bool in_rule(const MapRule *r, Str column)
{
    for (size_t i = 0; i < r->n_alt; i++)
        for (size_t k = 0; k < r->alt[i].n; k++)
            if (!r->alt[i].part[k].constant && (str_ieq(r->alt[i].part[k].text, column) || lies_in(r->alt[i].part[k].text, column)))
                return true;
    Str rest = r->words;
    return (r->fix == FIX_WHERE || r->fix == FIX_CREDIT) && str_ieq(str_trim(str_cut(&rest, '=')), column);
}

/* A path within the list: a member of an object of names and values, or what stands beside an array and says how long it is. */
static bool in_list_of(Str list, Str path)
{
    static const Str sizes[] = { STR_INIT("has_more"), STR_INIT("total_count") };
    const char *dot = memrchr(list.p, '.', list.n);
    Str around = dot ? str_sub(list, 0, (size_t)(dot - list.p) + 1) : STR("");
    if (lies_in(path, list) || lies_in(list, path))
        return true;
    for (size_t i = 0; around.n && i < COUNT_OF(sizes); i++)
        if (str_starts(path, around) && str_eq(str_sub(path, around.n, path.n), sizes[i]))
            return true;
    return false;
}

static bool in_section(const MapSection *s, Str column)
{
    for (size_t i = 0; i < s->n_rule; i++)
        if (in_rule(&s->rule[i], column))
            return true;
    for (size_t i = 0; i < s->n_answer; i++)
        if (str_ieq(s->answer[i], column))
            return true;
    return s->each.n && (each_takes(s, column) || in_list_of(s->each, column));
}

static bool is_read(const Job *j, Str column)
{
    for (size_t i = 0; i < j->n_section; i++)
        if (in_section(&j->section[i], column))
            return true;
    for (size_t i = 0; i < j->n_each; i++)
        if (in_section(&j->each[i], column))
            return true;
    for (int which = 0; which < 2; which++) {
        const char *const *name;
        size_t n;
        plan_version_names(&name, &n, which);
        if (is_one_of(name, n, column))
            return true;
    }
    Arena a;
    Str key;
    arena_init(&a);
    bool wide = shape_is_wide(j->reader, column, &a, &key);
    arena_release(&a);
    if (wide)
        return true;
    if (j->reader == READ_LEDGER && is_one_of(ledger_names, COUNT_OF(ledger_names), column))
        return true;
    return j->style != SURVEY_NONE && !in_list(j->leave, column) && (survey_numbered(column) || !in_list(j->leave, STR("not numbered")));
}

static bool is_told(const Str *column, size_t n, Str name)
{
    for (size_t i = 0; i < n; i++)
        if (str_ieq(column[i], name))
            return true;
    return false;
}

static bool is_held(const DoorHeld *held, size_t n, Str name)
{
    for (size_t i = 0; i < n; i++)
        if (str_ieq(str_trim(held[i].column), name))
            return true;
    return false;
}

/* Columns without a name stand behind the others. */
static size_t add_nameless(const Job *j, const Emit *e, Arena *a, Str *out, size_t n)
{
    for (size_t i = 0; i < e->n_nameless; i++) {
        Str name = load_nameless(e->nameless[i].column, a);
        if (e->nameless[i].holds && !is_read(j, name))
            out[n++] = str_fmt(a, "%.*s, without a name", STR_ARG(name));
    }
    return n;
}

/* Of a record's paths those count that hold a value: "context" is none where there is "context.ip". */
static bool *outer_paths(const Job *j, Arena *a)
{
    StrMap all;
    size_t at;
    bool *outer = ARENA_NEW_N(a, bool, j->n_column + 1);
    strmap_init(&all, a);
    for (size_t i = 0; i < j->n_column; i++)
        (void)strmap_put(&all, j->column[i], NULL);
    for (size_t i = 0; i < j->n_column; i++) {
        const char *dot = memrchr(j->column[i].p, '.', j->column[i].n);
        if (dot && strmap_get(&all, str_sub(j->column[i], 0, (size_t)(dot - j->column[i].p)), &at))
            outer[at] = true;
    }
    return outer;
}

size_t unread_columns(const Job *j, const Emit *e, const DoorHeld *held, size_t n_held, Arena *a, Str **out, size_t *more)
{
    size_t n = 0;
    *out = ARENA_NEW_N(a, Str, j->n_column + 1);
    *more = 0;
    if (!j->section || j->reader == READ_TRANSCRIPT || (j->box == BOX_JSON && j->reader != READ_ROWS && j->reader != READ_LEDGER))
        return 0;
    const bool *outer = j->box == BOX_JSON ? outer_paths(j, a) : NULL;
    for (size_t i = 0; i < j->n_column; i++) {
        Str name = str_trim(j->column[i]);
        if (name.n && !(outer && outer[i]) && !is_read(j, name) && !is_held(held, n_held, name) && !is_told(*out, n, name))
            (*out)[n++] = name;
    }
    if (outer && n > UNREAD_PATHS) {
        *more = n - UNREAD_PATHS;
        n = UNREAD_PATHS;
    }
    return add_nameless(j, e, a, *out, n);
}

void unread_note(Buf *b, const Str *column, size_t n, size_t more, bool paths)
{
    const char *what = paths ? "paths" : "columns";
    for (size_t i = 0; i < n && i < NAMED; i++)
        buf_printf(b, "%s%s%s%.*s", i ? ", " : b->n ? "; " : "", i ? "" : what, i ? "" : " not read: ", STR_ARG(str_head(column[i], NAME_MAX_BYTES)));
    if (n + more > NAMED)
        buf_printf(b, " and %zu more", n + more - NAMED);
}
