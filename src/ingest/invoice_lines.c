#include "ingest/invoice_lines.h"

#include "ingest/clean.h"

enum { INVOICES_KNOWN = 4000000, FIRST_ROOM = 256 };

struct LinesInvoice {
    uint64_t who, stamp, raw;
    int64_t  amount, n;              /* n: lines of it so far */
    bool     priced, same, other;    /* priced: an amount is known; of its later rows: some repeat it, some say another */
};

static int field_of(const Plan *p, const char *name)
{
    const Kind *k = &kinds[p->kind];
    for (size_t f = 0; f < k->n_field; f++)
        if (strcmp(k->field[f].name, name) == 0)
            return (int)f;
    return -1;
}

static bool is_number(const Plan *p)
{
    const PlanSlot *number = &p->field[field_of(p, "number")];
    return p->key.rule && (number->rule ? number->first == p->key.first : !map_rule(p->section, "number"));
}

Status lines_known(Store *s, FactSink *sink, Str source, Arena *a, const Table **out, Err *err)
{
    Table *t = ARENA_NEW(a, Table);
    *out = s ? t : NULL;
    if (!s)
        return ST_OK;
    Status st = sink ? fact_settle(sink, err) : ST_OK;
    return st ? st : store_fetch(s, SQL_INVOICE_LINES_KNOWN, STORE_ARGS(DB_TEXT(source)), a, t, err);
}

void lines_open(InvoiceLines *l, const Plan *p, const Table *known, Arena *a)
{
    *l = (InvoiceLines){ .plan = p };
    i64map_init(&l->number);
    i64map_init(&l->seen);
    arena_init(&l->own);
    if (p->kind != KIND_INVOICE || !is_number(p))
        return;
    l->on = true;
    l->amount = field_of(p, "amount");
    l->issued = field_of(p, "issued");
    l->book = invoice_book(known, a);
}

void lines_release(InvoiceLines *l)
{
    i64map_release(&l->number);
    i64map_release(&l->seen);
    arena_release(&l->own);
}

static uint64_t hash_slot(const InvoiceLines *l, uint64_t h, const PlanSlot *s, const PlanCells *row, Arena *scratch)
{
    return s->rule ? hash64_mix(h, hash64(str_trim(plan_text(l->plan, s, row, scratch)))) : h;
}

/* What a row says of its invoice: who, when and in which currency; and when it said so. */
static LinesInvoice said(const InvoiceLines *l, const PlanCells *row, Str raw, Arena *scratch)
{
    const Plan *p = l->plan;
    LinesInvoice v = { .raw = hash64(raw), .n = 1 };
    if (!raw.n)
        for (size_t i = 0; i < row->n; i++)
            v.raw = hash64_mix(v.raw, hash64(row->cell[i]));
    v.who = hash_slot(l, v.who, &p->party[PARTY_ACCOUNT_ID], row, scratch);
    v.who = hash_slot(l, v.who, &p->party[PARTY_ACCOUNT_NAME], row, scratch);
    v.who = hash_slot(l, v.who, &p->field[l->issued], row, scratch);
    if (p->currency_field >= 0)
        v.who = hash_slot(l, v.who, &p->field[p->currency_field], row, scratch);
    v.stamp = hash_slot(l, v.stamp, &p->changed, row, scratch);
    v.stamp = hash_slot(l, v.stamp, &p->deleted, row, scratch);
    return v;
}

/* The invoice of that id; NULL: it is new, and known from now on (or there are too many). */
static LinesInvoice *known(InvoiceLines *l, Str id, const LinesInvoice *v)
{
    int64_t at = 0;
    uint64_t key = hash64(id);
    if (i64map_get(&l->number, key, &at))
        return &l->invoice[at];
    if (l->n == INVOICES_KNOWN)
        return NULL;
    if (l->n == l->cap) {
        size_t cap = l->cap ? l->cap * 2 : FIRST_ROOM;
        LinesInvoice *more = ARENA_NEW_N(&l->own, LinesInvoice, cap);
        if (l->n)
            memcpy(more, l->invoice, l->n * sizeof *more);
        l->invoice = more;
        l->cap = cap;
    }
    l->invoice[l->n] = *v;
    i64map_set(&l->number, key, (int64_t)l->n++);
    return NULL;
}

void lines_look(InvoiceLines *l, const PlanCells *row, Str raw, Arena *scratch)
{
    if (!l->on)
        return;
    char sign[4];
    Str id = clean_text(plan_text(l->plan, &l->plan->key, row, scratch), scratch);
    LinesInvoice v = said(l, row, raw, scratch);
    Str amount = plan_text(l->plan, &l->plan->field[l->amount], row, scratch);
    v.priced = !clean_missing(amount) && !amount_parse(amount, l->plan->field[l->amount].decimal, 2, &v.amount, sign);
    LinesInvoice *first = id.n && v.priced ? known(l, id, &v) : NULL;
    if (!first || first->raw == v.raw || first->who != v.who || first->stamp != v.stamp)
        return;
    first->same |= first->amount == v.amount;
    first->other |= first->amount != v.amount;
}

/* As no row had been seen. */
static void forget(InvoiceLines *l)
{
    i64map_release(&l->number);
    i64map_init(&l->number);
    i64map_release(&l->seen);
    i64map_init(&l->seen);
    l->n = 0;
}

void lines_settle(InvoiceLines *l)
{
    int64_t same = 0, other = 0;
    for (size_t i = 0; i < l->n; i++) {
        other += l->invoice[i].other;
        same += l->invoice[i].same && !l->invoice[i].other;
    }
    l->each = other && other >= same;
    forget(l);
}

/* What makes a row a line of its own, within its invoice. */
static uint64_t line_hash(const InvoiceLines *l, Str id, const LinesInvoice *v)
{
    return hash64_mix(hash64(id), l->each || !v->priced ? v->raw : (uint64_t)v->amount);
}

/* What a row that was turned says. */
static LinesInvoice said_by(const InvoiceLines *l, const PlanCells *row, Str raw, const PlanRow *turned, Arena *scratch)
{
    LinesInvoice v = said(l, row, raw, scratch);
    v.priced = turned->value[l->amount].has;
    v.amount = v.priced ? turned->value[l->amount].i : 0;
    return v;
}

void lines_weigh(InvoiceLines *l, const PlanCells *row, Str raw, const PlanRow *turned, Arena *scratch)
{
    int64_t there;
    Str id = turned->record.ext_id;
    if (!id.n || !book_has(l->book, id))
        return;
    if (turned->whole) {
        book_hold(l->book, id);
        return;
    }
    LinesInvoice v = said_by(l, row, raw, turned, scratch);
    const LinesInvoice *first = known(l, id, &v);
    uint64_t what = line_hash(l, id, &v);
    if ((first && (first->who != v.who || first->stamp != v.stamp)) || i64map_get(&l->seen, what, &there))
        return;
    i64map_set(&l->seen, what, 1);
    book_see(l->book, id, v.amount);
}

void lines_judge(InvoiceLines *l)
{
    book_judge(l->book);
    forget(l);
}

/* The book's own number of the line, where the book has lines of that invoice. */
static int64_t place(const InvoiceLines *l, Str id, const LinesInvoice *v, int64_t line)
{
    return l->book && book_has(l->book, id) ? book_line(l->book, id, v->priced, v->amount) : line;
}

/* Which line of its invoice the row is: 1 the invoice itself, or a row that was there before. */
static int64_t line_of(InvoiceLines *l, Str id, const LinesInvoice *v)
{
    int64_t line = 1;
    uint64_t what = line_hash(l, id, v);
    LinesInvoice *first = known(l, id, v);
    if (!first) {
        line = place(l, id, v, 1);
        i64map_set(&l->seen, what, line);
        return line;
    }
    if (first->who != v->who || first->stamp != v->stamp) {
        l->replaced += first->stamp == v->stamp;
        return 1;
    }
    if (i64map_get(&l->seen, what, &line))
        return line;
    l->invoices += first->n == 1;
    l->lines += first->n == 1 ? 2 : 1;
    line = place(l, id, v, ++first->n);
    i64map_set(&l->seen, what, line);
    return line;
}

void lines_key(InvoiceLines *l, const PlanCells *row, Str raw, Str context, PlanRow *out, Emit *e, Arena *scratch)
{
    int64_t line = 1;
    Str id = out->record.ext_id;
    if (!l->on || !id.n)
        return;
    if (str_starts(context, STR("line "))) {
        if (!str_to_i64(str_sub(context, 5, context.n), &line))
            line = 1;
    } else {
        LinesInvoice v = said_by(l, row, raw, out, scratch);
        line = line_of(l, id, &v);
    }
    e->context = line > 1 ? str_fmt(scratch, "line %lld", (long long)line) : STR("");
    if (line > 1)
        out->record.ext_id = str_fmt(scratch, "%.*s#%lld", STR_ARG(id), (long long)line);
}

Status lines_end(InvoiceLines *l, Emit *e, Err *err)
{
    Status st = ST_OK;
    Str number;
    int64_t line;
    for (size_t at = 0; l->book && !st && book_gone(l->book, &at, &number, &line);) {
        Arena scratch;
        arena_init(&scratch);
        Str id = line > 1 ? str_fmt(&scratch, "%.*s#%lld", STR_ARG(number), (long long)line) : number;
        bool ended;
        st = emit_end(e, KIND_INVOICE, id, &ended, err);
        if (ended)
            book_lost(l->book, number);
        arena_release(&scratch);
    }
    return st;
}

static void say_book(const InvoiceBook *b, Emit *e)
{
    if (b->fewer)
        emit_remark(e, "%lld invoice%s fewer lines than before: %lld line%s no more", (long long)b->fewer, b->fewer == 1 ? " has" : "s have",
                    (long long)b->gone, b->gone == 1 ? " counts" : "s count");
    if (b->added)
        emit_remark(e, "%lld line%s of %lld invoice%s added to the lines of before: the file repeats none of them", (long long)b->more, b->more == 1 ? "" : "s",
                    (long long)b->added, b->added == 1 ? " is" : "s are");
    if (b->unclear)
        emit_remark(e, "%lld invoice%s without lines that other files had: they stay, since nothing says that this file holds invoices wholly",
                    (long long)b->unclear, b->unclear == 1 ? " comes" : "s come");
}

void lines_say(const InvoiceLines *l, Emit *e)
{
    if (l->book)
        say_book(l->book, e);
    if (l->lines)
        emit_remark(e, "%lld lines of %lld invoice%s: the amounts of one number are added", (long long)l->lines, (long long)l->invoices, l->invoices == 1 ? "" : "s");
    if (l->replaced)
        emit_remark(e, "%lld row%s another day, customer or currency for an invoice number that the file has had: the last one counts, `throughline ledger` "
                       "lists the others", (long long)l->replaced, l->replaced == 1 ? " says" : "s say");
}
