#include "read/bytes.h"

#include <stdio.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <xxhash.h>

enum { BLOCK = 1 << 20, RAW_BLOCK = 1 << 18, PIVOT = 1 << 14, SAMPLE = 1 << 16 };

/* What the first pass counts. */
typedef struct Tally {
    int64_t nul, control, multi, broken, undefined, mac_quote, even_nul, odd_nul;
    int     want;          /* continuation bytes still due */
    uint8_t lo, hi;        /* range of the next one */
    uint8_t last;          /* previous byte, across blocks */
    uint8_t before_last;
} Tally;

static bool letter(uint8_t c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }

/* The byte that starts a sequence decides how many follow and the range of the second (no overlongs,
 * no surrogates, nothing past U+10FFFF). */
static void tally_lead(Tally *t, uint8_t c)
{
    t->lo = 0x80;
    t->hi = 0xBF;
    if (c < 0x80) {
        t->want = 0;
    } else if (c >= 0xC2 && c <= 0xDF) {
        t->want = 1;
    } else if (c >= 0xE0 && c <= 0xEF) {
        t->want = 2;
        t->lo = c == 0xE0 ? 0xA0 : 0x80;
        t->hi = c == 0xED ? 0x9F : 0xBF;
    } else if (c >= 0xF0 && c <= 0xF4) {
        t->want = 3;
        t->lo = c == 0xF0 ? 0x90 : 0x80;
        t->hi = c == 0xF4 ? 0x8F : 0xBF;
    } else {
        t->broken++;
    }
}

static void tally_high(Tally *t, uint8_t c)
{
    if (t->want) {
        if (c >= t->lo && c <= t->hi) {
            t->lo = 0x80;
            t->hi = 0xBF;
            if (--t->want == 0)
                t->multi++;
            return;
        }
        t->broken++;
        t->want = 0;
    }
    tally_lead(t, c);
}

static void tally_byte(Tally *t, uint8_t c, bool odd)
{
    if (c >= 0x80 || t->want)
        tally_high(t, c);
    if (c == 0) {
        t->nul++;
        *(odd ? &t->odd_nul : &t->even_nul) += 1;
    } else if (c < 32 && !(c >= '\t' && c <= '\r') && c != 0x1B) {
        t->control++;
    }
    if (c == 0x81 || c == 0x8D || c == 0x8F || c == 0x90 || c == 0x9D)
        t->undefined++;
    if (letter(c) && t->last == 0xD5 && letter(t->before_last))
        t->mac_quote++;
    t->before_last = t->last;
    t->last = c;
}

/* Eight plain bytes at a time: no high bit, and none below a space.  The second test borrows across
 * bytes only above a byte that is below a space, so it never misses one. */
static bool plain8(const uint8_t *p)
{
    uint64_t w;
    memcpy(&w, p, sizeof w);
    uint64_t high = UINT64_C(0x8080808080808080);
    return ((w | (w - UINT64_C(0x2020202020202020))) & high) == 0;
}

static void tally_block(Tally *t, const uint8_t *p, size_t n, bool odd_start)
{
    size_t i = 0;
    while (i < n) {
        if (i + 8 <= n && !t->want && t->last < 0x80 && plain8(p + i)) {
            t->before_last = p[i + 6];
            t->last = p[i + 7];
            i += 8;
            continue;
        }
        tally_byte(t, p[i], (i & 1) != odd_start);
        i++;
    }
}

static void name_encoding(BytesLook *out, const char *name, size_t mark)
{
    (void)snprintf(out->encoding, sizeof out->encoding, "%s", name);
    out->mark = mark;
}

static void ask_icu(BytesLook *out, Str sample)
{
    UErrorCode e = U_ZERO_ERROR;
    UCharsetDetector *d = ucsdet_open(&e);
    if (U_FAILURE(e))
        return;
    ucsdet_setText(d, sample.p, (int32_t)sample.n, &e);
    const UCharsetMatch *m = ucsdet_detect(d, &e);
    const char *name = m ? ucsdet_getName(m, &e) : NULL;
    if (U_SUCCESS(e) && name && strcmp(name, "UTF-8") != 0)
        name_encoding(out, name, 0);
    ucsdet_close(d);
}

static void decide(BytesLook *out, const Tally *t, Str sample)
{
    const unsigned char *p = (const unsigned char *)sample.p;
    int64_t half = (int64_t)(out->size / 2);
    Str body = str_trim(sample);
    bool json = body.n && (body.p[0] == '{' || body.p[0] == '[');
    name_encoding(out, "windows-1252", 0);
    if (sample.n >= 2 && p[0] == 0xFF && p[1] == 0xFE)
        name_encoding(out, "UTF-16LE", 2);
    else if (sample.n >= 2 && p[0] == 0xFE && p[1] == 0xFF)
        name_encoding(out, "UTF-16BE", 2);
    else if (t->odd_nul * 10 > half * 4 && t->even_nul * 10 < half)
        name_encoding(out, "UTF-16LE", 0);
    else if (t->even_nul * 10 > half * 4 && t->odd_nul * 10 < half)
        name_encoding(out, "UTF-16BE", 0);
    else if (sample.n >= 3 && memcmp(p, "\xEF\xBB\xBF", 3) == 0)
        name_encoding(out, "UTF-8", 3);
    else if (!t->broken || json || t->multi > t->broken)
        name_encoding(out, "UTF-8", 0);
    else if (t->mac_quote)
        name_encoding(out, "macintosh", 0);
    else if (t->undefined)
        ask_icu(out, sample);
    bool wide = strncmp(out->encoding, "UTF-16", 6) == 0;
    out->damaged = !wide && (t->nul || (strcmp(out->encoding, "UTF-8") == 0 && t->broken));
    if (!wide && (t->nul || t->control) && (t->nul + t->control) * 500 > out->size)
        out->skip = "not a text file (binary)";
}

static Status look_blocks(Raw *raw, BytesLook *out, uint8_t *block, XXH3_state_t *x, Err *err)
{
    Tally t = { 0 };
    Str sample = { (const char *)block + BLOCK, 0 };
    for (;;) {
        size_t n;
        Status st = raw_read(raw, block, BLOCK, &n, err);
        if (st)
            return st;
        if (n == 0)
            break;
        if (out->size == 0) {
            sample.n = n < SAMPLE ? n : SAMPLE;
            memcpy(block + BLOCK, block, sample.n);
            memcpy(out->magic, block, n < sizeof out->magic ? n : sizeof out->magic);
        }
        (void)XXH3_128bits_update(x, block, n);
        tally_block(&t, block, n, out->size & 1);
        out->size += (int64_t)n;
    }
    if (t.want)
        t.broken++;
    XXH128_hash_t h = XXH3_128bits_digest(x);
    (void)snprintf(out->hash, sizeof out->hash, "%016llx%016llx", (unsigned long long)h.high64, (unsigned long long)h.low64);
    if (out->size == 0)
        out->skip = "empty";
    else
        decide(out, &t, sample);
    return ST_OK;
}

Status bytes_look(const Place *place, Arena *a, BytesLook *out, Err *err)
{
    Raw *raw;
    *out = (BytesLook){ 0 };
    ArenaMark m = arena_mark(a);
    Status st = raw_open(place, a, &raw, &out->skip, err);
    if (!st && !out->skip) {
        XXH3_state_t *x = XXH3_createState();
        if (!x || XXH3_128bits_reset(x) != XXH_OK)
            bug("bytes_look: no memory for a hash");
        st = look_blocks(raw, out, arena_alloc(a, BLOCK + SAMPLE, 8), x, err);
        (void)XXH3_freeState(x);
    }
    arena_rewind(a, m);
    return st;
}

struct BytesCoder {
    UConverter *from, *to;
    char       *raw;
    size_t      raw_n;
    UChar      *pivot, *pivot_source, *pivot_target;
    bool        started, raw_eof;
};

static void coder_close(void *p)
{
    BytesCoder *c = p;
    ucnv_close(c->from);
    ucnv_close(c->to);
}

static Status coder_open(const char *encoding, Arena *a, BytesCoder **out, Err *err)
{
    UErrorCode e = U_ZERO_ERROR;
    BytesCoder *c = ARENA_NEW(a, BytesCoder);
    c->from = ucnv_open(encoding, &e);
    c->to = ucnv_open("UTF-8", &e);
    if (U_FAILURE(e)) {
        coder_close(c);
        return ERR(err, ST_INVALID, "no converter for the encoding '%s'", encoding);
    }
    arena_defer(a, coder_close, c);
    c->raw = arena_alloc(a, RAW_BLOCK, 1);
    c->pivot = ARENA_NEW_N(a, UChar, PIVOT);
    c->pivot_source = c->pivot_target = c->pivot;
    *out = c;
    return ST_OK;
}

/* The byte order mark is no text. */
static Status skip_mark(Bytes *b, size_t mark, Err *err)
{
    char skipped[8];
    Status st = ST_OK;
    for (size_t got = 1; mark && got && !st; mark -= got)
        st = raw_read(b->raw, skipped, mark, &got, err);
    return st;
}

Status bytes_open(const Place *place, const BytesLook *look, Arena *a, Bytes **out, Err *err)
{
    const char *refused;
    Bytes *b = ARENA_NEW(a, Bytes);
    *b = (Bytes){ .path = place->path, .a = a, .damaged = look->damaged };
    Status st = raw_open(place, a, &b->raw, &refused, err);
    if (!st && refused)
        st = ERR(err, ST_INVALID, "'%s' is %s", place->path, refused);
    if (!st)
        st = skip_mark(b, look->mark, err);
    if (!st && strcmp(look->encoding, "UTF-8") != 0)
        st = coder_open(look->encoding, a, &b->coder, err);
    if (st)
        return st;
    b->cap = 2 * BLOCK;
    b->buf = arena_alloc(a, b->cap, 1);
    *out = b;
    return ST_OK;
}

/* Fills the raw buffer, converts what it can and keeps the rest for the next call. */
static Status convert_some(Bytes *b, Err *err)
{
    BytesCoder *c = b->coder;
    size_t got = 0;
    if (!c->raw_eof) {
        Status st = raw_read(b->raw, c->raw + c->raw_n, RAW_BLOCK - c->raw_n, &got, err);
        if (st)
            return st;
        c->raw_eof = got == 0;
    }
    c->raw_n += got;
    char *to = b->buf + b->n;
    const char *from = c->raw;
    UErrorCode e = U_ZERO_ERROR;
    ucnv_convertEx(c->to, c->from, &to, b->buf + b->cap, &from, c->raw + c->raw_n, c->pivot, &c->pivot_source,
                   &c->pivot_target, c->pivot + PIVOT, !c->started, c->raw_eof, &e);
    c->started = true;
    b->n = (size_t)(to - b->buf);
    c->raw_n -= (size_t)(from - c->raw);
    memmove(c->raw, from, c->raw_n);
    if (U_FAILURE(e) && e != U_BUFFER_OVERFLOW_ERROR)
        return ERR(err, ST_INVALID, "cannot convert '%s' to UTF-8: %s", b->path, u_errorName(e));
    b->eof = c->raw_eof && e != U_BUFFER_OVERFLOW_ERROR;
    return ST_OK;
}

Status bytes_more(Bytes *b, size_t drop, Err *err)
{
    b->n -= drop;
    memmove(b->buf, b->buf + drop, b->n);
    if (b->cap - b->n < BLOCK) {
        char *more = arena_alloc(b->a, b->cap * 2, 1);
        memcpy(more, b->buf, b->n);
        b->buf = more;
        b->cap *= 2;
    }
    if (!b->coder) {
        size_t got = 0;
        Status st = raw_read(b->raw, b->buf + b->n, BLOCK, &got, err);
        if (st)
            return st;
        b->n += got;
        b->eof = got == 0;
        return ST_OK;
    }
    size_t before = b->n;
    Status st = ST_OK;
    while (!st && b->n == before && !b->eof)
        st = convert_some(b, err);
    return st;
}
