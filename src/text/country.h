/* country.h - countries as exports write them: ISO codes and names in their own and in many other languages.
 *
 * country_rows[] is made at build time from ICU's names of all regions (tools/countc.c); country_names[] holds what people write and CLDR does
 * not: "UK", "Holland", "Korea, Republic of", the letters of number plates.  It is asked first.
 *
 * Oracle  tests/text/t_similar.c: names by hand, and every row of both tables.
 */
#ifndef TL_TEXT_COUNTRY_H
#define TL_TEXT_COUNTRY_H

#include "base/arena.h"
#include "base/str.h"

typedef struct CountryName {
    const char *code;
    const char *names; /* folded, separated by '|' */
} CountryName;

/* In byte order of the folded name, each once. */
typedef struct CountryRow {
    const char *name, *code;
} CountryRow;

extern const CountryRow country_rows[];
extern const size_t country_row_n;
extern const CountryName country_names[];
extern const size_t country_n;

/* ISO 3166 alpha-2 code of a country written as code or name in some languages; "" when unknown. */
Str country_code(Arena *a, Str text);

#endif
