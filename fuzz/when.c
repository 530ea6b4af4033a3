/* Oracles: what was understood, written as ISO, is understood as the same again, under any order; the two
 * orders differ at most by exchanging day and month; the year is within its bounds. */
#include "base/date.h"
#include "base/status.h"
#include "fuzz/fuzz.h"
#include "ingest/when.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const DateOrder orders[] = { DATE_UNKNOWN, DATE_DMY, DATE_MDY };
    Arena a;
    When w[3], again;
    const char *bad[3];
    Str s = { (const char *)data, size };
    arena_init(&a);
    for (int i = 0; i < 3; i++) {
        bad[i] = when_parse(s, orders[i], &w[i]);
        if (bad[i])
            continue;
        Civil c = civil_of_day(w[i].day);
        if (!civil_valid(c) || c.year < 1900 || c.year > 2199)
            bug("a day out of bounds");
        int64_t second = w[i].micros - (w[i].micros % MICROS_PER_SECOND + MICROS_PER_SECOND) % MICROS_PER_SECOND;
        if (civil_of_day(day_of_micros(second)).year < 1900 || civil_of_day(day_of_micros(second)).year > 2199)
            continue;       /* a zone moved it over the edge */
        if (when_parse(micros_iso(&a, second), orders[i], &again) || again.micros != second)
            bug("'%.*s' does not survive being written", STR_ARG(s));
    }
    if (!bad[1] && !bad[2] && w[1].day != w[2].day) {
        Civil x = civil_of_day(w[1].day), y = civil_of_day(w[2].day);
        if (x.year != y.year || x.day != y.month || x.month != y.day || w[1].micros - w[1].day * MICROS_PER_DAY != w[2].micros - w[2].day * MICROS_PER_DAY)
            bug("'%.*s': the orders differ in more than day and month", STR_ARG(s));
        if (!bad[0])
            bug("'%.*s' is two days, but was understood without an order", STR_ARG(s));
    }
    WhenLook l = { 0 };
    DateOrder o;
    when_look(&l, s);
    (void)when_order(&l, &o);
    arena_release(&a);
    return 0;
}
