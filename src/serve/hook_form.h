/* hook_form.h - application/x-www-form-urlencoded, as one sender of webhooks posts it. */
#ifndef TL_SERVE_HOOK_FORM_H
#define TL_SERVE_HOOK_FORM_H

#include "base/arena.h"
#include "base/str.h"

bool form_is(Str content_type);

/* The field's value, decoded; false: not there, or a broken escape. */
bool form_field(Str body, Str name, Arena *a, Str *out);

#endif
