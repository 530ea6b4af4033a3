#include "ingest/speaker.h"

#include "ingest/clean.h"

enum { LABEL_MAX = 60, LABEL_WORDS = 5 };

static bool digit(char c) { return c >= '0' && c <= '9'; }

bool words_in(Str s, const char *words)
{
    for (Str rest = str_of(words); rest.n;)
        if (str_ihas(s, str_cut(&rest, '|')))
            return true;
    return false;
}

bool is_word_of(Str s, const char *words)
{
    for (Str rest = str_of(words); rest.n;)
        if (str_ieq(s, str_cut(&rest, '|')))
            return true;
    return false;
}

/* "Customer success" is ours although it says customer: ours are looked for first. */
static CallSide side_of(Str words)
{
    if (words_in(words, "customer success|account manager|account exec|agent|support|representative|advisor|csm|seller|berater|mitarbeiter|host"))
        return SIDE_AGENT;
    return words_in(words, "customer|client|kunde|kundin|prospect|buyer|caller|cliente") ? SIDE_CUSTOMER : SIDE_UNKNOWN;
}

/* A speaker who is called by his side alone: "Agent", "Customer 2". */
CallSide speaker_side(Str name)
{
    while (name.n && (digit(name.p[name.n - 1]) || name.p[name.n - 1] == ' '))
        name = str_sub(name, 0, name.n - 1);
    bool whole = is_word_of(name, "customer|client|kunde|kundin|prospect|buyer|caller|cliente|agent|support|support agent|representative|rep|advisor|csm|"
                              "seller|berater|mitarbeiter|host|account manager|customer success manager");
    return !whole ? SIDE_UNKNOWN : str_ieq(name, STR("rep")) ? SIDE_AGENT : side_of(name);
}

static size_t take_int(Str s, size_t at, int64_t *v)
{
    size_t n = 0;
    *v = 0;
    while (at + n < s.n && digit(s.p[at + n]) && n < 6)
        *v = *v * 10 + (s.p[at + n++] - '0');
    return n;
}

/* [h:]mm:ss[.mmm] at the beginning of s; *len bytes of it. */
bool speaker_clock(Str s, int64_t *ms, size_t *len)
{
    int64_t part[3] = { 0 }, frac = 0;
    size_t at = 0, n = 0, k;
    while (n < 3 && (k = take_int(s, at, &part[n])) > 0) {
        at += k;
        n++;
        if (n == 3 || at >= s.n || s.p[at] != ':')
            break;
        at++;
    }
    if (n < 2 || (at && s.p[at - 1] == ':') || part[n - 1] > 59 || (n == 3 && part[1] > 59) || part[0] > 9999)
        return false;
    if (at < s.n && (s.p[at] == '.' || s.p[at] == ',') && (k = take_int(s, at + 1, &frac)) > 0 && k <= 3) {
        for (size_t i = k; i < 3; i++)
            frac *= 10;
        at += 1 + k;
    }
    int64_t seconds = n == 3 ? part[0] * 3600 + part[1] * 60 + part[2] : part[0] * 60 + part[1];
    *ms = seconds * 1000 + frac;
    *len = at;
    return true;
}

/* A clock in front, bare or in brackets; cut off. */
static bool cut_clock(Str *s, int64_t *ms)
{
    size_t len;
    bool open = s->n && (s->p[0] == '[' || s->p[0] == '(');
    Str in = str_sub(*s, open, s->n);
    if (!speaker_clock(in, ms, &len))
        return false;
    in = str_sub(in, len, in.n);
    if (open) {
        if (!in.n || (in.p[0] != ']' && in.p[0] != ')'))
            return false;
        in = str_sub(in, 1, in.n);
    }
    in = str_trim(in);
    if (str_starts(in, STR("- ")))
        in = str_sub(in, 2, in.n);
    *s = str_trim(in);
    return true;
}

/* Takes "(...)", "[...]" or "<...>" off the end of a name: a side, an address or a clock. */
void speaker_bracket(Label *l, Arena *a)
{
    static const char open[] = "([<", close[] = ")]>";
    for (size_t i = 0; i < 3; i++) {
        Str n = l->name;
        const char *from = n.n && n.p[n.n - 1] == close[i] ? memrchr(n.p, open[i], n.n) : NULL;
        if (!from)
            continue;
        Str in = str_trim((Str){ from + 1, (size_t)(n.p + n.n - 1 - (from + 1)) }), mail;
        size_t len;
        int64_t ms;
        l->name = str_trim((Str){ n.p, (size_t)(from - n.p) });
        if (!clean_email(in, a, &mail))
            l->email = mail;
        else if (speaker_clock(in, &ms, &len) && len == in.n)
            l->at_ms = ms;
        else
            l->side = side_of(in);
        return;
    }
}

static bool name_fits(Str s)
{
    size_t words = 1;
    if (!s.n || s.n > LABEL_MAX || digit(s.p[0]) || !(((s.p[0] | 32) >= 'a' && (s.p[0] | 32) <= 'z') || (unsigned char)s.p[0] >= 0x80))
        return false;
    for (size_t i = 0; i < s.n; i++) {
        words += s.p[i] == ' ';
        if (strchr("\"?!;/{}=", s.p[i]))
            return false;
    }
    return words <= LABEL_WORDS;
}

bool speaker_full_name(Str s)
{
    size_t words = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == ' ' || (i && s.p[i - 1] != ' '))
            continue;
        if (!(s.p[i] >= 'A' && s.p[i] <= 'Z') && (unsigned char)s.p[i] < 0x80)
            return false;
        words++;
    }
    return words >= 2;
}

/* "[00:01:02] Anna (Customer): words".  Without a name all of it is words. */
Label speaker_label(Str s, Arena *a)
{
    Label l = { .at_ms = -1, .name = STR(""), .email = STR(""), .rest = s };
    if (cut_clock(&s, &l.at_ms))
        l.rest = s;
    size_t depth = 0, at = 0;
    for (; at < s.n && at < (size_t)2 * LABEL_MAX; at++) {
        depth += strchr("([<", s.p[at]) && s.p[at];
        depth -= depth && strchr(")]>", s.p[at]) && s.p[at];
        if (s.p[at] == ':' && !depth)
            break;
    }
    if (at >= s.n || s.p[at] != ':' || (at + 1 < s.n && s.p[at + 1] != ' ' && s.p[at + 1] != '\t'))
        return l;
    Label named = l;
    named.name = str_trim(str_sub(s, 0, at));
    speaker_bracket(&named, a);
    speaker_bracket(&named, a);
    Str mail;
    if (!clean_email(named.name, a, &mail))
        named.email = mail;
    if (!named.email.n && !name_fits(named.name))
        return l;
    if (!named.side)
        named.side = speaker_side(named.name);
    named.rest = str_trim(str_sub(s, at + 1, s.n));
    return named;
}
