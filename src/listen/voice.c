#include "listen/voice.h"

#include <math.h>

#include "num/facility.h"
#include "text/near.h"

enum { CANDIDATES = 48, QUOTE_SHORT = 30, QUOTE_LONG = 220 };
/* Sharing more words and pairs than this two quotes say the same. */
static const double SAME = 0.7;

typedef struct Candidate {
    double   fit;
    size_t   comment;
    int64_t  account;
    Str      said;
    NearMark mark;
} Candidate;

static double fitness(const Comment *c, const Mention *m, Lang readers)
{
    double length = c->text.n < QUOTE_SHORT ? 0.3 : c->text.n > QUOTE_LONG ? 0.5 : 1;
    double language = c->lang == readers ? 1 : 0.3;
    return (double)m->weight * length * language * (1 + fabs((double)m->mood)) / (double)(c->n_mention * c->n_mention);
}

/* Into the list of the fittest, which holds one an account; of equals the first stays. */
static void offer(Candidate *list, size_t *n, const Candidate *x)
{
    size_t at = *n;
    for (size_t k = 0; k < *n; k++)
        if (list[k].account == x->account) {
            if (list[k].fit >= x->fit)
                return;
            at = k;
        }
    if (at == CANDIDATES) {
        at = CANDIDATES - 1;
        if (list[at].fit >= x->fit)
            return;
    } else if (at == *n) {
        ++*n;
    }
    for (; at > 0 && list[at - 1].fit < x->fit; at--)
        list[at] = list[at - 1];
    list[at] = *x;
}

static size_t fittest(const Comments *c, uint32_t theme, Lang readers, Candidate *list)
{
    size_t n = 0;
    for (size_t i = 0; i < c->n; i++)
        for (uint32_t k = 0; k < c->at[i].n_mention && c->at[i].account; k++) {
            const Mention *m = &c->at[i].mention[k];
            if (m->theme != theme && m->sub != theme)
                continue;
            Candidate x = { .fit = fitness(&c->at[i], m, readers), .comment = i, .account = c->at[i].account, .said = str_sub(c->at[i].text, m->from, m->n) };
            if (x.fit > 0)
                offer(list, &n, &x);
        }
    return n;
}

static double likeness(const Candidate *x, const Candidate *y)
{
    return str_ieq(x->said, y->said) ? 1 : x->mark.units && y->mark.units ? near_share(&x->mark, &y->mark) : 0;
}

size_t voices_pick(const Comments *c, uint32_t theme, Lang readers, Arena *scratch, size_t *out)
{
    ArenaMark mark = arena_mark(scratch);
    Candidate *list = ARENA_NEW_N(scratch, Candidate, CANDIDATES);
    size_t n = fittest(c, theme, readers, list), group[CANDIDATES], chosen[VOICES];
    double *like = ARENA_NEW_N(scratch, double, CANDIDATES * CANDIDATES), weight[CANDIDATES];
    for (size_t i = 0; i < n; i++) {
        near_mark(list[i].said, &list[i].mark);
        weight[i] = list[i].fit;
        group[i] = i;
        like[i * n + i] = 1;
        for (size_t j = 0; j < i; j++) {
            like[i * n + j] = like[j * n + i] = likeness(&list[i], &list[j]);
            if (like[i * n + j] >= SAME && group[i] == i)
                group[i] = group[j];
        }
    }
    size_t found = facility_choose(&(FacilityInput){ .like = like, .weight = weight, .group = group, .n = n, .k = VOICES }, scratch, chosen);
    for (size_t r = 0; r < found; r++)
        out[r] = list[chosen[r]].comment;
    arena_rewind(scratch, mark);
    return found;
}
