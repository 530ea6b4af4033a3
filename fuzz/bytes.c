/* Oracles: whatever a file is written in, what is read is UTF-8 unless the look said that it is damaged; UTF-8 is
 * read as it stands, without its mark; a text of N bytes never becomes more than 3 N + 3; the second reading
 * gives the same; no U+001A that is not a byte of the file. */
#include "base/buf.h"
#include "fuzz/fuzz.h"
#include "fuzz/memory.h"
#include "read/bytes.h"

static void read_all(const char *path, const BytesLook *look, Buf *out)
{
    Arena a;
    Err err;
    Bytes *b;
    arena_init(&a);
    Status st = bytes_open(PLACE_FILE(path), look, &a, &b, &err);
    while (!st && !b->eof)
        st = bytes_more(b, 0, &err);
    if (st)
        bug("%s: %s", look->encoding, err.msg);
    buf_put(out, (Str){ b->buf, b->n });
    arena_release(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena a;
    Err err;
    BytesLook look;
    Buf x, y;
    Str in = { (const char *)data, size };
    if (size > 4096 || !size)
        return 0;
    MemoryFile m = memory_file(in);
    arena_init(&a);
    buf_init(&x, 1 << 20);
    buf_init(&y, 1 << 20);
    if (bytes_look(PLACE_FILE(m.path), &a, &look, &err))
        bug("%s", err.msg);
    read_all(m.path, &look, &x);
    read_all(m.path, &look, &y);
    bool utf8 = str_eq(str_of(look.encoding), STR("UTF-8"));
    if (!str_eq(buf_str(&x), buf_str(&y)))
        bug("%s: another text when it is read again", look.encoding);
    if (!look.damaged && !str_is_utf8(buf_str(&x)))
        bug("%s: what is read is not UTF-8", look.encoding);
    if (utf8 && !look.mended && !str_eq(buf_str(&x), str_sub(in, look.mark, size)))
        bug("UTF-8 has changed");
    if (x.n && memchr(x.p, 0x1A, x.n) && !memchr(data, 0x1A, size))
        bug("%s: bytes that are no character became U+001A", look.encoding);
    if (x.n > 3 * size + 3)
        bug("%s: %zu bytes became %zu", look.encoding, size, x.n);
    buf_release(&x);
    buf_release(&y);
    arena_release(&a);
    close(m.fd);
    return 0;
}
