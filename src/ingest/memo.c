#include "ingest/memo.h"

#include <string.h>

#include "model/limits.h"

void memo_init(Memo *m)
{
    *m = (Memo){ .given = STR(""), .known = STR("") };
    buf_init(&m->settled, LIMIT_MAPPING);
}

void memo_release(Memo *m) { buf_release(&m->settled); }

/* Words of a line hold neither of the two characters that divide. */
static void put_word(Buf *b, Str s)
{
    for (size_t i = 0; i < s.n; i++)
        buf_putc(b, s.p[i] == '\t' || s.p[i] == '\n' || s.p[i] == '\r' ? ' ' : s.p[i]);
}

static void put_line(Buf *b, const char *what, Str of, Str how)
{
    buf_puts(b, what);
    buf_putc(b, '\t');
    put_word(b, of);
    buf_putc(b, '\t');
    put_word(b, how);
    buf_putc(b, '\n');
}

void memo_put(Memo *m, const char *what, Str of, Str how) { put_line(&m->settled, what, of, how); }

/* As put_word() wrote it. */
static bool same_word(Str written, Str s)
{
    if (written.n != s.n)
        return false;
    for (size_t i = 0; i < s.n; i++)
        if (written.p[i] != (s.p[i] == '\t' || s.p[i] == '\n' || s.p[i] == '\r' ? ' ' : s.p[i]))
            return false;
    return true;
}

static bool is_line(Str *line, const char *what, Str of)
{
    Str word = str_cut(line, '\t'), name = str_cut(line, '\t');
    return str_eq(word, str_of(what)) && same_word(name, of);
}

Str memo_get(Str text, const char *what, Str of)
{
    Str found = STR("");
    while (text.n) {
        Str line = str_cut(&text, '\n');
        if (is_line(&line, what, of))
            found = line;
    }
    return found;
}

Str memo_with(Str text, const char *what, Str of, Str how, Arena *a)
{
    Buf b;
    buf_init(&b, LIMIT_MAPPING);
    while (text.n) {
        Str whole = str_cut(&text, '\n'), line = whole;
        if (is_line(&line, what, of))
            continue;
        buf_put(&b, whole);
        buf_putc(&b, '\n');
    }
    put_line(&b, what, of, how);
    Str out = str_dup(a, buf_str(&b));
    buf_release(&b);
    return out;
}

Way memo_way(Str text, const char *what, Str column) { return way_of(memo_get(text, what, column)); }

DateOrder memo_order(Str text, const char *what, Str column)
{
    Way w = memo_way(text, what, column);
    return w == WAY_DAY_FIRST ? DATE_DMY : w == WAY_MONTH_FIRST ? DATE_MDY : DATE_UNKNOWN;
}

const char *memo_order_name(DateOrder o) { return o == DATE_DMY ? "dmy" : o == DATE_MDY ? "mdy" : ""; }

static void add_example(MemoAsk *ask, Str value)
{
    if (value.n >= MEMO_EXAMPLE)
        return;
    for (size_t i = 0; i < MEMO_EXAMPLES; i++) {
        char *e = ask->example[i];
        if (str_eq(str_of(e), value))
            return;
        if (e[0])
            continue;
        memcpy(e, value.p, value.n);
        e[value.n] = 0;
        return;
    }
}

void memo_ask(Memo *m, Str column, Str value, bool whole, bool numbers)
{
    size_t i = 0;
    column = str_sub(column, 0, MEMO_COLUMN - 1);
    while (i < m->n_ask && !str_eq(str_of(m->ask[i].column), column))
        i++;
    if (i == MEMO_ASKS)
        return;
    if (i == m->n_ask) {
        m->ask[m->n_ask++] = (MemoAsk){ .numbers = numbers };
        memcpy(m->ask[i].column, column.p, column.n);
    }
    m->ask[i].required |= whole;
    m->ask[i].n++;
    add_example(&m->ask[i], str_trim(value));
}
