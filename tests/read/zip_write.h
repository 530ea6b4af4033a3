/* zip_write.h - the plainest zip archive, written by hand: an oracle that shares no code with libzip. */
#ifndef TESTS_READ_ZIP_WRITE_H
#define TESTS_READ_ZIP_WRITE_H

#include <zlib.h>

#include "base/buf.h"

typedef struct ZipPart {
    const char *name;
    Str         content;
} ZipPart;

static inline void zip_put(Buf *b, uint32_t v, int bytes)
{
    for (int i = 0; i < bytes; i++)
        buf_putc(b, (char)(v >> 8 * i & 255));
}

/* The fields that both headers of a stored member share, from the version on. */
static inline void zip_put_member(Buf *b, const ZipPart *p)
{
    uint32_t n = (uint32_t)p->content.n;
    zip_put(b, 20, 2);
    zip_put(b, 0, 4);
    zip_put(b, 0x00210000, 4);
    zip_put(b, (uint32_t)crc32(0, (const Bytef *)p->content.p, (uInt)n), 4);
    zip_put(b, n, 4);
    zip_put(b, n, 4);
    zip_put(b, (uint32_t)strlen(p->name), 2);
    zip_put(b, 0, 2);
}

static inline void zip_write(Buf *b, const ZipPart *part, size_t n)
{
    uint32_t at[16], start;
    for (size_t i = 0; i < n; i++) {
        at[i] = (uint32_t)b->n;
        zip_put(b, 0x04034B50, 4);
        zip_put_member(b, &part[i]);
        buf_puts(b, part[i].name);
        buf_put(b, part[i].content);
    }
    start = (uint32_t)b->n;
    for (size_t i = 0; i < n; i++) {
        zip_put(b, 0x02014B50, 4);
        zip_put(b, 20, 2);
        zip_put_member(b, &part[i]);
        zip_put(b, 0, 2);
        zip_put(b, 0, 4);
        zip_put(b, 0, 4);
        zip_put(b, at[i], 4);
        buf_puts(b, part[i].name);
    }
    uint32_t end = (uint32_t)b->n;
    zip_put(b, 0x06054B50, 4);
    zip_put(b, 0, 4);
    zip_put(b, (uint32_t)n, 2);
    zip_put(b, (uint32_t)n, 2);
    zip_put(b, end - start, 4);
    zip_put(b, start, 4);
    zip_put(b, 0, 2);
}

/* A workbook of one sheet, from its XML. */
#define BOOK_RELS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
static inline void zip_book(Buf *b, const char *book_pr, const char *styles, Str shared, Str sheet)
{
    char book[512];
    (void)snprintf(book, sizeof book, "<workbook xmlns:r='" BOOK_RELS "'>%s<sheets><sheet name='S' sheetId='1' r:id='r1'/></sheets></workbook>", book_pr);
    ZipPart parts[] = {
        { "[Content_Types].xml", STR("<Types/>") },
        { "_rels/.rels", STR("<Relationships><Relationship Id='a' Type='" BOOK_RELS "/officeDocument' Target='/xl/workbook.xml'/></Relationships>") },
        { "xl/workbook.xml", str_of(book) },
        { "xl/_rels/workbook.xml.rels",
          STR("<Relationships><Relationship Id='r1' Type='" BOOK_RELS "/worksheet' Target='/xl/worksheets/one.xml'/>"
              "<Relationship Id='r2' Type='" BOOK_RELS "/sharedStrings' Target='sharedStrings.xml'/>"
              "<Relationship Id='r3' Type='" BOOK_RELS "/styles' Target='../xl/styles.xml'/></Relationships>") },
        { "xl/worksheets/one.xml", sheet },
        { "xl/sharedStrings.xml", shared },
        { "xl/styles.xml", str_of(styles) },
    };
    zip_write(b, parts, COUNT_OF(parts));
}

#endif
