/* site_forecast.c - what an owner thinks of a renewal, as somebody types it on the account's page: those who see the whole book, and account managers of their own accounts. */
#include "base/date.h"
#include "serve/site.h"

typedef struct Saying {
    ForecastAsk    ask;
    const Who     *who;
    ServeForecast *decide;
    int64_t        number;
} Saying;

/* Whose accounts are whose is asked where it is written. */
static Status say(Store *s, Arena *a, void *ctx, Err *err)
{
    Saying *x = ctx;
    x->ask.limited = role_has_rules(x->who->role);
    Status st = site_own(s, x->who, "account", a, &x->ask.own, &x->ask.n_own, err);
    return st ? st : x->decide(s, &x->ask, a, &x->number, err);
}

/* {"what":"owner","account":17,"probability":"60%","words":"the new director likes us"}, {"what":"undo","decision":12} */
Status change_forecast(Worker *w, const Body *b, Arena *a, JsonOut *j, Err *err)
{
    Saying x = { .ask = { .what = STR(""), .name = STR(""), .probability = STR(""), .words = STR(""), .who = w->who.name, .why = STR("web page"), .at = micros_stamp(a, wall_second()) },
                 .who = &w->who, .decide = w->site->forecast };
    if (!x.decide)
        return ERR(err, ST_NOT_FOUND, "nothing is said about forecasts here");
    const struct { const char *name; Str *into; } text[] = { { "what", &x.ask.what }, { "probability", &x.ask.probability }, { "words", &x.ask.words } };
    Status st = ST_OK;
    for (size_t i = 0; !st && i < COUNT_OF(text); i++)
        st = body_text(b, text[i].name, text[i].into, err);
    if (!st)
        st = body_number(b, "account", &x.ask.account, err);
    if (!st)
        st = body_number(b, "decision", &x.ask.decision, err);
    if (!st)
        st = writer_do(w->site->writer, say, a, &x, err);
    if (st)
        return st;
    w->what = str_fmt(a, "%.*s, decision %lld", STR_ARG(x.ask.what), (long long)x.number);
    json_object(j, NULL);
    json_int(j, "decision", x.number);
    json_end(j);
    return ST_OK;
}
