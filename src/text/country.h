/* country.h - countries as exports write them: ISO codes and common names in several languages. */
#ifndef TL_TEXT_COUNTRY_H
#define TL_TEXT_COUNTRY_H

#include "base/arena.h"
#include "base/str.h"

typedef struct CountryName {
    const char *code;
    const char *names; /* folded, separated by '|' */
} CountryName;

extern const CountryName country_names[];
extern const size_t country_n;

/* ISO 3166 alpha-2 code of a country written as code or name in some languages; "" when unknown. */
Str country_code(Arena *a, Str text);

#endif
