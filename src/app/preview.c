#include "app/preview.h"

#include "base/attr.h"

static Str value_of(const EmitShown *s, Str name)
{
    for (size_t i = 0; i < s->n; i++)
        if (str_eq(s->name[i], name))
            return s->value[i];
    return STR("");
}

/* The fields of all records shown, each once, in the order in which they come. */
static size_t names_of(const IngestFile *f, Arena *a, Str **out)
{
    size_t n = 0, most = 0;
    for (size_t r = 0; r < f->n_shown; r++)
        most += f->shown[r].n;
    *out = ARENA_NEW_N(a, Str, most + 1);
    for (size_t r = 0; r < f->n_shown; r++)
        for (size_t i = 0; i < f->shown[r].n; i++) {
            bool known = false;
            for (size_t k = 0; k < n; k++)
                known = known || str_eq((*out)[k], f->shown[r].name[i]);
            if (!known)
                (*out)[n++] = f->shown[r].name[i];
        }
    return n;
}

static void row_of(DocTable *t, const IngestFile *f, Str title, Str name)
{
    Cell cell[1 + EMIT_PREVIEW];
    cell[0] = cell_text(title);
    for (size_t r = 0; r < f->n_shown; r++)
        cell[1 + r] = cell_text(name.n ? value_of(&f->shown[r], name) : f->shown[r].id);
    (void)doc_row(t, TONE_NORMAL, cell, 1 + f->n_shown);
}

static void records(Doc *d, const IngestFile *f, Arena *a)
{
    DocColumn *col = ARENA_NEW_N(a, DocColumn, 1 + EMIT_PREVIEW);
    Str *name;
    bool ids = false;
    size_t n = names_of(f, a, &name);
    col[0] = (DocColumn){ .title = STR("Field"), .kind = COLUMN_TEXT };
    for (size_t r = 0; r < f->n_shown; r++) {
        col[1 + r] = (DocColumn){ .title = str_fmt(a, "%s, line %lld", f->shown[r].kind, (long long)f->shown[r].line), .kind = COLUMN_TEXT };
        ids = ids || f->shown[r].id.n;
    }
    DocTable *t = doc_table(d, &(DocTableHead){ .caption = STR("The first records as they would be") }, col, 1 + f->n_shown);
    if (ids)
        row_of(t, f, STR("(id)"), STR(""));
    for (size_t i = 0; i < n; i++)
        row_of(t, f, name[i], name[i]);
}

static void set_aside(Doc *d, const IngestFile *f, Arena *a)
{
    static const DocColumn cols[] = {
        { .title = STR_INIT("Line"), .kind = COLUMN_INT }, { .title = STR_INIT("Column"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("Why"), .kind = COLUMN_TEXT }, { .title = STR_INIT("As it stands in the file"), .kind = COLUMN_TEXT, .quiet = true },
    };
    int64_t all = f->count.quarantined + f->cells_bad;
    DocTable *t = doc_table(d, &(DocTableHead){ .caption = STR("Would be set aside") }, cols, COUNT_OF(cols));
    for (size_t i = 0; i < f->n_aside; i++) {
        const EmitAside *b = &f->aside[i];
        DOC_ROW(t, b->whole_row ? TONE_HARM : TONE_NORMAL, cell_int(b->line), cell_text(b->column.n ? b->column : STR("whole row")),
                cell_text(b->whole_row ? str_of(b->reason) : str_fmt(a, "%s; the row stands without it", b->reason)), cell_text(b->raw));
    }
    if (all > (int64_t)f->n_aside)
        doc_para(d, runs_text(a, str_fmt(a, "The first %zu of %lld are listed.", f->n_aside, (long long)all)));
}

void preview_doc(Doc *d, const IngestFile *f, Arena *a)
{
    doc_heading(d, 2, f->path);
    if (f->mapping.n)
        doc_para(d, runs_text(a, f->mapping));
    if (f->n_shown)
        records(d, f, a);
    if (f->n_aside)
        set_aside(d, f, a);
}

void preview_json(JsonOut *j, const IngestFile *f)
{
    json_str(j, "mapping", f->mapping);
    json_array(j, "records");
    for (size_t r = 0; r < f->n_shown; r++) {
        json_object(j, NULL);
        json_str(j, "kind", str_of(f->shown[r].kind));
        json_int(j, "line", f->shown[r].line);
        json_str(j, "id", f->shown[r].id);
        json_array(j, "fields");
        for (size_t i = 0; i < f->shown[r].n; i++) {
            json_object(j, NULL);
            json_str(j, "field", f->shown[r].name[i]);
            json_str(j, "value", f->shown[r].value[i]);
            json_end(j);
        }
        json_end(j);
        json_end(j);
    }
    json_end(j);
    json_array(j, "aside");
    for (size_t i = 0; i < f->n_aside; i++) {
        json_object(j, NULL);
        json_int(j, "line", f->aside[i].line);
        json_str(j, "column", f->aside[i].column);
        json_str(j, "reason", str_of(f->aside[i].reason));
        json_str(j, "raw", f->aside[i].raw);
        json_bool(j, "whole_row", f->aside[i].whole_row);
        json_end(j);
    }
    json_end(j);
}
