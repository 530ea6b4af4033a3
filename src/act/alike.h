/* alike.h - how many words two short texts share, endings set aside.
 *
 * Words are runs of ASCII letters of four or more; two are the same when they agree in their first
 * five letters, or entirely
 * when shorter ("deliveries" and "delivery", "late" and "later").
 */
#ifndef TL_ACT_ALIKE_H
#define TL_ACT_ALIKE_H

#include "base/str.h"

size_t words_alike(Str a, Str b);

#endif
