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

static Str said(Str words, Str s)
{
    Str w = word_number(words, s);
    return w.n ? w : s;
}

static Str first_word(Str s)
{
    size_t n = 0;
    while (n < s.n && s.p[n] != ' ')
        n++;
    return str_sub(s, 0, n);
}

/* "MARK|AUTHOR", "MARK|AUTHOR|ASKER": a mark among the words is a note within the house; the one who asked is the customer. */
static Str speaking_side(Str words, Str s)
{
    static const char customers[] = "user,lead,contact,customer,end-user,requester,visitor,incoming,true,yes,1";
    Str rest = s, mark = str_cut(&rest, '|'), author = str_cut(&rest, '|');
    if (listed(words, mark))
        return STR("internal");
    if (!author.n)
        return STR("");
    return (rest.n ? str_ieq(author, rest) : listed(str_of(customers), author)) ? STR("customer") : STR("agent");
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
    case FIX_SAY: return said(r->words, s);
    case FIX_FILLED: return STR("true");
    case FIX_SIDE: return speaking_side(r->words, s);
    case FIX_ALL: case FIX_SKEW: case FIX_NONE: case FIX_WHERE: case FIX_MONTHLY: case FIX_SCALE: case FIX_TIMES: case FIX_MINOR: case FIX_MINUTES: case FIX_COUNT: break;
    }
    return s;
}

/* The cells of all columns that are called like column c: a repeated header holds one value each. */
static Str join_all(const Plan *p, int c, const PlanCells *row, Arena *a)
{
    Str out = cell_at(row, c);
    for (size_t i = 0; c >= 0 && i < p->n_column && i < row->n; i++) {
        Str v = (int)i == c ? STR("") : cell_at(row, (int)i);
        if (v.n && str_ieq(str_trim(p->column[i]), str_trim(p->column[c])))
            out = out.n ? str_fmt(a, "%.*s %.*s", STR_ARG(out), STR_ARG(v)) : v;
    }
    return out;
}

/* "Converted Currency = Currency", "Status = \"Cancelled\"": what the row says on both sides; true where the first is absent. */
static bool where_holds(const Plan *p, Str words, const PlanCells *row)
{
    const char *mark = memmem(words.p, words.n, " = ", 3);
    Str left = str_trim((Str){ words.p, (size_t)(mark - words.p) }), right = str_trim(str_sub(words, (size_t)(mark - words.p) + 3, words.n));
    int l = plan_column(p->column, p->n_column, left), r = plan_column(p->column, p->n_column, right);
    Str value = cell_at(row, l);
    bool quoted = right.n >= 2 && right.p[0] == '"' && right.p[right.n - 1] == '"';
    return !value.n || str_ieq(value, quoted ? str_sub(right, 1, right.n - 2) : cell_at(row, r));
}

Str plan_text(const Plan *p, const PlanSlot *s, const PlanCells *row, Arena *a)
{
    if (!s->rule || (s->rule->fix == FIX_WHERE && !where_holds(p, s->rule->words, row)))
        return STR("");
    for (size_t i = 0; i < s->rule->n_alt; i++) {
        Str v = join_parts(&s->rule->alt[i], s->col[i], row, a);
        if (v.n && s->rule->fix == FIX_ALL)
            return join_all(p, s->col[i][0], row, a);
        if (v.n)
            return s->rule->fix ? fix_text(s->rule, v, a) : v;
    }
    return s->rule->fix == FIX_FILLED ? STR("false") : STR("");
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
            amount_look(&l->amount[f], s);
    }
}

static Str slot_column(const Plan *p, const PlanSlot *s)
{
    return s->first >= 0 && (size_t)s->first < p->n_column ? str_trim(p->column[s->first]) : STR("");
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
        if (p->memo && p->field[f].rule)
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
        if (!s->order && p->memo)
            s->order = memo_order(p->memo->known, "order", slot_column(p, s));
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

static void settle_decimals(Plan *p, const PlanSight *l)
{
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
        if (*d != DECIMAL_UNKNOWN && p->memo && p->field[f].rule)
            memo_put(p->memo, "decimal", str_of(k->field[f].name), *d == DECIMAL_COMMA ? STR("comma") : STR("point"));
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
        s->decimal = str_eq(decimal, STR("comma")) ? DECIMAL_COMMA : decimal.n ? DECIMAL_POINT : s->decimal;
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

/* The device's clock may be wrong, but it is the same clock for "original" and "sent". */
static const char *turn_skewed(Str v, DateOrder order, FactValue *out)
{
    When original, sent, received;
    Str rest = v, a = str_cut(&rest, '|'), b = str_cut(&rest, '|');
    const char *bad = when_parse(a, order, &original);
    if (!bad)
        bad = when_parse(b, order, &sent);
    if (!bad)
        bad = when_parse(rest, order, &received);
    out->i = bad ? 0 : received.micros - (sent.micros - original.micros);
    return bad;
}

static const char *turn_time(const Turn *t, const PlanSlot *s, Str v, FactValue *out)
{
    When w;
    if (s->rule->fix == FIX_SKEW && memchr(v.p, '|', v.n))
        return turn_skewed(v, s->order, out);
    const char *bad = when_parse(v, s->order, &w);
    out->i = bad || w.zoned || !t->zone ? w.micros : zone_utc(t->zone, w.micros);
    return bad;
}

/* Money of one billing interval, as money a month; without an interval a month is meant. */
static const char *a_month(const Turn *t, FactValue *out)
{
    const Kind *k = &kinds[t->p->kind];
    int64_t amount, months = 1;
    Str interval = STR("");
    for (size_t f = 0; f < k->n_field; f++)
        if (strcmp(k->field[f].name, "billing_interval") == 0)
            interval = plan_text(t->p, &t->p->field[f], t->row, t->a);
    if (interval.n && !clean_months(interval, &months))
        return "billing interval not understood";
    amount = out->i < 0 ? -out->i : out->i;
    amount = amount / months + (amount % months * 2 >= months);
    out->i = out->i < 0 ? -amount : amount;
    return NULL;
}

static const char *turn_money(Turn *t, const PlanSlot *s, Str v, FactValue *out)
{
    char sign[4];
    bool minor = s->rule->fix == FIX_MINOR || (s->rule->fix == FIX_MONTHLY && s->rule->words.n);
    int digits = minor ? 0 : currency_digits(t->currency.n ? t->currency : t->p->currency);
    const char *bad = amount_parse(v, s->decimal, digits, &out->i, sign);
    if (!bad && sign[0] && !t->sign[0])
        memcpy(t->sign, sign, sizeof sign);
    if (!bad && s->rule->fix == FIX_MONTHLY)
        return a_month(t, out);
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
    case FIELD_DECIMAL: bad = decimal_parse(v, s->decimal, t->a, &out->s); break;
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

/* "1.23457E+11": a spreadsheet took an id for a number; what it was cannot be told any more. */
static bool is_ruined_id(Str s)
{
    size_t i = 0;
    while (i < s.n && ((s.p[i] >= '0' && s.p[i] <= '9') || s.p[i] == '.' || s.p[i] == ','))
        i++;
    bool power = i && i + 2 < s.n && (s.p[i] == 'E' || s.p[i] == 'e') && s.p[i + 1] == '+' && memchr("0123456789", s.p[0], 10);
    for (i += 2; power && i < s.n; i++)
        power = s.p[i] >= '0' && s.p[i] <= '9';
    return power;
}

static const char ruined_id[] = "id damaged by a spreadsheet (scientific notation)";

static void turn_key(Turn *t)
{
    Str v = clean_text(plan_text(t->p, &t->p->key, t->row, t->a), t->a);
    t->out->record.ext_id = v;
    if (is_ruined_id(v))
        put_bad(t, &t->p->key, ruined_id, v, true);
}

static void turn_party(Turn *t)
{
    for (int i = 0; i < PARTY_COUNT; i++) {
        const PlanSlot *s = &t->p->party[i];
        Str v = plan_text(t->p, s, t->row, t->a), *out = &t->out->record.party[i];
        *out = STR("");
        if (!v.n)
            continue;
        bool id = i == PARTY_ACCOUNT_ID || i == PARTY_PERSON_ID;
        if (id && is_ruined_id(v)) {
            put_bad(t, s, ruined_id, v, false);
        } else if (i == PARTY_EMAIL) {
            const char *bad = clean_missing(v) ? NULL : clean_email(v, t->a, out);
            if (bad)
                put_bad(t, s, bad, v, false);
        } else {
            *out = i == PARTY_DOMAIN ? clean_domain(v, t->a) : clean_text(v, t->a);
        }
    }
}

/* Not read is as good as not said: nothing is set aside for it. */
static void turn_version(Turn *t)
{
    FactRecord *r = &t->out->record;
    When w;
    bool yes = false;
    Str at = t->p->changed.rule ? str_trim(plan_text(t->p, &t->p->changed, t->row, t->a)) : STR("");
    Str gone = t->p->deleted.rule ? str_trim(plan_text(t->p, &t->p->deleted, t->row, t->a)) : STR("");
    r->timed = at.n && !when_parse(at, t->p->changed.order, &w);
    if (r->timed)
        r->changed = w.zoned || !t->zone ? w.micros : zone_utc(t->zone, w.micros);
    r->deleted = gone.n && !clean_bool(gone, &yes) && yes;
}

void plan_row(const Plan *p, const PlanCells *row, Zone *zone, Arena *a, PlanRow *out)
{
    Turn t = { .p = p, .row = row, .zone = zone, .a = a, .currency = STR(""), .out = out };
    out->n_bad = out->whole = 0;
    if (p->door && !row->again)
        door_pass(p->door, row->cell, row->n);
    out->record = (FactRecord){ .kind = p->kind, .line = row->line, .counts = true, .value = out->value };
    turn_currency(&t);
    for (size_t f = 0; f < kinds[p->kind].n_field; f++)
        if ((int)f != p->currency_field)
            turn_field(&t, f);
    set_currency(&t);
    turn_party(&t);
    turn_key(&t);
    if (p->changed.rule || p->deleted.rule)
        turn_version(&t);
}
