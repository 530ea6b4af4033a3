#include "report/page_words.h"

#include <math.h>

#include "base/buf.h"
#include "base/date.h"
#include "model/says.h"

/* 1.96 + 0.84: an effect of this many standard errors is seen four times in five at 5 %. */
#define SEEN_ERRORS 2.8
enum { TWELVE_LOW = 360, TWELVE_HIGH = 370, PER = 100 };

static bool told_apart(const PageBook *b, const PageIssue *i)
{
    return isfinite(i->q) && i->q <= b->set.fdr && i->grade && i->grade != 'D';
}

PageState page_state(const PageBook *b)
{
    if (!b->files)
        return PAGE_EMPTY;
    if (b->decided < 0)
        return PAGE_UNREAD;
    if (b->n_ranked)
        return PAGE_RANKED;
    bool enough = false, harm = false;
    for (size_t k = 0; k < b->n_issue; k++) {
        enough = enough || (b->issue[k].grade && b->issue[k].grade != 'D');
        harm = harm || (told_apart(b, &b->issue[k]) && b->issue[k].estimate < 0);
    }
    return !enough ? PAGE_FEW : harm ? PAGE_NO_COST : PAGE_CHANCE;
}

Str words_money(PageBook *b, int64_t minor)
{
    return money_text(b->a, minor, b->currency, MONEY_SHORT);
}

Str words_serve(PageBook *b, const PageIssue *i)
{
    Str counted = str_fmt(b->a, "%.*s in the last year, counted (%g minutes a ticket)", STR_ARG(words_money(b, i->certain)), b->set.minutes);
    if (!i->extra_grade)
        return counted;
    Str range = money_range(b->a, i->extra_low, i->extra_high, b->currency);
    return str_fmt(b->a, "%.*s a year: %.*s; in all %.*s (%.*s) estimated from the tickets behind it, grade %c", STR_ARG(words_money(b, i->serve)), STR_ARG(counted),
                   STR_ARG(words_money(b, i->extra)), STR_ARG(range), i->extra_grade);
}

Str words_annuity_range(PageBook *b, const PageIssue *i)
{
    Str range = money_range(b->a, i->annuity_low, i->annuity_high, b->currency);
    return i->has_range ? str_fmt(b->a, " (95 %%: %.*s)", STR_ARG(range)) : STR("");
}

Str words_horizon(PageBook *b, int64_t days)
{
    return days >= TWELVE_LOW && days <= TWELVE_HIGH
               ? SAID_PLAIN(next_year)
               : SAID(b->a, next_days, str_fmt(b->a, "%lld", (long long)days));
}

Str words_n(PageBook *b, int64_t n, const char *one, const char *many)
{
    return str_fmt(b->a, "%.*s %s", STR_ARG(count_text(b->a, n)), n == 1 ? one : many);
}

Str words_points(PageBook *b, double fraction)
{
    return points_text(b->a, fraction, 1);
}

/* Without a sign, where a word says the direction. */
static Str size_points(PageBook *b, double fraction)
{
    return number_text(b->a, fabs(fraction) * PER, 1);
}

Str words_points_range(PageBook *b, double low, double high)
{
    return str_fmt(b->a, "%.*s to %.*s", STR_ARG(words_points(b, low)),
                   STR_ARG(words_points(b, high)));
}

Str words_curly(PageBook *b, Str s)
{
    Buf out;
    bool open = true;
    buf_init(&out, s.n * 3 + 1);
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] != '"') {
            buf_putc(&out, s.p[i]);
            continue;
        }
        buf_puts(&out, open ? "“" : "”");
        open = !open;
    }
    Str copy = str_dup(b->a, buf_str(&out));
    buf_release(&out);
    return copy;
}

Str words_capital(PageBook *b, Str s)
{
    if (!s.n || s.p[0] < 'a' || s.p[0] > 'z')
        return s;
    return str_fmt(b->a, "%c%.*s", s.p[0] - 'a' + 'A', STR_ARG(str_sub(s, 1, s.n)));
}

static bool customers_words(const PageIssue *i)
{
    return i->name.n && (str_eq(i->kind, STR("theme")) || !str_eq(i->name, i->official));
}

Str words_name(PageBook *b, const PageIssue *i)
{
    return customers_words(i) ? str_fmt(b->a, "“%.*s”", STR_ARG(i->name)) : i->name;
}

Str words_under(PageBook *b, const PageIssue *i)
{
    bool theme = str_eq(i->kind, STR("theme"));
    Str what = theme                ? str_fmt(b->a, "Theme: %.*s", STR_ARG(i->official))
               : customers_words(i) ? i->official
                                    : words_capital(b, words_curly(b, i->rule));
    return i->owner.n ? str_fmt(b->a, "%.*s · %.*s", STR_ARG(what), STR_ARG(i->owner)) : what;
}

/* In a title a reader from outside must know what is meant: our own name where there is one. */
static Str title_name(PageBook *b, const PageIssue *i)
{
    return str_eq(i->kind, STR("theme")) ? words_name(b, i) : i->official;
}

static Str ranked_title(PageBook *b)
{
    const PageIssue *i = &b->issue[0];
    Str name = title_name(b, i), money = words_money(b, i->cost),
        when = words_horizon(b, i->horizon);
    if (i->grade != 'A' && i->grade != 'B')
        return SAID(b->a, title_at_risk, name, money, when);
    return SAID(b->a, title_puts, name, money, when);
}

Str page_title(PageBook *b)
{
    switch (page_state(b)) {
    case PAGE_EMPTY:
        return SAID_PLAIN(title_empty);
    case PAGE_UNREAD:
        return SAID_PLAIN(title_unread);
    case PAGE_FEW:
        if (b->decided == 0)
            return SAID_PLAIN(title_few_none);
        return SAID(b->a, title_few, count_text(b->a, b->decided));
    case PAGE_CHANCE:
        return SAID_PLAIN(title_chance);
    case PAGE_NO_COST:
        return SAID(b->a, title_no_cost, words_horizon(b, (int64_t)b->set.horizon));
    case PAGE_RANKED:
        break;
    }
    return ranked_title(b);
}

Str words_coverage(PageBook *b)
{
    if (!isfinite(b->heard_accounts) || !b->active)
        return STR("");
    if (!b->heard)
        return SAID_PLAIN(heard_none);
    return SAID(b->a, heard, percent_text(b->a, b->heard_revenue, 0), count_text(b->a, b->heard), count_text(b->a, b->active));
}

Str words_beside(PageBook *b)
{
    return SAID(b->a, ties_beside, count_text(b->a, b->beside), b->currency, b->beside_most);
}

Str words_ledger(PageBook *b)
{
    int64_t off = b->invoiced - b->matched;
    if (b->age.invoices)
        return str_fmt(b->a, "%.*s in the data, not yet worked out: `throughline run` ties %s to the accounts.", STR_ARG(words_n(b, b->age.invoices, "invoice is", "invoices are")),
                       b->age.invoices == 1 ? "it" : "them");
    if (!b->invoiced && !b->matched && b->beside)
        return SAID(b->a, ties_elsewhere, count_text(b->a, b->beside), b->currency, b->beside_most);
    if (!b->invoiced && !b->matched)
        return SAID_PLAIN(ties_no_invoice);
    Str says = off ? SAID(b->a, ties_not, words_money(b, b->invoiced), money_text(b->a, off, b->currency, MONEY_EXACT)) : SAID(b->a, ties, words_money(b, b->invoiced));
    return b->beside ? str_fmt(b->a, "%.*s %.*s", STR_ARG(says), STR_ARG(words_beside(b))) : says;
}

Str words_foreign(PageBook *b)
{
    Str rest = b->foreign_amounts, list = STR("");
    if (!b->foreign)
        return STR("");
    while (rest.n) {
        Str code = str_cut(&rest, ' '), number = str_cut(&rest, ' ');
        int64_t minor;
        if (str_to_i64(number, &minor))
            list = str_fmt(b->a, "%.*s%s%.*s", STR_ARG(list), list.n ? ", " : "", STR_ARG(money_text(b->a, minor, code, MONEY_EXACT)));
    }
    return str_fmt(b->a, " %.*s", STR_ARG(SAID(b->a, foreign, count_text(b->a, b->foreign), list)));
}

/* The issue that came nearest to being told apart, and what it would have taken. */
static Str chance_words(PageBook *b)
{
    const PageIssue *best = NULL;
    for (size_t k = 0; k < b->n_issue; k++) {
        const PageIssue *i = &b->issue[k];
        if (isfinite(i->p) && isfinite(i->se) && i->se > 0 && i->grade != 'D' &&
            (!best || i->p < best->p))
            best = i;
    }
    Str head = SAID(b->a, sub_tested, count_text(b->a, (int64_t)b->n_issue), count_text(b->a, b->decided));
    if (!best || best->estimate == 0)
        return head;
    double seen = SEEN_ERRORS * best->se, times = seen / fabs(best->estimate);
    int64_t n = best->n_exposed + best->n_unexposed;
    Str nearest = SAID(b->a, sub_nearest, words_name(b, best), words_raw(b, best));
    Str power = SAID(b->a, sub_power, size_points(b, seen), size_points(b, best->estimate), count_text(b->a, (int64_t)ceil((double)n * fmax(times * times, 1) / PER) * PER));
    return str_fmt(b->a, "%.*s %.*s %.*s", STR_ARG(head), STR_ARG(nearest), STR_ARG(power));
}

static Runs ranked_subtitle(PageBook *b)
{
    const PageIssue *i = &b->issue[0];
    Str money = str_fmt(b->a, "%.*s and %.*s", STR_ARG(words_money(b, i->cost_low)),
                        STR_ARG(words_money(b, i->cost_high)));
    Str as = i->grade == 'A' || i->grade == 'B' ? STR("") : STR(" association only");
    Str happened = SAID(b->a, sub_happened, count_text(b->a, i->accounts), str_fmt(b->a, "%g", b->set.exposure_days), words_money(b, i->revenue));
    Str who = str_fmt(b->a, "%.*s. %.*s ", STR_ARG(as), STR_ARG(happened));
    Str named = customers_words(i) && !str_eq(i->kind, STR("theme")) ? SAID(b->a, sub_say, i->name) : STR("");
    Str others = b->n_ranked > 1 ? SAID(b->a, sub_more, str_fmt(b->a, "%zu", b->n_ranked - 1), words_money(b, b->cost_joint)) : STR("");
    Str more = str_fmt(b->a, "%.*s%s%.*s%s", STR_ARG(named), named.n ? " " : "", STR_ARG(others), others.n ? " " : "");
    Str tail = str_fmt(b->a, "%.*s %.*s%.*s", STR_ARG(words_coverage(b)), STR_ARG(words_ledger(b)), STR_ARG(words_foreign(b)));
    return RUNS(b->a, run_plain(STR("Between ")), run_strong(money),
                run_plain(STR(" (95 % interval) ")), run_grade(i->grade), run_plain(who),
                run_plain(more), run_plain(tail));
}

Runs page_subtitle(PageBook *b)
{
    Str tail = str_fmt(b->a, " %.*s %.*s%.*s", STR_ARG(words_coverage(b)), STR_ARG(words_ledger(b)), STR_ARG(words_foreign(b)));
    switch (page_state(b)) {
    case PAGE_EMPTY:
        return runs_text(b->a, SAID_PLAIN(sub_no_file));
    case PAGE_UNREAD:
        return runs_text(b->a, SAID(b->a, sub_files, count_text(b->a, b->files)));
    case PAGE_FEW: {
        Str least = str_fmt(b->a, "%g", b->set.least), few = SAID(b->a, sub_few, least, least, count_text(b->a, b->decided));
        return runs_text(b->a, str_fmt(b->a, "%.*s %.*s%.*s", STR_ARG(few), STR_ARG(SAID_PLAIN(sub_no_money)), STR_ARG(tail)));
    }
    case PAGE_CHANCE:
    case PAGE_NO_COST:
        return runs_text(b->a, str_fmt(b->a, "%.*s %.*s%.*s", STR_ARG(chance_words(b)), STR_ARG(SAID_PLAIN(sub_not_ranked)), STR_ARG(tail)));
    case PAGE_RANKED:
        break;
    }
    return ranked_subtitle(b);
}

Str words_effect(PageBook *b, const PageIssue *i)
{
    if (!isfinite(i->estimate))
        return str_fmt(
            b->a, "%.*s.",
            STR_ARG(words_capital(b, i->grade_reason.n ? i->grade_reason
                                                       : STR("no effect could be estimated"))));
    Str size = size_points(b, i->estimate);
    const char *dir = i->estimate < 0 ? "less" : "more";
    Str range = words_points_range(b, i->low, i->high);
    if (!told_apart(b, i))
        return str_fmt(b->a,
                       "Accounts that lived through it renewed %.*s points %s often than like "
                       "accounts that did not (%.*s): not told apart from chance.",
                       STR_ARG(size), dir, STR_ARG(range));
    if (i->grade == 'A')
        return str_fmt(
            b->a, "It changed renewals by %.*s points (%.*s), measured against a comparison group.",
            STR_ARG(words_points(b, i->estimate)), STR_ARG(range));
    return str_fmt(b->a,
                   "Accounts that lived through it renewed %.*s points %s often than like accounts "
                   "that did not (%.*s)%s",
                   STR_ARG(size), dir, STR_ARG(range),
                   i->grade == 'B' ? "." : "; an association, not shown to be the cause.");
}

Str words_raw(PageBook *b, const PageIssue *i)
{
    if (!isfinite(i->estimate))
        return isfinite(i->raw) ? SAID(b->a, raw_few, words_points(b, i->raw)) : STR("");
    return SAID(b->a, raw_adjusted, words_points(b, i->raw), words_points(b, i->estimate), words_points(b, i->low), words_points(b, i->high));
}

Str words_why_not(PageBook *b, const PageIssue *i)
{
    if (!i->grade || i->grade == 'D')
        return STR("too few to say");
    if (!told_apart(b, i))
        return STR("not told apart from chance");
    return i->estimate >= 0 ? STR("goes with more renewals") : STR("no contract comes up");
}

static bool one_of(Str measure, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(measure, str_of(list[i])))
            return true;
    return false;
}

static bool is_share(Str measure)
{
    static const char *const list[] = { "late", "reply", "escalated", "paid_late", "reopened" };
    return one_of(measure, list, COUNT_OF(list));
}

static bool is_mean(Str measure)
{
    static const char *const list[] = { "nps", "csat", "rating", "sentiment", "metric" };
    return one_of(measure, list, COUNT_OF(list));
}

/* Decimals of a mean: those that are read on a scale of ten, of five, or from -1 to 1. */
static int decimals(Str measure) { return str_eq(measure, STR("nps")) || str_eq(measure, STR("metric")) ? 1 : 2; }

Str words_level(PageBook *b, Str measure, double v)
{
    if (is_share(measure))
        return percent_text(b->a, v, 1);
    if (is_mean(measure))
        return number_text(b->a, v, decimals(measure));
    return str_fmt(b->a, "%.*s per 100 accounts a week", STR_ARG(number_text(b->a, v * PER, 1)));
}

/* The number alone, where the unit is said by its partner. */
static Str bare_level(PageBook *b, Str measure, double v)
{
    return !is_share(measure) && !is_mean(measure) ? number_text(b->a, v * PER, 1) : words_level(b, measure, v);
}

Str words_change(PageBook *b, size_t r)
{
    Str m = col_text(&b->signals, "measure")[r];
    return str_fmt(b->a, "from %.*s to %.*s",
                   STR_ARG(bare_level(b, m, col_f64(&b->signals, "before")[r])),
                   STR_ARG(words_level(b, m, col_f64(&b->signals, "after")[r])));
}

static Str signed_number(PageBook *b, double v, int digits)
{
    return str_fmt(b->a, "%s%.*s", v > 0 ? "+" : "", STR_ARG(number_text(b->a, v, digits)));
}

Str words_change_size(PageBook *b, size_t r)
{
    Str m = col_text(&b->signals, "measure")[r];
    double size = col_f64(&b->signals, "size")[r], low = col_f64(&b->signals, "low")[r],
           high = col_f64(&b->signals, "high")[r];
    if (is_share(m))
        return str_fmt(b->a, "%.*s points (%.*s)", STR_ARG(words_points(b, size)),
                       STR_ARG(words_points_range(b, low, high)));
    double k = is_mean(m) ? 1 : PER;
    int digits = is_mean(m) ? decimals(m) : 1;
    return str_fmt(b->a, "%.*s (%.*s to %.*s)", STR_ARG(signed_number(b, size * k, digits)),
                   STR_ARG(signed_number(b, low * k, digits)), STR_ARG(signed_number(b, high * k, digits)));
}

static bool complaint(const PageBook *b, int64_t theme)
{
    for (size_t k = 0; k < b->n_issue; k++)
        if (b->issue[k].theme == theme)
            return true;
    for (size_t r = 0; r < b->themes.n; r++)
        if (col_int(&b->themes, "theme_id")[r] == theme)
            return page_f64(&b->themes, "sentiment", r) < 0;
    return false;
}

Tone words_change_tone(const PageBook *b, size_t r)
{
    Str m = col_text(&b->signals, "measure")[r];
    bool rise = str_eq(col_text(&b->signals, "kind")[r], STR("rise"));
    if (str_eq(m, STR("theme")) && !complaint(b, page_int(&b->signals, "theme_id", r, 0)))
        return TONE_NORMAL;
    if (str_eq(m, STR("metric")))
        return TONE_NORMAL;     /* nobody says which way is better for a unit's stream */
    return rise != (is_mean(m) || str_eq(m, STR("usage"))) ? TONE_HARM : TONE_PROOF;
}

Tone words_verdict_tone(Str verdict)
{
    return str_eq(verdict, STR("worked"))    ? TONE_PROOF
           : str_eq(verdict, STR("did not")) ? TONE_HARM
                                             : TONE_OFF;
}

Str words_audit(PageBook *b, size_t r)
{
    double effect = page_f64(&b->audits, "effect", r), low = page_f64(&b->audits, "low", r),
           high = page_f64(&b->audits, "high", r);
    Str measure = words_curly(b, col_text(&b->audits, "measure")[r]);
    if (!isfinite(effect))
        return words_curly(b, col_text(&b->audits, "note")[r]);
    Str against = str_fmt(b->a, "; %.*s accounts reached against %.*s not",
                          STR_ARG(count_text(b->a, col_int(&b->audits, "n_treated")[r])),
                          STR_ARG(count_text(b->a, col_int(&b->audits, "n_control")[r])));
    if (str_starts(measure, STR("share")))
        return str_fmt(b->a, "%.*s %.*s points (%.*s)%.*s", STR_ARG(measure),
                       STR_ARG(words_points(b, effect)), STR_ARG(words_points_range(b, low, high)),
                       STR_ARG(against));
    return str_fmt(b->a, "%.*s %.*s (%.*s to %.*s)%.*s", STR_ARG(measure),
                   STR_ARG(signed_number(b, effect, 3)), STR_ARG(signed_number(b, low, 3)),
                   STR_ARG(signed_number(b, high, 3)), STR_ARG(against));
}
