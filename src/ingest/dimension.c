#include "ingest/dimension.h"

#include "base/attr.h"
#include "ingest/words.h"

enum { CANDIDATES = 12, VALUE_MOST = 60, METRIC_NAME = 1 /* field of kinds[KIND_METRIC] */ };

static const char known_words[] = "region|regions|area|territory|country|market|state|city|site|sites|location|plant|branch|store|shop|warehouse|depot|office|"
                                  "product|products|brand|model|segment|channel|team|line|land|gebiet|standort|werk|filiale|markt|produkt|kanal|segmente|lager|"
                                  "niederlassung|pays|zone|usine|magasin|produit|canal|pais|sitio|"
                                  "tienda|producto|paese|sede|negozio|prodotto|canale|regiao|loja|produto|regio|vestiging|winkel";

/* A row of the sample. */
typedef struct Line {
    uint64_t base, all;
    Str      value[CANDIDATES];
} Line;

typedef struct Sample {
    size_t column[CANDIDATES], n;
    bool   by_name[CANDIDATES];
    bool  *key;                /* of each column: it is in unit, metric or month */
    Line  *line;
    size_t n_line;
} Sample;

static bool names(const MapRule *r, Str column)
{
    for (size_t i = 0; i < r->n_alt; i++)
        for (size_t k = 0; k < r->alt[i].n; k++)
            if (!r->alt[i].part[k].constant && str_ieq(r->alt[i].part[k].text, column))
                return true;
    return false;
}

static bool is_key(const MapSection *s, Str column)
{
    static const char *const of[] = { "unit", "metric", "month" };
    for (size_t i = 0; i < COUNT_OF(of); i++) {
        const MapRule *r = map_rule(s, of[i]);
        if (r && names(r, column))
            return true;
    }
    return false;
}

static bool is_used(const MapSection *s, Str column)
{
    for (size_t i = 0; i < s->n_rule; i++)
        if (names(&s->rule[i], column))
            return true;
    return false;
}

/* Columns that no rule reads; those with a name for it first. */
static void candidates(const Job *j, const MapSection *s, Arena *a, Sample *out)
{
    out->key = ARENA_NEW_N(a, bool, j->n_column + 1);
    for (int by_name = 1; by_name >= 0; by_name--)
        for (size_t c = 0; c < j->n_column && out->n < CANDIDATES; c++) {
            Str name = str_trim(j->column[c]), month;
            out->key[c] = is_key(s, name);
            if (!name.n || is_used(s, name) || shape_is_wide(j->reader, name, a, &month) || memchr(name.p, '`', name.n) || memchr(name.p, '\n', name.n) ||
                word_has(header_key(name, a), known_words) != (by_name == 1))
                continue;
            out->by_name[out->n] = by_name == 1;
            out->column[out->n++] = c;
        }
}

static Status read_sample(const Job *j, Sample *out, Arena *a, Err *err)
{
    Rows *rows;
    size_t cap = 0;
    Status st = job_rows(j, j->header, a, &rows, err);
    while (!st && out->n_line < PLAN_LOOK) {
        Row row;
        RowsGot got;
        st = rows_next(rows, &row, &got, err);
        if (st || got == ROWS_END)
            break;
        if (got != ROWS_ROW || row.n * 2 < j->n_column)      /* totals and footers are short */
            continue;
        if (out->n_line == cap) {
            Line *more = ARENA_NEW_N(a, Line, cap = cap ? cap * 2 : 256);
            if (out->n_line)
                memcpy(more, out->line, out->n_line * sizeof *more);
            out->line = more;
        }
        Line *l = &out->line[out->n_line++];
        *l = (Line){ .base = 1, .all = 1 };
        for (size_t c = 0; c < row.n; c++) {
            uint64_t h = hash64(str_trim(row.cell[c]));
            l->all = hash64_mix(l->all, h);
            if (c < j->n_column && out->key[c])
                l->base = hash64_mix(l->base, h);
        }
        for (size_t i = 0; i < out->n; i++)
            l->value[i] = out->column[i] < row.n ? str_dup(a, str_trim(row.cell[out->column[i]])) : STR("");
    }
    return st;
}

/* Rows of which another says the same by this key, and something else besides. */
static int64_t clashes(const Sample *s, const size_t *with, size_t n)
{
    I64Map first;
    int64_t clash = 0;
    i64map_init(&first);
    for (size_t r = 0; r < s->n_line; r++) {
        uint64_t key = s->line[r].base;
        int64_t before;
        for (size_t i = 0; i < n; i++)
            key = hash64_mix(key, hash64(s->line[r].value[with[i]]));
        if (!i64map_get(&first, key, &before))
            i64map_set(&first, key, (int64_t)s->line[r].all);
        else
            clash += before != (int64_t)s->line[r].all;
    }
    i64map_release(&first);
    return clash;
}

static bool has_letter(Str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] >= 0x80 || ((s.p[i] | 32) >= 'a' && (s.p[i] | 32) <= 'z'))
            return true;
    return false;
}

/* Words, each of which comes again; by a known name, once is enough. */
static bool is_dimension(const Sample *s, size_t c, Str *example, Arena *a)
{
    StrMap seen;
    size_t filled = 0;
    strmap_init(&seen, a);
    for (size_t r = 0; r < s->n_line; r++) {
        Str v = s->line[r].value[c];
        if (v.n > VALUE_MOST || (v.n && !s->by_name[c] && !has_letter(v)))
            return false;
        filled += v.n > 0;
        if (v.n)
            (void)strmap_put(&seen, v, NULL);
    }
    if (seen.n < 2 || (!s->by_name[c] && seen.n * 2 > filled))
        return false;
    *example = str_fmt(a, "%.*s, %.*s%s", STR_ARG(seen.key[0]), STR_ARG(seen.key[1]), seen.n > 2 ? ", ..." : "");
    return true;
}

static void choose(const Sample *s, Arena *a, Dimension *out)
{
    size_t may[CANDIDATES], n = 0;
    Str example[CANDIDATES];
    int64_t rows = clashes(s, NULL, 0);
    for (size_t c = 0; c < s->n && rows; c++)
        if (is_dimension(s, c, &example[n], a))
            may[n++] = c;
    for (size_t i = 0; i < n; i++)
        if (!clashes(s, &may[i], 1)) {
            *out = (Dimension){ { s->column[may[i]] }, 1, rows, example[i] };
            return;
        }
    for (size_t i = 0; i < n; i++)
        for (size_t k = i + 1; k < n; k++)
            if (!clashes(s, (size_t[]){ may[i], may[k] }, 2)) {
                *out = (Dimension){ { s->column[may[i]], s->column[may[k]] }, 2, rows, str_fmt(a, "%.*s; %.*s", STR_ARG(example[i]), STR_ARG(example[k])) };
                return;
            }
}

Status dimension_find(const Job *j, const MapSection *s, Arena *a, Dimension *out, Err *err)
{
    Arena scratch;
    Sample sample = { .n = 0 };
    *out = (Dimension){ .n = 0 };
    if (s->kind != KIND_METRIC || j->box == BOX_JSON || j->box == BOX_PARQUET)
        return ST_OK;
    arena_init(&scratch);
    candidates(j, s, &scratch, &sample);
    Status st = sample.n ? read_sample(j, &sample, &scratch, err) : ST_OK;
    if (!st && sample.n)
        choose(&sample, &scratch, out);
    out->example = str_dup(a, out->example);
    arena_release(&scratch);
    return st;
}

/* Each way of the rule with the columns behind it, then the ways as they were; false: there is no room. */
static bool add_columns(MapRule *r, const Job *j, const Dimension *d, const char *between)
{
    MapRule was = *r;
    if (was.n_alt * 2 > MAP_ALTS)
        return false;
    for (size_t i = 0; i < was.n_alt; i++) {
        MapAlt alt = was.alt[i];
        if (alt.n + 2 * d->n > MAP_PARTS)
            return false;
        for (size_t k = 0; k < d->n; k++) {
            alt.part[alt.n++] = (MapPart){ true, str_of(between) };
            alt.part[alt.n++] = (MapPart){ false, str_trim(j->column[d->column[k]]) };
        }
        r->alt[i] = alt;
        r->alt[was.n_alt + i] = was.alt[i];
    }
    r->n_alt = was.n_alt * 2;
    return true;
}

static MapRule *rule_of(MapSection *s, const char *target)
{
    for (size_t i = 0; i < s->n_rule; i++)
        if (str_eq(s->rule[i].target, str_of(target)))
            return &s->rule[i];
    return NULL;
}

/* The columns by which a file before told its rows apart. */
static void as_before(const Job *j, Str known, Dimension *out)
{
    for (size_t c = 0; c < j->n_column && out->n < DIMENSIONS; c++) {
        Str name = str_trim(j->column[c]);
        if (name.n && memo_get(known, "part", name).n && !is_used(j->section, name))
            out->column[out->n++] = c;
    }
}

Status dimension_part(Job *j, Str known, Arena *a, Err *err)
{
    Dimension d;
    Status st = dimension_find(j, j->section, a, &d, err);
    if (!st && !d.n)
        as_before(j, known, &d);
    if (st || !d.n)
        return st;
    MapSection *s = ARENA_NEW(a, MapSection);
    *s = *j->section;
    MapRule *metric = rule_of(s, "metric"), *key = rule_of(s, "key");
    if (!metric || !key || !add_columns(metric, j, &d, " / ") || !add_columns(key, j, &d, "/"))
        return ST_OK;
    if (j->each == j->section)
        j->each = s;
    j->section = s;
    Str first = str_trim(j->column[d.column[0]]), two = d.n > 1 ? str_fmt(a, "' and '%.*s", STR_ARG(str_trim(j->column[d.column[1]]))) : STR("");
    if (!d.rows) {
        j->note = str_fmt(a, "%.*s%s'%.*s%.*s' is a part of the metric's name, as in files before", STR_ARG(j->note), j->note.n ? "; " : "", STR_ARG(first),
                          STR_ARG(two));
        return ST_OK;
    }
    j->note = str_fmt(a, "%.*s%s'%.*s%.*s' (%.*s) %s apart %lld row%s of a unit, metric and month that another has too: a part of the metric's name",
                      STR_ARG(j->note), j->note.n ? "; " : "", STR_ARG(first), STR_ARG(two), STR_ARG(d.example), d.n > 1 ? "tell" : "tells", (long long)d.rows,
                      d.rows == 1 ? "" : "s");
    return ST_OK;
}

struct Parted {
    size_t n;                /* columns in a name */
    StrMap whole, base;      /* keys without them: of a row that has none, and of one that has */
    Arena *a;
};

Parted *dimension_open(const MapSection *s, Memo *memo, Arena *a)
{
    const MapRule *r = s->kind == KIND_METRIC ? map_rule(s, "metric") : NULL;
    Parted *p = ARENA_NEW(a, Parted);
    *p = (Parted){ .a = a };
    for (size_t i = 0; r && r->n_alt && i + 1 < r->alt[0].n; i++)
        if (r->alt[0].part[i].constant && str_eq(r->alt[0].part[i].text, STR(" / "))) {
            p->n++;
            memo_put(memo, "part", r->alt[0].part[i + 1].text, STR("1"));
        }
    strmap_init(&p->whole, a);
    strmap_init(&p->base, a);
    return p->n ? p : NULL;
}

void dimension_see(Parted *p, const FactRecord *r)
{
    Str name = r->value[METRIC_NAME].s, id = r->ext_id;
    size_t from = name.n, n = 0;
    while (from >= 3 && n < p->n) {
        from--;
        n += from + 3 <= name.n && memcmp(name.p + from, " / ", 3) == 0;
    }
    size_t tail = name.n - from - 2 * n;      /* " / North" is "/North" in the key */
    if (!r->value[METRIC_NAME].has || !id.n)
        return;
    if (n == p->n && tail < id.n)
        (void)strmap_put(&p->base, str_sub(id, 0, id.n - tail), NULL);
    else
        (void)strmap_put(&p->whole, id, NULL);
}

Status dimension_end(Parted *p, Emit *e, Err *err)
{
    size_t at;
    bool ended;
    Status st = ST_OK;
    for (size_t i = 0; p && i < p->base.n && !st; i++)
        if (!strmap_get(&p->whole, p->base.key[i], &at))
            st = emit_end(e, KIND_METRIC, p->base.key[i], &ended, err);
    return st;
}
