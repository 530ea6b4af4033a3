/* listen.h - an address in words, and the socket that listens there.
 *
 * "HOST:PORT", "[IPv6]:PORT" or ":PORT" (loopback); a host without a port gets 8080; port 0 is a free one.
 * Host is an address or "localhost"; other names are not looked up.
 */
#ifndef TL_SERVE_LISTEN_H
#define TL_SERVE_LISTEN_H

#include <stdbool.h>

#include "base/status.h"
#include "base/str.h"

typedef struct Listening {
    int  socket;
    bool loopback;
    char address[96];            /* "http://127.0.0.1:8080/" */
} Listening;

MUST_USE Status listen_at(const char *where, Listening *out, Err *err);

#endif
