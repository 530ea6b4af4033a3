#include "report/letters.h"
#include "report/term_in.h"

/* Signs that the report itself uses, for terminals that have only ASCII. */
static const char *ascii_for(uint32_t c)
{
    static const struct { uint32_t c; const char *s; } signs[] = {
        { 0xA0, " " },      { 0xA3, "GBP " },   { 0xA5, "JPY " },   { 0xB7, "-" },    { 0xD7, "x" },
        { 0x2009, " " },    { 0x2013, "-" },    { 0x2014, "-" },    { 0x2018, "'" },  { 0x2019, "'" },
        { 0x201C, "\"" },   { 0x201D, "\"" },   { 0x2026, "..." },  { 0x202F, " " },  { 0x20A9, "KRW " },
        { 0x20AC, "EUR " }, { 0x20B9, "INR " }, { 0x2192, "->" },   { 0x2212, "-" },  { 0xFFFD, "?" },
    };
    for (size_t i = 0; i < COUNT_OF(signs); i++)
        if (signs[i].c == c)
            return signs[i].s;
    return NULL;
}

/* No-break spaces stay no-break: they are kept as U+00A0 until the line is written. */
Str term_safe(Term *t, Str s)
{
    Buf b;
    buf_init(&b, s.n * 4 + 16);
    for (size_t at = 0; at < s.n;) {
        uint32_t c = letter_next(s, &at);
        const char *plain = t->unicode || c < 0x80 ? NULL : ascii_for(c);
        if (c == 0)
            continue;
        if (c == '\n' || c == '\t')
            buf_putc(&b, ' ');
        else if (c == 0xA0 || c == 0x202F)
            letter_put(&b, 0xA0);
        else if (plain)
            buf_puts(&b, plain);
        else
            letter_put(&b, c);
    }
    Str safe = str_dup(t->a, buf_str(&b));
    buf_release(&b);
    return safe;
}

int term_width(Str s)
{
    int n = 0;
    for (size_t at = 0; at < s.n;)
        n += letter_columns(letter_next(s, &at));
    return n;
}

Flow flow_text(Term *t, Str s, Look look)
{
    Str safe = term_safe(t, s);
    uint8_t *l = arena_alloc(t->a, safe.n + 1, 1);
    memset(l, (int)look, safe.n + 1);
    return (Flow){ safe, l };
}

static Str run_shown(Term *t, const Run *r)
{
    if (r->kind == RUN_GRADE)
        return str_fmt(t->a, "[%.*s]", STR_ARG(r->text));
    if (r->kind == RUN_LINK && (str_starts(r->href, STR("https://")) || str_starts(r->href, STR("http://"))))
        return str_fmt(t->a, "%.*s (%.*s)", STR_ARG(r->text), STR_ARG(r->href));
    return r->text;
}

Flow flow_runs(Term *t, Runs r, Look base)
{
    static const Look looks[] = { [RUN_PLAIN] = LOOK_PLAIN, [RUN_STRONG] = LOOK_STRONG, [RUN_SOFT] = LOOK_SOFT,
                                  [RUN_MARK] = LOOK_MARK, [RUN_LINK] = LOOK_LINK, [RUN_GRADE] = LOOK_STRONG };
    Buf text, look;
    buf_init(&text, SIZE_MAX / 4);
    buf_init(&look, SIZE_MAX / 4);
    for (size_t i = 0; i < r.n; i++) {
        Str s = term_safe(t, run_shown(t, &r.run[i]));
        Look l = r.run[i].kind == RUN_PLAIN ? base : looks[r.run[i].kind];
        buf_put(&text, s);
        for (size_t j = 0; j < s.n; j++)
            buf_putc(&look, (char)l);
    }
    Str own = str_dup(t->a, buf_str(&text)), ownl = str_dup(t->a, buf_str(&look));
    buf_release(&text);
    buf_release(&look);
    return (Flow){ own, (const uint8_t *)ownl.p };
}

bool flow_line(const Flow *f, int width, size_t *at, Part *line)
{
    size_t i = *at, end = 0, next = 0;
    int used = 0;
    while (i < f->text.n && f->text.p[i] == ' ')
        i++;
    if (i >= f->text.n)
        return false;
    line->from = i;
    while (i < f->text.n) {
        size_t begin = i;
        uint32_t c = letter_next(f->text, &i);
        if (c == ' ') {
            end = begin;
            next = i;
        }
        used += letter_columns(c);
        /* A space may hang over the edge; a letter wider than the line is written anyway. */
        if (used > width && c != ' ' && begin > line->from) {
            line->to = end ? end : begin;
            *at = end ? next : begin;
            return true;
        }
    }
    line->to = f->text.n;
    *at = f->text.n;
    return true;
}

int flow_width(const Flow *f) { return term_width(f->text); }

int flow_widest_word(const Flow *f)
{
    int most = 0;
    for (Str rest = f->text; rest.n;) {
        int w = term_width(str_cut(&rest, ' '));
        most = w > most ? w : most;
    }
    return most;
}

void term_spaces(Term *t, int n)
{
    if (n > 0)
        t->pending += n;
}

static void look_set(Term *t, Look look)
{
    static const char *const codes[] = { [LOOK_PLAIN] = "",     [LOOK_STRONG] = "\033[1m", [LOOK_SOFT] = "\033[2m",
                                         [LOOK_LINK] = "\033[4m", [LOOK_MARK] = "\033[1m", [LOOK_HARM] = "\033[31m",
                                         [LOOK_PROOF] = "\033[32m" };
    if (!t->color || look == t->now)
        return;
    if (t->now != LOOK_PLAIN)
        buf_puts(t->out, "\033[0m");
    buf_puts(t->out, codes[look]);
    t->now = look;
}

void term_put(Term *t, Str s, Look look)
{
    for (size_t at = 0; at < s.n;) {
        uint32_t c = letter_next(s, &at);
        if (c == ' ' || c == 0xA0) {
            t->pending++;
            continue;
        }
        if (t->pending) {
            if (look != t->now)
                look_set(t, LOOK_PLAIN);
            for (int i = 0; i < t->pending; i++)
                buf_putc(t->out, ' ');
            t->col += t->pending;
            t->pending = 0;
        }
        look_set(t, look);
        letter_put(t->out, c);
        t->col += letter_columns(c);
    }
}

void term_part(Term *t, const Flow *f, Part p)
{
    for (size_t i = p.from; i < p.to;) {
        size_t j = i;
        while (j < p.to && f->look[j] == f->look[i])
            j++;
        term_put(t, str_sub(f->text, i, j - i), (Look)f->look[i]);
        i = j;
    }
}

void term_end(Term *t)
{
    look_set(t, LOOK_PLAIN);
    buf_putc(t->out, '\n');
    t->blank = t->col == 0;
    t->col = t->pending = 0;
}

void term_gap(Term *t)
{
    if (!t->blank)
        term_end(t);
}

void term_flow(Term *t, const Flow *f, int indent)
{
    Part line;
    for (size_t at = 0; flow_line(f, t->width - indent, &at, &line);) {
        term_spaces(t, indent);
        term_part(t, f, line);
        term_end(t);
    }
}

const char *term_dot(const Term *t, Tone tone)
{
    static const char *const signs[][2] = {
        [TONE_NORMAL] = { "*", "\xE2\x97\x8F" }, [TONE_OFF] = { "?", "\xE2\x97\x8B" },
        [TONE_HARM] = { "!", "\xE2\x97\x86" },   [TONE_PROOF] = { "+", "\xE2\x96\xA0" },
        [TONE_ACCENT] = { "*", "\xE2\x96\xB2" },
    };
    return signs[tone][t->unicode];
}

Look tone_look(Tone tone, Look otherwise)
{
    return tone == TONE_HARM ? LOOK_HARM : tone == TONE_PROOF ? LOOK_PROOF : tone == TONE_OFF ? LOOK_SOFT : otherwise;
}
