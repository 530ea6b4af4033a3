#include "base/log.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <time.h>

static atomic_int most = LOG_WARN;

void log_level(LogLevel most_detailed)
{
    atomic_store(&most, (int)most_detailed);
}

void log_event(LogLevel level, const char *event, const char *fmt, ...)
{
    static const char *const name[] = { "error", "warn", "info", "debug" };
    char line[1024];
    va_list ap;
    if ((int)level > atomic_load(&most))
        return;
    va_start(ap, fmt);
    (void)vsnprintf(line, sizeof line, fmt, ap);
    va_end(ap);
    (void)fprintf(stderr, "level=%s event=%s %s\n", name[level], event, line);
}

int64_t clock_ms(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}
