/* page_driver.c - what goes along with what accounts do: drivers with intervals, effects on every outcome, chains, who leaves sooner, and
 * whether scores kept their word. */
#include <math.h>

#include "report/page.h"
#include "report/page_in.h"
#include "store/sql_ids.h"

typedef struct Parts {
    Table outcome, fit, driver, effect, part, chain, hazard, hazard_fit, end, look, surface, sweet, score, score_part;
} Parts;

static Status parts_load(PageBook *b, Parts *p, Err *err)
{
    const struct {
        int sql;
        Table *into;
    } read[] = { { SQL_REPORT_OUTCOMES, &p->outcome }, { SQL_REPORT_DRIVER_FITS, &p->fit },    { SQL_REPORT_DRIVERS, &p->driver },         { SQL_REPORT_EFFECTS_CHECKED, &p->effect },
                 { SQL_REPORT_EFFECT_PARTS, &p->part }, { SQL_REPORT_CHAINS, &p->chain },      { SQL_REPORT_HAZARDS, &p->hazard },         { SQL_REPORT_HAZARD_FITS, &p->hazard_fit },
                 { SQL_REPORT_ENDS, &p->end },          { SQL_REPORT_LOOK_BACK, &p->look },    { SQL_REPORT_SURFACES, &p->surface },
                 { SQL_REPORT_SWEET, &p->sweet } };
    Status st = ST_OK;
    for (size_t i = 0; !st && i < COUNT_OF(read); i++)
        st = store_fetch(b->s, read[i].sql, STORE_NO_ARGS, b->a, read[i].into, err);
    if (!st)
        st = store_fetch(b->s, SQL_REPORT_SCORES, STORE_ARGS(DB_INT(0)), b->a, &p->score, err);
    return st ? st : store_fetch(b->s, SQL_REPORT_SCORE_PARTS, STORE_ARGS(DB_INT(0)), b->a, &p->score_part, err);
}

/* A value of an outcome in its own unit. */
static Str in_unit(const PageBook *b, Str unit, double v)
{
    if (!isfinite(v))
        return STR("–");
    if (str_eq(unit, STR("share")))
        return str_fmt(b->a, "%.*s points", STR_ARG(number_text(b->a, 100 * v, 1)));
    if (str_eq(unit, STR("minor units")))
        return money_text(b->a, (int64_t)llround(v), b->currency, MONEY_SHORT);
    if (str_eq(unit, STR("days")))
        return str_fmt(b->a, "%.*s days", STR_ARG(number_text(b->a, v, 1)));
    return number_text(b->a, v, 2);
}

static Str ranged(const PageBook *b, Str unit, const Table *t, const char *const col[3], size_t r)
{
    if (!isfinite(page_f64(t, col[0], r)))
        return STR("–");
    return str_fmt(b->a, "%.*s (%.*s to %.*s)", STR_ARG(in_unit(b, unit, page_f64(t, col[0], r))), STR_ARG(in_unit(b, unit, page_f64(t, col[1], r))),
                   STR_ARG(in_unit(b, unit, page_f64(t, col[2], r))));
}

static Str percent_range(const PageBook *b, const Table *t, const char *const col[3], size_t r, int digits)
{
    double v = page_f64(t, col[0], r), low = page_f64(t, col[1], r), high = page_f64(t, col[2], r);
    if (!isfinite(v))
        return STR("–");
    return isfinite(low) ? str_fmt(b->a, "%.*s (%.*s to %.*s)", STR_ARG(percent_text(b->a, v, digits)), STR_ARG(percent_text(b->a, low, digits)), STR_ARG(percent_text(b->a, high, digits)))
                         : percent_text(b->a, v, digits);
}

static Str words_of(const Parts *p, Str outcome)
{
    for (size_t r = 0; r < p->outcome.n; r++)
        if (str_eq(col_text(&p->outcome, "outcome")[r], outcome))
            return col_text(&p->outcome, "words")[r];
    return outcome;
}

static void driver_rows(PageBook *b, DocTable *t, const Parts *p, Str outcome)
{
    static const char *const share[] = { "share", "low", "high" }, *const weight[] = { "weight", "weight_low", "weight_high" };
    const Table *d = &p->driver;
    for (size_t r = 0; r < d->n; r++) {
        if (!str_eq(col_text(d, "outcome")[r], outcome))
            continue;
        Str label = col_text(d, "label")[r];
        int64_t tied = col_int(d, "tied")[r];
        doc_sub(DOC_ROW(t, TONE_NORMAL, cell_text(col_text(d, "driver")[r]), cell_text(percent_range(b, d, share, r, 1)), cell_percent(page_f64(d, "first", r)), cell_percent(page_f64(d, "top", r)),
                        cell_text(page_f64(d, "along", r) < 0 ? STR("less") : STR("more")), cell_text(label.n ? label : STR("–"))),
                runs_text(b->a, str_fmt(b->a, "%.*s · relative weight %.*s%s%.*s", STR_ARG(col_text(d, "source")[r]), STR_ARG(percent_range(b, d, weight, r, 1)), tied ? " · cannot be told apart from " : "",
                                        STR_ARG(tied ? str_fmt(b->a, "%lld other%s", (long long)tied, tied == 1 ? "" : "s") : STR("")))));
    }
}

static void driver_tables(PageBook *b, Doc *d, const Parts *p, Str only)
{
    static const DocColumn cols[] = { { .title = STR_INIT("Driver"), .kind = COLUMN_TEXT },     { .title = STR_INIT("Share (95 %)"), .kind = COLUMN_TEXT }, { .title = STR_INIT("First in"), .kind = COLUMN_PERCENT },
                                      { .title = STR_INIT("In the top three"), .kind = COLUMN_PERCENT }, { .title = STR_INIT("Where it is more, outcome is"), .kind = COLUMN_TEXT },
                                      { .title = STR_INIT("It is"), .kind = COLUMN_TEXT } };
    static const char *const fit[] = { "fit", "fit_low", "fit_high" };
    for (size_t r = 0; r < p->fit.n; r++) {
        Str outcome = col_text(&p->fit, "outcome")[r], note = col_text(&p->fit, "note")[r];
        if (only.n && !str_eq(outcome, only))
            continue;
        bool told = isfinite(page_f64(&p->fit, "fit", r));
        DocTable *t = doc_table(d, &(DocTableHead){ .caption = str_fmt(b->a, "What goes along with the %.*s", STR_ARG(words_of(p, outcome))), .empty = note.n ? note : STR("nothing to ask of") }, cols, COUNT_OF(cols));
        if (told)
            driver_rows(b, t, p, outcome);
        doc_para(d, runs_text(b->a, told ? str_fmt(b->a, "All together explain %.*s of it; n %.*s of %.*s companies%s%.*s.", STR_ARG(percent_range(b, &p->fit, fit, r, 1)),
                                                   STR_ARG(count_text(b->a, col_int(&p->fit, "n")[r])), STR_ARG(count_text(b->a, col_int(&p->fit, "accounts")[r])), note.n ? "; " : "", STR_ARG(note))
                                         : str_fmt(b->a, "%.*s: %.*s.", STR_ARG(words_of(p, outcome)), STR_ARG(note))));
    }
}

static Str parts_words(const PageBook *b, const Parts *p, int64_t issue, Str outcome, Str unit)
{
    Str all = STR("");
    for (size_t r = 0; r < p->part.n; r++)
        if (col_int(&p->part, "issue_id")[r] == issue && str_eq(col_text(&p->part, "outcome")[r], outcome))
            all = str_fmt(b->a, "%.*s%s%.*s %.*s", STR_ARG(all), all.n ? ", " : "", STR_ARG(col_text(&p->part, "segment")[r]), STR_ARG(in_unit(b, unit, page_f64(&p->part, "estimate", r))));
    return all;
}

static void effect_table(PageBook *b, Doc *d, const Parts *p, Str only)
{
    static const char *const estimate[] = { "estimate", "low", "high" }, *const raw[] = { "raw_estimate", "raw_low", "raw_high" };
    static const DocColumn cols[] = { { .title = STR_INIT("Issue"), .kind = COLUMN_TEXT },   { .title = STR_INIT("Outcome"), .kind = COLUMN_TEXT }, { .title = STR_INIT("Adjusted (95 %)"), .kind = COLUMN_TEXT },
                                      { .title = STR_INIT("Raw (95 %)"), .kind = COLUMN_TEXT }, { .title = STR_INIT("Exposed"), .kind = COLUMN_INT },   { .title = STR_INIT("Not"), .kind = COLUMN_INT },
                                      { .title = STR_INIT("Grade"), .kind = COLUMN_GRADE } };
    const Table *t = &p->effect;
    DocTable *table = doc_table(d, &(DocTableHead){ .caption = STR("What each issue goes with, on every outcome"), .empty = STR("no effect is told apart from chance") }, cols, COUNT_OF(cols));
    size_t quiet = 0, few = 0;
    for (size_t r = 0; r < t->n; r++) {
        Str outcome = col_text(t, "outcome")[r], unit = col_text(t, "unit")[r], grade = col_text(t, "grade")[r];
        if (only.n && !str_eq(outcome, only))
            continue;
        if (str_eq(grade, STR("D")) || !(page_f64(t, "q", r) <= b->set.fdr)) {
            *(str_eq(grade, STR("D")) ? &few : &quiet) += 1;
            continue;
        }
        Str segments = parts_words(b, p, col_int(t, "issue_id")[r], outcome, unit), small = col_text(t, "reason")[r];
        if (isfinite(page_f64(t, "placebo_p", r)))
            small = str_fmt(b->a, "%.*s · placebo p %.2f", STR_ARG(small), page_f64(t, "placebo_p", r));
        if (segments.n)
            small = str_fmt(b->a, "%.*s · by segment: %.*s", STR_ARG(small), STR_ARG(segments));
        doc_sub(DOC_ROW(table, TONE_NORMAL, cell_text(col_text(t, "name")[r]), cell_text(words_of(p, outcome)), cell_text(ranged(b, unit, t, estimate, r)), cell_text(ranged(b, unit, t, raw, r)),
                        cell_int(col_int(t, "n_exposed")[r]), cell_int(col_int(t, "n_unexposed")[r]), cell_grade(grade.p[0])),
                runs_text(b->a, small));
    }
    doc_para(d, runs_text(b->a, str_fmt(b->a, "%zu other pairs of issue and outcome are not told apart from chance, %zu have too few to say.", quiet, few)));
}

/* What the few rows say of a yes/no outcome, where the usual estimators ask for more. */
static void few_table(PageBook *b, Doc *d, const Parts *p, Str only)
{
    static const char *const few[] = { "few", "few_low", "few_high" }, *const raw[] = { "raw_estimate", "raw_low", "raw_high" };
    static const DocColumn cols[] = { { .title = STR_INIT("Issue"), .kind = COLUMN_TEXT },    { .title = STR_INIT("Outcome"), .kind = COLUMN_TEXT }, { .title = STR_INIT("What little there is (95 %)"), .kind = COLUMN_TEXT },
                                      { .title = STR_INIT("Raw (95 %)"), .kind = COLUMN_TEXT }, { .title = STR_INIT("Exposed"), .kind = COLUMN_INT },   { .title = STR_INIT("Not"), .kind = COLUMN_INT },
                                      { .title = STR_INIT("Grade"), .kind = COLUMN_GRADE } };
    const Table *t = &p->effect;
    DocTable *table = NULL;
    for (size_t r = 0; r < t->n; r++) {
        Str outcome = col_text(t, "outcome")[r], unit = col_text(t, "unit")[r];
        if ((only.n && !str_eq(outcome, only)) || !isfinite(page_f64(t, "few", r)))
            continue;
        if (!table)
            table = doc_table(d, &(DocTableHead){ .caption = STR("Where there is too little: not ranked, and no money rests on it"), .empty = STR("") }, cols, COUNT_OF(cols));
        doc_sub(DOC_ROW(table, TONE_NORMAL, cell_text(col_text(t, "name")[r]), cell_text(words_of(p, outcome)), cell_text(ranged(b, unit, t, few, r)), cell_text(ranged(b, unit, t, raw, r)),
                        cell_int(col_int(t, "n_exposed")[r]), cell_int(col_int(t, "n_unexposed")[r]), cell_grade('D')),
                runs_text(b->a, str_fmt(b->a, "%.*s · %.*s", STR_ARG(col_text(t, "reason")[r]), STR_ARG(col_text(t, "few_way")[r]))));
    }
}

static void chain_table(PageBook *b, Doc *d, const Parts *p)
{
    static const char *const moved[] = { "moved", "moved_low", "moved_high" }, *const moves[] = { "moves", "moves_low", "moves_high" }, *const through[] = { "through", "through_low", "through_high" };
    static const DocColumn cols[] = { { .title = STR_INIT("Experience"), .kind = COLUMN_TEXT },
                                      { .title = STR_INIT("Behaviour"), .kind = COLUMN_TEXT },
                                      { .title = STR_INIT("Met it: behaviour moves by, in sd"), .kind = COLUMN_TEXT },
                                      { .title = STR_INIT("One sd more: renewal moves by"), .kind = COLUMN_TEXT },
                                      { .title = STR_INIT("Of the effect on renewal, this way"), .kind = COLUMN_TEXT } };
    if (!p->chain.n)
        return;
    DocTable *t = doc_table(d, &(DocTableHead){ .caption = STR("From experience over behaviour to renewal"), .empty = STR("too few decisions") }, cols, COUNT_OF(cols));
    for (size_t r = 0; r < p->chain.n; r++)
        if (isfinite(page_f64(&p->chain, "moved", r)))
            DOC_ROW(t, TONE_NORMAL, cell_text(col_text(&p->chain, "name")[r]), cell_text(col_text(&p->chain, "behaviour")[r]), cell_text(ranged(b, STR("sd"), &p->chain, moved, r)),
                    cell_text(ranged(b, STR("share"), &p->chain, moves, r)), cell_text(ranged(b, STR("share"), &p->chain, through, r)));
}

static void hazard_table(PageBook *b, Doc *d, const Parts *p)
{
    static const DocColumn cols[] = { { .title = STR_INIT("Known before"), .kind = COLUMN_TEXT }, { .title = STR_INIT("Odds to leave at a decision, times"), .kind = COLUMN_TEXT },
                                      { .title = STR_INIT("Hazard in time as a customer, times"), .kind = COLUMN_TEXT }, { .title = STR_INIT("For"), .kind = COLUMN_TEXT } };
    static const char *const ratio[] = { "ratio", "low", "high" };
    const Table *t = &p->hazard, *f = &p->hazard_fit;
    if (!f->n)
        return;
    DocTable *table = doc_table(d, &(DocTableHead){ .caption = STR("What makes accounts leave sooner"), .empty = col_text(f, "note")[0].n ? col_text(f, "note")[0] : STR("nothing") }, cols, COUNT_OF(cols));
    for (size_t r = 0; r < t->n; r++) {
        if (!str_eq(col_text(t, "model")[r], STR("decisions")))
            continue;
        Str other = STR("–");
        for (size_t k = 0; k < t->n; k++)
            if (str_eq(col_text(t, "model")[k], STR("cox")) && col_int(t, "seq")[k] == col_int(t, "seq")[r])
                other = ranged(b, STR(""), t, ratio, k);
        DOC_ROW(table, page_f64(t, "low", r) > 1 ? TONE_HARM : page_f64(t, "high", r) < 1 ? TONE_PROOF : TONE_NORMAL, cell_text(col_text(t, "driver")[r]), cell_text(ranged(b, STR(""), t, ratio, r)), cell_text(other),
                cell_text(col_text(t, "unit")[r]));
    }
    if (t->n)
        doc_para(d, runs_text(b->a, str_fmt(b->a, "%.*s decisions of %.*s companies, %.*s lost; %.*s accounts were customers before the data begin and count from then on.",
                                            STR_ARG(count_text(b->a, col_int(f, "n")[0])), STR_ARG(count_text(b->a, col_int(f, "accounts")[0])), STR_ARG(count_text(b->a, col_int(f, "lost")[0])),
                                            STR_ARG(count_text(b->a, col_int(f, "late")[0])))));
    for (size_t r = 0; t->n && r < f->n; r++)
        if (str_eq(col_text(f, "model")[r], STR("cox")) && col_text(f, "note")[r].n)
            doc_para(d, runs_text(b->a, str_fmt(b->a, "Of the hazards: %.*s.", STR_ARG(col_text(f, "note")[r]))));
}

/* In which way accounts end, by years as a customer. */
static void end_table(PageBook *b, Doc *d, const Parts *p)
{
    static const char *const share[] = { "share", "low", "high" };
    static const DocColumn cols[] = { { .title = STR_INIT("Ended first by being"), .kind = COLUMN_TEXT }, { .title = STR_INIT("Within a year (95 %)"), .kind = COLUMN_TEXT }, { .title = STR_INIT("2 years"), .kind = COLUMN_TEXT },
                                      { .title = STR_INIT("3 years"), .kind = COLUMN_TEXT }, { .title = STR_INIT("5 years"), .kind = COLUMN_TEXT }, { .title = STR_INIT("8 years"), .kind = COLUMN_TEXT } };
    static const int64_t years[] = { 1, 2, 3, 5, 8 };
    const Table *t = &p->end;
    if (!t->n)
        return;
    DocTable *table = doc_table(d, &(DocTableHead){ .caption = STR("In which way accounts end, whichever comes first"), .empty = STR("nothing ended") }, cols, COUNT_OF(cols));
    for (size_t r = 0; r < t->n; r++) {
        Str ending = col_text(t, "ending")[r];
        if (r && str_eq(ending, col_text(t, "ending")[r - 1]))
            continue;
        Cell cell[COUNT_OF(years) + 1] = { cell_text(ending) };
        for (size_t y = 0; y < COUNT_OF(years); y++) {
            Str words = STR("–");
            for (size_t k = 0; k < t->n; k++)
                if (str_eq(col_text(t, "ending")[k], ending) && col_int(t, "year")[k] == years[y])
                    words = percent_range(b, t, share, k, 1);
            cell[y + 1] = cell_text(words);
        }
        (void)doc_row(table, TONE_NORMAL, cell, COUNT_OF(cell));
    }
}

static Str behind(Str s, Str prefix) { return str_starts(s, prefix) ? (Str){ s.p + prefix.n, s.n - prefix.n } : STR(""); }

/* Of each way: what hastens it among those still here, and who ends so in the end. */
static void way_table(PageBook *b, Doc *d, const Parts *p)
{
    static const DocColumn cols[] = { { .title = STR_INIT("Known before"), .kind = COLUMN_TEXT }, { .title = STR_INIT("Hastens it among those still here, times"), .kind = COLUMN_TEXT },
                                      { .title = STR_INIT("Raises the share that ends so, times"), .kind = COLUMN_TEXT }, { .title = STR_INIT("For"), .kind = COLUMN_TEXT } };
    static const char *const ratio[] = { "ratio", "low", "high" };
    const Table *t = &p->hazard, *f = &p->hazard_fit;
    for (size_t r = 0; r < f->n; r++) {
        Str model = col_text(f, "model")[r], note = col_text(f, "note")[r];
        if (!str_starts(model, STR("fine-gray")))
            continue;
        Str kind = behind(model, STR("fine-gray "));
        if (!kind.n) {
            doc_para(d, runs_text(b->a, str_fmt(b->a, "By kind of end: %.*s.", STR_ARG(note))));
            continue;
        }
        bool any = false;
        DocTable *table = doc_table(d, &(DocTableHead){ .caption = str_fmt(b->a, "Who ends first by being %.*s", STR_ARG(kind)), .empty = note.n ? note : STR("nothing") }, cols, COUNT_OF(cols));
        for (size_t k = 0; k < t->n; k++) {
            if (!str_eq(col_text(t, "model")[k], model))
                continue;
            Str here = STR("–");
            for (size_t c = 0; c < t->n; c++)
                if (str_starts(col_text(t, "model")[c], STR("cox ")) && str_eq(behind(col_text(t, "model")[c], STR("cox ")), kind) && col_int(t, "seq")[c] == col_int(t, "seq")[k])
                    here = ranged(b, STR(""), t, ratio, c);
            DOC_ROW(table, TONE_NORMAL, cell_text(col_text(t, "driver")[k]), cell_text(here), cell_text(ranged(b, STR(""), t, ratio, k)), cell_text(col_text(t, "unit")[k]));
            any = true;
        }
        if (!any)
            continue;
        doc_para(d, runs_text(b->a, str_fmt(b->a, "%.*s accounts of %.*s companies from the day they had been watched for a window, %.*s ended so first%s%.*s. Of twenty such intervals one leaves 1 out by chance.", STR_ARG(count_text(b->a, col_int(f, "n")[r])),
                                            STR_ARG(count_text(b->a, col_int(f, "accounts")[r])), STR_ARG(count_text(b->a, col_int(f, "lost")[r])), note.n ? "; " : "", STR_ARG(note))));
    }
}

static void look_table(PageBook *b, Doc *d, const Parts *p)
{
    static const DocColumn cols[] = { { .title = STR_INIT("Scores"), .kind = COLUMN_TEXT }, { .title = STR_INIT("n"), .kind = COLUMN_INT }, { .title = STR_INIT("Renewed, or the difference (95 %)"), .kind = COLUMN_TEXT },
                                      { .title = STR_INIT("Years stayed, of two"), .kind = COLUMN_TEXT } };
    static const char *const estimate[] = { "estimate", "low", "high" }, *const stayed[] = { "stayed", "stayed_low", "stayed_high" };
    if (!p->look.n)
        return;
    DocTable *t = doc_table(d, &(DocTableHead){ .caption = STR("Did those with good scores stay?"), .empty = STR("no score was given before a decision") }, cols, COUNT_OF(cols));
    for (size_t r = 0; r < p->look.n; r++) {
        Str part = col_text(&p->look, "part")[r];
        bool score = str_eq(part, STR("gone")) || str_eq(part, STR("here"));
        bool told = isfinite(page_f64(&p->look, "estimate", r));
        DOC_ROW(t, TONE_NORMAL, cell_text(col_text(&p->look, "words")[r]), cell_int(col_int(&p->look, "n")[r]), cell_text(told ? ranged(b, score ? STR("") : STR("share"), &p->look, estimate, r) : STR("too few to say")),
                cell_text(ranged(b, STR(""), &p->look, stayed, r)));
    }
}

static double real_part(const Parts *p, int64_t change)
{
    for (size_t k = 0; k < p->score_part.n; k++)
        if (col_int(&p->score_part, "change_id")[k] == change && str_eq(col_text(&p->score_part, "part")[k], STR("real")))
            return page_f64(&p->score_part, "value", k);
    return (double)NAN;
}

static Str bounds_text(const PageBook *b, const Table *t, const char *low, const char *high, size_t r)
{
    return str_fmt(b->a, "%.*s to %.*s", STR_ARG(in_unit(b, STR(""), page_f64(t, low, r))), STR_ARG(in_unit(b, STR(""), page_f64(t, high, r))));
}

/* The last half-year against the one before, of the whole and of its parts: what the same people changed, and what those who did not answer could make of it. */
static void score_table(PageBook *b, Doc *d, const Parts *p)
{
    static const DocColumn cols[] = { { .title = STR_INIT("Score"), .kind = COLUMN_TEXT }, { .title = STR_INIT("Of"), .kind = COLUMN_TEXT }, { .title = STR_INIT("From, to"), .kind = COLUMN_TEXT },
                                      { .title = STR_INIT("The same people changed (95 %)"), .kind = COLUMN_TEXT }, { .title = STR_INIT("Had all answered"), .kind = COLUMN_TEXT },
                                      { .title = STR_INIT("Others a tenth of the scale away"), .kind = COLUMN_TEXT }, { .title = STR_INIT("Whatever others think"), .kind = COLUMN_TEXT },
                                      { .title = STR_INIT("Answered"), .kind = COLUMN_TEXT } };
    const Table *t = &p->score;
    if (!t->n)
        return;
    DocTable *table = doc_table(d, &(DocTableHead){ .caption = STR("Why scores moved") }, cols, COUNT_OF(cols));
    for (size_t r = 0; r < t->n; r++) {
        Str label = col_text(t, "label")[r], slice = col_text(t, "slice")[r];
        double real = real_part(p, col_int(t, "change_id")[r]);
        if (col_int(t, "since")[r] != col_int(t, "since")[0])
            continue;
        DOC_ROW(table, TONE_NORMAL, cell_text(label.n ? label : str_eq(col_text(t, "score")[r], STR("nps")) ? STR("Recommendation") : STR("Satisfaction")), cell_text(slice.n ? slice : STR("all")),
                cell_text(str_fmt(b->a, "%.*s, %.*s", STR_ARG(in_unit(b, STR(""), page_f64(t, "before", r))), STR_ARG(in_unit(b, STR(""), page_f64(t, "after", r))))),
                cell_text(isfinite(page_f64(t, "real_low", r)) ? str_fmt(b->a, "%.*s (%.*s)", STR_ARG(in_unit(b, STR(""), real)), STR_ARG(bounds_text(b, t, "real_low", "real_high", r))) : in_unit(b, STR(""), real)),
                cell_text(in_unit(b, STR(""), page_f64(t, "modelled", r))), cell_text(bounds_text(b, t, "near_low", "near_high", r)), cell_text(bounds_text(b, t, "worst_low", "worst_high", r)),
                cell_text(str_fmt(b->a, "%.*s of %.*s", STR_ARG(count_text(b->a, col_int(t, "answered_after")[r])), STR_ARG(count_text(b->a, col_int(t, "asked")[r])))));
    }
}

static void surface_table(PageBook *b, Doc *d, const Parts *p)
{
    static const DocColumn cols[] = { { .title = STR_INIT("Item"), .kind = COLUMN_TEXT }, { .title = STR_INIT("Along"), .kind = COLUMN_TEXT }, { .title = STR_INIT("Score moves by (95 %)"), .kind = COLUMN_TEXT },
                                      { .title = STR_INIT("n"), .kind = COLUMN_INT } };
    static const char *const estimate[] = { "estimate", "low", "high" }, *const words[] = { "expected and lived rise together", "and curves", "lived falls as expected rises", "and curves: mismatch" };
    if (!p->surface.n)
        return;
    DocTable *t = doc_table(d, &(DocTableHead){ .caption = STR("The score over what was expected and what was lived"), .empty = STR("nothing was asked both ways") }, cols, COUNT_OF(cols));
    for (size_t r = 0; r < p->surface.n; r++) {
        Str note = col_text(&p->surface, "note")[r];
        int k = col_text(&p->surface, "part")[r].p[1] - '1';
        DOC_ROW(t, TONE_NORMAL, cell_text(col_text(&p->surface, "item")[r]), cell_text(str_of(words[k & 3])), cell_text(note.n ? note : ranged(b, STR(""), &p->surface, estimate, r)),
                cell_int(col_int(&p->surface, "n")[r]));
    }
}

static void sweet_table(PageBook *b, Doc *d, const Parts *p)
{
    static const DocColumn cols[] = { { .title = STR_INIT("Issue"), .kind = COLUMN_TEXT },
                                      { .title = STR_INIT("Matters to customers: points of score (95 %)"), .kind = COLUMN_TEXT },
                                      { .title = STR_INIT("Worth: cost of doing nothing (95 %)"), .kind = COLUMN_TEXT },
                                      { .title = STR_INIT("Owner"), .kind = COLUMN_TEXT },
                                      { .title = STR_INIT("Eager"), .kind = COLUMN_TEXT },
                                      { .title = STR_INIT("To be convinced"), .kind = COLUMN_TEXT } };
    static const char *const importance[] = { "importance", "importance_low", "importance_high" };
    const Table *t = &p->sweet;
    DocTable *table = doc_table(d, &(DocTableHead){ .caption = STR("Sweet spots: what matters to customers against what it is worth"), .empty = STR("no issue is known") }, cols, COUNT_OF(cols));
    for (size_t r = 0; r < t->n; r++) {
        bool priced = col_has(table_col(t, "cost"), r), told = isfinite(page_f64(t, "importance", r));
        Str worth = priced ? str_fmt(b->a, "%.*s (%.*s)", STR_ARG(money_text(b->a, col_int(t, "cost")[r], b->currency, MONEY_SHORT)),
                                     STR_ARG(money_range(b->a, col_int(t, "cost_low")[r], col_int(t, "cost_high")[r], b->currency)))
                           : STR("cannot be told from nothing");
        const char *const who[] = { "owner", "eager", "convince" };
        Cell cell[6] = { cell_text(col_text(t, "name")[r]), cell_text(told ? ranged(b, STR(""), t, importance, r) : STR("too few to say")), cell_text(worth) };
        for (size_t k = 0; k < COUNT_OF(who); k++)
            cell[3 + k] = cell_text(col_text(t, who[k])[r].n ? col_text(t, who[k])[r] : STR("–"));
        (void)doc_row(table, priced && page_f64(t, "importance_low", r) > 0 ? TONE_HARM : TONE_NORMAL, cell, COUNT_OF(cell));
    }
}

static Status part(PageBook *b, Doc *d, Str only, Err *err)
{
    Parts p;
    Status st = parts_load(b, &p, err);
    if (st)
        return st;
    driver_tables(b, d, &p, only);
    effect_table(b, d, &p, only);
    few_table(b, d, &p, only);
    if (!only.n || str_eq(only, STR("renewal"))) {
        chain_table(b, d, &p);
        hazard_table(b, d, &p);
        end_table(b, d, &p);
        way_table(b, d, &p);
        look_table(b, d, &p);
        score_table(b, d, &p);
    }
    if (!only.n || str_eq(only, STR("nps")))
        surface_table(b, d, &p);
    if (!only.n)
        sweet_table(b, d, &p);
    if (!only.n || str_eq(only, STR("nps")))
        st = page_mouth_part(b, d, err);
    if (!st && (!only.n || str_eq(only, STR("nps"))))
        st = page_index_part(b, d, err);
    doc_note(d, runs_text(b->a, STR("A driver's share is its part of what all drivers explain together, averaged over the orders they could come in; intervals draw companies anew. A share goes along with the outcome and is no "
                                    "effect. \"First in\": of so many draws it is the largest. Must-have and delight are said only where the interval leaves no doubt which side weighs more.")));
    return st;
}

Status page_driver_part(PageBook *b, Doc *d, Err *err) { return part(b, d, STR(""), err); }

Status page_drivers(Store *s, Str outcome, Arena *a, Doc **out, Err *err)
{
    PageBook b;
    Status st = page_load(s, a, &b, err);
    if (st)
        return st;
    Table t;
    bool known = !outcome.n;
    st = store_fetch(s, SQL_REPORT_OUTCOMES, STORE_NO_ARGS, a, &t, err);
    for (size_t r = 0; !st && r < t.n; r++)
        known = known || str_eq(col_text(&t, "outcome")[r], outcome);
    if (!st && !known && t.n)
        st = ERR(err, ST_USAGE, "no outcome '%.*s'; there are renewal, revenue, expansion, reduced, nps, cost, credit, payment, contact", STR_ARG(outcome));
    if (st)
        return st;
    *out = page_begin(&b, STR("What goes along with what accounts do"), runs_text(a, STR("")));
    return page_idle(&b, *out) ? ST_OK : part(&b, *out, outcome, err);
}
