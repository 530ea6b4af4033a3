#include "ingest/clean.h"

#include <unicode/unorm2.h>
#include <unicode/ustring.h>

/* The words are in small letters. */
static bool word_in(Str s, const char *const *words, size_t n)
{
    char first = s.n ? s.p[0] : 0;
    first = (char)(first >= 'A' && first <= 'Z' ? first + 32 : first);
    for (size_t i = 0; i < n; i++)
        if (words[i][0] == first && str_ieq(s, str_of(words[i])))
            return true;
    return false;
}

bool clean_missing(Str s)
{
    static const char *const nothing[] = { "", "-", "--", "n/a", "na", "#n/a", "null", "(null)", "none", "nil", "nan",
        "tbd", "?", "\xE2\x80\x93", "\xE2\x80\x94", "k.a.", "unknown", "undefined" };
    s = str_trim(s);
    if (s.n && s.p[0] >= '0' && s.p[0] <= '9')
        return false;      /* nearly all values: none of the words starts so */
    enum { LONGEST = 9 };  /* of these words */
    size_t stars = 0;
    while (stars < s.n && s.p[stars] == '*')
        stars++;
    return stars == s.n || (s.n <= LONGEST && word_in(s, nothing, COUNT_OF(nothing)));
}

const char *clean_bool(Str s, bool *out)
{
    static const char *const yes[] = { "true", "1", "yes", "y", "t", "ja", "j", "oui", "si", "s\xC3\xAD", "wahr", "vrai",
        "verdadero", "vero", "verdadeiro", "waar", "x", "1.0", "on" };
    static const char *const no[] = { "false", "0", "no", "n", "f", "nein", "non", "falsch", "faux",
        "falso", "onwaar", "nee", "0.0", "off" };
    s = str_trim(s);
    *out = word_in(s, yes, COUNT_OF(yes));
    return *out || word_in(s, no, COUNT_OF(no)) ? NULL : "neither yes nor no";
}

static size_t digits_of(Str s)
{
    size_t n = 0;
    while (n < s.n && s.p[n] >= '0' && s.p[n] <= '9')
        n++;
    return n;
}

const char *clean_nps(Str s, int64_t *out)
{
    s = str_trim(s);
    size_t n = digits_of(s);
    Str rest = str_sub(s, n, s.n);
    bool plain = rest.n == 0 || str_eq(rest, STR(".0")) || rest.p[0] == ' ' || rest.p[0] == '-';
    if (!n || n > 2 || !plain || !str_to_i64(str_sub(s, 0, n), out))
        return "number not understood";
    return *out <= 10 ? NULL : "not between 0 and 10";
}

/* Minutes of one unit word; 0 when it is none. */
static int64_t unit_minutes(Str w, bool *seconds)
{
    *seconds = w.n && (w.p[0] == 's' || w.p[0] == 'S');
    if (*seconds)
        return 1;
    switch (w.n ? w.p[0] | 32 : 0) {
    case 'm': return 1;
    case 'h': return 60;
    case 'd': return 24 * 60;
    case 'w': return 7 * 24 * 60;
    default: return 0;
    }
}

static const char *clock_minutes(Str s, int64_t *out)
{
    Str rest = s, h = str_cut(&rest, ':'), m = str_cut(&rest, ':');
    int64_t hours, minutes, seconds = 0;
    if (!str_to_i64(h, &hours) || !str_to_i64(m, &minutes) || (rest.n && !str_to_i64(rest, &seconds)) || hours < 0
        || hours > 1000000 || minutes < 0 || minutes > 59 || seconds < 0 || seconds > 59)
        return "duration not understood";
    *out = hours * 60 + minutes + (seconds >= 30);
    return NULL;
}

const char *clean_minutes(Str s, int64_t *out)
{
    static const char bad[] = "duration not understood";
    s = str_trim(s);
    if (memchr(s.p, ':', s.n))
        return clock_minutes(s, out);
    double total = 0, v;
    if (str_starts(s, STR("P")))
        s = str_sub(s, 1, s.n);
    bool any = false;
    while (s.n) {
        if (s.p[0] == 'T' || s.p[0] == ' ' || s.p[0] == ',') {
            s = str_sub(s, 1, s.n);
            continue;
        }
        size_t n = 0, w = 0;
        while (n < s.n && ((s.p[n] >= '0' && s.p[n] <= '9') || s.p[n] == '.'))
            n++;
        if (!str_to_f64(str_sub(s, 0, n), &v))
            return bad;
        Str rest = str_trim(str_sub(s, n, s.n));
        while (w < rest.n && (rest.p[w] | 32) >= 'a' && (rest.p[w] | 32) <= 'z')
            w++;
        bool seconds = false;
        int64_t unit = w ? unit_minutes(str_sub(rest, 0, w), &seconds) : !any && !rest.n;
        if (!unit)
            return bad;
        total += v * (double)unit / (seconds ? 60 : 1);
        s = str_sub(rest, w, rest.n);
        any = true;
    }
    if (!any || total > 1e12)
        return bad;
    *out = (int64_t)(total + 0.5);
    return NULL;
}

enum { SHORT_SFID = 15, LONG_SFID = 18 };

static bool alnum(char c) { return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z'); }

static const char sfid_suffix[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

/* The three letters behind say which of the fifteen are capitals: so an id whose letters have all been made small, or large, is as it was.
 * What they cannot say of these fifteen is no such id. */
static void mend_case(char p[LONG_SFID])
{
    unsigned has = 0;
    char mended[LONG_SFID];
    memcpy(mended, p, LONG_SFID);
    for (size_t i = 0; i < LONG_SFID; i++)
        has |= p[i] >= 'a' && p[i] <= 'z' ? 1u : p[i] >= 'A' && p[i] <= 'Z' ? 2u : 0;
    for (size_t g = 0; has != 3 && g < 3; g++) {
        char c = (char)(p[SHORT_SFID + g] >= 'a' ? p[SHORT_SFID + g] - 32 : p[SHORT_SFID + g]);
        const char *at = strchr(sfid_suffix, c);
        if (!at)
            return;
        mended[SHORT_SFID + g] = c;
        for (size_t i = 0; i < 5; i++) {
            bool capital = (at - sfid_suffix) >> i & 1, letter = (p[g * 5 + i] | 32) >= 'a' && (p[g * 5 + i] | 32) <= 'z';
            if (capital && !letter)
                return;
            if (letter)
                mended[g * 5 + i] = (char)(capital ? p[g * 5 + i] & ~32 : p[g * 5 + i] | 32);
        }
    }
    memcpy(p, mended, LONG_SFID);
}

Str clean_sfid(Str s, Arena *a)
{
    s = str_trim(s);
    size_t n = 0;
    char *p = arena_alloc(a, s.n + 4, 1);
    bool mend = s.n && s.p[0] >= '0' && s.p[0] <= '9';      /* a name may have as many letters */
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == ' ' && mend)
            continue;
        if (!alnum(s.p[i]))
            return s;
        p[n++] = s.p[i];
    }
    if (n != SHORT_SFID && n != LONG_SFID)
        return s;
    for (size_t g = 0; g < 3 && n == SHORT_SFID; g++) {
        unsigned bits = 0;
        for (size_t i = 0; i < 5; i++)
            bits |= (unsigned)(p[g * 5 + i] >= 'A' && p[g * 5 + i] <= 'Z') << i;
        p[SHORT_SFID + g] = sfid_suffix[bits];
    }
    if (n == LONG_SFID && mend)
        mend_case(p);
    p[LONG_SFID] = 0;
    return (Str){ p, LONG_SFID };
}

static bool domain_ok(Str d)
{
    if (d.n < 3 || str_trim(d).n != d.n || d.p[0] == '.' || d.p[0] == '-' || d.p[d.n - 1] == '.' || !memchr(d.p, '.', d.n))
        return false;
    for (size_t i = 0; i < d.n; i++) {
        char c = d.p[i];
        bool fine = alnum(c) || c == '-' || c == '_' || (c == '.' && d.p[i - 1] != '.') || (unsigned char)c >= 0x80;
        if (!fine)
            return false;
    }
    return true;
}

/* What stands before the @ without quotes. */
static bool in_mailbox(char c)
{
    switch (c) {
    case '(': case ')': case ',': case ':': case ';': case '<': case '>': case '[': case ']': case '\\': case '"': return false;
    default: return (unsigned char)c > ' ';
    }
}

const char *clean_email(Str s, Arena *a, Str *out)
{
    s = str_trim(s);
    const char *open = memchr(s.p, '<', s.n);
    if (open && s.p[s.n - 1] == '>')
        s = (Str){ open + 1, (size_t)(s.p + s.n - 1 - (open + 1)) };
    if (s.n > 7 && str_ieq(str_sub(s, 0, 7), STR("mailto:")))
        s = str_sub(s, 7, s.n);
    s = str_trim(s);
    Str domain = s, local = str_cut(&domain, '@');
    if (!local.n || local.n > 64 || s.n > 254 || !domain_ok(domain))
        return "not an e-mail address";
    for (size_t i = 0; i < local.n; i++)
        if (!in_mailbox(local.p[i]))
            return "not an e-mail address";
    *out = str_lower(a, s);
    return NULL;
}

static bool ends_host(char c)
{
    switch (c) {
    case '/': case '?': case '#': case ':': case ' ': case '>': case 0: return true;
    default: return false;
    }
}

Str clean_domain(Str s, Arena *a)
{
    s = str_trim(s);
    const char *at = memchr(s.p, '@', s.n);
    const char *scheme = memmem(s.p, s.n, "://", 3);
    if (at)
        s = str_sub(s, (size_t)(at - s.p) + 1, s.n);
    else if (scheme)
        s = str_sub(s, (size_t)(scheme - s.p) + 3, s.n);
    size_t n = 0;
    while (n < s.n && !ends_host(s.p[n]))
        n++;
    s = str_lower(a, str_trim(str_sub(s, 0, n)));
    while (str_starts(s, STR("www.")) && domain_ok(str_sub(s, 4, s.n)))
        s = str_sub(s, 4, s.n);
    return domain_ok(s) ? s : STR("");
}

/* Bytes that start a combining mark (U+0300..U+036F) or a conjoining Hangul letter: only such text can be
 * changed by composition in practice, and it is rare. */
static bool may_compose(Str s)
{
    size_t plain = 0;
    for (uint64_t eight; plain + sizeof eight <= s.n; plain += sizeof eight) {
        memcpy(&eight, s.p + plain, sizeof eight);
        if (eight & UINT64_C(0x8080808080808080))
            break;
    }
    for (size_t i = plain; i + 1 < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i], d = (unsigned char)s.p[i + 1];
        if (c == 0xCC || (c == 0xCD && d <= 0xAF) || (c == 0xE1 && (d >= 0x84 && d <= 0x87)))
            return true;
    }
    return false;
}

static Str compose(Str s, Arena *a)
{
    UErrorCode e = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&e);
    int32_t room = (int32_t)s.n + 1, n = 0, m, k = 0;
    UChar *wide = ARENA_NEW_N(a, UChar, (size_t)room), *done = ARENA_NEW_N(a, UChar, (size_t)room);
    u_strFromUTF8(wide, room, &n, s.p, (int32_t)s.n, &e);
    m = unorm2_normalize(nfc, wide, n, done, room, &e);
    char *out = arena_alloc(a, (size_t)room * 3, 1);
    u_strToUTF8(out, room * 3, &k, done, m, &e);
    return U_SUCCESS(e) ? (Str){ out, (size_t)k } : s;
}

static Str without_nul(Str s, Arena *a)
{
    char *p = arena_alloc(a, s.n * 3 + 1, 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i]) {
            p[n++] = s.p[i];
        } else {
            memcpy(p + n, "\xEF\xBF\xBD", 3);
            n += 3;
        }
    }
    p[n] = 0;
    return (Str){ p, n };
}

Str clean_text(Str s, Arena *a)
{
    s = str_trim(s);
    if (s.n && memchr(s.p, 0, s.n))
        s = without_nul(s, a);
    return may_compose(s) ? compose(s, a) : s;
}
