/* Oracles: (1) any bytes taken for gzip or Zstandard give the same text and the same verdict, however small the
 * pieces they are read in; (2) round trip: the input packed, in two streams one behind the other, is the
 * input again, and every cut of the packed bytes is refused. */
#include <stdlib.h>
#include <zlib.h>
#include <zstd.h>

#include "base/buf.h"
#include "fuzz/fuzz.h"
#include "fuzz/memory.h"
#include "read/raw.h"

enum { TEXT_MAX = 1 << 22 };

static Status unpack(Str packed, StepKind kind, size_t room, Buf *out)
{
    static char block[1 << 16];
    Arena a;
    Err err;
    Raw *r;
    const char *refused;
    MemoryFile m = memory_file(packed);
    arena_init(&a);
    Status st = raw_open(&(Place){ .path = m.path, .step = { { kind, 0 } }, .n = 1 }, &a, &r, &refused, &err);
    for (size_t got = 1; !st && got && !out->over;) {
        st = raw_read(r, block, room, &got, &err);
        if (!st)
            buf_put(out, (Str){ block, got });
    }
    arena_release(&a);
    close(m.fd);
    return st;
}

static void pack_gzip(Str s, Buf *out)
{
    uint8_t to[8192];
    z_stream z = { 0 };
    if (deflateInit2(&z, 1, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        bug("no deflate");
    union { const char *in; Bytef *out; } same = { s.p };
    z.next_in = same.out;
    z.avail_in = (uInt)s.n;
    z.next_out = to;
    z.avail_out = sizeof to;
    if (deflate(&z, Z_FINISH) != Z_STREAM_END)
        bug("deflate does not end");
    buf_put(out, (Str){ (char *)to, sizeof to - z.avail_out });
    (void)deflateEnd(&z);
}

static void pack_zstd(Str s, Buf *out)
{
    char to[8192];
    buf_put(out, (Str){ to, ZSTD_compress(to, sizeof to, s.p, s.n, 1) });
}

static void any_bytes(Str s, StepKind kind)
{
    Buf x, y;
    buf_init(&x, TEXT_MAX);
    buf_init(&y, TEXT_MAX);
    Status big = unpack(s, kind, 1 << 16, &x), small = unpack(s, kind, 7, &y);
    if (!x.over && !y.over && big != small)
        bug("the pieces decide whether it is read");
    if (!big && !x.over && !str_eq(buf_str(&x), buf_str(&y)))
        bug("the pieces decide what is read");
    buf_release(&x);
    buf_release(&y);
}

static void round_trip(Str s, StepKind kind)
{
    Buf packed, out;
    size_t half = s.n / 3;
    buf_init(&packed, TEXT_MAX);
    buf_init(&out, TEXT_MAX);
    void (*pack)(Str, Buf *) = kind == STEP_GZIP ? pack_gzip : pack_zstd;
    pack(str_sub(s, 0, half), &packed);
    pack(str_sub(s, half, s.n), &packed);
    if (unpack(buf_str(&packed), kind, 1 << 16, &out) || !str_eq(buf_str(&out), s))
        bug("packed and unpacked is something else");
    buf_clear(&out);
    if (!unpack(str_sub(buf_str(&packed), 0, packed.n - 1), kind, 1 << 16, &out))
        bug("a cut file is read as if it were whole");
    buf_release(&packed);
    buf_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Str s = { (const char *)data, size };
    if (size > 4096)
        return 0;
    for (StepKind k = STEP_GZIP; k <= STEP_ZSTD; k++) {
        any_bytes(s, k);
        round_trip(s, k);
    }
    return 0;
}
