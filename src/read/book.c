#include "read/book.h"

#include "read/xml.h"

enum { RELATIONS_MAX = 4 * LIMIT_SHEETS };

typedef struct Relation {
    Str id, type, target;       /* target: a full part name */
} Relation;

typedef struct Relations {
    Relation *r;
    size_t    n;
    Str       folder;           /* of the part they belong to, with its '/' */
    Arena    *a;
} Relations;

typedef struct Sheets {
    Book            *book;
    const Archive   *zip;
    const Relations *relations;
    bool             too_many;
    Arena           *a;
} Sheets;

/* "xl/" and "../a/./b.xml" give "a/b.xml". */
static Str resolve(Str folder, Str target, Arena *a)
{
    Str rest = str_starts(target, STR("/")) ? str_sub(target, 1, target.n)
                                            : str_fmt(a, "%.*s%.*s", STR_ARG(folder), STR_ARG(target));
    char *to = arena_alloc(a, rest.n + 2, 1);
    size_t n = 0;
    while (rest.n) {
        Str part = str_cut(&rest, '/');
        if (!part.n || str_eq(part, STR(".")))
            continue;
        if (str_eq(part, STR(".."))) {
            while (n && to[n - 1] != '/')
                n--;
            n -= n > 0;
            continue;
        }
        if (n)
            to[n++] = '/';
        memcpy(to + n, part.p, part.n);
        n += part.n;
    }
    to[n] = 0;
    return (Str){ to, n };
}

static void relation_start(void *ctx, Str name, const char *const *at)
{
    Relations *l = ctx;
    if (!str_eq(name, STR("Relationship")) || l->n == RELATIONS_MAX || str_eq(xml_attribute(at, STR("TargetMode")), STR("External")))
        return;
    Str id = xml_attribute(at, STR("Id")), type = xml_attribute(at, STR("Type")), target = xml_attribute(at, STR("Target"));
    if (id.p && type.p && target.p)
        l->r[l->n++] = (Relation){ str_dup(l->a, id), str_dup(l->a, type), resolve(l->folder, target, l->a) };
}

static void nothing_ends(void *ctx, Str name)
{
    (void)ctx, (void)name;
}

/* The relations of a part: folder/_rels/name.rels. */
static Status read_relations(const Archive *z, Str part, Arena *a, Relations *out, Err *err)
{
    size_t cut = part.n;
    while (cut && part.p[cut - 1] != '/')
        cut--;
    *out = (Relations){ .r = ARENA_NEW_N(a, Relation, RELATIONS_MAX), .folder = str_sub(part, 0, cut), .a = a };
    Str name = str_fmt(a, "%.*s_rels/%.*s.rels", STR_ARG(out->folder), STR_ARG(str_sub(part, cut, part.n)));
    int64_t at = archive_find(z, name);
    return at < 0 ? ST_OK : xml_part(z, at, &(XmlHandlers){ .start = relation_start, .end = nothing_ends, .ctx = out }, err);
}

static const Relation *by_type(const Relations *l, Str tail)
{
    for (size_t i = 0; i < l->n; i++)
        if (str_ends(l->r[i].type, tail))
            return &l->r[i];
    return NULL;
}

static void add_sheet(Sheets *s, const char *const *at)
{
    Str name = xml_attribute(at, STR("name")), id = { NULL, 0 }, state = xml_attribute(at, STR("state"));
    for (size_t i = 0; at[i]; i += 2)
        if (str_eq(xml_local(at[i]), STR("id")) && strchr(at[i], ':'))
            id = str_of(at[i + 1]);
    s->too_many |= s->book->n == LIMIT_SHEETS;
    if (s->too_many)
        return;
    BookSheet *out = &s->book->sheet[s->book->n++];
    *out = (BookSheet){ .name = name.p ? str_dup(s->a, name) : str_fmt(s->a, "Sheet%zu", s->book->n), .part = -1,
                        .hidden = state.p && (str_eq(state, STR("hidden")) || str_eq(state, STR("veryHidden"))) };
    for (size_t i = 0; i < s->relations->n && id.p; i++) {
        const Relation *r = &s->relations->r[i];
        if (!str_eq(r->id, id))
            continue;
        out->part = archive_find(s->zip, r->target);
        if (!str_ends(r->type, STR("/worksheet")))
            out->refused = "a sheet that is no table (a chart, a dialog)";
    }
}

static void workbook_start(void *ctx, Str name, const char *const *at)
{
    Sheets *s = ctx;
    if (str_eq(name, STR("workbookPr"))) {
        Str v = xml_attribute(at, STR("date1904"));
        s->book->from_1904 = v.p && (str_eq(v, STR("1")) || str_eq(v, STR("true")) || str_eq(v, STR("on")));
    } else if (str_eq(name, STR("sheet"))) {
        add_sheet(s, at);
    }
}

static int64_t part_of_type(const Archive *z, const Relations *l, Str tail)
{
    const Relation *r = by_type(l, tail);
    return r ? archive_find(z, r->target) : -1;
}

Status book_read(const Archive *z, Arena *a, Book *out, Err *err)
{
    Relations l;
    *out = (Book){ .sheet = ARENA_NEW_N(a, BookSheet, LIMIT_SHEETS), .shared = -1, .styles = -1 };
    Status st = read_relations(z, STR(""), a, &l, err);
    if (st)
        return st;
    const Relation *r = by_type(&l, STR("/officeDocument"));
    Str part = r ? r->target : STR("xl/workbook.xml");
    int64_t at = archive_find(z, part);
    if (at < 0)
        return ERR(err, ST_INVALID, "no workbook in it (part '%.*s' is missing)", STR_ARG(part));
    st = read_relations(z, part, a, &l, err);
    if (st)
        return st;
    out->shared = part_of_type(z, &l, STR("/sharedStrings"));
    out->styles = part_of_type(z, &l, STR("/styles"));
    Sheets s = { .book = out, .zip = z, .relations = &l, .a = a };
    st = xml_part(z, at, &(XmlHandlers){ .start = workbook_start, .end = nothing_ends, .ctx = &s }, err);
    if (!st && s.too_many)
        st = ERR(err, ST_TOO_BIG, "a workbook of more than %d sheets", LIMIT_SHEETS);
    return st;
}
