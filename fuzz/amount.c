/* Oracle: what was understood, written in each common notation, is understood as the same amount again. */
#include <stdio.h>

#include "base/status.h"
#include "fuzz/fuzz.h"
#include "ingest/amount.h"

/* minor units with thousands separators, as in "1.234.567,89". */
static void write_grouped(int64_t minor, char group, char decimal, char *out)
{
    char digits[32];
    uint64_t v = minor < 0 ? 0 - (uint64_t)minor : (uint64_t)minor;
    int n = snprintf(digits, sizeof digits, "%03llu", (unsigned long long)v);
    if (minor < 0)
        *out++ = '-';
    for (int i = 0; i < n; i++) {
        if (i == n - 2)
            *out++ = decimal;
        else if (i && (n - 2 - i) % 3 == 0)
            *out++ = group;
        *out++ = digits[i];
    }
    *out = 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct { char group, decimal; } notation[] = { { ',', '.' }, { '.', ',' }, { ' ', ',' }, { '\'', '.' } };
    Str s = { (const char *)data, size };
    for (int d = DECIMAL_UNKNOWN; d <= DECIMAL_COMMA; d++) {
        int64_t minor, again;
        double f;
        char currency[4], text[64];
        const char *bad = amount_parse(s, (Decimal)d, 2, &minor, currency);
        const char *no_number = number_parse(s, (Decimal)d, &f);
        if (bad)
            continue;
        if (no_number)
            bug("'%.*s' is money but no number", STR_ARG(s));
        for (size_t i = 0; i < COUNT_OF(notation); i++) {
            write_grouped(minor, notation[i].group, notation[i].decimal, text);
            if (amount_parse(str_of(text), (Decimal)d, 2, &again, currency) || again != minor)
                bug("'%.*s' is %lld, but '%s' is not", STR_ARG(s), (long long)minor, text);
        }
    }
    return 0;
}
