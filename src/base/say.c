#include "base/say.h"

#include <string.h>

#include "base/currency.h"
#include "base/date.h"
#include "base/status.h"

#define NBSP  "\xC2\xA0"
#define THIN  "\xE2\x80\xAF"
#define MINUS "\xE2\x88\x92"
#define NO_FIGURE "\xE2\x80\x93"

enum { DEPTH_MAX = 2, WITHIN = SAY_PARTS_MAX };

typedef struct Place {
    Str  name, one, many;  /* one, many: a choice */
    char kind;             /* '?': a choice */
} Place;

/* *t stands on '{'; behind it afterwards. */
static Place place_at(const char **t)
{
    const char *from = *t + 1, *end = strchr(from, '}'), *mark = from + strcspn(from, ":?");
    if (!end || mark > end)
        bug("a place without an end or a kind");
    Place p = { .name = { from, (size_t)(mark - from) }, .kind = *mark == '?' ? '?' : mark[1] };
    *t = end + 1;
    if (p.kind == '?') {
        Str rest = { mark + 1, (size_t)(end - mark - 1) };
        p.one = str_cut(&rest, '|');
        p.many = rest;
    }
    return p;
}

static bool is_one(const SayPlace *place, size_t n, Str name)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(place[i].name, name))
            return str_eq(place[i].value, STR("1"));
    return false;
}

Str say_write(Arena *a, const SayRow *row, const Str *value, size_t n)
{
    SayPlace place[SAY_PLACES_MAX];
    Str piece[4 * SAY_PLACES_MAX];
    size_t used = 0, pieces = 0;
    for (const char *t = row->text; *t;) {
        Str literal = { t, strcspn(t, "{") };
        if (pieces + 2 > COUNT_OF(piece))
            bug("a sentence of too many pieces");
        piece[pieces++] = literal;
        t += literal.n;
        if (!*t)
            break;
        Place p = place_at(&t);
        if (p.kind == '?') {
            piece[pieces++] = is_one(place, used, p.name) ? p.one : p.many;
            continue;
        }
        if (used == n || used == SAY_PLACES_MAX)
            bug("a sentence with more places than values");
        place[used] = (SayPlace){ p.name, value[used], p.kind };
        piece[pieces++] = value[used++];
    }
    if (used != n)
        bug("a sentence with fewer places than values");
    return str_cat(a, pieces, piece);
}

static size_t starts(Str s, size_t at, const char *with)
{
    size_t n = strlen(with);
    return str_starts(str_sub(s, at, s.n), (Str){ with, n }) ? n : 0;
}

static size_t digits(Str s, size_t at)
{
    size_t n = 0;
    while (at + n < s.n && s.p[at + n] >= '0' && s.p[at + n] <= '9')
        n++;
    return n;
}

static size_t sign(Str s, size_t at)
{
    size_t n = starts(s, at, MINUS);
    return n ? n : starts(s, at, "-") + starts(s, at, "+");
}

static size_t group_mark(Str s, size_t at)
{
    size_t n = starts(s, at, THIN);
    n = n ? n : starts(s, at, NBSP) + starts(s, at, ",");
    return n && digits(s, at + n) == 3 ? n : 0;
}

/* "48 310", "−1,234" and, with a fraction, "0.59": as many bytes from `at` as belong to it; 0: none. */
static size_t scan_number(Str s, size_t at, bool fraction)
{
    size_t from = at, n;
    at += sign(s, at);
    if (!(n = digits(s, at)))
        return fraction && at == from ? starts(s, at, NO_FIGURE) : 0;
    at += n;
    while ((n = group_mark(s, at)))
        at += n + 3;
    if (fraction && starts(s, at, ".") && (n = digits(s, at + 1)))
        at += 1 + n;
    return at - from;
}

static size_t scan_percent(Str s)
{
    size_t n = scan_number(s, 0, true), gap = starts(s, n, NBSP) + starts(s, n, " ");
    return n && starts(s, n + gap, "%") ? n + gap + 1 : 0;
}

/* "31.3 %", "−7.9 points" or "0.11": a level or a difference, whatever it is measured by. */
static size_t scan_level(Str s)
{
    size_t n = scan_percent(s), points;
    if (n || !(n = scan_number(s, 0, true)))
        return n;
    points = starts(s, n, " points");
    return n + points;
}

static size_t scan_money(Str s)
{
    static const char *const unit[] = { NBSP "k", NBSP "M", NBSP "bn" };
    size_t at = sign(s, 0), n = currency_find(str_sub(s, at, s.n)).n;
    if (!n)
        return 0;
    at += n;
    if (!(n = scan_number(s, at, true)) || sign(s, at))
        return 0;
    at += n;
    for (size_t i = 0; i < COUNT_OF(unit); i++)
        if ((n = starts(s, at, unit[i])))
            return at + n;
    return at;
}

static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };

/* "30 Sep 2026", "Sep 2026", "2026-09-30", "2026-09"; into out where it is a day or a month. */
static size_t scan_day(Str s, char out[11])
{
    size_t d = digits(s, 0), at = d && starts(s, d, " ") ? d + 1 : 0;
    int64_t day = 0;
    out[0] = 0;
    for (size_t m = 0; (d <= 2) && m < COUNT_OF(months); m++)
        if (starts(s, at, months[m]) && starts(s, at + 3, " ") && digits(s, at + 4) == 4 && (!at || str_to_i64(str_sub(s, 0, d), &day))) {
            int n = at ? snprintf(out, 11, "%.4s-%02zu-%02d", s.p + at + 4, m + 1, (int)day) : snprintf(out, 11, "%.4s-%02zu", s.p + at + 4, m + 1);
            return n > 0 ? at + 8 : 0;
        }
    if (d != 4 || !starts(s, 4, "-") || digits(s, 5) != 2)
        return 0;
    size_t n = starts(s, 7, "-") && digits(s, 8) == 2 ? 10 : 7;
    memcpy(out, s.p, n);
    out[n] = 0;
    return n;
}

static size_t scan(char kind, Str s)
{
    char day[11];
    switch (kind) {
    case 'n': return scan_number(s, 0, false);
    case 'f': return scan_number(s, 0, true);
    case 'p': return scan_percent(s);
    case 'v': return scan_level(s);
    case 'd': return scan_day(s, day);
    case 'm':
    case 'M': return scan_money(s);
    default: bug("a place of no kind");
    }
}

static bool is_text(char kind) { return kind == 't' || kind == 'w' || kind == 's' || kind == 'o' || kind == 'l' || kind == 'k' || kind == 'c'; }

static size_t read_parts(const SayBook *b, Str sentence, SayPart *part, int depth, bool words);

static bool is_said(const SayBook *b, Str s, int depth)
{
    SayPart within[WITHIN];
    return depth < DEPTH_MAX && read_parts(b, s, within, depth + 1, true) > 0;
}

/* One sentence whose code begins as that of `row` does. */
static bool is_kin(const SayBook *b, const SayRow *row, Str s, int depth)
{
    SayPart within[WITHIN];
    size_t family = strcspn(row->code, "_");
    return depth < DEPTH_MAX && read_parts(b, s, within, depth + 1, true) == 1 && within[0].row != row && !strncmp(within[0].row->code, row->code, family + 1);
}

/* Recursion is on the places of a row, not on the input. */
static bool match(const SayBook *b, const char *t, Str s, SayPart *out, int depth)
{
    while (*t && *t != '{') {
        if (!s.n || *s.p != *t)
            return false;
        t++;
        s = str_sub(s, 1, s.n);
    }
    if (!*t)
        return !s.n;
    Place p = place_at(&t);
    if (p.kind == '?') {
        Str word = is_one(out->place, out->n, p.name) ? p.one : p.many;
        return str_starts(s, word) && match(b, t, str_sub(s, word.n, s.n), out, depth);
    }
    size_t mine = out->n++, literal = strcspn(t, "{"), n;
    if (!is_text(p.kind)) {
        n = scan(p.kind, s);
        out->place[mine] = (SayPlace){ p.name, str_sub(s, 0, n), p.kind };
        if (n && match(b, t, str_sub(s, n, s.n), out, depth))
            return true;
        out->n = mine;
        return false;
    }
    for (n = 1; n <= s.n; n++) {
        bool here = literal ? str_starts(str_sub(s, n, s.n), (Str){ t, literal }) : n == s.n;
        if (!here || (p.kind == 's' && !is_said(b, str_sub(s, 0, n), depth)) || (p.kind == 'k' && !is_kin(b, out->row, str_sub(s, 0, n), depth)))
            continue;
        out->place[mine] = (SayPlace){ p.name, str_sub(s, 0, n), p.kind };
        if (match(b, t, str_sub(s, n, s.n), out, depth))
            return true;
        out->n = mine + 1;
    }
    out->n = mine;
    return false;
}

/* A row that is one word may well be somebody's name for something else. */
static bool is_word(const SayRow *row) { return !row->text[strcspn(row->text, " {")]; }

static bool read_one(const SayBook *b, Str s, SayPart *out, int depth, bool words)
{
    for (size_t r = 0; r < b->n; r++) {
        if (!words && is_word(&b->row[r]))
            continue;
        *out = (SayPart){ .row = &b->row[r], .sep = STR("") };
        if (match(b, b->row[r].text, s, out, depth))
            return true;
    }
    return false;
}

/* Where a part may end before `at`: the separator's length, else 0. */
static size_t joint(Str s, size_t at)
{
    size_t n = starts(s, at, "; ");
    n = n ? n : starts(s, at, " · ");
    return n || !at || s.p[at - 1] != '.' ? n : starts(s, at, " ");
}

/* The shortest piece that is a sentence, then the next: a name that could be anything takes in no more than it must. */
static size_t read_parts(const SayBook *b, Str s, SayPart *part, int depth, bool words)
{
    size_t n = 0;
    while (s.n) {
        size_t end = 0, gap = 0;
        bool known = false;
        if (n == SAY_PARTS_MAX)
            return 0;
        while (!known && end < s.n) {
            for (gap = 0, end++; end < s.n && !gap; end += !gap)
                gap = joint(s, end);
            known = read_one(b, str_sub(s, 0, end), &part[n], depth, words);
        }
        if (!known || (gap && end + gap == s.n))
            return 0;
        part[n++].sep = str_sub(s, end, gap);
        s = str_sub(s, end + gap, s.n);
    }
    return n;
}

size_t say_read(const SayBook *b, Str sentence, SayPart *part) { return read_parts(b, sentence, part, 0, true); }

size_t say_read_name(const SayBook *b, Str name, SayPart *part) { return read_parts(b, name, part, 0, false); }

/* Digits, a sign and a point as C writes them. */
static Str plain_number(Str v, Arena *a)
{
    Buf out;
    buf_init(&out, v.n + 1);
    for (size_t i = 0; i < v.n;) {
        size_t minus = starts(v, i, MINUS), mark = starts(v, i, THIN) + starts(v, i, NBSP) + starts(v, i, ",") + starts(v, i, "%") + starts(v, i, " ");
        size_t n = minus ? minus : mark;
        if (minus)
            buf_putc(&out, '-');
        else if (!n)
            buf_putc(&out, v.p[i]);
        i += n ? n : 1;
    }
    Str s = str_dup(a, buf_str(&out));
    buf_release(&out);
    return s;
}

/* "€1.04 M" -> "EUR 104000000": in minor units, without a float between. */
static Str plain_money(Str v, Arena *a)
{
    size_t minus = starts(v, 0, MINUS) + starts(v, 0, "-"), at = sign(v, 0);
    CurrencyFound c = currency_find(str_sub(v, at, v.n));
    Str rest = str_sub(v, at + c.n, v.n);
    Str number = plain_number(str_sub(rest, 0, scan_number(rest, 0, true)), a), unit = str_sub(v, at + c.n, v.n);
    int pow = currency_digits(c.code) + (str_ends(unit, STR("bn")) ? 9 : str_ends(unit, STR("M")) ? 6 : str_ends(unit, STR("k")) ? 3 : 0);
    Str whole = str_cut(&number, '.');
    Buf out;
    buf_init(&out, 64);
    buf_put(&out, whole);
    buf_put(&out, str_sub(number, 0, (size_t)pow));
    for (size_t i = number.n; i < (size_t)pow; i++)
        buf_putc(&out, '0');
    int64_t minor = 0;
    bool fits = str_to_i64(buf_str(&out), &minor) && !out.over;
    buf_release(&out);
    return fits ? str_fmt(a, "%.*s %s%lld", STR_ARG(c.code), minus && minor ? "-" : "", (long long)minor) : v;
}

static void put_parts(JsonOut *j, const char *key, const SayBook *b, const SayPart *part, size_t n, Arena *a, int depth);

/* A sentence of ours, else the text. */
static void put_either(JsonOut *j, const char *key, Str s, const SayBook *b, Arena *a, int depth, bool words)
{
    SayPart within[WITHIN];
    size_t parts = read_parts(b, s, within, depth + 1, words);
    if (parts)
        put_parts(j, key, b, within, parts, a, depth + 1);
    else
        json_str(j, key, s);
}

static void put_list(JsonOut *j, const char *key, Str s, const SayBook *b, Arena *a, int depth)
{
    json_array(j, key);
    while (s.n) {
        size_t at = 0;
        while (at < s.n && !starts(s, at, ", "))
            at++;
        put_either(j, NULL, str_sub(s, 0, at), b, a, depth, false);
        s = str_sub(s, at + 2, s.n);
    }
    json_end(j);
}

static void put_value(JsonOut *j, const SayPlace *p, const SayBook *b, Arena *a, int depth)
{
    char day[11], key[64] = { 0 };
    int64_t n = 0;
    memcpy(key, p->name.p, p->name.n < sizeof key ? p->name.n : sizeof key - 1);
    switch (p->kind) {
    case 'n':
        if (str_to_i64(plain_number(p->value, a), &n))
            json_int(j, key, n);
        else
            json_str(j, key, p->value);
        break;
    case 'f':
    case 'p': json_str(j, key, plain_number(p->value, a)); break;
    case 'd': json_str(j, key, scan_day(p->value, day) ? str_of(day) : p->value); break;
    case 'm':
    case 'M': json_str(j, key, plain_money(p->value, a)); break;
    case 'l': put_list(j, key, p->value, b, a, depth); break;
    case 'o': put_either(j, key, p->value, b, a, depth, false); break;
    case 'k':
    case 'c':
    case 's': put_either(j, key, p->value, b, a, depth, true); break;
    case 'v': {
        bool points = str_ends(p->value, STR(" points"));
        Str number = plain_number(str_sub(p->value, 0, p->value.n - (points ? sizeof " points" - 1 : 0)), a);
        json_str(j, key, str_fmt(a, "%.*s%s", STR_ARG(number), str_ends(p->value, STR("%")) ? " %" : points ? " points" : ""));
        break;
    }
    default: json_str(j, key, p->value);
    }
}

static void put_part(JsonOut *j, const SayPart *part, const SayBook *b, Arena *a, int depth)
{
    json_str(j, "code", str_of(part->row->code));
    json_object(j, "args");
    for (size_t k = 0; k < part->n; k++)
        put_value(j, &part->place[k], b, a, depth);
    json_end(j);
    json_str(j, "sep", part->sep);
}

void say_put_part(JsonOut *j, const SayPart *part, const SayBook *b, Arena *a) { put_part(j, part, b, a, 0); }

static void put_parts(JsonOut *j, const char *key, const SayBook *b, const SayPart *part, size_t n, Arena *a, int depth)
{
    json_array(j, key);
    for (size_t i = 0; i < n; i++) {
        json_object(j, NULL);
        put_part(j, &part[i], b, a, depth);
        json_end(j);
    }
    json_end(j);
}

bool say_put(JsonOut *j, const char *key, Str sentence, const SayBook *b, Arena *a)
{
    SayPart part[SAY_PARTS_MAX];
    size_t n = sentence.n ? read_parts(b, sentence, part, 0, true) : 0;
    if (n)
        put_parts(j, key, b, part, n, a, 0);
    return n > 0;
}
