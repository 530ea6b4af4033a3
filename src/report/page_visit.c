/* page_visit.c - an account on two pages, for who visits it tomorrow: what is at stake, who is there and who is silent, what they
 * lived through and said, what they may ask, and what is being done about it. */
#include <math.h>

#include "base/date.h"
#include "report/page.h"
#include "report/page_words.h"

enum { VISIT_PEOPLE = 8, VISIT_ISSUES = 5, VISIT_COMMENTS = 4, VISIT_QUOTE = 260, VISIT_EVIDENCE = 2, LOOKED_AT = 40 };

typedef struct Visit {
    PageBook            b;
    PageContracts       contracts;
    Running             runs;
    const PageContract *c;
    Table               accounts, people, exposure, evidence, comments, actions;
    size_t              row;
    int64_t             id;
} Visit;

static Status find(Visit *v, Str name, Err *err)
{
    const Str *names = col_text(&v->accounts, "name");
    Str want = str_trim(name);
    for (int exact = 1; exact >= 0; exact--)
        for (size_t r = 0; want.n && r < v->accounts.n; r++)
            if (exact ? str_ieq(names[r], want) : str_ihas(names[r], want)) {
                v->row = r;
                v->id = col_int(&v->accounts, "account_id")[r];
                return ST_OK;
            }
    size_t near = page_nearest(v->accounts.n ? names : NULL, v->accounts.n, want);
    if (near == SIZE_MAX)
        return ERR(err, ST_NOT_FOUND, "no account '%.*s'; this book has %zu accounts", STR_ARG(want), v->accounts.n);
    return ERR(err, ST_NOT_FOUND, "no account '%.*s'; nearest: '%.*s'", STR_ARG(want), STR_ARG(names[near]));
}

static Status load(Visit *v, Store *s, Str name, Arena *a, Err *err)
{
    Status st = page_load(s, a, &v->b, err);
    if (!st)
        st = page_contracts(&v->b, &v->contracts, err);
    if (!st)
        st = store_fetch(s, SQL_PAGE_ACCOUNTS, STORE_NO_ARGS, a, &v->accounts, err);
    if (!st)
        st = find(v, name, err);
    if (!st)
        st = store_fetch(s, SQL_PAGE_ACCOUNT_PEOPLE, STORE_ARGS(DB_INT(v->id)), a, &v->people, err);
    if (!st)
        st = store_fetch(s, SQL_PAGE_ACCOUNT_EXPOSURE, STORE_ARGS(DB_INT(v->id)), a, &v->exposure, err);
    if (!st)
        st = store_fetch(s, SQL_PAGE_ACCOUNT_EVIDENCE, STORE_ARGS(DB_INT(v->id)), a, &v->evidence, err);
    if (!st)
        st = store_fetch(s, SQL_PAGE_ACCOUNT_COMMENTS, STORE_ARGS(DB_INT(v->id), DB_INT(LOOKED_AT)), a, &v->comments, err);
    if (!st)
        st = store_fetch(s, SQL_REPORT_ACTIONS, STORE_NO_ARGS, a, &v->actions, err);
    if (!st)
        st = running_load(s, ONE_ID(v->id), v->b.as_of, a, &v->runs, err);
    if (!st)
        v->c = page_contract(&v->contracts, v->id);
    return st;
}

static Runs stake(Visit *v)
{
    PageBook *b = &v->b;
    if (!v->c)
        return runs_text(b->a, page_running(b, &v->runs));
    if (!v->c->active)
        return runs_text(b->a, STR("Did not renew: this is a visit to win back."));
    int64_t days = v->c->next - b->as_of;
    return RUNS(b->a, run_strong(str_fmt(b->a, "%.*s a year", STR_ARG(words_money(b, v->c->amount)))),
                run_plain(!v->c->next ? STR(".") : str_fmt(b->a, ", %s %.*s%s.", v->c->open ? "renewal open for" : "next anniversary", STR_ARG(date_long(b->a, v->c->next)),
                                                           days > 0 ? str_fmt(b->a, " (in %.*s)", STR_ARG(words_n(b, days, "day", "days"))).p : "")));
}

static void people(Visit *v, Doc *d)
{
    static const DocColumn cols[] = { { .title = STR_INIT("Person"), .kind = COLUMN_TEXT }, { .title = STR_INIT("Role"), .kind = COLUMN_TEXT },
                                      { .title = STR_INIT("Last heard"), .kind = COLUMN_TEXT, .align = ALIGN_RIGHT } };
    const Table *t = &v->people;
    doc_open(d, GROUP_PART, STR("Who is there, and who is silent"));
    DocTable *table = doc_table(d, &(DocTableHead){ .caption = STR("People"), .caption_hidden = true, .empty = STR("nobody is known by name or e-mail") }, cols, COUNT_OF(cols));
    for (size_t r = 0; r < t->n && r < VISIT_PEOPLE; r++) {
        Str name = col_text(t, "name")[r], role = col_text(t, "role")[r], mail = col_text(t, "email")[r];
        int64_t last = page_int(t, "day", r, 0);
        DOC_ROW(table, last ? TONE_NORMAL : TONE_OFF, cell_text(name.n ? name : mail.n ? mail : STR("unnamed")), cell_text(role.n ? role : STR("not said")),
                cell_text(last ? date_long(v->b.a, last) : STR("silent")));
    }
    if (t->n > VISIT_PEOPLE)
        doc_para(d, RUNS(v->b.a, run_soft(str_fmt(v->b.a, "%.*s more are known.", STR_ARG(count_text(v->b.a, (int64_t)(t->n - VISIT_PEOPLE)))))));
    doc_close(d);
}

static Str latest_rows(Visit *v, int64_t issue)
{
    Str all = STR("");
    size_t n = 0;
    for (size_t r = 0; r < v->evidence.n && n < VISIT_EVIDENCE; r++) {
        if (col_int(&v->evidence, "issue_id")[r] != issue)
            continue;
        all = str_fmt(v->b.a, "%.*s%s%.*s: %.*s", STR_ARG(all), n ? "; " : "", STR_ARG(date_long(v->b.a, col_int(&v->evidence, "day")[r])),
                      STR_ARG(col_text(&v->evidence, "text")[r]));
        n++;
    }
    return all;
}

/* What is under way about an issue. */
static Str under_way(Visit *v, int64_t issue)
{
    const Table *t = &v->actions;
    for (size_t r = 0; r < t->n; r++)
        if (page_int(t, "issue_id", r, 0) == issue)
            return str_fmt(v->b.a, "Being done: %.*s%s%.*s.", STR_ARG(col_text(t, "name")[r]), col_text(t, "owner")[r].n ? ", " : "", STR_ARG(col_text(t, "owner")[r]));
    return STR("Nothing is being done about it yet: be ready to be asked.");
}

static void lived(Visit *v, Doc *d)
{
    PageBook *b = &v->b;
    const Table *now = &v->exposure;
    size_t shown = 0;
    doc_open(d, GROUP_PART, str_fmt(b->a, "What it lived through in the last %g days, and what is done about it", b->set.exposure_days));
    DocList *l = now->n ? doc_list(d, LIST_DOTS) : NULL;
    if (!now->n)
        doc_para(d, RUNS(b->a, run_soft(STR("None of the issues that are looked for."))));
    for (size_t k = 0; k < b->n_issue && shown < VISIT_ISSUES; k++)
        for (size_t r = 0; r < now->n && shown < VISIT_ISSUES; r++) {
            const PageIssue *i = &b->issue[k];
            if (col_int(now, "issue_id")[r] != i->id)
                continue;
            Str rows = latest_rows(v, i->id);
            shown++;
            doc_item(l, i->rank ? TONE_HARM : TONE_OFF,
                     RUNS(b->a, run_strong(words_name(b, i)), run_plain(str_fmt(b->a, ", %.*s", STR_ARG(words_n(b, col_int(now, "times")[r], "time", "times"))))),
                     runs_text(b->a, str_fmt(b->a, "%.*s%s%.*s", STR_ARG(rows), !rows.n ? "" : str_ends(rows, STR(".")) ? " " : ". ", STR_ARG(under_way(v, i->id)))));
        }
    doc_close(d);
}

/* A quote's beginning, cut between letters. */
static Str beginning(Arena *a, Str s)
{
    Str head = str_head(s, VISIT_QUOTE);
    return head.n < s.n ? str_fmt(a, "%.*s…", STR_ARG(head)) : s;
}

static void said(Visit *v, Doc *d)
{
    PageBook *b = &v->b;
    const Table *t = &v->comments;
    doc_open(d, GROUP_PART, STR("In their words, latest first"));
    if (!t->n)
        doc_para(d, RUNS(b->a, run_soft(STR("Silent: no comment and no ticket is in the data. Ask."))));
    for (size_t r = 0; r < t->n && r < VISIT_COMMENTS; r++) {
        Str who = col_text(t, "who")[r], role = col_text(t, "role")[r];
        doc_quote(d, beginning(b->a, col_text(t, "text")[r]), NULL, 0,
                  runs_text(b->a, str_fmt(b->a, "%.*s%s%.*s%s%.*s · %.*s", STR_ARG(who), who.n ? " · " : "", STR_ARG(role), role.n ? " · " : "",
                                          STR_ARG(col_text(t, "channel")[r]), STR_ARG(date_long(b->a, col_int(t, "day")[r])))));
    }
    doc_close(d);
}

Status page_visit(Store *s, Str name, Arena *a, Doc **out, Err *err)
{
    Visit v = { .row = 0 };
    Status st = load(&v, s, name, a, err);
    if (st)
        return st;
    const Table *t = &v.accounts;
    Doc *d = page_begin(&v.b, str_fmt(a, "Before you visit %.*s", STR_ARG(col_text(t, "name")[v.row])), stake(&v));
    *out = d;
    doc_filter(d, STR("account"), col_text(t, "name")[v.row]);
    doc_para(d, RUNS(a, run_soft(str_fmt(a, "%.*s · %.*s · %.*s · %.*s", STR_ARG(col_text(t, "segment")[v.row]), STR_ARG(col_text(t, "region")[v.row]),
                                         STR_ARG(col_text(t, "country")[v.row]), STR_ARG(col_text(t, "industry")[v.row])))));
    st = page_outlook(&v.b, d, v.id, err);
    lived(&v, d);
    people(&v, d);
    said(&v, d);
    return st;
}
