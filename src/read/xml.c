#include "read/xml.h"

#include <expat.h>

#include "model/limits.h"

enum { XML_BLOCK = 1 << 16 };

Str xml_local(const char *name)
{
    Str s = str_of(name);
    const char *colon = memchr(s.p, ':', s.n);
    return colon ? str_of(colon + 1) : s;
}

Str xml_attribute(const char *const *attribute, Str name)
{
    for (size_t i = 0; attribute[i]; i += 2)
        if (str_eq(xml_local(attribute[i]), name))
            return str_of(attribute[i + 1]);
    return (Str){ NULL, 0 };
}

static void refuse(Xml *x, const char *why)
{
    x->refused = why;
    (void)XML_StopParser(x->parser, XML_FALSE);
}

static void XMLCALL on_start(void *ctx, const XML_Char *name, const XML_Char **attribute)
{
    Xml *x = ctx;
    if (x->refused)
        return;
    if (++x->depth > LIMIT_XML_DEPTH)
        refuse(x, "nested too deep");
    else
        x->to.start(x->to.ctx, xml_local(name), (const char *const *)attribute);
}

static void XMLCALL on_end(void *ctx, const XML_Char *name)
{
    Xml *x = ctx;
    x->depth--;
    if (!x->refused)
        x->to.end(x->to.ctx, xml_local(name));
}

static void XMLCALL on_text(void *ctx, const XML_Char *p, int n)
{
    const Xml *x = ctx;
    if (!x->refused && x->to.text)
        x->to.text(x->to.ctx, (Str){ p, (size_t)n });
}

static void XMLCALL on_doctype(void *ctx, const XML_Char *name, const XML_Char *system, const XML_Char *public, int internal)
{
    (void)name, (void)system, (void)public, (void)internal;
    refuse(ctx, "a document type");
}

static void parser_close(void *p) { XML_ParserFree(p); }

Status xml_open(Raw *raw, const XmlHandlers *to, Arena *a, Xml **out, Err *err)
{
    Xml *x = ARENA_NEW(a, Xml);
    *x = (Xml){ .parser = XML_ParserCreate(NULL), .raw = raw, .to = *to };
    if (!x->parser)
        return ERR(err, ST_BUSY, "no memory to read XML");
    arena_defer(a, parser_close, x->parser);
    (void)XML_SetHashSalt(x->parser, 0x7468726f);     /* the same work for the same file */
    XML_SetUserData(x->parser, x);
    XML_SetElementHandler(x->parser, on_start, on_end);
    XML_SetCharacterDataHandler(x->parser, on_text);
    XML_SetStartDoctypeDeclHandler(x->parser, on_doctype);
    *out = x;
    return ST_OK;
}

static Status feed(Xml *x, enum XML_Status *r, Err *err)
{
    size_t got;
    void *block = XML_GetBuffer(x->parser, XML_BLOCK);
    *r = XML_STATUS_ERROR;
    if (!block)
        return ERR(err, ST_BUSY, "no memory to read XML");
    Status st = raw_read(x->raw, block, XML_BLOCK, &got, err);
    if (st)
        return st;
    x->eof = got == 0;
    x->fed += (int64_t)got;
    *r = XML_ParseBuffer(x->parser, (int)got, x->eof);
    /* What is not complete is held: a tag or a comment of any length. */
    if (*r == XML_STATUS_OK && x->fed - XML_GetCurrentByteIndex(x->parser) > LIMIT_LINE)
        return ERR(err, ST_TOO_BIG, "XML with a tag of more than %d MiB", LIMIT_LINE >> 20);
    return ST_OK;
}

Status xml_run(Xml *x, bool *done, Err *err)
{
    *done = false;
    for (;;) {
        enum XML_Status r;
        Status st = ST_OK;
        if (x->paused) {
            x->paused = false;
            r = XML_ResumeParser(x->parser);
        } else if (x->eof) {
            *done = true;
            return ST_OK;
        } else {
            st = feed(x, &r, err);
        }
        if (st)
            return st;
        if (r == XML_STATUS_SUSPENDED)
            return ST_OK;
        if (r == XML_STATUS_ERROR)
            return ERR(err, ST_INVALID, "damaged XML, line %lu: %s", (unsigned long)XML_GetCurrentLineNumber(x->parser),
                       x->refused ? x->refused : XML_ErrorString(XML_GetErrorCode(x->parser)));
    }
}

void xml_pause(Xml *x)
{
    if (XML_StopParser(x->parser, XML_TRUE) == XML_STATUS_OK)
        x->paused = true;
}

Status xml_part(const Archive *z, int64_t part, const XmlHandlers *to, Err *err)
{
    Arena tmp;
    Raw *raw;
    Xml *x;
    bool done;
    arena_init(&tmp);
    Status st = archive_member(z, part, &tmp, &raw, err);
    if (!st)
        st = xml_open(raw, to, &tmp, &x, err);
    if (!st)
        st = xml_run(x, &done, err);
    arena_release(&tmp);
    if (st)
        err_context(err, "%.*s", STR_ARG(z->member[part].name));
    return st;
}
