/* names.h - the word lists of the made-up world: countries, cities, people, companies.
 *
 * A country speaks one of the language groups; the group brings surnames (which also serve as
 * stems of company names), first names and the twenty words companies put behind (or in front
 * of) the stem.  Word i means the same trade in every group, so it decides the industry too.
 * In masks `#` stands for a digit and `@` for a capital letter.
 */
#ifndef TL_DEMO_NAMES_H
#define TL_DEMO_NAMES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

enum { N_COUNTRY = 12, N_TRADE = 20, N_CITY = 7, N_GROUP = 8 };
typedef enum Region {
    REGION_DACH,
    REGION_WEST,
    REGION_SOUTH,
    REGION_NORTH,
    REGION_AMERICAS
} Region;
typedef enum Country { DE, AT, CH, FR, BE, NL, IT, ES, UK, SE, PL, US } Country;
typedef enum Lang { LANG_EN, LANG_DE, LANG_FR } Lang;

typedef struct Words {
    const char *const *w;
    size_t n;
} Words;

typedef struct Group {
    Words surname, first;
    const char *trade[N_TRADE];
    bool trade_first; /* "Officine Rossi", not "Rossi Officine" */
} Group;

typedef struct City {
    const char *name, *code; /* code: mask of the postal code */
} City;

typedef struct CountryInfo {
    const char *iso, *name, *german, *tld, *phone, *depot;
    const char *legal[4];
    City city[N_CITY];
    double share;    /* of the accounts */
    double late_off; /* added to the probability of a late delivery */
    Region region;
    int group;
    Lang lang; /* besides English */
} CountryInfo;

extern const CountryInfo demo_country[N_COUNTRY];
extern const Group demo_group[N_GROUP];
extern const Words demo_brand; /* invented stems of no language */
extern const char *const demo_industry[N_TRADE];
extern const char *const demo_region[5];

/* Letters of Latin scripts to ASCII: Müller to Mueller, Lefèvre to Lefevre. */
void fold_ascii(Buf *b, Str s);
/* A file or host name: folded, lower case, `gap` between words, nothing else. */
void fold_slug(Buf *b, Str s, const char *gap);

#endif
