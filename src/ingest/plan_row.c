/* plan_row.c - one row turned into a record, and what of it was not understood (plan.h). */
#include "ingest/plan.h"

#include <math.h>

#include "ingest/clean.h"
#include "model/interval.h"

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

/* What the row says of another field of its kind, as text; "" when nothing does. */
static Str other_field(const Turn *t, const char *name)
{
    const Kind *k = &kinds[t->p->kind];
    for (size_t f = 0; f < k->n_field; f++)
        if (strcmp(k->field[f].name, name) == 0)
            return plan_text(t->p, &t->p->field[f], t->row, t->a);
    return STR("");
}

/* Money of one billing interval, as money a month; without an interval a month is meant, without seats one. */
static const char *a_month(const Turn *t, const PlanSlot *s, FactValue *out)
{
    int64_t amount, months = 1, seats = 1;
    Str interval = other_field(t, "billing_interval");
    Str n = str_ends(s->rule->words, STR("by seats")) ? other_field(t, "seats") : STR("");
    if (interval.n && !interval_months(interval, &months))
        return "billing interval not understood";
    if (!clean_missing(n) && (integer_parse(n, DECIMAL_POINT, &seats) || seats < 0))
        return "number of seats not understood";
    if (__builtin_mul_overflow(out->i, seats, &out->i))
        return "amount is too large";
    amount = out->i < 0 ? -out->i : out->i;
    amount = amount / months + (amount % months * 2 >= months);
    out->i = out->i < 0 ? -amount : amount;
    return NULL;
}

static const char *turn_money(Turn *t, const PlanSlot *s, Str v, FactValue *out)
{
    char sign[4];
    bool minor = s->rule->fix == FIX_MINOR || (s->rule->fix == FIX_MONTHLY && str_starts(s->rule->words, STR("minor")));
    int digits = minor ? 0 : currency_digits(t->currency.n ? t->currency : t->p->currency);
    /* Tens are taken as further digits: 12.5 thousands are exact. */
    int64_t tens = s->rule->fix == FIX_TIMES && s->rule->low >= 1 && s->rule->low <= 1e9 ? (int64_t)s->rule->low : 1;
    for (; tens % 10 == 0; tens /= 10)
        digits++;
    const char *bad = amount_parse(v, s->decimal, digits, &out->i, sign);
    if (!bad && tens > 1 && __builtin_mul_overflow(out->i, tens, &out->i))
        return "amount is too large";
    if (!bad && sign[0] && !t->sign[0])
        memcpy(t->sign, sign, sizeof sign);
    if (!bad && sign[0] && t->currency.n && !amount_sign_fits(v, sign, t->currency))
        return "the amount's sign is of another currency";
    if (!bad && s->rule->fix == FIX_CREDIT && out->i > 0 && plan_credit(t->p, s->rule, t->row))
        out->i = -out->i;
    if (!bad && s->rule->fix == FIX_MONTHLY)
        return a_month(t, s, out);
    return bad;
}

static const char *turn_number(const PlanSlot *s, Str v, FactValue *out)
{
    const char *bad = number_parse(v, s->decimal, &out->f);
    if (!bad && s->rule->fix == FIX_SCALE) {
        if (out->f < fmin(s->rule->low, s->rule->high) || out->f > fmax(s->rule->low, s->rule->high))
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
    t->out->record.assumed = !t->currency.n && !t->sign[0] && !t->p->currency_said;
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

/* What was changed says its own name: a date of birth is not let in under one column more than under its own. */
static void turn_change(Turn *t)
{
    enum { CHANGE_FIELD = 2, CHANGE_OLD, CHANGE_NEW };
    FactValue *v = t->out->value;
    t->out->held = t->p->door && v[CHANGE_FIELD].has && (v[CHANGE_OLD].has || v[CHANGE_NEW].has) && door_shuts_name(t->p->door, v[CHANGE_FIELD].s, t->a);
    if (t->out->held)
        v[CHANGE_OLD].has = v[CHANGE_NEW].has = false;
}

void plan_row(const Plan *p, const PlanCells *row, Zone *zone, Arena *a, PlanRow *out)
{
    Turn t = { .p = p, .row = row, .zone = zone, .a = a, .currency = STR(""), .out = out };
    out->n_bad = out->whole = 0;
    out->held = false;
    if (p->door && !row->again)
        door_pass(p->door, row->cell, row->n);
    out->record = (FactRecord){ .kind = p->kind, .line = row->line, .counts = true, .value = out->value };
    turn_currency(&t);
    for (size_t f = 0; f < kinds[p->kind].n_field; f++)
        if ((int)f != p->currency_field)
            turn_field(&t, f);
    if (p->kind == KIND_CHANGE)
        turn_change(&t);
    set_currency(&t);
    turn_party(&t);
    turn_key(&t);
    if (p->changed.rule || p->deleted.rule)
        turn_version(&t);
}
