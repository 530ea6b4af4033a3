/* currency.h - how many digits a currency's minor unit has: ISO 4217's 0, 2 or 3; 2 for a code not known. */
#ifndef TL_BASE_CURRENCY_H
#define TL_BASE_CURRENCY_H

#include "base/str.h"

int currency_digits(Str code);

#endif
