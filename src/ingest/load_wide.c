/* load_wide.c - tables whose columns are named by currencies or months: a record a cell (load.h).
 *
 * The row counts by the first of its records that stands; a row none of whose cells holds a value is set aside. */
#include "ingest/load.h"

#include "ingest/clean.h"

enum { X_COLUMN, X_CELL, EXTRA };

typedef struct Reading {
    const Job *job;
    Plan       plan;
    Str       *column, *key;      /* with the reader's two behind; of a column of values: its name in one form */
    size_t     n_column;
    PlanSight *look;              /* NULL: not looking any more */
    int64_t    looked;            /* rows */
    Arena      scratch;
    PlanRow   *out;
    Emit      *e;
} Reading;

/* The row as it looks at column c; false: nothing stands there. */
static bool at_column(const Reading *r, const Row *row, size_t c, Str *cells)
{
    size_t own = r->job->n_column;
    if (!r->key[c].n || c >= row->n || clean_missing(row->cell[c]))
        return false;
    for (size_t i = 0; i < own; i++)
        cells[i] = i < row->n ? row->cell[i] : STR("");
    cells[own + X_COLUMN] = r->key[c];
    cells[own + X_CELL] = row->cell[c];
    return true;
}

static Status take_cell(Reading *r, const Row *row, size_t c, size_t *stand, Err *err)
{
    PlanRow *o = r->out;
    Status st = ST_OK;
    for (size_t i = 0; i < o->n_bad; i++)
        if (o->bad[i].column == (int64_t)r->job->n_column + X_CELL + 1) {      /* the file's own column, not the reader's */
            o->bad[i].column = (int64_t)c + 1;
            o->bad[i].column_name = str_trim(r->job->column[c]);
        }
    emit_ask(r->e, o->bad, o->n_bad, 0);
    for (size_t i = 0; i < o->n_bad && !st; i++)
        st = emit_bad_of(r->e, &o->bad[i], row->raw, -row->line, false, NULL, err);
    if (st || o->whole)
        return st;
    o->record.counts = !(*stand)++;
    return o->record.counts ? emit_record(r->e, &o->record, err) : emit_extra(r->e, &o->record, err);
}

static Status take_row(void *ctx, const Row *row, RowsGot got, Err *err)
{
    Reading *r = ctx;
    PlanSight *look = r->look;
    Str *cells = ARENA_NEW_N(&r->scratch, Str, r->n_column);
    size_t stand = 0, turned = 0;
    bool torn;
    r->looked += look != NULL;
    if (got == ROWS_BAD)
        return look ? ST_OK : load_bad_row(row, r->e, err);
    if (load_is_footer(row, r->job, false)) {
        r->e->left_out += !look;
        return ST_OK;
    }
    if (!look)
        load_nameless_see(r->e, row);
    Status st = look ? ST_OK : load_check_width(row, r->job, r->e, &torn, err);
    for (size_t c = 0; c < r->job->n_column && !st; c++) {
        if (!at_column(r, row, c, cells))
            continue;
        if (look) {
            (r->looked > PLAN_LOOK ? plan_look_on : plan_look)(&r->plan, look, cells, r->n_column, &r->scratch);
            continue;
        }
        plan_row(&r->plan, &(PlanCells){ cells, r->n_column, row->line, turned++ > 0 }, NULL, &r->scratch, r->out);
        st = take_cell(r, row, c, &stand, err);
    }
    if (st || look || stand)
        return st;
    FactBad bad = { .line = row->line, .column_name = STR(""), .reason = "no value in this row", .raw = row->raw, .whole_row = true };
    return emit_bad(r->e, &bad, err);
}

static Status run(Reading *r, PlanSight *look, Arena *a, Err *err)
{
    Rows *rows;
    Status st = job_rows(r->job, r->job->header, a, &rows, err);
    r->look = look;
    if (!st)
        st = rows_each(rows, &(RowsTask){ take_row, r, &r->scratch, look ? PLAN_LOOK : 0 }, err);
    for (int64_t before = -1; !st && look && before < r->looked && plan_open(&r->plan, look);) {
        before = r->looked;
        st = rows_each(rows, &(RowsTask){ take_row, r, &r->scratch, PLAN_LOOK }, err);
    }
    return st;
}

Status load_wide(const Job *j, const LoadOptions *o, Arena *a, Emit *e, Err *err)
{
    Reading *r = ARENA_NEW(a, Reading);
    *r = (Reading){ .job = j, .out = ARENA_NEW(a, PlanRow), .n_column = j->n_column + EXTRA, .e = e };
    r->column = ARENA_NEW_N(a, Str, r->n_column);
    r->key = ARENA_NEW_N(a, Str, r->n_column);
    for (size_t i = 0; i < j->n_column; i++) {
        r->column[i] = j->column[i];
        if (!shape_is_wide(j->reader, j->column[i], a, &r->key[i]))
            r->key[i] = STR("");
    }
    r->column[j->n_column + X_COLUMN] = STR("(column)");
    r->column[j->n_column + X_CELL] = STR("(cell)");
    Status st = plan_bind(j->section, r->column, r->n_column, a, &r->plan, err);
    if (st)
        return st;
    r->plan.currency = o->currency;
    r->plan.semicolons = j->delimiter == ';';
    r->plan.numbers = load_numbers(j);
    r->plan.memo = e->memo;
    r->plan.door = e->door = door_open(r->column, j->n_column, o->keep, a);      /* the reader's two hold values of the file's own */
    e->delimiter = job_delimiter(j);
    load_nameless_open(j, a, e);
    PlanSight *sight = ARENA_NEW(a, PlanSight);
    arena_init(&r->scratch);
    st = run(r, sight, a, err);
    if (!st)
        st = plan_settle(&r->plan, sight, err);
    if (!st)
        st = run(r, NULL, a, err);
    arena_release(&r->scratch);
    return st;
}
