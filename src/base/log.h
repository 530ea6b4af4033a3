/* log.h - one line an event on stderr: level, event name, logfmt pairs.
 *
 *     log_event(LOG_INFO, "import.done", "file=%lld rows=%zu ms=%lld", ...);
 *
 * Ids and counts only, never personal data or secrets.  Logged at stage boundaries and
 * at the HTTP edge; kernels never log.  The level is set once, in main.
 */
#ifndef TL_BASE_LOG_H
#define TL_BASE_LOG_H

#include <stdint.h>

#include "base/attr.h"

typedef enum LogLevel { LOG_ERROR, LOG_WARN, LOG_INFO, LOG_DEBUG } LogLevel;

void log_level(LogLevel most_detailed);
void log_event(LogLevel level, const char *event, const char *fmt, ...) PRINTF_LIKE(3, 4);

int64_t clock_ms(void);      /* monotonic; for durations in logs and progress, never in results */

#endif
