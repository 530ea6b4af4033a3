/* decide.c - what a person decides, with who and when. */
#include <stdlib.h>
#include <time.h>

#include "app/command.h"
#include "base/date.h"

Str app_now(Arena *a)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_REALTIME, &t);
    Str iso = micros_iso(a, (int64_t)t.tv_sec * MICROS_PER_SECOND);
    return str_sub(iso, 0, iso.n - 1);
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
