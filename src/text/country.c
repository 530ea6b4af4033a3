#include "text/country.h"

#include "base/attr.h"
#include "text/fold.h"

// clang-format off
const CountryName country_names[] = {
    { "AT", "a" }, { "BE", "b" }, { "DE", "d|ger|brd" }, { "ES", "e" }, { "FR", "f" }, { "IT", "i" }, { "NL", "holland|the netherlands" },
    { "GB", "uk|u.k.|great britain|england|scotland|wales|northern ireland" },
    { "US", "u.s.|u.s.a.|america|united states of america|vereinigte staaten von amerika|etats-unis d'amerique" }, { "AE", "uae|u.a.e.|emirates|vae" },
    { "BO", "bolivia, plurinational state of" }, { "CD", "dr congo|congo, democratic republic of the|zaire" }, { "CG", "congo" },
    { "CI", "ivory coast|cote d'ivoire|elfenbeinkuste" }, { "CV", "cape verde" }, { "CZ", "czech republic|tschechische republik" },
    { "FM", "micronesia, federated states of" }, { "GR", "hellas|el" }, { "HK", "hong kong|hongkong" }, { "IR", "iran, islamic republic of|persia" },
    { "KP", "korea, democratic people's republic of" },
    { "KR", "korea|korea, republic of|republic of korea|korea, south|korea (south)|s. korea|sudkorea" }, { "LA", "lao people's democratic republic" },
    { "MD", "moldova, republic of|republic of moldova" }, { "MK", "macedonia|mazedonien|fyrom" }, { "MM", "burma|birma" }, { "MO", "macao|macau" },
    { "PS", "palestine, state of" }, { "RU", "russian federation|russische foderation|federation de russie" }, { "SY", "syrian arab republic" },
    { "SZ", "swaziland" }, { "TR", "turkey|turkiye|republic of turkiye" }, { "TW", "taiwan|taiwan, province of china|roc" },
    { "TZ", "tanzania, united republic of" }, { "VE", "venezuela, bolivarian republic of" }, { "VN", "viet nam" },
    { "CN", "pr china|prc|people's republic of china|mainland china" },
};
// clang-format on
const size_t country_n = sizeof country_names / sizeof country_names[0];

Str country_code(Arena *a, Str text)
{
    Str t = text_fold(a, str_trim(text));
    if (!t.n)
        return STR("");
    for (size_t c = 0; c < country_n; c++)
        for (Str rest = str_of(country_names[c].names); rest.n;)
            if (str_eq(str_cut(&rest, '|'), t))
                return str_of(country_names[c].code);
    size_t lo = 0, hi = country_row_n;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        int c = str_cmp(str_of(country_rows[mid].name), t);
        if (!c)
            return str_of(country_rows[mid].code);
        *(c < 0 ? &lo : &hi) = c < 0 ? mid + 1 : mid;
    }
    return STR("");
}
