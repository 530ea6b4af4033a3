/* site_theme.c - a researcher's code book, sent from the page. */
#include "base/date.h"
#include "model/limits.h"
#include "serve/site.h"
#include "store/theme_decide.h"

typedef struct Book {
    Str      what, text, question;
    ThemeAsk by;
    int64_t  first, last;
} Book;

static Status keep(Store *s, Arena *a, Book *x, Err *err)
{
    ThemeAsk *ask;
    size_t n;
    Status st = theme_codebook(x->text, x->question, &x->by, a, &ask, &n, err);
    if (!st && !n)
        st = ERR(err, ST_USAGE, "the code book has no code");
    for (size_t k = 0; !st && k < n; k++) {
        st = theme_decide(s, &ask[k], a, &x->last, err);
        x->first = k ? x->first : x->last;
    }
    return st;
}

/* What one code book gave, `first` to `last`. */
static Status take_back(Store *s, Arena *a, Book *x, Err *err)
{
    int64_t first = x->first, last = x->last ? x->last : x->first;
    Status st = ST_OK;
    if (first <= 0 || last < first || last - first >= LIMIT_CODES)
        return ERR(err, ST_USAGE, "'decision' and 'last' are the first and the last number that the code book was answered with");
    for (int64_t k = first; !st && k <= last; k++) {
        ThemeAsk undo = x->by;
        undo.what = STR("undo");
        undo.theme = str_fmt(a, "%lld", (long long)k);
        st = theme_decide(s, &undo, a, &x->last, err);
        x->first = k == first ? x->last : x->first;
    }
    return st;
}

static Status work(Store *s, Arena *a, void *ctx, Err *err)
{
    Book *x = ctx;
    return (str_eq(x->what, STR("undo")) ? take_back : keep)(s, a, x, err);
}

/* {"what":"add","text":"code,words\n...","question":"Q1"}, {"what":"undo","decision":12,"last":15} */
Status change_codebook(Worker *w, const Body *b, Arena *a, JsonOut *j, Err *err)
{
    Book x = { .what = STR(""), .text = STR(""), .question = STR(""),
               .by = { .what = STR(""), .theme = STR(""), .other = STR(""), .rule = STR(""), .comment = STR(""),
                       .who = w->who.name, .why = STR("web page"), .at = micros_stamp(a, wall_second()) } };
    Status st = body_text(b, "what", &x.what, err);
    if (!st)
        st = body_long_text(b, "text", LIMIT_CODEBOOK_BODY, &x.text, err);
    if (!st)
        st = body_text(b, "question", &x.question, err);
    if (!st)
        st = body_text(b, "why", &x.by.why, err);
    if (!st)
        st = body_number(b, "decision", &x.first, err);
    if (!st)
        st = body_number(b, "last", &x.last, err);
    if (!st && !str_eq(x.what, STR("add")) && !str_eq(x.what, STR("undo")))
        st = ERR(err, ST_USAGE, "'what' must be add or undo");
    if (!st)
        st = writer_do(w->site->writer, work, a, &x, err);
    if (st)
        return st;
    w->what = str_fmt(a, "decision %lld", (long long)x.first);
    json_object(j, NULL);
    json_int(j, "decision", x.first);
    json_int(j, "last", x.last);
    json_end(j);
    return ST_OK;
}
