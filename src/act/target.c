/* target.c - what an action was to change, where, and from when the time before can be told. */
#include "act/alike.h"
#include "act/audit_in.h"
#include "base/date.h"

enum { BEFORE_MONTHS = 12, BEFORE_LEAST = 3 };

Target target_of(Str issue, Str leading, const Table *issues, Arena *a)
{
    Target best = { .measure = STR(""), .issue_kind = STR("") };
    size_t most = 0;
    Str words = str_fmt(a, "%.*s %.*s", STR_ARG(issue), STR_ARG(leading));
    for (size_t r = 0; r < issues->n; r++) {
        Str other = str_fmt(a, "%.*s %.*s %.*s", STR_ARG(col_text(issues, "name")[r]),
                            STR_ARG(col_text(issues, "official")[r]),
                            STR_ARG(col_text(issues, "terms")[r]));
        size_t hits = words_alike(words, other);
        if (hits <= most)
            continue;
        const TableColumn *theme = table_col(issues, "theme_id");
        Str kind = col_text(issues, "kind")[r];
        most = hits;
        best = (Target){ .kind = str_eq(kind, STR("promise")) ? TARGET_LATE : TARGET_THEME,
                         .issue = col_int(issues, "issue_id")[r],
                         .theme = col_has(theme, r) ? theme->i[r] : 0,
                         .issue_kind = kind,
                         .measure = STR("share of deliveries late") };
        if (str_eq(kind, STR("ticket")))
            best = (Target){ .kind = TARGET_REPLY,
                             .issue = best.issue,
                             .issue_kind = kind,
                             .measure = STR("share of first replies after more than 8 hours") };
        else if (best.kind == TARGET_THEME)
            best.measure = str_fmt(a, "mentions of \"%.*s\" per account and month",
                                   STR_ARG(col_text(issues, "name")[r]));
    }
    return best;
}

bool in_countries(Str list, Str country)
{
    for (size_t i = 0; i + country.n <= list.n; i++) {
        bool left = i == 0 || list.p[i - 1] == ' ' || list.p[i - 1] == ',' || list.p[i - 1] == ';';
        bool right = i + country.n == list.n || list.p[i + country.n] == ' ' ||
                     list.p[i + country.n] == ',' || list.p[i + country.n] == ';';
        if (left && right && str_ieq(str_sub(list, i, country.n), country))
            return true;
    }
    return false;
}

bool everywhere(Str countries)
{
    return !countries.n || str_ieq(countries, STR("all"));
}

int64_t month_of(int64_t day)
{
    Civil c = civil_of_day(day);
    return (int64_t)c.year * 12 + c.month - 1;
}

int64_t day_of_month(int64_t month)
{
    return day_of_civil((Civil){ (int)(month / 12), (int)(month % 12) + 1, 1 });
}

int64_t first_month(const ActionStart *at0, const Target *t, const Ground *g, Str *changed)
{
    *changed = STR("");
    const Table *changes = &g->changes, *regions = &g->regions;
    int64_t start = month_of(at0->day), from = start - BEFORE_MONTHS;
    const char *measure = t->kind == TARGET_LATE    ? "late"
                          : t->kind == TARGET_REPLY ? "reply"
                                                    : "theme";
    for (size_t r = 0; r < changes->n; r++) {
        int64_t at = month_of(col_int(changes, "at")[r]);
        const TableColumn *theme = table_col(changes, "theme_id");
        Str dim = col_text(changes, "dimension")[r], value = col_text(changes, "value")[r];
        bool here = str_eq(dim, STR("all"));
        if (!str_eq(col_text(changes, "measure")[r], str_of(measure)) ||
            at >= start - BEFORE_LEAST + 1)
            continue;
        if (t->kind == TARGET_THEME && (!col_has(theme, r) || theme->i[r] != t->theme))
            continue;
        for (size_t k = 0; k < regions->n && !here; k++)
            here = str_eq(dim, STR("region")) && str_eq(col_text(regions, "region")[k], value) &&
                   in_countries(at0->countries, col_text(regions, "country")[k]);
        /* The day of a change is known to some weeks only; once it was seen it was surely there. */
        int64_t seen = month_of(col_int(changes, "detected_at")[r]),
                after = at + 1 > seen ? at + 1 : seen;
        if (here && after > from && after <= start - BEFORE_LEAST) {
            from = after;
            *changed = str_eq(dim, STR("region")) ? value : STR("");
        }
    }
    return from;
}

/* "down by 40 %" -> 0.4; "half" -> 0.5; nothing said -> 0. */
double promised_share(Str text)
{
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] < '0' || text.p[i] > '9')
            continue;
        double v = 0;
        size_t k = i;
        while (k < text.n && text.p[k] >= '0' && text.p[k] <= '9')
            v = v * 10 + (text.p[k++] - '0');
        while (k < text.n && text.p[k] == ' ')
            k++;
        if (k < text.n && text.p[k] == '%' && v > 0 && v <= 100)
            return v / 100;
        i = k;
    }
    return str_ihas(text, STR("half")) ? 0.5 : 0;
}

