/* record_key.h - what a CRM's record says of a company beside its name, in one form, so that two systems that write it differently agree.
 *
 * phone    the last nine digits: "+49 (0)732 5505081" and "0732/5505081" end alike; an extension behind "x" is left out
 * post     the country, then letters and digits of the postcode: of the British, Irish and Canadian ones without their last part
 * street   letters and digits, folded, "strasse" and "street" as "str"
 * tax      letters and digits without the country in front, which some systems leave out
 *
 * "" where the text says too little to tell companies apart: seven digits of a telephone number, a postcode and its country, a house
 * number, six characters of a tax number.  Results live in the arena.
 */
#ifndef TL_RESOLVE_RECORD_KEY_H
#define TL_RESOLVE_RECORD_KEY_H

#include "base/arena.h"
#include "base/str.h"

Str record_phone(Str said, Arena *a);
Str record_post(Str said, Str country, Arena *a);
Str record_street(Str said, Arena *a);
Str record_tax(Str said, Arena *a);

#endif
