/* site_action.c - what is done about an issue, as somebody types it on the page: those who see the whole book, and unit owners of their own issues. */
#include "base/date.h"
#include "serve/site.h"

enum { ROWS_MOST = 24, ROWS_BYTES = 4000, WORDS_MAX = 32 };

typedef struct Saying {
    ActionAsk    ask;
    const Who   *who;
    ServeAction *decide;
    OptionSaid   said;
} Saying;

/* Whose issues are whose is asked where it is written. */
static Status say(Store *s, Arena *a, void *ctx, Err *err)
{
    Saying *x = ctx;
    x->ask.limited = role_has_rules(x->who->role);
    Status st = site_own(s, x->who, "issue", a, &x->ask.own, &x->ask.n_own, err);
    return st ? st : x->decide(s, &x->ask, a, &x->said, err);
}

static Status put_fields(const Body *b, Str *said, size_t *n, Arena *a, Err *err)
{
    static const char *const fields[] = { "issue", "unit", "owner", "countries", "start", "end", "cost", "metric", "target", "share", "expected", "status" };
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        Str value = { NULL, 0 };
        Status st = body_text(b, fields[i], &value, err);
        if (st)
            return st;
        if (value.p)
            said[(*n)++] = str_fmt(a, "%s=%.*s", fields[i], STR_ARG(value));
    }
    return ST_OK;
}

static Status put_draw(const Body *b, Str *said, size_t *n, Arena *a, Err *err)
{
    static const char *const fields[] = { "start", "hold_out", "waves", "every", "seed" };
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        Str value = { NULL, 0 };
        Status st = body_text(b, fields[i], &value, err);
        if (st)
            return st;
        if (value.n)
            said[(*n)++] = str_fmt(a, "%s=%.*s", fields[i], STR_ARG(value));
    }
    return ST_OK;
}

/* "1.2", the answer, and a row a line that it stands on. */
static Status put_why(const Body *b, Str *said, size_t *n, Arena *a, Err *err)
{
    Str node = STR(""), text = STR(""), rows = STR("");
    Status st = body_text(b, "node", &node, err);
    if (!st)
        st = body_text(b, "text", &text, err);
    if (!st)
        st = body_long_text(b, "rows", ROWS_BYTES, &rows, err);
    if (st)
        return st;
    said[(*n)++] = str_fmt(a, "%.*s %.*s", STR_ARG(str_trim(node)), STR_ARG(text));
    while (rows.n) {
        Str row = str_trim(str_cut(&rows, '\n'));
        if (row.n && *n > ROWS_MOST)
            return ERR(err, ST_USAGE, "rows: at most %d at once", ROWS_MOST);
        if (row.n)
            said[(*n)++] = row;
    }
    return ST_OK;
}

static Status put_reading(const Body *b, Str *said, size_t *n, Arena *a, Err *err)
{
    Str day = STR(""), value = STR("");
    Status st = body_text(b, "day", &day, err);
    if (!st)
        st = body_text(b, "value", &value, err);
    said[0] = str_fmt(a, "%.*s %.*s", STR_ARG(str_trim(day)), STR_ARG(value));
    *n = 1;
    return st;
}

static Status put_said(const Body *b, Str what, Str *said, size_t *n, Arena *a, Err *err)
{
    static const struct { const char *what; Status (*put)(const Body *b, Str *said, size_t *n, Arena *a, Err *err); } rows[] = { { "why", put_why }, { "reading", put_reading }, { "add", put_fields }, { "set", put_fields }, { "drop", put_fields }, { "draw", put_draw } };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (str_eq(what, str_of(rows[i].what)))
            return rows[i].put(b, said, n, a, err);
    return ST_OK;
}

/* {"what":"add","name":...,"issue":...,"start":"2026-03-01"}, {"what":"why","name":...,"node":"1.1","text":...,"rows":"erp/a.csv:12"}, {"what":"undo","decision":12,"last":15}: what each may be is act/action.h's. */
Status change_action(Worker *w, const Body *b, Arena *a, JsonOut *j, Err *err)
{
    Str said[WORDS_MAX];
    Saying x = { .ask = { .what = STR(""), .name = STR(""), .said = said, .who = w->who.name, .why = STR("web page"), .at = micros_stamp(a, wall_second()) }, .who = &w->who, .decide = w->site->action };
    if (!x.decide)
        return ERR(err, ST_NOT_FOUND, "nothing is decided about actions here");
    const struct { const char *name; Str *into; } text[] = { { "what", &x.ask.what }, { "name", &x.ask.name }, { "why", &x.ask.why } };
    Status st = ST_OK;
    for (size_t i = 0; !st && i < COUNT_OF(text); i++)
        st = body_text(b, text[i].name, text[i].into, err);
    if (!st)
        st = put_said(b, x.ask.what, said, &x.ask.n_said, a, err);
    if (!st)
        st = body_number(b, "decision", &x.ask.from, err);
    x.ask.to = x.ask.from;
    if (!st)
        st = body_number(b, "last", &x.ask.to, err);
    if (!st)
        st = writer_do(w->site->writer, say, a, &x, err);
    if (st)
        return st;
    w->what = str_fmt(a, "%.*s, decision %lld", STR_ARG(x.ask.what), (long long)x.said.first);
    json_object(j, NULL);
    json_int(j, "decision", x.said.first);
    json_int(j, "last", x.said.last);
    json_end(j);
    return ST_OK;
}
