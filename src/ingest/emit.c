#include "ingest/emit.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/date.h"

const char *const left_words[LEFT_COUNT] = {
    [LEFT_TITLE] = "title rows", [LEFT_SECTION] = "section rows", [LEFT_TOTAL] = "total rows", [LEFT_BALANCE] = "opening and closing balances",
    [LEFT_FOOTER] = "footers and blank rows", [LEFT_OTHER] = "rows of another type", [LEFT_NOTE] = "lines of headers and notes",
    [LEFT_CUE] = "lines of cue numbers and times", [LEFT_EMPTY] = "cues without words",
};

void emit_remark(Emit *e, const char *fmt, ...)
{
    char one[300];
    va_list ap;
    va_start(ap, fmt);
    (void)vsnprintf(one, sizeof one, fmt, ap);
    va_end(ap);
    if (e->remark.n + sizeof one < EMIT_REMARK_MAX)
        buf_printf(&e->remark, "%s%s", e->remark.n ? "; " : "", one);
    else if (!str_ends(buf_str(&e->remark), STR("...")))
        buf_puts(&e->remark, "; ...");
}

enum { TICK_ROWS = 16384 };

static void show_value(Buf *b, const Field *f, const FactValue *v, Arena *a)
{
    if (!v->has)
        return;
    buf_printf(b, "  %s = ", f->name);
    switch (f->type) {
    case FIELD_TEXT: case FIELD_DECIMAL: buf_put(b, str_sub(v->s, 0, 200)); break;
    case FIELD_NUM: buf_printf(b, "%.15g", v->f); break;
    case FIELD_BOOL: buf_puts(b, v->i ? "yes" : "no"); break;
    case FIELD_DAY: buf_put(b, date_iso(a, v->i)); break;
    case FIELD_TIME: buf_put(b, micros_iso(a, v->i)); break;
    case FIELD_INT: case FIELD_MONEY: buf_printf(b, "%lld", (long long)v->i); break;
    }
    buf_puts(b, f->type == FIELD_MONEY ? " (minor units)\n" : "\n");
}

static void show(Emit *e, const FactRecord *r)
{
    Arena a;
    const Kind *k = &kinds[r->kind];
    if (e->sink || e->shown++ >= EMIT_PREVIEW)
        return;
    arena_init(&a);
    buf_printf(&e->preview, "%s, line %lld, id '%.*s'\n", k->name, (long long)r->line, STR_ARG(r->ext_id));
    for (int p = 0; p < PARTY_COUNT; p++)
        if (r->party[p].n)
            buf_printf(&e->preview, "  %s = %.*s\n", party_fields[p], STR_ARG(r->party[p]));
    for (size_t f = 0; f < k->n_field; f++)
        show_value(&e->preview, &k->field[f], &r->value[f], &a);
    arena_release(&a);
}

static void count(Emit *e)
{
    if (++e->rows % TICK_ROWS == 0 && e->tick)
        e->tick(e->ctx, e->rows);
}

/* Remembers whose failure it was. */
static Status sunk(Emit *e, Status st)
{
    e->sink_failed |= st != ST_OK;
    return st;
}

Status emit_extra(Emit *e, const FactRecord *r, Err *err)
{
    show(e, r);
    return e->sink ? sunk(e, fact_put(e->sink, r, err)) : ST_OK;
}

static void look_at_id(EmitIds *ids, Str s)
{
    if (!s.n || s.n >= EMIT_DIGITS)
        return;
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9')
            return;
    ids->n[s.n]++;
    ids->padded[s.n] += s.p[0] == '0';
}

int64_t emit_cut_ids(const EmitIds *ids)
{
    size_t longest = EMIT_DIGITS - 1;
    int64_t shorter = 0;
    while (longest && !ids->n[longest])
        longest--;
    if (longest < 3 || !ids->padded[longest])
        return 0;
    for (size_t i = 1; i < longest; i++)
        shorter += ids->n[i] - ids->padded[i];
    return shorter;
}

Status emit_record(Emit *e, const FactRecord *r, Err *err)
{
    count(e);
    if (r->kind != KIND_EVENT) {
        look_at_id(&e->keys, r->ext_id);
        look_at_id(&e->accounts, r->party[PARTY_ACCOUNT_ID]);
    }
    return emit_extra(e, r, err);
}

/* The raw text goes into the book without what is not let in. */
static Status set_aside(Emit *e, const FactBad *bad, Err *err)
{
    Arena a;
    FactBad b = *bad;
    arena_init(&a);
    if (e->door)
        b.raw = bad->whole_row ? door_raw(e->door, bad->raw, e->delimiter, &a) : door_cell(e->door, bad->raw, &a);
    Status st = sunk(e, fact_quarantine(e->sink, &b, err));
    arena_release(&a);
    return st;
}

Status emit_bad(Emit *e, const FactBad *bad, Err *err)
{
    if (bad->whole_row) {
        count(e);
        e->rows_bad++;
    } else {
        e->cells_bad++;
    }
    return e->sink ? set_aside(e, bad, err) : ST_OK;
}

/* The amount and the first day of a row that cannot stay. */
static bool money_of(const PlanRow *row, FactMoney *m)
{
    const Kind *k = &kinds[row->record.kind];
    *m = (FactMoney){ .currency = STR("") };
    for (size_t f = 0; f < k->n_field; f++) {
        const FactValue *v = &row->value[f];
        if (!v->has)
            continue;
        if (k->field[f].type == FIELD_MONEY && !m->has_amount && k->field[f].required) {
            m->has_amount = true;
            m->amount = v->i;
        } else if (k->field[f].type == FIELD_DAY && !m->has_day && k->field[f].required) {
            m->has_day = true;
            m->day = v->i;
        } else if (strcmp(k->field[f].name, "currency") == 0) {
            m->currency = v->s;
        }
    }
    for (size_t i = 0; i < row->n_bad; i++)
        if (strcmp(row->bad[i].reason, "currency not understood") == 0) {
            m->currency = STR("");      /* without it the amount is none either: its digits are not known */
            m->has_amount = false;
        }
    return m->has_amount || m->has_day;
}

Status emit_row(Emit *e, const PlanRow *row, Str raw, Err *err)
{
    if (row->whole) {
        FactBad bad = row->bad[row->whole - 1];
        bad.raw = raw;
        bad.whole_row = true;
        FactMoney money;
        bad.money = money_of(row, &money) ? &money : NULL;
        return emit_bad(e, &bad, err);
    }
    Status st = ST_OK;
    for (size_t i = 0; i < row->n_bad && !st; i++)
        st = emit_bad(e, &row->bad[i], err);
    return st ? st : emit_record(e, &row->record, err);
}
