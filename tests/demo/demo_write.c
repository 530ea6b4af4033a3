/* demo_write.c - tries the generator before there is an application:
 *
 *     demo_write DIR [accounts [months [seed [responses [events]]]]]      0 = default
 */
#include <stdio.h>

#include "base/log.h"
#include "base/str.h"
#include "demo/demo.h"

int main(int argc, char **argv)
{
    DemoOptions o = { 0 };
    int64_t *field[] = { &o.accounts, &o.months, &o.seed, &o.responses, &o.events };
    Err err;
    bool good = argc >= 2 && argc <= 7;
    for (int i = 2; good && i < argc; i++)
        good = str_to_i64(str_of(argv[i]), field[i - 2]);
    if (!good) {
        (void)fprintf(stderr,
                      "usage: demo_write DIR [accounts [months [seed [responses [events]]]]]\n");
        return status_exit(ST_USAGE);
    }
    int64_t from = clock_ms();
    Status st = demo_write(argv[1], &o, NULL, &err);
    if (st) {
        (void)fprintf(stderr, "demo_write: %s\n", err.msg);
        return status_exit(st);
    }
    (void)fprintf(stderr, "written in %lld ms\n", (long long)(clock_ms() - from));
    return 0;
}
