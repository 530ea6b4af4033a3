/* page_action.c - actions in words: who, until when, what it is to bring and what it brought, why it is needed, is it moving. */
#include <math.h>

#include "report/page.h"
#include "report/amount.h"
#include "report/page_in.h"
#include "report/page_words.h"
#include "store/sql_ids.h"

typedef struct Parts {
    Table action, why, row, year, observed;
} Parts;

static Status parts_load(PageBook *b, Parts *p, Err *err)
{
    const struct {
        int sql;
        Table *into;
    } read[] = { { SQL_REPORT_ACTIONS, &p->action }, { SQL_REPORT_WHYS, &p->why }, { SQL_REPORT_WHY_ROWS, &p->row }, { SQL_REPORT_AUDIT_YEARS, &p->year },
                 { SQL_REPORT_OBSERVED, &p->observed } };
    Status st = ST_OK;
    for (size_t i = 0; !st && i < COUNT_OF(read); i++)
        st = store_fetch(b->s, read[i].sql, STORE_NO_ARGS, b->a, read[i].into, err);
    return st;
}

static Cell money3(const PageBook *b, const Table *t, const char *const col[3], size_t r)
{
    if (!col_has(table_col(t, col[0]), r))
        return cell_text(STR("–"));
    return cell_text(str_fmt(b->a, "%.*s (%.*s)", STR_ARG(money_text(b->a, col_int(t, col[0])[r], b->currency, MONEY_SHORT)),
                             STR_ARG(money_range(b->a, col_int(t, col[1])[r], col_int(t, col[2])[r], b->currency))));
}

static Str leading(const PageBook *b, const Table *t, size_t r)
{
    double now = page_f64(t, "leading_now", r), target = page_f64(t, "leading_target", r);
    if (!isfinite(now))
        return col_text(t, "leading_state")[r];
    return str_fmt(b->a, "%.*s%s%.*s, %.*s", STR_ARG(number_text(b->a, now, 3)), isfinite(target) ? " of " : "",
                   STR_ARG(isfinite(target) ? number_text(b->a, target, 3) : STR("")), STR_ARG(col_text(t, "leading_state")[r]));
}

static const char *const seen[] = { "money", "money_low", "money_high" };

/* Row of an outcome that could be told; the table's n: none. */
static size_t observed_row(const Parts *p, size_t r, const char *outcome)
{
    const Table *t = &p->observed;
    for (size_t k = 0; k < t->n; k++)
        if (col_int(t, "audit_id")[k] == col_int(&p->action, "action_id")[r] && str_eq(col_text(t, "outcome")[k], str_of(outcome)) &&
            isfinite(page_f64(t, "effect", k)))
            return k;
    return t->n;
}

static Cell observed_cell(const PageBook *b, const Parts *p, size_t r)
{
    size_t k = observed_row(p, r, "kept");
    return k < p->observed.n ? money3(b, &p->observed, seen, k) : cell_text(STR("–"));
}

/* What was observed, each with how far it goes; or why nothing was. */
static Str observed_words(const PageBook *b, const Parts *p, size_t r)
{
    static const char *const words[][2] = { { "kept", "renewals kept" }, { "billed", "billed" }, { "serve", "saved in handling" } };
    const Table *t = &p->observed;
    Str out = STR("");
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        size_t k = observed_row(p, r, words[i][0]);
        if (k == t->n)
            continue;
        Str money = money_text(b->a, col_int(t, "money")[k], b->currency, MONEY_SHORT),
            range = money_range(b->a, col_int(t, "money_low")[k], col_int(t, "money_high")[k], b->currency);
        Str model = STR("");
        if (col_has(table_col(t, "modelled"), k)) {
            int64_t said = col_int(t, "modelled")[k];
            Str amount = money_text(b->a, said, b->currency, MONEY_SHORT);
            const char *where = said < col_int(t, "money_low")[k] ? "below that" : said > col_int(t, "money_high")[k] ? "above that" : "within that";
            model = str_fmt(b->a, ", the model's %.*s for these months lies %s", STR_ARG(amount), where);
        }
        out = str_fmt(b->a, "%.*s%s%s %.*s (%.*s; %lld accounts against %lld; grade %.*s)%.*s", STR_ARG(out), out.n ? "; " : "", words[i][1], STR_ARG(money),
                      STR_ARG(range), (long long)col_int(t, "n_reached")[k], (long long)col_int(t, "n_others")[k], STR_ARG(col_text(t, "grade")[k]),
                      STR_ARG(model));
    }
    size_t any = 0;
    while (any < t->n && col_int(t, "audit_id")[any] != col_int(&p->action, "action_id")[r])
        any++;
    if (!out.n)
        return any < t->n ? str_fmt(b->a, " · observed: nothing, %.*s", STR_ARG(col_text(t, "note")[any])) : out;
    return str_fmt(b->a, " · observed in %lld months, %.*s: %.*s", (long long)col_int(t, "months")[any], STR_ARG(col_text(t, "method")[any]), STR_ARG(out));
}

static Str small_print(const PageBook *b, const Parts *p, size_t r)
{
    const Table *t = &p->action;
    Str share = isfinite(page_f64(t, "share_low", r))
                    ? str_fmt(b->a, " · takes %.*s to %.*s away: %.*s", STR_ARG(percent_text(b->a, page_f64(t, "share_low", r), 0)),
                              STR_ARG(percent_text(b->a, page_f64(t, "share_high", r), 0)), STR_ARG(col_text(t, "share_from")[r]))
                    : STR("");
    Str years = STR("");
    for (size_t k = 0; k < p->year.n; k++)
        if (col_int(&p->year, "audit_id")[k] == col_int(t, "action_id")[r] && col_int(&p->year, "year")[k] > 1)
            years = str_fmt(b->a, "%.*s · year %lld: %.*s", STR_ARG(years), (long long)col_int(&p->year, "year")[k], STR_ARG(col_text(&p->year, "state")[k]));
    Str owner = col_text(t, "owner")[r], observed = observed_words(b, p, r);
    return str_fmt(b->a, "%.*s%s%.*s%.*s%.*s%.*s", STR_ARG(owner.n ? owner : STR("nobody owns it")), col_text(t, "metric")[r].n ? " · leading metric: " : "",
                   STR_ARG(col_text(t, "metric")[r]), STR_ARG(share), STR_ARG(years), STR_ARG(observed));
}

static void table_of(PageBook *b, Doc *d, const Parts *p, Str name)
{
    static const char *const predicted[] = { "predicted", "predicted_low", "predicted_high" }, *const realised[] = { "realised", "realised_low",
                                                                                                                     "realised_high" };
    static const DocColumn cols[] = {
        { .title = STR_INIT("Action"), .kind = COLUMN_TEXT },          { .title = STR_INIT("Leading metric"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("Predicted (95 %)"), .kind = COLUMN_TEXT }, { .title = STR_INIT("Grade"), .kind = COLUMN_GRADE },
        { .title = STR_INIT("By the model (95 %)"), .kind = COLUMN_TEXT },
        { .title = STR_INIT("Observed (95 %)"), .kind = COLUMN_TEXT },  { .title = STR_INIT("Verdict"), .kind = COLUMN_TEXT },
    };
    const Table *t = &p->action;
    DocTable *table = doc_table(d, &(DocTableHead){ .caption = STR("What is done about it"), .empty = STR("no action is known") }, cols, COUNT_OF(cols));
    for (size_t r = 0; r < t->n; r++) {
        if (name.n && !str_ieq(col_text(t, "name")[r], name))
            continue;
        Str verdict = col_has(table_col(t, "verdict"), r) ? col_text(t, "verdict")[r] : STR("");
        doc_sub(DOC_ROW(table, words_verdict_tone(verdict), cell_text(col_text(t, "name")[r]), cell_text(leading(b, t, r)), money3(b, t, predicted, r),
                        cell_grade(col_text(t, "grade")[r].p[0]), money3(b, t, realised, r), observed_cell(b, p, r), cell_text(verdict)),
                runs_text(b->a, small_print(b, p, r)));
    }
}

/* The tree of causes, with the rows behind each answer. */
static void causes(PageBook *b, Doc *d, const Parts *p, size_t r)
{
    int64_t id = col_int(&p->action, "action_id")[r];
    DocList *list = NULL;
    for (size_t k = 0; k < p->why.n; k++) {
        if (col_int(&p->why, "action_id")[k] != id)
            continue;
        if (!list) {
            doc_heading(d, 3, str_fmt(b->a, "Why: %.*s", STR_ARG(col_text(&p->action, "name")[r])));
            list = doc_list(d, LIST_DOTS);
        }
        Str rows = STR(""), node = col_text(&p->why, "node")[k];
        for (size_t e = 0; e < p->row.n; e++)
            if (col_int(&p->row, "action_id")[e] == id && str_eq(col_text(&p->row, "node")[e], node))
                rows = str_fmt(b->a, "%.*s%s%.*s%s", STR_ARG(rows), rows.n ? "; " : "",
                               STR_ARG(page_place(b, col_text(&p->row, "path")[e], col_int(&p->row, "line")[e])),
                               col_has(table_col(&p->row, "file_id"), e) ? "" : " (not in the book)");
        doc_item(list, TONE_NORMAL, runs_text(b->a, str_fmt(b->a, "%.*s  %.*s", STR_ARG(node), STR_ARG(col_text(&p->why, "answer")[k]))),
                 runs_text(b->a, rows.n ? rows : STR("no evidence yet")));
    }
}

Status page_action_part(PageBook *b, Doc *d, Str name, Err *err)
{
    Parts p;
    Status st = parts_load(b, &p, err);
    if (st || !p.action.n)
        return st;
    table_of(b, d, &p, name);
    for (size_t r = 0; r < p.action.n; r++)
        if (!name.n || str_ieq(col_text(&p.action, "name")[r], name))
            causes(b, d, &p, r);
    return ST_OK;
}

Status page_actions(Store *s, Str name, Arena *a, Doc **out, Err *err)
{
    PageBook b;
    Parts p;
    bool there = !name.n;
    Status st = page_load(s, a, &b, err);
    if (!st)
        st = parts_load(&b, &p, err);
    if (st)
        return st;
    for (size_t r = 0; r < p.action.n; r++)
        there = there || str_ieq(col_text(&p.action, "name")[r], name);
    if (!there)
        return ERR(err, ST_NOT_FOUND, "no action '%.*s'", STR_ARG(name));
    *out = page_begin(&b, STR("What is done about it"),
                      runs_text(a, STR("Predicted benefit and the model's are over the horizon: a prediction rests on a share that was typed, promised, or "
                                       "found in audits, the model on the share that the audit found. Observed is what the accounts renewed themselves in the "
                                       "months since the start, against accounts not reached.")));
    return page_action_part(&b, *out, name, err);
}
