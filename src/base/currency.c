#include "base/currency.h"

#include "base/attr.h"

#define NBSP "\xC2\xA0"

typedef struct Currency {
    Str code, sign;
} Currency;

/* Longer signs before those they end in or begin with. */
static const Currency currencies[] = {
    { STR_INIT("AUD"), STR_INIT("A$") },           { STR_INIT("BRL"), STR_INIT("R$") },
    { STR_INIT("CAD"), STR_INIT("CA$") },          { STR_INIT("CNY"), STR_INIT("CN\xC2\xA5") },
    { STR_INIT("EUR"), STR_INIT("\xE2\x82\xAC") }, { STR_INIT("GBP"), STR_INIT("\xC2\xA3") },
    { STR_INIT("INR"), STR_INIT("\xE2\x82\xB9") }, { STR_INIT("JPY"), STR_INIT("\xC2\xA5") },
    { STR_INIT("KRW"), STR_INIT("\xE2\x82\xA9") }, { STR_INIT("USD"), STR_INIT("$") },
};

int currency_digits(Str code)
{
    static const char *const none = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
    static const char *const three = "BHD IQD JOD KWD LYD OMR TND";
    if (code.n != 3)
        return 2;
    return str_ihas(str_of(none), code) ? 0 : str_ihas(str_of(three), code) ? 3 : 2;
}

Str currency_sign(Str code)
{
    for (size_t i = 0; i < COUNT_OF(currencies); i++)
        if (str_ieq(currencies[i].code, code))
            return currencies[i].sign;
    return STR("");
}

CurrencyFound currency_find(Str text)
{
    for (size_t i = 0; i < COUNT_OF(currencies); i++)
        if (str_starts(text, currencies[i].sign))
            return (CurrencyFound){ currencies[i].code, currencies[i].sign.n };
    size_t letters = 0;
    while (letters < text.n && text.p[letters] >= 'A' && text.p[letters] <= 'Z')
        letters++;
    bool code = letters == 3 && str_starts(str_sub(text, 3, text.n), STR(NBSP));
    return code ? (CurrencyFound){ str_sub(text, 0, 3), 3 + sizeof NBSP - 1 } : (CurrencyFound){ STR(""), 0 };
}
