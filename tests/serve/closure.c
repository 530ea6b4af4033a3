#include "serve/schema.h"
#include "tests/serve/closure.h"

Str closure_of(const char *name, Arena *a)
{
    Buf b;
    JsonOut j;
    buf_init(&b, 1 << 20);
    json_init(&j, &b);
    json_object(&j, NULL);
    schema_closure(&j, name);
    json_end(&j);
    Str s = str_dup(a, buf_str(&b));
    buf_release(&b);
    return s;
}
