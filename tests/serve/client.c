#include "tests/serve/client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/buf.h"

static int connect_to(int port)
{
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr = { htonl(INADDR_LOOPBACK) } };
    struct timeval limit = { .tv_sec = 20 };
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    (void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    if (connect(fd, (const struct sockaddr *)&at, sizeof at)) {
        (void)close(fd);
        return -1;
    }
    return fd;
}

static void split(Str all, Reply *r)
{
    int64_t code = 0;
    const char *gap = memmem(all.p, all.n, "\r\n\r\n", 4);
    r->head = gap ? str_sub(all, 0, (size_t)(gap - all.p) + 2) : all;
    r->body = gap ? str_sub(all, r->head.n + 2, all.n) : STR("");
    if (str_starts(all, STR("HTTP/1.")) && str_to_i64(str_sub(all, 9, 3), &code))
        r->status = (int)code;
}

Reply client_raw(int port, Str bytes, Arena *a)
{
    Reply r = { 0, STR(""), STR("") };
    Buf b;
    char part[65536];
    int fd = connect_to(port);
    if (fd < 0)
        return r;
    buf_init(&b, 64 * 1024 * 1024);
    while (bytes.n) {
        ssize_t n = send(fd, bytes.p, bytes.n, MSG_NOSIGNAL);
        if (n <= 0)
            break;
        bytes = str_sub(bytes, (size_t)n, bytes.n);
    }
    for (ssize_t n; (n = recv(fd, part, sizeof part, 0)) > 0;)
        buf_put(&b, (Str){ part, (size_t)n });
    (void)close(fd);
    split(str_dup(a, buf_str(&b)), &r);
    buf_release(&b);
    return r;
}

Reply client_ask(int port, const Ask *ask, Arena *a)
{
    Buf b;
    buf_init(&b, 1024 * 1024);
    buf_printf(&b, "%s %s HTTP/1.1\r\n", ask->method ? ask->method : "GET", ask->target);
    if (ask->host)
        buf_printf(&b, "Host: %s\r\n", ask->host);
    buf_printf(&b, "Connection: close\r\n%s\r\n", ask->more ? ask->more : "");
    Reply r = client_raw(port, buf_str(&b), a);
    buf_release(&b);
    return r;
}

Str reply_header(const Reply *r, const char *name)
{
    Str rest = r->head;
    while (rest.n) {
        Str value = str_cut(&rest, '\n');
        Str key = str_cut(&value, ':');
        if (str_ieq(key, str_of(name)))
            return str_trim(value);
    }
    return STR("");
}
