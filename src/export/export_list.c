/* Which tables leave the book, and what their columns mean. */
#include "export/export_in.h"
#include "model/kind.h"
#include "store/migrate.h"

/* Tables but f_* and d_*.  What is on no list stays in the book. */
static const struct {
    const char *name, *group, *why;
} known[] = {
    { "meta", "book", NULL },                { "source", "facts", NULL },           { "file", "facts", NULL },
    { "file_header", "facts", NULL },        { "file_export", "facts", NULL },      { "file_reading", "facts", NULL },
    { "file_head", "facts", NULL },          { "record_state", "facts", NULL },     { "currency_assumed", "facts", NULL },  { "alias", "facts", NULL },
    { "quarantine", "facts", NULL },         { "quarantine_money", "facts", NULL }, { "quarantine_row", "facts", NULL },
    { "quarantine_fixed", "facts", NULL },   { "question", "facts", NULL },         { "not_stored", "facts", NULL },
    { "erasure", "facts", NULL },            { "erasure_count", "facts", NULL },    { "verdict", "decisions", NULL },
    { "reread", "facts", NULL },             { "clip", "facts", NULL },               { "setting", "decisions", NULL },        { "mapping_memory", "decisions", NULL }, { "theme_memory", "decisions", NULL },
    { "issue_memory", "decisions", NULL },   { "stream_memory", "decisions", NULL },  { "signal_memory", "decisions", NULL },
    { "theme_run", "decisions", NULL },      { "erasure_key", NULL, "hashes of who was forgotten" },
    { "superseding", NULL, "empty outside an import" }, { "alias_words", NULL, "hashes, made again from alias" },
    { "d_text_vector", NULL, "numbers made of texts, made again from them" },
    { "d_find_word", NULL, "the words of d_comment once more, to find them by" }, { "d_find_comment", NULL, "the words of d_comment once more, to find them by" },
};

/* The columns with which every fact begins (model/kind.h), and ids that many tables have. */
static const struct {
    const char *name, *meaning;
} common[] = {
    { "source_id", "the system it came from (table source)" },
    { "key_hash", "its natural key, hashed" },
    { "row_hash", "its values, hashed: tells a correction from a repetition" },
    { "file_id", "the file it was read from (table file)" },
    { "line", "where in that file, from 1" },
    { "alias_id", "who it is about, in that system's own words (table alias)" },
    { "superseded_by", "the file whose later version replaced this row; missing: in force" },
    { "ext_id", "the system's own id" },
    { "account_id", "the account (table d_account)" },
    { "contact_id", "the person (table d_contact)" },
    { "comment_id", "the comment, within its account (table d_comment)" },
    { "issue_id", "the issue (table d_issue)" },
    { "theme_id", "the theme (table d_theme)" },
    { "stream_id", "the stream (table d_stream)" },
    { "signal_id", "the signal (table d_signal)" },
    { "currency", "ISO 4217" },
};

static void place(ExportTable *t)
{
    t->why = "not on the list of what leaves the book";
    if (str_starts(t->name, STR("f_")) || str_starts(t->name, STR("d_")))
        t->group = t->name.p[0] == 'f' ? "facts" : "derived";
    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (str_eq(t->name, str_of(known[i].name))) {
            t->group = known[i].group;
            t->why = known[i].why;
        }
}

/* Behind the last "--" of a line. */
static Str comment_of(Str line)
{
    for (size_t i = 0; i + 1 < line.n; i++)
        if (line.p[i] == '-' && line.p[i + 1] == '-')
            return str_trim(str_sub(line, i + 2, line.n));
    return STR("");
}

static Str word_of(Str *rest)
{
    *rest = str_trim(*rest);
    Str word = str_cut(rest, ' ');
    while (word.n && (word.p[word.n - 1] == ',' || word.p[word.n - 1] == '('))
        word.n--;
    if (word.n > 1 && word.p[0] == '"')
        word = str_sub(word, 1, word.n - 2);
    return word;
}

/* Every line of the schema that makes a table or adds a column, with the words beside it. */
typedef void Found(void *ctx, Str table, Str column, Str words);

static void read_script(Str text, Found *found, void *ctx)
{
    Str table = STR("");
    while (text.n) {
        Str line = str_cut(&text, '\n'), rest = line, words = comment_of(line), first = word_of(&rest);
        if (str_eq(first, STR("CREATE")) && str_eq(word_of(&rest), STR("TABLE"))) {
            table = word_of(&rest);
            found(ctx, table, STR(""), words);
        } else if (str_eq(first, STR("ALTER"))) {
            (void)word_of(&rest);
            Str changed = word_of(&rest);
            (void)word_of(&rest);
            (void)word_of(&rest);
            found(ctx, changed, word_of(&rest), words);
        } else if (str_starts(first, STR(")"))) {
            table = STR("");
        } else if (table.n && first.n && words.n) {
            found(ctx, table, first, words);
        }
    }
}

typedef struct Wanted {
    ExportTable *t;
    bool         columns;
} Wanted;

static void take_words(void *ctx, Str table, Str column, Str words)
{
    Wanted *w = ctx;
    if (!words.n || !str_eq(table, w->t->name))
        return;
    if (!column.n && !w->columns)
        w->t->meaning = words;
    for (size_t c = 0; column.n && w->columns && c < w->t->n_column; c++)
        if (str_eq(w->t->column[c].name, column))
            w->t->column[c].meaning = words;
}

static void read_schema(ExportTable *t, bool columns)
{
    for (int64_t k = 1; k <= migrate_newest(); k++)
        read_script(str_of(migrate_script(k)), take_words, &(Wanted){ t, columns });
}

void export_columns(ExportTable *t, const Table *columns, Arena *a)
{
    t->n_column = columns->n_col;
    t->column = ARENA_NEW_N(a, ExportColumn, columns->n_col);
    for (size_t c = 0; c < columns->n_col; c++) {
        ExportColumn *x = &t->column[c];
        *x = (ExportColumn){ .name = str_dup(a, str_of(columns->col[c].name)), .meaning = STR(""), .type = columns->col[c].type };
        for (size_t i = 0; i < COUNT_OF(common); i++)
            if (str_eq(x->name, str_of(common[i].name)))
                x->meaning = str_of(common[i].meaning);
    }
    read_schema(t, true);
    for (size_t k = 0; k < KIND_COUNT; k++)
        for (size_t f = 0; str_eq(t->name, str_of(kinds[k].table)) && f < kinds[k].n_field; f++)
            for (size_t c = 0; c < t->n_column; c++)
                if (str_eq(t->column[c].name, str_of(kinds[k].field[f].name)))
                    t->column[c].meaning = str_of(kinds[k].field[f].help);
}

Status export_tables(Store *s, Arena *a, ExportTable **out, size_t *n, Err *err)
{
    Table names;
    Status st = store_fetch(s, SQL_BOOK_TABLES, STORE_NO_ARGS, a, &names, err);
    *n = 0;
    *out = st ? NULL : ARENA_NEW_N(a, ExportTable, names.n);
    for (size_t r = 0; !st && r < names.n; r++) {
        ExportTable *t = &(*out)[*n];
        if (col_int(&names, "is_view")[r])
            continue;
        *t = (ExportTable){ .name = col_text(&names, "name")[r], .meaning = STR("") };
        place(t);
        read_schema(t, false);
        for (size_t k = 0; k < KIND_COUNT; k++)
            if (str_eq(t->name, str_of(kinds[k].table)))
                t->meaning = str_of(kinds[k].help);
        ++*n;
    }
    return st;
}
