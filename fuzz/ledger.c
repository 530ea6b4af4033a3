/* Oracle: conservation: every record behind the header is a row that was kept or set aside, or is counted as what it is
 * (section, total, balance, footer, other type); and reading twice gives the same counts and the same first records. */
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/status.h"
#include "fuzz/fuzz.h"
#include "ingest/load.h"

static const char *const headers[] = {
    ",Date,Transaction Type,Num,Name,Memo/Description,Split,Amount,Balance\n",
    "Date,Transaction Type,Num,Name,Memo/Description,Account,Debit,Credit\n",
    "t\n\nDate,Source,Description,Reference,Debit,Credit,Running Balance,Account Code,Account\n",
    ",Date,Transaction Type,Num,Due Date,Amount,Open Balance\n",
};

static int64_t records_of(const Job *j)
{
    Arena a;
    Rows *csv;
    Err err;
    int64_t n = 0;
    arena_init(&a);
    Status st = job_rows(j, j->header, &a, &csv, &err);
    for (;; n++) {
        Row row;
        RowsGot got;
        st = st ? st : rows_next(csv, &row, &got, &err);
        if (st || got == ROWS_END)
            break;
    }
    arena_release(&a);
    return st ? -1 : n;
}

static bool same_shown(const Emit *x, const Emit *y)
{
    bool same = x->n_shown == y->n_shown && x->n_aside == y->n_aside;
    for (size_t r = 0; same && r < x->n_shown; r++) {
        same = x->shown[r].n == y->shown[r].n && x->shown[r].line == y->shown[r].line && str_eq(x->shown[r].id, y->shown[r].id);
        for (size_t i = 0; same && i < x->shown[r].n; i++)
            same = str_eq(x->shown[r].value[i], y->shown[r].value[i]);
    }
    return same;
}

static void load(const Job *j, Emit *e, Arena *a, Status *st)
{
    Err err;
    *e = (Emit){ .keep = a };
    buf_init(&e->remark, EMIT_REMARK_MAX);
    *st = load_ledger(j, &(LoadOptions){ .currency = STR("EUR") }, a, e, &err);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena a;
    Err err;
    Job j;
    Emit one, two;
    char path[64];
    int fd = memfd_create("ledger", 0);
    const char *head = headers[size ? data[0] % 4 : 0];
    if (fd < 0 || write(fd, head, strlen(head)) < 0 || (size && write(fd, data, size) < 0))
        bug("no memory file");
    (void)snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    arena_init(&a);
    JobOptions o = { .as_kind = KIND_COUNT };
    WalkEntry at = { .place = { .path = path }, .sheet = -1, .shown = STR("x.csv"), .failed = STR(""), .skipped = STR(""), .note = STR("") };
    if (!job_open(&at, &o, &a, &j, &err) && j.section && !j.skipped.n && j.reader == READ_LEDGER) {
        Status st, st2;
        load(&j, &one, &a, &st);
        load(&j, &two, &a, &st2);
        int64_t all = one.rows + one.left_out;
        for (int i = 0; i < LEFT_COUNT; i++)
            all += i == LEFT_TITLE ? 0 : one.left[i];
        if (!st && all != records_of(&j))
            bug("%lld records, %lld accounted for", (long long)records_of(&j), (long long)all);
        if (st != st2 || one.rows != two.rows || !same_shown(&one, &two))
            bug("read twice, two answers");
        buf_release(&one.remark);
        buf_release(&two.remark);
    }
    arena_release(&a);
    (void)close(fd);
    return 0;
}
