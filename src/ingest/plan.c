#include "ingest/plan.h"

#include <math.h>

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

Status plan_bind(const MapSection *s, const Str *column, size_t n, Arena *a, Plan *out, Err *err)
{
    const Kind *k = &kinds[s->kind];
    (void)a;
    if (k->n_field > PLAN_FIELDS)
        bug("plan_bind: kind '%s' has more than %d fields", k->name, PLAN_FIELDS);
    *out = (Plan){ .section = s, .kind = s->kind, .currency_field = -1, .nps_field = -1, .currency = STR("EUR"),
                   .column = column, .n_column = n, .zone = s->zone };
    bind_slot(s, "key", column, n, &out->key);
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

static Str cell_at(const PlanCells *row, int c)
{
    if (c < 0 || (size_t)c >= row->n || !row->cell[c].p)
        return STR("");
    return str_trim(row->cell[c]);
}

static Str join_parts(const MapAlt *alt, const int *col, const PlanCells *row, Arena *a)
{
    Str part[MAP_PARTS];
    size_t n = 0;
    for (size_t k = 0; k < alt->n; k++) {
        part[k] = alt->part[k].constant ? alt->part[k].text : cell_at(row, col[k]);
        if (!part[k].n)
            return STR("");
        n += part[k].n;
    }
    if (alt->n == 1)
        return part[0];
    char *p = arena_alloc(a, n + 1, 1), *w = p;
    for (size_t k = 0; k < alt->n; k++) {
        memcpy(w, part[k].p, part[k].n);
        w += part[k].n;
    }
    *w = 0;
    return (Str){ p, n };
}

static bool listed(Str words, Str s)
{
    while (words.n)
        if (str_ieq(str_trim(str_cut(&words, ',')), s))
            return true;
    return false;
}

/* "good = 1, bad = 0" */
static Str word_number(Str words, Str s)
{
    while (words.n) {
        Str value = str_cut(&words, ','), word = str_cut(&value, '=');
        if (str_ieq(str_trim(word), s))
            return str_trim(value);
    }
    return STR("");
}

static Str first_word(Str s)
{
    size_t n = 0;
    while (n < s.n && s.p[n] != ' ')
        n++;
    return str_sub(s, 0, n);
}

static Str fix_text(const MapRule *r, Str s, Arena *a)
{
    switch (r->fix) {
    case FIX_SFID: return clean_sfid(s, a);
    case FIX_DOMAIN: return clean_domain(s, a);
    case FIX_FIRST: return first_word(s);
    case FIX_WORDS: return word_number(r->words, s);
    case FIX_IS: return listed(r->words, s) ? STR("true") : STR("false");
    case FIX_UNLESS: return listed(r->words, s) ? STR("") : s;
    case FIX_EMAIL: return clean_email(s, a, &s) ? STR("") : s;
    case FIX_NONE: case FIX_SCALE: case FIX_TIMES: case FIX_MINOR: case FIX_MINUTES: case FIX_COUNT: break;
    }
    return s;
}

Str plan_text(const Plan *p, const PlanSlot *s, const PlanCells *row, Arena *a)
{
    (void)p;
    if (!s->rule)
        return STR("");
    for (size_t i = 0; i < s->rule->n_alt; i++) {
        Str v = join_parts(&s->rule->alt[i], s->col[i], row, a);
        if (v.n)
            return s->rule->fix ? fix_text(s->rule, v, a) : v;
    }
    return STR("");
}

void plan_look(const Plan *p, PlanSight *l, const Str *cell, size_t n, Arena *scratch)
{
    const Kind *k = &kinds[p->kind];
    PlanCells row = { cell, n, 0 };
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
            when_look(&l->when[f], s);
        else
            amount_look(&l->amount[f], s);
    }
}

static Status settle_dates(Plan *p, const PlanSight *l, Err *err)
{
    const Kind *k = &kinds[p->kind];
    WhenLook all = { 0 };
    DateOrder whole = DATE_UNKNOWN, one;
    for (size_t f = 0; f < k->n_field; f++) {
        if (!when_order(&l->when[f], &one) || one == DATE_UNKNOWN)
            continue;
        all.dmy += one == DATE_DMY;
        all.mdy += one == DATE_MDY;
    }
    if (!all.dmy != !all.mdy)
        whole = all.dmy ? DATE_DMY : DATE_MDY;
    for (size_t f = 0; f < k->n_field; f++) {
        PlanSlot *s = &p->field[f];
        if (s->order || !s->rule)
            continue;
        bool known = when_order(&l->when[f], &s->order);
        if (!s->order)
            s->order = whole;
        if (!known && !s->order) {
            Str name = s->first >= 0 ? p->column[s->first] : STR("");
            return ERR(err, ST_INVALID, "ambiguous date order in column '%.*s': say date_order = dmy or mdy", STR_ARG(name));
        }
    }
    return ST_OK;
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
    door_settle(p->door);
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

Status plan_settle(Plan *p, const PlanSight *l, Err *err)
{
    shut_columns(p);
    const Kind *k = &kinds[p->kind];
    AmountLook all = { 0 };
    for (size_t f = 0; f < k->n_field; f++) {
        all.point += l->amount[f].point;
        all.comma += l->amount[f].comma;
    }
    for (size_t f = 0; f < k->n_field; f++) {
        Decimal *d = &p->field[f].decimal;
        if (*d == DECIMAL_UNKNOWN)
            *d = amount_decimal(&l->amount[f]);
        if (*d == DECIMAL_UNKNOWN)
            *d = amount_decimal(&all);
        if (*d == DECIMAL_UNKNOWN && p->semicolons)
            *d = DECIMAL_COMMA;
    }
    return settle_dates(p, l, err);
}

/* What one row needs while it is turned. */
typedef struct Turn {
    const Plan      *p;
    const PlanCells *row;
    Zone            *zone;
    Arena           *a;
    Str              currency;
    char             sign[4];       /* a currency found in an amount's own text */
    PlanRow         *out;
} Turn;

static const char *turn_day(const Turn *t, const PlanSlot *s, Str v, FactValue *out)
{
    When w;
    (void)t;
    const char *bad = when_parse(v, s->order, &w);
    out->i = w.day;
    return bad;
}

static const char *turn_time(const Turn *t, const PlanSlot *s, Str v, FactValue *out)
{
    When w;
    const char *bad = when_parse(v, s->order, &w);
    out->i = bad || w.zoned || !t->zone ? w.micros : zone_utc(t->zone, w.micros);
    return bad;
}

static const char *turn_money(Turn *t, const PlanSlot *s, Str v, FactValue *out)
{
    char sign[4];
    int digits = s->rule->fix == FIX_MINOR ? 0 : currency_digits(t->currency.n ? t->currency : t->p->currency);
    const char *bad = amount_parse(v, s->decimal, digits, &out->i, sign);
    if (!bad && sign[0] && !t->sign[0])
        memcpy(t->sign, sign, sizeof sign);
    return bad;
}

static const char *turn_number(const PlanSlot *s, Str v, FactValue *out)
{
    const char *bad = number_parse(v, s->decimal, &out->f);
    if (!bad && s->rule->fix == FIX_SCALE) {
        if (out->f < s->rule->low || out->f > s->rule->high)
            return "outside the scale";
        out->f = (out->f - s->rule->low) / (s->rule->high - s->rule->low);
    } else if (!bad && s->rule->fix == FIX_TIMES) {
        out->f *= s->rule->low;
    }
    return bad;
}

static const char *turn_integer(const PlanSlot *s, Str v, FactValue *out)
{
    if (s->rule->fix == FIX_MINUTES)
        return clean_minutes(v, &out->i);
    if (s->rule->fix != FIX_TIMES)
        return integer_parse(v, s->decimal, &out->i);
    const char *bad = turn_number(s, v, out);
    if (!bad && !(fabs(out->f) < 9e15))
        return "number is too large";
    out->i = bad ? 0 : (int64_t)llround(out->f);
    return bad;
}

static const char *turn_value(Turn *t, size_t f, Str v, FactValue *out)
{
    const PlanSlot *s = &t->p->field[f];
    bool yes = false;
    const char *bad = NULL;
    switch (kinds[t->p->kind].field[f].type) {
    case FIELD_TEXT: out->s = clean_text(t->p->door ? door_text(t->p->door, s->first, v, t->a) : v, t->a); break;
    case FIELD_INT: bad = (int)f == t->p->nps_field ? clean_nps(v, &out->i) : turn_integer(s, v, out); break;
    case FIELD_NUM: bad = turn_number(s, v, out); break;
    case FIELD_BOOL: bad = clean_bool(v, &yes); out->i = yes; break;
    case FIELD_DAY: bad = turn_day(t, s, v, out); break;
    case FIELD_TIME: bad = turn_time(t, s, v, out); break;
    case FIELD_MONEY: bad = turn_money(t, s, v, out); break;
    }
    return bad;
}

static void put_bad(Turn *t, const PlanSlot *s, const char *reason, Str raw, bool whole)
{
    PlanRow *o = t->out;
    if (o->n_bad == PLAN_BAD)
        return;
    bool known = s->first >= 0 && (size_t)s->first < t->p->n_column;
    o->bad[o->n_bad++] = (FactBad){ .line = t->row->line, .column = known && !t->p->by_path ? s->first + 1 : 0,
        .column_name = known ? str_trim(t->p->column[s->first]) : STR(""), .reason = reason, .raw = raw, .whole_row = whole };
    if (whole && !o->whole)
        o->whole = o->n_bad;
}

static void turn_field(Turn *t, size_t f)
{
    const Field *field = &kinds[t->p->kind].field[f];
    const PlanSlot *s = &t->p->field[f];
    FactValue *out = &t->out->value[f];
    *out = (FactValue){ .s = STR("") };
    Str v = plan_text(t->p, s, t->row, t->a);
    if (field->type == FIELD_TEXT ? !v.n : clean_missing(v)) {
        if (field->required)
            put_bad(t, s, "required value is missing", v, true);
        return;
    }
    const char *bad = turn_value(t, f, v, out);
    out->has = !bad;
    if (bad)
        put_bad(t, s, bad, v, field->required);
}

/* The currency comes first: the amounts' digits depend on it. */
static void turn_currency(Turn *t)
{
    int f = t->p->currency_field;
    if (f < 0)
        return;
    Str v = str_trim(plan_text(t->p, &t->p->field[f], t->row, t->a));
    char code[4];
    int64_t unused;
    char *up = arena_alloc(t->a, 8, 1);
    if (v.n == 3) {
        for (size_t i = 0; i < 3; i++)
            up[i] = (char)(v.p[i] >= 'a' && v.p[i] <= 'z' ? v.p[i] - 32 : v.p[i]);
        bool letters = true;
        for (size_t i = 0; i < 3; i++)
            letters = letters && up[i] >= 'A' && up[i] <= 'Z';
        if (letters) {
            t->currency = (Str){ up, 3 };
            return;
        }
    }
    if (v.n && v.n < 8 && !amount_parse(str_fmt(t->a, "%.*s1", STR_ARG(v)), DECIMAL_POINT, 0, &unused, code) && code[0])
        t->currency = str_dup(t->a, str_of(code));
    else if (v.n)
        put_bad(t, &t->p->field[f], "currency not understood", v, kinds[t->p->kind].field[f].required);
}

static void set_currency(Turn *t)
{
    int f = t->p->currency_field;
    if (f < 0)
        return;
    Str c = t->currency.n ? t->currency : t->sign[0] ? str_dup(t->a, str_of(t->sign)) : t->p->currency;
    t->out->value[f] = (FactValue){ .has = true, .s = c };
}

static void turn_party(Turn *t)
{
    for (int i = 0; i < PARTY_COUNT; i++) {
        const PlanSlot *s = &t->p->party[i];
        Str v = plan_text(t->p, s, t->row, t->a), *out = &t->out->record.party[i];
        *out = STR("");
        if (!v.n)
            continue;
        if (i == PARTY_EMAIL) {
            const char *bad = clean_missing(v) ? NULL : clean_email(v, t->a, out);
            if (bad)
                put_bad(t, s, bad, v, false);
        } else {
            *out = i == PARTY_DOMAIN ? clean_domain(v, t->a) : clean_text(v, t->a);
        }
    }
}

void plan_row(const Plan *p, const PlanCells *row, Zone *zone, Arena *a, PlanRow *out)
{
    Turn t = { .p = p, .row = row, .zone = zone, .a = a, .currency = STR(""), .out = out };
    out->n_bad = out->whole = 0;
    if (p->door)
        door_pass(p->door, row->cell, row->n);
    out->record = (FactRecord){ .kind = p->kind, .line = row->line, .counts = true, .value = out->value };
    turn_currency(&t);
    for (size_t f = 0; f < kinds[p->kind].n_field; f++)
        if ((int)f != p->currency_field)
            turn_field(&t, f);
    set_currency(&t);
    turn_party(&t);
    out->record.ext_id = clean_text(plan_text(p, &p->key, row, a), a);
}
