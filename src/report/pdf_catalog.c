/* What cairo 1.16 leaves out of a tagged PDF: that it is tagged, its language, and that windows show its title.  It is appended as
 * an update of the catalogue object, the way PDF files are changed (ISO 32000-1, 7.5.6); nothing before it moves.  A later cairo
 * that writes the mark itself is left alone, and so is a file in which the catalogue is not found. */
#include "report/pdf_in.h"

static size_t last_of(Str s, Str part)
{
    for (size_t i = s.n >= part.n ? s.n - part.n + 1 : 0; i-- > 0;)
        if (!memcmp(s.p + i, part.p, part.n))
            return i;
    return SIZE_MAX;
}

/* The whole number behind the last `key`; -1: none. */
static int64_t number_behind(Str s, Str key)
{
    size_t at = last_of(s, key);
    int64_t v = -1;
    if (at == SIZE_MAX)
        return -1;
    Str rest = str_trim(str_sub(s, at + key.n, 24));
    size_t n = 0;
    while (n < rest.n && rest.p[n] >= '0' && rest.p[n] <= '9')
        n++;
    return str_to_i64(str_sub(rest, 0, n), &v) ? v : -1;
}

static void put_lang(Buf *b, Str lang)
{
    buf_puts(b, " /Lang (");
    for (size_t i = 0; i < lang.n; i++)
        if (lang.p[i] == '-' || (lang.p[i] >= 'a' && lang.p[i] <= 'z') || (lang.p[i] >= 'A' && lang.p[i] <= 'Z'))
            buf_putc(b, lang.p[i]);
    buf_puts(b, ")");
}

void pdf_mark(Str lang, Arena *a, Buf *out)
{
    Str file = str_dup(a, buf_str(out));
    int64_t root = number_behind(file, STR("/Root ")), info = number_behind(file, STR("/Info ")), size = number_behind(file, STR("/Size ")),
            xref = number_behind(file, STR("startxref"));
    size_t from = last_of(file, STR("<< /Type /Catalog")), n = 0;
    if (root < 0 || info < 0 || size < 0 || xref < 0 || from == SIZE_MAX)
        return;
    Str dict = str_sub(file, from, file.n);
    while (n < dict.n && !str_starts(str_sub(dict, n, 10), STR(">>\nendobj")))
        n++;
    dict = str_sub(dict, 0, n);
    if (str_has(dict, STR("/MarkInfo")))
        return;
    size_t at = out->n;
    buf_printf(out, "%lld 0 obj\n", (long long)root);
    buf_put(out, dict);
    buf_puts(out, " /MarkInfo << /Marked true >> /ViewerPreferences << /DisplayDocTitle true >>");
    put_lang(out, lang);
    buf_puts(out, "\n>>\nendobj\n");
    size_t table = out->n;
    buf_printf(out, "xref\n%lld 1\n%010zu 00000 n \ntrailer\n<< /Size %lld /Root %lld 0 R /Info %lld 0 R /Prev %lld >>\nstartxref\n%zu\n%%%%EOF\n", (long long)root, at,
               (long long)size, (long long)root, (long long)info, (long long)xref, table);
}
