#include "text/country.h"

#include "base/attr.h"
#include "text/fold.h"

// clang-format off
const CountryName country_names[] = {
    { "AT", "austria|osterreich|oesterreich|autriche|aut|a" }, { "AU", "australia|aus" },
    { "BE", "belgium|belgien|belgique|belgie|bel|b" },         { "BR", "brazil|brasil|bra" },
    { "CA", "canada|kanada|can" },                             { "CH", "switzerland|schweiz|suisse|svizzera|che" },
    { "CN", "china|chn" },                                     { "CZ", "czechia|czech republic|tschechien|cesko|cze" },
    { "DE", "germany|deutschland|allemagne|germania|alemania|deu|ger|d" },
    { "DK", "denmark|danemark|danmark|dnk" },                  { "ES", "spain|spanien|espagne|espana|esp|e" },
    { "FI", "finland|finnland|suomi|fin" },                    { "FR", "france|frankreich|francia|fra|f" },
    { "GB", "united kingdom|uk|great britain|england|scotland|wales|vereinigtes konigreich|grossbritannien|royaume-uni|gbr" },
    { "HU", "hungary|ungarn|hun" },                            { "IE", "ireland|irland|irl" },
    { "IN", "india|indien|ind" },                              { "IT", "italy|italien|italie|italia|ita|i" },
    { "JP", "japan|jpn" },                                     { "LU", "luxembourg|luxemburg|lux" },
    { "MX", "mexico|mexiko|mex" },                             { "NL", "netherlands|the netherlands|niederlande|pays-bas|nederland|holland|nld" },
    { "NO", "norway|norwegen|norge|nor" },                     { "NZ", "new zealand|nzl" },
    { "PL", "poland|polen|pologne|polska|pol" },               { "PT", "portugal|prt" },
    { "RO", "romania|rumanien|rou" },                          { "SE", "sweden|schweden|suede|sverige|swe" },
    { "SG", "singapore|singapur|sgp" },                        { "SK", "slovakia|slowakei|svk" },
    { "US", "united states|usa|u.s.|u.s.a.|united states of america|vereinigte staaten|etats-unis|america" },
    { "ZA", "south africa|sudafrika|zaf" },
};
// clang-format on
const size_t country_n = sizeof country_names / sizeof country_names[0];

Str country_code(Arena *a, Str text)
{
    Str t = text_fold(a, str_trim(text));
    if (!t.n)
        return STR("");
    for (size_t c = 0; c < country_n; c++) {
        Str rest = str_of(country_names[c].names);
        if (str_ieq(t, str_of(country_names[c].code)))
            return str_of(country_names[c].code);
        while (rest.n)
            if (str_eq(str_cut(&rest, '|'), t))
                return str_of(country_names[c].code);
    }
    return STR("");
}
