/* The English rules; constants and word lists are those of the paper and its lexicon. */
#include "base/attr.h"
#include "text/sentiment_words.h"
#include "text/word_lists.h"

static const double BOOST = 0.293, CAPITALS = 0.733, NEGATION = -0.74, NEVER_SO = 1.25;
enum { FEEL_WORD_MAX = 14 };

/* Words of one length side by side, by length. */
// clang-format off
static const char *const raisers[FEEL_WORD_MAX + 1] = {
    [2] = "so",
    [4] = ("more" "most" "uber" "very"),
    [5] = ("fully" "hella" "major" "quite" "total" "utter"),
    [6] = ("deeply" "effing" "fuckin" "fuggin" "highly" "hugely" "purely" "really"),
    [7] = ("awfully" "extreme" "flippin" "frackin" "frickin" "friggin" "fucking" "fugging" "greatly" "majorly"
        "totally" "utterly"),
    [8] = ("enormous" "entirely" "flipping" "fracking" "fricking" "frigging"),
    [9] = ("amazingly" "decidedly" "extremely" "intensely" "unusually"),
    [10] = ("absolutely" "completely" "enormously" "especially" "fabulously" "incredible" "incredibly" "remarkably"
        "thoroughly" "tremendous"),
    [11] = "exceptional",
    [12] = ("considerable" "considerably" "particularly" "tremendously" "unbelievable" "unbelievably"),
    [13] = ("exceptionally" "substantially"),
};
static const char *const lowerers[FEEL_WORD_MAX + 1] = {
    [4] = "less",
    [5] = ("kinda" "sorta"),
    [6] = ("almost" "barely" "hardly" "kindof" "little" "partly" "scarce" "slight" "sortof"),
    [7] = ("kind-of" "sort-of"),
    [8] = ("marginal" "scarcely" "slightly" "somewhat"),
    [10] = ("marginally" "occasional"),
    [12] = "occasionally",
};
static const Str lowering_pairs[] = { STR_INIT("just enough"), STR_INIT("kind of"), STR_INIT("sort of") };
static const char *const negations[FEEL_WORD_MAX + 1] = {
    [3] = ("nor" "not"),
    [4] = ("aint" "cant" "dont" "isnt" "none" "nope" "uhuh" "wont"),
    [5] = ("arent" "didnt" "hadnt" "hasnt" "never" "shant" "uh-uh" "wasnt"),
    [6] = ("cannot" "darent" "doesnt" "havent" "mustnt" "neednt" "werent" "rarely" "seldom"),
    [7] = ("couldnt" "mightnt" "neither" "nothing" "nowhere" "oughtnt" "without" "wouldnt" "despite"),
    [8] = "shouldnt",
};
static const struct { Str phrase; double valence; } idioms[] = {
    { STR_INIT("the shit"), 3 },        { STR_INIT("the bomb"), 3 },     { STR_INIT("bad ass"), 1.5 },
    { STR_INIT("badass"), 1.5 },        { STR_INIT("bus stop"), 0 },     { STR_INIT("yeah right"), -2 },
    { STR_INIT("kiss of death"), -1.5 }, { STR_INIT("to die for"), 3 },  { STR_INIT("beating heart"), 3.1 },
    { STR_INIT("broken heart"), -2.9 },
};
// clang-format on

/* `what` is a literal, so its length is known when this is made. */
static inline bool is(const FeelWord *w, const char *what)
{
    size_t n = strlen(what);
    return w->low.n == n && memcmp(w->low.p, what, n) == 0;
}

static bool has_nt(Str low)
{
    for (size_t i = 1; i + 1 < low.n; i++)
        if (low.p[i] == '\'' && low.p[i - 1] == 'n' && low.p[i + 1] == 't')
            return true;
    return false;
}

static bool feel_among(Str low, const char *const *by_length)
{
    const char *p = low.n <= FEEL_WORD_MAX ? by_length[low.n] : NULL;
    for (; p && *p; p += low.n)
        if (*p == *low.p && memcmp(p, low.p, low.n) == 0)
            return true;
    return false;
}

static bool is_negation(const FeelWord *w)
{
    return feel_among(w->low, negations) || has_nt(w->low);
}

static double booster(Str low)
{
    return feel_among(low, raisers) ? BOOST : feel_among(low, lowerers) || feel_in(low, lowering_pairs, COUNT_OF(lowering_pairs)) ? -BOOST : 0;
}

/* What the word `by`, `distance` words before, adds to a valence. */
static double boosted(const FeelWord *by, double valence, bool caps_matter, int distance)
{
    static const double damp[] = { 1, 1, 0.95, 0.9 };
    double add = booster(by->low);
    if (add == 0)
        return 0;
    if (valence < 0)
        add = -add;
    if (by->upper && caps_matter)
        add += valence > 0 ? CAPITALS : -CAPITALS;
    return add * damp[distance];
}

static bool is_so(const FeelWord *w)
{
    return is(w, "so") || is(w, "this");
}

/* The factor for a negation exactly `distance` words before w. */
static double negated(const FeelWord *w, int distance)
{
    bool never = is(w - distance, "never"), without = is(w - distance, "without");
    if (distance == 2 && never && is_so(w - 1))
        return NEVER_SO;
    if (distance == 2 && without && is(w - 1, "doubt"))
        return 1;
    /* The authors' program boosts after any "so" or "this" here, "never" or not. */
    if (distance == 3 && ((never && is_so(w - 2)) || is_so(w - 1)))
        return NEVER_SO;
    if (distance == 3 && without && (is(w - 2, "doubt") || is(w - 1, "doubt")))
        return 1;
    return is_negation(w - distance) ? NEGATION : 1;
}

/* Words from..to joined by single spaces; "" when too long for any phrase. */
static Str joined(const FeelWord *from, const FeelWord *to, char *buf, size_t max)
{
    size_t n = 0;
    for (const FeelWord *w = from; w <= to; w++) {
        if (n + w->low.n + 1 > max)
            return STR("");
        if (n)
            buf[n++] = ' ';
        memcpy(buf + n, w->low.p, w->low.n);
        n += w->low.n;
    }
    return (Str){ buf, n };
}

static bool idiom_at(const FeelWord *from, const FeelWord *to, double *valence)
{
    char buf[48];
    Str s = joined(from, to, buf, sizeof buf);
    for (size_t i = 0; i < COUNT_OF(idioms); i++)
        if (str_eq(s, idioms[i].phrase)) {
            *valence = idioms[i].valence;
            return true;
        }
    return false;
}

/* Phrases around the word at i; looked for only when three words precede it. */
static double with_idioms(const FeelWords *w, size_t i, double valence)
{
    const FeelWord *x = &w->word[i];
    static const int before[][2] = { { -1, 0 }, { -2, 0 }, { -2, -1 }, { -3, -1 }, { -3, -2 } };
    static const int pairs[][2] = { { -3, -1 }, { -3, -2 }, { -2, -1 } };
    char buf[48];
    for (size_t k = 0; k < COUNT_OF(before); k++)
        if (idiom_at(x + before[k][0], x + before[k][1], &valence))
            break;
    if (i + 1 < w->n)
        (void)idiom_at(x, x + 1, &valence);
    if (i + 2 < w->n)
        (void)idiom_at(x, x + 2, &valence);
    for (size_t k = 0; k < COUNT_OF(pairs); k++)
        if (feel_in(joined(x + pairs[k][0], x + pairs[k][1], buf, sizeof buf), lowering_pairs, COUNT_OF(lowering_pairs)))
            valence -= BOOST;
    return valence;
}

/* "least", but not "at least" and "very least". */
static double with_least(const FeelWord *x, size_t i, double valence)
{
    if (i == 0 || x[-1].known || !is(x - 1, "least"))
        return valence;
    bool measure = i > 1 && (is(x - 2, "at") || is(x - 2, "very"));
    return measure ? valence : valence * NEGATION;
}

/* The lexicon's value of word i, with "no" taken as a negation where it is one. */
static double plain_valence(const FeelWords *w, size_t i)
{
    const FeelWord *x = &w->word[i];
    double v = x->emoji != 0 ? x->emoji : x->listed;
    bool no = (i > 0 && is(x - 1, "no")) || (i > 1 && is(x - 2, "no")) ||
              (i > 2 && is(x - 3, "no") && (is(x - 1, "or") || is(x - 1, "nor")));
    if (no)
        return v * NEGATION;
    return is(x, "no") && i + 1 < w->n && x[1].known ? 0 : v;
}

static double word_valence(const FeelWords *w, size_t i, bool caps_matter)
{
    const FeelWord *x = &w->word[i];
    bool kind_of = is(x, "kind") && i + 1 < w->n && is(x + 1, "of");
    if (!x->known || kind_of || booster(x->low) != 0)
        return 0;
    double v = plain_valence(w, i);
    if (x->upper && caps_matter)
        v += v > 0 ? CAPITALS : -CAPITALS;
    for (int d = 1; d <= 3 && (size_t)d <= i; d++) {
        if (x[-d].known)
            continue;
        v += boosted(x - d, v, caps_matter, d);
        v *= negated(x, d);
        if (d == 3)
            v = with_idioms(w, i, v);
    }
    return with_least(x, i, v);
}

static double emphasis(Str text)
{
    size_t bangs = 0, asks = 0;
    for (size_t i = 0; i < text.n; i++) {
        bangs += text.p[i] == '!';
        asks += text.p[i] == '?';
    }
    double e = 0.292 * (double)(bangs < 4 ? bangs : 4);
    if (asks > 1)
        e += asks <= 3 ? 0.18 * (double)asks : 0.96;
    return e;
}

void feel_vader(Str text, FeelWords *w, double *punctuation)
{
    size_t upper = 0, but = w->n;
    for (size_t i = 0; i < w->n; i++) {
        FeelWord *x = &w->word[i];
        int32_t thousandths = 0;
        upper += x->upper;
        x->known = x->emoji != 0 || word_find(&words_vader, x->low, &thousandths);
        x->listed = thousandths / 1000.0;
        if (but == w->n && is(x, "but"))
            but = i;
    }
    bool caps_matter = upper > 0 && upper < w->n;
    double sum = 0;
    for (size_t i = 0; i < w->n; i++) {
        double v = word_valence(w, i, caps_matter);
        if (but < w->n && i != but)
            v *= i < but ? FEEL_LESS_SIDE : FEEL_MORE_SIDE;
        w->word[i].valence = v;
        sum += v;
    }
    *punctuation = sum > 0 ? emphasis(text) : sum < 0 ? -emphasis(text) : 0;
}
