#include <math.h>
#include <stdlib.h>

#include "base/date.h"
#include "report/page.h"
#include "report/page_words.h"
#include "store/setting.h"

enum { EXAMPLES = 3, REVIEWS = 20, LEDGER_MONTHS = 12 };

static Status files(PageBook *b, Doc *d, Err *err)
{
    Table t;
    static const DocColumn cols[] = {
        { .title = STR_INIT("File"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("Kind"), .kind = COLUMN_TEXT, .quiet = true },
        { .title = STR_INIT("Rows in"), .kind = COLUMN_INT },
        { .title = STR_INIT("Kept"), .kind = COLUMN_INT },
        { .title = STR_INIT("Unchanged"), .kind = COLUMN_INT },
        { .title = STR_INIT("Set aside"), .kind = COLUMN_INT },
    };
    Status st = store_fetch(b->s, SQL_PAGE_FILES, STORE_NO_ARGS, b->a, &t, err);
    if (st)
        return st;
    doc_open(d, GROUP_PART, STR("Files, as first imported"));
    DocTable *table = doc_table(d,
                                &(DocTableHead){ .caption = STR("Files"),
                                                 .caption_hidden = true,
                                                 .empty = STR("no file was imported") },
                                cols, COUNT_OF(cols));
    int64_t sum[4] = { 0 };
    for (size_t r = 0; r < t.n; r++) {
        int64_t v[4] = { col_int(&t, "rows_in")[r], col_int(&t, "rows_kept")[r],
                         col_int(&t, "rows_unchanged")[r], col_int(&t, "rows_quarantined")[r] };
        for (size_t k = 0; k < COUNT_OF(v); k++)
            sum[k] += v[k];
        Str note = col_text(&t, "note")[r];
        doc_sub(
            DOC_ROW(table, v[3] ? TONE_HARM : TONE_NORMAL, cell_text(col_text(&t, "path")[r]),
                    cell_text(col_text(&t, "kind")[r]), cell_int(v[0]), cell_int(v[1]),
                    cell_int(v[2]), cell_int(v[3])),
            runs_text(b->a, str_fmt(b->a, "%.*s · %.*s%s%.*s", STR_ARG(col_text(&t, "source")[r]),
                                    STR_ARG(col_text(&t, "encoding")[r]), note.n ? " · " : "",
                                    STR_ARG(note))));
    }
    if (t.n > 1)
        DOC_ROW(table, TONE_NORMAL, cell_runs(RUNS(b->a, run_strong(STR("All files")))),
                cell_none(), cell_int(sum[0]), cell_int(sum[1]), cell_int(sum[2]),
                cell_int(sum[3]));
    doc_close(d);
    return ST_OK;
}

static Status findings(PageBook *b, Doc *d, Err *err)
{
    Table t, rows;
    Status st = store_fetch(b->s, SQL_PAGE_FINDINGS, STORE_NO_ARGS, b->a, &t, err);
    if (!st)
        st = store_fetch(b->s, SQL_PAGE_FINDING_ROWS, STORE_ARGS(DB_INT(EXAMPLES)), b->a, &rows,
                         err);
    if (st)
        return st;
    doc_open(d, GROUP_PART, STR("Where the data contradict each other"));
    DocList *l = NULL;
    for (size_t r = 0; r < t.n; r++) {
        if (!col_int(&t, "found")[r])
            continue;
        if (!l)
            l = doc_list(d, LIST_DOTS);
        Str small = col_text(&t, "why")[r];
        for (size_t k = 0; k < rows.n; k++)
            if (col_int(&rows, "finding_id")[k] == col_int(&t, "finding_id")[r])
                small = str_fmt(
                    b->a, "%.*s%s %.*s (%.*s)", STR_ARG(small),
                    col_int(&rows, "seq")[k] == 1 ? ". For example:" : ";",
                    STR_ARG(col_text(&rows, "text")[k]),
                    STR_ARG(page_place(b, col_text(&rows, "path")[k], col_int(&rows, "line")[k])));
        if (col_text(&t, "todo")[r].n)
            small = str_fmt(b->a, "%.*s. What to do: %.*s", STR_ARG(small), STR_ARG(col_text(&t, "todo")[r]));
        doc_item(l, TONE_HARM,
                 runs_text(b->a, str_fmt(b->a, "%.*s of %.*s: %.*s",
                                         STR_ARG(count_text(b->a, col_int(&t, "found")[r])),
                                         STR_ARG(count_text(b->a, col_int(&t, "of")[r])),
                                         STR_ARG(col_text(&t, "title")[r]))),
                 runs_text(b->a, small));
    }
    if (!l)
        doc_para(d, RUNS(b->a, run_soft(STR("No contradiction was found."))));
    doc_close(d);
    return ST_OK;
}

typedef struct Month {
    int64_t month, invoiced, matched;
    Str currency;
} Month;

static int by_month(const void *x, const void *y)
{
    const Month *a = x, *b = y;
    if (a->month != b->month)
        return a->month > b->month ? -1 : 1;
    return str_cmp(a->currency, b->currency);
}

static Cell exact(PageBook *b, int64_t minor, Str currency)
{
    return cell_text(money_text(b->a, minor, currency, MONEY_EXACT));
}

static Status ledger(PageBook *b, Doc *d, Err *err)
{
    Table t;
    static const DocColumn cols[] = {
        { .title = STR_INIT("Month"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("Invoiced"), .kind = COLUMN_TEXT, .align = ALIGN_RIGHT },
        { .title = STR_INIT("On accounts"), .kind = COLUMN_TEXT, .align = ALIGN_RIGHT },
        { .title = STR_INIT("Difference"), .kind = COLUMN_TEXT, .align = ALIGN_RIGHT },
    };
    Status st = store_fetch(b->s, SQL_PAGE_LEDGER, STORE_NO_ARGS, b->a, &t, err);
    if (st)
        return st;
    Month *m = ARENA_NEW_N(b->a, Month, t.n + 1);
    for (size_t r = 0; r < t.n; r++)
        m[r] = (Month){ col_int(&t, "month")[r], col_int(&t, "invoiced")[r],
                        col_int(&t, "matched")[r], col_text(&t, "currency")[r] };
    if (t.n)
        qsort(m, t.n, sizeof *m, by_month);
    doc_open(d, GROUP_PART, STR("Ledger: invoices against accounts"));
    doc_para(d, runs_text(b->a, words_ledger(b)));
    DocTable *table = doc_table(d,
                                &(DocTableHead){ .caption = STR("Ledger by month"),
                                                 .caption_hidden = true,
                                                 .empty = STR("no invoices in the data") },
                                cols, COUNT_OF(cols));
    size_t left_out = 0;
    for (size_t k = 0; k < t.n; k++) {
        int64_t off = m[k].invoiced - m[k].matched;
        if (k >= LEDGER_MONTHS && !off && str_eq(m[k].currency, b->currency)) {
            left_out++;
            continue;
        }
        DOC_ROW(table, off ? TONE_HARM : TONE_NORMAL,
                cell_text(str_sub(date_iso(b->a, m[k].month), 0, 7)),
                exact(b, m[k].invoiced, m[k].currency), exact(b, m[k].matched, m[k].currency),
                off ? exact(b, off, m[k].currency) : cell_text(STR("none")));
    }
    DOC_ROW(
        table, TONE_NORMAL,
        cell_runs(RUNS(b->a, run_strong(str_fmt(b->a, "All months, %.*s", STR_ARG(b->currency))))),
        exact(b, b->invoiced, b->currency), exact(b, b->matched, b->currency),
        b->invoiced == b->matched ? cell_text(STR("none"))
                                  : exact(b, b->invoiced - b->matched, b->currency));
    if (left_out)
        doc_para(
            d, RUNS(b->a, run_soft(str_fmt(
                              b->a, "%zu older months without a difference are in the total only.",
                              left_out))));
    doc_close(d);
    return ST_OK;
}

static Status review(PageBook *b, Doc *d, Err *err)
{
    Table t;
    static const DocColumn cols[] = {
        { .title = STR_INIT("Account"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("May be the same as"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("Chance"), .kind = COLUMN_PERCENT },
        { .title = STR_INIT("Why"), .kind = COLUMN_TEXT, .quiet = true }
    };
    Status st = store_fetch(b->s, SQL_PAGE_REVIEWS, STORE_NO_ARGS, b->a, &t, err);
    if (st)
        return st;
    doc_open(d, GROUP_PART, STR("Matches to look at"));
    doc_para(
        d, runs_text(b->a, t.n ? str_fmt(b->a, "%.*s not made, because not certain.",
                                         STR_ARG(words_n(b, (int64_t)t.n,
                                                         "possible match between accounts was",
                                                         "possible matches between accounts were")))
                               : page_state(b) == PAGE_UNREAD ? STR("Nobody was compared yet: throughline run BOOK.") : STR("No uncertain match waits for a person.")));
    DocTable *table =
        t.n ? doc_table(
                  d, &(DocTableHead){ .caption = STR("Uncertain matches"), .caption_hidden = true },
                  cols, COUNT_OF(cols))
            : NULL;
    for (size_t r = 0; r < t.n && r < REVIEWS; r++) {
        Str other = col_text(&t, "account_name")[r];
        if (!other.n)
            other = col_text(&t, "domain")[r].n ? col_text(&t, "domain")[r]
                                                : col_text(&t, "said_id")[r];
        DOC_ROW(table, TONE_NORMAL, cell_text(col_text(&t, "name")[r]),
                cell_text(str_fmt(b->a, "%.*s (%.*s)", STR_ARG(other),
                                  STR_ARG(col_text(&t, "source")[r]))),
                cell_percent(col_f64(&t, "probability")[r]), cell_text(col_text(&t, "why")[r]));
    }
    if (t.n > REVIEWS)
        doc_para(d, RUNS(b->a, run_soft(str_fmt(b->a, "%zu more.", t.n - REVIEWS))));
    doc_close(d);
    return ST_OK;
}

Status page_data_parts(PageBook *b, Doc *d, Err *err)
{
    Status st = page_source_parts(b, d, err);
    if (!st)
        st = findings(b, d, err);
    if (!st)
        st = page_aside_parts(b, d, err);
    if (!st)
        st = files(b, d, err);
    if (!st)
        st = ledger(b, d, err);
    return st ? st : review(b, d, err);
}

/* 0.08 as "0.08", 6200 minor units as "€62.00": at most four decimals, no exponent. */
static Str setting_words(PageBook *b, double v, const char *unit)
{
    int digits = 0;
    double scaled = v;
    if (!strcmp(unit, "minor units"))
        return money_text(b->a, (int64_t)v, b->currency, MONEY_EXACT);
    for (; digits < 4 && fabs(scaled - round(scaled)) > 1e-9; digits++)
        scaled *= 10;
    return number_text(b->a, v, digits);
}

Status page_setting_table(PageBook *b, Doc *d, Err *err)
{
    static const DocColumn cols[] = {
        { .title = STR_INIT("Assumption"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("Value"), .kind = COLUMN_TEXT, .align = ALIGN_RIGHT },
        { .title = STR_INIT("Unit"), .kind = COLUMN_TEXT, .quiet = true },
        { .title = STR_INIT("Range"), .kind = COLUMN_TEXT, .align = ALIGN_RIGHT, .quiet = true }
    };
    DocTable *t =
        doc_table(d, &(DocTableHead){ .caption = STR("Assumptions"), .caption_hidden = true }, cols,
                  COUNT_OF(cols));
    for (size_t k = 0; k < setting_n; k++) {
        const SettingRow *row = &setting_rows[k];
        double v;
        Status st = store_setting(b->s, row->name, &v, err);
        if (st)
            return st;
        bool changed = v > row->fallback || v < row->fallback;
        doc_sub(DOC_ROW(t, changed ? TONE_ACCENT : TONE_NORMAL, cell_text(str_of(row->name)),
                        cell_text(setting_words(b, v, row->unit)),
                        cell_text(strcmp(row->unit, "minor units") != 0 ? str_of(row->unit)
                                                                        : STR("money")),
                        cell_text(str_fmt(b->a, "%.*s to %.*s",
                                          STR_ARG(setting_words(b, row->low, row->unit)),
                                          STR_ARG(setting_words(b, row->high, row->unit))))),
                runs_text(b->a, changed
                                    ? str_fmt(b->a, "%s; changed from %.*s", row->note,
                                              STR_ARG(setting_words(b, row->fallback, row->unit)))
                                    : str_of(row->note)));
    }
    return ST_OK;
}

Status page_settings(Store *s, Arena *a, Doc **out, Err *err)
{
    PageBook b;
    Status st = page_load(s, a, &b, err);
    if (st)
        return st;
    Doc *d = page_begin(&b, STR("Assumptions"),
                        runs_text(a, STR("Each moves the figures it names. Change one, run again, "
                                         "and every page follows.")));
    *out = d;
    return page_setting_table(&b, d, err);
}

Status page_data(Store *s, Arena *a, Doc **out, Err *err)
{
    PageBook b;
    Table t;
    Status st = page_load(s, a, &b, err);
    if (!st)
        st = store_fetch(s, SQL_PAGE_FILES, STORE_NO_ARGS, a, &t, err);
    if (st)
        return st;
    int64_t aside = 0, in = 0;
    for (size_t r = 0; r < t.n; r++) {
        aside += col_int(&t, "rows_quarantined")[r];
        in += col_int(&t, "rows_in")[r];
    }
    Str title =
        t.n ? str_fmt(a, "%.*s in %.*s; %.*s set aside", STR_ARG(words_n(&b, in, "row", "rows")),
                      STR_ARG(words_n(&b, (int64_t)t.n, "file", "files")),
                      STR_ARG(count_text(a, aside)))
            : STR("No file has been imported");
    Doc *d = page_begin(&b, title,
                        runs_text(a, str_fmt(a, "%.*s %.*s", STR_ARG(words_ledger(&b)),
                                             STR_ARG(words_coverage(&b)))));
    *out = d;
    return page_data_parts(&b, d, err);
}

typedef struct Reason {
    Str text;
    int64_t n, files, whole;
} Reason;

static int by_count(const void *x, const void *y)
{
    const Reason *a = x, *b = y;
    if (a->n != b->n)
        return a->n > b->n ? -1 : 1;
    return str_cmp(a->text, b->text);
}

static int64_t reasons(PageBook *b, Doc *d, const Table *t)
{
    static const DocColumn cols[] = { { .title = STR_INIT("Reason"), .kind = COLUMN_TEXT },
                                      { .title = STR_INIT("Set aside"), .kind = COLUMN_INT },
                                      { .title = STR_INIT("Whole rows"), .kind = COLUMN_INT },
                                      { .title = STR_INIT("Files"), .kind = COLUMN_INT } };
    Reason *at = ARENA_NEW_N(b->a, Reason, t->n + 1);
    int64_t all = 0;
    for (size_t r = 0; r < t->n; r++) {
        at[r] = (Reason){ col_text(t, "reason")[r], col_int(t, "n")[r], col_int(t, "files")[r],
                          col_int(t, "whole")[r] };
        all += at[r].n;
    }
    if (t->n)
        qsort(at, t->n, sizeof *at, by_count);
    DocTable *table =
        doc_table(d, &(DocTableHead){ .caption = STR("Why"), .empty = STR("nothing is set aside") },
                  cols, COUNT_OF(cols));
    for (size_t k = 0; k < t->n; k++)
        DOC_ROW(table, TONE_NORMAL, cell_text(at[k].text), cell_int(at[k].n), cell_int(at[k].whole),
                cell_int(at[k].files));
    return all;
}

static void aside_rows(PageBook *b, Doc *d, const Table *t, int64_t all)
{
    static const DocColumn cols[] = {
        { .title = STR_INIT("Where"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("Column"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("Reason"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("As it stands in the file"), .kind = COLUMN_TEXT, .quiet = true }
    };
    enum { RAW_SHOWN = 160 };
    DocTable *table =
        doc_table(d, &(DocTableHead){ .caption = STR("Rows and cells") }, cols, COUNT_OF(cols));
    for (size_t r = 0; r < t->n; r++) {
        bool whole = col_int(t, "whole_row")[r] != 0;
        Str name = col_text(t, "column_name")[r], raw = col_text(t, "raw")[r];
        size_t end = str_head(raw, RAW_SHOWN).n;
        DOC_ROW(table, whole ? TONE_HARM : TONE_NORMAL,
                cell_text(page_place(b, col_text(t, "path")[r], col_int(t, "line")[r])),
                cell_text(name.n ? name : STR("whole row")),
                cell_text(whole ? col_text(t, "reason")[r]
                                : str_fmt(b->a, "%.*s; the row stands without it",
                                          STR_ARG(col_text(t, "reason")[r]))),
                cell_text(end < raw.n ? str_fmt(b->a, "%.*s…", (int)end, raw.p) : raw));
    }
    if (all > (int64_t)t->n)
        doc_para(d, RUNS(b->a, run_soft(str_fmt(b->a, "The first %zu of %.*s are listed.", t->n,
                                                STR_ARG(count_text(b->a, all))))));
}

Status page_quarantine(Store *s, int64_t most, Arena *a, Doc **out, Err *err)
{
    PageBook b;
    Table why, rows;
    Status st = page_load(s, a, &b, err);
    if (!st)
        st = store_fetch(s, SQL_PAGE_QUARANTINE_REASONS, STORE_NO_ARGS, a, &why, err);
    if (!st)
        st = store_fetch(s, SQL_PAGE_QUARANTINE_ROWS, STORE_ARGS(DB_INT(most > 0 ? most : 0)), a,
                         &rows, err);
    if (st)
        return st;
    int64_t n = 0, whole = 0;
    for (size_t r = 0; r < why.n; r++) {
        n += col_int(&why, "n")[r];
        whole += col_int(&why, "whole")[r];
    }
    Str title =
        n ? str_fmt(a, "%.*s and %.*s are set aside", STR_ARG(words_n(&b, whole, "row", "rows")),
                    STR_ARG(words_n(&b, n - whole, "single cell", "single cells")))
          : STR("Nothing is set aside");
    Doc *d = page_begin(
        &b, title,
        runs_text(a, n ? STR("They are in no figure. Each names its file, line and column; mended "
                             "in the file and imported again, they come in.")
                       : STR("")));
    *out = d;
    int64_t all = reasons(&b, d, &why);
    if (rows.n)
        aside_rows(&b, d, &rows, all);
    return ST_OK;
}
