/* reading.h - a fuzz target's text as one file to import: opened, its records counted apart, two readings compared.
 *
 * reading_round_trip()  the file's records, written anew as the plainest CSV there is (every cell that needs it in quotes,
 *                       UTF-8, one newline behind each), are the same file: known by the same name, with the same records,
 *                       the same things set aside for the same reasons, the same lines left out for what they are.
 *                       Not compared: lines, the text of what was set aside, ids that are made of a row's text.
 *                       Not asked of files with a record that cannot be cut into cells or that the file ends within, nor where quotes
 *                       make another sign the one that cuts the records most evenly.
 * reading_array()       of JSON lines: as one array, they are the same file.
 */
#ifndef TL_FUZZ_READING_H
#define TL_FUZZ_READING_H

#include "base/attr.h"
#include "base/buf.h"
#include "fuzz/fuzz.h"
#include "fuzz/memory.h"
#include "ingest/aside.h"
#include "ingest/load.h"

/* False: not a file of which anything would be taken. */
static inline bool reading_open(const MemoryFile *m, const char *name, Arena *a, Job *j)
{
    Err err;
    WalkEntry at = { .place = { .path = m->path }, .sheet = -1, .shown = str_of(name), .failed = STR(""), .skipped = STR(""), .note = STR("") };
    return !job_open(&at, &(JobOptions){ .as_kind = KIND_COUNT }, a, j, &err) && j->section && !j->skipped.n;
}

/* Records behind the first `header`, by the reader of records alone; -1: it fails. */
static inline int64_t reading_records_from(const Job *j, size_t header)
{
    Arena a;
    Rows *rows;
    Err err;
    int64_t n = 0;
    arena_init(&a);
    Status st = job_rows(j, header, &a, &rows, &err);
    for (;; n++) {
        Row row;
        RowsGot got;
        st = st ? st : rows_next(rows, &row, &got, &err);
        if (st || got == ROWS_END)
            break;
    }
    arena_release(&a);
    return st ? -1 : n;
}

static inline int64_t reading_records(const Job *j) { return reading_records_from(j, j->header); }

/* Lines that are not blank. */
static inline int64_t reading_lines(Str text)
{
    int64_t n = 0;
    while (text.n)
        n += str_trim(str_cut(&text, '\n')).n > 0;
    return n;
}

static inline Status reading_load(const Job *j, Emit *e, Arena *a)
{
    Err err;
    *e = (Emit){ .keep = a, .context = STR("") };
    buf_init(&e->remark, EMIT_REMARK_MAX);
    return load_job(j, &(LoadOptions){ .currency = STR("EUR"), .threads = 1 }, a, e, &err);
}

/* "row-5eaf...", "row-5eaf.../Q1": an id made of a row's text, which another spelling changes. */
static inline bool reading_alike_text(Str x, Str y)
{
    return str_eq(x, y) || (str_starts(x, STR("row-")) && str_starts(y, STR("row-")));
}

static inline bool reading_alike(const Emit *x, const Emit *y)
{
    bool same = x->n_shown == y->n_shown && x->n_aside == y->n_aside && x->rows == y->rows && x->rows_bad == y->rows_bad
        && x->cells_bad == y->cells_bad && x->left_out == y->left_out;
    for (int i = 0; same && i < LEFT_COUNT; i++)
        same = x->left[i] == y->left[i];
    for (size_t r = 0; same && r < x->n_shown; r++) {
        same = x->shown[r].n == y->shown[r].n && strcmp(x->shown[r].kind, y->shown[r].kind) == 0 && reading_alike_text(x->shown[r].id, y->shown[r].id);
        for (size_t i = 0; same && i < x->shown[r].n; i++)
            same = reading_alike_text(x->shown[r].value[i], y->shown[r].value[i]);
    }
    for (size_t i = 0; same && i < x->n_aside; i++)
        same = strcmp(x->aside[i].reason, y->aside[i].reason) == 0 && x->aside[i].whole_row == y->aside[i].whole_row
            && str_eq(x->aside[i].column, y->aside[i].column);
    return same;
}

/* All records, header and titles too, as CSV; false: one of them cannot be written so. */
static inline bool reading_as_csv(const Job *j, Arena *a, Buf *out)
{
    Rows *rows;
    Err err;
    Status st = job_rows(j, 0, a, &rows, &err);
    for (;;) {
        Row row;
        RowsGot got;
        st = st ? st : rows_next(rows, &row, &got, &err);
        if (st || got == ROWS_BAD || (got == ROWS_ROW && row.torn))
            return false;
        if (got == ROWS_END)
            return true;
        buf_put(out, aside_record(row.cell, row.n, j->delimiter, a));
        buf_putc(out, '\n');
    }
}

/* `text` read in place of the file gives what `one`, a reading of the file, gave. */
static inline void reading_again(const Job *j, const Emit *one, const char *name, Str text, Arena *a)
{
    Job k;
    Emit two;
    MemoryFile m = memory_file(text);
    if (!reading_open(&m, name, a, &k) || !str_eq(k.name, j->name))
        bug("written anew it is no '%.*s': %.*s", STR_ARG(j->name), STR_ARG(text));
    if (reading_load(&k, &two, a) || !reading_alike(one, &two))
        bug("written anew it is another file: %lld rows, %lld; %.*s", (long long)one->rows, (long long)two.rows, STR_ARG(text));
    buf_release(&two.remark);
    (void)close(m.fd);
}

static inline void reading_round_trip(const Job *j, const Emit *one, const char *name, Arena *a)
{
    Buf text;
    buf_init(&text, 4u << 20);
    if (reading_as_csv(j, a, &text) && csv_sniff(buf_str(&text)) == j->delimiter)
        reading_again(j, one, name, buf_str(&text), a);
    buf_release(&text);
}

/* Lines that are objects, each of them whole, as the members of one array. */
static inline void reading_array(const Job *j, const Emit *one, const char *name, Str text, Arena *a)
{
    Buf all;
    buf_init(&all, 4u << 20);
    for (char before = '['; text.n; before = ',') {
        Str line = str_trim(str_cut(&text, '\n'));
        if (!line.n)
            continue;
        buf_putc(&all, before);
        buf_put(&all, line);
        buf_putc(&all, '\n');
    }
    buf_puts(&all, "]\n");
    reading_again(j, one, name, buf_str(&all), a);
    buf_release(&all);
}

static inline bool reading_same(const Emit *x, const Emit *y)
{
    bool same = x->n_shown == y->n_shown && x->n_aside == y->n_aside && x->rows == y->rows && x->left_out == y->left_out;
    for (size_t r = 0; same && r < x->n_shown; r++) {
        same = x->shown[r].n == y->shown[r].n && x->shown[r].line == y->shown[r].line && str_eq(x->shown[r].id, y->shown[r].id);
        for (size_t i = 0; same && i < x->shown[r].n; i++)
            same = str_eq(x->shown[r].value[i], y->shown[r].value[i]);
    }
    return same;
}

#endif
