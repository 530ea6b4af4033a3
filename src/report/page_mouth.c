/* page_mouth.c - word of mouth: who recommends and who warns, what that brings, and what it is worth. */
#include <math.h>

#include "report/page_in.h"
#include "store/sql_ids.h"

static Str range_text(const PageBook *b, const Table *t, size_t r, bool share)
{
    double v = page_f64(t, "estimate", r), low = page_f64(t, "low", r), high = page_f64(t, "high", r);
    if (!isfinite(v))
        return STR("too few to say");
    return share ? str_fmt(b->a, "%.*s (%.*s to %.*s)", STR_ARG(percent_text(b->a, v, 0)), STR_ARG(percent_text(b->a, low, 0)), STR_ARG(percent_text(b->a, high, 0)))
                 : str_fmt(b->a, "%.*s (%.*s to %.*s)", STR_ARG(number_text(b->a, v, 2)), STR_ARG(number_text(b->a, low, 2)), STR_ARG(number_text(b->a, high, 2)));
}

/* What a row of d_mouth counts, in words. */
static Str words_of(Str source, Str way)
{
    static const struct {
        const char *source, *way, *words;
    } row[] = { { "asked", "recommended", "Recommended us to, a year (asked)" },
                { "asked", "warned", "Advised against us, a year (asked)" },
                { "asked", "against", "Advised against for each recommended (asked)" },
                { "said", "recommended", "Comments that say they recommended us, a year" },
                { "said", "warned", "Comments that say they warned of us, a year" },
                { "said", "against", "Warned for each recommended, in comments" },
                { "brought", "share", "New customers that came by word of mouth" },
                { "brought", "account", "New customers an account sent a year" },
                { "brought", "act", "New customers for each other recommended to" } };
    for (size_t k = 0; k < COUNT_OF(row); k++)
        if (str_eq(source, str_of(row[k].source)) && str_eq(way, str_of(row[k].way)))
            return str_of(row[k].words);
    return way;
}

static void rate_table(PageBook *b, Doc *d, const Table *t)
{
    static const DocColumn cols[] = { { .title = STR_INIT("What"), .kind = COLUMN_TEXT },   { .title = STR_INIT("By whom"), .kind = COLUMN_TEXT },  { .title = STR_INIT("An account (95 %)"), .kind = COLUMN_TEXT },
                                      { .title = STR_INIT("Counted"), .kind = COLUMN_INT }, { .title = STR_INIT("Companies"), .kind = COLUMN_INT }, { .title = STR_INIT("Grade"), .kind = COLUMN_GRADE } };
    DocTable *table = doc_table(d, &(DocTableHead){ .caption = STR("Word of mouth: who recommends, who warns, and what that brings"),
                                                    .empty = STR("no survey asks after it, no comment says so, and no deal names its source") }, cols, COUNT_OF(cols));
    for (size_t r = 0; r < t->n; r++) {
        Str way = col_text(t, "way")[r], note = col_text(t, "note")[r], grade = col_text(t, "grade")[r];
        DocRow *row = DOC_ROW(table, TONE_NORMAL, cell_text(words_of(col_text(t, "source")[r], way)), cell_text(col_text(t, "band")[r]), cell_text(range_text(b, t, r, str_eq(way, STR("share")))),
                              cell_int(col_int(t, "acts")[r]), cell_int(col_int(t, "accounts")[r]), cell_grade(grade.p[0]));
        if (note.n)
            doc_sub(row, runs_text(b->a, note));
    }
}

static void worth_lines(PageBook *b, Doc *d, const Table *t)
{
    for (size_t r = 0; r < t->n; r++) {
        bool act = str_eq(col_text(t, "part")[r], STR("act"));
        Str note = col_text(t, "note")[r], what = act ? STR("One more other recommended to is worth") : STR("A customer that came by word of mouth will still bring");
        Str worth = STR("too few to say");
        if (col_has(table_col(t, "value"), r))
            worth = str_fmt(b->a, "%.*s (%.*s)", STR_ARG(money_text(b->a, col_int(t, "value")[r], b->currency, MONEY_SHORT)),
                            STR_ARG(money_range(b->a, col_int(t, "value_low")[r], col_int(t, "value_high")[r], b->currency)));
        doc_para(d, runs_text(b->a, str_fmt(b->a, "%.*s: %.*s, grade %.*s%s%.*s.", STR_ARG(what), STR_ARG(worth), STR_ARG(col_text(t, "grade")[r]), note.n ? "; " : "", STR_ARG(note))));
    }
}

Status page_mouth_part(PageBook *b, Doc *d, Err *err)
{
    Table rate, worth;
    Status st = store_fetch(b->s, SQL_REPORT_MOUTH, STORE_NO_ARGS, b->a, &rate, err);
    if (!st)
        st = store_fetch(b->s, SQL_REPORT_MOUTH_WORTH, STORE_NO_ARGS, b->a, &worth, err);
    if (st)
        return st;
    rate_table(b, d, &rate);
    worth_lines(b, d, &worth);
    if (rate.n)
        doc_note(d, runs_text(b->a, STR("Others told by those who answered, which is less than an account tells in all; a band is the account's mean score of the year. Nobody is compared with anybody: "
                                        "this counts, and proves no cause. What a warning costs cannot be told: who stayed away names nobody.")));
    return ST_OK;
}
