#include "report/page.h"
#include "report/page_in.h"
#include "report/page_words.h"
#include "report/rollup.h"

enum { GROUPS = 40, ISSUES = 3 };

static Str happened(const RollGroup *g, PageBook *b)
{
    Str all = STR("");
    for (size_t i = 0; i < g->n_issue && i < ISSUES; i++)
        all = str_fmt(b->a, "%.*s%s%.*s at %.*s", STR_ARG(all), all.n ? "; " : "", STR_ARG(g->issue[i].name),
                      STR_ARG(words_n(b, g->issue[i].accounts, "account", "accounts")));
    return all;
}

Status page_rollup(Store *s, Str by_word, Arena *a, Doc **out, Err *err)
{
    static const char *const titles[] = { "Parent", "Segment", "Region", "Account" }, *const heads[] = { "parent", "segment", "region", "account" };
    PageBook b;
    Rollup r;
    RollBy by;
    if (!roll_by(by_word, &by))
        return ERR(err, ST_USAGE, "accounts are added up by parent, segment, region or account, not by '%.*s'", STR_ARG(by_word));
    Status st = page_load(s, a, &b, err);
    if (!st)
        st = rollup_load(s, by, a, &r, err);
    if (st)
        return st;
    const DocColumn cols[] = { { .title = str_of(titles[by]), .kind = COLUMN_TEXT }, { .title = STR_INIT("Accounts"), .kind = COLUMN_INT },
                               { .title = STR_INIT("Under contract"), .kind = COLUMN_INT },
                               { .title = STR_INIT("A year"), .kind = COLUMN_MONEY, .currency = b.currency } };
    Doc *d = page_begin(&b, str_fmt(a, "Accounts by %s", heads[by]),
                        runs_text(a, STR("Each account counts once, with its ultimate parent. Money is the value a year of running contracts; "
                                         "below each: what happened to how many of its accounts.")));
    *out = d;
    if (page_idle(&b, d))
        return ST_OK;
    DocTable *t = doc_table(d, &(DocTableHead){ .caption = STR("Richest first"), .empty = STR("no account is in the data") }, cols, COUNT_OF(cols));
    for (size_t i = 0; i < r.n && i < GROUPS; i++) {
        const RollGroup *g = &r.group[i];
        doc_sub(DOC_ROW(t, TONE_NORMAL, cell_text(g->name.n ? g->name : STR("not said")), cell_int(g->accounts), cell_int(g->active), cell_money(g->value)),
                runs_text(a, happened(g, &b)));
    }
    if (r.running.unrated)
        doc_para(d, RUNS(a, run_plain(running_words(&r.running, a))));
    if (r.n > GROUPS)
        doc_para(d, RUNS(a, run_soft(str_fmt(a, "%zu more; --json lists them.", r.n - GROUPS))));
    return ST_OK;
}
