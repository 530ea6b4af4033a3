#include "ingest/plan.h"

#include "base/attr.h"
#include "base/date.h"
#include "ingest/clean.h"

int plan_column(const Str *column, size_t n, Str name)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(str_trim(column[i]), name))
            return (int)i;
    for (size_t i = 0; i < n; i++)
        if (str_ieq(str_trim(column[i]), name))
            return (int)i;
    return -1;
}

static void bind_slot(const MapSection *s, const char *target, const Str *column, size_t n, PlanSlot *out)
{
    *out = (PlanSlot){ .rule = map_rule(s, target), .first = -1, .order = s->order, .decimal = s->decimal };
    bool any = false;
    for (size_t i = 0; out->rule && i < out->rule->n_alt; i++) {
        const MapAlt *alt = &out->rule->alt[i];
        bool all = true;
        for (size_t k = 0; k < alt->n; k++) {
            int c = alt->part[k].constant ? -1 : plan_column(column, n, alt->part[k].text);
            bool lacking = !alt->part[k].constant && c < 0;
            out->col[i][k] = lacking ? -2 : c;
            all = all && !lacking;
            if (out->first < 0 && c >= 0)
                out->first = c;
        }
        any |= all;
    }
    if (!any)
        out->rule = NULL;
}

/* The usual names of columns that say when a record was last changed, and that it is no more. */
static const char *const changed_names[] = { "LastModifiedDate", "SystemModstamp", "Last Modified Date", "lastmodifieddate", "hs_lastmodifieddate",
    "properties.hs_lastmodifieddate", "properties.lastmodifieddate", "updated_at", "updatedAt", "Updated At", "date_modified" };
static const char *const deleted_names[] = { "IsDeleted", "is_deleted", "isDeleted", "_fivetran_deleted", "deleted" };

static void bind_named(const char *const *name, size_t n_name, const Str *column, size_t n, PlanSlot *out)
{
    static const MapRule any = { .target = STR_INIT(""), .n_alt = 1, .alt = { { .n = 1 } }, .words = STR_INIT("") };
    for (size_t i = 0; i < n_name; i++) {
        int c = plan_column(column, n, str_of(name[i]));
        if (c < 0)
            continue;
        *out = (PlanSlot){ .rule = &any, .first = c };
        out->col[0][0] = c;
        return;
    }
}

static void bind_version(const MapSection *s, const Str *column, size_t n, Plan *out)
{
    bind_slot(s, "changed_at", column, n, &out->changed);
    bind_slot(s, "deleted", column, n, &out->deleted);
    if (s->kind == KIND_EVENT)
        return;
    if (!out->changed.rule)
        bind_named(changed_names, COUNT_OF(changed_names), column, n, &out->changed);
    if (!out->deleted.rule)
        bind_named(deleted_names, COUNT_OF(deleted_names), column, n, &out->deleted);
}

void plan_version_names(const char *const **name, size_t *n, int which)
{
    *name = which ? deleted_names : changed_names;
    *n = which ? COUNT_OF(deleted_names) : COUNT_OF(changed_names);
}

Status plan_bind(const MapSection *s, const Str *column, size_t n, Arena *a, Plan *out, Err *err)
{
    const Kind *k = &kinds[s->kind];
    (void)a;
    if (k->n_field > PLAN_FIELDS)
        bug("plan_bind: kind '%s' has more than %d fields", k->name, PLAN_FIELDS);
    *out = (Plan){ .section = s, .kind = s->kind, .currency_field = -1, .nps_field = -1, .currency = STR("EUR"),
                   .column = column, .n_column = n, .zone = s->zone };
    bind_slot(s, "key", column, n, &out->key);
    bind_slot(s, "where", column, n, &out->where);
    bind_version(s, column, n, out);
    for (int p = 0; p < PARTY_COUNT; p++)
        bind_slot(s, party_fields[p], column, n, &out->party[p]);
    for (size_t f = 0; f < k->n_field; f++) {
        bind_slot(s, k->field[f].name, column, n, &out->field[f]);
        bool currency = strcmp(k->field[f].name, "currency") == 0;
        if (currency)
            out->currency_field = (int)f;
        if (s->kind == KIND_RESPONSE && strcmp(k->field[f].name, "nps") == 0)
            out->nps_field = (int)f;
        if (k->field[f].required && !currency && !out->field[f].rule)
            return ERR(err, ST_INVALID, "no column for '%s', which every %s needs", k->field[f].name, k->name);
    }
    return ST_OK;
}

static void add_path(Str **path, size_t *n, size_t *cap, Arena *a, Str name)
{
    for (size_t i = 0; i < *n; i++)
        if (str_eq((*path)[i], name))
            return;
    if (*n == *cap) {
        *cap = *cap ? *cap * 2 : 16;
        Str *more = ARENA_NEW_N(a, Str, *cap);
        if (*n)
            memcpy(more, *path, *n * sizeof *more);
        *path = more;
    }
    (*path)[(*n)++] = name;
}

void plan_paths(const MapSection *s, Arena *a, Str **path, size_t *n)
{
    size_t cap = 0;
    *path = NULL;
    *n = 0;
    for (size_t i = 0; i < s->n_rule; i++)
        for (size_t k = 0; k < s->rule[i].n_alt; k++)
            for (size_t p = 0; p < s->rule[i].alt[k].n; p++)
                if (!s->rule[i].alt[k].part[p].constant)
                    add_path(path, n, &cap, a, s->rule[i].alt[k].part[p].text);
    for (size_t i = 0; i < s->n_answer; i++)
        add_path(path, n, &cap, a, s->answer[i]);
}

/* Of money that may be both, the currency counts: its own sign, the row's, the book's. */
static void look_amount(const Plan *p, AmountLook *l, FieldType t, Str s, const PlanCells *row, Arena *scratch)
{
    char code[4], up[4] = "";
    if (!amount_look(l, s, code) || t != FIELD_MONEY)
        return;
    Str said = p->currency_field >= 0 ? str_trim(plan_text(p, &p->field[p->currency_field], row, scratch)) : STR("");
    for (size_t i = 0; i < 3 && said.n == 3; i++)
        up[i] = (char)(said.p[i] >= 'a' && said.p[i] <= 'z' ? said.p[i] - 32 : said.p[i]);
    l->three += currency_digits(code[0] ? str_of(code) : up[0] ? str_of(up) : p->currency) == 3;
}

void plan_look(const Plan *p, PlanSight *l, const Str *cell, size_t n, Arena *scratch)
{
    const Kind *k = &kinds[p->kind];
    PlanCells row = { cell, n, 0, false };
    if (p->door)
        door_look(p->door, cell, n);
    for (size_t f = 0; f < k->n_field; f++) {
        FieldType t = k->field[f].type;
        if (t == FIELD_TEXT || t == FIELD_BOOL || !p->field[f].rule)
            continue;
        Str s = plan_text(p, &p->field[f], &row, scratch);
        if (clean_missing(s))
            continue;
        if (t == FIELD_DAY || t == FIELD_TIME)
            when_look(&l->when[f], str_trim(s));
        else
            look_amount(p, &l->amount[f], t, s, &row, scratch);
    }
}

static bool is_open(const Plan *p, const PlanSight *l, size_t f)
{
    const WhenLook *w = &l->when[f];
    return p->field[f].rule && !p->field[f].order && w->either && !w->dmy && !w->mdy;
}

bool plan_open(const Plan *p, const PlanSight *l)
{
    bool open = false;
    for (size_t f = 0; f < kinds[p->kind].n_field; f++)
        open = open || is_open(p, l, f);
    return open;
}

void plan_look_on(const Plan *p, PlanSight *l, const Str *cell, size_t n, Arena *scratch)
{
    PlanCells row = { cell, n, 0, false };
    for (size_t f = 0; f < kinds[p->kind].n_field; f++) {
        if (!is_open(p, l, f))
            continue;
        Str s = plan_text(p, &p->field[f], &row, scratch);
        if (!clean_missing(s))
            when_look(&l->when[f], str_trim(s));
    }
}

static Str slot_column(const Plan *p, const PlanSlot *s)
{
    return s->first >= 0 && (size_t)s->first < p->n_column ? str_trim(p->column[s->first]) : STR("");
}

/* What little decided a column's order is said, and proves nothing for other files. */
static void note_thin(const Plan *p, size_t f, const WhenLook *l, DateOrder order)
{
    char how[80];
    int64_t decide = order == DATE_DMY ? l->dmy : l->mdy;
    (void)snprintf(how, sizeof how, "%s %lld %lld %s", memo_order_name(order), (long long)decide, (long long)(decide + l->either), l->first[order == DATE_MDY]);
    memo_put(p->memo, "thin", slot_column(p, &p->field[f]), str_of(how));
}

/* Never guessed: without evidence the order stays unknown, and a value that could be both is not understood. */
static void settle_dates(Plan *p, const PlanSight *l)
{
    const Kind *k = &kinds[p->kind];
    WhenLook all = { 0 };
    DateOrder whole = DATE_UNKNOWN, one;
    for (size_t f = 0; f < k->n_field; f++) {
        if (!when_order(&l->when[f], &one) || one == DATE_UNKNOWN)
            continue;
        all.dmy += one == DATE_DMY;
        all.mdy += one == DATE_MDY;
        bool thin = when_thin(&l->when[f]);
        if (p->memo && p->field[f].rule && thin && !p->field[f].order)
            note_thin(p, f, &l->when[f], one);
        if (p->memo && p->field[f].rule && !thin)
            memo_put(p->memo, "proved", slot_column(p, &p->field[f]), str_of(memo_order_name(one)));
    }
    if (!all.dmy != !all.mdy)
        whole = all.dmy ? DATE_DMY : DATE_MDY;
    for (size_t f = 0; f < k->n_field; f++) {
        PlanSlot *s = &p->field[f];
        if (!s->rule)
            continue;
        if (!s->order)
            (void)when_order(&l->when[f], &s->order);
        if (!s->order && p->memo) {
            s->order = memo_order(p->memo->known, "order", slot_column(p, s));
            if (s->order && l->when[f].either)
                memo_put(p->memo, "taken", slot_column(p, s), str_of(memo_order_name(s->order)));
        }
        if (!s->order)
            s->order = whole;
        if (s->order && p->memo && (k->field[f].type == FIELD_DAY || k->field[f].type == FIELD_TIME))
            memo_put(p->memo, "order", slot_column(p, s), str_of(memo_order_name(s->order)));
    }
    if (!p->changed.order)
        p->changed.order = whole;
    if (p->memo)
        memo_put(p->memo, "order", STR("*"), str_of(memo_order_name(p->changed.order)));
}

static void shut_slot(const Door *d, PlanSlot *s)
{
    for (size_t i = 0; s->rule && i < s->rule->n_alt; i++)
        for (size_t k = 0; k < s->rule->alt[i].n; k++)
            if (door_shut(d, s->col[i][k]))
                s->col[i][k] = -2;
}

/* Columns that are not let in are to the plan as if the file had none of them. */
static void shut_columns(Plan *p)
{
    if (!p->door)
        return;
    if (p->memo && p->memo->again)
        door_as_noted(p->door, p->memo);
    else
        door_settle(p->door);
    if (p->memo && !p->memo->again)
        door_note(p->door, p->memo);
    shut_slot(p->door, &p->key);
    for (int i = 0; i < PARTY_COUNT; i++)
        shut_slot(p->door, &p->party[i]);
    for (size_t f = 0; f < kinds[p->kind].n_field; f++)
        shut_slot(p->door, &p->field[f]);
}

Str plan_cell(const Plan *p, int column, Str cell, Arena *a)
{
    if (!p->door)
        return cell;
    return door_shut(p->door, column) ? STR("") : door_text(p->door, column, cell, a);
}

/* A column whose values can all be read both ways, in a file that says nothing else. */
static Decimal without_evidence(const Plan *p, size_t f, const AmountLook *l)
{
    FieldType t = kinds[p->kind].field[f].type;
    const MapRule *r = p->field[f].rule;
    bool open = l->open_point || l->open_comma, text = p->numbers == NUMBERS_TEXT || (p->numbers == NUMBERS_CELLS && l->padded);
    if (!r || !open || !text || r->fix == FIX_SCALE || r->fix == FIX_MINUTES)
        return p->semicolons ? DECIMAL_COMMA : DECIMAL_UNKNOWN;
    if ((t == FIELD_MONEY && !l->three) || (t == FIELD_INT && r->fix == FIX_NONE))
        return DECIMAL_GROUPS;
    if (p->semicolons)
        return DECIMAL_COMMA;
    return l->three || l->open_point || amount_mixed(l) ? DECIMAL_OPEN : DECIMAL_UNKNOWN;
}

static const char *const decimal_names[] = { [DECIMAL_POINT] = "point", [DECIMAL_COMMA] = "comma", [DECIMAL_GROUPS] = "groups", [DECIMAL_OPEN] = "open" };

static Decimal decimal_named(Str name)
{
    for (Decimal d = DECIMAL_POINT; d <= DECIMAL_OPEN; d++)
        if (str_eq(name, str_of(decimal_names[d])))
            return d;
    return DECIMAL_UNKNOWN;
}

static Decimal decimal_by(Way w) { return w == WAY_POINT ? DECIMAL_POINT : w == WAY_COMMA ? DECIMAL_COMMA : DECIMAL_OPEN; }

/* What an answer, or another file of the same export, says of a column that shows nothing. */
static Decimal said_elsewhere(const Plan *p, const PlanSlot *s)
{
    Way w = memo_way(p->memo->known, "order", slot_column(p, s));
    if (way_numbers(w))
        memo_put(p->memo, "order", slot_column(p, s), str_of(way_name(w)));
    return decimal_by(w);
}

/* For other files of the same export: text whose values agree on one sign. */
static void prove_decimal(const Plan *p, size_t f, const AmountLook *l)
{
    if (p->memo && p->field[f].rule && p->numbers == NUMBERS_TEXT && amount_decimal(l) && !amount_mixed(l))
        memo_put(p->memo, "proved", slot_column(p, &p->field[f]), str_of(way_name(l->point ? WAY_POINT : WAY_COMMA)));
}

static void settle_decimals(Plan *p, const PlanSight *l)
{
    const Kind *k = &kinds[p->kind];
    AmountLook all = { 0 };
    for (size_t f = 0; f < k->n_field; f++) {
        all.point += l->amount[f].point;
        all.comma += l->amount[f].comma;
        prove_decimal(p, f, &l->amount[f]);
    }
    for (size_t f = 0; f < k->n_field; f++) {
        Decimal *d = &p->field[f].decimal;
        bool mixed = amount_mixed(&l->amount[f]);
        if (mixed && p->memo && p->field[f].rule)
            memo_put(p->memo, "mixed", slot_column(p, &p->field[f]), STR(""));
        if (*d == DECIMAL_UNKNOWN && !mixed)
            *d = amount_decimal(&l->amount[f]);
        if (*d == DECIMAL_UNKNOWN && !amount_mixed(&all))
            *d = amount_decimal(&all);
        if (*d == DECIMAL_UNKNOWN)
            *d = without_evidence(p, f, &l->amount[f]);
        if (*d == DECIMAL_OPEN && p->memo)
            *d = said_elsewhere(p, &p->field[f]);
        if (*d != DECIMAL_UNKNOWN && p->memo && p->field[f].rule)
            memo_put(p->memo, "decimal", str_of(k->field[f].name), str_of(decimal_names[*d]));
    }
}

/* Rows of a file are read again: as they were read then. */
static void settle_again(Plan *p)
{
    const Kind *k = &kinds[p->kind];
    Str given = p->memo->given;
    for (size_t f = 0; f < k->n_field; f++) {
        PlanSlot *s = &p->field[f];
        Str decimal = memo_get(given, "decimal", str_of(k->field[f].name));
        DateOrder order = s->rule ? memo_order(given, "order", slot_column(p, s)) : DATE_UNKNOWN;
        s->order = order ? order : s->order;
        s->decimal = decimal.n ? decimal_named(decimal) : s->decimal;
        if (s->decimal == DECIMAL_OPEN && s->rule)      /* answered since */
            s->decimal = decimal_by(memo_way(given, "order", slot_column(p, s)));
    }
    p->changed.order = memo_order(given, "order", STR("*"));
}

Status plan_settle(Plan *p, const PlanSight *l, Err *err)
{
    (void)err;
    shut_columns(p);
    if (p->memo && p->memo->again) {
        settle_again(p);
        return ST_OK;
    }
    settle_decimals(p, l);
    settle_dates(p, l);
    return ST_OK;
}
