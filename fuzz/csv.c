/* Oracles: (1) conservation: records come in the order of their lines, their bytes are parts of the input in
 * that order, and what lies between them is newlines; (2) a naive reader, one byte at a time, finds the same
 * cells and lines whenever nothing was set aside. */
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/status.h"
#include "fuzz/fuzz.h"
#include "read/csv.h"

enum { CELLS = 64 };

/* The naive reader's position. */
typedef struct Naive {
    const char *p, *end;
    int64_t     line;
    char        cell[CELLS][4097];
    size_t      len[CELLS], n;
    int64_t     at;         /* line of the record */
} Naive;

static bool newline(Naive *r)
{
    if (r->p == r->end || (*r->p != '\n' && *r->p != '\r'))
        return false;
    r->p += *r->p == '\r' && r->p + 1 < r->end && r->p[1] == '\n' ? 2 : 1;
    r->line++;
    return true;
}

static void put(Naive *r, char c)
{
    if (r->n < CELLS)
        r->cell[r->n][r->len[r->n]++] = c;
}

static void quoted(Naive *r)
{
    for (r->p++; r->p < r->end; r->p++) {
        if (*r->p == '"') {
            if (r->p + 1 == r->end || r->p[1] != '"') {
                r->p++;
                return;
            }
            r->p++;
        } else if (*r->p == '\n' || (*r->p == '\r' && (r->p + 1 == r->end || r->p[1] != '\n'))) {
            r->line++;
        }
        put(r, *r->p);
    }
}

static bool naive_next(Naive *r)
{
    while (newline(r))
        ;
    if (r->p == r->end)
        return false;
    memset(r->len, 0, sizeof r->len);
    r->n = 0;
    r->at = r->line;
    for (;;) {
        if (r->p < r->end && *r->p == '"')
            quoted(r);
        while (r->p < r->end && *r->p != ',' && *r->p != '\n' && *r->p != '\r')
            put(r, *r->p++);
        r->n++;
        if (r->p < r->end && *r->p == ',') {
            r->p++;
            continue;
        }
        (void)newline(r);
        return true;
    }
}

static void same(const Naive *r, const Row *row)
{
    if (row->line != r->at || row->n != r->n)
        bug("line %lld with %zu cells; the naive reader has line %lld with %zu", (long long)row->line, row->n, (long long)r->at, r->n);
    for (size_t i = 0; i < row->n && i < CELLS; i++)
        if (!str_eq(row->cell[i], (Str){ r->cell[i], r->len[i] }))
            bug("line %lld: cell %zu differs", (long long)row->line, i);
}

/* Finds `raw` in the input at or behind *at with only newlines before it. */
static void conserve(Str input, size_t *at, const Row *row, int64_t *line)
{
    while (*at < input.n && (input.p[*at] == '\n' || input.p[*at] == '\r'))
        ++*at;
    Str here = str_sub(input, *at, row->raw.n);
    if (row->line < *line || !str_eq(here, row->raw))
        bug("line %lld: bytes were lost or came twice", (long long)row->line);
    *at += row->raw.n;
    *line = row->line;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static Naive naive;
    Arena a;
    Err err;
    Bytes *b;
    Csv csv;
    char path[32];
    Str input = { (const char *)data, size };
    BytesLook look = { .encoding = "UTF-8", .size = (int64_t)size };
    size_t at = 0;
    int64_t line = 0;
    int fd = memfd_create("fuzz", 0);
    if (size > 4096 || fd < 0 || write(fd, data, size) != (ssize_t)size)
        return close(fd);
    (void)snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    arena_init(&a);
    naive = (Naive){ .p = input.p, .end = input.p + input.n, .line = 1 };
    if (bytes_open(PLACE_FILE(path), &look, &a, &b, &err))
        bug("%s", err.msg);
    csv_init(&csv, b, ',', &a);
    for (bool whole = true;;) {
        Row row;
        RowsGot got;
        if (csv_next(&csv, &row, &got, &err))
            bug("%s", err.msg);
        whole = whole && got != ROWS_BAD;
        bool more = whole && naive_next(&naive);
        if (got == ROWS_END) {
            if (more)
                bug("the naive reader has one more record");
            break;
        }
        if (row.raw.n < 2000 || got == ROWS_ROW)
            conserve(input, &at, &row, &line);
        if (whole && more)
            same(&naive, &row);
        else if (whole)
            bug("line %lld: the naive reader has no such record", (long long)row.line);
    }
    arena_release(&a);
    close(fd);
    return 0;
}
