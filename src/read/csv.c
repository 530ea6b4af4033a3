#include "read/csv.h"

#include "model/limits.h"

enum { SNIFF_ROWS = 30 };

/* Why a scan of one record stopped. */
typedef enum Scan { SCAN_DONE, SCAN_MORE, SCAN_QUOTE, SCAN_WIDE } Scan;

typedef struct Record {
    size_t n, end, next;    /* cells; index of the newline; index behind it */
    int64_t lines;          /* newlines inside and at the end */
    bool stray, torn, any_quoted;
    bool open;              /* stopped inside a quote */
    bool swallowed;         /* a closing quote that looks like the opening one of a later cell */
} Record;

/* How often the most common number of `d` in a record occurs, times that number. */
static size_t evenness(Str s, char d)
{
    size_t count[SNIFF_ROWS], rows = 0, here = 0, best = 0;
    bool quoted = false, any = false;
    for (size_t i = 0; i < s.n && rows < SNIFF_ROWS; i++) {
        char c = s.p[i];
        if (c == '"')
            quoted = !quoted;
        else if (!quoted && c == d)
            here++;
        if (!quoted && (c == '\n' || c == '\r')) {
            if (any)
                count[rows++] = here;
            here = 0;
            any = false;
        } else {
            any = true;
        }
    }
    if (!rows && any)
        count[rows++] = here;
    for (size_t i = 0; i < rows; i++) {
        size_t same = 0;
        for (size_t k = 0; k < rows; k++)
            same += count[k] == count[i];
        if (same * count[i] > best)
            best = same * count[i];
    }
    return best;
}

char csv_sniff(Str sample)
{
    static const char candidate[] = { ',', ';', '\t', '|' };
    char best = ',';
    size_t most = 0;
    for (size_t i = 0; i < sizeof candidate; i++) {
        size_t e = evenness(sample, candidate[i]);
        if (e > most) {
            most = e;
            best = candidate[i];
        }
    }
    return best;
}

static Status next(Rows *self, Row *row, RowsGot *got, Err *err)
{
    return csv_next((Csv *)self, row, got, err);
}

void csv_init(Csv *c, Bytes *b, char delimiter, Arena *a)
{
    *c = (Csv){ .rows = { .next = next }, .b = b, .delimiter = delimiter, .line = 1, .cap = 64, .a = a };
    c->cell = ARENA_NEW_N(a, Str, c->cap);
    c->quoted = ARENA_NEW_N(a, bool, c->cap);
    c->keep = arena_alloc(a, LIMIT_RAW, 1);
}

/* Index of the next byte `c` at or behind `from`, or n; remembered, so each byte is looked at once. */
static size_t find(const Bytes *b, char c, size_t from, CsvFind *f)
{
    if (f->known && f->asked <= from && from <= f->at)
        return f->at;
    const char *hit = from < b->n ? memchr(b->buf + from, c, b->n - from) : NULL;
    *f = (CsvFind){ from, hit ? (size_t)(hit - b->buf) : b->n, true };
    return f->at;
}

static size_t find_newline(Csv *c, size_t from)
{
    size_t lf = find(c->b, '\n', from, &c->lf);
    size_t cr = find(c->b, '\r', from, &c->cr);
    return lf < cr ? lf : cr;
}

/* Drops what is done and reads on; every index into the window is void afterwards. */
static Status refill(Csv *c, size_t drop, Err *err)
{
    c->pos = 0;
    c->lf.known = c->cr.known = false;
    return bytes_more(c->b, drop, err);
}

/* The index behind the newline at `at`; 0 when a CR ends the window and an LF may follow. */
static size_t behind_newline(const Bytes *b, size_t at)
{
    if (b->buf[at] == '\r') {
        if (at + 1 == b->n && !b->eof)
            return 0;
        if (at + 1 < b->n && b->buf[at + 1] == '\n')
            return at + 2;
    }
    return at + 1;
}

static int64_t newlines(const char *p, size_t n)
{
    int64_t count = 0;
    for (size_t i = 0; i < n; i++)
        count += p[i] == '\n' || (p[i] == '\r' && (i + 1 == n || p[i + 1] != '\n'));
    return count;
}

static bool put_cell(Csv *c, Record *r, size_t from, size_t to, bool quoted)
{
    if (r->n == LIMIT_COLUMNS)
        return false;
    if (r->n == c->cap) {
        Str *cell = ARENA_NEW_N(c->a, Str, c->cap * 2);
        bool *flag = ARENA_NEW_N(c->a, bool, c->cap * 2);
        memcpy(cell, c->cell, c->cap * sizeof *cell);
        memcpy(flag, c->quoted, c->cap * sizeof *flag);
        c->cell = cell;
        c->quoted = flag;
        c->cap *= 2;
    }
    c->cell[r->n] = (Str){ c->b->buf + from, to - from };
    c->quoted[r->n++] = quoted;
    r->any_quoted |= quoted;
    return true;
}

/* From behind an opening quote to behind the closing one. */
static Scan skip_quoted(const Csv *c, size_t *at)
{
    const Bytes *b = c->b;
    for (size_t q = *at;;) {
        const char *hit = q < b->n ? memchr(b->buf + q, '"', b->n - q) : NULL;
        if (!hit)
            return b->eof ? SCAN_QUOTE : SCAN_MORE;
        size_t r = (size_t)(hit - b->buf);
        if (r + 1 == b->n && !b->eof)
            return SCAN_MORE;
        if (r + 1 == b->n || b->buf[r + 1] != '"') {
            *at = r + 1;
            return SCAN_DONE;
        }
        q = r + 2;
    }
}

/* One record from pos; cells keep their quotes until the record is known to be whole. */
static Scan scan_record(Csv *c, Record *r)
{
    Bytes *b = c->b;
    size_t p = c->pos;
    *r = (Record){ 0 };
    for (;;) {
        size_t start = p;
        bool quoted = p < b->n && b->buf[p] == '"';
        if (quoted) {
            p++;
            Scan s = skip_quoted(c, &p);
            r->open = s != SCAN_DONE;
            if (r->open)
                return s;
            r->lines += newlines(b->buf + start, p - start);
        }
        size_t eol = find_newline(c, p);
        const char *hit = memchr(b->buf + p, c->delimiter, eol - p);
        size_t end = hit ? (size_t)(hit - b->buf) : eol;
        if (end == b->n && !b->eof)
            return SCAN_MORE;
        if (quoted && end != p) {
            char before = b->buf[p - 2];
            r->stray = true;
            r->swallowed |= before == '\n' || before == '\r' || before == c->delimiter;
        }
        if (!put_cell(c, r, start, end, quoted))
            return SCAN_WIDE;
        if (hit) {
            p = end + 1;
            continue;
        }
        r->end = end;
        r->torn = end == b->n;
        r->next = r->torn ? end : behind_newline(b, end);
        r->lines += !r->torn;
        return r->next || r->torn ? SCAN_DONE : SCAN_MORE;
    }
}

/* A quoted cell's text: "" is one quote; behind the closing quote all is literal. */
static Str unquote(Str s, char **to)
{
    if (s.n >= 2 && !memchr(s.p + 1, '"', s.n - 2) && s.p[s.n - 1] == '"')
        return str_sub(s, 1, s.n - 2);
    char *start = *to, *w = start;
    bool inside = true;
    for (size_t i = 1; i < s.n; i++) {
        if (inside && s.p[i] == '"') {
            if (i + 1 < s.n && s.p[i + 1] == '"')
                *w++ = s.p[i++];
            else
                inside = false;
        } else {
            *w++ = s.p[i];
        }
    }
    *to = w;
    return (Str){ start, (size_t)(w - start) };
}

static void unquote_all(Csv *c, const Record *r, size_t raw)
{
    if (!r->any_quoted)
        return;
    if (c->scratch_cap < raw) {
        c->scratch_cap = raw * 2 < 4096 ? 4096 : raw * 2;
        c->scratch = arena_alloc(c->a, c->scratch_cap, 1);
    }
    char *to = c->scratch;
    for (size_t i = 0; i < r->n; i++)
        if (c->quoted[i])
            c->cell[i] = unquote(c->cell[i], &to);
}

static const char *judge(const Csv *c, const Record *r, Str raw)
{
    if (raw.n > LIMIT_LINE)
        return "record is over the limit";
    if (c->b->damaged) {
        if (memchr(raw.p, 0, raw.n))
            return "NUL byte";
        if (!str_is_utf8(raw))
            return "bytes that are not UTF-8";
    }
    if (raw.n > LIMIT_FIELD)
        for (size_t i = 0; i < r->n; i++)
            if (c->cell[i].n > LIMIT_FIELD)
                return "cell is over the limit";
    return NULL;
}

/* Gives up everything to the end of this physical line, which may be longer than memory allows. */
static Status give_up_line(Csv *c, Row *row, Err *err)
{
    size_t raw = 0;
    for (;;) {
        size_t eol = find_newline(c, c->pos), take = eol - c->pos;
        if (take > LIMIT_RAW - raw)
            take = LIMIT_RAW - raw;
        memcpy(c->keep + raw, c->b->buf + c->pos, take);
        raw += take;
        size_t next = eol < c->b->n ? behind_newline(c->b, eol) : 0;
        if (next || (eol == c->b->n && c->b->eof)) {
            c->pos = next ? next : eol;
            c->line += next != 0;
            break;
        }
        Status st = refill(c, eol, err);
        if (st)
            return st;
    }
    row->raw = (Str){ c->keep, raw };
    return ST_OK;
}

/* Scans until the record is whole in the window, or cannot become so. */
static Status scan_whole(Csv *c, Record *r, Scan *scan, Err *err)
{
    for (;;) {
        *scan = scan_record(c, r);
        if (*scan != SCAN_MORE || c->b->n - c->pos > LIMIT_LINE)
            return ST_OK;
        Status st = refill(c, c->pos, err);
        if (st)
            return st;
    }
}

static Status give_up(Csv *c, Row *row, const Record *r, Scan scan, Err *err)
{
    row->reason = scan == SCAN_WIDE ? "too many cells"
                : r->open           ? "quote is never closed"
                                    : "record is over the limit";
    return give_up_line(c, row, err);
}

Status csv_next(Csv *c, Row *row, RowsGot *got, Err *err)
{
    for (;;) {
        Record r;
        Scan scan;
        Status st = scan_whole(c, &r, &scan, err);
        if (st)
            return st;
        *row = (Row){ .line = c->line, .raw = { "", 0 } };
        *got = ROWS_BAD;
        if (scan != SCAN_DONE)
            return give_up(c, row, &r, scan, err);
        bool end = c->pos == c->b->n;
        bool blank = r.end == c->pos;
        if (r.lines > 1 && (r.swallowed || (r.stray && c->rows.width && r.n != c->rows.width))) {
            row->reason = "quote is never closed";
            return give_up_line(c, row, err);
        }
        row->raw = (Str){ c->b->buf + c->pos, r.end - c->pos };
        unquote_all(c, &r, row->raw.n);
        row->cell = c->cell;
        row->n = r.n;
        row->torn = r.torn;
        c->pos = r.next;
        c->line += r.lines;
        if (end) {
            *got = ROWS_END;
            return ST_OK;
        }
        if (blank)
            continue;
        row->reason = judge(c, &r, row->raw);
        *got = row->reason ? ROWS_BAD : ROWS_ROW;
        return ST_OK;
    }
}
