/* forecast_decide.c - what an owner thinks of a renewal is checked and written down. */
#include "value/forecast.h"
#include "store/verdict.h"

enum { WORDS_MOST = 400 };

static Status put(Store *s, const ForecastAsk *ask, Str subject, Str object, int64_t *number, Err *err)
{
    int64_t last = 0;
    Status st = store_int(s, SQL_VERDICT_MAX, STORE_NO_ARGS, 0, &last, err);
    *number = last + 1;
    return st ? st : store_run(s, SQL_VERDICT_PUT, STORE_ARGS(DB_INT(*number), DB_TEXT(STR("forecast")), DB_TEXT(ask->what), DB_TEXT(subject), DB_TEXT(object), DB_TEXT(ask->who),
                                                              DB_TEXT(ask->why), DB_TEXT(ask->at)), err);
}

static Status undo(Store *s, const ForecastAsk *ask, Arena *a, int64_t *number, Err *err)
{
    Table t;
    Str word = str_fmt(a, "%lld", (long long)ask->decision);
    Status st = store_fetch(s, SQL_FORECAST_SAID, STORE_NO_ARGS, a, &t, err);
    if (!st)
        st = verdict_may_undo(&t, ask->decision, ask->limited ? ask->who : STR(""), "a forecast", err);
    return st ? st : put(s, ask, word, STR(""), number, err);
}

/* Another's account is not there for whoever sees but his own. */
static Status named(Store *s, const ForecastAsk *ask, Arena *a, Str *name, Err *err)
{
    Table t = { .n = 0 };
    bool own = !ask->limited;
    *name = ask->name;
    if (!ask->account && !ask->limited && ask->name.n)
        return ST_OK;
    for (size_t i = 0; i < ask->n_own && !own; i++)
        own = ask->own[i] == ask->account;
    Status st = own ? store_fetch(s, SQL_FORECAST_ACCOUNT, STORE_ARGS(DB_INT(ask->account)), a, &t, err) : ST_OK;
    if (!st && !t.n)
        return ERR(err, ST_NOT_FOUND, "account: there is no account %lld", (long long)ask->account);
    if (!st)
        *name = col_text(&t, "name")[0];
    return st;
}

Status forecast_decide(Store *s, const ForecastAsk *ask, Arena *a, int64_t *number, Err *err)
{
    Str name, why, words = str_trim(str_flat(a, ask->words)), probability = str_trim(str_flat(a, ask->probability));
    double view;
    Err reason;
    if (str_eq(ask->what, STR("undo")))
        return undo(s, ask, a, number, err);
    if (!str_eq(ask->what, STR("owner")))
        return ERR(err, ST_USAGE, "'what' must be owner or undo");
    if (words.n > WORDS_MOST || !str_is_utf8(words))
        return ERR(err, ST_USAGE, "words: at most %d bytes of UTF-8", WORDS_MOST);
    /* "60 %" as "60%": what is behind a space is the reason. */
    if (str_ends(probability, STR(" %")))
        probability = str_fmt(a, "%.*s%%", (int)(probability.n - 2), probability.p);
    Str object = words.n ? str_fmt(a, "%.*s %.*s", STR_ARG(probability), STR_ARG(words)) : probability;
    Status st = str_has(probability, STR(" ")) ? ERR(&reason, ST_USAGE, "'%.*s' is no probability: write 0.6 or 60%%", STR_ARG(probability))
                                               : forecast_parse(STR("owner"), object, &view, &why, &reason);
    if (st)
        return ERR(err, st, "probability: %s", reason.msg);
    st = named(s, ask, a, &name, err);
    return st ? st : put(s, ask, name, object, number, err);
}
