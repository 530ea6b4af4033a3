#include "ingest/cue.h"

#include <string.h>

#include "base/attr.h"
#include "ingest/speaker.h"

/* Line breaks, and the blanks around them, become one blank each. */
Str cue_unfold(Str s, Arena *a)
{
    if (!memchr(s.p, '\n', s.n) && !memchr(s.p, '\r', s.n))
        return str_trim(s);
    char *p = arena_alloc(a, s.n + 1, 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] != '\n' && s.p[i] != '\r') {
            p[n++] = s.p[i];
            continue;
        }
        while (n && (p[n - 1] == ' ' || p[n - 1] == '\t'))
            n--;
        while (i + 1 < s.n && strchr(" \t\r\n", s.p[i + 1]) && s.p[i + 1])
            i++;
        p[n++] = ' ';
    }
    p[n] = 0;
    return str_trim((Str){ p, n });
}

/* Text without tags, the five named characters put in. */
Str cue_plain(Str s, Arena *a)
{
    static const struct { const char *name, *is; } names[] = {
        { "&amp;", "&" }, { "&lt;", "<" }, { "&gt;", ">" }, { "&nbsp;", " " }, { "&lrm;", "" }, { "&rlm;", "" }, { "&quot;", "\"" },
    };
    char *p = arena_alloc(a, s.n + 1, 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n;) {
        const char *end = s.p[i] == '<' ? memchr(s.p + i, '>', s.n - i) : NULL;
        if (end) {
            i = (size_t)(end - s.p) + 1;
            continue;
        }
        size_t k = 0;
        while (k < COUNT_OF(names) && !str_starts(str_sub(s, i, 6), str_of(names[k].name)))
            k++;
        if (k < COUNT_OF(names)) {
            memcpy(p + n, names[k].is, strlen(names[k].is));
            n += strlen(names[k].is);
            i += strlen(names[k].name);
        } else {
            p[n++] = s.p[i++];
        }
    }
    p[n] = 0;
    return str_trim((Str){ p, n });
}

/* The next "<v.class Name>" at or behind `from`; SIZE_MAX: none. */
size_t cue_voice(Str s, size_t from, Str *name, size_t *behind)
{
    for (size_t i = from; i + 3 < s.n; i++) {
        if (s.p[i] != '<' || s.p[i + 1] != 'v' || (s.p[i + 2] != ' ' && s.p[i + 2] != '.'))
            continue;
        const char *end = memchr(s.p + i, '>', s.n - i);
        if (!end)
            continue;
        Str in = { s.p + i + 2, (size_t)(end - (s.p + i + 2)) };
        if (in.p[0] == '.')
            (void)str_cut(&in, ' ');
        *name = str_trim(in);
        *behind = (size_t)(end - s.p) + 1;
        return i;
    }
    return SIZE_MAX;
}

bool cue_times(Str s, int64_t *from, int64_t *to)
{
    size_t len;
    const char *arrow = memmem(s.p, s.n, "-->", 3);
    Str left = str_trim((Str){ s.p, (size_t)(arrow - s.p) }), right = str_trim((Str){ arrow + 3, (size_t)(s.p + s.n - (arrow + 3)) });
    return speaker_clock(left, from, &len) && len == left.n && speaker_clock(right, to, &len) && (len == right.n || right.p[len] == ' ' || right.p[len] == '\t')
        && *to >= *from;
}
