#include "value/ledger_in.h"

#include <stdlib.h>

#include "base/date.h"
#include "value/book.h"

const char *const part_name[PART_COUNT] = {
    [PART_FILES] = "in files", [PART_SUPERSEDED] = "superseded", [PART_VOID] = "void", [PART_DRAFT] = "draft", [PART_DUPLICATE] = "duplicate",
    [PART_QUARANTINED] = "quarantined", [PART_ILLEGIBLE] = "quarantined without amount", [PART_INVOICED] = "invoiced", [PART_MATCHED] = "matched",
    [PART_UNMATCHED] = "unmatched", [PART_CREDIT] = "credit notes", [PART_NO_RATE] = "without rate", [PART_PAID] = "paid", [PART_OPEN] = "open",
    [PART_OVERPAID] = "overpaid", [PART_STRAY] = "payments without invoice", [PART_GL_REVENUE] = "ledger revenue", [PART_GL_TIED] = "in the ledger",
    [PART_GL_MISSING] = "not in the ledger", [PART_GL_EXTRA] = "ledger without invoice",
};

/* Room for one more. */
static void *more(Arena *a, void *old, size_t n, size_t *cap, size_t size)
{
    if (n < *cap)
        return old;
    *cap = *cap ? *cap * 2 : 64;
    void *to = arena_array(a, *cap, size, 8);
    if (n)
        memcpy(to, old, n * size);
    return to;
}

Part *tie_part(Tie *t, PartId id, bool has_month, int64_t month, Str currency)
{
    bool is_new;
    char key[64];
    int n = snprintf(key, sizeof key, "%d|%lld|%.40s", (int)id, has_month ? (long long)month : -1000000LL, currency.p);
    size_t k = strmap_put(&t->part_key, (Str){ key, (size_t)n < sizeof key ? (size_t)n : sizeof key - 1 }, &is_new);
    t->part = more(t->a, t->part, k, &t->part_cap, sizeof *t->part);
    if (is_new)
        t->part[k] = (Part){ .month = month, .has_month = has_month, .currency = currency, .id = id };
    return &t->part[k];
}

void tie_add(Tie *t, PartId id, int64_t day, Str currency, int64_t amount)
{
    Part *p = tie_part(t, id, true, day_month_start(day), currency);
    int64_t in_reporting;
    p->n++;
    p->amount += amount;
    if (rate_convert(&t->rates, day, currency, t->reporting, amount, &in_reporting) == RATE_FOUND) {
        p->has_reporting = true;
        p->reporting += in_reporting;
    } else if (id == PART_INVOICED) {
        Part *none = tie_part(t, PART_NO_RATE, true, day_month_start(day), currency);
        none->n++;
        none->amount += amount;
    }
}

void tie_row(Tie *t, TieRow row)
{
    if (!row.note.p)
        row.note = STR("");
    t->row = more(t->a, t->row, t->n_row, &t->row_cap, sizeof *t->row);
    t->row[t->n_row++] = row;
}

/* Which status word says which state stands in the view invoice_state. */
static PartId fate_of_state(Str state)
{
    return str_eq(state, STR("void")) ? PART_VOID : str_eq(state, STR("draft")) ? PART_DRAFT : PART_MATCHED;
}

/* The same invoice out of another system: number, amount, currency, day and account agree. */
static bool is_copy(Tie *t, StrMap *seen, size_t *first, size_t i)
{
    const Invoice *v = &t->invoice[i];
    bool is_new;
    if (!v->number.n)
        return false;
    Str key = str_fmt(t->a, "%.*s|%lld|%.*s|%lld|%lld", STR_ARG(v->number), (long long)v->amount, STR_ARG(v->currency), (long long)v->issued,
                      (long long)v->account);
    size_t k = strmap_put(seen, key, &is_new);
    if (is_new)
        first[k] = i;
    return !is_new && t->invoice[first[k]].source != v->source;
}

static void place(Tie *t, Invoice *v, const Invoice *twin)
{
    const TieRow row = { .month = day_month_start(v->issued), .has_month = true, .currency = v->currency, .number = v->number.n ? v->number : v->ext_id,
                         .has_amount = true, .amount = v->amount, .file = v->file, .line = v->line };
    tie_add(t, PART_FILES, v->issued, v->currency, v->amount);
    tie_add(t, v->fate, v->issued, v->currency, v->amount);
    if (twin) {
        TieRow r = row;
        r.reason = "duplicate";
        r.has_expected = true;
        r.expected = twin->amount;
        r.other_file = twin->file;
        r.other_line = twin->line;
        tie_row(t, r);
    }
    if (v->fate != PART_MATCHED && v->fate != PART_UNMATCHED)
        return;
    tie_add(t, PART_INVOICED, v->issued, v->currency, v->amount);
    if (v->amount < 0)
        tie_add(t, PART_CREDIT, v->issued, v->currency, v->amount);
    if (v->fate == PART_UNMATCHED) {
        TieRow r = row;
        r.reason = "unmatched";
        tie_row(t, r);
    }
}

/* Lines of one invoice are one for payments and the general ledger: the first has the sum, unless it does not count. */
static void join_lines(Tie *t)
{
    StrMap first;
    size_t *at = ARENA_NEW_N(t->a, size_t, t->n_invoice + 1);
    strmap_init(&first, t->a);
    for (size_t i = 0; i < t->n_invoice; i++) {
        Invoice *v = &t->invoice[i];
        bool is_new;
        v->whole = v->amount;
        if (!v->number.n || (v->fate != PART_MATCHED && v->fate != PART_UNMATCHED))
            continue;
        bool further = v->ext_id.n > v->number.n + 1 && v->ext_id.p[v->number.n] == '#' && str_starts(v->ext_id, v->number);
        if (!further && !str_eq(v->ext_id, v->number))
            continue;
        size_t k = strmap_put(&first, str_fmt(t->a, "%lld|%.*s|%.*s", (long long)v->source, STR_ARG(v->currency), STR_ARG(v->number)), &is_new);
        if (is_new) {
            at[k] = i;
        } else if (further) {
            v->is_line = true;
            t->invoice[at[k]].whole += v->amount;
        }
    }
}

static Status load_invoices(Tie *t, Err *err)
{
    Table in;
    Status st = store_fetch(t->s, SQL_LEDGER_INVOICES, STORE_NO_ARGS, t->a, &in, err);
    if (st)
        return st;
    const TableColumn *gone = table_col(&in, "superseded_by"), *account = table_col(&in, "account_id"), *paid = table_col(&in, "paid"),
                      *currency = table_col(&in, "currency");
    StrMap seen;
    size_t *first = ARENA_NEW_N(t->a, size_t, in.n + 1);
    strmap_init(&seen, t->a);
    t->invoice = ARENA_NEW_N(t->a, Invoice, in.n + 1);
    t->n_invoice = in.n;
    for (size_t r = 0; r < in.n; r++) {
        Invoice *v = &t->invoice[r];
        *v = (Invoice){ .source = col_int(&in, "source_id")[r], .file = col_int(&in, "file_id")[r], .line = col_int(&in, "line")[r],
                        .issued = col_int(&in, "issued")[r], .key = col_int(&in, "key_hash")[r], .stamped = table_col(&in, "stamped")->i[r] != 0, .amount = col_int(&in, "amount")[r], .account = col_has(account, r) ? account->i[r] : 0,
                        .ext_id = col_text(&in, "ext_id")[r], .number = col_text(&in, "number")[r],
                        .currency = col_has(currency, r) ? currency->s[r] : STR(""), .status = col_text(&in, "status")[r] };
        v->says_paid = col_has(paid, r) || str_eq(v->status, STR("paid"));
        v->fate = col_has(gone, r) ? PART_SUPERSEDED : fate_of_state(col_text(&in, "state")[r]);
        bool copy = v->fate == PART_MATCHED && is_copy(t, &seen, first, r);
        if (copy)
            v->fate = PART_DUPLICATE;
        else if (v->fate == PART_MATCHED && !v->account)
            v->fate = PART_UNMATCHED;
    }
    join_lines(t);
    return ST_OK;
}

/* What an invoice that was replaced by another row of its own file says otherwise than the row in its place; NULL: nothing of worth, or it is mended or a version. */
static const Invoice *in_place_of(const Tie *t, const I64Map *by_key, const Invoice *v)
{
    int64_t at;
    if (v->fate != PART_SUPERSEDED || v->stamped || !i64map_get(by_key, (uint64_t)v->key, &at))
        return NULL;
    const Invoice *n = &t->invoice[at];
    bool same = n->amount == v->amount && n->issued == v->issued && n->account == v->account && str_eq(n->currency, v->currency);
    return same || n->file != v->file || n->line == v->line ? NULL : n;
}

static void list_replaced(Tie *t)
{
    I64Map by_key;
    i64map_init(&by_key);
    for (size_t i = 0; i < t->n_invoice; i++)
        if (t->invoice[i].fate != PART_SUPERSEDED)
            i64map_set(&by_key, (uint64_t)t->invoice[i].key, (int64_t)i);
    for (size_t i = 0; i < t->n_invoice; i++) {
        const Invoice *v = &t->invoice[i], *n = in_place_of(t, &by_key, v);
        if (n)
            tie_row(t, (TieRow){ .month = day_month_start(v->issued), .has_month = true, .currency = v->currency, .number = v->number.n ? v->number : v->ext_id,
                                 .reason = "replaced within its file", .has_amount = true, .amount = v->amount, .has_expected = true, .expected = n->amount,
                                 .file = v->file, .line = v->line, .other_file = n->file, .other_line = n->line });
    }
    i64map_release(&by_key);
}

/* The one a duplicate repeats. */
static const Invoice *twin_of(const Tie *t, const StrMap *by_number, const size_t *at, const Invoice *v)
{
    size_t k;
    return strmap_get(by_number, v->number, &k) ? &t->invoice[at[k]] : NULL;
}

static void place_invoices(Tie *t)
{
    StrMap by_number;
    size_t *at = ARENA_NEW_N(t->a, size_t, t->n_invoice + 1);
    strmap_init(&by_number, t->a);
    for (size_t i = 0; i < t->n_invoice; i++) {
        bool is_new;
        const Invoice *v = &t->invoice[i];
        if ((v->fate != PART_MATCHED && v->fate != PART_UNMATCHED) || !v->number.n)
            continue;
        size_t k = strmap_put(&by_number, v->number, &is_new);
        if (is_new)
            at[k] = i;
    }
    for (size_t i = 0; i < t->n_invoice; i++) {
        Invoice *v = &t->invoice[i];
        place(t, v, v->fate == PART_DUPLICATE ? twin_of(t, &by_number, at, v) : NULL);
    }
}

static Status place_aside(Tie *t, Err *err)
{
    Table q;
    Status st = store_fetch(t->s, SQL_LEDGER_ASIDE, STORE_NO_ARGS, t->a, &q, err);
    if (st)
        return st;
    const TableColumn *day = table_col(&q, "day"), *amount = table_col(&q, "amount");
    for (size_t r = 0; r < q.n; r++) {
        bool dated = col_has(day, r), worth = col_has(amount, r);
        int64_t month = dated ? day_month_start(day->i[r]) : 0;
        Str currency = col_text(&q, "currency")[r];
        Part *p = tie_part(t, worth ? PART_QUARANTINED : PART_ILLEGIBLE, dated, month, currency);
        p->n++;
        if (worth) {
            p->amount += amount->i[r];
            p = tie_part(t, PART_FILES, dated, month, currency);
            p->n++;
            p->amount += amount->i[r];
        }
        tie_row(t, (TieRow){ .month = month, .has_month = dated, .currency = currency, .number = STR(""), .reason = "quarantined", .has_amount = worth,
                             .amount = worth ? amount->i[r] : 0, .note = col_text(&q, "reason")[r], .file = col_int(&q, "file_id")[r],
                             .line = col_int(&q, "line")[r] });
    }
    return ST_OK;
}

/* One finding a month and currency whose invoices have no rate, at the first of them. */
static void note_rates(Tie *t)
{
    for (size_t i = 0; i < t->n_invoice; i++) {
        const Invoice *v = &t->invoice[i];
        int64_t unused;
        if ((v->fate != PART_MATCHED && v->fate != PART_UNMATCHED)
            || rate_convert(&t->rates, v->issued, v->currency, t->reporting, v->amount, &unused) == RATE_FOUND)
            continue;
        Part *p = tie_part(t, PART_NO_RATE, true, day_month_start(v->issued), v->currency);
        if (p->has_reporting)
            continue;
        p->has_reporting = true;     /* told; put back below */
        tie_row(t, (TieRow){ .month = p->month, .has_month = true, .currency = v->currency, .number = STR(""), .reason = "no rate", .has_amount = true,
                             .amount = p->amount, .file = v->file, .line = v->line,
                             .note = str_fmt(t->a, "%lld invoices without a rate to %.*s; this is the first", (long long)p->n, STR_ARG(t->reporting)) });
    }
    for (size_t k = 0; k < t->part_key.n; k++)
        if (t->part[k].id == PART_NO_RATE)
            t->part[k].has_reporting = false;
}

static int by_part(const void *x, const void *y)
{
    const Part *a = x, *b = y;
    if (a->has_month != b->has_month)
        return a->has_month ? -1 : 1;
    if (a->month != b->month)
        return a->month < b->month ? -1 : 1;
    int c = str_cmp(a->currency, b->currency);
    return c ? c : (a->id > b->id) - (a->id < b->id);
}

static int by_row(const void *x, const void *y)
{
    const TieRow *a = x, *b = y;
    if (a->has_month != b->has_month)
        return a->has_month ? -1 : 1;
    if (a->month != b->month)
        return a->month < b->month ? -1 : 1;
    int c = str_cmp(a->currency, b->currency);
    c = c ? c : strcmp(a->reason, b->reason);
    c = c ? c : (a->file > b->file) - (a->file < b->file);
    c = c ? c : (a->line > b->line) - (a->line < b->line);
    return c ? c : str_cmp(a->number, b->number);
}

static Status write_parts(Tie *t, Err *err)
{
    static const ColSpec cols[] = { { "part_id", COL_INT }, { "month", COL_DATE }, { "currency", COL_TEXT }, { "part", COL_TEXT }, { "n", COL_INT },
                                    { "amount", COL_INT }, { "reporting", COL_INT } };
    Table out;
    table_init(&out, t->a, cols, COUNT_OF(cols));
    if (t->part_key.n)
        qsort(t->part, t->part_key.n, sizeof *t->part, by_part);
    for (size_t k = 0; k < t->part_key.n; k++) {
        const Part *p = &t->part[k];
        table_put_int(&out, 0, (int64_t)k + 1);
        if (p->has_month)
            table_put_int(&out, 1, p->month);
        table_put_text(&out, 2, p->currency);
        table_put_text(&out, 3, str_of(part_name[p->id]));
        table_put_int(&out, 4, p->n);
        table_put_int(&out, 5, p->amount);
        if (p->has_reporting)
            table_put_int(&out, 6, p->reporting);
        table_row(&out);
    }
    Status st = store_run(t->s, SQL_CLEAR_LEDGER_PART, STORE_NO_ARGS, err);
    return st ? st : store_append(t->s, "d_ledger_part", &out, err);
}

static Status write_rows(Tie *t, Err *err)
{
    static const ColSpec cols[] = { { "row_id", COL_INT }, { "month", COL_DATE }, { "currency", COL_TEXT }, { "reason", COL_TEXT }, { "number", COL_TEXT },
                                    { "amount", COL_INT }, { "expected", COL_INT }, { "difference", COL_INT }, { "note", COL_TEXT }, { "file_id", COL_INT },
                                    { "line", COL_INT }, { "other_file", COL_INT }, { "other_line", COL_INT } };
    Table out;
    table_init(&out, t->a, cols, COUNT_OF(cols));
    if (t->n_row)
        qsort(t->row, t->n_row, sizeof *t->row, by_row);
    for (size_t k = 0; k < t->n_row; k++) {
        const TieRow *r = &t->row[k];
        table_put_int(&out, 0, (int64_t)k + 1);
        if (r->has_month)
            table_put_int(&out, 1, r->month);
        table_put_text(&out, 2, r->currency);
        table_put_text(&out, 3, str_of(r->reason));
        table_put_text(&out, 4, r->number);
        if (r->has_amount)
            table_put_int(&out, 5, r->amount);
        if (r->has_expected)
            table_put_int(&out, 6, r->expected);
        if (r->has_amount && r->has_expected)
            table_put_int(&out, 7, r->amount - r->expected);
        table_put_text(&out, 8, r->note);
        table_put_int(&out, 9, r->file);
        table_put_int(&out, 10, r->line);
        if (r->other_file) {
            table_put_int(&out, 11, r->other_file);
            table_put_int(&out, 12, r->other_line);
        }
        table_row(&out);
    }
    Status st = store_run(t->s, SQL_CLEAR_LEDGER_ROW, STORE_NO_ARGS, err);
    return st ? st : store_append(t->s, "d_ledger_row", &out, err);
}

/* The two sums that pages show, of all currencies by the rate of each invoice's day; what has no rate is in the part of that name.  Parts are sorted, so invoiced and matched of a month follow each other. */
static Status write_ledger(Tie *t, int64_t *invoiced, int64_t *matched, Err *err)
{
    static const ColSpec cols[] = { { "month", COL_DATE }, { "currency", COL_TEXT }, { "invoiced", COL_INT }, { "matched", COL_INT } };
    Table out;
    table_init(&out, t->a, cols, COUNT_OF(cols));
    *invoiced = *matched = 0;
    for (size_t k = 0; k < t->part_key.n; k++) {
        const Part *p = &t->part[k], *next = k + 1 < t->part_key.n ? p + 1 : NULL;
        if (p->id != PART_INVOICED)
            continue;
        bool has = next && next->id == PART_MATCHED && next->month == p->month && str_eq(next->currency, p->currency);
        table_put_int(&out, 0, p->month);
        table_put_text(&out, 1, p->currency);
        table_put_int(&out, 2, p->amount);
        table_put_int(&out, 3, has ? next->amount : 0);
        table_row(&out);
        *invoiced += p->reporting;
        *matched += has ? next->reporting : 0;
    }
    Status st = store_run(t->s, SQL_CLEAR_LEDGER, STORE_NO_ARGS, err);
    return st ? st : store_append(t->s, "d_ledger", &out, err);
}

Status ledger_write(Store *s, int64_t *invoiced, int64_t *matched, Arena *a, Err *err)
{
    Tie t = { .s = s, .a = a, .reporting = str_of(store_currency(s)) };
    strmap_init(&t.part_key, a);
    Status st = rates_load(s, a, &t.rates, err);
    if (!st)
        st = load_invoices(&t, err);
    if (st)
        return st;
    place_invoices(&t);
    list_replaced(&t);
    st = place_aside(&t, err);
    note_rates(&t);
    if (!st)
        st = tie_payments(&t, err);
    if (!st)
        st = tie_general_ledger(&t, err);
    if (!st)
        st = write_parts(&t, err);
    if (!st)
        st = write_rows(&t, err);
    if (!st)
        st = write_ledger(&t, invoiced, matched, err);
    if (!st)
        st = store_put_summary_int(s, "ledger_invoiced", *invoiced, err);
    return st ? st : store_put_summary_int(s, "ledger_matched", *matched, err);
}
