/* The English rules; constants and word lists are those of the paper and its lexicon. */
#include "base/attr.h"
#include "text/sentiment_words.h"
#include "text/word_lists.h"

static const double BOOST = 0.293, CAPITALS = 0.733, NEGATION = -0.74, NEVER_SO = 1.25;
static const double BEFORE_BUT = 0.5, AFTER_BUT = 1.5;

// clang-format off
static const Str raisers[] = {
    STR_INIT("absolutely"), STR_INIT("amazingly"), STR_INIT("awfully"), STR_INIT("completely"), STR_INIT("considerable"),
    STR_INIT("considerably"), STR_INIT("decidedly"), STR_INIT("deeply"), STR_INIT("effing"), STR_INIT("enormous"),
    STR_INIT("enormously"), STR_INIT("entirely"), STR_INIT("especially"), STR_INIT("exceptional"),
    STR_INIT("exceptionally"), STR_INIT("extreme"), STR_INIT("extremely"), STR_INIT("fabulously"), STR_INIT("flipping"),
    STR_INIT("flippin"), STR_INIT("frackin"), STR_INIT("fracking"), STR_INIT("fricking"), STR_INIT("frickin"),
    STR_INIT("frigging"), STR_INIT("friggin"), STR_INIT("fully"), STR_INIT("fuckin"), STR_INIT("fucking"),
    STR_INIT("fuggin"), STR_INIT("fugging"), STR_INIT("greatly"), STR_INIT("hella"), STR_INIT("highly"),
    STR_INIT("hugely"), STR_INIT("incredible"), STR_INIT("incredibly"), STR_INIT("intensely"), STR_INIT("major"),
    STR_INIT("majorly"), STR_INIT("more"), STR_INIT("most"), STR_INIT("particularly"), STR_INIT("purely"),
    STR_INIT("quite"), STR_INIT("really"), STR_INIT("remarkably"), STR_INIT("so"), STR_INIT("substantially"),
    STR_INIT("thoroughly"), STR_INIT("total"), STR_INIT("totally"), STR_INIT("tremendous"), STR_INIT("tremendously"),
    STR_INIT("uber"), STR_INIT("unbelievable"), STR_INIT("unbelievably"), STR_INIT("unusually"), STR_INIT("utter"),
    STR_INIT("utterly"), STR_INIT("very"),
};
static const Str lowerers[] = {
    STR_INIT("almost"), STR_INIT("barely"), STR_INIT("hardly"), STR_INIT("kinda"), STR_INIT("kindof"),
    STR_INIT("kind-of"), STR_INIT("less"), STR_INIT("little"), STR_INIT("marginal"), STR_INIT("marginally"),
    STR_INIT("occasional"), STR_INIT("occasionally"), STR_INIT("partly"), STR_INIT("scarce"), STR_INIT("scarcely"),
    STR_INIT("slight"), STR_INIT("slightly"), STR_INIT("somewhat"), STR_INIT("sorta"), STR_INIT("sortof"),
    STR_INIT("sort-of"),
};
static const Str lowering_pairs[] = { STR_INIT("just enough"), STR_INIT("kind of"), STR_INIT("sort of") };
static const Str negations[] = {
    STR_INIT("aint"), STR_INIT("arent"), STR_INIT("cannot"), STR_INIT("cant"), STR_INIT("couldnt"), STR_INIT("darent"),
    STR_INIT("didnt"), STR_INIT("doesnt"), STR_INIT("dont"), STR_INIT("hadnt"), STR_INIT("hasnt"), STR_INIT("havent"),
    STR_INIT("isnt"), STR_INIT("mightnt"), STR_INIT("mustnt"), STR_INIT("neither"), STR_INIT("neednt"),
    STR_INIT("never"), STR_INIT("none"), STR_INIT("nope"), STR_INIT("nor"), STR_INIT("not"), STR_INIT("nothing"),
    STR_INIT("nowhere"), STR_INIT("oughtnt"), STR_INIT("shant"), STR_INIT("shouldnt"), STR_INIT("uhuh"),
    STR_INIT("uh-uh"), STR_INIT("wasnt"), STR_INIT("werent"), STR_INIT("without"), STR_INIT("wont"),
    STR_INIT("wouldnt"), STR_INIT("rarely"), STR_INIT("seldom"), STR_INIT("despite"),
};
static const struct { Str phrase; double valence; } idioms[] = {
    { STR_INIT("the shit"), 3 },        { STR_INIT("the bomb"), 3 },     { STR_INIT("bad ass"), 1.5 },
    { STR_INIT("badass"), 1.5 },        { STR_INIT("bus stop"), 0 },     { STR_INIT("yeah right"), -2 },
    { STR_INIT("kiss of death"), -1.5 }, { STR_INIT("to die for"), 3 },  { STR_INIT("beating heart"), 3.1 },
    { STR_INIT("broken heart"), -2.9 },
};
// clang-format on

static bool is(const FeelWord *w, const char *what)
{
    return str_eq(w->low, str_of(what));
}

static bool is_negation(const FeelWord *w)
{
    return feel_in(w->low, negations, COUNT_OF(negations)) || str_has(w->low, STR("n't"));
}

static double booster(Str low)
{
    return feel_in(low, raisers, COUNT_OF(raisers)) ? BOOST
           : feel_in(low, lowerers, COUNT_OF(lowerers)) || feel_in(low, lowering_pairs, COUNT_OF(lowering_pairs)) ? -BOOST
                                                                                                              : 0;
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
    int32_t thousandths = 0;
    double v = x->emoji;
    if (v == 0 && word_find(&words_vader, x->low, &thousandths))
        v = thousandths / 1000.0;
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
    int32_t value;
    for (size_t i = 0; i < w->n; i++) {
        FeelWord *x = &w->word[i];
        upper += x->upper;
        x->known = x->emoji != 0 || word_find(&words_vader, x->low, &value);
        if (but == w->n && is(x, "but"))
            but = i;
    }
    bool caps_matter = upper > 0 && upper < w->n;
    double sum = 0;
    for (size_t i = 0; i < w->n; i++) {
        double v = word_valence(w, i, caps_matter);
        if (but < w->n && i != but)
            v *= i < but ? BEFORE_BUT : AFTER_BUT;
        w->word[i].valence = v;
        sum += v;
    }
    *punctuation = sum > 0 ? emphasis(text) : sum < 0 ? -emphasis(text) : 0;
}
