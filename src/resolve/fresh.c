#include "resolve/fresh.h"

#include <stdlib.h>

#include "base/date.h"

enum { WEEKDAY_MIN = 10, YEAR = 365, MONTHS_MIN = 3, WEEK_MIN = 5, WEEK = 7 };
static const double weekend_share = 0.02; /* of records: a stray Saturday makes no weekend shift */
static const double percentile = 0.9;

const char *const fresh_state_name[FRESH_STATE_N] = {
    [FRESH_UNDATED] = "undated", [FRESH_UNKNOWN] = "unknown", [FRESH_FINE] = "fine",
    [FRESH_THIN] = "thin",       [FRESH_SWOLLEN] = "swollen", [FRESH_STALE] = "stale",
};

/* Days of the source's own calendar up to and including `day`. */
static int64_t own(int64_t day, bool weekdays)
{
    int64_t wd = day_weekday(day);
    return weekdays ? (day_week_start(day) + 3) / 7 * 5 + (wd < 5 ? wd + 1 : 5) : day;
}

static int64_t between(int64_t from, int64_t to, bool weekdays)
{
    int64_t n = own(to, weekdays) - own(from, weekdays);
    return n > 1 ? n : 1;
}

/* The day that lies `n` own days behind `day`. */
static int64_t after(int64_t day, int64_t n, bool weekdays)
{
    if (!weekdays)
        return day + n;
    int64_t k = own(day, true) + n - 1; /* 0-based working day, counted from the week of 1969-12-29 */
    int64_t in_week = (k % 5 + 5) % 5;
    return (k - in_week) / 5 * 7 + in_week - 3;
}

static int ascending(const void *x, const void *y)
{
    int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;
    return a < b ? -1 : a > b;
}

static int64_t calendar(const Fresh *f, int64_t own_days)
{
    return f->weekdays && own_days > 1 ? (own_days * 7 + 4) / 5 : own_days;
}

static bool in_bursts(const Fresh *f)
{
    return !f->every_week && calendar(f, f->usual) <= WEEK;
}

static bool rests_at_weekends(const FreshDay *d, size_t n)
{
    int64_t all = 0, weekend = 0;
    for (size_t i = 0; i < n; i++) {
        all += d[i].n;
        weekend += day_weekday(d[i].day) >= 5 ? d[i].n : 0;
    }
    return n >= WEEKDAY_MIN && (double)weekend <= weekend_share * (double)all;
}

static int64_t usual_gap(const FreshDay *d, size_t n, bool weekdays, int64_t *gap)
{
    size_t from = 1, m = 0;
    while (from < n && d[n - 1].day - d[from - 1].day > YEAR)
        from++;
    if (n - from < FRESH_MIN_DAYS - 1)
        from = 1;
    for (size_t i = from; i < n; i++)
        gap[m++] = between(d[i - 1].day, d[i].day, weekdays);
    qsort(gap, m, sizeof *gap, ascending);
    size_t rank = (size_t)(percentile * (double)m + 0.999999);
    return gap[rank ? rank - 1 : 0];
}

/* The longest silence that begins in a month, of the median month; 0 with fewer than three months. */
static int64_t ordinary_silence(const FreshDay *d, size_t n, bool weekdays, int64_t *longest)
{
    size_t m = 0;
    int64_t month = 0;
    for (size_t i = 1; i < n; i++) {
        int64_t at = day_month_start(d[i - 1].day), g = between(d[i - 1].day, d[i].day, weekdays);
        if (!m || at != month)
            longest[m++] = 0;
        month = at;
        longest[m - 1] = longest[m - 1] > g ? longest[m - 1] : g;
    }
    if (m < MONTHS_MIN)
        return 0;
    qsort(longest, m, sizeof *longest, ascending);
    return longest[(m - 1) / 2];
}

static void find_gaps(const FreshDay *d, size_t n, int64_t as_of, Fresh *f)
{
    int64_t longest = 0;
    for (size_t i = 1; i <= n; i++) {
        int64_t to = i < n ? d[i].day : as_of + 1, len = to - d[i - 1].day;
        int64_t silent = own(to - 1, f->weekdays) - own(d[i - 1].day, f->weekdays);
        if (f->every_week) {
            int64_t weeks = (day_week_start(to) - day_week_start(d[i - 1].day)) / 7 - 1;
            f->empty_weeks += weeks > 0 ? weeks : 0;
        }
        if (silent <= f->allowed)
            continue;
        f->gaps++;
        if (len >= longest) {
            longest = len;
            f->gap_from = d[i - 1].day + 1;
            f->gap_to = to - 1;
        }
    }
}

/* Records of the complete weeks, newest first; returns how many of `most`. */
static size_t complete_weeks(const FreshDay *d, size_t n, int64_t as_of, int64_t *out, size_t most)
{
    int64_t week = day_week_start(as_of + 1) - 7, first = day_week_start(d[0].day + 6);
    size_t m = 0;
    while (n && d[n - 1].day >= week + 7)
        n--;
    for (; m < most && week >= first; week -= 7) {
        out[m] = 0;
        for (; n && d[n - 1].day >= week; n--)
            out[m] += d[n - 1].n;
        m++;
    }
    return m;
}

static void volume(const FreshDay *d, size_t n, int64_t as_of, Fresh *f)
{
    int64_t w[FRESH_RECENT + FRESH_BASE];
    size_t m = f->every_week ? complete_weeks(d, n, as_of, w, COUNT_OF(w)) : 0;
    if (m < FRESH_RECENT + FRESH_BASE_MIN)
        return;
    double sum = 0;
    for (size_t i = 0; i < FRESH_RECENT; i++)
        sum += (double)w[i];
    size_t base = m - FRESH_RECENT;
    qsort(w + FRESH_RECENT, base, sizeof *w, ascending);
    f->weekly = true;
    f->recent = sum / FRESH_RECENT;
    f->usual_week = (double)(w[FRESH_RECENT + (base - 1) / 2] + w[FRESH_RECENT + base / 2]) / 2;
}

void fresh_compute(const FreshDay *d, size_t n, int64_t as_of, Arena *a, Fresh *out)
{
    *out = (Fresh){ .state = FRESH_UNDATED };
    bool any = n > 0;
    while (n && d[n - 1].day > as_of)
        n--;
    if (any)
        out->state = FRESH_UNKNOWN;
    if (!n)
        return;
    out->days = (int64_t)n;
    out->first = d[0].day;
    out->last = d[n - 1].day;
    if (n < FRESH_MIN_DAYS)
        return;
    int64_t *room = ARENA_NEW_N(a, int64_t, n);
    out->weekdays = rests_at_weekends(d, n);
    out->usual = usual_gap(d, n, out->weekdays, room);
    out->silence = ordinary_silence(d, n, out->weekdays, room);
    int64_t longer = out->usual > out->silence ? out->usual : out->silence;
    out->every_week = calendar(out, longer) <= WEEK;
    out->allowed = FRESH_FACTOR * out->usual > longer + FRESH_GRACE ? FRESH_FACTOR * out->usual : longer + FRESH_GRACE;
    out->expected = after(out->last, in_bursts(out) ? longer : out->usual, out->weekdays);
    out->stale_from = after(out->last, out->allowed + 1, out->weekdays);
    find_gaps(d, n, as_of, out);
    volume(d, n, as_of, out);
    out->state = FRESH_FINE;
    if (as_of >= out->stale_from)
        out->state = FRESH_STALE;
    else if (out->weekly && out->usual_week >= WEEK_MIN && out->recent * 2 < out->usual_week)
        out->state = FRESH_THIN;
    else if (out->weekly && out->usual_week >= WEEK_MIN && out->recent > out->usual_week * 2)
        out->state = FRESH_SWOLLEN;
}

const char *fresh_cadence(const Fresh *f)
{
    static const struct { int64_t up_to; const char *name; } k[] = {
        { 0, "" }, { 1, "daily" }, { 4, "every few days" }, { 9, "weekly" }, { 20, "every two weeks" }, { 45, "monthly" },
        { 100, "quarterly" }, { 200, "twice a year" }, { INT64_MAX, "yearly or rarer" },
    };
    size_t i = 0;
    if (in_bursts(f) && f->usual)
        return "in bursts";
    while (calendar(f, f->usual) > k[i].up_to)
        i++;
    return i == 1 && f->weekdays ? "every working day" : k[i].name;
}

size_t fresh_weeks(const FreshDay *d, size_t n, int64_t as_of, const Fresh *f, FreshWeek *out)
{
    if (!f->days)
        return 0;
    int64_t last = day_week_start(as_of), first = day_week_start(f->first), from = last - 7 * (FRESH_WEEKS - 1);
    size_t m = 0, i = 0;
    from = from > first ? from : first;
    while (i < n && d[i].day < from)
        i++;
    for (int64_t week = from; week <= last; week += 7, m++) {
        out[m] = (FreshWeek){ week, 0, false };
        for (; i < n && d[i].day < week + 7 && d[i].day <= as_of; i++)
            out[m].n += d[i].n;
        out[m].gap = !out[m].n && f->every_week && week + 6 <= as_of;
    }
    return m;
}

int64_t fresh_month_end(int64_t day, int64_t as_of)
{
    int64_t end = day_add_months(day_month_start(day), 1) - 1;
    return day <= as_of && end > as_of ? as_of : end;
}
