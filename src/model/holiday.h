/* holiday.h - the days on which a country does not work, and the weeks that are short for them.
 *
 * A week with two public holidays brings two fifths fewer tickets, and nothing has changed.  What is known here needs no
 * data: dates that the law names, computed for any year.  A holiday is a row of holiday.c: fixed (1 May), so many days
 * from Easter Sunday of the western or the orthodox churches, or the first such weekday from a date on (the last Monday of
 * May is the first from the 25th on), with the years it held and how it moves when it meets a weekend.
 * Whole countries only: what a Land, a canton or a state keeps for itself is left out unless nearly all keep it.
 * Sources are named country by country in doc/methods/signals.md.
 *
 * The turn of the year, 24 December to 1 January, is told apart: there firms work at half strength on days no law names.
 * A country that is not known (holiday_known() false) has neither.
 */
#ifndef TL_MODEL_HOLIDAY_H
#define TL_MODEL_HOLIDAY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

enum { HOLIDAYS_MAX = 24, WORK_DAYS = 5 };

/* `country` is an ISO 3166 code of two letters; UK and EL are understood. */
bool   holiday_known(Str country);
size_t holidays_of(Str country, int year, int64_t day[HOLIDAYS_MAX]);   /* in the order of the table; a day may come twice */

/* Of each of `weeks` weeks from Monday `first`: the share of its five days that is a public holiday, and the share
 * that is none but lies between 24 December and 1 January. */
void holiday_weeks(Str country, int64_t first, size_t weeks, double *lost, double *turn);

int64_t easter_western(int year);
int64_t easter_orthodox(int year);

#endif
