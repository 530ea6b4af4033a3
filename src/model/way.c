#include "model/way.h"

static const struct { const char *name, *said; bool numbers; } ways[] = {
    [WAY_NONE] = { "", "", false },
    [WAY_DAY_FIRST] = { "dmy", "day-first", false },
    [WAY_MONTH_FIRST] = { "mdy", "month-first", false },
    [WAY_POINT] = { "point", "point", true },
    [WAY_COMMA] = { "comma", "comma", true },
};

Way way_of(Str word)
{
    for (Way w = WAY_DAY_FIRST; w <= WAY_COMMA; w++)
        if (str_eq(word, str_of(ways[w].name)) || str_eq(word, str_of(ways[w].said)))
            return w;
    return WAY_NONE;
}

const char *way_name(Way w) { return ways[w].name; }
const char *way_said(Way w) { return ways[w].said; }
bool way_numbers(Way w) { return ways[w].numbers; }
bool way_answers(Way w, Str about) { return w && ways[w].numbers == str_eq(about, STR("numbers")); }
const char *way_both(Str about) { return str_eq(about, STR("numbers")) ? "point (or comma)" : "day-first (or month-first)"; }
