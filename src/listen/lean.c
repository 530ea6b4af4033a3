#include "listen/lean.h"

#include <math.h>

static const double PLAIN = 0.5;
enum { UNITS_MOST = 8 };

static bool is_known(const Learner *l, Str word)
{
    uint32_t col[UNITS_MOST];
    size_t n = feature_units(word, col, UNITS_MOST);
    for (size_t k = 0; k < n; k++)
        if (!l->index[col[k]])
            return false;
    return true;
}

double lean_odds(const Learner *l, Str text, const Sentiment *rules)
{
    if (fabs(rules->compound) < PLAIN)
        return 0;
    for (size_t k = 0; k < rules->n_hit; k++)
        if (is_known(l, str_sub(text, rules->hit[k].from, rules->hit[k].n)))
            return 0;
    return LEAN * rules->compound;
}
