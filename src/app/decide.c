/* decide.c - what a person decides, with who and when. */
#include <stdlib.h>

#include "app/command.h"
#include "base/date.h"

Str app_now(Arena *a)
{
    return micros_stamp(a, wall_second());
}

Status app_decide(App *app, Store *s, const Decision *d, int64_t *number, Err *err)
{
    int64_t last;
    const char *user = getenv("USER");
    Status st = store_int(s, SQL_VERDICT_MAX, STORE_NO_ARGS, 0, &last, err);
    if (number)
        *number = last + 1;
    return st ? st
              : store_run(s, SQL_VERDICT_PUT,
                          STORE_ARGS(DB_INT(last + 1), DB_TEXT(str_of(d->stage)), DB_TEXT(str_of(d->what)), DB_TEXT(d->subject),
                                     DB_TEXT(d->object), DB_TEXT(str_of(user ? user : "unknown")), DB_TEXT(STR("command line")),
                                     DB_TEXT(app_now(app->a))),
                          err);
}
