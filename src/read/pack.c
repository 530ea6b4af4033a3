#include "read/pack.h"

#include <string.h>

#include "base/attr.h"

enum { HEAD = 512, OLE_ENTRIES = 1 << 14 };

/* A format by the bytes at its start. */
typedef struct Magic {
    Str         bytes;
    size_t      at;
    PackKind    kind;
    bool        data;
    const char *refused;
} Magic;

static const Magic magics[] = {
    { STR_INIT("\x1F\x8B"), 0, PACK_GZIP, true, NULL },
    { STR_INIT("\x28\xB5\x2F\xFD"), 0, PACK_ZSTD, true, NULL },
    { STR_INIT("PK\x03\x04"), 0, PACK_ARCHIVE, true, NULL },
    { STR_INIT("PK\x05\x06"), 0, PACK_ARCHIVE, true, NULL },
    { STR_INIT("PK\x07\x08"), 0, PACK_ARCHIVE, true, NULL },
    { STR_INIT("\xFD" "7zXZ\0"), 0, PACK_PLAIN, true, "compressed by xz: unpack it" },
    { STR_INIT("BZh"), 0, PACK_PLAIN, true, "compressed by bzip2: unpack it" },
    { STR_INIT("\x04\x22\x4D\x18"), 0, PACK_PLAIN, true, "compressed by lz4: unpack it" },
    { STR_INIT("7z\xBC\xAF\x27\x1C"), 0, PACK_PLAIN, true, "a 7z archive: unpack it" },
    { STR_INIT("Rar!\x1A\x07"), 0, PACK_PLAIN, true, "a rar archive: unpack it" },
    { STR_INIT("ustar"), 257, PACK_PLAIN, true, "a tar archive: unpack it" },
    { STR_INIT("%PDF"), 0, PACK_PLAIN, false, "a PDF" },
};

/* An archive by a member that only this kind has. */
typedef struct Office {
    const char *member;
    bool        data;
    const char *refused;
} Office;

static const Office offices[] = {
    { "xl/workbook.bin", true, "a binary workbook (.xlsb): save it as .xlsx or CSV" },
    { "word/document.xml", false, "a Word document" },
    { "ppt/presentation.xml", false, "a presentation" },
    { "META-INF/manifest.xml", true, "an OpenDocument file: save it as .xlsx or CSV" },
    { "META-INF/MANIFEST.MF", false, "a Java archive" },
};

static bool has_wide(Str s, const char *word)
{
    char wide[64];
    size_t n = strlen(word);
    for (size_t i = 0; i < n; i++) {
        wide[2 * i] = word[i];
        wide[2 * i + 1] = 0;
    }
    return memmem(s.p, s.n, wide, 2 * n) != NULL;
}

/* Compound files: a workbook with a password, an older workbook, something else of that time. */
static void name_ole(Str head, Pack *out)
{
    static const struct { const char *entry, *refused; } kinds[] = {
        { "EncryptedPackage", "a workbook with a password: save it without" },
        { "Workbook", "a workbook of the older kind (.xls): save it as .xlsx or CSV" },
        { "Book", "a workbook of the older kind (.xls): save it as .xlsx or CSV" },
        { "WordDocument", "a Word document of the older kind" },
    };
    out->refused = "an Office file of the older kind: save it as .xlsx or CSV";
    out->data = true;
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (has_wide(head, kinds[i].entry)) {
            out->refused = kinds[i].refused;
            return;
        }
}

/* Up to `max` bytes from `from` on. */
static Status read_part(const Place *p, uint64_t from, size_t max, Arena *a, Str *part, const char **refused, Err *err)
{
    Raw *raw;
    Arena tmp;
    size_t n = 0, got = 1;
    char *to = arena_alloc(a, max, 1);
    arena_init(&tmp);
    Status st = raw_open(p, &tmp, &raw, refused, err);
    while (!st && !*refused && got && n < max) {
        st = raw_read(raw, to + n, from && from < max ? (size_t)from : max - n, &got, err);
        if (st)
            break;
        bool skipped = from > 0;
        from -= skipped ? got : 0;
        n += skipped ? 0 : got;
    }
    arena_release(&tmp);
    *part = (Str){ to, n };
    return st;
}

/* The directory of a compound file starts in the sector that its header names. */
static Status look_ole(const Place *p, Str head, Arena *a, Pack *out, Err *err)
{
    uint32_t sector = 0;
    Str entries = STR("");
    unsigned shift = head.n > 31 ? (unsigned char)head.p[30] : 0;
    if (head.n >= 52)
        memcpy(&sector, head.p + 48, sizeof sector);
    Status st = ST_OK;
    if (shift == 9 || shift == 12)
        st = read_part(p, ((uint64_t)sector + 1) << shift, OLE_ENTRIES, a, &entries, &out->refused, err);
    name_ole(entries, out);
    return st;
}

static Status look_archive(const Place *p, Arena *a, Pack *out, Err *err)
{
    Status st = raw_local(p, a, &out->local, err);
    if (!st)
        st = archive_open(out->local, a, &out->archive, err);
    if (st)
        return st;
    for (size_t i = 0; i < COUNT_OF(offices); i++)
        if (archive_find(&out->archive, str_of(offices[i].member)) >= 0) {
            out->refused = offices[i].refused;
            out->data = offices[i].data;
            return ST_OK;
        }
    if (archive_find(&out->archive, STR("[Content_Types].xml")) < 0 && archive_find(&out->archive, STR("xl/workbook.xml")) < 0)
        return ST_OK;
    out->kind = PACK_BOOK;
    return book_read(&out->archive, a, &out->book, err);
}

Status pack_look(const Place *p, Arena *a, Pack *out, Err *err)
{
    Str head;
    *out = (Pack){ 0 };
    Status st = read_part(p, 0, HEAD, a, &head, &out->refused, err);
    if (st || out->refused)
        return st;
    for (size_t i = 0; i < COUNT_OF(magics); i++) {
        const Magic *m = &magics[i];
        if (!str_eq(str_sub(head, m->at, m->bytes.n), m->bytes))
            continue;
        out->kind = m->kind;
        out->refused = m->refused;
        out->data = m->data;
        break;
    }
    if (str_starts(head, STR("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")))
        return look_ole(p, head, a, out, err);
    return out->kind == PACK_ARCHIVE ? look_archive(p, a, out, err) : ST_OK;
}
