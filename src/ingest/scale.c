#include "ingest/scale.h"

#include "base/attr.h"
#include "ingest/words.h"

enum { TOKENS = 64, MOST = 100 };

/* The header's words, folded, and which of them are numbers. */
typedef struct Tokens {
    Str     word[TOKENS];
    size_t  n;
    size_t  at[TOKENS];          /* of number k */
    int64_t number[TOKENS];
    size_t  n_number;
} Tokens;

typedef enum Sense { SENSE_NONE, SENSE_GOOD, SENSE_BAD } Sense;

static void split(Str header, Arena *a, Tokens *t)
{
    char *p = arena_alloc(a, header.n + 1, 1);
    memcpy(p, header.p, header.n);
    for (size_t i = 0; i + 2 < header.n; i++)      /* dashes of print */
        if (memcmp(header.p + i, "\xE2\x80\x93", 3) == 0 || memcmp(header.p + i, "\xE2\x80\x94", 3) == 0)
            memset(p + i, ' ', 3);
    Str rest = header_key((Str){ p, header.n }, a);
    t->n = t->n_number = 0;
    while (rest.n && t->n < TOKENS) {
        Str w = str_cut(&rest, ' ');
        int64_t v;
        if (w.n <= 3 && str_to_i64(w, &v) && v >= 0 && v <= MOST) {
            t->at[t->n_number] = t->n;
            t->number[t->n_number++] = v;
        }
        t->word[t->n++] = w;
    }
}

static Sense sense_of(const Tokens *t, size_t from, size_t to)
{
    static const char bad[] = "dissatisfied|unsatisfied|bad|poor|worst|terrible|awful|disagree|unlikely|not|unzufrieden|schlecht|mangelhaft|ungenugend|nicht|insatisfait|mauvais|pas|"
                              "insatisfecho|malo|pesimo|insoddisfatto|pessimo|insatisfeito|ruim|pessimo|ontevreden|slecht|niet";
    static const char good[] = "satisfied|good|best|great|excellent|agree|likely|zufrieden|gut|beste|hervorragend|satisfait|bon|excellente|satisfecho|bueno|excelente|soddisfatto|buono|ottimo|"
                               "satisfeito|bom|otimo|tevreden|goed|uitstekend";
    Sense s = SENSE_NONE;
    for (size_t i = from; i < to; i++) {
        if (word_has(t->word[i], bad))
            return SENSE_BAD;
        if (word_has(t->word[i], good))
            s = SENSE_GOOD;
    }
    return s;
}

/* Behind "out (of) 7", "von 7", "max 10"; "/10" by the sign in front of it. */
static bool says_most(Str header, const Tokens *t, size_t i)
{
    if (i && word_has(t->word[i - 1], "out|von|sur|max|maximum|sobre|su|op"))
        return true;
    for (size_t k = 0; k + t->word[i].n < header.n; k++)
        if (header.p[k] == '/' && str_starts(str_sub(header, k + 1, header.n), t->word[i]) && (!k || header.p[k - 1] < '0' || header.p[k - 1] > '9'))
            return true;
    return false;
}

/* "CSAT (%)", "CSAT %", "Zufriedenheit in Prozent"; no share of a part ("top 2 box %" is one, and stays without a scale by its number). */
static bool says_percent(Str header, const Tokens *t)
{
    Str h = str_trim(header);
    if (t->n_number)
        return false;
    for (size_t i = 0; i < t->n; i++)
        if (word_has(t->word[i], "percent|percentage|pct|prozent|pourcentage|porcentaje|percentuale|percentagem|procent"))
            return true;
    return str_ends(h, STR("%")) || str_ends(h, STR("(%)")) || str_ends(h, STR("[%]"));
}

/* The words behind number k, up to the next one. */
static Sense sense_behind(const Tokens *t, size_t k)
{
    return sense_of(t, t->at[k] + 1, k + 1 < t->n_number ? t->at[k + 1] : t->n);
}

/* The last two numbers side by side of which one can begin a scale; a scale whose steps are all named ends at its last one. */
static bool find_ends(const Tokens *t, size_t *low, size_t *high)
{
    bool found = false;
    for (size_t k = 0; k + 1 < t->n_number; k++) {
        int64_t x = t->number[k], y = t->number[k + 1];
        if (x <= 1 && y > 1) {
            *low = k;
            *high = k + 1;
            found = true;
        } else if (x > 1 && y <= 1 && (k + 2 == t->n_number || t->number[k + 2] <= 1)) {
            *low = k + 1;
            *high = k;
            found = true;
        } else if (found && *high == k && *low < k && y == x + 1) {
            *high = k + 1;
        }
    }
    return found;
}

void scale_of_header(Str header, Arena *a, ScaleSaid *out)
{
    Tokens t;
    size_t low = 0, high = 0;
    *out = (ScaleSaid){ 0 };
    split(header, a, &t);
    if (find_ends(&t, &low, &high)) {
        Sense x = sense_behind(&t, low), y = sense_behind(&t, high);
        *out = (ScaleSaid){ .said = true, .low = t.number[low], .high = t.number[high], .at_odds = x && x == y };
        out->inverted = !out->at_odds && (x == SENSE_GOOD || y == SENSE_BAD);
        return;
    }
    for (size_t k = 0; k < t.n_number; k++)
        if (t.number[k] > 1 && says_most(header, &t, t.at[k]))
            *out = (ScaleSaid){ .said = true, .low = t.number[k] >= 10 ? 0 : 1, .high = t.number[k] };
    if (!out->said && says_percent(header, &t))
        *out = (ScaleSaid){ .said = true, .percent = true, .low = 0, .high = 100 };
}

int64_t money_times(Str header, Arena *a)
{
    Str key = header_key(header, a), all = str_lower(a, header);
    static const char thousands[] = "000s|000|thousand|thousands|tsd|teur|tchf|tgbp|tusd|tausend|k|keur|kusd|kgbp|kchf|ksek|knok|kdkk|milliers|miles|migliaia|milhares|duizend|duizenden|in k";
    static const char millions[] = "million|millions|mio|mn|mln|meur|musd|mgbp|mchf|millionen|millones|milioni|milhoes|miljoen";
    if (word_has(key, thousands) || str_has(all, STR("('000")) || str_has(all, STR("k\xE2\x82\xAC")) || str_has(all, STR("k$")) || str_has(all, STR("t\xE2\x82\xAC")))
        return 1000;
    return word_has(key, millions) ? 1000000 : 1;
}
