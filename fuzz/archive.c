/* Oracles: (1) any bytes taken for a zip archive: what can be read is the same when it is read again, and no more
 * than the limits allow; (2) round trip: the input as a member of a hand-written archive is the input again. */
#include "base/buf.h"
#include "fuzz/fuzz.h"
#include "fuzz/memory.h"
#include "read/pack.h"
#include "tests/read/zip_write.h"

enum { TEXT_MAX = 1 << 22 };

static Status read_member(const Archive *z, int64_t i, size_t room, Buf *out)
{
    static char block[1 << 16];
    Arena a;
    Err err;
    Raw *r;
    arena_init(&a);
    Status st = archive_member(z, i, &a, &r, &err);
    for (size_t got = 1; !st && got && !out->over;) {
        st = raw_read(r, block, room, &got, &err);
        if (!st)
            buf_put(out, (Str){ block, got });
    }
    arena_release(&a);
    return st;
}

static void any_bytes(Str s)
{
    Arena a;
    Err err;
    Pack p;
    MemoryFile m = memory_file(s);
    arena_init(&a);
    Status st = pack_look(PLACE_FILE(m.path), &a, &p, &err);
    for (size_t i = 0; !st && p.kind == PACK_ARCHIVE && !p.refused && i < p.archive.n && i < 8; i++) {
        Buf x, y;
        buf_init(&x, TEXT_MAX);
        buf_init(&y, TEXT_MAX);
        Status once = read_member(&p.archive, (int64_t)i, 1 << 16, &x), again = read_member(&p.archive, (int64_t)i, 1 << 16, &y);
        if (once != again || (!once && !str_eq(buf_str(&x), buf_str(&y))))
            bug("a member is not the same when it is read again");
        buf_release(&x);
        buf_release(&y);
    }
    arena_release(&a);
    close(m.fd);
}

static void round_trip(Str s)
{
    Arena a;
    Err err;
    Pack p;
    Buf zip, out;
    ZipPart parts[] = { { "a.csv", s }, { "b/c.csv", STR("x") } };
    buf_init(&zip, TEXT_MAX);
    buf_init(&out, TEXT_MAX);
    zip_write(&zip, parts, COUNT_OF(parts));
    MemoryFile m = memory_file(buf_str(&zip));
    arena_init(&a);
    if (pack_look(PLACE_FILE(m.path), &a, &p, &err) || p.kind != PACK_ARCHIVE || p.archive.n != 2)
        bug("an archive is not known");
    if (read_member(&p.archive, archive_find(&p.archive, STR("A.csv")), 3, &out) || !str_eq(buf_str(&out), s))
        bug("a member is not what was put in");
    arena_release(&a);
    close(m.fd);
    buf_release(&zip);
    buf_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Str s = { (const char *)data, size };
    if (size > 4096)
        return 0;
    any_bytes(s);
    round_trip(s);
    return 0;
}
