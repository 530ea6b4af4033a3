/* page_source.c - sources against their habit, who is covered, what was set aside and what was left outside. */
#include <math.h>

#include "model/way.h"
#include "report/page_words.h"
#include "report/source_show.h"

static Cell share_cell(double share)
{
    return isfinite(share) ? cell_percent(share) : cell_none();
}

static Cell last_cell(const Table *t, size_t r)
{
    const TableColumn *c = table_col(t, "last_day");
    return col_has(c, r) ? cell_date(c->i[r]) : cell_none();
}

static void sources(PageBook *b, Doc *d, const SourceBook *s)
{
    static const DocColumn cols[] = {
        { .title = STR_INIT("Source"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("Rows"), .kind = COLUMN_INT },
        { .title = STR_INIT("Files"), .kind = COLUMN_INT },
        { .title = STR_INIT("On accounts"), .kind = COLUMN_PERCENT },
        { .title = STR_INIT("Last"), .kind = COLUMN_DATE },
        { .title = STR_INIT("Weekly"), .kind = COLUMN_CHART },
    };
    doc_open(d, GROUP_PART, STR("Sources, against what is usual for each"));
    DocTable *table = doc_table(d,
                                &(DocTableHead){ .caption = STR("Sources"),
                                                 .caption_hidden = true,
                                                 .empty = STR("no source has brought a row") },
                                cols, COUNT_OF(cols));
    for (size_t r = 0; r < s->kind.n; r++) {
        Tone tone = source_tone(col_text(&s->kind, "state")[r]);
        Chart *c = source_chart(b->a, s, r);
        doc_sub(DOC_ROW(table, tone,
                        cell_text(str_fmt(b->a, "%.*s, %.*s", STR_ARG(col_text(&s->kind, "source")[r]),
                                          STR_ARG(kind_plural(col_text(&s->kind, "kind")[r])))),
                        cell_int(col_int(&s->kind, "n")[r]), cell_int(col_int(&s->kind, "files")[r]),
                        share_cell(source_share(s, r)), last_cell(&s->kind, r),
                        c ? cell_chart(c) : cell_none()),
                runs_text(b->a, source_words(b->a, s, r)));
    }
    doc_close(d);
}

static void coverage(PageBook *b, Doc *d, const SourceBook *s)
{
    static const DocColumn cols[] = { { .title = STR_INIT("Kind of record"), .kind = COLUMN_TEXT },
                                      { .title = STR_INIT("Accounts with some"), .kind = COLUMN_INT },
                                      { .title = STR_INIT("Of all accounts"), .kind = COLUMN_PERCENT } };
    Str heard = words_coverage(b);
    doc_open(d, GROUP_PART, STR("What is known of how many accounts"));
    if (heard.n)
        doc_para(d, runs_text(b->a, heard));
    DocTable *table = doc_table(d,
                                &(DocTableHead){ .caption = STR("Coverage by kind of record"),
                                                 .caption_hidden = true,
                                                 .empty = STR("nothing is on an account") },
                                cols, COUNT_OF(cols));
    for (size_t r = 0; r < s->cover.n; r++) {
        int64_t n = col_int(&s->cover, "accounts")[r];
        if (n)
            DOC_ROW(table, TONE_NORMAL, cell_text(kind_plural(col_text(&s->cover, "kind")[r])), cell_int(n),
                    share_cell(s->accounts ? (double)n / (double)s->accounts : (double)NAN));
    }
    doc_close(d);
}

static Status aside(PageBook *b, Doc *d, Err *err)
{
    enum { RAW_SHOWN = 80 };
    Table t;
    Status st = store_fetch(b->s, SQL_REPORT_ASIDE, STORE_NO_ARGS, b->a, &t, err);
    if (st)
        return st;
    doc_open(d, GROUP_PART, STR("Set aside, by reason"));
    DocList *l = t.n ? doc_list(d, LIST_DOTS) : NULL;
    if (!l)
        doc_para(d, RUNS(b->a, run_soft(STR("Nothing is set aside."))));
    for (size_t r = 0; r < t.n; r++) {
        Str raw = col_text(&t, "raw")[r], name = col_text(&t, "column_name")[r];
        size_t end = str_head(raw, RAW_SHOWN).n;
        Str example = str_fmt(b->a, "For example %.*s%s%.*s: %.*s%s",
                              STR_ARG(page_place(b, col_text(&t, "path")[r], col_int(&t, "line")[r])),
                              name.n ? ", column " : "", STR_ARG(name), (int)end, raw.p, end < raw.n ? "…" : "");
        doc_item(l, col_int(&t, "whole")[r] ? TONE_HARM : TONE_NORMAL,
                 runs_text(b->a, str_fmt(b->a, "%.*s (%.*s, %.*s): %.*s", STR_ARG(words_n(b, col_int(&t, "n")[r], "time", "times")),
                                         STR_ARG(words_n(b, col_int(&t, "whole")[r], "whole row", "whole rows")),
                                         STR_ARG(words_n(b, col_int(&t, "files")[r], "file", "files")),
                                         STR_ARG(col_text(&t, "reason")[r]))),
                 runs_text(b->a, str_fmt(b->a, "%.*s. What to do: %.*s", STR_ARG(example),
                                         STR_ARG(quarantine_todo(col_text(&t, "reason")[r])))));
    }
    doc_close(d);
    return ST_OK;
}

static Status questions(PageBook *b, Doc *d, Err *err)
{
    Table t;
    Status st = store_fetch(b->s, SQL_QUESTION_LIST, STORE_NO_ARGS, b->a, &t, err);
    if (st || !t.n)
        return st;
    doc_open(d, GROUP_PART, STR("Open questions"));
    DocList *l = doc_list(d, LIST_DOTS);
    for (size_t r = 0; r < t.n; r++) {
        int64_t n = col_int(&t, "n")[r];
        bool waits = col_int(&t, "required")[r] != 0;
        Str about = col_text(&t, "about")[r], examples = col_text(&t, "examples")[r];
        doc_item(l, waits ? TONE_HARM : TONE_NORMAL,
                 runs_text(b->a, str_fmt(b->a, "Column '%.*s' of %.*s: %s%s%.*s%s? %.*s", STR_ARG(col_text(&t, "column_name")[r]), STR_ARG(col_text(&t, "path")[r]),
                                         str_eq(about, STR("numbers")) ? "are the signs decimal, or do they group thousands" : "do days or months stand first",
                                         examples.n ? " (" : "", STR_ARG(examples), examples.n ? ")" : "",
                                         STR_ARG(!n ? STR("Its rows wait for another answer.") : waits ? words_n(b, n, "row waits.", "rows wait.") : words_n(b, n, "value is held.", "values are held.")))),
                 runs_text(b->a, str_fmt(b->a, "Answer: throughline answer BOOK %lld '%.*s' %s", (long long)col_int(&t, "file_id")[r],
                                         STR_ARG(col_text(&t, "column_name")[r]), way_both(about))));
    }
    doc_close(d);
    return ST_OK;
}

static Status read_again(PageBook *b, Doc *d, Err *err)
{
    Table t;
    Status st = store_fetch(b->s, SQL_REREAD_LIST, STORE_ARGS(DB_TEXT(STR(""))), b->a, &t, err);
    if (st || !t.n)
        return st;
    doc_open(d, GROUP_PART, STR("To be imported again"));
    DocList *l = doc_list(d, LIST_DOTS);
    for (size_t r = 0; r < t.n; r++) {
        bool open = !col_text(&t, "answer")[r].n;
        doc_item(l, TONE_HARM,
                 runs_text(b->a, str_fmt(b->a, "%.*s: column '%.*s' was read %s, which is said no more",
                                         STR_ARG(col_text(&t, "path")[r]),
                                         STR_ARG(col_text(&t, "column_name")[r]), way_said(way_of(col_text(&t, "was")[r])))),
                 runs_text(b->a, open ? STR("Answer the question, then import the file again: every value is corrected by its natural key, history kept")
                                      : STR("Import the file again: every value is corrected by its natural key, history kept")));
    }
    doc_close(d);
    return ST_OK;
}

static Status outside(PageBook *b, Doc *d, Err *err)
{
    static const DocColumn cols[] = {
        { .title = STR_INIT("What"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("Source"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("Column"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("Values"), .kind = COLUMN_INT },
        { .title = STR_INIT("Files"), .kind = COLUMN_INT },
    };
    Table t;
    int64_t erased = 0;
    Status st = store_fetch(b->s, SQL_REPORT_NOT_STORED, STORE_NO_ARGS, b->a, &t, err);
    if (!st)
        st = store_int(b->s, SQL_REPORT_ERASURES, STORE_NO_ARGS, 0, &erased, err);
    if (st)
        return st;
    doc_open(d, GROUP_PART, STR("Kept outside"));
    doc_para(d, runs_text(b->a, str_fmt(b->a, "%s %.*s",
                                        t.n ? "Private values were left out at the door; `import --keep` lets a column in."
                                            : "No private value was met.",
                                        STR_ARG(erased ? words_n(b, erased, "person was forgotten.", "persons were forgotten.")
                                                       : STR("Nobody was forgotten.")))));
    DocTable *table = t.n ? doc_table(d, &(DocTableHead){ .caption = STR("Not stored"), .caption_hidden = true }, cols, COUNT_OF(cols)) : NULL;
    for (size_t r = 0; r < t.n; r++) {
        Str column = col_text(&t, "column_name")[r];
        DOC_ROW(table, TONE_NORMAL, cell_text(private_plural(col_text(&t, "what")[r])), cell_text(col_text(&t, "source")[r]),
                cell_text(column.n ? column : STR("inside texts")), cell_int(col_int(&t, "n")[r]), cell_int(col_int(&t, "files")[r]));
    }
    doc_close(d);
    return ST_OK;
}

Status page_source_parts(PageBook *b, Doc *d, Err *err)
{
    SourceBook s;
    Status st = sources_load(b->s, b->a, &s, err);
    if (st)
        return st;
    sources(b, d, &s);
    coverage(b, d, &s);
    return ST_OK;
}

Status page_aside_parts(PageBook *b, Doc *d, Err *err)
{
    Status st = questions(b, d, err);
    if (!st)
        st = read_again(b, d, err);
    if (!st)
        st = aside(b, d, err);
    return st ? st : outside(b, d, err);
}
