#include "text/city.h"

#include "base/attr.h"
#include "text/fold.h"

/* The town's own name first; all as city_key() spells them. */
static const char *const cities[] = {
    "munchen|munich|monaco di baviera|monaco", "koln|cologne|colonia", "nurnberg|nuremberg|nuremburg", "hannover|hanover", "wien|vienna|vienne|becs",
    "zurich|zurigo", "geneve|geneva|genf|ginevra", "basel|bale|basle|basilea", "bern|berne|berna", "luzern|lucerne|lucerna", "milano|milan|mailand",
    "torino|turin", "roma|rome|rom", "firenze|florence|florenz", "venezia|venice|venedig", "napoli|naples|neapel", "genova|genoa|genua",
    "padova|padua", "praha|pragu|prag", "plzen|pilsen", "brno|brunn", "bruxelles|brussel|brussels|brussl", "antwerpen|antwerp|anvers",
    "gent|ghent|gand", "brugge|bruges", "liege|luttich|luik", "den haag|the hagu|la haye", "lisboa|lisbon|lissabon|lisbonne", "porto|oporto",
    "sevilla|seville", "zaragoza|saragossa", "kobenhavn|copenhagen|kopenhagen|copenhagu", "goteborg|gothenburg", "helsinki|helsingfors", "turku|abo",
    "warszawa|warsaw|warschau|varsovie", "krakow|cracow|krakau|cracovie", "wroclaw|breslau", "gdansk|danzig", "poznan|posen",
    "moskva|moscow|moskau|moscou", "sankt peterburg|saint petersburg|st petersburg|sankt petersburg", "kyiv|kiev|kiew", "lviv|lvov|lemberg",
    "bucuresti|bucharest|bukarest|bucarest", "budapest", "beograd|belgrade|belgrad", "sofiya|sofia", "zagreb|agram", "ljubljana|laibach",
    "bratislava|pressburg|pozsony", "athina|athens|athen|athenes", "thessaloniki|saloniki", "istanbul|konstantinopel", "izmir|smyrna",
    "strasbourg|strassburg|strasburg", "nice|nizza", "lyon|lyons", "marseille|marseilles", "luxembourg|luxemburg|letzeburg", "london|londres|londra",
    "edinburgh|edimbourg", "dublin|baile atha cliath", "new york|new york city|nyc", "tokyo|tokio", "beijing|peking|pekin", "guangzhou|canton|kanton",
    "mumbai|bombay", "chennai|madras", "kolkata|calcutta|kalkutta", "bengaluru|bangalore", "al qahira|cairo|kairo|le caire",
    "ciudad de mexico|mexico city|mexico|mexiko stadt", "vilnius|wilna", "riga", "tallinn|reval",
};

static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c & 0x80); }

/* Folded words of letters one blank apart, up to a bracket, comma or stroke; e behind a, o, u left out as in company names. */
static Str plain_city(Arena *a, Str text)
{
    Str f = text_fold(a, text);
    char *to = arena_alloc(a, f.n + 1, 1);
    size_t n = 0;
    for (size_t i = 0; i < f.n; i++) {
        char c = f.p[i], before = n ? to[n - 1] : ' ';
        if (n && (c == '(' || c == ',' || c == '/'))
            break;
        if (c == 'e' && (before == 'a' || before == 'o' || before == 'u'))
            continue;
        if (is_letter(c))
            to[n++] = c;
        else if (c != '\'' && n && before != ' ')
            to[n++] = ' ';
    }
    while (n && to[n - 1] == ' ')
        n--;
    to[n] = 0;
    return (Str){ to, n };
}

Str city_key(Arena *a, Str text)
{
    Str c = plain_city(a, text);
    /* "D-80331 München", "CH 8001 Zürich": the country's letters in front of a number. */
    size_t digit = 0;
    while (digit < text.n && !(text.p[digit] >= '0' && text.p[digit] <= '9'))
        digit++;
    enum { COUNTRY_LETTERS = 3 };
    if (digit && digit < text.n && digit <= COUNTRY_LETTERS && memchr(c.p, ' ', c.n))
        (void)str_cut(&c, ' ');
    for (size_t i = 0; i < COUNT_OF(cities); i++) {
        Str rest = str_of(cities[i]), own = str_cut(&rest, '|');
        while (rest.n)
            if (str_eq(str_cut(&rest, '|'), c))
                return own;
    }
    return c;
}

bool city_same(Str a, Str b)
{
    Str s = a.n < b.n ? a : b, l = a.n < b.n ? b : a;
    return s.n && str_starts(l, s) && (s.n == l.n || l.p[s.n] == ' ');
}
