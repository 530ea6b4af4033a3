#include "ingest/emit.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/date.h"
#include "ingest/dimension.h"

const char *const left_words[LEFT_COUNT] = {
    [LEFT_TITLE] = "title rows", [LEFT_SECTION] = "section rows", [LEFT_TOTAL] = "total rows", [LEFT_BALANCE] = "opening and closing balances",
    [LEFT_FOOTER] = "footers and blank rows", [LEFT_OTHER] = "rows of another type", [LEFT_NOTE] = "lines of headers and notes",
    [LEFT_CUE] = "lines of cue numbers and times", [LEFT_EMPTY] = "cues without words", [LEFT_PART] = "parts of conversations that are no messages",
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

/* At most EMIT_VALUE_MAX bytes, not ending inside a character. */
static Str brief(Str v, Arena *a)
{
    Str s = str_head(v, EMIT_VALUE_MAX);
    return s.n < v.n ? str_fmt(a, "%.*s...", STR_ARG(s)) : str_dup(a, v);
}

static Str value_words(const Field *f, const FactValue *v, Arena *a)
{
    switch (f->type) {
    case FIELD_TEXT: case FIELD_DECIMAL: return brief(v->s, a);
    case FIELD_NUM: return str_fmt(a, "%.15g", v->f);
    case FIELD_BOOL: return v->i ? STR("yes") : STR("no");
    case FIELD_DAY: return date_iso(a, v->i);
    case FIELD_TIME: return micros_iso(a, v->i);
    case FIELD_MONEY: return str_fmt(a, "%lld (minor units)", (long long)v->i);
    case FIELD_INT: break;
    }
    return str_fmt(a, "%lld", (long long)v->i);
}

static void show(Emit *e, const FactRecord *r)
{
    const Kind *k = &kinds[r->kind];
    if (e->sink || !e->keep || e->n_shown == EMIT_PREVIEW)
        return;
    EmitShown *s = &e->shown[e->n_shown++];
    *s = (EmitShown){ .kind = k->name, .line = r->line, .id = brief(r->ext_id, e->keep) };
    s->name = ARENA_NEW_N(e->keep, Str, PARTY_COUNT + k->n_field);
    s->value = ARENA_NEW_N(e->keep, Str, PARTY_COUNT + k->n_field);
    for (int p = 0; p < PARTY_COUNT; p++)
        if (r->party[p].n) {
            s->name[s->n] = str_of(party_fields[p]);
            s->value[s->n++] = brief(r->party[p], e->keep);
        }
    for (size_t f = 0; f < k->n_field; f++)
        if (r->value[f].has) {
            s->name[s->n] = str_of(k->field[f].name);
            s->value[s->n++] = value_words(&k->field[f], &r->value[f], e->keep);
        }
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

void emit_soon(const Emit *e, KindId kind, Str ext_id)
{
    if (e->sink)
        fact_soon(e->sink, kind, ext_id);
}

uint64_t emit_hash(const FactRecord *r)
{
    uint64_t h = hash64_mix(hash64(r->ext_id), (uint64_t)r->kind);
    for (int p = 0; p < PARTY_COUNT; p++)
        h = hash64_mix(h, hash64(r->party[p]));
    for (size_t f = 0; f < kinds[r->kind].n_field; f++) {
        const FactValue *v = &r->value[f];
        uint64_t number = 0;
        memcpy(&number, &v->f, sizeof number);
        h = hash64_mix(h, v->has ? hash64_mix(hash64_mix(hash64(v->s), (uint64_t)v->i), number + 1) : 0);
    }
    return h;
}

static bool has_money(const FactRecord *r)
{
    for (size_t f = 0; f < kinds[r->kind].n_field; f++)
        if (kinds[r->kind].field[f].type == FIELD_MONEY && r->value[f].has)
            return true;
    return false;
}

Status emit_extra(Emit *e, const FactRecord *r, Err *err)
{
    e->assumed += r->assumed && has_money(r);
    if (e->taker)
        return e->taker->record(e->taker->ctx, r, err);
    if (e->keyless && !r->ext_id.n)
        i64map_set(e->keyless, emit_hash(r), 1);
    if (e->parted && r->kind == KIND_METRIC)
        dimension_see(e->parted, r);
    show(e, r);
    return e->sink ? sunk(e, fact_put(e->sink, r, err)) : ST_OK;
}

Status emit_end(Emit *e, KindId kind, Str ext_id, bool *ended, Err *err)
{
    *ended = !e->sink;
    return e->sink && !e->taker ? sunk(e, fact_end(e->sink, kind, ext_id, ended, err)) : ST_OK;
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
    e->deleted += r->deleted;
    if (r->kind != KIND_EVENT) {
        look_at_id(&e->keys, r->ext_id);
        look_at_id(&e->accounts, r->party[PARTY_ACCOUNT_ID]);
    }
    return emit_extra(e, r, err);
}

/* The raw text goes into the book, or is shown, without what is not let in. */
static Status set_aside(Emit *e, const FactBad *bad, Err *err)
{
    Arena a;
    FactBad b = *bad;
    arena_init(&a);
    if (e->door && b.row.record.p && e->sink)
        b.row.record = door_row(e->door, b.row.record, e->delimiter, &a);
    if (e->door)
        b.raw = bad->whole_row ? door_raw(e->door, bad->raw, e->delimiter, &a) : door_cell(e->door, bad->raw, &a);
    Status st = e->sink ? sunk(e, fact_quarantine(e->sink, &b, err)) : ST_OK;
    if (!e->sink)
        e->aside[e->n_aside++] = (EmitAside){ b.line, str_dup(e->keep, b.column_name), brief(b.raw, e->keep), b.reason, b.whole_row };
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
    if (e->taker)
        return e->taker->bad(e->taker->ctx, bad, err);
    return e->sink || (e->keep && e->n_aside < EMIT_ASIDE) ? set_aside(e, bad, err) : ST_OK;
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

void emit_ask(Emit *e, const FactBad *bad, size_t n, size_t whole)
{
    for (size_t i = 0; e->memo && i < n; i++)
        if (when_is_open(str_of(bad[i].reason)) || amount_is_open(str_of(bad[i].reason)))
            memo_ask(e->memo, bad[i].column_name, bad[i].raw, i + 1 == whole, amount_is_open(str_of(bad[i].reason)));
}

static const char *order_words(Str how) { return str_eq(how, STR("dmy")) ? "day-first" : "month-first"; }

void emit_orders(Emit *e)
{
    Str rest = e->memo ? buf_str(&e->memo->settled) : STR("");
    while (rest.n) {
        Str line = str_cut(&rest, '\n'), what = str_cut(&line, '\t'), column = str_cut(&line, '\t'), shown = str_head(column, 60);
        Str by = str_head(memo_get(e->memo->known, "by", column), 60), how = memo_get(e->memo->known, "order", column);
        if (str_eq(what, STR("taken")) && by.n)
            emit_remark(e, "the dates in column '%.*s' are read %s, as %.*s %s", STR_ARG(shown), order_words(line), STR_ARG(by), str_eq(by, STR("an answer")) ? "says" : "proves");
        else if (str_eq(what, STR("proved")) && memo_order(e->memo->known, "order", column) && !str_eq(how, line) && by.n)
            emit_remark(e, "the dates in column '%.*s' are %s here, and %s by %.*s: from now on files that show neither are asked about, and those read before stay as they are",
                        STR_ARG(shown), order_words(line), order_words(how), STR_ARG(by));
    }
}

Status emit_bad_of(Emit *e, const FactBad *bad, Str raw, int64_t number, bool whole, const FactMoney *money, Err *err)
{
    FactBad b = *bad;
    b.row = (FactRow){ raw, e->context, number };
    b.whole_row = whole;
    b.money = money;
    if (whole)
        b.raw = raw;
    return emit_bad(e, &b, err);
}

Status emit_row(Emit *e, const PlanRow *row, Str raw, Err *err)
{
    int64_t number = e->rows + 1;
    emit_ask(e, row->bad, row->n_bad, row->whole);
    if (row->whole) {
        FactMoney money;
        bool worth = money_of(row, &money);
        return emit_bad_of(e, &row->bad[row->whole - 1], raw, number, true, worth ? &money : NULL, err);
    }
    Status st = ST_OK;
    for (size_t i = 0; i < row->n_bad && !st; i++)
        st = emit_bad_of(e, &row->bad[i], raw, number, false, NULL, err);
    e->names_held += row->held;
    return st ? st : emit_record(e, &row->record, err);
}
