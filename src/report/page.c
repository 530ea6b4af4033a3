#include "report/page.h"

#include "base/date.h"
#include "report/page_words.h"

enum { HEAD_UNRANKED = 3, HEAD_LIST = 4, REPORT_UNRANKED = 12, REPORT_LIST = 6, REPORT_ISSUES = 8, REPORT_OUTLOOK = 10, REPORT_DAYS = 365 };

Doc *page_begin(PageBook *b, Str title, Runs subtitle)
{
    Doc *d = doc_create(b->a, &(DocHead){ .title = title,
                                        .org = STR(""),
                                        .as_of = b->day,
                                        .lang = STR("en"),
                                        .subtitle = subtitle });
    PageState state = page_state(b);
    if (b->age.made && b->age.files && state != PAGE_EMPTY && state != PAGE_UNREAD)
        doc_callout(d, TONE_HARM, STR("These figures are older than the data"),
                    runs_text(b->a, str_fmt(b->a, "%.*s came after they were computed and %s not in them: throughline run BOOK computes all again.",
                                            STR_ARG(words_n(b, b->age.files, "file", "files")), b->age.files == 1 ? "is" : "are")));
    return d;
}

bool page_idle(PageBook *b, Doc *d)
{
    PageState state = page_state(b);
    if (state == PAGE_EMPTY)
        doc_callout(
            d, TONE_ACCENT, STR("How to begin"),
            runs_text(
                b->a,
                STR("Point it at the exports you have: throughline run BOOK FOLDER. Surveys, CRM, "
                    "support desk, product usage, billing and operations are told apart by "
                    "themselves; rows that cannot be read are set aside with file and line. To "
                    "look before anything is kept: throughline import BOOK FOLDER --dry-run.")));
    if (state == PAGE_UNREAD)
        doc_callout(d, TONE_ACCENT, STR("What comes next"),
                    runs_text(b->a, STR("throughline run BOOK goes through all stages; throughline "
                                        "quarantine BOOK lists what was set aside.")));
    return state == PAGE_EMPTY || state == PAGE_UNREAD;
}

static Status money(PageBook *b, Doc *d, size_t unranked, size_t list, Err *err)
{
    doc_open(d, GROUP_MAIN_ASIDE, STR(""));
    doc_open(d, GROUP_PART, STR(""));
    Status st = page_issue_table(b, d, unranked, err);
    doc_close(d);
    if (!st)
        st = page_aside(b, d, list, err);
    doc_close(d);
    return st;
}

static Status begin(Store *s, Arena *a, PageBook *b, Doc **out, Err *err)
{
    Status st = page_load(s, a, b, err);
    if (st)
        return st;
    *out = page_begin(b, page_title(b), page_subtitle(b));
    return ST_OK;
}

Status page_headline(Store *s, Arena *a, Doc **out, Err *err)
{
    PageBook b;
    Status st = begin(s, a, &b, out, err);
    if (st || page_idle(&b, *out))
        return st;
    st = money(&b, *out, HEAD_UNRANKED, HEAD_LIST, err);
    page_money_notes(&b, *out);
    return st;
}

Status page_issues(Store *s, Arena *a, Doc **out, Err *err)
{
    PageBook b;
    Status st = begin(s, a, &b, out, err);
    if (st || page_idle(&b, *out))
        return st;
    st = page_issue_table(&b, *out, b.n_issue, err);
    page_money_notes(&b, *out);
    return st;
}

static const PageIssue *find_issue(const PageBook *b, Str name)
{
    Str want = str_trim(name);
    for (size_t k = 0; k < b->n_issue; k++)
        if (str_ieq(b->issue[k].name, want) || str_ieq(b->issue[k].official, want))
            return &b->issue[k];
    int64_t rank;
    for (size_t k = 0; str_to_i64(want, &rank) && k < b->n_issue; k++)
        if (b->issue[k].rank == rank && rank > 0)
            return &b->issue[k];
    for (size_t k = 0; want.n && k < b->n_issue; k++)
        if (str_ihas(b->issue[k].name, want) || str_ihas(b->issue[k].official, want))
            return &b->issue[k];
    return NULL;
}

static Status no_issue(const PageBook *b, Str name, Err *err)
{
    Str *names = ARENA_NEW_N(b->a, Str, b->n_issue + 1);
    for (size_t k = 0; k < b->n_issue; k++)
        names[k] = b->issue[k].name;
    size_t near = page_nearest(names, b->n_issue, name);
    if (near == SIZE_MAX)
        return ERR(err, ST_NOT_FOUND, "no issue '%.*s'; this book has %zu issues", STR_ARG(name),
                   b->n_issue);
    return ERR(err, ST_NOT_FOUND, "no issue '%.*s'; nearest: '%.*s'", STR_ARG(name),
               STR_ARG(names[near]));
}

Status page_issue(Store *s, Str name, Arena *a, Doc **out, Err *err)
{
    PageBook b;
    PageContracts c;
    Status st = page_load(s, a, &b, err);
    if (!st)
        st = page_contracts(&b, &c, err);
    if (st)
        return st;
    const PageIssue *i = find_issue(&b, name);
    if (!i)
        return no_issue(&b, name, err);
    Doc *d = page_begin(
        &b, words_name(&b, i),
        runs_text(a, i->rank
                         ? str_fmt(a, "Issue %lld of %zu ranked", (long long)i->rank, b.n_ranked)
                         : str_fmt(a, "Not ranked: %.*s", STR_ARG(words_why_not(&b, i)))));
    *out = d;
    st = page_issue_part(&b, d, i, &c, true, err);
    page_money_notes(&b, d);
    return st;
}

Status page_signals(Store *s, Arena *a, Doc **out, Err *err)
{
    PageBook b;
    Status st = page_load(s, a, &b, err);
    if (st)
        return st;
    Str title = b.signals.n ? str_fmt(a, "%zu %s in %zu weekly streams", b.signals.n,
                                      b.signals.n == 1 ? "change" : "changes", b.streams.n)
                            : str_fmt(a, "Nothing changed beyond chance in %zu weekly streams",
                                      b.streams.n);
    *out = page_begin(&b, title, runs_text(a, STR("")));
    if (!page_idle(&b, *out))
        page_signal_table(&b, *out, INT64_MIN);
    return ST_OK;
}

Status page_audit(Store *s, Arena *a, Doc **out, Err *err)
{
    PageBook b;
    Status st = page_load(s, a, &b, err);
    if (st)
        return st;
    size_t good = 0;
    for (size_t r = 0; r < b.audits.n; r++)
        good += str_eq(col_text(&b.audits, "verdict")[r], STR("worked"));
    Str title = b.audits.n
                    ? str_fmt(a, "%zu of %zu actions can be shown to have worked", good, b.audits.n)
                    : STR("No action has been imported");
    *out = page_begin(&b, title,
                      runs_text(a, STR("An action is compared with accounts that it has not "
                                       "reached, before and after its start.")));
    if (page_idle(&b, *out))
        return ST_OK;
    page_audit_table(&b, *out);
    st = page_action_part(&b, *out, STR(""), err);
    page_metric_table(&b, *out);
    page_metric_months(&b, *out);
    page_money_notes(&b, *out);
    return st;
}

static Status issue_parts(PageBook *b, Doc *d, Err *err)
{
    PageContracts c;
    Status st = page_contracts(b, &c, err);
    size_t n = b->n_issue < REPORT_ISSUES ? b->n_issue : REPORT_ISSUES;
    for (size_t k = 0; !st && k < n; k++) {
        const PageIssue *i = &b->issue[k];
        Str name = words_name(b, i);
        doc_heading(d, 2,
                    i->rank
                        ? str_fmt(b->a, "%lld. %.*s", (long long)i->rank, STR_ARG(name))
                        : str_fmt(b->a, "%.*s: %.*s", STR_ARG(name), STR_ARG(words_why_not(b, i))));
        st = page_issue_part(b, d, i, &c, i->rank > 0, err);
    }
    return st;
}

Status page_report(Store *s, Arena *a, Doc **out, Err *err)
{
    PageBook b;
    Status st = begin(s, a, &b, out, err);
    if (st || page_idle(&b, *out))
        return st;
    Doc *d = *out;
    st = money(&b, d, REPORT_UNRANKED, REPORT_LIST, err);
    if (!st)
        st = issue_parts(&b, d, err);
    if (st)
        return st;
    doc_heading(d, 2, STR("What goes along with it"));
    st = page_driver_part(&b, d, err);
    if (st)
        return st;
    doc_heading(d, 2, STR("What changed"));
    page_signal_table(&b, d, b.as_of - REPORT_DAYS);
    doc_heading(d, 2, STR("Expected and lived"));
    st = page_expect_part(&b, d, false, err);
    if (!st)
        st = page_voice_part(&b, d, false, err);
    if (st)
        return st;
    doc_heading(d, 2, STR("Green, but customers are red"));
    page_metric_table(&b, d);
    page_metric_months(&b, d);
    doc_heading(d, 2, STR("Did it work?"));
    page_audit_table(&b, d);
    st = page_action_part(&b, d, STR(""), err);
    if (!st)
        st = page_annuity_part(&b, d, err);
    if (!st)
        st = page_option_part(&b, d, err);
    if (!st)
        st = page_forecast_part(&b, d, REPORT_OUTLOOK, err);
    if (!st)
        st = page_lifetime_part(&b, d, REPORT_OUTLOOK, err);
    doc_heading(d, 2, STR("The data behind it"));
    if (!st)
        st = page_data_parts(&b, d, err);
    if (st)
        return st;
    doc_heading(d, 2, STR("Assumptions"));
    st = page_setting_table(&b, d, err);
    doc_heading(d, 2, STR("Methods and grades in short"));
    page_methods(&b, d);
    page_money_notes(&b, d);
    return st;
}
