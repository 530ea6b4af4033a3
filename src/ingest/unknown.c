#include "ingest/unknown.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/file.h"
#include "ingest/dimension.h"
#include "ingest/parquet.h"
#include "ingest/plan.h"
#include "ingest/words.h"
#include "model/limits.h"
#include "read/json.h"

static int by_bytes(const void *x, const void *y) { return str_cmp(*(const Str *)x, *(const Str *)y); }

/* The header's keys, sorted, one a line. */
static Str header_lines(const Job *j, Arena *a)
{
    Buf b;
    Str *key = ARENA_NEW_N(a, Str, j->n_column + 1);
    for (size_t i = 0; i < j->n_column; i++)
        key[i] = header_key(j->column[i], a);
    if (j->n_column)
        qsort(key, j->n_column, sizeof *key, by_bytes);
    buf_init(&b, LIMIT_MAPPING);
    for (size_t i = 0; i < j->n_column; i++) {
        buf_put(&b, key[i]);
        buf_putc(&b, '\n');
    }
    Str out = str_dup(a, buf_str(&b));
    buf_release(&b);
    return out;
}

Str memory_fingerprint(const Job *j, Arena *a, Str *header)
{
    *header = header_lines(j, a);
    return str_fmt(a, "%s-%016llx", j->box == BOX_JSON ? "json" : "table", (unsigned long long)hash64(*header));
}

Status memory_load(Store *s, Arena *a, Memory *out, Err *err)
{
    *out = (Memory){ 0 };
    return s ? store_fetch(s, SQL_MEMORY_LIST, STORE_NO_ARGS, a, &out->rows, err) : ST_OK;
}

/* Lines of `old` that are in `now` and those that are new; both sorted. */
static void compare(Str old, Str now, size_t *both, size_t *gone, Buf *fresh)
{
    *both = *gone = 0;
    Str x = str_cut(&old, '\n'), y = str_cut(&now, '\n');
    while (x.n || y.n) {
        int c = !x.n ? 1 : !y.n ? -1 : str_cmp(x, y);
        *both += c == 0;
        *gone += c < 0;
        if (c > 0)
            buf_printf(fresh, "%s%.*s", fresh->n ? ", " : "", STR_ARG(str_head(y, 60)));
        if (c <= 0)
            x = str_cut(&old, '\n');
        if (c >= 0)
            y = str_cut(&now, '\n');
    }
}

/* Columns that only go by another capital or sign this month get this month's name; the first that is gone, or "". */
static Str rename_parts(MapSection *m, const Job *j, Arena *a)
{
    Str gone = STR("");
    for (size_t i = 0; i < m->n_rule; i++)
        for (size_t k = 0; k < m->rule[i].n_alt; k++)
            for (size_t p = 0; p < m->rule[i].alt[k].n; p++) {
                MapPart *part = &m->rule[i].alt[k].part[p];
                if (part->constant || plan_column(j->column, j->n_column, part->text) >= 0)
                    continue;
                Str key = header_key(part->text, a);
                size_t c = 0;
                while (c < j->n_column && !str_eq(header_key(j->column[c], a), key))
                    c++;
                if (c < j->n_column)
                    part->text = str_trim(j->column[c]);
                else if (str_eq(m->rule[i].target, STR("key")))
                    gone = part->text;
            }
    return gone;
}

static Status use(const Memory *m, size_t r, Job *j, Str note, Arena *a, Err *err)
{
    Mapping parsed;
    Plan p;
    Err why;
    long long id = col_int(&m->rows, "mapping_id")[r];
    Str name = col_text(&m->rows, "name")[r];
    Status st = map_parse(col_text(&m->rows, "mapping")[r], "remembered mapping", a, &parsed, err);
    if (st)
        return st;
    j->unknown = false;
    Str key = rename_parts(parsed.section, j, a);
    if (key.n) {
        j->section = NULL;
        j->skipped = str_fmt(a, "its header is nearly that of '%.*s' (mapping %lld), but the column of its ids, '%.*s', is missing",
                             STR_ARG(name), id, STR_ARG(key));
        return ST_OK;
    }
    if (plan_bind(parsed.section, j->column, j->n_column, a, &p, &why)) {
        j->section = NULL;
        j->skipped = str_fmt(a, "its header is nearly that of '%.*s' (mapping %lld), but a column is missing: %s", STR_ARG(name), id, why.msg);
        return ST_OK;
    }
    j->section = parsed.section;
    j->style = SURVEY_NONE;
    j->remembered = id;
    j->name = str_fmt(a, "mapping %lld", id);
    j->note = str_fmt(a, "read as '%.*s' was (mapping %lld)%.*s", STR_ARG(name), id, STR_ARG(note));
    return ST_OK;
}

Status memory_recall(const Memory *m, Job *j, Arena *a, Err *err)
{
    Str header, mark;
    if (!m->rows.n || !j->n_column || j->skipped.n)
        return ST_OK;
    mark = memory_fingerprint(j, a, &header);
    for (size_t r = 0; r < m->rows.n; r++)
        if (str_eq(col_text(&m->rows, "fingerprint")[r], mark))
            return use(m, r, j, STR(""), a, err);
    for (size_t r = 0; r < m->rows.n && j->unknown; r++) {
        Buf fresh;
        size_t both, gone;
        buf_init(&fresh, LIMIT_RAW);
        compare(col_text(&m->rows, "header")[r], header, &both, &gone, &fresh);
        Str note = fresh.n ? str_fmt(a, "; new columns, not read: %.*s", STR_ARG(buf_str(&fresh))) : STR("");
        buf_release(&fresh);
        if (gone)
            note = str_fmt(a, "%.*s; %zu of the columns it had are gone", STR_ARG(note), gone);
        bool same_box = str_starts(col_text(&m->rows, "fingerprint")[r], str_sub(mark, 0, 4));
        if (same_box && both >= 2 && both * 5 >= (both + gone) * 4)
            return use(m, r, j, note, a, err);
    }
    return ST_OK;
}

Status memory_keep(Store *s, const Job *j, Str who, int64_t now, Arena *a, Err *err)
{
    Str header, mark, at = micros_iso(a, now);
    int64_t last;
    at = str_sub(at, 0, 19);
    if (j->remembered)
        return store_run(s, SQL_MEMORY_USED, STORE_ARGS(DB_INT(j->remembered), DB_TEXT(at)), err);
    if (!j->confirmed || !j->n_column)
        return ST_OK;
    mark = memory_fingerprint(j, a, &header);
    Status st = store_int(s, SQL_MEMORY_MAX, STORE_NO_ARGS, 0, &last, err);
    return st ? st : store_run(s, SQL_MEMORY_PUT, STORE_ARGS(DB_INT(last + 1), DB_TEXT(mark), DB_TEXT(header), DB_TEXT(path_base(j->shown)),
                     DB_TEXT(map_text(j->section, a)), DB_TEXT(who), DB_TEXT(at)), err);
}

Status known_load(Store *s, Arena *a, Known *out, Err *err)
{
    Table sources, t;
    Status st = store_fetch(s, SQL_SOURCE_LIST, STORE_NO_ARGS, a, &sources, err);
    if (!st)
        st = store_fetch(s, SQL_ALIAS_ALL, STORE_NO_ARGS, a, &t, err);
    if (st)
        return st;
    known_init(out, a, t.n);
    for (size_t r = 0; r < sources.n && out->n_source < KNOWN_SOURCES; r++)
        out->source[out->n_source++] = col_text(&sources, "name")[r];
    for (size_t r = 0; r < t.n; r++) {
        int64_t source = col_int(&t, "source_id")[r];
        KnownAlias al = { col_text(&t, "account_id")[r], col_text(&t, "account_name")[r], col_text(&t, "person_id")[r],
                          col_text(&t, "email")[r], col_text(&t, "domain")[r], source <= KNOWN_SOURCES ? (int)source - 1 : 0 };
        known_add(out, &al, a);
    }
    return ST_OK;
}

/* The columns of a file and what was seen of them. */
typedef struct Seen {
    const Known *k;
    ValueLook   *look;
    size_t       n;
    int64_t      rows;          /* of data, those beyond the sample too */
    Arena        scratch;
    ArenaMark    base;
} Seen;

static void see(Seen *s, const Str *cell, size_t n)
{
    if (s->rows++ >= PLAN_LOOK)
        return;
    for (size_t c = 0; c < s->n; c++)
        value_look(&s->look[c], s->k, c < n && cell[c].p ? cell[c] : STR(""), &s->scratch);
    arena_rewind(&s->scratch, s->base);
}

static Status see_csv(const Job *j, Seen *s, Err *err)
{
    Arena file;
    Rows *csv;
    arena_init(&file);
    Status st = job_rows(j, j->header, &file, &csv, err);
    while (!st) {
        Row row;
        RowsGot got;
        st = rows_next(csv, &row, &got, err);
        if (st || got == ROWS_END)
            break;
        if (got == ROWS_ROW && row.n * 2 >= j->n_column)     /* totals and footers are short */
            see(s, row.cell, row.n);
    }
    arena_release(&file);
    return st;
}

static void see_object(Seen *s, const JsonPick *pick, Str text, Str *cell, Arena *a)
{
    if (!json_pick(pick, text, a, cell))
        see(s, cell, pick->n);
}

static Status see_json(const Job *j, Seen *s, Err *err)
{
    Arena file;
    Str text;
    JsonPick pick;
    Str cell[JSON_PATHS];
    size_t at = 0;
    arena_init(&file);
    Status st = job_text(j, LIMIT_JSON_FILE, &file, &text, err);
    if (!st && (!json_compile(j->column, j->n_column, &file, &pick) || (!j->lines && !json_array_start(text, &at))))
        st = ERR(err, ST_INVALID, "JSON with more than %d paths, or without an array of objects", JSON_PATHS);
    while (!st) {
        while (at < text.n && (text.p[at] == ',' || text.p[at] == ' ' || text.p[at] == '\n' || text.p[at] == '\r' || text.p[at] == '\t'))
            at++;
        size_t end = at < text.n && text.p[at] == '{' ? json_value_end(text, at) : at;
        if (end == at || end == SIZE_MAX)
            break;
        ArenaMark m = arena_mark(&file);
        see_object(s, &pick, str_sub(text, at, end - at), cell, &file);
        arena_rewind(&file, m);
        at = end;
    }
    arena_release(&file);
    return st;
}

/* Rows of one unit, metric and month: the proposal says by which column they differ. */
static Status part_metric(const Job *j, const ProposeIn *in, Arena *a, Proposal *out, Err *err)
{
    Mapping m;
    Dimension d;
    Status st = map_parse(out->text, "proposal", a, &m, err);
    if (!st)
        st = dimension_find(j, m.section, a, &d, err);
    if (st || !d.n || map_rule(m.section, "key"))
        return st;
    size_t *part = ARENA_NEW_N(a, size_t, d.n);
    memcpy(part, d.column, d.n * sizeof *part);
    out->part = part;
    out->n_part = d.n;
    out->parted = d.rows;
    propose_write(in, a, out);
    return ST_OK;
}

Status unknown_propose(const Job *j, const Known *k, KindId only, Arena *a, Proposal *out, Err *err)
{
    Seen s = { .k = k, .n = j->box == BOX_JSON && j->n_column > JSON_PATHS ? JSON_PATHS : j->n_column };
    Job cut;
    Status st = parquet_lines(j, a, &cut, err);
    if (st)
        return st;
    cut.n_column = s.n;
    s.look = ARENA_NEW_N(a, ValueLook, s.n + 1);
    for (size_t c = 0; c < s.n; c++)
        value_init(&s.look[c], a);
    arena_init(&s.scratch);
    (void)arena_alloc(&s.scratch, 1, 1);
    s.base = arena_mark(&s.scratch);
    st = j->box == BOX_JSON ? see_json(&cut, &s, err) : see_csv(&cut, &s, err);
    arena_release(&s.scratch);
    const ProposeIn in = { path_base(j->shown), cut.column, s.look, s.n, k, only };
    if (!st)
        propose(&in, a, out);
    out->rows = s.rows;
    return st || out->kind != KIND_METRIC ? st : part_metric(j, &in, a, out, err);
}
