/* country.h - countries as exports write them: ISO codes and common names in several languages. */
#ifndef TL_RESOLVE_COUNTRY_H
#define TL_RESOLVE_COUNTRY_H

#include "base/str.h"

typedef struct CountryName {
    const char *code;
    const char *names; /* folded, separated by '|' */
} CountryName;

extern const CountryName country_names[];
extern const size_t country_n;

#endif
