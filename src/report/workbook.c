#include "report/workbook.h"

#include <stdlib.h>
#include <unistd.h>

#include "report/letters.h"

enum { CELL_UNITS = 32767, WINDOW = 1 << 16 };

const char *workbook_text(Arena *a, Str text)
{
    Buf b;
    size_t units = 0;
    buf_init(&b, 1 << 26);
    text = text_whole(text);
    for (size_t at = 0; at < text.n;) {
        uint32_t c = letter_next(text, &at);
        units += c > 0xFFFF ? 2 : c ? 1 : 0;
        if (units >= CELL_UNITS) {
            buf_puts(&b, "\xE2\x80\xA6");
            break;
        }
        if (c)
            letter_put(&b, c);
    }
    Str out = str_dup(a, buf_str(&b));
    buf_release(&b);
    return out.p;
}

Status workbook_read(int fd, Buf *out, Err *err)
{
    char *bytes = malloc(WINDOW);
    ssize_t n = bytes ? 1 : 0;
    Status st = bytes && lseek(fd, 0, SEEK_SET) == 0 ? ST_OK : ERR(err, ST_IO, "cannot read the workbook");
    while (!st && n > 0) {
        n = read(fd, bytes, WINDOW);
        if (n < 0)
            st = ERR(err, ST_IO, "cannot read the workbook");
        else
            buf_put(out, (Str){ bytes, (size_t)n });
    }
    free(bytes);
    return st;
}
