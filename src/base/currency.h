/* currency.h - how many digits a currency's minor unit has, ISO 4217's 0, 2 or 3 (2 for a code not known), and its sign in English.
 *
 * Signs are those an English reader knows; "$" alone is the US dollar.  Others are written by their code and a space that does not
 * break.  currency_find() reads either from the head of a text: the code, and how many bytes it took (0: there is none).
 */
#ifndef TL_BASE_CURRENCY_H
#define TL_BASE_CURRENCY_H

#include "base/str.h"

typedef struct CurrencyFound {
    Str    code;
    size_t n;
} CurrencyFound;

int currency_digits(Str code);
Str currency_sign(Str code);             /* "€"; "" where it has none */
CurrencyFound currency_find(Str text);

#endif
