#include "base/currency.h"

int currency_digits(Str code)
{
    static const char *const none = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
    static const char *const three = "BHD IQD JOD KWD LYD OMR TND";
    if (code.n != 3)
        return 2;
    return str_ihas(str_of(none), code) ? 0 : str_ihas(str_of(three), code) ? 3 : 2;
}
