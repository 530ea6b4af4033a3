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

/*      name         exit  http  text */
#define STATUS_LIST(X) \
    X(OK,            0,    200,  "ok")                    \
    X(USAGE,         2,    400,  "usage error")           \
    X(INVALID,       65,   422,  "invalid data")          \
    X(NOT_FOUND,     66,   404,  "not found")             \
    X(CONFLICT,      73,   409,  "conflict")              \
    X(FORBIDDEN,     77,   403,  "not permitted")         \
    X(TOO_BIG,       65,   413,  "over a limit")          \
    X(NUMERIC,       65,   422,  "not computable")        \
    X(IO,            74,   500,  "input/output failure")  \
    X(DB,            70,   500,  "database failure")      \
    X(BUSY,          75,   503,  "try again later")

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
