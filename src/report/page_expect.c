/* page_expect.c - expected against lived: sets of customers, the gap from three sides, what absence and presence weigh. */
#include <math.h>

#include "base/date.h"
#include "report/page.h"
#include "report/page_in.h"
#include "report/voice.h"
#include "store/sql_ids.h"

enum { SET_QUOTES = 2 };

typedef struct Parts {
    Table set, gap, weight, quote;
} Parts;

static Status parts_load(PageBook *b, Parts *p, Err *err)
{
    const struct {
        int sql;
        Table *into;
    } read[] = { { SQL_REPORT_EXPECT_SETS, &p->set }, { SQL_REPORT_EXPECT_GAPS, &p->gap }, { SQL_REPORT_EXPECT_WEIGHTS, &p->weight }, { SQL_REPORT_EXPECT_QUOTES, &p->quote } };
    Status st = ST_OK;
    for (size_t i = 0; !st && i < COUNT_OF(read); i++)
        st = store_fetch(b->s, read[i].sql, STORE_NO_ARGS, b->a, read[i].into, err);
    return st;
}

/* "−0.9 (−1.4 to −0.4)"; an en dash where it cannot be told. */
static Str ranged(const PageBook *b, const Table *t, const char *const col[3], size_t r, double times, int digits)
{
    double v = page_f64(t, col[0], r);
    if (!isfinite(v))
        return STR("cannot tell");
    return str_fmt(b->a, "%.*s (%.*s to %.*s)", STR_ARG(number_text(b->a, v * times, digits)), STR_ARG(number_text(b->a, page_f64(t, col[1], r) * times, digits)),
                   STR_ARG(number_text(b->a, page_f64(t, col[2], r) * times, digits)));
}

static Str gap_words(const PageBook *b, const Table *t, int64_t set, const char *side)
{
    static const char *const col[] = { "gap", "low", "high" };
    for (size_t r = 0; r < t->n; r++)
        if (col_int(t, "set_id")[r] == set && str_eq(col_text(t, "side")[r], str_of(side)))
            return isfinite(page_f64(t, "gap", r)) ? str_fmt(b->a, "%.*s, n %.*s", STR_ARG(ranged(b, t, col, r, 1, 2)), STR_ARG(count_text(b->a, col_int(t, "n")[r]))) : STR("cannot tell");
    return STR("cannot tell");
}

static void set_table(PageBook *b, Doc *d, const Parts *p)
{
    static const char *const renewal[] = { "renewal", "renewal_low", "renewal_high" }, *const score[] = { "score", "score_low", "score_high" };
    const DocColumn cols[] = { { .title = STR_INIT("They expect"), .kind = COLUMN_TEXT },
                               { .title = STR_INIT("Accounts"), .kind = COLUMN_INT },
                               { .title = STR_INIT("Invoiced in a year"), .kind = COLUMN_MONEY, .currency = b->currency },
                               { .title = STR_INIT("Renewals, points against others"), .kind = COLUMN_TEXT },
                               { .title = STR_INIT("Score against others"), .kind = COLUMN_TEXT } };
    DocTable *t = doc_table(d, &(DocTableHead){ .caption = STR("Customers by what they expect"), .empty = STR("too few accounts say what they expect: 30 are needed") }, cols, COUNT_OF(cols));
    for (size_t r = 0; r < p->set.n; r++)
        doc_sub(DOC_ROW(t, TONE_NORMAL, cell_text(col_text(&p->set, "name")[r]), cell_int(col_int(&p->set, "accounts")[r]), cell_money(col_int(&p->set, "revenue")[r]),
                        cell_text(ranged(b, &p->set, renewal, r, 100, 1)), cell_text(ranged(b, &p->set, score, r, 1, 2))),
                runs_text(b->a, str_fmt(b->a, "%s%.*s of the accounts that say what they expect (%.*s to %.*s)", col_int(&p->set, "hypothesis")[r] ? "a hypothesis: " : "",
                                        STR_ARG(percent_text(b->a, col_f64(&p->set, "share")[r], 0)), STR_ARG(percent_text(b->a, col_f64(&p->set, "share_low")[r], 0)),
                                        STR_ARG(percent_text(b->a, col_f64(&p->set, "share_high")[r], 0)))));
}

static void gap_table(PageBook *b, Doc *d, const Parts *p)
{
    static const DocColumn cols[] = { { .title = STR_INIT("They expect"), .kind = COLUMN_TEXT }, { .title = STR_INIT("Said"), .kind = COLUMN_TEXT }, { .title = STR_INIT("Rated"), .kind = COLUMN_TEXT },
                                      { .title = STR_INIT("Done"), .kind = COLUMN_TEXT },        { .title = STR_INIT("Gap"), .kind = COLUMN_TEXT } };
    if (!p->set.n)
        return;
    DocTable *t = doc_table(d, &(DocTableHead){ .caption = STR("Reality against expectation: 0 all as expected, 1 nothing"), .empty = STR("no set") }, cols, COUNT_OF(cols));
    for (size_t r = 0; r < p->set.n; r++) {
        int64_t set = col_int(&p->set, "set_id")[r];
        DOC_ROW(t, TONE_NORMAL, cell_text(col_text(&p->set, "name")[r]), cell_text(gap_words(b, &p->gap, set, "said")), cell_text(gap_words(b, &p->gap, set, "rated")),
                cell_text(gap_words(b, &p->gap, set, "done")), cell_text(gap_words(b, &p->gap, set, "all")));
    }
}

static void weight_table(PageBook *b, Doc *d, const Parts *p)
{
    static const char *const penalty[] = { "penalty", "penalty_low", "penalty_high" }, *const reward[] = { "reward", "reward_low", "reward_high" };
    static const DocColumn cols[] = { { .title = STR_INIT("Expectation"), .kind = COLUMN_TEXT }, { .title = STR_INIT("It is"), .kind = COLUMN_TEXT },
                                      { .title = STR_INIT("Points lost when bad"), .kind = COLUMN_TEXT }, { .title = STR_INIT("Points won when good"), .kind = COLUMN_TEXT } };
    DocTable *t = doc_table(d, &(DocTableHead){ .caption = STR("Must-have and nice-to-have"), .empty = STR("nothing to compare scores with") }, cols, COUNT_OF(cols));
    for (size_t r = 0; r < p->weight.n; r++)
        if (!str_eq(col_text(&p->weight, "label")[r], STR("cannot tell")))
            DOC_ROW(t, TONE_NORMAL, cell_text(col_text(&p->weight, "topic")[r]), cell_text(col_text(&p->weight, "label")[r]), cell_text(ranged(b, &p->weight, penalty, r, 1, 2)),
                    cell_text(ranged(b, &p->weight, reward, r, 1, 2)));
}

static Runs cite(const PageBook *b, const Table *t, size_t r, bool hide)
{
    Str role = col_text(t, "role")[r];
    return runs_text(b->a, str_fmt(b->a, "%.*s%s%.*s%s%.*s · %s", STR_ARG(role), role.n ? " · " : "", STR_ARG(hide ? STR("") : col_text(t, "name")[r]), hide ? "" : " · ",
                                   STR_ARG(date_long(b->a, day_of_micros(col_int(t, "at")[r]))), str_eq(col_text(t, "granted")[r], STR("permit")) ? "may be shown outside" : "for use inside"));
}

static void quotes(PageBook *b, Doc *d, const Parts *p, bool hide)
{
    for (size_t s = 0; s < p->set.n; s++) {
        int64_t set = col_int(&p->set, "set_id")[s];
        size_t shown[3] = { 0 };
        doc_open(d, GROUP_PART, col_text(&p->set, "name")[s]);
        for (size_t r = 0; r < p->quote.n; r++) {
            Str place = col_text(&p->quote, "place")[r];
            size_t which = str_eq(place, STR("said")) ? 0 : str_eq(place, STR("workaround")) ? 1 : 2;
            if (col_int(&p->quote, "set_id")[r] != set || shown[which]++ >= SET_QUOTES)
                continue;
            int64_t from = col_int(&p->quote, "span_from")[r], to = col_int(&p->quote, "span_to")[r];
            Str text = str_sub(col_text(&p->quote, "text")[r], (size_t)from, (size_t)(to - from));
            doc_quote(d, voice_text(&p->quote, r, text, hide, b->a), NULL, 0, cite(b, &p->quote, r, hide));
        }
        doc_close(d);
    }
}

Status page_expect_part(PageBook *b, Doc *d, bool hide, Err *err)
{
    Parts p;
    Status st = parts_load(b, &p, err);
    if (st)
        return st;
    set_table(b, d, &p);
    gap_table(b, d, &p);
    weight_table(b, d, &p);
    quotes(b, d, &p, hide);
    doc_note(d, runs_text(b->a, STR("Sets are latent classes of accounts by the topics of their sentences of expectation; the number is the fewest within 2 of the least BIC. A gap is the share of sentences that "
                                    "say it was missed, what ratings leave to the top, or the share of deliveries, replies or invoices that failed; it goes with the set and "
                                    "is no effect. Must-have: losing it goes with more points lost than having it goes with points won.")));
    return ST_OK;
}

Status page_expectations(Store *s, bool hide, Arena *a, Doc **out, Err *err)
{
    PageBook b;
    int64_t accounts = 0;
    Status st = page_load(s, a, &b, err);
    if (!st)
        st = store_summary_int(s, "expecting_accounts", 0, &accounts, err);
    if (st)
        return st;
    *out = page_begin(&b, STR("Expected and lived"), runs_text(a, str_fmt(a, "%lld accounts say what they expect", (long long)accounts)));
    return page_idle(&b, *out) ? ST_OK : page_expect_part(&b, *out, hide, err);
}
