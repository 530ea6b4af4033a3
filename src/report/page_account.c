#include <math.h>
#include <stdlib.h>

#include "base/date.h"
#include "report/page.h"
#include "report/page_words.h"

enum { QUOTES = 3, COMMENTS = 12, ALIASES = 60 };
#define NONE ((double)NAN)

static size_t find_account(const Table *t, Str name)
{
    const Str *names = col_text(t, "name");
    size_t part = SIZE_MAX;
    for (size_t r = 0; r < t->n; r++) {
        if (str_ieq(names[r], name))
            return r;
        if (part == SIZE_MAX && name.n && str_ihas(names[r], name))
            part = r;
    }
    return part;
}

static void people(PageBook *b, Doc *d, const Table *t)
{
    static const DocColumn cols[] = { { .title = STR_INIT("Person"), .kind = COLUMN_TEXT },
                                      { .title = STR_INIT("Role"), .kind = COLUMN_TEXT } };
    doc_open(d, GROUP_PART, STR("People"));
    DocTable *table =
        doc_table(d,
                  &(DocTableHead){ .caption = STR("People"),
                                   .caption_hidden = true,
                                   .empty = STR("nobody is known by name or e-mail") },
                  cols, COUNT_OF(cols));
    for (size_t r = 0; r < t->n; r++) {
        Str name = col_text(t, "name")[r], mail = col_text(t, "email")[r],
            role = col_text(t, "role")[r];
        doc_sub(DOC_ROW(table, TONE_NORMAL,
                        cell_text(name.n   ? name
                                  : mail.n ? mail
                                           : STR("unnamed")),
                        cell_text(role.n ? role : STR("not said"))),
                runs_text(b->a, name.n ? mail : STR("")));
    }
    doc_close(d);
}

static void decisions(PageBook *b, Doc *d, const Table *t)
{
    const DocColumn cols[] = {
        { .title = STR_INIT("Renewal"), .kind = COLUMN_DATE, .align = ALIGN_LEFT },
        { .title = STR_INIT("Decision"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("A year"), .kind = COLUMN_MONEY, .currency = b->currency },
        { .title = STR_INIT("File and line"), .kind = COLUMN_TEXT, .quiet = true }
    };
    const TableColumn *renewed = table_col(t, "renewed");
    doc_open(d, GROUP_PART, STR("Renewals"));
    DocTable *table =
        doc_table(d,
                  &(DocTableHead){ .caption = STR("Renewals"),
                                   .caption_hidden = true,
                                   .empty = STR("no renewal decision is in the data") },
                  cols, COUNT_OF(cols));
    for (size_t r = 0; r < t->n; r++) {
        bool open = !col_has(renewed, r), kept = !open && renewed->i[r];
        DOC_ROW(table,
                open   ? TONE_NORMAL
                : kept ? TONE_PROOF
                       : TONE_HARM,
                cell_date(col_int(t, "decided")[r]),
                cell_text(open   ? STR("open")
                          : kept ? STR("renewed")
                                 : STR("not renewed")),
                cell_money(col_int(t, "amount")[r]),
                cell_text(page_place(b, col_text(t, "path")[r], col_int(t, "line")[r])));
    }
    doc_close(d);
}

static Str happened(PageBook *b, const PageIssue *i, const Table *rows)
{
    Str all = STR("");
    for (size_t r = 0; r < rows->n; r++) {
        int64_t day = col_int(rows, "day")[r];
        if (col_int(rows, "issue_id")[r] != i->id ||
            (double)(b->as_of - day) >= b->set.exposure_days)
            continue;
        all = str_fmt(b->a, "%.*s%s%.*s, %.*s (%.*s)", STR_ARG(all), all.n ? "; " : "",
                      STR_ARG(date_long(b->a, day)), STR_ARG(col_text(rows, "text")[r]),
                      STR_ARG(page_place(b, col_text(rows, "path")[r], col_int(rows, "line")[r])));
    }
    return all;
}

/* In the order of the issues: ranked first. */
static void lived(PageBook *b, Doc *d, const Table *now, const Table *rows)
{
    doc_open(d, GROUP_PART,
             str_fmt(b->a, "What it lived through in the last %g days", b->set.exposure_days));
    DocList *l = now->n ? doc_list(d, LIST_DOTS) : NULL;
    if (!now->n)
        doc_para(d, RUNS(b->a, run_soft(STR("None of the issues that are looked for."))));
    for (size_t k = 0; k < b->n_issue; k++)
        for (size_t r = 0; r < now->n; r++) {
            const PageIssue *i = &b->issue[k];
            if (col_int(now, "issue_id")[r] != i->id)
                continue;
            bool theme = str_eq(i->kind, STR("theme"));
            doc_item(l, i->rank ? TONE_HARM : TONE_OFF,
                     RUNS(b->a,
                          run_plain(str_fmt(
                              b->a, "%.*s, %.*s ", STR_ARG(theme ? words_name(b, i) : i->official),
                              STR_ARG(words_n(b, col_int(now, "times")[r], "time", "times")))),
                          run_soft(i->rank ? str_fmt(b->a, "issue %lld", (long long)i->rank)
                                           : words_why_not(b, i))),
                     runs_text(b->a, happened(b, i, rows)));
        }
    doc_close(d);
}

static void said(PageBook *b, Doc *d, const Table *t)
{
    doc_open(d, GROUP_PART, STR("What it said, latest first"));
    if (!t->n)
        doc_para(d, RUNS(b->a, run_soft(STR("Silent: no comment and no ticket is in the data."))));
    for (size_t r = 0; r < t->n; r++) {
        Str role = col_text(t, "role")[r], who = col_text(t, "who")[r];
        Str score = page_int(t, "score", r, -1) >= 0
                        ? str_fmt(b->a, " · %lld of 10", (long long)col_int(t, "score")[r])
                        : STR("");
        doc_quote(
            d, col_text(t, "text")[r], NULL, 0,
            runs_text(b->a, str_fmt(b->a, "%.*s%s%.*s%s%.*s · %.*s%.*s · %.*s", STR_ARG(who),
                                    who.n ? " · " : "", STR_ARG(role), role.n ? " · " : "",
                                    STR_ARG(col_text(t, "channel")[r]),
                                    STR_ARG(date_long(b->a, col_int(t, "day")[r])), STR_ARG(score),
                                    STR_ARG(page_place(b, col_text(t, "path")[r],
                                                       col_int(t, "line")[r])))));
    }
    doc_close(d);
}

static void usage(PageBook *b, Doc *d, const Table *t)
{
    if (!t->n)
        return;
    ChartPoint *p = ARENA_NEW_N(b->a, ChartPoint, t->n);
    for (size_t r = 0; r < t->n; r++) {
        p[r] = point_of(STR(""), (double)col_int(t, "events")[r], NONE, NONE);
        p[r].x = (double)col_int(t, "week")[r];
    }
    doc_open(d, GROUP_PART, STR("Product usage, events a week"));
    doc_chart(d, &(Chart){ .kind = CHART_LINE,
                           .x_form = { .kind = FORM_DATE },
                           .y_form = { .kind = FORM_NUMBER },
                           .series = CHART_ONE(p, t->n),
                           .n_series = 1 });
    doc_close(d);
}

static void names(PageBook *b, Doc *d, const Table *t)
{
    static const DocColumn cols[] = {
        { .title = STR_INIT("As written"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("System"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("Joined by"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("Certain"), .kind = COLUMN_PERCENT },
        { .title = STR_INIT("First seen"), .kind = COLUMN_TEXT, .quiet = true }
    };
    doc_open(d, GROUP_DETAILS, STR("Under which names it is known"));
    DocTable *table =
        doc_table(d, &(DocTableHead){ .caption = STR("Names"), .caption_hidden = true }, cols,
                  COUNT_OF(cols));
    for (size_t r = 0; r < t->n; r++) {
        Str w = col_text(t, "account_name")[r];
        const char *const other[] = { "said_id", "email", "domain" };
        for (size_t k = 0; k < COUNT_OF(other) && !w.n; k++)
            w = col_text(t, other[k])[r];
        DOC_ROW(table, TONE_NORMAL, cell_text(w), cell_text(col_text(t, "source")[r]),
                cell_text(col_text(t, "how")[r]), cell_percent(col_f64(t, "probability")[r]),
                cell_text(page_place(b, col_text(t, "path")[r], col_int(t, "line")[r])));
    }
    doc_close(d);
}

Str page_running(PageBook *b, const Running *runs)
{
    if (!runs->n)
        return STR("No contract is in the data.");
    const RunningOf *r = &runs->at[0];
    Str worth = r->value ? str_fmt(b->a, " for %.*s a year", STR_ARG(words_money(b, r->value))) : STR("");
    Str until = r->end ? str_fmt(b->a, " until %.*s", STR_ARG(date_long(b->a, r->end))) : STR("");
    return str_fmt(b->a, "Under contract%.*s%.*s.%s%.*s", STR_ARG(worth), STR_ARG(until), runs->unrated ? " " : "", STR_ARG(running_words(runs, b->a)));
}

static Runs account_words(PageBook *b, const Table *t, size_t r, const PageContract *c,
                          const Running *runs)
{
    Str what = str_fmt(b->a, "%.*s · %.*s · %.*s · %.*s.", STR_ARG(col_text(t, "segment")[r]),
                       STR_ARG(col_text(t, "region")[r]), STR_ARG(col_text(t, "country")[r]),
                       STR_ARG(col_text(t, "industry")[r]));
    if (!c)
        return runs_text(b->a, str_fmt(b->a, "%.*s %.*s", STR_ARG(what), STR_ARG(page_running(b, runs))));
    if (!c->active)
        return runs_text(b->a, str_fmt(b->a, "%.*s Did not renew.", STR_ARG(what)));
    return RUNS(
        b->a, run_plain(str_fmt(b->a, "%.*s ", STR_ARG(what))),
        run_strong(str_fmt(b->a, "%.*s a year", STR_ARG(words_money(b, c->amount)))),
        run_plain(str_fmt(b->a, ", %s %.*s.", c->open ? "renewal open for" : "next anniversary",
                          STR_ARG(date_long(b->a, c->next)))));
}

Status page_account(Store *s, Str name, Arena *a, Doc **out, Err *err)
{
    PageBook b;
    PageContracts c;
    Running runs;
    Table t, found[7];
    Status st = page_load(s, a, &b, err);
    if (!st)
        st = page_contracts(&b, &c, err);
    if (!st)
        st = store_fetch(s, SQL_PAGE_ACCOUNTS, STORE_NO_ARGS, a, &t, err);
    if (st)
        return st;
    size_t r = find_account(&t, str_trim(name));
    if (r == SIZE_MAX) {
        size_t near = page_nearest(t.n ? col_text(&t, "name") : NULL, t.n, name);
        if (near == SIZE_MAX)
            return ERR(err, ST_NOT_FOUND, "no account '%.*s'; this book has %zu accounts",
                       STR_ARG(name), t.n);
        return ERR(err, ST_NOT_FOUND, "no account '%.*s'; nearest: '%.*s'", STR_ARG(name),
                   STR_ARG(col_text(&t, "name")[near]));
    }
    DbArg id = DB_INT(col_int(&t, "account_id")[r]);
    const struct {
        int sql;
        size_t n_arg;
        DbArg arg[2];
    } ask[] = {
        { SQL_PAGE_ACCOUNT_PEOPLE, 1, { id } },
        { SQL_PAGE_ACCOUNT_DECISIONS, 1, { id } },
        { SQL_PAGE_ACCOUNT_EXPOSURE, 1, { id } },
        { SQL_PAGE_ACCOUNT_EVIDENCE, 1, { id } },
        { SQL_PAGE_ACCOUNT_COMMENTS, 2, { id, DB_INT(COMMENTS) } },
        { SQL_PAGE_ACCOUNT_USAGE, 1, { id } },
        { SQL_PAGE_ACCOUNT_ALIASES, 2, { id, DB_INT(ALIASES) } },
    };
    for (size_t k = 0; !st && k < COUNT_OF(ask); k++)
        st = store_fetch(s, ask[k].sql, ask[k].arg, ask[k].n_arg, a, &found[k], err);
    if (!st)
        st = running_load(s, ONE_ID(id.i), b.as_of, a, &runs, err);
    if (st)
        return st;
    Doc *d =
        page_begin(&b, col_text(&t, "name")[r], account_words(&b, &t, r, page_contract(&c, id.i), &runs));
    *out = d;
    doc_open(d, GROUP_COLUMNS, STR(""));
    decisions(&b, d, &found[1]);
    people(&b, d, &found[0]);
    doc_close(d);
    st = page_outlook(&b, d, id.i, err);
    lived(&b, d, &found[2], &found[3]);
    usage(&b, d, &found[5]);
    said(&b, d, &found[4]);
    names(&b, d, &found[6]);
    return st;
}

/* The second level, with a comment that stands for each. */
static Status sub_themes(Store *s, Doc *d, Arena *a, Err *err)
{
    static const DocColumn cols[] = {
        { .title = STR_INIT("Part"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("Comments"), .kind = COLUMN_INT },
        { .title = STR_INIT("Accounts"), .kind = COLUMN_INT },
        { .title = STR_INIT("Negative"), .kind = COLUMN_PERCENT },
        { .title = STR_INIT("Sentiment"), .kind = COLUMN_TEXT, .align = ALIGN_RIGHT }
    };
    Table t, quote;
    DocTable *out = NULL;
    Status st = store_fetch(s, SQL_REPORT_THEME_STATES, STORE_NO_ARGS, a, &t, err);
    if (!st)
        st = store_fetch(s, SQL_REPORT_SUB_QUOTES, STORE_NO_ARGS, a, &quote, err);
    for (size_t k = 0; !st && k < t.n * t.n; k++) {
        size_t top = k / t.n, r = k % t.n;
        const TableColumn *parent = table_col(&t, "parent_id");
        int64_t comments = col_int(&t, "comments")[r];
        double mood = page_f64(&t, "sentiment", r);
        size_t q = 0;
        if (!col_has(parent, r) || parent->i[r] != col_int(&t, "theme_id")[top] || !comments)
            continue;
        if (!out)
            out = doc_table(d, &(DocTableHead){ .caption = STR("Parts of themes"), .empty = STR("none") }, cols, COUNT_OF(cols));
        while (q < quote.n && col_int(&quote, "theme_id")[q] != col_int(&t, "theme_id")[r])
            q++;
        doc_sub(DOC_ROW(out, TONE_NORMAL, cell_text(str_fmt(a, "“%.*s / %.*s”", STR_ARG(col_text(&t, "name")[top]), STR_ARG(col_text(&t, "name")[r]))), cell_int(comments),
                        cell_int(col_int(&t, "accounts")[r]), cell_percent((double)col_int(&t, "negative")[r] / (double)comments),
                        cell_text(isfinite(mood) ? number_text(a, mood, 2) : STR("not scored"))),
                runs_text(a, q < quote.n ? str_fmt(a, "“%.*s”", STR_ARG(col_text(&quote, "text")[q])) : col_text(&t, "terms")[r]));
    }
    return st;
}

Status page_themes(Store *s, Arena *a, Doc **out, Err *err)
{
    static const DocColumn cols[] = {
        { .title = STR_INIT("Theme"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("Comments"), .kind = COLUMN_INT },
        { .title = STR_INIT("Accounts"), .kind = COLUMN_INT },
        { .title = STR_INIT("Negative"), .kind = COLUMN_PERCENT },
        { .title = STR_INIT("Sentiment"), .kind = COLUMN_TEXT, .align = ALIGN_RIGHT },
        { .title = STR_INIT("Stability"), .kind = COLUMN_TEXT, .align = ALIGN_RIGHT, .quiet = true }
    };
    PageBook b;
    Status st = page_load(s, a, &b, err);
    if (st)
        return st;
    Doc *d = page_begin(
        &b,
        b.themes.n ? str_fmt(a, "Customers speak of %zu things", b.themes.n)
                   : STR("No theme could be told from the comments"),
        runs_text(a,
                  STR("Sentiment is the mean over accounts, from −1 to 1, of comments in languages "
                      "that can be scored. Stability is how much of a theme comes back when "
                      "it is found again from half of the comments.")));
    *out = d;
    if (page_idle(&b, d))
        return ST_OK;
    DocTable *t = doc_table(d,
                            &(DocTableHead){ .caption = STR("Themes, in the order found"),
                                             .empty = STR("too few comments") },
                            cols, COUNT_OF(cols));
    for (size_t r = 0; !st && r < b.themes.n; r++) {
        Table q;
        int64_t comments = col_int(&b.themes, "comments")[r];
        double mood = page_f64(&b.themes, "sentiment", r);
        st = store_fetch(s, SQL_PAGE_QUOTES, STORE_ARGS(DB_INT(col_int(&b.themes, "theme_id")[r])),
                         a, &q, err);
        if (st)
            return st;
        Str under = col_text(&b.themes, "terms")[r];
        for (size_t k = 0; k < q.n && k < QUOTES; k++)
            under =
                str_fmt(a, "%.*s · “%.*s” (%.*s)", STR_ARG(under), STR_ARG(col_text(&q, "text")[k]),
                        STR_ARG(page_place(&b, col_text(&q, "path")[k], col_int(&q, "line")[k])));
        doc_sub(DOC_ROW(t, TONE_NORMAL,
                        cell_text(str_fmt(a, "“%.*s”", STR_ARG(col_text(&b.themes, "name")[r]))),
                        cell_int(comments), cell_int(col_int(&b.themes, "accounts")[r]),
                        comments ? cell_percent((double)col_int(&b.themes, "negative")[r] /
                                                (double)comments)
                                 : cell_none(),
                        cell_text(isfinite(mood) ? number_text(a, mood, 2) : STR("not scored")),
                        cell_text(number_text(a, col_f64(&b.themes, "stability")[r], 2))),
                runs_text(a, under));
    }
    return sub_themes(s, d, a, err);
}
