#include "link/index_default.h"

#include "base/attr.h"
#include "num/path.h"

enum { CONSTRUCTS = 7, LABEL_MAX = 400, QUALITY = 2 };
static const char *const name[CONSTRUCTS] = { "image", "expectation", "quality", "value", "satisfaction", "complaints", "loyalty" };

/* Looked for in this order: "value for money" before "satisfied with". */
static const struct {
    size_t construct;
    const char *word;
} words[] = {
    { 5, "complain" }, { 5, "beschwer" }, { 5, "reklam" },
    { 6, "recommend" }, { 6, "weiterempf" }, { 6, "buy again" }, { 6, "stay with" }, { 6, "remain" }, { 6, "renew" }, { 6, "loyal" }, { 6, "wieder kaufen" }, { 6, "kunde bleiben" }, { 6, "treu" },
    { 3, "value" }, { 3, "worth" }, { 3, "price" }, { 3, "preis" },
    { 4, "overall satisf" }, { 4, "satisfied overall" }, { 4, "all in all" }, { 4, "overall, how satisf" }, { 4, "ideal" }, { 4, "insgesamt" }, { 4, "gesamtzufried" }, { 4, "overall experience" },
    { 1, "expect" }, { 1, "erwart" },
    { 0, "image" }, { 0, "reputation" }, { 0, "trust" }, { 0, "vertrau" }, { 0, "ruf " }, { 0, "innovative" },
    { QUALITY, "quality" }, { QUALITY, "qualit" }, { QUALITY, "satisfied" }, { QUALITY, "zufrieden" }, { QUALITY, "reliab" },
};

static const struct {
    size_t from, to;
} arrows[] = { { 0, 1 }, { 1, 2 }, { 1, 3 }, { 2, 3 }, { 0, 4 }, { 1, 4 }, { 2, 4 }, { 3, 4 }, { 4, 5 }, { 0, 6 }, { 4, 6 }, { 5, 6 } };

static const struct {
    double low, high;
} scales[] = { { 1, 5 }, { 1, 7 }, { 1, 10 }, { 0, 10 }, { 0, 100 } };

static size_t construct_of(Str label)
{
    char low[LABEL_MAX];
    size_t n = label.n < LABEL_MAX ? label.n : LABEL_MAX;
    for (size_t i = 0; i < n; i++)
        low[i] = (char)(label.p[i] >= 'A' && label.p[i] <= 'Z' ? label.p[i] + 32 : label.p[i]);
    for (size_t k = 0; k < COUNT_OF(words); k++)
        if (str_has((Str){ low, n }, str_of(words[k].word)))
            return words[k].construct;
    return CONSTRUCTS;
}

static size_t scale_of(double low, double high)
{
    size_t k = 0;
    while (k < COUNT_OF(scales) && (low < scales[k].low || high > scales[k].high))
        k++;
    return high > low ? k : COUNT_OF(scales);
}

/* Nobody may have used the ends. */
static bool fits(const Table *asked, size_t r, size_t scale)
{
    double low = col_f64(asked, "low")[r], high = col_f64(asked, "high")[r];
    return low < high && low >= scales[scale].low && high <= scales[scale].high;
}

static Str items_of(const Table *asked, size_t construct, size_t scale, size_t *left, Arena *a)
{
    Str all = STR("");
    for (size_t r = 0; r < asked->n && *left; r++) {
        Str label = col_text(asked, "label")[r];
        if (construct_of(label.n ? label : col_text(asked, "question")[r]) != construct || !fits(asked, r, scale))
            continue;
        all = str_fmt(a, "%.*s%s%.*s", STR_ARG(all), all.n ? "; " : "", STR_ARG(col_text(asked, "question")[r]));
        --*left;
    }
    return all;
}

/* The scale that most recognised items are on; the first of several. */
static size_t commonest(const Table *asked)
{
    size_t n[COUNT_OF(scales) + 1] = { 0 }, best = 0;
    for (size_t r = 0; r < asked->n; r++) {
        Str label = col_text(asked, "label")[r];
        if (construct_of(label.n ? label : col_text(asked, "question")[r]) < CONSTRUCTS)
            n[scale_of(col_f64(asked, "low")[r], col_f64(asked, "high")[r])]++;
    }
    for (size_t k = 1; k < COUNT_OF(scales); k++)
        best = n[k] > n[best] ? k : best;
    return best;
}

Str index_default(const Table *asked, Arena *a)
{
    size_t scale = commonest(asked), left = PATH_ITEMS_MAX, paths = 0;
    Str text = str_fmt(a, "scale %g %g\n", scales[scale].low, scales[scale].high);
    bool there[CONSTRUCTS], tied[CONSTRUCTS] = { false };
    Str items[CONSTRUCTS];
    for (size_t k = 0; k < CONSTRUCTS; k++) {
        items[k] = items_of(asked, k, scale, &left, a);
        there[k] = items[k].n > 0;
    }
    for (size_t k = 0; k < COUNT_OF(arrows); k++)
        if (there[arrows[k].from] && there[arrows[k].to])
            tied[arrows[k].from] = tied[arrows[k].to] = true;
    /* What nothing leads to or from has no place in the model. */
    for (size_t k = 0; k < CONSTRUCTS; k++)
        if (tied[k])
            text = str_fmt(a, "%.*s%s: %.*s\n", STR_ARG(text), name[k], STR_ARG(items[k]));
    for (size_t k = 0; k < COUNT_OF(arrows); k++) {
        if (!tied[arrows[k].from] || !tied[arrows[k].to])
            continue;
        text = str_fmt(a, "%.*s%s -> %s\n", STR_ARG(text), name[arrows[k].from], name[arrows[k].to]);
        paths++;
    }
    return paths && (tied[4] || tied[6]) ? text : STR("");
}
