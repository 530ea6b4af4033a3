#include "read/bytes.h"

#include <stdio.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <xxhash.h>

#include "base/attr.h"
#include "read/encoding.h"

enum { BLOCK = 1 << 20, RAW_BLOCK = 1 << 18, PIVOT = 1 << 14, SAMPLE = 1 << 16, TWICE = 2 };

/* What the first pass counts. */
typedef struct Tally {
    int64_t nul, control, multi, broken, mac_quote, even_nul, odd_nul, nul4[4];
    uint32_t point;        /* of the sequence that is being read */
    int64_t multi2, broken2;   /* the same, when its characters are taken for bytes: text encoded twice */
    int     want2;
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

/* The byte that windows-1252 has for a character; 0: none above ASCII. */
static uint8_t latin_byte(uint32_t u)
{
    static const uint16_t c1[32] = { 0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,
        0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178 };
    if (u >= 0xA0 && u <= 0xFF)
        return (uint8_t)u;
    for (unsigned i = 0; i < 32; i++)
        if (u == c1[i])
            return (uint8_t)(0x80 + i);
    return 0;
}

/* A whole character above ASCII, as a byte of a text that was encoded twice. */
static void tally_twice(Tally *t, uint32_t u)
{
    uint8_t c = latin_byte(u);
    if (t->want2 && c >= 0x80 && c <= 0xBF) {
        t->multi2 += --t->want2 == 0;
        return;
    }
    t->broken2 += t->want2 > 0;
    t->want2 = c >= 0xC2 && c <= 0xDF ? 1 : c >= 0xE0 && c <= 0xEF ? 2 : c >= 0xF0 && c <= 0xF4 ? 3 : 0;
    t->broken2 += !t->want2;
}

static void tally_high(Tally *t, uint8_t c)
{
    if (t->want) {
        if (c >= t->lo && c <= t->hi) {
            t->lo = 0x80;
            t->hi = 0xBF;
            t->point = t->point << 6 | (c & 63);
            if (--t->want == 0) {
                t->multi++;
                tally_twice(t, t->point);
            }
            return;
        }
        t->broken++;
        t->want = 0;
    }
    tally_lead(t, c);
    t->point = t->want == 1 ? c & 31 : t->want == 2 ? c & 15 : c & 7;
}

static void tally_byte(Tally *t, uint8_t c, size_t at)
{
    if (c >= 0x80 || t->want)
        tally_high(t, c);
    if (c < 0x80 && t->want2) {
        t->broken2++;
        t->want2 = 0;
    }
    if (c == 0) {
        t->nul++;
        *(at & 1 ? &t->odd_nul : &t->even_nul) += 1;
        t->nul4[at & 3]++;
    } else if (c < 32 && !(c >= '\t' && c <= '\r') && c != 0x1B) {
        t->control++;
    }
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

static void tally_block(Tally *t, const uint8_t *p, size_t n, int64_t start)
{
    size_t i = 0;
    while (i < n) {
        if (i + 8 <= n && !t->want && !t->want2 && t->last < 0x80 && plain8(p + i)) {
            t->before_last = p[i + 6];
            t->last = p[i + 7];
            i += 8;
            continue;
        }
        tally_byte(t, p[i], (size_t)start + i);
        i++;
    }
}

static void name_encoding(BytesLook *out, const char *name, size_t mark)
{
    (void)snprintf(out->encoding, sizeof out->encoding, "%s", name);
    out->mark = mark;
}

/* Unicode that says so itself, by a mark or by where its NULs are. */
static bool decide_wide(BytesLook *out, const Tally *t, Str sample)
{
    static const struct { Str mark; const char *name; } marks[] = {
        { STR_INIT("\xFF\xFE\0\0"), "UTF-32LE" }, { STR_INIT("\0\0\xFE\xFF"), "UTF-32BE" }, { STR_INIT("\xFF\xFE"), "UTF-16LE" },
        { STR_INIT("\xFE\xFF"), "UTF-16BE" } };
    int64_t half = out->size / 2, quarter = out->size / 4;
    for (size_t i = 0; i < COUNT_OF(marks); i++)
        if (str_starts(sample, marks[i].mark)) {
            name_encoding(out, marks[i].name, marks[i].mark.n);
            return true;
        }
    bool four = out->size % 4 == 0 && quarter > 0;
    if (four && t->nul4[3] == quarter && t->nul4[2] * 10 > quarter * 9)
        name_encoding(out, "UTF-32LE", 0);
    else if (four && t->nul4[0] == quarter && t->nul4[1] * 10 > quarter * 9)
        name_encoding(out, "UTF-32BE", 0);
    else if (t->odd_nul * 10 > half * 4 && t->even_nul * 10 < half)
        name_encoding(out, "UTF-16LE", 0);
    else if (t->even_nul * 10 > half * 4 && t->odd_nul * 10 < half)
        name_encoding(out, "UTF-16BE", 0);
    else
        return false;
    return true;
}

static void decide(BytesLook *out, const Tally *t, Str sample)
{
    Str body = str_trim(sample);
    bool json = body.n && (body.p[0] == '{' || body.p[0] == '[');
    bool wide = decide_wide(out, t, sample), mark = str_starts(sample, STR("\xEF\xBB\xBF"));
    if (wide)
        return;
    /* The mark is itself a character that is no byte of windows-1252. */
    out->mended = !t->broken && !t->want2 && t->multi2 >= TWICE && t->broken2 == mark;
    name_encoding(out, "UTF-8", mark ? 3 : 0);
    bool utf8 = mark || !t->broken || json || t->multi > t->broken;
    if (!utf8 && t->mac_quote)
        name_encoding(out, "macintosh", 0);
    else if (!utf8)
        encoding_guess(sample, out->encoding, &out->guessed);
    out->broken = utf8 ? t->broken : 0;
    out->damaged = t->nul || out->broken;
    if ((t->nul || t->control) && (t->nul + t->control) * 500 > out->size)
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
        tally_block(&t, block, n, out->size);
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
    bool        started, raw_eof, turned;
};

static void coder_close(void *p)
{
    BytesCoder *c = p;
    ucnv_close(c->from);
    ucnv_close(c->to);
}

/* What is no character of the encoding becomes U+FFFD: ICU's own way makes a control character of a single byte, which no text holds. */
static void unknown(const void *ctx, UConverterToUnicodeArgs *args, const char *bytes, int32_t n, UConverterCallbackReason why, UErrorCode *e)
{
    static const UChar mark = 0xFFFD;
    (void)ctx;
    (void)bytes;
    (void)n;
    if (why > UCNV_IRREGULAR)
        return;
    *e = U_ZERO_ERROR;
    ucnv_cbToUWriteUChars(args, &mark, 1, 0, e);
}

/* Of IBM's tables behind some names (Shift_JIS): three control characters are turned about, 0x7F reads as U+001A. */
static bool is_turned(UConverter *from)
{
    UChar to[2];
    UErrorCode e = U_ZERO_ERROR;
    int32_t n = ucnv_toUChars(from, to, 2, "\x7F", 1, &e);
    ucnv_reset(from);
    return U_SUCCESS(e) && n == 1 && to[0] == 0x1A;
}

static void turn_back(char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        p[i] = p[i] == 0x1A ? 0x7F : p[i] == 0x1C ? 0x1A : p[i] == 0x7F ? 0x1C : p[i];
}

static Status coder_open(const char *encoding, const char *to, Arena *a, BytesCoder **out, Err *err)
{
    UErrorCode e = U_ZERO_ERROR;
    BytesCoder *c = ARENA_NEW(a, BytesCoder);
    c->from = ucnv_open(encoding, &e);
    c->to = ucnv_open(to, &e);
    if (U_SUCCESS(e))
        ucnv_setToUCallBack(c->from, unknown, NULL, NULL, NULL, &e);
    if (U_FAILURE(e)) {
        coder_close(c);
        return ERR(err, ST_INVALID, "no converter for the encoding '%s'", encoding);
    }
    arena_defer(a, coder_close, c);
    c->turned = is_turned(c->from);
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
    /* Text encoded twice: what windows-1252 has for its characters are the bytes of the text. */
    if (!st && (look->mended || strcmp(look->encoding, "UTF-8") != 0))
        st = coder_open(look->encoding, look->mended ? "windows-1252" : "UTF-8", a, &b->coder, err);
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
    if (c->turned)
        turn_back(b->buf + b->n, (size_t)(to - b->buf) - b->n);
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
