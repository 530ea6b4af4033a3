/* setting.h - the assumptions behind the figures: name, default, range, unit and why.
 *
 * Every analysis reads them through store_setting(); pages show them beside what they move.
 */
#ifndef TL_STORE_SETTING_H
#define TL_STORE_SETTING_H

#include <stddef.h>

typedef struct SettingRow {
    const char *name;
    double fallback, low, high;
    const char *unit;
    const char *note;
} SettingRow;

extern const SettingRow setting_rows[];
extern const size_t setting_n;

#endif
