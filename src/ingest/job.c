#include "ingest/job.h"

#include <stdio.h>

#include "base/attr.h"
#include "base/buf.h"
#include "base/map.h"
#include "read/json.h"
#include "read/sheet.h"
#include "ingest/parquet.h"
#include "ingest/plan.h"
#include "ingest/when.h"
#include "ingest/transcript.h"
#include "model/limits.h"

enum { HEAD_ROWS = 12, NOTE_MAX = 1500 };

static Status open_sheet(const Job *j, Arena *a, Rows **out, Err *err)
{
    const char *path;
    Status st = raw_local(&j->at.place, a, &path, err);
    return st ? st : sheet_open(path, j->at.sheet, a, out, err);
}

typedef struct AgainRows {
    Rows            base;
    const JobAgain *again;
    size_t          at;
} AgainRows;

static Status again_next(Rows *self, Row *row, RowsGot *got, Err *err)
{
    AgainRows *r = (AgainRows *)self;
    const JobAgain *g = r->again;
    (void)err;
    *got = r->at < g->n_head + g->n ? ROWS_ROW : ROWS_END;
    if (*got == ROWS_ROW)
        *row = r->at < g->n_head ? g->head[r->at] : g->row[r->at - g->n_head];
    r->at++;
    return ST_OK;
}

static Status open_rows(const Job *j, Arena *a, Rows **out, Err *err)
{
    Bytes *b;
    if (j->again) {
        AgainRows *r = ARENA_NEW(a, AgainRows);
        *r = (AgainRows){ .base = { .next = again_next }, .again = j->again };
        *out = &r->base;
        return ST_OK;
    }
    if (j->box == BOX_SHEET)
        return open_sheet(j, a, out, err);
    Csv *csv = ARENA_NEW(a, Csv);
    Status st = bytes_open(&j->at.place, &j->look, a, &b, err);
    if (st)
        return st;
    csv_init(csv, b, j->delimiter, a);
    *out = &csv->rows;
    return ST_OK;
}

Status job_rows(const Job *j, size_t skip, Arena *a, Rows **out, Err *err)
{
    Status st = open_rows(j, a, out, err);
    for (size_t i = 0; i < skip && !st; i++) {
        Row row;
        RowsGot got;
        st = rows_next(*out, &row, &got, err);
    }
    if (!st)
        (*out)->width = j->n_column;
    return st;
}

/* Objects, one a line: a newline in one is a blank. */
static Str again_lines(const JobAgain *g, Arena *a)
{
    size_t n = 1;
    for (size_t i = 0; i < g->n; i++)
        n += g->row[i].raw.n + 1;
    char *p = arena_alloc(a, n, 1);
    n = 0;
    for (size_t i = 0; i < g->n; i++) {
        for (size_t k = 0; k < g->row[i].raw.n; k++) {
            char c = g->row[i].raw.p[k];
            p[n++] = c == '\n' || c == '\r' ? ' ' : c;
        }
        p[n++] = '\n';
    }
    p[n] = 0;
    return (Str){ p, n };
}

Status job_text(const Job *j, size_t max, Arena *a, Str *out, Err *err)
{
    Bytes *b;
    if (j->again) {
        *out = again_lines(j->again, a);
        return ST_OK;
    }
    Status st = bytes_open(&j->at.place, &j->look, a, &b, err);
    while (!st && !b->eof) {
        if (b->n > max)
            return ERR(err, ST_TOO_BIG, "JSON document of more than %zu MiB", max >> 20);
        st = bytes_more(b, 0, err);
    }
    if (!st)
        *out = (Str){ b->buf, b->n };
    return st;
}

/* The first records of a file, kept. */
typedef struct Head {
    Str   *row[HEAD_ROWS];
    size_t width[HEAD_ROWS], filled[HEAD_ROWS], n;   /* filled: cells that hold something */
} Head;

static void keep_row(Head *h, const Row *row, bool good, Arena *a)
{
    size_t n = good ? row->n : 0;
    h->row[h->n] = ARENA_NEW_N(a, Str, n + 1);
    h->filled[h->n] = 0;
    for (size_t i = 0; i < n; i++) {
        h->row[h->n][i] = str_dup(a, str_trim(row->cell[i]));
        h->filled[h->n] += h->row[h->n][i].n > 0;
    }
    h->width[h->n++] = n;
}

char job_delimiter(const Job *j)
{
    if (j->box == BOX_JSON)
        return 0;
    return j->delimiter ? j->delimiter : ',';
}

static Status sniff_delimiter(Job *j, Err *err)
{
    Arena tmp;
    Bytes *b;
    arena_init(&tmp);
    Status st = bytes_open(&j->at.place, &j->look, &tmp, &b, err);
    if (!st)
        st = bytes_more(b, 0, err);
    if (!st)
        j->delimiter = csv_sniff((Str){ b->buf, b->n });
    arena_release(&tmp);
    return st;
}

static Status read_head(Job *j, Arena *a, Head *h, Err *err)
{
    Arena tmp;
    Rows *rows;
    h->n = 0;
    Status st = j->box == BOX_CSV && !j->delimiter ? sniff_delimiter(j, err) : ST_OK;
    arena_init(&tmp);
    if (!st)
        st = open_rows(j, &tmp, &rows, err);
    while (!st && h->n < HEAD_ROWS) {
        Row row;
        RowsGot got;
        st = rows_next(rows, &row, &got, err);
        if (st || got == ROWS_END)
            break;
        keep_row(h, &row, got == ROWS_ROW, a);
    }
    arena_release(&tmp);
    return st;
}

/* What to do comes first: a list of columns may be long, and where it is shown it is cut. */
static void put_advice(KindId as, Arena *a, Buf *b)
{
    if (as == KIND_COUNT) {
        buf_printf(b, "not recognised: say with --as what a row is (%.*s)", STR_ARG(kind_names(a)));
        return;
    }
    const Kind *k = &kinds[as];
    buf_printf(b, "no columns found for kind %s. Give --map FILE with the lines '[*]', 'kind = %s' and FIELD = COLUMN for each of (! needed):", k->name, k->name);
    for (size_t f = 0; f < k->n_field; f++)
        buf_printf(b, " %s%s", k->field[f].name, k->field[f].required ? "!" : "");
    buf_puts(b, "; who: account_id account_name person_id email domain");
}

static void note_unknown(Job *j, const JobOptions *o, const Str *column, size_t n, Arena *a)
{
    Buf b;
    buf_init(&b, NOTE_MAX);
    put_advice(o->as_kind, a, &b);
    buf_puts(&b, "; columns: ");
    for (size_t i = 0; i < n && b.n < NOTE_MAX - 200; i++)
        buf_printf(&b, "%s%.60s", i ? ", " : "", str_dup(a, str_head(column[i], 60)).p);
    if (b.n >= NOTE_MAX - 200)
        buf_puts(&b, ", ...");
    j->note = str_dup(a, buf_str(&b));
    j->unknown = true;
    buf_release(&b);
}

/* A section in which every column that has the name of a field is that field: what --as means. */
static Status section_by_names(const JobOptions *o, const Str *column, size_t n, Arena *a, MapSection **out, Err *err)
{
    Buf b;
    Mapping m;
    const Kind *k = &kinds[o->as_kind];
    buf_init(&b, LIMIT_MAPPING);
    buf_printf(&b, "[*]\nkind = %s\nsource = files\n", k->name);
    if (plan_column(column, n, STR("id")) >= 0)
        buf_puts(&b, "key = id\n");
    for (size_t f = 0; f < k->n_field; f++)
        if (plan_column(column, n, str_of(k->field[f].name)) >= 0)
            buf_printf(&b, "%s = %s\n", k->field[f].name, k->field[f].name);
    for (int p = 0; p < PARTY_COUNT; p++)
        if (plan_column(column, n, str_of(party_fields[p])) >= 0)
            buf_printf(&b, "%s = %s\n", party_fields[p], party_fields[p]);
    Status st = map_parse(buf_str(&b), "--as", a, &m, err);
    buf_release(&b);
    *out = st ? NULL : m.section;
    return st;
}

void job_sections(Job *j, const Mapping *m)
{
    j->section = m->section;
    j->n_section = m->n;
    while (j->n_section && m->section[j->n_section - 1].each.n)
        j->n_section--;
    j->each = m->section + j->n_section;
    j->n_each = m->n - j->n_section;
    j->n_section = j->n_section ? j->n_section : 1;
}

static Status section_of_shape(const Shape *s, Arena *a, Job *j, Err *err)
{
    Mapping m;
    Str text = str_fmt(a, "[%s]\n%s", s->name, s->map);
    Status st = map_parse(text, s->name, a, &m, err);
    if (st)
        return st;
    job_sections(j, &m);
    return ST_OK;
}

static void take_header(Job *j, const Head *h, size_t at)
{
    j->header = at + 1;
    j->column = h->row[at];
    j->n_column = h->width[at];
}

/* The user's section for this file: its header is the first record that has all it needs. */
static void place_section(Job *j, const Head *h, Arena *a)
{
    Plan p;
    Err none = { .msg = "the header is too far down" };
    size_t from = j->section->header ? (size_t)j->section->header - 1 : 0;
    for (size_t i = from; i < h->n; i++) {
        if (plan_bind(j->section, h->row[i], h->width[i], a, &p, &none)) {
            if (!j->section->header)
                continue;
            break;
        }
        take_header(j, h, i);
        j->style = (SurveyStyle)j->section->survey;
        j->leave = j->section->leave.n ? j->section->leave.p : NULL;
        return;
    }
    j->section = NULL;
    j->skipped = str_fmt(a, "the mapping does not fit: %s", h->n ? none.msg : "no records");
}

/* Google Forms has nothing but its first column to be known by: "Timestamp" over an instant. */
static bool is_stamp(const Head *h, size_t at)
{
    When w;
    return h->width[at] > 1 && str_eq(h->row[at][0], STR("Timestamp")) && at + 1 < h->n && h->width[at + 1] > 1
        && !when_parse(h->row[at + 1][0], DATE_MDY, &w) && w.timed;
}

/* A record of {"ImportId":...} is Qualtrics', whatever the names above it are: its header stands one or two before. */
static const Shape *by_import_ids(const Head *h, KindId only, size_t *at)
{
    for (size_t i = 1; i < h->n; i++) {
        size_t found = 0;
        for (size_t c = 0; c < h->width[i]; c++)
            found += str_has(str_sub(h->row[i][c], 0, 24), STR("ImportId"));
        *at = i > 1 ? i - 2 : i - 1;
        if (found >= 2)
            return shape_named("Qualtrics survey", only);
    }
    return NULL;
}

/* Footers, which fill one cell, are no rows. */
static Status count_row(void *ctx, const Row *row, RowsGot got, Err *err)
{
    int64_t *n = ctx;
    size_t filled = 0;
    (void)err;
    for (size_t i = 0; got == ROWS_ROW && i < row->n; i++)
        filled += str_trim(row->cell[i]).n > 0;
    *n += got == ROWS_BAD || filled > 1;
    return ST_OK;
}

/* Why nothing is taken of a file, and of how many rows. */
static Status leave_out(Job *j, const char *why, Arena *a, Err *err)
{
    Rows *rows;
    Arena tmp;
    int64_t n = 0;
    arena_init(&tmp);
    Status st = job_rows(j, j->header, &tmp, &rows, err);
    if (!st)
        st = rows_each(rows, &(RowsTask){ count_row, &n, NULL, 0 }, err);
    arena_release(&tmp);
    if (!st)
        j->skipped = str_fmt(a, "%lld rows left out: %s", (long long)n, why);
    return st;
}

static Status take_shape(Job *j, const Shape *s, const Head *h, size_t at, Arena *a, Err *err)
{
    take_header(j, h, at);
    j->name = str_of(s->name);
    j->style = s->survey;
    j->leave = s->leave;
    j->reader = s->reader;
    return s->skip ? leave_out(j, s->skip, a, err) : section_of_shape(s, a, j, err);
}

/* A survey's file for import has its headings twice: in words, and below them by the names that count. */
static const Shape *below_headings(const Head *h, size_t at, KindId only)
{
    const Shape *s = at < h->n && h->filled[at] > 1 ? shape_find(BOX_CSV, h->row[at], h->width[at], only) : NULL;
    return s && s->survey == SURVEY_PLAIN && !s->stamp ? s : NULL;
}

static Status open_table(Job *j, const JobOptions *o, Arena *a, Err *err)
{
    Head h;
    j->delimiter = j->section ? j->section->delimiter : 0;
    Status st = read_head(j, a, &h, err);
    if (st)
        return st;
    if (j->section) {
        place_section(j, &h, a);
        return ST_OK;
    }
    size_t at = 0;
    const Shape *told = by_import_ids(&h, o->as_kind, &at);
    if (told)
        return take_shape(j, told, &h, at, a, err);
    for (size_t i = 0; i < h.n; i++) {
        const Shape *s = h.filled[i] > 1 ? shape_find(BOX_CSV, h.row[i], h.width[i], o->as_kind) : NULL;
        const Shape *below = s && s->survey == SURVEY_PLAIN ? below_headings(&h, i + 1, o->as_kind) : NULL;
        if (s && (!s->stamp || is_stamp(&h, i)))
            return take_shape(j, below ? below : s, &h, below ? i + 1 : i, a, err);
    }
    at = 0;
    while (at + 1 < h.n && h.filled[at] < 2)
        at++;
    MapSection *named;
    Plan p;
    Err none;
    if (o->as_kind != KIND_COUNT && h.n && !section_by_names(o, h.row[at], h.width[at], a, &named, &none)
        && !plan_bind(named, h.row[at], h.width[at], a, &p, &none)) {
        take_header(j, &h, at);
        j->section = named;
        j->name = str_of(kinds[o->as_kind].name);
    } else if (h.n) {
        take_header(j, &h, at);
        note_unknown(j, o, h.row[at], h.width[at], a);
    } else {
        j->skipped = STR("no records");
    }
    return ST_OK;
}

static Status open_json(Job *j, const JobOptions *o, Str start, bool more, Arena *a, Err *err)
{
    Str *path;
    size_t n;
    if (str_starts(str_trim(start), STR("{\"throughline_truth"))) {
        j->skipped = STR("truth file of a made-up company: not an export");
        return ST_OK;
    }
    json_survey(start, more, a, &j->lines, &path, &n);
    if (j->section)
        return ST_OK;
    j->column = path;
    j->n_column = n;
    const Shape *s = shape_find(BOX_JSON, path, n, o->as_kind);
    MapSection *named;
    Plan p;
    Err none;
    if (s) {
        j->name = str_of(s->name);
        j->skipped = str_of(s->skip);
        j->style = s->survey;
        j->leave = s->leave;
        return s->skip ? ST_OK : section_of_shape(s, a, j, err);
    }
    if (o->as_kind != KIND_COUNT && n && !section_by_names(o, path, n, a, &named, &none)
        && !plan_bind(named, path, n, a, &p, &none)) {
        j->section = named;
        j->name = str_of(kinds[o->as_kind].name);
    } else if (n) {
        note_unknown(j, o, path, n, a);
    } else {
        j->skipped = STR("JSON without an array of objects");
    }
    return ST_OK;
}

/* Text that belongs to a folder of exports without being one. */
static bool is_prose(Str name)
{
    static const char *const ends[] = { ".md", ".html", ".htm", ".txt.md", ".map", ".py", ".sql", ".xml", ".qsf", ".yml" };
    for (size_t i = 0; i < COUNT_OF(ends); i++)
        if (str_ends(name, str_of(ends[i])))
            return true;
    return str_starts(name, STR("README")) || str_starts(name, STR("LICENSE"));
}

static Status open_transcript(Job *j, Arena *a, Err *err)
{
    static const Shape call = { .name = "Call transcript", .map = "kind = utterance\nsource = Calls\n", .reader = READ_TRANSCRIPT };
    j->name = str_of(call.name);
    j->reader = call.reader;
    return section_of_shape(&call, a, j, err);
}

static Status open_text(Job *j, const JobOptions *o, Str base, Arena *a, Err *err)
{
    Arena tmp;
    Bytes *b;
    arena_init(&tmp);
    Status st = bytes_open(&j->at.place, &j->look, &tmp, &b, err);
    if (!st)
        st = bytes_more(b, 0, err);
    Str start = st ? STR("") : (Str){ b->buf, b->n }, body = str_trim(str_sub(start, 0, 4096));
    if (!st && !j->section && transcript_form(base, start) != TRANSCRIPT_NONE) {
        st = open_transcript(j, a, err);
        arena_release(&tmp);
        return st;
    }
    bool json = body.n && (body.p[0] == '{' || body.p[0] == '[') && !str_ends(base, STR(".csv"));
    j->box = json ? BOX_JSON : BOX_CSV;
    if (!st && json)
        st = open_json(j, o, start, j->look.size > (int64_t)start.n, a, err);
    arena_release(&tmp);
    return st || json ? st : open_table(j, o, a, err);
}

/* A workbook's sheets have the workbook's bytes: the name of the sheet makes their hashes differ. */
static void sheet_hash(Job *j)
{
    char both[sizeof j->look.hash + 16];
    int n = snprintf(both, sizeof both, "%s#%d", j->look.hash, j->at.sheet);
    uint64_t half = hash64((Str){ both, (size_t)n });
    (void)snprintf(j->look.hash + 16, sizeof j->look.hash - 16, "%016llx", (unsigned long long)half);
}

/* The user's section: by the name of the file, or of the workbook a sheet is in. */
static const MapSection *find_section(const Mapping *m, Str base, bool sheet)
{
    const MapSection *s = map_find(m, base);
    Str rest = base;
    return s || !sheet ? s : map_find(m, str_cut(&rest, '#'));
}

/* Sections for what lies within its records stand behind it, under the same name. */
static void take_user_section(Job *j, const Mapping *m)
{
    j->name = j->section->pattern;
    j->each = j->section->each.n ? j->section : j->section + 1;
    while (j->each + j->n_each < m->section + m->n && j->each[j->n_each].each.n && str_eq(j->each[j->n_each].pattern, j->name))
        j->n_each++;
}

static Status open_sheet_job(Job *j, const JobOptions *o, Arena *a, Err *err)
{
    j->box = BOX_SHEET;
    j->look.damaged = false;
    j->look.mark = 0;
    (void)snprintf(j->look.encoding, sizeof j->look.encoding, "UTF-8");
    sheet_hash(j);
    Status st = open_table(j, o, a, err);
    if (!st && j->at.note.n)
        j->note = j->note.n ? str_fmt(a, "%.*s; %.*s", STR_ARG(j->at.note), STR_ARG(j->note)) : j->at.note;
    if (!st && str_eq(j->skipped, STR("no records")))
        j->skipped = STR("an empty sheet");
    return st;
}

/* Rows with records or lists in their cells are what they are as lines of JSON.  *taken: so they are read; not where the columns
 * as they stand are those of a table that is known, and the lines are nothing that is. */
static Status open_nested(Job *j, const JobOptions *o, const Shape *table, Arena *a, bool *taken, Err *err)
{
    Str start, *path;
    size_t n;
    bool more, lines;
    Status st = parquet_start(j, a, &start, &more, err);
    if (st)
        return st;
    json_survey(start, more, a, &lines, &path, &n);
    *taken = j->section || !table || shape_find(BOX_JSON, path, n, o->as_kind);
    if (!*taken)
        return ST_OK;
    j->box = BOX_JSON;
    j->nested = true;
    return open_json(j, o, start, more, a, err);
}

/* Parquet: a shape by its columns, as for CSV; surveys need their header records, which Parquet has none of. */
static Status open_parquet(Job *j, const JobOptions *o, Arena *a, Err *err)
{
    bool nested = false, taken = false;
    j->box = BOX_PARQUET;
    Str *column;
    size_t n;
    Status st = parquet_columns(j, a, &column, &n, &nested, err);
    const Shape *s = st || j->section ? NULL : shape_find(BOX_CSV, column, n, o->as_kind);
    s = s && s->survey == SURVEY_NONE ? s : NULL;
    if (!st && nested)
        st = open_nested(j, o, s, a, &taken, err);
    if (st || taken || j->section)
        return st;
    j->column = column;
    j->n_column = n;
    MapSection *named;
    Plan p;
    Err none;
    if (s) {
        j->name = str_of(s->name);
        return section_of_shape(s, a, j, err);
    }
    if (o->as_kind != KIND_COUNT && !section_by_names(o, j->column, j->n_column, a, &named, &none)
        && !plan_bind(named, j->column, j->n_column, a, &p, &none)) {
        j->section = named;
        j->name = str_of(kinds[o->as_kind].name);
    } else {
        note_unknown(j, o, j->column, j->n_column, a);
    }
    return ST_OK;
}

Status job_open(const WalkEntry *at, const JobOptions *o, Arena *a, Job *out, Err *err)
{
    *out = (Job){ .at = *at, .shown = at->shown, .name = STR(""), .skipped = at->skipped, .note = STR(""),
                  .n_section = 1 };
    if (at->skipped.n)
        return ST_OK;
    Status st = bytes_look(&at->place, a, &out->look, err);
    if (st)
        return st;
    Str base = walk_base(at->shown);
    bool sheet = at->sheet >= 0, parquet = memcmp(out->look.magic, "PAR1", 4) == 0;
    out->section = find_section(o->mapping, base, sheet);
    const char *skip = parquet || sheet ? NULL : out->look.skip;
    if (!skip && !out->section && !sheet && is_prose(base))
        skip = "not an export (documentation or code)";
    if (skip) {
        out->skipped = str_of(skip);
        return ST_OK;
    }
    if (out->section)
        take_user_section(out, o->mapping);
    if (sheet)
        return open_sheet_job(out, o, a, err);
    return parquet ? open_parquet(out, o, a, err) : open_text(out, o, base, a, err);
}
