#include "serve/listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/arena.h"
#include "model/limits.h"

enum { PORT_DEFAULT = 8080, PORT_MAX = 65535 };

typedef union Address {
    struct sockaddr     any;
    struct sockaddr_in  v4;
    struct sockaddr_in6 v6;
} Address;

static bool split(Str where, Str *host, Str *port)
{
    if (str_starts(where, STR("["))) {
        Str rest = where;
        *host = str_cut(&rest, ']');
        if (host->n == where.n)
            return false;
        *host = str_sub(*host, 1, host->n - 1);
        *port = str_starts(rest, STR(":")) ? str_sub(rest, 1, rest.n - 1) : STR("");
        return !rest.n || rest.p[0] == ':';
    }
    Str rest = where;
    *host = str_cut(&rest, ':');
    *port = rest;
    return !str_has(rest, STR(":"));
}

static bool parse(const char *where, Address *to, int *port_out)
{
    Str host, port;
    int64_t n = PORT_DEFAULT;
    char text[64];
    if (!split(str_of(where), &host, &port) || (port.n && (!str_to_i64(port, &n) || n < 0 || n > PORT_MAX)) || host.n >= sizeof text)
        return false;
    *to = (Address){ .v4 = { .sin_family = AF_INET } };
    *port_out = (int)n;
    (void)snprintf(text, sizeof text, "%.*s", STR_ARG(!host.n || str_ieq(host, STR("localhost")) ? STR("127.0.0.1") : host));
    if (inet_pton(AF_INET, text, &to->v4.sin_addr) == 1) {
        to->v4.sin_port = htons((uint16_t)n);
        return true;
    }
    *to = (Address){ .v6 = { .sin6_family = AF_INET6, .sin6_port = htons((uint16_t)n) } };
    return inet_pton(AF_INET6, text, &to->v6.sin6_addr) == 1;
}

static bool is_loopback(const Address *a)
{
    if (a->any.sa_family == AF_INET6)
        return IN6_IS_ADDR_LOOPBACK(&a->v6.sin6_addr);
    return ntohl(a->v4.sin_addr.s_addr) >> 24 == 127;
}

static Status failed(int fd, const char *where, int port, Err *err)
{
    int why = errno;
    if (fd >= 0)
        (void)close(fd);
    if (why == EADDRINUSE)
        return ERR(err, ST_BUSY, "port %d is in use by another program; choose another with --listen HOST:PORT", port);
    if (why == EACCES)
        return ERR(err, ST_FORBIDDEN, "port %d needs rights that this user does not have", port);
    if (why == EADDRNOTAVAIL)
        return ERR(err, ST_USAGE, "'%s' is not an address of this machine", where);
    return ERR(err, ST_IO, "cannot listen at '%s': %s", where, strerror(why));
}

static void name_it(const Address *at, Listening *out)
{
    char text[INET6_ADDRSTRLEN] = "";
    bool v6 = at->any.sa_family == AF_INET6;
    (void)inet_ntop(at->any.sa_family, v6 ? (const void *)&at->v6.sin6_addr : (const void *)&at->v4.sin_addr, text, sizeof text);
    (void)snprintf(out->address, sizeof out->address, v6 ? "http://[%s]:%d/" : "http://%s:%d/", text,
                   (int)ntohs(v6 ? at->v6.sin6_port : at->v4.sin_port));
}

Status listen_at(const char *where, Listening *out, Err *err)
{
    Address at;
    int port, on = 1;
    if (!parse(where, &at, &port))
        return ERR(err, ST_USAGE, "'%s' is no address to listen at; HOST:PORT is, such as 127.0.0.1:8080", where);
    socklen_t n = at.any.sa_family == AF_INET6 ? sizeof at.v6 : sizeof at.v4;
    int fd = socket(at.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0)
        return failed(fd, where, port, err);
    (void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(fd, &at.any, n) || listen(fd, LIMIT_BACKLOG) || getsockname(fd, &at.any, &n))
        return failed(fd, where, port, err);
    *out = (Listening){ .socket = fd, .loopback = is_loopback(&at) };
    name_it(&at, out);
    return ST_OK;
}
