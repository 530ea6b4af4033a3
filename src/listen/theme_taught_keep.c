/* The encoder's pupil kept for comments that come in later (theme_learn.h): d_model and d_model_part under NAME; beside it whether every comment has a
 * theme, and the id of each class's theme in two halves, 0 for "none". */
#include "listen/model_parts.h"
#include "listen/theme_learn.h"

static const char NAME[] = "themes", CLASSES[] = "themes_classes";
enum { HALF = 32, WORDS_MOST = 1 + 2 * LEARNER_CLASSES };

Status theme_taught_keep(Store *s, const ThemeList *l, const TaughtAll *x, Err *err)
{
    static const char method[] = "linear, words and pieces of words, from a person's labels and from what a sentence encoder makes of more comments",
                      measure[] = "mean F1 of themes on labels of accounts not learned from; rules: of the coding without";
    uint32_t word[WORDS_MOST] = { x->whole };
    if (!x->used)
        return ST_OK;
    for (unsigned k = 0; k < x->n; k++) {
        uint64_t id = x->theme[k] == NO_THEME ? 0 : (uint64_t)l->at[x->theme[k]].id;
        word[1 + 2 * k] = (uint32_t)(id >> HALF);
        word[2 + 2 * k] = (uint32_t)id;
    }
    Status st = model_write(s, &(ModelRow){ NAME, method, measure, &x->learner, (int64_t)x->labels, 0, x->learned_f1, x->alone_f1, true }, err);
    return st ? st : model_words_write(s, CLASSES, word, 1 + 2 * (size_t)x->n, err);
}

/* A theme that is no longer there is no class any more: it takes part, and is given to nobody. */
Status theme_taught_kept(Store *s, const ThemeList *l, Arena *a, TaughtAll *out, Err *err)
{
    uint32_t *word;
    size_t n;
    Table row;
    *out = (TaughtAll){ .n = 0 };
    Status st = model_words_read(s, CLASSES, WORDS_MOST, a, &word, &n, err);
    if (st || !n)
        return st;
    out->n = (unsigned)(n - 1) / 2;
    if (out->n < 2)
        return ERR(err, ST_INVALID, "the kept model of themes has no classes");
    st = model_read(s, NAME, out->n, a, &row, &out->learner, err);
    if (st)
        return st;
    bool any = false;
    out->whole = word[0] != 0;
    for (unsigned k = 0; k < out->n; k++) {
        int64_t id = (int64_t)((uint64_t)word[1 + 2 * k] << HALF | word[2 + 2 * k]);
        uint32_t at = id ? theme_list_find(l, id) : NO_THEME;
        while (at != NO_THEME && l->at[at].into != at)
            at = l->at[at].into;
        out->theme[k] = at;
        any |= at != NO_THEME;
    }
    out->there = true;
    out->used = any;
    return ST_OK;
}
