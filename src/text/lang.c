#include "text/lang.h"

#include <math.h>

#include "base/attr.h"
#include "text/gram_table.h"
#include "text/utf8.h"
#include "text/word_lists.h"

/* Overlapping trigrams carry about half of what independent ones would; a stop word is worth a factor of eleven; e^1.5
 * to one is the odds we ask for.  Chosen so that Lingua's test sentences of five words and more are named right in 99 %
 * of cases while wrong names stay near a quarter of a percent (doc/methods/language.md). */
static const double GRAM_TRUST = 0.5, STOP_GAIN = 2.4, PRIOR_GAIN = 1.5;
/* Most comments are in a language that is scored: a rival must be likelier by this much. */
static const double HOME_GAIN = 2.2;
/* What a trigram may cost in the leading model before the text counts as in none of them, and the slack of a text of
 * one trigram, which falls with the root of their number.  In our seven languages a sentence costs 7 to 8.4. */
static const double COST_MOST = 8.4, COST_SLACK = 3;
static const double MARGIN = 1.5, SHORT_MARGIN = 1.0;    /* the latter for each word under five */

/* What is that clear needs no more words: looked at every so many. */
static const double CLEAR_LEAD = 18;
enum { WORD_BYTES_MAX = 64, LOOK_EVERY = 4 };

static const char *const codes[] = {
#define X(name, code) code,
    LANG_LIST(X)
#undef X
};

const char *lang_code(Lang lang)
{
    return lang < LANG_UNKNOWN ? codes[lang] : "";
}

Lang lang_of_code(Str code)
{
    for (size_t i = 0; i < COUNT_OF(codes); i++)
        if (str_ieq(str_sub(code, 0, 2), str_of(codes[i])) &&
            (code.n == 2 || code.p[2] == '-' || code.p[2] == '_'))
            return (Lang)i;
    return LANG_UNKNOWN;
}

/* Lower case for the letters the trigrams are made of; 0 for what is no letter.  Latin-1 and
 * Latin Extended-A pair their cases regularly enough for a rule. */
static uint32_t letter_lower(uint32_t c)
{
    if (c < 0x80)
        return (c | 32) - 'a' < 26 ? c | 32 : c == '\'' ? c : 0;
    if (c == 0x2019)
        return '\'';
    if (c >= 0xC0 && c <= 0xDE)
        return c == 0xD7 ? 0 : c + 32;
    if (c >= 0xDF && c <= 0xFF)
        return c == 0xF7 ? 0 : c;
    if (c == 0x130)
        return 'i';
    if (c == 0x178)
        return 0xFF;
    bool odd_is_upper = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E);
    if (c >= 0x100 && c <= 0x17E && c != 0x138 && c != 0x131)
        return odd_is_upper ? c + (c & 1) : c | 1;
    return c < 0x2000 ? c : 0;
}

enum { LANE = 16, LANES = GRAM_COSTS / LANE };
typedef uint16_t Sums __attribute__((vector_size(2 * LANE)));
typedef uint8_t  Costs __attribute__((vector_size(LANE)));

typedef struct Evidence {
    double   stop[LANG_MODELS];
    uint32_t gram[LANG_MODELS];       /* sums of costs */
    size_t   words, grams, latin, foreign;
} Evidence;

static const uint8_t *gram_cost(uint64_t key, uint32_t at)
{
    while (gram_table.slot[at].key && gram_table.slot[at].key != key)
        at = (at + 1) & (gram_table.n_slot - 1);
    return gram_table.slot[at].key ? gram_table.slot[at].cost : gram_table.unseen;
}

static double score_of(const Evidence *e, int k)
{
    return e->stop[k] - GRAM_TRUST * e->gram[k] / 10;
}

/* A word's trigrams are too few for 16 bits to overflow. */
static void weigh_word(Evidence *e, const uint32_t *letter, size_t n, Str word)
{
    uint32_t b = ' ', c = n ? letter[0] : ' ', slot[WORD_BYTES_MAX + 1];
    uint64_t key[WORD_BYTES_MAX + 1];
    Sums sum[LANES] = { 0 };
    /* The lines of the table are fetched side by side. */
    for (size_t i = 0; i < n; i++) {
        uint32_t next = i + 1 < n ? letter[i + 1] : ' ';
        key[i] = gram_key(b, c, next);
        slot[i] = gram_slot(key[i], gram_table.n_slot);
        __builtin_prefetch(&gram_table.slot[slot[i]]);
        b = c;
        c = next;
    }
    for (size_t i = 0; i < n; i++) {
        const uint8_t *of = gram_cost(key[i], slot[i]);
        for (int l = 0; l < LANES; l++) {
            Costs cost;
            memcpy(&cost, of + LANE * l, sizeof cost);
            sum[l] += __builtin_convertvector(cost, Sums);
        }
    }
    e->grams += n;
    int32_t bits = 0;
    if (word_find(&words_stop, word, &bits)) {
        double share = STOP_GAIN / sqrt((double)__builtin_popcount((unsigned)bits));
        for (int k = 0; k < LANG_STOPS; k++)
            e->stop[k] += bits >> k & 1 ? share : 0;
    }
    for (int k = 0; k < LANG_MODELS; k++)
        e->gram[k] += sum[k / LANE][k % LANE];
    e->words++;
}

/* Nats between the best and the second. */
static double lead_of(const Evidence *e)
{
    double best = -HUGE_VAL, second = -HUGE_VAL;
    for (int k = 0; k < LANG_MODELS; k++) {
        double v = score_of(e, k);
        second = v > best ? best : v > second ? v : second;
        best = v > best ? v : best;
    }
    return best - second;
}

static Evidence weigh_text(Str text)
{
    Evidence e = { .words = 0 };
    char word[WORD_BYTES_MAX + 8];
    uint32_t letter[WORD_BYTES_MAX + 1];
    size_t n = 0, letters = 0;
    for (size_t i = 0; i <= text.n;) {
        uint32_t raw = i < text.n ? utf8_next(text, &i) : (i++, (uint32_t)' ');
        uint32_t c = letter_lower(raw);
        if (c >= 'a')
            c < 0x250 ? e.latin++ : e.foreign++;
        else if (raw >= 0x2E80)
            e.foreign++;
        if (c && n < WORD_BYTES_MAX) {
            letter[letters++] = c;
            n += utf8_put(word + n, c);
        } else if (!c) {
            if (n > 1 || (n == 1 && word[0] != '\''))
                weigh_word(&e, letter, letters, (Str){ word, n });
            if (n && e.words % LOOK_EVERY == 0 && lead_of(&e) > CLEAR_LEAD)
                break;
            n = letters = 0;
        }
    }
    return e;
}

LangGuess lang_guess(Str text, Lang prior)
{
    LangGuess g = { LANG_UNKNOWN, LANG_UNKNOWN, 0, 0, 0 };
    Evidence e = weigh_text(str_sub(text, 0, LANG_BYTES_MAX));
    if (!e.words || e.foreign > e.latin)
        return g;
    double score[LANG_MODELS];
    for (int k = 0; k < LANG_MODELS; k++)
        score[k] = score_of(&e, k) + (prior < LANG_UNKNOWN && k == (int)prior ? PRIOR_GAIN : 0) + (k < (int)LANG_UNKNOWN ? HOME_GAIN : 0);
    int best = 0;
    for (int k = 1; k < LANG_MODELS; k++)
        if (score[k] > score[best])
            best = k;
    double second = -HUGE_VAL, sum = 0;
    for (int k = 0; k < LANG_MODELS; k++) {
        sum += exp(score[k] - score[best]);
        if (k != best)
            second = fmax(second, score[k]);
    }
    g.lead = score[best] - second;
    g.share = 1 / sum;
    g.cost = e.grams ? e.gram[best] / 10.0 / (double)e.grams : 0;
    g.best = best < (int)LANG_UNKNOWN ? (Lang)best : LANG_UNKNOWN;
    double margin = MARGIN + (e.words < 5 ? SHORT_MARGIN * (double)(5 - e.words) : 0);
    bool fits = e.grams && g.cost <= COST_MOST + COST_SLACK / sqrt((double)e.grams);
    if (fits && g.lead >= margin)
        g.lang = g.best;
    return g;
}
