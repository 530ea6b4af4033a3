#include "ingest/json_items.h"

#include "model/limits.h"

enum { BATCH_BYTES = 1 << 20 };

static void add_item(JsonItems *b, JsonItem it)
{
    if (b->n == b->cap) {
        size_t cap = b->cap ? b->cap * 2 : 8192;
        JsonItem *more = ARENA_NEW_N(&b->a, JsonItem, cap);
        if (b->n)
            memcpy(more, b->item, b->n * sizeof *more);
        b->item = more;
        b->cap = cap;
    }
    b->item[b->n++] = it;
}

/* Skips what is left of a line that is over the limit, keeping its start. */
static Status skip_long(JsonReader *r, JsonItems *b, Err *err)
{
    Str raw = str_dup(&b->a, (Str){ r->b->buf + r->pos, LIMIT_RAW });
    add_item(b, (JsonItem){ raw, r->line, "record is over the limit" });
    for (;;) {
        const char *nl = memchr(r->b->buf + r->pos, '\n', r->b->n - r->pos);
        if (nl || r->b->eof) {
            r->pos = nl ? (size_t)(nl - r->b->buf) + 1 : r->b->n;
            r->line++;
            return ST_OK;
        }
        Status st = bytes_more(r->b, r->b->n, err);
        r->pos = 0;
        if (st)
            return st;
    }
}

/* Takes whole lines from the window, about BATCH_BYTES of them. */
static void take_lines(JsonReader *r, JsonItems *b)
{
    size_t start = r->pos, end = start;
    const char *base = r->b->buf;
    while (end < r->b->n && end - start < BATCH_BYTES) {
        const char *nl = memchr(base + end, '\n', r->b->n - end);
        if (!nl && !r->b->eof)
            break;
        end = nl ? (size_t)(nl - base) + 1 : r->b->n;
    }
    Str text = str_dup(&b->a, (Str){ base + start, end - start });
    while (text.n) {
        Str line = str_trim(str_cut(&text, '\n'));
        if (line.n)
            add_item(b, (JsonItem){ line, r->line, NULL });
        r->line++;
    }
    r->pos = end;
}

static size_t space_end(Str s, size_t i)
{
    while (i < s.n && strchr(" \t\r\n", s.p[i]) && s.p[i])
        i++;
    return i;
}

/* Takes the next objects of a document's array.  What is cut off by the end of the file is one bad item. */
static void take_elements(JsonReader *r, JsonItems *b)
{
    Str s = r->document;
    while (b->n < 4096) {
        size_t from = space_end(s, r->pos), end = json_value_end(s, from);
        if (from >= s.n || end == from)
            break;
        for (; r->counted < from; r->counted++)
            r->line += s.p[r->counted] == '\n';
        const char *reason = end == SIZE_MAX ? "the file ends within this record" : NULL;
        if (end == SIZE_MAX)
            end = s.n;
        bool big = end - from > LIMIT_LINE;
        add_item(b, (JsonItem){ str_sub(s, from, big ? LIMIT_RAW : end - from), r->line, big ? "record is over the limit" : reason });
        r->pos = space_end(s, end);
        r->pos += r->pos < s.n && s.p[r->pos] == ',';
    }
}

Status json_items_read(JsonReader *r, JsonItems *b, Err *err)
{
    Status st = ST_OK;
    if (r->back) {
        *b = *r->back;
        r->back = b->next;
        return ST_OK;
    }
    *b = (JsonItems){ 0 };
    if (r->again) {
        for (; r->pos < r->again->n && b->n < 4096; r->pos++)
            add_item(b, (JsonItem){ r->again->row[r->pos].raw, r->again->row[r->pos].line, NULL });
        return ST_OK;
    }
    if (!r->b) {
        take_elements(r, b);
        return ST_OK;
    }
    while (!st && !b->n) {
        take_lines(r, b);
        if (b->n || (r->b->eof && r->pos == r->b->n))
            break;
        if (r->b->n - r->pos > LIMIT_LINE) {
            st = skip_long(r, b, err);
            continue;
        }
        st = bytes_more(r->b, r->pos, err);
        r->pos = 0;
    }
    return st;
}

Status json_items_open(const Job *j, Arena *a, JsonReader *r, Err *err)
{
    *r = (JsonReader){ .line = 1, .again = j->again, .document = STR("") };
    if (j->again)
        return ST_OK;
    if (j->lines)
        return bytes_open(&j->at.place, &j->look, a, &r->b, err);
    Status st = job_text(j, LIMIT_JSON_FILE, a, &r->document, err);
    if (!st && !json_array_start(r->document, &r->pos))
        st = ERR(err, ST_INVALID, "JSON without an array of objects");
    return st;
}

/* Most records lack most of what they could have: what is absent takes no room. */
void json_items_keep(JsonItems *some, size_t i, const JsonPick *p, const Str *cell)
{
    JsonKept *k = &some->kept[i];
    size_t n = 0;
    for (size_t c = 0; c < p->n; c++)
        k->has |= (uint64_t)(cell[c].p != NULL) << c;
    for (size_t c = 0; c < p->n_whole; c++)
        k->has_whole |= (uint32_t)(cell[p->n + c].p != NULL) << c;
    k->cell = arena_alloc(&some->a, (size_t)(__builtin_popcountll(k->has) + __builtin_popcount(k->has_whole)) * sizeof *k->cell, _Alignof(Str));
    for (size_t c = 0; c < p->n + p->n_whole; c++)
        if (cell[c].p)
            k->cell[n++] = cell[c];
}

void json_items_kept(const JsonItems *some, size_t i, const JsonPick *p, Str *cell)
{
    const JsonKept *k = &some->kept[i];
    const Str *from = k->cell;
    for (size_t c = 0; c < p->n; c++)
        cell[c] = k->has >> c & 1 ? *from++ : (Str){ NULL, 0 };
    for (size_t c = 0; c < p->n_whole; c++)
        cell[p->n + c] = k->has_whole >> c & 1 ? *from++ : (Str){ NULL, 0 };
}

void json_items_back(JsonReader *r, JsonItems *first)
{
    r->back = first;
}

void json_items_close(JsonReader *r)
{
    for (JsonItems *at = r->back; at; at = at->next)
        arena_release(&at->a);
    r->back = NULL;
}
