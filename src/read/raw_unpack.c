/* gzip and Zstandard, several streams in a row included (what `cat a.gz b.gz` and log rotation make). */
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

#include "read/raw_in.h"

enum { PACKED_BLOCK = 1 << 17, WINDOW_LOG = 27 };

/* What both have: the packed bytes not yet used. */
typedef struct Packed {
    Raw    *below;
    uint8_t block[PACKED_BLOCK];
    size_t  at, n;
    bool    eof;
    Meter   meter;
} Packed;

typedef struct Gzip {
    Raw      raw;
    Packed   in;
    z_stream z;
    bool     inside;      /* of a stream; outside, another may start */
    bool     any;
} Gzip;

typedef struct Zstd {
    Raw           raw;
    Packed        in;
    ZSTD_DStream *z;
    bool          inside;
} Zstd;

static Status refill(Packed *p, Err *err)
{
    if (p->at < p->n || p->eof)
        return ST_OK;
    Status st = raw_read(p->below, p->block, sizeof p->block, &p->n, err);
    p->at = 0;
    if (st)
        return st;
    p->eof = p->n == 0;
    p->meter.in += p->n;
    return ST_OK;
}

static Status gave(Packed *p, size_t n, size_t *got, Err *err)
{
    *got += n;
    p->meter.out += n;
    return meter_check(&p->meter, err);
}

/* Between two streams: zero bytes pad, 0x1F starts the next one; anything else would be lost. */
static Status next_stream(Gzip *g, Err *err)
{
    while (g->any && g->in.at < g->in.n && !g->in.block[g->in.at])
        g->in.at++;
    if (g->in.at == g->in.n)
        return ST_OK;                        /* the end, or a block of padding */
    if (g->any && g->in.block[g->in.at] != 0x1F)
        return ERR(err, ST_INVALID, "gzip data is followed by something else");
    g->any = g->inside = true;
    return inflateReset(&g->z) == Z_OK ? ST_OK : ERR(err, ST_INVALID, "gzip data is damaged");
}

static Status gzip_step(Gzip *g, uint8_t *to, size_t room, size_t *got, Err *err)
{
    Packed *p = &g->in;
    size_t have = p->n - p->at;
    g->z.next_in = p->block + p->at;
    g->z.avail_in = (uInt)have;
    g->z.next_out = to;
    g->z.avail_out = (uInt)(room > 1 << 30 ? 1 << 30 : room);
    uInt out = g->z.avail_out;
    int r = inflate(&g->z, Z_NO_FLUSH);
    p->at += have - g->z.avail_in;
    if (r == Z_STREAM_END)
        g->inside = false;
    else if (r != Z_OK && r != Z_BUF_ERROR)
        return ERR(err, ST_INVALID, "gzip data is damaged");
    return gave(p, out - g->z.avail_out, got, err);
}

static Status gzip_read(Raw *self, void *to, size_t room, size_t *got, Err *err)
{
    Gzip *g = (Gzip *)self;
    *got = 0;
    while (!*got) {
        Status st = refill(&g->in, err);
        if (!st && !g->inside)
            st = next_stream(g, err);
        if (st)
            return st;
        if (g->inside)
            st = gzip_step(g, to, room, got, err);
        if (st)
            return st;
        if (g->in.eof && !*got)
            return g->inside || !g->any ? ERR(err, ST_INVALID, "gzip data ends early") : ST_OK;
    }
    return ST_OK;
}

static void gzip_close(void *p) { (void)inflateEnd(&((Gzip *)p)->z); }

Status raw_gzip(Raw *below, Arena *a, Raw **out, Err *err)
{
    Gzip *g = ARENA_NEW(a, Gzip);
    g->raw.read = gzip_read;
    g->in.below = below;
    if (inflateInit2(&g->z, 15 + 16) != Z_OK)
        return ERR(err, ST_BUSY, "no memory to unpack gzip data");
    arena_defer(a, gzip_close, g);
    *out = &g->raw;
    return ST_OK;
}

static Status zstd_read(Raw *self, void *to, size_t room, size_t *got, Err *err)
{
    Zstd *z = (Zstd *)self;
    Packed *p = &z->in;
    *got = 0;
    while (!*got) {
        Status st = refill(p, err);
        if (st)
            return st;
        ZSTD_inBuffer in = { p->block, p->n, p->at };
        ZSTD_outBuffer to_here = { to, room, 0 };
        size_t r = ZSTD_decompressStream(z->z, &to_here, &in);
        if (ZSTD_isError(r))
            return ERR(err, ST_INVALID, "Zstandard data is damaged: %s", ZSTD_getErrorName(r));
        bool moved = in.pos > p->at || to_here.pos;
        p->at = in.pos;
        if (moved)
            z->inside = r != 0;
        st = gave(p, to_here.pos, got, err);
        if (st)
            return st;
        if (p->eof && !to_here.pos)
            return z->inside ? ERR(err, ST_INVALID, "Zstandard data ends early") : ST_OK;
    }
    return ST_OK;
}

static void zstd_close(void *p) { (void)ZSTD_freeDStream(p); }

Status raw_zstd(Raw *below, Arena *a, Raw **out, Err *err)
{
    Zstd *z = ARENA_NEW(a, Zstd);
    z->raw.read = zstd_read;
    z->in.below = below;
    z->inside = true;
    z->z = ZSTD_createDStream();
    if (!z->z)
        return ERR(err, ST_BUSY, "no memory to unpack Zstandard data");
    arena_defer(a, zstd_close, z->z);
    (void)ZSTD_DCtx_setParameter(z->z, ZSTD_d_windowLogMax, WINDOW_LOG);
    *out = &z->raw;
    return ST_OK;
}
