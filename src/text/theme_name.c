#include <math.h>
#include <stdlib.h>

#include "text/fold.h"
#include "text/sentiment.h"
#include "text/theme_terms.h"

/* A theme's name is the phrase of its comments with the highest product of
 *   ln(1 + accounts that say it), the share of its documents that are in the theme,
 *   the weight its topic has in the theme plus that of its stems, per root of its content words,
 *   its length (three and four words are best), 1.5 where it always ends a clause and 1.2 where it always
 *   begins one, since such a phrase is whole, and agreement with the mean mood of the theme:
 *   in a complaint words of trouble count double and praise without them .4, in praise the
 *   other way round, and where the mood is neither, 1.3.
 * It begins and ends in a word that carries meaning, or begins a clause with one of trouble, cuts no
 * phrase of the lists, has no number, and is in the language most of the documents are in, unless nothing there will do. */

enum { PHRASE_MIN = 2, PHRASE_MAX = 6, PHRASE_BYTES = 80, SHORTLIST = 40, MANY_DOCS = 100 };
/* What the lists say of a token: its topic + 1, and where it stands in the hit. */
enum { ABOUT = 0x0F, GOES_ON = 0x20, CONTINUES = 0x40, TROUBLED = 0x80 };
static const double COMPLAINT = -0.05, PRAISE = 0.04, FELT = 0.2, END_GAIN = 0.5, BEGIN_GAIN = 0.2;

typedef struct Phrase {
    size_t   n_all, n_theme, doc;      /* doc + 1 that had it last */
    size_t   accounts, ends, begins;
    uint32_t at_doc, at, n;            /* where it was seen first */
    bool     trouble;
    double   score;
    size_t   id;
} Phrase;

typedef struct Namer {
    const ThemeNaming *in;
    uint8_t **mark;                    /* per document and token */
    Lang      lang;
    double    tone;                    /* of the theme at hand */
    size_t    theme;
    StrMap    map;
    I64Map    said;                    /* phrase and account */
    Phrase   *phrase;
    size_t    cap;
    Arena     a;
} Namer;

/* Words of one clause: nothing but a blank, a hyphen or an apostrophe between them. */
static bool joined_words(Str text, const Token *a, const Token *b)
{
    for (size_t i = a->from + a->n; i < b->from; i++)
        if (text.p[i] != ' ' && text.p[i] != '-' && text.p[i] != '\'')
            return false;
    return a->sentence == b->sentence;
}

static bool is_content(const Token *t)
{
    return !(t->flags & (TOKEN_STOP | TOKEN_NUMBER)) && t->fold.n > 1;
}

/* "consistently": an adverb of manner wants something after it. */
static bool leaves_open(Str fold)
{
    static const Str open[] = {
        STR_INIT("not"),   STR_INIT("no"),    STR_INIT("without"), STR_INIT("only"),  STR_INIT("too"),    STR_INIT("still"),
        STR_INIT("keeps"), STR_INIT("lets"),  STR_INIT("does"),    STR_INIT("did"),   STR_INIT("cannot"), STR_INIT("nobody"),
        STR_INIT("wrong"), STR_INIT("takes"), STR_INIT("took"),    STR_INIT("needs"), STR_INIT("nicht"),  STR_INIT("kein"),
        STR_INIT("keine"), STR_INIT("ohne"),  STR_INIT("nur"),     STR_INIT("pas"),   STR_INIT("sans"),   STR_INIT("trop"),
        STR_INIT("toujours"), STR_INIT("customer"), STR_INIT("set"), STR_INIT("comes"), STR_INIT("makes"), STR_INIT("gets"),
    };
    for (size_t i = 0; i < sizeof open / sizeof *open; i++)
        if (fold.n == open[i].n && *fold.p == *open[i].p && str_eq(fold, open[i]))
            return true;
    return (fold.n > 5 && str_ends(fold, STR("ly"))) || memchr(fold.p, '\'', fold.n);
}

/* A word that carries meaning, or one of trouble with which a clause begins ("still no answer"). */
static bool may_begin(const ThemeDoc *d, const uint8_t *mark, size_t at)
{
    const Token *t = d->tokens->token + at;
    bool first = !at || !joined_words(d->text, t - 1, t);
    bool bare_trouble = (mark[at] & TROUBLED) && !(mark[at] & ABOUT);
    if (mark[at] & CONTINUES)
        return false;
    return first ? is_content(t) || (mark[at] & TROUBLED) : is_content(t) && !bare_trouble && !leaves_open(t->fold);
}

/* The phrase of n tokens at `at`, folded, or false when it is none. */
static bool phrase_key(const ThemeDoc *d, const uint8_t *mark, size_t at, size_t n, char *buf, Str *key)
{
    const Token *t = d->tokens->token + at;
    size_t len = 0;
    bool content = false;
    if (at + n > d->tokens->n || !may_begin(d, mark, at))
        return false;
    if ((mark[at + n - 1] & GOES_ON) || (!is_content(t + n - 1) && !mark[at + n - 1]) || leaves_open(t[n - 1].fold))
        return false;
    for (size_t i = 0; i < n; i++) {
        content |= is_content(t + i) || (mark[at + i] & ABOUT);
        if ((i && !joined_words(d->text, t + i - 1, t + i)) || len + t[i].fold.n + 1 > PHRASE_BYTES ||
            (t[i].flags & TOKEN_NUMBER))
            return false;
        if (i)
            buf[len++] = ' ';
        memcpy(buf + len, t[i].fold.p, t[i].fold.n);
        len += t[i].fold.n;
    }
    *key = (Str){ buf, len };
    return content;
}

static uint8_t *mark_doc(const Topics *topics, const Tokens *t, Arena *a, Arena *scratch)
{
    uint8_t *mark = ARENA_NEW_N(a, uint8_t, t->n + 1);
    TopicHit *hit;
    ArenaMark m = arena_mark(scratch);
    size_t n = topics_find(topics, t, scratch, &hit);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < hit[i].n && hit[i].topic <= TOPIC_TROUBLE; k++)
            mark[hit[i].from + k] =
                (uint8_t)((hit[i].topic < N_TOPIC ? hit[i].topic + 1 : 0) | (hit[i].trouble ? TROUBLED : 0u) |
                          (k ? CONTINUES : 0u) | (k + 1 < hit[i].n ? GOES_ON : 0u));
    arena_rewind(scratch, m);
    return mark;
}

/* How heavy the phrase's topic is in the theme, and its stems per root of its content words. */
static double phrase_weight(const Namer *x, const Phrase *p)
{
    const ThemeNaming *in = x->in;
    const Token *t = in->doc[p->at_doc].tokens->token + p->at;
    double sum = 0, topic = 0;
    size_t id, content = 0;
    for (size_t i = 0; i < p->n; i++) {
        bool again = false;
        uint32_t about = x->mark[p->at_doc][p->at + i] & ABOUT;
        for (size_t j = 0; j < i; j++)
            again |= str_eq(t[j].stem, t[i].stem);
        content += is_content(t + i);
        if (!again && is_content(t + i) && strmap_get(&in->terms->id, t[i].stem, &id))
            sum += in->h[id * in->k + x->theme];
        if (about && in->terms->topic[about - 1] != SIZE_MAX)
            topic = fmax(topic, in->h[in->terms->topic[about - 1] * in->k + x->theme]);
    }
    return topic + sum / sqrt((double)(content ? content : 1));
}

static Phrase *phrase_at(Namer *x, size_t id)
{
    if (id >= x->cap) {
        size_t more = x->cap ? x->cap * 2 : 4096;
        Phrase *p = ARENA_NEW_N(&x->a, Phrase, more);
        if (x->cap)
            memcpy(p, x->phrase, x->cap * sizeof *p);
        x->phrase = p;
        x->cap = more;
    }
    return &x->phrase[id];
}

static void see_first(const Namer *x, Phrase *p, size_t id, size_t doc, size_t at, size_t n)
{
    *p = (Phrase){ .id = id, .at_doc = (uint32_t)doc, .at = (uint32_t)at, .n = (uint32_t)n };
    for (size_t k = at; k < at + n; k++)
        p->trouble |= (x->mark[doc][k] & TROUBLED) != 0;
}

static void count_in_theme(Namer *x, Phrase *p, size_t doc, size_t at, size_t n)
{
    const ThemeDoc *d = &x->in->doc[doc];
    const Token *t = d->tokens->token;
    int64_t old;
    p->n_theme++;
    p->accounts += i64map_add(&x->said, hash64_mix(d->group, p->id), 1, &old);
    p->begins += !at || !joined_words(d->text, t + at - 1, t + at);
    p->ends += at + n == d->tokens->n || !joined_words(d->text, t + at + n - 1, t + at + n);
}

/* Those of the theme first, so that phrases of other themes need no room. */
static void count_phrases(Namer *x, Lang lang)
{
    char buf[PHRASE_BYTES];
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < x->in->x->n; i++) {
            const ThemeDoc *d = &x->in->doc[i];
            bool own = x->in->strongest[i] == x->theme;
            if (own != !pass || (lang != LANG_UNKNOWN && d->lang != lang))
                continue;
            for (size_t at = 0; at < d->tokens->n; at++)
                for (size_t n = PHRASE_MIN; n <= PHRASE_MAX; n++) {
                    Str key;
                    size_t id;
                    if (!phrase_key(d, x->mark[i], at, n, buf, &key) || (pass && !strmap_get(&x->map, key, &id)))
                        continue;
                    bool is_new = false;
                    if (!pass)
                        id = strmap_put(&x->map, key, &is_new);
                    Phrase *p = phrase_at(x, id);
                    if (is_new)
                        see_first(x, p, id, i, at, n);
                    if (p->doc == i + 1)
                        continue;
                    p->doc = i + 1;
                    p->n_all++;
                    if (own)
                        count_in_theme(x, p, i, at, n);
                }
        }
}

static Str spelled(const Namer *x, const Phrase *p)
{
    const ThemeDoc *d = &x->in->doc[p->at_doc];
    const Token *t = d->tokens->token + p->at;
    return str_sub(d->text, t->from, t[p->n - 1].from + t[p->n - 1].n - t->from);
}

static double phrase_score(const Namer *x, const Phrase *p)
{
    static const double length[] = { 0, 0, 0.85, 1.1, 1.15, 1.1, 1 };
    double own = (double)p->n_theme;
    double whole = (1 + END_GAIN * (double)p->ends / own) * (1 + BEGIN_GAIN * (double)p->begins / own);
    double mood = !p->trouble ? 1 : x->tone < COMPLAINT ? 2 : x->tone > PRAISE ? 0.4 : 1.3;
    return log(1 + (double)p->accounts) * own / (double)p->n_all * phrase_weight(x, p) * length[p->n] * whole * mood;
}

/* What the words themselves feel like; asked of the best few, since it takes longer. */
static double agreement(Namer *x, const Phrase *p)
{
    Sentiment s;
    sentiment_score(spelled(x, p), x->in->doc[p->at_doc].lang, &x->a, &s);
    if (s.method == SENTIMENT_NONE || fabs(s.compound) < FELT)
        return 1;
    if (x->tone < COMPLAINT)
        return s.compound > 0 && !p->trouble ? 0.4 : 1;
    return x->tone > PRAISE ? (s.compound > 0 ? 2 : 0.4) : 1;
}

static int by_phrase_score(const void *a, const void *b)
{
    const Phrase *x = a, *y = b;
    if (x->score != y->score)
        return x->score < y->score ? 1 : -1;
    return (x->id > y->id) - (x->id < y->id);
}

static bool name_taken(const Theme *theme, size_t n, Str name, Arena *a)
{
    Str fold = text_fold(a, name);
    for (size_t i = 0; i < n; i++)
        if (str_eq(text_fold(a, theme[i].name), fold))
            return true;
    return false;
}

/* The best phrase among comments in `lang` (LANG_UNKNOWN: any), or "". */
static Str best_phrase(Namer *x, const Theme *theme, Lang lang, Arena *a)
{
    size_t n = 0, least = theme[x->theme].n_docs >= MANY_DOCS ? 3 : 2;
    double best = 0;
    Str name = STR("");
    arena_init(&x->a);
    strmap_init(&x->map, &x->a);
    i64map_init(&x->said);
    x->phrase = NULL;
    x->cap = 0;
    count_phrases(x, lang);
    for (size_t i = 0; i < x->map.n; i++)
        if (x->phrase[i].n_theme >= least) {
            x->phrase[i].score = phrase_score(x, &x->phrase[i]);
            x->phrase[n++] = x->phrase[i];
        }
    if (n)
        qsort(x->phrase, n, sizeof *x->phrase, by_phrase_score);
    for (size_t i = 0; i < n && i < SHORTLIST; i++) {
        double s = x->phrase[i].score * agreement(x, &x->phrase[i]);
        Str as = spelled(x, &x->phrase[i]);
        if (s > best * (1 + 1e-12) && !name_taken(theme, x->theme, as, &x->a)) {
            best = s;
            name = text_lower(a, as);
        }
    }
    i64map_release(&x->said);
    arena_release(&x->a);
    return name;
}

static double tone_of(const ThemeNaming *in, size_t theme)
{
    double sum = 0;
    size_t n = 0;
    for (size_t i = 0; i < in->x->n; i++)
        if (in->strongest[i] == theme && in->doc[i].mood != 0) {
            sum += in->doc[i].mood;
            n++;
        }
    return n ? sum / (double)n : 0;
}

/* What more than half of the documents are in, else LANG_UNKNOWN. */
static Lang main_language(const ThemeNaming *in)
{
    size_t count[LANG_UNKNOWN + 1] = { 0 };
    for (size_t i = 0; i < in->x->n; i++)
        count[in->doc[i].lang]++;
    for (size_t l = 0; l < LANG_UNKNOWN; l++)
        if (2 * count[l] > in->x->n)
            return (Lang)l;
    return LANG_UNKNOWN;
}

static Str first_terms(const Theme *t, Arena *a)
{
    if (!t->n_term)
        return STR("");
    if (t->n_term < 2 || memchr(t->term[0].p, ' ', t->term[0].n))
        return t->term[0];
    return str_fmt(a, "%.*s, %.*s", STR_ARG(t->term[0]), STR_ARG(t->term[1]));
}

void theme_name(const ThemeNaming *in, Theme *theme, Arena *a)
{
    Arena own, scratch;
    arena_init(&own);
    arena_init(&scratch);
    const Topics *topics = in->terms->topics ? in->terms->topics : topics_build(&own);
    Namer x = { .in = in, .mark = ARENA_NEW_N(&own, uint8_t *, in->x->n + 1), .lang = main_language(in) };
    for (size_t i = 0; i < in->x->n; i++)
        x.mark[i] = mark_doc(topics, in->doc[i].tokens, &own, &scratch);
    for (size_t t = 0; t < in->k; t++) {
        x.theme = t;
        x.tone = tone_of(in, t);
        theme[t].name = best_phrase(&x, theme, x.lang, a);
        if (!theme[t].name.n && x.lang != LANG_UNKNOWN)
            theme[t].name = best_phrase(&x, theme, LANG_UNKNOWN, a);
        if (!theme[t].name.n)
            theme[t].name = first_terms(&theme[t], a);
    }
    arena_release(&scratch);
    arena_release(&own);
}
