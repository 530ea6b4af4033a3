#include "ingest/job.h"

#include "base/attr.h"
#include "base/buf.h"
#include "base/file.h"
#include "read/json.h"
#include "ingest/plan.h"
#include "model/limits.h"

enum { HEAD_ROWS = 12, NOTE_MAX = 1500 };

Status job_csv(const Job *j, size_t skip, Arena *a, Csv *out, Err *err)
{
    Bytes *b;
    Status st = bytes_open(j->path, &j->look, a, &b, err);
    if (st)
        return st;
    csv_init(out, b, j->delimiter, a);
    for (size_t i = 0; i < skip; i++) {
        CsvRow row;
        CsvGot got;
        st = csv_next(out, &row, &got, err);
        if (st)
            return st;
    }
    out->width = j->n_column;
    return ST_OK;
}

Status job_text(const Job *j, size_t max, Arena *a, Str *out, Err *err)
{
    Bytes *b;
    Status st = bytes_open(j->path, &j->look, a, &b, err);
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
    size_t width[HEAD_ROWS], n;
} Head;

static void keep_row(Head *h, const CsvRow *row, bool good, Arena *a)
{
    size_t n = good ? row->n : 0;
    h->row[h->n] = ARENA_NEW_N(a, Str, n + 1);
    for (size_t i = 0; i < n; i++)
        h->row[h->n][i] = str_dup(a, str_trim(row->cell[i]));
    h->width[h->n++] = n;
}

static Status read_head(Job *j, Arena *a, Head *h, Err *err)
{
    Arena tmp;
    Bytes *b;
    Csv csv;
    h->n = 0;
    arena_init(&tmp);
    Status st = bytes_open(j->path, &j->look, &tmp, &b, err);
    if (!st)
        st = bytes_more(b, 0, err);
    if (!st && !j->delimiter)
        j->delimiter = csv_sniff((Str){ b->buf, b->n });
    if (!st)
        csv_init(&csv, b, j->delimiter, &tmp);
    while (!st && h->n < HEAD_ROWS) {
        CsvRow row;
        CsvGot got;
        st = csv_next(&csv, &row, &got, err);
        if (st || got == CSV_END)
            break;
        keep_row(h, &row, got == CSV_ROW, a);
    }
    arena_release(&tmp);
    return st;
}

static void note_unknown(Job *j, const Str *column, size_t n, Arena *a)
{
    Buf b;
    buf_init(&b, NOTE_MAX);
    buf_puts(&b, "not recognised; columns: ");
    for (size_t i = 0; i < n && b.n < NOTE_MAX - 200; i++)
        buf_printf(&b, "%s%.60s", i ? ", " : "", str_dup(a, str_sub(column[i], 0, 60)).p);
    if (b.n >= NOTE_MAX - 200)
        buf_puts(&b, ", ...");
    buf_puts(&b, ". Say what they are in a mapping file (--map), or give the kind (--as)");
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

static Status section_of_shape(const Shape *s, Arena *a, const MapSection **out, Err *err)
{
    Mapping m;
    Str text = str_fmt(a, "[%s]\n%s", s->name, s->map);
    Status st = map_parse(text, s->name, a, &m, err);
    if (!st)
        *out = m.section;
    return st;
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
        return;
    }
    j->section = NULL;
    j->skipped = str_fmt(a, "the mapping does not fit: %s", h->n ? none.msg : "no records");
}

static Status open_csv(Job *j, const JobOptions *o, Arena *a, Err *err)
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
    for (size_t i = 0; i < h.n; i++) {
        const Shape *s = h.width[i] > 1 ? shape_find(BOX_CSV, h.row[i], h.width[i], o->as_kind) : NULL;
        if (!s)
            continue;
        take_header(j, &h, i);
        j->name = str_of(s->name);
        j->style = s->survey;
        j->leave = s->leave;
        return section_of_shape(s, a, &j->section, err);
    }
    size_t at = 0;
    while (at + 1 < h.n && h.width[at] < 2)
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
        note_unknown(j, h.row[at], h.width[at], a);
    } else {
        j->skipped = STR("no records");
    }
    return ST_OK;
}

static Status open_json(Job *j, const JobOptions *o, Str start, Arena *a, Err *err)
{
    Str *path;
    size_t n;
    if (str_starts(str_trim(start), STR("{\"throughline_truth"))) {
        j->skipped = STR("truth file of a made-up company: not an export");
        return ST_OK;
    }
    json_survey(start, j->look.size > (int64_t)start.n, a, &j->lines, &path, &n);
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
        return section_of_shape(s, a, &j->section, err);
    }
    if (o->as_kind != KIND_COUNT && n && !section_by_names(o, path, n, a, &named, &none)
        && !plan_bind(named, path, n, a, &p, &none)) {
        j->section = named;
        j->name = str_of(kinds[o->as_kind].name);
    } else if (n) {
        note_unknown(j, path, n, a);
    } else {
        j->skipped = STR("JSON without an array of objects");
    }
    return ST_OK;
}

/* Formats that are known by their first bytes and are not text. */
static const char *other_format(const BytesLook *l)
{
    if (memcmp(l->magic, "PK\x03\x04", 4) == 0)
        return "a workbook or zip archive: save it as CSV, or unpack it";
    if (memcmp(l->magic, "\x1F\x8B", 2) == 0)
        return "compressed (gzip): unpack it";
    if (memcmp(l->magic, "%PDF", 4) == 0)
        return "a PDF";
    return l->skip;
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

static Status open_text(Job *j, const JobOptions *o, Str base, Arena *a, Err *err)
{
    Arena tmp;
    Bytes *b;
    arena_init(&tmp);
    Status st = bytes_open(j->path, &j->look, &tmp, &b, err);
    if (!st)
        st = bytes_more(b, 0, err);
    Str start = st ? STR("") : (Str){ b->buf, b->n }, body = str_trim(str_sub(start, 0, 4096));
    bool json = body.n && (body.p[0] == '{' || body.p[0] == '[') && !str_ends(base, STR(".csv"));
    j->box = json ? BOX_JSON : BOX_CSV;
    if (!st && json)
        st = open_json(j, o, start, a, err);
    arena_release(&tmp);
    return st || json ? st : open_csv(j, o, a, err);
}

Status job_open(const char *path, Str shown, const JobOptions *o, Arena *a, Job *out, Err *err)
{
    *out = (Job){ .path = path, .shown = shown, .name = STR(""), .skipped = STR(""), .note = STR("") };
    Status st = bytes_look(path, a, &out->look, err);
    if (st)
        return st;
    Str base = path_base(shown);
    out->section = map_find(o->mapping, base);
    bool parquet = memcmp(out->look.magic, "PAR1", 4) == 0;
    const char *skip = parquet ? NULL : other_format(&out->look);
    if (!skip && !out->section && is_prose(base))
        skip = "not an export (documentation or code)";
    if (skip) {
        out->skipped = str_of(skip);
        return ST_OK;
    }
    if (out->section)
        out->name = out->section->pattern;
    if (parquet) {
        out->box = BOX_PARQUET;
        if (!out->section)
            out->skipped = STR("Parquet: say what its columns are in a mapping file (--map)");
        return ST_OK;
    }
    return open_text(out, o, base, a, err);
}
