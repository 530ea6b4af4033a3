/* client.h - the smallest HTTP client: one request a connection, over loopback, nothing hidden. */
#ifndef TL_TESTS_SERVE_CLIENT_H
#define TL_TESTS_SERVE_CLIENT_H

#include "base/str.h"

typedef struct Reply {
    int status;                  /* 0: no answer */
    Str head, body;
} Reply;

/* `more`: further header lines, each with its "\r\n"; host NULL: none is sent. */
typedef struct Ask {
    const char *method, *target, *host, *more;
} Ask;

Reply client_ask(int port, const Ask *ask, Arena *a);
Reply client_raw(int port, Str bytes, Arena *a);
Str   reply_header(const Reply *r, const char *name);    /* "" when absent */

#endif
