#include "ingest/emit.h"

#include "base/date.h"

enum { TICK_ROWS = 16384 };

static void show_value(Buf *b, const Field *f, const FactValue *v, Arena *a)
{
    if (!v->has)
        return;
    buf_printf(b, "  %s = ", f->name);
    switch (f->type) {
    case FIELD_TEXT: buf_put(b, str_sub(v->s, 0, 200)); break;
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

Status emit_record(Emit *e, const FactRecord *r, Err *err)
{
    count(e);
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

Status emit_row(Emit *e, const PlanRow *row, Str raw, Err *err)
{
    if (row->whole) {
        FactBad bad = row->bad[row->whole - 1];
        bad.raw = raw;
        bad.whole_row = true;
        return emit_bad(e, &bad, err);
    }
    Status st = ST_OK;
    for (size_t i = 0; i < row->n_bad && !st; i++)
        st = emit_bad(e, &row->bad[i], err);
    return st ? st : emit_record(e, &row->record, err);
}
