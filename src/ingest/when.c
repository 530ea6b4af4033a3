#include "ingest/when.h"

#include <stdio.h>
#include <string.h>
#include <unicode/ucal.h>
#include <unicode/ustring.h>

#include "base/attr.h"
#include "base/date.h"

static const char not_understood[] = "date not understood";
static const char no_such_day[] = "date does not exist";
static const char no_such_time[] = "time not understood";
static const char no_order[] = "day and month cannot be told apart";

bool when_is_open(Str reason) { return str_eq(reason, str_of(no_order)); }

/* A cursor over the rest of the text. */
typedef struct Cut {
    const char *p, *end;
} Cut;

static bool digit(char c) { return c >= '0' && c <= '9'; }
static char low(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }
static bool letter(char c) { return (low(c) >= 'a' && low(c) <= 'z') || (unsigned char)c >= 0x80; }

static size_t take_number(Cut *c, int *out)
{
    size_t n = 0;
    *out = 0;
    while (c->p + n < c->end && digit(c->p[n]) && n < 7) {
        *out = *out * 10 + (c->p[n] - '0');
        n++;
    }
    c->p += n;
    return n;
}

static bool take(Cut *c, char what)
{
    if (c->p == c->end || *c->p != what)
        return false;
    c->p++;
    return true;
}

static void skip(Cut *c, const char *any)
{
    while (c->p < c->end && *c->p && strchr(any, *c->p))
        c->p++;
}

static Str take_word(Cut *c)
{
    const char *start = c->p;
    while (c->p < c->end && letter(*c->p))
        c->p++;
    return (Str){ start, (size_t)(c->p - start) };
}

static int month_of(Str word)
{
    static const struct { const char *start; int month; } names[] = {
        { "jan", 1 }, { "j\xC3\xA4n", 1 }, { "ene", 1 }, { "gen", 1 }, { "feb", 2 }, { "f\xC3\xA9v", 2 }, { "mar", 3 },
        { "m\xC3\xA4r", 3 }, { "mrz", 3 }, { "apr", 4 }, { "avr", 4 }, { "abr", 4 }, { "may", 5 }, { "mai", 5 },
        { "mag", 5 }, { "jun", 6 }, { "juin", 6 }, { "giu", 6 }, { "jul", 7 }, { "juil", 7 }, { "lug", 7 },
        { "aug", 8 }, { "ao\xC3\xBB", 8 }, { "ago", 8 }, { "sep", 9 }, { "set", 9 }, { "oct", 10 }, { "okt", 10 },
        { "ott", 10 }, { "nov", 11 }, { "dec", 12 }, { "dez", 12 }, { "d\xC3\xA9" "c", 12 }, { "dic", 12 },
    };
    int best = 0;
    size_t longest = 0;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        Str start = str_of(names[i].start);
        if (word.n >= start.n && start.n > longest && str_ieq(str_sub(word, 0, start.n), start)) {
            best = names[i].month;
            longest = start.n;
        }
    }
    return best;
}

static int full_year(int y, size_t digits) { return digits > 2 ? y : y < 70 ? 2000 + y : 1900 + y; }

/* Which of two numbers is the day; `order` is asked only when both could be. */
static const char *day_month(int first, int second, DateOrder order, Civil *d)
{
    if (order == DATE_UNKNOWN && first <= 12 && second <= 12 && first != second)
        return no_order;
    if (order == DATE_UNKNOWN)
        order = second > 12 ? DATE_MDY : DATE_DMY;
    d->day = order == DATE_DMY ? first : second;
    d->month = order == DATE_DMY ? second : first;
    return NULL;
}

/* "Mar 5, 2026", "Wed Mar 05 2026": a month's name first. */
static const char *named_first(Cut *c, Civil *d)
{
    Str word = take_word(c);
    d->month = month_of(word);
    skip(c, " .,");
    if (c->p < c->end && letter(*c->p)) {
        d->month = month_of(take_word(c));
        skip(c, " .");
    }
    size_t n = take_number(c, &d->day);
    skip(c, " ,");
    size_t y = take_number(c, &d->year);
    return d->month && n && n <= 2 && y == 4 ? NULL : not_understood;
}

/* "05-Mar-2026", "14/Jul/25", "5. März 2026": the day has been read. */
static const char *named_middle(Cut *c, Civil *d)
{
    d->month = month_of(take_word(c));
    skip(c, " .-/,");
    size_t y = take_number(c, &d->year);
    d->year = full_year(d->year, y);
    return d->month && (y == 2 || y == 4) ? NULL : not_understood;
}

static const char *compact(Cut *c, int first, Civil *d)
{
    int last;
    if (take_number(c, &last) != 1)
        return not_understood;
    int all = first * 10 + last;
    *d = (Civil){ all / 10000, all / 100 % 100, all % 100 };
    return NULL;
}

static const char *take_date(Cut *c, DateOrder order, Civil *d)
{
    int first, second, third;
    if (c->p < c->end && letter(*c->p))
        return named_first(c, d);
    size_t n = take_number(c, &first);
    if (n == 7)
        return compact(c, first, d);
    if (!n || c->p == c->end)
        return not_understood;
    char sep = *c->p;
    bool named = c->p + 1 < c->end && (letter(sep) || letter(c->p[1]) || (sep == '.' && c->p[1] == ' '));
    if (n <= 2 && named && !digit(c->p[1])) {
        d->day = first;
        skip(c, " .-/");
        return named_middle(c, d);
    }
    if ((sep != '-' && sep != '/' && sep != '.') || !take(c, sep))
        return not_understood;
    size_t n2 = take_number(c, &second);
    if (n == 4 && n2 && n2 <= 2 && c->p == c->end) {
        *d = (Civil){ first, second, 1 };
        return NULL;
    }
    if (!n2 || n2 > 2 || !take(c, sep))
        return not_understood;
    size_t n3 = take_number(c, &third);
    if (n == 4 && n3 && n3 <= 2) {
        *d = (Civil){ first, second, third };
        return NULL;
    }
    if (n > 2 || (n3 != 2 && n3 != 4))
        return not_understood;
    d->year = full_year(third, n3);
    return day_month(first, second, sep == '.' ? DATE_DMY : order, d);
}

/* Letters that mean one zone only, in the languages of this program; minutes east of Greenwich. */
static bool zone_by_letters(Str z, int *minutes)
{
    static const struct { const char *name; int hours; } zones[] = {
        { "Z", 0 }, { "UTC", 0 }, { "GMT", 0 }, { "WET", 0 }, { "WEST", 1 }, { "CET", 1 }, { "MEZ", 1 }, { "CEST", 2 }, { "MESZ", 2 },
        { "EET", 2 }, { "EEST", 3 }, { "EST", -5 }, { "EDT", -4 }, { "CDT", -5 }, { "MST", -7 }, { "MDT", -6 }, { "PST", -8 },
        { "PDT", -7 }, { "JST", 9 }, { "AEST", 10 }, { "AEDT", 11 },
    };
    for (size_t i = 0; i < COUNT_OF(zones); i++)
        if (str_ieq(z, str_of(zones[i].name))) {
            *minutes = zones[i].hours * 60;
            return true;
        }
    return false;
}

static const char *take_zone(Cut *c, When *w)
{
    skip(c, " ");
    if (c->p == c->end)
        return NULL;
    if (*c->p == '+' || *c->p == '-') {
        int64_t sign = *c->p++ == '-' ? -1 : 1;
        int h, m = 0;
        size_t n = take_number(c, &h), k = 0;
        if (n == 4) {
            m = h % 100;
            h /= 100;
        } else if (take(c, ':')) {
            k = take_number(c, &m);
        }
        if ((n != 2 && n != 4) || (k && k != 2) || h > 15 || m > 59)
            return no_such_time;
        w->micros -= sign * (h * 3600 + m * 60) * MICROS_PER_SECOND;
    } else {
        Str z = take_word(c);
        int minutes;
        if (!zone_by_letters(z, &minutes))
            return no_such_time;
        w->micros -= (int64_t)minutes * 60 * MICROS_PER_SECOND;
        if (c->p < c->end && !minutes) {
            int h;
            int64_t sign = *c->p == '-' ? -1 : 1;
            if ((!take(c, '+') && !take(c, '-')) || !take_number(c, &h) || h > 15)
                return no_such_time;
            w->micros -= sign * h * 3600 * MICROS_PER_SECOND;
        }
    }
    w->zoned = true;
    return c->p == c->end ? NULL : no_such_time;
}

static bool take_half_day(Cut *c, int *hour)
{
    if (c->end - c->p < 2 || low(c->p[1]) != 'm' || (low(*c->p) != 'a' && low(*c->p) != 'p'))
        return true;
    bool pm = low(*c->p) == 'p';
    c->p += 2;
    if (*hour < 1 || *hour > 12)
        return false;
    *hour = *hour % 12 + (pm ? 12 : 0);
    return true;
}

static const char *take_time(Cut *c, When *w)
{
    int h, m = 0, s = 0;
    int64_t fraction = 0;
    size_t n = take_number(c, &h);
    if (!n || n > 2 || !take(c, ':') || take_number(c, &m) != 2)
        return no_such_time;
    if (take(c, ':')) {
        if (take_number(c, &s) != 2)
            return no_such_time;
        if (c->p < c->end && (*c->p == '.' || *c->p == ',')) {
            c->p++;
            for (int64_t unit = 100000; c->p < c->end && digit(*c->p); c->p++, unit /= 10)
                fraction += unit * (*c->p - '0');
        }
    }
    skip(c, " ");
    if (!take_half_day(c, &h) || h > 23 || m > 59 || s > 60)
        return no_such_time;
    w->timed = true;
    w->micros += ((int64_t)h * 3600 + m * 60 + s) * MICROS_PER_SECOND + fraction;
    return take_zone(c, w);
}

static const char *unix_time(Str s, When *w)
{
    int64_t v;
    Str whole = s;
    const char *dot = memchr(s.p, '.', s.n);
    if (dot)
        whole.n = (size_t)(dot - s.p);
    if (!str_to_i64(whole, &v) || v < 0)
        return not_understood;
    w->micros = whole.n <= 10 ? v * MICROS_PER_SECOND : whole.n <= 13 ? v * 1000 : v;
    w->day = day_of_micros(w->micros);
    w->timed = w->zoned = true;
    return civil_of_day(w->day).year < 2200 ? NULL : not_understood;
}

static size_t leading_digits(Str s)
{
    size_t n = 0;
    while (n < s.n && digit(s.p[n]))
        n++;
    return n;
}

const char *when_parse(Str s, DateOrder order, When *out)
{
    s = str_trim(s);
    *out = (When){ 0 };
    size_t n = leading_digits(s);
    if (n >= 9 && n <= 16 && n != 11 && n != 14 && (n == s.n || s.p[n] == '.'))
        return unix_time(s, out);
    Cut c = { s.p, s.p + s.n };
    Civil d = { 0 };
    const char *bad = take_date(&c, order, &d);
    if (bad)
        return bad;
    if (d.year < 1900 || d.year > 2199)
        return not_understood;
    if (!civil_valid(d))
        return no_such_day;
    out->day = day_of_civil(d);
    out->micros = out->day * MICROS_PER_DAY;
    if (c.p == c.end)
        return NULL;
    const char *before = c.p;
    skip(&c, " ,");
    if (c.p == before && !take(&c, 'T') && !take(&c, 't'))
        return not_understood;
    return take_time(&c, out);
}

void when_look(WhenLook *l, Str s)
{
    When w;
    if (when_parse(s, DATE_UNKNOWN, &w) == no_order) {
        l->either++;
        return;
    }
    s = str_trim(s);
    size_t n = leading_digits(s);
    Str rest = str_sub(s, n + 1, s.n);
    size_t k = leading_digits(rest);
    int64_t a, b;
    if (!n || n > 2 || !k || k > 2 || k >= rest.n || (s.p[n] != '/' && s.p[n] != '-') || rest.p[k] != s.p[n])
        return;
    if (!str_to_i64(str_sub(s, 0, n), &a) || !str_to_i64(str_sub(rest, 0, k), &b))
        return;
    if ((a > 12) == (b > 12))
        return;
    int64_t *count = a > 12 ? &l->dmy : &l->mdy;
    if (!(*count)++)
        (void)snprintf(l->first[a <= 12], sizeof l->first[0], "%.*s", (int)(s.n < 20 ? s.n : 20), s.p);
}

bool when_order(const WhenLook *l, DateOrder *out)
{
    *out = l->mdy > l->dmy ? DATE_MDY : l->dmy ? DATE_DMY : DATE_UNKNOWN;
    if (l->dmy && l->dmy == l->mdy)
        *out = DATE_UNKNOWN;
    return *out != DATE_UNKNOWN || (!l->either && !l->dmy);
}

bool when_thin(const WhenLook *l)
{
    int64_t decide = l->dmy > l->mdy ? l->dmy : l->mdy;
    return decide && ((decide == 1 && l->either >= 10) || decide * 20 < decide + l->either);
}

struct Zone {
    UCalendar *calendar;
    int64_t    from, to, ahead;  /* how far local time is ahead of UTC between two local times; equal: not known */
};

static void zone_close(void *p) { ucal_close(((Zone *)p)->calendar); }

Zone *zone_open(Str name, Arena *a)
{
    UChar id[64], canonical[64];
    UErrorCode e = U_ZERO_ERROR;
    UBool known = false;
    int32_t n = 0;
    u_strFromUTF8(id, (int32_t)COUNT_OF(id), &n, name.p, (int32_t)name.n, &e);
    if (U_FAILURE(e) || n == 0 || n >= (int32_t)COUNT_OF(id))
        return NULL;
    (void)ucal_getCanonicalTimeZoneID(id, n, canonical, (int32_t)COUNT_OF(canonical), &known, &e);
    if (U_FAILURE(e))
        return NULL;
    UCalendar *c = ucal_open(id, n, "en", UCAL_GREGORIAN, &e);
    if (U_FAILURE(e))
        return NULL;
    Zone *z = ARENA_NEW(a, Zone);
    z->calendar = c;
    arena_defer(a, zone_close, z);
    return z;
}

static int64_t by_calendar(Zone *z, int64_t local_micros)
{
    UErrorCode e = U_ZERO_ERROR;
    int64_t day = day_of_micros(local_micros), in_day = local_micros - day * MICROS_PER_DAY;
    int64_t seconds = in_day / MICROS_PER_SECOND;
    Civil d = civil_of_day(day);
    ucal_clear(z->calendar);
    ucal_setDateTime(z->calendar, d.year, d.month - 1, d.day, (int32_t)(seconds / 3600), (int32_t)(seconds / 60 % 60),
                     (int32_t)(seconds % 60), &e);
    double ms = ucal_getMillis(z->calendar, &e);
    if (U_FAILURE(e))
        return local_micros;
    return (int64_t)ms * 1000 + in_day % MICROS_PER_SECOND;
}

/* Between two changes of the clocks, and two days away from both, what was found holds. */
static void learn(Zone *z, int64_t local_micros, int64_t utc)
{
    UErrorCode e = U_ZERO_ERROR;
    UDate before = 0, after = 0;
    const int64_t margin = 2 * MICROS_PER_DAY;
    z->from = z->to = 0;
    if (!ucal_getTimeZoneTransitionDate(z->calendar, UCAL_TZ_TRANSITION_PREVIOUS_INCLUSIVE, &before, &e) || U_FAILURE(e))
        return;
    bool more = ucal_getTimeZoneTransitionDate(z->calendar, UCAL_TZ_TRANSITION_NEXT, &after, &e);
    if (U_FAILURE(e))
        return;
    z->ahead = local_micros - utc;
    z->from = (int64_t)before * 1000 + margin;
    z->to = more ? (int64_t)after * 1000 - margin : local_micros + MICROS_PER_DAY;
    if (local_micros <= z->from || local_micros >= z->to)      /* too near: it may be an hour that there is not */
        z->from = z->to = 0;
}

int64_t zone_utc(Zone *z, int64_t local_micros)
{
    if (z->from < local_micros && local_micros < z->to)
        return local_micros - z->ahead;
    int64_t utc = by_calendar(z, local_micros);
    learn(z, local_micros, utc);
    return utc;
}

bool when_in_name(Str name, int64_t *micros)
{
    When w;
    size_t found = 0;
    for (size_t i = 0; i + 8 <= name.n; i++) {
        size_t n = 0;
        bool start = !i || name.p[i - 1] < '0' || name.p[i - 1] > '9';
        while (start && i + n < name.n && name.p[i + n] >= '0' && name.p[i + n] <= '9')
            n++;
        bool parted = n == 4 && i + 10 <= name.n && strchr("-_.", name.p[i + 4]) && name.p[i + 7] == name.p[i + 4]
            && (i + 10 == name.n || name.p[i + 10] < '0' || name.p[i + 10] > '9');
        char day[11];
        if (n != 8 && !parted)
            continue;
        (void)snprintf(day, sizeof day, "%.4s-%.2s-%.2s", name.p + i, name.p + i + (parted ? 5 : 4), name.p + i + (parted ? 8 : 6));
        if (when_parse(str_of(day), DATE_UNKNOWN, &w) || civil_of_day(w.day).year < 1990 || civil_of_day(w.day).year > 2100)
            continue;
        found++;
        *micros = w.micros;
    }
    return found == 1;
}
