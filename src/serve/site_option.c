/* site_option.c - what could be done about an issue, as somebody types it on the page. */
#include "base/date.h"
#include "serve/site.h"

typedef struct Saying {
    OptionAsk    ask;
    ServeOption *decide;
    OptionSaid   said;
} Saying;

static Status say(Store *s, Arena *a, void *ctx, Err *err)
{
    Saying *x = ctx;
    return x->decide(s, &x->ask, a, &x->said, err);
}

/* {"what":"add","name":...,"issue":...,"cost":"240000","share":"30% to 60%"}, {"what":"undo","decision":12,"last":15}: what each field may be is act/option.h's. */
Status change_option(Worker *w, const Body *b, Arena *a, JsonOut *j, Err *err)
{
    static const char *const fields[] = { "issue", "cost", "yearly", "people", "months", "share", "needs", "alone", "owner", "eager", "convince" };
    Str said[COUNT_OF(fields)];
    Saying x = { .ask = { .what = STR(""), .name = STR(""), .said = said, .who = w->who.name, .why = STR("web page"), .at = micros_stamp(a, wall_second()) }, .decide = w->site->option };
    if (!x.decide)
        return ERR(err, ST_NOT_FOUND, "nothing is decided about options here");
    Status st = body_text(b, "what", &x.ask.what, err);
    if (!st)
        st = body_text(b, "name", &x.ask.name, err);
    if (!st)
        st = body_text(b, "why", &x.ask.why, err);
    for (size_t i = 0; !st && i < COUNT_OF(fields); i++) {
        Str value = { NULL, 0 };
        st = body_text(b, fields[i], &value, err);
        if (!st && value.p)
            said[x.ask.n_said++] = str_fmt(a, "%s=%.*s", fields[i], STR_ARG(value));
    }
    if (!st)
        st = body_number(b, "decision", &x.ask.from, err);
    x.ask.to = x.ask.from;
    if (!st)
        st = body_number(b, "last", &x.ask.to, err);
    if (!st)
        st = writer_do(w->site->writer, say, a, &x, err);
    if (st)
        return st;
    w->what = str_fmt(a, "decision %lld", (long long)x.said.first);
    json_object(j, NULL);
    json_int(j, "decision", x.said.first);
    json_int(j, "last", x.said.last);
    json_end(j);
    return ST_OK;
}
