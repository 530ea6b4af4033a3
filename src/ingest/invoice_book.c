#include "ingest/invoice_book.h"

struct BookLine {
    size_t  of;               /* its invoice */
    int64_t line, amount, file;
    bool    taken, gone;
};

struct BookInvoice {
    Str     number;
    size_t  from, n;          /* its lines */
    int64_t last;             /* the highest line there was */
    int64_t sum, shared, fresh, fresh_sum, more, lost;
    bool    seen, held;
};

/* "INV-1#3": 3; "INV-1": 1. */
static int64_t place_of(Str id, Str number)
{
    int64_t line = 1;
    if (id.n > number.n + 1 && !str_to_i64(str_sub(id, number.n + 1, id.n), &line))
        line = 1;
    return line;
}

InvoiceBook *invoice_book(const Table *t, Arena *a)
{
    InvoiceBook *b = ARENA_NEW(a, InvoiceBook);
    if (!t || !t->n)
        return NULL;
    *b = (InvoiceBook){ .invoice = ARENA_NEW_N(a, BookInvoice, t->n), .line = ARENA_NEW_N(a, BookLine, t->n) };
    strmap_init(&b->number, a);
    for (size_t r = 0; r < t->n; r++) {
        Str number = col_text(t, "number")[r];
        bool is_new;
        size_t at = strmap_put(&b->number, number, &is_new);
        BookInvoice *v = &b->invoice[at];
        if (is_new)
            *v = (BookInvoice){ .number = b->number.key[at], .from = r };
        b->n += is_new;
        int64_t line = place_of(col_text(t, "ext_id")[r], number);
        v->last = line > v->last ? line : v->last;
        v->sum += col_int(t, "amount")[r];
        v->n++;
        b->line[b->n_line++] = (BookLine){ .of = at, .line = line, .amount = col_int(t, "amount")[r], .file = col_int(t, "file_id")[r] };
    }
    return b;
}

static BookInvoice *find(const InvoiceBook *b, Str number)
{
    size_t at;
    return strmap_get(&b->number, number, &at) ? &b->invoice[at] : NULL;
}

bool book_has(const InvoiceBook *b, Str number) { return find(b, number) != NULL; }

/* A line of that amount which nothing has taken yet. */
static BookLine *same_amount(InvoiceBook *b, const BookInvoice *v, int64_t amount)
{
    for (size_t i = 0; i < v->n; i++) {
        BookLine *l = &b->line[v->from + i];
        if (!l->taken && l->amount == amount)
            return l;
    }
    return NULL;
}

void book_see(InvoiceBook *b, Str number, int64_t amount)
{
    BookInvoice *v = find(b, number);
    BookLine *l = same_amount(b, v, amount);
    v->seen = true;
    if (l) {
        l->taken = true;
        v->shared++;
    } else {
        v->fresh++;
        v->fresh_sum += amount;
    }
}

void book_hold(InvoiceBook *b, Str number)
{
    find(b, number)->held = true;
}

/* Whether lines of that file come again. */
static bool comes_again(const InvoiceBook *b, const BookInvoice *v, int64_t file)
{
    for (size_t i = 0; i < v->n; i++)
        if (b->line[v->from + i].taken && b->line[v->from + i].file == file)
            return true;
    return false;
}

/* All its lines come again, and they had come in several files. */
static bool is_piled(const InvoiceBook *b, const BookInvoice *v)
{
    bool several = false;
    for (size_t i = 0; i < v->n; i++)
        several |= b->line[v->from + i].file != b->line[v->from].file;
    return several && v->shared == (int64_t)v->n;
}

static void judge(InvoiceBook *b, BookInvoice *v)
{
    bool total = v->fresh == 1 && v->fresh_sum == v->sum, all = !v->shared && (total || v->fresh >= (int64_t)v->n || b->repeats), stays = false;
    for (size_t i = 0; i < v->n; i++) {
        BookLine *l = &b->line[v->from + i];
        if (l->taken)
            continue;
        l->gone = all || (v->shared && (b->piled || comes_again(b, v, l->file)));
        stays |= !l->gone;
    }
    b->unclear += v->shared && stays;
}

void book_judge(InvoiceBook *b)
{
    for (size_t i = 0; i < b->n; i++) {
        b->repeats |= b->invoice[i].shared > 0;
        b->piled |= is_piled(b, &b->invoice[i]);
    }
    for (size_t i = 0; i < b->n; i++)
        if (b->invoice[i].seen)
            judge(b, &b->invoice[i]);
    for (size_t i = 0; i < b->n_line; i++)
        b->line[i].taken = false;
}

int64_t book_line(InvoiceBook *b, Str number, bool priced, int64_t amount)
{
    BookInvoice *v = find(b, number);
    BookLine *l = priced ? same_amount(b, v, amount) : NULL;
    for (size_t i = 0; !l && i < v->n; i++)
        if (b->line[v->from + i].gone && !b->line[v->from + i].taken)
            l = &b->line[v->from + i];
    if (l) {
        l->taken = true;
        return l->line;
    }
    b->added += !v->shared && !v->more++;
    b->more += !v->shared;
    return ++v->last;
}

bool book_gone(const InvoiceBook *b, size_t *at, Str *number, int64_t *line)
{
    while (*at < b->n_line) {
        const BookLine *l = &b->line[(*at)++];
        const BookInvoice *v = &b->invoice[l->of];
        if (!l->gone || l->taken || v->held)
            continue;
        *number = v->number;
        *line = l->line;
        return true;
    }
    return false;
}

void book_lost(InvoiceBook *b, Str number)
{
    b->fewer += !find(b, number)->lost++;
    b->gone++;
}
