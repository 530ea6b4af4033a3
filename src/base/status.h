/* status.h - the one list of ways an operation can fail.
 *
 * Every fallible function returns Status (ST_OK is 0) and takes `Err *err` as
 * its last argument.  The function that first sees the failure writes *err;
 * callers above it return the code unchanged and may add context with
 * err_context().  On success *err is not touched.  `err` is never NULL.
 *
 * A wrong row in an imported file is not an Err: it is data, and goes to the
 * import's issue table.
 */
#ifndef TL_BASE_STATUS_H
#define TL_BASE_STATUS_H

#include "base/attr.h"

/* Exit codes are the command line's contract: 0 done, 1 failed, 2 usage (3, done with quarantined rows, is
 * no failure and is decided in app/).
 *      name         exit  http  text */
#define STATUS_LIST(X) \
    X(OK,            0,    200,  "ok")                    \
    X(USAGE,         2,    400,  "usage error")           \
    X(INVALID,       1,    422,  "invalid data")          \
    X(NOT_FOUND,     1,    404,  "not found")             \
    X(CONFLICT,      1,    409,  "conflict")              \
    X(FORBIDDEN,     1,    403,  "not permitted")         \
    X(TOO_BIG,       1,    413,  "over a limit")          \
    X(NUMERIC,       1,    422,  "not computable")        \
    X(IO,            1,    500,  "input/output failure")  \
    X(DB,            1,    500,  "database failure")      \
    X(BUSY,          1,    503,  "try again later")       \
    X(FULL,          1,    507,  "the disk is full")

typedef enum Status {
#define X(name, exit_code, http_code, text) ST_##name,
    STATUS_LIST(X)
#undef X
    ST_COUNT_
} Status;

typedef struct Err {
    Status      code;
    const char *file;      /* where it was first set; static storage */
    int         line;
    char        msg[240];  /* "cannot open 'x.csv': No such file" - no capital, no full stop */
} Err;

/* Fill *err and return `code`, so that a failure is one statement:
 *     return ERR(err, ST_IO, "cannot open '%s': %s", path, strerror(errno)); */
#define ERR(err, code, ...) err_set((err), (code), __FILE__, __LINE__, __VA_ARGS__)

Status err_set(Err *err, Status code, const char *file, int line, const char *fmt, ...)
    PRINTF_LIKE(5, 6);

/* Put "what: " before the message; the code and origin stay. */
void err_context(Err *err, const char *fmt, ...) PRINTF_LIKE(2, 3);

int         status_exit(Status s);
int         status_http(Status s);
const char *status_text(Status s);

/* A broken invariant or exhausted memory: say so and abort.  Never for bad input. */
NORETURN void bug(const char *fmt, ...) PRINTF_LIKE(1, 2);

#endif
