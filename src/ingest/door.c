#include "ingest/door.h"

#include <stdatomic.h>

#include "base/attr.h"
#include "base/buf.h"
#include "ingest/memo.h"
#include "model/limits.h"

enum { LOOK_VALUES = 2000, SHORT_TEXT = 11 };

typedef struct DoorColumn {
    PrivateKind      kind;
    bool             by_header, scan;
    PrivateLook      look;
    _Atomic(int64_t) n;
} DoorColumn;

struct Door {
    const Str       *name;
    DoorColumn      *column;
    size_t           n;
    size_t          *shut, n_shut;       /* columns that are not let in */
    PrivateSet       keep;
    _Atomic(int64_t) masked[PRIVATE_COUNT];
    Arena           *a;
};

/* "context.ip": the member's own name counts too. */
static PrivateKind named(const Door *d, Str name, Arena *a)
{
    PrivateKind k = private_header(name, a);
    size_t dot = name.n;
    while (dot && name.p[dot - 1] != '.')
        dot--;
    if (!k && dot)
        k = private_header(str_sub(name, dot, name.n), a);
    return k && d->keep >> k & 1 ? PRIVATE_NONE : k;
}

static PrivateKind by_name(const Door *d, Str name) { return named(d, name, d->a); }

bool door_shuts_name(const Door *d, Str name, Arena *a) { return named(d, name, a) != PRIVATE_NONE; }

bool door_shuts_value(const Door *d, Str name, Str value)
{
    bool version = str_ihas(name, STR("version")) || str_ihas(name, STR("release")) || str_ihas(name, STR("build"));
    return !version && !(d->keep >> PRIVATE_IP & 1) && private_is_ip(value);
}

Door *door_open(const Str *column, size_t n, PrivateSet keep, Arena *a)
{
    Door *d = ARENA_NEW(a, Door);
    *d = (Door){ .name = column, .n = n, .keep = keep, .a = a };
    d->column = ARENA_NEW_N(a, DoorColumn, n + 1);
    d->shut = ARENA_NEW_N(a, size_t, n + 1);
    for (size_t i = 0; i < n; i++) {
        d->column[i].kind = by_name(d, column[i]);
        d->column[i].by_header = d->column[i].kind != PRIVATE_NONE;
    }
    return d;
}

void door_label(Door *d, int column, Str label)
{
    enum { LABEL_WORDS = 80 };           /* a question is a sentence; a column's name is not */
    if (column < 0 || (size_t)column >= d->n || d->column[column].kind || label.n > LABEL_WORDS)
        return;
    d->column[column].kind = by_name(d, label);
    d->column[column].by_header = d->column[column].kind != PRIVATE_NONE;
}

void door_look(Door *d, const Str *cell, size_t n)
{
    for (size_t i = 0; i < n && i < d->n; i++)
        if (cell[i].p && cell[i].n && d->column[i].look.n < LOOK_VALUES)
            private_look(&d->column[i].look, cell[i]);
}

void door_settle(Door *d)
{
    d->n_shut = 0;
    for (size_t i = 0; i < d->n; i++) {
        DoorColumn *c = &d->column[i];
        if (!c->kind) {
            PrivateKind k = private_settle(&c->look, d->name[i]);
            c->kind = k && d->keep >> k & 1 ? PRIVATE_NONE : k;
        }
        c->scan = private_scan(&c->look);
        if (c->kind)
            d->shut[d->n_shut++] = i;
    }
}

void door_note(const Door *d, Memo *m)
{
    for (size_t i = 0; i < d->n; i++) {
        if (d->column[i].kind)
            memo_put(m, "shut", d->name[i], str_of(private_words[d->column[i].kind].name));
        else if (!d->column[i].scan)
            memo_put(m, "ids", d->name[i], STR("1"));
    }
}

void door_as_noted(Door *d, const Memo *m)
{
    d->n_shut = 0;
    for (size_t i = 0; i < d->n; i++) {
        DoorColumn *c = &d->column[i];
        Str shut = memo_get(m->given, "shut", d->name[i]);
        for (int k = 1; k < PRIVATE_COUNT && shut.n; k++)
            if (str_eq(shut, str_of(private_words[k].name)) && !(d->keep >> k & 1))
                c->kind = (PrivateKind)k;
        c->scan = !memo_get(m->given, "ids", d->name[i]).n;
        if (c->kind)
            d->shut[d->n_shut++] = i;
    }
}

bool door_shut(const Door *d, int column)
{
    return column >= 0 && (size_t)column < d->n && d->column[column].kind;
}

void door_pass(Door *d, const Str *cell, size_t n)
{
    for (size_t k = 0; k < d->n_shut; k++) {
        size_t i = d->shut[k];
        if (i < n && cell[i].p && str_trim(cell[i]).n)
            atomic_fetch_add_explicit(&d->column[i].n, 1, memory_order_relaxed);
    }
}

static void add_masked(Door *d, const int64_t n[PRIVATE_COUNT])
{
    for (int k = 0; k < PRIVATE_COUNT; k++)
        if (n[k])
            atomic_fetch_add_explicit(&d->masked[k], n[k], memory_order_relaxed);
}

Str door_text(Door *d, int column, Str text, Arena *a)
{
    int64_t n[PRIVATE_COUNT] = { 0 };
    bool ids = column >= 0 && (size_t)column < d->n && !d->column[column].scan;
    if (text.n < SHORT_TEXT || ids)
        return text;
    Str out = private_mask(text, d->keep, a, n);
    add_masked(d, n);
    return out;
}

Str door_cell(Door *d, Str raw, Arena *a)
{
    int64_t unused[PRIVATE_COUNT] = { 0 };
    return private_mask_raw(raw, d->keep, a, unused);
}

/* Behind the field that starts at i. */
static size_t field_end(Str s, size_t i, char delimiter)
{
    bool quoted = i < s.n && s.p[i] == '"';
    for (size_t k = quoted ? i + 1 : i; k < s.n; k++) {
        if (quoted && s.p[k] == '"')
            quoted = k + 1 < s.n && s.p[k + 1] == '"' ? (k++, true) : false;
        else if (!quoted && s.p[k] == delimiter)
            return k;
    }
    return s.n;
}

/* A field as it stands; columns of ids stay whole. */
static Str row_field(Door *d, int column, Str field, Arena *a)
{
    int64_t unused[PRIVATE_COUNT] = { 0 };
    bool ids = (size_t)column < d->n && !d->column[column].scan;
    return ids || field.n < SHORT_TEXT ? field : private_mask_raw(field, d->keep, a, unused);
}

static void raw_fields(Door *d, Str raw, char delimiter, bool row, Buf *b)
{
    Arena tmp;
    arena_init(&tmp);
    size_t at = 0;
    for (size_t i = 0; at <= raw.n; i++) {
        size_t end = field_end(raw, at, delimiter);
        if (i)
            buf_putc(b, delimiter);
        if (i < d->n && d->column[i].kind && end > at)
            buf_puts(b, PRIVATE_DOTS);
        else
            buf_put(b, row ? row_field(d, (int)i, str_sub(raw, at, end - at), &tmp) : str_sub(raw, at, end - at));
        at = end + 1;
    }
    arena_release(&tmp);
}

static size_t json_string_end(Str s, size_t i)
{
    for (i++; i < s.n && s.p[i] != '"'; i++)
        i += s.p[i] == '\\';
    return i < s.n ? i + 1 : s.n;
}

static size_t past_blanks(Str s, size_t i)
{
    while (i < s.n && (s.p[i] == ' ' || s.p[i] == '\t' || s.p[i] == '\n' || s.p[i] == '\r'))
        i++;
    return i;
}

/* Members whose name says that they are private get a masked value; objects and lists are looked into. */
static void raw_members(const Door *d, Str raw, Buf *b)
{
    size_t i = 0;
    while (i < raw.n) {
        if (raw.p[i] != '"') {
            buf_putc(b, raw.p[i++]);
            continue;
        }
        size_t end = json_string_end(raw, i), colon = past_blanks(raw, end);
        buf_put(b, str_sub(raw, i, end - i));
        bool name = colon < raw.n && raw.p[colon] == ':' && end - i > 2;
        PrivateKind k = name ? by_name(d, str_sub(raw, i + 1, end - i - 2)) : PRIVATE_NONE;
        i = end;
        if (!k)
            continue;
        size_t from = past_blanks(raw, colon + 1), to = from;
        if (from < raw.n && raw.p[from] == '"')
            to = json_string_end(raw, from);
        while (to < raw.n && !strchr(",}]{[\n", raw.p[to]))
            to++;
        buf_put(b, str_sub(raw, i, from - i));
        if (to > from)
            buf_puts(b, "\"" PRIVATE_DOTS "\"");
        i = to;
    }
}

Str door_raw(Door *d, Str raw, char delimiter, Arena *a)
{
    Buf b;
    Str s = str_sub(raw, 0, (size_t)LIMIT_RAW * 4);      /* what is kept is shorter still */
    buf_init(&b, s.n * 8 + 64);
    if (!delimiter)
        raw_members(d, s, &b);
    else
        raw_fields(d, s, delimiter, false, &b);
    Str out = door_cell(d, str_dup(a, buf_str(&b)), a);
    buf_release(&b);
    return out;
}

Str door_row(Door *d, Str raw, char delimiter, Arena *a)
{
    Buf b;
    if (raw.n > LIMIT_ASIDE_ROW)
        return (Str){ NULL, 0 };
    buf_init(&b, raw.n * 8 + 64);
    if (!delimiter)
        raw_members(d, raw, &b);
    else
        raw_fields(d, raw, delimiter, true, &b);
    Str out = str_dup(a, buf_str(&b));
    buf_release(&b);
    return delimiter ? out : door_cell(d, out, a);
}

size_t door_list(const Door *d, Arena *a, DoorHeld **out)
{
    size_t n = 0;
    *out = ARENA_NEW_N(a, DoorHeld, d->n_shut + PRIVATE_COUNT);
    for (size_t k = 0; k < d->n_shut; k++) {
        const DoorColumn *c = &d->column[d->shut[k]];
        int64_t values = atomic_load(&c->n);
        if (values)
            (*out)[n++] = (DoorHeld){ str_trim(d->name[d->shut[k]]), c->kind, private_words[c->kind].name, c->by_header ? "header" : "values", values };
    }
    for (int k = 0; k < PRIVATE_COUNT; k++)
        if (atomic_load(&d->masked[k]))
            (*out)[n++] = (DoorHeld){ STR(""), (PrivateKind)k, private_words[k].name, "text", atomic_load(&d->masked[k]) };
    return n;
}

void door_say(const DoorHeld *held, size_t n, Buf *b)
{
    for (size_t i = 0; i < n; i++) {
        const DoorHeld *h = &held[i];
        buf_puts(b, i ? ", " : b->n ? "; not stored: " : "not stored: ");
        if (h->column.n)
            buf_printf(b, "%.*s (%s), %lld value%s", STR_ARG(h->column), private_words[h->what].label, (long long)h->n, h->n == 1 ? "" : "s");
        else
            buf_printf(b, "%lld %s%s in texts, masked", (long long)h->n, private_words[h->what].label, h->n == 1 ? "" : "s");
    }
}
