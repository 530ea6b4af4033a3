#include "read/encoding.h"

#include <stdio.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include "base/attr.h"
#include "base/buf.h"
#include "read/alphabet.h"

enum { ENOUGH = 6, CONFIDENT = 35, CONFIDENT_EAST = 60, EVIDENCE = 1 << 16 };

static const char latin[] = "windows-1252";

bool encoding_table(const char *name, UChar table[256])
{
    UErrorCode e = U_ZERO_ERROR;
    UConverter *c = ucnv_open(name, &e);
    if (U_FAILURE(e) || ucnv_getMaxCharSize(c) != 1) {
        ucnv_close(c);
        return false;
    }
    for (int i = 0; i < 256; i++) {
        char byte = (char)i;
        UChar to[4];
        e = U_ZERO_ERROR;
        int32_t n = ucnv_toUChars(c, to, 4, &byte, 1, &e);
        table[i] = U_SUCCESS(e) && n == 1 ? to[0] : 0xFFFD;
    }
    ucnv_close(c);
    return true;
}

static UChar at(Str s, size_t i, const UChar *table)
{
    return i < s.n ? table[(unsigned char)s.p[i]] : ' ';
}

/* What typographers put between letters, or at a word's edge. */
static bool is_mark(UChar c)
{
    return c == 0xA0 || c == 0xAB || c == 0xBB || c == 0xB7 || (c >= 0x2010 && c <= 0x2026) || c == 0x2039 || c == 0x203A || c == 0x20AC;
}

static bool implausible(UChar before, UChar c, UChar after)
{
    bool left = u_isalpha(before), right = u_isalpha(after);
    if (c == 0xFFFD || (c >= 0x80 && c < 0xA0))
        return true;
    if (!u_isalpha(c) || c == 0xAA || c == 0xBA)
        return (left && right && !is_mark(c)) || (!is_mark(c) && (left || right) && !u_isdigit(before) && c != 0xAE && c != 0x2122);
    return (u_isupper(c) && u_islower(before)) || (u_islower(c) && u_isupper(before) && u_isupper(after));
}

/* The share of implausible high bytes, in percent; 100 when the encoding is not to be judged so. */
static int badness(Str s, const char *name, int *high)
{
    UChar table[256];
    int bad = 0;
    *high = 0;
    if (!encoding_table(name, table))
        return 100;
    for (size_t i = 0; i < s.n; i++) {
        if ((unsigned char)s.p[i] < 0x80)
            continue;
        ++*high;
        bad += implausible(i ? at(s, i - 1, table) : ' ', at(s, i, table), at(s, i + 1, table));
    }
    return *high ? bad * 100 / *high : 0;
}

/* Small letters in a row that are all high: whole words of them are Cyrillic or Greek, never Latin. */
static bool long_runs(Str s)
{
    int run = 0, in_runs = 0, high = 0;
    for (size_t i = 0; i <= s.n; i++) {
        if (i < s.n && (unsigned char)s.p[i] >= 0x80) {
            run++;
            high++;
            continue;
        }
        in_runs += run >= 4 ? run : 0;
        run = 0;
    }
    return in_runs * 2 > high;
}

static int count_of(Str s, const char *bytes)
{
    int n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += (unsigned char)s.p[i] >= 0x80 && strchr(bytes, s.p[i]) != NULL;
    return n;
}

/* The Baltic s and z with caron are eth and thorn in windows-1252, which only Icelandic and Faroese have, and these
 * have acute vowels beside them; Baltic texts have what there would be e with diaeresis, o with stroke, a with grave. */
static bool looks_baltic(Str s)
{
    int carons = count_of(s, "\xF0\xFE"), baltic = count_of(s, "\xE0\xE2\xE7\xE8\xEB\xF8\xFB"), nordic = count_of(s, "\xED\xF3\xF6\xFA\xFD");
    return carons >= 2 && baltic >= 2 && baltic > nordic;
}

/* The lines that have high bytes. */
static void evidence(Str sample, Buf *out)
{
    while (sample.n) {
        Str line = str_cut(&sample, '\n');
        for (size_t i = 0; i < line.n; i++)
            if ((unsigned char)line.p[i] >= 0x80) {
                buf_put(out, line);
                buf_putc(out, '\n');
                break;
            }
    }
}

/* ICU's best guess that is not Unicode, and how sure it is. */
static int ask_icu(Str s, char name[32])
{
    UErrorCode e = U_ZERO_ERROR;
    int sure = 0;
    int32_t n = 0;
    UCharsetDetector *d = ucsdet_open(&e);
    if (U_FAILURE(e))
        return 0;
    ucsdet_setText(d, s.p, (int32_t)s.n, &e);
    const UCharsetMatch **m = ucsdet_detectAll(d, &n, &e);
    for (int32_t i = 0; U_SUCCESS(e) && i < n; i++) {
        const char *found = ucsdet_getName(m[i], &e);
        if (U_FAILURE(e) || strncmp(found, "UTF-", 4) == 0 || strncmp(found, "IBM", 3) == 0)
            continue;
        sure = ucsdet_getConfidence(m[i], &e);
        (void)snprintf(name, 32, "%s", found);
        break;
    }
    ucsdet_close(d);
    return sure;
}

static bool is_one_of(const char *name, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!strcmp(name, list[i]))
            return true;
    return false;
}

static void judge(Str s, char name[32], bool *guess)
{
    static const char *const east[] = { "Shift_JIS", "GB18030", "EUC-KR", "EUC-JP", "Big5" };
    static const char *const other_script[] = { "windows-1251", "ISO-8859-5", "KOI8-R", "windows-1253", "ISO-8859-7", "windows-1255", "ISO-8859-8",
                                                "ISO-8859-8-I", "windows-1256", "ISO-8859-6" };
    char icu[32] = "";
    int high, as_latin = badness(s, latin, &high), sure = ask_icu(s, icu), mac = badness(s, "macintosh", &high);
    bool runs = long_runs(s);
    AlphabetSays letters = runs ? (AlphabetSays){ NULL, false } : alphabet_judge(s);
    *guess = letters.guess;
    if (letters.encoding)
        (void)snprintf(name, 32, "%s", letters.encoding);
    if (high < ENOUGH || letters.encoding)
        return;
    *guess = letters.guess && sure < CONFIDENT;
    if (is_one_of(icu, east, COUNT_OF(east))) {
        if (sure >= CONFIDENT_EAST && (as_latin > 10 || runs))
            (void)snprintf(name, 32, "%s", icu);
        return;
    }
    if (is_one_of(icu, other_script, COUNT_OF(other_script)) != runs)
        icu[0] = 0;
    int as_guess = icu[0] ? badness(s, icu, &high) : 100;
    if (!runs && as_latin > 20 && mac * 4 < as_latin && mac < as_guess)
        (void)snprintf(name, 32, "macintosh");
    else if (!runs && sure < CONFIDENT && looks_baltic(s))
        (void)snprintf(name, 32, "windows-1257");
    else if (icu[0] && as_guess <= as_latin && (sure >= CONFIDENT || (runs && sure >= CONFIDENT / 2) || as_guess * 2 < as_latin))
        (void)snprintf(name, 32, "%s", !strcmp(icu, "ISO-8859-1") ? latin : icu);
}

void encoding_guess(Str sample, char name[32], bool *guess)
{
    Buf lines;
    buf_init(&lines, EVIDENCE + 2);
    evidence(str_sub(sample, 0, EVIDENCE), &lines);
    (void)snprintf(name, 32, "%s", latin);
    *guess = false;
    judge(buf_str(&lines), name, guess);
    buf_release(&lines);
}
