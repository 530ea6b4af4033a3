/* code.c - themes of comments, sentence by sentence, and what is felt about each. */
#include <math.h>

#include "listen/sentiment.h"
#include "listen/theme_edit.h"
#include "text/aspect.h"

/* A single theme competes with none at all; what is in none is unsure, but less than what is between two. */
static const double MARGIN_FLOOR = 0.12;
static const float MARGIN_OTHER = 0.35f;
/* A sentence with more is looked at no further: nobody feels two things so far apart. */
enum { PARTS_MAX = 6, WORDS_LOOKED_AT = 48, BYTES_LOOKED_AT = 1000 };

/* A part of a sentence, and what it speaks of by itself. */
typedef struct Part {
    AspectPart  at;
    ThemeWeight w[THEME_PER_DOC];
    size_t      n;
} Part;

/* What the coding of one comment goes by. */
typedef struct Coding {
    Comment         *c;
    const ThemeList *l;
    const Tokens    *t;
    MoodReader      *mood;
    Arena           *scratch;
} Coding;

static size_t assign(const Coding *x, Token *token, size_t n, Sentence one, ThemeWeight *w)
{
    one.token = 0;
    one.n_token = (uint32_t)n;
    return theme_assign(x->l->model, &(Tokens){ .token = token, .n = n, .sentence = &one, .n_sentence = 1 }, x->scratch, w);
}

static bool is_known(const Part *part, size_t n, AspectPart p)
{
    for (size_t k = 0; k < n; k++)
        if (part[k].at.from == p.from && part[k].at.to == p.to)
            return true;
    return false;
}

/* The parts around its words, where they are not the whole. */
static size_t parts_of(const Coding *x, Sentence one, Part out[PARTS_MAX])
{
    Str s = str_sub(x->c->text, one.from, one.n);
    Token *t = x->t->token + one.token;
    size_t n = 0;
    if (one.n > BYTES_LOOKED_AT || one.n_token > WORDS_LOOKED_AT)
        return 0;
    for (size_t i = 0; i < one.n_token && n < PARTS_MAX; i++) {
        if (t[i].flags & (TOKEN_STOP | TOKEN_NUMBER))
            continue;
        AspectPart p = aspect_part(s, t[i].from - one.from, t[i].from + t[i].n - one.from, x->c->lang);
        if ((p.from == 0 && p.to == s.n) || is_known(out, n, p))
            continue;
        size_t first = 0, last = one.n_token;
        while (first < last && t[first].from < one.from + p.from)
            first++;
        while (last > first && t[last - 1].from >= one.from + p.to)
            last--;
        out[n].at = p;
        out[n].n = assign(x, t + first, last - first, one, out[n].w);
        n++;
    }
    return n;
}

/* Of the parts that speak of the theme by themselves, the one that does so most; NULL: none. */
static const Part *part_for(const Part *part, size_t n, uint32_t theme)
{
    const Part *best = NULL;
    double most = 0;
    for (size_t k = 0; k < n; k++)
        for (size_t i = 0; i < part[k].n; i++)
            if (part[k].w[i].theme == theme && part[k].w[i].weight > most) {
                most = part[k].w[i].weight;
                best = &part[k];
            }
    return best;
}

/* Unless an earlier sentence speaks of the theme as much. */
static void mention(Comment *c, Mention m)
{
    uint32_t at = 0;
    while (at < c->n_mention && c->mention[at].theme != m.theme)
        at++;
    if (at == THEME_PER_DOC || (at < c->n_mention && c->mention[at].weight >= m.weight))
        return;
    c->mention[at] = m;
    if (at == c->n_mention)
        c->n_mention++;
}

static uint32_t sub_of(const ThemeList *l, const ThemeWeight *w)
{
    return w->sub == THEME_NO_SUB ? NO_THEME : l->sub_from[w->theme] + w->sub;
}

/* How far ahead of the next the strongest theme of one sentence is. */
static float margin_of(const ThemeWeight *w, size_t n)
{
    double next = n > 1 ? w[1].weight : MARGIN_FLOOR;
    return (float)fmax(0, (w[0].weight - next) / w[0].weight);
}

static void code_sentence(const Coding *x, uint32_t k)
{
    ThemeWeight w[THEME_PER_DOC];
    Part part[PARTS_MAX];
    Sentence one = x->t->sentence[k];
    size_t n = assign(x, x->t->token + one.token, one.n_token, one, w), parts = n && mood_may_part(x->c, k, x->t) ? parts_of(x, one, part) : 0;
    for (size_t i = 0; i < n; i++) {
        Mention m = { .theme = w[i].theme, .sub = sub_of(x->l, &w[i]), .weight = (float)w[i].weight, .how = HOW_FOUND };
        mood_of_sentence(&x->c->sentence[k], &m);
        const Part *p = part_for(part, parts, w[i].theme);
        if (p)
            mood_of_part(x->c, k, p->at, x->mood, x->scratch, &m);
        mention(x->c, m);
    }
    x->c->margin = n ? fminf(x->c->margin, margin_of(w, n)) : x->c->margin;
}

static void code_sentences(const Coding *x)
{
    Comment *c = x->c;
    ThemeWeight w[THEME_PER_DOC];
    c->n_mention = 0;
    c->margin = 1;
    for (uint32_t k = 0; x->l->model && k < x->t->n_sentence && k < c->n_sentence; k++)
        code_sentence(x, k);
    /* What no sentence says by itself the whole may. */
    size_t n = x->l->model && !c->n_mention ? theme_assign(x->l->model, x->t, x->scratch, w) : 0;
    for (size_t i = 0; i < n; i++) {
        Mention m = { .theme = w[i].theme, .sub = sub_of(x->l, &w[i]), .weight = (float)w[i].weight, .how = HOW_FOUND };
        mood_of_comment(c, &m);
        mention(c, m);
    }
    mentions_sort(c);
    theme_edits_apply(x->l->edits, x->l, c, x->t, x->mood, x->scratch);
    c->margin = c->n_mention ? c->margin : MARGIN_OTHER;
}

static Status code(Comment *c, Tokenizer *tz, const ThemeList *l, MoodReader *mood, Arena *scratch, Err *err)
{
    Tokens t;
    if (!c->text.n)
        return ST_OK;
    Status st = tokenize(tz, c->text, c->lang, scratch, &t, err);
    if (!st)
        code_sentences(&(Coding){ c, l, &t, mood, scratch });
    return st;
}

Status comments_code(Comments *all, CommentsLots *lots, const void *theme_list, Arena *a, Err *err)
{
    Tokenizer *tz;
    Arena scratch, memory;
    const ThemeList *l = theme_list;
    Status st = tokenizer_create(a, &tz, err);
    arena_init(&scratch);
    arena_init(&memory);
    MoodReader *mood = l->mood && l->mood->used ? mood_reader_create(l->mood, &memory) : NULL;
    for (size_t from, to; !st && comments_next(lots, &from, &to);)
        for (size_t i = from; !st && i < to; i++) {
            ArenaMark m = arena_mark(&scratch);
            st = code(&all->at[i], tz, l, mood, &scratch, err);
            arena_rewind(&scratch, m);
        }
    arena_release(&memory);
    arena_release(&scratch);
    return st;
}
